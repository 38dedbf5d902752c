"""smp and timm, made importable: no other module imports torchvision, and all that use the two have them from here."""

from __future__ import annotations

import sys

import torch

_schemas: list[torch.library.Library] = []


def _import_torchvision() -> None:
    """Import torchvision, also its registry build beside a CPU build of torch.

    That pair fails at import with "operator torchvision::nms does not exist": the compiled operators cannot load, and
    torchvision registers fake versions of two of them. Declaring the two is enough, because smp and timm call neither.
    """
    try:
        import torchvision  # noqa: F401
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise
        library = torch.library.Library("torchvision", "DEF")
        for operator in ("nms", "qnms"):
            library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _schemas.append(library)  # a library that is collected takes its schemas with it
        for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        import torchvision  # noqa: F401


_import_torchvision()
import segmentation_models_pytorch as smp  # noqa: E402 - needs torchvision to be importable
import timm  # noqa: E402
from segmentation_models_pytorch.decoders.fpn.decoder import FPNDecoder  # noqa: E402
from segmentation_models_pytorch.decoders.unet.decoder import UnetDecoder  # noqa: E402
from segmentation_models_pytorch.decoders.upernet.decoder import UPerNetDecoder  # noqa: E402

__all__ = ["FPNDecoder", "UPerNetDecoder", "UnetDecoder", "smp", "timm"]
