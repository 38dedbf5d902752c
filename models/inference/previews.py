"""Preview files of a job for the map. Those of a prediction hold the footprints found since the previous preview."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pyproj

from ..core.errors import RooflineError
from ..core.job import Job
from ..vectorize.strips import Outline
from .footprint_writer import FootprintFile

EVERY_SECONDS = 1.5
"""Seconds between two previews, at least."""


def preview_path(folder: Path, number: int) -> Path:
    """The file of the preview `number` of a job."""
    return folder / f"preview-{number}.gpkg"


class PreviewFiles:
    """Preview files of a job in `folder`. A job does not need them: one that cannot be written is left out, and a
    notice tells of the first."""

    def __init__(self, folder: Path, job: Job) -> None:
        self._folder, self._job, self._has_told = folder, job, False

    def show(self, number: int, write: Callable[[Path], None], is_base: bool = False) -> None:
        """Report the preview `number` to the job; `write` makes a file of that path beside its place first."""
        path = preview_path(self._folder, number)
        beside = path.with_name(f".{path.name}")
        try:
            write(beside)
            beside.replace(path)
        except (RooflineError, OSError) as error:
            with suppress(OSError):
                beside.unlink()
            self._tell(error)
            return
        self._job.preview(path, is_base)

    def forget(self, number: int) -> None:
        """Delete the preview `number`, and what QGIS put beside it."""
        for left in self._folder.glob(f"{preview_path(self._folder, number).name}*"):
            with suppress(OSError):  # Windows keeps a file that QGIS still reads
                left.unlink()

    def _tell(self, error: Exception) -> None:
        if not self._has_told:
            self._job.notice(f"A preview for the map could not be written; the job goes on without it. {error}")
        self._has_told = True


class FootprintPreviews:
    """Writes previews and reports them to the job; each footprint is in one of them at most. Holds the footprints since
    the last preview in memory. `new_file` opens a file with the schema of footprints."""

    def __init__(self, folder: Path, new_file: Callable[[str], FootprintFile], job: Job) -> None:
        self._files, self._new_file = PreviewFiles(folder, job), new_file
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
        self._files.show(self._count, self._write)
        self._found, self._shown_at = [], now

    def _write(self, path: Path) -> None:
        with self._new_file(str(path)) as file:
            for found in self._found:
                file.add(*found)
