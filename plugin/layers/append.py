"""Append (INSERT in one transaction) to a layer of any editable provider: all features or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Dict, Iterable, List

from osgeo import gdal, ogr
from qgis.core import (
    NULL,
    QgsDefaultValue,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsProviderRegistry,
    QgsTransaction,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from .. import compat
from ..translation import mark, tr
from .field_mapping import Mapping, needed, own_fields
from .layer_writer import ADDED_TO, LayerWriter
from .secrets import without_secrets
from .sources import source_path

STATEMENT_S = 60
"""Seconds that a database may take for one statement, as where another program holds its table."""
ADD_FOOTPRINTS = mark("Add footprints")
Chunks = Iterable[List[QgsFeature]]


class AppendError(Exception):
    """Nothing was added to the layer; the text says why."""


class CommitError(AppendError):
    """The connection was lost at COMMIT, so that the database may have all features, or none."""


@dataclass(frozen=True)
class Target:
    """A layer that takes footprints, as the main thread knows it, for another thread to open, without its filter."""

    identifier: str
    name: str
    provider: str
    source: str
    mapping: Mapping
    defaults: Dict[str, QgsDefaultValue] = field(default_factory=dict)

    @classmethod
    def of(cls, layer: QgsVectorLayer, mapping: Mapping) -> Target:
        """The target `layer`. To be called on its own thread."""
        defaults = {name: layer.defaultValueDefinition(layer.fields().lookupField(name)) for name in own_fields(layer)}
        return cls(layer.id(), layer.name(), layer.providerType(), layer.source(), mapping, defaults)

    def open(self) -> QgsVectorLayer:
        """The layer, opened once more. Raises AppendError."""
        layer = QgsVectorLayer(self.source, self.name, self.provider)
        if not layer.isValid():
            raise AppendError(f"Layer '{self.name}' cannot be opened any more. Check that it is still there.")
        layer.setSubsetString("")
        for name, default in self.defaults.items():
            layer.setDefaultValueDefinition(layer.fields().lookupField(name), default)
        return layer


def refusal(layer: QgsVectorLayer, mapping: Mapping) -> str:
    """Why `layer` cannot take footprints, as a sentence with the cure; "" where it can."""
    name, provider = layer.name(), layer.dataProvider()
    if not layer.isValid():
        return f"Layer '{name}' cannot be opened. Check that its file or its database is there."
    if layer.geometryType() != QgsWkbTypes.PolygonGeometry and layer.wkbType() != QgsWkbTypes.Unknown:
        return f"Layer '{name}' holds no polygons, so it takes no footprints. Choose a layer of polygons."
    if layer.readOnly() or not provider.capabilities() & QgsVectorDataProvider.AddFeatures:
        return (f"Layer '{name}' cannot be changed: it is read-only here, or its user may not add to it. Choose "
                "another layer, or ask for the right.")
    if not layer.crs().isValid():
        return f"Layer '{name}' has no CRS. Set it: right-click the layer > Layer CRS."
    missing = needed(layer, mapping)
    if missing:
        return (f"Layer '{name}' needs a value in {', '.join(missing)} (NOT NULL), and footprints bring none. Name "
                f"a column for it, as in APPEND_FIELDS='class={missing[0]}', or give the field a default.")
    return rounding(layer, mapping)


def rounding(layer: QgsVectorLayer, mapping: Mapping) -> str:
    """A sentence where the confidence goes into a field of whole numbers; "" where it does not."""
    field = mapping.get("confidence")
    if not field or compat.field_type(layer.fields().field(field)) not in (compat.BOOL, *compat.WHOLE):
        return ""
    return (f"Field '{field}' of layer '{layer.name()}' takes whole numbers, so a confidence (0-1) would become 0 or 1 "
            "there. Choose a field with decimals for it, or none, as in APPEND_FIELDS='confidence='.")


def is_shared(layer: QgsVectorLayer) -> bool:
    """Whether a database keeps the layer, so that another thread can add to it while this one goes on."""
    is_database = layer.providerType() != "ogr" or layer.dataProvider().storageType() in ADDED_TO
    return is_database and layer.providerType() != "memory" and not layer.isEditable()


def append(layer: QgsVectorLayer, chunks: Chunks) -> int:
    """Add all features to a layer that is not edited, and return their number. Raises AppendError, FootprintsError or
    what `chunks` raises: then none was added."""
    path = Path(source_path(layer)) if layer.providerType() == "ogr" else Path()
    if path.is_file():
        return _into_tables(layer, path, chunks) if is_shared(layer) else _into_copy(layer, path, chunks)
    if layer.providerType() != "spatialite" and QgsTransaction.supportsTransaction(layer):
        return _in_transaction(layer, chunks)
    return _at_once(layer, chunks)


def append_edit(layer: QgsVectorLayer, chunks: Chunks) -> int:
    """Add all features to a layer in edit mode, as one edit command, and return their number. Raises AppendError, or
    what `chunks` raises: then none was added."""
    layer.beginEditCommand(tr(ADD_FOOTPRINTS))
    count, is_done = 0, False
    try:
        for chunk in chunks:
            if not layer.addFeatures(chunk):
                raise AppendError("the layer refused some of them")
            count += len(chunk)
        is_done = True
    finally:
        if is_done:
            layer.endEditCommand()
        else:
            layer.destroyEditCommand()
    return count


def _in_transaction(layer: QgsVectorLayer, chunks: Chunks) -> int:
    """A transaction of the database (BEGIN, COMMIT): one that ends without COMMIT, however it ends, leaves nothing.

    When a connection is lost QGIS connects anew and repeats its statement, so that COMMIT succeeds with nothing to
    commit. So all features go in one call, after which the first and the last are looked for.
    """
    features = [feature for chunk in chunks for feature in chunk]
    transaction = QgsTransaction.create([layer])
    begun, problem = transaction.begin(STATEMENT_S)
    if not begun:
        raise AppendError(_said(problem))
    committed = False
    try:
        added = _add(layer, features)
        committed, problem = transaction.commit()
    finally:
        if not committed:
            transaction.rollback()
    if not committed:
        raise AppendError(_said(problem))
    ends = {added[0].id(), added[-1].id()} if added else set()
    request = QgsFeatureRequest().setFilterFids(list(ends)).setFlags(QgsFeatureRequest.NoGeometry).setNoAttributes()
    if {feature.id() for feature in layer.getFeatures(request)} != ends:
        raise CommitError("the connection was lost when they were to be saved")
    return len(features)


def _into_tables(layer: QgsVectorLayer, path: Path, chunks: Chunks) -> int:
    """A transaction of a file that is a database (GeoPackage, SQLite), by GDAL: QGIS shares its own connection to such
    a file with the layers that are edited meanwhile. GDAL raises or not, as QGIS's other plugins chose."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    gdal.ErrorReset()
    try:
        file = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
        table = file and (file.GetLayerByName(parts["layerName"]) if parts.get("layerName")
                          else file.GetLayer(parts.get("layerId") or 0))
        if table is None or file.StartTransaction() != gdal.CE_None:
            raise RuntimeError(gdal.GetLastErrorMsg() or "the file cannot be changed")
        count, is_done = 0, False
        try:
            for feature in chain.from_iterable(chunks):
                if table.CreateFeature(_row(feature, table.GetLayerDefn())) != ogr.OGRERR_NONE:
                    raise RuntimeError(gdal.GetLastErrorMsg() or "the file refused a row")
                count += 1
            is_done = file.CommitTransaction() == gdal.CE_None
        finally:
            if not is_done:
                file.RollbackTransaction()
        if not is_done:
            raise RuntimeError(gdal.GetLastErrorMsg() or "the transaction could not be committed")
    except RuntimeError as error:
        raise AppendError(str(error)) from error
    return count


