"""Compatibility layer: what differs between the versions of QGIS (3.22 to 4) and of Qt (5 and 6), and nothing else."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import Qgis, QgsCsException, QgsField, QgsLayerTreeGroup, QgsMapLayer
from qgis.PyQt.QtCore import QMetaType, QVariant

BOOL, INT, UINT, LONG_LONG, ULONG_LONG, DOUBLE, STRING = (
    QMetaType.Type.Bool, QMetaType.Type.Int, QMetaType.Type.UInt, QMetaType.Type.LongLong, QMetaType.Type.ULongLong,
    QMetaType.Type.Double, QMetaType.Type.QString)
"""Types of columns. QVariant has names of its own for them, which Qt 6 lacks."""
WHOLE = INT, UINT, LONG_LONG, ULONG_LONG

_QVariant: Any = QVariant
"""In Qt 6 it has no Type."""
_column_type: Callable[[QMetaType.Type], Any] = (
    QMetaType.Type if Qgis.QGIS_VERSION_INT >= 33800 else lambda kind: _QVariant.Type(kind))
"""What a QgsField is made of: a QVariant.Type has been deprecated since 3.38."""

TILE_SPILL = 2 if Qgis.QGIS_VERSION_INT >= 34100 else 0
"""Pixels by which QGIS draws a tile larger than it is, over its neighbours (seen in 3.44, not in 3.40)."""


def new_field(name: str, kind: QMetaType.Type) -> QgsField:
    """A column of one of the types above."""
    return QgsField(name, _column_type(kind))


def field_type(field: QgsField) -> QMetaType.Type:
    """The type of a column, to be compared with those above."""
    return QMetaType.Type(field.type())


def put_on_top(group: QgsLayerTreeGroup, layer: QgsMapLayer) -> None:
    """Insert a layer into the layer tree, with its legend folded, as QGIS did by itself before 3.40."""
    group.insertLayer(0, layer).setExpanded(False)


def measured(measure: Callable[..., float], *arguments: Any) -> float:
    """What a method of QgsDistanceArea measures; 0 where the CRS does not hold, where QGIS raises QgsCsException since
    3.40 and gave 0 before."""
    try:
        return float(measure(*arguments))
    except QgsCsException:
        return 0.0
