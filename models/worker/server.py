"""The worker process, a JSON-lines server: reads requests from stdin, writes replies to stdout, ends when stdin ends.

`protocol/launch.py` starts it; `protocol/README.md` describes the messages. Imports at the top are light: descriptor 1
must be claimed before torch is imported.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import faulthandler
import importlib
import os
import platform
import queue
import sys
import threading
import time
import traceback
from importlib import metadata
from pathlib import Path
from typing import IO, Any, Callable, NoReturn

from ...protocol import messages
from ...protocol.job_files import LOG
from ...protocol.job_requests import (
    REQUESTS,
    AlignLabels,
    Compare,
    Evaluate,
    ExportOnnx,
    LearningCurve,
    Predict,
    Pretrain,
    Regularize,
    Request,
    SelfTest,
    Suggest,
    Train,
)
from ...protocol.live_messages import TrainLive
from ...protocol.messages import Cancel, Canceled, Failed, Finished, Message, Ready, Stop
from ...protocol.settings.base import SettingsError
from ..core.errors import JobCanceled, RooflineError, is_out_of_memory
from ..core.job import Job, Received

LAST_SECONDS = 3
"""Time that a job has to save its state once stdin has ended; then the process ends, whatever it is doing."""

IDLE_SECONDS = 0.3
"""Without a request for so long after it is ready, the worker is a spare, and preloads libraries (preload.py)."""

GDAL_CACHE_MB = 256
OPEN_FILES = 10_240
"""The most that macOS grants (OPEN_MAX)."""
NICENESS, BELOW_NORMAL_PRIORITY_CLASS = 10, 0x4000
PACKAGES = ("torch", "segmentation-models-pytorch", "rasterio", "shapely", "numpy")
FULL = "The disk is full, so {path} could not be written. Free some space, or choose another folder, and run it again."
REFUSED = ("{path} may not be read or written. Check its permissions, and that no other program has it open; or choose "
           "another place.")
MEMORY = (
    "The memory ran out. Lower BATCH_SIZE, TILE_SIZE or WINDOW_SIZE, close other programs, and run it again. "
    "The system says: {error}"
)
UNKNOWN = "Something went wrong inside Roofline ({error}). The log is in {log}; please report it with that file."


def claim_channels() -> tuple[IO[str], IO[str]]:
    """Take over stdin and stdout for messages alone; returns them as (inbox, outbox).

    Descriptor 1 then leads to stderr, since C libraries print too. Descriptor 0 leads to the null device: on Windows a
    library that reads its state while a thread waits on it hangs.
    """
    inbox = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
    outbox = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr  # its own buffer would be lost with a process that is killed
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return inbox, outbox


def limit_gdal() -> None:
    """Bound GDAL's block cache, which would grow to a share of the memory, and its threads. Call it before rasterio is
    imported: GDAL reads these variables then."""
    os.environ["GDAL_CACHEMAX"] = str(GDAL_CACHE_MB)
    os.environ["GDAL_NUM_THREADS"] = str(min(4, os.cpu_count() or 1))


def raise_open_files_limit() -> None:
    """Raise the limit of open files to the highest that the system allows: a mosaic may be a thousand rasters."""
    if sys.platform != "win32":
        import resource

        soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        for limit in (most, max(soft, OPEN_FILES)):
            with contextlib.suppress(ValueError, OSError):  # macOS reports a limit that it does not grant
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))
                return


def lower_priority(niceness: int = NICENESS) -> None:
    """Lower the priority of this process, so that the desktop stays usable.

    Its threads then often wait for a CPU, and must not spin on another one while they wait for each other: with one
    busy core of two, that alone makes steps several times faster. Call it before torch is imported.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # OpenMP reads it when torch is imported
    if hasattr(os, "nice"):
        os.nice(niceness)
    elif sys.platform == "win32":
        windows = ctypes.WinDLL("kernel32")
        windows.GetCurrentProcess.restype = ctypes.c_void_p  # a pseudo handle, cut off if it were an int
        windows.SetPriorityClass(ctypes.c_void_p(windows.GetCurrentProcess()), BELOW_NORMAL_PRIORITY_CLASS)


def leave() -> NoReturn:
    """End this process well, now that its last job has ended. What Python and torch would still clear away takes longer
    than LAST_SECONDS on a busy computer, and nobody needs it."""
    sys.stderr.flush()
    os._exit(0)


JOBS: dict[type, str] = {
    Train: "training.train:fine_tune",
    TrainLive: "live.live_training:train_live",
    Predict: "inference.predict:find_footprints",
    Evaluate: "evaluation.evaluate:score_footprints",
    Compare: "evaluation.change_detection:compare_layers",
    LearningCurve: "labelling.learning_curve:learning_curve",
    Pretrain: "pretraining.pretrain:pretrain",
    Suggest: "labelling.active_learning:suggest_areas",
    AlignLabels: "labelling.align_labels:align_labels",
    Regularize: "regularize.layer_job:regularize_layer",
    ExportOnnx: "onnx_io.export_job:export_onnx",
    SelfTest: "diagnostics.self_test:self_test",
}
"""Dispatch table: module and function of each request. A module is imported when it is first needed."""


def work(request: Request, job: Job) -> dict[str, Any]:
    """Run the job of `request`; returns its outputs. Raises what the job raises."""
    module, function = JOBS[type(request)].split(":")
    outputs: dict[str, Any] = getattr(importlib.import_module(f"..{module}", __package__), function)(request, job)
    return outputs


