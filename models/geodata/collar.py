"""Two-pass collar detection (as GDAL's nearblack): undeclared nodata of one exact value, from the edge inwards.

Every row and every column is followed from both of its ends, as long as the pixels keep the value that they have at the
edge. That is a collar where the value goes along the edge for longer than any roof. Two numbers for each row and two
for each column then tell of every pixel whether it lies on the collar: the answer does not depend on the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from rasterio import DatasetReader
from rasterio.windows import Window
from shapely.geometry.base import BaseGeometry

from .band_statistics import in_percent
from .bands import read_bands

LONGEST_ROOF_M = 100.0
"""Metres along the edge from which one exact value is no roof. Of small rasters, half of the edge is enough."""
DEEP, ALONG = 4, 8
"""Pixels into the raster that a collar reaches at least, and along the edge that are looked at in one place."""
LOOKS, MOST_LOOKS = 3, 256
"""Looks at the edge for each LONGEST_ROOF_M, and at most along one side: the collar of a large raster is looked for
only where two neighbouring looks find one value."""
READ_PIXELS, STEP, STRIP_STEP = 2 ** 22, 512, 16
"""Pixels that are read at once while rows and columns are followed, and how many of each, at least; of columns where
every row of the raster is a block."""
NONE = -1
ALMOST, MOST_ALMOST = 12, 0.15
"""Bytes that differ from black or white by no more, all over this share of the edge, are told as a border that lossy
compression has changed."""
SHRINK = 0.49
"""Pixels by which an outline inside a collar is drawn in, after it lost all detail finer than twice that. Less than
half a pixel: along a straight edge no pixel changes sides, and of a slanted one at most the outermost is lost."""
SHARE_SIDE = 1024
"""Points along the longer side from which the share of a collar is told."""

Value = tuple[float, ...]
"""The value of a pixel in every band that is used."""
DeclaredValid = Callable[[Window, tuple[int, int]], np.ndarray]
"""A function of a window and a shape (rows, columns): the pixels that the raster declares valid, bool."""


@dataclass(frozen=True)
class Side:
    """A side of a raster of (`rows`, `columns`), seen from outside: pixels along it, and into the raster. `upright`:
    left or right; `far`: right or bottom."""

    rows: int
    columns: int
    upright: bool
    far: bool

    @property
    def along(self) -> int:
        """Pixels along the side."""
        return self.rows if self.upright else self.columns

    @property
    def depth(self) -> int:
        """Pixels from this side to the opposite one."""
        return self.columns if self.upright else self.rows

    @property
    def clockwise(self) -> slice:
        """The order of the pixels along the side in which one goes round the raster clockwise."""
        return slice(None, None, 1 if self.upright == self.far else -1)

    def window(self, along: slice, into: slice) -> Window:
        """The window of some pixels along the side and into the raster."""
        first = self.depth - into.stop if self.far else into.start
        size, length = into.stop - into.start, along.stop - along.start
        return Window(first, along.start, size, length) if self.upright else Window(along.start, first, length, size)

    def oriented(self, pixels: np.ndarray) -> np.ndarray:
        """The pixels (..., H, W) of such a window as (..., along, into)."""
        pixels = pixels if self.upright else np.swapaxes(pixels, -1, -2)
        return pixels[..., ::-1] if self.far else pixels


def sides_of(rows: int, columns: int) -> list[Side]:
    """Top, right, bottom and left."""
    return [Side(rows, columns, upright, far) for upright, far in
            ((False, False), (True, True), (False, True), (True, False))]


@dataclass(frozen=True)
class Collar:
    """How many pixels of collar every row (`left`, `right`) and every column (`top`, `bottom`) has at its ends, the
    values of these pixels, and their `share` of the raster. `almost` is the share of the edge that is nearly black or
    white, but not one value: it is told and stays imagery."""

    left: np.ndarray
    right: np.ndarray
    top: np.ndarray
    bottom: np.ndarray
    values: tuple[Value, ...]
    share: float = 0.0
    almost: float = 0.0

    def covers(self, rows: tuple[np.ndarray, np.ndarray], columns: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """The cells (len(rows), len(columns)) bool that reach into the collar, of a lattice whose rows go from the
        first to the last pixel row of `rows`, and whose columns likewise."""
        (y0, y1), (x0, x1) = rows, columns
        height, width = len(self.left), len(self.top)
        left, right = (np.maximum(side[y0], side[y1])[:, None] for side in (self.left, self.right))
        top, bottom = (np.maximum(side[x0], side[x1])[None] for side in (self.top, self.bottom))
        return ((x0 < left) | (x1 >= width - right) | (y0[:, None] < top) | (y1[:, None] >= height - bottom))

    def inside(self) -> BaseGeometry:
        """The outline, in pixels, of what is not collar: no centre of a pixel of the collar lies in it."""
        height, width = len(self.left), len(self.top)
        y, x = np.arange(height), np.arange(width)
        rows = shapely.box(self.left, y, width - self.right, y + 1)[self.left + self.right < width]
        columns = shapely.box(x, self.top, x + 1, height - self.bottom)[self.top + self.bottom < height]
        exact = shapely.intersection(shapely.union_all(rows), shapely.union_all(columns))
        return shapely.buffer(shapely.simplify(exact, 2 * SHRINK), -SHRINK, join_style="mitre")

    def remark(self) -> str:
        """A clause for the analyst, to follow the raster's name."""
        if not self.values:
            return (f"{in_percent(self.almost)} of the edge is almost, but not exactly, black or white. If that is a "
                    "border, changed by lossy compression, buildings may be found in it: make it nodata first with "
                    "'Near black' (Raster > Analysis, additional parameter -setmask)")
        return (f"{taken_for_nodata(self.values, self.share)}: no building is looked for there, and no label there is "
                "learned from")


