"""Online imagery for a job: the ground that it needs of a drawn layer, how much that is, and rasters that show it."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Counter, Dict, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeedback,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)

from ...protocol.settings.imagery import FetchSettings
from ..layers.datum import STEPS, transformed
from ..layers.ground_crs import crs_problem
from ..layers.known_buildings import Outlines
from ..translation import mark, tr
from .cache_raster import ABSENT, DONE, EMPTY, FAILED, CacheRaster
from .errors import OnlineError
from .fetch import Fetch, Outcome
from .grid import corners
from .picture import Picture
from .resolution import choose_grid, ground_m, scale_m

MILLION = 1e6
MARGIN = 128
"""Pixels around the ground that is asked for, at the model's resolution: context for the network, half a tile."""
CERTAINLY = 4
"""So many times the limit are refused by an estimate, and not counted block by block."""
FEW = 20_000
"""Blocks that are always counted."""
HOLES = {
    ABSENT: mark("{n} of {all} parts of the imagery do not exist at {service}. They are nodata: nothing is learned or "
                 "found there."),
    EMPTY: mark("{n} of {all} parts of the imagery came empty from {service}. They are nodata: nothing is learned or "
                "found there."),
    FAILED: mark("{n} of {all} parts of the imagery could not be fetched from {service} ({problem}). They are nodata: "
                 "nothing is learned or found there. Run this again, and only they are fetched."),
}
"""What is told of the parts without a picture."""


class OnlineImagery:
    """The ground that a job needs of one layer, with a margin of `margin` pixels of `wanted_m`. To be made on the main
    thread; run() belongs on another.

    ground: polygons, None for all of the layer. blocks: the parts needed; missing: those that are not in the cache;
    resolution_m: ground metres a pixel. drawn: not the values, where a service has them. Raises OnlineError where there
    is nothing to fetch, or more than the settings allow.
    """

    def __init__(self, layer: QgsRasterLayer, ground: Optional[Sequence[Outlines]], wanted_m: float, margin: int,
                 settings: FetchSettings, context: QgsProcessingContext, drawn: bool) -> None:
        self.picture, self._settings = Picture.clone(layer, drawn), settings
        name = self.picture.name
        if not self.picture.crs.isValid():
            raise OnlineError(f"Layer '{name}' has no CRS, so nobody knows where it lies. Set it in the layer's "
                              "properties.")
        problem = crs_problem(f"Layer '{name}'", self.picture.crs)
        if problem:
            raise OnlineError(problem)
        polygons = _on(self.picture, ground, context)
        if not polygons:
            raise OnlineError(f"Layer '{name}' shows none of the ground that is needed. Choose imagery that covers the "
                              "labels, the areas or the extent.")
        scale = scale_m(self.picture.crs, _around(polygons).center(), context.transformContext())
        self.grid = choose_grid(self.picture, scale, wanted_m)
        self.resolution_m = ground_m(self.grid, scale)
        self.ground = [_grown(one, margin * wanted_m / min(scale), self.picture.extent) for one in polygons]
        self._most = max(1, int(settings.most_megapixels * MILLION / self.grid.block ** 2))
        self._refuse(sum(map(self.grid.count, self.ground)), max(FEW, CERTAINLY * self._most))
        self.blocks = self.grid.blocks(self.ground)
        self.cache = CacheRaster.of(self.picture, self.grid, context.project() or QgsProject.instance())
        self.missing = self.cache.missing(self.blocks)
        self._refuse(len(self.missing), self._most)
        self._rasters = self.cache.rasters(self.blocks)

    @property
    def rasters(self) -> List[str]:
        """Paths of the virtual rasters that run() writes."""
        return [str(path) for path in self._rasters]

    def what(self) -> str:
        """A sentence: how much will be drawn or fetched, and whose terms hold; "" where nothing is missing."""
        if not self.missing:
            return ""
        pixels = len(self.missing) * self.grid.block ** 2
        megabytes = pixels * self.picture.pixels.bytes_on_disk / MILLION
        if self.picture.is_file:
            return (f"Layer '{self.picture.name}' is drawn at {self.resolution_m:.2g} m a pixel: "
                    f"{pixels / MILLION:,.1f} million pixels, about {megabytes:,.0f} MB on disk.")
        return (f"Imagery of {self._from()} is fetched at {self.resolution_m:.2g} m a pixel: {len(self.missing):,} "
                f"parts, {pixels / MILLION:,.1f} million pixels, about {megabytes:,.0f} MB on disk. "
                "Make sure that its terms of use allow to keep and to analyse it.")

    def run(self, feedback: QgsFeedback, tell: Callable[[Outcome], None]) -> Tuple[List[str], Outcome]:
        """Fetch what is missing, and write the rasters; the paths of those that show anything. Raises OnlineError when
        the service stops answering, or the imagery cannot be kept."""
        outcome = Fetch(self.picture, self.cache, self._settings.requests_at_once, feedback, tell).run(self.blocks)
        if outcome.canceled:
            return [], outcome
        filled = [(path, self._filled(box)) for path, box in self._rasters.items()]
        shown = [(path, box) for path, box in filled if box is not None]
        if outcome.gave_up or (outcome.problem and not shown):
            raise OnlineError(f"The service of {self._from()} stopped answering ({outcome.problem or 'no picture'}): "
                              f"{outcome.fetched} of {outcome.wanted} parts of the imagery came. They are kept: run "
                              "this again later, and it goes on from there.")
        if not shown:
            raise OnlineError(f"Every answer of the service of {self._from()} was empty. Check on the map that it "
                              "shows the ground that is asked for, at this scale too.")
        gap = self.lost(outcome).get(FAILED, "")
        for path, box in shown:
            self.cache.write_vrt(path, box, f"{self.picture.name} ({self.picture.kind})", gap)
        return [str(path) for path, _ in shown], outcome

    def write(self, target: Path) -> None:
        """Write the ground that was asked for as one GeoTIFF. Raises OnlineError."""
        self.cache.write_copy(self.grid.whole_pixels(_around(self.ground)), target)

    def lost(self, outcome: Outcome) -> Dict[str, str]:
        """A sentence for each kind of hole that the rasters have, whenever it came about, by what became of the
        blocks."""
        found = Counter(self.cache.states(self.blocks).values())
        return {state: tr(text, n=found[state], all=len(self.blocks), service=self._from(),
                          problem=outcome.problem or "?") for state, text in HOLES.items() if found[state]}

    def _from(self) -> str:
        return self.picture.host or f"'{self.picture.name}'"

    def _filled(self, box: QgsRectangle) -> Optional[QgsRectangle]:
        """The rectangle of the blocks in `box` that were fetched; None where none was."""
        (left, top), (right, bottom) = self.grid.range(box)
        inside = [(column, row) for column, row in self.blocks if left <= column <= right and top <= row <= bottom]
        filled = [block for block, state in self.cache.states(inside).items() if state == DONE]
        return self.grid.box(*corners(filled)) if filled else None

    def _refuse(self, blocks: float, most: int) -> None:
        if blocks > most:
            pixels = blocks * self.grid.block ** 2
            raise OnlineError(
                f"Layer '{self.picture.name}' would have to be fetched at {self.resolution_m:.2g} m a pixel: "
                f"{pixels / MILLION:,.0f} million pixels, and {self._settings.most_megapixels:,} million are the most. "
                "Choose less ground, by areas or an extent, a coarser resolution, or a higher limit (MOST_MEGAPIXELS).")


