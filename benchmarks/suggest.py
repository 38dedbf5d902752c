"""Benchmark of active learning: squares that a rule suggests against squares at random, by what they teach a model.

    make benchmark NAME=suggest DATA=../shared/data ARGS="--jobs 2"    (in parts: what is there is not made again)
    make benchmark NAME=suggest ARGS=--report

In every draw squares of a pool are on offer that find room beside each other by chance. A rule takes the first of them,
by what a base finds there that has not seen the place, until they are worth an effort: one for each square that is
looked through, and one for each building in it that is drawn. The base is tuned on them, a fixed number of steps with
the plugin's other defaults and nothing held out, and scored in the test part. Rules were chosen in the places
REHEARSED, which are not scored.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from .few_labels import unseen_base
from .grid import grid_options, run_grid
from .pool_squares import (
    DOUBTFUL,
    ENTROPY,
    ERRORS,
    FOUND,
    RANDOM,
    UNLIKE,
    Pool,
    affordable,
    calibrated_elsewhere,
    effort_of,
)
from .rehearsal import split_set

MODULE = "roofline.benchmarks.suggest"
RESULTS = Path(__file__).parent / "results" / "suggest.json"
SCORED = ("zanzibar", "banepa_nepal", "shanghai_spacenet2")
REHEARSED = ("atlanta_spacenet4", "rio_spacenet1", "austin_usa_inria_geo")
RULES = (RANDOM, DOUBTFUL, UNLIKE, ENTROPY, FOUND, ERRORS)
AS_IT_IS = "base as it is"
STEPS = 100
"""Some 40 s on one core."""
FEWEST_DRAWS = 4
"""With fewer draws of a place an interval over draws means nothing."""
RESAMPLES = 4000


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name: the base as it is in each place, then draw after draw."""
    data = {"data": str(options.data.resolve())}
    found = {f"{name} {AS_IT_IS}": {**data, "set": name, "rule": AS_IT_IS, "draw": 0, "base": unseen_base(name)}
             for name in options.places}
    for draw in range(options.draws):
        for name in options.places:
            for rule in options.rules:
                found[f"{name} {rule} {draw}"] = {**data, "set": name, "rule": rule, "draw": draw, "steps": STEPS,
                                                  "base": unseen_base(name)}
    return found


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Choose, tune and score: the outputs of Evaluate with what the squares held."""
    base, rule = task["base"], task["rule"]
    with tempfile.TemporaryDirectory() as folder:
        place, held = split_set(Path(task["data"]), task["set"], Path(folder)), {}
        if rule == AS_IT_IS:
            model = base
        else:
            pool = Pool(place, base, Path(folder), calibrated_elsewhere(SCORED))
            offered = pool.offered(task["draw"])
            chosen = affordable(pool.order(offered, rule), effort_of(pool.buildings(offered)))
            held = what_is_held(pool, offered[chosen])
            model = place.tune_on(pool.labelled(offered[chosen]), base, {
                "max_steps": task["steps"], "max_seconds": 0, "seed": task["draw"], "cross_fitting": False,
                "holdout_share": 0.0, "resolution_m": pool.resolution_m}, Job())
        figures = place.figures(model)
    kept = {name: figures[name] for name in ("f1", "iou", "matched", "missed", "false_alarms")}
    return {**kept, "held": held, "device": describe_device(choose_device()),
            "told": f"F1 {kept['f1'] or 0:.3f} IoU {kept['iou'] or 0:.3f} {held}"}


def what_is_held(pool: Pool, squares: np.ndarray) -> dict[str, int]:
    """What is in squares that were chosen."""
    buildings = pool.buildings(squares)
    missed, false = pool.errors(squares)
    return {"squares": len(squares), "empty": int((buildings == 0).sum()), "buildings": int(buildings.sum()),
            "missed": int(missed.sum()), "false_alarms": int(false.sum()), "effort": int(effort_of(buildings).sum())}


def report(results: dict[str, Any], places: Sequence[str]) -> list[str]:
    """A line for each place and rule, and the difference of each rule to random squares, paired by draw."""
    lines = ["| set | rule | draws | squares | buildings | errors in them | F1 of the base | F1 (least to greatest) | "
             "IoU | F1 less random (95 %) |", "|" + "---|" * 10]
    gains: dict[str, dict[str, list[float]]] = {rule: {} for rule in RULES}
    for place in places:
        base = next((run for run in results.values() if (run["set"], run["rule"]) == (place, AS_IT_IS)), None)
        known = {(run["rule"], run["draw"]): run for run in results.values() if run["set"] == place}
        for rule in RULES:
            runs = [run for (one, _), run in sorted(known.items()) if one == rule]
            if base is None or not runs:
                continue
            pairs = [(run["f1"], known[RANDOM, run["draw"]]["f1"]) for run in runs if (RANDOM, run["draw"]) in known]
            gains[rule][place] = [ours - theirs for ours, theirs in pairs]
            f1, iou = np.array([run["f1"] for run in runs]), np.mean([run["iou"] for run in runs])
            squares, buildings, missed, false = (np.mean([run["held"][key] for run in runs]) for key in (
                "squares", "buildings", "missed", "false_alarms"))
            told = "" if rule == RANDOM or not pairs else _interval(gains[rule][place])
            spread = f"{f1.mean():.3f} ({f1.min():.2f} to {f1.max():.2f})"
            lines.append(f"| {place} | {rule} | {len(runs)} | {squares:.1f} | {buildings:.1f} | {missed + false:.1f} | "
                         f"{base['f1']:.3f} | {spread} | {iou:.3f} | {told} |")
    return [*lines, "", *(line for rule in RULES if rule != RANDOM for line in _verdict(rule, gains[rule]))]


def _interval(differences: Sequence[float]) -> str:
    low, high = interval({"": list(differences)})
    return f"{np.mean(differences):+.3f} ({low:+.3f} to {high:+.3f})"


def interval(differences: dict[str, list[float]]) -> tuple[float, float]:
    """95 % of bootstrap draws of the mean over places, in which each place keeps its number of draws (stratified)."""
    random = np.random.default_rng(0)
    means = [np.array(some)[random.integers(0, len(some), (RESAMPLES, len(some)))].mean(axis=1)
             for some in differences.values()]
    low, high = np.quantile(np.mean(means, axis=0), (0.025, 0.975))
    return float(low), float(high)


def _verdict(rule: str, differences: dict[str, list[float]]) -> list[str]:
    """What follows for a rule, in words."""
    some = {place: values for place, values in differences.items() if values}
    if not some:
        return []
    (low, high), draws = interval(some), [len(values) for values in some.values()]
    mean = np.mean([np.mean(values) for values in some.values()])
    verdict = "too few draws to tell" if min(draws) < FEWEST_DRAWS else (
        "better than random squares" if low > 0 else "worse than random squares" if high < 0 else
        "no difference can be told")
    return [f"- {rule}: {mean:+.3f} F1 against random squares ({low:+.3f} to {high:+.3f}; {sum(draws)} draws in "
            f"{len(some)} places, each place counting the same): {verdict}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=list(SCORED), choices=SCORED + REHEARSED)
    parser.add_argument("--rules", nargs="+", default=[RANDOM, DOUBTFUL], choices=RULES)
    parser.add_argument("--draws", type=int, default=5)
    options = grid_options(parser, RESULTS, run_task)
    results = run_grid(options, tasks, MODULE)
    for places in (REHEARSED, SCORED):
        if any(run["set"] in places for run in results.values()):
            print("\n".join(["", f"{'Rehearsed' if places is REHEARSED else 'Scored'}:", "", *report(results, places)]))


if __name__ == "__main__":
    main()
