"""Benchmark of labelling with live training: F1 on unseen ground against the number of the simulated analyst's actions.

    make benchmark NAME=labelling_hour DATA=../shared/data
    make benchmark NAME=labelling_hour ARGS=--report

Two ways to label the same buildings of one spot of the pool, one beside the other. By hand: a click for each corner and
one to end, and at each moment of MOMENTS the base is trained on what is there. Click and live: a click in the middle of
each building, as the tool Click takes it; where the outline is worse than IoU 0.85, its corners are put right singly.
The live training runs along, learns from what the clicks gave, STEPS_AN_ACTION steps for each action, and the model of
the last moment answers the clicks. Both models are scored in the test part; the base has not seen the place.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from shapely.geometry.base import BaseGeometry

from ..models.core.devices import choose_device, describe_device
from ..models.core.errors import RooflineError
from ..models.core.job import Job
from ..models.geodata.polygon_io import read_polygons, write_polygons
from ..models.live.keep import keep
from ..models.live.live_run import LiveRun
from ..models.live.snapshot import read_snapshot
from ..models.networks.model_file import read_model
from ..protocol.live_messages import Keep, TrainLive
from .draws import write_draw
from .few_labels import unseen_base
from .grid import grid_options, run_grid
from .labelling import IOU, SETS, Analyst, Viewed
from .rehearsal import split_set
from .unseen import Labelled, SplitSet

MODULE = "roofline.benchmarks.labelling_hour"
RESULTS = Path(__file__).parent / "results" / "labelling_hour.json"
HAND, LIVE = "hand", "live"
WAYS = {HAND: "by hand, then trained", LIVE: "click and live"}
MOMENTS = (5, 10, 20, 40)
"""Labels after which the model is scored."""
TAKEN_UP = 5
"""Labels that the live training takes up at a time."""
STEPS, STEPS_AN_ACTION = 100, 2
"""Of the training after labelling by hand, and of the live one while an action is made."""
SAME_CORNER_M = 1.0
"""Corners so near to each other are one."""


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name."""
    return {f"{name} {way} {draw}": {"data": str(options.data.resolve()), "set": name, "way": way, "draw": draw,
                                     "base": unseen_base(name)}
            for draw in range(options.draws) for name in options.places for way in WAYS}


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Label in one way: labels, actions, F1 and IoU at each moment."""
    with tempfile.TemporaryDirectory() as folder:
        place = split_set(Path(task["data"]), task["set"], Path(folder))
        label = by_hand if task["way"] == HAND else by_clicks
        moments = label(place, task["base"], task["draw"], Path(folder))
    told = ", ".join(f"{one['actions']} actions F1 {one['f1'] or 0:.3f}" for one in moments)
    return {"moments": moments, "device": describe_device(choose_device()), "told": told}


def settings(base: str, draw: int) -> dict[str, Any]:
    """Of both trainings: the plugin's, but nothing is held out, since both are scored elsewhere."""
    return {"seed": draw, "cross_fitting": False, "holdout_share": 0.0,
            "resolution_m": read_model(base)[0].resolution_m}


def by_hand(place: SplitSet, base: str, draw: int, folder: Path) -> list[dict[str, Any]]:
    """A training on the labels of each moment."""
    moments = []
    for count in MOMENTS:
        drawn = write_draw(place.pool, count, draw, folder)
        actions = sum(corners(label) + 1 for label in read_polygons(drawn.labels, "labels").geometries)
        model = place.tune_on(drawn, base, {**settings(base, draw), "max_steps": STEPS, "max_seconds": 0}, Job())
        moments.append(scored(place, model, count, actions))
    return moments


