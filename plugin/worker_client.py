"""The plugin's end of the conversation: asks the worker for a job and waits for its end."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path
from typing import Any, Callable, Dict, Optional

from ..protocol import messages
from ..protocol.messages import Cancel, Canceled, Failed, Finished, Notice, Progress, Ready, Request
from .runs import Record
from .worker_process import CLOSE_SECONDS, GONE, WorkerProcess, in_words

POLL_SECONDS = 0.1
CANCEL_SECONDS = 5
START_SECONDS = 300
"""A first import of torch from a cold disk, under a virus scanner, takes minutes."""
SET_UP_AGAIN = ("Make its environment again: 'Set up Roofline' in the toolbox, or "
                "'qgis_process run roofline:setup -- REPAIR=true'.")


class WorkerError(Exception):
    """A job failed. The text is a sentence for the analyst; `details` is for the log; `died`: the process is gone."""

    def __init__(self, sentence: str, details: str = "", died: bool = False) -> None:
        super().__init__(sentence)
        self.details = details
        self.died = died


class JobCanceled(Exception):
    """The job was cancelled, as asked."""


class WorkerClient:
    """A worker that does one job at a time; further callers wait their turn.

    The process starts with the first job, or earlier by `start()`, and a process that died or was killed is replaced
    by a new one with the next job. A context manager: leaving it ends the process.
    """

    def __init__(self, python: Path, module: str = "models.worker") -> None:
        self._python, self._module = python, module
        self._process: Optional[WorkerProcess] = None
        self._ready: Optional[Ready] = None
        self._turn = threading.Lock()

    def __enter__(self) -> WorkerClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> Optional[int]:
        """The process, while there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Have a process that imports torch, so that a later job begins at once."""
        if self._process is None or not self._process.is_running():
            self._drop(0)
            try:
                self._process = WorkerProcess(self._python, self._module)
            except OSError as error:
                raise WorkerError(f"The worker could not be started with {self._python}: {error.strerror}. "
                                  f"{SET_UP_AGAIN}") from error

    def run(self, request: Request, on_progress: Callable[[Progress], None], on_notice: Callable[[str], None],
            is_canceled: Callable[[], bool]) -> Dict[str, Any]:
        """The outputs of the job. Raises WorkerError or JobCanceled. Writes the job down in `request.folder`."""
        while not self._turn.acquire(timeout=POLL_SECONDS):
            if is_canceled():
                raise JobCanceled(request.job)
        try:
            job = _RunningJob(request, on_progress, on_notice)
            return self._do(job, is_canceled)
        finally:
            self._turn.release()

    def _do(self, job: _RunningJob, is_canceled: Callable[[], bool]) -> Dict[str, Any]:
        try:
            self.start()
            assert self._process is not None
            self._process.hear_stderr = job.record.log
            self._wait_until_ready(job, is_canceled)
            return self._wait_for_end(job, is_canceled)
        finally:
            if self._process and job.running:  # our caller raised an error: the job must not go on unseen
                self._send(Cancel(job.name))

    def close(self) -> None:
        """End the process: it may save for a few seconds, then it is killed."""
        self._drop(CLOSE_SECONDS)

    def _wait_until_ready(self, job: _RunningJob, is_canceled: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self._ready is None:
            message = self._next(job)
            if isinstance(message, Ready):
                if message.protocol != messages.PROTOCOL:
                    self._drop(0)
                    raise WorkerError(f"The worker speaks protocol {message.protocol}, the plugin {messages.PROTOCOL}. "
                                      "Restart QGIS.")
                self._ready = message
                job.record.message(message)
            elif is_canceled():
                self._drop(0)
                raise JobCanceled(job.name)
            elif time.monotonic() > deadline:
                log = self._drop(0)[1]
                raise WorkerError(f"The worker did not start within {START_SECONDS} s. {SET_UP_AGAIN}", log, died=True)

    def _wait_for_end(self, job: _RunningJob, is_canceled: Callable[[], bool]) -> Dict[str, Any]:
        if is_canceled():
            raise JobCanceled(job.name)
        self._send(job.request)
        job.running = True
        asked_at: Optional[float] = None
        while True:
            if asked_at is None and is_canceled():
                asked_at = time.monotonic()
                self._send(Cancel(job.name))
            message = self._next(job)
            if message is not None and job.hear(message):
                return job.outputs
            if asked_at is not None and time.monotonic() > asked_at + CANCEL_SECONDS:
                self._drop(0)  # the next job gets a new process
                raise JobCanceled(job.name)

    def _send(self, message: messages.Message) -> None:
        assert self._process is not None
        self._process.send(message)

    def _next(self, job: _RunningJob) -> Any:
        """The next message, or None when nothing was said for a moment. Raises WorkerError when the worker is gone."""
        assert self._process is not None
        try:
            message = self._process.messages.get(timeout=POLL_SECONDS)
        except queue.Empty:
            if self._process.is_running():
                return None
            message = GONE if self._process.messages.empty() else None  # a grandchild may hold the pipe open
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
        """End the process; (exit code, end of its log)."""
        process, self._process, self._ready = self._process, None, None
        if process is None:
            return 0, ""
        code = process.end(patience_s)
        return code, process.log_end


class _RunningJob:
    """What is known of the job that runs: passes on what the worker says of it and writes it down."""

    def __init__(self, request: Request, on_progress: Callable[[Progress], None],
                 on_notice: Callable[[str], None]) -> None:
        self.request, self.name = request, request.job
        self.outputs: Dict[str, Any] = {}
        self.running = False
        self.record = Record(Path(request.folder))
        self._on_progress, self._on_notice = on_progress, on_notice
        self.record.request(request)

    def hear(self, message: Any) -> bool:
        """Whether the job has ended well. Raises WorkerError when it failed, JobCanceled when it was cancelled."""
        self.record.message(message)
        if message.job not in (self.name, ""):  # the late end of an earlier job
            return False
        self.running = not isinstance(message, (Finished, Failed, Canceled))
        if isinstance(message, Progress):
            self._on_progress(message)
        elif isinstance(message, Notice):
            self._on_notice(message.text)
        elif isinstance(message, Canceled):
            raise JobCanceled(self.name)
        elif isinstance(message, Failed):
            raise WorkerError(message.error, message.details)
        elif isinstance(message, Finished):
            self.outputs = message.outputs
            if self.record.trouble:
                self._on_notice(self.record.trouble)
        return not self.running
