"""Benchmark of active learning: suggested against random squares, in rounds of labelling on an unseen place.

    make benchmark NAME=suggest DATA=../shared/data
    make benchmark NAME=suggest ARGS=--report

Each draw begins with one random square of a set's pool that holds buildings; every round adds two squares, suggested
by the model tuned so far or drawn at random, tunes the base anew on all squares and scores it in the test part.
Prints a table and writes each result as JSON once it is there; draws that are there are not made again. The file also
holds the arm "entropy alone": what suggesting was before the building probability had a part in it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.data.areas import to_pixels
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from ..models.geodata.raster_source import Imagery
from ..models.labelling.active_learning import suggest_areas
from ..models.networks.model_file import read_model
from ..models.training.train import fine_tune
from ..protocol.areas import SUGGESTED
from ..protocol.messages import Suggest, Train
from ..protocol.settings import SuggestSettings
from ..recipes.grounds import UNLABELLED
from .base_model import WITHOUT_POOLS
from .unseen import Score, SplitSet

SETS = ("zanzibar", "banepa_nepal")
"""Sets with a pool."""
RESULTS = Path(__file__).parent / "results" / "suggest.json"
ARMS = ("suggested", "random")
FEWEST_AT_START = 4
"""Buildings in the first square: an analyst begins where there are some."""
FEWEST_DRAWS = 4
"""With fewer an interval over draws means nothing."""
RESAMPLES = 2000


@dataclass(frozen=True)
class Row:
    """The score after a round; `buildings` is how many labels the squares hold: what the analyst had to draw."""

    set: str
    draw: int
    arm: str
    round: int
    squares: int
    buildings: int
    f1: float
    low: float
    high: float
    iou: float


class Pool:
    """The pool of a set, on the pixel grid of its base's resolution."""

    def __init__(self, folder: Path, base: Path, work: Path) -> None:
        self.base, self.work, self._set = base, work, SplitSet(folder, work)
        card, _ = read_model(base)
        self.paths = [str(path) for path in sorted((folder / "images").glob("*.tif")) if UNLABELLED not in path.name]
        self._images = [Imagery(path, card.bands, card.resolution_m) for path in self.paths]
        self.labels = str(folder / "split" / "pool_labels.geojson")
        labels = read_polygons(self.labels, "labels")
        area = read_polygons(folder / "split" / "pool_aoi.geojson", "areas")
        self._labels = [to_pixels(imagery, labels) for imagery in self._images]
        self.crs = self._images[0].crs
        self.area = area.to(self.crs).geometries
        frames = [shapely.box(0, 0, *imagery.shape[::-1]) for imagery in self._images]
        self._grounds = [shapely.union_all(to_pixels(i, area)) & frame for i, frame in zip(self._images, frames)]
        self._side = round(SuggestSettings().side_m / card.resolution_m)

    def random_square(self, random: np.random.Generator, taken: Sequence[BaseGeometry]) -> BaseGeometry:
        """A square anywhere in the pool that overlaps none of `taken`, in the CRS of the first raster."""
        shares = np.array([ground.area for ground in self._grounds])
        while True:
            number = int(random.choice(len(shares), p=shares / shares.sum()))
            x0, y0, x1, y1 = self._grounds[number].bounds
            x, y = random.uniform(x0, x1 - self._side), random.uniform(y0, y1 - self._side)
            box = shapely.box(x, y, x + self._side, y + self._side)
            there = Polygons([apply_affine(box, self._images[number].transform)], self._images[number].crs)
            [square] = there.to(self.crs).geometries
            clear = not taken or shapely.area(shapely.intersection(square, list(taken))).max() < 0.01 * square.area
            if clear and self._grounds[number].covers(box):
                return square

    def buildings(self, squares: Sequence[BaseGeometry]) -> int:
        """Number of labels that reach into the squares."""
        found = set()
        for imagery, labels in zip(self._images, self._labels):
            ground = shapely.union_all(to_pixels(imagery, Polygons(list(squares), self.crs)))
            found |= set(np.flatnonzero(shapely.intersects(labels, ground)).tolist())
        return len(found)

    def tune(self, squares: Sequence[BaseGeometry], seconds: int, seed: int) -> str:
        """The path of a model: the base, fine-tuned on the labels in the squares."""
        areas, model = str(self.work / "areas.gpkg"), str(self.work / "tuned.roofline")
        write_polygons(areas, "areas", squares, {"role": ["train"] * len(squares)}, self.crs)
        with tempfile.TemporaryDirectory() as folder:
            fine_tune(Train("job", folder, self.paths, self.labels, model, {"max_seconds": seconds, "seed": seed},
                            areas=areas, base_model=str(self.base)), Job())
        return model

    def suggest(self, model: str, squares: Sequence[BaseGeometry], count: int) -> list[BaseGeometry]:
        """The squares that suggest_areas gives in the pool."""
        areas, found = str(self.work / "known.gpkg"), str(self.work / "suggested.gpkg")
        roles = ["predict"] * len(self.area) + ["train"] * len(squares)
        write_polygons(areas, "areas", [*self.area, *squares], {"role": roles}, self.crs)
        suggest_areas(Suggest("job", str(self.work), self.paths, found, {"squares": count}, model=model, areas=areas),
                      Job())
        return read_polygons(found, SUGGESTED).to(self.crs).geometries

    def score(self, model: str) -> Score:
        """The score of a model in the test part."""
        return self._set.score(model)


