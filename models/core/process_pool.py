"""Process pool: a computation on arrays of outlines, cut into parts that child processes compute in parallel."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, NamedTuple

import numpy as np

from .child_process import ChildProcess

MOST_HELPERS = 4
"""Most child processes: more would wait for the steps that only one process can do."""
WORTH = 300
"""Outlines that are worth a process of their own."""

Columns = tuple[np.ndarray, ...]
"""Arrays (n,) of geometries or numbers, one value for each outline."""


def most_helpers(beside_network: bool) -> int:
    """How many child processes may help to regularise outlines, by the CPU cores of this machine: half as many as there
    are cores beside a network that computes on them too."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_HELPERS, cores // 2 if beside_network else cores - 1)


class Task(NamedTuple):
    """A call of `function(columns, which, pairs, *settings)`, which returns columns of the outlines `which` (indices).

    `columns` (arrays (n,)) are of all outlines. `pairs` (m, 2) are indices of outlines: the result for the first
    depends on the second. The result for an outline depends on itself and its partners alone (ProcessPool.run), so that
    a task can be cut into parts.
    """

    function: Callable[..., Columns]
    columns: Columns
    which: np.ndarray
    pairs: np.ndarray
    settings: tuple[Any, ...]

    def part(self, which: np.ndarray, partners: np.ndarray) -> Task:
        """The task for the outlines `which` alone, with the columns of these and of their `partners` (2, k) only."""
        mask = np.zeros(len(self.columns[0]), bool)
        mask[which] = True
        pairs = self.pairs[mask[self.pairs[:, 0]]]
        mask[partners[1][mask[partners[0]]]] = True
        there = np.flatnonzero(mask)
        return Task(self.function, tuple(column[there] for column in self.columns), np.searchsorted(there, which),
                    np.searchsorted(there, pairs), self.settings)

    def run(self) -> Columns:
        """Call the function in this process."""
        return self.function(self.columns, self.which, self.pairs, *self.settings)


class ProcessPool:
    """Runs tasks in this process and up to `helpers` child processes, which are started once there is enough to do.

    A context manager: the child processes are gone at its end.
    """

    def __init__(self, helpers: int) -> None:
        self._most, self._helpers, self._stack = helpers, list[ChildProcess[Any, Columns]](), ExitStack()

    def __enter__(self) -> ProcessPool:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def run(self, task: Task, partners: np.ndarray) -> Columns:
        """The result of a task, bit for bit the same for any number of processes.

        `partners` (2, k) are indices of outlines and of those that they depend on, themselves among them. Raises
        RooflineError when a child process is lost.
        """
        count = min(self._most + 1, len(task.which) // WORTH)
        if count < 2:
            return task.part(task.which, partners).run()
        own, *others = (task.part(which, partners) for which in np.array_split(task.which, count))
        helpers = [self._helper(nth) for nth in range(len(others))]
        for helper, other in zip(helpers, others):
            helper.ask(other)
        found = [own.run(), *(helper.answer() for helper in helpers)]
        return tuple(map(np.concatenate, zip(*found)))

    def _helper(self, nth: int) -> ChildProcess[Any, Columns]:
        if nth == len(self._helpers):
            self._helpers.append(self._stack.enter_context(ChildProcess("helps to draw outlines", _runner)))
        return self._helpers[nth]


def _runner() -> Callable[[Task], Columns]:
    """The function of a child process: it runs tasks."""
    return Task.run
