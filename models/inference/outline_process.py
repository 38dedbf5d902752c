"""From the strips of rasters to outlines on the map: traced here, drawn in a process of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import NamedTuple, Optional, Union

import numpy as np
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry

from ...protocol.settings import PredictSettings
from ..core.child_process import ChildProcess
from ..core.process_pool import ProcessPool
from ..geodata.polygon_io import apply_affine
from ..regularize.regularizer import Regularizer
from ..vectorize.polygonize import Outline, Strip
from ..vectorize.postprocessing import Postprocessing
from ..vectorize.simplify import without_small_holes


@dataclass(frozen=True)
class Ground:
    """How the grid of a raster lies on the ground: metres a pixel, from pixels to its CRS, where footprints are wanted,
    in pixels (None: everywhere), and the square pixels that they have at least."""

    resolution_m: float
    transform: Affine
    region: BaseGeometry | None
    least: float


class Outlines(NamedTuple):
    """Outlines on their way to another process."""

    wkb: np.ndarray
    others: list[tuple[float, int, bool]]

    @classmethod
    def of(cls, outlines: Sequence[Outline]) -> Outlines:
        return cls(shapely.to_wkb([outline.polygon for outline in outlines]),
                   [(outline.confidence, outline.kind, outline.regularized) for outline in outlines])

    def unpacked(self) -> list[Outline]:
        return [Outline(polygon, *others) for polygon, others in zip(shapely.from_wkb(self.wkb), self.others)]


class Traced(NamedTuple):
    """What was traced last; all outlines are known but those that lie wholly at or below the row `open_from`."""

    outlines: Outlines
    open_from: float


Heard = Optional[Union[Ground, Traced]]
"""What a Drawer hears of a raster: its ground, its outlines as they are traced, and None at its end."""
DrawerProcess = ChildProcess[Heard, Outlines]


class Drawer:
    """Gives the outlines that are finished with what it hears, drawn as the settings want them, in the CRS of the
    raster; those that are too small or not wanted are left out. Up to so many `helpers`, processes that end with this
    one, draw with it."""

    def __init__(self, settings: PredictSettings, helpers: int = 0) -> None:
        self._settings, self._spread = settings, ProcessPool(helpers)

    def __call__(self, heard: Heard) -> Outlines:
        if isinstance(heard, Ground):
            self._ground, self._regularizer = heard, Regularizer(self._settings, heard.resolution_m, self._spread)
            return Outlines.of([])
        if heard is None:
            drawn = self._regularizer.finish()
        else:
            drawn = self._regularizer.add(heard.outlines.unpacked(), heard.open_from)
        return Outlines.of(self._on_the_map([one for one in drawn if one.polygon.area >= self._ground.least]))

    def _on_the_map(self, found: Sequence[Outline]) -> list[Outline]:
        ground = self._ground
        polygons = without_small_holes(np.array([outline.polygon for outline in found], dtype=object), ground.least)
        if ground.region is not None and len(found):
            there = shapely.intersects(ground.region, polygons)
            found, polygons = [outline for outline, keep in zip(found, there) if keep], polygons[there]
        moved = apply_affine(polygons, ground.transform) if len(found) else []
        return [replace(outline, polygon=polygon) for outline, polygon in zip(found, moved)]


def outlines_in(ground: Ground, cut: Postprocessing, strips: Iterable[Strip],
                drawer: DrawerProcess) -> Generator[tuple[Strip | None, list[Outline]], None, None]:
    """Each strip of a raster with the outlines that were finished meanwhile, and None with those that come at the end.
    Strips are taken, and outlines traced, in a thread of their own."""
    with closing(drawer.answers(_told(ground, cut, strips))) as answers:
        next(answers)  # to the ground
        for strip, drawn in answers:
            yield strip, drawn.unpacked()


def _told(ground: Ground, cut: Postprocessing, strips: Iterable[Strip]) -> Generator[tuple[Strip | None, Heard], None, None]:
    tracer = cut.tracer(ground.resolution_m)
    yield None, ground
    for strip in strips:
        traced = Outlines.of(list(tracer.take(strip)))
        yield strip, Traced(traced, tracer.open_from)
    yield None, Traced(Outlines.of(list(tracer.finish())), np.inf)
    yield None, None
