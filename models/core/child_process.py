"""Work in a process of its own. Python runs one thread of a process at a time: what computes in Python would hold up
the threads that feed the network, at every layer.

    <python> protocol/launch.py roofline.models.core.child_process

is the other process: it takes what to do from its stdin, answers on its stdout, and ends when its stdin does.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, suppress
from typing import IO, Any, Generic, TypeVar

from ...protocol import launch
from .errors import RooflineError
from .prefetch import prefetch

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2
"""Items that may wait for the other process, or their answers for who takes them."""
PATIENCE_S = 5.0
"""How long a process that has nothing left to do may take to end."""
KILLED = "If the memory ran out, close other programs, and try it again."
FAILED = "The last lines of worker.log, in the folder of the job, say why; please report it with that file."


class ChildProcess(Generic[T, R]):
    """A process that calls what `make(*arguments)` gives, with one item after the other; `what` it does, in words for
    who reads that it was lost. Functions and classes have to be those of modules.

    As a context: at its end, or when this process is gone, the other one is gone too. A RooflineError is raised here;
    what else goes wrong there ends it, and is in this process's stderr.
    """

    def __init__(self, what: str, make: Callable[..., Callable[[T], R]], *arguments: Any) -> None:
        self._what = what
        self._process = subprocess.Popen([sys.executable, launch.__file__, __name__], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE)
        self.ask((make, arguments))

    def __enter__(self) -> ChildProcess[T, R]:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is not None:
            self._process.kill()
        with suppress(OSError):  # it may be gone with something unread
            self._inbox.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE_S)
        self._process.kill()
        self._process.wait()
        self._outbox.close()

    def answers(self, items: Generator[tuple[K, T], None, None]) -> Generator[tuple[K, R], None, None]:
        """In place of the latter of each pair the answer to it, in order; `items` are made in a thread of their own.
        Raises what they raise, and RooflineError when the process is lost; after an error, or when this is closed
        before its end, the process is killed."""
        with ExitStack() as stack:
            sent = stack.enter_context(prefetch(self._sent(items), AHEAD))
            stack.push(self._killed_after)
            for kept in sent:
                yield kept, self.answer()

    def _killed_after(self, kind: object, *error: object) -> None:
        """Whoever waits to send something must not wait for ever."""
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
        """About one item; who asks for more has to take answers meanwhile."""
        try:
            pickle.dump(item, self._inbox, pickle.HIGHEST_PROTOCOL)
            self._inbox.flush()
        except OSError as error:  # the pipe is broken
            raise self._lost() from error

    def answer(self) -> R:
        """The next one; RooflineError when the process is lost."""
        try:
            answer: R = pickle.load(self._outbox)  # noqa: S301 - it comes from our own code
        except (EOFError, pickle.UnpicklingError) as error:
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

    @property
    def _inbox(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _outbox(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout


def main() -> None:
    """Do what is asked, until nothing more is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is told, and ends this by closing the pipe
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # C libraries print too
    make, arguments = _heard(inbox)
    work = make(*arguments)
    while True:
        item = _heard(inbox)
        try:
            answer = work(item)
        except RooflineError as error:
            answer = error
        _say(outbox, answer)


def _heard(inbox: IO[bytes]) -> Any:
    """The next item; the end of this process when there is none, or half of one since the other was killed."""
    try:
        return pickle.load(inbox)  # noqa: S301 - it comes from our own code
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)


def _say(outbox: IO[bytes], answer: Any) -> None:
    """Answer; the end of this process when nobody listens."""
    try:
        pickle.dump(answer, outbox, pickle.HIGHEST_PROTOCOL)
        outbox.flush()
    except OSError:
        os._exit(0)


if __name__ == "__main__":
    main()
