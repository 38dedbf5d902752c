"""How far a prediction is."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ..core.job import Job
from ..vectorize.polygonize import Strip
from .raster_task import Scene


class ProgressOver:
    """Tells how far a prediction over several rasters is, and how long the rest takes."""

    def __init__(self, scenes: Sequence[Scene], job: Job) -> None:
        self._job, self._started = job, time.monotonic()
        self._total = sum(scene.imagery.shape[0] * scene.imagery.shape[1] for scene in scenes)
        self._done = self._known = 0

    def strip_done(self, scene: Scene, strip: Strip, count: int) -> None:
        """One more strip is through; `count` footprints are found by now."""
        pixels = strip.height * scene.imagery.shape[1]
        self._done += pixels
        if strip.row < scene.first:  # known from before the prediction was cut off: it says nothing about the pace
            self._known += pixels
            self._started = time.monotonic()
        pace = (self._done - self._known) / max(time.monotonic() - self._started, 1e-3)
        self._job.progress(
            0.01 + 0.97 * self._done / self._total, f"{scene.imagery.name}: {count} footprints so far",
            (self._total - self._done) / pace if pace else None, megapixels_per_second=pace / 1e6)
