"""Alignment of labels on the page Label: looks for a shift, shows it as arrows on the map, and moves the labels."""

from __future__ import annotations

from typing import Any, List, Set

from qgis.core import QgsApplication, QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...plugin.jobs.panel_job import ALIGN, FINISHED, JobOutcome, Jobs, PanelJob
from ...plugin.layers import words as names
from ...plugin.layers.edits import DrawingError
from ...plugin.layers.label_moves import Moves, move_labels
from ...plugin.layers.sources import is_empty
from ...plugin.layers.workspace import Workspace
from ...plugin.review.label_alignment import align_parameters, arrows, groups_of, moves_of
from ..widgets.highlights import Highlights
from ..widgets.layer_watch import LayerWatch
from ..widgets.plain import push_button, scroll_to
from ..widgets.remark import GOOD, INFO, WARNING, Remark
from ..words import labels as words
from ..words import number, tr

RENUMBERED = ("committedFeaturesAdded", "committedFeaturesRemoved", "afterRollBack")
"""Signals of labels after which some have other ids, or are gone."""
RESHAPED = ("geometryChanged",)
"""Signal of labels of which one is not where it was."""
MOST_GROUPS = 4
"""Shifts that are listed; more are only on the map."""
AROUND = 20
"""When arrows are too small to be seen, the map shows one with so many times its length around it."""


