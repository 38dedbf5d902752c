"""Preloading: a spare worker runs a tiny training and prediction while it is idle, so that real jobs begin at once.

They do all that is slow the first time: imports, GDAL's drivers, PROJ's tables, the kernels of the network.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from affine import Affine

from ...protocol.messages import Predict, Train
from ..core.job import Job
from ..geodata.polygon_io import write_polygons
from ..inference.predict import find_footprints
from ..training.train import fine_tune

CRS = "EPSG:32633"
TRANSFORM = Affine(0.3, 0, 500_000, 0, -0.3, 4_500_000)
SIDE = 320
"""Side of the made-up imagery in pixels: a little more than a tile."""


def preload(job: Job) -> dict[str, Any]:
    """Run one step of training and one window of prediction on noise, with the settings that most jobs have, and with
    an adapter, whose libraries take longest to import. Raises JobCanceled as soon as a real request waits."""
    with tempfile.TemporaryDirectory(prefix="roofline-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        image, labels = str(folder / "image.tif"), str(folder / "labels.gpkg")
        _make_ground(image, labels)
        settings = {"max_seconds": 0, "max_steps": 1, "gap_m": 1.0, "strategy": "adapter", "processes": 1}
        fine_tune(Train(job.name, name, [image], labels, str(folder / "model.roofline"), settings), job)
        return find_footprints(Predict(job.name, name, [image], str(folder / "footprints.gpkg"), {}), job)


def _make_ground(image: str, labels: str) -> None:
    """Write an image of noise, with 16 square labels on it."""
    noise = np.random.default_rng(0).integers(0, 255, (3, SIDE, SIDE), np.uint8)
    with rasterio.open(image, "w", driver="GTiff", count=3, height=SIDE, width=SIDE, dtype="uint8", crs=CRS,
                       transform=TRANSFORM) as file:
        file.write(noise)
    corners = [TRANSFORM * (40 + 60 * i, 40 + 60 * j) for i in range(4) for j in range(4)]
    write_polygons(labels, "labels", [shapely.box(x, y - 8, x + 8, y) for x, y in corners], {}, CRS)
