"""The GeoPackage that footprints are written to as they are found."""

from __future__ import annotations

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

    def __init__(self, path: str, crs: pyproj.CRS, model: str, run: str, target: str) -> None:
        self.path, self.crs, self.count = Path(path), crs, 0
        self._constants = {"class": target, "status": "predicted", "model": model, "run": run}
        self._shapes: list[BaseGeometry] = []
        self._confidences: list[float] = []
        self._started = False

    def add(self, polygon: BaseGeometry, confidence: float, crs: pyproj.CRS) -> None:
        """One more footprint, given in `crs`; `confidence` is its mean probability (0-1)."""
        moved = [polygon] if crs == self.crs else Polygons([polygon], crs).to(self.crs).geometries
        self._shapes += moved
        self._confidences += [confidence] * len(moved)
        self.count += len(moved)
        if len(self._shapes) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        shapes = np.array(self._shapes, dtype=object)
        areas, perimeters = ellipsoidal_areas(self._shapes, self.crs) if self._shapes else (np.zeros(0), np.zeros(0))
        fields: dict[str, np.ndarray] = {
            "class": self._constant("class"),
            "confidence": np.array(self._confidences, dtype=float).round(4),
            "area_m2": np.round(areas, 2), "perimeter_m": np.round(perimeters, 2),
            "regularized": np.zeros(len(shapes), dtype=bool),
            **{name: self._constant(name) for name in ("status", "model", "run")}}
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
        self._shapes, self._confidences = [], []

    def _constant(self, name: str) -> np.ndarray:
        return np.array([self._constants[name]] * len(self._shapes), dtype=object)

    def __enter__(self) -> FootprintFile:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is not None:
            self.path.unlink(missing_ok=True)
        elif self._shapes or not self._started:
            self._flush()
