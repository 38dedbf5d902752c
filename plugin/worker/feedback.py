"""What a running job tells, kept until the panel fetches it, and the analyst's wish to stop."""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path
from typing import Deque, List, Optional

from qgis.core import QgsProcessingFeedback

from ...protocol.messages import Message


class JobFeedback(QgsProcessingFeedback):
    """Feedback that an algorithm of ours recognises: it hands over the worker's own messages.

    Written by the algorithm's thread, read by the main one. `folder` is the job's folder and `device` what the worker
    computes on, once they are known; `errors` are sentences.
    """

    def __init__(self) -> None:
        super().__init__(False)
        self.folder: Optional[Path] = None
        self.device = ""
        self.errors: List[str] = []
        self._messages: Deque[Message] = deque()
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask a training to end now and to keep its best model."""
        self._stop.set()

    def is_stopped(self) -> bool:
        return self._stop.is_set()

    def hear(self, message: Message) -> None:
        """Keep a Progress, Notice or Preview of the worker."""
        self._messages.append(message)

    def fetch(self) -> List[Message]:
        """Every message since the last fetch, in order."""
        return [self._messages.popleft() for _ in range(len(self._messages))]

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803 - QGIS names it
        self.errors.append(error)
        super().reportError(error, fatalError)
