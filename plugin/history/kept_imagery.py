"""Imagery that was fetched or drawn, and is kept (cache): its size, and its removal by last use (LRU eviction)."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, List, Optional, Sequence, Set

from ...protocol.job_files import LAST_WEIGHTS, MESSAGES, REQUEST
from ...protocol.job_lock import is_held
from ...protocol.job_requests import LearningCurve
from ...protocol.messages import ProtocolError, decode
from ..environment.virtual_environment import runs_folder
from ..online.cache_raster import ABOUT
from ..online.errors import OnlineError
from ..worker.job_folder import has_found, predictions_folder
from .run_record import last_messages

DAY_S = 86_400


@dataclass(frozen=True)
class KeptImagery:
    """The imagery of one layer at one resolution, in `folder`: its size, and the days since it was used last.
    is_needed: a job reads it, or one that was cut off can go on with it."""

    folder: Path
    bytes: int
    days: float
    is_needed: bool


def kept_imagery(places: Iterable[Path]) -> List[KeptImagery]:
    """The imagery in `places` (online.cache_raster.folders). May take seconds, so call this off the main thread."""
    needed = _needed()
    return [_described(page.parent, needed) for place in places for page in sorted(place.glob(f"*/*/{ABOUT}"))]


def removable(kept: Sequence[KeptImagery], unused_days: int) -> List[KeptImagery]:
    """What is not needed, and was not used for so many days; 0: for any time."""
    return [one for one in kept if not one.is_needed and one.days >= unused_days]


def remove(unwanted: Sequence[KeptImagery]) -> int:
    """Delete some imagery; how many bytes that freed. Raises OnlineError."""
    for one in unwanted:
        try:
            shutil.rmtree(one.folder)
            with suppress(OSError):  # the layer has imagery of another resolution
                one.folder.parent.rmdir()
        except OSError as error:
            raise OnlineError(f"{error.filename} cannot be removed: {error.strerror}. Close what shows it, and try "
                              "again.") from error
    return sum(one.bytes for one in unwanted)


def _described(folder: Path, needed: Set[Path]) -> KeptImagery:
    size, used = 0, 0.0
    for file in folder.iterdir():
        with suppress(OSError):  # it may have gone meanwhile
            state = file.stat()
            size, used = size + state.st_size, max(used, state.st_mtime)
    return KeptImagery(folder, size, (time.time() - used) / DAY_S, folder.resolve() in needed or is_held(folder))


def _needed() -> Set[Path]:
    """The folders of the imagery of jobs that run, or that were cut off and can go on, of any project."""
    needed: Set[Path] = set()
    for parent in (runs_folder(), predictions_folder()):
        for file in parent.glob(f"*/{REQUEST}"):
            request = _request(file)
            if request is not None and _can_go_on(file.parent, request):
                needed.update(Path(path).resolve().parent for path in getattr(request, "imagery", []))
    return needed


def _request(file: Path) -> Optional[object]:
    try:
        return decode(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, ProtocolError):
        return None


def _can_go_on(folder: Path, request: object) -> bool:
    if is_held(folder) or has_found(folder):
        return True
    if any(message.get("type") == "Finished" for message in last_messages(folder / MESSAGES, 1)):
        return False
    return isinstance(request, LearningCurve) or (folder / LAST_WEIGHTS).is_file()
