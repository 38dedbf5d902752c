"""Benchmark of interactive segmentation: clicks that a simulated analyst needs for a building (NoC) on unseen places.

    make benchmark NAME=labelling DATA=../shared/data ARGS="--jobs 2"
    make benchmark NAME=labelling ARGS=--report

In the test part of every place buildings are drawn at random. The analyst clicks the middle of each, as the tool Click
takes it: a building that the model found is there at once, else the outline is asked for. Further clicks go into the
middle of the largest error, inside or outside, as in RITM (Sofiiuk et al. 2022), until the outline overlaps the label
by IOU or MOST clicks are made. The network is a base that has not seen the place, as it is and tuned on 20 labels of
one spot of the pool; the third arm has no network, and grows regions by colour alone.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import rasterio
import shapely
from shapely.geometry.base import BaseGeometry

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.geodata.polygon_io import read_polygons
from ..models.labelling.map_view import Looker, MapView
from ..models.vectorize.strips import Probabilities
from ..protocol.view_messages import LookAt
from .draws import write_draw
from .few_labels import unseen_base
from .grid import grid_options, run_grid
from .rehearsal import split_set
from .unseen import SplitSet

MODULE = "roofline.benchmarks.labelling"
RESULTS = Path(__file__).parent / "results" / "labelling.json"
SETS = ("zanzibar", "banepa_nepal", "shanghai_spacenet2")
BASE, TUNED, COLOR = "base", "tuned", "color"
ARMS = {BASE: "base as it is", TUNED: "after 20 labels", COLOR: "colour alone"}
IOU, MOST = 0.85, 5
"""Overlap with the label from which an outline is good, and the clicks after which the analyst gives up."""
LABELS, SECONDS = 20, 60
SIDE_M = 300.0
"""Side of a view."""
EDGE_M = 5.0
"""Buildings nearer to the edge of the ground are left out: their labels may be cut."""
METRES_A_DEGREE = 111_320.0

Point = tuple[float, ...]
"""x and y in the CRS of a raster."""


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name."""
    return {f"{name} {arm} {draw}": {"data": str(options.data.resolve()), "set": name, "arm": arm, "draw": draw,
                                     "buildings": options.buildings, "base": unseen_base(name)}
            for draw in range(options.draws) for name in options.places for arm in options.arms}


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Label the buildings of one draw: the overlap after each click, and the seconds that views and clicks took."""
    with tempfile.TemporaryDirectory() as folder:
        place, model = split_set(Path(task["data"]), task["set"], Path(folder)), task["base"]
        if task["arm"] == TUNED:
            drawn = write_draw(place.pool, LABELS, task["draw"], Path(folder))
            model = place.tune_on(drawn, model, {"max_seconds": SECONDS, "seed": task["draw"]}, Job())
        analyst = Analyst(model, task["arm"] != COLOR)
        overlaps = [analyst.label(label) for extent in drawn_buildings(place, task["buildings"], task["draw"])
                    for label in analyst.look(extent)]
    reached = np.array([needed(one) for one in overlaps])
    return {"overlaps": overlaps, "view_s": _quantiles(analyst.view_s), "click_s": _quantiles(analyst.click_s),
            "device": describe_device(choose_device()),
            "told": f"{np.mean(reached == 1):.2f} with one click, {np.mean(reached):.2f} clicks"}


def _quantiles(values: list[float]) -> list[float]:
    """The median, and what 95 of 100 stay below."""
    return [round(float(value), 4) for value in np.quantile(values, (0.5, 0.95))]


class Viewed(NamedTuple):
    """A rectangle of a raster to look at, in its CRS, and the buildings to label there."""

    path: str
    extent: list[float]
    labels: list[BaseGeometry]


def drawn_buildings(place: SplitSet, count: int, seed: int) -> list[Viewed]:
    """`count` buildings of the test part drawn at random, by view."""
    found: list[tuple[str, float, BaseGeometry]] = []
    for path in place.images:
        with rasterio.open(path) as raster:
            crs, frame = raster.crs, shapely.box(*raster.bounds)
        unit = 1 / METRES_A_DEGREE if crs.is_geographic else 1.0
        labels, areas = (read_polygons(file, what).to(crs.to_wkt()).geometries
                         for file, what in zip(place.test, ("labels", "areas")))
        ground = shapely.buffer(shapely.union_all(areas) & frame, -EDGE_M * unit)
        shapes = np.array(labels, object)
        found += [(path, SIDE_M * unit, label) for label in shapes[shapely.contains_properly(ground, shapes)]]
    cells: dict[tuple[str, BaseGeometry], list[BaseGeometry]] = defaultdict(list)
    for number in np.random.default_rng(seed).permutation(len(found))[:count]:
        path, side, label = found[number]
        x, y = (math.floor(value / side) * side for value in label.centroid.coords[0])
        cells[path, shapely.box(x, y, x + side, y + side)].append(label)
    return [Viewed(path, [float(value) for value in shapely.union_all([cell, *labels]).bounds], labels)
            for (path, cell), labels in cells.items()]


class Analyst:
    """Looks at views, and labels buildings by clicks; `view_s` and `click_s` are the seconds of each."""

    def __init__(self, model: str, has_network: bool) -> None:
        self._model, self._has_network, self._looker = model, has_network, Looker()
        self.view_s: list[float] = []
        self.click_s: list[float] = []

    def look(self, viewed: Viewed) -> list[BaseGeometry]:
        """Look at a view; the buildings to label in it."""
        began = time.perf_counter()
        view = self._looker.look(LookAt("v", "", viewed.path, viewed.extent, {}, self._model), Job())
        self.view_s.append(time.perf_counter() - began)
        if not self._has_network:
            assert isinstance(view, MapView)  # of the base model
            nothing = np.zeros_like(view.sight.probabilities.building)
            view = replace(view, sight=replace(view.sight, probabilities=Probabilities(nothing, nothing)))
        self._view, self._known = view, np.array(view.outlines(), object)
        return viewed.labels

    def label(self, label: BaseGeometry) -> list[float]:
        """The overlap (IoU) with a label after each click, until it is good or the analyst gives up."""
        points, inside = [_middle(label)], [True]
        overlaps: list[float] = []
        while True:
            found = self._outline(points, inside)
            common, union = found.intersection(label).area, found.union(label).area
            overlaps.append(round(common / union, 3))
            if overlaps[-1] >= IOU or len(overlaps) == MOST:
                return overlaps
            missing, extra = _largest(label - found), _largest(found - label)
            inside.append(missing.area >= extra.area)
            points.append(_middle(missing if inside[-1] else extra))

    def first(self, label: BaseGeometry) -> BaseGeometry:
        """The outline after a click in the middle of a label; empty where the tool finds nothing."""
        return self._outline([_middle(label)], [True])

    def _outline(self, points: list[Point], inside: list[bool]) -> BaseGeometry:
        began = time.perf_counter()
        found = self._known_at(points[0]) if len(points) == 1 else None
        if found is None:
            clicked = self._view.outline(points, inside)
            found = shapely.Polygon() if clicked is None else shapely.make_valid(clicked.outline)
        self.click_s.append(time.perf_counter() - began)
        return found

    def _known_at(self, point: Point) -> BaseGeometry | None:
        """The smallest building that the model found at a point, as the tool takes it."""
        there = self._known[shapely.contains_xy(self._known, *point)] if len(self._known) else self._known
        return min(there, key=lambda one: one.area, default=None)


def _largest(shape: BaseGeometry) -> BaseGeometry:
    """The part with the greatest area."""
    return max(shapely.get_parts(shape), key=lambda part: part.area, default=shapely.Polygon())


def _middle(shape: BaseGeometry) -> Point:
    """The point that is furthest from the edge."""
    circle = shapely.maximum_inscribed_circle(shape, tolerance=0.05 * math.sqrt(shape.area))
    return circle.coords[0]


def needed(overlaps: Sequence[float]) -> int:
    """The clicks until the outline was good; MOST + 1: it never was."""
    return next((number for number, overlap in enumerate(overlaps, 1) if overlap >= IOU), MOST + 1)


def report(results: dict[str, Any]) -> list[str]:
    """A line for each place and arm."""
    lines = [f"| set | network | buildings | clicks to IoU {IOU} | with 1 | with 2 | with 3 | IoU after the first | "
             "a click, s (95 %) | a view, s |", "|" + "---|" * 10]
    for name in SETS:
        for arm, words in ARMS.items():
            runs = [run for run in results.values() if (run["set"], run["arm"]) == (name, arm)]
            overlaps = [one for run in runs for one in run["overlaps"]]
            if not overlaps:
                continue
            reached = np.array([needed(one) for one in overlaps])
            shares = " | ".join(f"{np.mean(reached <= number):.0%}" for number in (1, 2, 3))
            click, slow, view = (float(np.mean(column)) for column in zip(*(
                (*run["click_s"], run["view_s"][0]) for run in runs)))
            lines.append(f"| {name} | {words} | {len(overlaps)} | {reached.mean():.2f} | {shares} | "
                         f"{np.mean([one[0] for one in overlaps]):.2f} | {click:.3f} ({slow:.3f}) | {view:.2f} |")
    return [*lines, "", f"A building that is not reached with {MOST} clicks counts as {MOST + 1}."]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=list(SETS), choices=SETS)
    parser.add_argument("--arms", nargs="+", default=list(ARMS), choices=ARMS)
    parser.add_argument("--buildings", type=int, default=100, help="of each place and draw")
    parser.add_argument("--draws", type=int, default=2)
    options = grid_options(parser, RESULTS, run_task)
    print("\n".join(report(run_grid(options, tasks, MODULE))))


if __name__ == "__main__":
    main()
