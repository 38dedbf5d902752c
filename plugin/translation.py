"""Marks the words that translators see, and gives them in the analyst's language. Without windows."""

from __future__ import annotations

from qgis.PyQt.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

CONTEXT = "Roofline"


def mark(text: str) -> str:
    """A text that translators see."""
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


def tr(text: str, **values: object) -> str:
    """`text` in the analyst's language, with its values filled in."""
    return QCoreApplication.translate(CONTEXT, text).format(**values)
