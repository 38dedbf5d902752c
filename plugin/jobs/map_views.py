"""Views of the map through a model's eyes: looked at in a process of their own, kept, and asked for outlines."""

from __future__ import annotations

import itertools
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...protocol.messages import Canceled, Failed, Finished
from ...protocol.model_files import ENCODER_RESOLUTION_M, is_encoder_choice
from ...protocol.settings.prediction import PredictSettings
from ...protocol.targets import is_building_name
from ...protocol.view_messages import MOST_VIEWS, Click, LookAt, Seen
from ..environment.system import SetupError
from ..environment.virtual_environment import worker_python
from ..history.model_choices import is_missing, reads_dates, resolution_of
from ..layers.imagery import ImageryError, part_in, raster_paths
from ..layers.other_dates import chosen_dates
from ..layers.workspace import Workspace
from ..online.imagery_parameters import is_taken_as_drawn
from ..online.picture import is_online, picture_key
from ..worker.job_folder import new_job
from ..worker.network import network_variables
from ..worker.view_client import ViewClient
from . import last_used, promptable
from .view import Outlined, Source, View, geometry_of
from .view_imagery import ViewFetch

REST_MS = 300_000
"""The process ends so long after nobody needs it any more: it holds about half a gigabyte."""
_names = itertools.count(1)


