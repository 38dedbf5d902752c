"""The request of a live training: the workspace's imagery, bands, base model and settings; the run to go on with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Dict, Optional

from ...protocol.certain import certain
from ...protocol.imagery import ONLY_BANDS
from ...protocol.job_files import LAST_WEIGHTS
from ...protocol.job_lock import is_held
from ...protocol.live_messages import TrainLive
from ...protocol.messages import ProtocolError, read_request
from ...protocol.settings.base import SettingsError
from ...protocol.settings.training import TrainSettings
from ..environment.virtual_environment import home, runs_folder
from ..history.past_runs import projects_of
from ..layers.areas import unavailable
from ..layers.imagery import ImageryError, raster_paths
from ..layers.workspace import Workspace
from ..online.cache_raster import FETCH_TOOL
from ..online.imagery_parameters import chosen_bands, is_taken_as_drawn
from ..online.picture import is_online
from ..worker.job_folder import new_run


class LiveError(Exception):
    """A live training cannot begin; the text says why and what to do."""


@dataclass(frozen=True)
class LiveRequest:
    """What a live training begins with, but for its labels: the folder of its run, and whether it goes on in it."""

    folder: Path
    resume: bool
    imagery: str
    settings: Dict[str, Any]
    base_model: Optional[str]

    def message(self, job: str, labels: str, areas: Optional[str]) -> TrainLive:
        """The request with the exported layers."""
        return TrainLive(job, str(self.folder), [self.imagery], labels, self.settings, {}, areas, self.base_model,
                         self.resume)


def live_request(workspace: Workspace, values: Dict[str, Any], anew: bool) -> LiveRequest:
    """The request for the workspace's choices; `values` are parameters of TrainSettings by name. It goes on with the
    project's last live training that had the same imagery, base model and settings, unless it is to begin `anew`.
    Raises LiveError."""
    check(workspace)
    imagery = certain(workspace.imagery, "imagery")
    known = {field.name for field in fields(TrainSettings)}
    wanted = {name.lower(): value for name, value in values.items() if name.lower() in known}
    try:
        numbers = chosen_bands(workspace)
        if numbers and wanted.get("bands") is None:
            wanted["bands"] = ONLY_BANDS + ",".join(map(str, numbers))
        settings = TrainSettings.from_dict(wanted).to_dict()
        folder = new_run(f"{imagery.name()}-live")
        [path] = raster_paths([imagery], folder, lambda remark: None)
    except (SettingsError, ImageryError) as error:
        raise LiveError(str(error)) from error
    except OSError as error:
        raise LiveError(f"No folder for the job could be made in {home()}: {error.strerror}. Check its "
                        "permissions, or set ROOFLINE_HOME to another folder.") from error
    request = LiveRequest(folder, False, path, settings, workspace.choices.base_model or None)
    former = None if anew else _former(request, workspace.project.fileName())
    if former is None:
        return request
    shutil.rmtree(folder, ignore_errors=True)
    return LiveRequest(former, True, _imagery_in(former, request), settings, request.base_model)


def check(workspace: Workspace) -> None:
    """Raise LiveError where there is no imagery, or it is no file, and where labels or areas are chosen that cannot be
    read. Labels may come later."""
    imagery = workspace.imagery
    if imagery is None:
        raise LiveError("There is no imagery to learn from. Choose it at the top.")
    if is_online(imagery) or is_taken_as_drawn(workspace):
        raise LiveError(f"Live training reads the pixels of a file, and '{imagery.name()}' is drawn by QGIS. Keep the "
                        f"imagery of the place as a file first ('{FETCH_TOOL}' in the toolbox), and choose that.")
    problem = unavailable(workspace)
    if problem:
        raise LiveError(problem)


def _former(request: LiveRequest, project: str) -> Optional[Path]:
    """The newest run that can go on with such a request."""
    try:
        folders = sorted(runs_folder().iterdir(), key=lambda folder: folder.name, reverse=True)
    except OSError:
        return None
    return next((folder for folder in folders if folder != request.folder and project in (projects_of(folder) or ())
                 and _fits(folder, request)), None)


def _fits(folder: Path, request: LiveRequest) -> bool:
    try:
        former = read_request(folder)
    except ProtocolError:
        return False
    imagery = _imagery_in(folder, request)
    return (isinstance(former, TrainLive) and former.imagery == [imagery] and _is_same(imagery, request.imagery)
            and former.settings == request.settings and former.base_model == request.base_model
            and (folder / LAST_WEIGHTS).is_file() and not is_held(folder))


def _imagery_in(folder: Path, request: LiveRequest) -> str:
    """The imagery as a run in `folder` has it: a virtual raster (layer_crs.py) lies in each run's own."""
    path = Path(request.imagery)
    return str(folder / path.relative_to(request.folder)) if request.folder in path.parents else request.imagery


def _is_same(one: str, other: str) -> bool:
    """Whether two paths are one, or two virtual rasters stand for the same raster in the same CRS."""
    try:
        return one == other or Path(one).read_bytes() == Path(other).read_bytes()
    except OSError:
        return False
