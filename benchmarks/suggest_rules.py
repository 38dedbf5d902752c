"""Benchmark of acquisition rules, without a training: what do the squares hold that a rule takes, for the same effort?

    make benchmark NAME=suggest_rules DATA=../shared/data
    make benchmark NAME=suggest_rules ARGS=--report

Squares, effort and rules are those of benchmarks/suggest.py. A rule is good where its squares hold many buildings that
the base misses and many false alarms of it; a rank correlation (Spearman) says how well it orders all squares by them.
"changed" is what a training changed its mind on: buildings that the base finds and the base tuned on 20 labels of a
spot does not, and the other way round.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from ..models.core.job import Job
from .draws import write_draw
from .few_labels import unseen_base
from .grid import grid_options, run_grid
from .pool_squares import RANDOM, UNLIKE, Pool, affordable, calibrated_elsewhere, effort_of
from .rehearsal import split_set
from .suggest import REHEARSED, RULES, SCORED, STEPS, what_is_held

MODULE = "roofline.benchmarks.suggest_rules"
RESULTS = Path(__file__).parent / "results" / "suggest_rules.json"
CHANGED, LABELS = "changed", 20


def tasks(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The runs by name: one for each place."""
    return {name: {"data": str(options.data.resolve()), "set": name, "draws": options.draws, "base": unseen_base(name),
                   "changed": options.changed} for name in options.places}


def run_task(task: dict[str, Any]) -> dict[str, Any]:
    """What the squares of each rule hold, in the mean of the draws, and the rank correlations with the errors."""
    with tempfile.TemporaryDirectory() as folder:
        place, known = split_set(Path(task["data"]), task["set"], Path(folder)), calibrated_elsewhere(SCORED)
        pool = Pool(place, task["base"], Path(folder), known)
        tuned = _tuned(pool, task["base"], Path(folder)) if task["changed"] else None
        held: dict[str, list[list[int]]] = defaultdict(list)
        ranks: dict[str, list[float]] = defaultdict(list)
        for draw in range(task["draws"]):
            offered = pool.offered(draw)
            effort, errors = effort_of(pool.buildings(offered)), np.sum(pool.errors(offered), axis=0)
            ranked = {rule: (pool.score(offered, rule), pool.order(offered, rule)) for rule in RULES}
            if tuned is not None:
                score = pool.changes(offered, tuned)
                ranked[CHANGED] = score, np.argsort(-score, kind="stable")
            for rule, (score, order) in ranked.items():
                held[rule].append(list(what_is_held(pool, offered[affordable(order, effort)]).values()))
                if rule not in (RANDOM, UNLIKE):
                    ranks[rule].append(float(np.nan_to_num(spearmanr(score, errors)[0])))
        names = what_is_held(pool, offered[:1]).keys()
    return {"held": {rule: dict(zip(names, np.mean(some, axis=0).round(2).tolist())) for rule, some in held.items()},
            "ranks": {rule: round(float(np.mean(some)), 2) for rule, some in ranks.items()}}


def _tuned(pool: Pool, base: str, folder: Path) -> Pool:
    """The pool as the base sees it that was tuned on some labels of a spot."""
    drawn = write_draw(pool.place.pool, LABELS, 0, folder)
    model = pool.place.tune_on(drawn, base, {"max_steps": STEPS, "max_seconds": 0, "cross_fitting": False,
                                             "holdout_share": 0.0, "resolution_m": pool.resolution_m}, Job())
    (folder / "tuned").mkdir()
    return Pool(pool.place, model, folder / "tuned")


def report(results: dict[str, Any]) -> list[str]:
    """A line for each place and rule."""
    lines = ["| set | rule | squares | of them empty | buildings | missed | false alarms | errors in an effort of 10 | "
             "by those of random | rank correlation |", "|" + "---|" * 10]
    for name, run in results.items():
        usual = _errors(run["held"][RANDOM])
        for rule, held in run["held"].items():
            rank = run["ranks"].get(rule, "")
            lines.append(f"| {name} | {rule} | {held['squares']:.1f} | {held['empty']:.1f} | {held['buildings']:.1f} | "
                         f"{held['missed']:.1f} | {held['false_alarms']:.1f} | {10 * _errors(held):.1f} | "
                         f"{_errors(held) / usual:.2f} | {rank} |")
    return lines


def _errors(held: dict[str, float]) -> float:
    """Errors for an effort of one."""
    return (held["missed"] + held["false_alarms"]) / held["effort"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", nargs="+", default=[*REHEARSED, *SCORED], choices=REHEARSED + SCORED)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--no-changed", dest="changed", action="store_false", help="no training, for the rule changed")
    options = grid_options(parser, RESULTS, run_task)
    print("\n".join(report(run_grid(options, tasks, MODULE))))


if __name__ == "__main__":
    main()
