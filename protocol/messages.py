"""Message protocol between plugin and worker (JSON lines): requests, control messages and replies as dataclasses.

The key `type` names the dataclass; the other keys are its fields. Paths are absolute. README.md gives the order of
messages.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import IO, Any, Dict, Iterator, List, Optional, Union, get_args

from .live_messages import LiveControl, LiveReply, TrainLive

PROTOCOL = 1


class ProtocolError(ValueError):
    """A line is no valid message of this protocol."""


@dataclass(frozen=True)
class Train:
    """Request: fine-tune a model on labels. `folder` is the run's folder; `resume` resumes the run in it."""

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
    """A rectangle in the coordinates of `crs` (anything PROJ understands). `ring`: the outline (x, y) in `crs` of a
    rectangle that QGIS brought there from another datum, of which this one is the bounding box."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float
    crs: str
    ring: Optional[List[Any]] = None


@dataclass(frozen=True)
class Predict:
    """Request: find footprints. They are written to `footprints` (GeoPackage) as they are found, in order of strips.

    `resume` resumes the interrupted prediction in `folder`. `scheduler` is the address of a Dask cluster that
    computes; `foreign` are values of ExternalModelSettings, for a model that is an ONNX file from elsewhere.
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
    """Request: score footprints against reference outlines. Misses and false alarms are written to `errors`
    (GeoPackage). `settings` are those of EvaluateSettings."""

    job: str
    folder: str
    footprints: str
    reference: str
    errors: str
    areas: Optional[str] = None
    report: Optional[str] = None
    settings: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Compare:
    """Request: tell what changed between two layers of footprints. The changes are written to `changes` (GeoPackage)
    in the CRS of `after`. `settings` are those of CompareSettings."""

    job: str
    folder: str
    before: str
    after: str
    changes: str
    settings: Dict[str, Any]
    areas: Optional[str] = None


@dataclass(frozen=True)
class LearningCurve:
    """Request: train on growing subsets of the labels, and score each model on the same held-out part.

    `settings` are those of each training, `curve` those of LearningCurveSettings. `resume` skips the trainings that
    are finished in `folder`.
    """

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
class Pretrain:
    """Request: pretrain an encoder on imagery without labels. The encoder's weights are written to `model`
    (safetensors). `settings` are those of PretrainSettings; `resume` resumes the run in `folder`.

    `land_cover` is a raster of classes, `zones` a layer of polygons with a column `class`: windows are told apart by
    these too.
    """

    job: str
    folder: str
    imagery: List[str]
    model: str
    settings: Dict[str, Any]
    land_cover: Optional[str] = None
    zones: Optional[str] = None
    report: Optional[str] = None
    resume: bool = False


@dataclass(frozen=True)
class Suggest:
    """Request: suggest squares to label next (active learning). They are written to `suggested` (GeoPackage), the best
    first.

    Areas with the role train or validate, or without them the ground around `labels`, count as labelled. The search is
    restricted to `extent`, else to the areas with the role predict, else not at all.
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
class AlignLabels:
    """Request: find the shift between labels and what a model sees in the imagery. The labels that should be moved are
    written to `moves` (GeoPackage), where they are, with their `source_id` and how far, in metres, to the east and
    north. `settings` are those of AlignSettings."""

    job: str
    folder: str
    imagery: List[str]
    labels: str
    moves: str
    settings: Dict[str, Any]
    areas: Optional[str] = None
    model: Optional[str] = None


@dataclass(frozen=True)
class Regularize:
    """Request: regularize the outlines of a layer, with straight walls and square corners. They are written to
    `regularized` (GeoPackage). `settings` are those of RegularizeSettings."""

    job: str
    folder: str
    polygons: str
    regularized: str
    settings: Dict[str, Any]


@dataclass(frozen=True)
class ExportOnnx:
    """Request: export a model as an ONNX file, `onnx`; `stac` is a STAC item that describes it, where one is wanted."""

    job: str
    folder: str
    onnx: str
    model: Optional[str] = None
    stac: Optional[str] = None


@dataclass(frozen=True)
class SelfTest:
    """Request: test one `part` of the worker on this machine: `machine`, which tells of the others, a part that it
    tells of, or `import` with the name of a module."""

    job: str
    folder: str
    part: str


MOST_VIEWS = 4
"""Views that a view worker keeps: a later LookAt takes the place of the oldest."""


@dataclass(frozen=True)
class LookAt:
    """Request to the view worker: look with a model at the rectangle `extent` (xmin, ymin, xmax, ymax) of the raster
    `imagery`, in the raster's own CRS, and keep what the network says. `settings` are those of PredictSettings.

    With the two ONNX files of a `promptable` model, in any order, this looks instead, which finds nothing by itself;
    where it cannot, the model looks after all, and Seen tells why. Answered by Seen, then by Finished with the
    `outlines` that a prediction would find (WKB in hex, in the same CRS). A later LookAt cancels it. `dates`: rasters
    of the same ground on other dates, for a model that reads several.
    """

    job: str
    folder: str
    imagery: str
    extent: List[float]
    settings: Dict[str, Any]
    model: Optional[str] = None
    promptable: List[str] = field(default_factory=list)
    dates: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class Click:
    """Request to the view worker: the outline of a building by what was seen in `view`, the job of a LookAt. `points`
    (x, y) are the clicks in their order, and `inside` tells of each whether the building is there; the first is inside.
    `smooth`: what is outlined is no building, and gets no straight walls.

    Answered by Finished with `outline` (WKB in hex, None where there is none) and `by`, a value of OUTLINED_BY.
    """

    job: str
    view: str
    points: List[List[float]]
    inside: List[bool]
    smooth: bool = False


BY_NETWORK, BY_COLOR, BY_PROMPTS = OUTLINED_BY = ("network", "color", "prompts")
"""What an outline follows: what the network sees, the colours of the imagery where it sees nothing, or a promptable
model."""


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
class Seen:
    """A view is there, and clicks in it are answered: `extent` (xmin, ymin, xmax, ymax) in the CRS of its raster.
    `turned_down`: a sentence on why the promptable model that was asked for did not look."""

    job: str
    extent: List[float]
    resolution_m: float
    seconds: float
    turned_down: str = ""


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


Request = Union[Train, TrainLive, Predict, Evaluate, Compare, LearningCurve, Pretrain, Suggest, AlignLabels,
                Regularize, ExportOnnx, SelfTest]
REQUESTS = get_args(Request)
LIVE_CONTROLS = get_args(LiveControl)
ViewRequest = Union[LookAt, Click]
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


def write(stream: IO[str], message: Message) -> None:
    """Write one message and flush the stream."""
    stream.write(encode(message) + "\n")
    stream.flush()


def read(stream: IO[str]) -> Iterator[Any]:
    """The messages of a stream, until its end. Raises ProtocolError."""
    for line in stream:
        yield decode(line)
