"""Continued fine-tuning: whether a second round begins with the model of the first, or with the base of that.

A model of the first round has learned labels that are mostly among those of the second. Learned again, these pull it
further into their spot; the base, which learns all of them together, does not know less. Measured:
docs/decisions/0034.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeGuard

import numpy as np
import shapely

from ...protocol.job_requests import LearningCurve, Train
from ...protocol.model_files import SUFFIX
from ..core.job import Job
from ..geodata.polygon_io import Polygons, read_polygons
from ..networks.model_file import read_model
from ..networks.model_registry import bundled_name

LEARNED_AGAIN = 0.5
"""Share of the labels that a model has learned from which on they count as being here again."""
GROUND = "ground"
"""On a card, among what it tells of labels: their extent (west, south, east, north) in degrees of WGS 84."""
DEGREES, DIGITS = "EPSG:4326", 5


def starting_model(request: Train | LearningCurve, job: Job) -> str | None:
    """What a run begins with: the model of the request, unless that has learned these labels and its base ships with
    Roofline. A notice tells of the base. Raises RooflineError for a model or labels that cannot be read."""
    chosen = request.base_model
    if chosen is None or Path(chosen).suffix != SUFFIX or not Path(chosen).exists():
        return chosen
    card = read_model(chosen)[0]
    base = bundled_name(card.base["hash"]) if card.base and not card.cover else None  # none that ships knows cover
    trained, ground = card.labels.get("trained"), card.labels.get(GROUND)
    if base is None or not isinstance(trained, int) or trained < 1 or not _is_extent(ground):
        return chosen
    if _inside(request.labels, ground) < LEARNED_AGAIN * trained:
        return chosen
    job.notice(f"The labels that '{Path(chosen).stem}' has learned are among these, so the training begins with its "
               f"base, '{base}', and learns all of them together: that makes better models than going on from it.")
    return base


def ground_of(labels: Polygons) -> list[float]:
    """The extent of labels as a card holds it."""
    return [round(float(number), DIGITS) for number in shapely.total_bounds(labels.to(DEGREES).geometries)]


def _is_extent(ground: Any) -> TypeGuard[list[float]]:
    """Whether what a card has, which may be a stranger's, is an extent."""
    return isinstance(ground, list) and len(ground) == 4 and all(isinstance(one, (int, float)) for one in ground)


def _inside(labels: str, ground: list[float]) -> int:
    """The number of labels in an extent."""
    centers = shapely.centroid(np.array(read_polygons(labels, "labels").to(DEGREES).geometries, dtype=object))
    return int(np.count_nonzero(shapely.intersects(shapely.box(*ground), centers)))
