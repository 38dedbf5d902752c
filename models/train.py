"""Fine-tuning: from labels over imagery to a model file."""

from __future__ import annotations

import datetime
import math
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..protocol.messages import Train
from ..protocol.settings import TrainSettings
from .band_matching import notices
from .band_plan import BandPlan, fit_to_bands, plan_bands
from .clock import Clock
from .datasets import Dataset, Widths, build_dataset
from .devices import choose_device, describe_device
from .errors import JobCanceled, RooflineError
from .heldout import Cut, HeldOutPart, Judgement
from .imagery import Imagery, Statistics, bands_of, open_imagery, pooled
from .jobs import Job
from .model_file import Band, Card, weights_hash, write_model
from .networks import Network, build_network, stored_weights
from .pace import Pace
from .previews import HeldOutPreviews
from .run_folder import Evaluation, RunFolder, RunState, fingerprint
from .sampling import Augmentation, TileSampler
from .tracing import Probabilities
from .trainer import Trainer
from .training_report import write_training_report
from .vectors import read_polygons
from .zoo import load_base

SAVE_SECONDS = 10.0
"""At most this much work is lost when the process dies."""
PACKAGES = ("torch", "segmentation-models-pytorch", "timm", "numpy")


@dataclass
class Result:
    """A finished run: what was chosen and how it scores on the held-out part, beside the base model."""

    card: Card
    weights: dict[str, torch.Tensor]
    state: RunState
    base: Judgement | None
    tuned: Judgement | None


