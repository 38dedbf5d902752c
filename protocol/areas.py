"""Area roles (train, validate, predict, ignore) and their precedence, parsed the same way by plugin and worker."""

from __future__ import annotations

from typing import Optional

TRAIN, VALIDATE, PREDICT, IGNORE = "train", "validate", "predict", "ignore"
ROLES = (TRAIN, VALIDATE, PREDICT, IGNORE)
SUGGESTED = "suggested"
"""The role of an area that is worth labelling, and is not labelled yet: it neither trains nor scores."""
TEST = "test"
"""Role of a test set, as benchmarks have it: scored, and never seen by a training."""

COMPLETE = (TRAIN, VALIDATE)
"""Roles of areas inside which every building is labelled."""
PRECEDENCE = (IGNORE, VALIDATE, TRAIN)
"""Where areas overlap, the first of these roles applies."""
SCORED = (VALIDATE, TEST)
"""Where there are areas with these roles, only those are scored: a score on training areas means little."""
NEVER_SCORED = (IGNORE, SUGGESTED)


def role_of(value: Optional[object]) -> str:
    """The value of a role column as a role, in lower case; an empty one means TRAIN."""
    return ("" if value is None else str(value)).strip().lower() or TRAIN
