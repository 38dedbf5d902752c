"""Job handle: reports the progress, notices and previews of one request, and raises when it is cancelled."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, NamedTuple

from ...protocol.live_messages import LiveControl
from ...protocol.messages import Message, Notice, Preview, Progress
from .errors import JobCanceled


class Received(NamedTuple):
    """A message to a live training, and when it came (time.monotonic())."""

    message: LiveControl
    at: float


class Job:
    """One request that the worker is working on.

    `send` sends a message of protocol.messages to the plugin; `is_canceled` and `is_stopped` read the analyst's control
    requests; `receive` waits for a message to a live training, for some seconds. The defaults make a silent job, for
    notebooks and tests.
    """

    def __init__(self, name: str = "job", send: Callable[[Message], None] = lambda message: None,
                 is_canceled: Callable[[], bool] = lambda: False, is_stopped: Callable[[], bool] = lambda: False,
                 receive: Callable[[float], Received | None] = lambda seconds: None) -> None:
        self.name = name
        self.send, self.receive = send, receive
        self._is_canceled, self._is_stopped = is_canceled, is_stopped

    def quiet(self) -> Job:
        """The same job, cancelled and stopped as this one, whose reports reach nobody."""
        return Job(self.name, is_canceled=self._is_canceled, is_stopped=self._is_stopped)

    @property
    def stop_wanted(self) -> bool:
        """Whether the analyst has asked the job to finish early and keep its result so far."""
        return self._is_stopped()

    def check(self) -> None:
        """Raise JobCanceled when the analyst has cancelled."""
        if self._is_canceled():
            raise JobCanceled(self.name)

    def progress(self, fraction: float, text: str, remaining_s: float | None = None, **figures: float) -> None:
        """Report how far the job is (0-1), in words, with the seconds left where they are known, and named figures.

        Raises JobCanceled when the analyst has cancelled.
        """
        self.check()
        self.send(Progress(self.name, min(max(fraction, 0.0), 1.0), text, remaining_s, figures))

    def notice(self, text: str) -> None:
        """Report a sentence that the analyst should know and that does not stop the job."""
        self.send(Notice(self.name, text))

    def preview(self, path: Path, is_base: bool = False) -> None:
        """Report a vector file with polygons to show on the map; `is_base`: they are the base model's."""
        self.send(Preview(self.name, str(path), is_base))