def _row(feature: QgsFeature, columns: ogr.FeatureDefn) -> ogr.Feature:
    """A feature as GDAL has it. A field without a value is unset, so that the file gives it its default."""
    row = ogr.Feature(columns)
    for name, value in zip(feature.fields().names(), feature.attributes()):
        index = columns.GetFieldIndex(name)
        if index >= 0 and value is not None and value != NULL:
            row.SetField(index, value if isinstance(value, (bool, int, float, str)) else _as_text(value))
    if feature.hasGeometry():
        row.SetGeometryDirectly(ogr.CreateGeometryFromWkb(feature.geometry().asWkb().data()))
    return row


def _as_text(value: object) -> str:
    """A date or a time in ISO 8601, as GDAL reads it; anything else as its text."""
    return str(value.toString(Qt.DateFormat.ISODate)) if isinstance(value, (QDate, QDateTime, QTime)) else str(value)


def _into_copy(layer: QgsVectorLayer, path: Path, chunks: Chunks) -> int:
    """A file of a format without transactions: added to a copy beside it, which takes its place when complete."""
    with LayerWriter(path, layer.dataProvider().storageType(), "") as writer:
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        parts.pop("subset", None)
        source = QgsProviderRegistry.instance().encodeUri("ogr", {**parts, "path": str(writer.copy())})
        copy = QgsVectorLayer(source, layer.name(), "ogr")
        before = copy.featureCount()
        count = _at_once(copy, chunks)
        del copy  # closes the file
        writer.publish(before + count)
    return count


def _at_once(layer: QgsVectorLayer, chunks: Chunks) -> int:
    """One call of the provider, which a database makes one transaction."""
    features = [feature for chunk in chunks for feature in chunk]
    _add(layer, features)
    return len(features)


def _add(layer: QgsVectorLayer, features: List[QgsFeature]) -> List[QgsFeature]:
    """Add the features; as they are then, with their ids."""
    provider = layer.dataProvider()
    provider.clearErrors()
    fine, added = provider.addFeatures(features, QgsFeatureSink.RollBackOnErrors)
    if not fine or provider.hasErrors():
        raise AppendError(_said(" ".join(provider.errors()) or provider.lastError()))
    return list(added)


def _said(problem: str) -> str:
    """What a database says of a problem, in one line."""
    return without_secrets(" ".join(problem.split())) or "its database gave no reason"
