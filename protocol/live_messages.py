"""Messages of a live training, which goes on while labels are drawn: its request, its control messages, its replies.

They are part of the protocol in messages.py; docs/decisions/0039 has the conversation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Union

PREPARING, WAITING, TRAINING, RESTING = LIVE_STATES = ("preparing", "waiting", "training", "resting")
"""What a live training does: reads its inputs, has no label to learn from yet, learns, or has learned what there is."""


@dataclass(frozen=True)
class TrainLive:
    """Request: fine-tune a model on labels that change meanwhile. `labels` and `areas` are the layers at the beginning;
    the labels may be none. `settings` are those of TrainSettings, `live` those of LiveSettings.

    `resume` goes on with the run in `folder`. It ends with Stop or Cancel alone, and then goes on where it was.
    """

    job: str
    folder: str
    imagery: List[str]
    labels: str
    settings: Dict[str, Any]
    live: Dict[str, Any] = field(default_factory=dict)
    areas: Optional[str] = None
    base_model: Optional[str] = None
    resume: bool = False


@dataclass(frozen=True)
class Labels:
    """Control message to a live training: the layers as they are now, snapshot `number` of them. Of several that wait
    only the newest is taken up. Answered by TakenUp."""

    job: str
    number: int
    labels: str
    areas: Optional[str] = None


@dataclass(frozen=True)
class Watch:
    """Control message to a live training: predict the rectangle `extent` (xmin, ymin, xmax, ymax), in the CRS of the
    first raster, now and whenever the network has learned. None: nobody looks. Answered by Watched, again and again.
    """

    job: str
    number: int
    extent: Optional[List[float]] = None


@dataclass(frozen=True)
class Keep:
    """Control message to a live training: write its state as the file `model`. Answered by Kept."""

    job: str
    model: str
    report: Optional[str] = None


@dataclass(frozen=True)
class LiveProgress:
    """Progress of a live training: its `state` (of LIVE_STATES), and the numbers of labels that are learned and of
    those that are scored. `loss` is the mean of the last steps, None before the first."""

    job: str
    state: str
    step: int = 0
    loss: Optional[float] = None
    labels: int = 0
    held_out: int = 0
    steps_per_second: Optional[float] = None


@dataclass(frozen=True)
class TakenUp:
    """From the next step on the snapshot `number` counts, `seconds` after it came: so many `labels` are learned, so
    many scored. `problem`: a sentence why it cannot be used; then it waits for another one. That there is no label yet
    is no problem."""

    job: str
    number: int
    step: int
    labels: int
    held_out: int
    seconds: float
    problem: str = ""


@dataclass(frozen=True)
class Watched:
    """What the model finds at `step` in the window of Watch `number`, or in the middle of it: `outlines` (WKB in hex)
    and their confidences (0-1), in the CRS of the raster. `extent` is what was looked at."""

    job: str
    number: int
    step: int
    extent: List[float] = field(default_factory=list)
    resolution_m: float = 0.0
    outlines: List[str] = field(default_factory=list)
    confidences: List[float] = field(default_factory=list)
    seconds: float = 0.0
    problem: str = ""


@dataclass(frozen=True)
class Scored:
    """The score of the model at `step` on what is held out: of `buildings` labels. `ground` counts up whenever that
    changes; scores of two grounds do not compare. is_iou: the model is of ground cover, and its score is `iou`, the
    mean of its classes. is_building: it finds buildings, and no other class."""

    job: str
    ground: int
    step: int
    f1: float
    iou: float
    buildings: int
    is_iou: bool = False
    is_building: bool = True


@dataclass(frozen=True)
class Kept:
    """The state at `step` was written as the file `model`, with a `report`; `score` and `scores` as in a card.
    `problem`: a sentence why it was not."""

    job: str
    model: str
    report: Optional[str] = None
    step: int = 0
    score: Optional[float] = None
    scores: Dict[str, Any] = field(default_factory=dict)
    problem: str = ""


LiveControl = Union[Labels, Watch, Keep]
LiveReply = Union[LiveProgress, TakenUp, Watched, Scored, Kept]
