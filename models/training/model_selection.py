"""Model selection: the best weights of a run or the base's, their threshold and minimum area, and the model card."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import torch

from ...protocol.targets import IOU
from ..evaluation.evidence import is_better, least_gain
from ..evaluation.threshold import select_threshold
from ..evaluation.validation import ValidationScore, ValidationSet
from ..geodata.band_statistics import Statistics
from ..networks.calibration import UNSEEN, Calibration
from ..networks.model_card import FORMAT, Band, Card
from ..networks.unet import stored_weights
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import Probabilities
from .checkpoint import RunState
from .second_round import (
    BEFORE,
    GROUND,
    HELD_OUT_GROUND,
    ground_of,
    grounds_learned,
    held_out_ground_of,
    learned_before,
)
from .strategies import SCRATCH
from .target import is_all_cover
from .training_run import TrainingRun
from .weight_mixing import BASE, DEVIATION, SHARES, mixed

SMALLER = 0.8
"""The minimum area, as a share of the area that nine labels in ten exceed, where that is below the base's."""
PACKAGES = ("torch", "segmentation-models-pytorch", "timm", "numpy")


@dataclass(frozen=True)
class Evidence:
    """What the base and tuned networks say of labelled `ground` that they did not learn from."""

    ground: ValidationSet
    base: list[Probabilities]
    tuned: list[Probabilities]


@dataclass
class Result:
    """A finished run: the selected model, its score (`tuned`) beside that of the base model on the same `ground`; the
    three are None where nothing could be scored, and `base` too where it knows nothing of ground cover.
    `is_cross_fitted`: the score is that of cross-fitting. `remarks` are sentences about it."""

    card: Card
    weights: dict[str, torch.Tensor]
    state: RunState
    base: ValidationScore | None
    tuned: ValidationScore | None
    ground: ValidationSet | None = None
    is_cross_fitted: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def is_base(self) -> bool:
        """Whether nothing was gained: no step was better than the base, so the model has its weights."""
        return self.tuned is not None and self.card.labels["best_step"] == 0


def select_model(run: TrainingRun, cross_fitted: Evidence | None = None) -> Result:
    """The selected weights of the run with their threshold and minimum area, scored beside the base model: on what is
    held out, else by the evidence of cross-fitting, where there is some. A notice tells of a score on labels that the
    base has learned."""
    if run.held_out is not None:
        result = _selected(run, run.held_out)
    else:
        result = _unproven(run) if cross_fitted is None else _cross_fitted(run, cross_fitted)
    if run.has_base and result.ground is not None:
        remark = learned_before(run.data.base.card, result.ground.images)
        if remark is not None:
            run.job.notice(remark)
            result.remarks = (remark,)
    return result


def _unproven(run: TrainingRun) -> Result:
    """Without any score: weights between the base's and the last ones, by the number of labels."""
    weights = run.usual_weights()
    card = _card(run, weights, usual_postprocessing(run), {}, run.usual_share, run.data.base.card.calibration)
    return Result(card, weights, run.state, None, None)


def usual_postprocessing(run: TrainingRun) -> Postprocessing:
    """The base's threshold and minimum area; the latter is smaller only where labels are."""
    base = run.data.base.card
    smallest = min(base.min_area_m2, SMALLER * run.data.dataset.smallest_label_m2)
    return replace(run.initial_postprocessing, min_area_m2=smallest)


def _cross_fitted(run: TrainingRun, evidence: Evidence) -> Result:
    """The usual weights, unless cross-fitting finds the base better by more than chance; with the threshold and the
    minimum area that it finds."""
    base_score = _base_score(run, evidence.ground, evidence.base)
    usual = evidence.ground.evaluate(evidence.tuned, usual_postprocessing(run))
    if run.has_base and base_score is not None and is_better(base_score, usual, DEVIATION):
        weights, share, score, run.state.best_step = run.data.base.weights, BASE, base_score, 0
    else:
        weights, share = run.usual_weights(), run.usual_share
        score = select_threshold(evidence.ground, evidence.tuned, usual.postprocessing, run.job.check)
        run.state.best_step = run.state.step
    scores = {**_scores(score, base_score), "cross_fitted": True}
    card = _card(run, weights, score.postprocessing, scores, share, _calibration(run, score))
    return Result(card, weights, run.state, base_score, score, evidence.ground, True)


def _selected(run: TrainingRun, held_out: ValidationSet) -> Result:
    """Weights between the base's and the trained ones, with their threshold and minimum area, or the base as it is."""
    def predict(weights: dict[str, torch.Tensor]) -> list[Probabilities]:
        return held_out.predict(run.network_of(weights), run.job.check)

    run.job.progress(0.96, "Choosing the threshold on the held-out part")
    base, trained = run.data.base, _trained_weights(run, held_out)
    mixtures = {share: mixed(run.trainer.start_weights, trained, share) for share in _shares(run)}
    said = {share: predict(weights) for share, weights in mixtures.items()}
    scores = {one: held_out.evaluate(there, run.initial_postprocessing) for one, there in said.items()}
    base_score = _base_score(run, held_out, predict(base.weights))
    share = _share(run, {BASE: base_score, **scores} if run.has_base and base_score is not None else scores)
    if share == BASE and base_score is not None:
        weights, tuned_score, run.state.best_step = base.weights, base_score, 0
    else:
        weights = mixtures[share]
        tuned_score = select_threshold(held_out, said[share], run.initial_postprocessing, run.job.check)
    scores_of = {**_scores(tuned_score, base_score), "gap_m": round(run.data.dataset.gap_m, 2)}
    card = _card(run, weights, tuned_score.postprocessing, scores_of, share, _calibration(run, tuned_score))
    return Result(card, weights, run.state, base_score, tuned_score, held_out)


