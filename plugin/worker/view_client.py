"""Client of the view worker (JSON lines over pipes): nobody waits for it; its messages come from a thread."""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from typing import Any, Callable, Optional

from ...protocol.messages import Failed, Message
from ...protocol.paths import VIEW_WORKER
from .client import IDLE_SECONDS, SET_UP_AGAIN
from .job_folder import Record
from .process import GONE, WorkerProcess, in_words


class ViewClient:
    """A view worker process, which starts in the background. `on_message` is called in another thread with each of its
    messages, and with a Failed for no job when it could not be started or died. Its log goes into `folder`."""

    def __init__(self, python: Path, folder: Path, on_message: Callable[[Any], None]) -> None:
        self._python, self._record, self._on_message = python, Record(folder), on_message
        self._outbox: queue.Queue[Optional[Message]] = queue.Queue()
        self._closed = False
        threading.Thread(target=self._run, name="view-client", daemon=True).start()

    def send(self, message: Message) -> None:
        """Send a message, as soon as the process has started; returns at once."""
        self._outbox.put(message)

    def close(self) -> None:
        """End the process; returns at once, and no message comes any more."""
        self._closed = True
        self._outbox.put(None)

    def _run(self) -> None:
        self._record.log(b"")  # there from the start, since errors name it
        try:
            process = WorkerProcess(self._python, VIEW_WORKER)
        except OSError as error:
            self._tell(Failed("", f"The worker could not be started with {self._python}: {error.strerror}. "
                                  f"{SET_UP_AGAIN}"))
            return
        process.on_stderr = self._record.log
        reader = threading.Thread(target=self._pass_on, args=[process], name="view-messages", daemon=True)
        reader.start()
        for message in iter(self._outbox.get, None):
            process.send(message)
        process.end(IDLE_SECONDS)

    def _pass_on(self, process: WorkerProcess) -> None:
        while (message := process.messages.get()) is not GONE:
            self._tell(message)
        code = process.end(IDLE_SECONDS)
        self._tell(Failed("", f"The process that looks at the map stopped: {in_words(code)}. What it wrote last is in "
                              f"{self._record.log_path}. Take up the tool again."))

    def _tell(self, message: Any) -> None:
        if not self._closed:
            self._on_message(message)
