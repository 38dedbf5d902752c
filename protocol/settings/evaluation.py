"""Settings of the scoring of footprints, and of the comparison of two layers (change detection)."""

from __future__ import annotations

from dataclasses import dataclass

from ..targets import TARGETS
from .base import AUTO, Settings, setting


@dataclass(frozen=True)
class EvaluateSettings(Settings):
    """Settings of the scoring of footprints."""

    target_kind: str = setting(
        AUTO, "Target",
        "What the outlines are of. buildings: things that stand singly, scored one by one (F1). cover: ground of a "
        "kind, such as water or forest, scored by the IoU of each class. auto: cover where the names of most classes "
        "say so, and none is of buildings.", choices=TARGETS)


@dataclass(frozen=True)
class CompareSettings(Settings):
    """Settings of the comparison of two layers of footprints."""

    unchanged_iou: float = setting(
        0.7, "Unchanged from", "A building whose outlines before and after overlap by this much or more (intersection "
        "over union) is unchanged. Raise it where both layers were drawn with care.", minimum=0.0, maximum=1.0,
        advanced=False)
    linked_share: float = setting(
        0.5, "Same building from", "Outlines before and after belong together where this share of the one or of the "
        "other lies on its counterpart. What has no counterpart is new or gone.", minimum=0.01, maximum=1.0,
        advanced=False)
