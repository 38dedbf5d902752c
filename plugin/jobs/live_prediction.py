"""What a live training finds in the view, as QGIS has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, List

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle

from ...protocol.live_messages import Watched


@dataclass(frozen=True)
class Prediction:
    """What the model finds in the view at `step`: outlines and their confidences (0-1), in `crs`. `extent` is what was
    looked at, which may be the middle of the view. problem: a sentence when something went wrong; then there is nothing
    else."""

    number: int
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    outlines: List[QgsGeometry] = field(default_factory=list)
    confidences: List[float] = field(default_factory=list)
    step: int = 0
    seconds: float = 0.0
    problem: str = ""


def as_prediction(message: Any, crs: QgsCoordinateReferenceSystem) -> Any:
    """A message; what was found in a view as a Prediction. A thousand outlines take some time, so a thread does it."""
    if not isinstance(message, Watched):
        return message
    extent = QgsRectangle(*message.extent) if message.extent else QgsRectangle()
    return Prediction(message.number, crs, extent, [_geometry(text) for text in message.outlines],
                      message.confidences, message.step, message.seconds, message.problem)


def _geometry(text: str) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(bytes.fromhex(text))
    return geometry
