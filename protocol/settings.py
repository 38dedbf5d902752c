"""Settings of the jobs we ask the worker for: the one home of every name, default, limit and help text."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Dict, Optional, Type, TypeVar

S = TypeVar("S", bound="Settings")

STRIDE = 32
"""Tiles are halved five times inside the network, so their sides divide by this."""


def setting(default: Any, label: str, help: str, *, minimum: Optional[float] = None, maximum: Optional[float] = None,
            multiple_of: Optional[int] = None, unit: str = "", advanced: bool = True) -> Any:
    """A dataclass field that also says how to show and check itself. A default of None means "may be left empty"."""
    return field(default=default, metadata={
        "label": label, "help": help, "minimum": minimum, "maximum": maximum, "multiple_of": multiple_of, "unit": unit,
        "advanced": advanced,
    })


class SettingsError(ValueError):
    """A setting is unknown or out of its limits."""


@dataclass(frozen=True)
class Settings:
    """Base: checks itself when made, goes to and from plain JSON values."""

    def __post_init__(self) -> None:
        for f in fields(self):
            _check(f.metadata, getattr(self, f.name), optional=f.default is None, whole=f.type == "int")

    def to_dict(self) -> Dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls: Type[S], values: Dict[str, Any]) -> S:
        """Settings from JSON values; a name that is no setting is refused."""
        unknown = set(values) - {f.name for f in fields(cls)}
        if unknown:
            raise SettingsError(f"{cls.__name__} has no setting called {', '.join(sorted(unknown))}.")
        return cls(**values)


def _check(meta: Any, value: Any, optional: bool, whole: bool) -> None:
    label, low, high, step = meta["label"], meta["minimum"], meta["maximum"], meta["multiple_of"]
    if value is None and optional:
        return
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not number or (whole and value != int(value)):
        raise SettingsError(f"{label} must be a {'whole ' if whole else ''}number, got {value!r}.")
    if (low is not None and value < low) or (high is not None and value > high):
        raise SettingsError(f"{label} must lie between {low} and {high}, got {value}.")
    if step and value % step:
        nearest = max(step, round(value / step) * step)
        raise SettingsError(f"{label} {value} does not divide by {step}; try {nearest}.")


@dataclass(frozen=True)
class TrainSettings(Settings):
    """How one fine-tuning run behaves."""

    max_seconds: int = setting(
        300, "Time limit", "Training ends after this many seconds and keeps the best model so far. 0: no limit.",
        minimum=0, maximum=604800, unit="s", advanced=False)
    max_steps: int = setting(
        1500, "Step limit", "Training ends after this many batches of tiles, even if time is left.",
        minimum=1, maximum=10_000_000)
    resolution_m: Optional[float] = setting(
        None, "Resolution", "Ground metres a pixel at which the model looks at the imagery. Empty: as the base model.",
        minimum=0.02, maximum=30.0, unit="m")
    tile_size: int = setting(
        256, "Tile size", "Side of the square images that the network learns from. Divides by 32.",
        minimum=64, maximum=2048, multiple_of=STRIDE, unit="px")
    batch_size: int = setting(
        8, "Batch size", "Tiles in one training step. Lower it when memory runs out.", minimum=1, maximum=1024)
    learning_rate: float = setting(
        1e-3, "Learning rate", "Step size of the optimizer for the decoder.", minimum=1e-7, maximum=1.0)
    encoder_rate: float = setting(
        1.0, "Encoder rate", "The encoder's learning rate as a share of the decoder's. 0 leaves the encoder as it is.",
        minimum=0.0, maximum=1.0)
    weight_decay: float = setting(
        1e-4, "Weight decay", "How strongly large weights are pulled back (AdamW).", minimum=0.0, maximum=1.0)
    outline_tolerance_m: float = setting(
        0.15, "Outline tolerance",
        "Pixels this near to a label's outline do not count in training, so that small slips of the hand do no harm.",
        minimum=0.0, maximum=20.0, unit="m")
    ring_m: float = setting(
        6.0, "Background ring",
        "Without areas, the ground this near to a label, and not labelled itself, is taken as background.",
        minimum=0.0, maximum=200.0, unit="m")
    holdout_share: float = setting(
        0.25, "Held-out share",
        "Share of the labels set aside, in one block, to choose and score the model when no area has the role "
        "'validate'. 0: none, and no score.",
        minimum=0.0, maximum=0.6)
    gap_m: float = setting(
        20.0, "Gap", "Width of the strip between the training and the held-out block that belongs to neither.",
        minimum=0.0, maximum=1000.0, unit="m")
    evaluations: int = setting(
        8, "Evaluations", "How often the model is scored on the held-out part during the run.", minimum=1, maximum=1000)
    patience: int = setting(
        0, "Patience",
        "Training ends when so many evaluations in a row brought no better held-out score. 0: it uses all its time.",
        minimum=0, maximum=1000)
    seed: int = setting(
        0, "Seed", "Start of the random numbers; the same seed draws the same tiles.", minimum=0, maximum=2**31 - 1)


TIME_CHOICES: Dict[str, Dict[str, int]] = {
    "minute": {"max_seconds": 60},
    "five_minutes": {"max_seconds": 300},
    "until_flat": {"max_seconds": 0, "max_steps": 6000, "evaluations": 40, "patience": 6},
    "settings": {},
}
"""How long to train, as the panel offers it: values of TrainSettings that a choice fixes."""


@dataclass(frozen=True)
class PredictSettings(Settings):
    """How footprints are found in imagery."""

    threshold: Optional[float] = setting(
        None, "Threshold",
        "Probability from which a pixel is building. Empty: the value chosen when the model was made.",
        minimum=0.01, maximum=0.99, advanced=False)
    min_area_m2: Optional[float] = setting(
        None, "Minimum area",
        "Smaller footprints and holes are dropped. Empty: the value chosen when the model was made.",
        minimum=0.0, maximum=100_000.0, unit="m2", advanced=False)
    simplify_m: float = setting(
        0.5, "Simplification", "How far a simplified outline may lie from the traced one. 0: none.",
        minimum=0.0, maximum=20.0, unit="m")
    window_size: int = setting(
        512, "Window size", "Side of the windows that the network looks at. Divides by 32.",
        minimum=128, maximum=4096, multiple_of=STRIDE, unit="px")
    overlap: int = setting(
        96, "Overlap", "Pixels shared by neighbouring windows, so that no seam shows. Divides by 32.",
        minimum=0, maximum=1024, multiple_of=STRIDE, unit="px")
    batch_size: int = setting(
        4, "Batch size", "Windows in one pass of the network. Lower it when memory runs out.", minimum=1, maximum=1024)
