"""Prefetch and ordered parallel map: generators that run ahead in threads, by a bounded number of items."""

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
"""Seconds after which a thread that waits for room checks whether its items are still wanted."""


@contextmanager
def prefetch(items: Generator[T, None, None], depth: int) -> Iterator[Generator[T, None, None]]:
    """A context with the same items, made in a thread that runs at most `depth` of them ahead.

    An error in `items` is raised where the items are taken. At the end of the context the thread stops, closes `items`
    and is gone.
    """
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
        maker.result()  # raises what `items` raised

    with ThreadPoolExecutor(1, "stage") as pool:
        try:
            yield taken(pool.submit(make))
        finally:
            unwanted.set()


def ordered_map(pool: Executor, work: Callable[[T], R], tasks: Iterable[T], depth: int) -> Generator[R, None, None]:
    """The results of `work` for each task, in the order of the tasks, with at most `depth` tasks submitted ahead.

    An error of `work` is raised where its result is taken.
    """
    begun: deque[Future[R]] = deque()
    for task in tasks:
        begun.append(pool.submit(work, task))
        if len(begun) > depth:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
