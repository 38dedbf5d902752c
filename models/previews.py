"""What the map shows while a job runs: small GeoPackages, each whole when it is told of."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyproj
from shapely.geometry.base import BaseGeometry

from .footprint_file import FootprintFile
from .heldout import HeldOutPart
from .jobs import Job
from .metrics import Comparison
from .tracing import Outline
from .vectors import write_polygons

LAYER = "preview"
EVERY_SECONDS = 1.5
"""Footprints are shown at most this often."""


def preview_path(folder: Path, number: int) -> Path:
    """The file of the preview `number` of a job."""
    return folder / f"preview-{number}.gpkg"


class HeldOutPreviews:
    """Shows how the network does on the held-out part; the last two files are kept, since one may still be read."""

    def __init__(self, held_out: HeldOutPart, folder: Path, crs: pyproj.CRS, job: Job) -> None:
        self._held_out, self._folder, self._crs, self._job = held_out, folder, crs, job

    def show(self, comparison: Comparison, number: int) -> None:
        """The outlines of the evaluation `number` (from 1): what was found, false alarms, and the labels missed."""
        ours, theirs, _ = comparison.shapes
        kinds = {"found": ours[comparison.matches[:, 0]], "false_alarm": ours[comparison.false_alarms],
                 "missed": theirs[comparison.missed]}
        geometries: list[BaseGeometry] = []
        words: list[str] = []
        for kind, outlines in kinds.items():
            for there in self._held_out.on_the_map(outlines):
                moved = there.to(self._crs)
                geometries += moved.geometries
                words += [kind] * len(moved)
        path = preview_path(self._folder, number)
        write_polygons(path, LAYER, geometries, {"kind": np.array(words, dtype=object)}, self._crs)
        self._job.preview(path)
        for left in self._folder.glob(f"{preview_path(self._folder, number - 2).name}*"):
            with suppress(OSError):  # Windows keeps a file that QGIS still reads
                left.unlink()  # also what QGIS put beside it


class FootprintPreviews:
    """Shows footprints as they are found, each once; holds those of a moment in memory. `new_file` opens a file of the
    schema of footprints."""

    def __init__(self, folder: Path, new_file: Callable[[str], FootprintFile], job: Job) -> None:
        self._folder, self._new_file, self._job = folder, new_file, job
        self._found: list[tuple[Sequence[Outline], pyproj.CRS]] = []
        self._count, self._shown_at = 0, time.monotonic()

    def add(self, outlines: Sequence[Outline], crs: pyproj.CRS) -> None:
        """More outlines, given in `crs`; shows those since the last time, if that is long ago."""
        if outlines:
            self._found.append((outlines, crs))
        now = time.monotonic()
        if not self._found or now < self._shown_at + EVERY_SECONDS:
            return
        self._count += 1
        path = preview_path(self._folder, self._count)
        beside = path.with_name(f".{path.name}")
        with self._new_file(str(beside)) as file:
            for found in self._found:
                file.add(*found)
        beside.replace(path)
        self._job.preview(path)
        self._found, self._shown_at = [], now
