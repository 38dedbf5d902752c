"""Live training on the map: tells it which window the map shows, and draws what it finds there (QgsRubberBand)."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer

from ...plugin.jobs.live_prediction import Prediction
from ...plugin.jobs.live_training import LiveTraining
from ..widgets.highlights import GHOST, Highlights

REST_MS = 250
"""The map is at rest when it has not moved for so long."""


class LiveMap(QObject):
    """Draws the newest outlines over the map, in no layer, from the first ones until the training ends."""

    def __init__(self, live: LiveTraining, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self._live, self._canvas, self._was_on = live, canvas, False
        self._outlines = Highlights(canvas, GHOST)
        self._at_rest = QTimer(self)
        self._at_rest.setSingleShot(True)
        self._at_rest.setInterval(REST_MS)
        self._at_rest.timeout.connect(self._look)
        canvas.extentsChanged.connect(self._moved)
        live.changed.connect(self._live_changed)
        live.predicted.connect(self._show)

    def close(self) -> None:
        """Leave nothing on the map, and disconnect from it and the training."""
        self._at_rest.stop()
        self._canvas.extentsChanged.disconnect(self._moved)
        self._live.changed.disconnect(self._live_changed)
        self._live.predicted.disconnect(self._show)
        self._outlines.close()

    def _moved(self) -> None:
        if self._live.is_on:
            self._at_rest.start()

    def _look(self) -> None:
        if self._live.is_on:
            settings = self._canvas.mapSettings()
            self._live.look_at(settings.visibleExtent(), settings.destinationCrs())

    def _live_changed(self) -> None:
        if self._live.is_on != self._was_on:
            self._was_on = self._live.is_on
            self._look()
            self._outlines.clear()

    def _show(self, prediction: Prediction) -> None:
        if self._live.is_on and not prediction.problem:
            self._outlines.show(prediction.outlines, prediction.crs)
