"""Job folders and their records: the request, the messages (JSON lines) and the worker's log."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Iterator, Optional

from ...protocol.job_files import FOOTPRINTS, LOG, MESSAGES, REQUEST, STRIPS
from ...protocol.job_lock import is_held, is_held_here
from ...protocol.job_requests import Request
from ...protocol.messages import Message, encode
from ..environment.virtual_environment import home, runs_folder

KEPT_DAYS = 14
"""An interrupted prediction is deleted after so many days."""


def new_run(name: str) -> Path:
    """A new, empty folder `runs/<time>-<name>` in the data folder. Raises OSError."""
    return _new_folder(runs_folder(), name)


def predictions_folder() -> Path:
    """The parent of the predictions' folders; this function does not create it."""
    return home() / "predictions"


def new_prediction(name: str) -> Path:
    """As new_run, in `predictions`. Also deletes the predictions that were interrupted more than KEPT_DAYS days ago and
    not resumed."""
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
    """Days since the last message of the job in `folder`, or since its request."""
    for name in (MESSAGES, REQUEST):
        with suppress(OSError):
            return (time.time() - (folder / name).stat().st_mtime) / 86_400
    return 0.0


def has_found(folder: Path) -> bool:
    """Whether an interrupted prediction in `folder` has results worth keeping."""
    strips = folder / STRIPS
    return is_run(folder) and (any(strips.glob("*-*")) if strips.is_dir() else (folder / FOOTPRINTS).is_file())


def is_run(folder: Path) -> bool:
    """Whether `folder` has a request, which was sent to the worker or is about to be."""
    return (folder / REQUEST).is_file()


def drop_unasked(folder: Path) -> None:
    """Delete the folder of a job that ended before its request was sent. One with a request stays, to be resumed."""
    if not is_run(folder):
        shutil.rmtree(folder, ignore_errors=True)


def drop_finished(folder: Path, *made: object) -> None:
    """Delete the folder of a finished job, unless it is one of the analyst's own (RUN_FOLDER), or one of the outputs
    `made`, of which some are paths, lies in it."""
    is_ours = folder.parent in (runs_folder(), predictions_folder())
    if is_ours and not any(Path(one.partition("|")[0]).is_relative_to(folder) for one in made if isinstance(one, str)):
        shutil.rmtree(folder, ignore_errors=True)


def new_job(name: str) -> Path:
    """A new, empty temporary folder, for a job that leaves nothing but its outputs."""
    return Path(tempfile.mkdtemp(prefix=f"roofline-{name}-"))


@contextmanager
def gone_afterwards(folder: Path) -> Iterator[None]:
    """Context manager that deletes a job's folder at the end. After an error the logs stay, because the error names
    them."""
    try:
        yield
    except BaseException:
        keep_logs(folder)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def keep_logs(folder: Path) -> None:
    """Delete everything in a failed job's folder, if there is one, but its request, messages and log."""
    for path in list(folder.glob("*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in (REQUEST, MESSAGES, LOG):
            remove_file(path)


def held_folder(elsewhere: bool = False) -> Optional[Path]:
    """The folder of a run or prediction that is being done, in any process or, `elsewhere`, in another one; None while
    there is none."""
    return next((folder for parent in (runs_folder(), predictions_folder()) for folder in parent.glob("*")
                 if is_held(folder) and not (elsewhere and is_held_here(folder))), None)


def remove_file(path: Path) -> None:
    """Delete a file, where it is there and can be deleted."""
    with suppress(OSError):  # Windows keeps a file that is open; one that is left does no harm
        path.unlink()


class Record:
    """Record of a job, written while it runs. An error in writing (a full disk) does not end the job; `trouble` keeps
    it, as a sentence."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()  # the log is written from the thread that drains stderr
        self.trouble: Optional[str] = None

    @property
    def log_path(self) -> Path:
        """The file with the worker's log."""
        return self._folder / LOG

    def request(self, request: Request) -> None:
        """Write the request, indented, and create the log."""
        text = json.dumps({"type": type(request).__name__, **asdict(request)}, indent=2, ensure_ascii=False)
        self.request_as_written(text.encode())
        self.log(b"")  # there from the start, since errors name it

    def request_as_written(self, text: bytes) -> None:
        """Write the text of a request, in one step (rename): a run whose request was cut off could never go on."""
        with self._told(REQUEST):
            half = self._folder / f"{REQUEST}.half"
            half.write_bytes(text)
            half.replace(self._folder / REQUEST)

    def message(self, message: Message) -> None:
        """Append one message."""
        self._append(MESSAGES, encode(message).encode() + b"\n")

    def log(self, chunk: bytes) -> None:
        """Append to the log."""
        self._append(LOG, chunk)

    def _append(self, name: str, data: bytes) -> None:
        with self._told(name), self._lock, open(self._folder / name, "ab") as file:
            file.write(data)

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.trouble = f"{self._folder / name} could not be written: {error.strerror}."
