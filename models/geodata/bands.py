"""Band metadata of rasters: the name and the central wavelength of each band, from descriptions, colours and tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Mapping, Sequence

import numpy as np
import rasterio
from rasterio.enums import ColorInterp, Resampling
from rasterio.windows import Window

from ...protocol.dates import DateIn, date_in, in_order
from ..core.errors import RooflineError
from ..networks.model_card import DTYPES, Band
from .band_dates import tagged_date
from .cloud_masks import cloud_bands

WAVELENGTHS_UM = {
    "coastal": 0.443, "blue": 0.49, "green": 0.56, "pan": 0.6, "yellow": 0.605, "red": 0.665, "red edge 1": 0.705,
    "red edge": 0.72, "red edge 2": 0.74, "red edge 3": 0.783, "nir": 0.842, "narrow nir": 0.865, "water vapour": 0.945,
    "cirrus": 1.375, "swir 1": 1.61, "swir": 1.61, "swir 2": 2.19, "mwir": 4.0, "thermal": 11.0}
"""Central wavelengths of bands by name, to within the differences between sensors. A panchromatic band is as broad as
the visible light."""

ALIASES = {name.replace(" ", ""): name for name in WAVELENGTHS_UM} | {
    "panchromatic": "pan", "gray": "pan", "grey": "pan", "coastalaerosol": "coastal", "coastalblue": "coastal",
    "nearinfrared": "nir", "nir1": "nir", "nir8": "nir", "nir08": "narrow nir",
    "nir2": "water vapour", "nir09": "water vapour", "watervapor": "water vapour", "rededge071": "red edge 1",
    "rededge075": "red edge 2", "rededge078": "red edge 3", "swir16": "swir 1", "swir22": "swir 2",
    "shortwaveinfrared": "swir", "lwir": "thermal", "tir": "thermal"}
"""Other spellings, without spaces; some are those of the STAC catalogues."""

LETTERS = {"r": "red", "g": "green", "b": "blue", "n": "nir"}

SENTINEL2 = dict(zip(
    ("1", "2", "3", "4", "5", "6", "7", "8", "8a", "9", "10", "11", "12"),
    ("coastal", "blue", "green", "red", "red edge 1", "red edge 2", "red edge 3", "nir", "narrow nir", "water vapour",
     "cirrus", "swir 1", "swir 2")))

COLORS = {"red": "red", "green": "green", "blue": "blue", "pan": "pan", "coastal": "coastal", "rededge": "red edge",
          "nir": "nir", "swir": "swir", "mwir": "mwir", "lwir": "thermal", "tir": "thermal"}
"""GDAL's colour interpretations that name a measurement. Gray is the first band of whatever has no colours."""

GDAL_TYPES = {"uint8": "Byte", "int8": "Int8", "uint16": "UInt16", "int16": "Int16", "uint32": "UInt32",
              "int32": "Int32", "float32": "Float32", "float64": "Float64"}
"""GDAL's names of the data types of DTYPES."""

NUMBER = r"\d+(?:\.\d+)?"
SHORTEST_UM, LONGEST_UM = 0.1, 20.0
"""Range of the wavelengths that a model card accepts, in micrometres."""

LONGEST_NAME = 40
"""Characters of a band's name in a card."""


@dataclass(frozen=True)
class RasterBand:
    """A band with data: its number from 1, its name ("band 4" where the raster has none) and its wavelength, None where
    neither the raster nor the name has one. Where the raster has several dates, the band has one of them (`date`), and
    its name ends in it."""

    index: int
    name: str
    wavelength_um: float | None = None
    date: str = ""

    def __str__(self) -> str:
        number = f"band {self.index}"
        return number if self.name == number else f"{number} ({self.name})"


