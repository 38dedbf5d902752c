"""Region merging: watershed segments with small cores join a neighbour; complete buildings leave the stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .contours import NO_CELLS, Cells, ContourSegments
from .rings import assemble_polygons

PIXELS, CORE, TOTAL, VOTES = range(4)
"""The columns of the sums over a fragment: its pixels, the pixels of its core, its probabilities, and from VOTES on the
pixels of each class where there are several classes."""


class Buildings(NamedTuple):
    """Complete buildings: their `polygons` (n,), and the `sums` (n, columns) over their pixels."""

    polygons: np.ndarray
    sums: np.ndarray


class Components:
    """Fragments, and the buildings that they make, in a stream of rows.

    A fragment is the pixels that grew from one core, as far as rows are known; fragments have numbers from 1 on.

    A fragment whose core has fewer than `least_core` pixels is merged with the neighbour with which it shares the
    longest border: a network that is not sure of a roof draws several cores on it, most of them small. A merge depends
    on the fragment and its neighbours alone, so a building is complete as soon as these are. `crossings` is the table
    of contours.crossings, which says where outlines run. `covers` (classes,) bool tells which classes are ground cover;
    then `least_core` has a number for each class, and buildings merge with buildings alone, cover with cover.
    """

    def __init__(self, least_core: float | np.ndarray, crossings: np.ndarray, covers: Sequence[bool] = ()) -> None:
        self._least_core, self._crossings, self._covers = least_core, crossings, np.array(covers, bool)
        self._cells, self._sums = NO_CELLS, np.zeros((1, VOTES), np.int64)
        self._are_emitted = np.zeros(1, bool)  # emitted already, kept for neighbours that are not

    def __len__(self) -> int:
        return len(self._sums) - 1

    @property
    def top(self) -> float:
        """The first row of the grid that a fragment which is not emitted yet touches; infinite when there is none."""
        return self._cells.at.min() // self._cells.width if len(self._cells) else np.inf

    @property
    def held(self) -> int:
        """The number of cells that are held in memory."""
        return len(self._cells)

    def tops(self) -> np.ndarray:
        """The first row of the grid that each fragment touches (fragments + 1,), as far as its cells are known."""
        tops = np.full(len(self._sums), np.iinfo(np.int64).max)
        np.minimum.at(tops, self._cells.owners.reshape(-1), np.tile(self._cells.at // self._cells.width, 4))
        return tops

    def renumber(self, numbers: np.ndarray, count: int) -> None:
        """Give fragment i the number `numbers[i]`, 1 to `count`; fragments that get the same number become one."""
        sums, are_emitted = np.zeros((count + 1, self._sums.shape[1]), np.int64), np.zeros(count + 1, bool)
        np.add.at(sums, numbers, self._sums)
        are_emitted[numbers] = self._are_emitted
        are_emitted[0] = False
        self._sums, self._are_emitted = sums, are_emitted
        self._cells = replace(self._cells, owners=numbers.take(self._cells.owners))

    def add(self, cells: Cells, sums: np.ndarray) -> None:
        """Add the cells of more rows, and the `sums` (fragments + 1, columns) over their pixels."""
        self._cells = self._cells.concatenated(cells)
        if self._sums.shape[1] < sums.shape[1]:  # the first with classes
            self._sums = np.pad(self._sums, ((0, 0), (0, sums.shape[1] - self._sums.shape[1])))
        self._sums += sums

    def pop_complete(self, grows: np.ndarray) -> tuple[Buildings, np.ndarray]:
        """Remove the buildings that are complete, where only the fragments i with `grows[i]` may still grow.

        Returns them, and the new numbers of all fragments (fragments + 1,): 0 for those that are not kept.
        """
        groups, is_complete = self._groups(~grows)
        are_wanted, index, count = is_complete[groups], np.cumsum(is_complete) - 1, int(is_complete.sum())
        sums = np.zeros((count, self._sums.shape[1]), np.int64)
        np.add.at(sums, index[groups[are_wanted]], self._sums[are_wanted])
        polygons = self._polygons(are_wanted, groups, index, count) if count else np.zeros(0, object)
        self._are_emitted |= are_wanted
        is_left = ~self._are_emitted & (np.arange(len(grows)) > 0)
        self._cells = self._cells.touching(is_left)
        is_left[0] = is_left[self._cells.owners] = True
        numbers = np.where(is_left, np.cumsum(is_left) - 1, 0)
        self.renumber(numbers, int(is_left.sum()) - 1)
        return Buildings(polygons, sums), numbers

    def _polygons(self, are_wanted: np.ndarray, groups: np.ndarray, index: np.ndarray, count: int) -> np.ndarray:
        segments = self._cells.touching(are_wanted).segments(are_wanted, self._crossings)
        inner = groups[segments.owner]
        outer = np.flatnonzero(inner != groups[segments.other])
        outline = ContourSegments(*(values.take(outer) for values in segments))
        return assemble_polygons(outline, index[inner[outer]], count)

    def _groups(self, is_whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The number of the building (a connected component) that each fragment is in, background in one of its own,
        and which buildings are complete."""
        owners, others, places = self._cells.borders()
        pairs = np.append(owners, others), np.append(others, owners)
        is_placed = is_whole & ~_has_neighbour(~is_whole, *pairs)  # two that still grow may turn out to be one
        is_settled = is_placed & ~_has_neighbour(~is_placed, *pairs)
        class_ids = _class_ids(self._sums)
        least = np.broadcast_to(self._least_core, len(self._covers) or class_ids.max(initial=0) + 1)[class_ids]
        is_small = is_placed & ~self._are_emitted & (self._sums[:, CORE] < least)
        may_merge = is_small[pairs[0]]
        if self._covers.any():
            is_cover = self._covers[class_ids]
            may_merge &= is_cover[pairs[0]] == is_cover[pairs[1]]
        small = np.flatnonzero(may_merge)
        pieces, neighbours = _longest_borders(pairs[0][small], pairs[1][small], places[small % len(places)],
                                              len(is_whole))
        links = coo_array((np.ones(len(pieces)), (pieces, neighbours)), (len(is_whole),) * 2)
        count, groups = connected_components(links, directed=False)
        is_complete = np.ones(count, bool)
        is_complete[groups[~is_settled | self._are_emitted]] = False
        is_complete[groups[0]] = False
        return groups, is_complete


def _class_ids(sums: np.ndarray) -> np.ndarray:
    """The class of most pixels of each fragment (n,), 0 where there is one class."""
    return sums[:, VOTES:].argmax(axis=1) if sums.shape[1] > VOTES else np.zeros(len(sums), int)


def _has_neighbour(which: np.ndarray, owners: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each fragment shares a border with any fragment i with `which[i]`."""
    found = np.zeros(len(which), bool)
    found[owners[which[others]]] = True
    return found


def _longest_borders(owners: np.ndarray, others: np.ndarray, places: np.ndarray,
                     count: int) -> tuple[np.ndarray, np.ndarray]:
    """The fragments among `owners`, each once, and the neighbour with which each shares the longest border: of equals,
    the one that comes first in the grid."""
    order = np.lexsort((places, owners * count + others))
    owners, others, places = owners[order], others[order], places[order]
    first = np.flatnonzero((np.diff(owners, prepend=-1) != 0) | (np.diff(others, prepend=-1) != 0))
    lengths = np.diff(first, append=len(order))
    best = first[np.lexsort((places[first], -lengths, owners[first]))]
    best = best[np.flatnonzero(np.diff(owners[best], prepend=-1))]
    return owners[best], others[best]
