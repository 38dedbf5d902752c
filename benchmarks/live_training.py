"""Benchmark of live training: how soon a label counts, how often the view is shown, and what is learned meanwhile.

    make benchmark NAME=live_training DATA=../shared/data

A base that has not seen the place learns from five labels of the pool; one more is drawn every three seconds, and the
map shows up to half a square kilometre. Then the state is kept and scored on other ground, beside the base, and beside
an ordinary training on the same labels that takes as long.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job, Received
from ..models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from ..models.live.live_training import train_live
from ..models.training.train import fine_tune
from ..protocol.job_requests import Train
from ..protocol.live_messages import Keep, Kept, Labels, LiveProgress, TakenUp, TrainLive, Watch, Watched
from .labelling_speed import middle_of
from .rehearsal import split_set

PLACES = {"zanzibar": "without-zanzibar-nepal", "banepa_nepal": "without-zanzibar-nepal"}
"""The sets, each with the base that has not seen it."""
FIRST, EVERY_S = 5, 3.0
"""Labels at the beginning, and seconds until the next one."""
BASES = Path(__file__).parent / "bases"


class Analyst(Job):
    """Draws a label every EVERY_S seconds once the training learns, for so many `seconds`, and has the state kept then.
    """

    def __init__(self, labels: Polygons, extent: list[float], folder: Path, seconds: float) -> None:
        self._is_over = False
        super().__init__("live", self._hear, is_stopped=lambda: self._is_over, receive=self._tell)
        self._labels, self._folder, self._seconds = labels, folder, seconds
        self._mail: list[Received] = []
        self._began = 0.0
        self.drawn = 0
        self.heard: list[tuple[float, Any]] = []
        self._post(Watch("live", 1, extent))

    def draw(self, count: int) -> str:
        """The file with the first `count` labels."""
        path = self._folder / f"labels-{count}.gpkg"
        write_polygons(path, "labels", self._labels.geometries[:count], {}, self._labels.crs)
        self.drawn = count
        return str(path)

    def of(self, kind: type) -> list[tuple[float, Any]]:
        """The messages of a kind, each with when it came."""
        return [(at, message) for at, message in self.heard if isinstance(message, kind)]

    def _post(self, message: Any) -> None:
        self._mail.append(Received(message, time.monotonic()))

    def _hear(self, message: Any) -> None:
        self.heard.append((time.monotonic(), message))
        if isinstance(message, TakenUp) and not self._began:
            self._began = time.monotonic()
            threading.Thread(target=self._work, daemon=True).start()
        self._is_over = self._is_over or isinstance(message, Kept)

    def _work(self) -> None:
        while time.monotonic() < self._began + self._seconds:
            time.sleep(EVERY_S)
            if self.drawn < len(self._labels):
                path = self.draw(self.drawn + 1)
                self._post(Labels("live", self.drawn, path))
        self._post(Keep("live", str(self._folder / "kept.roofline")))

    def _tell(self, seconds: float) -> Received | None:
        if not self._mail:
            time.sleep(seconds)
        return self._mail.pop(0) if self._mail else None


def row(data: Path, name: str, seconds: float, most: int) -> str:
    """The line of one set."""
    with tempfile.TemporaryDirectory() as work:
        folder, base = Path(work) / "live", str(BASES / PLACES[name])
        folder.mkdir()
        place = split_set(data, name, Path(work))
        image, extent = middle_of(place.images)
        images = [image, *(other for other in place.images if other != image)]
        analyst = Analyst(_spot(place.pool.labels, most), extent, folder, seconds)
        first = analyst.draw(FIRST)
        began = time.monotonic()
        train_live(TrainLive("live", str(folder), images, first, {}, base_model=base), analyst)
        took, shown = analyst.of(TakenUp), analyst.of(Watched)
        usual = str(folder / "usual.roofline")
        fine_tune(Train("usual", str(folder / "usual"), images, analyst.draw(analyst.drawn), usual,
                        {"max_seconds": int(seconds), "holdout_share": 0.0, "cross_fitting": False}, base_model=base),
                  Job())
        scores = [place.score(model).f1 for model in (base, str(folder / "kept.roofline"), usual)]
    late = np.array([message.seconds for _, message in took[1:]])
    gaps = np.diff([at for at, message in shown if at > took[0][0]])
    step = analyst.of(LiveProgress)[-1][1].step
    of_view = shown[-1][1]
    seen = _share_seen(of_view.extent, extent)
    return (f"| {name} | {took[0][0] - began:.0f} | {np.median(late):.2f} ({late.max():.2f}) | {np.median(gaps):.1f} "
            f"({gaps.max():.1f}) | {of_view.seconds:.1f} | {seen:.0%} | {step / seconds:.1f} | {analyst.drawn} | "
            f"{scores[0]:.2f} | {scores[1]:.2f} | {scores[2]:.2f} |")


def _spot(labels: str, most: int) -> Polygons:
    """The labels nearest to one of the pool, as an analyst draws them."""
    drawn = read_polygons(labels, "labels")
    centers = shapely.centroid(np.array(drawn.geometries, object))
    first = centers[np.random.default_rng(0).integers(len(centers))]
    near = np.argsort(shapely.distance(centers, first))[:most]
    return Polygons([drawn.geometries[number] for number in near], drawn.crs)


def _share_seen(seen: list[float], wanted: list[float]) -> float:
    """The share of the wanted extent that was looked at."""
    return float((shapely.box(*seen) & shapely.box(*wanted)).area / shapely.box(*wanted).area)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--places", nargs="+", default=list(PLACES))
    parser.add_argument("--seconds", type=float, default=60.0, help="of live training, and of the ordinary one")
    parser.add_argument("--labels", type=int, default=25, help="labels that are drawn at most")
    options = parser.parse_args()
    print(f"On the {describe_device(choose_device())}.\n\n| set | until it learns, s | a label counts after, s (most) "
          "| from view to view, s (most) | a view, s | of it shown | steps a second | labels | F1 of the base | live | "
          "ordinary |\n|---|---|---|---|---|---|---|---|---|---|---|")
    for name in options.places:
        print(row(options.data, name, options.seconds, options.labels), flush=True)


if __name__ == "__main__":
    main()
