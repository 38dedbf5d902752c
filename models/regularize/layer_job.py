"""Regularisation job: regularises any polygon layer, for the Processing algorithm roofline:regularize."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.job_requests import Regularize
from ...protocol.labels import MOST_PARTS
from ...protocol.settings.regularization import RegularizeSettings
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.process_pool import ProcessPool, most_helpers
from ..geodata.polygon_io import Polygons, conformal_plane, read_polygons, write_polygons
from ..vectorize.strips import Outline
from .regularizer import Regularizer

AT_ONCE = 2000
"""Outlines that are regularised between two checks for cancelling."""


@dataclass(frozen=True)
class Part(Outline):
    """A polygon of a layer, with its index in the array of all."""

    number: int = -1


def regularize_layer(request: Regularize, job: Job) -> dict[str, Any]:
    """The job Regularize: regularise the polygons of a layer and write them in its order, with its `source_id` and a
    column `regularized`; the return value is the answer to the plugin. A feature of several polygons is regularised
    part by part, and counts as regularized when all of them are.

    Raises RooflineError for a layer without polygons, JobCanceled with nothing written.
    """
    settings = RegularizeSettings.from_dict(request.settings)
    job.progress(0.0, "Reading the polygons")
    layer = read_polygons(request.polygons, "polygons", whole=True)
    if layer.repaired:
        job.notice(f"Polygons that crossed themselves and were repaired: {layer.repaired}.")
    if layer.dropped:
        job.notice(f"Polygons that cover no ground and are left without an outline: {layer.dropped}.")
    if layer.several:
        job.notice(f"Polygons of more than {MOST_PARTS} parts: {layer.several}. The parts are drawn one by one and "
                   "stay one feature, without the walls that two of them share. 'Multipart to singleparts' in the "
                   "toolbox makes a building of each part.")
    plane = conformal_plane(layer)
    moved = layer.to(plane)
    if not len(moved):
        raise RooflineError(f"None of the polygons lies where the CRS of their layer holds, {layer.crs.name}: set the "
                            "right one (right-click the layer > Layer CRS).")
    if moved.dropped > layer.dropped:
        job.notice("Polygons that lie outside of what their CRS is made for, and stay as they are: "
                   f"{moved.dropped - layer.dropped}.")
    shapes, regularized = _drawn(np.array(moved.geometries, object), settings, job)
    back = Polygons(list(shapes), plane, {**moved.values, "regularized": regularized.tolist()}).to(layer.crs)
    job.progress(0.95, "Writing the polygons")
    fields = {"regularized": np.array(back.values["regularized"], bool)}
    if "source_id" in back.values:
        fields["source_id"] = np.array(back.values["source_id"], np.int64)
    write_polygons(request.regularized, "regularized", back.geometries, fields, layer.crs)
    count = int(fields["regularized"].sum())
    job.progress(1.0, f"{count} of {len(back)} polygons drawn anew")
    return {"regularized": request.regularized, "count": count, "polygons": len(back)}


def drawn_at_once(polygons: np.ndarray, settings: RegularizeSettings) -> np.ndarray:
    """Polygons (n,) in metres, few enough to be held at once, as regularize_layer() draws them."""
    parts = [Part(polygon, 1.0, number=number) for number, polygon in enumerate(polygons)]
    drawn = polygons.copy()
    for part in Regularizer(settings, resolution_m=1.0).add(parts, np.inf):
        drawn[part.number] = part.polygon  # type: ignore[attr-defined]
    return drawn


def _drawn(shapes: np.ndarray, settings: RegularizeSettings, job: Job) -> tuple[np.ndarray, np.ndarray]:
    """(shapes, regularized) of Polygons and MultiPolygons in metres."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    drawn, regular = np.empty(len(parts), object), np.ones(len(shapes), bool)
    for part in _in_portions(parts, settings, job):
        drawn[part.number] = part.polygon
        regular[owners[part.number]] &= part.regularized
    several = np.bincount(owners) > 1
    out = shapes.copy()
    out[owners] = drawn  # right for those of one part
    for index in np.flatnonzero(several):
        out[index] = _together(drawn[owners == index])
    return out, regular


def _together(parts: np.ndarray) -> BaseGeometry:
    """The parts as one MultiPolygon, or their union where regularised parts touch and it would not be valid."""
    whole = shapely.multipolygons(parts)
    return whole if whole.is_valid else shapely.union_all(parts)


def _in_portions(parts: np.ndarray, settings: RegularizeSettings, job: Job) -> Iterator[Part]:
    """All parts, regularised from top to bottom, so that only a few rows are held at once."""
    top = shapely.bounds(parts)[:, 1]
    order = np.argsort(top, kind="stable")
    with ProcessPool(most_helpers(beside_network=False)) as pool:
        regularizer = Regularizer(settings, resolution_m=1.0, pool=pool)
        for begin in range(0, len(parts), AT_ONCE):
            job.progress(0.05 + 0.9 * begin / len(parts), f"{begin} of {len(parts)} polygons")
            outlines = [Part(parts[number], 1.0, number=int(number)) for number in order[begin:begin + AT_ONCE]]
            following = order[begin + AT_ONCE:begin + AT_ONCE + 1]
            yield from regularizer.add(outlines, top[following[0]] if len(following) else np.inf)  # type: ignore[misc]
