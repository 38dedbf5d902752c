"""Human-verified labels: checked footprints are copied into the labels, and the ground around them becomes an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRectangle,
    QgsSpatialIndex,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)

from ...protocol.areas import SCORED, TRAIN, VALIDATE
from ...protocol.certain import certain
from ...protocol.footprints import ACCEPTED, EDITED, PREDICTED, status_of
from ...protocol.labels import LARGEST_OVERLAP, SAME_IOU
from ...protocol.settings.training import TrainSettings
from ..layers import words
from ..layers.areas import STEPS, AreasOnImagery, Label, class_in, read_labels, role_in, usable
from ..layers.edits import GroundPlane, add_polygon, demand_columns, start_editing
from ..layers.project_layers import new_layers
from ..layers.workspace import Workspace
from ..translation import tr
from .columns import ReviewError, find_columns
from .edit_command import edit_command

SLIVER_SHARE = 0.001
"""Pieces of the view smaller than this share of it (of the mean of its parts), left between existing areas, are not
worth an area."""
Place = Tuple[QgsGeometry, QgsCoordinateReferenceSystem]


@dataclass(frozen=True)
class Used:
    """Result: number of labels added; of footprints skipped because they had a label already; of unchecked footprints,
    which count as background now; whether an area was added; of footprints left out since they lie on held-out ground.
    """

    added: int
    skipped: int
    unchecked: int
    area_added: bool
    held_out: int = 0


@dataclass(frozen=True)
class InView:
    """Numbers of the footprints in view that were checked, with any verdict, and of the buildings that are outlined
    there: labels, and footprints that will be. In `crs`, the `unchecked` footprints whose building is not outlined, and
    in `doubts` what another model found where there is neither an outline nor a footprint."""

    checked: int
    outlined: int
    unchecked: List[QgsGeometry]
    doubts: List[QgsGeometry]
    crs: QgsCoordinateReferenceSystem


def in_view(workspace: Workspace, window: QgsGeometry, crs: QgsCoordinateReferenceSystem,
            others: Sequence[Place] = ()) -> InView:
    """What the polygon `window`, in `crs`, shows; `others` are outlines that another model found. Raises ReviewError.
    """
    layer, ground = _footprints(workspace), _ground(workspace, window, crs)
    seen, found = _moved(*ground, layer.crs(), workspace), _found(layer, ground, workspace)
    good = [feature.geometry() for feature, status in found if status in (ACCEPTED, EDITED)]
    unchecked = [feature.geometry() for feature, status in found if status == PREDICTED]
    drawn = _drawn(seen, layer.crs(), workspace)
    labels = _Outlines(drawn)
    outlined = drawn + [shape for shape in good if not labels.have(shape)]
    moved = [_moved(*other, layer.crs(), workspace, steps=0) for other in others]
    known, judged = _Outlines(outlined), _Outlines([*outlined, *(feature.geometry() for feature, _ in found)])
    doubts = [shape for shape in moved if shape.intersects(seen) and not judged.cover(shape)]
    return InView(len(found) - len(unchecked), len(outlined), [shape for shape in unchecked if not known.cover(shape)],
                  doubts, layer.crs())


def use_as_labels(workspace: Workspace, window: QgsGeometry, crs: QgsCoordinateReferenceSystem,
                  is_complete: bool = True) -> Used:
    """Copy the accepted and edited footprints in view into the labels, and add the part of the imagery in view as a
    training area, or, where that is not complete, a ring around each new label: where there are no areas at all these
    need none. Footprints that the view's edge cuts are copied whole, so that the area is complete up to its edge.
    Those on held-out ground are left out: a false alarm that was accepted there would flatter the next score, and what
    the model did not find would be missing from it.

    Existing areas keep their geometry and role. One undoable edit command for each layer; missing layers are created.
    Raises ReviewError, DrawingError and ProjectLayersError.
    """
    footprints, ground = _footprints(workspace), _ground(workspace, window, crs)
    if is_complete and footprints.subsetString():
        raise ReviewError(f"Layer '{footprints.name()}' has a filter, and the ground of the footprints that it hides "
                          "would count as ground without any. Take it away (right-click > Filter), and try again.")
    missing = [kind for kind in ("areas", "labels") if usable(getattr(workspace, kind)) is None]
    if missing:
        new_layers(workspace, missing)
    labels, areas = certain(workspace.labels, "labels"), certain(workspace.areas, "areas")
    start_editing(labels)
    start_editing(areas)
    found = _found(footprints, ground, workspace)
    accepted = [feature for feature, status in found if status in (ACCEPTED, EDITED)]
    good = _without_held_out(accepted, footprints, workspace)
    new = _without_labels(_outlines(good, footprints, labels, workspace), labels)
    _add_labels(new, labels)
    unchecked = sum(status == PREDICTED for _, status in found)
    place = ground if is_complete else _rings([outline for outline, _ in new], labels.crs(), workspace)
    is_added = place is not None and _add_area(place, areas, workspace)
    return Used(len(new), len(good) - len(new), unchecked, is_added, len(accepted) - len(good))


def _footprints(workspace: Workspace) -> QgsVectorLayer:
    layer = usable(workspace.footprints)
    if layer is None:
        raise ReviewError("There are no footprints to use. Find some with Predict, or choose a layer of footprints.")
    find_columns(layer)
    return layer


def _ground(workspace: Workspace, window: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> Place:
    """The part of the imagery in view, in the imagery's CRS; the whole view without imagery."""
    imagery = usable(workspace.imagery)
    if imagery is None:
        return window, crs
    seen = _moved(window, crs, imagery.crs(), workspace).intersection(QgsGeometry.fromRect(imagery.extent()))
    if seen.isEmpty() or seen.area() == 0:
        raise ReviewError(f"The map shows nothing of '{imagery.name()}'. Zoom to the footprints that you checked.")
    return seen, imagery.crs()


