"""Physical values of rasters (GDAL's scale and offset of bands): reflectance, whatever numbers stand for it.

Sentinel-2 products since processing baseline 04.00 hold 1000 more than earlier ones for the same reflectance. Read in
physical values, the imagery of both is the same to a model.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree as Xml  # written, never read  # nosec B405

from rasterio import DatasetReader
from rasterio.enums import ColorInterp, MaskFlags

from .bands import GDAL_TYPES
from .cloud_masks import kind_of

QUANTIFICATION = ("BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE", "QUANTIFICATION_VALUE")
"""Tags of GDAL's Sentinel-2 driver, which stay in a GeoTIFF made of a product: the number that stands for 1."""
OFFSETS = ("BOA_ADD_OFFSET", "RADIO_ADD_OFFSET")
BASELINE, FIRST_WITH_OFFSET, OFFSET = "PROCESSING_BASELINE", 4.0, -1000.0
"""The tag with the processing baseline, the first one that has an offset, and that offset."""
DECIMAL = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*")
DTYPE = "float32"


class Scaling(NamedTuple):
    """A physical value is the number in the raster times `scale`, plus `offset`."""

    scale: float
    offset: float


AS_IT_IS = Scaling(1.0, 0.0)


def scalings_of(dataset: DatasetReader) -> list[Scaling] | None:
    """The scaling of each band: as the bands have it, else as the tags of a Sentinel-2 product tell. None where the
    numbers are all that is known. Alpha bands and cloud masks are no measurements."""
    found = [Scaling(float(scale), float(offset)) for scale, offset in zip(dataset.scales, dataset.offsets)]
    if all(one == AS_IT_IS for one in found) and (product := _sentinel2(dataset)) is not None:
        found = [product] * dataset.count
    if any(one.scale == 0 for one in found) or all(one == AS_IT_IS for one in found):
        return None
    kept = [color == ColorInterp.alpha or bool(kind_of(text))
            for color, text in zip(dataset.colorinterp, dataset.descriptions)]
    return [AS_IT_IS if keep else one for one, keep in zip(found, kept)]


def _sentinel2(dataset: DatasetReader) -> Scaling | None:
    tags = {name.upper(): value for name, value in dataset.tags().items()}
    one = next((value for name in QUANTIFICATION if (value := _number(tags.get(name)))), None)
    baseline = _number(tags.get(BASELINE))
    if one is None or baseline is None:
        return None
    given = next((value for name in OFFSETS if (value := _number(tags.get(name))) is not None), None)
    offset = given if given is not None else OFFSET if baseline >= FIRST_WITH_OFFSET else 0.0
    return Scaling(1 / one, offset / one)


def _number(text: str | None) -> float | None:
    match = DECIMAL.fullmatch(text or "")
    return float(match[1]) if match else None


def remark(scalings: list[Scaling]) -> str:
    """A clause for the analyst, to follow the raster's name."""
    kinds = list(dict.fromkeys(one for one in scalings if one != AS_IT_IS))
    told = " or ".join(f"{one.scale:.6g}, plus {one.offset:.6g}" if one.offset else f"{one.scale:.6g}"
                       for one in kinds[:2])
    return f"its bands have a scale, and are read as physical values: the numbers times {told}"


def description(dataset: DatasetReader, source: str, scalings: list[Scaling]) -> str:
    """The description of a raster in float32 that gives the physical values of `source`, which is open as `dataset` and
    may have an alpha band more than there are scalings, as a warped raster has. Bands keep their descriptions, colours,
    tags and nodata; a mask stays a mask."""
    root = Xml.Element("VRTDataset", rasterXSize=str(dataset.width), rasterYSize=str(dataset.height))
    Xml.SubElement(root, "SRS").text = dataset.crs.to_wkt()
    Xml.SubElement(root, "GeoTransform").text = ", ".join(repr(value) for value in dataset.transform.to_gdal())
    for number, scaling in zip(dataset.indexes, [*scalings, AS_IT_IS]):
        _add_band(root, dataset, source, number, scaling)
    flags = dataset.mask_flag_enums[0]
    if MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags:
        mask = Xml.SubElement(Xml.SubElement(root, "MaskBand"), "VRTRasterBand", dataType="Byte")
        _add_source(mask, "SimpleSource", source, "mask,1")
    return Xml.tostring(root, encoding="unicode")


def _add_band(root: Xml.Element, dataset: DatasetReader, source: str, number: int, scaling: Scaling) -> None:
    color, nodata = dataset.colorinterp[number - 1], dataset.nodatavals[number - 1]
    is_plain = color == ColorInterp.alpha or bool(kind_of(dataset.descriptions[number - 1]))
    band = Xml.SubElement(root, "VRTRasterBand", band=str(number),
                          dataType=GDAL_TYPES[dataset.dtypes[number - 1] if is_plain else DTYPE])
    Xml.SubElement(band, "Description").text = dataset.descriptions[number - 1] or ""
    for domain in (None, "IMAGERY"):
        if tags := dataset.tags(number, ns=domain) if domain else dataset.tags(number):
            metadata = Xml.SubElement(band, "Metadata", {"domain": domain} if domain else {})
            for key, value in tags.items():
                Xml.SubElement(metadata, "MDI", key=key).text = value
    Xml.SubElement(band, "ColorInterp").text = color.name.capitalize()
    if is_plain:
        _add_source(band, "SimpleSource", source, str(number))
        return
    if nodata is not None:
        Xml.SubElement(band, "NoDataValue").text = "nan"
    made = _add_source(band, "ComplexSource", source, str(number))
    Xml.SubElement(made, "ScaleOffset").text = repr(scaling.offset)
    Xml.SubElement(made, "ScaleRatio").text = repr(scaling.scale)
    if nodata is not None:
        Xml.SubElement(made, "NODATA").text = repr(nodata)


def _add_source(band: Xml.Element, kind: str, source: str, number: str) -> Xml.Element:
    made = Xml.SubElement(band, kind)
    Xml.SubElement(made, "SourceFilename", relativeToVRT="0").text = source
    Xml.SubElement(made, "SourceBand").text = number
    return made
