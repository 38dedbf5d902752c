"""Interleaved measurements: they take turns, so that other load on the machine slows all of them down alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Callable, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def in_turns(measures: Mapping[K, Callable[[], V]], rounds: int) -> dict[K, list[V]]:
    """The results of each measurement, one a round; a round is one turn of every measurement."""
    found: dict[K, list[V]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found