@dataclass
class Run:
    """One run: what it learns from, how far it is, and where it is kept. `base_card` and `base_weights` are the base
    fitted to the bands of the imagery, `base_hash` is its identity as it came. `ending`: why it ended early, if it did.
    """

    settings: TrainSettings
    job: Job
    clock: Clock
    pace: Pace
    base_card: Card
    base_weights: dict[str, torch.Tensor]
    base_hash: str
    images: list[Imagery]
    statistics: Statistics
    dataset: Dataset
    held_out: HeldOutPart | None
    trainer: Trainer
    folder: RunFolder
    state: RunState
    previews: HeldOutPreviews | None
    ending: str = ""

    @property
    def network(self) -> Network:
        return self.trainer.network

    @property
    def start_cut(self) -> Cut:
        """What the network is scored with until the threshold and the minimum area are chosen."""
        return Cut(0.5, self.base_card.min_area_m2, self.base_card.boundary_m)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left of its time, or the analyst has stopped it; a run makes one step at least."""
        return self.state.step > 0 and (self.pace.progress >= 1 or self.job.stop_wanted)

    def evaluate(self) -> None:
        """Score the network as it is on the held-out part; keep its weights when they are the best so far."""
        state = self.state
        if self.held_out is None or (state.evaluations and state.evaluations[-1].step == state.step):
            return
        started = time.monotonic()
        probabilities = self.held_out.predict(self.network, self.job.check)
        predicted = time.monotonic()
        judgement = self.held_out.judge(probabilities, self.start_cut)
        state.evaluations.append(Evaluation(
            state.step, self.clock.elapsed, judgement.comparison.f1 or 0.0, judgement.comparison.iou or 0.0))
        if judgement.quality > state.best_quality:
            state.best_quality, state.best_step = judgement.quality, state.step
            self.folder.save_best(stored_weights(self.network))
        self.pace.notice_flat()
        matched = time.monotonic()
        if self.previews is not None:
            self.previews.show(judgement.comparison, len(state.evaluations))
        self.clock.evaluation_took(time.monotonic() - started, matching=matched - predicted)

    def save(self) -> None:
        self.state.elapsed = self.clock.elapsed
        self.folder.save(self.state, self.trainer)

    def report_progress(self) -> None:
        state = self.state
        loss = float(np.mean(state.losses[-20:]))
        figures = {"step": float(state.step), "loss": loss}
        text = f"Step {state.step}, loss {loss:.3f}"
        if state.evaluations:
            figures.update(f1=state.evaluations[-1].f1, iou=state.evaluations[-1].iou)
            text += f", held-out F1 {state.evaluations[-1].f1:.2f}"
        if self.clock.seconds_a_step:
            figures["tiles_per_second"] = self.settings.batch_size / self.clock.seconds_a_step
        if state.flat_at:
            text += ", no longer improving"
        self.job.progress(0.05 + 0.9 * self.pace.progress, text, self.pace.remaining_s, **figures)


def fine_tune(request: Train, job: Job) -> dict[str, Any]:
    """Tune a model on the labels of `request`; writes the model file and the report, returns where they are and the
    score.

    A cancelled run saves itself and raises JobCanceled; RooflineError says what is wrong with the input.
    """
    settings = TrainSettings.from_dict(request.settings)
    with ExitStack() as open_files:
        run = prepare(request, settings, job, open_files)
        try:
            train(run)
            result = choose(run)
        except JobCanceled:
            run.save()
            raise
    job.progress(0.98, "Writing the model")
    write_model(request.model, result.card, result.weights)
    if request.report:
        write_training_report(request.report, result, run)
    scores = result.card.scores.get("held_out")
    return {"model": request.model, "report": request.report, "score": scores and scores["f1"],
            "scores": result.card.scores}


def prepare(request: Train, settings: TrainSettings, job: Job, open_files: ExitStack) -> Run:
    """Read everything a run needs; a resumed one takes up its weights, optimizer and state."""
    started = time.monotonic()
    job.progress(0.0, "Reading the base model")
    base = load_base(request.base_model, job.notice)
    card, weights = base.card, base.weights
    job.progress(0.01, "Reading imagery and labels")
    labels = read_polygons(request.labels, "labels")
    areas = read_polygons(request.areas, "areas") if request.areas else None
    images, plan = _open_imagery(request.imagery, card, settings, job, open_files)
    base_hash = weights_hash(weights)
    start, weights = fit_to_bands(card, weights, plan)
    card = replace(card, bands=plan.bands)
    statistics = pooled([imagery.statistics() for imagery in images])
    dataset = build_dataset(images, statistics, labels, areas, settings, Widths(card.boundary_m, card.contact_m), job)
    settings = _with_an_end(settings, dataset, job)
    clock = Clock(settings, started)
    device = choose_device()
    job.progress(0.03, f"Training on {dataset.training_labels} labels, {dataset.held_out_labels} held out, "
                       f"on the {describe_device(device)}")
    torch.manual_seed(settings.seed)
    trainer = Trainer(build_network(card, start), settings, device, frozen_normalization=base.is_tuned)
    folder, expected = RunFolder(request.folder), fingerprint(request, base_hash, [band.name for band in plan.bands])
    state = folder.load(expected, trainer) if request.resume else RunState(expected)
    clock.resume(state.elapsed)
    if request.resume:
        job.notice(f"The run goes on from step {state.step}, after {state.elapsed:.0f} s.")
    held_out = HeldOutPart(dataset.held_out, statistics, images[0].resolution_m, device) if dataset.held_out else None
    previews = HeldOutPreviews(held_out, folder.path, images[0].crs, job) if request.previews and held_out else None
    return Run(settings, job, clock, Pace(settings, clock, state), card, weights, base_hash, images, statistics,
               dataset, held_out, trainer, folder, state, previews)


def _open_imagery(paths: list[str], card: Card, settings: TrainSettings, job: Job,
                  open_files: ExitStack) -> tuple[list[Imagery], BandPlan]:
    """The imagery, and how the base's bands and those of the first raster go together; the other rasters follow it."""
    plan = plan_bands(Path(paths[0]).name, card.bands, bands_of(paths[0]))
    images = open_imagery(paths, plan.bands, settings.resolution_m or card.resolution_m, exact=True)
    for imagery in images:
        open_files.callback(imagery.close)
    for note in notices([(images[0].name, plan.remarks), *((image.name, image.band_remarks) for image in images)]):
        job.notice(note)
    return images, plan


def _with_an_end(settings: TrainSettings, dataset: Dataset, job: Job) -> TrainSettings:
    """Without a held-out part nobody can tell when a run is flat; it then gets the usual time."""
    if not settings.patience or dataset.held_out:
        return settings
    seconds = settings.max_seconds or TrainSettings().max_seconds
    job.notice(f"Nothing is held out, so it cannot be told when the model stops improving. Training ends after "
               f"{seconds} s instead.")
    return replace(settings, max_seconds=seconds, patience=0)


