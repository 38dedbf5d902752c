"""Client of a worker process that nobody waits for (JSON lines over pipes): its messages come from a thread."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path
from typing import Any, Callable, Mapping, Optional
from weakref import WeakSet

from ...protocol.messages import Failed, Message
from .client import IDLE_SECONDS, SET_UP_AGAIN
from .job_folder import Record
from .process import GONE, WorkerProcess, in_words

_clients: WeakSet[BackgroundClient] = WeakSet()


def wait_until_gone(seconds: float) -> None:
    """Wait until the processes of all clients have ended, so long at most."""
    deadline = time.monotonic() + seconds
    for client in list(_clients):
        client.wait(max(0.0, deadline - time.monotonic()))


class BackgroundClient:
    """A process of a worker `module`, which starts in the background. `on_message` is called in another thread with
    each of its messages, and with a Failed for no job when it could not be started, or died: `stopped` is the beginning
    of that sentence, `cure` its end. Its log goes into `record`. `close()` gives it `patience_s` to save itself.
    network: as WorkerProcess has it."""

    def __init__(self, python: Path, module: str, record: Record, on_message: Callable[[Any], None], stopped: str,
                 cure: str, patience_s: float = IDLE_SECONDS, network: Optional[Mapping[str, str]] = None) -> None:
        self._python, self._module, self._record, self._on_message = python, module, record, on_message
        self._stopped, self._cure, self._patience_s, self._network = stopped, cure, patience_s, network
        self._outbox: queue.Queue[Optional[Message]] = queue.Queue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=f"client-{module}", daemon=True)
        self._thread.start()
        _clients.add(self)

    @property
    def is_gone(self) -> bool:
        """Whether the process has ended, and all that was held for it is free."""
        return not self._thread.is_alive()

    def send(self, message: Message) -> None:
        """Send a message, as soon as the process has started; returns at once."""
        self._outbox.put(message)

    def close(self) -> None:
        """End the process; returns at once, and no message comes any more."""
        self._closed = True
        self._outbox.put(None)

    def wait(self, seconds: float) -> None:
        """Wait until a process that was closed has ended, so long at most."""
        self._thread.join(seconds)

    def _run(self) -> None:
        self._record.log(b"")  # there from the start, since errors name it
        try:
            process = WorkerProcess(self._python, self._module, self._network)
        except OSError as error:
            self._tell(Failed("", f"The worker could not be started with {self._python}: {error.strerror}. "
                                  f"{SET_UP_AGAIN}"))
            return
        process.on_stderr = self._record.log
        reader = threading.Thread(target=self._pass_on, args=[process], name=f"messages-{self._module}", daemon=True)
        reader.start()
        while (message := self._outbox.get()) is not None:
            process.send(message)
        process.end(self._patience_s)
        reader.join(self._patience_s)

    def _pass_on(self, process: WorkerProcess) -> None:
        while (message := process.messages.get()) is not GONE:
            self._tell(message)
        code = process.end(IDLE_SECONDS)
        if self._closed:
            return
        self._tell(Failed("", f"{self._stopped}: {in_words(code)}. What it wrote last is in {self._record.log_path}. "
                              f"{self._cure}"))

    def _tell(self, message: Any) -> None:
        if not self._closed:
            self._on_message(message)
