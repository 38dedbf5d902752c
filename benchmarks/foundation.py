"""Benchmark of base models on ground cover: water in Spain and land cover in Slovenia, both Sentinel-2 at 10 m.

    make benchmark NAME=foundation DATA=../shared/data ARGS="--seconds 300 --bases buildings scratch forest NAME=MODEL"
    make benchmark NAME=foundation ARGS="--report"

Each base is tuned with each strategy on one end of a scene, and scored on the other, behind a gap: IoU of each class of
the ground there, which no run learned from. `scratch` is the U-Net of the base `buildings` from random weights, and
`forest` a random forest on the values of single pixels; both know no strategies. NAME=MODEL is a model file, a folder
or an encoder (encoder:...), and a short name for it; random:ENCODER is an encoder with random weights, which tells what
a run costs where published ones cannot be fetched. Beside the scores stand the peak of the memory, the seconds from the
request to the model, and the size of the model file.
"""

from __future__ import annotations

import argparse
import pickle
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import rasterio
import rasterio.features
import shapely
import torch
from safetensors.torch import save_file
from shapely.geometry import shape

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.evaluation.evaluate import score_footprints
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from ..models.inference.predict import find_footprints
from ..models.networks.encoders import new_encoder
from ..models.networks.model_registry import load_model
from ..models.networks.pretrained import METADATA, card_of_encoder
from ..models.training.train import fine_tune
from ..protocol.areas import IGNORE, TEST, TRAIN
from ..protocol.job_requests import Evaluate, Predict, Train
from ..protocol.networks import UNET
from ..protocol.settings.training import STRATEGIES
from ..protocol.targets import COVER
from .grid import grid_options, run_grid

MODULE = "roofline.benchmarks.foundation"
RESULTS = Path(__file__).parent / "results" / "foundation.json"
FOREST, SCRATCH, RANDOM = "forest", "scratch", "random:"
LEARNED, GAP = 0.6, 0.06
"""Shares of a scene, from its top: what is learned from, and the gap before what is scored."""
TREES = 100
MEGABYTE = 1e6


class Scene(NamedTuple):
    """A scene: its folder, the raster in it, the layer with the labels and the field with their class, "" where all are
    of the class `only`; classes that are left out; and a mask of what is not known, "" for none."""

    folder: str
    raster: str
    labels: str
    field: str
    only: str = ""
    without: tuple[str, ...] = ()
    unknown: str = ""


SCENES = {
    "spain": Scene("ms_sen1floods11_spain", "images/Spain_7370579_S2.tif", "water.geojson", "", "water",
                   unknown="masks/Spain_7370579_water.tif"),
    "slovenia": Scene("ms_sentinel2_slovenia", "images/s2_slovenia_t4.tif", "lulc.gpkg", "LULC_NAME",
                      without=("no data", "none", ""))}


class Ground(NamedTuple):
    """The inputs of a run on disk: raster, labels with a field `class`, areas with the roles train, test and ignore."""

    raster: str
    labels: str
    areas: str