def train(run: Run) -> None:
    """The training loop: until the run is over."""
    sampler = TileSampler(run.dataset.sites, run.settings.tile_size, Augmentation())
    state, saved = run.state, time.monotonic()
    while not run.is_over:
        if run.pace.evaluation_is_due:
            run.evaluate()
        started = time.monotonic()
        images, masks = sampler.batch(np.random.default_rng([run.settings.seed, state.step]), run.settings.batch_size)
        state.losses.append(run.trainer.step(images, masks, run.pace.rate))
        state.step += 1
        run.clock.step_took(time.monotonic() - started)
        if not math.isfinite(state.losses[-1]):
            raise RooflineError(
                f"The loss stopped being a number at step {state.step}. Lower the learning rate "
                f"({run.settings.learning_rate:g}) and train again.")
        if time.monotonic() - saved > SAVE_SECONDS:
            run.save()
            saved = time.monotonic()
        run.report_progress()
    run.ending = _early_ending(run)
    run.evaluate()
    run.save()


def _early_ending(run: Run) -> str:
    """Why training ended before its limits, as a sentence; empty when it did not."""
    if run.pace.progress < 1:
        return f"Training was stopped by the analyst at step {run.state.step}."
    if run.pace.cooled == 1:
        return (f"Training ended at step {run.state.step}, since {run.settings.patience} evaluations in a row brought "
                "no better held-out score.")
    return ""


def choose(run: Run) -> Result:
    """The best weights of the run with their threshold and minimum area, scored beside the base model. When the base
    itself does better on the held-out part, the result is the base."""
    if run.held_out is None:
        cut = Cut(run.base_card.threshold, min(run.base_card.min_area_m2, 0.5 * run.dataset.smallest_label_m2),
                  run.base_card.boundary_m)
        weights = stored_weights(run.network)
        return Result(_card(run, weights, cut, {}), weights, run.state, None, None)
    run.job.progress(0.96, "Choosing the threshold on the held-out part")
    weights, check = run.folder.load_best(), run.job.check
    judged = run.held_out.choose(_probabilities(run, weights), run.start_cut, check)
    before = run.held_out.judge(_probabilities(run, run.base_weights), Cut(
        run.base_card.threshold, run.base_card.min_area_m2, run.base_card.boundary_m))
    if before.quality > judged.quality:
        weights, judged, run.state.best_step = run.base_weights, before, 0
    scores = {"held_out": judged.comparison.scores().to_dict(), "base_held_out": before.comparison.scores().to_dict(),
              "gap_m": round(run.dataset.gap_m, 2), "chosen_on_held_out": True}
    return Result(_card(run, weights, judged.cut, scores), weights, run.state, before, judged)


def _probabilities(run: Run, weights: dict[str, torch.Tensor]) -> list[Probabilities]:
    assert run.held_out is not None
    network = build_network(run.base_card, weights).to(run.trainer.device)
    return run.held_out.predict(network, run.job.check)


def _card(run: Run, weights: dict[str, torch.Tensor], cut: Cut, scores: dict[str, Any]) -> Card:
    base = run.base_card
    bands = tuple(Band(band.name, float(mean), float(std), band.wavelength_um)
                  for band, mean, std in zip(base.bands, run.statistics.mean, run.statistics.std))
    return Card(
        name=run.folder.path.resolve().name[:100], encoder=base.encoder, decoder_channels=base.decoder_channels,
        classes=base.classes, bands=bands, dtype=str(run.images[0].dtype), resolution_m=run.images[0].resolution_m,
        threshold=cut.threshold, min_area_m2=cut.min_area_m2, output_stride=base.output_stride,
        boundary_m=base.boundary_m, contact_m=base.contact_m,
        base={"name": base.name, "hash": run.base_hash}, settings=run.settings.to_dict(),
        labels={"trained": run.dataset.training_labels, "held_out": run.dataset.held_out_labels,
                "images": [imagery.name for imagery in run.images], "steps": run.state.step,
                "best_step": run.state.best_step, "seconds": round(run.clock.elapsed, 1)},
        scores=scores, attribution=base.attribution, versions={name: version(name) for name in PACKAGES},
        created=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        notes=" ".join(filter(None, (f"Background was taken from {run.dataset.background}.", run.ending))))

