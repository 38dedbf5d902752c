"""Work in a process of its own: answers in order, nothing that hangs, and nothing left behind."""

import os
import signal
import time
from contextlib import closing

import pytest
from roofline.models.core.child_process import AHEAD, ChildProcess
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.tiling import Windowing
from roofline.tests.models.support import child_functions

from ..support.processes import is_there


def each(items, taken=None):
    """The items as pairs, the former of which stay here."""
    for number, item in enumerate(items):
        if taken is not None:
            taken.append(number)
        yield number, item


def test_each_item_comes_with_its_answer_and_another_process_makes_it():
    with ChildProcess("has powers", child_functions.powers, 2) as powers:
        assert list(powers.answers(each(range(20)))) == [(number, 2 ** number) for number in range(20)]
        assert list(powers.answers(each([7, 8]))) == [(0, 128), (1, 256)]
    with ChildProcess("says who it is", child_functions.process_id) as who:
        [(_, pid)] = who.answers(each([None]))
        assert pid != os.getpid() and is_there(pid)
    assert not is_there(pid)


def test_large_items_and_answers_do_not_wait_for_each_other():
    with ChildProcess("copies", child_functions.zeros) as copies:
        found = list(copies.answers(each(bytes(2 ** 22 + number) for number in range(8))))
    assert [(number, len(answer) - 2 ** 22) for number, answer in found] == [(number, number) for number in range(8)]


def test_no_more_is_taken_than_can_be_done():
    taken = []
    with (ChildProcess("copies", child_functions.zeros) as copies,
          closing(copies.answers(each([bytes(2 ** 20)] * 100, taken))) as answers):
        next(answers)
        time.sleep(1)
        assert len(taken) <= AHEAD + 4


def test_what_it_prints_is_no_answer(capfd):
    with ChildProcess("prints", child_functions.shell) as prints:
        assert list(prints.answers(each(["echo hello"]))) == [(0, 0)]
    out, error = capfd.readouterr()
    assert out == "" and error == "hello\n"


@pytest.mark.parametrize("does, item, end", [
    ("exits", 3, "exit code 3"), ("kills_itself", int(signal.SIGKILL), "SIGKILL"),
    ("whole_numbers", "ten", "exit code 1")])
def test_a_process_that_is_lost_is_told(capfd, does, item, end):
    with (pytest.raises(RooflineError, match=rf"The process that draws the outlines ended \({end}\)"),
          ChildProcess("draws the outlines", getattr(child_functions, does)) as lost):
        list(lost.answers(each([item] * 1000)))
    said = capfd.readouterr().err
    told = "invalid literal for int() with base 10: 'ten'" in said
    assert told == ("Traceback" in said) == (does == "whole_numbers")


def test_its_sentence_for_the_analyst_is_raised_here():
    with (pytest.raises(RooflineError, match="Overlap 200 must be smaller than the window size 128"),
          ChildProcess("has windows", child_functions.windows, 128) as process):
        assert list(process.answers(each([64]))) == [(0, Windowing(128, 64))]
        list(process.answers(each([200])))


def test_what_the_items_raise_is_raised_and_the_process_ends():
    def items():
        yield "first", 0
        raise KeyError("enough")

    found = []
    with pytest.raises(KeyError, match="enough"), ChildProcess("sleeps", child_functions.sleeps) as calls:
        found.extend(calls.answers(items()))
    [(_, pid)] = found
    assert not is_there(pid)


def test_who_takes_no_more_leaves_nothing_behind():
    closed = []

    def items():
        try:
            yield "first", 0
            while True:
                yield "more", 30
        finally:
            closed.append(True)

    started = time.monotonic()
    with ChildProcess("sleeps", child_functions.sleeps) as sleeps, closing(sleeps.answers(items())) as answers:
        _, pid = next(answers)
    assert closed and not is_there(pid) and time.monotonic() < started + 20
