"""Snapshots of labels and areas that change while a training goes on, and what changed from one to the next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely

from ..core.job import Job
from ..data.classes import is_background
from ..data.dataset import WEIGHT
from ..geodata.polygon_io import Polygons, read_polygons, write_polygons

CLASS, ROLE = "class", "role"
Feature = tuple[str, str]
"""A polygon as the log has it: its class or role, and its outline (WKB in hex)."""


@dataclass(frozen=True)
class Snapshot:
    """Labels and areas at one moment, in an order that follows from what they are; no label may be there yet. `ignored`
    are labels whose ground does not count."""

    number: int
    labels: Polygons
    areas: Polygons | None
    ignored: Polygons | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no label but background."""
        return bool(is_background(self.labels).all())

    @cached_property
    def label_features(self) -> list[Feature]:
        """The labels, each with its class."""
        return _features(self.labels, CLASS)

    @cached_property
    def area_features(self) -> list[Feature]:
        """The areas, each with its role."""
        return [] if self.areas is None else _features(self.areas, ROLE)

    def says_what(self, other: Snapshot) -> bool:
        """Whether there is the same in both."""
        return (self.label_features == other.label_features and self.area_features == other.area_features
                and self.labels.crs == other.labels.crs)

    def weighted(self, new: set[Feature], weight: float) -> Snapshot:
        """The same, with the `new` labels to be learned from so many times as often."""
        weights = [weight if feature in new else 1.0 for feature in self.label_features]
        return replace(self, labels=replace(self.labels, values={**self.labels.values, WEIGHT: weights}))

    def of_classes(self, classes: tuple[str, ...], job: Job) -> Snapshot:
        """The same without the labels of classes that are not among these, whose ground does not count: a network does
        not get another class while it learns. A notice tells of them."""
        known = {"", *(name.lower() for name in classes)}
        fits = np.array([word in known for word in self.labels.words(CLASS)], bool) | is_background(self.labels)
        if fits.all():
            return self
        job.notice(f"Labels of a class that was not there when the live training began, and so not used: "
                   f"{np.count_nonzero(~fits)}. It learns {', '.join(classes)}; begin a new one to learn them too.")
        return replace(self, labels=self.labels.pick(fits), ignored=self.labels.pick(~fits))


def read_snapshot(number: int, labels: str | Path, areas: str | Path | None) -> Snapshot:
    """The snapshot in two files. Raises RooflineError where one cannot be used."""
    ground = None if areas is None else read_polygons(areas, "areas", whole=True, may_be_empty=True)
    return Snapshot(number, _sorted(read_polygons(labels, "labels", may_be_empty=True), CLASS),
                    _sorted(ground, ROLE) if ground is not None and len(ground) else None)


def write_snapshot(snapshot: Snapshot, folder: str | Path) -> tuple[str, str | None]:
    """Write a snapshot into two files of a folder, as read_snapshot() reads it; their paths."""
    def write(name: str, polygons: Polygons, column: str) -> str:
        path = Path(folder) / f"{name}-{snapshot.number}.gpkg"
        write_polygons(path, name, polygons.geometries, {column: np.array(polygons.values[column], object)},
                       polygons.crs)
        return str(path)

    return (write("labels", snapshot.labels, CLASS),
            None if snapshot.areas is None else write("areas", snapshot.areas, ROLE))


def changes(before: list[Feature], now: list[Feature]) -> tuple[list[Feature], list[Feature]]:
    """(added, removed): what there is more in `now`, and more in `before`."""
    old, new = Counter(before), Counter(now)
    return sorted((new - old).elements()), sorted((old - new).elements())


def polygons_of(features: list[Feature], crs: pyproj.CRS, column: str) -> Polygons:
    """Polygons from what the log has of them, in the order of a snapshot."""
    features = sorted(features)
    return Polygons(list(shapely.from_wkb([outline for _, outline in features])), crs,
                    {column: [word for word, _ in features]})


def _features(polygons: Polygons, column: str) -> list[Feature]:
    return list(zip(polygons.texts(column), (geometry.wkb_hex for geometry in polygons.geometries)))


def _sorted(polygons: Polygons, column: str) -> Polygons:
    features = _features(polygons, column)
    order = sorted(range(len(features)), key=features.__getitem__)
    values: dict[str, list[Any]] = {column: [features[row][0] for row in order]}
    return replace(polygons, geometries=[polygons.geometries[row] for row in order], values=values)
