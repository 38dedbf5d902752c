"""Window statistics: band means and deviations, texture, spectral indices (NDVI, NDWI) and land cover of windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import count
from ..geodata.window_reader import Window
from ..networks.model_card import Band
from .archive import Archive
from .land_cover import LandCover

SIDE = 16
"""Cells along each side of the small view of a window, by which clouds and near-duplicates are known."""
LEAST_VALID = 0.95
"""Share of valid pixels that a window needs."""
MOST_CLASSES = 100
"""Different values of land cover; more are measurements, such as heights, and no classes."""
INDICES = {"NDVI": ("nir", "red"), "NDWI": ("green", "nir")}
"""Normalised differences (a - b) / (a + b) of two bands: vegetation (Rouse et al. 1974), water (McFeeters 1996)."""
VISIBLE = ("blue", "green", "red", "pan")
BANDS, TEXTURE, INDEX, COVER = "bands", "texture", "index", "land cover"
"""Kinds of statistics."""


@dataclass(frozen=True)
class WindowStatistics:
    """What is known of n windows. `places` (n, 3) as Archive.windows; `valid` (n,) the share of valid pixels; `values`
    (n, s) the statistics, with a name and a kind for each column; `types` (n,) the number of the raster's data type.

    `darkest` and `spread` (n, SIDE, SIDE) are the least value of the visible bands in each cell, and the distance to
    the greatest as a share of that; `looks` (n, SIDE * SIDE) is the brightness, of mean 0 and length 1. Windows with
    too few valid pixels have zeros."""

    places: np.ndarray
    valid: np.ndarray
    values: np.ndarray
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    types: np.ndarray
    darkest: np.ndarray
    spread: np.ndarray
    looks: np.ndarray

    def __len__(self) -> int:
        return len(self.places)

    @property
    def has_imagery(self) -> np.ndarray:
        """Whether each window has enough valid pixels (n,) bool."""
        return self.valid >= LEAST_VALID

    def columns(self, kind: str) -> np.ndarray:
        """The numbers of the columns of a kind."""
        return np.flatnonzero(np.array(self.kinds) == kind)


def describe_windows(archive: Archive, places: np.ndarray, size: int, cover: LandCover, job: Job,
                     until: float) -> WindowStatistics:
    """The statistics of the windows at `places`, sorted; progress runs up to `until`. Raises RooflineError when the
    land cover has too many classes."""
    names, kinds = _columns(archive.bands)
    types = np.array([archive.dtypes.index(archive.rasters[number].dtype) for number in places[:, 0]], int)
    valid, values = np.zeros(len(places)), np.zeros((len(places), len(names)), np.float32)
    darkest, spread, looks = (np.zeros((len(places), SIDE, SIDE), np.float32) for _ in range(3))
    shares: list[dict[str, float]] = [{} for _ in places]
    for number, (imagery, window) in enumerate(archive.read(places, size, job)):
        if number % 20 == 0:
            job.progress(until * number / len(places), f"Describing window {number + 1:,} of {len(places):,}")
        if window is None:
            continue
        valid[number] = window.valid.mean()
        if valid[number] < LEAST_VALID:
            continue
        image = _filled(window)
        values[number] = _statistics(image, archive.bands)
        darkest[number], spread[number], looks[number] = _small_views(image, archive.bands)
        shares[number] = cover.shares(window.row, window.column, size, imagery.transform, imagery.crs)
    classes = sorted({name for own in shares for name in own})
    if len(classes) > MOST_CLASSES:
        raise RooflineError(f"The land cover has {count(len(classes), 'value')}. More than {MOST_CLASSES} are no "
                            "classes but measurements, such as heights. Give a raster or zones of classes.")
    covers = np.array([[own.get(name, 0.0) for name in classes] for own in shares], np.float32)
    return WindowStatistics(
        places, valid, np.hstack([values, covers.reshape(len(places), len(classes))]),
        (*names, *(f"share of {name}" for name in classes)), (*kinds, *[COVER] * len(classes)), types, darkest, spread,
        looks.reshape(len(places), -1))


def _columns(bands: Sequence[Band]) -> tuple[list[str], list[str]]:
    """Names and kinds of the statistics of pixels, in their order."""
    names = [f"{band.name}, {what}" for what in ("mean", "deviation") for band in bands]
    kinds = [BANDS] * len(names)
    indices = [f"{name}, {what}" for name in _indices(bands) for what in ("mean", "deviation")]
    return ([*names, "fine texture", "coarse texture", *indices], [*kinds, TEXTURE, TEXTURE, *[INDEX] * len(indices)])


def _indices(bands: Sequence[Band]) -> dict[str, tuple[int, int]]:
    """The indices that these bands allow, with the places of their two bands."""
    at = {band.name: place for place, band in enumerate(bands)}
    if "nir" not in at and "narrow nir" in at:
        at["nir"] = at["narrow nir"]
    return {name: (at[one], at[other]) for name, (one, other) in INDICES.items() if one in at and other in at}


def _filled(window: Window) -> np.ndarray:
    """The image (C, H, W) float32 with the mean of each band where a pixel is not valid."""
    image = window.image.astype(np.float32)
    for band in image:
        good = window.valid & np.isfinite(band)
        band[~good] = band[good].mean() if good.any() else 0.0
    return image


def _statistics(image: np.ndarray, bands: Sequence[Band]) -> np.ndarray:
    """The statistics of one window, as `_columns` names them. Texture is the mean step between neighbouring pixels of
    the brightness, and the deviation between the cells of the small view."""
    brightness = image.mean(axis=0)
    steps = [float(np.abs(np.diff(brightness, axis=axis)).mean()) for axis in (0, 1)]
    found = [*image.mean(axis=(1, 2)), *image.std(axis=(1, 2)), np.mean(steps), _cells(brightness).std()]
    for one, other in _indices(bands).values():
        total = image[one] + image[other]
        ratio = np.divide(image[one] - image[other], total, out=np.zeros_like(total), where=total > 0)
        found += [ratio.mean(), ratio.std()]
    return np.array(found, np.float32)


def _small_views(image: np.ndarray, bands: Sequence[Band]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`darkest`, `spread` and `looks` of one window, (SIDE, SIDE) each. The spread is 1 without visible bands."""
    visible = [place for place, band in enumerate(bands) if band.name in VISIBLE]
    if not visible and not any(band.wavelength_um for band in bands):
        visible = list(range(min(3, len(bands))))  # bands without names: red, green and blue most often come first
    look = _cells(image.mean(axis=0))
    look = look - look.mean()
    look = look / max(float(np.sqrt((look ** 2).sum())), 1e-9)
    if not visible:
        return np.zeros_like(look), np.ones_like(look), look
    cells = np.stack([_cells(image[place]) for place in visible])
    least, most = cells.min(axis=0), cells.max(axis=0)
    return least, np.divide(most - least, most, out=np.ones_like(most), where=most > 0), look


def _cells(band: np.ndarray) -> np.ndarray:
    """Means of SIDE by SIDE cells of a band; what does not divide is left out at the edge."""
    side = band.shape[0] // SIDE
    return band[:side * SIDE, :side * SIDE].reshape(SIDE, side, SIDE, side).mean(axis=(1, 3))
