"""Settings of what helps to label: alignment of labels, learning curve, active learning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .base import Settings, setting
from .prediction import CHOSEN_BANDS


@dataclass(frozen=True)
class AlignSettings(Settings):
    """Settings of the search for a shift that labels share."""

    max_shift_m: float = setting(
        12.0, "Largest shift", "Shifts up to so many metres to each side are tried. Where buildings stand in rows, "
        "more than the way to the next one finds the neighbours instead.", minimum=2.0, maximum=50.0, unit="m",
        advanced=False)


@dataclass(frozen=True)
class LearningCurveSettings(Settings):
    """Settings of a learning curve."""

    points: int = setting(
        4, "Points", "How many numbers of labels to train with, from a few to all of them. Each is a training.",
        minimum=3, maximum=10, advanced=False)
    repeats: int = setting(
        2, "Repeats", "How often each number is trained with, on labels drawn anew. More repeats give surer answers.",
        minimum=1, maximum=10, advanced=False)
    strategies: Optional[str] = setting(
        None, "Strategies",
        "Strategies to compare, such as staged,decoder,scratch: each is trained with each number of labels, so it "
        "takes as many times as long. Empty: the one of STRATEGY.")


@dataclass(frozen=True)
class SuggestSettings(Settings):
    """Settings of the suggestion of squares to label (active learning)."""

    squares: int = setting(
        5, "Squares", "How many squares to suggest.", minimum=1, maximum=1000, advanced=False)
    bands: Optional[str] = setting(None, "Bands", CHOSEN_BANDS)
    side_m: float = setting(
        60.0, "Side", "Side of the suggested squares on the ground.", minimum=1.0, maximum=100_000.0, unit="m",
        advanced=False)
    batch_size: int = setting(
        4, "Batch size", "Windows in one pass of the network. Lower it when memory runs out.", minimum=1, maximum=1024)
