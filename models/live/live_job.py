"""Job handle of a live training: what would stop a long computation between two windows also hears what is new."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..core.job import Job


class LiveJob(Job):
    """The `job`, at whose every check `attend` is called. A notice that differs from an earlier one in its numbers only
    is not sent again: the labels are read anew with each change."""

    def __init__(self, job: Job, attend: Callable[[], None]) -> None:
        super().__init__(job.name, job.send, lambda: False, lambda: job.stop_wanted, job.receive)
        self._checked, self._attend = job, attend
        self._said: set[str] = set()

    def check(self) -> None:
        """Raise JobCanceled when the analyst has cancelled; then attend to what is new."""
        self._checked.check()
        self._attend()

    def notice(self, text: str) -> None:
        """Report a sentence, once."""
        kind = re.sub(r"\d+", "", text)
        if kind not in self._said:
            self._said.add(kind)
            super().notice(text)
