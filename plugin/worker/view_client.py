"""Client of the view worker (JSON lines over pipes): nobody waits for it; its messages come from a thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Mapping, Optional

from ...protocol.paths import VIEW_WORKER
from .background_client import BackgroundClient
from .job_folder import Record


class ViewClient(BackgroundClient):
    """A view worker process. Its log goes into `folder`."""

    def __init__(self, python: Path, folder: Path, on_message: Callable[[Any], None],
                 network: Optional[Mapping[str, str]] = None) -> None:
        super().__init__(python, VIEW_WORKER, Record(folder), on_message, "The process that looks at the map stopped",
                         "Take up the tool again.", network=network)
