"""Active learning on the page Label: asks for squares to label next, and walks through them."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsApplication, QgsCoordinateTransform, QgsCsException, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...plugin.jobs.panel_job import FINISHED, SUGGEST, JobOutcome, Jobs, PanelJob
from ...plugin.layers.areas import unavailable
from ...plugin.layers.edits import DrawingError
from ...plugin.layers.project_layers import ProjectLayersError
from ...plugin.layers.workspace import Workspace
from ...plugin.review.squares import add_squares, finish_square, skip_squares, squares_left, suggest_parameters
from ..widgets.folding import FoldingGrid
from ..widgets.layer_watch import LayerWatch
from ..widgets.plain import push_button, scroll_to, wrapped_label
from ..widgets.remark import WARNING, Remark
from ..words import labels as words
from ..words import tr

EDITS = ("featureAdded", "featureDeleted", "attributeValueChanged", "afterRollBack", "editingStopped", "dataChanged")
"""Signals of the areas after which other squares may be left; a filter emits the last one."""
SHARE = 0.6
"""Share of the map that a square takes when the map has moved to it."""


class SquaresBox(QWidget):
    """The button "Where next?" and, while squares are left in the layer of areas, what to do with the first of them."""

    def __init__(self, workspace: Workspace, jobs: Jobs, iface: Any) -> None:
        super().__init__()
        self._workspace, self._jobs, self._canvas = workspace, jobs, iface.mapCanvas()
        self._watch_edits = LayerWatch(EDITS, self._edited)
        self._soon = QTimer(self)  # all areas are read, which an edit of many is not to do for each
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self._ask = push_button("whereNext", words.WHERE_NEXT, words.WHERE_NEXT_HELP)
        self._ask.setIcon(QgsApplication.getThemeIcon("/mActionZoomToArea.svg"))
        self._text, self._problem = wrapped_label(name="square"), Remark("squareProblem")
        self._problem.hide()
        self._show = push_button("showSquare", words.SHOW_SQUARE, words.SHOW_SQUARE_HELP)
        self._skip = push_button("skipSquare", words.SKIP, words.SKIP_HELP)
        self._done = push_button("finishSquare", words.DONE, words.DONE_HELP)
        self._arrange()
        self._ask.clicked.connect(self.suggest)
        self._show.clicked.connect(self._look)
        self._skip.clicked.connect(lambda: self._end(skip_squares))
        self._done.clicked.connect(lambda: self._end(finish_square))
        workspace.changed.connect(self._begin_anew)
        jobs.changed.connect(self._show_whether_ready)
        self.refresh()

    def suggest(self) -> None:
        """Start the search, unless it cannot be made now."""
        self._show_whether_ready()
        if not self._ask.isEnabled():
            return
        problem = unavailable(self._workspace)
        self._problem.set_text(problem, WARNING)
        if problem:
            return
        job = self._jobs.start(SUGGEST, suggest_parameters(self._workspace))
        job.ended.connect(lambda outcome: self._found(job, outcome))

    def refresh(self) -> None:
        """Show the squares that are left."""
        self._watch_edits.watch(self._workspace.areas)
        left = len(squares_left(self._workspace))
        self._text.setText(tr(words.LAST_SQUARE) if left == 1 else tr(words.SQUARES, n=left))
        for part in (self._text, self._show, self._skip, self._done):
            part.setVisible(left > 0)
        self._show_whether_ready()

    def close(self) -> bool:
        """Disconnect from the workspace, the jobs and the layer."""
        self._soon.stop()
        self._workspace.changed.disconnect(self._begin_anew)
        self._jobs.changed.disconnect(self._show_whether_ready)
        self._watch_edits.let_go()
        return bool(super().close())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._problem)
        column.addWidget(self._text)
        column.addLayout(FoldingGrid(3, (self._show, self._skip, self._done)))

    def _begin_anew(self) -> None:
        """Slot: what was said is of what was chosen before."""
        self._problem.set_text("")
        self.refresh()

    def _show_whether_ready(self) -> None:
        self._ask.setEnabled(self._workspace.imagery is not None and not self._jobs.busy)

    def _found(self, job: PanelJob, outcome: JobOutcome) -> None:
        """Put the squares on the map. The job view shows a failure, and that there are none."""
        if outcome.status != FINISHED:
            return
        found = job.take_layer(outcome.results["SUGGESTED"])
        if found is None or not found.featureCount():
            return
        try:
            add_squares(self._workspace, found)
        except (DrawingError, ProjectLayersError) as error:
            self._problem.tell(str(error), WARNING)
            return
        self.refresh()
        self._look()
        scroll_to(self)

    def _look(self) -> None:
        areas, left = self._workspace.areas, squares_left(self._workspace)
        if areas is None or not left:
            return
        to_map = QgsCoordinateTransform(areas.crs(), self._canvas.mapSettings().destinationCrs(),
                                        self._workspace.project)
        try:
            box = to_map.transformBoundingBox(left[0].geometry().boundingBox())
        except QgsCsException:
            return
        box.scale(1 / SHARE)
        self._canvas.setExtent(box)
        self._canvas.refresh()

    def _end(self, how: Callable[[QgsVectorLayer, int], None]) -> None:
        areas, left = self._workspace.areas, squares_left(self._workspace)
        if areas is None or not left:
            return
        try:
            how(areas, left[0].id())
        except DrawingError as error:
            self._problem.tell(str(error), WARNING)
            return
        self.refresh()
        self._look()

    def _edited(self, *_: object) -> None:
        self._soon.start(0)
