"""Views that Adopt takes outlines from: of the live training while that is on, else of the newest model (MapViews)."""

from __future__ import annotations

import itertools
from typing import Optional, Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .live_prediction import Prediction
from .live_training import LiveTraining
from .map_views import MapViews
from .view import Source, View

NO_SOURCE = Source("", None, ())
"""Of views that MapViews has not looked at."""
_numbers = itertools.count(1)


class LiveViews(QObject):
    """What a tool may ask of MapViews, except clicks. `current` is what the live training found last, where that is on
    and has looked."""

    changed = pyqtSignal()

    def __init__(self, views: MapViews, live: LiveTraining) -> None:
        super().__init__()
        self._views, self._live = views, live
        self._view: Optional[View] = None
        self._wanted: Optional[Tuple[QgsRectangle, QgsCoordinateReferenceSystem]] = None
        views.changed.connect(self._views_changed)
        live.predicted.connect(self._predicted)
        live.changed.connect(self._live_changed)

    def close(self) -> None:
        """Disconnect from the training and the views."""
        self._views.changed.disconnect(self._views_changed)
        self._live.predicted.disconnect(self._predicted)
        self._live.changed.disconnect(self._live_changed)

    @property
    def current(self) -> Optional[View]:
        return self._view or self._views.current

    @property
    def is_looking(self) -> bool:
        return self._view is None and self._views.is_looking

    @property
    def problem(self) -> str:
        return "" if self._view is not None else self._views.problem

    @property
    def turned_down(self) -> str:
        return "" if self._view is not None else self._views.turned_down

    def look(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem, anything: bool = False) -> None:
        """Have MapViews look at `window`, as it does when asked itself, unless the live training does so."""
        self._wanted = window, crs
        prediction = self._live.prediction
        if self._live.is_on and prediction is not None and not prediction.problem:
            self._predicted(prediction)
        else:
            self._view = None
            self._views.look(window, crs, anything)

    def put_away(self) -> None:
        """Nobody needs views now."""
        self._wanted = self._view = None
        self._views.put_away()

    def _views_changed(self) -> None:
        if self._view is None:
            self.changed.emit()

    def _predicted(self, prediction: Prediction) -> None:
        if not self._live.is_on or self._wanted is None or prediction.problem:
            return
        self._view = View(f"live-{next(_numbers)}", NO_SOURCE, prediction.crs, prediction.extent, 0.0)
        self._view.take(prediction.outlines)
        self.changed.emit()

    def _live_changed(self) -> None:
        """Go back to MapViews when the training has ended."""
        if self._view is not None and not self._live.is_on:
            self._view = None
            if self._wanted is not None:
                self._views.look(*self._wanted)
