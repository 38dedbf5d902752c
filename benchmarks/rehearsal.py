"""Spatial hold-out of the labelled sets: each as a folder with a pool to draw and train in, and a part to score in.

Sets that come with a cut keep it; of the others the west is the pool and the east is scored, with a gap between them.
Rasters without a CRS get one.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyproj
import rasterio
import shapely
import shapely.geometry

from ..models.core.job import Job
from ..models.geodata.polygon_io import Polygons, read_polygons
from ..models.inference.predict import raster_tasks
from ..models.inference.scale_selection import choose_resolution
from ..models.networks.model_card import Card
from ..models.networks.unet import Network
from ..protocol.job_requests import Predict
from .unseen import SPLIT_SETS, SplitSet, images_of

TRAINED, SCORED = 0.52, 0.6
"""Shares of the width up to which is trained, and from which on is scored."""
LOCAL_CRS = "+proj=laea +lat_0=0 +lon_0=0 +datum=WGS84 +units=m"
"""Of rasters that are in metres of nowhere."""
RGB = {"atlanta_spacenet4": "atlanta_a_rgb.tif", "austin_usa_inria_geo": "austin_sample.tif"}
"""The raster that is taken of a set in which several show the same or other ground."""


def split_set(data: Path, name: str, work: Path) -> SplitSet:
    """A set with a pool and a part to score in; what it lacks is written into `work`."""
    if name in SPLIT_SETS:
        return SplitSet(data / name, work)
    folder = work / name
    (folder / "images").mkdir(parents=True)
    (folder / "split").mkdir()
    frames = []
    for path in georeferenced(data / name, folder / "images"):
        with rasterio.open(path) as raster:
            frames.append(shapely.box(*raster.bounds))
            crs = raster.crs
    [table] = (data / name).glob("*.gpkg")
    labels = read_polygons(table, "labels", layer="buildings", anywhere=True)
    is_local = crs == rasterio.CRS.from_user_input(LOCAL_CRS)
    shapes = labels.geometries if is_local else labels.to(crs.to_wkt()).geometries
    _write_parts(folder, np.array(shapes, object), *_parts(frames), crs.to_wkt())
    return SplitSet(folder, work)


def georeferenced(folder: Path, there: Path) -> list[str]:
    """Copies of the rasters of a set in the folder `there`, with a CRS."""
    copies = []
    for path in map(Path, images_of(folder)):
        if RGB.get(folder.name, path.name) == path.name:
            copies.append(str(shutil.copy(path, there / path.name)))
            with rasterio.open(copies[-1], "r+") as raster:
                raster.crs = raster.crs or rasterio.CRS.from_user_input(LOCAL_CRS)
    return copies


def chosen_resolution(card: Card, network: Network, folder: Path) -> float:
    """The resolution that prediction chooses, without labels, for the scored part of a set."""
    areas = str(folder / "split" / "test_aoi.geojson") if folder.name in SPLIT_SETS else None
    with ExitStack() as stack:
        copies = georeferenced(folder, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        tasks = raster_tasks(Predict("job", "", copies, "", {}, areas=areas), card, stack, Job())
        choice = choose_resolution(card, network, tasks, lambda: None)
    return card.resolution_m if choice is None else choice.resolution_m


def _parts(frames: list[shapely.Geometry]) -> tuple[list[shapely.Geometry], list[shapely.Geometry]]:
    """The ground of the pool and that to score in: west and east of one raster, or the first and the last of many."""
    if len(frames) > 1:
        half = round(TRAINED * len(frames))
        return frames[:half], frames[half:]
    west, east = halves(*frames[0].bounds)
    return [west], [east]


def halves(x0: float, y0: float, x1: float, y1: float) -> tuple[shapely.Geometry, shapely.Geometry]:
    """The west of a rectangle, to train in, and the east, to score in."""
    west, east = (shapely.box(x0 + start * (x1 - x0), y0, x0 + end * (x1 - x0), y1)
                  for start, end in ((0.0, TRAINED), (SCORED, 1.0)))
    return west, east


def _write_parts(folder: Path, labels: np.ndarray, pool: list[shapely.Geometry], scored: list[shapely.Geometry],
                 crs: str) -> None:
    inside = labels[shapely.intersects(labels, shapely.union_all(pool))]
    split = folder / "split"
    for path, shapes in ((split / "pool_labels.geojson", inside), (split / "pool_aoi.geojson", pool),
                         (split / "test_aoi.geojson", scored), (folder / "buildings.geojson", labels)):
        there = Polygons(list(shapes), pyproj.CRS(crs)).to("EPSG:4326").geometries
        features = [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(one)} for one in there]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
