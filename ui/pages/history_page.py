"""History page: table of the project's training runs, to reuse a model, compare two runs, or resume one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, List, Optional, Tuple

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...plugin.history import past_runs
from ...plugin.history.run_record import RunRecord
from ...plugin.jobs.panel_job import Jobs
from ...plugin.layers.workspace import Workspace
from ..widgets.folding import FoldingGrid
from ..widgets.plain import push_button, scroll_to, wrapped_label
from ..widgets.remark import GOOD, INFO, Remark
from ..words import history as words
from ..words import tr
from . import run_words

SETTLE_MS = 300
"""Delay before the runs are read: a run's folder is there a moment after its job began."""
ROWS, COMMAND_ROWS = 8, 5
COLUMNS = (words.WHEN, words.F1, words.BASE, words.TIME)
STRETCHED = COLUMNS.index(words.BASE)
"""The column that gets the room which the others leave."""


class HistoryPage(QWidget):
    """Lists the runs of the open project, newest first. `resume_wanted` carries the folder of a run to resume."""

    resume_wanted = pyqtSignal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__()
        self._workspace, self._jobs, self._project = workspace, jobs, workspace.project
        self._shown: Tuple[List[RunRecord], str] = ([], "")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._refresh_if_seen)
        self._make_lists()
        self._make_buttons()
        self._arrange()
        self._connect()
        self._project_opened()

    def refresh(self) -> None:
        """Read the runs from disk, and show them if they changed."""
        self._settle.stop()
        runs, in_use = past_runs.runs_of(self._project_name), self._workspace.choices.model
        if (runs, in_use) != self._shown:
            self._shown = (runs, in_use)
            self._list(runs)
        self._tree.setVisible(bool(runs))
        self._buttons.setVisible(bool(runs))
        self._empty.set_text("" if runs else tr(words.EMPTY), INFO)
        self._show_what_can_be_done()

    def close(self) -> bool:
        """Disconnect from the jobs, the workspace and the project."""
        self._settle.stop()
        self._jobs.changed.disconnect(self._later)
        self._jobs.prepared.disconnect(self._later)
        self._workspace.changed.disconnect(self._later)
        self._project.readProject.disconnect(self._project_opened)
        self._project.cleared.disconnect(self._project_opened)
        self._project.projectSaved.disconnect(self._project_saved)
        return bool(super().close())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self.refresh()

    def _make_lists(self) -> None:
        self._tree = _runs_list([tr(word) for word in COLUMNS])
        self._tree.setToolTip(tr(words.RUNS_HELP))
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.setSortingEnabled(True)
        self._tree.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._tree.setMinimumHeight(ROWS * self.fontMetrics().lineSpacing())
        self._comparison = wrapped_label(name="comparison")
        self._comparison.setTextFormat(Qt.TextFormat.RichText)
        self._comparison.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._comparison.setToolTip(tr(words.COMPARE_HELP))
        self._line = QPlainTextEdit()
        self._line.setObjectName("command")
        self._line.setReadOnly(True)
        self._line.setFixedHeight((COMMAND_ROWS + 1) * self.fontMetrics().lineSpacing())
        self._empty, self._remark = Remark("historyEmpty"), Remark("historyRemark")

    def _make_buttons(self) -> None:
        self._use = _button("useModel", words.USE, words.USE_HELP)
        self._start_from = _button("startFrom", words.START_FROM, words.START_FROM_HELP)
        self._compare = _button("compareRuns", words.COMPARE, words.COMPARE_HELP)
        self._command = _button("copyCommand", words.COMMAND, words.COMMAND_HELP)
        self._report = _button("openRunReport", words.REPORT, words.REPORT_HELP)
        self._go_on = _button("resumeRun", words.GO_ON, words.GO_ON_HELP)
        self._use.setIcon(QgsApplication.getThemeIcon("/mActionStart.svg"))

    def _arrange(self) -> None:
        self._buttons = QWidget()
        self._buttons.setLayout(FoldingGrid(2, (
            self._use, self._start_from, self._report, self._go_on, self._compare, self._command)))
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() // 2)
        column.addWidget(self._empty)
        column.addWidget(self._tree, 1)
        column.addWidget(self._buttons)
        for part in (self._remark, self._line, self._comparison):
            column.addWidget(part)
            part.hide()
        column.addStretch(0)

    def _connect(self) -> None:
        self._tree.itemSelectionChanged.connect(self._selected)
        self._tree.itemActivated.connect(lambda item, column: self._use_model())
        self._use.clicked.connect(self._use_model)
        self._start_from.clicked.connect(self._start_from_model)
        self._compare.clicked.connect(self._compare_two)
        self._command.clicked.connect(self._copy_command)
        self._report.clicked.connect(self._open_report)
        self._go_on.clicked.connect(self._resume)
        self._jobs.changed.connect(self._later)
        self._jobs.prepared.connect(self._later)
        self._workspace.changed.connect(self._later)
        self._project.readProject.connect(self._project_opened)
        self._project.cleared.connect(self._project_opened)
        self._project.projectSaved.connect(self._project_saved)

    def _later(self, *_: object) -> None:
        self._settle.start()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _project_opened(self, *_: object) -> None:
        self._project_name, self._since = self._project.fileName(), datetime.now()
        self._later()

    def _project_saved(self) -> None:
        name = self._project.fileName()
        if name != self._project_name:
            past_runs.follow(self._project_name, name, self._since)
            self._project_name = name
            self._later()

    def _list(self, runs: List[RunRecord]) -> None:
        selected = {run.folder for run in self._selection()}
        self._tree.clear()
        for run in runs:
            in_use = run.model is not None and str(run.model) == self._workspace.choices.model
            row = _Row(run, in_use)
            self._tree.addTopLevelItem(row)
            row.setSelected(run.folder in selected)

    def _selection(self) -> List[RunRecord]:
        """The selected runs, oldest first."""
        rows = [row for row in self._tree.selectedItems() if isinstance(row, _Row)]
        return sorted((row.run for row in rows), key=lambda run: run.started)

    def _only(self) -> Optional[RunRecord]:
        selection = self._selection()
        return selection[0] if len(selection) == 1 else None

    def _selected(self) -> None:
        for part in (self._remark, self._line, self._comparison):
            part.hide()
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        run = self._only()
        has_model = run is not None and run.has_new_model
        self._use.setEnabled(has_model)
        self._start_from.setEnabled(has_model)
        self._command.setEnabled(run is not None)
        self._report.setEnabled(run is not None and run.report is not None)
        self._go_on.setEnabled(run is not None and run.can_resume and not self._jobs.busy)
        self._compare.setEnabled(len(self._selection()) == 2)

    def _use_model(self) -> None:
        run = self._only()
        if run is not None and run.has_new_model:
            self._workspace.choose(model=str(run.model))
            self._remark.tell(tr(words.USED, name=run.name), GOOD)

    def _start_from_model(self) -> None:
        run = self._only()
        if run is not None and run.has_new_model:
            self._workspace.choose(base_model=str(run.model))
            self._remark.tell(tr(words.STARTS_FROM, name=run.name), GOOD)

    def _copy_command(self) -> None:
        run = self._only()
        if run is not None:
            line = past_runs.command(run)
            QGuiApplication.clipboard().setText(line)
            self._remark.set_text(tr(words.COPIED), GOOD)
            self._line.setPlainText(line)
            self._line.show()
            scroll_to(self._line)

    def _open_report(self) -> None:
        run = self._only()
        if run is not None and run.report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.report)))

    def _resume(self) -> None:
        run = self._only()
        if run is not None and run.can_resume:
            self.resume_wanted.emit(str(run.folder))

    def _compare_two(self) -> None:
        first, second = self._selection()
        self._comparison.setText(run_words.comparison_table(first, second))
        self._comparison.show()
        scroll_to(self._comparison)


