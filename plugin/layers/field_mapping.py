"""Schema mapping: which field of a layer takes which column of footprints, and the features made to fit it."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, List, Optional, Tuple

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDefaultValue,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFieldConstraints,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from .columns import SHAPEFILE
from .datum import transformed

PROPERTY = "roofline/append_fields"
"""Custom property of a layer: the mapping that was chosen for it, as JSON."""
Mapping = Dict[str, str]
"""Column of footprints -> field of the layer, "" where the column goes nowhere."""


class MappingError(Exception):
    """Footprints do not fit the layer; the text says why and what to do."""


def parse(text: str) -> Mapping:
    """The mapping in a text: "class=use, run=" or the same as a JSON object, for names with commas. Raises
    MappingError."""
    try:
        found = json.loads(text) if text.strip().startswith("{") else dict(_pair(one) for one in text.split(",") if one)
    except ValueError as error:
        raise MappingError(f"'{text}' names no columns. Write it as 'class=use, confidence=score', or as a JSON "
                           "object.") from error
    if not all(isinstance(name, str) for name in (*found, *found.values())):
        raise MappingError(f"'{text}' must hold names of columns alone. Write it as '{{\"class\": \"use\"}}'.")
    return dict(found)


def _pair(text: str) -> Tuple[str, str]:
    column, field = text.split("=", 1)
    return column.strip(), field.strip()


def remember(layer: QgsVectorLayer, mapping: Mapping) -> None:
    """Keep the mapping with the layer, in its project."""
    layer.setCustomProperty(PROPERTY, json.dumps(mapping, ensure_ascii=False))


def mapping_of(layer: QgsVectorLayer, columns: Iterable[str], chosen: Optional[Mapping] = None) -> Mapping:
    """The field of `layer` for each of `columns`: the `chosen` one, else the one remembered with the layer, else the
    one of the same name in any case, also where a Shapefile cut it. Raises MappingError for a chosen column or field
    that is not there, or a field chosen twice."""
    fields = own_fields(layer)
    named = {name.lower(): name for name in reversed(fields)}
    mapping = {column: column if column in fields else named.get(column.lower()) or named.get(
        column.lower()[:SHAPEFILE], "") for column in columns}
    known = _remembered(layer)
    mapping.update({column: field for column, field in known.items() if column in mapping and field in ("", *fields)})
    for column, field in (chosen or {}).items():
        if column not in mapping:
            raise MappingError(f"Footprints have no column '{column}', only {', '.join(mapping)}.")
        if field and field not in fields:
            raise MappingError(f"Layer '{layer.name()}' has no field '{field}', only {', '.join(fields)}.")
        mapping[column] = field
    return _once(mapping, chosen or {}, layer)


def own_fields(layer: QgsVectorLayer) -> List[str]:
    """The names of a layer's fields but those that are joined or computed."""
    fields = layer.fields()
    return [field.name() for index, field in enumerate(fields) if fields.fieldOrigin(index) in (
        QgsFields.OriginProvider, QgsFields.OriginEdit)]


def _remembered(layer: QgsVectorLayer) -> Mapping:
    try:
        found = parse(str(layer.customProperty(PROPERTY) or "{}"))
    except MappingError:
        return {}
    return found


def _once(mapping: Mapping, chosen: Mapping, layer: QgsVectorLayer) -> Mapping:
    """The mapping with each field in it once: a choice comes before what was found by name."""
    taken = {field for field in chosen.values() if field}
    if len(taken) < len([field for field in chosen.values() if field]):
        raise MappingError(f"Each field of layer '{layer.name()}' takes one column, but one was named twice.")
    return {column: field if column in chosen or field not in taken else "" for column, field in mapping.items()}


def needed(layer: QgsVectorLayer, mapping: Mapping) -> List[str]:
    """Fields that must have a value (NOT NULL), but get none: no column goes there, and they have no default."""
    provider, fields, keys = layer.dataProvider(), layer.fields(), layer.primaryKeyAttributes()
    taken = set(mapping.values())
    return [name for name in own_fields(layer) for index in [fields.lookupField(name)]
            if name not in taken and _is_required(fields, index) and default_of(layer, index) is None
            and not (index in keys and provider.name() in ("ogr", "spatialite", "memory"))]


def _is_required(fields: QgsFields, index: int) -> bool:
    constraints = fields[index].constraints()
    return bool(constraints.constraints() & QgsFieldConstraints.ConstraintNotNull
                and constraints.constraintOrigin(QgsFieldConstraints.ConstraintNotNull)
                == QgsFieldConstraints.ConstraintOriginProvider)


def default_of(layer: QgsVectorLayer, index: int) -> Any:
    """The default of a field: QGIS's expression (QgsDefaultValue), else the database's value or clause; None without
    one."""
    expression = layer.defaultValueDefinition(index)
    if expression.isValid():
        return expression
    if layer.fields().fieldOrigin(index) != QgsFields.OriginProvider:  # added a moment ago, and not saved
        return None
    place = layer.fields().fieldOriginIndex(index)
    value = layer.dataProvider().defaultValue(place)
    if value is not None and value != NULL:
        return value
    return layer.dataProvider().defaultValueClause(place) or None


class Fitting:
    """Features with `fields` and `crs` as `target` takes them: in its CRS and geometry type, with their values in the
    fields of `mapping` and defaults in the others."""

    def __init__(self, target: QgsVectorLayer, fields: QgsFields, crs: QgsCoordinateReferenceSystem, transforms: Any,
                 mapping: Mapping) -> None:
        self._target = target
        self._fields = target.fields()
        self._to_target = QgsCoordinateTransform(crs, target.crs(), transforms)
        self._places = {fields.lookupField(column): self._fields.lookupField(field)
                        for column, field in mapping.items() if field and fields.lookupField(column) >= 0}
        defaults = {index: default_of(target, index) for name in own_fields(target)
                    for index in [self._fields.lookupField(name)] if index not in self._places.values()}
        self._computed = [index for index, value in defaults.items() if isinstance(value, QgsDefaultValue)]
        self._constant = [None if isinstance(value, QgsDefaultValue) else value
                          for value in (defaults.get(index) for index in range(len(self._fields)))]
        self._context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(target))

    def fitted(self, features: Iterable[QgsFeature]) -> List[QgsFeature]:
        """The features to add; more where a multipolygon goes into a layer of polygons. Raises MappingError."""
        made = QgsVectorLayerUtils.makeFeaturesCompatible([self._moved(feature) for feature in features], self._target)
        for feature in made:
            for index in self._computed:
                feature.setAttribute(index, self._target.defaultValue(index, feature, self._context))
        return list(made)

    def _moved(self, feature: QgsFeature) -> QgsFeature:
        geometry = transformed(feature.geometry(), self._to_target)
        if geometry is None:
            raise MappingError(f"A footprint cannot be brought to {self._target.crs().userFriendlyIdentifier()}, the "
                               f"CRS of layer '{self._target.name()}'.")
        made = QgsFeature(self._fields)
        made.setGeometry(geometry)
        found, values = feature.attributes(), list(self._constant)
        for place, index in self._places.items():
            values[index] = self._converted(found[place], index)
        made.setAttributes(values)
        return made

    def _converted(self, value: Any, index: int) -> Any:
        if value is None or value == NULL:
            return None
        field = self._fields[index]
        try:
            return field.convertCompatible(value)
        except ValueError as error:
            raise MappingError(
                f"'{value}' does not go into the field '{field.name()}' of layer '{self._target.name()}' "
                f"({field.displayType()}). Choose another field for it.") from error
