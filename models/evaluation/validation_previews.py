"""Map previews of a training: found buildings, false alarms and missed labels of the validation set, as GeoPackages."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pyproj
from shapely.geometry.base import BaseGeometry

from ...protocol.footprints import FALSE_ALARM, FOUND, MISSED
from ..core.job import Job
from ..geodata.polygon_io import write_polygons
from ..inference.previews import preview_path
from .metrics import Comparison
from .validation import ValidationSet

LAYER = "preview"


class ValidationPreviews:
    """Writes one layer for each evaluation, in `crs`, into `folder`; the last two files stay, since QGIS may still read
    one."""

    def __init__(self, held_out: ValidationSet, folder: Path, crs: pyproj.CRS, job: Job) -> None:
        self._held_out, self._folder, self._crs, self._job = held_out, folder, crs, job

    def show(self, comparison: Comparison, number: int) -> None:
        """Write the outlines of evaluation `number` (from 1), verdicts in the column `kind`, and tell the job."""
        ours, theirs, _ = comparison.shapes
        verdicts = {FOUND: ours[comparison.matches[:, 0]], FALSE_ALARM: ours[comparison.false_alarms],
                    MISSED: theirs[comparison.missed]}
        geometries: list[BaseGeometry] = []
        kinds: list[str] = []
        for verdict, outlines in verdicts.items():
            for polygons in self._held_out.georeferenced(outlines):
                projected = polygons.to(self._crs)
                geometries += projected.geometries
                kinds += [verdict] * len(projected)
        path = preview_path(self._folder, number)
        write_polygons(path, LAYER, geometries, {"kind": np.array(kinds, dtype=object)}, self._crs)
        self._job.preview(path)
        for left in self._folder.glob(f"{preview_path(self._folder, number - 2).name}*"):
            with suppress(OSError):  # Windows keeps a file that QGIS still reads
                left.unlink()  # also what QGIS put beside it
