"""Optimistic concurrency control (compare-and-set) on the rows of a review grid: several reviewers share one layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional, Set, Tuple

from qgis.core import (
    NULL,
    QgsDataSourceUri,
    QgsException,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorDataProvider,
    QgsVectorLayer,
)

from ...protocol.footprints import CELL_COLUMNS, CELL_STATUSES, OPEN, TAKEN
from .. import compat
from ..layers.secrets import without_secrets
from .columns import ReviewError

CHANGED = ("status", "reviewer", "changed_at")
TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
HELD = timedelta(hours=2)
"""A cell that was taken so long ago, and never finished, is open to others."""
SQL_ERRORS = (QgsException, QgsProviderConnectionException)
"""QGIS raises the one or the other for the same, by its version."""


@dataclass(frozen=True)
class Cell:
    """A row of the grid: its feature id, its key in the database, and its columns as texts, "" where they are empty."""

    id: int
    key: Any
    number: str
    status_text: str
    reviewer: str
    changed_at: str

    @property
    def status(self) -> str:
        """One of CELL_STATUSES; OPEN for any other text."""
        text = self.status_text.strip().lower()
        return text if text in CELL_STATUSES else OPEN

    def texts(self) -> Dict[str, str]:
        """The columns CHANGED."""
        return {"status": self.status_text, "reviewer": self.reviewer, "changed_at": self.changed_at}

    def is_held(self) -> bool:
        """Whether somebody took the cell less than HELD ago; nobody has it where nobody knows when."""
        since = (datetime.now(timezone.utc) - HELD).strftime(TIME)
        return self.status == TAKEN and self.changed_at >= since


class CellTable:
    """The cells of a layer, as its provider has them now: past the layer's edit mode, so that all see them at once.
    Raises ReviewError for a layer that cannot be a grid."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.layer = layer
        self._columns = _find(layer)
        self._known: Set[int] = set()
        self._middles: Dict[int, QgsPointXY] = {}

    def cells(self) -> List[Cell]:
        """Every cell. Raises ReviewError when some that were there cannot be read any more, or a filter would hide them
        as they change."""
        self._demand_plain_filter()
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.NoGeometry)
        found = [self._cell(feature) for feature in self._provider.getFeatures(request)]
        if not found and self._middles:
            raise ReviewError(f"The cells of layer '{self.layer.name()}' cannot be read any more. Check that its file "
                              "or its database is there, and try again.")
        known = {cell.id for cell in found}
        if known != self._known:  # a filter may show as many others
            self._known = known
            everything = QgsFeatureRequest().setNoAttributes()
            self._middles = {feature.id(): feature.geometry().boundingBox().center()
                             for feature in self._provider.getFeatures(everything) if feature.hasGeometry()}
        return [cell for cell in found if cell.id in self._middles]

    def middle(self, cell: Cell) -> QgsPointXY:
        """The middle of a cell, in the layer's CRS."""
        return self._middles[cell.id]

    def outlines(self, status: str) -> List[QgsGeometry]:
        """The polygons of the cells with `status`, in the layer's CRS."""
        return [feature.geometry() for feature in self._provider.getFeatures()
                if self._cell(feature).status == status and feature.hasGeometry()]

    def outline(self, cell: Cell) -> QgsGeometry:
        """The polygon of a cell, in the layer's CRS."""
        return next((feature.geometry() for feature in self._provider.getFeatures(QgsFeatureRequest(cell.id))),
                    QgsGeometry())

    def now(self, cell: Cell) -> Optional[Cell]:
        """The cell as it is now; None when it is gone."""
        request = QgsFeatureRequest(cell.id).setFlags(QgsFeatureRequest.NoGeometry)
        return next((self._cell(feature) for feature in self._provider.getFeatures(request)), None)

    def change(self, cell: Cell, status: str, reviewer: str) -> Optional[Cell]:
        """Set the status and the reviewer of a cell that is still as `cell` says; the cell as it is then. None, and no
        change, where another was first. One statement (UPDATE ... WHERE) in a GeoPackage and in PostgreSQL; with other
        providers it is read, changed and read again. Raises ReviewError."""
        wanted = replace(cell, status_text=status, reviewer=reviewer,
                         changed_at=datetime.now(timezone.utc).strftime(TIME))
        self._demand_room(wanted)
        database = _database(self.layer)
        if database is None:
            self._change_read(cell, wanted)
        else:
            self._change_where(*database, cell, wanted)
        self.layer.dataChanged.emit()  # attribute tables read again
        self.layer.triggerRepaint()
        found = self.now(cell)
        if found is not None and found != wanted and found.changed_at == wanted.changed_at:
            raise ReviewError(f"Layer '{self.layer.name()}' has something else for cell {cell.number} than was written "
                              f"({found.status}, {found.reviewer}): a trigger of its database? Take it away.")
        return wanted if found == wanted else None

    @property
    def _provider(self) -> QgsVectorDataProvider:
        return self.layer.dataProvider()

    def _change_read(self, cell: Cell, wanted: Cell) -> None:
        if self.now(cell) != cell:
            return
        values = {self._columns[name]: text for name, text in wanted.texts().items()}
        if not self._provider.changeAttributeValues({cell.id: values}):
            raise ReviewError(_refused(self.layer, self._provider.lastError()))

    def _change_where(self, connection: Any, table: str, cell: Cell, wanted: Cell) -> None:
        names = {name: _quoted(self.layer.fields()[index].name()) for name, index in self._columns.items()}
        key = _quoted(self.layer.fields()[self.layer.primaryKeyAttributes()[0]].name())
        values = ", ".join(f"{names[name]} = {_literal(text)}" for name, text in wanted.texts().items())
        same = " AND ".join(f"rtrim(coalesce({names[name]}, '')) = {_literal(text)}"
                            for name, text in cell.texts().items())
        try:
            which = f"{key} = {_literal(cell.key)} AND {same}"
            connection.executeSql(f"UPDATE {table} SET {values} WHERE {which}")  # every part is quoted  # nosec B608
        except SQL_ERRORS as error:
            raise ReviewError(_refused(self.layer, str(error))) from error

    def _demand_plain_filter(self) -> None:
        """Raise ReviewError for a filter by what a verdict changes: a cell that it hides looks as if it was gone."""
        names = [self.layer.fields()[self._columns[name]].name() for name in CHANGED]
        hiding = next((name for name in names if name.lower() in self.layer.subsetString().lower()), "")
        if hiding:
            raise ReviewError(f"Layer '{self.layer.name()}' has a filter by '{hiding}', which hides its cells as soon "
                              "as they are taken or checked. Take it away (right-click > Filter), and try again.")

    def _demand_room(self, cell: Cell) -> None:
        """Raise ReviewError where a column would cut a text off."""
        for name, text in cell.texts().items():
            room = self.layer.fields().at(self._columns[name]).length()
            if 0 < room < len(text):
                raise ReviewError(f"Column '{name}' of layer '{self.layer.name()}' takes {room} characters, which are "
                                  f"too few for '{text}'. Make it longer, or choose other cells.")

    def _cell(self, feature: QgsFeature) -> Cell:
        keys = self.layer.primaryKeyAttributes()
        texts = {name: _text(feature[index]) for name, index in self._columns.items()}
        return Cell(feature.id(), feature[keys[0]] if len(keys) == 1 else None, texts["cell"],
                    texts["status"], texts["reviewer"], texts["changed_at"])


