"""Model comparison: shows the base model's footprints on the map while a key or button is held."""

from __future__ import annotations

from typing import List, Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...plugin.history.model_choices import spoken_name
from ...plugin.jobs.base_footprints import BaseFootprints, CompareError
from ...plugin.jobs.panel_job import Jobs
from ...plugin.layers.workspace import Workspace
from ..widgets.highlights import Highlights, thin
from ..widgets.remark import INFO, WARNING, Remark
from ..words import check as words
from ..words import counted, tr

COLOR = QColor(0, 114, 178)
"""Blue of Okabe and Ito; footprints and labels have no such color."""


class BaseView(Remark):
    """Shows the state of the comparison in one line. While the base model's footprints are on the map, the layer of
    footprints is left out of the canvas; its place in the project and its visibility there are not touched.

    `shown` carries whether the base model's footprints are on the map now.
    """

    shown = pyqtSignal(bool)

    def __init__(self, workspace: Workspace, jobs: Jobs, canvas: QgsMapCanvas) -> None:
        super().__init__("compareRemark")
        self.hide()
        self._workspace, self._canvas = workspace, canvas
        self._found, self._outlines = BaseFootprints(workspace, jobs), Highlights(canvas, thin(COLOR))
        self._held = self._on_map = False
        self._before: List[str] = []
        self._meanwhile: List[str] = []
        self._found.ready.connect(self._ready)
        self._found.failed.connect(lambda text: self.tell(text, WARNING))

    def close(self) -> bool:
        """End the comparison and give the map its layers back."""
        self.hold(False)
        self._found.close()
        self._outlines.close()
        return bool(super().close())

    def known(self) -> List[Tuple[QgsGeometry, QgsCoordinateReferenceSystem]]:
        """The base model's footprints, each with their CRS, where it has looked at all of the view already."""
        window, crs = self._canvas.extent(), self._canvas.mapSettings().destinationCrs()
        is_known = self._found.covers(window, crs)
        return [(outline, self._found.crs) for outline in self._found.outlines] if is_known else []

    @property
    def _name(self) -> str:
        """The base model's name within a sentence."""
        return spoken_name(self._workspace.choices.base_model)

    def hold(self, down: bool) -> None:
        """Start (`down`) or end the comparison. At a place seen for the first time, the base model predicts first."""
        self._held = down
        if not down:
            self._put_away()
            return
        if self._on_map:  # the button is pressed while the key is down
            return
        window, crs = self._canvas.extent(), self._canvas.mapSettings().destinationCrs()
        if self._found.covers(window, crs):
            self._show()
            return
        try:
            self._found.find(window, crs)
        except CompareError as error:
            self.tell(str(error), WARNING)
        else:
            self.set_text(tr(words.COMPARE_LOOKING, name=self._name), INFO)

    def _ready(self) -> None:
        if self._held:
            self._show()
        else:
            self.set_text(tr(words.COMPARE_READY, name=self._name), INFO)

    def _show(self) -> None:
        layers = self._canvas.layers()
        others = [layer for layer in layers if layer.id() != self._workspace.choices.footprints]
        self._before, self._meanwhile = ([layer.id() for layer in some] for some in (layers, others))
        self._canvas.setLayers(others)
        self._outlines.show(self._found.outlines, self._found.crs)
        self._on_map = True
        found = len(self._found.outlines)
        self.set_text(counted(found, words.ONE_COMPARE_SHOWN, words.COMPARE_SHOWN, name=self._name), INFO)
        self.shown.emit(True)

    def _put_away(self) -> None:
        if not self._on_map:
            return
        self._on_map = False
        self._outlines.clear()
        if [layer.id() for layer in self._canvas.layers()] == self._meanwhile:  # else QGIS has put others there
            layers = [self._workspace.project.mapLayer(identifier) for identifier in self._before]
            self._canvas.setLayers([layer for layer in layers if layer is not None])
        self.set_text("")
        self.shown.emit(False)
