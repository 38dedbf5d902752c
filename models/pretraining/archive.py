"""Imagery archive: rasters of any place and type as one pool of windows of a size, resolution and choice of bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...protocol.imagery import MAX_RESOLUTION_RATIO
from ...protocol.settings.pretraining import PretrainSettings
from ..core.devices import choose_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import count, listed
from ..data.input_bands import MOST_BANDS
from ..geodata.band_matching import chosen_bands, notices, own_bands
from ..geodata.bands import RasterBand
from ..geodata.raster_source import Imagery, bands_of, open_imagery
from ..geodata.tiling import Axis, Layout
from ..geodata.window_reader import Window, windows
from ..networks.model_card import Band

MOST_NAMES = 3
"""Rasters that a message names one by one."""


@dataclass(frozen=True)
class Raster:
    """One raster of an archive; `shape` is (rows, columns) at the archive's resolution."""

    path: str
    name: str
    dtype: str
    shape: tuple[int, int]


@dataclass(frozen=True)
class Archive:
    """Rasters with the same `bands`, seen at one resolution. Each is opened when windows of it are read, so that there
    may be many."""

    rasters: tuple[Raster, ...]
    bands: tuple[Band, ...]
    resolution_m: float

    @property
    def dtypes(self) -> list[str]:
        """The data types of the rasters, each once: 8 bits and 16 have no number in common."""
        return sorted({raster.dtype for raster in self.rasters})

    @contextmanager
    def opened(self, number: int) -> Iterator[Imagery]:
        """The raster of that number, open."""
        [imagery] = open_imagery([self.rasters[number].path], self.bands, self.resolution_m, exact=True)
        with closing(imagery):
            yield imagery

    def windows(self, size: int) -> np.ndarray:
        """The windows (n, 3) of the archive that lie beside each other: the raster's number, row and column. Rasters
        that are smaller than a window have none."""
        found = [np.zeros((0, 3), int)]
        for number, raster in enumerate(self.rasters):
            rows, columns = (size * np.arange(side // size) + side % size // 2 for side in raster.shape)
            grid = np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1).reshape(-1, 2)
            found.append(np.column_stack([np.full(len(grid), number), grid]))
        return np.concatenate(found)

    def read(self, places: np.ndarray, size: int, job: Job) -> Iterator[tuple[Imagery, Window | None]]:
        """The windows at `places` (n, 3), sorted, with the raster of each; None for one without any valid pixel."""
        for number in np.unique(places[:, 0]):
            own = [(int(row), int(column)) for _, row, column in places[places[:, 0] == number]]
            layout = Layout(*(Axis(side, size, 0) for side in self.rasters[number].shape))
            with self.opened(number) as imagery:
                for window in windows(imagery, layout, own, choose_device()):
                    job.check()
                    yield imagery, window


def open_archive(paths: Sequence[str], settings: PretrainSettings, job: Job) -> Archive:
    """The archive of the rasters at `paths`. Notices tell which bands are used. Raises RooflineError when a raster
    cannot be used, they have no band in common, or none is as large as a window."""
    if not paths:
        raise RooflineError("No imagery was given. Choose at least one raster.")
    paths = list(dict.fromkeys(paths))
    bands = _common_bands(paths, settings.bands)
    pixels, remarks = {}, []
    for path in paths:
        job.check()
        with closing(Imagery(path, bands, exact=True)) as imagery:
            pixels[path] = imagery.resolution_m
            remarks.append((imagery.name, imagery.band_remarks))
    for sentence in notices(remarks):
        job.notice(sentence)
    resolution_m = settings.resolution_m or _common_resolution(pixels)
    rasters = []
    for path in paths:
        [imagery] = open_imagery([path], bands, resolution_m, exact=True)
        with closing(imagery):
            rasters.append(Raster(path, imagery.name, imagery.dtype, imagery.shape))
    return Archive(_large_enough(rasters, settings.window_size, resolution_m, job), bands, resolution_m)


def _common_bands(paths: Sequence[str], text: str | None) -> tuple[Band, ...]:
    """The bands that `text` chooses, else those of the first raster that all others have too."""
    first = Path(paths[0]).name
    known = bands_of(paths[0])
    if text is not None:
        return _as_wanted(chosen_bands(first, known, text), first)
    common = known
    for path in paths[1:]:
        matches = own_bands(bands_of(path), _as_wanted(common, first))
        left = [band for band, match in zip(common, matches) if match is not None]
        if not left:
            raise RooflineError(
                f"{Path(path).name} has none of the bands {listed(common)} that the rasters before it have. Leave it "
                "out, name its bands, or pretrain on rasters of one kind at a time.")
        common = left
    return _as_wanted(common, first)


def _as_wanted(bands: Sequence[RasterBand], file: str) -> tuple[Band, ...]:
    if len(bands) > MOST_BANDS:
        raise RooflineError(f"{file} has {len(bands)} bands; an encoder reads {MOST_BANDS} at most. Choose some "
                            "(BANDS).")
    return tuple(Band(band.name, wavelength_um=band.wavelength_um) for band in bands)


def _common_resolution(pixels: dict[str, float]) -> float:
    """The pixel size of the coarsest raster: finer ones are averaged, and none is blown up."""
    finest, coarsest = min(pixels, key=pixels.__getitem__), max(pixels, key=pixels.__getitem__)
    if pixels[coarsest] > MAX_RESOLUTION_RATIO * pixels[finest]:
        raise RooflineError(
            f"The rasters have pixels from {pixels[finest]:.3g} m ({Path(finest).name}) to {pixels[coarsest]:.3g} m "
            f"({Path(coarsest).name}), too far apart for one encoder. Leave some out, or say at which resolution it "
            "is to look (RESOLUTION_M).")
    return pixels[coarsest]


def _large_enough(rasters: Sequence[Raster], size: int, resolution_m: float, job: Job) -> tuple[Raster, ...]:
    kept = [raster for raster in rasters if min(raster.shape) >= size]
    small = [raster for raster in rasters if min(raster.shape) < size]
    if not kept:
        largest = max(small, key=lambda raster: min(raster.shape))
        raise RooflineError(
            f"No raster holds a window of {size} pixels at {resolution_m:.3g} m: the largest, {largest.name}, has "
            f"{largest.shape[1]} x {largest.shape[0]}. Lower WINDOW_SIZE, or RESOLUTION_M.")
    if small:
        names = [raster.name for raster in small[:MOST_NAMES]] + (["others"] if len(small) > MOST_NAMES else [])
        job.notice(f"{count(len(small), 'raster is', 'rasters are')} smaller than a window of {size} pixels at "
                   f"{resolution_m:.3g} m and left out: {listed(names)}.")
    return tuple(kept)
