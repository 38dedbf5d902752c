"""Report of the claims benchmark: tables, and whether each claim passes criteria written down before the first run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from .arms import OWN
from .pooled import Pooled, interval, pooled

LEVEL_REACHED = 0.95
"""Claim 1 passes when the short fine-tuning has so much of the F1 of the long one; claim 2 counts the labels that an
arm needs for so much of the F1 that training from scratch reaches with all labels."""
LABELS_SHARE = 0.5
"""Claim 2 passes when the pretrained arm needs at most so many of the labels that scratch needs, and the control,
pretrained on a wrong domain, needs more."""
WITHIN = 0.02
"""Claim 3, in place: how far the adapter's F1 may lie below that of full tuning."""
MEMORY_SHARE, LARGEST_FILE_MB = 0.9, 3.0
"""Claim 3, cost: of full tuning's peak memory; and the adapter's file where its base ships with the plugin."""
ADAPTER, FULL = "adapter, rank 16", "full"

Runs = dict[str, list[dict[str, Any]]]
"""Runs by the name of their arm."""


def report(results: dict[str, Any], warning: str) -> list[str]:
    """The lines of the report of all results; `warning` stands first and last."""
    runs: dict[str, dict[str, Runs]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for run in results.values():
        runs[run["claim"]][run["set"]][run["name"]].append(run)
    lines = [warning, ""] if warning else []
    if devices := ", ".join(sorted({run["device"] for run in results.values()})):
        lines += [f"On the {devices}.", ""]
    for claim, title, table in (("1", "Minutes of fine-tuning reach the level of a long training", claim_1),
                                ("2", "Half the labels suffice", claim_2),
                                ("3", "Adapters match full tuning, cost less and travel better", claim_3)):
        lines += [f"## Claim {claim}: {title}", ""]
        for name, arms in runs[claim].items():
            lines += [f"### {name}", "", *table(name, arms), ""]
        if not runs[claim]:
            lines += ["Not run yet.", ""]
    return [*lines, *([warning] if warning else [])]


def scored(runs: Sequence[dict[str, Any]], place: str) -> Pooled:
    """The pooled score of runs in one of the places in which they were scored."""
    return pooled([run["scores"][place] for run in runs])


def verdict(passed: bool, text: str) -> str:
    """A line that tells whether a criterion was passed."""
    return f"- {'pass' if passed else 'FAIL'}: {text}"


def best_long(runs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each seed the long run whose rate did best on its own held-out labels; the test part is not looked at."""
    by_seed: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for run in runs:
        by_seed[run["seed"]].append(run)
    return [max(some, key=lambda run: run["held_out_f1"] or 0.0) for some in by_seed.values()]


def claim_1(name: str, arms: Runs) -> list[str]:
    """Each arm, and the short run as a share of the long one."""
    lines = ["| arm | runs | seconds | steps | F1 (95 %) | IoU |", "|" + "---|" * 6]
    for arm, runs in arms.items():
        kept = best_long(runs) if arm == "long" else runs
        label = "long, the best rate of each seed" if arm == "long" else arm
        score, steps = scored(kept, name), "-".join(str(run.get("steps", 0)) for run in kept[:1])
        lines.append(f"| {label} | {score.runs} | {kept[0]['seconds']} | {steps} | {score} | {score.iou_text} |")
    if not {"short", "long"} <= arms.keys():
        return lines
    short, long = scored(arms["short"], name), scored(best_long(arms["long"]), name)
    share, reach = ratio(short, long)
    return [*lines, "", verdict(short.f1 >= LEVEL_REACHED * long.f1, f"the short fine-tuning has {share:.2f} "
                                f"({reach}) of the F1 of the long one (wanted: {LEVEL_REACHED})")]


def ratio(one: Pooled, other: Pooled) -> tuple[float, str]:
    """One mean F1 over another, and 95 % of its bootstrap draws."""
    draws = one.samples / np.maximum(np.random.default_rng(1).permutation(other.samples), 1e-9)
    return one.f1 / max(other.f1, 1e-9), interval(draws)


def claim_2(name: str, arms: Runs) -> list[str]:
    """F1 of each arm by labels, and the labels that each needs."""
    curves = {arm: curve(name, runs) for arm, runs in arms.items()}
    budgets = sorted({labels for points in curves.values() for labels in points})
    lines = [f"| arm | {' | '.join(f'{labels} labels' for labels in budgets)} |", "|" + "---|" * (len(budgets) + 1)]
    for arm, points in curves.items():
        cells = [str(points[labels]) if labels in points else "-" for labels in budgets]
        lines.append(f"| {arm} | {' | '.join(cells)} |")
    if "from scratch" not in curves:
        return lines
    plateau = max(point.f1 for point in curves["from scratch"].values())
    if not plateau:
        return [*lines, "", "From scratch nothing was learned, so no labels can be compared: train for longer."]
    needed = {arm: labels_needed({n: point.f1 for n, point in points.items()}, LEVEL_REACHED * plateau)
              for arm, points in curves.items()}
    lines += ["", f"Labels needed for {LEVEL_REACHED:g} of what scratch reaches (F1 {plateau:.3f}): "
              + ", ".join(f"{arm} {_told(count)}" for arm, count in needed.items()) + "."]
    whole = needed["from scratch"]
    assert whole is not None  # its own plateau it does reach
    for arm, count in needed.items():
        if arm.startswith("pretrained"):
            lines.append(verdict(count is not None and count <= LABELS_SHARE * whole,
                                 f"{arm} needs {_told(count)} of {whole:.0f} (wanted: at most half)"))
        elif arm == "wrong domain":
            lines.append(verdict(count is None or count > LABELS_SHARE * whole,
                                 f"the control needs {_told(count)} of {whole:.0f} (wanted: more than half)"))
    return lines


def curve(name: str, runs: Sequence[dict[str, Any]]) -> dict[int, Pooled]:
    """F1 by the labels that were drawn: a pool may hold fewer than were asked for."""
    by_labels: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for run in runs:
        by_labels[run["drawn"]].append(run)
    return {labels: scored(some, name) for labels, some in sorted(by_labels.items())}


def labels_needed(points: dict[int, float], wanted: float) -> float | None:
    """The labels at which a curve first reaches `wanted`, linear in the logarithm of labels; None where it does not."""
    counts = sorted(points)
    for number, count in enumerate(counts):
        if points[count] < wanted:
            continue
        if number == 0:
            return float(count)
        before = counts[number - 1]
        share = (wanted - points[before]) / (points[count] - points[before])
        return float(np.exp(np.log(before) + share * (np.log(count) - np.log(before))))
    return None


def _told(count: float | None) -> str:
    return "more than there are" if count is None else f"{count:.0f}"


def claim_3(name: str, arms: Runs) -> list[str]:
    """Each arm where it was tuned, in the other town and elsewhere, and what it costs."""
    places = list(next(iter(arms.values()))[0]["scores"])
    titles = [f"{place} ({'in place' if place == name else 'the other town' if place == OWN[name] else 'unseen'})"
              for place in places]
    lines = [f"| arm | rate x | {' | '.join(titles)} | peak MB | s a step | trained | changed MB |",
             "|" + "---|" * (len(places) + 6)]
    for arm, runs in arms.items():
        scores = " | ".join(str(scored(runs, place)) for place in places)
        lines.append(f"| {arm} | {runs[0]['factor']:.2g} | {scores} | {mean(runs, 'peak_mb'):.0f} | "
                     f"{mean(runs, 'seconds_a_step'):.3f} | {100 * mean(runs, 'trainable'):.0f} % | "
                     f"{mean(runs, 'changed_mb'):.1f} |")
    if not {ADAPTER, FULL} <= arms.keys():
        return lines
    adapter, full = arms[ADAPTER], arms[FULL]
    lines += ["", verdict(*_behind(adapter, full, name, -WITHIN, "in place"))]
    lines += [verdict(*_behind(adapter, full, place, 0.0, f"in {place}")) for place in places if place != name]
    memory = mean(adapter, "peak_mb") / mean(full, "peak_mb")
    step = mean(adapter, "seconds_a_step") / mean(full, "seconds_a_step")
    return [*lines, verdict(memory <= MEMORY_SHARE, f"{memory:.2f} of full tuning's memory (wanted: {MEMORY_SHARE})"),
            verdict(step <= 1, f"{step:.2f} of full tuning's seconds a step (wanted: at most 1)"),
            verdict(mean(adapter, "changed_mb") <= LARGEST_FILE_MB,
                    f"a file of {mean(adapter, 'changed_mb'):.1f} MB where the base ships (wanted: "
                    f"{LARGEST_FILE_MB:g})")]


def mean(runs: Sequence[dict[str, Any]], figure: str) -> float:
    """The mean of one figure over runs; NaN where nothing was trained."""
    return float(np.mean([run.get(figure, np.nan) for run in runs]))


def _behind(adapter: Sequence[dict[str, Any]], full: Sequence[dict[str, Any]], place: str, least: float,
            words: str) -> tuple[bool, str]:
    ours, theirs = scored(adapter, place), scored(full, place)
    apart = ours.samples - np.random.default_rng(1).permutation(theirs.samples)
    return ours.f1 - theirs.f1 >= least, (
        f"{words}, {ADAPTER} lies {ours.f1 - theirs.f1:+.3f} ({interval(apart)}) from full tuning "
        f"(wanted: {least:+g} or more)")
