"""The GeoPackage that footprints are written to as they are found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from .errors import RooflineError
from .vectors import GEOPACKAGE, Polygons, ellipsoidal_areas

AT_ONCE = 500
"""Footprints kept in memory before they are written."""
LAYER = "footprints"


class FootprintFile:
    """Collects footprints of the schema in DESIGN section 5, in one CRS, and appends them to a GeoPackage.

    As a context: the file exists, with all fields, even when nothing was found; after an error nothing is left.
    """

    def __init__(self, path: str, crs: pyproj.CRS, model: str, run: str,
                 classes: Sequence[str]) -> None:
        self.path, self.crs, self.count = Path(path), crs, 0
        self._constants = {"status": "predicted", "model": model, "run": run}
        self._classes = np.array(classes, dtype=object)
        self._shapes: list[BaseGeometry] = []
        self._shapes_crs = crs
        self._confidences: list[float] = []
        self._kinds: list[int] = []
        self._started = False

    def add(self, polygon: BaseGeometry, confidence: float, crs: pyproj.CRS, kind: int = 0) -> None:
        """One more footprint, given in `crs`; `confidence` is its mean probability (0-1), `kind` the number of its
        class."""
        if self._shapes and crs != self._shapes_crs:
            self._flush()
        self._shapes_crs = crs
        self._shapes.append(polygon)
        self._confidences.append(confidence)
        self._kinds.append(kind)
        self.count += 1
        if len(self._shapes) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        moved = Polygons(self._shapes, self._shapes_crs, {
            "confidence": self._confidences, "kind": self._kinds}).to(self.crs)
        shapes, owners = shapely.get_parts(np.array(moved.geometries, dtype=object), return_index=True)
        self.count += len(shapes) - len(self._shapes)
        areas, perimeters = ellipsoidal_areas(shapes, self.crs) if len(shapes) else (np.zeros(0), np.zeros(0))
        constants = {name: np.full(len(shapes), value, dtype=object) for name, value in self._constants.items()}
        fields: dict[str, np.ndarray] = {
            "class": self._classes[np.array(moved.values["kind"], int)[owners]],
            "confidence": np.array(moved.values["confidence"], dtype=float)[owners].round(4),
            "area_m2": np.round(areas, 2), "perimeter_m": np.round(perimeters, 2),
            "regularized": np.zeros(len(shapes), dtype=bool),
            **{name: constants[name] for name in ("status", "model", "run")}}
        try:
            pyogrio.raw.write(
                str(self.path), shapely.to_wkb(shapes), list(fields.values()), list(fields), layer=LAYER, driver="GPKG",
                geometry_type="Polygon", crs=self.crs.to_wkt(), append=self._started,
                dataset_options=None if self._started else GEOPACKAGE)
        except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError,
                pyogrio.errors.FeatureError) as error:
            raise RooflineError(
                f"The footprints cannot be written to {self.path} ({error}). Check that the folder may be written and "
                "that the disk has room.") from error
        self._started = True
        self._shapes, self._confidences, self._kinds = [], [], []

    def __enter__(self) -> FootprintFile:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        whole = False
        try:
            if kind is None and (self._shapes or not self._started):
                self._flush()
            whole = kind is None
        finally:
            if not whole:
                self.path.unlink(missing_ok=True)
