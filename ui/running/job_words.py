"""Texts about a job: title, device and speed, and the result with its score and confidence interval."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, Optional, Tuple

from ...plugin.history.model_card import Score
from ...plugin.history.model_choices import spoken_name
from ...plugin.jobs import training_gain
from ...plugin.jobs.job_result import JobEnd
from ...plugin.jobs.panel_job import (
    ALIGN,
    CANCELED,
    EVALUATE,
    FAILED,
    FINETUNE,
    FINISHED,
    PREDICT,
    SELF_TEST,
    SUGGEST,
    JobOutcome,
    PanelJob,
)
from ...plugin.jobs.training_gain import FEW_SCORED, gain
from ...plugin.translation import tr_sentence
from ..words import counted, number, rounded, tr
from ..words import job as words
from ..words.label_line import label_line
from ..words.things import text_for

TITLES = {FINETUNE: (words.TRAINING, words.TRAINED), PREDICT: (words.FINDING, words.FOUND),
          EVALUATE: (words.SCORING, words.SCORED), SUGGEST: (words.SUGGESTING, words.SUGGESTED),
          ALIGN: (words.ALIGNING, words.ALIGNED), SELF_TEST: (words.SELF_TESTING, words.SELF_TESTING)}
"""Algorithm -> what it does, what it did."""
ADVICE = {
    training_gain.FIND: words.FIND, training_gain.ELSEWHERE: words.ELSEWHERE,
    training_gain.MORE_LABELS: words.MORE_LABELS, training_gain.MISSED: words.LABEL_MISSED,
    training_gain.FALSE_ALARMS: words.LABEL_BACKGROUND,
}
SPEEDS = {"tiles_per_second": words.TILES, "megapixels_per_second": words.MEGAPIXELS}


def title(job: PanelJob, status: str = "", is_in_vain: bool = False) -> str:
    """What the job does, or did, by the `status` of its end; for a training with the name of the new model.
    `is_in_vain`: nothing was gained."""
    name = Path(job.parameters["MODEL"]).stem if job.algorithm == FINETUNE else ""
    if status == FINISHED and is_in_vain:
        return tr(words.TRAINED_IN_VAIN, name=name)
    running, done = TITLES.get(job.algorithm, (words.WORKING, words.WORKING))
    text = tr(done if status == FINISHED else running, name=name)
    return tr(words.ENDED[status], title=text) if status in words.ENDED else text


def figures_line(device: str, figures: Dict[str, float]) -> str:
    """The worker's device and its speed, in one line; "" while neither is known."""
    speeds = [tr(text, n=rounded(figures[name])) for name, text in SPEEDS.items() if name in figures]
    return ", ".join(part for part in (tr_sentence(device), *speeds) if part)


def result_line(algorithm: str, outcome: JobOutcome, end: JobEnd) -> str:
    """How the job ended: the error, the score, or the number of footprints. A training has a line for each fact."""
    if outcome.status == FAILED:
        return outcome.error or tr(words.FAILED)
    if outcome.status == CANCELED:
        return tr(words.CANCELED if end.folder is None else words.CANCELED_TRAINING)
    if algorithm == FINETUNE:
        return _training_lines(end)
    if end.score is not None:
        return tr(words.F1, score=number(end.score.f1, ".2f"))
    if end.squares is not None:
        return tr(words.SQUARES if end.squares else words.NO_SQUARES)
    if end.failed is not None:
        return counted(end.failed, words.ONE_FAILED, words.SOME_FAILED) if end.failed else tr(words.ALL_WORK)
    if end.footprints is None:
        return tr(words.DONE)
    if not end.footprints and not end.left_out:
        return tr(words.NO_FOOTPRINTS)
    return counted(end.footprints, words.ONE_FOOTPRINT, words.FOOTPRINTS)


def _training_lines(end: JobEnd) -> str:
    """F1 of the new model, with the data it was measured on and its base's F1, what changed, how sure that is, and what
    to do next, and what became of the labels; a line for each."""
    score = end.score
    if score is None:
        return tr(words.NO_SCORE)
    trust = _trust(score)
    lines = [score_line(score, end.base, end.base_model), "" if end.is_base else _change(end), trust]
    if end.is_base:
        text = words.NOTHING_GAINED_BY_HALVES if score.is_cross_fitted else words.NOTHING_GAINED
        lines.append(tr(text, name=spoken_name(end.base_model)))
    elif (end.base is not None and end.base.f1 >= score.f1 and not score.is_iou
          and trust != tr(text_for(words.FEW, score.is_building))):
        lines.append(tr(text_for(words.CLOSE, score.is_building)))
    if end.before is not None:
        name, f1 = end.before
        lines.append(tr(text_for(words.BETTER_BEFORE, score.is_building), name=name, f1=number(f1, ".2f")))
        lines.append(tr(words.BY_CHANCE) if score.high is not None and f1 <= score.high else "")
    if score.is_cross_fitted and not end.is_base:
        lines.append(tr(words.BY_HALVES))
    if end.advice:
        trained = 0 if end.labels is None else end.labels.trained
        lines.append(tr(text_for(ADVICE[end.advice], score.is_building), n=trained))
    if end.labels is not None and end.labels.drawn > end.labels.trained:
        lines.append(label_line(end.labels))
    return "\n".join(filter(None, lines))


def score_line(score: Score, base: Optional[Score] = None, base_model: str = "") -> str:
    """A score, with the data it was measured on, beside that of its `base`, where this is known."""
    where = tr(words.HELD_OUT)
    if score.buildings is not None:
        kinds = words.CROSS_FITTED if score.is_cross_fitted else words.HELD_OUT_BUILDINGS
        where = counted(score.buildings, *(text_for(kind, score.is_building) for kind in kinds))
    f1, before = number(score.f1, ".2f"), "" if base is None else number(base.f1, ".2f")
    if score.is_iou:
        text = words.IOU_SAME if before == f1 else words.IOU if before else words.IOU_ALONE
        return tr(text, score=f1, name=spoken_name(base_model), base=before)
    text = words.SCORE_SAME if before == f1 else words.SCORE if before else words.SCORE_ALONE
    return tr(text, score=f1, where=where, name=spoken_name(base_model), base=before)


def _change(end: JobEnd) -> str:
    """How many more buildings are found than with the base, and how many false alarms fewer; "" where not known."""
    change = gain(end.score, end.base)
    if change is None:
        return ""
    is_building = end.score is None or end.score.is_building
    one_more, more, one_fewer, fewer, as_many = (text_for(text, is_building) for text in (
        words.ONE_MORE, words.MORE, words.ONE_FEWER, words.FEWER, words.AS_MANY))
    found = _difference(change.found, (one_more, more), (one_fewer, fewer), as_many)
    alarms = _difference(change.false_alarms, (words.ONE_ALARM_MORE, words.ALARMS_MORE),
                         (words.ONE_ALARM_FEWER, words.ALARMS_FEWER), words.AS_MANY_ALARMS)
    return tr(words.CHANGE, name=spoken_name(end.base_model), found=found, alarms=alarms)


def _difference(count: int, more: Tuple[str, str], fewer: Tuple[str, str], same: str) -> str:
    return counted(abs(count), *(more if count > 0 else fewer)) if count else tr(same)


def _trust(score: Score) -> str:
    """Confidence interval of the score, or a warning when it rests on few buildings; "" where neither is known."""
    if score.buildings is not None and score.buildings < FEW_SCORED:
        return tr(text_for(words.FEW, score.is_building))
    if score.low is None or score.high is None:
        return ""
    return tr(words.INTERVAL, low=number(score.low, ".2f"), high=number(score.high, ".2f"))