class AlignBox(QWidget):
    """The button "Check alignment" and, while a shift is shown, what to do with it."""

    def __init__(self, workspace: Workspace, jobs: Jobs, iface: Any) -> None:
        super().__init__()
        self._workspace, self._jobs, self._canvas = workspace, jobs, iface.mapCanvas()
        self._highlights = Highlights(self._canvas)
        self._watch_numbers = LayerWatch(RENUMBERED, self._renumbered)
        self._watch_shapes = LayerWatch(RESHAPED, self._reshaped)
        self._soon = QTimer(self)  # many may be moved at once
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        self._moves: Moves = {}
        self._confidence = 0.0
        self._moved_by_hand: Set[int] = set()
        self._is_stale = False
        self._ask = push_button("checkAlignment", words.ALIGNMENT, words.ALIGNMENT_HELP)
        self._text = Remark("alignment")
        self._move = push_button("moveLabels", words.MOVE_LABELS, words.MOVE_LABELS_HELP)
        self._leave = push_button("leaveLabels", words.LEAVE_LABELS, words.LEAVE_LABELS_HELP)
        self._arrange()
        self._ask.clicked.connect(self.look)
        self._move.clicked.connect(self._move_them)
        self._leave.clicked.connect(self._forget)
        workspace.changed.connect(self._forget)
        jobs.changed.connect(self.show_whether_ready)
        self._forget()

    def look(self) -> None:
        """Start the search, unless it cannot be made now."""
        self.show_whether_ready()
        if not self._ask.isEnabled():
            return
        self._forget()
        labels = self._workspace.labels
        self._watch_numbers.watch(labels)
        self._watch_shapes.watch(labels)
        self._is_stale, self._moved_by_hand = False, set()
        job = self._jobs.start(ALIGN, align_parameters(self._workspace))
        job.ended.connect(lambda outcome: self._found(job, labels, outcome))

    def close(self) -> bool:
        """Disconnect from the workspace and the jobs, and leave nothing on the map."""
        self._workspace.changed.disconnect(self._forget)
        self._jobs.changed.disconnect(self.show_whether_ready)
        self._watch_numbers.let_go()
        self._watch_shapes.let_go()
        self._soon.stop()
        self._highlights.close()
        return bool(super().close())

    def _arrange(self) -> None:
        row = QHBoxLayout()
        for button in (self._move, self._leave):
            row.addWidget(button)
        self._ask.setIcon(QgsApplication.getThemeIcon("/mActionMoveFeature.svg"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._text)
        column.addLayout(row)

    def show_whether_ready(self) -> None:
        """Enable the button where there is imagery and a label; to be called when labels were drawn or deleted."""
        labels = self._workspace.labels
        is_ready = self._workspace.imagery is not None and labels is not None and not is_empty(labels)
        self._ask.setEnabled(is_ready and not self._jobs.busy)

    def _forget(self) -> None:
        """Slot: take the arrows away, and what is said of them."""
        self._moves = {}
        self._soon.stop()
        self._highlights.clear()
        self._say("")

    def _say(self, text: str, icon: str = INFO) -> None:
        self._text.set_text(text, icon)
        for button in (self._move, self._leave):
            button.setVisible(bool(self._moves))
        self.show_whether_ready()
        if text:
            scroll_to(self)

    def _found(self, job: PanelJob, labels: QgsVectorLayer, outcome: JobOutcome) -> None:
        """Show the moves. The job view shows a failure, and why nothing could be told."""
        found = job.take_layer(outcome.results["MOVES"]) if outcome.status == FINISHED else None
        current = self._workspace.labels
        if found is None or current is None or labels is not current:
            return
        if self._is_stale:
            self._say(tr(words.SAVED_SINCE), WARNING)
            return
        self._moves = {label: move for label, move in moves_of(found).items() if label not in self._moved_by_hand}
        self._confidence = outcome.results["CONFIDENCE"]
        self._bring_into_view(self._show(), labels)

    def _show(self) -> List[QgsGeometry]:
        """Say how labels are to be moved, and show it on the map; the arrows."""
        labels = self._workspace.labels
        if not self._moves or labels is None:
            self._highlights.clear()
            self._say(tr(words.NO_SHIFT), INFO)
            return []
        groups = groups_of(self._moves)
        lines = [tr(words.SHIFT, n=group.labels, direction=group.direction, metres=number(group.metres, ".1f"))
                 for group in groups[:MOST_GROUPS]]
        confidence = number(100 * self._confidence, ".0f")
        self._say("\n".join([tr(words.SHIFTED, confidence=confidence), *lines]), WARNING)
        shapes = arrows(labels, self._moves)
        self._highlights.show(shapes, labels.crs())
        return shapes

    def _renumbered(self, *_: object) -> None:
        """Slot: what is looked for, or was found, is of labels that have other ids now."""
        self._is_stale = True
        if self._moves:
            self._forget()
            self._say(tr(words.SAVED_SINCE), WARNING)

    def _reshaped(self, label: int, _: QgsGeometry) -> None:
        """Slot: a label was moved by hand, or back by an undo: it is not to be moved once more."""
        self._moved_by_hand.add(label)
        if self._moves.pop(label, None) is not None:
            self._soon.start(0)

    def _bring_into_view(self, shapes: List[QgsGeometry], labels: QgsVectorLayer) -> None:
        """Zoom to the first arrow, unless one can be seen in the map as it is."""
        to_map = QgsCoordinateTransform(labels.crs(), self._canvas.mapSettings().destinationCrs(),
                                        self._workspace.project)
        try:
            boxes = [to_map.transformBoundingBox(shape.boundingBox()) for shape in shapes]
        except QgsCsException:
            return
        view = self._canvas.extent()
        if not boxes or any(view.intersects(box) and max(box.width(), box.height()) * 3 * AROUND > view.width()
                            for box in boxes):
            return
        boxes[0].grow(AROUND / 2 * max(boxes[0].width(), boxes[0].height()))
        self._canvas.setExtent(boxes[0])
        self._canvas.refresh()

    def _move_them(self) -> None:
        labels = self._workspace.labels
        if labels is None:
            return
        self._watch_shapes.let_go()
        try:
            number = move_labels(labels, self._moves, tr(names.ALIGN_LABELS))
        except DrawingError as error:
            self._watch_shapes.watch(labels)
            self._say(str(error), WARNING)
            return
        self._forget()
        self._say(tr(words.ALIGNED, n=number), GOOD)