def _on(picture: Picture, ground: Optional[Sequence[Outlines]], context: QgsProcessingContext) -> List[QgsGeometry]:
    """The polygons in the CRS of the picture, as far as it shows them."""
    if ground is None:
        return [QgsGeometry.fromRect(picture.extent)]
    found = []
    for outlines in ground:
        transform = QgsCoordinateTransform(outlines.crs, picture.crs, context.transformContext())
        for polygon in outlines.polygons:
            moved = polygon if outlines.crs == picture.crs else transformed(polygon, transform)
            if moved is not None and not moved.isEmpty() and moved.boundingBox().intersects(picture.extent):
                found.append(moved)
    return found


def _grown(polygon: QgsGeometry, margin: float, extent: QgsRectangle) -> QgsGeometry:
    """A polygon with a margin in map units, within `extent`; a small one as its box."""
    box = polygon.boundingBox()
    if max(box.width(), box.height()) <= 2 * margin or polygon.isGeosEqual(QgsGeometry.fromRect(box)):
        return QgsGeometry.fromRect(box.buffered(margin).intersect(extent))
    grown = polygon.makeValid().buffer(margin, 2)
    return grown if extent.contains(grown.boundingBox()) else grown.intersection(QgsGeometry.fromRect(extent))


def _around(polygons: Sequence[QgsGeometry]) -> QgsRectangle:
    box = QgsRectangle()
    for polygon in polygons:
        box.combineExtentWith(polygon.boundingBox())
    return box


def outline_of(box: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> Outlines:
    """A rectangle as ground, with points along its sides, which are curves in another CRS."""
    return Outlines([QgsGeometry.fromRect(box).densifyByCount(STEPS)], crs)
