"""Alignment of labels from the panel: what is asked of roofline:alignlabels, and the moves that it found as arrows."""

from __future__ import annotations

import math
from collections import Counter
from itertools import islice
from typing import Dict, List, NamedTuple

from qgis.core import QgsCsException, QgsFeatureRequest, QgsGeometry, QgsPointXY, QgsProcessing, QgsVectorLayer

from ...protocol.certain import certain
from ...protocol.model_files import is_encoder_choice
from ..history.model_choices import reads_dates
from ..layers.label_moves import Ground, Move, Moves
from ..layers.sources import is_empty
from ..layers.workspace import Workspace
from ..online.imagery_parameters import imagery_parameters

MOST_ARROWS = 500
"""Arrows that are drawn; more would only be in each other's way."""
ARROW = ((0.0, 0.06), (0.65, 0.06), (0.65, 0.2), (1.0, 0.0), (0.65, -0.2), (0.65, -0.06), (0.0, -0.06))
"""Corners of an arrow, along it and to its left, as shares of its length."""
DIRECTIONS = "\u2191\u2197\u2192\u2198\u2193\u2199\u2190\u2196"
"""Arrows from north over east to north-west."""


class Group(NamedTuple):
    """Labels that are to be moved alike: their number, and how far, in metres, in which of DIRECTIONS."""

    labels: int
    metres: float
    direction: str


def align_parameters(workspace: Workspace) -> Dict[str, object]:
    """Parameters of roofline:alignlabels on the workspace's layers, with a base model that knows buildings: one that
    learned shifted labels would find them in place."""
    choices = workspace.choices
    parameters: Dict[str, object] = {
        **imagery_parameters(workspace, reads_dates(choices.base_model)),
        "LABELS": certain(workspace.labels, "labels").id(),
        "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT, "MOVES": QgsProcessing.TEMPORARY_OUTPUT}
    if choices.base_model and not is_encoder_choice(choices.base_model):
        parameters["MODEL"] = choices.base_model
    if workspace.areas is not None and not is_empty(workspace.areas):
        parameters["AREAS"] = workspace.areas.id()
    return parameters


def moves_of(found: QgsVectorLayer) -> Moves:
    """The moves in a layer MOVES."""
    return {int(move["source_id"]): Move(move["east_m"], move["north_m"]) for move in found.getFeatures()}


def groups_of(moves: Moves) -> List[Group]:
    """The labels that move alike, most first."""
    return [Group(number, math.hypot(*move), DIRECTIONS[round(math.degrees(math.atan2(*move)) / 45) % 8])
            for move, number in Counter(moves.values()).most_common()]


def arrows(labels: QgsVectorLayer, moves: Moves) -> List[QgsGeometry]:
    """Arrows in the CRS of the labels, from the middle of each to where it belongs; of many labels some."""
    ground, drawn = Ground(labels.crs(), labels.transformContext()), []
    request = QgsFeatureRequest().setFilterFids(list(islice(moves, MOST_ARROWS))).setNoAttributes()
    for label in labels.getFeatures(request):
        middle, (east, north) = label.geometry().centroid(), moves[label.id()]
        try:
            corners = [ground.moved(middle, along * east - left * north, along * north + left * east).asPoint()
                       for along, left in ARROW]
        except QgsCsException:
            continue
        drawn.append(QgsGeometry.fromPolygonXY([[QgsPointXY(corner) for corner in corners]]))
    return drawn
