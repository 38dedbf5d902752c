"""Run history of a project: its trainings, parameters to resume or repeat one, and the differences between two."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, List, Optional, Set, Tuple

from ...protocol.settings.training import TrainSettings
from ..environment.claims import claim
from ..environment.virtual_environment import runs_folder
from ..worker.job_folder import predictions_folder
from .command_line import shell_command
from .model_choices import new_model_path
from .run_record import CANCELED, DISMISSED, FINISHED, UNFINISHED, RunRecord, read_record, started_at

PROJECT = "project.txt"
DIGITS = 2
"""Decimals of F1 that are told; where they are the same, no model is the better one."""
FACTS = ("imagery", "base", "trained", "held_out", "seconds")
"""What `differences` compares before the settings: names of RunRecord."""
_unsaved: Set[Path] = set()
"""The folders of what this QGIS began in projects that were not saved; another QGIS has projects of its own."""


class HistoryError(Exception):
    """A run cannot be read; the text says which and why."""


@dataclass(frozen=True)
class Difference:
    """`name` is one of FACTS or of TrainSettings' fields; a value is None where it is not known or left empty."""

    name: str
    first: Any
    second: Any


def remember(folder: Path, project_path: str) -> None:
    """Note that the run or prediction in `folder` belongs to the project saved at `project_path` too, "" for one that
    is not saved. The run is no longer dismissed."""
    _write_projects(folder, list(dict.fromkeys([*(projects_of(folder) or ()), project_path])))
    if not project_path:
        _unsaved.add(folder)
    with suppress(OSError):
        (folder / DISMISSED).unlink(missing_ok=True)


def follow(old: str, new: str, since: datetime) -> None:
    """Call when a project was saved under another name, so that its runs and predictions belong to that one too.

    old: "" for a project that was not saved before. Then only those that this QGIS began after `since` move to `new`:
    the others belong to other unsaved projects.
    """
    for folder in [*_folders(runs_folder()), *_folders(predictions_folder())]:
        projects = projects_of(folder)
        if projects is None or old not in projects or new in projects:
            continue
        if old:
            _write_projects(folder, [*projects, new])
        elif folder in _unsaved and started_at(folder) >= since.replace(microsecond=0):
            _write_projects(folder, [*filter(None, projects), new])


def dismiss(folder: Path) -> None:
    """Do not offer this run to be resumed any more; the history still can."""
    with suppress(OSError):
        (folder / DISMISSED).touch()


def runs_of(project_path: str) -> List[RunRecord]:
    """The project's runs, newest first."""
    records = [read_record(folder) for folder in _folders(runs_folder()) if project_path in (projects_of(folder) or ())]
    return sorted((record for record in records if record is not None), key=lambda record: record.started, reverse=True)


def better_before(folder: Path) -> Optional[RunRecord]:
    """The best of the project's other models with a higher F1 than the run in `folder`, on as many held-out buildings
    of the same imagery; None where there is none."""
    this = read_record(folder)
    if this is None or this.score is None or this.score.is_cross_fitted or this.score.buildings is None:
        return None
    better = [run for project in projects_of(folder) or () for run in runs_of(project)
              if run.folder != folder and run.has_new_model and run.score is not None
              and run.request.imagery == this.request.imagery and not run.score.is_cross_fitted
              and run.score.buildings == this.score.buildings and run.score.is_iou == this.score.is_iou
              and round(run.score.f1, DIGITS) > round(this.score.f1, DIGITS)]
    return max(better, key=lambda run: run.score.f1 if run.score else 0.0, default=None)


def read_run(folder: Path) -> RunRecord:
    """The run in `folder`. Raises HistoryError."""
    record = read_record(folder)
    if record is None:
        raise HistoryError(f"{folder} holds no training that can be read. Perhaps the folder was deleted or moved.")
    return record


def unfinished(project_path: str) -> Optional[RunRecord]:
    """The newest run that was interrupted or cancelled, can be resumed, and was neither dismissed nor followed by a
    finished one."""
    for record in runs_of(project_path):
        if record.status == FINISHED:
            return None
        if record.can_resume and not record.dismissed and record.status in (UNFINISHED, CANCELED):
            return record
    return None


def resume_parameters(record: RunRecord) -> Dict[str, Any]:
    """Parameters of roofline:finetune that resume the run."""
    model, report = _free_outputs(record, Path(record.request.model))
    return {**_inputs(record), **_settings(record), "MODEL": model, **_if_given("REPORT", report),
            "RESUME": str(record.folder)}


def command(record: RunRecord) -> str:
    """A command line (qgis_process) that trains the same model again, into another file beside the first one."""
    first = Path(record.request.model)
    model, report = _free_outputs(record, first.with_name(f"{first.stem}-again{first.suffix}"))
    defaults = TrainSettings().to_dict()
    changed = {name: value for name, value in _settings(record).items() if value != defaults[name.lower()]}
    values = {**_inputs(record), "MODEL": model, **_if_given("REPORT", report), **changed}
    return shell_command("roofline:finetune", values)


def differences(first: RunRecord, second: RunRecord) -> List[Difference]:
    """The differences between two runs in FACTS and settings, but not in their scores."""
    pairs = [(name, getattr(first, name), getattr(second, name)) for name in FACTS]
    mine, others = _settings(first), _settings(second)
    pairs += [(field.name, mine.get(field.name.upper()), others.get(field.name.upper()))
              for field in fields(TrainSettings)]
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _inputs(record: RunRecord) -> Dict[str, Any]:
    """Input parameters. Layers are those that were exported when the run began, so later edits do not count."""
    request = record.request
    return {"IMAGERY": list(request.imagery), "LABELS": request.labels, **_if_given("AREAS", request.areas),
            **_if_given("BASE_MODEL", request.base_model)}


def _settings(record: RunRecord) -> Dict[str, Any]:
    """Settings as parameters, without those left empty. A setting that is newer than the run has its default."""
    known = TrainSettings().to_dict()
    known.update({name: value for name, value in record.request.settings.items() if name in known})
    return {name.upper(): value for name, value in known.items() if value is not None}


def _free_outputs(record: RunRecord, model: Path) -> Tuple[str, Optional[str]]:
    """Paths for the model and the report: `model`, or a new one where that is taken, or claimed by another QGIS, or
    its folder is gone."""
    if model.exists() or not model.parent.is_dir() or not claim(model):
        model = new_model_path(model.stem)
    return str(model), str(model.with_suffix(".html")) if record.request.report else None


def _if_given(name: str, value: Optional[str]) -> Dict[str, str]:
    return {name: value} if value else {}


def _folders(parent: Path) -> List[Path]:
    try:
        return [folder for folder in parent.iterdir() if folder.is_dir()]
    except OSError:
        return []


def projects_of(folder: Path) -> Optional[List[str]]:
    """Paths of the projects that a run or prediction belongs to; None for one that was started outside the panel."""
    try:
        return (folder / PROJECT).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return None


def _write_projects(folder: Path, projects: List[str]) -> None:
    with suppress(OSError):  # a full disk: the run goes on, and the history does not show it
        (folder / PROJECT).write_text("\n".join(projects), encoding="utf-8")
