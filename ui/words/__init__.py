"""Translatable UI strings of the panel, one module for each page.

A constant is written `NAME = mark("Text with {value}")` and shown by `tr(words.page.NAME, value=3)`.
"""

from __future__ import annotations

from ...plugin.translation import mark, number, rounded, tr

__all__ = ["counted", "mark", "number", "rounded", "tr"]


def counted(count: int, one: str, many: str, **values: object) -> str:
    """`one` for 1, else `many` with {n} filled in, both marked texts: "1 label", "3 labels"."""
    return tr(one if count == 1 else many, n=number(count), **values)