def _moved(geometry: QgsGeometry, source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem,
           workspace: Workspace, steps: int = STEPS) -> QgsGeometry:
    """A copy in another CRS, where straight sides become curves: `steps` vertices are added to each side."""
    if source == target:
        return QgsGeometry(geometry)
    moved = geometry.densifyByCount(steps)
    try:
        moved.transform(QgsCoordinateTransform(source, target, workspace.project))
    except QgsCsException as error:
        raise ReviewError(f"What the map shows does not exist in {target.userFriendlyIdentifier()}. Zoom in on the "
                          "footprints that you checked.") from error
    return moved


def _found(layer: QgsVectorLayer, ground: Place, workspace: Workspace) -> List[Tuple[QgsFeature, str]]:
    """The footprints that intersect the ground, with their status."""
    window = _moved(*ground, layer.crs(), workspace)
    engine = QgsGeometry.createGeometryEngine(window.constGet())
    engine.prepareGeometry()
    status = find_columns(layer)["status"]
    near = layer.getFeatures(QgsFeatureRequest(window.boundingBox()))
    return [(feature, status_of(feature[status])) for feature in near
            if not feature.geometry().isEmpty() and engine.intersects(feature.geometry().constGet())]


def _outlines(features: Iterable[QgsFeature], source: QgsVectorLayer, target: QgsVectorLayer,
              workspace: Workspace) -> List[Tuple[QgsGeometry, Dict[int, object]]]:
    """Outlines in the CRS of `target`, each with its class by column index of `target`. Raises DrawingError where that
    holds no such class."""
    classes, kept = source.fields().lookupField("class"), target.fields().lookupField("class")
    rows: List[Tuple[QgsGeometry, Dict[int, object]]] = []
    for feature in features:
        value = class_in(feature, classes)
        demand_columns(target, {"class": value})
        outline = _moved(feature.geometry(), source.crs(), target.crs(), workspace, steps=0)
        rows.append((outline, {kept: value} if value and kept >= 0 else {}))
    return rows


def _drawn(seen: QgsGeometry, crs: QgsCoordinateReferenceSystem, workspace: Workspace) -> List[QgsGeometry]:
    """The outlines of the labels that intersect the polygon `seen`, both in `crs`."""
    layer = usable(workspace.labels)
    if layer is None:
        return []
    near = _moved(seen, crs, layer.crs(), workspace).boundingBox()
    shapes = (_moved(label.geometry, layer.crs(), crs, workspace, steps=0) for label in read_labels(layer, near=near)
              if not label.is_background)
    return [shape for shape in shapes if shape.intersects(seen)]


