"""Human in the loop: copies checked footprints into the labels, for the next round of training."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsApplication, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QGroupBox, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ...plugin.layers.edits import DrawingError
from ...plugin.layers.project_layers import ProjectLayersError
from ...plugin.layers.workspace import Workspace
from ...plugin.review.columns import ReviewError
from ...plugin.review.use_as_labels import Used, in_view, use_as_labels
from ..widgets.plain import push_button
from ..widgets.remark import INFO, WARNING, Remark
from ..words import check as words
from ..words import counted, tr

ERRORS = (ReviewError, DrawingError, ProjectLayersError)


class UseBox(QGroupBox):
    """One button. It asks for confirmation beneath itself when there are footprints in view that nobody has checked.

    `used` is emitted when labels or an area were added; QGIS's message bar shows how many.
    """

    used = pyqtSignal()

    def __init__(self, workspace: Workspace, iface: Any) -> None:
        super().__init__(tr(words.USE_TITLE))
        self._workspace, self._iface = workspace, iface
        self._canvas: QgsMapCanvas = iface.mapCanvas()
        explained = QLabel(tr(words.USE_EXPLAINED))
        explained.setWordWrap(True)
        explained.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._button = _push("useAsLabels", words.USE, words.USE_HELP, self._ask)
        self._button.setIcon(QgsApplication.getThemeIcon("/mActionDuplicateFeature.svg"))
        self._doubt, self._warning, self._remark = QFrame(), Remark("useWarning"), Remark("useRemark")
        self._remark.hide()
        self._arrange_doubt()
        column = QVBoxLayout(self)
        for part in (explained, self._button, self._doubt, self._remark):
            column.addWidget(part)
        self._canvas.extentsChanged.connect(self._forget)

    def close(self) -> bool:
        """Disconnect from the canvas."""
        self._canvas.extentsChanged.disconnect(self._forget)
        return bool(super().close())

    def _arrange_doubt(self) -> None:
        self._doubt.setFrameShape(QFrame.Shape.StyledPanel)
        grid = QGridLayout(self._doubt)
        grid.addWidget(self._warning, 0, 0, 1, 3)
        grid.addWidget(_push("useNotNow", words.NOT_NOW, words.NOT_NOW_HELP, self._forget), 1, 1)
        grid.addWidget(_push("useAnyway", words.USE_ANYWAY, words.USE_ANYWAY_HELP, self._use), 1, 2)
        grid.setColumnStretch(0, 1)
        self._doubt.hide()

    def _forget(self) -> None:
        """Hide the question and the message, which were about another view."""
        self._doubt.hide()
        self._remark.set_text("")

    def _ask(self) -> None:
        self._forget()
        try:
            seen = in_view(self._workspace, *self._view())
        except ERRORS as error:
            self._remark.set_text(str(error), WARNING)
            return
        if not seen.checked:
            self._remark.set_text(tr(words.NOTHING_CHECKED), INFO)
        elif seen.unchecked:
            self._warning.set_text(counted(seen.unchecked, words.ONE_UNCHECKED, words.UNCHECKED), WARNING)
            self._doubt.show()
        else:
            self._use()

    def _use(self) -> None:
        self._forget()
        try:
            used = use_as_labels(self._workspace, *self._view())
        except ERRORS as error:
            self._remark.set_text(str(error), WARNING)
            return
        if not used.added and not used.area_added:
            self._remark.set_text(tr(words.ALL_HELD_OUT if used.held_out else words.NOTHING_NEW), INFO)
            return
        self._iface.messageBar().pushSuccess(tr(words.USED_TITLE), sentence(used))
        self.used.emit()

    def _view(self) -> Any:
        """The visible part of the map, a polygon since the map may be rotated, and the map's CRS."""
        settings = self._canvas.mapSettings()
        ring = [QgsPointXY(corner) for corner in settings.visiblePolygon()]
        return QgsGeometry.fromPolygonXY([[*ring, ring[0]]]), settings.destinationCrs()


def sentence(used: Used) -> str:
    """How many labels were added and skipped, and whether an area was added, as a sentence for the analyst."""
    parts = [counted(used.added, words.ONE_ADDED, words.ADDED)]
    if used.skipped:
        parts.append(counted(used.skipped, words.ONE_SKIPPED, words.SKIPPED))
    if used.held_out:
        parts.append(counted(used.held_out, words.ONE_ON_HELD_OUT, words.ON_HELD_OUT))
    if used.area_added:
        parts.append(tr(words.AREA_ADDED))
    return ", ".join(parts)


def _push(name: str, text: str, help_text: str, act: Callable[[], None]) -> QPushButton:
    button = push_button(name, text, help_text)
    button.clicked.connect(lambda: act())
    return button
