"""Precondition check for a training: whether the chosen layers suffice, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from qgis.core import QgsRasterLayer

from ...protocol.areas import PREDICT, TRAIN, VALIDATE
from ...protocol.labels import FEWEST_CROSS_FITTED, FEWEST_TO_HOLD_OUT
from ..layers.areas import AreasOnImagery, buildings_of, read_labels, usable
from ..layers.imagery import ImageryError, describe
from ..layers.workspace import Workspace

NO_IMAGERY = "no_imagery"
IMAGERY_REFUSED = "imagery_refused"
NO_LABELS_LAYER = "no_labels_layer"
NO_LABELS = "no_labels"
LABELS_OUTSIDE_IMAGERY = "labels_outside_imagery"
LABELS_OUTSIDE_AREAS = "labels_outside_areas"


@dataclass(frozen=True)
class Readiness:
    """Counts of labels and areas, unsaved edits included; missing: what prevents a training, None for nothing.

    labels: number of polygons in the labels layer, those of a collection one by one. labels_in_areas: those that a
    training uses: on the imagery and, where there are areas with the role train or validate, inside one. unused: those
    of which a training uses no part. Only areas on the imagery are counted. held_out: whether labels will be held out;
    cross_fitted: whether there are enough to score the model by cross-fitting instead.
    """

    labels: int
    labels_in_areas: int
    unused: int
    train_areas: int
    validate_areas: int
    predict_areas: int
    held_out: bool
    cross_fitted: bool
    missing: Optional[str]


def is_refused(imagery: QgsRasterLayer) -> bool:
    """Whether the layer cannot serve as imagery; `describe` in plugin/layers/imagery.py says why."""
    try:
        describe(imagery)
    except ImageryError:
        return True
    return False


def readiness(workspace: Workspace) -> Readiness:
    """Readiness of the chosen layers. The area of a label is the one that contains its point on surface."""
    imagery, layer, areas = (usable(one) for one in (workspace.imagery, workspace.labels, workspace.areas))
    reference = layer or imagery or areas
    if reference is None:
        return Readiness(0, 0, 0, 0, 0, 0, False, False,
                         NO_IMAGERY if workspace.imagery is None else IMAGERY_REFUSED)
    ground = AreasOnImagery(workspace, reference.crs())
    drawn = [label for label in read_labels(layer) if not label.is_background] if layer is not None else []
    labels = [building for label in drawn for building in buildings_of(label)]
    seen = [label for label in labels if ground.on_imagery(label)]
    roles = [ground.role_at(label) if ground.has_complete_areas else TRAIN for label in seen]
    trained, held_out = roles.count(TRAIN), roles.count(VALIDATE)
    cut = sum(ground.is_cut(label) for label, role in zip(seen, roles) if role is None)
    missing = None
    if workspace.imagery is None:
        missing = NO_IMAGERY
    elif is_refused(workspace.imagery):
        missing = IMAGERY_REFUSED
    elif layer is None:
        missing = NO_LABELS_LAYER
    elif not labels:
        missing = NO_LABELS
    elif not seen:
        missing = LABELS_OUTSIDE_IMAGERY
    elif not trained:
        missing = LABELS_OUTSIDE_AREAS
    used = trained + held_out
    return Readiness(
        len(labels), used, len(labels) - used - cut,
        ground.count(TRAIN), ground.count(VALIDATE), ground.count(PREDICT),
        held_out > 0 if ground.count(VALIDATE) else trained >= FEWEST_TO_HOLD_OUT,
        trained >= FEWEST_CROSS_FITTED, missing)
