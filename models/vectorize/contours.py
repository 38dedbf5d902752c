"""Labelled marching squares: contour segments between fragments, in all cells of a strip at once.

Marching squares is the planar case of marching cubes (Lorensen and Cline 1987). Here the corners of a cell carry labels
(the fragments that own the pixels), so a cell may hold the walls between up to four buildings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

OUTSIDE = 255
"""The probability beyond the end of a raster: not below any threshold, so that outlines end in the middle between two
pixels' centres, which is the edge of the last pixel."""
NEAREST = 0.05
"""Least distance of an outline from a pixel's centre, in pixels: with it, an outline never meets itself."""

# A cell lies between the centres of four pixels, its corners: A B over C D. An outline crosses its sides: T between A
# and B, R between B and D, S between C and D, L between A and C. M and N are points on the outlines inside the cell.
A, B, C, D = range(4)
T, R, S, L, M, N = range(6)
CaseSegment = tuple[int, int, int, int]
"""A segment of a case: its start, its end, the corner whose owner is on the inner side, and that on the other side.
Outer rings that are assembled from such segments have a positive area, x to the right and y down."""

CASES: dict[int, tuple[CaseSegment, ...]] = {
    9: ((T, L, A, B),), 3: ((R, T, B, A),), 6: ((S, R, D, B),), 12: ((L, S, C, A),),  # one corner against three
    10: ((R, L, A, C),), 5: ((T, S, A, B),),  # two against two
    11: ((R, M, B, D), (M, L, A, C), (T, M, A, B)), 14: ((R, M, B, D), (M, L, A, C), (M, S, C, D)),  # three owners
    13: ((T, M, A, B), (M, S, C, D), (M, L, A, C)), 7: ((T, M, A, B), (M, S, C, D), (R, M, B, D)),
    15: ((T, M, A, B), (M, L, A, C), (S, N, D, C), (N, R, D, B), (M, N, C, B)),  # four owners
    16: ((T, L, A, B), (S, R, D, B)), 17: ((R, T, B, A), (L, S, C, A)),  # two opposite corners, cut off
}
"""The case table: the segments of a cell, by the sides that are crossed (T 1, R 2, S 4, L 8) and, if all are, by which
corners are alike. No owner passes any point twice, nor do several that are merged: their polygons are valid."""
MIDDLES = {11: ((R, L),), 14: ((R, L),), 13: ((T, S),), 7: ((T, S),), 15: ((T, L), (S, R))}
"""By case, the pairs of points between which M and N lie: a wall ends in the middle of the outline that it meets."""


def _table(columns: int, rows: Mapping[int, Sequence[tuple[int, ...]]]) -> np.ndarray:
    """The values of `rows` as (items, columns, codes), -1 where a code has fewer items."""
    table = np.full((max(map(len, rows.values())), columns, max(CASES) + 1), -1, np.intp)
    for code, items in rows.items():
        table[:len(items), :, code] = items
    return table


_CASES, _MIDDLES = _table(4, CASES), _table(2, MIDDLES)
_ENDS = np.array([[A, B, C, A, A, A], [B, D, D, C, A, A]])
"""The corners that T, R, S and L lie between, in the order of the grid."""
_FIXED = np.array([0.0, 1.0, 1.0, 0.0, 0.0, 0.0])
"""The coordinate of T, R, S and L that does not depend on probabilities, within the cell."""


class ContourSegments(NamedTuple):
    """Directed segments of contours, each an element of these arrays (n,).

    `owner` is the number of the fragment on the inner side and `other` of that beyond (0: none). `start` and `end` are
    keys of points of the grid, the same for all owners; (`x`, `y`) is the start in pixels of the grid.
    """

    owner: np.ndarray
    other: np.ndarray
    start: np.ndarray
    end: np.ndarray
    x: np.ndarray
    y: np.ndarray


def crossings(threshold: float) -> np.ndarray:
    """Lookup table (256, 256) of where an outline passes between two pixels' centres (0-1), by their probabilities.

    That is where linear interpolation crosses `threshold` (in units of 1/SCALE), or the middle.
    """
    first, second = np.mgrid[:256, :256].astype(float)
    crosses = (first >= threshold) != (second >= threshold)
    share = (threshold - first) / np.where(crosses, second - first, 1)
    return np.where(crosses, np.clip(share, NEAREST, 1 - NEAREST), 0.5)


