"""Facts about online imagery before anything is fetched: kind, resolution, and what a km² costs; and its caches' names.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer

from ...protocol.imagery import AS_DRAWN
from ..layers.workspace import Workspace
from .cache_raster import ABOUT
from .errors import OnlineError
from .imagery_parameters import fetch_settings
from .online_imagery import MILLION
from .picture import Picture, is_online, picture_key
from .resolution import choose_grid, ground_m, scale_m

KM2 = 1e6


@dataclass(frozen=True)
class OnlineFacts:
    """kind: such as XYZ. host: "" where it has none. resolution_m: that at which it will be fetched. A km² of it has so
    many million pixels, comes in so many parts, and takes so many megabytes on disk."""

    kind: str
    host: str
    resolution_m: float
    megapixels: float
    parts: float
    megabytes: float
    time: str = ""


def describe_online(layer: QgsRasterLayer, wanted_m: float, near: Optional[QgsVectorLayer],
                    project: QgsProject) -> OnlineFacts:
    """The facts at the place of `near`, or in the middle of the layer. Raises OnlineError where it cannot be drawn."""
    picture = Picture(layer)
    scale = scale_m(picture.crs, _place(layer, near, project).center(), project.transformContext())
    grid = choose_grid(picture, scale, wanted_m)
    side_m = ground_m(grid, scale)
    megapixels = KM2 / side_m ** 2 / MILLION
    return OnlineFacts(picture.kind, picture.host, side_m, megapixels, megapixels * MILLION / grid.block ** 2,
                       megapixels * picture.pixels.bytes_on_disk, picture.time)


def is_endless(layer: QgsRasterLayer, wanted_m: float, workspace: Workspace) -> bool:
    """Whether a layer is from a service, and more at that resolution than the workspace's limit allows to fetch."""
    if not is_online(layer) or not layer.isValid():
        return False
    extent = layer.extent()
    try:
        across, down = scale_m(layer.crs(), extent.center(), workspace.project.transformContext())
    except OnlineError:
        return True
    pixels = extent.width() * across / wanted_m * extent.height() * down / wanted_m
    return bool(pixels > fetch_settings(workspace).most_megapixels * MILLION)


def _place(layer: QgsRasterLayer, near: Optional[QgsVectorLayer], project: QgsProject) -> QgsRectangle:
    """The extent of `near` in the CRS of the layer, where that shows it; else the extent of the layer."""
    if near is not None and near.isValid() and not near.extent().isEmpty():
        try:
            box = QgsCoordinateTransform(near.crs(), layer.crs(), project).transformBoundingBox(near.extent())
        except QgsCsException:
            return QgsRectangle(layer.extent())
        if box.isFinite() and box.intersects(layer.extent()):
            return box
    return QgsRectangle(layer.extent())


def is_cached_in(layer: QgsRasterLayer, path: str) -> bool:
    """Whether a raster is one of the virtual rasters of a layer's cache."""
    parents = Path(path).parents
    if Path(path).suffix != ".vrt" or len(parents) < 2:
        return False
    return parents[1].name.endswith(tuple(picture_key(layer, is_drawn) for is_drawn in (True, False)))


def imagery_name(path: str) -> str:
    """The name of a raster for the analyst: that of its layer, where it is from a cache."""
    about = Path(path).with_name(ABOUT)
    if Path(path).suffix == ".vrt" and about.is_file():
        try:
            facts = json.loads(about.read_text(encoding="utf-8"))
            return f"{facts['layer']} ({AS_DRAWN})" if facts["kind"] == AS_DRAWN else str(facts["layer"])
        except (OSError, ValueError, KeyError):
            pass
    return Path(path).stem
