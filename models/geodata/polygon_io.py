"""Polygon files (OGR): read, repair, reproject, measure and write. GDAL through pyogrio; no geopandas."""

from __future__ import annotations

import glob
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import pyogrio.raw
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from ...protocol.labels import MOST_PARTS
from ...protocol.layer_sources import split_source
from ..core.errors import RooflineError
from .antimeridian import are_no_degrees, cut_at_antimeridian, join_at_antimeridian, middle, why_no_degrees
from .building_parts import Buildings, are_finite, single_buildings
from .crs import ground_crs, in_degrees, kept_by_geopackage
from .ogr_paths import take_paths_as_they_stand

take_paths_as_they_stand()
POINTS = (shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT)
GEOPACKAGE = {"VERSION": "1.2"}
"""The version that the oldest supported QGIS reads without a warning."""
MOST_NAMES = 8
"""Names of layers that a message lists."""
LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING, shapely.GeometryType.MULTILINESTRING)


@dataclass(frozen=True)
class Polygons:
    """Valid, non-empty Polygons and MultiPolygons in `crs`, with the columns of their layer.

    Every list of `values` is as long as `geometries`. `repaired` counts the outlines that were made valid, `dropped`
    those that held no area (null, empty, collapsed, or with coordinates that are no numbers), `several` the features
    that were more than one building, or surely are.
    """

    geometries: list[BaseGeometry]
    crs: pyproj.CRS
    values: dict[str, list[Any]] = field(default_factory=dict)
    repaired: int = 0
    dropped: int = 0
    several: int = 0

    def __len__(self) -> int:
        return len(self.geometries)

    def texts(self, name: str) -> list[str]:
        """The column `name`, in upper or lower case, as texts without repeated blanks and control characters; all empty
        when there is no such column."""
        column = next((values for known, values in self.values.items() if known.lower() == name), [""] * len(self))
        return [_text(value) for value in column]

    def words(self, name: str) -> list[str]:
        """As texts(), in lower case."""
        return [text.lower() for text in self.texts(name)]

    def pick(self, keep: np.ndarray) -> Polygons:
        """The polygons where the boolean array `keep` is true, with their values."""
        rows = np.flatnonzero(keep)
        values = {name: [column[row] for row in rows] for name, column in self.values.items()}
        return replace(self, geometries=[self.geometries[row] for row in rows], values=values)

    def to(self, crs: Any) -> Polygons:
        """The same polygons in `crs` (anything pyproj understands); those outside its domain are dropped."""
        target = pyproj.CRS.from_user_input(crs)
        if target == self.crs:
            return self
        moved = _transform_whole(np.array(self.geometries, dtype=object), self.crs, target)
        return replace(self, geometries=list(moved), crs=target).valid()

    def valid(self) -> Polygons:
        """The same polygons, repaired where they were moved until they crossed themselves; those without ground are
        dropped."""
        shapes, keep, _ = _repair(np.array(self.geometries, dtype=object))
        return replace(self.pick(keep), geometries=list(shapes[keep]), dropped=self.dropped + int((~keep).sum()))


def _text(value: Any) -> str:
    if value is None or value != value:  # NULL, and NaN in a column of numbers; 0 is a value like any other
        return ""
    if isinstance(value, float) and value.is_integer():  # so come whole numbers where one of them is NULL
        value = int(value)
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())


def read_polygons(path: str | Path, what: str, layer: str | None = None, may_be_empty: bool = False,
                  whole: bool = False, anywhere: bool = False) -> Polygons:
    """The polygons of a vector file. `what` is the word for them in messages: "labels", "areas", ... The parts of a
    feature are polygons of their own where they are buildings of their own (building_parts.py), unless features are
    wanted `whole`. Those that cross the antimeridian are cut there.

    A file of several layers, beside tables without geometry, needs `layer`, or a path with QGIS's layer name:
    "file.gpkg|layername=buildings".
    Raises RooflineError for a file that is missing or no vector file, a layer of points or lines, a layer without a
    CRS, one bound to no place on earth unless it may lie `anywhere`, and one without any polygon, unless it
    `may_be_empty` (a model may find nothing).
    """
    file, named = split_source(str(path))
    layer = layer or named
    meta, wkb, columns = _read(file, what, layer)
    if len(wkb) == 0 and not may_be_empty:
        raise RooflineError(f"The {what} in {file} are empty: the layer has no feature. Draw at least one polygon.")
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are dropped below
        geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    _refuse_other_shapes(geometries, what, file)
    if not meta["crs"]:
        raise RooflineError(f"The {what} in {file} have no CRS. Set it in the layer's properties (Source > Assigned "
                            "CRS) and save the layer again.")
    crs = (pyproj.CRS.from_user_input(meta["crs"]) if anywhere
           else ground_crs(meta["crs"], f"The layer of the {what} ({file})"))
    if are_no_degrees(geometries, crs):
        raise RooflineError(f"The {what} {why_no_degrees(geometries, crs)}")
    buildings = _buildings(geometries, crs, whole)
    valid, keep, repaired = _repair(buildings.shapes)
    if not keep.any() and not may_be_empty:
        raise RooflineError(f"None of the {len(wkb)} features of the {what} in {file} covers any ground. Draw "
                            "polygons with at least three corners.")
    values = {name: column[buildings.owners].tolist() for name, column in zip(meta["fields"], columns, strict=True)}
    return Polygons(list(valid), crs, values, repaired, int((~keep).sum()), buildings.several).pick(keep)


