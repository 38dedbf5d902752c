"""Incremental GeoPackage writer: footprints are appended in chunks as they are found."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, nullcontext, suppress
from pathlib import Path

import numpy as np
import pyogrio
import pyogrio.errors
import pyproj
import shapely

from ...protocol.footprints import FOOTPRINT_COLUMNS, PREDICTED
from ..core.errors import RooflineError
from ..geodata.crs import kept_by_geopackage
from ..geodata.polygon_io import GEOPACKAGE, Polygons, ellipsoidal_areas
from ..networks.calibration import Calibration
from ..vectorize.strips import Outline

CHUNK, EVERY_SECONDS = 5000, 1.0
"""Footprints are written when CHUNK of them wait, or some have waited for EVERY_SECONDS."""
PATIENCE_S = 60.0
"""How long a write waits for another program that reads the file; GDAL itself gives up after some seconds."""
LAYER = "footprints"


class FootprintFile:
    """Appends footprints, with the columns of protocol/footprints.py, to a GeoPackage in one CRS. Without a
    `calibration` the confidence of a footprint is its mean probability.

    The file can be read at any time. A context manager: at its end the file exists, with all fields, even when nothing
    was found; after an error it holds what was found before. Raises RooflineError when the file cannot be written.
    """

    def __init__(self, path: str, crs: pyproj.CRS, model: str, run: str, classes: Sequence[str],
                 calibration: Calibration | None = None) -> None:
        self.path, self.crs, self.count = Path(path), kept_by_geopackage(crs), 0
        self._constants = {"status": PREDICTED, "model": model, "run": run}
        self._classes, self._calibration = np.array(classes, dtype=object), calibration
        self._outlines: list[Outline] = []
        self._outlines_crs = crs
        self._started, self._written_at = False, time.monotonic()

    def add(self, outlines: Sequence[Outline], crs: pyproj.CRS) -> None:
        """Add footprints, whose polygons are in `crs`."""
        if self._outlines and crs != self._outlines_crs:
            self._flush()
        self._outlines_crs = crs
        self._outlines += outlines
        self.count += len(outlines)
        if len(self._outlines) >= CHUNK or (self._outlines and time.monotonic() > self._written_at + EVERY_SECONDS):
            self._flush()

    def _flush(self) -> None:
        """Write all footprints that wait: reprojected and repaired, with ellipsoidal areas and perimeters."""
        numbers = list(range(len(self._outlines)))
        moved = Polygons([outline.polygon for outline in self._outlines], self._outlines_crs,
                         {"number": numbers}).to(self.crs).valid()
        shapes, owners = shapely.get_parts(np.array(moved.geometries, dtype=object), return_index=True)
        areas, perimeters = ellipsoidal_areas(shapes, self.crs) if len(shapes) else (np.zeros(0), np.zeros(0))
        constants = {name: np.full(len(shapes), value, dtype=object) for name, value in self._constants.items()}
        of = [self._outlines[moved.values["number"][owner]] for owner in owners]
        fields: dict[str, np.ndarray] = {
            "class": self._classes[np.array([outline.class_id for outline in of], int)],
            "confidence": self._confidences(of),
            "area_m2": np.round(areas, 2), "perimeter_m": np.round(perimeters, 2),
            "regularized": np.array([outline.regularized for outline in of], bool),
            **{name: constants[name] for name in ("status", "model", "run")}}
        if self._started:
            _wait_for_readers(self.path)
        try:
            pyogrio.raw.write(
                str(self.path), shapely.to_wkb(shapes), [fields[name] for name in FOOTPRINT_COLUMNS],
                list(FOOTPRINT_COLUMNS), layer=LAYER, driver="GPKG",
                geometry_type="Polygon", crs=self.crs.to_wkt(), append=self._started,
                dataset_options=None if self._started else GEOPACKAGE)
        except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError,
                pyogrio.errors.FeatureError) as error:
            raise RooflineError(
                f"The footprints cannot be written to {self.path} ({error}). Check that no other program keeps "
                "it open, that the folder may be written and that the disk has room.") from error
        self.count += len(shapes) - len(self._outlines)
        self._started, self._written_at = True, time.monotonic()
        self._outlines = []

    def _confidences(self, outlines: Sequence[Outline]) -> np.ndarray:
        means = np.array([outline.probability for outline in outlines], float)
        return (means if self._calibration is None else self._calibration.confidence(means)).round(4)

    def __enter__(self) -> FootprintFile:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._outlines or not self._started:
            with suppress(RooflineError) if kind else nullcontext():  # the first error is the one to report
                self._flush()


def _wait_for_readers(path: Path) -> None:
    """Wait until no other program reads the GeoPackage, since a reader's lock blocks writing; PATIENCE_S at most."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=PATIENCE_S)) as file:
        file.execute("BEGIN EXCLUSIVE")
