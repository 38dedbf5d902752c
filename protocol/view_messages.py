"""Messages of the view worker, which looks at a part of the imagery and answers clicks on the map.

They are part of the protocol in messages.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Union

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
class Seen:
    """A view is there, and clicks in it are answered: `extent` (xmin, ymin, xmax, ymax) in the CRS of its raster.
    `turned_down`: a sentence on why the promptable model that was asked for did not look."""

    job: str
    extent: List[float]
    resolution_m: float
    seconds: float
    turned_down: str = ""


ViewRequest = Union[LookAt, Click]
