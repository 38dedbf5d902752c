"""Resumable predictions: the state of an interrupted one, read from its folder, and the request that resumes it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from ...protocol.job_files import FOOTPRINTS, MESSAGES, STRIPS
from ...protocol.job_lock import is_held
from ...protocol.job_requests import Predict
from ...protocol.messages import ProtocolError, read_request
from ...protocol.settings.prediction import PredictSettings
from ..layers.import_polygons import FootprintsError, PolygonFile
from ..online.facts import imagery_name
from ..worker.job_folder import KEPT_DAYS, has_found, is_run, keep_logs, predictions_folder
from .past_runs import projects_of
from .run_record import last_messages, started_at

HOW = ("batch_size", "backend")
"""Settings that may change when a prediction is resumed: they change how it is computed, not what is found."""
INPUTS = {"imagery": "imagery", "model": "model", "foreign": "description of the ONNX model"}


class PredictionError(Exception):
    """A prediction cannot be resumed; the text says why and what to do."""


@dataclass(frozen=True)
class PredictionRecord:
    """One interrupted prediction. fraction: how far it was (0-1). found: number of footprints written so far."""

    folder: Path
    request: Predict
    fraction: float
    found: int

    @property
    def imagery(self) -> Tuple[str, ...]:
        """Names of the rasters."""
        return tuple(dict.fromkeys(map(imagery_name, self.request.imagery)))

    @property
    def model(self) -> str:
        """A name or a file, "" for the default model."""
        return self.request.model or ""


def read_prediction(folder: Path) -> PredictionRecord:
    """The prediction in `folder`. Raises PredictionError when it cannot be resumed now."""
    request = _request(folder)
    if not has_found(folder):
        raise PredictionError(f"{folder} holds nothing that was found. Look for the footprints again.")
    if is_held(folder):
        raise PredictionError(f"The prediction in {folder} is being done, perhaps by another QGIS.")
    return PredictionRecord(folder, request, _fraction(folder), count_found(folder))


def cut_off(project_path: str) -> Optional[PredictionRecord]:
    """The newest interrupted prediction of a project that was neither resumed nor discarded; None without one."""
    for folder in sorted(_folders(), key=started_at, reverse=True):
        if project_path in (projects_of(folder) or ()):
            try:
                return read_prediction(folder)
            except PredictionError:
                continue
    return None


def discard(folder: Path) -> None:
    """Delete what a prediction has found, unless another QGIS goes on with it. Its log stays as long as an interrupted
    prediction's folder (KEPT_DAYS)."""
    if folder.is_dir() and not is_held(folder):
        keep_logs(folder)


def resume_parameters(record: PredictionRecord) -> Dict[str, Any]:
    """Parameters of roofline:predict that resume the prediction, without the destination of its footprints."""
    request, known = record.request, {field.name for field in fields(PredictSettings)}
    settings = {name: value for name, value in request.settings.items() if name in known}
    chosen = {"model": request.model, "probability": request.probability, "scheduler": request.scheduler,
              **(request.foreign or {}), **settings}
    return {"IMAGERY": list(request.imagery), "RESUME": str(record.folder),
            **{name.upper(): value for name, value in chosen.items() if value is not None}}


def as_begun(request: Predict) -> Predict:
    """`request` as one that resumes the prediction in its folder, in the same areas or extent. Raises PredictionError
    when inputs or settings differ, so that it would find something else."""
    begun = _request(Path(request.folder))
    others = [words for name, words in INPUTS.items() if getattr(begun, name) != getattr(request, name)]
    if others:
        raise _another(request, f"another {others[0]}")
    if begun.probability and not request.probability:
        raise PredictionError(f"The prediction in {request.folder} was begun with an output for the probability. Name "
                              "one, or leave RESUME empty to begin a new prediction.")
    if request.probability and not begun.probability:  # not all of the probabilities were saved
        raise PredictionError(f"The prediction in {request.folder} was begun without an output for the probability. "
                              "Leave PROBABILITY empty; or leave RESUME empty, to begin a new prediction.")
    for field in fields(PredictSettings):
        then, now = begun.settings.get(field.name), request.settings.get(field.name)
        if field.name not in HOW and then != now:
            raise _another(request, f"another {field.name.upper()} ({_as_text(then)}, now {_as_text(now)})")
    return replace(request, areas=begun.areas, extent=begun.extent, resume=True)


def what_is_kept(folder: Path) -> str:
    """A sentence for the user: where an interrupted prediction's footprints are, and how to resume it."""
    file = f"{folder / FOOTPRINTS} (footprints: {count_found(folder):,})"
    for_how_long = f"The folder is kept for {KEPT_DAYS} days."
    if not (folder / STRIPS).is_dir():
        return f"All that was found is in {file}. {for_how_long}"
    return (f"What was found so far is in {file}; it is not complete. The same request with RESUME={folder} goes on "
            f"where this one stopped. {for_how_long}")


def count_found(folder: Path) -> int:
    """Number of footprints that a prediction has written so far."""
    try:
        return len(PolygonFile(folder / FOOTPRINTS)) if (folder / FOOTPRINTS).is_file() else 0
    except FootprintsError:
        return 0


def _request(folder: Path) -> Predict:
    try:
        request = read_request(folder)
    except ProtocolError as error:
        raise PredictionError(f"The prediction in {folder} cannot be read ({error}). Look for the footprints "
                              "again.") from error
    if not isinstance(request, Predict):
        raise PredictionError(f"{folder} holds no prediction.")
    return request


def _another(request: Predict, what: str) -> PredictionError:
    return PredictionError(f"The prediction in {request.folder} was begun with {what}, so it cannot go on with this "
                           "one. Give the same, or leave RESUME empty to begin a new one.")


def _as_text(value: Any) -> str:
    return "empty" if value is None else str(value)


def _fraction(folder: Path) -> float:
    """The largest fraction reported: a resumed prediction reports from its beginning again."""
    messages = last_messages(folder / MESSAGES)
    return float(max((message["fraction"] for message in messages if message.get("type") == "Progress"), default=0.0))


def _folders() -> List[Path]:
    try:
        return [folder for folder in predictions_folder().iterdir() if is_run(folder)]
    except OSError:
        return []
