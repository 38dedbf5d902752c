"""Stages that work at the same time, each in its own thread, with no more between them than was agreed."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
LOOK_S = 0.2
"""How often a stage that waits looks whether it is still wanted."""


@contextmanager
def prefetch(items: Generator[T, None, None], depth: int) -> Iterator[Generator[T, None, None]]:
    """The same items, made in a thread of its own that is at most `depth` of them ahead. What it raises is raised where
    they are taken; at the end of the context it is told to stop, `items` is closed, and the thread is gone."""
    made: queue.Queue[Any] = queue.Queue(depth)
    unwanted, end = threading.Event(), object()

    def put(item: Any) -> bool:
        while not unwanted.is_set():
            try:
                made.put(item, timeout=LOOK_S)
                return True
            except queue.Full:
                continue
        return False

    def make() -> None:
        try:
            for item in items:
                if not put(item):
                    return
        finally:
            items.close()
            put(end)

    def taken(maker: Future[None]) -> Generator[T, None, None]:
        while (item := made.get()) is not end:
            yield item
        maker.result()  # raises what it raised

    with ThreadPoolExecutor(1, "stage") as pool:
        try:
            yield taken(pool.submit(make))
        finally:
            unwanted.set()


def ordered_map(pool: Executor, work: Callable[[T], R], tasks: Iterable[T], depth: int) -> Generator[R, None, None]:
    """What `work` makes of each task, in their order, with at most `depth` tasks begun before they are asked for."""
    begun: deque[Future[R]] = deque()
    for task in tasks:
        begun.append(pool.submit(work, task))
        if len(begun) > depth:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
