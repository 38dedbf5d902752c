"""Live training of the panel: goes on while labels and areas are drawn, and shows what the model makes of the view."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...protocol.live_messages import LiveProgress, Scored, TakenUp
from ..layers.workspace import Workspace

OFF, STARTING, STOPPING = "off", "starting", "stopping"
"""States beside those of live_messages.LIVE_STATES: no process, one that starts, one that saves its state and ends."""


@dataclass(frozen=True)
class Prediction:
    """What the model finds in the view at `step`: outlines and their confidences (0-1), in `crs`. `extent` is what was
    looked at, which may be the middle of the view."""

    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    outlines: List[QgsGeometry] = field(default_factory=list)
    confidences: List[float] = field(default_factory=list)
    step: int = 0
    seconds: float = 0.0


class LiveTraining(QObject):
    """One live training at a time, of the layers of a workspace, whose edits it follows by itself.

    `problem` is a sentence, "" when all is well. `progress`, `labels`, `prediction` and `score` are the last ones that
    came, None before. Signals: `changed` when `state` or `problem` changed, the others with what their names say.
    """

    changed = pyqtSignal()
    stepped = pyqtSignal(object)
    taken_up = pyqtSignal(object)
    predicted = pyqtSignal(object)
    scored = pyqtSignal(object)
    kept = pyqtSignal(object)
    noticed = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.state, self.problem = OFF, ""
        self.progress: Optional[LiveProgress] = None
        self.labels: Optional[TakenUp] = None
        self.prediction: Optional[Prediction] = None
        self.score: Optional[Scored] = None
        self.folder: Optional[Path] = None

    @property
    def is_on(self) -> bool:
        """Whether a training was started and not stopped."""
        return self.state not in (OFF, STOPPING)

    def start(self, settings: Dict[str, Any]) -> bool:
        """Begin with the workspace's layers, or go on where the last live training with the same imagery, base model
        and settings left off. `settings` are parameters of TrainSettings by name. False, with a `problem`, where that
        cannot be."""
        raise NotImplementedError

    def look_at(self, window: Optional[QgsRectangle], crs: Optional[QgsCoordinateReferenceSystem]) -> None:
        """The map shows this rectangle of `crs` now; None: nobody looks."""
        raise NotImplementedError

    def labels_changed(self) -> None:
        """Look for changes of labels and areas; edits call it by themselves."""
        raise NotImplementedError

    def keep(self) -> str:
        """Have the present state written as a model: its path. `kept` follows."""
        raise NotImplementedError

    def stop(self) -> None:
        """End the training; its state is saved, and the next one goes on with it."""
        raise NotImplementedError

    def close(self) -> None:
        """End the training and its process now, as when QGIS closes."""
        raise NotImplementedError
