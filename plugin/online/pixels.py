"""Pixels of fetched imagery: data type, bands, blocks as bytes, and how a GeoTIFF tells those without a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, NamedTuple, Optional, Tuple

from osgeo import gdal
from qgis.PyQt.QtGui import QImage

ALPHA_TYPES, ALPHA_BANDS = (gdal.GDT_Byte, gdal.GDT_UInt16), (1, 3)
"""Data types, and numbers of other bands, with which GDAL takes an alpha band for a mask."""
COMPRESSED = 2 / 3
"""Share of the bytes that is left on disk, about: photographs, compressed without loss."""
TO_MASK = bytes([0]) + bytes([255]) * 255
"""For bytes.translate: the mask of an alpha band."""
COLORS = (gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand)


class Tile(NamedTuple):
    """A block: the values of its bands, one band after the other, and a byte for each pixel, 0 where there is no value.
    """

    values: bytes
    mask: bytes


NOTHING = Tile(b"", b"")


@dataclass(frozen=True)
class Pixels:
    """GDAL's data type of the values, GDAL's color interpretation of each band with data, and the value that stands for
    none; an alpha band tells where that is None."""

    kind: int
    colors: Tuple[int, ...]
    nodata: Optional[float] = None

    @property
    def has_alpha(self) -> bool:
        """Whether an alpha band tells where there is no value."""
        return self.nodata is None

    @property
    def bands(self) -> List[int]:
        """The numbers of the bands with data."""
        return list(range(1, len(self.colors) + 1))

    @property
    def bytes_on_disk(self) -> float:
        """Bytes that a pixel takes on disk, about."""
        return COMPRESSED * len(self.colors) * gdal.GetDataTypeSize(self.kind) / 8

    @property
    def options(self) -> List[str]:
        """Creation options of a GeoTIFF."""
        # ALPHA=YES marks the first band beyond the colors, and so the second one of gray.
        colors = ["PHOTOMETRIC=RGB", "ALPHA=YES"] if self.colors == COLORS and self.has_alpha else [
            "PHOTOMETRIC=MINISBLACK"]
        return ["TILED=YES", "COMPRESS=DEFLATE", f"PREDICTOR={2 if self.kind in ALPHA_TYPES else 3}", "ZLEVEL=4",
                "SPARSE_OK=TRUE", *colors]

    def in_memory(self, side: int) -> gdal.Dataset:
        """A square raster in memory in which no pixel has a value."""
        count = len(self.colors) + self.has_alpha
        raster = gdal.GetDriverByName("MEM").Create("", side, side, count, self.kind)
        for number, color in zip(range(1, count + 1), (*self.colors, gdal.GCI_AlphaBand)):
            band = raster.GetRasterBand(number)
            band.SetColorInterpretation(color)
            if self.nodata is not None:
                band.SetNoDataValue(self.nodata)
                band.Fill(self.nodata)
        return raster

    def write(self, raster: gdal.Dataset, column: int, row: int, side: int, tile: Tile) -> None:
        """Write a block to its place in a raster."""
        raster.WriteRaster(column, row, side, side, tile.values, buf_type=self.kind, band_list=self.bands)
        if self.has_alpha:
            alpha = bytearray(len(tile.mask) * gdal.GetDataTypeSize(self.kind) // 8)
            step = len(alpha) // len(tile.mask)
            for byte in range(step):
                alpha[byte::step] = tile.mask
            raster.WriteRaster(column, row, side, side, bytes(alpha), buf_type=self.kind,
                               band_list=[len(self.colors) + 1])


DRAWN = Pixels(gdal.GDT_Byte, COLORS)
"""Those of a picture that QGIS draws."""


def tile_of(image: QImage) -> Tile:
    """A picture; any but wholly transparent pixels count."""
    picture = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rgba = bytes(picture.constBits().asstring(4 * picture.width() * picture.height()))
    return Tile(rgba[0::4] + rgba[1::4] + rgba[2::4], rgba[3::4].translate(TO_MASK))


def is_transparent(tile: Tile) -> bool:
    """Whether no pixel has a value."""
    return not tile.mask.strip(b"\0")


def is_uniform(tile: Tile, bands: int) -> bool:
    """Whether all pixels are the same."""
    size = len(tile.values) // (bands * len(tile.mask))
    length = size * len(tile.mask)
    parts = [tile.values[number * length:(number + 1) * length] for number in range(bands)]
    return tile.mask == tile.mask[:1] * len(tile.mask) and all(part == part[:size] * len(tile.mask) for part in parts)
