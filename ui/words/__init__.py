"""Every word that the panel shows, one file a page, ready for translation.

A constant is written `NAME = mark("Text with {value}")` and shown by `tr(words.page.NAME, value=3)`.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

CONTEXT = "Roofline"


def mark(text: str) -> str:
    """A text that translators see."""
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


def tr(text: str, **values: object) -> str:
    """`text` in the analyst's language, with its values filled in."""
    return QCoreApplication.translate(CONTEXT, text).format(**values)


def counted(number: int, one: str, many: str) -> str:
    """`one` for 1, else `many` with {n} filled in, both marked texts: "1 label", "3 labels"."""
    return tr(one if number == 1 else many, n=f"{number:,}")
