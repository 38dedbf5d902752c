"""Set-up page: shows the plan of the worker's virtual environment, installs and uninstalls it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QShowEvent
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ...plugin.environment.plan import Plan, plan
from ...plugin.environment.virtual_environment import is_ready
from ...plugin.jobs.panel_job import CANCELED, FINISHED, SETUP, JobOutcome, Jobs, PanelJob
from ...plugin.translation import tr_sentence
from ...protocol.certain import certain
from ...protocol.messages import Notice, Progress
from ..widgets.kept_imagery_box import KeptImageryBox
from ..widgets.lookup import Lookup
from ..widgets.parts_box import PartsBox
from ..widgets.plain import make_bold, push_button, wrapped_label
from ..widgets.remark import INFO, WARNING, Remark
from ..words import job as job_words
from ..words import number, tr
from ..words import setup as words

PERMILLE = 1000


class SetupPage(QWidget):
    """Shown while the environment is missing, and on demand. `done` is emitted once it is installed, and when the user
    wants back to the work."""

    done = pyqtSignal()
    self_test_wanted = pyqtSignal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Optional[PanelJob] = None
        self._plan: Optional[Plan] = None
        self._failed = False
        self._notices: List[str] = []
        self._lookup = Lookup(lambda: plan())
        self._lookup.found.connect(self._show_plan)
        self.kept_imagery, self._parts = KeptImageryBox(jobs), PartsBox()
        self._make_facts()
        self._make_signs()
        self._arrange()
        self._install.clicked.connect(self.install)
        self._cancel.clicked.connect(self._cancel_job)
        self._log.clicked.connect(self._open_log)
        self._own.clicked.connect(self._choose_own)
        self._parts.wanted.connect(lambda names: self._start({"EXTRAS": names}))
        self._uninstall.clicked.connect(self._ask_and_uninstall)
        self._back.clicked.connect(self.done)
        self._self_test.clicked.connect(self.self_test_wanted)
        jobs.changed.connect(self._show_whether_free)

    def install(self) -> None:
        """Start the installation, unless a job is running."""
        self._start({"REPAIR": True} if self._plan is not None and self._plan.is_ready else {})

    def _start(self, parameters: Dict[str, Any]) -> None:
        if self._jobs.busy:
            return
        self._job = self._jobs.start(SETUP, parameters)
        self._job.message_received.connect(self._on_message)
        self._job.ended.connect(self._show_end)
        self._bar.setRange(0, 0)
        self._text.setText(tr(words.STARTING))
        self._cancel.setText(tr(words.CANCEL))
        self._cancel.setEnabled(True)
        self._show_running(True)
        self._result.set_text("")
        self._notices = []
        self._log.hide()

    def close(self) -> bool:
        """Disconnect from the jobs and the lookup of the plan."""
        self._jobs.changed.disconnect(self._show_whether_free)
        self._lookup.found.disconnect(self._show_plan)
        self.kept_imagery.close()
        self._let_go()
        return bool(super().close())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        """Look at the computer; until that has an end, what belongs to a finished set-up is hidden."""
        self._uninstall.hide()
        self._parts.hide()
        for button in (self._self_test, self._back):
            button.setVisible(is_ready())
        self._lookup.start()

    def _make_facts(self) -> None:
        self._what, self._where, self._how_much, self._runs_on = (wrapped_label(tr(words.LOOKING)) for _ in range(4))

    def _make_signs(self) -> None:
        self._install = push_button("install", words.INSTALL, words.INSTALL_HELP)
        self._install.setDefault(True)
        self._install.setMinimumHeight(2 * self.fontMetrics().height())
        self._cancel = push_button("cancelInstall", words.CANCEL, words.CANCEL_HELP)
        self._log = push_button("showSetupLog", words.LOG, words.LOG_HELP)
        self._own = push_button("ownPython", words.OWN, words.OWN_HELP)
        self._uninstall = push_button("uninstall", words.UNINSTALL, words.UNINSTALL_HELP)
        self._self_test = push_button("selfTest", job_words.SELF_TEST, job_words.SELF_TEST_HELP)
        self._back = push_button("leaveSetup", words.BACK, words.BACK_HELP)
        self._bar, self._text, self._result = QProgressBar(), wrapped_label(name="setupText"), Remark("setupResult")
        self._bar.setObjectName("setupProgress")
        self._bar.setTextVisible(False)
        for part in (self._bar, self._text, self._cancel, self._log, self._result, self._uninstall, self._self_test,
                     self._back):
            part.hide()

    def _arrange(self) -> None:
        self._title = wrapped_label(tr(words.TITLE))
        make_bold(self._title)
        facts = QGridLayout()
        facts.setColumnStretch(1, 1)
        facts.setHorizontalSpacing(self.fontMetrics().height())
        rows = ((words.WHAT, self._what), (words.WHERE, self._where), (words.HOW_MUCH, self._how_much),
                (words.RUNS_ON, self._runs_on))
        for row, (name, value) in enumerate(rows):
            facts.addWidget(QLabel(tr(name)), row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(value, row, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._log)
        buttons.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() * 2 // 3)
        column.addWidget(self._title)
        column.addWidget(wrapped_label(tr(words.WHY)))
        column.addLayout(facts)
        for part in (self._install, self._bar, self._text, self._result):
            column.addWidget(part)
        column.addLayout(buttons)
        for button in (self._self_test, self._own, self._uninstall):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._parts)
        column.addWidget(self.kept_imagery)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _show_plan(self, found: Plan) -> None:
        self._plan = found
        self._title.setText(tr(words.TITLE_READY if found.is_ready else words.TITLE))
        usual = words.CHECK_OWN if found.own else words.INSTALL_AGAIN if found.is_ready else words.INSTALL
        self._install.setText(tr(words.TRY_AGAIN if self._failed else usual))
        megabytes = number(found.installed_bytes / 1e6, ".0f")
        self._uninstall.setText(
            tr(words.FORGET_OWN) if found.is_remembered else tr(words.UNINSTALL_SIZE, megabytes=megabytes))
        is_of_variable = found.own is not None and not found.is_remembered
        self._uninstall.setVisible(
            self._job is None and not is_of_variable and (found.is_ready or found.installed_bytes > 0))
        self._where.setText(_breakable(str(found.folder)))
        self._where.setToolTip(str(found.folder))
        if found.own is not None:
            self._what.setText(_breakable(tr(words.OWN_WHAT, python=found.own)))
            self._how_much.setText(tr(words.NOTHING))
        else:
            self._what.setText(tr(words.PACKAGES, torch=found.torch, others=found.others))
            self._how_much.setText(tr(words.AMOUNT, download=number(found.download_gigabytes, "g"),
                                      disk=number(found.disk_gigabytes, "g"), kept=number(found.kept_gigabytes, "g")))
        self._parts.show_parts(() if self._job is not None else found.parts)
        without_card = tr(words.METAL if found.metal else words.PROCESSOR)
        self._runs_on.setText(tr(words.GRAPHICS_CARD, driver=found.driver) if found.driver else without_card)

    def _on_message(self, message: object) -> None:
        if isinstance(message, Progress):
            self._bar.setRange(0, PERMILLE)
            self._bar.setValue(round(PERMILLE * message.fraction))
            self._text.setText(tr_sentence(message.text))
        elif isinstance(message, Notice):
            notice = tr_sentence(message.text)
            if notice not in self._notices:
                self._notices.append(notice)
            self._result.tell("\n".join(self._notices), WARNING)

    def _choose_own(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr(words.OWN_TITLE))
        if path:
            self._start({"PYTHON": path})

    def _ask_and_uninstall(self) -> None:
        found = certain(self._plan, "plan")
        question = tr(words.UNINSTALL_QUESTION, megabytes=number(found.installed_bytes / 1e6, ".0f"))
        yes = QMessageBox.StandardButton.Yes
        if found.is_remembered or QMessageBox.question(self, tr(words.TITLE_READY), question) == yes:
            self._start({"UNINSTALL": True})

    def _cancel_job(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(tr(words.CANCELLING))
        if self._job is not None:
            self._job.cancel()

    def _show_end(self, outcome: JobOutcome) -> None:
        is_part = "EXTRAS" in certain(self._job, "job").parameters
        self._let_go()
        self._show_running(False)
        self._failed = outcome.status not in (FINISHED, CANCELED) and not is_part
        self._look()
        if outcome.status == FINISHED and outcome.results:
            if not self._notices:  # else they are read first, and "Back" leaves
                self.done.emit()
            return
        if outcome.status == FINISHED:
            was_own = self._plan is not None and self._plan.is_remembered
            self._result.tell(tr(words.FORGOTTEN if was_own else words.UNINSTALLED), INFO)
            return
        if outcome.status == CANCELED:
            self._result.tell(tr(words.CANCELED), INFO)
            return
        self._result.tell(outcome.error or tr(words.FAILED), WARNING)
        if self._failed:
            self._install.setText(tr(words.TRY_AGAIN))
        self._log.setVisible(self._plan is not None and self._plan.log.is_file())

    def _show_running(self, running: bool) -> None:
        for button in (self._install, self._own):
            button.setVisible(not running)
        if running:
            for idle in (self._self_test, self._uninstall, self._parts, self._back):
                idle.hide()
        for part in (self._bar, self._text, self._cancel):
            part.setVisible(running)

    def _show_whether_free(self) -> None:
        for part in (self._install, self._self_test, self._own, self._uninstall, self._parts):
            part.setEnabled(not self._jobs.busy)

    def _open_log(self) -> None:
        if self._plan is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._plan.log)))

    def _let_go(self) -> None:
        if self._job is not None:
            self._job.message_received.disconnect(self._on_message)
            self._job.ended.disconnect(self._show_end)
            self._job = None


def _breakable(path: str) -> str:
    """The path with a zero-width space behind each separator, where a label may wrap it."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")
