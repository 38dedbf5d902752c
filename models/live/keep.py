"""The state of a live training as a model file, chosen and described as the model of any run is."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import cast

from safetensors import SafetensorError

from ...protocol.live_messages import Keep, Kept
from ..core.errors import RooflineError
from ..networks.model_file import write_model
from ..networks.model_registry import as_changes
from ..training.model_selection import Result, select_model
from ..training.second_round import GROUND, joined_extents
from ..training.train import base_in_words
from ..training.training_report import write_training_report
from ..training.training_run import TrainingRun
from .live_schedule import LiveState

NOTHING = "Nothing was learned yet, so there is no model to keep. Draw some labels first."


def keep(run: TrainingRun | None, message: Keep, base_model: str | None) -> Kept:
    """Write the model and its report; a Kept with a problem where that cannot be done."""
    if run is None or run.state.step == 0:
        return Kept(message.job, message.model, problem=NOTHING)
    step = run.state.step
    run = replace(run, state=copy.deepcopy(run.state),
                  ending=f"It was kept at step {step} of a training that went on while labels were drawn.")
    try:
        run.evaluate()
        result = _with_all_ground(select_model(run))
        write_model(message.model, *as_changes(result.card, result.weights, run.data.base.weights))
    except (RooflineError, OSError, SafetensorError) as error:
        return Kept(message.job, message.model, step=step, problem=f"The model could not be kept: {_reason(error)}")
    report = message.report and _report(message.report, result, run, message.model, base_model)
    score = result.tuned.main_score if result.tuned else None
    return Kept(message.job, message.model, report, step, score, result.card.scores)


def _with_all_ground(result: Result) -> Result:
    """The result, whose card tells also of the ground of labels that were learned and then deleted."""
    labels, state = result.card.labels, cast(LiveState, result.state)
    ground = joined_extents(state.extent, labels[GROUND])
    return replace(result, card=replace(result.card, labels={**labels, GROUND: ground}))


def _report(path: str, result: Result, run: TrainingRun, model: str, base_model: str | None) -> str | None:
    """Write the report; None, and a notice, where that cannot be done: the model is there all the same."""
    try:
        write_training_report(path, result, run, base_in_words(base_model), Path(model).stat().st_size)
    except (RooflineError, OSError) as error:
        run.job.notice(f"The model was kept, but its report could not be written: {_reason(error)}")
        return None
    return path


def _reason(error: Exception) -> str:
    if isinstance(error, RooflineError):
        return str(error)
    return f"{getattr(error, 'strerror', None) or error}. Free some space, or choose another folder, and keep it again."
