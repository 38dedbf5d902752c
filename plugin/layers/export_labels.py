"""Export of polygon layers to GeoPackages for the worker: labels, areas, reference outlines, footprints."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Counter, Dict, List, Optional, Tuple

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from .. import compat
from .datum import Target, missing_grid, transformed
from .ground_crs import crs_problem, kept_by_geopackage
from .sources import is_empty, vector_layer

KEPT = ("class", "role", "status")
"""Columns that the worker uses; others are not exported."""
KINDS = {QgsWkbTypes.PointGeometry: "points", QgsWkbTypes.LineGeometry: "lines",
         QgsWkbTypes.NullGeometry: "a table without geometries"}


class LabelsError(Exception):
    """A layer cannot serve as polygons; the text says why and what to do."""


def export_polygons(source: QgsProcessingFeatureSource, path: Path, what: str, may_be_empty: bool = False,
                    tell: Callable[[str], None] = lambda text: None, target: Optional[Target] = None) -> int:
    """Write the polygons of `source` to the GeoPackage `path`, atomically (all or nothing); returns their number.

    Invalid polygons are exported as they are (the worker repairs and counts them), curves are segmentized, Z and M
    values are dropped. A layer on another datum than `target` is brought to its CRS by QGIS (datum.py), and one in a
    CRS that a GeoPackage cannot keep to degrees (ground_crs.py). Of a layer of
    mixed geometry types the polygons are exported, and `tell` gets a sentence that says what was left out. Columns:
    `source_id` (the feature id) and, where the layer has them in any case, those KEPT, as text. `what` names the
    layer's role in the job, as in "Labels", for the errors. Raises LabelsError, also for a layer without any polygon
    unless it `may_be_empty`.
    """
    if not may_be_empty and is_empty(source):
        raise LabelsError(f"Layer '{source.sourceName()}' is empty. {what} need at least one polygon: draw one, or "
                          "select some if only selected features are used.")
    check_polygons(source, what)
    unfinished = path.with_name(f"unfinished-{path.name}")
    shift = None if target is None else target.transform(source.sourceCrs(), source.sourceExtent())
    count, others = _write(source, unfinished, path.stem, shift)
    wrong = next(iter(others), KINDS.get(QgsWkbTypes.geometryType(source.wkbType())))
    if count == 0 and wrong:
        unfinished.unlink()
        raise LabelsError(wrong_kind(source.sourceName(), what, wrong))
    problem = None if shift is None else missing_grid(source.sourceName(), shift)
    if problem:
        tell(problem)
    if others:
        listed = " and ".join(f"{number} {word if number > 1 else word[:-1]}" for word, number in others.items())
        tell(f"Layer '{source.sourceName()}' also holds {listed}, left out here: {what.lower()} are polygons.")
    if count == 0 and not may_be_empty:
        unfinished.unlink()
        raise LabelsError(f"Layer '{source.sourceName()}' has features, but none with a polygon. Draw at least one.")
    unfinished.replace(path)
    return count


def export_again(source: QgsProcessingFeatureSource, path: Path, what: str, may_be_empty: bool = False,
                 tell: Callable[[str], None] = lambda text: None, target: Optional[Target] = None) -> None:
    """Leave the file `path` of a run that goes on as it is, where `source` still holds the same outlines, classes and
    roles; else raise LabelsError. Arguments as of export_polygons()."""
    again = path.with_name(f"again-{path.name}")
    export_polygons(source, again, what, may_be_empty, tell, target)
    is_same = _content(again) == _content(path)
    again.unlink()
    if not is_same:
        raise LabelsError(f"The run in {path.parent} was made with other {what.lower()}, so it cannot go on with these."
                          f" Give {path}, or leave RESUME empty to start a new run.")


def _content(path: Path) -> Tuple[QgsCoordinateReferenceSystem, List[Tuple[object, ...]]]:
    layer = vector_layer(path, path.stem)
    columns = [index for name in ("class", "role") if (index := layer.fields().lookupField(name)) >= 0]
    rows = [(bytes(feature.geometry().asWkb()), *(_text(feature[index]) or "" for index in columns))
            for feature in layer.getFeatures()]
    return layer.crs(), sorted(rows)


def _write(source: QgsProcessingFeatureSource, path: Path, layer: str,
           shift: Optional[QgsCoordinateTransform]) -> Tuple[int, Dict[str, int]]:
    """Copy into a file, which is closed when this returns; the number of polygons, and of features of other types."""
    columns = _columns(source.fields())
    fields = QgsFields()
    fields.append(compat.new_field("source_id", compat.LONG_LONG))
    for column in columns:
        fields.append(compat.new_field(column, compat.STRING))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", layer
    crs = source.sourceCrs() if shift is None else shift.destinationCrs()
    kept, moves = kept_by_geopackage(crs), [] if shift is None else [shift]
    if kept != crs:
        moves.append(QgsCoordinateTransform(crs, kept, QgsCoordinateTransformContext()))
    writer = QgsVectorFileWriter.create(str(path), fields, QgsWkbTypes.MultiPolygon, kept,
                                        QgsCoordinateTransformContext(), options)
    _raise_on_error(writer, path)
    request = QgsFeatureRequest().setInvalidGeometryCheck(QgsFeatureRequest.GeometryNoCheck)
    count = 0
    others: Counter[str] = Counter()
    for feature in source.getFeatures(request, QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks):
        geometry = _polygon(feature.geometry())
        if geometry is None:
            if not feature.geometry().isEmpty():
                others[KINDS.get(feature.geometry().type(), "collections without polygons")] += 1
            continue
        for move in moves:
            geometry = transformed(geometry, move) or QgsGeometry()  # the worker counts it as without ground
        row = QgsFeature(fields)
        row.setGeometry(geometry)
        row.setAttributes([feature.id(), *(_text(feature[index]) for index in columns.values())])
        writer.addFeature(row, QgsFeatureSink.FastInsert)
        count += 1
    writer.flushBuffer()
    _raise_on_error(writer, path)
    return count, others


def check_polygons(source: QgsFeatureSource, what: str) -> None:
    """Raise LabelsError for a layer that cannot hold polygons, or whose CRS says no place on earth."""
    name, kind = source.sourceName(), QgsWkbTypes.geometryType(source.wkbType())
    # The features tell, where there are some: a layer of mixed types has that of its first.
    if kind == QgsWkbTypes.NullGeometry or (kind in KINDS and is_empty(source)):
        raise LabelsError(wrong_kind(name, what, KINDS[kind]))
    if kind == QgsWkbTypes.UnknownGeometry and not source.sourceCrs().isValid():  # and no CRS can be set
        raise LabelsError(f"Layer '{name}' holds collections of shapes, for which QGIS knows no CRS. Take them apart "
                          "first: 'Convert format' (toolbox, GDAL) with the additional option -explodecollections.")
    if not source.sourceCrs().isValid():
        raise LabelsError(f"Layer '{name}' has no CRS, so nobody knows where it lies. Set it: right-click the layer > "
                          "Layer CRS.")
    problem = crs_problem(f"Layer '{name}'", source.sourceCrs())
    if problem:
        raise LabelsError(problem)


def wrong_kind(name: str, what: str, kind: str) -> str:
    """The sentence about a layer that holds another `kind` (of KINDS) than polygons."""
    return (f"Layer '{name}' holds {kind}, but {what.lower()} must be polygons. Choose or draw a polygon layer; "
            "'Lines to polygons' and 'Buffer' in the toolbox make polygons of lines and points.")


def _columns(fields: QgsFields) -> Dict[str, int]:
    """Name of each KEPT column -> its index in the layer, ignoring case."""
    found = {field.name().lower(): index for index, field in reversed(list(enumerate(fields)))}
    return {name: found[name] for name in KEPT if name in found}


def _polygon(geometry: QgsGeometry) -> Optional[QgsGeometry]:
    """The polygons in a geometry, straight and flat, as a multipolygon; None where there is none."""
    if geometry.isNull() or geometry.isEmpty() or geometry.type() in KINDS:
        return None
    straight = QgsGeometry(geometry.constGet().segmentize())
    if straight.type() != QgsWkbTypes.PolygonGeometry:  # a collection of several types
        straight.convertGeometryCollectionToSubclass(QgsWkbTypes.PolygonGeometry)
        if straight.isEmpty():
            return None
    straight.get().dropZValue()
    straight.get().dropMValue()
    straight.convertToMultiType()
    return straight


def _text(value: object) -> Optional[str]:
    return None if value is None or value == NULL else str(value)


def _raise_on_error(writer: QgsVectorFileWriter, path: Path) -> None:
    if writer.hasError() != QgsVectorFileWriter.NoError:
        raise LabelsError(f"{path} could not be written: {writer.errorMessage()}. Check the free space and the "
                          "permissions of its folder.")
