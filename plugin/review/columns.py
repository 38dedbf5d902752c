"""What the columns of a footprint layer hold, for those who check and use footprints."""

from __future__ import annotations

from typing import Dict

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from .review_queue import PREDICTED, STATUSES

NEEDED, MEASURED = ("status", "confidence"), ("area_m2", "perimeter_m")
"""Columns without which nothing can be checked; columns that follow an outline that is edited."""
UNKNOWN = -1.0
"""A footprint without a confidence is looked at first."""


class ReviewError(Exception):
    """Footprints cannot be checked, or not be changed; the text says why and what to do."""


def find_columns(layer: QgsVectorLayer) -> Dict[str, int]:
    """Name -> index of the columns that matter here, found in any case. Raises ReviewError."""
    fields = layer.fields()
    columns = {name: fields.lookupField(name) for name in (*NEEDED, *MEASURED)}
    missing = [name for name in NEEDED if columns[name] < 0]
    if missing:
        names = " and ".join(f"'{name}'" for name in missing)
        raise ReviewError(f"Layer '{layer.name()}' has no column {names}, which checking needs. Choose footprints "
                            "that were found with Predict, or add it in the layer's attribute table.")
    if fields.at(columns["status"]).type() != QVariant.String:
        raise ReviewError(f"Column 'status' of layer '{layer.name()}' holds no text, but must take words such as "
                            "accepted. Choose footprints that were found with Predict.")
    return {name: column for name, column in columns.items() if column >= 0}


def status_in(value: object) -> str:
    """One of STATUSES for the value of a status column; what is none of them was not checked yet."""
    text = str(value).strip().lower()
    return text if text in STATUSES else PREDICTED


def confidence_in(value: object) -> float:
    """The value of a confidence column, or UNKNOWN."""
    return float(value) if isinstance(value, (int, float)) else UNKNOWN
