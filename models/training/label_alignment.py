"""Alignment of labels with the imagery: which labels may share a shift, and what is said of the shifts found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from rasterio.features import rasterize

from ...protocol.areas import COMPLETE
from ..core.words import count
from ..data.areas import roles_of
from ..data.dataset import HeldOut
from ..evaluation.label_shift import Shift, Shifts, Sight
from ..geodata.affine_transform import apply_affine
from ..geodata.polygon_io import Polygons, local_plane
from ..geodata.raster_source import Imagery
from ..vectorize.strips import Probabilities


class LabelGroups:
    """Labels that may share a shift: those of one raster in one of the `areas` in which labels are complete. A group is
    a number."""

    def __init__(self, images: Sequence[Imagery], areas: Polygons | None) -> None:
        self._names = [imagery.name for imagery in images]
        areas = areas or Polygons([], images[0].crs)
        numbered = Polygons(areas.geometries, areas.crs, {"number": list(range(1, len(areas) + 1))})
        complete = np.array([role in COMPLETE for role in roles_of(areas)], bool)
        self._areas = [numbered.pick(complete).to(imagery.crs) for imagery in images]
        self._places = len(areas) + 1
        self.have_areas = bool(complete.any())

    def of(self, image: int, shapes: np.ndarray) -> np.ndarray:
        """The groups (n,) of polygons in the CRS of the raster with this number."""
        areas, place = self._areas[image], np.zeros(len(shapes), int)
        middles = shapely.point_on_surface(shapes)
        inside, which = shapely.STRtree(areas.geometries).query(middles, predicate="intersects")
        place[inside] = np.array(areas.values["number"], int)[which]
        return image * self._places + place

    def words(self, group: int) -> str:
        """Where the labels of a group are."""
        image, area = divmod(group, self._places)
        name = f" of {self._names[image]}" if len(self._names) > 1 else ""
        return f" in area {area}{name}" if area else f" on {self._names[image]}"


@dataclass(frozen=True)
class Alignment:
    """The shifts of labels, and their groups."""

    shifts: Shifts
    groups: LabelGroups

    def due(self) -> list[tuple[str, Shift]]:
        """The shifts that are due, with the words for where; the labels as a whole when they share one."""
        common = self.shifts.common
        if self.shifts.is_common and common is not None:
            return [("", common)]
        return [(self.groups.words(group), shift) for group, shift in self.shifts.by_group.items() if shift.is_due]

    def sentences(self) -> list[str]:
        """What the analyst should know; nothing where the labels lie well or nobody can tell."""
        return [_sentence(where, shift) for where, shift in self.due()]


def _sentence(where: str, shift: Shift) -> str:
    return (f"The labels{where} lie off the imagery: moved {shift.words()} they fit what the model sees there "
            f"({count(shift.labels, 'label')} compared, confidence {shift.confidence:.0%}).")


def sights_of(pieces: Sequence[HeldOut], said: Sequence[Probabilities], imagery: Imagery, image: int,
              groups: LabelGroups) -> list[Sight]:
    """What a network has `said` of pieces of one raster. Where there are areas only the ground in them is known, else
    all that is round the labels."""
    sights = []
    for piece, there in zip(pieces, said):
        known, labels = piece.source.valid, np.array(piece.labels, object)
        if groups.have_areas and not piece.region.is_empty:
            known = known & rasterize([piece.region], out_shape=known.shape, dtype="uint8").astype(bool)
        on_map = np.array(apply_affine(labels, piece.transform), object)
        sights.append(Sight(there.building, known, labels, groups.of(image, on_map), _metres(imagery)))
    return sights


def _metres(imagery: Imagery) -> np.ndarray:
    """The matrix (2, 2) from (columns, rows) to metres (east, north) in the middle of a raster."""
    rows, columns = imagery.shape
    middle = np.array([columns / 2, rows / 2])
    points = np.array([imagery.transform @ tuple(middle + step) for step in ((0, 0), (1, 0), (0, 1))])
    plane = local_plane(Polygons([shapely.Point(points[0]).buffer(1e-6)], imagery.crs))
    to_plane = pyproj.Transformer.from_crs(imagery.crs, plane, always_xy=True)
    there = np.column_stack(to_plane.transform(*points.T))
    return (there[1:] - there[0]).T
