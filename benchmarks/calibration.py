"""Benchmark of calibration: of the footprints with a confidence, how many are right? A reliability diagram as a table.

    make benchmark NAME=calibration DATA=../shared/data ARGS="--jobs 2"    (in parts: what is there is not made again)
    make benchmark NAME=calibration ARGS=--report

In places that the base has not seen: the base as it is, by the mean probability of its footprints and by a calibration
fitted in the other places, and tuned with the plugin's defaults, by the confidence that its card gives. A footprint is
right where it shares half of its union with a building (IoU 0.5).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from ..models.core.job import Job
from ..models.networks.calibration import UNSEEN, Calibration
from .draws import write_draw
from .few_labels import unseen_base
from .grid import grid_options, run_grid
from .never_worse import AS_IT_IS, PLACES, POOL, SECONDS
from .rehearsal import split_set

MODULE = "roofline.benchmarks.calibration"
RESULTS = Path(__file__).parent / "results" / "calibration.json"
EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name."""
    return {f"{name} {labels}": {"data": str(options.data.resolve()), "set": name, "labels": labels,
                                 "base": unseen_base(name)}
            for labels in options.labels for name in options.places}


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """The confidence of each footprint that counts, and whether it is right."""
    labels, model = task["labels"], task["base"]
    with tempfile.TemporaryDirectory() as folder:
        place = split_set(Path(task["data"]), task["set"], Path(folder))
        if labels != AS_IT_IS:
            drawn = place.pool if labels == POOL else write_draw(place.pool, int(labels), 0, Path(folder))
            model = place.tune_on(drawn, model, {"max_seconds": SECONDS[labels]}, Job())
        comparison, confidences = place.judged(model)
    right, wrong = comparison.matches[:, 0].astype(int), comparison.false_alarms.astype(int)
    found = [[confidences[one], 1] for one in right] + [[confidences[one], 0] for one in wrong]
    return {"found": found, "told": f"{len(right)} of {len(found)} right"}


def report(results: dict[str, Any]) -> list[str]:
    """A line for each place and the lot: footprints and the share of them that is right, by confidence."""
    names = [f"{low:g} to {min(high, 1.0):g}" for low, high in zip(EDGES, EDGES[1:])]
    lines = [f"| labels | set | {' | '.join(names)} |", "|" + "---|" * (len(names) + 2)]
    fitted = ""
    for labels in sorted({run["labels"] for run in results.values()}, key=list(SECONDS).index):
        runs = {run["set"]: np.array(run["found"], float).reshape(-1, 2)
                for run in results.values() if run["labels"] == labels}
        lines += _lines(labels, runs)
        if labels == AS_IT_IS:
            lines += _lines("0, calibrated elsewhere", {name: np.column_stack([
                calibration({other: found for other, found in runs.items() if other != name}).confidence(here[:, 0]),
                here[:, 1]]) for name, here in runs.items()})
            fitted = f"Each place counting the same: {calibration(runs)}."
    return [*lines, "", fitted]


def calibration(runs: dict[str, np.ndarray]) -> Calibration:
    """The calibration by what was found in several places, each counting the same."""
    found = np.concatenate(list(runs.values()))
    weights = np.concatenate([np.full(len(one), len(found) / len(runs) / len(one)) for one in runs.values()])
    return UNSEEN.fitted(found[:, 0], found[:, 1], weights)


def _lines(labels: str, runs: dict[str, np.ndarray]) -> list[str]:
    every = [*sorted(runs.items()), ("**all**", np.concatenate(list(runs.values())))]
    return [f"| {labels} | {name} | {' | '.join(_cells(found))} |" for name, found in every]


def _cells(found: np.ndarray) -> list[str]:
    bins = np.digitize(found[:, 0], EDGES[1:-1])
    return [f"{found[bins == one, 1].mean():.0%} of {(bins == one).sum()}" if (bins == one).any() else ""
            for one in range(len(EDGES) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=list(PLACES), choices=PLACES)
    parser.add_argument("--labels", nargs="+", default=[AS_IT_IS, "20", POOL], choices=list(SECONDS))
    options = grid_options(parser, RESULTS, run_task)
    print("\n".join(report(run_grid(options, tasks, MODULE))))


if __name__ == "__main__":
    main()
