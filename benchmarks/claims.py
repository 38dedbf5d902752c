"""Benchmark of three claims: minutes of training suffice, half the labels suffice, adapters match full tuning.

    make benchmark NAME=claims DATA=../shared/data ARGS="--size small --jobs 2"
    make benchmark NAME=claims DATA=../shared/data ARGS="--jobs 1"                   (the whole, on a GPU)
    make benchmark NAME=claims ARGS=--report

1: minutes of fine-tuning reach the level of a long training. 2: half the labels suffice. 3: adapters match full tuning,
cost less and travel better. The arms are in benchmarks/arms.py, the lines to pass in benchmarks/claims_report.py; both
were written before the first run. Every run has a process of its own, and results are kept as they come.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import rasterio.features
import shapely
import shapely.geometry
import torch

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.polygon_io import read_polygons, write_polygons
from ..models.networks.model_card import Band
from ..models.networks.model_file import read_model, write_model_folder
from ..models.networks.model_registry import BASE, load_model
from ..models.training.strategies import resolve_settings, starting_network
from ..models.training.train import fine_tune
from ..models.training.trainer import Trainer
from ..protocol.job_requests import Train
from ..protocol.messages import Message, Progress
from ..protocol.settings.training import TrainSettings
from ..recipes.grounds import pooled_statistics, read_grounds
from .arms import (
    NO_TRAINING,
    POOL,
    SIZES,
    Arm,
    Size,
    chosen_factors,
    few_and_many,
    long_and_short,
    rate_search,
    tuned_parts,
)
from .claims_report import report
from .draws import write_draw
from .few_labels import unseen_base
from .grid import read_results, run_all, stay_on_core, surroundings, tell
from .unseen import SPLIT_SETS, SplitSet, whole_figures

MODULE = "roofline.benchmarks.claims"
RESULTS = Path(__file__).parent / "results"
WRONG_SET = FOREIGN_SET = "austin_usa_inria_geo"
GREEN = 20
"""How much greener than red and blue, of 255, vegetation is at least (excess green, Woebbecke et al. 1995)."""
COUNTS = ("f1", "iou", "matched", "missed", "false_alarms")


class Speed(Job):
    """A silent job that records the speed of the training."""

    def __init__(self) -> None:
        self.tiles_per_second = 0.0
        super().__init__(send=self._hear)

    def _hear(self, message: Message) -> None:
        if isinstance(message, Progress):
            self.tiles_per_second = message.figures.get("tiles_per_second", self.tiles_per_second)


def peak_mb() -> float:
    """The most memory that this process has used: of the GPU where there is one, else resident."""
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1e-6 if sys.platform == "darwin" else 1.024e-3)


def trainable_share(base: str, settings: dict[str, Any]) -> float:
    """The share of the network's weights that a run trains."""
    card, weights = read_model(base)
    decided = resolve_settings(TrainSettings.from_dict(settings), 1)
    network = starting_network(card, weights, decided)
    Trainer(network, decided, torch.device("cpu"), frozen_normalization=True).train_encoder(True)
    sizes = [(parameter.numel(), parameter.requires_grad) for parameter in network.parameters()]
    return sum(size for size, learns in sizes if learns) / sum(size for size, _ in sizes)


def changed_mb(base: str, model: str) -> float:
    """Megabytes of the tensors that differ from the base's: a model file has no others where its base ships."""
    _, before = read_model(base)
    _, after = read_model(model)
    return sum(tensor.nbytes for name, tensor in after.items()
               if not name.startswith(BASE) and (name not in before or not torch.equal(tensor, before[name]))) / 1e6


def foreign_base(base: str, data: Path, folder: Path) -> str:
    """The base with the band statistics of another place in its card: the target's own are not looked at."""
    card, weights = read_model(base)
    known = pooled_statistics(read_grounds(data / FOREIGN_SET, card.resolution_m))
    bands = tuple(Band(band.name, float(mean), float(std), band.wavelength_um)
                  for band, mean, std in zip(card.bands, known.mean, known.std))
    write_model_folder(folder / "foreign", replace(card, bands=bands, weights_hash=""), weights)
    return str(folder / "foreign")


def wrong_base(base: str, data: Path, out: Path, seconds: int) -> str:
    """A network like the base that learned, from random weights, to find vegetation where the base learned buildings:
    real imagery and a real target, but the wrong one. It is made once and kept in `out`."""
    model = out / f"vegetation-{seconds}s.roofline"
    if model.exists():
        return str(model)
    card, _ = read_model(base)
    grounds = read_grounds(data / WRONG_SET, card.resolution_m)
    with tempfile.TemporaryDirectory() as folder:
        shapes, frames = [], []
        for ground in grounds:
            red, green, blue = ground.image.astype(np.int16)
            mask = (2 * green - red - blue > GREEN).astype(np.uint8)
            found = [shapely.geometry.shape(one) for one, _ in rasterio.features.shapes(mask, mask > 0)]
            shapes += list(apply_affine([one for one in found if one.area > 50], ground.transform))
            frames.append(apply_affine(shapely.box(0, 0, *mask.shape[::-1]), ground.transform))
        write_polygons(f"{folder}/labels.gpkg", "labels", shapes, {"class": ["building"] * len(shapes)}, grounds[0].crs)
        write_polygons(f"{folder}/areas.gpkg", "areas", frames, {"role": ["train"] * len(frames)}, grounds[0].crs)
        images = [str(path) for path in sorted((data / WRONG_SET / "images").glob("*.tif"))]
        fine_tune(Train("job", f"{folder}/run", images, f"{folder}/labels.gpkg", str(model),
                        {"strategy": "scratch", "max_seconds": seconds}, areas=f"{folder}/areas.gpkg",
                        base_model=base), Job())
    return str(model)