def raster_bands(dataset: rasterio.DatasetReader, file: str) -> list[RasterBand]:
    """The bands of `dataset` that hold measurements, under different names. `file` is the raster's name for messages.
    Alpha bands and cloud masks are none.

    The description in the file counts before the colour interpretation, which writers set by habit. Sources: GDAL's
    IMAGERY metadata domain, the tags of its ENVI and SENTINEL2 drivers, and the Sentinel-2 numbers where a raster
    uses them unmistakably. Raises RooflineError for a palette among other bands, a data type that a card does not
    accept, and a raster with nothing but an alpha band.
    """
    if ColorInterp.palette in dataset.colorinterp:
        raise RooflineError(f"{file} has a palette among its bands. Convert it with 'PCT to RGB' (Raster > Conversion) "
                            "first.")
    if odd := set(dataset.dtypes) - set(DTYPES):
        raise RooflineError(
            f"{file} holds {', '.join(sorted(odd))} values. Convert it to one of {', '.join(DTYPES)} "
            "(Raster > Conversion > Translate), or choose optical imagery.")
    masking = [] if alpha_is_data(dataset) else [ColorInterp.alpha]
    clouds = {band.index for band in cloud_bands(dataset)}
    data = [i for i, color in zip(dataset.indexes, dataset.colorinterp) if color not in masking and i not in clouds]
    if not data:
        if clouds:
            raise RooflineError(f"{file} has a cloud mask and no other band. Choose a raster with imagery in it.")
        raise RooflineError(f"{file} has an alpha band and no other. Choose a raster with imagery in it.")
    texts = _descriptions(dataset, data)
    by_number = _sentinel2({index: text.rest for index, text in texts.items()})
    bands: list[RasterBand] = []
    for index in data:
        band = _band(dataset, index, texts[index], by_number.get(index, ""), len(data))
        taken = any(other.name == band.name for other in bands)
        bands.append(replace(band, name=f"{band.name} ({index})") if taken else band)
    return bands


def alpha_is_data(dataset: rasterio.DatasetReader) -> bool:
    """Whether the band flagged as alpha holds measurements: some writers flag a fourth, near-infrared band as alpha.

    A true alpha band is nearly everywhere fully clear or fully opaque.
    """
    if ColorInterp.alpha not in dataset.colorinterp:
        return False
    sample = _sampled_alpha(dataset)
    highest = np.iinfo(sample.dtype).max if sample.dtype.kind in "iu" else sample.max()
    between = np.count_nonzero((sample > 0) & (sample < highest) & (sample != 255))
    # Some masks are opaque at 1 or 100.
    return bool(between > 0.2 * sample.size and len(np.unique(sample)) > 4)


def opaque(dataset: rasterio.DatasetReader) -> float:
    """The value of the opaque pixels of a raster's alpha band."""
    return float(np.nan_to_num(_sampled_alpha(dataset)).max()) or 1.0


def _sampled_alpha(dataset: rasterio.DatasetReader) -> np.ndarray:
    shape = (min(256, dataset.height), min(256, dataset.width))
    return np.asarray(dataset.read(dataset.colorinterp.index(ColorInterp.alpha) + 1, out_shape=shape,
                                   resampling=Resampling.nearest))


def has_alpha(dataset: rasterio.DatasetReader, bands: Sequence[RasterBand]) -> bool:
    """Whether one of the `bands` with data is flagged as alpha."""
    return any(dataset.colorinterp[band.index - 1] == ColorInterp.alpha for band in bands)


def common_type(dataset: rasterio.DatasetReader, bands: Sequence[int]) -> str:
    """The data type (numpy's name) that holds the values of all these bands (numbers from 1)."""
    return str(np.result_type(*(dataset.dtypes[band - 1] for band in bands)))


def read_bands(dataset: rasterio.DatasetReader, bands: Sequence[int], window: Window,
               shape: tuple[int, int] | None = None, resampling: Resampling = Resampling.nearest) -> np.ndarray:
    """The bands (C, H, W) of a window, resampled to `shape` (rows, columns), in the type that holds all of them."""
    read = partial(dataset.read, window=window, resampling=resampling)
    if len({dataset.dtypes[band - 1] for band in bands}) == 1:
        return np.asarray(read(list(bands), out_shape=shape and (len(bands), *shape)))
    return np.stack([read(band, out_shape=shape) for band in bands])


