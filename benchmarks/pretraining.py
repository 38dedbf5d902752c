"""Benchmark of pretraining: an encoder that has learned from imagery without labels, against random weights.

    make benchmark NAME=pretraining DATA=../shared/data ARGS="--work ../pretraining"    (in parts: what is there is not made again)
    make benchmark NAME=pretraining ARGS=--report

A vision transformer is pretrained on unlabelled imagery of one country, with stratified and with uniform windows, and
then tuned on a tenth and on all of the labels of a set in that country (home) and in the other one (abroad). Random
weights of the same encoder are tuned alike. Three seeds; F1 and IoU on other ground of the set.
"""  # noqa: E501 - the command is one line

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.evaluation.metrics import by_building
from ..models.geodata.polygon_io import read_polygons
from ..models.pretraining.pretrain import pretrain
from ..protocol.job_requests import Pretrain
from ..protocol.settings.pretraining import STRATIFIED, UNIFORM
from .draws import write_draw
from .grid import grid_options, run_grid
from .never_worse import gain, with_interval
from .rehearsal import split_set
from .unseen import SplitSet

MODULE = "roofline.benchmarks.pretraining"
RESULTS = Path(__file__).parent / "results" / "pretraining.json"
ARCHIVES = {"naip": ("unlabelled_naip_california/images/*.tif", "unlabelled_naip_southwest/images/*.tif"),
            "banepa": ("banepa_nepal/images/banepa_wide_unlabelled.tif",)}
"""Imagery without labels. That of Banepa shows the ground of the set too, without its labels."""
WINDOWS = {"naip": 1500, "banepa": 120}
"""Drawn from each archive: a part of what there is, so that the two ways of drawing differ."""
HOME = {"naip": "austin_usa_inria_geo", "banepa": "banepa_nepal"}
"""A set in the country of each archive."""
SHARES = (0.1, 1.0)
"""Of the labels of a set."""
RANDOM = "random weights"
RESOLUTION_M = 0.3
TUNING = {"strategy": "full", "learning_rate": 3e-4, "layer_decay": 1.0, "tile_size": 128, "batch_size": 32,
          "resolution_m": RESOLUTION_M, "max_seconds": 0}
"""The rate lies between the one that suits a pretrained vision transformer (1e-4) and that for random weights (1e-3);
tiles are as large as the windows of the pretraining. Chosen in Chicago, which is not scored, and by a look at
Austin."""
SETTINGS = {"resolution_m": RESOLUTION_M, "bands": "red,green,blue", "window_size": 128, "batch_size": 64,
            "max_seconds": 0}
"""Of the pretraining. Steps end it and not seconds, so that other work on the machine takes nothing from one arm."""


