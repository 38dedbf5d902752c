"""Training loop: gradient steps, evaluations and checkpoints until a run is over."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from ..core.errors import RooflineError
from ..data.tile_sampler import TileSource
from .distributed import StepPlan
from .loader import training_batches
from .replay import tile_source
from .spectral import begin_with_pixels
from .strategies import unfreeze_gradually
from .trainer import CACHE_BYTES, CachedFeatures
from .training_run import TrainingRun

SAVE_SECONDS = 10.0
"""Interval of checkpoints: at most this much work is lost when the process dies."""


def train(run: TrainingRun) -> None:
    """Train until the run is over, then evaluate it and save a checkpoint."""
    with steps(run, tile_source(run.data, run.settings)) as step:
        _make_steps(run, step)
    run.trainer.group.release_ranks()
    run.ending = _early_ending(run)
    run.evaluate()
    run.save()


def follow(run: TrainingRun) -> None:
    """Ranks 1 and up: make the steps of rank 0 on other tiles, until rank 0 ends this process."""
    with steps(run, tile_source(run.data, run.settings)) as step:
        while True:
            plan = run.trainer.group.receive()
            run.trainer.train_encoder(plan.encoder_is_training)
            step(plan.lr_factor)


@contextmanager
def steps(run: TrainingRun, source: TileSource) -> Iterator[Callable[[float], float]]:
    """A function that makes one step of the run with a factor on the learning rate, and returns the loss. Batches go
    round the ranks of the group. A run that begins from no knowledge of its target fits the values of pixels first."""
    trainer, settings = run.trainer, run.settings
    if run.state.step == 0 and not run.has_base:
        begin_with_pixels(trainer, source, settings.seed)
    numbers = itertools.count(run.state.step * trainer.group.world_size + trainer.group.rank, trainer.group.world_size)
    with closing(training_batches(source, settings.batch_size, settings.seed, numbers, trainer.device)) as drawn:
        if trainer.encoder_is_frozen and trainer.device.type == "cpu":  # a GPU is faster than the cache
            yield CachedFeatures(trainer, drawn, settings.seed, CACHE_BYTES // trainer.group.world_size).step
        else:
            yield lambda lr_factor: trainer.step(*next(drawn), lr_factor)


def _make_steps(run: TrainingRun, step: Callable[[float], float]) -> None:
    """The training loop."""
    saved = time.monotonic()
    while not run.is_over:
        if run.schedule.evaluation_is_due:
            run.evaluate()
        make_step(run, step)
        if time.monotonic() - saved > SAVE_SECONDS:
            run.save()
            saved = time.monotonic()
        run.report_progress()


def make_step(run: TrainingRun, step: Callable[[float], float]) -> None:
    """Make the run's next step. Raises RooflineError when the loss stops being a number."""
    state, started = run.state, time.monotonic()
    unfreeze_gradually(run.trainer, run.settings, run.schedule.progress, state.step)
    plan = StepPlan(run.trainer.encoder_is_training, run.schedule.lr_factor)
    run.trainer.group.broadcast(plan)
    state.losses.append(step(plan.lr_factor))
    state.step += 1
    run.time_budget.step_took(time.monotonic() - started)
    if not math.isfinite(state.losses[-1]):
        raise RooflineError(
            f"The loss stopped being a number at step {state.step}. Lower the learning rate "
            f"({run.settings.learning_rate:g}) and train again.")


def _early_ending(run: TrainingRun) -> str:
    """Why training ended before its limits, as a sentence; empty when it did not."""
    if run.schedule.progress < 1:
        return f"Training was stopped by the analyst at step {run.state.step}."
    if run.schedule.annealed == 1:
        return (f"Training ended at step {run.state.step}, since {run.settings.patience} evaluations in a row brought "
                "no better held-out score.")
    return ""
