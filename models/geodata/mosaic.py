"""Mosaic: rasters that touch or overlap are read as one, so that no seam cuts a building or finds it twice."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyproj
import rasterio
import shapely
from affine import Affine

from ...protocol.imagery import MAX_RESOLUTION_RATIO, RASTER_TAGS
from ..core.job import Job
from ..core.words import listed
from .band_matching import notices
from .band_statistics import Statistics
from .collar import Collar, taken_for_nodata
from .crs import missing_grid
from .mosaic_parts import Grid, Levels, Part, Placed, placed
from .raster_source import Imagery
from .virtual_raster import virtual_raster, write_description

NEAR = 64
"""Pixels between two rasters that still become one: the network sees across the gap, and a building may bridge it."""
REPEAT = 0.5
"""Share of its ground that a raster has in common with another one from which it shows the same once more."""
SAME_SIZE = 1.01
"""Share of the finest raster's pixels up to which those of another one count as being of their size."""
DEGREES = pyproj.CRS.from_epsg(4326)
MOST_NAMES = 3
"""Rasters that a message names one by one."""


def as_mosaics(paths: Sequence[str], folder: str | Path, job: Job, keep_repeats: bool = False) -> list[str]:
    """The rasters at `paths`, with a virtual raster in `folder` in place of those that touch or overlap. Notices
    through `job` tell which, and what is done to them.

    With `keep_repeats`, rasters that show the same ground once more stay apart: a training learns from each. Raises
    RooflineError when a raster cannot serve as imagery.
    """
    if len(paths) < 2:
        return list(paths)
    parts = []
    for path in paths:
        job.check()
        parts.append(Part.of(path))
    found: list[tuple[int, str]] = []
    for numbers in _neighbours(parts, keep_repeats):
        together = [parts[number] for number in numbers]
        if len(numbers) > 1 and _common_bands(together):
            target = Path(folder) / f"mosaic-{numbers[0] + 1}.vrt"
            write_description(target, _mosaic(together, job))
            found.append((numbers[0], str(target)))
        else:
            if len(numbers) > 1:
                _tell_apart(together, job)
            found += [(number, parts[number].path) for number in numbers]
    return [path for _, path in sorted(found)]


def mosaic_text(path: str) -> str | None:
    """The description of a virtual raster of Roofline, which GDAL opens in place of its path on any machine that has
    the rasters; None for any other raster."""
    if Path(path).suffix != ".vrt":
        return None
    with rasterio.open(path) as dataset:
        is_ours = bool(dataset.tags(ns=RASTER_TAGS))
    return Path(path).read_text(encoding="utf-8") if is_ours else None


def _neighbours(parts: Sequence[Part], keep_repeats: bool) -> list[list[int]]:
    """Connected components: the numbers of rasters that touch or overlap, in order."""
    crs = parts[0].crs
    outlines = np.array([part.outline(crs) for part in parts], object)
    pixel = max(np.sqrt(shapely.area(outlines) / [part.shape[0] * part.shape[1] for part in parts]))
    first, second = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=NEAR * pixel)
    first, second = first[first < second], second[first < second]
    if keep_repeats:
        common = shapely.area(shapely.intersection(outlines[first], outlines[second]))
        new = common < REPEAT * np.minimum(shapely.area(outlines[first]), shapely.area(outlines[second]))
        first, second = first[new], second[new]
    owner = np.arange(len(parts))
    while (owner[first] != owner[second]).any():
        least = np.minimum(owner[first], owner[second])
        np.minimum.at(owner, first, least)
        np.minimum.at(owner, second, least)
    return [np.flatnonzero(owner == one).tolist() for one in np.unique(owner)]


def _common_bands(parts: Sequence[Part]) -> list[str]:
    """The names of the bands that all rasters have, in the order of the first."""
    return [name for name in parts[0].band_names if all(name in part.band_names for part in parts)]


def _mosaic(parts: Sequence[Part], job: Job) -> str:
    """The description of the mosaic of these rasters on the grid of the finest one, which lies on top."""
    finest, coarsest = min(parts, key=_pixel), max(parts, key=_pixel)
    # Imagery may be so much coarser than the model's resolution, and nothing finer than that is ever seen.
    scale = max(1.0, coarsest.pixel_m / MAX_RESOLUTION_RATIO / finest.pixel_m)
    grid = Grid(finest.crs, finest.wkt, finest.transform @ Affine.scale(scale))
    names = _common_bands(parts)
    collars = _collars(parts, names, job)
    insides = {part.path: collar.inside() for part, collar in collars if collar.values}
    like = next(part for part in parts if part.pixel_m < SAME_SIZE * finest.pixel_m)
    levels = _levels(parts, names, like, job)
    clear = [replace(part, inside=insides.get(part.path), levels=levels.get(part.path, {})) for part in parts]
    on_grid = [placed(part, grid) for part in sorted(clear, key=lambda part: -round(part.pixel_m / finest.pixel_m, 2))]
    _tell(parts, on_grid, names, finest, job)
    _tell_collars(collars, job)
    return virtual_raster(on_grid, grid, names, like.dtype, {
        "name": _named(parts), "rasters": [part.path for part in parts], "coarsest_m": coarsest.pixel_m})