def prepare(scene: Scene, data: Path, folder: Path) -> Ground:
    """The labels of a scene with their classes, and its two parts."""
    path = data / scene.folder / scene.raster
    found = read_polygons(data / scene.folder / scene.labels, "labels")
    names = [scene.only] * len(found) if scene.only else [text.lower() for text in found.texts(scene.field.lower())]
    kept = np.array([name not in scene.without for name in names])
    labels, chosen = found.pick(kept), np.array(names, object)[kept]
    write_polygons(folder / "labels.gpkg", "labels", labels.geometries, {"class": chosen}, labels.crs)
    with rasterio.open(path) as raster:
        grid, (rows, columns), crs = raster.transform, raster.shape, raster.crs
    cut, below = round(LEARNED * rows), round((LEARNED + GAP) * rows)
    areas = [shapely.box(0, 0, columns, cut), shapely.box(0, below, columns, rows)]
    roles = [TRAIN, TEST]
    if scene.unknown:
        with rasterio.open(data / scene.folder / scene.unknown) as mask:
            hidden = mask.read(1) < 0
        unknown = [shape(geometry) for geometry, value in rasterio.features.shapes(hidden.astype(np.uint8)) if value]
        areas, roles = [*areas, *unknown], [*roles, *[IGNORE] * len(unknown)]
    moved = apply_affine(np.array(areas, object), grid)
    write_polygons(folder / "areas.gpkg", "areas", list(moved), {"role": np.array(roles, object)}, crs)
    return Ground(str(path), str(folder / "labels.gpkg"), str(folder / "areas.gpkg"))


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name, seed after seed."""
    found = {}
    for seed in range(options.seeds):
        for scene in options.scenes:
            for given in options.bases:
                name, _, model = given.rpartition("=")
                name = name or Path(model).stem
                for strategy in [""] if name == FOREST else [SCRATCH] if name == SCRATCH else options.strategies:
                    found[" ".join(filter(None, (scene, name, strategy, f"{options.seconds}s", str(seed))))] = {
                        "data": str(options.data and options.data.resolve()), "scene": scene, "name": name,
                        "base": model, "strategy": strategy, "seconds": options.seconds, "seed": seed}
    return found


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Learn and score: IoU by class and their mean, memory, seconds and size."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ground = prepare(SCENES[task["scene"]], Path(task["data"]), folder)
        learn = _forest if task["name"] == FOREST else _network
        found, kept = learn(task, ground, folder, started)
        scores = score_footprints(Evaluate("score", name, found, ground.labels, str(folder / "errors.gpkg"),
                                           areas=ground.areas, settings={"target_kind": COVER}), Job())
    classes = {one: scored["iou"] for one, scored in scores.get("classes", {}).items()}
    classes = classes or {SCENES[task["scene"]].only: scores["iou"]}
    return {**kept, "classes": classes, "mean_iou": scores["mean_iou"],
            "device": describe_device(choose_device()), "told": f"mean IoU {scores['mean_iou'] or 0:.3f}"}


def _network(task: dict[str, Any], ground: Ground, folder: Path, started: float) -> tuple[str, dict[str, Any]]:
    """Tune a network, and let it find the ground; what was found, and what it took."""
    model = folder / "model.roofline"
    settings = {"strategy": task["strategy"], "max_seconds": task["seconds"], "seed": task["seed"],
                "target_kind": COVER, "holdout_share": 0.0, "cross_fitting": False}
    base = None if task["name"] == SCRATCH else base_model(task["base"], folder)
    fine_tune(Train("train", str(folder / "run"), [ground.raster], ground.labels, str(model), settings,
                    areas=ground.areas, base_model=base), Job())
    kept = {"seconds_taken": time.monotonic() - started, "megabytes": _peak(),
            "file_megabytes": model.stat().st_size / MEGABYTE, "steps": load_model(model).card.labels["steps"]}
    found = str(folder / "found.gpkg")
    find_footprints(Predict("predict", str(folder / "prediction"), [ground.raster], found, {}, model=str(model)), Job())
    return found, kept


def base_model(given: str, folder: Path) -> str:
    """The base model that is meant; a file of random weights, always the same, for an encoder behind RANDOM."""
    if not given.startswith(RANDOM):
        return given
    encoder = given.removeprefix(RANDOM)
    torch.manual_seed(0)
    weights = {name: tensor.contiguous() for name, tensor in
               new_encoder(encoder, len(card_of_encoder(encoder, encoder, UNET).bands)).state_dict().items()}
    save_file(weights, folder / f"{encoder}.safetensors", {METADATA: encoder})
    return str(folder / f"{encoder}.safetensors")


def _forest(task: dict[str, Any], ground: Ground, folder: Path, started: float) -> tuple[str, dict[str, Any]]:
    """As _network(), with a random forest on the values of single pixels."""
    from sklearn.ensemble import RandomForestClassifier  # type: ignore[import-untyped,unused-ignore]

    with rasterio.open(ground.raster) as raster:
        image, grid, crs, valid = raster.read(), raster.transform, raster.crs, raster.dataset_mask() > 0
    labels = read_polygons(ground.labels, "labels").to(crs)
    names = sorted(set(labels.texts("class")))
    truth = _burnt(labels, [names.index(text) + 1 for text in labels.texts("class")], valid.shape, grid)
    areas = read_polygons(ground.areas, "areas", whole=True)
    roles = np.array(areas.texts("role"))
    learned = _burnt(areas.pick(roles == TRAIN), None, valid.shape, grid) > 0
    learned &= (_burnt(areas.pick(roles == IGNORE), None, valid.shape, grid) == 0) & valid
    forest = RandomForestClassifier(TREES, random_state=task["seed"], n_jobs=1)
    forest.fit(image[:, learned].T, truth[learned])
    kept = {"seconds_taken": time.monotonic() - started, "megabytes": _peak(),
            "file_megabytes": len(pickle.dumps(forest)) / MEGABYTE, "steps": None}
    said = np.zeros(valid.shape, np.uint8)
    said[valid] = forest.predict(image[:, valid].T)
    parts = [(shape(geometry), int(value)) for geometry, value in
             rasterio.features.shapes(said, mask=said > 0, transform=grid)]
    write_polygons(folder / "found.gpkg", "footprints", [one for one, _ in parts],
                   {"class": np.array([names[value - 1] for _, value in parts], object)}, crs)
    return str(folder / "found.gpkg"), kept


def _burnt(polygons: Polygons, values: list[int] | None, size: tuple[int, ...], grid: Any) -> np.ndarray:
    """The polygons as a raster (rows, columns) uint8: their values, or 1; where they overlap the first one's."""
    if not len(polygons):
        return np.zeros(size, np.uint8)
    values = [1] * len(polygons) if values is None else values
    burnt: np.ndarray = rasterio.features.rasterize(
        list(zip(polygons.geometries[::-1], values[::-1])), out_shape=size, transform=grid, dtype="uint8")
    return burnt