class _Row(QTreeWidgetItem):
    """One run. Sorts by the value behind a column, not by its text; an unknown value is the lowest."""

    def __init__(self, run: RunRecord, in_use: bool) -> None:
        super().__init__([run_words.started(run), run_words.result(run), run_words.base(run),
                          run_words.duration(run.seconds)])
        self.run = run
        self._keys: List[Any] = [
            run.started, -1.0 if run.score is None else run.score.f1, run.base, run.seconds or 0.0]
        font = self.font(0)
        font.setBold(in_use)
        for column in range(len(COLUMNS)):
            self.setToolTip(column, run_words.details(run, in_use))
            self.setFont(column, font)

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        column = self.treeWidget().sortColumn()
        return bool(isinstance(other, _Row) and self._keys[column] < other._keys[column])


def _runs_list(headers: List[str]) -> QTreeWidget:
    """A list as wide as the page; of a name that does not fit the middle is left out."""
    tree = QTreeWidget()
    tree.setObjectName("runs")
    tree.setHeaderLabels(headers)
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(STRETCHED, QHeaderView.ResizeMode.Stretch)
    tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    tree.setRootIsDecorated(False)
    tree.setAlternatingRowColors(True)
    tree.setUniformRowHeights(True)
    return tree


def _button(name: str, text: str, help_text: str) -> QPushButton:
    button = push_button(name, text, help_text)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
