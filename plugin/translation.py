"""Qt translation (QT_TRANSLATE_NOOP, QCoreApplication.translate) of texts for the user; needs no GUI."""

from __future__ import annotations

from qgis.PyQt.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

CONTEXT = "Roofline"


def mark(text: str) -> str:
    """Mark a text for translation, and return it unchanged; `tr` translates it when it is shown."""
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


def tr(text: str, **values: object) -> str:
    """`text`, as it was marked, in the user's language, with `values` filled in by str.format."""
    return QCoreApplication.translate(CONTEXT, text).format(**values)