def _collars(parts: Sequence[Part], names: Sequence[str], job: Job) -> list[tuple[Part, Collar]]:
    """The rasters with an undeclared collar by the bands of these names."""
    found = []
    for part in parts:
        job.check()
        collar = part.collar(names)
        if collar is not None:
            found.append((part, collar))
    return found


def _levels(parts: Sequence[Part], names: Sequence[str], like: Part, job: Job) -> dict[str, dict[str, Levels]]:
    """By path of each raster of another data type than `like`, and by name of a band: the change that brings its
    mean and deviation to those of `like`, whose type all have in the mosaic."""
    others = [part for part in parts if part.dtype != like.dtype]
    if not others:
        return {}
    aim, found = _statistics(like, names), {}
    for part in others:
        job.check()
        own = _statistics(part, names)
        ratios = aim.std / own.std
        found[part.path] = {name: Levels(float(ratio), float(offset))
                            for name, ratio, offset in zip(names, ratios, aim.mean - ratios * own.mean)}
    kinds = listed(sorted({part.dtype for part in others}))
    job.notice(f"The values of {_named(others)} ({kinds}) are of another type than those of {like.name} "
               f"({like.dtype}): each band is brought to the mean and the deviation that it has there.")
    return found


def _statistics(part: Part, names: Sequence[str]) -> Statistics:
    with closing(Imagery(part.path, names)) as imagery:
        return imagery.statistics()


def _pixel(part: Part) -> float:
    return part.pixel_m


def _tell(parts: Sequence[Part], on_grid: Sequence[Placed], names: Sequence[str], finest: Part, job: Job) -> None:
    job.notice(f"{_named(parts)} touch or overlap and are read as one raster. Where several show the same ground, the "
               "finest is seen, and of equals the last.")
    warped = [one.part for one in on_grid if not one.on_grid]
    if warped:
        kinds = sorted({f"{part.pixel_m:.3g} m, {part.crs.name}" for part in warped})
        job.notice(f"On another grid than {finest.name} ({finest.pixel_m:.3g} m, {finest.crs.name}), and so resampled "
                   f"while the imagery is read, which takes longer: {_named(warped)} ({'; '.join(kinds)}).")
    place = shapely.get_coordinates(finest.outline(DEGREES).centroid)[0]
    for sentence in {missing_grid(part.crs, finest.crs, "Rasters", tuple(place)) for part in warped}:
        if sentence is not None:
            job.notice(sentence)
    for note in notices((part.name, part.remarks) for part in parts):
        job.notice(note)
    if cloudy := [part for part in parts if part.has_clouds]:
        job.notice(f"{_named(cloudy)}: the cloud mask does not count where rasters are read as one, so labels under "
                   "clouds are learned from and something may be found there. Make the clouds nodata first, or give "
                   "one raster at a time.")
    if any(len(part.bands) > len(names) for part in parts):
        job.notice(f"Bands that all of {_named(parts)} have: {listed(names)}. Others are not used.")


def _tell_collars(collars: Sequence[tuple[Part, Collar]], job: Job) -> None:
    exact = [(part, collar) for part, collar in collars if collar.values]
    if exact:
        values = sorted({value for _, collar in exact for value in collar.values})
        share = np.average([collar.share for _, collar in exact],
                           weights=[part.shape[0] * part.shape[1] * part.pixel_m ** 2 for part, _ in exact])
        job.notice(f"{_named([part for part, _ in exact])}: {taken_for_nodata(values, float(share))}. Other rasters "
                   "are seen there; where there is none, no building is looked for, and no label is learned from.")
    almost = [(part, collar) for part, collar in collars if not collar.values]
    if almost:
        worst = max((collar for _, collar in almost), key=lambda collar: collar.almost)
        job.notice(f"{_named([part for part, _ in almost])}: {worst.remark()}.")


def _tell_apart(parts: Sequence[Part], job: Job) -> None:
    kinds = sorted({listed(part.band_names) for part in parts})
    job.notice(f"{_named(parts)} touch or overlap, but cannot be read as one raster, for they have no band in common "
               f"({'; '.join(kinds)}). Buildings that several of them show are found several times: give one raster at "
               "a time, or only part of the ground of each.")


def _named(parts: Sequence[Part]) -> str:
    names = [part.name for part in parts]
    return listed(names if len(names) <= MOST_NAMES else [names[0], f"{len(names) - 1} other rasters"])
