"""Job folders for Processing: creates a folder for a run or prediction, and validates the one given as RESUME."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Type

from qgis.core import QgsProcessingException

from ...protocol.job_lock import being_done, is_held
from ...protocol.job_requests import Predict, Request
from ...protocol.messages import ProtocolError, read_request
from ..environment.virtual_environment import home, runs_folder
from ..worker.job_folder import is_run, new_job, new_prediction, new_run, predictions_folder


def new_run_folder(name: str) -> Path:
    """Create a folder for a new run. Raises QgsProcessingException when it cannot be created."""
    return _made(new_run, name)


def new_prediction_folder(name: str) -> Path:
    """Create a folder for a new prediction. Raises QgsProcessingException when it cannot be created."""
    return _made(new_prediction, name)


def new_job_folder(name: str) -> Path:
    """Create a temporary folder for a job. Raises QgsProcessingException when it cannot be created."""
    try:
        return new_job(name)
    except OSError as error:
        raise QgsProcessingException(f"No temporary folder for the job could be made: {error.strerror}. Set the "
                                     "variable TMPDIR (TEMP on Windows) to a folder that you may write to.") from error


def empty_folder(value: str) -> Path:
    """The folder `value`, made where there is none. Raises QgsProcessingException when it holds anything."""
    folder = Path(value).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_used = any(folder.iterdir())
    except OSError as error:
        raise QgsProcessingException(f"{folder} cannot be made or read ({error.strerror}). Choose another folder."
                                     ) from error
    if is_used:
        raise QgsProcessingException(f"{folder} is not empty. RUN_FOLDER takes a new or an empty folder.")
    return folder


def _made(make: Callable[[str], Path], name: str) -> Path:
    try:
        return make(name)
    except OSError as error:
        raise QgsProcessingException(f"No folder for the job could be made in {home()}: {error.strerror}. Check its "
                                     "permissions, or set ROOFLINE_HOME to another folder.") from error


def folder_to_resume(value: str, kind: Type[Request]) -> Path:
    """The folder `value`, after checking that it has a request of type `kind` and no job runs in it. Raises
    QgsProcessingException."""
    folder = Path(value).absolute()
    if not folder.is_dir():
        raise QgsProcessingException(f"No such folder: {folder}. RESUME takes the folder of a job that was cut off.")
    if not is_run(folder):
        known = predictions_folder() if kind is Predict else runs_folder()
        raise QgsProcessingException(f"There is nothing to go on with in {folder}: it holds no request.json. Look in "
                                     f"{known}.")
    if is_held(folder):
        raise QgsProcessingException(being_done(folder))
    try:
        request = read_request(folder)
    except ProtocolError as error:
        raise QgsProcessingException(f"The request in {folder} cannot be read ({error}). Leave RESUME empty to start "
                                     "anew.") from error
    if not isinstance(request, kind):
        raise QgsProcessingException(f"{folder} belongs to another algorithm ({type(request).__name__}); this one "
                                     f"goes on with a {kind.__name__}.")
    return folder
