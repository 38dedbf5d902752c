"""Precondition check for a training: whether the chosen layers suffice, and what is missing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Counter, Dict, List, Optional, Sequence, Tuple

from qgis.core import QgsRasterLayer

from ...protocol.areas import TRAIN, VALIDATE
from ...protocol.label_counts import LabelCounts
from ...protocol.labels import BUILDING, FEWEST_CROSS_FITTED, FEWEST_TO_HOLD_OUT
from ...protocol.targets import BY_NAME, covers_of
from ..layers.areas import AreasOnImagery, Label, buildings_of, read_labels, unavailable, usable
from ..layers.imagery import ImageryError, describe
from ..layers.workspace import Workspace
from ..online.errors import OnlineError
from ..online.picture import Picture, is_online
from .label_checks import drawn_once

NO_IMAGERY = "no_imagery"
IMAGERY_REFUSED = "imagery_refused"
LAYER_GONE = "layer_gone"
NO_LABELS_LAYER = "no_labels_layer"
NO_LABELS = "no_labels"
LABELS_OUTSIDE_IMAGERY = "labels_outside_imagery"
LABELS_OUTSIDE_AREAS = "labels_outside_areas"


@dataclass(frozen=True)
class Readiness:
    """Counts of labels and areas, unsaved edits included; missing: what prevents a training, None for nothing.

    counts: of the labels, those of a collection one by one, as a training will use them. twice: of the unused ones,
    those that are drawn over another label of the same building. classes: the number of labels of each class, in
    alphabetical order. Only areas on the imagery are counted. held_out: whether labels will be held out; cross_fitted:
    whether there are enough to score the model by cross-fitting instead. is_filtered: whether a filter of the layer may
    hide labels, where a training sees none. problem: of a LAYER_GONE, as a sentence.
    """

    counts: LabelCounts
    twice: int
    classes: Tuple[Tuple[str, int], ...]
    train_areas: int
    validate_areas: int
    held_out: bool
    cross_fitted: bool
    missing: Optional[str]
    is_filtered: bool = False
    problem: str = ""


def is_refused(imagery: QgsRasterLayer) -> bool:
    """Whether the layer cannot serve as imagery; the box of the imagery says why."""
    try:
        if is_online(imagery):
            Picture(imagery)
        else:
            describe(imagery)
    except (ImageryError, OnlineError):
        return True
    return False


def is_ground_cover(workspace: Workspace, classes: Sequence[str]) -> bool:
    """Whether a training learns all of these classes as ground cover, by their names and the pixels of the imagery."""
    imagery, resolution_m = usable(workspace.imagery), None
    if imagery is not None and not is_online(imagery):
        with suppress(ImageryError):
            resolution_m = describe(imagery).resolution_m
    return bool(classes) and len(covers_of(classes, BY_NAME, resolution_m)) == len(classes)


def readiness(workspace: Workspace, only_selected: bool = False) -> Readiness:
    """Readiness of the chosen layers, with all labels or `only_selected` ones."""
    imagery, layer, areas = (usable(one) for one in (workspace.imagery, workspace.labels, workspace.areas))
    reference, problem = layer or imagery or areas, unavailable(workspace)
    if reference is None:
        return Readiness(LabelCounts(), 0, (), 0, 0, False, False,
                         NO_IMAGERY if workspace.imagery is None else IMAGERY_REFUSED)
    ground = AreasOnImagery(workspace, reference.crs())
    drawn = read_labels(layer, only_selected) if layer is not None else []
    labels = [building for label in drawn if not label.is_background for building in buildings_of(label)]
    once = drawn_once(labels)
    uses, twice = Counter(ground.use_of(label) for label in once), len(labels) - len(once)
    uses["unused"] += twice
    classes = _by_class(labels)
    if is_ground_cover(workspace, [name for name, _ in classes]):  # a part of it counts as the whole does
        uses["scored"] += uses.pop("cut", 0)
    counts = LabelCounts(**uses, background=sum(label.is_background for label in drawn))
    missing = None
    if workspace.imagery is None:
        missing = NO_IMAGERY
    elif is_refused(workspace.imagery):
        missing = IMAGERY_REFUSED
    elif problem:
        missing = LAYER_GONE
    elif layer is None:
        missing = NO_LABELS_LAYER
    elif not labels:
        missing = NO_LABELS
    elif not counts.trained:
        is_seen = any(ground.on_imagery(label) for label in labels)
        missing = LABELS_OUTSIDE_AREAS if is_seen else LABELS_OUTSIDE_IMAGERY
    return Readiness(
        counts, twice, classes, ground.count(TRAIN), ground.count(VALIDATE),
        counts.scored > 0 if ground.count(VALIDATE) else counts.trained >= FEWEST_TO_HOLD_OUT,
        counts.trained >= FEWEST_CROSS_FITTED, missing, layer is not None and bool(layer.subsetString()), problem)


def _by_class(labels: List[Label]) -> Tuple[Tuple[str, int], ...]:
    """The number of labels of each class, whatever its case; an empty class is BUILDING."""
    names = Counter(label.class_name or BUILDING for label in labels)
    spelled: Dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name, number in names.items():
        counts[spelled.setdefault(name.lower(), name)] += number
    return tuple(sorted(counts.items(), key=lambda item: item[0].lower()))
