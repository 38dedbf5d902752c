"""Folders of runs and jobs: what was asked, everything that was said, and the worker's log."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Iterator, NoReturn, Optional

from ...protocol.messages import Message, Request, encode
from ..environment.process_lock import process_lock
from ..environment.virtual_environment import home, runs_folder

REQUEST, MESSAGES, LOG = "request.json", "messages.jsonl", "worker.log"
WEIGHTS = "last.safetensors"
"""What a training goes on from; models/training/checkpoint.py calls it LAST."""
FOOTPRINTS, STRIPS = "footprints.gpkg", "strips"
"""What a prediction has found so far, and what it goes on from: a file for each strip."""
HELD = "held"
KEPT_DAYS = 14
"""A prediction that was cut off is kept for so long."""


def new_run(name: str) -> Path:
    """A new, empty folder `runs/<time>-<name>` in the user's data folder."""
    return _new_folder(runs_folder(), name)


def predictions_folder() -> Path:
    """Where the folders of predictions are; not made here."""
    return home() / "predictions"


def new_prediction(name: str) -> Path:
    """As new_run, in `predictions`; those that were cut off long ago, and nobody went on with, are deleted."""
    folder = _new_folder(predictions_folder(), name)
    for old in predictions_folder().iterdir():
        if is_run(old) and _age_days(old) > KEPT_DAYS and not is_held(old):
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _new_folder(parent: Path, name: str) -> Path:
    plain = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:60] or "run"
    parent.mkdir(parents=True, exist_ok=True)
    stem = f"{time.strftime('%Y%m%d-%H%M%S')}-{plain}"
    for count in range(1, 1000):
        folder = parent / (stem if count == 1 else f"{stem}-{count}")
        try:
            folder.mkdir()
            return folder
        except FileExistsError:
            continue
    raise FileExistsError(f"{parent} already holds 999 folders called {stem}.")


def _age_days(folder: Path) -> float:
    """Since something was last said of the job in `folder`, or since it was asked."""
    for name in (MESSAGES, REQUEST):
        with suppress(OSError):
            return (time.time() - (folder / name).stat().st_mtime) / 86_400
    return 0.0


def has_found(folder: Path) -> bool:
    """Whether a prediction that was cut off in `folder` has something to keep."""
    strips = folder / STRIPS
    return is_run(folder) and (any(strips.glob("*-*")) if strips.is_dir() else (folder / FOOTPRINTS).is_file())


def is_run(folder: Path) -> bool:
    """Whether a run was begun in `folder`."""
    return (folder / REQUEST).is_file()


def drop_unasked(folder: Path) -> None:
    """Delete the folder of a job that ended before the worker was asked; a run that was to go on stays."""
    if not is_run(folder):
        shutil.rmtree(folder, ignore_errors=True)


def new_job(name: str) -> Path:
    """A new, empty folder for one job that leaves nothing but its outputs."""
    return Path(tempfile.mkdtemp(prefix=f"roofline-{name}-"))


@contextmanager
def gone_afterwards(folder: Path) -> Iterator[None]:
    """Deletes a job's folder. After an error its logs stay, because the error names them."""
    try:
        yield
    except BaseException:
        keep_logs(folder)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def keep_logs(folder: Path) -> None:
    """Delete what a failed job left, but not its request, messages and log."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in (REQUEST, MESSAGES, LOG):
            _remove(path)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """While this lasts `is_held` says so in every process, and no longer than our process lives, however it ends."""
    with ExitStack() as stack:
        with suppress(OSError):  # a place that knows no locks: the job goes on all the same
            stack.enter_context(process_lock(folder / HELD, _give_up))
            stack.callback(_remove, folder / HELD)
        yield


def is_held(folder: Path) -> bool:
    """Whether a job is being done in `folder`."""
    if not (folder / HELD).exists():
        return False
    try:
        with process_lock(folder / HELD, _give_up):
            return False
    except BlockingIOError:
        return True
    except OSError:
        return False


def _give_up() -> NoReturn:
    raise BlockingIOError


def _remove(path: Path) -> None:
    with suppress(OSError):  # Windows keeps a file that is open; one that is left does no harm
        path.unlink()


class Record:
    """Writes down a job while it runs. When that fails (a full disk) the job goes on, and `trouble` says why."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()  # the log is written from the thread that drains stderr
        self.trouble: Optional[str] = None

    @property
    def log_path(self) -> Path:
        return self._folder / LOG

    def request(self, request: Request) -> None:
        text = json.dumps({"type": type(request).__name__, **asdict(request)}, indent=2, ensure_ascii=False)
        self._write(REQUEST, "wb", text.encode())
        self.log(b"")  # there from the start, since errors name it

    def message(self, message: Message) -> None:
        self._write(MESSAGES, "ab", encode(message).encode() + b"\n")

    def log(self, chunk: bytes) -> None:
        self._write(LOG, "ab", chunk)

    def _write(self, name: str, mode: str, data: bytes) -> None:
        try:
            with self._lock, open(self._folder / name, mode) as file:
                file.write(data)
        except OSError as error:
            self.trouble = f"{self._folder / name} could not be written: {error.strerror}."
