"""Views of the map through a model's eyes: looked at in a process of their own, kept, and asked for outlines."""

from __future__ import annotations

import itertools
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsSpatialIndex,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.messages import MOST_VIEWS, Canceled, Click, Failed, Finished, LookAt, Seen
from ...protocol.model_files import ENCODER
from ...protocol.settings import PredictSettings
from ..environment.system import SetupError
from ..environment.virtual_environment import worker_python
from ..history.model_choices import is_missing
from ..layers.imagery import ImageryError, raster_paths
from ..layers.workspace import Workspace
from ..worker.job_folder import new_job
from ..worker.view_client import ViewClient
from . import last_used

REST_MS = 300_000
"""The process ends so long after nobody needs it any more: it holds about half a gigabyte."""
_names = itertools.count(1)


@dataclass(frozen=True)
class Outlined:
    """The answer to a click by its name: the outline in `crs`, None where there is none, and what it follows (a value
    of messages.OUTLINED_BY)."""

    name: str
    outline: Optional[QgsGeometry]
    crs: QgsCoordinateReferenceSystem
    by: str = ""


@dataclass
class View:
    """A part of the imagery that a model has looked at: `extent` and the `outlines` of the buildings that it finds, in
    `crs`. Those come a little later; None until then."""

    name: str
    source: Tuple[Any, ...]
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    outlines: Optional[List[QgsGeometry]] = None
    index: QgsSpatialIndex = field(default_factory=QgsSpatialIndex)

    def take(self, outlines: List[QgsGeometry]) -> None:
        """Take the outlines, and index them."""
        self.outlines = outlines
        for number, outline in enumerate(outlines):
            self.index.addFeature(number, outline.boundingBox())

    def at(self, point: QgsPointXY) -> Optional[int]:
        """The number of the smallest outline that contains a point of `crs`; None: none does."""
        outlines = self.outlines or []
        found = [number for number in self.index.intersects(QgsRectangle(point, point))
                 if outlines[number].contains(point)]
        return min(found, key=lambda number: outlines[number].area(), default=None)


