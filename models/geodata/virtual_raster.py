"""Virtual raster (GDAL VRT): the description of one raster that is put together from others as it is read.

Rasters on the grid are sources as gdalbuildvrt writes them; others are described in place of their files
(mosaic_parts.py). Nothing is copied, and GDAL opens the rasters as it needs them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml  # written, never read  # nosec B405

import shapely
from affine import Affine
from rasterio.enums import ColorInterp

from ...protocol.imagery import RASTER_TAGS
from ..core.atomic_file import atomic
from .bands import GDAL_TYPES
from .mosaic_parts import Grid, Part, Placed
from .valid_pixels import CLEAR, NODATA


def virtual_raster(parts: Sequence[Placed], grid: Grid, band_names: Sequence[str], dtype: str,
                   tags: dict[str, object]) -> str:
    """The description of a raster on `grid` that covers the parts, of which later ones lie on top, with the bands of
    these names, of one data type. `tags` are kept in it as JSON."""
    left, top = (min(one.place[axis] for one in parts) for axis in (0, 1))
    right, bottom = (max(one.place[axis] + one.place[axis + 2] for one in parts) for axis in (0, 1))
    root = Xml.Element("VRTDataset", rasterXSize=str(right - left), rasterYSize=str(bottom - top))
    Xml.SubElement(root, "SRS").text = grid.wkt
    geotransform = (grid.transform @ Affine.translation(left, top)).to_gdal()
    Xml.SubElement(root, "GeoTransform").text = ", ".join(repr(float(value)) for value in geotransform)
    metadata = Xml.SubElement(root, "Metadata", domain=RASTER_TAGS)
    for key, value in tags.items():
        Xml.SubElement(metadata, "MDI", key=key).text = json.dumps(value)
    kinds = {(one.mask, repr(one.nodata)) for one in parts}
    same_nodata = len(kinds) == 1 and parts[0].mask == NODATA and not any(one.part.levels for one in parts)
    for number, name in enumerate(band_names, 1):
        band = _band(root, parts[0].part, number, name, dtype, parts[0].nodata if same_nodata else None)
        for one in parts:
            source = _add_source(band, one, str(one.part.index(name)), (left, top), same_nodata)
            if name in one.part.levels:
                Xml.SubElement(source, "ScaleRatio").text = repr(one.part.levels[name].ratio)
                Xml.SubElement(source, "ScaleOffset").text = repr(one.part.levels[name].offset)
    if not same_nodata and (any(one.mask != CLEAR for one in parts) or _has_gaps(parts, right - left, bottom - top)):
        mask = Xml.SubElement(Xml.SubElement(root, "MaskBand"), "VRTRasterBand", dataType="Byte")
        for one in parts:
            for name in band_names if one.mask == NODATA else band_names[:1]:
                _add_source(mask, one, f"mask,{one.part.index(name)}", (left, top), False)
    return Xml.tostring(root, encoding="unicode")


def _has_gaps(parts: Sequence[Placed], width: int, height: int) -> bool:
    boxes = [shapely.box(one.column, one.row, one.column + one.width, one.row + one.height)
             for one in (part.place for part in parts)]
    return bool(shapely.union_all(boxes).area < width * height)


def _band(root: Xml.Element, first: Part, number: int, name: str, dtype: str, nodata: float | None) -> Xml.Element:
    """A band without sources yet, that raster_bands() knows by the name that it has in the first part."""
    like = next(band for band in first.bands if band.name == name)
    band = Xml.SubElement(root, "VRTRasterBand", dataType=GDAL_TYPES[dtype], band=str(number))
    Xml.SubElement(band, "Description").text = name
    if like.wavelength_um:
        metadata = Xml.SubElement(band, "Metadata")
        Xml.SubElement(metadata, "MDI", key="wavelength").text = repr(like.wavelength_um)
        Xml.SubElement(metadata, "MDI", key="wavelength_units").text = "um"
    if nodata is not None:
        Xml.SubElement(band, "NoDataValue").text = repr(nodata)
    color = first.colors[like.index - 1]
    if color != ColorInterp.alpha:
        Xml.SubElement(band, "ColorInterp").text = color.name.capitalize()
    return band


def _add_source(band: Xml.Element, one: Placed, number: str, origin: tuple[int, int], by_nodata: bool) -> Xml.Element:
    """Add a part to a band; `number` is its band, or "mask,1" for a mask, whose zeros cover nothing."""
    is_mask = number.startswith("mask")
    kind = "SimpleSource" if one.mask == CLEAR and not one.part.levels else "ComplexSource"
    source, part, place = Xml.SubElement(band, kind), one.part, one.place
    Xml.SubElement(source, "SourceFilename", relativeToVRT="0").text = one.warped or part.source
    Xml.SubElement(source, "SourceBand").text = number
    height, width = (place.height, place.width) if one.warped else part.shape
    Xml.SubElement(source, "SourceProperties", RasterXSize=str(width), RasterYSize=str(height),
                   DataType=GDAL_TYPES[one.dtype], BlockXSize=str(min(part.block[1], width)),
                   BlockYSize=str(min(part.block[0], height)))
    if one.mask != CLEAR and not is_mask and not by_nodata:
        Xml.SubElement(source, "UseMaskBand").text = "true"
    Xml.SubElement(source, "SrcRect", xOff="0", yOff="0", xSize=str(width), ySize=str(height))
    Xml.SubElement(source, "DstRect", xOff=str(place.column - origin[0]), yOff=str(place.row - origin[1]),
                   xSize=str(width), ySize=str(height))
    if one.mask != CLEAR and (is_mask or by_nodata):
        Xml.SubElement(source, "NODATA").text = "0" if is_mask else repr(one.nodata)
    return source


def write_description(path: Path, text: str) -> None:
    """Write the description of a virtual raster, unless the file holds it already. Other processes of the same run may
    do so at the same time."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic(path) as beside:
        beside.write_text(text, encoding="utf-8")
