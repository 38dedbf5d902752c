"""Columns that a file format takes: names that differ in more than case, and none that the format keeps for itself."""

from __future__ import annotations

from typing import Callable, Dict, Set, Tuple

from qgis.core import QgsField, QgsFields

KEPT = {"GPKG": {"fid", "geom"}, "SQLite": {"ogc_fid", "geometry"}}
"""Names of a format's own columns: the key and the geometry."""
KEYS = {"GPKG": "fid"}
"""The key that a layer's own column may become, where its values are whole numbers that differ."""
SHAPEFILE = 10
"""Characters of a column's name in a Shapefile, which cuts longer ones."""


def column_at(fields: QgsFields, name: str) -> int:
    """The index of a column, ignoring case, and also by the part of its name that a Shapefile leaves; -1 without one.
    """
    whole = int(fields.lookupField(name))
    return whole if whole >= 0 else int(fields.lookupField(name[:SHAPEFILE]))


def fitting_columns(fields: QgsFields, driver: str, is_key: Callable[[int], bool]) -> Tuple[QgsFields, Dict[str, str]]:
    """`fields` with other names where the format (OGR driver) would refuse or lose one, and the new name of each of
    those. `is_key` tells whether the column of an index may serve as key."""
    names = [field.name() for field in fields]
    own, taken, renamed = KEPT.get(driver, set()), {name.lower() for name in names}, {}
    fitting, seen = QgsFields(), set()
    for index, field in enumerate(fields):
        name = field.name()
        is_own = name.lower() in own and not (name.lower() == KEYS.get(driver) and is_key(index))
        if is_own or name.lower() in seen or not name:
            renamed[name] = name = _free(name or "column", taken | own)
        seen.add(name.lower())
        taken.add(name.lower())
        fitting.append(_named(field, name))
    return fitting, renamed


def _free(name: str, taken: Set[str]) -> str:
    number = 2
    while f"{name}_{number}".lower() in taken:
        number += 1
    return f"{name}_{number}"


def _named(field: QgsField, name: str) -> QgsField:
    same = QgsField(field)
    same.setName(name)
    return same
