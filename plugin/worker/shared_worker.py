"""Reference-counted worker process, shared by all jobs of a QGIS; a warm spare is kept while the panel is open."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping, Optional

from ...protocol.paths import WORKER
from ..environment.system import SetupError
from ..environment.virtual_environment import worker_python
from .client import WorkerClient, WorkerError


@dataclass
class _Shared:
    """A client, what it runs, and the number of its users (reference count)."""

    python: Path
    module: str
    network: Mapping[str, str]
    client: WorkerClient
    users: int = 0


class Workers:
    """One process for all jobs, which take turns. The process ends with its last user, unless a spare is kept.

    Thread-safe: every method may be called from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._current: Optional[_Shared] = None
        self._keeps = False

    @contextmanager
    def client(self, python: Path, module: str = WORKER,
               network: Optional[Mapping[str, str]] = None) -> Iterator[WorkerClient]:
        """Context manager with the client of the worker `module`, run by `python`. All who use the same ones share its
        process. network: as WorkerProcess has it; with other ones a new process begins."""
        shared = self._join(python, module, network or {})
        try:
            yield shared.client
        finally:
            self._leave(shared)

    def keep_spare(self, network: Optional[Mapping[str, str]] = None) -> None:
        """Keep an idle worker running from now on, so that jobs begin at once; none while the environment is missing.
        Returns without waiting for the worker."""
        self._keeps = True
        threading.Thread(target=self._start_spare, args=(network or {},), name="start-spare", daemon=True).start()

    def release_spare(self) -> None:
        """Keep no spare any more: the worker ends as soon as it has no user. Returns without waiting for that."""
        with self._lock:
            self._keeps = False
            if self._current is None or self._current.users:
                return
            shared, self._current = self._current, None
        threading.Thread(target=shared.client.close, name="end-spare", daemon=True).start()

    def close(self) -> None:
        """End the process even while it is used: a running job has a few seconds to save itself, and then fails."""
        with self._lock:
            self._keeps = False
            shared, self._current = self._current, None
        if shared is not None:
            shared.client.close()

    def _join(self, python: Path, module: str, network: Mapping[str, str]) -> _Shared:
        with self._lock:
            shared, former = self._current, None
            if shared is None or (shared.python, shared.module, shared.network) != (python, module, network):
                former = shared
                shared = self._current = _Shared(python, module, network, WorkerClient(python, module, network))
            shared.users += 1
        if former is not None and not former.users:
            former.client.close()
        return shared

    def _leave(self, shared: _Shared) -> None:
        with self._lock:
            shared.users -= 1
            is_spare = self._keeps and shared is self._current
            if not is_spare and not shared.users and shared is self._current:
                self._current = None
        if is_spare:  # its process may have been killed
            threading.Thread(target=_start, args=(shared.client,), name="start-spare", daemon=True).start()
        elif not shared.users:
            shared.client.close()

    def _start_spare(self, network: Mapping[str, str]) -> None:
        try:
            python = worker_python()
        except SetupError:
            return
        with self._lock:
            if not self._keeps:
                return
            if self._current is None:
                self._current = _Shared(python, WORKER, network, WorkerClient(python, WORKER, network))
            client = self._current.client
        _start(client)


def _start(client: WorkerClient) -> None:
    with suppress(WorkerError):  # the next job meets the same error, and reports it
        client.start()
