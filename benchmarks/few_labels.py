"""Few-shot benchmark: every strategy, and `auto`, trained on few labels from a base that never saw the place.

    make benchmark NAME=few_labels DATA=../shared/data ARGS="--seconds 60 --draws 2 --jobs 2"
    make benchmark NAME=few_labels ARGS="--report"

A draw is what an analyst might have drawn in one spot (benchmarks/draws.py): 5 labels of a draw are among its 20.
"pool" is everything there is to learn from. Each run is given its strategy, seconds and seed, and nothing else; it is
scored in the test part of the set. Results are kept as they come, and a grid that was cut off goes on.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.networks.model_file import read_model
from ..models.networks.model_registry import load_model
from ..protocol.settings.base import AUTO
from ..protocol.settings.training import STRATEGIES
from ..recipes.places import PLACES
from .base_model import base_for
from .draws import write_draw, write_rest
from .grid import grid_options, run_grid
from .pooled import Pooled, pooled
from .unseen import SPLIT_SETS, SplitSet

MODULE = "roofline.benchmarks.few_labels"
RESULTS = Path(__file__).parent / "results" / "few_labels.json"
POOL, CONTROL = "pool", "scratch"
NEAR_BEST, CELLS_NEAR_BEST = 0.02, 4 / 6
"""`auto` is to lie so near to the best strategy in such a share of the cells."""
FEW = 50
"""With fewer labels than this `auto` is to beat the control in every cell."""

FIRST_IN_POOL, GAP_M = 100, 20.0
"""What is chosen by is drawn otherwise than what is scored, and lies so far from what was learned."""

Cell = tuple[str, str]
"""A set, and how many labels."""


def unseen_base(name: str, wanted: Path | None = None) -> str:
    """The base model that has not seen the place of a set: the `wanted` one if it has not."""
    [place] = (place for place in PLACES if name in place.sets)
    if wanted is not None and place.name not in read_model(wanted)[0].labels["places"]:
        return str(wanted)
    base = base_for(place.name)
    if base is None:
        raise SystemExit(f"There is no base model that has not seen {place.name}.")
    return str(base)


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name; draw after draw, so that a grid that is cut off is evenly filled."""
    first = FIRST_IN_POOL if options.in_pool else 0
    return {
        f"{name} {labels} {seconds}s {strategy} {draw}":
            {"data": str(options.data.resolve()), "set": name, "labels": labels, "seconds": seconds, "draw": draw,
             "strategy": strategy, "in_pool": options.in_pool}
        for draw in range(first, first + options.draws) for seconds in options.seconds for name in options.sets
        for labels in options.labels for strategy in options.strategies}


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Tune and score; the outputs of Evaluate with facts of the model card."""
    with tempfile.TemporaryDirectory() as folder:
        place = SplitSet(Path(task["data"]) / task["set"], Path(folder))
        labelled, scored = place.pool, None
        if task["labels"] != POOL:
            labelled = write_draw(labelled, int(task["labels"]), task["draw"], Path(folder))
        if task["in_pool"]:
            scored = write_rest(place.pool, labelled, GAP_M, Path(folder))
        model = place.tune_on(labelled, unseen_base(task["set"]), {
            "strategy": task["strategy"], "max_seconds": task["seconds"], "seed": task["draw"]}, Job())
        figures, card = place.figures(model, scored), load_model(model).card
    kept = {name: figures[name] for name in ("f1", "iou", "matched", "missed", "false_alarms")}
    return {**kept, "took": card.settings["strategy"], "trained_labels": card.labels["trained"],
            "steps": card.labels["steps"], "best_step": card.labels["best_step"],
            "device": describe_device(choose_device()), "told": f"F1 {kept['f1'] or 0:.3f} IoU {kept['iou'] or 0:.3f}"}


def cells(results: dict[str, Any], seconds: int) -> dict[Cell, dict[str, list[dict[str, Any]]]]:
    """The runs of so many seconds, by cell and strategy."""
    found: dict[Cell, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for run in results.values():
        if run["seconds"] == seconds:
            found[run["set"], run["labels"]][run["strategy"]].append(run)
    return found


def best_of(scores: dict[str, Pooled]) -> str:
    """The strategy with the greatest mean F1, `auto` aside."""
    return max((name for name in scores if name != AUTO), key=lambda name: scores[name].f1)


def report(results: dict[str, Any], seconds: int) -> list[str]:
    """The lines of the table of one length of training, and what was wanted of it."""
    lines = ["| set | labels | strategy | runs | F1 (95 %) | IoU (least-greatest) | steps | auto took |",
             "|" + "---|" * 8]
    scored: dict[Cell, dict[str, Pooled]] = {}
    for cell, runs in cells(results, seconds).items():
        scored[cell] = {name: pooled(runs[name]) for name in STRATEGIES if name in runs}
        best = best_of(scored[cell]) if set(scored[cell]) - {AUTO} else ""
        for name, score in scored[cell].items():
            steps = "-".join(str(f(run["steps"] for run in runs[name])) for f in (min, max))
            took = ", ".join(sorted({run["took"] for run in runs[name]})) if name == AUTO else ""
            shown = f"**{name}**" if name == best else name
            lines.append(f"| {' | '.join(cell)} | {shown} | {score.runs} | {score} | {score.iou_text} | {steps} | "
                         f"{took} |")
    return [*lines, "", *verdicts(scored)]


def verdicts(scored: dict[Cell, dict[str, Pooled]]) -> list[str]:
    """Whether `auto` does what is wanted of it, in words."""
    lines, near, beaten = [], [], []
    for cell, scores in scored.items():
        if AUTO not in scores or len(scores) < 2:
            continue
        best = best_of(scores)
        behind = scores[best].f1 - scores[AUTO].f1
        near.append(behind <= NEAR_BEST)
        lines.append(f"- {' '.join(cell)}: best is {best} ({scores[best].f1:.3f}); auto lies {behind:+.3f} behind it")
        if CONTROL in scores and cell[1] != POOL and int(cell[1]) < FEW:
            beaten.append(scores[AUTO].f1 > scores[CONTROL].f1)
    if not near:
        return ["No cell has auto and another strategy yet."]
    enough = sum(near) >= CELLS_NEAR_BEST * len(near)
    lines.append(f"- {'pass' if enough else 'FAIL'}: auto within {NEAR_BEST} F1 of the best in {sum(near)} of "
                 f"{len(near)} cells (wanted: four of six)")
    lines.append(f"- {'pass' if all(beaten) and beaten else 'FAIL'}: auto beats {CONTROL} in {sum(beaten)} of "
                 f"{len(beaten)} cells below {FEW} labels (wanted: all)")
    return lines


def print_report(results: dict[str, Any]) -> None:
    """Print a table for each length of training."""
    print("Best of five is the luckiest of five: where intervals overlap, the best strategy is not known.")
    for seconds in sorted({run["seconds"] for run in results.values()}):
        devices = ", ".join(sorted({run["device"] for run in results.values() if run["seconds"] == seconds}))
        print(f"\n{seconds} s of fine-tuning, on the {devices}\n")
        print("\n".join(report(results, seconds)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", default=list(SPLIT_SETS[:2]), choices=SPLIT_SETS)
    parser.add_argument("--labels", nargs="+", default=["5", "20", POOL], help="numbers, or pool")
    parser.add_argument("--seconds", nargs="+", type=int, default=[60], help="of fine-tuning")
    parser.add_argument("--draws", type=int, default=2)
    parser.add_argument("--strategies", nargs="+", default=list(STRATEGIES), choices=STRATEGIES)
    parser.add_argument("--in-pool", action="store_true",
                        help="score in the rest of the pool and not in the test part: to choose by; needs --out")
    options = grid_options(parser, RESULTS, run_task)
    print_report(run_grid(options, tasks, MODULE))


if __name__ == "__main__":
    main()
