"""Message protocol between plugin and worker (JSON lines): control messages and replies as dataclasses, and the lines.

The key `type` names the dataclass; the other keys are its fields. Requests are in job_requests.py, what the view worker
and a live training hear and say besides in view_messages.py and live_messages.py. README.md gives the order.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import IO, Any, Dict, Iterator, Optional, Union, get_args

from .job_files import REQUEST
from .job_requests import Request
from .live_messages import LiveControl, LiveReply
from .view_messages import Seen, ViewRequest

PROTOCOL = 1


class ProtocolError(ValueError):
    """A line is no valid message of this protocol."""


@dataclass(frozen=True)
class Cancel:
    """Control message: cancel the job, which ends with Canceled. No error when the job has ended already."""

    job: str


@dataclass(frozen=True)
class Stop:
    """Control message: end a training or pretraining now and keep the best model so far; it ends with Finished. A live
    training saves its state and ends. Other jobs ignore it."""

    job: str


@dataclass(frozen=True)
class Ready:
    """The worker's first message. `protocol` must equal PROTOCOL. `versions` of its packages. `device` in words."""

    protocol: int
    versions: Dict[str, str]
    device: str


@dataclass(frozen=True)
class Progress:
    """Progress of a job: `fraction` 0-1; `remaining_s` seconds left, if known; `figures` such as loss or F1."""

    job: str
    fraction: float
    text: str = ""
    remaining_s: Optional[float] = None
    figures: Dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """A warning for the user; the job goes on. is_gap: a part of the imagery is missing, and so in the result, which
    says it first."""

    job: str
    text: str
    is_gap: bool = False


@dataclass(frozen=True)
class Preview:
    """Polygons to show on the map while the job runs: the GeoPackage `path`, complete, with one layer.

    Of a training: the present model's result on the held-out part, which replaces the former; column `kind` is `found`,
    `false alarm` or `missed`. The last one tells the changes from the base too (CHANGES in footprints.py), and the
    base's own result, with `is_base`, comes beside it. Of a prediction: the footprints found since the last one. Only
    for a request with `previews`.
    """

    job: str
    path: str
    is_base: bool = False


@dataclass(frozen=True)
class Finished:
    """Last message of a job that ended well. `outputs` depend on the request: results, and paths of files."""

    job: str
    outputs: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Failed:
    """Last message of a job that failed. `error` is a sentence for the user; `details` a traceback for the log."""

    job: str
    error: str
    details: str = ""


@dataclass(frozen=True)
class Canceled:
    """Last message of a job that was cancelled."""

    job: str


LIVE_CONTROLS = get_args(LiveControl)
Message = Union[Request, ViewRequest, LiveControl, Cancel, Stop, Ready, Progress, Notice, Preview, Seen, LiveReply,
                Finished, Failed, Canceled]
TYPES = {kind.__name__: kind for kind in get_args(Message)}


def encode(message: Message) -> str:
    """The message as one line of JSON, without the line break."""
    return json.dumps({"type": type(message).__name__, **asdict(message)}, ensure_ascii=False)


def decode(line: str) -> Any:
    """Parse a line into a message. Raises ProtocolError, with what is wrong with the line."""
    try:
        values = json.loads(line)
        kind = TYPES[values.pop("type")]
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ProtocolError(f"Not a message: {line.strip()[:200]!r}") from error
    unknown = set(values) - {f.name for f in fields(kind)}
    if unknown:
        raise ProtocolError(f"{kind.__name__} has no field called {', '.join(sorted(unknown))}.")
    try:
        return kind(**values)
    except TypeError as error:
        raise ProtocolError(f"{kind.__name__} lacks a field: {error}.") from error


def read_request(folder: Path) -> Any:
    """The request in the folder of a job. Raises ProtocolError, with the file, when it cannot be read."""
    file = folder / REQUEST
    try:
        return decode(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # no text of UTF-8, or no message
        raise ProtocolError(f"{file}: {error}") from error


def write(stream: IO[str], message: Message) -> None:
    """Write one message and flush the stream."""
    stream.write(encode(message) + "\n")
    stream.flush()


def read(stream: IO[str]) -> Iterator[Any]:
    """The messages of a stream, until its end. Raises ProtocolError."""
    for line in stream:
        yield decode(line)