def _peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def report(results: dict[str, Any]) -> list[str]:
    """The lines of the tables, one for each scene: a row for each base and strategy, the mean over its seeds."""
    lines = []
    for scene in SCENES:
        rows: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for run in results.values():
            if run["scene"] == scene:
                rows[run["name"], run["strategy"]].append(run)
        if not rows:
            continue
        classes = sorted({name for runs in rows.values() for run in runs for name in run["classes"]})
        heads = ["base", "strategy", "runs", "mean IoU", *classes, "memory, MB", "seconds", "steps", "file, MB"]
        lines += [f"**{scene}**", "", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
        for (name, strategy), runs in rows.items():
            cells = [name, strategy or "-", str(len(runs)), _range([run["mean_iou"] for run in runs]),
                     *(_share([run["classes"].get(one) for run in runs]) for one in classes),
                     f"{_mean([run['megabytes'] for run in runs]):,.0f}",
                     f"{_mean([run['seconds_taken'] for run in runs]):.0f}",
                     "-" if runs[0]["steps"] is None else f"{_mean([run['steps'] for run in runs]):,.0f}",
                     f"{_mean([run['file_megabytes'] for run in runs]):.1f}"]
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return lines


def _mean(values: list[float]) -> float:
    return float(np.mean(values))


def _share(values: list[float | None]) -> str:
    """The mean IoU of a class over the runs in which it covers any ground; a dash where it never does."""
    there = [value for value in values if value is not None]
    return f"{np.mean(there):.2f}" if there else "-"


def _range(values: list[float | None]) -> str:
    """The mean, and where there are several the least and the greatest."""
    whole = [value or 0.0 for value in values]
    spread = f" ({min(whole):.3f}-{max(whole):.3f})" if len(whole) > 1 else ""
    return f"{np.mean(whole):.3f}{spread}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", nargs="+", default=list(SCENES), choices=list(SCENES))
    parser.add_argument("--bases", nargs="+", default=["buildings", SCRATCH, FOREST], help="models, or NAME=MODEL")
    parser.add_argument("--strategies", nargs="+", default=["adapter", "full", "decoder"], choices=STRATEGIES)
    parser.add_argument("--seconds", type=int, default=300, help="of fine-tuning")
    parser.add_argument("--seeds", type=int, default=1)
    options = grid_options(parser, RESULTS, run_task)
    results = run_grid(options, tasks, MODULE)
    if not results:
        raise SystemExit(f"There are no results in {options.out} yet.")
    print(f"On the {', '.join(sorted({run['device'] for run in results.values()}))}.\n")
    print("\n".join(report(results)))


if __name__ == "__main__":
    main()