def sentence_for(error: Exception, folder: str) -> str:
    """The error message for the analyst: one sentence or two, with the value and the cure."""
    text, kind = str(error), type(error).__name__
    if isinstance(error, (RooflineError, SettingsError)):
        return text
    if is_out_of_memory(error):
        return MEMORY.format(error=text.splitlines()[0] if text else kind)
    code, path = getattr(error, "errno", None), getattr(error, "filename", None) or folder
    if code in (errno.ENOSPC, errno.EDQUOT) or "No space left" in text:  # rasterio and safetensors give no errno
        return FULL.format(path=path)
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        return REFUSED.format(path=path)
    if code == errno.ENOENT:
        return f"No such file: {path}. Check the path."
    return UNKNOWN.format(error=f"{kind}: {text[:200]}", log=Path(folder) / LOG)


class Worker:
    """The server: runs one request after the other, and reads messages in a second thread.

    So `Cancel`, `Stop` and the end of `inbox` take effect while a job runs. `after_job` is called after every job.
    """

    def __init__(self, inbox: IO[str], outbox: IO[str], after_job: Callable[[], None]) -> None:
        self._inbox, self._outbox, self._after_job = inbox, outbox, after_job
        self._requests: queue.Queue[Any] = queue.Queue()
        self._canceled: set[str] = set()
        self._stopped: set[str] = set()
        self._controls: queue.Queue[Received] = queue.Queue()
        self._closing = threading.Event()
        self._sending = threading.Lock()

    def send(self, message: Message) -> None:
        """Send a message, from any thread. Begins to close when the plugin has closed the pipe."""
        with self._sending:
            try:
                messages.write(self._outbox, message)
            except OSError:
                self._close()

    def read_messages(self) -> None:
        """Read requests and control messages until the plugin closes the pipe or dies. Runs in a thread of its own."""
        try:
            for line in self._inbox:
                try:
                    self._on_message(messages.decode(line))
                except messages.ProtocolError as error:
                    self.send(Failed("", str(error)))
        finally:  # whatever ends the reading: nobody could reach this process any more
            self._close()

    def _on_message(self, message: Any) -> None:
        """Queue a request, or note a control message, which the running job sees at its next check."""
        if isinstance(message, Cancel):
            self._canceled.add(message.job)
        elif isinstance(message, Stop):
            self._stopped.add(message.job)
        elif isinstance(message, messages.LIVE_CONTROLS):
            self._controls.put(Received(message, time.monotonic()))
        elif isinstance(message, REQUESTS):
            self._requests.put(message)
        else:
            raise messages.ProtocolError(f"{type(message).__name__} is no request.")

    def _close(self) -> None:
        """Cancel the running job, and end this process after LAST_SECONDS at most."""
        # A C thread that does not need the GIL: it ends the process even when a library hangs.
        faulthandler.dump_traceback_later(LAST_SECONDS, exit=True, file=sys.__stderr__ or sys.stderr)
        self._closing.set()
        self._requests.put(None)

    def serve(self) -> None:
        """Run the requests one after the other until the inbox ends."""
        request = self._first_request()
        while request is not None:
            self._answer(request)
            request = self._requests.get()

    def _first_request(self) -> Request | None:
        """The first request; None when the inbox has ended. Until it comes, an idle worker preloads libraries."""
        try:
            return self._requests.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            job = Job("preload", is_canceled=lambda: not self._requests.empty())  # silent: it sends no message
            self._attempt(job, lambda: _preload(job), lambda message: None, folder="")
            return self._requests.get()

    def _answer(self, request: Request) -> None:
        """Run a request, and send its progress and its end."""
        def is_canceled() -> bool:
            return self._closing.is_set() or request.job in self._canceled

        job = Job(request.job, self.send, is_canceled, lambda: request.job in self._stopped, self._receive)
        self._attempt(job, lambda: work(request, job), self.send, request.folder)

    def _receive(self, seconds: float) -> Received | None:
        """The next message to a live training, for which it waits so long at most."""
        try:
            return self._controls.get(timeout=seconds) if seconds else self._controls.get_nowait()
        except queue.Empty:
            return None

    def _attempt(self, job: Job, task: Callable[[], dict[str, Any]], send: Callable[[Message], None],
                 folder: str) -> None:
        """Run a task, and send how it ended: Finished, Canceled or Failed."""
        try:
            job.check()
            send(Finished(job.name, task()))
        except JobCanceled:
            send(Canceled(job.name))
        except Exception as error:  # noqa: BLE001 - the one place where everything is caught: the worker lives on
            details = traceback.format_exc()
            print(details, file=sys.stderr, flush=True)
            send(Failed(job.name, sentence_for(error, folder), details))
        self._after_job()


def _preload(job: Job) -> dict[str, Any]:
    from .preload import preload

    return preload(job)


def package_versions() -> dict[str, str]:
    """The versions of Python and of the installed packages among PACKAGES; imports none of them."""
    installed = {str(found.metadata["Name"]).lower().replace("_", "-"): found.version
                 for found in metadata.distributions() if found.metadata["Name"]}
    return {"python": platform.python_version(), **{name: installed[name] for name in PACKAGES if name in installed}}


def main() -> None:
    """Serve until stdin ends: the main thread runs the jobs, another one reads messages."""
    inbox, outbox = claim_channels()
    limit_gdal()
    raise_open_files_limit()
    lower_priority()
    os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")  # a Mac's CPU computes what torch lacks on its GPU
    import torch  # noqa: F401 - the first heavy import, and before the thread below: both at once hang on Windows

    from ..core.devices import choose_device, describe_device, give_back_memory, keep_memory

    keep_memory()
    worker = Worker(inbox, outbox, after_job=give_back_memory)
    worker.send(Ready(messages.PROTOCOL, package_versions(), describe_device(choose_device())))
    threading.Thread(target=worker.read_messages, name="read_messages", daemon=True).start()
    worker.serve()
    leave()
