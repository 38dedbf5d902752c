"""Self-test of the whole way: a raster and labels on disk, a training, a model file written and read, footprints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Sequence

import numpy as np
import rasterio
from affine import Affine
from shapely.geometry import Polygon

from ...protocol.job_requests import Predict, Train
from ...scenes.random_town import random_town
from ...scenes.scene import make_scene
from ..core.errors import RooflineError
from ..core.job import Job
from ..geodata.polygon_io import write_polygons
from ..inference.predict import find_footprints
from ..training.train import fine_tune
from .throughput import RESOLUTION_M, SEED, Measured

CRS = "EPSG:32633"
TRANSFORM = Affine(RESOLUTION_M, 0, 500_000, 0, -RESOLUTION_M, 4_500_000)
SIDE, STEPS = 512, 2


def write_ground(folder: Path, image: np.ndarray, outlines: Sequence[Polygon]) -> tuple[str, str]:
    """Write an image (3, H, W) uint8 as a GeoTIFF, and outlines in pixels as a GeoPackage of labels; their paths."""
    path, labels = str(folder / "image.tif"), str(folder / "labels.gpkg")
    with rasterio.open(path, "w", driver="GTiff", count=3, height=image.shape[1], width=image.shape[2], dtype="uint8",
                       crs=CRS, transform=TRANSFORM) as file:
        file.write(image)
    write_polygons(labels, "labels", [_on_the_map(outline) for outline in outlines], {}, CRS)
    return path, labels


def _on_the_map(outline: Polygon) -> Polygon:
    return Polygon([TRANSFORM @ xy for xy in outline.exterior.coords])


def whole_job(folder: Path, job: Job) -> Measured:
    """Train, write and read a model, and predict with it, through files in `folder`. Raises what these raise, and
    RooflineError when nothing is found."""
    town = make_scene(replace(random_town(SEED), resolution_m=RESOLUTION_M), SEED, SIDE, SIDE)
    image, labels = write_ground(folder, town.image, town.outlines)
    model, found = folder / "model.roofline", folder / "footprints.gpkg"
    settings = {"max_seconds": 0, "max_steps": STEPS, "gap_m": 1.0, "strategy": "adapter", "processes": 1,
                "evaluations": 1, "replay": 0.0, "resolution_m": RESOLUTION_M}
    fine_tune(Train(job.name, str(folder), [image], labels, str(model), settings), job)
    outputs = find_footprints(
        Predict(job.name, str(folder), [image], str(found), {"resolution_m": RESOLUTION_M}, str(model)), job)
    count = outputs["count"]
    if not count:
        raise RooflineError(f"None of {len(town.outlines)} buildings of a made-up scene was found.")
    return Measured(f"{len(town.outlines)} labels, {STEPS} steps, a model of "
                    f"{model.stat().st_size / 1e6:.1f} MB written and read, {count} footprints")
