"""Settings of a live training, which goes on while labels are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict

from .base import Settings, setting

LIVE_VALUES: Dict[str, object] = {
    "max_seconds": 0, "max_steps": 10_000_000, "batch_size": 4, "averaging": 0.98, "holdout_share": 0.0,
    "cross_fitting": False, "patience": 0, "processes": 1}
"""Values of TrainSettings that a live training has: no end, short steps, the mean of the last fifty for the map, and no
block held out, which would move with each label. Reasons: docs/decisions/0039."""


@dataclass(frozen=True)
class LiveSettings(Settings):
    """Settings of a training that goes on while labels are drawn."""

    refresh_s: float = setting(
        3.0, "Refresh", "What the model finds in the view is shown anew after so many seconds at most.",
        minimum=0.2, maximum=60.0, unit="s")
    new_weight: float = setting(
        4.0, "New labels", "How many times as often a new or changed label is learned from at first.",
        minimum=1.0, maximum=100.0)
    new_steps: int = setting(
        60, "New for", "For so many steps a label counts as new.", minimum=0, maximum=100_000)
    rest_steps: int = setting(
        80, "Rest after", "Training rests when the mean loss of so many steps is hardly lower than that of as many "
        "before, and the held-out score is no better.", minimum=10, maximum=100_000)
    rest_gain: float = setting(
        0.03, "Least gain", "The loss counts as lower from this share on.", minimum=0.0, maximum=1.0)
    most_steps: int = setting(
        600, "Rest at the latest", "Training rests after so many steps without a new or changed label.",
        minimum=10, maximum=10_000_000)
