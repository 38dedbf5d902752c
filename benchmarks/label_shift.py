"""Benchmark of the alignment of labels: real outlines moved by known metres, in places that the base has not seen.

    make benchmark NAME=label_shift DATA=../shared/data

Of each set some outlines are the labels of a trial, without areas: the others are not known to it. `found`: a shift
was told that is right within SAME_M; `wrong`: another one was told; the rest stay. At 0 m the outlines are as they
came, and every shift that is told is `wrong`, unless they do lie off their imagery.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import shapely

from ..models.core.devices import choose_device, describe_device, keep_memory
from ..models.evaluation.label_shift import SAME_M, Shift, Sight, find_shifts
from ..models.networks.model_file import read_model
from ..models.networks.unet import build_network
from ..protocol.settings.labelling import AlignSettings
from ..recipes.grounds import Ground, read_grounds
from .scales import unseen_sets
from .unseen import whole_part

BASES = Path(__file__).parent / "bases"
RESULTS = Path(__file__).parent / "results" / "label_shift.json"
DISTANCES_M, DIRECTIONS = (0, 3, 6, 10), 8
NUMBERS: tuple[int | None, ...] = (12, 48, None)
"""Labels of a trial; None: all of the set."""


@dataclass(frozen=True)
class Row:
    """The trials of one set with one number of labels at one distance. `error_m` is the median of those found."""

    base: str
    set: str
    labels: int
    distance_m: int
    trials: int
    found: int
    wrong: int
    error_m: float | None


@dataclass(frozen=True)
class Seen:
    """A raster and the probabilities of a base there (uint8)."""

    ground: Ground
    building: np.ndarray

    def sight(self, labels: np.ndarray) -> Sight:
        """With these labels, in its pixels."""
        to_metres = np.diag([self.ground.resolution_m, -self.ground.resolution_m])
        return Sight(self.building, self.ground.valid, labels, np.zeros(len(labels), int), to_metres)


def seen_set(base: Path, folder: Path) -> list[Seen]:
    """The rasters of a set as a base sees them, at its own resolution."""
    card, weights = read_model(base)
    grounds = read_grounds(folder, card.resolution_m)
    said = whole_part(grounds, card.resolution_m).predict(build_network(card, weights), lambda: None)
    return [Seen(ground, there.building) for ground, there in zip(grounds, said)]


def shift_of(seen: Sequence[Seen], numbers: np.ndarray, east_m: float,
             north_m: float) -> tuple[Shift | None, Shift | None]:
    """The shift of the outlines with these numbers in the set, moved by so many metres: what is told, and the best."""
    sights, first = [], 0
    for one in seen:
        outlines = one.ground.outlines
        here = outlines[numbers[(numbers >= first) & (numbers < first + len(outlines))] - first]
        by = np.array([east_m, -north_m]) / one.ground.resolution_m
        sights.append(one.sight(shapely.transform(here, lambda xy, by=by: xy + by)))
        first += len(outlines)
    shifts = find_shifts(sights, AlignSettings().max_shift_m)
    return shifts.of(0), shifts.common


def rows_of(base: Path, name: str, seen: Sequence[Seen]) -> Iterator[Row]:
    """The trials of one set."""
    total = sum(len(one.ground.outlines) for one in seen)
    for number in NUMBERS:
        if number is not None and number >= total:
            continue
        for distance in DISTANCES_M:
            errors = []
            trials = DIRECTIONS if distance or number else 1
            for trial in range(trials):
                drawn = np.random.default_rng(trial).permutation(total)[:number]
                angle = 2 * np.pi * trial / DIRECTIONS
                east, north = distance * np.sin(angle), distance * np.cos(angle)
                told, _ = shift_of(seen, np.sort(drawn), east, north)
                if told is not None:
                    errors.append(float(np.hypot(told.east_m + east, told.north_m + north)))
            right = [error for error in errors if error <= SAME_M and distance]
            yield Row(base.name, name, number or total, distance, trials, len(right), len(errors) - len(right),
                      round(float(np.median(right)), 2) if right else None)


def table(rows: Sequence[Row], as_they_came: dict[str, str]) -> str:
    """Markdown: a line for each set and number of labels."""
    lines = ["| set | labels | told at 0 m | found (wrong) at 3 m | 6 m | 10 m | error, m | outlines as they came |",
             "|---|---|---|---|---|---|---|---|"]
    for name, labels in dict.fromkeys((row.set, row.labels) for row in rows):
        by = {row.distance_m: row for row in rows if (row.set, row.labels) == (name, labels)}
        errors = [row.error_m for row in by.values() if row.error_m is not None]
        cells = [f"{by[0].wrong} of {by[0].trials}", *(
            f"{by[far].found} ({by[far].wrong}) of {by[far].trials}" for far in DISTANCES_M[1:])]
        lines.append(f"| {name} | {labels} | {' | '.join(cells)} | {f'{np.median(errors):.2f}' if errors else ''} | "
                     f"{as_they_came[name] if labels == max(row.labels for row in rows if row.set == name) else ''} |")
    return "\n".join(lines)


def _words(shift: Shift | None) -> str:
    if shift is None:
        return "too few"
    return f"{shift.words()}, confidence {shift.confidence:.2f}, fit {shift.fit:.2f}, gain {shift.gain:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sets", nargs="*", help="these alone")
    parser.add_argument("--report", action="store_true", help="print the table of the last run, and run nothing")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    if options.report:
        kept = json.loads(options.out.read_text(encoding="utf-8"))
        print(table([Row(**row) for row in kept["rows"]], kept["as_they_came"]))
        return
    if options.data is None:
        parser.error("--data: the folder of the labelled sets")
    keep_memory()
    rows: list[Row] = []
    as_they_came: dict[str, str] = {}
    seconds = 0.0
    for base in (BASES / "without-zanzibar-nepal", BASES / "without-usa"):
        for name in unseen_sets(read_model(base)[0]):
            if name in as_they_came or (options.sets and name not in options.sets):
                continue
            seen = seen_set(base, options.data / name)
            total = sum(len(one.ground.outlines) for one in seen)
            as_they_came[name] = _words(shift_of(seen, np.arange(total), 0, 0)[1])
            started = time.monotonic()
            rows += rows_of(base, name, seen)
            seconds += time.monotonic() - started
            print(name, as_they_came[name], flush=True)
    trials = sum(row.trials for row in rows)
    print(f"\n{table(rows, as_they_came)}\n\n{1000 * seconds / max(trials, 1):.0f} ms a trial on the "
          f"{describe_device(choose_device())}.")
    options.out.write_text(json.dumps({"as_they_came": as_they_came, "rows": [asdict(row) for row in rows]},
                                      indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