class MapViews(QObject):
    """The view that clicks are asked of: `current`, None while `is_looking` or where there is a `problem`, a sentence.

    Signals: `changed` when any of these or the outlines of the view changed; `outlined` with the Outlined of a click.
    """

    changed = pyqtSignal()
    outlined = pyqtSignal(object)
    _arrived = pyqtSignal(int, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.current: Optional[View] = None
        self.is_looking, self.problem = False, ""
        self._views: List[View] = []
        self._asked: Optional[View] = None
        self._client: Optional[ViewClient] = None
        self._clients = 0
        self._folder: Optional[Path] = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.close)
        self._arrived.connect(self._on_message)

    def look(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
        """Look at the imagery in `window`, a rectangle in `crs`, unless it was looked at before."""
        self._rest.stop()
        self.problem = ""
        try:
            imagery = self._imagery()
            part = self._part(imagery, window, crs)
            self._look(imagery, part, self._source(imagery))
        except (ImageryError, SetupError) as error:
            self.current, self._asked, self.is_looking, self.problem = None, None, False, str(error)
        self.changed.emit()

    def click(self, inside: Sequence[QgsPointXY], outside: Sequence[QgsPointXY]) -> str:
        """Ask for the outline of the building with these points in the CRS of the current view, and without those
        `outside`. The name that the answer will have; "" where there is no view."""
        if self.current is None or self._client is None:
            return ""
        name = f"click-{next(_names)}"
        there, not_there = ([[point.x(), point.y()] for point in points] for points in (inside, outside))
        self._client.send(Click(name, self.current.name, there, not_there))
        return name

    def put_away(self) -> None:
        """Nobody needs views now: the process ends after a while."""
        self._rest.start()

    def close(self) -> None:
        """End the process, and forget the views."""
        self._rest.stop()
        self._forget("")
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _forget(self, problem: str) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
        self._views, self._asked, self.current, self.is_looking, self.problem = [], None, None, False, problem

    def _look(self, imagery: QgsRasterLayer, part: QgsRectangle, source: Tuple[Any, ...]) -> None:
        known = next((view for view in self._views if view.source == source and view.extent.contains(part)), None)
        self.current, self._asked = known, None
        self.is_looking = known is None
        if known is not None:
            return
        python = worker_python()
        if self._folder is None:
            self._folder = new_job("view")
        if self._client is None:
            self._clients += 1
            self._client = ViewClient(python, self._folder, partial(self._pass_on, self._clients))
        path, model, settings = source
        name = f"view-{next(_names)}"
        self._asked = View(name, source, imagery.crs(), part)
        self._client.send(LookAt(name, str(self._folder), path,
                                 [part.xMinimum(), part.yMinimum(), part.xMaximum(), part.yMaximum()],
                                 dict(settings), model))

    def _imagery(self) -> QgsRasterLayer:
        imagery = self._workspace.imagery
        if imagery is None:
            raise ImageryError("There is no imagery to look at. Choose it at the top.")
        return imagery

    def _source(self, imagery: QgsRasterLayer) -> Tuple[Any, ...]:
        """What a view depends on beside its extent: the raster's path, the model and the settings. With the model of
        the project's last training, else its base model, else the built-in one."""
        if self._folder is None:
            self._folder = new_job("view")
        [path] = raster_paths([imagery], self._folder, lambda remark: None)
        choices = self._workspace.choices
        models = (one for one in (choices.model, choices.base_model)
                  if one and not is_missing(one) and not one.startswith(ENCODER))
        settings: Dict[str, Any] = {name.lower(): value for name, value in last_used.read(PredictSettings).items()}
        return path, next(models, None), tuple(sorted(settings.items()))

    def _part(self, imagery: QgsRasterLayer, window: QgsRectangle,
              crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
        """The part of the imagery in a window, in the imagery's CRS. Raises ImageryError where there is none."""
        try:
            box = QgsCoordinateTransform(crs, imagery.crs(), self._workspace.project).transformBoundingBox(window)
        except QgsCsException as error:
            raise ImageryError("The map shows more than there is on earth. Zoom in.") from error
        part = box.intersect(imagery.extent())
        if part.isEmpty():
            raise ImageryError(f"The map shows nothing of '{imagery.name()}'. Zoom to it.")
        return part

    def _pass_on(self, client: int, message: object) -> None:
        """Called in a client's thread: bring a message to the main one."""
        with suppress(RuntimeError):  # QGIS may have deleted us meanwhile
            self._arrived.emit(client, message)

    def _on_message(self, client: int, message: Any) -> None:
        if self._client is None or client != self._clients:
            return
        asked, current = self._asked, self.current
        if isinstance(message, Failed) and message.job == "":
            self._forget(message.error)
        elif isinstance(message, Seen) and asked is not None and message.job == asked.name:
            asked.extent = QgsRectangle(*message.extent)
            self.current, self.is_looking, self._asked = asked, False, None
            self._views = [*self._views, asked][-MOST_VIEWS:]
        elif isinstance(message, Finished) and "outlines" in message.outputs:
            for view in self._views:
                if view.name == message.job:
                    view.take([_geometry(text) for text in message.outputs["outlines"]])
        elif isinstance(message, Failed) and asked is not None and message.job == asked.name:
            self._asked, self.is_looking, self.problem = None, False, message.error
        elif isinstance(message, (Finished, Failed)) and message.job.startswith("click-"):
            self._answer(message, current)
            return
        elif isinstance(message, Canceled):
            return
        self.changed.emit()

    def _answer(self, message: Any, current: Optional[View]) -> None:
        crs = QgsCoordinateReferenceSystem() if current is None else current.crs
        found = message.outputs if isinstance(message, Finished) else {}
        outline = _geometry(found["outline"]) if found.get("outline") else None
        self.outlined.emit(Outlined(message.job, outline, crs, found.get("by") or ""))


def _geometry(text: str) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(bytes.fromhex(text))
    return geometry
