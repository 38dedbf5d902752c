"""What the plugin and the worker say to each other: one JSON object a line.

`type` names the dataclass; the other keys are its fields. Paths are absolute. See README.md for the order of things.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import IO, Any, Dict, Iterator, List, Optional, Union, get_args

PROTOCOL = 1


class ProtocolError(ValueError):
    """A line that is no message of this protocol."""


@dataclass(frozen=True)
class Train:
    """Fine-tune a model on labels. `folder` is the run's folder; with `resume` the run in it goes on."""

    job: str
    folder: str
    imagery: List[str]
    labels: str
    model: str
    settings: Dict[str, Any]
    areas: Optional[str] = None
    base_model: Optional[str] = None
    report: Optional[str] = None
    resume: bool = False
    previews: bool = False


@dataclass(frozen=True)
class Extent:
    """A rectangle in the coordinates of `crs` (anything PROJ understands)."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float
    crs: str


@dataclass(frozen=True)
class Predict:
    """Find footprints; they are written to `footprints` (GeoPackage) as they are found, in order of strips.

    With `resume` the prediction that was cut off in `folder` goes on. `scheduler` is the address of a Dask cluster that
    does the work; `foreign` are values of ExternalModelSettings, for a model that is an ONNX file from elsewhere.
    """

    job: str
    folder: str
    imagery: List[str]
    footprints: str
    settings: Dict[str, Any]
    model: Optional[str] = None
    areas: Optional[str] = None
    extent: Optional[Dict[str, Any]] = None
    probability: Optional[str] = None
    previews: bool = False
    resume: bool = False
    scheduler: Optional[str] = None
    foreign: Optional[Dict[str, Any]] = None


@dataclass(frozen=True)
class Evaluate:
    """Compare footprints with reference outlines; misses and false alarms go to `errors` (GeoPackage)."""

    job: str
    folder: str
    footprints: str
    reference: str
    errors: str
    areas: Optional[str] = None
    report: Optional[str] = None


@dataclass(frozen=True)
class LearningCurve:
    """Train on more and more of the labels, and score each model on the same held-out part. `settings` are those of
    each training, `curve` those of LearningCurveSettings; with `resume` the trainings that `folder` knows are not made
    again."""

    job: str
    folder: str
    imagery: List[str]
    labels: str
    settings: Dict[str, Any]
    curve: Dict[str, Any]
    areas: Optional[str] = None
    base_model: Optional[str] = None
    report: Optional[str] = None
    resume: bool = False


@dataclass(frozen=True)
class Suggest:
    """Find squares that are worth labelling next; they are written to `suggested` (GeoPackage), the best first.

    Areas with the role train or validate, or without them the ground around `labels`, are labelled already. Wanted is
    `extent`, else the areas with the role predict, else everywhere.
    """

    job: str
    folder: str
    imagery: List[str]
    suggested: str
    settings: Dict[str, Any]
    model: Optional[str] = None
    labels: Optional[str] = None
    areas: Optional[str] = None
    extent: Optional[Dict[str, Any]] = None


@dataclass(frozen=True)
class Regularize:
    """Draw the outlines of a layer anew, with straight walls and square corners; they go to `regularized`
    (GeoPackage). `settings` are those of RegularizeSettings."""

    job: str
    folder: str
    polygons: str
    regularized: str
    settings: Dict[str, Any]


@dataclass(frozen=True)
class ExportOnnx:
    """Write a model as an ONNX file, `onnx`."""

    job: str
    folder: str
    onnx: str
    model: Optional[str] = None


@dataclass(frozen=True)
class Cancel:
    job: str


@dataclass(frozen=True)
class Stop:
    """End a training now and keep the best model so far: the job ends with Finished. Other jobs do not heed it."""

    job: str


@dataclass(frozen=True)
class Ready:
    """The worker's first word. `versions` of its packages; `device` as people read it."""

    protocol: int
    versions: Dict[str, str]
    device: str


@dataclass(frozen=True)
class Progress:
    """How far a job is: `fraction` 0-1; `remaining_s` seconds left where known; `figures` such as loss or F1."""

    job: str
    fraction: float
    text: str = ""
    remaining_s: Optional[float] = None
    figures: Dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """Something the analyst should know that does not stop the job."""

    job: str
    text: str


@dataclass(frozen=True)
class Preview:
    """Polygons to show on the map while the job runs: the GeoPackage `path`, complete, with one layer.

    Of a training: the held-out part as the model sees it now, in place of the former; the column `kind` says `found`,
    `false alarm` or `missed`. Of a prediction: the footprints found since the last one. Only for a request with
    `previews`.
    """

    job: str
    path: str


@dataclass(frozen=True)
class Finished:
    job: str
    outputs: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Failed:
    """`error` is a sentence for the analyst; `details` a traceback for the log."""

    job: str
    error: str
    details: str = ""


@dataclass(frozen=True)
class Canceled:
    job: str


Request = Union[Train, Predict, Evaluate, LearningCurve, Suggest, Regularize, ExportOnnx]
REQUESTS = get_args(Request)
Message = Union[Request, Cancel, Stop, Ready, Progress, Notice, Preview, Finished, Failed, Canceled]
TYPES = {kind.__name__: kind for kind in get_args(Message)}


def encode(message: Message) -> str:
    """One line of JSON, without the line break."""
    return json.dumps({"type": type(message).__name__, **asdict(message)}, ensure_ascii=False)


def decode(line: str) -> Any:
    """The message that a line holds; ProtocolError tells what is wrong with it."""
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


def write(stream: IO[str], message: Message) -> None:
    """Send one message."""
    stream.write(encode(message) + "\n")
    stream.flush()


def read(stream: IO[str]) -> Iterator[Any]:
    """The messages of a stream, until it ends."""
    for line in stream:
        yield decode(line)
