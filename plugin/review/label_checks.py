"""Quality checks of labels (invalid, sliver, overlap, duplicate, outside), run in slices in the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, List, Optional, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle, QgsSpatialIndex, QgsWkbTypes

from ...protocol.labels import LARGEST_OVERLAP, NARROWEST_M, SAME_IOU, SMALLEST_M2
from ..layers.areas import AreasOnImagery, Label, read_labels, usable
from ..layers.measure import GroundMeasure
from ..layers.workspace import Workspace

INVALID = "invalid"
SLIVER = "sliver"
OVERLAP = "overlap"
DUPLICATE = "duplicate"
OUTSIDE_IMAGERY, BEYOND_IMAGERY = "outside_imagery", "beyond_imagery"
"""None of a label is on the imagery, so it is not used; or a part is, and is trained on."""
OUTSIDE_AREAS = "outside_areas"
PART = 250


@dataclass(frozen=True)
class Finding:
    """One problem (`kind`) of the label with the feature id `label`. `geometry`, in `crs`, is its location: the shared
    part of two labels for an OVERLAP, else the label. `unsaved` counts the labels that have no lasting id yet, in the
    order in which they were drawn: 1 for the first, 0 for one that was saved."""

    kind: str
    label: int
    geometry: QgsGeometry
    crs: QgsCoordinateReferenceSystem
    unsaved: int = 0


def drawn_once(labels: Sequence[Label]) -> List[Label]:
    """The labels of buildings without those that are drawn over an earlier one of the same building, which a training
    leaves out."""
    index, areas, kept = QgsSpatialIndex(), [label.geometry.area() for label in labels], []
    for number, label in enumerate(labels):
        if not any(_is_same(label.geometry.intersection(labels[other].geometry).area(), areas[number], areas[other])
                   for other in index.intersects(label.box)):
            kept.append(label)
        index.addFeature(number, label.box)
    return kept


def _is_same(shared: float, one: float, other: float) -> bool:
    """Whether two outlines of these areas, and the area that they share, are of the same building."""
    return shared > SAME_IOU * (one + other - shared)


def label_findings(workspace: Workspace) -> Iterator[List[Finding]]:
    """The findings about all labels, unsaved edits included: at most one for a label and kind.

    A generator that yields them in slices of PART labels, each a few milliseconds of work, so that the GUI does not
    freeze. The labels are read when the first slice is computed.
    """
    layer = usable(workspace.labels)
    if layer is None:
        return
    labels = read_labels(layer)
    if not labels:  # they have no extent, which cannot be measured
        return
    checks = _Checks(workspace, layer.crs(), labels)
    for start in range(0, len(labels), PART):
        yield [finding for label in labels[start:start + PART] for finding in checks.of(label)]


class _Checks:
    """Checks labels one by one, and indexes each for the comparison with those that follow."""

    def __init__(self, workspace: Workspace, crs: QgsCoordinateReferenceSystem, labels: List[Label]) -> None:
        extent = QgsRectangle()
        for label in labels:
            extent.combineExtentWith(label.box)
        self._crs = crs
        self._unsaved = {label.id: number for number, label in
                         enumerate((label for label in labels if label.id < 0), start=1)}
        self._ground = AreasOnImagery(workspace, crs)
        self._measure = GroundMeasure(crs, workspace.project.transformContext(), extent)
        self._earlier: List[Label] = []
        self._index = QgsSpatialIndex()

    def of(self, label: Label) -> Iterator[Finding]:
        if not label.geometry.isGeosValid():
            yield self._finding(INVALID, label)
        else:
            if not label.is_background and self._is_sliver(label.geometry):
                yield self._finding(SLIVER, label)
            clash = self._clash(label)
            if clash is not None:
                yield clash
        if not self._ground.on_imagery(label):
            yield self._finding(OUTSIDE_IMAGERY, label)
            return
        if not self._ground.wholly_on_imagery(label):
            yield self._finding(BEYOND_IMAGERY, label)
        if self._ground.has_complete_areas and not label.is_background and self._is_unused(label):
            yield self._finding(OUTSIDE_AREAS, label)

    def _is_unused(self, label: Label) -> bool:
        return self._ground.role_at(label) is None and not self._ground.is_cut(label)

    def _finding(self, kind: str, label: Label, geometry: Optional[QgsGeometry] = None) -> Finding:
        return Finding(kind, label.id, geometry or label.geometry, self._crs, self._unsaved.get(label.id, 0))

    def _is_sliver(self, geometry: QgsGeometry) -> bool:
        if self._measure.is_surely_wider(geometry, NARROWEST_M, SMALLEST_M2):
            return False
        area, width = self._measure.area_m2(geometry), self._measure.width_m(geometry)
        return area < SMALLEST_M2 or width < NARROWEST_M

    def _clash(self, label: Label) -> Optional[Finding]:
        """The duplicate of, or overlap with, an earlier label; a duplicate is preferred."""
        overlap = None
        area = label.geometry.area()
        for number in sorted(self._index.intersects(label.box)):
            other = self._earlier[number]
            if label.is_background and other.is_background:  # their overlap is no contradiction
                continue
            common = label.geometry.intersection(other.geometry)
            shared, other_area = common.area(), other.geometry.area()
            both = not label.is_background and not other.is_background
            if both and _is_same(shared, area, other_area):
                overlap = self._finding(DUPLICATE, label)
                break
            if overlap is None and shared > LARGEST_OVERLAP * min(area, other_area):
                common.convertGeometryCollectionToSubclass(QgsWkbTypes.PolygonGeometry)
                overlap = self._finding(OVERLAP, label, common)
        self._index.addFeature(len(self._earlier), label.box)
        self._earlier.append(label)
        return overlap
