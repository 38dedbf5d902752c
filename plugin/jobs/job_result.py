"""Result of a panel job: scores, files, and whether the run can be resumed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Tuple

from ...protocol.job_files import LAST_WEIGHTS, LOG
from ...protocol.label_counts import LabelCounts
from ..history.model_card import ModelCardError, Score, base_score, is_base, label_counts, read_card, tuned_score
from ..history.past_runs import better_before
from .panel_job import FINETUNE, FINISHED, PREDICT, SUGGEST, JobOutcome, PanelJob
from .training_gain import MORE_LABELS, advice


@dataclass(frozen=True)
class JobEnd:
    """Result of a job, for the panel; each field is None where it does not apply.

    score, base: scores of the new model and of its base, on the held-out part; `score` of an evaluation is that of the
    footprints. is_base: nothing was gained, and the new model has the base's weights. base_model: the choice that the
    training started from. before: name and F1 of an earlier model of the project that did better there. labels: what
    became of them. report: HTML file. footprints: number delivered; left_out: of
    others, whose buildings are known; squares: of squares to label next; failed: of parts of a self-test. folder: the
    run's folder when it can be resumed. log: the worker's log.
    """

    score: Optional[Score] = None
    base: Optional[Score] = None
    is_base: bool = False
    base_model: str = ""
    before: Optional[Tuple[str, float]] = None
    labels: Optional[LabelCounts] = None
    report: Optional[Path] = None
    footprints: Optional[int] = None
    left_out: Optional[int] = None
    squares: Optional[int] = None
    failed: Optional[int] = None
    folder: Optional[Path] = None
    log: Optional[Path] = None

    @property
    def wants_labels(self) -> bool:
        """Whether a training had so few labels, or learned so little, that more of them are what helps."""
        return self.is_base or self.score is None or self.score.is_cross_fitted or self.advice == MORE_LABELS

    @property
    def advice(self) -> str:
        """What to do after a training: a word of training_gain, "" where there is none."""
        return advice(self.score, self.base, None if self.labels is None else self.labels.trained)


def job_end(job: PanelJob, outcome: JobOutcome) -> JobEnd:
    """The result of a job that ended, from its outputs and the files that they name."""
    results, folder = outcome.results, job.feedback.folder
    if outcome.status != FINISHED:
        return JobEnd(folder=_resumable(job), log=_existing(folder and folder / LOG))
    report = _existing(results.get("REPORT"))
    if job.algorithm != FINETUNE:
        score = Score(results["F1"]) if "F1" in results else None
        count = results.get("COUNT")
        return JobEnd(score, report=report, footprints=count if job.algorithm == PREDICT else None,
                      left_out=results.get("COUNT_KNOWN"), squares=count if job.algorithm == SUGGEST else None,
                      failed=results.get("FAILED"))
    try:
        card = read_card(Path(results["MODEL"]))
    except ModelCardError:  # moved away within a moment; the training did end well
        card = {}
    before = better_before(folder) if folder is not None else None
    return JobEnd(tuned_score(card), base_score(card), is_base(card), str(job.parameters.get("BASE_MODEL") or ""),
                  (before.name, before.score.f1) if before is not None and before.score is not None else None,
                  label_counts(card), report)


def _resumable(job: PanelJob) -> Optional[Path]:
    folder = job.feedback.folder
    can_go_on = job.algorithm == FINETUNE and folder is not None and (folder / LAST_WEIGHTS).is_file()
    return folder if can_go_on else None


def _existing(path: object) -> Optional[Path]:
    found = Path(str(path)) if path else None
    return found if found is not None and found.is_file() else None
