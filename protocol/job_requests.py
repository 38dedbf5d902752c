"""Requests of jobs: what the plugin asks the worker for.

They are part of the protocol in messages.py. Paths are absolute.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Union, get_args

from .live_messages import TrainLive


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


Request = Union[Train, TrainLive, Predict, Evaluate, Compare, LearningCurve, Pretrain, Suggest, AlignLabels,
                Regularize, ExportOnnx, SelfTest]
REQUESTS = get_args(Request)
