"""Ablation of the defaults of fine-tuning and prediction, in places where nothing else is scored.

    make benchmark NAME=defaults DATA=../shared/data

Austin (aerial) and Atlanta (satellite) from the base made without them: the western part is trained on, the eastern
scored behind a gap. Every variation changes one thing. Two seeds in two places say little about any single one of them:
a difference below 0.03 is noise.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import rasterio
import shapely

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.data import tile_sampler
from ..models.data.augmentation import Augmentation
from ..models.evaluation.evaluate import score_footprints
from ..models.geodata.polygon_io import read_polygons, write_polygons
from ..models.inference.predict import find_footprints
from ..models.training import losses, lr_schedule, strategies
from ..models.training import train as training
from ..models.training.train import fine_tune
from ..protocol.job_requests import Evaluate, Predict, Train
from ..protocol.settings.base import OFF
from ..protocol.settings.training import RATES
from .base_model import BASES
from .draws import write_draw
from .rehearsal import halves
from .unseen import Labelled, Score, score_of

BASE = BASES / "without-usa"
RASTERS = {"austin": "austin_usa_inria_geo/images/austin_sample.tif",
           "atlanta": "atlanta_spacenet4/images/atlanta_a_rgb.tif"}
SEEDS = (0, 1)
STEPS = 60
RESULTS = Path(__file__).parent / "results" / "defaults.json"


@dataclass(frozen=True)
class Variation:
    """One thing done otherwise: settings of training or prediction, or what stands in for a part of the code."""

    name: str
    train: dict[str, Any] = field(default_factory=dict)
    predict: dict[str, Any] = field(default_factory=dict)
    patches: tuple[tuple[Any, str, Any], ...] = ()


def _bce_alone(logits: Any, truth: Any, counted: Any) -> Any:
    pixels = counted.sum().clamp(min=1)
    bce = losses.functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return (bce * counted).sum() / pixels


def _edges_weigh(weight: float) -> tuple[tuple[Any, str, Any], ...]:
    return ((losses, "BOUNDARY_WEIGHT", weight), (losses, "CONTACT_WEIGHT", weight))


def _augmented(**values: float) -> tuple[tuple[Any, str, Any], ...]:
    return ((training, "Augmentation", lambda: replace(Augmentation(), **values)),)


PLAIN = Variation("as it is")
VARIATIONS = (
    PLAIN,
    *(Variation(f"strategy {name}", {"strategy": name}) for name in RATES),
    Variation("decoder, rate 2e-3", {"strategy": "decoder", "learning_rate": 2e-3}),
    Variation("adapter, rate 2e-3", {"strategy": "adapter", "learning_rate": 2e-3}),
    Variation("rate 5e-4", {"learning_rate": 5e-4}), Variation("rate 2e-3", {"learning_rate": 2e-3}),
    Variation("encoder at 0.1", {"encoder_rate": 0.1}), Variation("encoder at 1", {"encoder_rate": 1.0}),
    Variation("decoder first for 0.15", patches=((strategies, "DECODER_FIRST", 0.15),)),
    Variation("decoder first for 0.6", patches=((strategies, "DECODER_FIRST", 0.6),)),
    Variation("averaging 0.9", {"averaging": 0.9}),
    Variation("cross-entropy alone", patches=((losses, "_bce_dice", _bce_alone),)),
    Variation("edges weigh 0.2", patches=_edges_weigh(0.2)), Variation("edges weigh 2", patches=_edges_weigh(2.0)),
    Variation("every tile on a label", patches=((tile_sampler, "ON_LABEL", 1.0),)),
    Variation("no tile on a label", patches=((tile_sampler, "ON_LABEL", 0.0),)),
    Variation("no scaling", patches=_augmented(scale=1.0)),
    Variation("no colours", patches=_augmented(brightness=0.0, contrast=0.0, color=0.0)),
    Variation("colours twice", patches=_augmented(brightness=0.4, contrast=0.4, color=0.2)),
    Variation("level rate", patches=((lr_schedule, "schedule", lambda progress: 1.0),)),
    Variation("tiles of 128", {"tile_size": 128, "batch_size": 32}),
    Variation("no outline tolerance", {"outline_tolerance_m": 0.0}),
    Variation("outline tolerance 0.45 m", {"outline_tolerance_m": 0.45}),
    Variation("the last weights", {"evaluations": 1}),
    Variation("threshold 0.5", predict={"threshold": 0.5}),
    Variation("minimum area 10 m2", predict={"min_area_m2": 10.0}),
    Variation("no flips", predict={"flips": OFF}),
)


class HalvedRaster:
    """A raster whose western part is drawn and trained in, and whose eastern part is scored."""

    def __init__(self, raster: Path, work: Path) -> None:
        self._image, self._work = str(raster), work
        work.mkdir()
        with rasterio.open(raster) as dataset:
            west, east = halves(*dataset.bounds)
            crs = dataset.crs.to_wkt()
        everything = read_polygons(raster.parents[1] / "buildings.geojson", "labels").to(crs)
        shapes = np.array(everything.geometries, object)
        self._known = Labelled(self._written("pool", shapes[shapely.intersects(shapes, west)], crs),
                               self._written("west", [west], crs))
        self._reference = self._written("reference", shapes[shapely.intersects(shapes, east)], crs)
        self._east = self._written("east", [east], crs)

    def _written(self, name: str, shapes: Any, crs: Any) -> str:
        path = self._work / f"{name}.gpkg"
        write_polygons(path, name, shapes, {}, crs)
        return str(path)

    def tune(self, variation: Variation, labels: int, limits: dict[str, Any]) -> str:
        """The model that the western part, or so many `labels` in one spot of it, gives within `limits`; one that was
        made already is not made again."""
        parts = "-".join(name for _, name, _ in variation.patches)
        model = self._work / f"{abs(hash((str(variation.train), parts, str(limits), labels)))}.roofline"
        known = self._known if not labels else write_draw(self._known, labels, limits["seed"], self._work)
        if parts or not model.exists():
            with tempfile.TemporaryDirectory(dir=self._work) as folder, ExitStack() as stack:
                for place, name, stand_in in variation.patches:
                    stack.enter_context(patch.object(place, name, stand_in))
                fine_tune(Train("job", folder, [self._image], known.labels, str(model), {**limits, **variation.train},
                                areas=known.areas, base_model=str(BASE)), Job())
        return str(model)

    def score(self, variation: Variation, labels: int, limits: dict[str, Any]) -> Score:
        """The score of the model in the eastern part."""
        model = self.tune(variation, labels, limits)
        found, errors = self._work / "found.gpkg", self._work / "errors.gpkg"
        with tempfile.TemporaryDirectory(dir=self._work) as folder:
            find_footprints(Predict("job", folder, [self._image], str(found), variation.predict, model=model,
                                    areas=self._east), Job())
            return score_of(score_footprints(
                Evaluate("job", folder, str(found), self._reference, str(errors), areas=self._east), Job()))


def measure(rasters: dict[str, HalvedRaster], variation: Variation, seconds: int,
            labels: int) -> Iterator[dict[str, Any]]:
    """One row for each raster and seed; `seconds` of 0: STEPS steps, `labels` of 0: all."""
    for name, raster in rasters.items():
        for seed in SEEDS:
            end = {"max_seconds": seconds} if seconds else {"max_seconds": 0, "max_steps": STEPS}
            score = raster.score(variation, labels, {"seed": seed, "evaluations": 4, **end})
            yield {"variation": variation.name, "raster": name, "seed": seed, "seconds": seconds, "labels": labels,
                   **asdict(score)}


def print_table(rows: list[dict[str, Any]]) -> None:
    """Means over the seeds: each variation beside what is as it is."""
    print(f"| variation | labels | limit | {' | '.join(f'{name}: F1, IoU' for name in RASTERS)} | mean F1 |")
    print("|" + "---|" * (len(RASTERS) + 4))
    for labels, limit in sorted({(row["labels"], row["seconds"]) for row in rows}):
        alike = [row for row in rows if (row["labels"], row["seconds"]) == (labels, limit)]
        for variation in dict.fromkeys(row["variation"] for row in alike):
            own = [row for row in alike if row["variation"] == variation]
            means = [[np.mean([row[key] for row in own if row["raster"] == name]) for key in ("f1", "iou")]
                     for name in RASTERS]
            cells = " | ".join(f"{f1:.3f}, {iou:.3f}" for f1, iou in means)
            print(f"| {variation} | {labels or 'all'} | {f'{limit} s' if limit else f'{STEPS} steps'} | {cells} | "
                  f"{np.mean([f1 for f1, _ in means]):.3f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--variations", nargs="*", default=[], help="these alone")
    parser.add_argument("--seconds", type=int, default=0, help=f"of training; 0: {STEPS} steps")
    parser.add_argument("--labels", type=int, default=0, help="to learn from, in one spot; 0: all of the western part")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--report", action="store_true", help="print the table of what is measured already")
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    if options.out.exists():
        rows = json.loads(options.out.read_text(encoding="utf-8"))["rows"]
    if not options.report:
        if options.data is None:
            parser.error("give --data, or --report")
        wanted = [one for one in VARIATIONS if not options.variations or one.name in options.variations]
        rows += run(wanted, options, rows)
    print_table(rows)


def run(wanted: list[Variation], options: argparse.Namespace, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the variations, written beside those that are `known` as they come."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as work:
        rasters = {name: HalvedRaster(options.data / path, Path(work) / name) for name, path in RASTERS.items()}
        for variation in wanted:
            rows += measure(rasters, variation, options.seconds, options.labels)
            options.out.write_text(json.dumps({"device": describe_device(choose_device()), "rows": [*known, *rows]},
                                              indent=1) + "\n", encoding="utf-8")
    return rows


if __name__ == "__main__":
    main()
