"""Benchmark of outline regularisation: vertices, right angles, Hausdorff distance, and IoU and F1 against labels.

    make benchmark NAME=outlines DATA=../shared/data

The bases made without the place, tuned on its pool, and seen in its test part. Corners are counted on buildings that
were found and whose label is rectilinear: at least RECTILINEAR of its corners are right. A corner is right when both
its walls are within CORNER_DEGREES of the building's direction, or at right angles to it; the building's direction is
that of its own walls. `buildingregulariser` is measured beside where it is installed (requirements/benchmarks.txt).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import shapely

from ..models.evaluation.metrics import compare
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.polygon_io import read_polygons
from ..models.networks.model_registry import load_model
from ..models.networks.unet import build_network
from ..models.regularize.orientation import own_directions, turn
from ..models.regularize.regularizer import Regularizer
from ..models.vectorize.polygonize import trace
from ..models.vectorize.postprocessing import Postprocessing
from ..models.vectorize.strips import Outline, Probabilities
from ..protocol.settings.prediction import PredictSettings
from ..recipes.grounds import Ground, read_grounds
from .base_model import WITHOUT_POOLS
from .unseen import SplitSet, whole_part

PLACES = ("banepa_nepal", "zanzibar")
RESULTS = Path(__file__).parent / "results" / "outlines.json"
RECTILINEAR, CORNER_DEGREES = 0.9, 3.0
STRAIGHT_M = 0.02
"""Vertices that are nearer to the line between their neighbours are no corners."""
PEER = "buildingregulariser"


@dataclass(frozen=True)
class Seen:
    """Prediction and labels of one raster; all shapes are in pixels."""

    said: Probabilities
    cut: Postprocessing
    resolution_m: float
    labels: np.ndarray
    area: shapely.Geometry


@dataclass(frozen=True)
class Row:
    """Figures of one way of drawing in one place. `corners` is the share of right corners, `to_label` the same with the
    label's direction; distances are Hausdorff's to the traced outline. `lost` labels were found by the traced outlines
    and are not by these, `gained` ones the other way round."""

    place: str
    drawn: str
    buildings: int
    vertices: float
    corners: float
    to_label: float
    judged: int
    distance_m: float
    distance_95_m: float
    iou: float
    f1: float
    lost: int
    gained: int
    seconds_per_10000: float

    def __str__(self) -> str:
        return (f"| {self.place} | {self.drawn} | {self.vertices:.1f} | {self.corners:.3f} | {self.to_label:.3f} "
                f"| {self.judged} | {self.distance_m:.2f} | {self.distance_95_m:.2f} | {self.iou:.3f} | {self.f1:.3f} "
                f"| {self.lost} | {self.gained} | {self.seconds_per_10000:.1f} |")


HEAD = ("| place | outlines | vertices | right corners | by the label's direction | buildings | Hausdorff (m) | 95 % "
        "| IoU of found | F1 | lost | gained | s per 10,000 |\n|" + 13 * "---|")


def see(folder: Path, base: Path, part: str, seconds: int) -> list[Seen]:
    """The predictions on the rasters of a set, by the base tuned on the set's pool."""
    with tempfile.TemporaryDirectory() as work:
        model = load_model(SplitSet(folder, Path(work)).tune(str(base), seconds, seed=0))
    card = model.card
    grounds = read_grounds(folder, card.resolution_m)
    said = whole_part(grounds, card.resolution_m).predict(build_network(card, model.weights), lambda: None)
    cut = Postprocessing.of(card)
    return [Seen(one, cut, card.resolution_m, ground.outlines, _area(folder, part, ground))
            for one, ground in zip(said, grounds)]


def _area(folder: Path, part: str, ground: Ground) -> shapely.Geometry:
    areas = read_polygons(folder / "split" / f"{part}_aoi.geojson", "areas").to(ground.crs)
    return shapely.union_all(apply_affine(areas.geometries, ~ground.transform))


def traced(seen: Seen) -> np.ndarray:
    """The outlines above the cut's minimum area, as they are traced."""
    outlines = trace(seen.said, seen.cut.threshold, seen.cut.reach(seen.resolution_m),
                     least_core=seen.cut.least_core(seen.resolution_m))
    least = seen.cut.min_area_m2 / seen.resolution_m ** 2
    return np.array([outline.polygon for outline in outlines if outline.polygon.area >= least], object)


