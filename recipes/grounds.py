"""Reader of the labelled sets: georeferenced rasters and their outlines in memory, resampled to one resolution."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyproj
import rasterio
import shapely
from affine import Affine
from rasterio.enums import ColorInterp, Resampling
from shapely.geometry.base import BaseGeometry

from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.band_statistics import Statistics
from ..models.geodata.ground_sample_distance import ground_pixel_size
from ..models.geodata.polygon_io import Polygons, polygonal, read_polygons

UNLABELLED = "unlabelled"
"""In the name of a raster that has no outlines though its set has."""
LOCAL_METRES = pyproj.CRS.from_wkt('LOCAL_CS["local metres",UNIT["Meter",1],AXIS["x",EAST],AXIS["y",NORTH]]')


@dataclass(frozen=True)
class Ground:
    """A raster of a set: image (C, H, W), valid (H, W), the outlines that reach into it, in its pixels, and the
    transform from these to `crs`."""

    name: str
    image: np.ndarray
    valid: np.ndarray
    outlines: np.ndarray
    transform: Affine
    crs: pyproj.CRS
    resolution_m: float


def read_grounds(folder: Path, resolution_m: float, bands: int = 3, coarsest_m: float = math.inf) -> list[Ground]:
    """The rasters of a set that have at least `bands` bands and pixels of at most `coarsest_m`, without those that
    nobody labelled in a labelled set."""
    outlines = _outlines(folder)
    files = [file for file in _files(folder) if outlines is None or UNLABELLED not in file.stem]
    grounds = (_read(file, outlines, resolution_m, bands, coarsest_m) for file in files)
    return [ground for ground in grounds if ground is not None]


def read_unlabelled(folder: Path, resolution_m: float) -> list[Ground]:
    """The unlabelled rasters of a labelled set; their `outlines` are empty and mean nothing."""
    no_outlines = Polygons([], LOCAL_METRES)
    grounds = (_read(file, no_outlines, resolution_m, bands=3) for file in _files(folder) if UNLABELLED in file.stem)
    return [ground for ground in grounds if ground is not None]


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "images").glob("*.tif"))


def pooled_statistics(grounds: list[Ground]) -> Statistics:
    """Mean and deviation of the bands over all valid pixels of a set."""
    pixels = np.concatenate([ground.image[:, ground.valid] for ground in grounds], axis=1).astype(np.float64)
    return Statistics(pixels.mean(axis=1), np.maximum(pixels.std(axis=1), 1.0), pixels.shape[1])


def _outlines(folder: Path) -> Polygons | None:
    tables = sorted(folder.glob("*.gpkg"))
    if not tables:
        return None
    whole = read_polygons(tables[0], "labels", layer="buildings", anywhere=True)
    return Polygons([polygonal(geometry) for geometry in whole.geometries], whole.crs)


def _read(file: Path, outlines: Polygons | None, resolution_m: float, bands: int,
          coarsest_m: float = math.inf) -> Ground | None:
    with rasterio.open(file) as dataset:
        data = [i for i, color in zip(dataset.indexes, dataset.colorinterp) if color != ColorInterp.alpha]
        if len(data) < bands:
            return None
        crs = pyproj.CRS.from_user_input(dataset.crs.to_wkt()) if dataset.crs else LOCAL_METRES
        pixel = (ground_pixel_size(dataset.transform, dataset.shape, crs) if dataset.crs
                 else (abs(dataset.transform.a), abs(dataset.transform.e)))
        if max(pixel) > coarsest_m:
            return None
        if outlines is None:  # nothing in it has a size that must be kept
            resolution_m = max(resolution_m, *pixel)
        shape = tuple(max(1, round(n * p / resolution_m)) for n, p in zip(dataset.shape, pixel[::-1]))
        finer = max(pixel) < resolution_m
        image = dataset.read(data[:bands], out_shape=(bands, *shape),
                             resampling=Resampling.average if finer else Resampling.bilinear)
        valid = dataset.dataset_mask(out_shape=shape, resampling=Resampling.nearest) > 0
        transform = dataset.transform @ Affine.scale(dataset.width / shape[1], dataset.height / shape[0])
    return Ground(file.stem, image, valid, _here(outlines, crs, transform, shape), transform, crs, resolution_m)


def _here(outlines: Polygons | None, crs: pyproj.CRS, transform: Affine, shape: tuple[int, ...]) -> np.ndarray:
    if outlines is None:
        return np.array([], object)
    there = outlines if not len(outlines) or crs == LOCAL_METRES else outlines.to(crs)
    pixels: list[BaseGeometry] = list(apply_affine(there.geometries, ~transform))
    frame = shapely.box(0, 0, shape[1], shape[0])
    return np.array([polygon for polygon in pixels if polygon.intersects(frame)], object)
