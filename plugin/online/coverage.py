"""Values of a coverage (WCS): what QGIS's provider gives in its own data type, in place of a picture."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any, List, Optional, Tuple

from osgeo import gdal
from qgis.core import Qgis, QgsRaster, QgsRasterBlock, QgsRasterBlockFeedback, QgsRasterDataProvider, QgsRectangle

from .pixels import ALPHA_BANDS, ALPHA_TYPES, TO_MASK, Pixels, Tile

PROVIDER = "wcs"
BYTE, UINT16 = Qgis.DataType.Byte, Qgis.DataType.UInt16
FLOAT32 = (BYTE, UINT16, Qgis.DataType.Int16, Qgis.DataType.Float32)
"""Data types whose values floating point of 32 bits holds."""
KNOWN = (*FLOAT32, Qgis.DataType.UInt32, Qgis.DataType.Int32, Qgis.DataType.Float64)
"""Data types with the numbers that GDAL has for them."""
LARGEST = {gdal.GDT_Byte: 255, gdal.GDT_UInt16: 65535}
CODES = {gdal.GDT_Byte: "B", gdal.GDT_UInt16: "H", gdal.GDT_Float32: "f", gdal.GDT_Float64: "d"}


def has_values(provider: QgsRasterDataProvider) -> bool:
    """Whether a provider gives the values of a coverage; the numbers of a palette are none."""
    bands = range(1, provider.bandCount() + 1)
    return bool(provider.name() == PROVIDER and bands and all(provider.dataType(band) in KNOWN for band in bands)
                and not any(provider.colorInterpretation(band) == QgsRaster.PaletteIndex for band in bands))


@dataclass(frozen=True)
class CoverageBands:
    """The numbers of the bands with data and of the alpha bands of a coverage, and its pixels as they are kept."""

    data: Tuple[int, ...]
    alpha: Tuple[int, ...]
    pixels: Pixels

    @classmethod
    def of(cls, provider: QgsRasterDataProvider) -> CoverageBands:
        """Those of a layer's own provider: a clone of it knows no colors."""
        colors = {band: int(provider.colorInterpretation(band)) for band in range(1, provider.bandCount() + 1)}
        data = tuple(band for band, color in colors.items() if color != QgsRaster.AlphaBand)
        kinds = {provider.dataType(band) for band in data}
        kind = (gdal.GDT_Byte if kinds == {BYTE} else gdal.GDT_UInt16 if kinds <= {BYTE, UINT16}
                else gdal.GDT_Float32 if kinds <= set(FLOAT32) else gdal.GDT_Float64)
        nodata: Optional[float] = None
        if kind not in ALPHA_TYPES:
            nodata = float("nan")
        elif len(data) not in ALPHA_BANDS:
            declared = provider.sourceNoDataValue(data[0]) if provider.sourceHasNoDataValue(data[0]) else 0.0
            nodata = declared if declared in range(LARGEST[kind] + 1) else 0.0
        return cls(data, tuple(band for band in colors if band not in data),
                   Pixels(kind, tuple(colors[band] for band in data), nodata))


class Coverage:
    """One clone of a provider with values, used by one thread."""

    def __init__(self, provider: QgsRasterDataProvider, bands: CoverageBands) -> None:
        self._provider, self._bands = provider, bands

    def tiles(self, box: QgsRectangle, count: int, side: int, feedback: QgsRasterBlockFeedback) -> Optional[List[Tile]]:
        """The block in a rectangle (`count` is 1: a service without tiles); None where the provider gave nothing."""
        width, pixels = side * count, self._bands.pixels
        numbers = (*self._bands.data, *self._bands.alpha)
        blocks = [self._provider.block(band, box, width, side, feedback) for band in numbers]
        if not all(block is not None and block.isValid() and not block.isEmpty() for block in blocks):
            return None
        rasters = [_raster(block) for block in blocks]
        data, alpha = rasters[:len(pixels.colors)], rasters[len(pixels.colors):]
        mask = 0
        for raster in data:  # a pixel counts where one of the bands has a value, as for the worker
            mask |= _bits(raster.GetRasterBand(1).GetMaskBand().ReadRaster())
        for raster in alpha:
            mask &= _bits(raster.ReadRaster(buf_type=gdal.GDT_Byte).translate(TO_MASK))
        inside = _inside(box, self._provider.extent(), width, side)
        shown = (mask & _bits(inside)).to_bytes(len(inside), "little")
        values = [raster.ReadRaster(buf_type=pixels.kind) for raster in data]
        if pixels.nodata is not None:
            values = [_without(one, shown, CODES[pixels.kind], pixels.nodata) for one in values]
        return [Tile(b"".join(values), shown)]


def _raster(block: QgsRasterBlock) -> gdal.Dataset:
    """A block as a raster in memory, with its nodata value."""
    raster = gdal.GetDriverByName("MEM").Create("", block.width(), block.height(), 1, int(block.dataType()))
    raster.WriteRaster(0, 0, block.width(), block.height(), bytes(block.data()))
    if block.hasNoDataValue():
        raster.GetRasterBand(1).SetNoDataValue(block.noDataValue())
    return raster


def _bits(mask: bytes) -> int:
    return int.from_bytes(mask, "little")


def _inside(box: QgsRectangle, extent: QgsRectangle, width: int, height: int) -> bytes:
    """A mask (height, width) of the pixels whose middle lies in the extent: a server fills those beyond with zeros."""
    across, down = box.width() / width, box.height() / height
    left, right = ((side - box.xMinimum()) / across for side in (extent.xMinimum(), extent.xMaximum()))
    top, bottom = ((box.yMaximum() - side) / down for side in (extent.yMaximum(), extent.yMinimum()))
    row = bytes(255 if left <= column + 0.5 <= right else 0 for column in range(width))
    return b"".join(row if top <= line + 0.5 <= bottom else bytes(width) for line in range(height))


def _without(values: bytes, mask: bytes, code: str, nodata: float) -> bytes:
    """Values of a type that array.array calls `code`, `nodata` where the mask is 0."""
    numbers: Any = array(code, values)
    none = nodata if code in "fd" else int(nodata)
    place = mask.find(0)
    while place >= 0:
        numbers[place] = none
        place = mask.find(0, place + 1)
    return numbers.tobytes()
