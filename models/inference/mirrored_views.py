"""Test-time augmentation: whether each window of a prediction is seen in four mirrored views, and what that costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...protocol.settings.base import AUTO, OFF, ON
from ..core.job import Job
from .raster_task import RasterTask
from .tiled_inference import FLIPS

MOST_PIXELS = 50_000_000
"""Ground up to which `auto` sees every window in all views, in pixels of the model's resolution: 4.5 km² at 0.3 m. A
function of the ground alone, so that every machine finds the same. Measured: docs/decisions/0044."""


def views(flips: str, pixels: float) -> int:
    """In how many views the network sees each window of ground of so many `pixels`; `flips` is a value of the setting.
    """
    return len(FLIPS) if flips == ON or flips == AUTO and pixels <= MOST_PIXELS else 1


def chosen_flips(flips: str, tasks: Sequence[RasterTask], job: Job) -> str:
    """ON or OFF: what the setting's value `flips` means for the ground of `tasks`. A notice tells where `auto` does
    without, since there is too much ground."""
    pixels = ground_pixels(tasks)
    if views(flips, pixels) > 1:
        return ON
    if flips == AUTO:
        job.notice(f"The ground has {pixels / 1e6:,.0f} megapixels at {tasks[0].imagery.resolution_m:g} m, so each "
                   "window is seen once. Flips 'on' looks at it in four mirrored ways, as 'auto' does up to "
                   f"{MOST_PIXELS / 1e6:.0f} megapixels: a little better, and takes about four times as long.")
    return OFF


def ground_pixels(tasks: Iterable[RasterTask]) -> float:
    """The pixels of the ground that is predicted."""
    return float(sum(task.ground.area for task in tasks))
