"""Background tasks (QgsTask) of the panel: the toolbox's Processing algorithms, one at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Dict, Optional

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
    QgsSettings,
    QgsTask,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ..worker.feedback import JobFeedback
from ..worker.job_folder import drop_unasked

FETCH_MS = 150
"""Interval at which the main thread takes messages out of the feedback's queue."""
SETUP, FINETUNE, PREDICT, EVALUATE = "roofline:setup", "roofline:finetune", "roofline:predict", "roofline:evaluate"
SUGGEST, ALIGN, SELF_TEST = "roofline:suggest", "roofline:alignlabels", "roofline:selftest"
FINISHED, FAILED, CANCELED = "finished", "failed", "canceled"
LONG_TASK_S, NEVER_S = "app/minTaskLengthForSystemNotification", 1_000_000
"""QGIS's setting: seconds of a task from which on its end is told."""


@dataclass(frozen=True)
class JobOutcome:
    """End of a job. status: FINISHED (then `results` are the algorithm's), FAILED (then `error` is a sentence) or
    CANCELED."""

    status: str
    results: Dict[str, Any] = field(default_factory=dict)
    error: str = ""


class PanelJob(QObject):
    """One Processing algorithm of Roofline, run as a QgsTask.

    Signals, on the main thread: `message_received` with each message of the worker (Progress, Notice, Preview), then
    `ended` with the JobOutcome. is_quiet: as in Jobs.start. is_given_up: the user cancelled it. feedback: has the job's
    folder once that is known.
    """

    message_received = pyqtSignal(object)
    ended = pyqtSignal(object)

    def __init__(self, algorithm: str, parameters: Dict[str, Any], is_quiet: bool = False) -> None:
        super().__init__()
        self.algorithm, self.parameters, self.is_quiet = algorithm, parameters, is_quiet
        self.feedback = JobFeedback()
        self.is_given_up = self._ends_with_qgis = False
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._task: Optional[QgsTask] = None
        self._timer = QTimer(self)
        self._timer.setInterval(FETCH_MS)
        self._timer.timeout.connect(self._pass_on)

    @property
    def is_running(self) -> bool:
        """Whether the task was started and has not ended."""
        return self._task is not None

    def start(self) -> None:
        """Check the parameters and start the task. For a job that cannot start, `ended` is emitted with FAILED, or
        CANCELED, before this returns."""
        if self.feedback.isCanceled():  # perhaps since the plugin was unloaded, and its algorithms with it
            self.ended.emit(JobOutcome(CANCELED))
            return
        algorithm = QgsApplication.processingRegistry().algorithmById(self.algorithm)
        fine, complaint = algorithm.checkParameterValues(self.parameters, self._context)
        if not fine:
            self.ended.emit(JobOutcome(FAILED, error=complaint))
            return
        task = QgsProcessingAlgRunnerTask(algorithm, self.parameters, self._context, self.feedback)
        if task.isCanceled():  # its preparation failed, and it would never emit `executed`
            self.ended.emit(JobOutcome(FAILED, error=" ".join(self.feedback.errors)))
            return
        self._task = task
        self._task.executed.connect(self._executed)
        self._timer.start()
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Cancel because the user gives the job up. One that QGIS cancels by itself, because it closes, may be resumed
        later."""
        self.is_given_up = True
        self._cancel()

    def stop(self) -> None:
        """End a training now, keeping the best model so far."""
        self.feedback.stop()

    def end_now(self, seconds: float) -> None:
        """Cancel and wait, for at most `seconds`; `ended` is emitted before this returns. For when QGIS closes, or the
        plugin is unloaded."""
        deadline = time.monotonic() + seconds
        self._ends_with_qgis = True
        self._cancel()
        while self._task is not None and not sip.isdeleted(self._task) and time.monotonic() < deadline:
            time.sleep(0.02)  # gives the algorithm's thread the interpreter
            QCoreApplication.sendPostedEvents(self._task)  # a task's end is an event, and no event loop runs here

    def take_layer(self, identifier: str) -> Optional[QgsMapLayer]:
        """Take ownership of a layer that the job made in memory; None when there is none."""
        return self._context.takeResultLayer(identifier)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.feedback.cancel()

    def _pass_on(self) -> None:
        for message in self.feedback.fetch():
            self.message_received.emit(message)

    def _executed(self, successful: bool, results: Dict[str, Any]) -> None:
        self._timer.stop()
        self._pass_on()
        self._task = None
        if self.feedback.isCanceled() and not results:  # with results, the job had finished before the cancellation
            outcome = JobOutcome(CANCELED)
            if self.feedback.folder is not None:
                drop_unasked(self.feedback.folder)
            if not self._ends_with_qgis:
                _keep_qgis_quiet()
        elif successful:
            outcome = JobOutcome(FINISHED, dict(results))
        else:
            outcome = JobOutcome(FAILED, error=" ".join(self.feedback.errors))
        self.ended.emit(outcome)


def _keep_qgis_quiet() -> None:
    """Keep QGIS from telling "Task failed" of a task that was cancelled. It tells the end of every task that took
    longer than a limit in its settings, in the same turn of the event loop. A task can be silent since 3.26, but only
    from its start, and then its good end would not be told either."""
    settings, former = QgsSettings(), QgsSettings().value(LONG_TASK_S)
    settings.setValue(LONG_TASK_S, NEVER_S)
    QTimer.singleShot(
        0, lambda: settings.remove(LONG_TASK_S) if former is None else settings.setValue(LONG_TASK_S, former))


class Jobs(QObject):
    """Runs at most one job of the panel at a time: `current`, None without one.

    Signals: `changed` when a job began or ended; `began` with each job that is not quiet; `prepared` with a job whose
    request is made, and whose folder is known.
    """

    changed = pyqtSignal()
    began = pyqtSignal(object)
    prepared = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.current: Optional[PanelJob] = None

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self.current is not None

    def start(self, algorithm: str, parameters: Dict[str, Any], quiet: bool = False) -> PanelJob:
        """Start a job in the next turn of the event loop, so that its signals can be connected first. For a `quiet` one
        `began` is not emitted: its caller shows it."""
        if self.current is not None:
            raise RuntimeError("one job at a time")
        job = self.current = PanelJob(algorithm, parameters, quiet)
        job.ended.connect(self._ended)
        if not quiet:
            self.began.emit(job)
        self.changed.emit()
        QTimer.singleShot(0, lambda: self._start(job))
        return job

    def _start(self, job: PanelJob) -> None:
        job.start()
        if job.is_running:
            self.prepared.emit(job)

    def _ended(self, outcome: JobOutcome) -> None:
        self.current = None
        self.changed.emit()