def pretrainings(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The pretrainings by name: one for each archive and way of drawing windows."""
    return {f"{archive} {sampling}": {**_places(options), "archive": archive, "sampling": sampling,
                                      "steps": options.steps}
            for archive in options.archives for sampling in (STRATIFIED, UNIFORM)}


def tunings(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The tunings by name: on each set and share of its labels, from each encoder; seed after seed."""
    arms = [("", RANDOM), *((archive, sampling) for archive in options.archives for sampling in (STRATIFIED, UNIFORM))]
    return {f"{archive} {sampling} {name} {share:g} {seed}".strip():
            {**_places(options), "archive": archive, "sampling": sampling, "set": name, "share": share, "seed": seed,
             "steps": options.steps, "tuning_steps": options.tuning_steps}
            for seed in range(options.seeds) for name in options.sets for share in SHARES for archive, sampling in arms}


def _places(options: argparse.Namespace) -> dict[str, str]:
    return {"data": str(options.data.resolve()), "work": str(options.work.resolve())}


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """A pretraining, or a tuning and its score."""
    device = describe_device(choose_device())
    if "share" not in task:
        return {**_pretrained(task, _encoder_path(task)), "device": device}
    encoder = _encoder_path(task)
    if not encoder.is_file():
        _pretrained(task, encoder)
    with tempfile.TemporaryDirectory() as folder:
        place = split_set(Path(task["data"]), task["set"], Path(folder))
        found = _tuned(place, str(encoder), task, Path(folder))
    return {**found, "device": device, "told": f"F1 {found['f1'] or 0:.3f}, IoU {found['iou'] or 0:.3f}"}


def _encoder_path(task: dict[str, Any]) -> Path:
    """The file of the task's encoder in the folder `work`: one for each pretraining, and random weights by seed."""
    name = f"random-{task['seed']}" if task["sampling"] == RANDOM else f"{task['archive']}-{task['sampling']}"
    return Path(task["work"]) / f"{name}.safetensors"


def _pretrained(task: dict[str, Any], path: Path) -> dict[str, Any]:
    """Pretrain the task's encoder and write it to `path`. One step with a learning rate of nearly nothing leaves random
    weights."""
    archive = task["archive"] or next(iter(ARCHIVES))
    imagery = [str(raster) for pattern in ARCHIVES[archive] for raster in sorted(Path(task["data"]).glob(pattern))]
    settings = {**SETTINGS, "windows": WINDOWS[archive], "seed": task.get("seed", 0), "max_steps": task["steps"],
                "sampling": task["sampling"]}
    if task["sampling"] == RANDOM:
        settings.update(max_steps=1, learning_rate=1e-7, windows=64, sampling=UNIFORM)
    return pretrain_encoder(imagery, settings, path)


def pretrain_encoder(imagery: list[str], settings: dict[str, Any], path: Path) -> dict[str, Any]:
    """Pretrain on the rasters `imagery`, and write the encoder to `path` and the report beside it; goes on with what a
    run before has left in the folder of that name."""
    folder = path.with_suffix("")
    done = pretrain(Pretrain("job", str(folder), imagery, str(path), settings, report=str(path.with_suffix(".html")),
                             resume=folder.is_dir()), Job())
    return {"loss": done["loss"], "windows": done["windows"], "told": f"loss {done['loss']:.3f}"}


def _tuned(place: SplitSet, encoder: str, task: dict[str, Any], work: Path) -> dict[str, Any]:
    """What a model that was tuned from `encoder` on the task's share of the labels finds on other ground."""
    drawn, labels = place.pool, len(read_polygons(place.pool.labels, "labels"))
    if task["share"] < 1:
        labels = max(round(task["share"] * labels), 1)
        drawn = write_draw(place.pool, labels, task["seed"], work)
    settings = {**TUNING, "max_steps": task["tuning_steps"], "seed": task["seed"]}
    comparison = place.comparison(place.tune_on(drawn, encoder, settings, Job()))
    found, false_alarms = by_building(comparison)
    return {"found": found, "false_alarms": false_alarms, "iou": comparison.iou, "f1": comparison.f1, "labels": labels}


def report(results: dict[str, Any]) -> list[str]:
    """A line for each set, share of its labels and archive: F1 / IoU in the mean of the seeds, and the differences of
    F1, paired, with their 95 % intervals."""
    runs: dict[tuple[tuple[str, float], str, str], dict[int, Any]] = defaultdict(dict)
    for run in results.values():
        if "share" in run:
            runs[(run["set"], run["share"]), run["archive"], run["sampling"]][run["seed"]] = run
    lines = [f"| set | labels | pretrained on | seeds | {RANDOM} | {UNIFORM} | {STRATIFIED} | {STRATIFIED} less random "
             f"(95 %) | {STRATIFIED} less {UNIFORM} (95 %) |", "|" + "---|" * 9]
    for cell, archive in sorted({(cell, archive) for cell, archive, _ in runs if archive}):
        arms = [runs[cell, "", RANDOM], runs[cell, archive, UNIFORM], runs[cell, archive, STRATIFIED]]
        seeds = sorted(set.intersection(*(set(arm) for arm in arms)))
        if not seeds:
            continue
        name = cell[0]
        where = "home" if HOME[archive] == name else "abroad"
        labels = sorted({arms[0][seed]["labels"] for seed in seeds})
        figures = [" / ".join(f"{np.mean([arm[seed][key] or 0.0 for seed in seeds]):.3f}" for key in ("f1", "iou"))
                   for arm in arms]
        lines.append(f"| {name} | {', '.join(map(str, labels))} | {archive} ({where}) | {len(seeds)} | "
                     f"{' | '.join(figures)} | {_difference(arms[0], arms[2], seeds)} | "
                     f"{_difference(arms[1], arms[2], seeds)} |")
    return lines


def _difference(first: dict[int, Any], second: dict[int, Any], seeds: list[int]) -> str:
    return with_interval(np.mean([gain(first[seed], [second[seed]]) for seed in seeds], axis=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("runs/pretraining"), help="folder for the encoders")
    parser.add_argument("--archives", nargs="+", default=list(ARCHIVES), choices=list(ARCHIVES))
    parser.add_argument("--sets", nargs="+", default=list(HOME.values()), choices=list(HOME.values()))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=4000, help="of each pretraining: half an hour on one core")
    parser.add_argument("--tuning-steps", type=int, default=120, help="of each tuning")
    options = grid_options(parser, RESULTS, run_task)
    run_grid(options, pretrainings, MODULE)
    print("\n".join(report(run_grid(options, tunings, MODULE))))


if __name__ == "__main__":
    main()
