"""Benchmark of instance separation: merged and split buildings by the parameters of the watershed.

    make benchmark NAME=touching DATA=../shared/data

Banepa's test part, seen by the base made without Nepal as it is, and tuned on the pool. Each model is traced with its
own threshold and minimum area: all that touches as one, from every core, and with small cores given to a neighbour.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..models.evaluation.metrics import compare
from ..models.evaluation.validation import SIMPLIFY_TOLERANCE
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.polygon_io import read_polygons
from ..models.networks.model_file import read_model
from ..models.networks.model_registry import Model, load_model
from ..models.networks.unet import build_network
from ..models.vectorize.polygonize import CORE, OutlineTracer
from ..models.vectorize.postprocessing import Postprocessing
from ..models.vectorize.simplify import simplify_together
from ..models.vectorize.strips import Probabilities
from ..recipes.grounds import Ground, read_grounds
from .base_model import WITHOUT_POOLS
from .unseen import SplitSet, whole_part

SET = "banepa_nepal"
RESULTS = Path(__file__).parent / "results" / "touching.json"
MOSTLY = 0.5
FORMER_CORE = 0.3
"""The least probability of a core before small cores went to a neighbour (docs/decisions/0009)."""


@dataclass(frozen=True)
class Row:
    """Figures of one model and one way of tracing. `merged`: labels whose greater part shares an outline with that of
    another; `split`: labels that hold the greater part of two outlines or more."""

    model: str
    traced: str
    f1: float
    iou: float
    merged: int
    split: int
    labels: int

    def __str__(self) -> str:
        return (f"| {self.model} | {self.traced} | {self.f1:.3f} | {self.iou:.3f} | {self.merged} | {self.split} "
                f"| {self.labels} |")


def merged_and_split(found: np.ndarray, labels: np.ndarray) -> tuple[int, int]:
    """How many labels share an outline that holds their greater part, and how many hold that of several outlines."""
    outlines, those = shapely.STRtree(labels).query(found, predicate="intersects")
    common = shapely.area(shapely.intersection(found[outlines], labels[those]))
    holds = np.bincount(outlines[common > MOSTLY * shapely.area(labels[those])], minlength=len(found))
    held = np.bincount(those[common > MOSTLY * shapely.area(found[outlines])], minlength=len(labels))
    return int(holds[holds > 1].sum()), int((held > 1).sum())


def outlines_of(said: Probabilities, tracer: OutlineTracer, least: float) -> np.ndarray:
    """The polygons that a tracer makes of a whole raster, simplified, of at least `least` square pixels."""
    traced = [*tracer.add(said), *tracer.finish()]
    simple = simplify_together(np.array([outline.polygon for outline in traced], object), SIMPLIFY_TOLERANCE)
    return simple[shapely.area(simple) >= least]


def ways_of_tracing(postprocessing: Postprocessing, resolution_m: float) -> dict[str, tuple[float, float | np.ndarray]]:
    """The least probability of a core, and its least number of pixels."""
    return {"what touches is one": (0.0, 0.0), f"every core of {FORMER_CORE}": (FORMER_CORE, 0.0),
            f"every core of {CORE}": (CORE, 0.0),
            "small cores to a neighbour": (CORE, postprocessing.least_core(resolution_m))}


def rows(name: str, said: Probabilities, postprocessing: Postprocessing, ground: Ground,
         area: BaseGeometry) -> list[Row]:
    """One for each way of tracing what a model says of the ground, scored in `area`."""
    labels, resolution = ground.outlines[shapely.intersects(ground.outlines, area)], ground.resolution_m
    found = []
    for way, (core, least_core) in ways_of_tracing(postprocessing, resolution).items():
        tracer = OutlineTracer(postprocessing.threshold, postprocessing.reach(resolution), core, least_core)
        outlines = outlines_of(said, tracer, postprocessing.min_area_m2 / resolution ** 2)
        scores = compare(list(outlines), list(labels), area).scores()
        merged, split = merged_and_split(outlines[shapely.intersects(outlines, area)], labels)
        found.append(Row(name, way, scores.f1 or 0.0, scores.iou or 0.0, merged, split, len(labels)))
        print(found[-1], flush=True)
    return found


def models(split_set: SplitSet, base: Path, seconds: int, seeds: int) -> Iterator[tuple[str, Model]]:
    """The base as it is, and the base tuned on the pool."""
    yield "as it is", load_model(base)
    for seed in range(seeds):
        yield f"tuned for {seconds} s, seed {seed}", load_model(split_set.tune(str(base), seconds, seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=WITHOUT_POOLS)
    parser.add_argument("--seconds", type=int, default=60, help="of fine-tuning")
    parser.add_argument("--seeds", type=int, default=2, help="how many models are tuned")
    options = parser.parse_args()
    resolution = read_model(options.base)[0].resolution_m
    [ground] = read_grounds(options.data / SET, resolution)
    part = whole_part([ground], resolution)
    test = read_polygons(options.data / SET / "split" / "test_aoi.geojson", "areas").to(ground.crs)
    area = shapely.union_all(apply_affine(test.geometries, ~ground.transform))
    print("| model | traced | F1 | IoU | merged | split | of |\n|---|---|---|---|---|---|---|")
    table = []
    with tempfile.TemporaryDirectory() as work:
        split_set = SplitSet(options.data / SET, Path(work))
        for name, model in models(split_set, options.base, options.seconds, options.seeds):
            [said] = part.predict(build_network(model.card, model.weights), lambda: None)
            postprocessing = Postprocessing.of(model.card)
            table += rows(name, said, postprocessing, ground, area)
    RESULTS.write_text(json.dumps([asdict(row) for row in table], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
