"""A network that only looks gives the same logits with fewer modules."""

import pytest
import torch
from roofline.models.core.devices import mixed_precision
from roofline.models.networks.conv_bn_fusion import Convolution, folded
from roofline.models.networks.unet import Network, is_normalization
from torch import nn

CPU = torch.device("cpu")
TILES = torch.randn(2, 3, 96, 64, generator=torch.Generator().manual_seed(1))


def lived(network):
    """As after a training: every BatchNorm has seen something."""
    torch.manual_seed(0)
    for module in network.modules():
        if is_normalization(module):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.normal_()
    return network.eval()


def count(network, kind):
    return sum(isinstance(module, kind) for module in network.modules())


@pytest.mark.parametrize("encoder", ["resnet18", "tu-mobilenetv4_conv_small", "tu-efficientnet_lite0",
                                     "tu-convnext_atto", "densenet121"])
def test_a_folded_network_gives_the_same_logits(encoder, monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)  # else rounding hides mistakes
    torch.manual_seed(0)
    network = lived(Network(encoder, (32, 16, 16, 16, 16), 3, 1))
    lean = folded(network, 3)
    with torch.inference_mode():
        expected, found = network(TILES), lean(TILES)
    assert (found - expected).abs().max() < 2e-3 * expected.abs().max()
    assert sum(map(is_normalization, lean.modules())) < sum(map(is_normalization, network.modules())) / 2
    assert count(lean, Convolution) > count(lean, nn.Conv2d) and count(network, Convolution) == 0


def test_the_network_that_was_given_stays_as_it_was():
    network = lived(Network("resnet18", (32, 16, 16, 16, 16), 3, 1))
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    folded(network, 3)
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())


def test_mixed_precision_differs_by_rounding_only():
    network = lived(Network("resnet18", (32, 16, 16, 16, 16), 3, 1))
    with torch.inference_mode(), mixed_precision(CPU):
        expected, found = (torch.sigmoid(one(TILES).float()) for one in (network, folded(network, 3)))
    assert (found - expected).abs().mean() < 0.005


class Shared(nn.Module):
    """Uses what a convolution gives twice, so that nothing may be folded into it."""

    def __init__(self):
        super().__init__()
        self.first, self.norm, self.act = nn.Conv2d(3, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU()

    def forward(self, tiles):
        made = self.first(tiles)
        return made + self.act(self.norm(made))


def test_what_is_used_elsewhere_too_is_left_alone():
    network = lived(Shared())
    with torch.inference_mode():
        assert torch.allclose(folded(network, 3)(TILES), network(TILES), atol=1e-5)
