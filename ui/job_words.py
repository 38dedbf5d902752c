"""What a job does and how it ended, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

from ..plugin.job_end import FINETUNE, JobEnd
from ..plugin.panel_job import CANCELED, FAILED, Outcome, PanelJob
from .words import counted, tr
from .words import job as words

TITLES = {"roofline:predict": words.FINDING, "roofline:evaluate": words.SCORING}
SPEEDS = {"tiles_per_second": words.TILES, "megapixels_per_second": words.MEGAPIXELS}


def title(job: PanelJob) -> str:
    if job.algorithm == FINETUNE:
        return tr(words.TRAINING, name=Path(job.parameters["MODEL"]).stem)
    return tr(TITLES.get(job.algorithm, words.WORKING))


def figures_line(device: str, figures: Dict[str, float]) -> str:
    """On what the worker computes, and how fast."""
    speeds = [tr(text, n=_rounded(figures[name])) for name, text in SPEEDS.items() if name in figures]
    return ", ".join(part for part in (device, *speeds) if part)


def result_line(algorithm: str, outcome: Outcome, end: JobEnd) -> str:
    if outcome.status == FAILED:
        return outcome.error or tr(words.FAILED)
    if outcome.status == CANCELED:
        return tr(words.CANCELED if end.folder is None else words.CANCELED_TRAINING)
    if algorithm == FINETUNE:
        return _score_line(end)
    if end.score is not None:
        return tr(words.F1, score=f"{end.score.f1:.2f}")
    if end.footprints is None:
        return tr(words.DONE)
    return counted(end.footprints, words.ONE_FOOTPRINT, words.FOOTPRINTS) if end.footprints else tr(words.NO_FOOTPRINTS)


def interval_line(end: JobEnd) -> str:
    """How far the score can be trusted; nothing where that is not known."""
    if end.score is None or end.score.low is None or end.score.high is None:
        return ""
    return tr(words.SCORE_HELP, low=f"{end.score.low:.2f}", high=f"{end.score.high:.2f}")


def _score_line(end: JobEnd) -> str:
    if end.score is None:
        return tr(words.NO_SCORE)
    score = f"{end.score.f1:.2f}"
    if end.base is None:
        return tr(words.SCORE_ALONE, score=score)
    line = tr(words.SCORE, score=score, base=f"{end.base.f1:.2f}")
    return "\n".join([line, tr(words.BASE_WON)]) if end.is_base else line


def _rounded(number: float) -> str:
    """Two digits that mean something: 0.43, 1.4, 14, 140."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
