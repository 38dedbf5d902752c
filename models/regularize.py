"""Outlines as an editor would sign them, as they come: square corners, common directions, shared walls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import shapely

from ..protocol.settings import PredictSettings, RegularizeSettings
from .polygons import simplify_together
from .regularize_directions import common_directions, own_directions, settled
from .regularize_fit import Limits, drawn_anew
from .regularize_shared import apart, reach, small_and_large, with_common_walls, with_gaps_filled
from .tracing import Outline

TOUCH_M = 0.1
"""Outlines that are no further from each other share a wall there."""
ROUNDS = 3
"""How many buildings away one in a row still has a say in the direction of the row."""


@dataclass(eq=False)
class _Held:
    """An outline that waits for others, or that others wait for, as far as it is drawn; `box` and `place`, the middle
    of it, in pixels."""

    outline: Outline
    box: tuple[float, ...] = field(init=False)
    place: tuple[float, float] = field(init=False)
    simple: shapely.Polygon | None = None
    drawn: shapely.Polygon | None = None
    walled: shapely.Polygon | None = None
    filled: shapely.Polygon | None = None
    regular: bool = False
    is_out: bool = False

    def __post_init__(self) -> None:
        # Where a ring starts depends on how it was traced, and nothing else may.
        self.outline = replace(self.outline, polygon=shapely.normalize(self.outline.polygon))
        left, top, right, bottom = self.box = self.outline.polygon.bounds
        self.place = (left + right) / 2, (top + bottom) / 2

    def order(self) -> tuple[float, ...]:
        return *self.box, self.outline.polygon.area


class Regularizer:
    """Draws outlines anew, given in any order and any portions, and gives each out once all that it depends on is
    there: the result is a function of the outlines alone. Kept are those that others may still depend on.

    Coordinates are pixels of the grid, square on the ground. With `regularize` off in the settings of a prediction,
    outlines are only simplified, and keep their shared walls.
    """

    def __init__(self, settings: RegularizeSettings, resolution_m: float) -> None:
        self._draws = not isinstance(settings, PredictSettings) or settings.regularize
        self._limits = Limits.of(settings, resolution_m)
        self._simplify = settings.simplify_m / resolution_m
        self._reach = _Reach(TOUCH_M / resolution_m, reach(self._limits), settings.neighbours_m / resolution_m)
        self._held: list[_Held] = []

    def add(self, outlines: Iterable[Outline], open_from: float) -> Iterator[Outline]:
        """The outlines that are finished, now that all are known but those that lie wholly at or below the row
        `open_from` of the grid."""
        self._held = sorted([*self._held, *map(_Held, outlines)], key=_Held.order)
        if self._held:
            yield from self._advance(open_from)

    def finish(self) -> Iterator[Outline]:
        """The rest."""
        yield from self.add([], np.inf)

    def _advance(self, open_from: float) -> Iterator[Outline]:
        graph = _Graph(self._held, self._reach)
        ready = graph.ready(open_from)
        finished = ready.out if self._draws else ready.simple
        self._simplify_ready(graph, ready)
        if self._draws:
            self._draw_ready(graph, ready)
            self._join_ready(graph, ready)
        new = finished & ~self._column("is_out").astype(bool)
        for held, shape, regular in self._shapes(np.flatnonzero(new)):
            held.is_out = True
            yield replace(held.outline, polygon=shape, regularized=regular)
        keep = graph.needed(~finished, open_from)
        self._held = [held for held, kept in zip(self._held, keep) if kept]

    def _column(self, name: str) -> np.ndarray:
        values = np.empty(len(self._held), object)
        values[:] = [getattr(held, name) for held in self._held]
        return values

    def _raw(self) -> np.ndarray:
        return np.array([held.outline.polygon for held in self._held], object)

    def _set(self, name: str, which: np.ndarray, values: np.ndarray) -> None:
        for index, value in zip(which, values):
            setattr(self._held[index], name, value)

    def _simplify_ready(self, graph: _Graph, ready: _Ready) -> None:
        todo = ready.simple & (self._column("simple") == None)  # noqa: E711 - an array of objects
        part = np.flatnonzero(_any(todo, graph.touches))
        simple = simplify_together(self._raw()[part], self._simplify)
        self._set("simple", part[todo[part]], simple[todo[part]])

    def _draw_ready(self, graph: _Graph, ready: _Ready) -> None:
        todo = np.flatnonzero(ready.drawn & (self._column("drawn") == None))  # noqa: E711
        if not len(todo):
            return
        own = own_directions(shapely.simplify(self._raw(), self._limits.shortest / 2))
        angles = settled(common_directions(graph.places, own, self._reach.neighbours), own, graph.pairs, ROUNDS)
        drawn, regular = drawn_anew(self._column("simple")[todo], angles[todo], self._limits)
        self._set("drawn", todo, drawn)
        self._set("regular", todo, regular)

    def _join_ready(self, graph: _Graph, ready: _Ready) -> None:
        simple, drawn = self._column("simple"), self._column("drawn")
        todo = ready.walled & (self._column("walled") == None)  # noqa: E711
        pairs = graph.pairs[(todo & self._column("regular").astype(bool))[graph.pairs[:, 0]]]
        self._set("walled", np.flatnonzero(todo), with_common_walls(simple, drawn, pairs, self._limits)[todo])
        walled = self._column("walled")
        todo = ready.filled & (self._column("filled") == None)  # noqa: E711
        pairs = graph.pairs[todo[graph.pairs[:, 0]]]
        self._set("filled", np.flatnonzero(todo), with_gaps_filled(simple, walled, pairs, self._limits)[todo])

    def _shapes(self, which: np.ndarray) -> Iterator[tuple[_Held, shapely.Polygon, bool]]:
        shapes, regular = self._column("simple")[which], np.zeros(len(which), bool)
        if self._draws and len(which):
            shapes, good = apart(self._raw(), self._column("simple"), self._column("filled"), which, self._limits)
            regular = good & self._column("regular")[which].astype(bool)
        for index, shape, is_regular in zip(which, shapes, regular.tolist()):
            yield self._held[index], shape, is_regular


class _Reach(NamedTuple):
    """Pixels within which outlines touch, their drawings may meet, and one says how another is turned."""

    touch: float
    near: float
    neighbours: float


class _Ready(NamedTuple):
    """Which outlines (n,) bool can be simplified, drawn, given common walls, given the gaps, and given out."""

    simple: np.ndarray
    drawn: np.ndarray
    walled: np.ndarray
    filled: np.ndarray
    out: np.ndarray


class _Graph:
    """Who depends on whom. `pairs` (m, 2) of smaller and larger that touch; `places` (n, 2)."""

    def __init__(self, held: list[_Held], reach: _Reach) -> None:
        self._reach = reach
        raw = np.array([one.outline.polygon for one in held], object)
        left, top, right, self._bottom = boxes = np.array([one.box for one in held]).T
        self.places = np.array([one.place for one in held])
        self.touches = shapely.STRtree(raw).query(raw, predicate="dwithin", distance=reach.touch)
        self.pairs = small_and_large(raw, *self.touches)
        grown = shapely.box(left - reach.near, top - reach.near, right + reach.near, self._bottom + reach.near)
        self._near = shapely.STRtree(shapely.box(*boxes)).query(grown)
        points = shapely.points(self.places)
        self._hears = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach.neighbours)

    def ready(self, open_from: float) -> _Ready:
        """What can be done, when those not known yet lie wholly at or below the row `open_from`."""
        simple, drawn = (self._bottom + margin < open_from for margin in (self._reach.touch, self._reach.neighbours))
        drawn &= simple
        for _ in range(ROUNDS):
            drawn = _all(drawn, self.touches)
        walled = _all(drawn, self.touches)
        filled = _all(walled, self.touches)
        return _Ready(simple, drawn, walled, filled, (self._bottom + self._reach.near < open_from)
                      & _all(filled, self._near))

    def needed(self, waiting: np.ndarray, open_from: float) -> np.ndarray:
        """Who has to stay, for those that are `waiting` and those that are not known yet."""
        needed = _any(waiting, self._near) | (self._bottom + self._reach.near >= open_from)
        for _ in range(ROUNDS + 2):
            needed = _any(needed, self.touches)
        needed |= self._bottom + self._reach.neighbours >= open_from
        return _any(needed, self._hears)


def _any(which: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """For each whether one of its partners, itself among them, is in `which`."""
    return np.bincount(pairs[0], weights=which[pairs[1]], minlength=len(which)) > 0


def _all(which: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """For each whether all of its partners, itself among them, are in `which`."""
    return ~_any(~which, pairs)
