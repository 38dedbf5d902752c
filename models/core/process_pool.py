"""Steps of a computation on outlines, done by several processes at the same time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import shapely

from .child_process import ChildProcess

MOST_HELPERS = 4
"""More would wait for what only one process can do."""
WORTH = 300
"""Outlines that are worth a process of their own."""

Columns = tuple[np.ndarray, ...]


def most_helpers(beside_network: bool) -> int:
    """How many processes may help one to draw outlines: half as many as there are cores beside a network that computes
    on them too."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_HELPERS, cores // 2 if beside_network else cores - 1)


class Step(NamedTuple):
    """A call of `function(columns, which, pairs, *settings)`, whose columns (a tuple of arrays (n,)) come back as
    columns of the outlines `which` (indices). What comes out for one depends on those that it is paired with alone;
    `pairs` (m, 2) are those of `which` that mean something to it."""

    function: Callable[..., Columns]
    columns: Columns
    which: np.ndarray
    pairs: np.ndarray
    settings: tuple[Any, ...]

    def part(self, which: np.ndarray, partners: np.ndarray) -> Step:
        """The same for some of the outlines, with no more than they and their `partners` (2, k) are."""
        mask = np.zeros(len(self.columns[0]), bool)
        mask[which] = True
        pairs = self.pairs[mask[self.pairs[:, 0]]]
        mask[partners[1][mask[partners[0]]]] = True
        there = np.flatnonzero(mask)
        return Step(self.function, tuple(column[there] for column in self.columns), np.searchsorted(there, which),
                    np.searchsorted(there, pairs), self.settings)

    def done(self) -> Columns:
        return self.function(self.columns, self.which, self.pairs, *self.settings)


class ProcessPool:
    """Does steps with the help of up to so many other processes, which are started when there is enough to do. As a
    context: they are gone at its end."""

    def __init__(self, helpers: int) -> None:
        self._most, self._helpers, self._stack = helpers, list[ChildProcess[Any, Columns]](), ExitStack()

    def __enter__(self) -> ProcessPool:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def done(self, step: Step, partners: np.ndarray) -> Columns:
        """What comes out of a step: the same however many processes do it. `partners` (2, k) are indices of outlines
        and of those that they depend on. Raises RooflineError when a process is lost."""
        count = min(self._most + 1, len(step.which) // WORTH)
        if count < 2:
            return step.part(step.which, partners).done()
        own, *others = (step.part(which, partners) for which in np.array_split(step.which, count))
        helpers = [self._helper(nth) for nth in range(len(others))]
        for helper, other in zip(helpers, others):
            helper.ask(_packed(other))
        found = [own.done(), *(_unpacked(helper.answer()) for helper in helpers)]
        return tuple(map(np.concatenate, zip(*found)))

    def _helper(self, nth: int) -> ChildProcess[Any, Columns]:
        if nth == len(self._helpers):
            self._helpers.append(self._stack.enter_context(ChildProcess("helps to draw outlines", partial, _done)))
        return self._helpers[nth]


class _Shapes(NamedTuple):
    """Geometries on their way, as WKB: many times faster than to send them one by one."""

    wkb: np.ndarray


def _packed(step: Step) -> Step:
    return step._replace(columns=_pack(step.columns))


def _pack(columns: Sequence[np.ndarray]) -> Any:
    return tuple(_Shapes(shapely.to_wkb(column)) if column.dtype == object else column for column in columns)


def _unpacked(columns: Any) -> Columns:
    return tuple(shapely.from_wkb(column.wkb) if isinstance(column, _Shapes) else column for column in columns)


def _done(step: Step) -> Any:
    """What a helper does."""
    return _pack(step._replace(columns=_unpacked(step.columns)).done())
