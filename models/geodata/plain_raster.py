"""Raster as a plain grid of measurements (GDAL VRT), while it is read.

Colours of a palette are looked up, values of few bits stretched, and what is placed by ground control points or
rational polynomial coefficients (RPC) is warped.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from os.path import isfile as is_file
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as Xml  # written, never read  # nosec B405

import numpy as np
import rasterio.shutil
from affine import Affine
from rasterio import DatasetReader
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.io import MemoryFile
from rasterio.vrt import WarpedVRT

from ...protocol.imagery import RASTER_TAGS
from ..core.errors import RooflineError
from . import physical_values
from .bands import alpha_is_data, opaque

ALPHA_TYPES = ("uint8", "uint16")
"""Data types of which GDAL takes an alpha band for a mask."""
RPC_CRS = "EPSG:4326"
"""RPC give longitude and latitude."""
BITS, HIGHEST = 8, 255
"""Bits and highest value of what is made of a palette, or of values of fewer bits."""
COLOR = "ColorTableComponent"


class Plain(NamedTuple):
    """What GDAL opens in place of a raster: a description (VRT); and clauses for the analyst that tell so."""

    source: str
    remarks: tuple[str, ...]


class Derived(NamedTuple):
    """A band that is made of one of a raster (number from 1): its colour, its description, and what makes it, an
    element of a ComplexSource (VRT)."""

    band: int
    color: str
    description: str
    element: str
    value: str


def plain(dataset: DatasetReader) -> Plain | None:
    """What is read in place of a raster that is no grid of measurements; None where the raster is one.

    Control points lie where QGIS shows them: their polynomial, or the RPC at height 0. A mirrored raster (south up) is
    turned over, for a network knows roofs and shadows as they are. Values of less than 8 bits are stretched to 8, so
    that they can be averaged; those with a scale become what they stand for (physical_values.py). Raises RooflineError
    for control points without a CRS.
    """
    remarks: list[str] = []
    source = _absolute(dataset.name)
    derived = _derived(dataset)
    if is_placed_by_points(dataset):
        source = _warped_by_points(dataset, Resampling.nearest if derived else Resampling.bilinear)
        remarks.append(_points_remark(dataset))
    elif dataset.transform.determinant > 0 and not dataset.transform.is_identity:
        source = _turned_over(dataset)
    if derived:
        with rasterio.open(source) as grid, rasterio.open(_description(grid, source, derived)) as made:
            source = _at_full_size(made)
        if derived[0].element == COLOR:
            remarks.append(f"its palette is read as {'gray' if len(derived) == 1 else 'red, green and blue'}")
    elif (scalings := physical_values.scalings_of(dataset)) is not None:
        with rasterio.open(source) as grid:
            source = physical_values.description(grid, source, scalings)
        remarks.append(physical_values.remark(scalings))
    return Plain(_tagged(source, dataset), tuple(remarks)) if is_description(source) else None


def _tagged(description: str, dataset: DatasetReader) -> str:
    """The description with the tags of a virtual raster of Roofline, where the dataset is one."""
    metadata = Xml.Element("Metadata", domain=RASTER_TAGS)
    for key, value in dataset.tags(ns=RASTER_TAGS).items():
        Xml.SubElement(metadata, "MDI", key=key).text = value
    start, end, rest = description.partition(">")
    return start + end + Xml.tostring(metadata, encoding="unicode") + rest if len(metadata) else description


def is_description(source: str) -> bool:
    """Whether what GDAL opens is the text of a virtual raster and no path."""
    return source.startswith("<")


def is_placed_by_points(dataset: DatasetReader) -> bool:
    """Whether the raster has control points or RPC and no grid."""
    return bool(dataset.transform.is_identity and (dataset.gcps[0] or dataset.rpcs))


def warped_text(dataset: DatasetReader, nodata: float | None, **options: object) -> str:
    """The description of a raster that is warped as it is read; `options` are those of rasterio's WarpedVRT. Where
    `nodata` is None, an alpha band tells what is not valid."""
    has_alpha = ColorInterp.alpha in dataset.colorinterp
    options = {"add_alpha": nodata is None and not has_alpha, **options}
    if nodata is not None and has_alpha:  # GDAL takes half-transparent pixels for none, and 255 or so for opaque
        options["SRC_ALPHA_MAX"] = str(opaque(dataset))
    with MemoryFile(ext=".vrt") as file, WarpedVRT(dataset, nodata=nodata, **options) as warped:
        rasterio.shutil.copy(warped, file.name, driver="VRT")
        return str(file.read().decode("utf-8"))


def unused_value(dtype: str, band_count: int = 1) -> float | None:
    """The value that marks the pixels beside a warped raster of so many bands without nodata; None where an alpha band
    can tell, which GDAL takes for a mask beside one band and beside three."""
    if dtype in ALPHA_TYPES and band_count in (1, 3):
        return None
    if dtype.startswith("float"):
        return math.nan
    limits = np.iinfo(dtype)
    return float(limits.min or limits.max)


def _absolute(path: str) -> str:
    return str(Path(path).absolute()) if is_file(path) else path


def _warped_by_points(dataset: DatasetReader, resampling: Resampling) -> str:
    crs = (dataset.gcps[1] or dataset.crs) if dataset.gcps[0] else RPC_CRS
    if crs is None:
        raise RooflineError(
            f"{Path(dataset.name).name} is placed on the map by control points that have no coordinate reference "
            "system. Set it in QGIS (right-click the layer > Layer CRS), or georeference the raster again.")
    with rasterio.open(_absolute(dataset.name)) as source:
        return warped_text(source, _kept_nodata(source), src_crs=crs, crs=crs, resampling=resampling)


def _turned_over(dataset: DatasetReader) -> str:
    """The description of a mirrored raster with its rows from the other end. No pixel changes."""
    upright = dataset.transform @ Affine.translation(0, dataset.height) @ Affine.scale(1, -1)
    is_masked = any(flags != [MaskFlags.all_valid] for flags in dataset.mask_flag_enums)
    options = {} if is_masked else {"add_alpha": False}
    with rasterio.open(_absolute(dataset.name)) as source:
        return warped_text(source, _kept_nodata(source) if is_masked else None, crs=source.crs, transform=upright,
                           width=source.width, height=source.height, resampling=Resampling.nearest, **options)


def _kept_nodata(dataset: DatasetReader) -> float | None:
    """The nodata value of a raster that is warped; None where an alpha band tells what is not valid."""
    if dataset.nodata is not None:
        return float(dataset.nodata)
    if alpha_is_data(dataset):  # warped as an alpha band is; with a value for what is not valid it would be lost
        return None
    return unused_value(dataset.dtypes[0], dataset.count - dataset.colorinterp.count(ColorInterp.alpha))


def _points_remark(dataset: DatasetReader) -> str:
    if dataset.gcps[0]:
        return f"it is placed by {len(dataset.gcps[0])} control points, and warped to a grid while it is read"
    return ("it is placed by a camera model (RPC), and warped to a grid at height 0 while it is read, as QGIS shows "
            "it; on high ground it may lie many metres off")


def _derived(dataset: DatasetReader) -> list[Derived]:
    """The bands that are read in place of those of a raster with a palette, or with less than 8 bits."""
    if dataset.count <= 2 and dataset.colorinterp[0] == ColorInterp.palette:
        colors = dataset.colormap(1).values()
        is_gray = all(red == green == blue for red, green, blue, _ in colors)
        names = ("Gray",) if is_gray else ("Red", "Green", "Blue")
        return [Derived(1, name, "", COLOR, str(number)) for number, name in enumerate(names, 1)]
    bits = [int(dataset.tags(band, ns="IMAGE_STRUCTURE").get("NBITS", BITS)) for band in dataset.indexes]
    if min(bits, default=BITS) >= BITS or ColorInterp.palette in dataset.colorinterp:
        return []
    return [Derived(band, color.name.capitalize(), text or "", "ScaleRatio", repr(HIGHEST / (2 ** own - 1)))
            for band, color, text, own in zip(dataset.indexes, dataset.colorinterp, dataset.descriptions, bits)
            if color != ColorInterp.alpha]


def _description(dataset: DatasetReader, source: str, derived: Sequence[Derived]) -> str:
    """The description of a raster with these bands, and an alpha band where not all of it is valid and opaque."""
    root = Xml.Element("VRTDataset", rasterXSize=str(dataset.width), rasterYSize=str(dataset.height))
    Xml.SubElement(root, "SRS").text = dataset.crs.to_wkt()
    Xml.SubElement(root, "GeoTransform").text = ", ".join(repr(value) for value in dataset.transform.to_gdal())
    is_masked = MaskFlags.all_valid not in dataset.mask_flag_enums[0]
    is_palette = derived[0].element == COLOR
    alpha = []
    if is_palette and (is_masked or any(opacity < HIGHEST for *_, opacity in dataset.colormap(1).values())):
        alpha = [Derived(1, "Alpha", "", COLOR, "4")]
    elif is_masked:
        alpha = [Derived(derived[0].band, "Alpha", "", "LUT", f"0:{HIGHEST},{HIGHEST}:{HIGHEST}")]
    for number, one in enumerate([*derived, *alpha], 1):
        band = Xml.SubElement(root, "VRTRasterBand", dataType="Byte", band=str(number))
        Xml.SubElement(band, "Description").text = one.description
        Xml.SubElement(band, "ColorInterp").text = one.color
        made = Xml.SubElement(band, "ComplexSource")
        Xml.SubElement(made, "SourceFilename", relativeToVRT="0").text = source
        Xml.SubElement(made, "SourceBand").text = str(one.band)
        if is_masked and one.color == "Alpha":
            Xml.SubElement(made, "UseMaskBand").text = "true"
        Xml.SubElement(made, one.element).text = one.value
    return Xml.tostring(root, encoding="unicode")


def _at_full_size(dataset: DatasetReader) -> str:
    """The description of a virtual raster of which every pixel is made before it is resampled: GDAL itself would
    resample the numbers of a palette."""
    return warped_text(dataset, None, crs=dataset.crs, transform=dataset.transform, width=dataset.width,
                       height=dataset.height, resampling=Resampling.nearest, add_alpha=False)
