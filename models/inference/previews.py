"""Live previews of a prediction: each GeoPackage holds the footprints found since the previous preview."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyproj

from ..core.job import Job
from ..vectorize.strips import Outline
from .footprint_writer import FootprintFile

EVERY_SECONDS = 1.5
"""Seconds between two previews, at least."""


def preview_path(folder: Path, number: int) -> Path:
    """The file of the preview `number` of a job."""
    return folder / f"preview-{number}.gpkg"


class FootprintPreviews:
    """Writes previews and reports them to the job; each footprint is in one of them. Holds the footprints since the
    last preview in memory. `new_file` opens a file with the schema of footprints."""

    def __init__(self, folder: Path, new_file: Callable[[str], FootprintFile], job: Job) -> None:
        self._folder, self._new_file, self._job = folder, new_file, job
        self._found: list[tuple[Sequence[Outline], pyproj.CRS]] = []
        self._count, self._shown_at = 0, time.monotonic()

    def add(self, outlines: Sequence[Outline], crs: pyproj.CRS) -> None:
        """Add outlines, in `crs`; write a preview if the last one is EVERY_SECONDS old."""
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
