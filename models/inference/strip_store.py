"""Checkpoint of a prediction: strips of probabilities on disk, so that an interrupted prediction can be resumed."""

from __future__ import annotations

import json
import math
import shutil
import warnings
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from ..core.atomic_file import atomic
from ..core.errors import RooflineError
from ..geodata.tiling import Axis
from ..vectorize.polygonize import CORE
from ..vectorize.strips import SCALE, Probabilities, Strip

STATE = "state.json"
EMPTY, FULL = ".empty", ".tif"
"""Suffixes of the file of a strip: without probabilities (no bytes), and with them (GeoTIFF)."""


class StripStore:
    """Strips of a prediction's rasters in a folder of their own, one file a strip, written atomically.

    `facts` are all that the strips depend on, the most telling first. With `resume`, strips in the folder are reused;
    raises RooflineError when their facts differ. Without it the folder is emptied. With a `threshold`, only the
    fraction of the probabilities is saved on which outlines at this threshold, with cores from `core` on, depend; with
    None, all probabilities of buildings.
    """

    def __init__(self, folder: Path, facts: dict[str, Any], threshold: float | None, resume: bool,
                 core: float = CORE) -> None:
        self._folder, facts = folder, {**facts, "threshold": threshold}
        self._least = 0 if threshold is None else math.ceil(threshold * SCALE)
        self._core = math.ceil(core * SCALE)
        state, text = folder / STATE, json.dumps(facts, indent=1)
        if resume and (before := _read_facts(state)) is not None:
            _require_same(folder, before, json.loads(text))
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        state.write_text(text, encoding="utf-8")

    def load_value(self, name: str) -> str | None:
        """The value that save_value saved under `name` before the interruption; None where there is none."""
        return saved_value(self._folder, name)

    def save_value(self, name: str, value: str) -> None:
        """Save a choice on which strips depend slightly (rounding), so that a resumed prediction makes the same one."""
        (self._folder / f"{name}.txt").write_text(value, encoding="utf-8")

    def rows_done(self, raster: int, down: Axis, check: Callable[[], None] = lambda: None) -> int:
        """The row up to which all strips of a raster are saved and readable: a multiple of the step of `down`, or the
        raster's end. Deletes later strips. `check` is called before each strip and may raise to stop."""
        end = 0
        for row, height, path in self._files(raster):
            check()
            if row != end or not _is_readable(path):  # a full disk or a power cut leaves truncated files
                break
            end = row + height
        done = end if end == down.length else end // down.step * down.step
        for row, _, path in self._files(raster):
            if row >= done:
                path.unlink()
        return done

    def saved_then_new(self, raster: int, strips: Iterable[Strip]) -> Generator[Strip, None, None]:
        """The saved strips of a raster, then the new `strips`, each saved on its way. Raises RooflineError when a file
        cannot be read or written."""
        for row, height, path in self._files(raster):
            yield Strip(row, height, _read(path) if path.suffix == FULL else None)
        for strip in strips:
            self._save(raster, strip)
            yield strip

    def discard(self) -> None:
        """Delete the folder with all strips."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _files(self, raster: int) -> list[tuple[int, int, Path]]:
        """First row, number of rows and file of the saved strips of a raster, in their order."""
        paths = [path for path in self._folder.glob(f"{raster:04d}-*") if path.suffix in (EMPTY, FULL)]
        numbers = [[int(part) for part in path.stem.split("-")] for path in paths]
        return sorted((row, height, path) for (_, row, height), path in zip(numbers, paths))

    def _save(self, raster: int, strip: Strip) -> None:
        there = strip.probabilities
        path = self._folder / f"{raster:04d}-{strip.row:010d}-{strip.height:06d}{EMPTY if there is None else FULL}"
        try:
            if there is None:
                path.touch()
            else:
                _write(path, _relevant(there, self._least, self._core))
        except (OSError, RasterioError) as error:
            raise RooflineError(
                f"What the prediction has come to cannot be kept in {self._folder} ({error}). Check that the folder "
                "may be written and that the disk has room.") from error


def saved_value(folder: Path, name: str) -> str | None:
    """What a StripStore in `folder` saved under `name`, before there is a store again; None where there is nothing."""
    path = folder / f"{name}.txt"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _read_facts(state: Path) -> dict[str, Any] | None:
    """The facts in the file `state`; None when it was never written, or not completely."""
    try:
        facts: dict[str, Any] = json.loads(state.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return facts


def _require_same(folder: Path, before: dict[str, Any], now: dict[str, Any]) -> None:
    """Raise RooflineError when the facts of a saved prediction differ from those of the one that resumes it."""
    if other := [name for name in now if before.get(name) != now[name]]:
        raise RooflineError(
            f"The prediction in {folder.parent} was begun with another {other[0]}, so it cannot go on with this "
            "one. Give what it was begun with, or start anew without RESUME.")


def _relevant(found: Probabilities, least: int, least_core: int) -> Probabilities:
    """Probabilities with the same outlines that compress better: cores as 0 or 255, buildings from `least` on with the
    pixels around them, and 0 elsewhere. The first and last rows stay, for buildings of the strips above and below."""
    near = found.building >= least
    near[[0, -1]] = True
    for axis in (0, 1):
        one, other = ((slice(None),) * axis + (part,) for part in (slice(1, None), slice(None, -1)))
        before = near.copy()
        near[one] |= before[other]
        near[other] |= before[one]
    core = (found.core >= least_core) * np.uint8(SCALE)
    return Probabilities(found.building * near, core, found.class_ids)


def _write(path: Path, found: Probabilities) -> None:
    """Write a strip as a GeoTIFF, atomically."""
    planes = found.planes()
    count, rows, columns = planes.shape
    with atomic(path) as beside, warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # nothing but this class reads it
        with rasterio.open(beside, "w", driver="GTiff", width=columns, height=rows, count=count, dtype="uint8",
                           compress="zstd", zstd_level=1, blockysize=rows, interleave="band") as file:
            file.write(planes)


def _is_readable(path: Path) -> bool:
    try:
        if path.suffix == FULL:
            _read(path)
    except RooflineError:
        return False
    return True


def _read(path: Path) -> Probabilities:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as file:
                return Probabilities(*file.read())
    except RasterioError as error:
        raise RooflineError(f"{path} cannot be read ({error}), so the prediction cannot go on. Start it anew without "
                            "RESUME.") from error
