"""A vision transformer and a ConvNeXt can be written as ONNX, for tiles of any size, with any decoder."""

import numpy as np
import pytest
import torch
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.onnx_io.onnx_network import INPUT, OUTPUT, open_session, run_session, to_onnx

from ..support.backbones import with_decoder


@pytest.mark.parametrize("encoder, decoder, dates", [
    ("tu-vit_tiny_patch16_224", "unet", 1), ("tu-vit_tiny_patch16_224", "upernet", 1), ("tu-convnext_atto", "unet", 1),
    ("tu-vit_small_patch16_dinov3", "fpn", 1), ("tu-vit_small_patch14_dinov2", "linear", 1),
    ("tu-resnet10t", "unet", 3), ("prithvi_eo_v2_tiny", "unet", 3)])
def test_it_computes_the_same_for_tiles_of_other_sizes(encoder, decoder, dates):
    torch.manual_seed(0)
    card = with_decoder(encoder, decoder, dates=dates)
    weights = stored_weights(build_network(card))
    network = build_network(card, weights).eval()
    session = open_session(to_onnx(card, weights), "toy", torch.device("cpu"), 1)
    for shape in ((1, 3, 96, 160), (2, 3, 64, 32)):
        tiles = torch.randn(shape, generator=torch.Generator().manual_seed(1))
        [found] = run_session(session, "toy", {INPUT: tiles.numpy()}, [OUTPUT])
        expected = network(tiles).detach().numpy()
        assert np.abs(found - expected).max() < 2e-3 * np.abs(expected).max()
