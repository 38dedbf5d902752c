"""Continued fine-tuning: whether a second round begins with the model of the first, or with the base of that.

A model of the first round has learned labels that are mostly among those of the second. Learned again, these pull it
further into their spot; the base, which learns all of them together, does not know less. Measured:
docs/decisions/0034. Where a training goes on from a model all the same, a score on labels that this has learned is told
as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeGuard

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.job_requests import LearningCurve, Train
from ...protocol.model_files import SUFFIX
from ..core.job import Job
from ..data.dataset import HeldOut
from ..geodata.affine_transform import apply_affine
from ..geodata.antimeridian import nearest_world
from ..geodata.crs import ground_crs
from ..geodata.polygon_io import Polygons, read_polygons
from ..geodata.raster_file import open_raster
from ..networks.model_card import Card
from ..networks.model_file import read_model
from ..networks.model_registry import bundled_name

LEARNED_AGAIN = 0.5
"""Share of the labels that a model has learned from which on they count as being here again."""
GROUND = "ground"
"""On a card, among what it tells of labels: the extent (west, south, east, north) in degrees of WGS 84 of all that were
learned, also of those that were deleted in a live training."""
HELD_OUT_GROUND = "held_out_ground"
"""On a card: the outlines (WKT, in the same degrees) of the pieces of ground that the training did not learn from;
their extents on one of former times."""
BEFORE = "learned_before"
"""On a card: GROUND and HELD_OUT_GROUND of each training that its base had gone through, the first one first."""
DEGREES, DIGITS, TOLERANCE = "EPSG:4326", 5, 2e-5


def starting_model(request: Train | LearningCurve, job: Job) -> str | None:
    """What a run begins with: the model of the request, unless that has learned these labels and its base ships with
    Roofline. A notice tells of the base. Raises RooflineError for a model, labels or imagery that cannot be read."""
    chosen = request.base_model
    if chosen is None or Path(chosen).suffix != SUFFIX or not Path(chosen).exists():
        return chosen
    card = read_model(chosen)[0]
    base = bundled_name(card.base["hash"]) if card.base and not card.cover else None  # none that ships knows cover
    trained, ground = card.labels.get("trained"), card.labels.get(GROUND)
    if base is None or not isinstance(trained, int) or trained < 1 or not _is_extent(ground):
        return chosen
    if _inside(request, ground) < LEARNED_AGAIN * trained:
        return chosen
    job.notice(f"The labels that '{Path(chosen).stem}' has learned are among these, so the training begins with its "
               f"base, '{base}', and learns all of them together: that makes better models than going on from it.")
    return base


def ground_of(labels: Polygons) -> list[float]:
    """The extent of labels as a card holds it."""
    return [round(float(number), DIGITS) for number in shapely.total_bounds(labels.to(DEGREES).geometries)]


def joined_extents(one: list[float], other: list[float]) -> list[float]:
    """The extent of two extents as a card holds them; an empty list is none."""
    if not one or not other:
        return one or other
    return [*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:])]


def held_out_ground_of(images: Sequence[HeldOut]) -> list[str]:
    """The outlines of held-out pieces as a card holds them, to within two metres."""
    regions = [outline for one in images if not one.region.is_empty
               for outline in Polygons([apply_affine(one.region, one.transform)], one.crs).to(DEGREES).geometries]
    return [shapely.to_wkt(region.simplify(TOLERANCE), rounding_precision=DIGITS) for region in regions]


def learned_before(base: Card, images: Sequence[HeldOut]) -> str | None:
    """What is to be said of a score on the labels of `images`, where the model that the training began with has learned
    labels too; None where it has learned none there."""
    centers = np.concatenate([_centers(Polygons(list(apply_affine(one.labels, one.transform)), one.crs))
                              for one in images])
    known = np.zeros(len(centers), bool)
    for told in grounds_learned(base):
        known |= _learned(told, centers)
    if not known.any():
        return None
    return (f"{known.mean():.0%} of the labels that the model is scored on lie where '{base.name}', with which the "
            "training began, has learned labels before. Where it learned these very labels, the scores of both are too "
            "good. For an honest one hold out ground that it has not seen (an area with the role 'validate').")


def grounds_learned(base: Card) -> list[dict[str, Any]]:
    """The grounds of all trainings that a model has gone through, as the card of one that goes on from it has them
    (BEFORE): what one training holds out, another may have learned."""
    before = base.labels.get(BEFORE)
    known = [told for told in before if isinstance(told, dict)] if isinstance(before, list) else []
    own = {name: base.labels[name] for name in (GROUND, HELD_OUT_GROUND) if name in base.labels}
    return [*known, own] if base.labels.get("trained") and own else known


def _learned(told: Mapping[str, Any], centers: np.ndarray) -> np.ndarray:
    """Which of the points (n,) lie on the ground that one training has learned, as a card tells of it."""
    ground, held_out = told.get(GROUND), told.get(HELD_OUT_GROUND)
    if not _is_extent(ground):
        return np.zeros(len(centers), bool)
    unseen = shapely.union_all([_outline(one) for one in held_out] if isinstance(held_out, list) else [])
    return shapely.intersects(shapely.box(*ground), centers) & ~shapely.intersects(unseen, centers)


def _is_extent(ground: Any) -> TypeGuard[list[float]]:
    """Whether what a card has, which may be a stranger's, is an extent."""
    return isinstance(ground, list) and len(ground) == 4 and all(isinstance(one, (int, float)) for one in ground)


def _outline(told: Any) -> BaseGeometry | None:
    """The ground that one entry of HELD_OUT_GROUND tells of; None where it tells of none."""
    if _is_extent(told):
        return shapely.box(*told)
    found = shapely.from_wkt(told, on_invalid="ignore") if isinstance(told, str) else None
    return None if found is None else shapely.make_valid(found)


def _inside(request: Train | LearningCurve, ground: list[float]) -> int:
    """The number of labels in an extent that the imagery shows: a layer may hold those of other places too."""
    labels = read_polygons(request.labels, "labels").to(DEGREES)
    inside = labels.pick(shapely.intersects(shapely.box(*ground), _centers(labels)))
    shown = [np.zeros(len(inside), bool), *(_is_shown(inside, path) for path in request.imagery)]
    return int(np.count_nonzero(np.any(shown, axis=0)))


def _is_shown(labels: Polygons, path: str) -> np.ndarray:
    """Whether each of the labels (n,) lies on the raster at `path`, in part at least."""
    with open_raster(path) as dataset:
        crs, transform = ground_crs(dataset.crs.to_wkt(), Path(path).name), dataset.transform
        frame = apply_affine(shapely.box(0, 0, dataset.width, dataset.height), transform)
    there = Polygons(labels.geometries, labels.crs, {"row": list(range(len(labels)))}).to(crs)
    shapes = nearest_world(np.array(there.geometries, object), crs, frame.centroid.x)
    return np.isin(np.arange(len(labels)), np.array(there.values["row"], int)[shapely.intersects(frame, shapes)])


def _centers(labels: Polygons) -> np.ndarray:
    """The centres (n,) of labels in degrees."""
    return shapely.centroid(np.array(labels.to(DEGREES).geometries, dtype=object))
