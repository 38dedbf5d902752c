"""How many buildings that touch are told apart, by the least probability of a core.

    make benchmark NAME=touching DATA=../shared/data

Banepa's pool, seen by the base made without Nepal. A core probability of 0 is plain tracing: what touches is one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import shapely

from ..models.heldout import SIMPLIFY, Cut
from ..models.metrics import compare
from ..models.model_file import read_model
from ..models.networks import build_network
from ..models.polygons import tidy
from ..models.tracing import trace
from ..models.vectors import apply_affine, read_polygons
from ..recipes.grounds import read_grounds
from .base_model import BASES
from .unseen import whole_part

SET = "banepa_nepal"
CORES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
MOSTLY = 0.5


def merged_and_split(found: np.ndarray, labels: np.ndarray) -> tuple[int, int]:
    """How many outlines hold the greater part of two labels or more, and how many labels that of two outlines."""
    outlines, those = shapely.STRtree(labels).query(found, predicate="intersects")
    common = shapely.area(shapely.intersection(found[outlines], labels[those]))
    holds = np.bincount(outlines[common > MOSTLY * shapely.area(labels[those])], minlength=len(found))
    held = np.bincount(those[common > MOSTLY * shapely.area(found[outlines])], minlength=len(labels))
    return int((holds > 1).sum()), int((held > 1).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=BASES / "without-nepal")
    options = parser.parse_args()
    card, weights = read_model(options.model)
    [ground] = read_grounds(options.data / SET, card.resolution_m)
    [said] = whole_part([ground], card.resolution_m).predict(build_network(card, weights), lambda: None)
    pool = read_polygons(options.data / SET / "split" / "pool_aoi.geojson", "areas").to(ground.crs)
    area = shapely.union_all(apply_affine(pool.geometries, ~ground.transform))
    cut = Cut(card.threshold, card.min_area_m2, card.boundary_m)
    labels = ground.outlines[shapely.intersects(ground.outlines, area)]
    print("| core | F1 | IoU | merged | split |\n|---|---|---|---|---|")
    for core in CORES:
        traced = trace(said, cut.threshold, cut.reach(card.resolution_m), core)
        tidied = (tidy(o.polygon, SIMPLIFY, cut.min_area_m2 / card.resolution_m ** 2) for o in traced)
        found = np.array([outline for outline in tidied if outline is not None], object)
        scores = compare(list(found), list(labels), area).scores()
        merged, split = merged_and_split(found[shapely.intersects(found, area)], labels)
        print(f"| {core or 'none'} | {scores.f1:.3f} | {scores.iou:.3f} | {merged} | {split} |", flush=True)


if __name__ == "__main__":
    main()