def _buildings(geometries: np.ndarray, crs: pyproj.CRS, whole: bool) -> Buildings:
    shapes = geometries.copy()
    for index in np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION):
        shapes[index] = polygonal(shapes[index])
    shapes = cut_at_antimeridian(shapes, crs)
    counts = shapely.get_num_geometries(shapes)
    if whole or crs.geodetic_crs is None or not (counts > 1).any():
        return Buildings(shapes, np.arange(len(shapes)), int((counts > MOST_PARTS).sum()))
    finite = shapes[are_finite(shapes) & ~shapely.is_missing(shapes)]
    plane = local_plane(Polygons(list(finite), crs)) if len(finite) else crs
    return single_buildings(shapes, pyproj.Transformer.from_crs(crs, plane, always_xy=True))


def several_told(polygons: Polygons, what: str) -> str:
    """The sentence that tells of features that were taken apart; `what` is the word for them."""
    return (f"The {what} hold features of several parts that lie apart: {polygons.several}. Each part counts as a "
            f"building of its own: {len(polygons) + polygons.dropped} in all.")


def _read(file: str, what: str, layer: str | None) -> tuple[dict[str, Any], np.ndarray, list[np.ndarray]]:
    if not Path(file).exists():
        raise RooflineError(f"There is no file {file} for the {what}. Check the path.")
    try:
        layers = pyogrio.list_layers(file)
        names = [str(name) for name, kind in layers if kind is not None]  # a table, as of QGIS's styles, has no kind
        if layer is None and len(names) > 1:
            raise RooflineError(f"{file} holds {len(names)} layers ({_listed(names)}); say which one has the {what}: "
                                f"{file}|layername={names[0]}")
        if layer is not None and layer not in layers[:, 0]:
            raise RooflineError(f"{file} has no layer {layer!r} for the {what}; it has: {_listed(names)}.")
        chosen = layer or next(iter(names), None)
        meta, _, wkb, columns = pyogrio.raw.read(file, layer=chosen, force_2d=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeDecodeError) as error:
        raise RooflineError(f"The {what} in {file} cannot be read as a vector layer ({error}). Save them as a "
                            "GeoPackage and try again.") from error
    if wkb is None:
        raise RooflineError(f"The {what} in {file} are a table without geometry; choose a layer of polygons.")
    return meta, wkb, columns


