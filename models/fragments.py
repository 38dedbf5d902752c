"""Buildings that are still being traced: their parts, their neighbours, and which of them are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import Polygon


class Border(NamedTuple):
    """What two fragments share: pixel sides, and the place of the first of them, which no other border has."""

    length: int
    first: int

    def with_(self, other: Border) -> Border:
        """The border that both make."""
        return Border(self.length + other.length, min(self.first, other.first))


@dataclass(eq=False)
class Fragment:
    """What grew from one core, as far as it is seen: pieces that meet on strip edges, the sum of its probabilities,
    the number of its pixels and of its core's, the pixels of each class where there are several, and its borders."""

    pieces: list[Polygon] = field(default_factory=list)
    total: float = 0.0
    pixels: int = 0
    core: int = 0
    votes: np.ndarray | None = None
    borders: dict[Fragment, Border] = field(default_factory=dict)
    is_whole: bool = False
    is_placed: bool = False
    group: list[Fragment] = field(default_factory=list)  # those that make one building with it, itself too

    def __post_init__(self) -> None:
        self.group = [self]

    def add(self, other: Fragment) -> None:
        """The parts of both; not the borders."""
        self.pieces += other.pieces
        self.total += other.total
        self.pixels += other.pixels
        self.core += other.core
        self.votes = other.votes if self.votes is None else self.votes + (0 if other.votes is None else other.votes)

    def touch(self, other: Fragment, border: Border) -> None:
        """Both share `border` besides what they share already."""
        for one, two in ((self, other), (other, self)):
            one.borders[two] = one.borders[two].with_(border) if two in one.borders else border

    def absorb(self, other: Fragment) -> None:
        """Both have the same core."""
        self.add(other)
        for neighbour, border in other.borders.items():
            del neighbour.borders[other]
            if neighbour is not self:
                self.touch(neighbour, border)

    def polygon(self) -> Polygon:
        whole = self.pieces[0] if len(self.pieces) == 1 else shapely.union_all(self.pieces)
        return max(shapely.get_parts(whole), key=shapely.area)  # a pixel may hang on by its corner alone


class Pieces:
    """Gives each fragment whose core has fewer than `least_core` pixels to the neighbour with which it shares the
    longest border: a network that is not sure of a roof draws several cores on it, most of them small.

    Which fragments are one is told by them and their neighbours, so a building is complete as soon as these are whole.
    """

    def __init__(self, least_core: float) -> None:
        self._least_core = least_core

    def complete(self, whole: Iterable[Fragment]) -> Iterator[Fragment]:
        """The buildings that are complete now that these fragments cannot grow any more."""
        whole = list(whole)
        for fragment in whole:
            fragment.is_whole = True
        placed = [one for one in _with_neighbours(whole) if _can_be_placed(one)]
        for fragment in placed:
            self._place(fragment)
        for fragment in _with_neighbours(placed):
            if fragment.pixels and all(_is_settled(member) for member in fragment.group):
                yield _building(fragment.group)

    def _place(self, fragment: Fragment) -> None:
        fragment.is_placed = True
        if fragment.core >= self._least_core or not fragment.borders:
            return
        longest = max(fragment.borders, key=lambda other: (fragment.borders[other].length,
                                                           -fragment.borders[other].first))
        if longest.group is not fragment.group:
            longest.group += fragment.group
            for member in fragment.group:
                member.group = longest.group


def _with_neighbours(fragments: Iterable[Fragment]) -> list[Fragment]:
    """These and their neighbours, each once."""
    return list(dict.fromkeys(one for fragment in fragments for one in (fragment, *fragment.borders)))


def _can_be_placed(fragment: Fragment) -> bool:
    """Not before its neighbours are whole: two of them may turn out to be one."""
    return not fragment.is_placed and fragment.is_whole and all(other.is_whole for other in fragment.borders)


def _is_settled(fragment: Fragment) -> bool:
    return fragment.is_placed and all(other.is_placed for other in fragment.borders)


def _building(group: list[Fragment]) -> Fragment:
    """All of the group in one; its members are emptied, since neighbours that are not complete still know them."""
    building = Fragment()
    for member in group:
        building.add(member)
        member.pieces, member.borders, member.pixels = [], {}, 0
    return building


class Joins:
    """Which numbers belong together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def _of(self, number: int) -> int:
        while number in self._parent:
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = self._of(one), self._of(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)

    def roots(self, highest: int) -> np.ndarray:
        """For each number from 0 to `highest` the one that stands for all that belong to it."""
        numbers = np.arange(highest + 1, dtype=np.int32)
        for number in self._parent:
            numbers[number] = self._of(number)
        return numbers