def run_arm(arm: Arm, data: Path, wrong: str) -> dict[str, Any]:
    """Train and score one arm."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = SplitSet(data / arm.set, folder)
        base = unseen_base(arm.set)
        start = {"unseen": base, "wrong": wrong}.get(arm.base) or foreign_base(base, data, folder)
        found: dict[str, Any] = {"device": describe_device(choose_device()), "held_out_f1": None}
        model = start
        if arm.strategy != NO_TRAINING:
            labelled = place.pool if arm.labels == POOL else write_draw(place.pool, int(arm.labels), arm.seed, folder)
            found["drawn"] = len(read_polygons(labelled.labels, "labels"))
            before, job, started = peak_mb(), Speed(), time.monotonic()
            model = place.tune_on(labelled, start, arm.settings, job)
            found.update(seconds_taken=time.monotonic() - started, peak_mb=peak_mb(), before_mb=before,
                         seconds_a_step=TrainSettings().batch_size / max(job.tiles_per_second, 1e-9),
                         trainable=trainable_share(base, arm.settings), changed_mb=changed_mb(base, model))
        card = load_model(model).card
        if arm.strategy != NO_TRAINING:
            held_out = card.scores.get("held_out")
            found.update(held_out_f1=held_out and held_out["f1"], took=card.settings["strategy"],
                         steps=card.labels["steps"], trained_labels=card.labels["trained"])
        if arm.claim != "rates":
            found["scores"] = {arm.set: _counts(place.figures(model))}
            found["scores"].update({one: score_elsewhere(model, data, one, folder) for one in arm.elsewhere})
            found["told"] = ", ".join(f"{one} F1 {s['f1'] or 0:.3f}" for one, s in found["scores"].items())
    return found


def score_elsewhere(model: str, data: Path, name: str, folder: Path) -> dict[str, Any]:
    """The score of a model in the test part of a split set, or in the whole of another."""
    if name in SPLIT_SETS:
        return _counts(SplitSet(data / name, folder).figures(model))
    loaded = load_model(model)
    return _counts(whole_figures(loaded.card, loaded.weights, read_grounds(data / name, loaded.card.resolution_m)))


def _counts(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: figures[name] for name in COUNTS}


def keyed(arms: Iterable[Arm], data: Path, wrong: str) -> dict[str, dict[str, Any]]:
    """Tasks by the names of their results."""
    return {arm.key: {**arm.to_dict(), "data": str(data.resolve()), "wrong": wrong} for arm in arms}


def run_claims(options: argparse.Namespace, size: Size, out: Path) -> None:
    """Run all tasks that have no result yet."""
    wrong = ""
    if "2" in options.claims:
        wrong = wrong_base(unseen_base(size.sets[0]), options.data, options.work, size.seconds * size.longer)
    for claim, arms in (("1", long_and_short(size)), ("2", few_and_many(size)), ("3", rate_search(size))):
        if claim in options.claims:
            run_all(keyed(arms, options.data, wrong), MODULE, out, options.jobs)
    if "3" in options.claims:
        factors = chosen_factors(read_results(out), size)
        run_all(keyed(tuned_parts(size, factors), options.data, wrong), MODULE, out, options.jobs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--size", default="whole", choices=SIZES, help="small: half an hour; smoke: no evidence")
    parser.add_argument("--claims", nargs="+", default=["1", "2", "3"], choices=["1", "2", "3"])
    parser.add_argument("--sets", nargs="+", choices=SPLIT_SETS)
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--seconds", type=int, help="of a short fine-tuning")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time, each on a core of its own")
    parser.add_argument("--work", type=Path, default=Path("runs") / "claims", help="keeps the control of claim 2")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--report", action="store_true", help="the tables of what is there, and no run")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        task = json.loads(options.task)
        stay_on_core()
        data, wrong = Path(task.pop("data")), task.pop("wrong")
        tell(run_arm(Arm(**{**task, "elsewhere": tuple(task["elsewhere"])}), data, wrong))
        return
    size = SIZES[options.size]
    size = replace(size, sets=tuple(options.sets or size.sets), seeds=options.seeds or size.seeds,
                   seconds=options.seconds or size.seconds)
    out = options.out or RESULTS / f"claims_{options.size}.json"
    if not options.report:
        if options.data is None:
            parser.error("give --data, or --report")
        options.work.mkdir(parents=True, exist_ok=True)
        print(f"On the {describe_device(choose_device())}: {surroundings(options.jobs)}.", flush=True)
        run_claims(options, size, out)
    print("\n".join(report(read_results(out), size.warning)))


if __name__ == "__main__":
    main()
