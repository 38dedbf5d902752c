"""Human in the loop: copies checked footprints into the labels, for the next round of training."""

from __future__ import annotations

import math
from typing import Any, Callable, Tuple

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGroupBox, QPushButton, QVBoxLayout

from ...plugin.history.model_choices import spoken_name
from ...plugin.layers.edits import DrawingError
from ...plugin.layers.project_layers import ProjectLayersError
from ...plugin.layers.styles import classes_of
from ...plugin.layers.workspace import Workspace
from ...plugin.review.checked_cells import use_checked_cells
from ...plugin.review.columns import ReviewError
from ...plugin.review.use_as_labels import Used, in_view, use_as_labels
from ...protocol.labels import BUILDING
from ..widgets.folding import FoldingGrid, FoldingText
from ..widgets.highlights import Highlights
from ..widgets.plain import push_button, scroll_to, wrapped_label
from ..widgets.remark import INFO, WARNING, Remark
from ..words import cells as cell_words
from ..words import check as words
from ..words import counted, tr
from ..words.things import text_for
from .base_view import BaseView

CIRCLE_SEGMENTS = 12
"""Straight sides to a quarter of a circle."""
ERRORS = (ReviewError, DrawingError, ProjectLayersError)


class UseBox(QGroupBox):
    """A button for what is in view, and one for checked cells, where there is a grid. The first asks beneath itself
    whether every building in view is outlined, and marks on the map where a model doubts it: what was not checked, and
    what the base model sees.

    `used` is emitted when labels or an area were added; QGIS's message bar shows how many.
    """

    used = pyqtSignal()

    def __init__(self, workspace: Workspace, iface: Any, base: BaseView) -> None:
        super().__init__(tr(words.USE_TITLE))
        self._workspace, self._iface, self._base = workspace, iface, base
        self._canvas: QgsMapCanvas = iface.mapCanvas()
        self._doubts = Highlights(self._canvas)
        explained = wrapped_label(tr(words.USE_EXPLAINED))
        self._button = _push("useAsLabels", words.USE, words.USE_HELP, self._ask)
        self._button.setIcon(QgsApplication.getThemeIcon("/mActionDuplicateFeature.svg"))
        self._cells = _push("useCheckedCells", cell_words.USE, cell_words.USE_HELP, self._use_cells)
        for button in (self._button, self._cells):
            FoldingText(button)
        self._cells.hide()
        self._question, self._asked, self._remark = QFrame(), Remark("useQuestion"), Remark("useRemark")
        self._remark.hide()
        self._arrange_question()
        column = QVBoxLayout(self)
        for part in (explained, self._button, self._cells, self._question, self._remark):
            column.addWidget(part)
        self._canvas.extentsChanged.connect(self._forget)
        workspace.changed.connect(self._forget)

    def close(self) -> bool:
        """Disconnect from the canvas and the workspace."""
        self._canvas.extentsChanged.disconnect(self._forget)
        self._workspace.changed.disconnect(self._forget)
        self._doubts.close()
        return bool(super().close())

    def offer_cells(self, is_there: bool) -> None:
        """Whether cells can be used: there is a grid."""
        self._cells.setVisible(is_there)

    def _arrange_question(self) -> None:
        self._question.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self._question)
        column.addWidget(self._asked)
        column.addLayout(FoldingGrid(3, (
            _push("useNotNow", words.NOT_NOW, words.NOT_NOW_HELP, self._forget),
            _push("useRings", words.NOT_ALL, words.NOT_ALL_HELP, lambda: self._use(False)),
            _push("useWhole", words.EVERY_ONE, words.EVERY_ONE_HELP, lambda: self._use(True)))))
        self._question.hide()

    def _forget(self) -> None:
        """Hide the question and the message, which were about another view, or other layers."""
        self._question.hide()
        self._doubts.clear()
        self._remark.set_text("")

    def _ask(self) -> None:
        self._forget()
        try:
            seen = in_view(self._workspace, *self._view(), self._base.known())
        except ERRORS as error:
            self._remark.tell(str(error), WARNING)
            return
        if not seen.checked:
            self._remark.tell(tr(words.NOTHING_CHECKED), INFO)
            return
        circled = [*seen.unchecked, *seen.doubts]
        one, several, taught, one_doubt, doubts = (text_for(text, self._are_buildings()) for text in (
            words.ONE_OUTLINED, words.OUTLINED, words.TAUGHT, words.ONE_DOUBT, words.DOUBTS))
        lines = [counted(seen.outlined, one, several)]
        if seen.unchecked:
            lines.append(counted(len(seen.unchecked), words.ONE_UNCHECKED, words.UNCHECKED))
        if seen.doubts:
            base = spoken_name(self._workspace.choices.base_model)
            lines.append(counted(len(seen.doubts), one_doubt, doubts, name=base))
        self._asked.set_text("\n".join([*lines, tr(taught)]), WARNING if circled else INFO)
        self._doubts.show(map(_circle, circled), seen.crs)
        self._question.show()
        scroll_to(self._question)

    def _are_buildings(self) -> bool:
        """Whether the footprints are of buildings, and of no other class."""
        layer = self._workspace.footprints
        return layer is None or all(name == BUILDING for name in classes_of(layer))

    def _use(self, is_complete: bool) -> None:
        self._forget()
        try:
            used = use_as_labels(self._workspace, *self._view(), is_complete)
        except ERRORS as error:
            self._remark.tell(str(error), WARNING)
            return
        if not used.added and not used.area_added:
            self._remark.tell(tr(words.ALL_HELD_OUT if used.held_out else words.NOTHING_NEW), INFO)
            return
        learned = words.AREA_ADDED if used.area_added else "" if is_complete else words.RINGS
        self._iface.messageBar().pushSuccess(tr(words.USED_TITLE), sentence(used, learned))
        self.used.emit()

    def _use_cells(self) -> None:
        self._forget()
        try:
            used, left_out = use_checked_cells(self._workspace)
        except ERRORS as error:
            self._remark.tell(str(error), WARNING)
            return
        if used is None or (not used.added and not used.area_added):
            self._remark.tell(tr(cell_words.NONE_CHECKED if used is None else cell_words.NOTHING_NEW), INFO)
            return
        parts = [sentence(used, cell_words.AREA_ADDED if used.area_added else "")]
        if left_out:
            parts.append(counted(left_out, cell_words.ONE_LEFT_OUT, cell_words.LEFT_OUT))
        self._iface.messageBar().pushSuccess(tr(words.USED_TITLE), ", ".join(parts))
        self.used.emit()

    def _view(self) -> Tuple[QgsGeometry, QgsCoordinateReferenceSystem]:
        """The visible part of the map, a polygon since the map may be rotated, and the map's CRS."""
        settings = self._canvas.mapSettings()
        ring = [QgsPointXY(corner) for corner in settings.visiblePolygon()]
        return QgsGeometry.fromPolygonXY([[*ring, ring[0]]]), settings.destinationCrs()


def sentence(used: Used, learned: str) -> str:
    """How many labels were added and skipped, and what is `learned` of the ground, a marked text or "", as a sentence
    for the analyst."""
    parts = [counted(used.added, words.ONE_ADDED, words.ADDED)]
    if used.skipped:
        parts.append(counted(used.skipped, words.ONE_SKIPPED, words.SKIPPED))
    if used.held_out:
        parts.append(counted(used.held_out, words.ONE_ON_HELD_OUT, words.ON_HELD_OUT))
    if learned:
        parts.append(tr(learned))
    return ", ".join(parts)


def _circle(outline: QgsGeometry) -> QgsGeometry:
    """A circle around an outline: no building, label or area looks like it."""
    box = outline.boundingBox()
    radius = math.hypot(box.width(), box.height()) / 2
    return QgsGeometry.fromPointXY(box.center()).buffer(radius, CIRCLE_SEGMENTS)


def _push(name: str, text: str, help_text: str, act: Callable[[], None]) -> QPushButton:
    button = push_button(name, text, help_text)
    button.clicked.connect(lambda: act())
    return button
