"""Base of the map tools that work on what a model sees in the view."""

from __future__ import annotations

from typing import List, Optional, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...plugin.jobs.live_views import LiveViews
from ...plugin.jobs.map_views import MapViews
from ...plugin.jobs.view import View
from ...plugin.layers.known_buildings import KNOWN_SHARE, labelled
from ...plugin.translation import tr_sentence
from ..words import click as words
from ..words import tr
from .draw_tools import SketchTool

REST_MS = 250
"""The map is at rest when it has not moved for so long."""


class ViewTool(SketchTool):
    """Has the view looked at when the tool is taken up, and when the map comes to rest. `said` carries what the analyst
    should know, "" for nothing, and whether something is wrong. `anything`: a promptable model may look."""

    said = pyqtSignal(str, bool)
    anything = False

    def __init__(self, canvas: QgsMapCanvas, views: Union[MapViews, LiveViews]) -> None:
        super().__init__(canvas)
        self._views = views
        self._layer: Optional[QgsVectorLayer] = None
        self._at_rest = QTimer(self)
        self._at_rest.setSingleShot(True)
        self._at_rest.setInterval(REST_MS)
        self._at_rest.timeout.connect(self.look)
        canvas.extentsChanged.connect(self._moved)
        views.changed.connect(self._views_changed)

    def aim(self, layer: QgsVectorLayer, color: QColor) -> None:
        """Draw labels for `layer`; `color` is not used."""
        self._layer = layer

    def activate(self) -> None:
        super().activate()
        self.look()

    def deactivate(self) -> None:
        self._at_rest.stop()
        self._views.put_away()
        super().deactivate()

    def look(self) -> None:
        """Have the view looked at, as the map shows it now."""
        settings = self.canvas().mapSettings()
        self._views.look(settings.visibleExtent(), settings.destinationCrs(), self.anything)

    def show_state(self) -> None:
        """Say what is to be said of the view."""
        if self._views.problem:
            self.said.emit(self._views.problem, True)
        elif self._views.is_looking:
            self.said.emit(tr(words.LOOKING), False)
        elif self._views.turned_down:
            self.said.emit(tr(words.TURNED_DOWN, error=tr_sentence(self._views.turned_down)), True)
        else:
            self.said.emit(self._about_view(), False)

    def _about_view(self) -> str:
        """What is to be said of a view that is there."""
        return ""

    def _moved(self) -> None:
        if self.isActive():
            self._at_rest.start()

    def _views_changed(self) -> None:
        if self.isActive():
            if self._views.problem:
                self.start_over()
            self.show_state()

    def _in_view(self, view: View, points: List[QgsPointXY]) -> List[QgsPointXY]:
        """Points of the map in the CRS of a view; none where one does not hold there."""
        transform = QgsCoordinateTransform(self.canvas().mapSettings().destinationCrs(), view.crs,
                                           QgsProject.instance())
        try:
            return [transform.transform(point) for point in points]
        except QgsCsException:
            return []

    def _is_labelled(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> bool:
        """Whether labels cover an outline, so that it would double them."""
        if self._layer is None:
            return False
        known = labelled(self._layer, outline.boundingBox(), crs, QgsProject.instance().transformContext())
        return known.covered(outline) > KNOWN_SHARE
