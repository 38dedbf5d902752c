"""Texts about a past run: columns of the history, tooltip, and the table that compares two runs."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from html import escape
from typing import Any, List, Optional, Tuple

from qgis.PyQt.QtCore import QDateTime, QLocale

from ...plugin.history import past_runs, run_record
from ...plugin.history.model_card import Score
from ...plugin.history.model_choices import model_name
from ...plugin.history.run_record import RunRecord
from ...protocol.settings.training import TrainSettings
from ..words import history as words
from ..words import number, tr
from ..words.label_line import label_line
from ..words.things import score_text, text_for

STATUSES = {
    run_record.FAILED: words.FAILED, run_record.CANCELED: words.CANCELED, run_record.RUNNING: words.RUNNING,
    run_record.UNFINISHED: words.UNFINISHED,
}
FACTS = {"imagery": words.IMAGERY, "base": words.STARTED_FROM_ROW, "trained": words.TRAINED,
         "held_out": words.HELD_OUT, "seconds": words.TIME}
UNITS = {"m2": "m²"}
Row = Tuple[str, str, str]


def started(run: RunRecord) -> str:
    """Day and time of the start: of today the time alone, of another year the day alone."""
    now, moment = datetime.now(), QDateTime(run.started)  # Qt 6 takes Python's own for a day, which has no hours
    if run.started.date() == now.date():
        return str(QLocale().toString(moment, tr(words.CLOCK)))
    return str(QLocale().toString(moment, tr(words.DAY_TIME if run.started.year == now.year else words.DAY_YEAR)))


def result(run: RunRecord) -> str:
    """F1 of the new model and, if known, of its base model; how the run ended where that was not well."""
    if run.status != run_record.FINISHED:
        return tr(STATUSES[run.status])
    if run.score is None:
        return tr(words.UNKNOWN)
    if run.is_base:
        return tr(words.NO_GAIN, f1=_f1(run.score))
    return tr(words.SCORES, f1=_f1(run.score), base=_f1(run.base_score)) if run.base_score else _f1(run.score)


def duration(seconds: Optional[float]) -> str:
    """A duration in seconds, minutes or hours, whichever reads well."""
    if seconds is None:
        return tr(words.UNKNOWN)
    if seconds < 100:
        return tr(words.SECONDS, n=round(seconds))
    if seconds < 6000:
        return tr(words.MINUTES, n=round(seconds / 60))
    return tr(words.HOURS, n=number(seconds / 3600, ".1f"))


def base(run: RunRecord) -> str:
    """What the training started from, in a word."""
    return tr(words.BUILT_IN) if run.base == model_name("") else run.base


def details(run: RunRecord, in_use: bool) -> str:
    """Tooltip: facts for which the columns have no room, a line each."""
    lines = [run.name, tr(words.BETWEEN_NAMES).join(run.imagery), tr(words.STARTED_FROM, name=run.spoken_base)]
    if run.labels is not None:
        lines.append(label_line(run.labels))
    if run.score is not None:
        text = words.IOU_HELP if run.score.is_iou else words.SCORE_HELP
        lines.append(tr(text, score=_f1(run.score), interval=_interval(run.score), name=run.spoken_base,
                        base=_f1(run.base_score)))
    if run.status == run_record.FINISHED and run.model is None:
        lines.append(tr(words.NO_MODEL))
    if run.is_base:
        lines.append(tr(words.NO_GAIN_HELP, name=run.spoken_base))
    if in_use:
        lines.append(tr(words.IN_USE))
    return "\n".join([*lines, run.error]).strip()


def comparison_table(first: RunRecord, second: RunRecord) -> str:
    """The comparison as an HTML table, which breaks its lines where there is little room."""
    names = (f"{escape(run.name)}<br>{escape(started(run))}" for run in (first, second))
    head = "".join(words.HEAD_CELL.format(name) for name in ("", *names))
    rows = ("".join(words.CELL.format(escape(cell)) for cell in row) for row in comparison(first, second))
    return words.TABLE.format("".join(words.TABLE_ROW.format(row) for row in (head, *rows)))


def comparison(first: RunRecord, second: RunRecord) -> List[Row]:
    """Rows of name, first value and second value: the scores, then the facts and settings that differ."""
    is_iou = any(run.score is not None and run.score.is_iou for run in (first, second))
    is_building = all(run.score is None or run.score.is_building for run in (first, second))
    rows = [(tr(words.SCORE_ROW if is_iou else words.F1_ROW), _f1(first.score), _f1(second.score)),
            (tr(words.INTERVAL_ROW), _interval(first.score), _interval(second.score)),
            (tr(text_for(words.FOUND_ROW, is_building)), _found(first.score), _found(second.score)),
            (tr(words.FALSE_ALARMS_ROW), _false_alarms(first.score), _false_alarms(second.score)),
            (tr(words.BASE_F1_ROW), _f1(first.base_score), _f1(second.base_score))]
    rows = [row for row in rows if row[1:] != (tr(words.UNKNOWN), tr(words.UNKNOWN))]
    for row in past_runs.differences(first, second):
        rows.append((_name(row.name), _value(row.name, row.first), _value(row.name, row.second)))
    return rows


def _f1(score: Optional[Score]) -> str:
    return tr(words.UNKNOWN) if score is None else score_text(score)


def _interval(score: Optional[Score]) -> str:
    if score is None or score.low is None or score.high is None:
        return tr(words.UNKNOWN)
    return tr(words.INTERVAL, low=number(score.low, ".2f"), high=number(score.high, ".2f"))


def _found(score: Optional[Score]) -> str:
    if score is None or score.found is None or score.buildings is None:
        return tr(words.UNKNOWN)
    return tr(words.FOUND_OF, found=score.found, buildings=score.buildings)


def _false_alarms(score: Optional[Score]) -> str:
    return tr(words.UNKNOWN) if score is None or score.false_alarms is None else str(score.false_alarms)


def _name(name: str) -> str:
    if name in FACTS:
        return tr(FACTS[name])
    meta = {field.name: field.metadata for field in fields(TrainSettings)}[name]
    if not meta["unit"]:
        return tr(meta["label"])
    return tr(words.WITH_UNIT, label=tr(meta["label"]), unit=UNITS.get(meta["unit"], meta["unit"]))


def _value(name: str, value: Any) -> str:
    if value is None:
        return tr(words.UNKNOWN)
    if name == "seconds":
        return duration(value)
    if isinstance(value, tuple):
        return tr(words.BETWEEN_NAMES).join(value)
    return number(value, "g") if isinstance(value, float) else str(value)
