"""View worker: a process beside the worker that looks at the map's view, and answers clicks in it at once.

It speaks the same protocol: LookAt and Click come in, Seen, Finished, Failed and Canceled go out (docs/decisions/0038).
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from ...protocol import messages
from ...protocol.messages import Ready
from ...protocol.view_messages import MOST_VIEWS, Click, LookAt, Seen
from ..core.errors import PromptableModelError, RooflineError
from ..core.job import Job
from .server import (
    Worker,
    claim_channels,
    leave,
    limit_gdal,
    lower_priority,
    package_versions,
    raise_open_files_limit,
)

if TYPE_CHECKING:
    from ..labelling.map_view import Looker, MapView
    from ..labelling.prompt_view import PromptView

NICENESS = 5
"""Before the worker's 10: somebody waits for a view."""


class ViewWorker(Worker):
    """The main thread looks at one view after the other, of which only the newest counts; a second one answers clicks,
    so that they do not wait for a view; a third one reads messages. `looker` looks."""

    def __init__(self, inbox: IO[str], outbox: IO[str], looker: Looker) -> None:
        super().__init__(inbox, outbox, after_job=lambda: None)
        self._looker = looker
        self._views: OrderedDict[str, MapView | PromptView] = OrderedDict()
        self._clicks: queue.Queue[Click] = queue.Queue()
        self._newest = self._folder = ""

    def serve(self) -> None:
        """Look at views until the inbox ends."""
        threading.Thread(target=self._answer_clicks, name="clicks", daemon=True).start()
        while (request := self._requests.get()) is not None:
            self._look(request)

    def _on_message(self, message: Any) -> None:
        if isinstance(message, LookAt):
            self._newest, self._folder = message.job, message.folder
            self._requests.put(message)
        elif isinstance(message, Click):
            self._clicks.put(message)
        else:
            raise messages.ProtocolError(f"{type(message).__name__} is no request to a view worker.")

    def _look(self, request: Any) -> None:
        def is_canceled() -> bool:
            return self._closing.is_set() or self._newest != request.job

        job = Job(request.job, self.send, is_canceled)
        self._attempt(job, lambda: self._seen(request, job), self.send, request.folder)

    def _seen(self, request: LookAt, job: Job) -> dict[str, Any]:
        began = time.monotonic()
        turned_down = ""
        try:
            view = self._looker.look(request, job)
        except PromptableModelError as error:
            turned_down = str(error)
            view = self._looker.look(replace(request, promptable=[]), job)
        self._views[request.job] = view
        while len(self._views) > MOST_VIEWS:
            self._views.popitem(last=False)
        self.send(Seen(request.job, view.extent, view.imagery.resolution_m, round(time.monotonic() - began, 3),
                       turned_down))
        return {"outlines": [outline.wkb_hex for outline in view.outlines()]}

    def _answer_clicks(self) -> None:
        while True:
            click = self._clicks.get()
            self._attempt(Job(click.job), partial(self._outlined, click), self.send, self._folder)

    def _outlined(self, click: Click) -> dict[str, Any]:
        view = self._views.get(click.view)
        if view is None:
            raise RooflineError("What was seen of this view is forgotten. Move the map a little, and click again.")
        found = view.outline(click.points, click.inside, click.smooth)
        return {"outline": None if found is None else found.outline.wkb_hex, "by": None if found is None else found.by}


def main() -> None:
    """Serve until stdin ends."""
    inbox, outbox = claim_channels()
    limit_gdal()
    raise_open_files_limit()
    lower_priority(NICENESS)
    os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")
    import torch  # noqa: F401 - the first heavy import, and before the threads below: server.py says why

    from ..core.devices import choose_device, describe_device
    from ..labelling.map_view import Looker

    worker = ViewWorker(inbox, outbox, Looker())
    worker.send(Ready(messages.PROTOCOL, package_versions(), describe_device(choose_device())))
    threading.Thread(target=worker.read_messages, name="read_messages", daemon=True).start()
    worker.serve()
    leave()


if __name__ == "__main__":
    main()
