"""Benchmark of continued fine-tuning: should a second round begin with the model of the first, or with its base?

    make benchmark NAME=second_round DATA=../shared/data ARGS="--jobs 2"    (in parts: what is there is not made again)
    make benchmark NAME=second_round ARGS=--report

In every place a model is tuned on a few labels of a spot (the first round), and then two on more labels of that spot,
which are those of the first round and new ones beside them: one from the base, one from the first model. All are scored
on the same other ground, and differences are paired.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
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
from .never_worse import PLACES, gain, with_interval
from .rehearsal import split_set
from .unseen import SplitSet

MODULE = "roofline.benchmarks.second_round"
RESULTS = Path(__file__).parent / "results" / "second_round.json"
FIRST, SECOND, SECONDS = 20, 50, 60
"""Labels of the first and the second round, and the seconds of each training."""
ARMS = ("base", "first round", "second, from the base", "second, from the first")


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name, draw after draw."""
    return {f"{name} {draw}": {"data": str(options.data.resolve()), "set": name, "draw": draw,
                               "base": unseen_base(name)}
            for draw in range(options.draws) for name in options.places}


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Both rounds: for each arm the reference buildings that were found, and the false alarms nearest to each."""
    with tempfile.TemporaryDirectory() as folder:
        work, base = Path(folder), task["base"]
        place = split_set(Path(task["data"]), task["set"], work)
        first = _tuned(place, work, task, FIRST, base)
        models = {"base": base, "first round": first,
                  "second, from the base": _tuned(place, work, task, SECOND, base),
                  "second, from the first": _tuned(place, work, task, SECOND, first)}
        arms = {arm: _judged(place, models[arm]) for arm in ARMS}
    return {"arms": arms, "device": describe_device(choose_device()),
            "told": ", ".join(f"{arm} {arms[arm]['f1'] or 0:.3f}" for arm in ARMS)}


def _tuned(place: SplitSet, work: Path, task: dict[str, Any], labels: int, start: str) -> str:
    drawn = write_draw(place.pool, labels, task["draw"], work)
    made = place.tune_on(drawn, start, {"max_seconds": SECONDS, "seed": task["draw"]}, Job())
    return str(shutil.copy(made, work / f"{labels} from {Path(start).stem}.roofline"))


def _judged(place: SplitSet, model: str) -> dict[str, Any]:
    comparison, card = place.comparison(model), load_model(model).card
    found, false_alarms = by_building(comparison)
    return {"found": found, "false_alarms": false_alarms, "iou": comparison.iou, "f1": comparison.f1,
            "resolution_m": card.resolution_m, "made_of": card.labels}


def report(results: dict[str, Any]) -> list[str]:
    """A line for each place, F1 in the mean of its draws, and the mean over the places."""
    lines = [f"| set | draws | {' | '.join(ARMS)} | from the first less from the base (95 %) |",
             "|" + "---|" * (len(ARMS) + 3)]
    differences = []
    for name in sorted({run["set"] for run in results.values()}):
        runs = [run["arms"] for run in results.values() if run["set"] == name]
        means = [np.mean([run[arm]["f1"] or 0.0 for run in runs]) for arm in ARMS]
        gains = np.mean([gain(run[ARMS[2]], [run[ARMS[3]]]) for run in runs], axis=0)
        differences.append(gains[0])
        lines.append(f"| {name} | {len(runs)} | {' | '.join(f'{mean:.3f}' for mean in means)} | "
                     f"{with_interval(gains)} |")
    return [*lines, "", f"- From the first round's model less from the base: {np.mean(differences):+.3f} F1 in the "
                        f"mean of {len(differences)} places."]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=list(PLACES), choices=PLACES)
    parser.add_argument("--draws", type=int, default=2)
    options = grid_options(parser, RESULTS, run_task)
    print("\n".join(report(run_grid(options, tasks, MODULE))))


if __name__ == "__main__":
    main()
