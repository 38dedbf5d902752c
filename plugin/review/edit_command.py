"""Edit command (undo stack) of a layer that is put into edit mode for it, as a context manager."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

from qgis.core import QgsVectorLayer

from ..layers.edits import start_editing
from .columns import ReviewError

SAVE_A_COPY = "Save a copy as a GeoPackage (right-click the layer > Export > Save Features As) and choose that."


@contextmanager
def edit_command(layer: QgsVectorLayer, name: str) -> Iterator[QgsVectorLayer]:
    """Context manager for one undoable edit command of `layer`, in edit mode, named `name` in the undo stack. A
    ReviewError in it rolls the command back."""
    start_editing(layer, ReviewError, SAVE_A_COPY)
    layer.beginEditCommand(name)
    try:
        yield layer
    except ReviewError:
        layer.destroyEditCommand()
        raise
    layer.endEditCommand()
    layer.triggerRepaint()


def demand(layer: QgsVectorLayer, done: bool) -> None:
    """Raise ReviewError unless an edit of the layer was `done`."""
    if not done:
        raise ReviewError(f"Layer '{layer.name()}' did not take the edit. Check that it can be "
                          "edited with QGIS's own tools.")
