"""Cloud masks: bands that tell which pixels are clouds or their shadows (SCL, QA60, QA_PIXEL, Fmask, or a mask).

Such a band is no measurement. Where it says cloud, a pixel counts for nothing: no label is learned from and nothing is
found there. Of several dates only the bands of the date are without a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rasterio import DatasetReader
from rasterio.enums import Resampling
from rasterio.windows import Window

from ...protocol.dates import date_in
from .band_dates import tagged_date

SCL_CLOUDS = (0, 1, 3, 8, 9, 10)
"""Classes of Sentinel-2's scene classification that hide the ground: no data, saturated or defective, shadows of
clouds, clouds of medium and high probability, thin cirrus."""
BITS = {"qa60": (10, 11), "qa_pixel": (0, 1, 2, 3, 4), "fmask": (1, 2, 3)}
"""Bits that are set where the ground is hidden: clouds and cirrus (Sentinel-2); fill, dilated clouds, cirrus, clouds
and shadows (Landsat); clouds, what is beside them, and shadows (HLS)."""
SCL, MASK = "scl", "mask"
NAMES = {
    SCL: r"scl|scene[\s_-]*class(ification)?([\s_-]*(map|layer))?", "qa60": r"qa60", "qa_pixel": r"qa[\s_-]*pixel",
    "fmask": r"fmask", MASK: r"clouds?([\s_-]*mask)?"}
"""What the description of a band is, but for its date, for each kind; a mask is not 0 where the ground is hidden."""


@dataclass(frozen=True)
class CloudBand:
    """A band (number from 1) that tells of clouds: its kind, a key of NAMES, and its date, "" without one."""

    index: int
    kind: str
    date: str = ""

    def hidden(self, values: np.ndarray) -> np.ndarray:
        """Where the ground is hidden, by the values of the band."""
        if self.kind == SCL:
            return np.isin(values, SCL_CLOUDS)
        if self.kind == MASK:
            return values != 0
        bits = sum(1 << bit for bit in BITS[self.kind])
        return values.astype(np.int64) & bits > 0

    def read(self, dataset: DatasetReader, window: Window, shape: tuple[int, int]) -> np.ndarray:
        """Where the ground is hidden (rows, columns) bool, in a window resampled to `shape`."""
        return self.hidden(dataset.read(self.index, window=window, out_shape=shape, resampling=Resampling.nearest))


def kind_of(description: str | None) -> str:
    """The kind of a cloud mask that the description of a band names, a key of NAMES; "" for any other band."""
    words = " ".join(date_in(description or "").rest.lower().split())
    return next((kind for kind, pattern in NAMES.items() if re.fullmatch(pattern, words)), "")


def cloud_bands(dataset: DatasetReader) -> list[CloudBand]:
    """The bands of a raster that tell of clouds."""
    found = []
    for index, description in zip(dataset.indexes, dataset.descriptions):
        if kind := kind_of(description):
            found.append(CloudBand(index, kind, date_in(description or "").date or tagged_date(dataset.tags(index))))
    return found


def remark(share: float, bands: Sequence[CloudBand]) -> str:
    """A clause for the analyst, to follow the raster's name."""
    told = " and ".join(sorted({band.kind.upper() if band.kind != MASK else "cloud mask" for band in bands}))
    return (f"{share:.0%} of the pixels are clouds or shadows by its {told}: no label is learned from there, and "
            "nothing is found there")
