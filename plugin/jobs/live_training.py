"""Live training of the panel: goes on while labels and areas are drawn, and shows what the model makes of the view."""

from __future__ import annotations

import uuid
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.certain import certain
from ...protocol.job_lock import HeldError
from ...protocol.live_messages import PREPARING, Keep, Kept, Labels, LiveProgress, Scored, TakenUp, Watch
from ...protocol.messages import PROTOCOL, Canceled, Failed, Finished, Notice, Ready, Stop
from ..environment.system import SetupError
from ..environment.virtual_environment import worker_python
from ..history import past_runs
from ..history.model_choices import new_model_path
from ..layers.datum import Target
from ..layers.imagery import ImageryError, part_in
from ..layers.workspace import Workspace
from ..worker.live_client import LiveClient
from ..worker.network import network_variables
from ..worker.process import CLOSE_SECONDS
from .label_exports import Exported, LabelExports
from .live_prediction import Prediction, as_prediction
from .live_request import LiveError, LiveRequest, live_request

OFF, STARTING, STOPPING = "off", "starting", "stopping"
"""States beside those of live_messages.LIVE_STATES: no process, one that starts, one that saves its state and ends."""
GONE_MS = 50
"""How often it looks whether the process of the training before is gone."""


class LiveTraining(QObject):
    """One live training at a time, of the layers of a workspace, whose edits it follows by itself.

    `problem` is a sentence, "" when all is well. `progress`, `labels`, `prediction` and `score` are the last ones that
    came, None before. Signals: `changed` when `state` or `problem` changed, the others with what their names say;
    `failed` with a sentence when it ended by itself.
    """

    changed = pyqtSignal()
    stepped = pyqtSignal(object)
    taken_up = pyqtSignal(object)
    predicted = pyqtSignal(object)
    scored = pyqtSignal(object)
    kept = pyqtSignal(object)
    noticed = pyqtSignal(str)
    failed = pyqtSignal(str)
    _arrived = pyqtSignal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.state, self.problem = OFF, ""
        self.progress: Optional[LiveProgress] = None
        self.labels: Optional[TakenUp] = None
        self.prediction: Optional[Prediction] = None
        self.score: Optional[Scored] = None
        self.folder: Optional[Path] = None
        self._client: Optional[LiveClient] = None
        self._former: Optional[LiveClient] = None  # closed; its process may still save its state, or end
        self._wanted: Optional[Tuple[Dict[str, Any], bool]] = None  # what to begin with, as soon as that is gone
        self._window: Optional[Tuple[QgsRectangle, QgsCoordinateReferenceSystem]] = None
        self._exports: Optional[LabelExports] = None
        self._request: Optional[LiveRequest] = None
        self._job, self._watches, self._was_asked = "", 0, False
        self._until_gone = QTimer(self)
        self._until_gone.setInterval(GONE_MS)
        self._until_gone.timeout.connect(self._begin_when_gone)
        self._arrived.connect(self._on_message)

    @property
    def is_on(self) -> bool:
        """Whether a training was started and not stopped."""
        return self.state not in (OFF, STOPPING)

    def start(self, settings: Dict[str, Any], anew: bool = False) -> bool:
        """Begin with the workspace's layers, or go on where the last live training with the same imagery, base model
        and settings left off, unless it is to begin `anew`. `settings` are parameters of TrainSettings by name. False,
        with a `problem`, where that cannot be. Until the process of the training before is gone it waits: only then is
        all saved that it learned."""
        if self.is_on:
            return True
        self.progress = self.labels = self.prediction = self.score = self._window = None
        if self._is_free:
            return self._begin(settings, anew)
        self._wanted = settings, anew
        self._until_gone.start()
        self._become(STARTING)
        return True

    def _begin(self, settings: Dict[str, Any], anew: bool) -> bool:
        try:
            python, network = worker_python(), network_variables()
            self._request = live_request(self._workspace, settings, anew)
            imagery = certain(self._workspace.imagery, "imagery")
            self.folder, self._job, self._was_asked = self._request.folder, uuid.uuid4().hex, False
            self._client = LiveClient(python, self.folder, partial(self._pass_on, self._job, imagery.crs()), network)
        except (LiveError, SetupError, HeldError) as error:
            self._become(OFF, str(error))
            return False
        past_runs.remember(self.folder, self._workspace.project.fileName())
        target = Target.of([imagery], self._workspace.project.transformContext())
        self._exports = LabelExports(self._workspace, self.folder, _next_number(self.folder), target)
        self._exports.exported.connect(self._exported)
        self._exports.export()
        if self._window is not None:  # the map was shown meanwhile
            self._watch()
        self._become(STARTING)
        return True

    @property
    def _is_free(self) -> bool:
        return self._client is None and (self._former is None or self._former.is_gone)

    def _begin_when_gone(self) -> None:
        """Slot: begin what was asked for meanwhile, once the training before is gone."""
        if self._wanted is not None and self._is_free:
            wanted = self._wanted
            self._forget_wanted()
            self._begin(*wanted)

    def _forget_wanted(self) -> None:
        self._wanted = None
        self._until_gone.stop()

    def look_at(self, window: Optional[QgsRectangle], crs: Optional[QgsCoordinateReferenceSystem]) -> None:
        """The map shows this rectangle of `crs` now; None: nobody looks."""
        self._window = None if window is None or crs is None else (window, crs)
        self._watch()

    def _watch(self) -> None:
        if self._client is None or self._wanted is not None:
            return
        self._watches += 1
        part = None if self._window is None else self._part(*self._window)
        extent = None if part is None else [part.xMinimum(), part.yMinimum(), part.xMaximum(), part.yMaximum()]
        self._client.send(Watch(self._job, self._watches, extent))

    def keep(self) -> str:
        """Have the present state written as a model: its path. `kept` follows. Raises OSError where no folder for it
        can be made; "" while there is no training."""
        imagery = self._workspace.imagery
        if self._client is None or imagery is None:
            return ""
        path = new_model_path(imagery.name())
        self._client.send(Keep(self._job, str(path), str(path.with_suffix(".html"))))
        return str(path)

    def stop(self) -> None:
        """End the training; its state is saved, and the next one goes on with it."""
        if self._wanted is not None:  # the one before still ends
            self._forget_wanted()
            self._become(OFF if self._client is None else STOPPING)
        elif not self._was_asked:  # it did not begin
            self._end()
        elif self._client is not None and self.is_on:
            self._client.send(Stop(self._job))
            self._close_exports()
            self._become(STOPPING)

    def close(self) -> None:
        """End the training, and wait until its process has saved its state and is gone, as when QGIS closes."""
        self._forget_wanted()
        self._end()
        if self._former is not None:
            self._former.wait(CLOSE_SECONDS + 1)  # it is killed after CLOSE_SECONDS

    def _exported(self, outcome: Exported) -> None:
        """The layers are exported: have them taken up, the first time with the request itself."""
        if self._client is None or self._request is None:
            return
        if outcome.problem:
            self._become(self.state, outcome.problem)
            if not self._was_asked:  # there is nothing to begin with
                self._end(outcome.problem)
            return
        if self._was_asked:
            self._client.send(Labels(self._job, outcome.number, outcome.labels, outcome.areas))
        else:
            self._was_asked = True
            self._client.send(self._request.message(self._job, outcome.labels, outcome.areas))

    def _part(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Optional[QgsRectangle]:
        """The part of the imagery in a window, in the imagery's CRS; None where there is none."""
        imagery = self._workspace.imagery
        if imagery is None:
            return None
        with suppress(ImageryError):
            return part_in(window, crs, imagery, self._workspace.project)
        return None

    def _pass_on(self, job: str, crs: QgsCoordinateReferenceSystem, message: object) -> None:
        """Called in the client's thread: bring a message to the main one. What is found in a view is read here."""
        with suppress(RuntimeError):  # QGIS may have deleted us meanwhile
            self._arrived.emit(job, as_prediction(message, crs))

    def _on_message(self, job: str, message: Any) -> None:
        if self._client is None or job != self._job:
            return
        if isinstance(message, Failed):
            self._end(message.error)
        elif isinstance(message, (Finished, Canceled)):
            self._end()
        elif self._wanted is None or isinstance(message, Kept):
            self._hear(message)

    def _hear(self, message: Any) -> None:
        if isinstance(message, Ready):
            if message.protocol != PROTOCOL:
                self._end(f"The worker speaks protocol {message.protocol}, the plugin {PROTOCOL}. Restart QGIS.")
            elif self.state == STARTING:
                self._become(PREPARING)
        elif isinstance(message, LiveProgress):
            self.progress = message
            self.stepped.emit(message)
            if self.is_on:
                self._become(message.state, self.problem)
        elif isinstance(message, TakenUp):
            self.labels = message
            self.taken_up.emit(message)
            self._become(self.state, message.problem)
        elif isinstance(message, Prediction):
            if message.number == self._watches:  # else the map has moved on
                self.prediction = message
                self.predicted.emit(message)
        elif isinstance(message, Scored):
            self.score = message
            self.scored.emit(message)
        elif isinstance(message, Kept):
            self.kept.emit(message)
        elif isinstance(message, Notice):
            self.noticed.emit(message.text)

    def _end(self, problem: str = "") -> None:
        """The training has ended, or is to; with a `problem` by itself."""
        self._close_exports()
        client, self._client = self._client, None
        if client is None:
            return
        client.close()
        self._former = client
        if self._wanted is not None:
            return
        self._become(OFF, problem)
        if problem:
            self.failed.emit(problem)

    def _close_exports(self) -> None:
        if self._exports is not None:
            self._exports.close()
            self._exports = None

    def _become(self, state: str, problem: str = "") -> None:
        if (state, problem) != (self.state, self.problem):
            self.state, self.problem = state, problem
            self.changed.emit()


def _next_number(folder: Path) -> int:
    """A number that no export in a run's folder has."""
    taken = [int(path.stem.split("-")[1]) for path in folder.glob("labels-*.gpkg") if path.stem[7:].isdigit()]
    return max(taken, default=0) + 1
