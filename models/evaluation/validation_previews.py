"""Map previews of a training: found buildings, false alarms and missed labels of the validation set, as GeoPackages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.footprints import FALSE_ALARM, FOUND, LOST, MISSED, NEWLY_FOUND, NO_LONGER_FALSE
from ..core.job import Job
from ..geodata.polygon_io import write_polygons
from ..inference.previews import PreviewFiles
from .metrics import Comparison
from .validation import ValidationSet

LAYER = "preview"
Outlines = Mapping[str, np.ndarray]
"""Outlines of the common plane by their verdict."""


class ValidationPreviews:
    """Writes one layer for each evaluation, in `crs`, into `folder`; the last two files stay, since QGIS may still read
    one."""

    def __init__(self, held_out: ValidationSet, folder: Path, crs: pyproj.CRS, job: Job) -> None:
        self._held_out, self._crs, self._files = held_out, crs, PreviewFiles(folder, job)

    def show(self, comparison: Comparison, number: int) -> None:
        """Write the outlines of evaluation `number` (from 1), verdicts in the column `kind`, and tell the job."""
        self._write(_verdicts(comparison, self._held_out), number)

    def show_changes(self, tuned: Comparison, base: Comparison, number: int) -> None:
        """Write the outlines of the finished model as evaluation `number`, with what changed from its base, and those
        of the base as the next. Both were compared with the same labels."""
        after, before = (_verdicts(comparison, self._held_out) for comparison in (tuned, base))
        self._write(_changes(tuned, base, after, before), number)
        self._write(before, number + 1, is_base=True)

    def _write(self, verdicts: Outlines, number: int, is_base: bool = False) -> None:
        geometries: list[BaseGeometry] = []
        kinds: list[str] = []
        for verdict, outlines in verdicts.items():
            for polygons in self._held_out.georeferenced(outlines):
                projected = polygons.to(self._crs)
                geometries += projected.geometries
                kinds += [verdict] * len(projected)
        fields = {"kind": np.array(kinds, dtype=object)}
        self._files.show(number, lambda path: write_polygons(path, LAYER, geometries, fields, self._crs), is_base)
        self._files.forget(number - 2)


def _verdicts(comparison: Comparison, ground: ValidationSet) -> Outlines:
    if ground.is_all_cover:
        return dict(zip((FOUND, FALSE_ALARM, MISSED), comparison.ground_parts()))
    ours, theirs, _ = comparison.shapes
    drawn = ground.drawn(ours)
    return {FOUND: drawn[comparison.matches[:, 0]], FALSE_ALARM: drawn[comparison.false_alarms],
            MISSED: theirs[comparison.missed]}


def _changes(tuned: Comparison, base: Comparison, after: Outlines, before: Outlines) -> Outlines:
    """The verdicts on the tuned model's outlines (`after`), by a name of their own where those of the base (`before`)
    differ, and the base's false alarms in whose middle the tuned model has none."""
    was_found = np.isin(tuned.matches[:, 1], base.matches[:, 1])
    was_missed = np.isin(tuned.missed, base.missed)
    middles = shapely.point_on_surface(before[FALSE_ALARM])
    stays, _ = shapely.STRtree(after[FALSE_ALARM]).query(middles, "intersects")
    return {FOUND: after[FOUND][was_found], NEWLY_FOUND: after[FOUND][~was_found], FALSE_ALARM: after[FALSE_ALARM],
            MISSED: after[MISSED][was_missed], LOST: after[MISSED][~was_missed],
            NO_LONGER_FALSE: np.delete(before[FALSE_ALARM], stays)}
