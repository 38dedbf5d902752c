"""Where buildings end: pieces of outline between the centres of pixels, found in all rows of a strip at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

OUTSIDE = 255
"""The probability beyond the end of a raster: not below any threshold, so that outlines end in the middle, which is
the edge of the last pixel."""
NEAREST = 0.05
"""How near to a pixel's centre an outline may pass, in pixels: an outline then never meets itself."""

# A cell lies between the centres of four pixels, its corners: A B over C D. An outline crosses its sides: T between A
# and B, R between B and D, S between C and D, L between A and C. M and N are points on the outlines inside the cell.
A, B, C, D = range(4)
T, R, S, L, M, N = range(6)
Piece = tuple[int, int, int, int]
"""From one point to another, with the owner of this corner to the one side and of that to the other. Outer rings that
are put together from such pieces have a positive area, x to the right and y down."""

PIECES: dict[int, tuple[Piece, ...]] = {
    9: ((T, L, A, B),), 3: ((R, T, B, A),), 6: ((S, R, D, B),), 12: ((L, S, C, A),),  # one corner against three
    10: ((R, L, A, C),), 5: ((T, S, A, B),),  # two against two
    11: ((R, M, B, D), (M, L, A, C), (T, M, A, B)), 14: ((R, M, B, D), (M, L, A, C), (M, S, C, D)),  # three owners
    13: ((T, M, A, B), (M, S, C, D), (M, L, A, C)), 7: ((T, M, A, B), (M, S, C, D), (R, M, B, D)),
    15: ((T, M, A, B), (M, L, A, C), (S, N, D, C), (N, R, D, B), (M, N, C, B)),  # four owners
    16: ((T, L, A, B), (S, R, D, B)), 17: ((R, T, B, A), (L, S, C, A)),  # two opposite corners, cut off
}
"""What a cell holds, by the sides that are crossed (T 1, R 2, S 4, L 8) and, if all are, by which corners are alike. No
owner passes any point twice, nor do several that are taken as one: their polygons are valid."""
MIDDLES = {11: ((R, L),), 14: ((R, L),), 13: ((T, S),), 7: ((T, S),), 15: ((T, L), (S, R))}
"""The points between which M and N lie: a wall ends in the middle of the outline that it meets."""


def _table(columns: int, rows: Mapping[int, Sequence[tuple[int, ...]]]) -> np.ndarray:
    """The values of `rows` as (items, columns, codes), -1 where a code has fewer items."""
    table = np.full((max(map(len, rows.values())), columns, max(PIECES) + 1), -1, np.intp)
    for code, items in rows.items():
        table[:len(items), :, code] = items
    return table


_PIECES, _MIDDLES = _table(4, PIECES), _table(2, MIDDLES)
_ENDS = np.array([[A, B, C, A, A, A], [B, D, D, C, A, A]])
"""The corners that T, R, S and L lie between, in the order of the grid."""
_FIXED = np.array([0.0, 1.0, 1.0, 0.0, 0.0, 0.0])
"""The coordinate of T, R, S and L that does not depend on probabilities, within the cell."""


class WallPieces(NamedTuple):
    """Pieces of outlines, each an element of these arrays: `owner` is the number of the fragment to the inner side and
    `other` of that beyond (0: none); `start` and `end` name points of the grid, the same for all owners; (`x`, `y`) is
    where the piece starts, in pixels of the grid."""

    owner: np.ndarray
    other: np.ndarray
    start: np.ndarray
    end: np.ndarray
    x: np.ndarray
    y: np.ndarray


def crossings(threshold: float) -> np.ndarray:
    """How far from one pixel to the next an outline runs, by the probabilities (256, 256) of both: where the threshold
    is crossed, or in the middle."""
    first, second = np.mgrid[:256, :256].astype(float)
    crosses = (first >= threshold) != (second >= threshold)
    share = (threshold - first) / np.where(crosses, second - first, 1)
    return np.where(crosses, np.clip(share, NEAREST, 1 - NEAREST), 0.5)


