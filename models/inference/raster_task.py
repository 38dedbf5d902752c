"""Unit of work of a prediction: one raster, its region of interest, and the statistics that normalise it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.areas import IGNORE, PREDICT, SUGGESTED
from ...protocol.job_requests import Extent, Predict
from ..core.errors import RooflineError
from ..core.job import Job
from ..data.areas import area_union, check_meets, extent_ground, on_imagery, roles_of
from ..geodata.band_matching import as_chosen, choice_remark, chosen_bands
from ..geodata.band_statistics import Statistics
from ..geodata.polygon_io import Polygons, read_polygons
from ..geodata.raster_source import Imagery, bands_of, name_of
from ..networks.model_card import Card

AREA_MARGIN_M = 30.0
"""Width of the ground around a region that is predicted too, so that buildings on its edge come out whole."""


@dataclass(frozen=True)
class RasterTask:
    """A raster, its number among those of the request, the region where footprints are wanted (in pixels of its grid;
    None: everywhere), and the statistics that normalise it. Rows above `first` are done already."""

    number: int
    imagery: Imagery
    region: BaseGeometry | None
    statistics: Statistics
    first: int = 0

    @property
    def rows(self) -> tuple[int, int]:
        """The rows (first, end) that are left to predict."""
        return self.first, self.imagery.shape[0]

    @property
    def ground(self) -> BaseGeometry:
        """The ground that is predicted, in pixels of the grid."""
        frame = shapely.box(0, 0, *self.imagery.shape[::-1])
        return frame if self.region is None else self.region & frame

    def fingerprint(self) -> str:
        """A text that changes when the raster, its bands, the region or the statistics do."""
        age = [(path.stat().st_size, path.stat().st_mtime_ns) for path in map(Path, self.imagery.files)
               if path.is_file()]
        ground = "" if self.region is None else hashlib.sha256(shapely.to_wkb(self.region)).hexdigest()
        statistics = [*self.statistics.mean.tolist(), *self.statistics.std.tolist()]
        return f"{self.imagery.path} {age} {self.imagery.shape} {self.imagery.band_indexes} {statistics} {ground}"


def on_chosen_bands(card: Card, imagery: Sequence[str], bands: str, job: Job) -> Card:
    """The card of a model that reads the bands that the setting `bands` names in the imagery, in place of its own. A
    notice tells which. Raises RooflineError when they are not there, or not as many."""
    first, raster = name_of(imagery[0]), bands_of(imagery[0])
    chosen = as_chosen(first, raster, card.bands, bands)
    job.notice(f"{first}: {choice_remark(chosen_bands(first, raster, bands), card.bands)}.")
    return replace(card, bands=chosen)


def statistics_for(card: Card, imagery: Imagery) -> Statistics:
    """The statistics that a model normalises this raster by: its own where it has them, else the raster's.

    Raises RooflineError when the raster's data type is not that of the model.
    """
    if card.dtype is not None and card.dtype != imagery.dtype:
        raise RooflineError(
            f"{imagery.name} holds {imagery.dtype} values; the model '{card.name}' was made for {card.dtype}. "
            "Convert the raster, or fine-tune a model on it.")
    if any(band.mean is None for band in card.bands):
        return imagery.statistics()
    return Statistics(np.array([band.mean for band in card.bands], float),
                      np.array([band.std for band in card.bands], float), 0, card.dtype is not None)


def region_of(imagery: Imagery, request: Predict) -> BaseGeometry | None:
    """The region where footprints are wanted, in pixels of the grid; None means everywhere.

    Raises RooflineError when the areas cannot be read, or none is to be searched.
    """
    if request.extent:
        return extent_ground(imagery, Extent(**request.extent))
    if not request.areas:
        return None
    areas = read_polygons(request.areas, "areas", whole=True)
    return area_union(imagery, areas, _searched_roles(areas)) - area_union(imagery, areas, {IGNORE})


def _searched_roles(areas: Polygons) -> set[str]:
    """The roles of the areas in which a prediction looks. Raises RooflineError when there is none."""
    roles = set(roles_of(areas))
    wanted = {PREDICT} if PREDICT in roles else roles - {IGNORE, SUGGESTED}
    if not wanted:
        raise RooflineError("Every area has the role 'ignore' or 'suggested', so there is nothing to search. Give one "
                            "the role 'predict', or leave the areas out.")
    return wanted


def check_areas(images: Sequence[Imagery], areas: Polygons, regions: Sequence[BaseGeometry | None]) -> None:
    """Raise RooflineError when no region lies on the imagery: no area that is to be searched does, or others with the
    role 'ignore' cover what does. The areas are united for that sentence alone, since many of them take a while."""
    if any(region is None or on_imagery(imagery, region) for imagery, region in zip(images, regions)):
        return
    check_meets(images, [area_union(imagery, areas, _searched_roles(areas)) for imagery in images], "areas")
    raise RooflineError("Areas with the role 'ignore' cover all that would be searched on the imagery, so there is "
                        "nothing to search. Make them smaller, or give them another role.")


def wanted_windows(imagery: Imagery, region: BaseGeometry | None) -> Callable[[int, int, int, int], bool]:
    """A function: whether a window (column, row, width, height) is needed for the footprints in a region."""
    if region is None:
        return lambda *window: True
    near = region.buffer(AREA_MARGIN_M / imagery.resolution_m)
    shapely.prepare(near)
    return lambda column, row, width, height: bool(
        shapely.intersects(near, shapely.box(column, row, column + width, row + height)))
