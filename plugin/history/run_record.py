"""Run record: the state of one training, read from the files in its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from ...protocol.job_files import LAST_WEIGHTS, LIVE_LOG, MESSAGES, REQUEST
from ...protocol.job_lock import is_held
from ...protocol.job_requests import Train
from ...protocol.label_counts import LabelCounts
from ...protocol.live_messages import TrainLive
from ...protocol.messages import ProtocolError, read_request
from ..layers.sources import file_stamp
from ..online.facts import imagery_name
from .live_record import as_training
from .model_card import ModelCardError, Score, base_score, facts_of, is_base, label_counts, read_card, tuned_score
from .model_choices import model_name, spoken_name

FINISHED, FAILED, CANCELED = "finished", "failed", "canceled"
RUNNING, UNFINISHED = "running", "unfinished"
DISMISSED = "dismissed"
TAIL_BYTES = 65_536
ENDS = {"Finished": FINISHED, "Failed": FAILED, "Canceled": CANCELED}


@dataclass(frozen=True)
class RunRecord:
    """One training. `model` and `report` are None where the files are gone, or were overwritten by another run.

    status: FINISHED, FAILED (then `error` is a sentence), CANCELED, RUNNING, or UNFINISHED when the worker or QGIS
    ended before the run did. is_base: it brought nothing, and its model is its base. labels: what became of them.
    seconds: duration; without a model, that of the last session alone (a resumed run has several). is_live: a live
    training, whose model is the one that was kept last, and which only the page Train goes on with.
    """

    folder: Path
    request: Train
    started: datetime
    status: str
    error: str = ""
    model: Optional[Path] = None
    report: Optional[Path] = None
    score: Optional[Score] = None
    base_score: Optional[Score] = None
    labels: Optional[LabelCounts] = None
    seconds: Optional[float] = None
    has_weights: bool = False
    is_base: bool = False
    dismissed: bool = False
    is_live: bool = False

    @property
    def name(self) -> str:
        """File name of the model, without its extension."""
        return Path(self.request.model).stem

    @property
    def imagery(self) -> Tuple[str, ...]:
        """Names of the rasters."""
        return tuple(dict.fromkeys(map(imagery_name, self.request.imagery)))

    @property
    def base(self) -> str:
        """Display name of the base model."""
        return model_name(self.request.base_model or "")

    @property
    def spoken_base(self) -> str:
        """The same within a sentence."""
        return spoken_name(self.request.base_model or "")

    @property
    def trained(self) -> Optional[int]:
        """The number of labels that it learned from."""
        return None if self.labels is None else self.labels.trained

    @property
    def held_out(self) -> Optional[int]:
        """The number of labels that it is scored on."""
        return None if self.labels is None else self.labels.scored

    @property
    def can_resume(self) -> bool:
        """Whether there are weights to go on from, and the run neither finished nor still runs."""
        return self.has_weights and self.status not in (FINISHED, RUNNING) and not self.is_live

    @property
    def has_new_model(self) -> bool:
        """Whether there is a model that learned something."""
        return self.model is not None and not self.is_base


_records: Dict[Path, Tuple[object, Optional[RunRecord]]] = {}


def read_record(folder: Path) -> Optional[RunRecord]:
    """The run in `folder`, None when there is none. Cached until one of its files changes."""
    seen = _stamp(folder, _records.get(folder))
    if folder not in _records or _records[folder][0] != seen:
        record = _read(folder)
        _records[folder] = (_stamp(folder, (seen, record)), record)
    record = _records[folder][1]
    if record is not None and record.status == UNFINISHED and is_held(folder):
        return replace(record, status=RUNNING)
    return record


def _stamp(folder: Path, known: Optional[Tuple[object, Optional[RunRecord]]]) -> object:
    """Cache key: changes when a file that the record was read from changes."""
    record = known[1] if known else None
    files = [folder / name for name in (REQUEST, MESSAGES, LAST_WEIGHTS, DISMISSED, LIVE_LOG)]
    if record is not None:
        files += [Path(path) for path in (record.request.model, record.request.report) if path]
    return tuple(file_stamp(path) for path in files)


def _read(folder: Path) -> Optional[RunRecord]:
    try:
        request = read_request(folder)
    except ProtocolError:
        return None
    is_live = isinstance(request, TrainLive)
    if is_live and not (folder / LIVE_LOG).is_file():  # no label came
        return None
    if is_live:
        request = as_training(request, folder)
    if not isinstance(request, Train):
        return None
    end = _last_message(folder / MESSAGES)
    record = RunRecord(
        folder=folder, request=request, started=started_at(folder), status=ENDS.get(end.get("type", ""), UNFINISHED),
        error=str(end.get("error", "")), report=_existing(request.report), seconds=_last_session(folder),
        has_weights=(folder / LAST_WEIGHTS).is_file(), dismissed=(folder / DISMISSED).exists(),
        is_live=is_live)
    if record.status != FINISHED and not is_live:
        return replace(record, report=None)
    scores = {"scores": (end.get("outputs") or {}).get("scores")}
    return _with_card(replace(record, score=tuned_score(scores), base_score=base_score(scores)))


def _with_card(record: RunRecord) -> RunRecord:
    """The record with the facts of the model's card, if the file is there and was not overwritten by another run."""
    model = Path(record.request.model)
    try:
        card = read_card(model)
    except ModelCardError:
        return record
    if card.get("name") != record.folder.name[:100]:
        return replace(record, report=None)
    seconds = facts_of(card).get("seconds", record.seconds)
    return replace(record, model=model, score=tuned_score(card), base_score=base_score(card), labels=label_counts(card),
                   seconds=seconds, is_base=is_base(card))


def _last_message(path: Path) -> Dict[str, Any]:
    """The last message of a job; {} when there is none."""
    return (last_messages(path, 1) or [{}])[-1]


def last_messages(path: Path, most: int = 100) -> List[Dict[str, Any]]:
    """The last messages of a job, at `most` so many, from the last TAIL_BYTES of the file. Incomplete and unreadable
    lines are skipped."""
    try:
        with open(path, "rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - TAIL_BYTES))
            lines = file.read().split(b"\n")[:-1]
    except OSError:
        return []
    return [message for message in map(_parsed, lines[-most:]) if isinstance(message, dict)]


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _last_session(folder: Path) -> Optional[float]:
    """Seconds from the request, which is written again when a run is resumed, to the last message."""
    try:
        return max(0.0, (folder / MESSAGES).stat().st_mtime - (folder / REQUEST).stat().st_mtime)
    except OSError:
        return None


def _existing(path: Optional[str]) -> Optional[Path]:
    return Path(path) if path and Path(path).is_file() else None


def started_at(folder: Path) -> datetime:
    """When the folder was created (local time), from its name, which begins with the time."""
    try:
        return datetime.strptime(folder.name[:15], "%Y%m%d-%H%M%S")
    except ValueError:
        return datetime.fromtimestamp(file_stamp(folder)[0] / 1e9)
