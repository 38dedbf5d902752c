"""Area roles (train, validate, predict, ignore) and their precedence, parsed the same way by plugin and worker."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Iterable, Iterator, Optional, Tuple

TRAIN, VALIDATE, PREDICT, IGNORE = "train", "validate", "predict", "ignore"
ROLES = (TRAIN, VALIDATE, PREDICT, IGNORE)
SUGGESTED = "suggested"
"""The role of an area that is worth labelling, and is not labelled yet: it neither trains nor scores."""
TEST = "test"
"""Role of a test set, as benchmarks have it: scored, and never seen by a training."""

COMPLETE = (TRAIN, VALIDATE)
"""Roles of areas inside which every building is labelled."""
NEVER_LEARNED = (IGNORE, TEST)
"""Roles of areas that no training sees, whatever other areas are there."""
PRECEDENCE = (*NEVER_LEARNED, VALIDATE, TRAIN)
"""Where areas overlap, the first of these roles applies."""
SCORED = (VALIDATE, TEST)
"""Where there are areas with these roles, only those are scored: a score on training areas means little."""
NEVER_SCORED = (IGNORE, SUGGESTED)


KNOWN = (*ROLES, SUGGESTED, TEST)
LIKE = 0.5
"""Least similarity (difflib's ratio) of an unknown role and the known one that may be meant."""


def role_of(value: Optional[object]) -> str:
    """The value of a role column as a role, in lower case; an empty one means TRAIN."""
    return ("" if value is None else str(value)).strip().lower() or TRAIN


def unknown_roles(roles: Iterable[str]) -> Iterator[Tuple[str, Optional[str]]]:
    """Each of `roles` that is not known, with the known one that is most like it; None where none is like it."""
    for role in sorted(set(roles) - set(KNOWN)):
        yield role, next(iter(get_close_matches(role, KNOWN, 1, LIKE)), None)