def right_corners(polygons: np.ndarray, angles: np.ndarray, resolution_m: float) -> tuple[np.ndarray, np.ndarray]:
    """(right, all): corners of each shell, and those whose two walls keep to the angle (radians, modulo 90 degrees)."""
    rings = shapely.get_exterior_ring(shapely.normalize(shapely.simplify(polygons, STRAIGHT_M / resolution_m)))
    xy, owner = shapely.get_coordinates(rings, return_index=True)
    inside = np.diff(owner) == 0
    edges, owner = np.diff(xy, axis=0)[inside], owner[:-1][inside]
    keeps = np.abs(turn(np.arctan2(edges[:, 1], edges[:, 0]), angles[owner])) <= np.deg2rad(CORNER_DEGREES)
    count = np.bincount(owner, minlength=len(polygons))
    before = np.arange(len(owner)) - 1
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    before[first] = first + count[owner[first]] - 1
    return np.bincount(owner, weights=keeps & keeps[before], minlength=len(polygons)), count


def row(place: str, way: str, seen: Seen, raw: np.ndarray, drawn: np.ndarray, seconds: float) -> Row:
    """The figures of outlines `drawn` from `raw`."""
    labels = np.array([max(shapely.get_parts(label), key=shapely.area) for label in seen.labels], object)
    label_angles, resolution = own_directions(labels).angle, seen.resolution_m
    right, corners = right_corners(labels, label_angles, resolution)
    found = compare(drawn, seen.labels, seen.area)
    before, now = (set(one.matches[:, 1].tolist()) for one in (compare(raw, seen.labels, seen.area), found))
    judged = found.matches[(right / corners >= RECTILINEAR)[found.matches[:, 1]]]
    buildings = drawn[judged[:, 0]]
    right, corners = right_corners(buildings, own_directions(buildings).angle, resolution)
    to_label, _ = right_corners(buildings, label_angles[judged[:, 1]], resolution)
    here = shapely.intersects(seen.area, drawn)
    rings, traced_rings = (shapely.get_exterior_ring(shapes[here]) for shapes in (drawn, raw))
    distance = shapely.hausdorff_distance(rings, traced_rings) * resolution
    return Row(place, way, int(here.sum()), float(shapely.get_num_coordinates(rings).mean() - 1),
               float(right.sum() / corners.sum()), float(to_label.sum() / corners.sum()), len(judged),
               float(np.median(distance)), float(np.quantile(distance, 0.95)), float(found.overlaps.mean()),
               found.f1 or 0.0, len(before - now), len(now - before), seconds / len(raw) * 1e4)


def ways(seen: Seen) -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    """How outlines may be drawn; each takes and gives polygons, in the same order."""
    resolution, settings = seen.resolution_m, PredictSettings()

    def regular(raw: np.ndarray, regularize: bool = True, diagonals: bool = True) -> np.ndarray:
        regularizer = Regularizer(PredictSettings(regularize=regularize, diagonals=diagonals), resolution)
        out = np.empty(len(raw), object)  # the confidence stands for the place in the list
        for done in (*regularizer.add([Outline(outline, i) for i, outline in enumerate(raw)], np.inf),):
            out[int(done.probability)] = done.polygon
        return out

    def peer(raw: np.ndarray) -> np.ndarray:
        import geopandas
        from buildingregulariser import regularize_geodataframe

        metres = shapely.transform(raw, lambda xy: xy * resolution)
        table = geopandas.GeoDataFrame({"place": np.arange(len(raw))}, geometry=metres, crs="EPSG:32645")
        drawn = regularize_geodataframe(table, simplify_tolerance=settings.simplify_m, num_cores=1,
                                        neighbor_alignment=True, neighbor_search_distance=settings.neighbours_m)
        out = raw.copy()  # what it drops stays as it was
        for place, shape in zip(drawn["place"], drawn.geometry):
            parts = shapely.get_parts(shapely.transform(shape, lambda xy: xy / resolution))
            out[place] = parts[shapely.area(parts).argmax()]
        return out

    found: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "as traced": lambda raw: raw, "simplified": lambda raw: regular(raw, regularize=False)}
    if importlib.util.find_spec(PEER):
        found[PEER] = peer
    return {**found, "without diagonals": lambda raw: regular(raw, diagonals=False), "regular": regular}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="test", choices=("pool", "test"), help="pool: to choose by")
    parser.add_argument("--seconds", type=int, default=60, help="of fine-tuning")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    if not importlib.util.find_spec(PEER):
        print(f"{PEER} is not installed, and is left out.")
    print(HEAD)
    table = []
    for place in PLACES:
        for number, seen in enumerate(see(options.data / place, WITHOUT_POOLS, options.part, options.seconds), 1):
            raw = traced(seen)
            for way, draw in ways(seen).items():
                started = time.process_time()
                drawn = draw(raw)
                table.append(row(f"{place} {number}", way, seen, raw, drawn, time.process_time() - started))
                print(table[-1], flush=True)
    if options.part == "test":
        options.out.write_text(json.dumps([asdict(one) for one in table], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
