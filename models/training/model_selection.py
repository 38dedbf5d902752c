"""Model selection: the best weights of a run or the base's, their threshold and minimum area, and the model card."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import torch

from ..evaluation.threshold import select_threshold
from ..evaluation.validation import ValidationScore
from ..networks.adapters import Adapter, merged
from ..networks.model_card import Band, Card
from ..networks.unet import ADAPTER_PREFIX, build_network, stored_weights
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.strips import Probabilities
from .checkpoint import RunState
from .strategies import SCRATCH
from .training_run import TrainingRun

PACKAGES = ("torch", "segmentation-models-pytorch", "timm", "numpy")


@dataclass
class Result:
    """A finished run: the selected model, and its score (`tuned`) beside that of the base model on the validation set;
    both are None where nothing was held out."""

    card: Card
    weights: dict[str, torch.Tensor]
    state: RunState
    base: ValidationScore | None
    tuned: ValidationScore | None


def select_model(run: TrainingRun) -> Result:
    """The best weights of the run with their threshold and minimum area, scored beside the base model. When the base
    has the greater selection score, the result is the base (not for the strategy `scratch`)."""
    base = run.data.base.card
    if run.held_out is None:
        smallest = min(base.min_area_m2, 0.5 * run.data.dataset.smallest_label_m2)
        postprocessing = Postprocessing(base.threshold, smallest, base.boundary_m)
        weights = stored_weights(run.network)
        return Result(_card(run, weights, postprocessing, {}), weights, run.state, None, None)
    run.job.progress(0.96, "Choosing the threshold on the held-out part")
    weights, check = run.folder.load_best(), run.job.check
    tuned_score = select_threshold(
        run.held_out, _probabilities(run, weights), run.initial_postprocessing, check)
    base_score = run.held_out.evaluate(_probabilities(run, run.data.base.weights), Postprocessing.of(base))
    if base_score.selection_score > tuned_score.selection_score and run.settings.strategy != SCRATCH:
        weights, tuned_score, run.state.best_step = run.data.base.weights, base_score, 0
    scores = {"held_out": tuned_score.comparison.to_dict(), "base_held_out": base_score.comparison.to_dict(),
              "gap_m": round(run.data.dataset.gap_m, 2), "chosen_on_held_out": True}
    return Result(_card(run, weights, tuned_score.postprocessing, scores), weights, run.state, base_score, tuned_score)


def _probabilities(run: TrainingRun, weights: dict[str, torch.Tensor]) -> list[Probabilities]:
    """The predictions of a network with `weights`, its adapter merged, on the validation set."""
    assert run.held_out is not None
    network = build_network(*merged(replace(run.data.base.card, adapter=_adapter(run, weights)), weights))
    network = network.to(run.trainer.device)
    return run.held_out.predict(network, run.job.check)


def _adapter(run: TrainingRun, weights: dict[str, torch.Tensor]) -> dict[str, Any] | None:
    """The adapter among these weights, as the model card describes it; None without one."""
    if not any(name.startswith(ADAPTER_PREFIX) for name in weights):
        return None
    return Adapter(run.settings.adapter_kind, run.settings.adapter_rank).to_dict()


def _card(run: TrainingRun, weights: dict[str, torch.Tensor], postprocessing: Postprocessing,
          scores: dict[str, Any]) -> Card:
    base, imagery = run.data.base.card, run.data.images[0]
    bands = tuple(Band(band.name, float(mean), float(std), band.wavelength_um)
                  for band, mean, std in zip(base.bands, run.data.statistics.mean, run.data.statistics.std))
    return Card(
        name=run.folder.path.resolve().name[:100], encoder=base.encoder, decoder_channels=base.decoder_channels,
        classes=base.classes, bands=bands, dtype=str(imagery.dtype), resolution_m=imagery.resolution_m,
        threshold=postprocessing.threshold, min_area_m2=postprocessing.min_area_m2, output_stride=base.output_stride,
        boundary_m=base.boundary_m, contact_m=base.contact_m, separation=base.separation,
        base=None if run.settings.strategy == SCRATCH else {"name": base.name, "hash": run.data.base.hash},
        adapter=_adapter(run, weights), settings=run.settings.to_dict(),
        labels={"trained": run.data.dataset.training_labels, "held_out": run.data.dataset.held_out_labels,
                "images": [image.name for image in run.data.images], "steps": run.state.step,
                "best_step": run.state.best_step, "seconds": round(run.time_budget.elapsed, 1)},
        scores=scores, attribution=base.attribution, versions={name: version(name) for name in PACKAGES},
        created=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        notes=" ".join(filter(None, (f"Background was taken from {run.data.dataset.background}.", run.ending))))
