"""Lock of a job's folder while the job runs (an advisory file lock), whoever runs it. Standard library only."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Callable, Iterator, Set

from .process_lock import process_lock

HELD = "held"
"""The lock file of a job that runs."""
RETRIES = 2
"""Before a folder counts as held: `is_held`, in another process, holds its lock for a moment."""
_held_here: Set[Path] = set()
"""The folders that this process holds."""


class HeldError(Exception):
    """A job runs in a folder already; the text says what to do."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Context manager that holds the folder's lock, so that `is_held` is true in every process. The system frees the
    lock when this process ends, however it ends. Raises HeldError where it is held already."""
    with ExitStack() as stack:
        try:
            stack.enter_context(process_lock(folder / HELD, _after(RETRIES)))
            stack.callback(_remove, folder / HELD)
            _held_here.add(folder.resolve())
            stack.callback(_held_here.discard, folder.resolve())
        except BlockingIOError as error:
            raise HeldError(being_done(folder)) from error
        except OSError:
            pass  # a file system without locks: the job goes on all the same
        yield


def being_done(folder: Path) -> str:
    """A sentence about a folder that is held."""
    return f"The job in {folder} is being done, perhaps by another QGIS. Wait for its end, or cancel it there."


def is_held(folder: Path) -> bool:
    """Whether a job runs in `folder`, in any process."""
    if not (folder / HELD).exists():
        return False
    try:
        with process_lock(folder / HELD, _after(0)):
            return False
    except BlockingIOError:
        return True
    except OSError:
        return False


def is_held_here(folder: Path) -> bool:
    """Whether this process runs a job in `folder`."""
    return folder.resolve() in _held_here


def _after(retries: int) -> Callable[[], None]:
    """What process_lock calls while the lock is taken: it gives up after so many retries."""
    left = iter(range(retries))

    def wait_or_give_up() -> None:
        if next(left, None) is None:
            raise BlockingIOError

    return wait_or_give_up


def _remove(path: Path) -> None:
    with suppress(OSError):  # Windows keeps a file that is open; one that is left does no harm
        path.unlink()
