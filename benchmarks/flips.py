"""Benchmark of test-time augmentation: the mean of four mirrored views against one view, as it is and after tuning.

    make benchmark NAME=flips DATA=../shared/data ARGS="--jobs 2"
    make benchmark NAME=flips ARGS=--report

In every place of `never_worse` a base that has not seen it, as it is and tuned with the plugin's defaults on the labels
of a spot, finds the buildings of other ground twice: each window seen once, and in four mirrored ways. Differences are
paired: both are scored on the same buildings.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.evaluation.metrics import by_building
from ..protocol.settings.base import OFF, ON
from .calibration import tasks
from .draws import write_draw
from .grid import grid_options, run_grid
from .never_worse import AS_IT_IS, PLACES, SECONDS, gain, with_interval
from .rehearsal import split_set
from .unseen import SplitSet

MODULE = "roofline.benchmarks.flips"
RESULTS = Path(__file__).parent / "results" / "flips.json"
LABELS = (AS_IT_IS, "20")


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Tune, and find the buildings in both ways."""
    with tempfile.TemporaryDirectory() as folder:
        place, model = split_set(Path(task["data"]), task["set"], Path(folder)), task["base"]
        if task["labels"] != AS_IT_IS:
            drawn = write_draw(place.pool, int(task["labels"]), 0, Path(folder))
            model = place.tune_on(drawn, model, {"max_seconds": SECONDS[task["labels"]], "seed": 0}, Job())
        found = {flips: _found(place, model, flips) for flips in (OFF, ON)}
    return {**found, "device": describe_device(choose_device()),
            "told": f"F1 {found[OFF]['f1']:.3f} and {found[ON]['f1']:.3f}"}


def _found(place: SplitSet, model: str, flips: str) -> dict[str, Any]:
    started = time.monotonic()
    comparison = place.comparison(model, {"flips": flips})
    buildings, false_alarms = by_building(comparison)
    return {"found": buildings, "false_alarms": false_alarms, "f1": comparison.f1 or 0.0, "iou": comparison.iou or 0.0,
            "seconds": time.monotonic() - started}


def report(results: dict[str, Any]) -> list[str]:
    """A line for each place and number of labels, and the means."""
    lines = ["| set | labels | buildings | once: F1 / IoU, s | four views: F1 / IoU, s | F1 (95 %) | IoU |",
             "|" + "---|" * 7]
    for labels in LABELS:
        runs = [run for run in results.values() if run["labels"] == labels]
        gains = []
        for run in sorted(runs, key=lambda run: str(run["set"])):
            once, four = run[OFF], run[ON]
            difference = gain(once, [four])
            gains.append((difference[0], four["iou"] - once["iou"]))
            cells = [f"{one['f1']:.3f} / {one['iou']:.3f}, {one['seconds']:.0f}" for one in (once, four)]
            lines.append(f"| {run['set']} | {labels} | {len(once['found'])} | {' | '.join(cells)} | "
                         f"{with_interval(difference)} | {gains[-1][1]:+.3f} |")
        if gains:
            f1, iou = np.mean(gains, axis=0)
            lines.append(f"| **mean** | {labels} | | | | {f1:+.3f} | {iou:+.3f} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=list(PLACES), choices=PLACES)
    parser.add_argument("--labels", nargs="+", default=list(LABELS), choices=LABELS)
    options = grid_options(parser, RESULTS, run_task)
    print("\n".join(report(run_grid(options, tasks, MODULE))))


if __name__ == "__main__":
    main()
