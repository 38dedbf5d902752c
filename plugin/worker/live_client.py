"""Client of a live training: a worker process of its own, whose run is recorded in its folder."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Mapping, Optional

from ...protocol.job_lock import held
from ...protocol.live_messages import TrainLive, Watched
from ...protocol.messages import Message
from ...protocol.paths import WORKER
from .background_client import BackgroundClient
from .job_folder import Record
from .process import CLOSE_SECONDS


class LiveClient(BackgroundClient):
    """A worker process that trains what its TrainLive says. Request, messages and log are recorded in `folder`, which
    is held as long as the process runs; what was found in views is not: it can be found again. Raises HeldError."""

    def __init__(self, python: Path, folder: Path, on_message: Callable[[Any], None],
                 network: Optional[Mapping[str, str]] = None) -> None:
        self._lock = ExitStack()
        self._lock.enter_context(held(folder))
        super().__init__(python, WORKER, Record(folder), on_message, "The live training stopped",
                         "What was learned until some seconds ago is saved: switch it on again, and it goes on from "
                         "there.", CLOSE_SECONDS, network)

    def send(self, message: Message) -> None:
        if isinstance(message, TrainLive):
            self._record.request(message)
        super().send(message)

    def _run(self) -> None:
        with self._lock:
            super()._run()

    def _tell(self, message: Any) -> None:
        kept = replace(message, outlines=[], confidences=[]) if isinstance(message, Watched) else message
        self._record.message(kept)
        super()._tell(message)
