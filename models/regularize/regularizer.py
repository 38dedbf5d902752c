"""Streaming building regularisation: square corners, common directions and shared walls for outlines as they arrive.

Every outline goes through these states: raw (as traced), simple (simplified), drawn (with straight walls), walled (with
common walls), filled (with gaps to its neighbours filled), out (without overlaps, given out).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely

from ...protocol.settings.prediction import PredictSettings
from ...protocol.settings.regularization import RegularizeSettings
from ..core.process_pool import Columns, ProcessPool, Task
from ..vectorize.simplify import max_displacement, simplify_together
from ..vectorize.strips import Outline
from .fit import Limits, fit_walls
from .orientation import Directions, aligned_directions, coarse, common_directions, own_directions
from .overlay import made_sound
from .party_walls import reach, small_and_large, with_common_walls, with_gaps_filled, without_overlaps

TOUCH_M = 0.1
"""Outlines that are no further apart than this touch, and share a wall there."""
ENOUGH = 1.0
"""New outlines from which on the held ones are processed again, as a share of those held."""
ROWS = 4.0
"""Rows of the grid after which the held outlines are processed at the latest, in multiples of the widest reach."""
ROUNDS = 3
"""How many contacts away a building in a row still influences the direction of another."""
NO_PAIRS = np.zeros((0, 2), int)


class _Held(NamedTuple):
    """The outlines that wait for others, or that others wait for, with their states: a column (n,) each, in an order
    that depends on the outlines alone. `boxes` (n, 4) and `places` (n, 2), the middles of the boxes, in pixels."""

    outlines: np.ndarray
    raw: np.ndarray
    boxes: np.ndarray
    places: np.ndarray
    angle: np.ndarray
    clear: np.ndarray
    walls: np.ndarray
    simple: np.ndarray
    drawn: np.ndarray
    walled: np.ndarray
    filled: np.ndarray
    regular: np.ndarray
    is_out: np.ndarray

    @classmethod
    def of(cls, outlines: list[Outline], tolerance: float) -> _Held:
        """Columns of new outlines; their own directions are those of walls simplified with the `tolerance` in pixels.
        """
        column, raw = np.empty((2, len(outlines)), object)
        column[:] = outlines
        # The first vertex of a ring depends on how it was traced; the result must not.
        raw[:] = shapely.normalize([outline.polygon for outline in outlines])
        shapely.prepare(raw)
        boxes, own = shapely.bounds(raw).reshape(-1, 4), own_directions(coarse(raw, tolerance))
        nothing, no = np.full((4, len(raw)), None, object), np.zeros((2, len(raw)), bool)
        places = (boxes[:, :2] + boxes[:, 2:]) / 2
        return cls(column, raw, boxes, places, own.angle, own.clear, own.walls, *nothing, *no)

    def part(self, which: np.ndarray) -> _Held:
        """The outlines `which` (indices, or bool)."""
        return _Held(*(column[which] for column in self))

    def joined(self, others: _Held) -> _Held:
        """These outlines and `others`, in the order that depends on them alone."""
        both = _Held(*map(np.concatenate, zip(self, others)))
        left, top, right, bottom = both.boxes.T
        return both.part(np.lexsort((shapely.area(both.raw), bottom, right, top, left)))


class Regularizer:
    """Regularises outlines that arrive in any order and any portions, and gives each out once all the outlines that it
    depends on are there: the result is a function of the set of outlines alone, bit for bit. Outlines that others may
    still depend on are held in memory.

    Coordinates are pixels of the grid, square on the ground. With `regularize` off in the settings of a prediction,
    outlines are only simplified, and keep their shared walls. `pool` may run the work in several processes.
    """

    def __init__(self, settings: RegularizeSettings, resolution_m: float, pool: ProcessPool | None = None) -> None:
        self._pool = pool or ProcessPool(0)
        self._draws = not isinstance(settings, PredictSettings) or settings.regularize
        self._limits = Limits.of(settings, resolution_m)
        self._simplify = settings.simplify_m / resolution_m
        near = reach(self._limits) + 2 * max_displacement(self._simplify)
        self._reach = _Reach(TOUCH_M / resolution_m, near, settings.neighbours_m / resolution_m)
        self._most_rows = ROWS * max(self._reach)
        self._new: list[Outline] = []
        self._held = _Held.of([], self._limits.shortest / 2)
        self._worked_at = -np.inf

    @property
    def held(self) -> int:
        """The number of outlines that are held in memory."""
        return len(self._new) + len(self._held.raw)

    def add(self, outlines: Iterable[Outline], open_from: float) -> Iterator[Outline]:
        """Take new outlines and give out finished ones; outlines that are still to come lie wholly at or below the row
        `open_from` of the grid. Many are processed together, so that some are given out later than they could be.

        Raises RooflineError when a process of the pool is lost.
        """
        self._new += outlines
        is_little = len(self._new) < ENOUGH * len(self._held.raw) and open_from - self._worked_at < self._most_rows
        if is_little or not (self._new or len(self._held.raw)):
            return
        self._held = self._held.joined(_Held.of(self._new, self._limits.shortest / 2))
        self._new, self._worked_at = [], open_from
        yield from self._advance(open_from)

    def finish(self) -> Iterator[Outline]:
        """Give out the rest; no more outlines are to come."""
        yield from self.add([], np.inf)

    def _advance(self, open_from: float) -> Iterator[Outline]:
        held = self._held
        graph = _Graph(held, self._reach)
        ready = graph.ready(open_from)
        finished = ready.out if self._draws else ready.simple
        self._simplify_ready(graph, ready)
        if self._draws:
            self._draw_ready(graph, ready)
            self._join_ready(graph, ready)
        yield from self._given_out(np.flatnonzero(finished & ~held.is_out), graph)
        self._held = held.part(graph.needed(~finished, open_from) if self._draws
                               else graph.needed_to_simplify(~finished, open_from))

    def _simplify_ready(self, graph: _Graph, ready: _Ready) -> None:
        held = self._held
        todo = np.flatnonzero(ready.simple & _is_none(held.simple))
        task = Task(_simplified, (held.raw,), todo, NO_PAIRS, (self._simplify,))
        [held.simple[todo]] = self._pool.run(task, graph.touches)

    def _draw_ready(self, graph: _Graph, ready: _Ready) -> None:
        held = self._held
        todo = np.flatnonzero(ready.drawn & _is_none(held.drawn))
        if not len(todo):
            return
        own = Directions(held.angle, held.clear, held.walls)
        common = common_directions(held.places, own, self._reach.neighbours)
        angles = aligned_directions(common, own, graph.pairs, ROUNDS)
        task = Task(_drawn, (held.simple, angles), todo, NO_PAIRS, (self._limits,))
        held.drawn[todo], held.regular[todo] = self._pool.run(task, NO_PAIRS.T)

    def _join_ready(self, graph: _Graph, ready: _Ready) -> None:
        held = self._held
        todo = np.flatnonzero(ready.walled & _is_none(held.walled))
        pairs = graph.pairs[held.regular[graph.pairs[:, 0]]]
        task = Task(_walled, (held.simple, held.drawn), todo, pairs, (self._limits,))
        [held.walled[todo]] = self._pool.run(task, graph.touches)
        todo = np.flatnonzero(ready.filled & _is_none(held.filled))
        task = Task(_filled, (held.simple, held.walled), todo, graph.pairs, (self._limits,))
        [held.filled[todo]] = self._pool.run(task, graph.touches)

    def _given_out(self, which: np.ndarray, graph: _Graph) -> Iterator[Outline]:
        held = self._held
        shapes, regular = held.simple[which], np.zeros(len(which), bool)
        if self._draws and len(which):
            task = Task(_apart, (held.raw, held.simple, held.filled), which, NO_PAIRS, (self._limits,))
            shapes, good = self._pool.run(task, graph.near)
            regular = good & held.regular[which]
        held.is_out[which] = True
        shapes = made_sound(shapes, held.simple[which], held.raw[which])
        for outline, shape, is_regular in zip(held.outlines[which], shapes, regular.tolist()):
            yield replace(outline, polygon=shape, regularized=is_regular)


def _simplified(columns: Columns, which: np.ndarray, _: np.ndarray, tolerance: float) -> Columns:
    [raw] = columns
    return (simplify_together(raw, tolerance)[which],)


def _drawn(columns: Columns, which: np.ndarray, _: np.ndarray, limits: Limits) -> Columns:
    simple, angles = columns
    return fit_walls(simple[which], angles[which], limits)


def _walled(columns: Columns, which: np.ndarray, pairs: np.ndarray, limits: Limits) -> Columns:
    simple, drawn = columns
    return (with_common_walls(simple, drawn, pairs, limits)[which],)


def _filled(columns: Columns, which: np.ndarray, pairs: np.ndarray, limits: Limits) -> Columns:
    simple, walled = columns
    return (with_gaps_filled(simple, walled, pairs, limits)[which],)


def _apart(columns: Columns, which: np.ndarray, _: np.ndarray, limits: Limits) -> Columns:
    raw, simple, filled = columns
    return without_overlaps(raw, simple, filled, which, limits)


class _Reach(NamedTuple):
    """Distances in pixels: within `touch` outlines touch, within `near` their drawings may meet, and within
    `neighbours` one influences the direction of another."""

    touch: float
    near: float
    neighbours: float


class _Ready(NamedTuple):
    """Boolean arrays (n,) of the outlines that may enter each state: all that they depend on is known."""

    simple: np.ndarray
    drawn: np.ndarray
    walled: np.ndarray
    filled: np.ndarray
    out: np.ndarray


class _Graph:
    """The dependency graph of outlines: pairs that touch (`touches`) and that are `near` (2, k), in both directions and
    with each outline itself."""

    def __init__(self, held: _Held, reach: _Reach) -> None:
        self._reach, self._bottom = reach, held.boxes[:, 3]
        grown = held.boxes + np.array([-1, -1, 1, 1]) * reach.near
        self.near = shapely.STRtree(shapely.box(*held.boxes.T)).query(shapely.box(*grown.T))
        self.touches, self._held = _touching(held, self.near, reach.touch), held

    @cached_property
    def pairs(self) -> np.ndarray:
        """The pairs (m, 2) that touch, the smaller first."""
        return small_and_large(self._held.raw, *self.touches)

    @cached_property
    def _neighbours(self) -> np.ndarray:
        points = shapely.points(self._held.places)
        return shapely.STRtree(points).query(points, predicate="dwithin", distance=self._reach.neighbours)

    def ready(self, open_from: float) -> _Ready:
        """The states that outlines may enter when those still to come lie wholly at or below the row `open_from`."""
        simple, drawn = (self._bottom + margin < open_from for margin in (self._reach.touch, self._reach.neighbours))
        drawn &= simple
        for _ in range(ROUNDS):
            drawn = _all(drawn, self.touches)
        walled = _all(drawn, self.touches)
        filled = _all(walled, self.touches)
        return _Ready(simple, drawn, walled, filled, (self._bottom + self._reach.near < open_from)
                      & _all(filled, self.near))

    def needed(self, waiting: np.ndarray, open_from: float) -> np.ndarray:
        """A boolean array (n,) of the outlines to hold, for those that are `waiting` and those still to come."""
        needed = _any(waiting, self.near) | (self._bottom + self._reach.near >= open_from)
        for _ in range(ROUNDS + 2):
            needed = _any(needed, self.touches)
        needed |= self._bottom + self._reach.neighbours >= open_from
        return _any(needed, self._neighbours)

    def needed_to_simplify(self, waiting: np.ndarray, open_from: float) -> np.ndarray:
        """As needed(), where outlines are simplified alone: that depends on those that touch them, and on no others."""
        return _any(waiting, self.touches) | (self._bottom + self._reach.touch >= open_from)


def _touching(held: _Held, near: np.ndarray, distance: float) -> np.ndarray:
    """The pairs of `near` (2, m) that are no further apart than `distance`, in both directions, and each outline with
    itself."""
    one, other = near[:, near[0] < near[1]]
    gap = np.maximum(held.boxes[one, :2] - held.boxes[other, 2:], held.boxes[other, :2] - held.boxes[one, 2:])
    may = (gap <= distance).all(axis=1)
    one, other = one[may], other[may]
    touch = shapely.dwithin(held.raw[one], held.raw[other], distance)
    itself = np.arange(len(held.raw))
    return np.array([np.concatenate([one[touch], other[touch], itself]),
                     np.concatenate([other[touch], one[touch], itself])])


def _is_none(column: np.ndarray) -> np.ndarray:
    return column == None  # noqa: E711 - an array of objects


def _any(which: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """For each outline whether one of its partners, itself among them, is in `which` (n,) bool."""
    return np.bincount(pairs[0], weights=which[pairs[1]], minlength=len(which)) > 0


def _all(which: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """For each outline whether all of its partners, itself among them, are in `which` (n,) bool."""
    return ~_any(~which, pairs)
