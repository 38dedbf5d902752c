"""Child process: a function runs in a Python process of its own, with items and answers over pipes.

The reason is the GIL: Python runs one thread of a process at a time, and a function that computes in Python would hold
up the threads that feed the network, at every layer. The child is started as

    <python> protocol/launch.py roofline.models.core.child_process

and reads the function and its items from its stdin, writes the answers to its stdout, and ends when its stdin ends.
"""

from __future__ import annotations

import os
import signal
import subprocess  # a Python of our own  # nosec B404
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, suppress
from typing import IO, Any, Generic, TypeVar

from ...protocol import launch
from ...protocol.certain import certain
from ...protocol.job_files import LOG
from .errors import RooflineError
from .prefetch import prefetch
from .serialization import read, write

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2
"""Items that the child may be sent before their answers are taken."""
PATIENCE_S = 5.0
"""Seconds that a child with nothing left to do may take to end, before this process kills it."""
KILLED = "If the memory ran out, close other programs, and try it again."
FAILED = f"The last lines of {LOG}, in the folder of the job, say why; please report it with that file."


class ChildProcess(Generic[T, R]):
    """A child process that calls the function `make(*arguments)` with one item after the other.

    `what` completes "The process that ..." in the error message. What is sent has a form in serialization.py: functions
    and classes are those of our own modules. A context manager: at its end, or when this process is gone, the child is
    gone too. A RooflineError that the function raises is raised in this process; any other error ends the child, with
    its traceback in this process's stderr.
    """

    def __init__(self, what: str, make: Callable[..., Callable[[T], R]], *arguments: Any) -> None:
        self._what = what
        self._process = subprocess.Popen(  # this Python and our own module, no shell  # nosec B603
            [sys.executable, launch.__file__, __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._inbox: IO[bytes] = certain(self._process.stdin, "stdin")
        self._outbox: IO[bytes] = certain(self._process.stdout, "stdout")
        self.ask((make, arguments))

    def __enter__(self) -> ChildProcess[T, R]:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is not None:
            self._process.kill()
        with suppress(OSError):  # the child may be gone with items unread
            self._inbox.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE_S)
        self._process.kill()
        self._process.wait()
        self._outbox.close()

    def answers(self, items: Generator[tuple[K, T], None, None]) -> Generator[tuple[K, R], None, None]:
        """The pairs (key, item) of `items` as (key, answer), in order; a thread makes and sends the items.

        Raises what `items` raises, and RooflineError when the child is lost. After an error, or when this generator is
        closed before its end, the child is killed.
        """
        with ExitStack() as stack:
            sent = stack.enter_context(prefetch(self._sent(items), AHEAD))
            stack.push(self._killed_after)
            for kept in sent:
                yield kept, self.answer()

    def _killed_after(self, kind: object, *error: object) -> None:
        """Kill the child after an error: a thread that waits to send an item must not wait for ever."""
        if kind is not None:
            self._process.kill()

    def _sent(self, items: Generator[tuple[K, T], None, None]) -> Generator[K, None, None]:
        try:
            for kept, item in items:
                self.ask(item)
                yield kept
        finally:
            items.close()

    def ask(self, item: Any) -> None:
        """Send one item. Both pipes are bounded: a caller that sends more must take answers in between.

        Raises RooflineError when the child is lost.
        """
        try:
            write(self._inbox, item)
            self._inbox.flush()
        except OSError as error:  # the pipe is broken
            raise self._lost() from error

    def answer(self) -> R:
        """The next answer. Raises RooflineError when the child is lost, and one that the child's function raised."""
        try:
            answer: R = read(self._outbox)
        except (EOFError, ValueError) as error:  # ValueError: what another writer left in the pipe
            raise self._lost() from error
        if isinstance(answer, RooflineError):
            raise answer
        return answer

    def _lost(self) -> RooflineError:
        try:
            code = self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            return RooflineError(f"The process that {self._what} does not answer. {FAILED}")
        end = next((one.name for one in signal.Signals if one == -code), f"exit code {code}")
        return RooflineError(f"The process that {self._what} ended ({end}). {KILLED if code < 0 else FAILED}")


def main() -> None:
    """The loop of the child: read an item, call the function, write its answer, until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the parent too, which then closes the pipe
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # C libraries print too
    make, arguments = _receive(inbox)
    work = make(*arguments)
    while True:
        item = _receive(inbox)
        try:
            answer = work(item)
        except RooflineError as error:
            answer = error
        _send(outbox, answer)


def _receive(inbox: IO[bytes]) -> Any:
    """The next item. Ends this process when there is none, or half of one because the parent was killed."""
    try:
        return read(inbox)
    except (EOFError, OSError):
        os._exit(0)


def _send(outbox: IO[bytes], answer: Any) -> None:
    """Write an answer. Ends this process when the parent has closed the pipe."""
    try:
        write(outbox, answer)
        outbox.flush()
    except OSError:
        os._exit(0)


if __name__ == "__main__":
    main()
