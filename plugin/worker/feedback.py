"""QgsProcessingFeedback with a message queue: from an algorithm's thread to the panel, and a stop flag back."""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path
from typing import Deque, List, Optional

from qgis.core import QgsProcessingFeedback

from ...protocol.messages import Message


class JobFeedback(QgsProcessingFeedback):
    """Feedback of a job of the panel: Roofline's algorithms recognise it and pass it the worker's own messages.

    Thread-safe: the algorithm's thread writes, the main thread reads. folder: the job's folder. device: what the worker
    computes on. Both are set once they are known. errors: sentences, as QGIS reports them.
    """

    def __init__(self) -> None:
        super().__init__(False)
        self.folder: Optional[Path] = None
        self.device = ""
        self.errors: List[str] = []
        self._messages: Deque[Message] = deque()
        self._stop = threading.Event()

    def stop(self) -> None:
        """Request that a training ends now and keeps its best model."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stop.is_set()

    def put(self, message: Message) -> None:
        """Append a Progress, Notice or Preview of the worker to the queue."""
        self._messages.append(message)

    def fetch(self) -> List[Message]:
        """Take every message out of the queue, in order."""
        return [self._messages.popleft() for _ in range(len(self._messages))]

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803 - QGIS names it
        """Collect the error, besides passing it on to QGIS."""
        self.errors.append(error)
        super().reportError(error, fatalError)