def known_name(text: str) -> str:
    """The band name of WAVELENGTHS_UM in a text, such as "red edge 1" in "Vegetation Red-Edge 1"; empty when the text
    has none, or several."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    if len(words) == 1 and words[0] in LETTERS:
        return LETTERS[words[0]]
    found, at = set(), 0
    while at < len(words):
        count = next((n for n in (3, 2, 1) if "".join(words[at:at + n]) in ALIASES), 0)
        if count:
            found.add(ALIASES["".join(words[at:at + count])])
        at += max(1, count)
    return found.pop() if len(found) == 1 else ""


def wavelength_of(band: Band | RasterBand) -> float | None:
    """The band's central wavelength in micrometres, by its name where it has none; None where both are unknown."""
    return band.wavelength_um or WAVELENGTHS_UM.get(known_name(band.name))


def _descriptions(dataset: rasterio.DatasetReader, data: Sequence[int]) -> dict[int, DateIn]:
    """The description of each band of `data`, and its date, which stands in the description or in the band's tags. The
    only date that they have is none, and no part of the name: the same band has another in the next year."""
    plain = {index: " ".join((dataset.descriptions[index - 1] or "").split()) for index in data}
    dated = {index: date_in(text) for index, text in plain.items()}
    for index in data:
        if not dated[index].date and (tagged := tagged_date(dataset.tags(index))):
            dated[index] = DateIn(tagged, plain[index])
    if len(in_order(one.date for one in dated.values())) > 1:
        return dated
    return {index: DateIn("", one.rest) for index, one in dated.items()}


def _band(dataset: rasterio.DatasetReader, index: int, text: DateIn, by_number: str, count: int) -> RasterBand:
    """Band `index` of a raster with `count` bands of data."""
    description = text.rest
    color = dataset.colorinterp[index - 1]
    wavelength = _wavelength_in(dataset, index) or _micrometres(description)
    name = by_number or known_name(description) or COLORS.get(color.name, "")
    if not name and color == ColorInterp.alpha and index == count == 4:
        name = "nir"
    if not name and color == ColorInterp.gray and count == 1 and not wavelength:
        name = "pan"
    wavelength = wavelength or WAVELENGTHS_UM.get(name)
    if not name and wavelength:
        name = f"{1000 * wavelength:.0f} nm"
    if not name:
        plain = " ".join(re.findall(r"[^\W_]+", description.lower()))
        name = plain[:LONGEST_NAME - 6].strip() or f"band {index}"  # room for a number, should two be the same
    if text.date:
        name = f"{name[:LONGEST_NAME - 6 - len(text.date) - 1]} {text.date}"
    return RasterBand(index, name, wavelength, text.date)


def _sentinel2(descriptions: Mapping[int, str]) -> dict[int, str]:
    """Band names by index where the descriptions are Sentinel-2's: "Band 3" alone may be of any sensor, "B03" and "B8A"
    may not."""
    numbers = {}
    for index, description in descriptions.items():
        match = re.fullmatch(r"b(?:and)?(0?[1-9]|1[0-2]|8a)", re.sub(r"[\s_-]", "", description.lower()))
        if match:
            numbers[index] = match[1]
    if not any(number == "8a" or number.startswith("0") for number in numbers.values()):
        return {}
    return {index: SENTINEL2[number.lstrip("0")] for index, number in numbers.items()}


def _wavelength_in(dataset: rasterio.DatasetReader, index: int) -> float | None:
    """Micrometres from the metadata of a band."""
    if center := dataset.tags(index, ns="IMAGERY").get("CENTRAL_WAVELENGTH_UM"):
        return _micrometres(f"{center} um")
    tags = {name.lower(): value.strip() for name, value in dataset.tags(index).items()}
    value, unit = tags.get("wavelength", ""), tags.get("wavelength_units") or tags.get("wavelength_unit") or ""
    if not unit and re.fullmatch(NUMBER, value):
        unit = "nm" if float(value) > LONGEST_UM else "um"
    return _micrometres(f"{value} {unit}")


def _micrometres(text: str) -> float | None:
    """The first length with a unit in a text that is a wavelength of light, such as "665 nm" or "0.665 Micrometers".
    """
    for number, unit in re.findall(rf"({NUMBER})\s*(nm|nano|um\b|µm|μm|micro)", text.lower()):
        length = float(number) / (1000 if unit.startswith("n") else 1)
        if SHORTEST_UM <= length <= LONGEST_UM:
            return length
    return None
