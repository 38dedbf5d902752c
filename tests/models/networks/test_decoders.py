"""Any decoder goes with any encoder: to logits of the tile's size, with gradients for all that is trained."""

from dataclasses import replace

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.networks.card_checks import CardError
from roofline.models.networks.decoders import GridMean
from roofline.models.networks.encoders import new_encoder
from roofline.models.networks.model_card import Card
from roofline.models.networks.model_registry import load_base
from roofline.models.networks.unet import build_network
from roofline.protocol.networks import DECODERS
from safetensors.torch import save_file

from ..support.backbones import TINY, card_of, with_decoder

ENCODERS = ("tu-resnet10t", "tu-convnext_atto", TINY)


@pytest.mark.parametrize("kind", DECODERS)
@pytest.mark.parametrize("encoder", ENCODERS)
def test_one_tile_teaches_every_decoder_with_every_encoder(encoder, kind):
    torch.manual_seed(0)
    network = build_network(with_decoder(encoder, kind)).train()
    logits = network(torch.randn(1, 3, 64, 96))
    assert logits.shape == (1, 3, 64, 96)
    logits.square().mean().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name


def test_separation_by_offsets_and_several_classes_go_with_them():
    card = with_decoder("tu-resnet10t", "upernet", separation="offsets", classes=("house", "hall"))
    assert build_network(card).eval()(torch.zeros(2, 3, 32, 64)).shape == (2, 4, 32, 64)


def test_a_mean_over_a_grid_is_torchs_adaptive_pooling():
    for side in (1, 2, 5, 16):
        image = torch.randn(2, 3, side, side + 1)
        for size in (1, 2, 3, 6):
            assert torch.allclose(GridMean(size)(image), torch.nn.AdaptiveAvgPool2d(size)(image), atol=1e-6)


@pytest.mark.parametrize("change, words", [
    ({"decoder": "evil"}, "none of unet"), ({"output_stride": 3}, "none of 1, 2 and 4"), ({"dates": 0}, "dates"),
    ({"dates": 2}, "3 bands are not as many for each of 2 dates"),
    ({"patch_size": 1000}, "patch_size"), ({"prompts": 10**9}, "prompts")])
def test_a_card_cannot_ask_for_the_impossible(change, words):
    with pytest.raises(CardError, match=words):
        card_of("resnet18", **change)


@pytest.mark.parametrize("change", [
    {"decoder": "fpn"}, {"decoder": "upernet", "decoder_channels": (64,)}, {"patch_size": 8}, {"prompts": 4}])
def test_a_card_whose_parts_do_not_fit_is_refused(change):
    with pytest.raises(RooflineError, match="cannot be used"):
        build_network(card_of("resnet18", **change))


def test_the_setting_chooses_the_decoder_of_a_base_that_is_made_and_no_other(tmp_path, toy_base):
    save_file(new_encoder("tu-resnet10t", 3).state_dict(), tmp_path / "tu-resnet10t.safetensors")
    made = load_base(tmp_path / "tu-resnet10t.safetensors", decoder="fpn")
    assert (made.card.decoder, made.card.output_stride) == ("fpn", 4)
    again = Card.from_json(made.card.to_json())
    assert again.decoder == "fpn" and replace(again, decoder="unet") != again
    assert load_base(toy_base, decoder="fpn").card.decoder == "unet"