def taken_for_nodata(values: Sequence[Value], share: float) -> str:
    """A clause for the analyst, to follow the name of one or several rasters: their collars have these values, and
    cover this share of their pixels."""
    return (f"{in_percent(share)} of the pixels, along the edge, are exactly {' or '.join(map(_in_words, values))} in "
            "the bands that are used, and are taken for nodata, which is not declared")


def find_collar(dataset: DatasetReader, bands: Sequence[int], pixel_m: tuple[float, float],
                valid: DeclaredValid) -> Collar | None:
    """The collar of a raster with pixels of `pixel_m` (width, height) metres on the ground, by its `bands` (numbers
    from 1); None where it has none. Only the edge and the collar itself are decoded."""
    sides, follower = sides_of(*dataset.shape), _Follower(dataset, bands, valid)
    pixels_m = [pixel_m[side.upright] for side in sides]
    least_m = min(LONGEST_ROOF_M, sum(side.along * size for side, size in zip(sides, pixels_m)) / 2)
    looks = [look for side, size in zip(sides, pixels_m) for look in follower.looks(side, least_m / size)]
    values = sorted({look.value for look, other in zip(looks, [*looks[1:], *looks[:1]])
                     if look.value is not None and look.value == other.value})
    collar = _followed(follower, sides, values, pixels_m, least_m) if values else None
    almost = sum(look.is_almost for look in looks) / len(looks)
    if collar is None and almost >= MOST_ALMOST:
        rows, columns = (np.zeros(length, np.int32) for length in dataset.shape)
        return Collar(rows, rows, columns, columns, (), almost=almost)
    return collar


def _followed(follower: _Follower, sides: Sequence[Side], values: Sequence[Value], pixels_m: Sequence[float],
              least_m: float) -> Collar | None:
    """The collar of `values`; None where none of them goes along the edge for `least_m`, or the raster has only one."""
    followed = [follower.follow(side, values) for side in sides]
    numbers = _long_enough(sides, followed, pixels_m, least_m)
    seen = sorted({number for of_side in numbers for number in np.unique(of_side).tolist()} - {NONE})
    if not seen or all((runs == side.depth).all() for side, (runs, _) in zip(sides, followed)):
        return None
    top, right, bottom, left = (np.where(of_side == NONE, 0, runs) for of_side, (runs, _) in zip(numbers, followed))
    collar = Collar(left, right, top, bottom, tuple(values[number] for number in seen))
    return replace(collar, share=_share(collar))


@dataclass(frozen=True)
class Look:
    """What a small window at the edge shows: its `value`, None where there are several or it is declared invalid; and
    whether all of it `is_almost` black or white."""

    value: Value | None
    is_almost: bool


