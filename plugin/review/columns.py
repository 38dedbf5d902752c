"""Attribute schema of a footprint layer, as the review needs it: columns by name, and their values parsed."""

from __future__ import annotations

from typing import Dict

from qgis.core import QgsVectorLayer

from ...protocol.footprints import ACCEPTED, EDITED, REJECTED
from .. import compat
from ..layers.columns import column_at
from ..layers.sources import unreadable

NEEDED, MEASURED = ("status", "confidence"), ("area_m2", "perimeter_m")
"""Columns that the review requires; columns that are measured again when an outline is edited."""
UNKNOWN = -1.0
"""Confidence of a footprint without one: it is reviewed first."""


class ReviewError(Exception):
    """Footprints cannot be reviewed or edited; the text says why and what to do."""


def find_columns(layer: QgsVectorLayer) -> Dict[str, int]:
    """Name -> index of the NEEDED and MEASURED columns (column_at). Raises ReviewError when a needed one is missing, or
    the status holds no text, or too short ones, or the layer's file is gone."""
    if not layer.isValid():
        raise ReviewError(unreadable(layer))
    fields = layer.fields()
    columns = {name: column_at(fields, name) for name in (*NEEDED, *MEASURED)}
    missing = [name for name in NEEDED if columns[name] < 0]
    if missing:
        names = " and ".join(f"'{name}'" for name in missing)
        raise ReviewError(f"Layer '{layer.name()}' has no column {names}, which checking needs. Choose footprints "
                          "that were found with Predict, or add it in the layer's attribute table.")
    if compat.field_type(fields.at(columns["status"])) != compat.STRING:
        raise ReviewError(f"Column 'status' of layer '{layer.name()}' holds no text, but must take words such as "
                          "accepted. Choose footprints that were found with Predict.")
    room, longest = fields.at(columns["status"]).length(), max((ACCEPTED, REJECTED, EDITED), key=len)
    if 0 < room < len(longest):
        raise ReviewError(f"Column 'status' of layer '{layer.name()}' takes {room} characters, which are too few for "
                          f"'{longest}'. Make it longer, or choose footprints that were found with Predict.")
    return {name: column for name, column in columns.items() if column >= 0}


def confidence_in(value: object) -> float:
    """The value of a confidence column (0-1); UNKNOWN for one that is no number."""
    return float(value) if isinstance(value, (int, float)) else UNKNOWN
