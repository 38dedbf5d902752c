"""Child process with JSON lines over its pipes: clean environment, stderr drained by a thread, messages in a queue."""

from __future__ import annotations

import os
import queue
import signal
import subprocess  # the worker is a process of its own  # nosec B404
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Callable, Mapping, Optional

from ...protocol import messages
from ...protocol.certain import certain
from ...protocol.paths import LAUNCH, PACKAGE
from ..environment.system import KILL_SECONDS, clean_environment, with_network

TAIL_BYTES = 32_000
"""How much of the end of stderr is kept in memory."""
CLOSE_SECONDS = 5
"""How long a job may save itself after its stdin was closed."""
KILLED = -9
"""Exit code of a process that was killed."""
GONE = object()
"""Sentinel, the last entry of the queue: the process closed its stdout."""


def in_words(code: int) -> str:
    """An exit code in words; negative ones are signals, as of subprocess."""
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        if name == "SIGKILL":
            return "it was killed (SIGKILL), perhaps because the computer ran out of memory"
        if name in ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE"):
            return f"it crashed ({name})"
        return f"it was ended by {name}"
    if code >= 0xC0000000:  # a crash on Windows
        return f"it crashed (0x{code:08X})"
    return f"it ended with exit code {code}"


class WorkerProcess:
    """One running worker process. network: QGIS's proxy and certificates (network_variables). messages: queue of the
    messages it sends, then GONE. on_stderr: callback for each chunk (bytes) of its stderr, called in the reading
    thread."""

    def __init__(self, python: Path, module: str, network: Optional[Mapping[str, str]] = None) -> None:
        self._process = subprocess.Popen(  # the worker's Python and our own module, no shell  # nosec B603
            [str(python), str(LAUNCH), f"{PACKAGE}.{module}"],
            env=clean_environment(with_network(os.environ, network or {})),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
        self._stdin = certain(self._process.stdin, "stdin")
        self._stdout = certain(self._process.stdout, "stdout")
        self._stderr = certain(self._process.stderr, "stderr")
        self.messages: queue.Queue[Any] = queue.Queue()
        self.on_stderr: Optional[Callable[[bytes], None]] = None
        self._tail = b""
        self._readers = [threading.Thread(target=target, daemon=True) for target in (self._read, self._drain)]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def log_end(self) -> str:
        """The last TAIL_BYTES of stderr, as text."""
        return self._tail.decode("utf-8", "replace").strip()

    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def send(self, message: messages.Message) -> None:
        """Write a message to stdin. A worker that has ended is no error here: GONE follows in `messages`; nor is one
        that `end` is waiting for, which may still save what it has."""
        line = messages.encode(message).encode() + b"\n"
        try:
            self._stdin.write(line)
            self._stdin.flush()
        except ValueError:  # we closed it
            return
        except OSError:
            self.messages.put(GONE)

    def _read(self) -> None:
        for line in self._stdout:
            if not line.endswith(b"\n"):
                break  # cut off in the middle of a line: the worker died
            try:
                self.messages.put(messages.decode(line.decode("utf-8", "replace")))
            except messages.ProtocolError as error:
                self.messages.put(messages.Failed("", str(error)))
        self.messages.put(GONE)

    def _drain(self) -> None:
        descriptor = self._stderr.fileno()
        while chunk := os.read(descriptor, 65536):
            self._tail = (self._tail + chunk)[-TAIL_BYTES:]
            on_stderr = self.on_stderr
            if on_stderr:
                on_stderr(chunk)

    def end(self, patience_s: float) -> int:
        """Close stdin, wait up to `patience_s` seconds, then kill the process; its exit code, KILLED for one that waits
        for a network drive which is gone, and ends when that comes back."""
        with suppress(OSError):  # what was still unsent cannot be sent
            self._stdin.close()
        try:
            self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(KILL_SECONDS)
        code = self._process.poll()
        for reader, pipe in zip(self._readers, (self._stdout, self._stderr)):
            reader.join(1)  # a grandchild may hold the pipe open; do not wait for it
            if not reader.is_alive():
                pipe.close()
        return KILLED if code is None else code