class _Follower:
    """Reads the pixels of a raster from its sides inwards."""

    def __init__(self, dataset: DatasetReader, bands: Sequence[int], valid: DeclaredValid) -> None:
        self._dataset, self._bands, self._valid = dataset, list(bands), valid

    def _read(self, side: Side, along: slice, into: slice) -> np.ndarray:
        return side.oriented(read_bands(self._dataset, self._bands, side.window(along, into)))

    def looks(self, side: Side, least: float) -> Iterator[Look]:
        """Looks at small windows spread along a side, clockwise. A collar has `least` pixels along it."""
        count = min(max(2, round(LOOKS * side.along / least)), MOST_LOOKS)
        places = np.linspace(0, max(side.along - ALONG, 0), count).astype(int)
        for place in places[side.clockwise].tolist():
            along, into = slice(place, min(place + ALONG, side.along)), slice(0, min(DEEP, side.depth))
            pixels = self._read(side, along, into)
            window = side.window(along, into)
            if not self._valid(window, (window.height, window.width)).all():
                yield Look(None, False)
            elif (pixels == pixels[:, :1, :1]).all():
                yield Look(tuple(pixels[:, 0, 0].tolist()), False)
            else:
                is_almost = pixels.max() <= ALMOST or pixels.min() >= 255 - ALMOST
                yield Look(None, pixels.dtype == np.uint8 and bool(is_almost))

    def follow(self, side: Side, values: Sequence[Value]) -> tuple[np.ndarray, np.ndarray]:
        """For every pixel along a side, how many pixels into the raster keep its value, and the number of that value
        among `values`; 0 and NONE when it is another one."""
        rows, columns = self._dataset.block_shapes[self._bands[0] - 1]
        block = columns if side.upright else rows
        in_strips = columns == self._dataset.width and not side.upright  # every read decodes whole rows
        step = STRIP_STEP if in_strips else STEP
        lanes = max(1, READ_PIXELS // (max(block, step) * len(self._bands)))
        parts = [self._follow(side, slice(first, min(first + lanes, side.along)), values, step)
                 for first in range(0, side.along, lanes)]
        runs, numbers = (np.concatenate(one) for one in zip(*parts))
        return runs, numbers

    def _follow(self, side: Side, along: slice, values: Sequence[Value], step: int) -> tuple[np.ndarray, np.ndarray]:
        edge = self._read(side, along, slice(0, 1))
        numbers = np.full(edge.shape[1], NONE)
        for number, value in enumerate(values):
            numbers[(edge[:, :, 0] == np.array(value, edge.dtype)[:, None]).all(axis=0)] = number
        runs, goes_on = np.zeros(len(numbers), np.int32), numbers != NONE
        for first in range(0, side.depth, step):
            if not goes_on.any():
                break
            ends = np.flatnonzero(goes_on)[[0, -1]]
            lanes = slice(ends[0], ends[1] + 1)
            pixels = self._read(side, slice(along.start + lanes.start, along.start + lanes.stop),
                                slice(first, min(first + step, side.depth)))
            same = (pixels == edge[:, lanes]).all(axis=0)
            length = np.where(same.all(axis=1), same.shape[1], same.argmin(axis=1))
            runs[lanes] += np.where(goes_on[lanes], length, 0)
            goes_on[lanes] &= length == same.shape[1]
        return runs, numbers


def _long_enough(sides: Sequence[Side], followed: Sequence[tuple[np.ndarray, np.ndarray]], pixels_m: Sequence[float],
                 least_m: float) -> list[np.ndarray]:
    """The number of the value of every pixel along every side that lies in a stretch of this value, DEEP pixels deep
    throughout, which goes along the edge, and round corners, for `least_m`; NONE for the others."""
    numbers = np.concatenate([np.where(runs >= DEEP, own, NONE)[side.clockwise]
                              for side, (runs, own) in zip(sides, followed)])
    lengths = np.concatenate([np.full(side.along, size) for side, size in zip(sides, pixels_m)])
    shift = int(np.argmax(numbers != np.roll(numbers, 1)))  # a stretch begins there
    numbers, lengths = np.roll(numbers, -shift), np.roll(lengths, -shift)
    stretch = np.cumsum(numbers != np.roll(numbers, 1))
    numbers = np.roll(np.where(np.bincount(stretch, lengths)[stretch] >= least_m, numbers, NONE), shift)
    parts = np.split(numbers, np.cumsum([side.along for side in sides])[:-1])
    return [part[side.clockwise] for side, part in zip(sides, parts)]


def _share(collar: Collar) -> float:
    """The share of the raster that is collar, from points evenly spread."""
    shape = len(collar.left), len(collar.top)
    rows, columns = (((np.arange(count) + 0.5) * length / count).astype(int)
                     for length in shape for count in [max(1, round(length / max(1.0, max(shape) / SHARE_SIDE)))])
    return float(collar.covers((rows, rows), (columns, columns)).mean())


def _in_words(value: Value) -> str:
    """A value as in 0, -9999 or (255, 254, 255)."""
    texts = [f"{number:.7g}" for number in value]
    return texts[0] if len(set(texts)) == 1 else f"({', '.join(texts)})"
