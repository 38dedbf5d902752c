"""The gain of a training: how the tuned model differs from its base on the same buildings, and what would help most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..history.model_card import Score

FIND, ELSEWHERE, MORE_LABELS, MISSED, FALSE_ALARMS = "find", "elsewhere", "more_labels", "missed", "false_alarms"
"""Advice: find footprints; label where the model does worse; draw more labels; label buildings of the kind that is
missed; label as background what is taken for a building."""
NEARLY_ALL = 0.1
"""Errors per building up to which a model finds nearly all of them, and nothing else."""
FEW_LABELS, FEW_SCORED = 20, 10
"""With fewer labels, or fewer of them scored, more of them help most. A confidence interval of fewer means nothing."""


@dataclass(frozen=True)
class Gain:
    """Buildings that the tuned model finds more than its base (fewer: negative), and the false alarms that it has
    more."""

    found: int
    false_alarms: int


def gain(tuned: Optional[Score], base: Optional[Score]) -> Optional[Gain]:
    """The gain from one score to the other; None where their counts are not known."""
    if tuned is None or base is None or tuned.found is None or base.found is None:
        return None
    if tuned.false_alarms is None or base.false_alarms is None:
        return None
    return Gain(tuned.found - base.found, tuned.false_alarms - base.false_alarms)


def advice(tuned: Optional[Score], base: Optional[Score], labels: Optional[int]) -> str:
    """What to do after a training on `labels`: one of the words above, "" where the score has no counts."""
    if tuned is None or not tuned.buildings or tuned.found is None or tuned.false_alarms is None:
        return ""
    if tuned.buildings < FEW_SCORED:
        return MORE_LABELS
    missed, is_gained = tuned.buildings - tuned.found, base is None or tuned.f1 > base.f1
    if missed + tuned.false_alarms <= NEARLY_ALL * tuned.buildings:
        return FIND if is_gained else ELSEWHERE
    if not is_gained and labels is not None and labels < FEW_LABELS:
        return MORE_LABELS
    return MISSED if missed >= tuned.false_alarms else FALSE_ALARMS
