"""Checkpoints: weights, optimizer and state of a training on disk, so that a run that was cut off can be resumed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.torch import load_file
from torch import Tensor

from ...protocol.job_files import BEST_WEIGHTS, LAST_WEIGHTS
from ...protocol.job_requests import Train
from ...protocol.live_messages import TrainLive
from ..core.errors import RooflineError
from ..geodata.polygon_io import read_polygons
from .checkpoint_file import read_notes, save_weights
from .trainer import Trainer
from .training_data import Inputs, TrainingData

STATE = "state.json"
"""The key of the run's state (JSON) in the metadata of the last weights."""
MAY_CHANGE = ("max_seconds", "max_steps", "evaluations", "patience", "processes")
"""Settings that may change when a run is resumed."""


@dataclass
class Evaluation:
    """One evaluation on the validation set, `seconds` after the start of the run: object F1, IoU of the ground (with
    ground cover the mean of the classes), and the selection score."""

    step: int
    seconds: float
    f1: float
    iou: float
    quality: float = 0.0


@dataclass
class RunState:
    """Progress of a run. `elapsed` counts seconds over all its sessions; `losses` has one value for each step;
    `best_quality` is the greatest selection score; `flat_at` is the step at which a plateau was noticed (0: not yet).
    `strategy` is the resolved one, never `auto`; `resolution_m` None where it is the base's own."""

    fingerprint: str
    strategy: str
    resolution_m: float | None = None
    step: int = 0
    elapsed: float = 0.0
    best_quality: float = -1.0
    best_step: int = 0
    losses: list[float] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    flat_at: int = 0


def fingerprint(request: Train | TrainLive, data: Inputs) -> str:
    """A hash of the inputs that must stay the same when a run is resumed: imagery, the names of its bands, its grid and
    its pixels where it is learned or scored on, labels, areas, weights of the base, and settings but for MAY_CHANGE
    (how long the run trains, and in how many processes). A live training may go on with other labels, areas and pixels.
    """
    digest = hashlib.sha256()
    settings = {k: v for k, v in request.settings.items() if k not in MAY_CHANGE}
    bands = [band.name for band in data.base.card.bands]
    grids = [(*image.shape, image.transform.c, image.transform.f) for image in data.images]
    digest.update(json.dumps([request.imagery, bands, grids, data.base.hash, settings], sort_keys=True).encode())
    if isinstance(request, TrainLive):
        return digest.hexdigest()
    for path, what in ((request.labels, "labels"), (request.areas, "areas")):
        digest.update(_content(path, what) if path else b"none")
    if isinstance(data, TrainingData):
        pieces = [(site.image, site.valid) for site in data.dataset.sites]
        pieces += [(one.source.image, one.source.valid) for one in data.dataset.held_out]
        for pixels in chain.from_iterable(pieces):
            digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


def _content(path: str, what: str) -> bytes:
    """A digest of a layer's geometries and values; the file's own bytes carry the time it was written."""
    polygons = read_polygons(path, what)
    columns = [[str(value) for value in polygons.values[name]]
               for name in sorted(polygons.values) if name.lower() in ("class", "role")]
    rows = sorted(zip((geometry.wkb_hex for geometry in polygons.geometries), *columns))
    return hashlib.sha256(json.dumps([rows, polygons.crs.to_wkt()]).encode()).digest()


class RunFolder:
    """The folder of one run: the last weights with the optimizer, the best weights, and the state, of `kind`."""

    def __init__(self, path: str, kind: type[RunState] = RunState) -> None:
        self.path, self._kind = Path(path), kind
        self.path.mkdir(parents=True, exist_ok=True)

    def save_best(self, weights: dict[str, Tensor]) -> None:
        """Keep the best weights so far."""
        save_weights(self.path / BEST_WEIGHTS, weights)

    def load_best(self) -> dict[str, Tensor]:
        """The weights that `save_best` kept."""
        return load_file(self.path / BEST_WEIGHTS)

    def save(self, state: RunState, trainer: Trainer) -> None:
        """Save a checkpoint."""
        trainer.save(self.path / LAST_WEIGHTS, {STATE: json.dumps(asdict(state))})

    def strategy(self) -> str:
        """The resolved strategy of the run in the folder. Raises RooflineError when no run can be resumed here."""
        state = self._state()
        if "strategy" not in state:
            raise RooflineError(f"The run in {self.path} was begun with an older Roofline and cannot go on with this "
                                "one. Leave RESUME empty to start a new one.")
        return str(state["strategy"])

    def resolution_m(self) -> float | None:
        """The resolution of the run in the folder; None for the base's own. Raises RooflineError as `strategy`."""
        return self._state().get("resolution_m")

    def _state(self) -> dict[str, Any]:
        if not (self.path / LAST_WEIGHTS).exists():
            raise RooflineError(f"{self.path} holds no run that can go on. Leave RESUME empty to start a new one.")
        state: dict[str, Any] = json.loads(read_notes(self.path / LAST_WEIGHTS)[STATE])
        return state

    def load(self, expected: str, trainer: Trainer) -> RunState:
        """Load the checkpoint into `trainer` and return the state. Raises RooflineError when there is none, or its
        fingerprint is not `expected`."""
        values = self._state()
        values["evaluations"] = [Evaluation(**evaluation) for evaluation in values["evaluations"]]
        state = self._kind(**values)
        if state.fingerprint != expected:
            raise RooflineError(
                f"The run in {self.path} was made with other imagery, labels, areas or settings, or from another base "
                "model, so it cannot go on with these. Give the same ones, or leave RESUME empty to start a new run.")
        trainer.load(self.path / LAST_WEIGHTS)
        return state