@dataclass(frozen=True)
class Cells:
    """The cells of marching squares in which owners meet: squares between the centres of four pixels.

    `at` (n,) is the index of corner A in the grid, whose rows have `width` pixels; the first and the last of a row are
    a frame and no part of the raster. `owners` (4, n) are the numbers of the fragments at corners A to D, 0 for none,
    and `building` (4, n) uint8 the probabilities there.
    """

    at: np.ndarray
    owners: np.ndarray
    building: np.ndarray
    width: int

    @classmethod
    def between(cls, labels: np.ndarray, numbers: np.ndarray, building: np.ndarray, row: int) -> Cells:
        """The cells between the rows of `labels` (rows, width), the first of which is row `row` of the grid. The owner
        of a pixel is `numbers[label]`."""
        flat, width = labels.reshape(-1), labels.shape[1]
        across, down = flat[:-1] != flat[1:], flat[:-width] != flat[width:]
        at = np.flatnonzero(across[:len(down) - 1] | down[:-1] | down[1:])
        corners = at + np.array([[0], [1], [width], [width + 1]])
        return cls(at + row * width, numbers.take(flat.take(corners)), building.reshape(-1).take(corners), width)

    def __len__(self) -> int:
        return len(self.at)

    def touching(self, are_wanted: np.ndarray) -> Cells:
        """The cells with a corner in any fragment i with `are_wanted[i]`."""
        which = np.flatnonzero(are_wanted.take(self.owners).any(axis=0))
        return replace(self, at=self.at.take(which), owners=self.owners.take(which, axis=1),
                       building=self.building.take(which, axis=1))

    def concatenated(self, more: Cells) -> Cells:
        """These cells, then `more`."""
        return Cells(np.append(self.at, more.at), np.append(self.owners, more.owners, axis=1),
                     np.append(self.building, more.building, axis=1), more.width)

    def borders(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pixel sides that two owners share: both owners, and a key of the side that follows the order of the grid,
        each (sides,). Several cells touch a side; it is in the result once."""
        a, b, c, _ = self.owners
        across, down = np.flatnonzero((a != b) & (a > 0) & (b > 0)), np.flatnonzero((a != c) & (a > 0) & (c > 0))
        return (np.append(a[across], a[down]), np.append(b[across], c[down]),
                np.append(2 * self.at[across], 2 * self.at[down] + 1))

    def segments(self, are_wanted: np.ndarray, crossings: np.ndarray) -> ContourSegments:
        """The contour segments of the fragments i with `are_wanted[i]`. Each depends on its cell alone."""
        codes, found = _case_codes(*self.owners), []
        for segment in _CASES:
            which = np.flatnonzero((segment[0] >= 0).take(codes))
            start, end, inner, outer = segment.take(codes.take(which), axis=1)
            owner, other = (self.owners.take(corner * len(self) + which) for corner in (inner, outer))
            there, back = (np.flatnonzero(are_wanted.take(numbers)) for numbers in (owner, other))
            found.append([values.take(there) for values in (which, start, end, owner, other)])
            found.append([values.take(back) for values in (which, end, start, other, owner)])
        which, start, end, owner, other = map(np.concatenate, zip(*found))
        x, y = self._crossing_points(which, start, crossings)
        inside = np.flatnonzero(start >= M)
        both = [self._crossing_points(which[inside], side, crossings)
                for side in _MIDDLES[start[inside] - M, :, codes[which[inside]]].T]
        x[inside], y[inside] = np.mean(both, axis=0)
        rows, columns = np.divmod(self.at.take(which), self.width)
        first = 4 * self.at.take(which)
        names = np.array([0, 5, 4 * self.width, 1, 2, 3])  # a side has the key of the cell to its right or below it
        return ContourSegments(owner, other, first + names.take(start), first + names.take(end), columns - 0.5 + x,
                               rows + 0.5 + y)

    def _crossing_points(self, which: np.ndarray, sides: np.ndarray,
                         crossings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the outlines cross the `sides` of cells `which`, as x and y (0-1) within the cells; values for M and N
        mean nothing."""
        first, second = (self.building.take(ends.take(sides) * len(self) + which) for ends in _ENDS)
        share, fixed = crossings.take(first * np.intp(256) + second), _FIXED.take(sides)
        upright = sides % 2 == 1
        return np.where(upright, fixed, share), np.where(upright, share, fixed)


NO_CELLS = Cells(np.zeros(0, np.int64), np.zeros((4, 0), np.int64), np.zeros((4, 0), np.uint8), 2)


def _case_codes(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> np.ndarray:
    """The keys in CASES of cells with these owners at their corners, 0 for cells with one owner.

    The ambiguous case, two alike over the diagonal: ground is connected over a corner; where two buildings meet like a
    chessboard, B and C are.
    """
    codes = (a != b) + 2 * (b != d) + 4 * (c != d) + 8 * (a != c)
    many = np.flatnonzero(codes == 15)
    a, b, c, d = a[many], b[many], c[many], d[many]
    codes[many] = np.where((a == d) & ((b != c) | (a == 0)), 17, np.where(b == c, 16, 15))
    return codes
