"""Narrowing of Optional: a value that is known to be there, where the type checker cannot see why."""

from __future__ import annotations

from typing import Optional, TypeVar

T = TypeVar("T")


def certain(value: Optional[T], what: str) -> T:
    """`value`, which the code before has seen to. Raises ValueError, with its name `what`, when it is None."""
    if value is None:
        raise ValueError(f"there is no {what}")
    return value
