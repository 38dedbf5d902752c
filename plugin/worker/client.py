"""Client of the worker's protocol (JSON lines over pipes): sends a request, waits for the end of its job."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Union

from ...protocol import messages
from ...protocol.certain import certain
from ...protocol.job_lock import HeldError, held
from ...protocol.job_requests import Request
from ...protocol.messages import Cancel, Canceled, Failed, Finished, Notice, Preview, Progress, Ready, Stop
from ...protocol.paths import WORKER
from .job_folder import Record
from .process import CLOSE_SECONDS, GONE, WorkerProcess, in_words

POLL_SECONDS = 0.1
CANCEL_SECONDS = 5
"""A job that has not ended so long after Cancel has its process killed."""
IDLE_SECONDS = 1
"""How long `close` waits for a worker without a job, which has nothing to save."""
START_SECONDS = 300
"""A first import of torch from a cold disk, under a virus scanner, takes minutes."""
SET_UP_AGAIN = ("Make its environment again: 'Set up Roofline' in the toolbox, or "
                "'qgis_process run roofline:setup -- REPAIR=true'.")
CLOSED = "Roofline is being closed, so the job did not begin."
WAITING = "Waiting for another job of this QGIS to end."
OnMessage = Callable[[Union[Ready, Progress, Notice, Preview]], None]


class WorkerError(Exception):
    """A job failed. The text is a sentence for the user; `details` is for the log; `died`: the worker process ended."""

    def __init__(self, sentence: str, details: str = "", died: bool = False) -> None:
        super().__init__(sentence)
        self.details = details
        self.died = died


class JobCanceled(Exception):
    """The job was cancelled by its caller."""


class WorkerClient:
    """Client of one worker process, which does one job at a time; further callers block until it is their turn.

    The process starts with the first job, or earlier by `start()`. The next job replaces a process that died or was
    killed. A context manager: leaving it ends the process. Thread-safe. network: as WorkerProcess has it.
    """

    def __init__(self, python: Path, module: str = WORKER, network: Optional[Mapping[str, str]] = None) -> None:
        self._python, self._module, self._network = python, module, network
        self._process: Optional[WorkerProcess] = None
        self._ready: Optional[Ready] = None
        self._turn = threading.Lock()  # held while a job runs, or the process is started
        self._door = threading.Lock()  # no process is started after `close`
        self._closed = self._at_work = False

    def __enter__(self) -> WorkerClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> Optional[int]:
        """Process id of the worker; None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start a process, which imports torch, so that a later job begins at once; returns without waiting for that.
        Raises WorkerError."""
        if self._turn.acquire(blocking=False):  # otherwise there is a process, or a job that starts one
            try:
                self._start()
            finally:
                self._turn.release()

    def run(self, request: Request, on_message: OnMessage, is_canceled: Callable[[], bool],
            is_stopped: Callable[[], bool] = lambda: False) -> Dict[str, Any]:
        """Run a job to its end and return the outputs of its Finished message. Blocks. Records the job in
        `request.folder`.

        on_message: callback for Ready when the job begins, then for every Progress, Notice and Preview, in the calling
        thread. is_canceled, is_stopped: polled; a training that is stopped ends well, with the best model so far.
        Raises WorkerError when the job or the worker failed, JobCanceled when it was cancelled.
        """
        self._take_turn(request.job, on_message, is_canceled)
        self._at_work = True
        try:
            with held(Path(request.folder)):
                return self._do(_RunningJob(request, on_message, is_canceled, is_stopped))
        except HeldError as error:
            raise WorkerError(str(error)) from error
        finally:
            self._at_work = False
            self._turn.release()

    def close(self) -> None:
        """End the process for good: a running job has a few seconds to save itself, then the process is killed. Later
        jobs raise WorkerError."""
        with self._door:
            self._closed = True
            process = self._process
        if process is not None:
            process.end(CLOSE_SECONDS if self._at_work else IDLE_SECONDS)

    def _take_turn(self, job: str, on_message: OnMessage, is_canceled: Callable[[], bool]) -> None:
        """Wait until no other job runs, and tell that there is one. Raises JobCanceled."""
        is_told = False
        while not self._turn.acquire(timeout=POLL_SECONDS):
            if is_canceled():
                raise JobCanceled(job)
            if not is_told:
                is_told = True
                on_message(Progress(job, 0.0, WAITING))

    def _start(self) -> None:
        with self._door:
            if self._closed:
                raise WorkerError(CLOSED)
            if self._process is None or not self._process.is_running():
                self._drop(0)
                try:
                    self._process = WorkerProcess(self._python, self._module, self._network)
                except OSError as error:
                    raise WorkerError(f"The worker could not be started with {self._python}: {error.strerror}. "
                                      f"{SET_UP_AGAIN}") from error

    def _do(self, job: _RunningJob) -> Dict[str, Any]:
        try:
            self._start()
            certain(self._process, "worker").on_stderr = job.record.log
            job.begin(self._wait_until_ready(job))
            return self._wait_for_end(job)
        finally:
            if self._process and job.running:  # a callback raised an error: the job must not go on unseen
                self._send(Cancel(job.name))

    def _wait_until_ready(self, job: _RunningJob) -> Ready:
        deadline = time.monotonic() + START_SECONDS
        while self._ready is None:
            message = self._next(job)
            if isinstance(message, Ready):
                if message.protocol != messages.PROTOCOL:
                    self._drop(0)
                    raise WorkerError(f"The worker speaks protocol {message.protocol}, the plugin {messages.PROTOCOL}. "
                                      "Restart QGIS.")
                self._ready = message
            elif job.is_canceled():
                self._drop(0)
                raise JobCanceled(job.name)
            elif time.monotonic() > deadline:
                log = self._drop(0)[1]
                raise WorkerError(f"The worker did not start within {START_SECONDS} s. {SET_UP_AGAIN}", log, died=True)
        return self._ready

    def _wait_for_end(self, job: _RunningJob) -> Dict[str, Any]:
        if job.is_canceled():
            raise JobCanceled(job.name)
        self._send(job.request)
        job.running = True
        while True:
            for control in job.pending_controls():
                self._send(control)
            message = self._next(job)
            if message is not None and job.handle(message):
                return job.outputs
            if job.canceled_at is not None and time.monotonic() > job.canceled_at + CANCEL_SECONDS:
                self._drop(0)  # the next job gets a new process
                raise JobCanceled(job.name)

    def _send(self, message: messages.Message) -> None:
        certain(self._process, "worker").send(message)

    def _next(self, job: _RunningJob) -> Any:
        """The next message, or None when there is none within POLL_SECONDS. Raises WorkerError when it ended."""
        process = certain(self._process, "worker")
        try:
            message = process.messages.get(timeout=POLL_SECONDS)
        except queue.Empty:
            if process.is_running():
                return None
            message = GONE if process.messages.empty() else None  # a grandchild may hold the pipe open
        if message is not GONE:
            return message
        started = self._ready is not None
        code, log = self._drop(1)
        if started:
            raise WorkerError(f"The worker stopped in the middle of the job: {in_words(code)}. "
                              f"What it wrote last is in {job.record.log_path}.", log, died=True)
        last = log.splitlines()[-1] if log else "it said nothing"
        raise WorkerError(f"The worker did not start: {in_words(code)} ({last}). {SET_UP_AGAIN}", log, died=True)

    def _drop(self, patience_s: float) -> tuple[int, str]:
        """End the process, killing it after `patience_s`; its exit code, and the end of its log."""
        process, self._process, self._ready = self._process, None, None
        if process is None:
            return 0, ""
        code = process.end(patience_s)
        return code, process.log_end


class _RunningJob:
    """State of the running job: handles the worker's messages about it, records them and passes them on."""

    def __init__(self, request: Request, on_message: OnMessage, is_canceled: Callable[[], bool],
                 is_stopped: Callable[[], bool]) -> None:
        self.request, self.name, self.is_canceled = request, request.job, is_canceled
        self.outputs: Dict[str, Any] = {}
        self.running = False
        self.canceled_at: Optional[float] = None
        self.record = Record(Path(request.folder))
        self._on_message, self._is_stopped, self._stop_sent = on_message, is_stopped, False
        self.record.request(request)

    def begin(self, ready: Ready) -> None:
        """Record and pass on that the worker is ready."""
        self.record.message(ready)
        self._on_message(ready)

    def pending_controls(self) -> List[messages.Message]:
        """Control messages (Cancel, Stop) that the user asked for and that were not sent yet; each comes once."""
        controls: List[messages.Message] = []
        if self.canceled_at is None and self.is_canceled():
            self.canceled_at = time.monotonic()
            controls.append(Cancel(self.name))
        if not self._stop_sent and self._is_stopped():
            self._stop_sent = True
            controls.append(Stop(self.name))
        return controls

    def handle(self, message: Any) -> bool:
        """Handle one message; whether the job has ended well. Raises WorkerError when it failed, JobCanceled when it
        was cancelled."""
        self.record.message(message)
        if message.job not in (self.name, ""):  # the late end of an earlier job
            return False
        self.running = not isinstance(message, (Finished, Failed, Canceled))
        if isinstance(message, (Progress, Notice, Preview)):
            self._on_message(message)
        elif isinstance(message, Canceled):
            raise JobCanceled(self.name)
        elif isinstance(message, Failed):
            raise WorkerError(message.error, message.details)
        elif isinstance(message, Finished):
            self.outputs = message.outputs
            if self.record.trouble:
                self._on_message(Notice(self.name, self.record.trouble))
        return not self.running
