"""Tiling with overlap: the layout of the windows whose middle parts cover a raster without gap or blending."""

from __future__ import annotations

from dataclasses import dataclass

from ...protocol.networks import STRIDE
from ..core.errors import RooflineError

ROW_PIXELS, LOWEST = 16_000_000, 256
"""Pixels of the kept parts of a row of windows, which wait in memory for the end of the row: over a wide raster windows
are lower, but keep no less than LOWEST rows."""


@dataclass(frozen=True)
class Axis:
    """The windows along one axis of a raster of `length` pixels: each keeps `step` pixels, one after the other from 0,
    and sees `halo` pixels more on both sides."""

    length: int
    step: int
    halo: int

    @property
    def size(self) -> int:
        """Side of a window in pixels."""
        return self.step + 2 * self.halo

    @property
    def kept(self) -> slice:
        """The part of a window that is kept."""
        return slice(self.halo, self.halo + self.step)

    @property
    def starts(self) -> range:
        """The first pixel that each window keeps."""
        return range(0, self.length, self.step)


@dataclass(frozen=True)
class Layout:
    """The windows over one raster."""

    down: Axis
    across: Axis


@dataclass(frozen=True)
class Windowing:
    """Windows of at most `size` pixels whose middle parts tile a raster: neighbours share at least `overlap` pixels,
    and the network's output within half the overlap from a window's edge is never used.

    Windows are lower over wide rasters. Every window starts on a multiple of the network's stride: then the network
    downsamples in the same places, and its output hardly depends on the window, so nothing has to be blended
    (docs/decisions/0014). Steps are equal, and windows no larger than the raster needs; when `exact` all have `size`,
    for networks that take no other. Raises RooflineError when the overlap is not smaller than the size.
    """

    size: int
    overlap: int
    exact: bool = False

    def __post_init__(self) -> None:
        if 2 * self.halo >= self.size:
            raise RooflineError(f"Overlap {self.overlap} must be smaller than the window size {self.size}; it counts "
                                f"as {2 * self.halo}, a multiple of {2 * STRIDE}.")

    @property
    def halo(self) -> int:
        """Pixels on each side of a window that the network sees and that are not kept."""
        return -(-self.overlap // (2 * STRIDE)) * STRIDE

    def over(self, shape: tuple[int, int]) -> Layout:
        """The windows over a raster of `shape` (rows, columns)."""
        rows, columns = shape
        most = self.size - 2 * self.halo
        if self.exact:
            return Layout(Axis(rows, most, self.halo), Axis(columns, most, self.halo))
        low = max(LOWEST, ROW_PIXELS // columns)
        return Layout(self._axis(rows, min(most, low)), self._axis(columns, most))

    def _axis(self, length: int, most: int) -> Axis:
        """Equal steps of at most `most`."""
        most = max(most // STRIDE, 1) * STRIDE
        count = -(-length // most)
        return Axis(length, -(-length // (count * STRIDE)) * STRIDE, self.halo)
