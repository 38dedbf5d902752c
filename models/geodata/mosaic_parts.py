"""Parts of a mosaic: rasters at their places on one grid.

A raster on another grid is warped, and one with an undeclared collar cut by a cutline, in the description of a virtual
raster (GDAL VRT) that is read in place of the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyproj
import shapely
from affine import Affine
from rasterio.enums import ColorInterp, Resampling
from shapely.geometry.base import BaseGeometry

from .affine_transform import apply_affine
from .bands import RasterBand, common_type, has_alpha, raster_bands
from .cloud_masks import cloud_bands
from .collar import Collar, find_collar
from .crs import ground_crs
from .ground_sample_distance import ground_pixel_size
from .plain_raster import ALPHA_TYPES, is_description, unused_value, warped_text
from .polygon_io import Polygons
from .raster_file import open_plain, open_raster, readable
from .raster_source import raster_name
from .valid_pixels import ALPHA, MASK, NODATA, Masking, kind_of_mask

ON_GRID = 0.1
"""Pixels by which a raster may lie beside the grid without being warped to it."""
STEPS = 32
"""Points along the longer side of a raster's outline, which is a curve in another CRS."""
SMALL_TYPES = ("uint8", "int8", "uint16", "int16")
"""Data types of which float32 holds every value."""


class Levels(NamedTuple):
    """A linear change of the values of a band: times `ratio`, plus `offset`."""

    ratio: float
    offset: float


@dataclass(frozen=True)
class Part:
    """A raster as a part of a mosaic: its name for messages, its grid, its bands with data and their type, and how its
    valid pixels are told.
    `source` is what GDAL opens, and `remarks` tell why that is not the file itself; `wkt` is the CRS as the file has
    it; `block` the shape (rows, columns) of a block; `pixel_m` the side of a pixel on the ground; `inside` the outline,
    in pixels, of what is not undeclared collar, None where there is no collar; `levels` by the name of a band what its
    values become in a mosaic of another data type; `has_clouds`: one of the other bands is a cloud mask."""

    path: str
    name: str
    source: str
    remarks: tuple[str, ...]
    crs: pyproj.CRS
    wkt: str
    transform: Affine
    shape: tuple[int, int]
    bands: list[RasterBand]
    colors: tuple[ColorInterp, ...]
    dtype: str
    block: tuple[int, int]
    mask: str
    nodata: float | None
    pixel_m: float
    has_clouds: bool = False
    inside: BaseGeometry | None = None
    levels: Mapping[str, Levels] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str) -> Part:
        """The raster at `path`. Raises RooflineError when it cannot serve as imagery."""
        name = Path(path).name
        dataset, remarks = open_plain(path)
        with dataset, readable(name):
            crs, bands = ground_crs(dataset.crs.to_wkt(), name), raster_bands(dataset, name)
            across, down = ground_pixel_size(dataset.transform, dataset.shape, crs, name)
            first = bands[0].index - 1
            source = dataset.name if is_description(dataset.name) else path
            dtype = common_type(dataset, [band.index for band in bands])
            return cls(path, raster_name(dataset, path), source, remarks, crs, dataset.crs.to_wkt(),
                       dataset.transform, dataset.shape, bands, dataset.colorinterp, dtype, dataset.block_shapes[first],
                       kind_of_mask(dataset, bands), dataset.nodatavals[first], math.sqrt(across * down),
                       bool(cloud_bands(dataset)))

    @property
    def band_names(self) -> list[str]:
        """The names of the bands with data."""
        return [band.name for band in self.bands]

    def index(self, name: str) -> int:
        """The number of the band of that name, from 1."""
        return next(band.index for band in self.bands if band.name == name)

    @property
    def has_alpha_mask(self) -> bool:
        """Whether an alpha band, of a type that GDAL takes for a mask, tells the valid pixels."""
        return ColorInterp.alpha in self.colors and self.mask == MASK and self.dtype in ALPHA_TYPES

    def outline(self, crs: pyproj.CRS) -> BaseGeometry:
        """The outline in a CRS; empty where the CRS does not hold there."""
        rows, columns = self.shape
        box = shapely.segmentize(shapely.box(0, 0, columns, rows), max(rows, columns) / STEPS)
        return shapely.union_all(Polygons([apply_affine(box, self.transform)], self.crs).to(crs).geometries)

    def collar(self, names: Sequence[str]) -> Collar | None:
        """The undeclared collar by the bands of these names. Not looked for where it could not be cut off: GDAL drops a
        mask of its own beside a cutline. Raises RooflineError when the raster cannot be read."""
        if not (self.has_alpha_mask if ColorInterp.alpha in self.colors else self.mask != MASK):
            return None
        indexes = [self.index(name) for name in names]
        with open_raster(self.path) as dataset, readable(self.name):
            masking = Masking.of(dataset, indexes, has_alpha(dataset, self.bands))
            pixel_m = ground_pixel_size(self.transform, self.shape, self.crs, self.name)
            return find_collar(dataset, indexes, pixel_m, partial(masking.valid, dataset))


