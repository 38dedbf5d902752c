"""Texts about a job: title, device and speed, and the result with its score and confidence interval."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

from ...plugin.history.model_card import Score
from ...plugin.jobs.job_result import JobEnd
from ...plugin.jobs.panel_job import (
    CANCELED,
    EVALUATE,
    FAILED,
    FINETUNE,
    PREDICT,
    SELF_TEST,
    SUGGEST,
    JobOutcome,
    PanelJob,
)
from ..words import counted, tr
from ..words import job as words

TITLES = {PREDICT: words.FINDING, EVALUATE: words.SCORING, SUGGEST: words.SUGGESTING, SELF_TEST: words.SELF_TESTING}
FEW = 10
"""With fewer buildings than these a confidence interval means nothing."""
SPEEDS = {"tiles_per_second": words.TILES, "megapixels_per_second": words.MEGAPIXELS}


def title(job: PanelJob) -> str:
    """What the job does; for a training with the name of the new model."""
    if job.algorithm == FINETUNE:
        return tr(words.TRAINING, name=Path(job.parameters["MODEL"]).stem)
    return tr(TITLES.get(job.algorithm, words.WORKING))


def figures_line(device: str, figures: Dict[str, float]) -> str:
    """The worker's device and its speed, in one line; "" while neither is known."""
    speeds = [tr(text, n=_rounded(figures[name])) for name, text in SPEEDS.items() if name in figures]
    return ", ".join(part for part in (device, *speeds) if part)


def result_line(algorithm: str, outcome: JobOutcome, end: JobEnd) -> str:
    """How the job ended: the error, the score, or the number of footprints. A training has a line for each fact."""
    if outcome.status == FAILED:
        return outcome.error or tr(words.FAILED)
    if outcome.status == CANCELED:
        return tr(words.CANCELED if end.folder is None else words.CANCELED_TRAINING)
    if algorithm == FINETUNE:
        return _score_line(end)
    if end.score is not None:
        return tr(words.F1, score=f"{end.score.f1:.2f}")
    if end.squares is not None:
        return counted(end.squares, words.ONE_SQUARE, words.SQUARES) if end.squares else tr(words.NO_SQUARES)
    if end.failed is not None:
        return counted(end.failed, words.ONE_FAILED, words.SOME_FAILED) if end.failed else tr(words.ALL_WORK)
    if end.footprints is None:
        return tr(words.DONE)
    if not end.footprints and not end.left_out:
        return tr(words.NO_FOOTPRINTS)
    return counted(end.footprints, words.ONE_FOOTPRINT, words.FOOTPRINTS)


def _score_line(end: JobEnd) -> str:
    """F1 of the new model, with the data it was measured on and the base model's F1; a line for each fact."""
    score = end.score
    if score is None:
        return tr(words.NO_SCORE)
    where = tr(words.HELD_OUT)
    if score.buildings is not None:
        kinds = words.CROSS_FITTED if score.is_cross_fitted else words.HELD_OUT_BUILDINGS
        where = counted(score.buildings, *kinds)
    if end.base is None:
        lines = [tr(words.SCORE_ALONE, score=f"{score.f1:.2f}", where=where)]
    else:
        lines = [tr(words.SCORE, score=f"{score.f1:.2f}", where=where, base=f"{end.base.f1:.2f}")]
    lines.append(_trust(score))
    if end.is_base:
        lines.append(tr(words.BASE_WON_BY_HALVES if score.is_cross_fitted else words.BASE_WON))
    elif end.base is not None and end.base.f1 > score.f1:
        lines.append(tr(words.CLOSE))
    if score.is_cross_fitted and not end.is_base:
        lines.append(tr(words.BY_HALVES))
    return "\n".join(filter(None, lines))


def _trust(score: Score) -> str:
    """Confidence interval of the score, or a warning when it rests on few buildings; "" where neither is known."""
    if score.buildings is not None and score.buildings < FEW:
        return tr(words.FEW)
    if score.low is None or score.high is None:
        return ""
    return tr(words.INTERVAL, low=f"{score.low:.2f}", high=f"{score.high:.2f}")


def _rounded(number: float) -> str:
    """Two significant digits, more from 100 on: 0.43, 1.4, 14, 140."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
