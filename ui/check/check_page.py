"""Check page: review of predicted footprints one by one (accept, reject, edit), and their way back into labels."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsMapLayerProxyModel,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QFormLayout, QPushButton, QVBoxLayout, QWidget

from ...plugin.jobs.panel_job import Jobs
from ...plugin.layers.edits import DrawingError
from ...plugin.layers.styles import style_plain_cells
from ...plugin.layers.workspace import Workspace
from ...plugin.review.columns import ReviewError
from ...plugin.review.review_session import Footprint, ReviewSession
from ...plugin.review.spatial_queries import footprint_at
from ..widgets.folding import let_shrink
from ..widgets.layer_box import LayerBox
from ..widgets.plain import leave_wheel_to_page, make_bold
from ..widgets.remark import INFO, WARNING, Remark
from ..words import cells as cell_words
from ..words import check as words
from ..words import tr
from .base_view import BaseView
from .cell_walk import CellWalk
from .check_board import CheckBoard
from .check_map import CheckMap
from .check_mode import CheckMode
from .check_tool import ACCEPT, CELL_ACTIONS, DELETE, EDIT, MISSING, NEXT, PREVIOUS, REJECT, UNDO
from .grid_board import GridBoard
from .new_grid_box import GridRow, NewGridBox
from .use_box import UseBox

METHODS: Dict[str, Callable[[ReviewSession], None]] = {
    ACCEPT: ReviewSession.accept, REJECT: ReviewSession.reject, DELETE: ReviewSession.delete,
    NEXT: ReviewSession.next, PREVIOUS: ReviewSession.previous, UNDO: ReviewSession.undo,
}
"""What each action does in the session. EDIT and MISSING lend the map to other tools instead, CELL_ACTIONS are those of
CellWalk, COMPARE comes by the signal `held`."""


class CheckPage(QWidget):
    """Reviews the workspace's footprints while its map tool is the one in use. `labels_added` is emitted after checked
    footprints became labels."""

    labels_added = pyqtSignal()

    def __init__(self, workspace: Workspace, jobs: Jobs, iface: Any) -> None:
        super().__init__()
        self._workspace, self._iface, self._canvas = workspace, iface, iface.mapCanvas()
        self._session: Optional[ReviewSession] = None
        self._seen: Optional[int] = None
        self._shown_cells: Optional[QgsVectorLayer] = None
        self._mode, self._map = CheckMode(iface), CheckMap(self._canvas)
        self._base = BaseView(workspace, jobs, self._canvas)
        self._make_parts()
        self._cells = CellWalk(workspace, self._canvas, self._grid_board)
        self._arrange()
        self._connect()
        self._follow_choice()

    def start(self) -> None:
        """Start the review: show the layer, and take the map to the first footprint that nobody has checked, in view
        where there is one."""
        if self._session is None or self._session.layer is None:
            return
        layer = self._session.layer
        node = self._workspace.project.layerTreeRoot().findLayer(layer.id())
        if node is not None:
            node.setItemVisibilityCheckedParentRecursive(True)
        self._session.begin_in(self._canvas.extent(), self._canvas.mapSettings().destinationCrs())
        self._seen = None
        self._begin_cells()  # first: the map is where the analyst wants to begin
        self._mode.start(layer)

    def stop(self) -> None:
        """Give the map back to the tool that was in use before."""
        self._mode.stop()

    def close(self) -> bool:
        """Disconnect from the workspace and the layer, and leave the map as it was."""
        self._workspace.changed.disconnect(self._follow_choice)
        self._forget_layer()
        for part in (self._mode, self._cells, self._base, self._map, self._use, self._box, self._grid_row):
            part.close()
        return bool(super().close())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self._follow_choice()
        self._tell_errors(lambda: self._cells.show_counts(self._grid_board.reviewer))

    def _make_parts(self) -> None:
        self._box = LayerBox(self._workspace, "footprints", QgsMapLayerProxyModel.PolygonLayer)
        self._box.setToolTip(tr(words.FOOTPRINTS_HELP))
        self._grid_row, self._grid_form = GridRow(self._workspace), NewGridBox(self._workspace, self._canvas)
        self._grid_board = GridBoard()
        self._order = QComboBox()
        self._order.setObjectName("checkOrder")
        self._order.setToolTip(tr(words.ORDER_HELP))
        let_shrink(self._order)
        leave_wheel_to_page(self._order)
        for order, name in words.ORDERS.items():
            self._order.addItem(tr(name), order)
        self._start = QPushButton(QgsApplication.getThemeIcon("/mActionPlay.svg"), tr(words.START))
        self._start.setObjectName("startCheck")
        self._start.setCheckable(True)
        self._start.setMinimumHeight(2 * self.fontMetrics().height())
        make_bold(self._start)
        self._save = QPushButton(QgsApplication.getThemeIcon("/mActionSaveEdits.svg"), tr(words.SAVE))
        self._save.setObjectName("saveChecks")
        self._save.setToolTip(tr(words.SAVE_HELP))
        self._board, self._use = CheckBoard(), UseBox(self._workspace, self._iface, self._base)
        self._remark = Remark("checkRemark")

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr(words.FOOTPRINTS), self._box)
        form.addRow(tr(words.ORDER), self._order)
        form.addRow(tr(cell_words.CELLS), self._grid_row)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() // 2)
        column.addLayout(form)
        for part in (self._grid_form, self._remark, self._start, self._grid_board, self._board, self._base, self._save,
                     self._use):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        keys = self._mode.keys
        keys.watch(self, *self.findChildren(QAbstractButton))
        for source in (keys, self._board):
            source.pressed.connect(self._act)
            source.held.connect(self._compare)
        self._grid_board.pressed.connect(self._act)
        self._grid_row.new_wanted.connect(self._grid_form.ask)
        self._start.clicked.connect(lambda wanted: self.start() if wanted else self.stop())
        self._save.clicked.connect(self._save_edits)
        self._order.activated.connect(self._choose_order)
        self._mode.tool.picked.connect(self._pick)
        self._mode.drawn.connect(self._add_missing)
        self._mode.changed.connect(self._refresh)
        self._base.shown.connect(self._show_on_map)
        self._use.used.connect(self._end_round)
        self._workspace.changed.connect(self._follow_choice)

    def _follow_choice(self) -> None:
        layer = self._workspace.footprints
        if self._session is not None and (layer is None or self._session.layer is not layer):
            self._forget_layer()
        problem = tr(words.NO_FOOTPRINTS) if layer is None else ""
        if layer is not None and self._session is None and self.isVisible():  # reading many takes a moment
            try:
                self._session = ReviewSession(layer, self._workspace.choices.order)
                self._session.changed.connect(self._refresh)
            except ReviewError as error:
                problem = str(error)
        if self._session is not None:
            self._session.sort_by(self._workspace.choices.order)
        self._order.setCurrentIndex(self._order.findData(self._workspace.choices.order))
        self._remark.set_text(problem, INFO if layer is None else WARNING)
        self._follow_cells()
        self._refresh()

    def _follow_cells(self) -> None:
        """Other cells may have been chosen, or none: go on in them where footprints are being checked."""
        layer = self._cells.layer
        if layer is self._shown_cells:
            return
        self._shown_cells = layer
        self._tell_errors(self._cells.end)
        if layer is not None:
            style_plain_cells(layer)
            self._tell_errors(lambda: self._cells.show_counts(self._grid_board.reviewer))
        if self._mode.is_on:
            self._begin_cells()
            self._canvas.setFocus()  # in the list of layers the keys would be letters

    def _begin_cells(self) -> None:
        session = self._session
        if session is not None:
            self._tell_errors(lambda: self._cells.begin(session, self._grid_board.reviewer))

    def _tell_errors(self, act: Callable[[], Any]) -> None:
        try:
            act()
        except ReviewError as error:
            self._remark.tell(str(error), WARNING)

    def _choose_order(self, row: int) -> None:
        self._workspace.choose(order=self._order.itemData(row))
        if self._mode.is_on:
            self._canvas.setFocus()  # in the list of orders the keys would be letters

    def _forget_layer(self) -> None:
        self._tell_errors(self._cells.end)
        session, self._session = self._session, None
        if session is not None:
            session.changed.disconnect(self._refresh)
            session.close()
        self._base.hold(False)
        self._base.set_text("")
        self.stop()

    def _refresh(self) -> None:
        session = self._session
        if session is not None and session.layer is None:
            self._follow_choice()  # shows why
            return
        if session is None and self._mode.is_on:  # another tool gave the map back, and the footprints are gone
            self.stop()
            return
        if self._cells.is_on and not self._mode.is_on:
            self._tell_errors(self._cells.end)
        self._mode.keys.in_cells = self._cells.is_on
        self._start.setChecked(self._mode.is_on)
        self._start.setText(tr(words.STOP if self._mode.is_on else words.START))
        self._start.setToolTip(tr(words.STOP_HELP if self._mode.is_on else words.START_HELP))
        for part in (self._start, self._board, self._use):
            part.setVisible(session is not None)
        self._use.offer_cells(self._cells.layer is not None)
        self._grid_board.setVisible(session is not None and self._cells.layer is not None)
        self._save.setVisible(session is not None and session.is_modified)
        if session is not None:
            footprint = session.footprint() if self._mode.is_on else None
            self._board.show_counts(session.counts())
            self._board.show_footprint(footprint, self._hint(footprint))
            self._board.allow(self._mode.is_on, footprint is not None)
            self._grid_board.show_cell(self._cells.describe(session))
            self._grid_board.allow(self._cells.is_on, self._cells.holds)
        self._show_on_map()

    def _hint(self, footprint: Optional[Footprint]) -> str:
        """What to do with the tool that has the map, or in a cell without a footprint to judge; "" else."""
        if self._mode.lent:
            return tr(words.DRAWING if self._mode.draws else words.EDITING)
        return tr(cell_words.LOOK_AT_ALL) if footprint is None and self._cells.holds else ""

    def _show_on_map(self, base_shown: bool = False) -> None:
        session = self._session if self._mode.is_on and not base_shown else None
        footprint = session.footprint() if session is not None else None
        if session is None or session.layer is None or footprint is None:
            self._map.unmark()
            self._map.dim(None)
            return
        self._map.dim(session.layer)
        self._map.mark(footprint.geometry, session.layer.crs())
        if footprint.id != self._seen:
            is_first, self._seen = self._seen is None, footprint.id
            if not self._cells.is_all_in_view():
                self._map.look_at(footprint.geometry, session.layer.crs(), is_first)

    def _act(self, action: str) -> None:
        session = self._session
        if session is None or session.layer is None or not self._mode.is_on:
            return
        self._remark.set_text("")
        try:
            if action in (EDIT, MISSING):
                session.start_editing()
                (self._mode.lend if action == EDIT else self._mode.draw)(session.layer)
                return
            if self._mode.lent and action != UNDO:
                self._mode.start(session.layer)
            self._do(action, session)
        except ReviewError as error:
            self._remark.tell(str(error), WARNING)

    def _do(self, action: str, session: ReviewSession) -> None:
        if action in CELL_ACTIONS:
            self._cells.act(action)
            self._refresh()
        elif action == UNDO and not session.can_undo and self._cells.undo():
            self._refresh()
        else:
            METHODS[action](session)

    def _add_missing(self, outline: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        try:
            if self._session is not None:
                self._session.add_missing(outline, crs)
        except DrawingError as error:
            self._remark.tell(str(error), WARNING)

    def _compare(self, down: bool) -> None:
        if self._session is not None:
            self._base.hold(down)

    def _pick(self, spot: QgsRectangle) -> None:
        """Choose the footprint that was clicked. The map stays where it is: the analyst has just pointed at it."""
        session = self._session
        if session is None or session.layer is None:
            return
        fid = footprint_at(session.layer, spot, self._canvas.mapSettings().destinationCrs())
        if fid is not None:
            self._seen = fid
            session.choose(fid)

    def _save_edits(self) -> None:
        self._remark.set_text("")
        try:
            if self._session is not None:
                self._session.save()
        except ReviewError as error:
            self._remark.tell(str(error), WARNING)

    def _end_round(self) -> None:
        self.stop()
        self.labels_added.emit()