class Grid(NamedTuple):
    """A grid of pixels in `crs`; `wkt` is the CRS as a file has it."""

    crs: pyproj.CRS
    wkt: str
    transform: Affine


class Place(NamedTuple):
    """A rectangle of pixels of a grid."""

    column: int
    row: int
    width: int
    height: int


@dataclass(frozen=True)
class Placed:
    """A part at its place on a grid. `warped` describes the raster that is warped to the grid, or cut, as it is read;
    None where the file itself is. `on_grid`: not resampled."""

    part: Part
    place: Place
    warped: str | None = None
    on_grid: bool = True

    @property
    def mask(self) -> str:
        """How the valid pixels are told: a warped raster has some beside its edges, or in its collar, that are not."""
        if self.warped is None:
            return self.part.mask
        return MASK if self.nodata is None else NODATA

    @property
    def nodata(self) -> float | None:
        """The nodata value, if any, of the part's own data type."""
        if self.warped is None:
            return self.part.nodata
        return _marked(self.part).value if self.dtype == self.part.dtype else None

    @property
    def dtype(self) -> str:
        """The data type of what is read."""
        return self.part.dtype if self.warped is None else _marked(self.part).dtype


def placed(part: Part, grid: Grid) -> Placed:
    """The part at its place on the grid, to whose pixels it is warped where it lies on another one, and without its
    collar."""
    to_grid = ~grid.transform @ part.transform
    rows, columns = part.shape
    corners = np.array([to_grid @ corner for corner in ((0, 0), (columns, 0), (0, rows))])
    column, row = np.round(corners[0])
    on_grid = [(column, row), (column + columns, row), (column, row + rows)]
    if part.crs == grid.crs and np.abs(corners - on_grid).max() <= ON_GRID:
        own = Grid(part.crs, part.wkt, part.transform)
        is_cut = part.inside is not None or part.mask == ALPHA
        cut = _warped(part, own, Place(0, 0, columns, rows), Resampling.nearest) if is_cut else None
        return Placed(part, Place(int(column), int(row), columns, rows), cut)
    bounds = apply_affine(part.outline(grid.crs), ~grid.transform).bounds
    left, top, right, bottom = math.floor(bounds[0]), math.floor(bounds[1]), math.ceil(bounds[2]), math.ceil(bounds[3])
    place = Place(left, top, right - left, bottom - top)
    return Placed(part, place, _warped(part, grid, place, Resampling.bilinear), on_grid=False)


class _Marked(NamedTuple):
    """The data type of a warped raster, and its value of what is not valid; None where an alpha band tells."""

    dtype: str
    value: float | None


def _marked(part: Part) -> _Marked:
    if part.mask == NODATA:
        return _Marked(part.dtype, part.nodata)
    if any(part.colors[band.index - 1] == ColorInterp.alpha for band in part.bands):  # near infrared
        return _Marked(part.dtype, None)
    value = unused_value(part.dtype, len(part.colors) - part.colors.count(ColorInterp.alpha))
    if value is not None and part.dtype in SMALL_TYPES:  # any of their values may be a measurement, as white is
        return _Marked("float32", math.nan)
    return _Marked(part.dtype, value)


def _warped(part: Part, grid: Grid, place: Place, resampling: Resampling) -> str:
    """The description of a raster, without its collar, warped to a place of a grid."""
    path = str(Path(part.path).absolute()) if Path(part.path).exists() else part.path
    marked = _marked(part)
    options = {} if part.inside is None else {"CUTLINE": shapely.to_wkt(part.inside, rounding_precision=2)}
    if marked.dtype != part.dtype:
        options["dtype"] = marked.dtype
    with readable(part.name), open_raster(path) as dataset:
        return warped_text(
            dataset, marked.value, crs=grid.wkt, resampling=resampling, width=place.width, height=place.height,
            transform=grid.transform @ Affine.translation(place.column, place.row), **options)