def _base_score(run: TrainingRun, ground: ValidationSet, said: list[Probabilities]) -> ValidationScore | None:
    """The score of the base as it is; None where it has learned nothing of the ground cover that the labels are of."""
    if is_all_cover(run.data.base.card) and not run.has_base:
        return None
    return ground.evaluate(said, run.initial_postprocessing)


def _scores(tuned: ValidationScore, base: ValidationScore | None) -> dict[str, Any]:
    """The scores for a card. The `measure` is what the scores of a model of ground cover are told by."""
    before = {} if base is None else {"base_held_out": base.comparison.to_dict()}
    measure = {"measure": IOU} if tuned.is_all_cover else {}
    return {"held_out": tuned.comparison.to_dict(), **before, "chosen_on_held_out": True, **measure}


def _trained_weights(run: TrainingRun, held_out: ValidationSet) -> dict[str, torch.Tensor]:
    """The weights after the last step, for which the learning rate has fallen, or earlier ones where the held-out
    labels find these better by more than chance."""
    last = run.state.evaluations[-1]
    if run.state.best_quality - last.quality > least_gain(DEVIATION, round(len(held_out.labels) / held_out.copies)):
        return run.folder.load_best()
    run.state.best_step = last.step
    return stored_weights(run.network)


def _shares(run: TrainingRun) -> list[float]:
    """The usual share, and others to try: SHARES without the one that is nearest to it."""
    if not run.has_base:
        return [run.usual_share]
    nearest = min(SHARES, key=lambda share: abs(share - run.usual_share))
    return [run.usual_share if share == nearest else share for share in SHARES]


def _share(run: TrainingRun, scores: Mapping[float, ValidationScore]) -> float:
    """The share of the trained weights that suits the number of labels, or that which the held-out ones find better by
    more than chance, the base among them; of equals the one nearest to it."""
    usual = run.usual_share
    best = max(scores, key=lambda share: (round(scores[share].selection_score, 6), -share))
    return best if is_better(scores[best], scores[usual], DEVIATION) else usual


def _labels(run: TrainingRun, share: float) -> dict[str, Any]:
    """What a card tells of the labels, and of what was learned from them; "held_out" are those that are scored."""
    dataset, base = run.data.dataset, run.data.base.card
    counts = dataset.counts
    before = [] if run.settings.strategy == SCRATCH else grounds_learned(base)
    return {
        "trained": counts.trained, "held_out": counts.scored, "cut": counts.cut, "unused": counts.unused,
        "background": counts.background, "images": [image.name for image in run.data.images],
        GROUND: ground_of(dataset.shown), HELD_OUT_GROUND: held_out_ground_of(dataset.held_out), BEFORE: before,
        "steps": run.state.step, "best_step": run.state.best_step, "share": share,
        "seconds": round(run.time_budget.elapsed, 1)}


def _calibration(run: TrainingRun, score: ValidationScore) -> Calibration | None:
    """By what was found on ground with areas. Rings round labels hold hardly any room for false alarms, so without
    areas it is the base's."""
    usual = run.data.base.card.calibration
    if score.is_all_cover:
        return None
    return score.calibrated(usual or UNSEEN) if run.data.dataset.ring_m is None else usual


def _bands(base: Card, statistics: Mapping[str, Statistics]) -> tuple[Band, ...]:
    """The bands with the mean and the deviation of the imagery, or without where that had several data types: then a
    prediction takes them from its own imagery."""
    if len(statistics) > 1:
        return tuple(Band(band.name, wavelength_um=band.wavelength_um) for band in base.bands)
    [only] = statistics.values()
    return tuple(Band(band.name, float(mean), float(std), band.wavelength_um)
                 for band, mean, std in zip(base.bands, only.mean, only.std))


def _card(run: TrainingRun, weights: dict[str, torch.Tensor], postprocessing: Postprocessing, scores: dict[str, Any],
          share: float, calibration: Calibration | None) -> Card:
    base, imagery = run.data.base.card, run.data.images[0]
    return replace(
        base, name=run.folder.path.resolve().name[:100], bands=_bands(base, run.data.statistics),
        dtype=next(iter(run.data.statistics)) if len(run.data.statistics) == 1 else None,
        resolution_m=imagery.resolution_m, threshold=postprocessing.threshold,
        min_area_m2=min(postprocessing.min_areas_m2 or (postprocessing.min_area_m2,)),
        calibration=calibration, seen_m=None, min_areas_m2=postprocessing.min_areas_m2,
        base=None if run.settings.strategy == SCRATCH else {"name": base.name, "hash": run.data.base.hash},
        adapter=run.adapter_of(weights), changes_only=False, settings=run.settings.to_dict(),
        labels=_labels(run, share), scores=scores, versions={name: version(name) for name in PACKAGES},
        created=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        notes=" ".join(filter(None, (f"Background was taken from {run.data.dataset.background}.", run.ending))),
        weights_hash="", format=FORMAT)