def _find(layer: QgsVectorLayer) -> Dict[str, int]:
    fields = layer.fields()
    columns = {name: fields.lookupField(name) for name in CELL_COLUMNS}
    missing = " and ".join(f"'{name}'" for name, index in columns.items() if index < 0)
    if missing:
        raise ReviewError(f"Layer '{layer.name()}' has no column {missing}, so it is no grid of cells to check. Make "
                          "one on the page Check, or with roofline:reviewgrid.")
    if any(compat.field_type(fields.at(columns[name])) != compat.STRING for name in CHANGED):
        raise ReviewError(f"Columns {', '.join(CHANGED)} of layer '{layer.name()}' must hold texts. Make a grid of "
                          "cells on the page Check, or with roofline:reviewgrid.")
    if not layer.dataProvider().capabilities() & QgsVectorDataProvider.ChangeAttributeValues:
        raise ReviewError(f"The cells of layer '{layer.name()}' cannot be changed: it is read-only here, or its user "
                          "may not change it. Choose another layer, or ask for the right.")
    return columns


def _database(layer: QgsVectorLayer) -> Optional[Tuple[Any, str]]:
    """A connection of its own to the database of a layer, past QGIS's transactions, and the quoted name of the table;
    None where the layer is no table of a GeoPackage or of PostgreSQL with one key."""
    if len(layer.primaryKeyAttributes()) != 1:
        return None
    registry, provider = QgsProviderRegistry.instance(), layer.providerType()
    if provider == "postgres":
        uri = QgsDataSourceUri(layer.source())
        if not uri.table() or uri.table().startswith("("):
            return None
        table = ".".join(_quoted(name) for name in (uri.schema(), uri.table()) if name)
        return registry.providerMetadata(provider).createConnection(layer.source(), {}), table
    parts = registry.decodeUri(provider, layer.source())
    if provider == "ogr" and layer.dataProvider().storageType() == "GPKG" and parts.get("layerName"):
        return registry.providerMetadata(provider).createConnection(parts["path"], {}), _quoted(parts["layerName"])
    return None


def _refused(layer: QgsVectorLayer, problem: str) -> str:
    said = without_secrets(" ".join(problem.split())) or "no reason was given"
    return f"The cell in layer '{layer.name()}' could not be changed: {said}. Nothing is lost; try again."


def _quoted(name: str) -> str:
    return str(QgsExpression.quotedColumnRef(name))  # as SQL has it too


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, int) else "'{}'".format(str(value).replace("'", "''"))


def _text(value: Any) -> str:
    return "" if value is None or value == NULL else str(value).rstrip()