def by_clicks(place: SplitSet, base: str, draw: int, folder: Path) -> list[dict[str, Any]]:
    """A live training on what clicks give."""
    model, actions, moments = base, 0, []
    with rasterio.open(place.images[0]) as raster:
        crs = raster.crs.to_wkt()
    whole = read_polygons(write_draw(place.pool, max(MOMENTS), draw, folder).labels, "labels").to(crs).geometries
    labelled: list[BaseGeometry] = []
    with ExitStack() as open_files:
        own = open_files.enter_context(tempfile.TemporaryDirectory())
        run = LiveRun(TrainLive("job", own, place.images, "", settings(base, draw), base_model=base), Job(), open_files)
        for count in range(TAKEN_UP, len(whole) + 1, TAKEN_UP):
            before, analyst = actions, Analyst(model, has_network=True)
            for label in whole[count - TAKEN_UP:count]:
                outline, took = clicked(place, analyst, label)
                labelled.append(outline)
                actions += took
            files = snapshot_files(place, labelled, crs, draw, Path(own))
            run.take_up(read_snapshot(count, *files), *files)
            for _ in range(STEPS_AN_ACTION * (actions - before)):
                if not run.is_resting:
                    run.learn()
            if count in MOMENTS:
                model = str(folder / f"live{count}.roofline")
                kept = keep(run.training, Keep("job", model), base)
                if kept.problem:
                    raise RooflineError(kept.problem)
                moments.append({**scored(place, model, count, actions), "steps": run.state.step})
    return moments


def snapshot_files(place: SplitSet, labelled: list[BaseGeometry], crs: str, draw: int, folder: Path) -> Labelled:
    """The labels so far, and the ground on which they are complete."""
    drawn = write_draw(place.pool, len(labelled), draw, folder)
    labels = str(folder / f"clicked{len(labelled)}.gpkg")
    write_polygons(labels, "labels", labelled, {"class": ["building"] * len(labelled)}, crs)
    return Labelled(labels, drawn.areas)


def clicked(place: SplitSet, analyst: Analyst, label: BaseGeometry) -> tuple[BaseGeometry, int]:
    """The outline of a building after one click and the corners that were put right, and how many actions it took."""
    path = next(path for path in place.images if _shows(path, label))
    analyst.look(Viewed(path, list(label.bounds), [label]))
    found = analyst.first(label)
    common, union = found.intersection(label).area, found.union(label).area
    return (found, 1) if common >= IOU * union else (label, 1 + corrections(found, label))


def _shows(path: str, label: BaseGeometry) -> bool:
    with rasterio.open(path) as raster:
        return bool(shapely.box(*raster.bounds).contains(label.centroid))


def corners(shape: BaseGeometry) -> int:
    """The number of corners of a polygon."""
    return len(_corners(shape))


def corrections(found: BaseGeometry, label: BaseGeometry) -> int:
    """Actions that make `label` of `found`: corners to move, add or delete, or drawing it anew where that is less."""
    if found.is_empty:
        return corners(label) + 1
    ours, theirs = _corners(found), _corners(label)
    apart = np.linalg.norm(ours[:, None] - theirs[None], axis=2)
    wrong, missing = (apart.min(axis=1) > SAME_CORNER_M).sum(), (apart.min(axis=0) > SAME_CORNER_M).sum()
    return int(min(max(wrong, missing), corners(label) + 1))


def _corners(shape: BaseGeometry) -> np.ndarray:
    outer = max(shapely.get_parts(shape), key=lambda part: part.area)
    return shapely.get_coordinates(outer.exterior)[:-1]


def scored(place: SplitSet, model: str, labels: int, actions: int) -> dict[str, Any]:
    """A moment: what was done until then, and how good the model is."""
    figures = place.figures(model)
    return {"labels": labels, "actions": actions, "f1": figures["f1"], "iou": figures["iou"]}


def report(results: dict[str, Any]) -> list[str]:
    """A line for each place, way and moment."""
    lines = ["| set | way | draws | labels | actions | F1 | IoU |", "|" + "---|" * 7]
    for name in SETS:
        for way, words in WAYS.items():
            runs = [run for run in results.values() if (run["set"], run["way"]) == (name, way)]
            for moments in zip(*(run["moments"] for run in runs)):
                actions, f1, iou = (np.mean([one[key] or 0.0 for one in moments]) for key in ("actions", "f1", "iou"))
                lines.append(f"| {name} | {words} | {len(moments)} | {moments[0]['labels']} | {actions:.0f} | "
                             f"{f1:.3f} | {iou:.3f} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=list(SETS[:1]), choices=SETS)
    parser.add_argument("--draws", type=int, default=1)
    options = grid_options(parser, RESULTS, run_task)
    print("\n".join(report(run_grid(options, tasks, MODULE))))


if __name__ == "__main__":
    main()
