"""View of the running or last job: progress bar, live chart, notices, result, and buttons for the next step."""

from __future__ import annotations

from pathlib import Path
from typing import List, Optional

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
)

from ...plugin.history.model_choices import spoken_name
from ...plugin.jobs.job_result import JobEnd, job_end
from ...plugin.jobs.panel_job import CANCELED, FAILED, FINETUNE, FINISHED, SELF_TEST, SETUP, JobOutcome, Jobs, PanelJob
from ...plugin.processing.feedback_adapter import time_left
from ...plugin.translation import tr_sentence
from ...protocol.certain import certain
from ...protocol.messages import Notice, Preview, Progress
from ..widgets.folding import FoldingGrid, FoldingText
from ..widgets.plain import close_button, make_bold, push_button, wrapped_label
from ..widgets.remark import GOOD, INFO, WARNING, Remark
from ..words import job as words
from ..words import tr
from ..words.things import text_for
from .chart import LiveChart
from .job_words import figures_line, result_line, title
from .notices import Notices

PERMILLE = 1000


class JobView(QFrame):
    """Hidden until a job begins; stays after its end until it is dismissed or the next job begins. `resume_wanted`
    carries the folder of the run to resume, `base_wanted` whether the map shall show what the base of a training finds.
    """

    predict_wanted = pyqtSignal()
    check_wanted = pyqtSignal()
    squares_wanted = pyqtSignal()
    self_test_wanted = pyqtSignal()
    resume_wanted = pyqtSignal(str)
    base_wanted = pyqtSignal(bool)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("jobView")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._jobs = jobs
        self._job: Optional[PanelJob] = None
        self._end, self._has_ended_well, self._has_base = JobEnd(), False, False
        self._gaps: List[str] = []
        self._make_signs()
        self._make_buttons()
        self._arrange()
        jobs.began.connect(self._follow)
        jobs.changed.connect(self._show_go_on)
        self.hide()

    def close(self) -> bool:
        """Disconnect from the jobs."""
        self._jobs.began.disconnect(self._follow)
        self._jobs.changed.disconnect(self._show_go_on)
        self._let_go()
        return bool(super().close())

    @property
    def offers_to_go_on(self) -> bool:
        """Whether it shows a training that did not end well, with the button to take it up."""
        return not self.isHidden() and not self._go_on.isHidden()

    def leave(self) -> None:
        """Hide a job that ended well, since the analyst has gone on to another page."""
        if self._has_ended_well:
            self.put_away()

    def leave_project(self) -> None:
        """Hide a job that has ended, since its project is being closed; one that runs stays."""
        if self._job is not self._jobs.current:
            self.put_away()

    def end_elsewhere(self) -> None:
        """Offer nothing that goes on with a training which ended now, in another project than it began."""
        for part in (self._predict, self._where_next, self._go_on, self._show_base):
            part.hide()
        if self._has_ended_well:
            self._result.set_text(tr(words.OF_OTHER_PROJECT), INFO)

    def put_away(self) -> None:
        """Hide the job, as the analyst does with the cross."""
        self._show_base.setChecked(False)
        self.hide()

    def _make_signs(self) -> None:
        self._title, self._left, self._text, self._device = (
            wrapped_label(name=name) for name in ("jobTitle", "timeLeft", "jobText", "device"))
        make_bold(self._title)
        self._bar = QProgressBar()
        self._bar.setObjectName("progress")
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(self.fontMetrics().height())
        self.chart = LiveChart()
        self._result = Remark("result")
        self._notices = Notices()

    def _make_buttons(self) -> None:
        self._dismiss = close_button("dismissJob", words.DISMISS_HELP)
        self._stop = push_button("stopTraining", words.STOP, words.STOP_HELP)
        self._cancel = push_button("cancelJob", words.CANCEL, words.CANCEL_HELP)
        self._predict = push_button("findFootprints", words.PREDICT, words.PREDICT_HELP)
        self._check = push_button("checkFootprints", words.CHECK, words.CHECK_HELP)
        self._where_next = push_button("whereNextAfter", words.WHERE_NEXT, words.WHERE_NEXT_HELP)
        self._go_on = push_button("resumeTraining", words.GO_ON, words.GO_ON_HELP)
        self._report = push_button("openReport", words.REPORT, words.REPORT_HELP)
        self._copy = push_button("copyPage", words.COPY, words.COPY_HELP)
        self._self_test = push_button("testAfterFailure", words.SELF_TEST, words.SELF_TEST_HELP)
        self._log = push_button("showLog", words.LOG, words.LOG_HELP)
        self._show_base = QCheckBox()
        self._show_base.setObjectName("showBase")
        self._show_base.setToolTip(tr(words.SHOW_BASE_HELP))
        self._base_text = FoldingText(self._show_base)
        self._show_base.toggled.connect(self.base_wanted)
        self._dismiss.clicked.connect(self.put_away)
        self._stop.clicked.connect(self._stop_job)
        self._cancel.clicked.connect(self._cancel_job)
        self._predict.clicked.connect(self.predict_wanted)
        self._check.clicked.connect(self.check_wanted)
        self._where_next.clicked.connect(self.squares_wanted)
        self._go_on.clicked.connect(lambda: self.resume_wanted.emit(str(self._end.folder)))
        self._report.clicked.connect(lambda: _open(self._end.report))
        self._copy.clicked.connect(self._copy_page)
        self._self_test.clicked.connect(self.self_test_wanted)
        self._log.clicked.connect(lambda: _open(self._end.log))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        buttons = (self._report, self._log, self._where_next, self._copy, self._self_test, self._stop, self._go_on,
                   self._predict, self._check, self._cancel)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() // 3)
        column.addLayout(head)
        for part in (self._bar, self._left, self._text, self._device, self._result, self._show_base, self.chart,
                     self._notices):
            column.addWidget(part)
        column.addLayout(FoldingGrid(len(buttons), buttons, fills=False))

    def _follow(self, job: PanelJob) -> None:
        if job.algorithm == SETUP:  # the set-up page shows its progress
            return
        self._let_go()
        self._job, self._end, self._has_ended_well, self._has_base = job, JobEnd(), False, False
        self._gaps = []
        self._show_base.setChecked(False)
        job.message_received.connect(self._on_message)
        job.ended.connect(self._show_end)
        is_training = job.algorithm == FINETUNE
        self._title.setText(title(job))
        self._bar.setRange(0, 0)
        self._left.clear()
        self._device.clear()
        self._text.setText(tr(words.STARTING))
        self._stop.setText(tr(words.STOP))
        self._cancel.setText(tr(words.CANCEL))
        self.chart.clear()
        self._notices.clear()
        for shown in (self._bar, self._left, self._text, self._device, self._cancel):
            shown.show()
        for hidden in (self._dismiss, self._result, self._show_base, self._predict, self._check, self._where_next,
                       self._go_on, self._report, self._copy, self._self_test, self._log):
            hidden.hide()
        self.chart.setVisible(is_training)
        self._stop.setVisible(is_training)
        self._stop.setEnabled(True)
        self._cancel.setEnabled(True)
        self.show()

    def _let_go(self) -> None:
        if self._job is not None:
            self._job.message_received.disconnect(self._on_message)
            self._job.ended.disconnect(self._show_end)
            self._job = None

    def _on_message(self, message: object) -> None:
        if isinstance(message, Progress):
            self._show_progress(message)
        elif isinstance(message, Notice) and message.is_gap:
            self._gaps.append(message.text)
            self._result.set_text("\n".join(self._gaps), WARNING)
        elif isinstance(message, Notice):
            self._notices.add(tr_sentence(message.text))
        elif isinstance(message, Preview):
            self._has_base = self._has_base or message.is_base

    def _show_progress(self, progress: Progress) -> None:
        self._bar.setRange(0, PERMILLE)
        self._bar.setValue(round(PERMILLE * progress.fraction))
        self._left.setText("" if progress.remaining_s is None else time_left(progress.remaining_s))
        if progress.text:
            self._text.setText(tr_sentence(progress.text))
        self._device.setText(figures_line(certain(self._job, "job").feedback.device, progress.figures))
        self.chart.add(progress.figures)

    def _stop_job(self) -> None:
        self._stop.setEnabled(False)
        self._stop.setText(tr(words.STOPPING))
        if self._job is not None:
            self._job.stop()

    def _cancel_job(self) -> None:
        self._stop.setEnabled(False)
        self._cancel.setEnabled(False)
        self._cancel.setText(tr(words.CANCELLING))
        if self._job is not None:
            self._job.cancel()

    def _show_end(self, outcome: JobOutcome) -> None:
        job = certain(self._job, "job")
        end = self._end = job_end(job, outcome)
        is_training, is_good = job.algorithm == FINETUNE, outcome.status == FINISHED
        self._has_ended_well = is_good
        self._title.setText(title(job, outcome.status, end.is_base))
        for part in (self._bar, self._left, self._text, self._device, self._stop, self._cancel):
            part.hide()
        gaps = [] if outcome.status == CANCELED else self._gaps
        lines = map(tr_sentence, [*gaps, result_line(job.algorithm, outcome, end)])
        self._result.set_text("\n".join(lines), WARNING if gaps else _sign(outcome, end))
        self._result.setToolTip("" if end.score is None else tr(
            words.IOU_SCORE_HELP if end.score.is_iou else text_for(words.SCORE_HELP, end.score.is_building)))
        self._base_text.write(tr(words.SHOW_BASE, name=spoken_name(end.base_model)))
        self._show_base.setVisible(is_training and is_good and self._has_base and not end.is_base)
        if end.score is not None:
            self.chart.finish(end.score.f1)
        self.chart.shrink()
        self.chart.setVisible(self.chart.has_lines)
        self._dismiss.show()
        self._report.setVisible(end.report is not None)
        self._log.setVisible(end.log is not None and outcome.status != CANCELED)
        self._predict.setVisible(is_training and is_good)
        self._check.setVisible(bool(end.footprints))
        self._copy.setVisible(end.failed is not None and end.report is not None)
        self._self_test.setVisible(outcome.status == FAILED and job.algorithm != SELF_TEST)
        self._where_next.setVisible(is_training and is_good and end.wants_labels)
        self._go_on.setVisible(end.folder is not None)

    def _show_go_on(self) -> None:
        for button in (self._go_on, self._self_test):
            button.setEnabled(not self._jobs.busy)

    def _copy_page(self) -> None:
        if self._end.report is not None and self._end.report.is_file():
            QGuiApplication.clipboard().setText(self._end.report.read_text(encoding="utf-8"))


def _sign(outcome: JobOutcome, end: JobEnd) -> str:
    if outcome.status == CANCELED or end.is_base:
        return INFO
    return GOOD if outcome.status == FINISHED and not end.failed else WARNING


def _open(path: Optional[Path]) -> None:
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