class _Outlines:
    """Polygons with a spatial index."""

    def __init__(self, shapes: Iterable[QgsGeometry]) -> None:
        self._shapes, self._index = [shape.makeValid() for shape in shapes], QgsSpatialIndex()
        for number, shape in enumerate(self._shapes):
            self._index.addFeature(number, shape.boundingBox())

    def have(self, outline: QgsGeometry) -> bool:
        """Whether one of them is of the same building."""
        return any(_iou(outline, self._shapes[number]) > SAME_IOU
                   for number in self._index.intersects(outline.boundingBox()))

    def cover(self, outline: QgsGeometry) -> bool:
        """Whether one of them overlaps the outline by more than neighbours may."""
        valid = outline.makeValid()
        return any(valid.intersection(self._shapes[number]).area() > LARGEST_OVERLAP * valid.area()
                   for number in self._index.intersects(valid.boundingBox()))


def _rings(outlines: List[QgsGeometry], crs: QgsCoordinateReferenceSystem, workspace: Workspace) -> Optional[Place]:
    """The outlines and a ring around each, as a training without areas has them; None where there is nothing to add,
    or it needs no area."""
    if not outlines or not AreasOnImagery(workspace, crs).has_complete_areas:
        return None
    whole = QgsGeometry.unaryUnion(outlines)
    try:
        plane = GroundPlane(whole.boundingBox().center(), crs, workspace.project)
        return plane.around(whole, TrainSettings().ring_m), crs
    except QgsCsException as error:
        raise ReviewError(f"These footprints have no place in {crs.userFriendlyIdentifier()}.") from error


def _without_held_out(features: List[QgsFeature], layer: QgsVectorLayer, workspace: Workspace) -> List[QgsFeature]:
    areas = AreasOnImagery(workspace, layer.crs())
    labels = [Label(one.id(), one.geometry(), one.geometry().boundingBox()) for one in features]
    return [one for one, label in zip(features, labels) if areas.role_at(label) not in SCORED]


def _without_labels(rows: List[Tuple[QgsGeometry, Dict[int, object]]],
                    labels: QgsVectorLayer) -> List[Tuple[QgsGeometry, Dict[int, object]]]:
    """The rows whose building has no label yet, by IoU."""
    if not rows:
        return []
    near = QgsRectangle()
    for outline, _ in rows:
        near.combineExtentWith(outline.boundingBox())
    drawn = _Outlines(label.geometry() for label in labels.getFeatures(QgsFeatureRequest(near).setNoAttributes()))
    return [(outline, values) for outline, values in rows if not drawn.have(outline)]


def _iou(one: QgsGeometry, other: QgsGeometry) -> float:
    shared = one.makeValid().intersection(other).area()
    return shared / max(one.area() + other.area() - shared, 1e-12)


def _add_labels(rows: List[Tuple[QgsGeometry, Dict[int, object]]], labels: QgsVectorLayer) -> None:
    if not rows:
        return
    context = labels.createExpressionContext()
    features = [QgsVectorLayerUtils.createFeature(labels, part, values, context)
                for outline, values in rows for part in outline.coerceToType(labels.wkbType())]
    with edit_command(labels, tr(words.USE_FOOTPRINTS)):
        if not labels.addFeatures(features):
            raise ReviewError(f"Layer '{labels.name()}' did not take the labels. Check that it is a polygon layer "
                              "that can be edited.")


def _add_area(ground: Place, areas: QgsVectorLayer, workspace: Workspace) -> bool:
    """Add the part of the ground outside every train and validate area; whether there was any."""
    window = _moved(*ground, areas.crs(), workspace)
    least = SLIVER_SHARE * window.area() / max(len(window.asGeometryCollection()), 1)
    column = areas.fields().lookupField("role")
    for area in areas.getFeatures(QgsFeatureRequest(window.boundingBox())):
        if role_in(area, column) in (TRAIN, VALIDATE):
            window = window.difference(area.geometry().makeValid())
    pieces = [piece for piece in window.asGeometryCollection()
              if piece.type() == QgsWkbTypes.PolygonGeometry and piece.area() >= least]
    if pieces:
        add_polygon(areas, QgsGeometry.collectGeometry(pieces), areas.crs(), tr(words.ADD_AREA), {"role": TRAIN})
    return bool(pieces)
