"""Benchmark of negative transfer: does pressing Train ever make a base worse? Many places, few labels in one spot.

    make benchmark NAME=never_worse DATA=../shared/data ARGS="--jobs 2"    (in parts: what is there is not made again)
    make benchmark NAME=never_worse ARGS=--report

In every place a base that has not seen it, as it is and tuned with the plugin's defaults on the labels of a spot or on
the whole pool, scored on other ground. Differences are paired: both are scored on the same buildings.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.evaluation.metrics import by_building
from ..models.networks.model_registry import load_model
from .draws import write_draw
from .few_labels import unseen_base
from .grid import grid_options, run_grid
from .rehearsal import split_set

MODULE = "roofline.benchmarks.never_worse"
RESULTS = Path(__file__).parent / "results" / "never_worse.json"
PLACES = ("shanghai_spacenet2", "paris_spacenet2", "austin_usa_inria_geo", "zanzibar", "banepa_nepal", "rio_spacenet1",
          "atlanta_spacenet4")
POOL, AS_IT_IS = "pool", "0"
SECONDS = {AS_IT_IS: 0, "5": 60, "20": 60, "50": 60, POOL: 240}
"""Of fine-tuning, by the number of labels."""
SAME = 0.01
"""A smaller difference of F1 is none."""
LARGE = 50
"""Buildings that are scored in a place: with fewer, one or two of them decide."""
DRAWS = 4000
"""Bootstrap draws of the buildings."""


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name: the base as it is in each place, then draw after draw."""
    found = {}
    for draw in range(options.draws):
        for labels in (AS_IT_IS, *options.labels):
            for name in options.places:
                if draw and labels in (AS_IT_IS, POOL) and not options.pool_draws:
                    continue
                found[f"{name} {labels} {draw}"] = {"data": str(options.data.resolve()), "set": name, "labels": labels,
                                                    "draw": draw, "settings": options.settings,
                                                    "base": unseen_base(name, options.base)}
    return found


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Tune and score: the reference buildings that were found, and the false alarms nearest to each."""
    labels, base = task["labels"], task["base"]
    with tempfile.TemporaryDirectory() as folder:
        place, model = split_set(Path(task["data"]), task["set"], Path(folder)), base
        if labels != AS_IT_IS:
            drawn = place.pool if labels == POOL else write_draw(place.pool, int(labels), task["draw"], Path(folder))
            settings = {"max_seconds": SECONDS[labels], "seed": task["draw"], **task["settings"]}
            model = place.tune_on(drawn, base, settings, Job())
        comparison, card = place.comparison(model), load_model(model).card
    found, false_alarms = by_building(comparison)
    return {"found": found, "false_alarms": false_alarms, "iou": comparison.iou, "f1": comparison.f1,
            "base": Path(base).name, "resolution_m": card.resolution_m, "made_of": card.labels,
            "device": describe_device(choose_device()),
            "told": f"F1 {comparison.f1 or 0:.3f} IoU {comparison.iou or 0:.3f}"}


def report(results: dict[str, Any]) -> list[str]:
    """A line for each cell, and the means over the places."""
    lines = ["| set | labels | buildings | draws | base F1 / IoU | tuned F1 / IoU | F1: tuned less base (95 %) | |",
             "|" + "---|" * 8]
    bases = {run["set"]: run for run in results.values() if run["labels"] == AS_IT_IS}
    cells: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for run in results.values():
        if run["labels"] != AS_IT_IS and run["set"] in bases:
            cells[run["labels"], run["set"]].append(run)
    gains_of: dict[str, dict[str, np.ndarray]] = defaultdict(dict)
    for (labels, name), runs in sorted(cells.items(), key=lambda cell: (list(SECONDS).index(cell[0][0]), cell[0][1])):
        base, gains = bases[name], gain(bases[name], runs)
        mean = gains[0]
        gains_of[labels][name] = gains
        f1, iou = (np.mean([run[key] or 0.0 for run in runs]) for key in ("f1", "iou"))
        verdict = "same" if abs(mean) <= SAME else "better" if mean > 0 else "**worse**"
        lines.append(f"| {name} | {labels} | {len(base['found'])} | {len(runs)} | {base['f1'] or 0:.3f} / "
                     f"{base['iou'] or 0:.3f} | {f1:.3f} / {iou:.3f} | {with_interval(gains)} | {verdict} |")
    lines.append("")
    for labels, of_places in gains_of.items():
        large = [one for name, one in of_places.items() if len(bases[name]["found"]) > LARGE]
        least = min(one[0] for one in of_places.values())
        lines.append(f"- {labels} labels: {_mean(list(of_places.values()))} F1 in the mean of {len(of_places)} places, "
                     f"least {least:+.3f}; {_mean(large)} in the {len(large)} with more than {LARGE} buildings")
    return lines


def _mean(gains: list[np.ndarray]) -> str:
    """The mean of the gains of some places, and its interval."""
    return with_interval(np.mean(gains, axis=0)) if gains else "-"


def with_interval(gains: np.ndarray) -> str:
    """A gain and its 95 % interval; `gains` as of gain()."""
    low, high = np.quantile(gains[1:], (0.025, 0.975))
    return f"{gains[0]:+.3f} ({low:+.2f} to {high:+.2f})"


def gain(base: dict[str, Any], runs: list[dict[str, Any]]) -> np.ndarray:
    """F1 of tuned models, in the mean of `runs`, less that of the base: as measured, then for DRAWS paired bootstrap
    draws of the reference buildings (Efron 1979)."""
    count, random = len(base["found"]), np.random.default_rng(0)
    weights = np.vstack([np.ones(count), random.multinomial(count, np.full(count, 1 / count), size=DRAWS)])
    return np.mean([_f1(run, weights) for run in runs], axis=0) - _f1(base, weights)


def _f1(run: dict[str, Any], weights: np.ndarray) -> np.ndarray:
    found, false_alarms = weights @ np.array(run["found"], float), weights @ np.array(run["false_alarms"], float)
    return 2 * found / np.maximum(found + false_alarms + weights.sum(axis=1), 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=list(PLACES), choices=PLACES)
    parser.add_argument("--labels", nargs="+", default=["20", "5", POOL, "50"], choices=list(SECONDS))
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--pool-draws", action="store_true", help="train on the pool with several seeds too")
    parser.add_argument("--base", type=Path, help="folder of a base, for the places that it has not seen; needs --out")
    parser.add_argument("--settings", type=json.loads, default={}, help="of the training, as JSON; needs --out")
    options = grid_options(parser, RESULTS, run_task)
    print("\n".join(report(run_grid(options, tasks, MODULE))))


if __name__ == "__main__":
    main()
