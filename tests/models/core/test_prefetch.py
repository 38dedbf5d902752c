"""Stages in threads: in order, bounded, and gone when nobody wants them any more."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from roofline.models.core.prefetch import ordered_map, prefetch


def stages():
    return [thread for thread in threading.enumerate() if thread.name.startswith("stage")]


def test_items_come_in_their_order_from_another_thread():
    def items():
        for number in range(50):
            yield number, threading.current_thread().name

    with prefetch(items(), 3) as taken:
        found = list(taken)
    assert [number for number, _ in found] == list(range(50))
    assert all(name.startswith("stage") for _, name in found) and not stages()


def test_no_more_is_made_than_was_agreed():
    made = []

    def items():
        for number in range(100):
            made.append(number)
            yield number

    with prefetch(items(), 4) as taken:
        assert next(taken) == 0
        time.sleep(0.3)
        assert len(made) == 6  # one is taken, four wait, and one is held


def test_an_error_is_raised_where_the_items_are_taken():
    def items():
        yield 1
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"), prefetch(items(), 2) as taken:
        assert next(taken) == 1
        next(taken)
    assert not stages()


def test_a_stage_that_nobody_wants_any_more_is_closed_in_its_thread():
    closed = []

    def items():
        try:
            while True:
                yield 0
        finally:
            closed.append(threading.current_thread().name)

    with prefetch(items(), 2) as taken:
        next(taken)
    assert [name.startswith("stage") for name in closed] == [True] and not stages()


def test_tasks_are_done_ahead_and_come_back_in_order():
    begun = []

    def work(number):
        begun.append(number)
        time.sleep(0.002 * (10 - number))
        return 2 * number

    with ThreadPoolExecutor(3) as pool, closing(ordered_map(pool, work, range(10), 3)) as results:
        assert next(results) == 0
        assert len(begun) <= 4
        assert list(results) == list(range(2, 20, 2))
