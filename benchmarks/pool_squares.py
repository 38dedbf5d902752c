"""Squares of a pool that an analyst might label, what labelling one takes, and the rules that rank them.

    DOUBTFUL   what the plugin does: the number of wrong footprints that the model expects (models/labelling)
    UNLIKE     that times the distance, in the encoder's features, to those chosen before: greedy k-centre (Sener &
               Savarese 2018), weighted as in BADGE (Ash et al. 2020)
    ENTROPY    mean entropy x root of the mean building probability of the pixels: what the plugin did before 0041
    FOUND      the number of footprints, whatever their confidence
    ERRORS     the number of missed buildings and false alarms: no rule can know them; a bound
    RANDOM     any order
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import rasterio
import shapely
import torch
from affine import Affine
from shapely.geometry.base import BaseGeometry

from ..models.core.job import Job
from ..models.data.areas import to_pixels
from ..models.evaluation.metrics import compare
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.band_statistics import normalize
from ..models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from ..models.geodata.raster_source import Imagery, open_imagery
from ..models.inference.predict import find_footprints
from ..models.inference.raster_task import statistics_for
from ..models.labelling.active_learning import COVERED, Squares, covered_share, expected_wrong, most_doubtful
from ..models.networks.calibration import Calibration
from ..models.networks.model_file import write_model
from ..models.networks.model_registry import load_model
from ..models.networks.unet import build_network
from ..models.vectorize.strips import SCALE
from ..protocol.job_requests import Predict
from .calibration import RESULTS, calibration
from .grid import read_results
from .unseen import Labelled, SplitSet

SIDE_M = 40.0
EFFORT_SHARE, MOST_EFFORT = 1 / 3, 60
"""What the analyst does in a draw, as a share of what labelling all squares on offer would take, and at most."""
RANDOM, DOUBTFUL, UNLIKE, ENTROPY, FOUND, ERRORS = "random", "doubtful", "unlike", "entropy", "found", "errors"
SEEN = 160
"""Side in pixels of the window that the encoder sees of a square."""


def calibrated_elsewhere(places: tuple[str, ...]) -> Calibration:
    """The calibration of a base model that none of `places` had a part in."""
    runs = {run["set"]: np.array(run["found"], float).reshape(-1, 2) for run in read_results(RESULTS).values()
            if run["labels"] == "0" and run["set"] not in places}
    return calibration(runs)


class Pool:
    """The pool of a set as a model sees it: its labels, what the model finds there, and the squares that find room.

    All shapes are in the CRS of the first raster; lengths of squares are metres on the ground."""

    def __init__(self, place: SplitSet, model: str, work: Path, known: Calibration | None = None) -> None:
        self.place, self._work, loaded = place, work, load_model(model)
        self._model = str(work / "calibrated.roofline")
        card = replace(loaded.card, calibration=known or loaded.card.calibration)
        write_model(self._model, card, loaded.weights)
        self._card, self._network = card, build_network(card, loaded.weights).eval()
        self._images = open_imagery(place.images, card.bands, card.resolution_m)
        self.crs = self._images[0].crs
        area = read_polygons(place.pool.areas, "areas")
        self._ground = shapely.union_all(area.to(self.crs).geometries)
        self._grounds = [shapely.union_all(to_pixels(imagery, area)) for imagery in self._images]
        self.labels = np.array(read_polygons(place.pool.labels, "labels").to(self.crs).geometries, object)
        self._predict()

    def _predict(self) -> None:
        """Find the footprints of each raster, and the raster of probabilities."""
        shapes: list[BaseGeometry] = []
        confidences: list[float] = []
        self._probabilities = []
        for number, path in enumerate(self.place.images):
            if not self._grounds[number].intersects(shapely.box(0, 0, *self._images[number].shape[::-1])):
                self._probabilities.append("")
                continue
            found, raster = str(self._work / f"pool{number}.gpkg"), str(self._work / f"pool{number}.tif")
            with tempfile.TemporaryDirectory() as folder:
                outputs = find_footprints(Predict("job", folder, [path], found, {}, model=self._model,
                                                  areas=self.place.pool.areas, probability=raster), Job())
            there = read_polygons(found, "footprints", may_be_empty=True).to(self.crs)
            shapes += there.geometries
            confidences += there.values.get("confidence", [])
            self._probabilities.append(raster)
            self.resolution_m = float(outputs["resolution_m"])
        self.footprints, self.confidences = np.array(shapes, object), np.array(confidences, float)

    def offered(self, draw: int) -> np.ndarray:
        """Squares in the pool, drawn at random until none has room between them, in random order."""
        outlines, random = [], np.random.default_rng(draw)
        for imagery, ground in zip(self._images, self._grounds):
            frame = shapely.box(0, 0, *imagery.shape[::-1])
            left, top, right, bottom = (ground & frame).bounds if ground.intersects(frame) else (0, 0, 0, 0)
            side = SIDE_M / imagery.resolution_m
            x, y = (values.ravel() for values in np.meshgrid(np.arange(left, right - side, side / 2),
                                                             np.arange(top, bottom - side, side / 2)))
            boxes = shapely.box(x, y, x + side, y + side)
            boxes = boxes[covered_share(boxes, ground & frame) >= COVERED] if len(boxes) else boxes
            outlines += Polygons(list(apply_affine(boxes, imagery.transform)), imagery.crs).to(self.crs).geometries
        every = np.array(outlines, object)
        return every[most_doubtful(Squares(every, random.random(len(every))), len(every))]

    def buildings(self, squares: np.ndarray) -> np.ndarray:
        """How many buildings there are to draw in each square (N,): those that reach into it."""
        return _within(squares, self.labels, "intersects")

    def errors(self, squares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The missed buildings and the false alarms in each square (N,), by their centres."""
        missed, false_alarms = self._errors
        return _within(squares, missed), _within(squares, false_alarms)

    @cached_property
    def _errors(self) -> tuple[np.ndarray, np.ndarray]:
        """The centres of missed buildings and of false alarms."""
        compared = compare(list(self.footprints), list(self.labels), self._ground)
        return (shapely.centroid(self.labels[compared.missed.astype(int)]),
                shapely.centroid(self.footprints[compared.false_alarms.astype(int)]))

    def changes(self, squares: np.ndarray, other: Pool) -> np.ndarray:
        """The number of buildings in each square (N,) that either this model or the other one finds, but not both."""
        compared = compare(list(self.footprints), list(other.footprints))
        return np.sum([_within(squares, shapely.centroid(of)) for of in (
            other.footprints[compared.missed.astype(int)], self.footprints[compared.false_alarms.astype(int)])], axis=0)

    def score(self, squares: np.ndarray, rule: str) -> np.ndarray:
        """What a rule ranks the squares (N,) by, the highest first."""
        centers = shapely.centroid(self.footprints)
        if rule in (DOUBTFUL, UNLIKE):
            return expected_wrong(squares, centers, self.confidences)
        if rule == FOUND:
            return _within(squares, centers)
        if rule == ERRORS:
            return np.sum(self.errors(squares), axis=0)
        return self._entropy(squares) if rule == ENTROPY else -np.arange(len(squares), dtype=float)

    def order(self, squares: np.ndarray, rule: str) -> np.ndarray:
        """Positions of the squares, those to label first in front."""
        score = self.score(squares, rule)
        return far_apart(score, self._features(squares)) if rule == UNLIKE else np.argsort(-score, kind="stable")

    def _entropy(self, squares: np.ndarray) -> np.ndarray:
        scores = np.zeros(len(squares))
        for (p, bits, to), imagery in zip(self._bits, self._images):
            there = apply_affine(Polygons(list(squares), self.crs).to(imagery.crs).geometries, to)
            for number, (x0, y0, x1, y1) in enumerate(np.round(shapely.bounds(there)).astype(int)):
                if 0 <= x0 < x1 <= p.shape[1] and 0 <= y0 < y1 <= p.shape[0]:
                    scores[number] = bits[y0:y1, x0:x1].mean() * np.sqrt(p[y0:y1, x0:x1].mean())
        return scores

    @cached_property
    def _bits(self) -> list[tuple[np.ndarray, np.ndarray, Affine]]:
        """Building probability and entropy of each raster's pixels, and the way to its pixels."""
        every = []
        for path in self._probabilities:
            if path:
                with rasterio.open(path) as raster:
                    p, to = raster.read(1) / SCALE, ~raster.transform
            else:
                p, to = np.zeros((0, 0)), Affine.identity()
            inside = np.clip(p, 1e-6, 1 - 1e-6)
            every.append((p, -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside)), to))
        return every

    def _features(self, squares: np.ndarray) -> np.ndarray:
        """The means of the encoder's deepest features over each square (N, F)."""
        features = []
        for square in squares:
            imagery, (x, y) = self._imagery_of(square)
            image, valid = imagery.read(round(x) - SEEN // 2, round(y) - SEEN // 2, SEEN, SEEN)
            statistics = statistics_for(self._card, imagery)
            tile = torch.from_numpy(normalize(image, valid, statistics.mean, statistics.std))[None]
            with torch.inference_mode():
                features.append(self._network.encoder(tile)[-1].mean(dim=(0, 2, 3)).numpy())
        return np.stack(features)

    def _imagery_of(self, square: BaseGeometry) -> tuple[Imagery, tuple[float, float]]:
        """The raster that a square lies on, and the pixel of its middle there."""
        for imagery in self._images:
            [point] = to_pixels(imagery, Polygons([square.centroid.buffer(1e-9)], self.crs))
            x, y = point.centroid.coords[0]
            if 0 <= x < imagery.shape[1] and 0 <= y < imagery.shape[0]:
                return imagery, (x, y)
        raise ValueError("The square lies on no raster.")

    def labelled(self, squares: np.ndarray) -> Labelled:
        """The labels of the pool, and the squares as areas in which they are complete."""
        path = str(self._work / "squares.gpkg")
        write_polygons(path, "areas", list(squares), {"role": ["train"] * len(squares)}, self.crs)
        return Labelled(self.place.pool.labels, path)


def _within(squares: np.ndarray, shapes: np.ndarray, how: str = "contains") -> np.ndarray:
    """How many of the shapes each square (N,) holds."""
    return np.bincount(shapely.STRtree(shapes).query(squares, predicate=how)[0], minlength=len(squares))


def far_apart(score: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Positions by `score` (N,) times the distance of the features (N, F) to those that come before, as a share of the
    largest there is; each channel counts the same."""
    points = (features - features.mean(axis=0)) / np.maximum(features.std(axis=0), 1e-9)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    apart /= max(float(apart.max()), 1e-9)
    left, nearest, order = np.ones(len(score), bool), np.ones(len(score)), []
    while left.any():
        best = int(np.argmax(np.where(left, score * nearest, -1)))
        order.append(best)
        left[best] = False
        nearest = np.minimum(nearest, apart[best])
    return np.array(order, int)


def affordable(order: np.ndarray, effort: np.ndarray) -> np.ndarray:
    """The first of the squares in `order`, as many as come nearest to the effort that a draw is worth; labelling a
    square takes `effort` (N,)."""
    budget = min(EFFORT_SHARE * effort.sum(), MOST_EFFORT)
    spent = np.cumsum(effort[order])
    return order[:int(np.argmin(np.abs(spent - budget))) + 1]


def effort_of(buildings: np.ndarray) -> np.ndarray:
    """What labelling squares (N,) takes: one for looking it through, and one for each of its buildings."""
    return 1 + buildings
