"""Evaluation on unseen places: in-memory scoring of whole sets; fine-tuning and scoring on sets with a test split."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import shapely
import torch
from shapely.geometry.base import BaseGeometry

from ..models.core.devices import choose_device
from ..models.core.job import Job
from ..models.data.dataset import HeldOut
from ..models.evaluation.evaluate import score_footprints
from ..models.evaluation.metrics import Comparison, compare
from ..models.evaluation.validation import ValidationSet
from ..models.geodata.polygon_io import local_plane, read_polygons
from ..models.geodata.window_reader import ArraySource
from ..models.inference.predict import find_footprints
from ..models.networks.model_card import Card
from ..models.networks.unet import build_network
from ..models.training.train import fine_tune
from ..models.vectorize.postprocessing import Postprocessing
from ..protocol.job_requests import Evaluate, Predict, Train
from ..recipes.grounds import UNLABELLED, Ground, pooled_statistics

SPLIT_SETS = ("zanzibar", "banepa_nepal", "banepa_outskirts_nepal")
"""Sets with a part to draw and train in and a part to score in."""


@dataclass(frozen=True)
class Score:
    """The score of one model in one place: F1 at IoU 0.5 with its interval, pixel IoU, and the number of buildings."""

    f1: float
    low: float
    high: float
    iou: float
    buildings: int

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f} ({self.low:.2f}-{self.high:.2f}) IoU {self.iou:.3f}"


def score_of(scores: dict[str, Any]) -> Score:
    """From the figures of models.evaluation.metrics.Scores; what cannot be told is 0."""
    f1, low, high, iou = (scores[name] or 0.0 for name in ("f1", "f1_low", "f1_high", "iou"))
    return Score(f1, low, high, iou, scores["matched"] + scores["missed"])


def whole_part(grounds: list[Ground], resolution_m: float) -> ValidationSet:
    """Whole images, normalised by the statistics of all of them."""
    images = [held_out(ground, shapely.box(0, 0, *ground.valid.shape[::-1])) for ground in grounds]
    return ValidationSet(images, {"uint8": pooled_statistics(grounds)}, resolution_m,
                         choose_device())


def held_out(ground: Ground, area: BaseGeometry) -> HeldOut:
    """An image that is scored in an area of it, in its pixels."""
    return HeldOut(ArraySource(ground.image, ground.valid), list(ground.outlines), area, ground.transform, ground.crs)


def score_grounds(card: Card, weights: dict[str, torch.Tensor], grounds: list[Ground]) -> Score:
    """The score of a base model on whole images."""
    return score_of(whole_figures(card, weights, grounds))


def whole_figures(card: Card, weights: dict[str, torch.Tensor], grounds: list[Ground]) -> dict[str, Any]:
    """The figures of a model on whole images."""
    part = whole_part(grounds, card.resolution_m)
    said = part.predict(build_network(card, weights), lambda: None)
    judged = part.evaluate(said, Postprocessing.of(card))
    return judged.comparison.scores().to_dict()


def images_of(folder: Path) -> list[str]:
    """The paths of the labelled rasters of a set."""
    return [str(path) for path in sorted((folder / "images").glob("*.tif")) if UNLABELLED not in path.name]


class Labelled(NamedTuple):
    """Files of labels and of the areas in which they are complete."""

    labels: str
    areas: str


class SplitSet:
    """One of the sets with a ready cut: tuned on its pool, scored in its test part, as an analyst's job would be."""

    def __init__(self, folder: Path, work: Path) -> None:
        self._work, split = work, folder / "split"
        self.images = images_of(folder)
        self._pool, self._pool_area = str(split / "pool_labels.geojson"), str(split / "pool_aoi.geojson")
        self._test_area = str(split / "test_aoi.geojson")
        self._reference = str(folder / "buildings.geojson")

    @property
    def pool(self) -> Labelled:
        """Labels and areas to train on."""
        return Labelled(self._pool, self._pool_area)

    @property
    def test(self) -> Labelled:
        """All labels of the set, and the areas to score in."""
        return Labelled(self._reference, self._test_area)

    def tune(self, base: str, seconds: int, seed: int) -> str:
        """The path of a model: `base`, fine-tuned on the pool for `seconds`."""
        return self.tune_on(self.pool, base, {"max_seconds": seconds, "seed": seed}, Job())

    def tune_on(self, labelled: Labelled, base: str, settings: dict[str, Any], job: Job) -> str:
        """The path of a model: `base`, fine-tuned on `labelled` with `settings` and nothing else set."""
        model = str(self._work / "tuned.roofline")
        with tempfile.TemporaryDirectory() as folder:
            fine_tune(Train("job", folder, self.images, labelled.labels, model, settings, areas=labelled.areas,
                            base_model=base), job)
        return model

    def score(self, model: str) -> Score:
        """The score of a model in the test part."""
        return score_of(self.figures(model))

    def comparison(self, model: str, settings: dict[str, Any] | None = None) -> Comparison:
        """The footprints of a model in the test part, beside the labels there; `settings` of the prediction."""
        return self.judged(model, settings)[0]

    def judged(self, model: str, settings: dict[str, Any] | None = None) -> tuple[Comparison, list[float]]:
        """The comparison, and the confidence of each footprint in it."""
        reference = read_polygons(self._reference, "reference")
        found = read_polygons(self._footprints(model, self._test_area, settings), "footprints", may_be_empty=True)
        ours, theirs, area = (layer.to(local_plane(reference)) for layer in (
            found, reference, read_polygons(self._test_area, "areas")))
        comparison = compare(ours.geometries, theirs.geometries, shapely.union_all(area.geometries))
        return comparison, ours.values.get("confidence", [])

    def figures(self, model: str, areas: str | None = None) -> dict[str, Any]:
        """The outputs of Evaluate for a model in the test part, or in other areas of the set."""
        areas = areas or self._test_area
        found = self._footprints(model, areas)
        with tempfile.TemporaryDirectory() as folder:
            return score_footprints(Evaluate("job", folder, found, self._reference, f"{folder}/errors.gpkg",
                                             areas=areas), Job())

    def _footprints(self, model: str, areas: str, settings: dict[str, Any] | None = None) -> str:
        """The file of the footprints that a model finds in `areas`."""
        found = str(self._work / "found.gpkg")
        with tempfile.TemporaryDirectory() as folder:
            find_footprints(Predict("job", folder, self.images, found, settings or {}, model=model, areas=areas), Job())
        return found
