"""Label page: choose the layers of labels and areas, digitize polygons, and look through the findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayerProxyModel, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...plugin.jobs.live_training import LiveTraining
from ...plugin.jobs.panel_job import Jobs
from ...plugin.layers.drafts import Drafts, Moved
from ...plugin.layers.project_files import is_draft
from ...plugin.layers.project_layers import ProjectLayersError, new_labels_and_areas
from ...plugin.layers.sources import source_path
from ...plugin.layers.styles import show_classes
from ...plugin.layers.workspace import Workspace
from ...plugin.review.readiness import Readiness
from ...plugin.translation import tr_sentence
from ...protocol.labels import BACKGROUND
from ..widgets.layer_box import LayerBox
from ..widgets.plain import push_button, tool_button
from ..widgets.remark import INFO, WARNING, Remark
from ..widgets.state_line import StateLine
from ..words import labels as words
from ..words import tr
from ..words.panel import TITLE
from .align_box import AlignBox
from .draw_buttons import DrawButtons
from .findings_view import FindingsView
from .menu_button import text_under_icon
from .squares_box import SquaresBox

SCRATCH = "memory"
"""QGIS's provider of scratch layers, which are in no file."""


class LabelPage(QWidget):
    """Layers at the top, then the drawing tools, squares to label next, the alignment with the imagery, the readiness
    to train, and the findings of the label checks."""

    def __init__(self, workspace: Workspace, jobs: Jobs, live: LiveTraining, iface: Any) -> None:
        super().__init__()
        self._workspace, self._iface = workspace, iface
        self._drafts = Drafts(workspace)
        self.labels = LayerBox(workspace, "labels", QgsMapLayerProxyModel.PolygonLayer)
        self.areas = LayerBox(workspace, "areas", QgsMapLayerProxyModel.PolygonLayer)
        self.buttons = DrawButtons(workspace, live, iface)
        self.kept, self.problem = Remark("keptIn"), Remark("labelProblem")
        self._save = push_button("saveProject", words.SAVE_PROJECT, words.SAVE_PROJECT_HELP)
        self.squares = SquaresBox(workspace, jobs, iface)
        self.alignment = AlignBox(workspace, jobs, iface)
        self.state = StateLine(workspace)
        self.findings = FindingsView(workspace, iface.mapCanvas())
        self._arrange()
        self.buttons.failed.connect(self._show_problem)
        self.state.refreshed.connect(self._labels_changed)
        self.state.refreshed.connect(self.alignment.show_whether_ready)
        self._save.clicked.connect(lambda: iface.actionSaveProject().trigger())
        self._drafts.moving.connect(self.buttons.pause)
        self._drafts.moved.connect(self._tell_moved)
        self._drafts.stayed.connect(self._tell_stayed)
        workspace.changed.connect(self._show_place)
        self._show_problem("")
        self._show_place()

    def _arrange(self) -> None:
        layers = QGridLayout()
        rows = ((self.labels, words.LABELS, words.LABELS_HELP), (self.areas, words.AREAS, words.AREAS_HELP))
        for row, (box, text, help_text) in enumerate(rows):
            caption = QLabel(tr(text))
            caption.setBuddy(box)
            box.setToolTip(tr(help_text))
            layers.addWidget(caption, row, 0)
            layers.addWidget(box, row, 1)
        layers.addWidget(self._new_button(), 0, 2, 2, 1)
        layers.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.addLayout(layers)
        column.addWidget(self.kept)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignRight)
        for part in (self.buttons, self.problem, self.squares, self.alignment, self.state, self.findings):
            column.addWidget(part)
        column.addStretch(1)

    def _new_button(self) -> QToolButton:
        button = tool_button("newLayers", words.NEW_HELP, "/mActionNewGeoPackageLayer.svg", words.NEW)
        text_under_icon(button)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        button.clicked.connect(self._make_layers)
        return button

    def close(self) -> bool:
        """Disconnect from the workspace, and leave nothing on the map."""
        self._workspace.changed.disconnect(self._show_place)
        for part in (self._drafts, self.labels, self.areas, self.buttons, self.squares, self.alignment, self.state,
                     self.findings):
            part.close()
        return bool(super().close())

    def _make_layers(self) -> None:
        self._show_problem("")
        try:
            new_labels_and_areas(self._workspace)
        except ProjectLayersError as error:
            self._show_problem(str(error))

    def _labels_changed(self, state: Readiness) -> None:
        """Slot: the labels were counted anew. Give each class its colour, and look for slips."""
        labels = self._workspace.labels
        if labels is not None:
            names = [name for name, _ in state.classes]
            show_classes(labels, [*names, BACKGROUND] if state.counts.background else names)
        self.findings.look()

    def _show_problem(self, problem: str) -> None:
        self.problem.tell(problem, WARNING)

    def _show_place(self) -> None:
        """Show which file keeps the labels, or warn that a scratch layer is in none, and a draft where nobody looks."""
        layer = self._workspace.labels
        path = _file(layer) if layer is not None else ""
        in_drafts = bool(path) and is_draft(Path(path))
        if layer is not None and layer.providerType() == SCRATCH:
            self.kept.set_text(tr(words.SCRATCH), WARNING)
        elif in_drafts:
            self.kept.set_text(tr(words.IN_DRAFTS, file=path), WARNING)
        else:
            self.kept.set_text(tr(words.KEPT_IN, file=path) if path else "", INFO)
        self.kept.setToolTip(path)
        self._save.setVisible(in_drafts)

    def _tell_moved(self, moved: Moved) -> None:
        names = tr(words.BETWEEN_NAMES).join(moved.names)
        self._iface.messageBar().pushInfo(tr(TITLE), tr(words.MOVED, names=names, file=moved.path))
        self._show_place()
        self.buttons.go_on()

    def _tell_stayed(self, reason: str) -> None:
        self._iface.messageBar().pushWarning(tr(TITLE), tr_sentence(reason))


def _file(layer: QgsVectorLayer) -> str:
    """Path of the layer's file; "" for a database or the like."""
    path = source_path(layer)
    return path if Path(path).is_file() else ""
