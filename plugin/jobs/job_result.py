"""What a job of the panel left behind: scores, files, and whether it can go on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..history.model_card import ModelCardError, Score, base_score, read_card, tuned_score
from ..worker.job_folder import LOG, WEIGHTS
from .panel_job import FINETUNE, FINISHED, JobOutcome, PanelJob


@dataclass(frozen=True)
class JobEnd:
    """Facts for the analyst; each is None where there is none.

    score, base: the new model's and its base's, on the held-out part; of a scoring, the footprints'. is_base: the base
    did better, so the new model is the base. report: a page. footprints: how many were found. folder: the run's, when
    it can go on. log: the worker's.
    """

    score: Optional[Score] = None
    base: Optional[Score] = None
    is_base: bool = False
    report: Optional[Path] = None
    footprints: Optional[int] = None
    folder: Optional[Path] = None
    log: Optional[Path] = None


def job_end(job: PanelJob, outcome: JobOutcome) -> JobEnd:
    """Looks at the job's results, and at the files that they name."""
    results, folder = outcome.results, job.feedback.folder
    if outcome.status != FINISHED:
        return JobEnd(folder=_resumable(job), log=_existing(folder and folder / LOG))
    report = _existing(results.get("REPORT"))
    if job.algorithm != FINETUNE:
        score = Score(results["F1"]) if "F1" in results else None
        return JobEnd(score, report=report, footprints=results.get("COUNT"))
    try:
        card = read_card(Path(results["MODEL"]))
    except ModelCardError:  # moved away within a moment; the training did end well
        card = {}
    labels = card.get("labels")
    best_step = labels.get("best_step") if isinstance(labels, dict) else None
    return JobEnd(tuned_score(card), base_score(card), is_base=best_step == 0, report=report)


def _resumable(job: PanelJob) -> Optional[Path]:
    folder = job.feedback.folder
    can_go_on = job.algorithm == FINETUNE and folder is not None and (folder / WEIGHTS).is_file()
    return folder if can_go_on else None


def _existing(path: object) -> Optional[Path]:
    found = Path(str(path)) if path else None
    return found if found is not None and found.is_file() else None