def draw(pool: Pool, name: str, number: int, options: argparse.Namespace) -> Iterator[Row]:
    """All rounds of both arms from one first square, which they share."""
    random = np.random.default_rng(number)
    start = pool.random_square(random, [])
    while pool.buildings([start]) < FEWEST_AT_START:
        start = pool.random_square(random, [])

    def row(arm: str, turn: int, squares: Sequence[BaseGeometry], score: Score) -> Row:
        return Row(name, number, arm, turn, len(squares), pool.buildings(squares), score.f1, score.low, score.high,
                   score.iou)

    first = Path(pool.tune([start], options.seconds, number)).rename(pool.work / "first.roofline")
    score = pool.score(str(first))
    yield from (row(arm, 0, [start], score) for arm in ARMS)
    for arm in ARMS:
        squares, model = [start], str(first)
        for turn in range(1, options.rounds + 1):
            if arm == "random":
                for _ in range(options.add):
                    squares.append(pool.random_square(random, squares))
            else:
                squares += pool.suggest(model, squares, options.add)
            model = pool.tune(squares, options.seconds, number)
            yield row(arm, turn, squares, pool.score(model))


def difference(rows: Sequence[Row], name: str = "f1") -> tuple[float, float, float]:
    """Suggested less random in the column `name`, the mean over rounds with an interval that resamples draws."""
    known = {(row.set, row.draw, row.round, row.arm): float(getattr(row, name)) for row in rows}
    draws: dict[tuple[str, int], list[float]] = {}
    for (place, number, turn, arm), value in known.items():
        other = known.get((place, number, turn, "random"))
        if turn and arm == "suggested" and other is not None:
            draws.setdefault((place, number), []).append(value - other)
    means = np.array([np.mean(values) for values in draws.values()])
    samples = np.random.default_rng(0).integers(0, len(means), (RESAMPLES, len(means)))
    low, high = np.quantile(means[samples].mean(axis=1), (0.025, 0.975))
    return float(means.mean()), float(low), float(high)


def report(rows: Sequence[Row]) -> None:
    """Print the table and a verdict for each set."""
    print("| set | draw | round | squares | buildings: suggested / random | F1 suggested | F1 random | IoU: both |")
    print("|" + "---|" * 8)
    known = {(row.set, row.draw, row.round, row.arm): row for row in rows}
    for place, number, turn in sorted({key[:3] for key in known}):
        ours, theirs = (known.get((place, number, turn, arm)) for arm in ARMS)
        if ours and theirs:
            figures = [f"{row.f1:.3f} ({row.low:.2f}-{row.high:.2f})" for row in (ours, theirs)]
            print(f"| {place} | {number} | {turn} | {ours.squares} | {ours.buildings} / {theirs.buildings} | "
                  f"{' | '.join(figures)} | {ours.iou:.3f} / {theirs.iou:.3f} |")
    paired = [row for row in rows if row.round and (row.set, row.draw, row.round, "suggested") in known
              and (row.set, row.draw, row.round, "random") in known]
    for place in (*sorted({row.set for row in paired}), ""):
        chosen = [row for row in paired if place in ("", row.set)]
        if chosen:
            mean, low, high = difference(chosen)
            draws = len({(row.set, row.draw) for row in chosen})
            print(f"\n{place or 'all'}, {draws} draws: suggested less random {mean:+.3f} F1 (95 % interval over draws "
                  f"{low:+.3f} to {high:+.3f}), {difference(chosen, 'buildings')[0]:+.0f} buildings to draw: "
                  f"{verdict(low, high, draws)}")


def verdict(low: float, high: float, draws: int) -> str:
    """The conclusion from an interval of the difference, in words."""
    if draws < FEWEST_DRAWS:
        return "too few draws to tell."
    if low > 0:
        return "suggesting wins."
    return "suggesting loses." if high < 0 else "no difference can be told."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=SETS)
    parser.add_argument("--seconds", type=int, default=30, help="of fine-tuning in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--add", type=int, default=2, help="squares a round")
    parser.add_argument("--draws", type=int, default=2, help="first squares for each set")
    parser.add_argument("--report", action="store_true", help="print the table of what was measured, and measure "
                        "nothing")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    rows = [Row(**row) for row in json.loads(options.out.read_text())["rows"]] if options.out.exists() else []
    if not options.report:
        measure(options, rows)
    report(rows)


def measure(options: argparse.Namespace, rows: list[Row]) -> None:
    """Measure what is missing; adds to `rows` and to the file."""
    what = {"device": describe_device(choose_device()), "seconds": options.seconds, "add": options.add}
    for number in range(options.draws):
        for name in options.sets:
            arms = {row.arm for row in rows if (row.set, row.draw, row.round) == (name, number, options.rounds)}
            if arms.issuperset(ARMS):
                continue
            with tempfile.TemporaryDirectory() as work:
                pool = Pool(options.data / name, WITHOUT_POOLS, Path(work))
                for row in draw(pool, name, number, options):
                    rows.append(row)
                    print(row, flush=True)
                    text = json.dumps({**what, "rows": [asdict(row) for row in rows]}, indent=1)
                    options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
