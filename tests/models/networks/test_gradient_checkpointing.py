"""With gradient checkpointing a step learns the same and keeps less."""

import copy

import pytest
import torch
from roofline.models.networks.gradient_checkpointing import bytes_for_gradients, checkpoint_blocks
from roofline.models.networks.unet import build_network

from ..support.backbones import TINY, with_decoder

TILES = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("encoder", ["tu-resnet10t", "tu-convnext_atto", TINY])
def test_the_gradients_are_the_same_and_less_is_kept(encoder):
    torch.manual_seed(0)
    network = build_network(with_decoder(encoder, "unet")).train()
    lean = copy.deepcopy(network)
    checkpoint_blocks(lean)
    for one in (network, lean):
        one(TILES).square().mean().backward()
    for parameter, again in zip(network.parameters(), lean.parameters(), strict=True):
        assert torch.allclose(parameter.grad, again.grad, atol=1e-5)
    statistics, again = (dict(one.named_buffers()) for one in (network, lean))
    for name in statistics:
        assert "num_batches" in name or torch.equal(statistics[name], again[name])
    assert list(lean.state_dict()) == list(network.state_dict())
    assert bytes_for_gradients(lean, 2, 64, True) < 0.7 * bytes_for_gradients(network, 2, 64, True)


def test_what_a_step_keeps_is_told_without_computing_it():
    network = build_network(with_decoder(TINY, "unet"))
    kept = {}

    def keep(tensor):
        kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    network.train()
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        network(TILES)
    for own in (*network.parameters(), *network.buffers()):
        kept.pop(own.untyped_storage().data_ptr(), None)
    measured = sum(tensor.untyped_storage().nbytes() for tensor in kept.values())
    assert bytes_for_gradients(network, 2, 64, True) == pytest.approx(measured, rel=0.3)
    assert bytes_for_gradients(network, 4, 64, True) == pytest.approx(2 * measured, rel=0.3)
    assert bytes_for_gradients(network, 2, 64, False) < 0.5 * measured
