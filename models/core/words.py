"""Plurals and lists in what the worker says."""

from __future__ import annotations

from collections.abc import Sequence

from ...protocol.labels import BUILDING


def thing_of(classes: Sequence[str]) -> str:
    """The noun for one thing that a model of these classes finds: an outline, where it is not just buildings."""
    return BUILDING if tuple(classes) == (BUILDING,) else "outline"


def count(number: int, one: str, many: str = "") -> str:
    """The number with its noun, and perhaps a verb: "1 building", "31 buildings", "1 label lies", "1,466 labels lie".
    Without `many`, an s makes the plural."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[object]) -> str:
    """Names as in a sentence: "red, green and blue"."""
    texts = [str(name) for name in names]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
