"""Settings of a prediction: threshold, tiled inference, outlines, and buildings that are known already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..networks import STRIDE
from .base import AUTO, OFF, ON, Settings, setting
from .regularization import RegularizeSettings

BACKENDS = (AUTO, "torch", "onnx")
CHOSEN_BANDS = ("The bands of the imagery that the model reads, by number or name and in the order of the model's, "
                "such as 4,3,2 or nir,red,green. Empty: matched by their names.")


@dataclass(frozen=True)
class PredictSettings(RegularizeSettings):
    """Settings of a prediction: threshold, tiled inference, and the regularization of its outlines."""

    threshold: Optional[float] = setting(
        None, "Threshold",
        "Probability from which a pixel is building. Empty: the value chosen when the model was made.",
        minimum=0.01, maximum=0.99, advanced=False)
    min_area_m2: Optional[float] = setting(
        None, "Minimum area",
        "Smaller footprints and holes are dropped. Empty: the value chosen when the model was made.",
        minimum=0.0, maximum=100_000.0, unit="m2", advanced=False)
    resolution_m: Optional[float] = setting(
        None, "Resolution",
        "Ground metres a pixel at which the model looks at the imagery; half the size takes four times as long. Empty: "
        "that of a tuned model; with one that has learned at several, the one at which it is surest in this imagery.",
        minimum=0.01, maximum=1000.0, unit="m")
    bands: Optional[str] = setting(None, "Bands", CHOSEN_BANDS)
    regularize: bool = setting(
        True, "Regularize", "Draw the outlines with straight walls and square corners.", advanced=False)
    window_size: int = setting(
        1088, "Window size", "Side of the windows that the network looks at. Divides by 32.",
        minimum=128, maximum=4096, multiple_of=STRIDE, unit="px")
    overlap: int = setting(
        64, "Overlap", "Pixels shared by neighbouring windows, so that no seam shows. Counts as a multiple of 64.",
        minimum=0, maximum=1024, multiple_of=STRIDE, unit="px")
    batch_size: int = setting(
        4, "Batch size", "Windows in one pass of the network. Lower it when memory runs out.", minimum=1, maximum=1024)
    flips: str = setting(
        AUTO, "Flips", "Look at every window in four mirrored ways and take the mean: better, and takes about four "
        "times as long. auto: where the ground has at most 50 megapixels at the model's resolution.",
        choices=(AUTO, ON, OFF))
    backend: str = setting(
        AUTO, "Backend", "What computes the network: PyTorch (torch) or ONNX Runtime (onnx). auto: whichever is faster "
        "on this machine, by a short trial.", choices=BACKENDS)


SKIP, MARK = "skip", "mark"


@dataclass(frozen=True)
class KnownSettings(Settings):
    """Settings of a prediction where some buildings are known already."""

    known: str = setting(
        SKIP, "Known buildings", "What becomes of footprints of which more than half lies on existing buildings. skip: "
        "they are left out. mark: they stay, and a column 'known' holds that share (0-1) for every footprint.",
        choices=(SKIP, MARK))
