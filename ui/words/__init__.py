"""Translatable UI strings of the panel, one module for each page.

A constant is written `NAME = mark("Text with {value}")` and shown by `tr(words.page.NAME, value=3)`.
"""

from __future__ import annotations

from ...plugin.translation import mark, tr

__all__ = ["counted", "mark", "tr"]


def counted(number: int, one: str, many: str) -> str:
    """`one` for 1, else `many` with {n} filled in, both marked texts: "1 label", "3 labels"."""
    return tr(one if number == 1 else many, n=f"{number:,}")
