"""Preloading: a spare worker runs a tiny training and prediction while it is idle, so that real jobs begin at once.

They do all that is slow the first time: imports, GDAL's drivers, PROJ's tables, the kernels of the network.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ...protocol.job_requests import Predict, Train
from ..core.job import Job
from ..diagnostics.whole_job import write_ground
from ..inference.predict import find_footprints
from ..training.train import fine_tune

SIDE = 320
"""Side of the made-up imagery in pixels: a little more than a tile."""


def preload(job: Job) -> dict[str, Any]:
    """Run one step of training and one window of prediction on noise, with the settings that most jobs have, and with
    an adapter, whose libraries take longest to import. Raises JobCanceled as soon as a real request waits."""
    with tempfile.TemporaryDirectory(prefix="roofline-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        image, labels = _made_up_ground(folder)
        settings = {"max_seconds": 0, "max_steps": 1, "gap_m": 1.0, "strategy": "adapter", "processes": 1,
                    "cross_fitting": False}
        fine_tune(Train(job.name, name, [image], labels, str(folder / "model.roofline"), settings), job)
        return find_footprints(Predict(job.name, name, [image], str(folder / "footprints.gpkg"), {}), job)


def _made_up_ground(folder: Path) -> tuple[str, str]:
    """Paths of an image of noise, and of 16 square labels on it."""
    noise = np.random.default_rng(0).integers(0, 255, (3, SIDE, SIDE), np.uint8)
    corners = [(40 + 60 * i, 40 + 60 * j) for i in range(4) for j in range(4)]
    return write_ground(folder, noise, [shapely.box(x, y, x + 27, y + 27) for x, y in corners])
