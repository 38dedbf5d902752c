"""From the strips of a scene to its outlines on the map."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace

import numpy as np
import shapely

from ..protocol.settings import PredictSettings
from .heldout import Cut
from .polygons import without_small_holes
from .predictor import Strip
from .regularize import Regularizer
from .scene import Scene
from .tracing import Outline, OutlineTracer
from .vectors import apply_affine


def outlines_in(scene: Scene, strips: Iterable[Strip], cut: Cut,
                settings: PredictSettings) -> Generator[tuple[Strip | None, list[Outline]], None, None]:
    """Each strip with the outlines that it completed, drawn as the settings want them, in the CRS of the scene; at the
    end None with the rest. Smaller ones than the cut's minimum area, and those outside the scene's region, are left
    out."""
    resolution_m = scene.imagery.resolution_m
    tracer = OutlineTracer(cut.threshold, cut.reach(resolution_m), cut.core, cut.least_core(resolution_m))
    regularizer = Regularizer(settings, resolution_m)
    least = cut.min_area_m2 / resolution_m ** 2

    def wanted(found: Iterable[Outline]) -> list[Outline]:
        return _on_the_map(scene, [outline for outline in found if outline.polygon.area >= least], least)

    for strip in strips:
        traced = tracer.skip(strip.height) if strip.probabilities is None else tracer.add(strip.probabilities)
        yield strip, wanted(regularizer.add(list(traced), tracer.open_from))
    rest = list(tracer.finish())
    yield None, wanted([*regularizer.add(rest, tracer.open_from), *regularizer.finish()])


def _on_the_map(scene: Scene, found: Sequence[Outline], least: float) -> list[Outline]:
    polygons = without_small_holes(np.array([outline.polygon for outline in found], dtype=object), least)
    if scene.region is not None and len(found):
        there = shapely.intersects(scene.region, polygons)
        found, polygons = [outline for outline, keep in zip(found, there) if keep], polygons[there]
    moved = apply_affine(polygons, scene.imagery.transform) if len(found) else []
    return [replace(outline, polygon=polygon) for outline, polygon in zip(found, moved)]