@dataclass(frozen=True)
class Cells:
    """The squares between the centres of four pixels in which owners meet: `at` is the index in the grid of the first
    pixel, where a row of the grid has `width` pixels, of which the first and the last are no part of it; the numbers of
    the `owners` (4, n) of corners A to D, 0 for none, and the probabilities there, `building` (4, n) uint8."""

    at: np.ndarray
    owners: np.ndarray
    building: np.ndarray
    width: int

    @classmethod
    def between(cls, labels: np.ndarray, numbers: np.ndarray, building: np.ndarray, row: int) -> Cells:
        """Those between the rows of `labels` (rows, width), of which the first is `row` of the grid. The owner of a
        pixel is `numbers[label]`."""
        flat, width = labels.reshape(-1), labels.shape[1]
        across, down = flat[:-1] != flat[1:], flat[:-width] != flat[width:]
        at = np.flatnonzero(across[:len(down) - 1] | down[:-1] | down[1:])
        corners = at + np.array([[0], [1], [width], [width + 1]])
        return cls(at + row * width, numbers.take(flat.take(corners)), building.reshape(-1).take(corners), width)

    def __len__(self) -> int:
        return len(self.at)

    def of(self, are_wanted: np.ndarray) -> Cells:
        """Those with a corner of any fragment i with `are_wanted[i]`."""
        which = np.flatnonzero(are_wanted.take(self.owners).any(axis=0))
        return replace(self, at=self.at.take(which), owners=self.owners.take(which, axis=1),
                       building=self.building.take(which, axis=1))

    def and_(self, more: Cells) -> Cells:
        return Cells(np.append(self.at, more.at), np.append(self.owners, more.owners, axis=1),
                     np.append(self.building, more.building, axis=1), more.width)

    def borders(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """One number each for the sides of pixels that two owners share: the owners, and a name that follows the order
        of the grid. In all cells that border on one, a side comes once."""
        a, b, c, _ = self.owners
        across, down = np.flatnonzero((a != b) & (a > 0) & (b > 0)), np.flatnonzero((a != c) & (a > 0) & (c > 0))
        return (np.append(a[across], a[down]), np.append(b[across], c[down]),
                np.append(2 * self.at[across], 2 * self.at[down] + 1))

    def walls(self, are_wanted: np.ndarray, crossings: np.ndarray) -> WallPieces:
        """The walls of the fragments i with `are_wanted[i]`. Each depends on its cell and on nothing else."""
        codes, found = _codes(*self.owners), []
        for piece in _PIECES:
            which = np.flatnonzero((piece[0] >= 0).take(codes))
            start, end, inner, outer = piece.take(codes.take(which), axis=1)
            owner, other = (self.owners.take(corner * len(self) + which) for corner in (inner, outer))
            there, back = (np.flatnonzero(are_wanted.take(numbers)) for numbers in (owner, other))
            found.append([values.take(there) for values in (which, start, end, owner, other)])
            found.append([values.take(back) for values in (which, end, start, other, owner)])
        which, start, end, owner, other = map(np.concatenate, zip(*found))
        x, y = self._places(which, start, crossings)
        inside = np.flatnonzero(start >= M)
        both = [self._places(which[inside], side, crossings)
                for side in _MIDDLES[start[inside] - M, :, codes[which[inside]]].T]
        x[inside], y[inside] = np.mean(both, axis=0)
        rows, columns = np.divmod(self.at.take(which), self.width)
        first = 4 * self.at.take(which)
        names = np.array([0, 5, 4 * self.width, 1, 2, 3])  # a side has the name of the cell to its right or below it
        return WallPieces(owner, other, first + names.take(start), first + names.take(end), columns - 0.5 + x,
                     rows + 0.5 + y)

    def _places(self, which: np.ndarray, sides: np.ndarray, crossings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the outlines cross these sides, as x and y within the cells; M and N have no place."""
        first, second = (self.building.take(ends.take(sides) * len(self) + which) for ends in _ENDS)
        share, fixed = crossings.take(first * np.intp(256) + second), _FIXED.take(sides)
        upright = sides % 2 == 1
        return np.where(upright, fixed, share), np.where(upright, share, fixed)


NO_CELLS = Cells(np.zeros(0, np.int64), np.zeros((4, 0), np.int64), np.zeros((4, 0), np.uint8), 2)


def _codes(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> np.ndarray:
    """The key in PIECES of cells with these owners, 0 of those with one. Ground hangs together over a corner; where two
    buildings meet like a chessboard, B and C do."""
    codes = (a != b) + 2 * (b != d) + 4 * (c != d) + 8 * (a != c)
    many = np.flatnonzero(codes == 15)
    a, b, c, d = a[many], b[many], c[many], d[many]
    codes[many] = np.where((a == d) & ((b != c) | (a == 0)), 17, np.where(b == c, 16, 15))
    return codes