class MapViews(QObject):
    """The view that clicks are asked of: `current`, None while `is_looking` or where there is a `problem`, a sentence.
    `turned_down` says why a promptable model was given up since, and Roofline's own looks again.

    Signals: `changed` when any of these or the outlines of the view changed; `outlined` with the Outlined of a click.
    """

    changed = pyqtSignal()
    outlined = pyqtSignal(object)
    _arrived = pyqtSignal(int, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.current: Optional[View] = None
        self.is_looking, self.problem, self.turned_down = False, "", ""
        self._views: List[View] = []
        self._asked: Dict[str, View] = {}
        self._clicked: Dict[str, QgsCoordinateReferenceSystem] = {}
        self._newest = ""  # the name of the view that is asked for
        self._client: Optional[ViewClient] = None
        self._clients = 0
        self._fetch: Optional[ViewFetch] = None
        self._folder: Optional[Path] = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.close)
        self._arrived.connect(self._on_message)

    def choose_promptable(self, files: Sequence[str]) -> None:
        """Have a promptable model in two files look from now on; none: Roofline's own model."""
        promptable.use(files)
        self.turned_down = ""
        self.changed.emit()

    def look(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem, anything: bool = False) -> None:
        """Look at the imagery in `window`, a rectangle in `crs`, unless it was looked at before: with the promptable
        model, where `anything` may be clicked and one is in use."""
        self._rest.stop()
        self.problem = ""
        try:
            imagery = self._imagery()
            part = part_in(window, crs, imagery, self._workspace.project)
            self._look(imagery, part, self._source(imagery, promptable.in_use() if anything else ()))
        except (ImageryError, SetupError) as error:
            self.current, self._newest, self.is_looking, self.problem = None, "", False, str(error)
        self.changed.emit()

    def click(self, points: Sequence[QgsPointXY], inside: Sequence[bool], class_name: str = "") -> str:
        """Ask for the outline of what is at clicks in the CRS of the current view, each of which is `inside` or not; a
        promptable model outlines things of a class that is no building without straight walls. The name that the answer
        will have; "" where there is no view."""
        if self.current is None or self._client is None:
            return ""
        name = f"click-{next(_names)}"
        self._clicked[name] = self.current.crs
        smooth = bool(self.current.source.promptable) and not is_building_name(class_name)
        self._client.send(Click(name, self.current.name, [[point.x(), point.y()] for point in points], list(inside),
                                smooth))
        return name

    def put_away(self) -> None:
        """Nobody needs views now: the process ends after a while."""
        self.turned_down = ""
        self._rest.start()

    def close(self) -> None:
        """End the process, and forget the views."""
        self._rest.stop()
        self._forget("")
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _forget(self, problem: str) -> None:
        self._stop_fetching()
        if self._client is not None:
            self._client.close()
            self._client = None
        self._views, self._asked, self._clicked, self._newest = [], {}, {}, ""
        self.current, self.is_looking, self.problem = None, False, problem

    def _look(self, imagery: QgsRasterLayer, part: QgsRectangle, source: Source) -> None:
        known = next((view for view in self._views if view.serves(source, part)), None)
        self.current, self._newest = known, ""
        self.is_looking = known is None
        self._stop_fetching()
        if known is not None:
            return
        if self._client is None:
            self._clients += 1
            self._client = ViewClient(worker_python(), self._own_folder, partial(self._pass_on, self._clients),
                                      network_variables())
        view = View(f"view-{next(_names)}", source, imagery.crs(), part, max(part.width(), part.height()))
        if self._is_by_qgis(imagery):
            chosen_m = dict(source.settings).get("resolution_m")
            wanted_m = chosen_m or resolution_of(source.model or "") or ENCODER_RESOLUTION_M
            self._fetch = ViewFetch(imagery, part, wanted_m, is_taken_as_drawn(self._workspace),
                                    partial(self._fetched, view))
            self._fetch.start()
        self._newest = view.name
        self._asked[view.name] = view
        if self._fetch is None:
            self._send(view, source.path)

    def _send(self, view: View, path: str) -> None:
        """Have a view looked at, on a raster."""
        if self._client is not None:
            source, box = view.source, view.extent
            self._client.send(LookAt(view.name, str(self._own_folder), path,
                                     [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()],
                                     dict(source.settings), source.model, list(source.promptable),
                                     list(source.dates)))

    def _fetched(self, view: View, rasters: List[str], problem: str) -> None:
        """The imagery of a service is there for a view, or something went wrong."""
        self._fetch = None
        if problem:
            self._asked.pop(view.name, None)
            self._newest, self.is_looking, self.problem = "", False, problem
            self.changed.emit()
        else:
            self._send(view, rasters[0])

    def _stop_fetching(self) -> None:
        if self._fetch is not None:
            self._fetch.drop()
            self._fetch = None

    @property
    def _own_folder(self) -> Path:
        """The folder of the log, and of what is written for the worker."""
        if self._folder is None:
            self._folder = new_job("view")
        return self._folder

    def _imagery(self) -> QgsRasterLayer:
        imagery = self._workspace.imagery
        if imagery is None:
            raise ImageryError("There is no imagery to look at. Choose it at the top.")
        return imagery

    def _source(self, imagery: QgsRasterLayer, files: Tuple[str, ...]) -> Source:
        """What a view of the imagery depends on, with the promptable model in `files`, if any, and the model of the
        project's last training, else its base model, else the built-in one."""
        choices = self._workspace.choices
        model = next((one for one in (choices.model, choices.base_model)
                      if one and not is_missing(one) and not is_encoder_choice(one)), None)
        drawn = " as drawn" if is_taken_as_drawn(self._workspace) else ""
        others = chosen_dates(self._workspace) if reads_dates(model or "") else []
        path, *dates = ([f"{picture_key(imagery, is_drawn=True)}{drawn}"] if self._is_by_qgis(imagery) else
                        raster_paths([imagery, *others], self._own_folder, lambda remark: None))
        settings: Dict[str, Any] = {name.lower(): value for name, value in last_used.read(PredictSettings).items()}
        return Source(path, model, tuple(sorted(settings.items())), files, tuple(dates))

    def _is_by_qgis(self, imagery: QgsRasterLayer) -> bool:
        """Whether QGIS gives the pixels: of a service, or as they are drawn."""
        return is_online(imagery) or is_taken_as_drawn(self._workspace)

    def _pass_on(self, client: int, message: object) -> None:
        """Called in a client's thread: bring a message to the main one."""
        with suppress(RuntimeError):  # QGIS may have deleted us meanwhile
            self._arrived.emit(client, message)

    def _on_message(self, client: int, message: Any) -> None:
        if self._client is None or client != self._clients:
            return
        if isinstance(message, Failed) and message.job == "":
            self._forget(message.error)
        elif isinstance(message, (Finished, Failed)) and message.job.startswith("click-"):
            self._answer(message)
            return
        elif isinstance(message, Seen):
            self._seen(message)
        elif isinstance(message, Finished):
            for view in self._views:
                if view.name == message.job:
                    view.take([geometry_of(text) for text in message.outputs["outlines"]])
        elif isinstance(message, (Failed, Canceled)):
            self._asked.pop(message.job, None)
            if isinstance(message, Canceled) or message.job != self._newest:
                return
            self._newest, self.is_looking, self.problem = "", False, message.error
        self.changed.emit()

    def _seen(self, message: Seen) -> None:
        """Keep a view, as the worker does, even where the map has moved on."""
        view = self._asked.pop(message.job)
        view.extent = QgsRectangle(*message.extent)
        if message.turned_down:
            view.source = view.source._replace(promptable=())
            promptable.use(())
            self.turned_down = message.turned_down
        self._views = [*self._views, view][-MOST_VIEWS:]
        if message.job == self._newest:
            self.current, self.is_looking, self._newest = view, False, ""

    def _answer(self, message: Union[Finished, Failed]) -> None:
        crs = self._clicked.pop(message.job)
        if isinstance(message, Failed):
            self.outlined.emit(Outlined(message.job, None, crs, problem=message.error))
            return
        found = message.outputs["outline"]
        self.outlined.emit(Outlined(message.job, geometry_of(found) if found else None, crs,
                                    message.outputs["by"] or ""))