def _listed(names: list[str]) -> str:
    return ", ".join(names[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")


def _refuse_other_shapes(geometries: np.ndarray, what: str, file: str) -> None:
    kinds = shapely.get_type_id(geometries)
    for kind, word in ((POINTS, "points"), (LINES, "lines")):
        count = int(np.isin(kinds, kind).sum())
        if count and count == len(kinds):
            raise RooflineError(f"The {what} in {file} are {word}; draw polygons around the buildings instead.")
        if count:
            raise RooflineError(f"{count} of the {len(kinds)} features of the {what} in {file} are {word}; "
                                "keep only the polygons.")


def _repair(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """(geometries, keep, repaired): valid polygonal geometries, a boolean array of those that have any area, and the
    number of those that were made valid."""
    out = geometries.copy()
    keep = ~shapely.is_missing(out) & are_finite(out)
    broken = np.flatnonzero(keep & ~shapely.is_valid(out))
    # "structure" merges overlapping parts; "linework" would turn their overlap into a hole.
    out[broken] = shapely.make_valid(out[broken], method="structure", keep_collapsed=False)
    mixed = np.flatnonzero(keep & (shapely.get_type_id(out) == shapely.GeometryType.GEOMETRYCOLLECTION))
    for index in mixed:
        out[index] = polygonal(out[index])
    keep &= shapely.area(out) > 0
    return out, keep, int(keep[broken].sum())


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons in any geometry, as one Polygon or MultiPolygon; points and lines are left out."""
    parts = shapely.get_parts(geometry)
    while (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():
        parts = shapely.get_parts(parts)
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons))


def local_plane(polygons: Polygons) -> pyproj.CRS:
    """A CRS in ground metres: the azimuthal equidistant projection around the middle of the polygons."""
    return _plane("aeqd", polygons)


def conformal_plane(polygons: Polygons) -> pyproj.CRS:
    """A CRS in ground metres around the polygons: a stereographic projection, in which right angles stay right
    everywhere."""
    return _plane("stere", polygons)


def _plane(projection: str, polygons: Polygons) -> pyproj.CRS:
    lon, lat = middle(np.array(polygons.to("EPSG:4326").geometries, object))
    return pyproj.CRS.from_user_input(f"+proj={projection} +lat_0={lat:.6f} +lon_0={lon:.6f} +datum=WGS84 +units=m")


def _transform(geometries: np.ndarray, source: pyproj.CRS, target: pyproj.CRS) -> np.ndarray:
    transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return shapely.transform(geometries, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))


def _transform_whole(geometries: np.ndarray, source: pyproj.CRS, target: pyproj.CRS) -> np.ndarray:
    """As _transform(), with polygons cut at the antimeridian where it is the edge of the target, and joined elsewhere.
    """
    moved = _transform(geometries, source, target)
    return cut_at_antimeridian(join_at_antimeridian(geometries, moved, source, target), target)


def ellipsoidal_areas(geometries: Sequence[BaseGeometry], crs: Any) -> tuple[np.ndarray, np.ndarray]:
    """Area (m2, without holes) and perimeter (m, with that of holes) of each polygon on the ellipsoid of `crs`.

    Method: Karney 2013, "Algorithms for geodesics", through PROJ. Works for any CRS, degrees and Web Mercator included.
    """
    source = pyproj.CRS.from_user_input(crs)
    degrees = in_degrees(source)
    geod = degrees.get_geod() or pyproj.Geod(ellps="WGS84")
    parts, owners = shapely.get_parts(np.array(geometries, dtype=object), return_index=True)
    rings, part_of_ring = shapely.get_rings(_transform(parts, source, degrees), return_index=True)
    areas, perimeters = np.zeros(len(geometries)), np.zeros(len(geometries))
    for number, ring in enumerate(rings):
        lon_lat = shapely.get_coordinates(ring)
        area, perimeter = geod.polygon_area_perimeter(lon_lat[:, 0], lon_lat[:, 1])
        hole = number > 0 and part_of_ring[number] == part_of_ring[number - 1]
        owner = owners[part_of_ring[number]]
        areas[owner] += -abs(area) if hole else abs(area)
        perimeters[owner] += perimeter
    return areas, perimeters


def write_polygons(path: str | Path, layer: str, geometries: Sequence[BaseGeometry],
                   fields: Mapping[str, Sequence[Any] | np.ndarray], crs: Any) -> None:
    """Write one layer of polygons as a GeoPackage, atomically; a file of that name is replaced.

    The file is in `crs`, or in degrees where a GeoPackage cannot keep that (kept_by_geopackage). The type of a column
    is that of its values; None and NaN become NULL. Give an empty column as a numpy array with a dtype, otherwise it
    becomes text. Raises RooflineError when the disk is full or the path cannot be written.
    """
    path, own = Path(path), pyproj.CRS.from_user_input(crs)
    shapes, kept = np.array(geometries, dtype=object), kept_by_geopackage(own)
    if kept != own:
        shapes = _transform_whole(shapes, own, kept)
    kind = "MultiPolygon" if (shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOLYGON).any() else "Polygon"
    part = path.with_name(f".{path.stem}-{os.getpid()}.part.gpkg")
    try:
        pyogrio.raw.write(
            str(part), shapely.to_wkb(shapes), [_column(values) for values in fields.values()], list(fields),
            layer=layer, driver="GPKG", geometry_type=kind, promote_to_multi=kind == "MultiPolygon",
            crs=kept.to_wkt(), dataset_options=GEOPACKAGE)
        written = pyogrio.read_info(str(part), force_feature_count=True)["features"]
        if written != len(shapes):
            raise OSError(f"only {written} of {len(shapes)} polygons could be written")
        os.replace(part, path)
    except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError,
            pyogrio.errors.GeometryError, pyogrio.errors.FieldError) as error:
        raise RooflineError(f"{path} cannot be written ({error}). Check that the folder exists and may be written, "
                            "that the disk has room, and that no other program holds the file.") from error
    finally:
        for left in path.parent.glob(f"{glob.escape(part.name)}*"):
            left.unlink(missing_ok=True)


def _column(values: Sequence[Any] | np.ndarray) -> np.ndarray:
    if isinstance(values, np.ndarray):
        return values
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, (int, float, np.number)) for value in known):
        if len(known) < len(values):
            return np.array([np.nan if value is None else value for value in values], dtype=float)
        return np.array(values)
    return np.array(values, dtype=object)
