"""What a job may say while it works."""

from __future__ import annotations

from typing import Callable

from ..protocol.messages import Message, Notice, Progress
from .errors import JobCanceled


class Job:
    """One request being worked on: sends its progress, and raises JobCanceled once it is cancelled.

    The defaults make a silent job, for notebooks and tests.
    """

    def __init__(self, name: str = "job", send: Callable[[Message], None] = lambda message: None,
                 is_canceled: Callable[[], bool] = lambda: False) -> None:
        self.name = name
        self._send = send
        self._is_canceled = is_canceled

    def check(self) -> None:
        """Raise JobCanceled when the analyst has asked to stop."""
        if self._is_canceled():
            raise JobCanceled(self.name)

    def progress(self, fraction: float, text: str, remaining_s: float | None = None, **figures: float) -> None:
        """Tell how far the job is (0-1), in words, with the seconds left where they are known."""
        self.check()
        self._send(Progress(self.name, min(max(fraction, 0.0), 1.0), text, remaining_s, figures))

    def notice(self, text: str) -> None:
        """Tell something that the analyst should know and that does not stop the job."""
        self._send(Notice(self.name, text))
