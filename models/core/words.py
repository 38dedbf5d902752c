"""Numbers with their nouns (plurals) in what the worker says."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """The number with its noun, and perhaps a verb: "1 building", "31 buildings", "1 label lies", "1,466 labels lie".
    Without `many`, an s makes the plural."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
