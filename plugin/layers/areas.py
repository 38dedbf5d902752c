"""Point-in-polygon and overlay queries with prepared geometries: is a label on the imagery, and in which area?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Iterable, Iterator, List, Optional, Tuple

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsRasterLayer,
    QgsRectangle,
    QgsSpatialIndex,
    QgsVectorLayer,
)

from ...protocol.areas import COMPLETE, NEVER_LEARNED, PRECEDENCE, TRAIN, VALIDATE, role_of
from ...protocol.labels import BACKGROUND, MOST_PARTS
from .ground_crs import spans_globe
from .sources import unreadable
from .workspace import Workspace

UNSEEN = 0.01
"""Share of a label that may lie beyond the imagery's edge: no more than rounding in another CRS, or a slip of the hand.
"""
STEPS = 20
"""Vertices added to each side of a rectangle before its transformation to another CRS, where its sides are curves."""


class Zone:
    """A prepared geometry (GEOS): a polygon for many queries."""

    def __init__(self, geometry: QgsGeometry) -> None:
        self.box = geometry.boundingBox()
        self._geometry = geometry  # kept alive, for the engine points into it
        self._engine = QgsGeometry.createGeometryEngine(geometry.constGet())
        self._engine.prepareGeometry()
        self._is_box = geometry.isGeosEqual(QgsGeometry.fromRect(self.box))

    def holds(self, geometry: QgsGeometry, box: QgsRectangle) -> bool:
        """Whether the zone contains `geometry`, whose bounding box is `box`; a boundary in common is no obstacle."""
        if not self.box.contains(box):
            return False
        return self._is_box or bool(self._engine.contains(geometry.constGet()))

    def touches(self, geometry: QgsGeometry) -> bool:
        """Whether `geometry` intersects the zone."""
        return bool(self._engine.intersects(geometry.constGet()))

    def shows(self, geometry: QgsGeometry, box: QgsRectangle) -> bool:
        """Whether some of `geometry`, whose bounding box is `box`, lies in the zone."""
        return self.box.intersects(box) and (self.holds(geometry, box) or self.touches(geometry))

    def share_outside(self, geometry: QgsGeometry) -> float:
        """The share (0-1) of the polygon `geometry` that lies outside the zone."""
        valid = geometry.makeValid()
        return float(valid.difference(self._geometry).area() / max(valid.area(), 1e-12))

    def meets(self, box: QgsRectangle) -> bool:
        """Whether the rectangle `box` intersects the zone."""
        if not self.box.intersects(box):
            return False
        rectangle = QgsGeometry.fromRect(box)  # has a name because constGet() points into it
        return self._is_box or bool(self._engine.intersects(rectangle.constGet()))


@dataclass(frozen=True)
class Label:
    """A polygon of the labels layer, in its CRS. `box` is its bounding box; class_name: "" where it is empty. A
    background label is a negative one: there is no building."""

    id: int
    geometry: QgsGeometry
    box: QgsRectangle
    class_name: str = ""

    @property
    def is_background(self) -> bool:
        return self.class_name.lower() == BACKGROUND


class AreasOnImagery:
    """The imagery's extent (`frame`) and the areas that intersect it, in one CRS, with a spatial index. has_areas:
    whether there are any, also elsewhere: then a training learns nothing outside of them."""

    def __init__(self, workspace: Workspace, crs: QgsCoordinateReferenceSystem) -> None:
        self.frame = _frame(usable(workspace.imagery), crs, workspace)
        areas = list(_read_areas(usable(workspace.areas), crs, workspace))
        self.has_areas = bool(areas)
        self._areas = list(self._on_imagery(areas))
        self._index = QgsSpatialIndex()
        for number, (_, zone) in enumerate(self._areas):
            self._index.addFeature(number, zone.box)

    def count(self, role: str) -> int:
        """Number of areas with `role`."""
        return sum(one == role for one, _ in self._areas)

    @property
    def has_complete_areas(self) -> bool:
        """Whether any area, to train or validate, marks where the labels are complete; without one all are used."""
        return any(role in COMPLETE for role, _ in self._areas)

    def on_imagery(self, label: Label) -> bool:
        """Whether the imagery shows a part of `label`: such a label is trained on, as far as it is seen."""
        return self.frame is None or self.frame.shows(label.geometry, label.box)

    def wholly_on_imagery(self, label: Label) -> bool:
        """Whether the imagery shows all of `label`, but for a share too small to matter (UNSEEN)."""
        return (self.frame is None or self.frame.holds(label.geometry, label.box)
                or self.frame.share_outside(label.geometry) <= UNSEEN)

    def role_at(self, label: Label) -> Optional[str]:
        """The role of the areas that contain the label's point on surface, the first of PRECEDENCE; None outside such
        areas."""
        near = self._index.intersects(label.box)
        if not near:
            return None
        point = label.geometry.pointOnSurface()
        box = point.boundingBox()
        roles = {self._areas[number][0] for number in near if self._areas[number][1].holds(point, box)}
        return next((role for role in PRECEDENCE if role in roles), None)

    def is_cut(self, label: Label) -> bool:
        """Whether `label` intersects an area to train or validate. For one whose point on surface lies outside: a
        training uses that part, but the label is not counted."""
        near = (self._areas[number] for number in self._index.intersects(label.box))
        return any(role in COMPLETE and zone.touches(label.geometry) for role, zone in near)

    def use_of(self, label: Label) -> str:
        """What a training makes of a label, by the rules of models/data/dataset.py: one of label_counts.PARTS."""
        if not self.on_imagery(label):
            return "unused"
        role = self.role_at(label) if self.has_areas else TRAIN
        if role == TRAIN:
            return "trained"
        near = [self._areas[number] for number in self._index.intersects(label.box)]
        touched = {one for one, zone in near if zone.touches(label.geometry)}
        is_whole = touched.isdisjoint(NEVER_LEARNED) and self.wholly_on_imagery(label) and any(
            one == VALIDATE and zone.holds(label.geometry, label.box) for one, zone in near)
        if role == VALIDATE and is_whole:
            return "scored"
        if role in NEVER_LEARNED or not touched & set(COMPLETE):
            return "unused"
        return "trained" if TRAIN in touched else "cut"

    def _on_imagery(self, areas: Iterable[Tuple[str, Zone]]) -> Iterator[Tuple[str, Zone]]:
        return ((role, zone) for role, zone in areas if self.frame is None or self.frame.meets(zone.box))


def read_labels(layer: QgsVectorLayer, only_selected: bool = False, near: Optional[QgsRectangle] = None) -> List[Label]:
    """Every label with a geometry, or those that are selected, or `near` in a box of the layer's CRS, unsaved edits
    included, the oldest first."""
    column = layer.fields().lookupField("class")
    request = QgsFeatureRequest().setSubsetOfAttributes([column] if column >= 0 else [])
    if near is not None:
        request.setFilterRect(near)
    labels = []
    for feature in layer.getSelectedFeatures(request) if only_selected else layer.getFeatures(request):
        geometry = feature.geometry()
        if not geometry.isEmpty():
            labels.append(Label(feature.id(), geometry, geometry.boundingBox(), class_in(feature, column)))
    return sorted(labels, key=lambda label: (label.id < 0, abs(label.id)))  # ids of unsaved ones count down from -1


def buildings_of(label: Label) -> List[Label]:
    """The buildings in a label: its parts where it is a collection, else the label itself. A training also takes apart
    what has few parts with ground between them (models/geodata/building_parts.py)."""
    parts = label.geometry.asGeometryCollection() if label.geometry.isMultipart() else []
    if len(parts) <= MOST_PARTS:
        return [label]
    return [replace(label, geometry=part, box=part.boundingBox()) for part in parts]


def usable(layer: Optional[QgsMapLayer]) -> Optional[QgsMapLayer]:
    """`layer`, or None when it is invalid because its file is gone."""
    return layer if layer is not None and layer.isValid() else None


def unavailable(workspace: Workspace) -> str:
    """Why the chosen labels or areas cannot be read, as a sentence with the cure; "" where they can."""
    chosen = (workspace.labels, workspace.areas)
    return next((unreadable(layer) for layer in chosen if layer is not None and not layer.isValid()), "")


def class_in(label: QgsFeature, column: int) -> str:
    """The class of a label; "" where it is empty, or `column` is negative (no such column)."""
    value = label[column] if column >= 0 else None
    return "" if value is None or value == NULL else str(value).strip()


def role_in(area: QgsFeature, column: int) -> str:
    """The role of an area in lower case; `train` where it is empty, or `column` is negative (no such column)."""
    value = area[column] if column >= 0 else None
    return role_of(None if value == NULL else value)


def _read_areas(layer: Optional[QgsVectorLayer], crs: QgsCoordinateReferenceSystem,
                workspace: Workspace) -> Iterator[Tuple[str, Zone]]:
    if layer is None:
        return
    column = layer.fields().lookupField("role")
    transform = QgsCoordinateTransform(layer.crs(), crs, workspace.project)
    for area in layer.getFeatures():
        geometry = _moved(area.geometry().makeValid(), transform)
        if geometry is not None:
            yield role_in(area, column), Zone(geometry)


def _frame(imagery: Optional[QgsRasterLayer], crs: QgsCoordinateReferenceSystem,
           workspace: Workspace) -> Optional[Zone]:
    if imagery is None or (imagery.crs() != crs and spans_globe(imagery, workspace.project.transformContext())):
        return None
    frame = QgsGeometry.fromRect(imagery.extent())
    if imagery.crs() == crs:
        return Zone(frame)
    moved = _moved(frame.densifyByCount(STEPS), QgsCoordinateTransform(imagery.crs(), crs, workspace.project))
    return None if moved is None else Zone(moved)


def _moved(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> Optional[QgsGeometry]:
    """The transformed geometry, None when it does not exist in the other CRS."""
    try:
        geometry.transform(transform)
    except QgsCsException:
        return None
    return None if geometry.isEmpty() else geometry
