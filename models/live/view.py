"""What the network of a live training finds in the view, as often as the map wants to show it."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np
from torch import Tensor

from ...protocol.live_messages import Watch, Watched
from ...protocol.networks import STRIDE
from ...protocol.settings.live import LiveSettings
from ...protocol.settings.prediction import PredictSettings
from ...protocol.view_messages import LookAt
from ..core.errors import RooflineError
from ..core.job import Job
from ..geodata.window_reader import ArraySource
from ..labelling.click_outline import Sight
from ..labelling.map_view import MOST_PIXELS, Looker, MapView, probabilities, window_of
from ..networks.adapters import merged
from ..networks.conv_bn_fusion import folded
from ..networks.unet import Network, build_network
from ..training.model_selection import usual_postprocessing
from ..training.training_run import TrainingRun
from ..vectorize.strips import Outline

VIEW_SETTINGS = PredictSettings(backend="torch", window_size=544)
"""Small windows, since a label that comes waits for one of them at most."""
VIEW_SHARE = 0.4
"""Share of the time between two looks that a look may take; of a larger view only the middle is looked at."""
FIRST_PIXELS, LEAST_PIXELS = 1_500_000, 250_000
"""The largest view before it is known how fast this machine looks, and the least that is looked at."""
AIM, SPARE = 0.75, 1.25
"""A look is to be there after so much of the time that it has, since labels may come meanwhile, and begins so early
that it may take so many times as long as the one before."""
FASTER, SLOWER = 0.5, 1.5
"""A look may take so much of its share less or more before another part of the view is looked at."""


class LiveView:
    """The view that the map shows, None while nobody looks; `network` is kept from one look to the next."""

    def __init__(self, live: LiveSettings) -> None:
        self._live = live
        self._watch: Watch | None = None
        self._network: Network | None = None
        self._image: tuple[tuple[int, int, int, int], ArraySource] | None = None
        self._looker = Looker()
        self._most = FIRST_PIXELS
        self._shown_step, self._shown_at, self._took = -1, 0.0, 0.0

    def watch(self, message: Watch) -> None:
        """The map shows something else now."""
        self._watch, self._shown_step, self._image = (None if message.extent is None else message), -1, None

    def is_due(self, step: int, a_step_s: float) -> bool:
        """Whether to look now, so that the next look is there `refresh_s` after the last one, at the latest."""
        if self._watch is None or self._shown_step == step:
            return False
        left = self._shown_at + AIM * self._live.refresh_s - time.monotonic()
        return self._shown_step < 0 or left < SPARE * self._took + a_step_s

    def look(self, run: TrainingRun | None, base: LookAt, job: Job) -> None:
        """Look, and tell what was found; with the base model while nothing was learned. The job is checked between
        windows."""
        watch, began = self._watch, time.monotonic()
        if watch is None:
            return
        step = 0 if run is None else run.state.step
        try:
            if run is None:
                view = self._looker.by_network(replace(base, extent=watch.extent or []), job)
                found, confidences = view.found(), None
            else:
                view = self._seen(run, watch, job)
                found = view.found()
                confidences = None if (of := run.data.base.card.calibration) is None else of.confidence(_means(found))
        except RooflineError as error:
            self._shown_step, self._shown_at = step, time.monotonic()
            job.send(Watched(job.name, watch.number, step, problem=str(error)))
            return
        self._shown_step, self._shown_at, self._took = step, time.monotonic(), time.monotonic() - began
        self._measure(view)
        job.send(Watched(job.name, watch.number, step, view.extent, view.imagery.resolution_m,
                         [one.polygon.wkb_hex for one in found],
                         (_means(found) if confidences is None else confidences).round(3).tolist(),
                         round(self._took, 3)))

    def _seen(self, run: TrainingRun, watch: Watch, job: Job) -> MapView:
        """The view with the weights that the run would deliver now."""
        imagery = run.data.images[0]
        window = _middle(window_of(imagery, watch.extent or []), self._most)
        if self._image is None or self._image[0] != window:
            left, top, right, bottom = window
            self._image = window, ArraySource.of(imagery, left, top, right - left, bottom - top)
        source = self._image[1]
        network = folded(self._with(run, run.usual_weights()), len(run.data.base.card.bands))
        said = probabilities(source, network, run.data.statistics[imagery.dtype], VIEW_SETTINGS, job.check)
        return MapView(imagery, window[:2], source.shape, VIEW_SETTINGS, Sight(said, source.image, source.valid),
                       usual_postprocessing(run))

    def _with(self, run: TrainingRun, weights: dict[str, Tensor]) -> Network:
        """The network with weights of the run, their adapter merged."""
        card, plain = merged(replace(run.data.base.card, adapter=run.adapter_of(weights)), weights)
        if self._network is None:
            self._network = build_network(card, plain).to(run.trainer.device)
        else:
            self._network.load_state_dict(plain)
        return self._network

    def _measure(self, view: MapView) -> None:
        """Look at more or less of the view next time, where this time took far less or more than its share."""
        share = self._took / (VIEW_SHARE * self._live.refresh_s)
        if not FASTER < share < SLOWER:
            self._most = int(min(max(view.sight.valid.size / max(share, 0.1), LEAST_PIXELS), MOST_PIXELS))


def _means(found: list[Outline]) -> np.ndarray:
    return np.array([one.probability for one in found], float)


def _middle(window: tuple[int, int, int, int], most: int) -> tuple[int, int, int, int]:
    """The middle of a window (left, top, right, bottom), with `most` pixels about."""
    left, top, right, bottom = window
    scale = math.sqrt(most / max((right - left) * (bottom - top), 1))
    if scale >= 1:
        return window
    width, height = (max(int(side * scale), 1) for side in (right - left, bottom - top))
    left += (right - left - width) // 2 // STRIDE * STRIDE
    top += (bottom - top - height) // 2 // STRIDE * STRIDE
    return left, top, left + width, top + height
