"""Training data of a live training: sites and held-out pieces made anew from each snapshot, and what stays the same."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from ...protocol.certain import certain
from ...protocol.job_requests import Train
from ...protocol.live_messages import TrainLive
from ...protocol.settings.live import LIVE_VALUES, LiveSettings
from ...protocol.settings.training import TrainSettings
from ..core.errors import RooflineError
from ..core.job import Job
from ..data.dataset import Dataset
from ..data.ground_history import GroundHistory
from ..data.tile_sampler import TileSource
from ..training.replay import SceneSampler, scenes_for, with_scenes
from ..training.scale_fit import first_look
from ..training.second_round import starting_model
from ..training.strategies import STAGED
from ..training.target import fitted_settings
from ..training.training_data import Inputs, TrainingData, read_inputs, with_labels
from .snapshot import Feature, Snapshot

NO_LABEL = "There is no label to learn from. Draw some buildings."


def as_train(request: TrainLive, labels: str, areas: str | None) -> Train:
    """The training of a request with the layers in two files."""
    return Train(request.job, request.folder, request.imagery, labels, "", request.settings, areas,
                 request.base_model)


def live_settings(request: TrainLive) -> TrainSettings:
    """The settings of the training: those of the request, but for LIVE_VALUES. What suits few labels must suit many
    later, so `auto` is staged. Raises SettingsError."""
    settings = TrainSettings.from_dict({**request.settings, **LIVE_VALUES})
    return settings if settings.strategy != "auto" else replace(settings, strategy=STAGED)


@dataclass
class LiveData:
    """Makes the data of snapshots; imagery, base model, classes, scenes and resolution stay those of the first."""

    inputs: Inputs
    settings: TrainSettings
    live: LiveSettings
    history: GroundHistory
    job: Job
    _scenes: SceneSampler | None = field(default=None, init=False)
    _scenes_are_known: bool = field(default=False, init=False)

    @classmethod
    def begin(cls, train: Train, settings: TrainSettings, live: LiveSettings, first: Snapshot, job: Job,
              open_files: ExitStack, resolution_m: float | None) -> LiveData:
        """Read base model and imagery for the first labels, at `resolution_m` where the run has learned at it before.
        Raises RooflineError where they cannot be used."""
        train = replace(train, base_model=starting_model(train, job))
        if resolution_m is None:
            resolution_m = first_look(train, settings, job).resolution_m
        settings = replace(settings, resolution_m=resolution_m)
        train = replace(train, settings=settings.to_dict())
        inputs = read_inputs(train, first.labels, settings, job, open_files)
        settings = fitted_settings(settings, inputs.base.card, [image.shape for image in inputs.images])
        return cls(inputs, settings, live, GroundHistory(), job)

    def of(self, snapshot: Snapshot, new: set[Feature]) -> TrainingData:
        """The data of a snapshot, of which some labels are `new`. Raises RooflineError where nothing can be learned
        from it."""
        if snapshot.is_empty:
            raise RooflineError(NO_LABEL)
        fitting = snapshot.of_classes(self.inputs.base.card.classes, self.job)
        if fitting.is_empty:
            raise RooflineError(NO_LABEL)
        if new:
            fitting = fitting.weighted(new, self.live.new_weight)
        self.history.ignored = fitting.ignored
        return with_labels(self.inputs, fitting.labels, fitting.areas, self.settings, self.job, history=self.history)

    def tiles(self, data: TrainingData, is_new: bool) -> TileSource:
        """The tiles of a run; with `is_new` new labels are drawn more often."""
        if not self._scenes_are_known:
            self._scenes, self._scenes_are_known = scenes_for(data, self.settings), True
        if not is_new:
            sites = [replace(site, center_weights=None) for site in data.dataset.sites]
            data = replace(data, dataset=replace(data.dataset, sites=sites))
        return with_scenes(data, self.settings, self._scenes)


def held_out_again(before: Dataset | None, now: Dataset) -> bool:
    """Whether the same ground with the same labels of the same classes is held out in both."""
    if before is None or len(before.held_out) != len(now.held_out):
        return False
    return all(one.transform == other.transform and shapely.equals(one.region, other.region)
               and len(one.labels) == len(other.labels)
               and bool(np.all(shapely.equals_exact(one.labels, other.labels)))
               and np.array_equal(certain(one.class_ids, "classes"), certain(other.class_ids, "classes"))
               for one, other in zip(before.held_out, now.held_out))
