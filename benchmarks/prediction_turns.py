"""Measurements that take turns, so that what else a machine does slows all of them down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Callable, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def in_turns(measures: Mapping[K, Callable[[], V]], rounds: int) -> dict[K, list[V]]:
    """What each measure gave in each round; a round is one turn of every measure."""
    found: dict[K, list[V]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found
