"""From the strips of rasters to outlines on the map."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Optional, Union

import numpy as np
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry

from ..protocol.settings import PredictSettings
from .cut import Cut
from .other_process import OtherProcess
from .polygons import apply_affine, without_small_holes
from .regularize import Regularizer
from .tracing import Outline, OutlineTracer, Strip


@dataclass(frozen=True)
class Ground:
    """How the grid of a raster lies on the ground: metres a pixel, from pixels to its CRS, and where footprints are
    wanted, in pixels (None: everywhere)."""

    resolution_m: float
    transform: Affine
    region: BaseGeometry | None


Step = Optional[Union[Ground, Strip]]
"""What an Outliner hears of a raster: its ground, its strips from top to bottom, and None at its end."""


OutlinerProcess = OtherProcess[Step, list[Outline]]


class Outliner:
    """Gives the outlines that each step completes, drawn as the settings want them, in the CRS of the raster. Smaller
    ones than the cut's minimum area, and those outside the region, are left out."""

    def __init__(self, cut: Cut, settings: PredictSettings) -> None:
        self._cut, self._settings = cut, settings

    def __call__(self, step: Step) -> list[Outline]:
        if isinstance(step, Ground):
            self._begin(step)
            return []
        if step is None:
            rest = list(self._tracer.finish())
            return self._wanted([*self._regularizer.add(rest, self._tracer.open_from), *self._regularizer.finish()])
        there = step.probabilities
        traced = self._tracer.skip(step.height) if there is None else self._tracer.add(there)
        return self._wanted(self._regularizer.add(list(traced), self._tracer.open_from))

    def _begin(self, ground: Ground) -> None:
        cut, resolution_m = self._cut, ground.resolution_m
        self._ground, self._least = ground, cut.min_area_m2 / resolution_m ** 2
        self._tracer = OutlineTracer(cut.threshold, cut.reach(resolution_m), cut.core, cut.least_core(resolution_m))
        self._regularizer = Regularizer(self._settings, resolution_m)

    def _wanted(self, drawn: Iterable[Outline]) -> list[Outline]:
        return self._on_the_map([outline for outline in drawn if outline.polygon.area >= self._least])

    def _on_the_map(self, found: Sequence[Outline]) -> list[Outline]:
        polygons = without_small_holes(np.array([outline.polygon for outline in found], dtype=object), self._least)
        if self._ground.region is not None and len(found):
            there = shapely.intersects(self._ground.region, polygons)
            found, polygons = [outline for outline, keep in zip(found, there) if keep], polygons[there]
        moved = apply_affine(polygons, self._ground.transform) if len(found) else []
        return [replace(outline, polygon=polygon) for outline, polygon in zip(found, moved)]


def outlines_in(ground: Ground, strips: Iterable[Strip],
                outliner: OutlinerProcess) -> Generator[tuple[Strip | None, list[Outline]], None, None]:
    """Each strip of a raster with the outlines that it completed; at the end None with the rest."""
    def steps() -> Generator[Step, None, None]:
        yield ground
        yield from strips
        yield None

    with closing(outliner.answers(steps())) as answers:
        for step, outlines in answers:
            if not isinstance(step, Ground):
                yield step, outlines
