"""Roles of areas: where labels are complete, what is held out, predicted or ignored. One reading for both sides."""

from __future__ import annotations

from typing import Optional

TRAIN, VALIDATE, PREDICT, IGNORE = "train", "validate", "predict", "ignore"
ROLES = (TRAIN, VALIDATE, PREDICT, IGNORE)
SUGGESTED = "suggested"
"""The role of an area that is worth labelling, and is not labelled yet: it neither trains nor scores."""
TEST = "test"
"""A role for scoring alone, as benchmarks have it: a training does not see it."""

COMPLETE = (TRAIN, VALIDATE)
"""Roles of areas inside which every building is labelled."""
PRECEDENCE = (IGNORE, VALIDATE, TRAIN)
"""Where areas overlap, the role that stands first here holds."""
SCORED = (VALIDATE, TEST)
"""Areas with these roles are scored where there are any: what a model was trained on says little about it."""
NEVER_SCORED = (IGNORE, SUGGESTED)


def role_of(value: Optional[object]) -> str:
    """The role that the value of a role column means, in small letters; an empty one means TRAIN."""
    return ("" if value is None else str(value)).strip().lower() or TRAIN
