"""Test data of the GUI scenarios: a synthetic raster, and the rectangles, polygons and areas to draw on it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Dict, List, Mapping, Tuple

from qgis.core import QgsGeometry, QgsRasterLayer, QgsRectangle, QgsVectorLayer

from ..plugin.environment.virtual_environment import worker_python
from ..protocol.paths import LAUNCH

DRAWN = ("train", "validate")
"""The areas in which every building is drawn."""
SHARES = {"train": (0.04, 0.30), "validate": (0.34, 0.48), "view": (0.0, 0.5), "elsewhere": (0.5, 0.8)}
MOST_CORNERS = 12
Points = List[Tuple[float, float]]


def synthetic_ground(folder: Path, town: str, seed: int, size: str) -> Dict[str, Any]:
    """A town made by `scenes/`, written below `folder`."""
    scene = Path(folder) / "scene"
    command = [str(worker_python()), str(LAUNCH), "roofline.scenes.write"]
    subprocess.run([*command, "--town", town, "--seed", str(seed), "--size", size, str(scene)], check=True,
                   capture_output=True)
    return describe_ground(next((scene / "images").glob("*.tif")), next(scene.glob("*.gpkg")))


def describe_ground(image: Path, table: Path, shares: Mapping[str, Tuple[float, float]] = SHARES) -> Dict[str, Any]:
    """The inputs of the scenarios as plain values, in the raster's CRS.

    In the west lies an area to train in and one to hold out, with all their buildings to draw; `elsewhere` is ground
    that nobody drew on; `shares` of the image's width say from where to where. `buildings` are those of the whole
    image.
    """
    whole = QgsRasterLayer(str(image), "image").extent()
    boxes = {name: _strip(whole, *share, 0.05 if name in DRAWN else 0.0) for name, share in shares.items()}
    buildings = _outlines(table)
    outlines = [outline for outline in buildings if any(outline.intersects(boxes[name]) for name in DRAWN)]
    return {"raster": str(image), "rectangles": [_rectangle(outline) for outline in outlines[:3]],
            "polygons": [_ring(outline) for outline in outlines[3:]],
            "buildings": [_ring(outline) for outline in buildings if outline.intersects(whole)],
            **{name: _corners(box) for name, box in boxes.items()}}


def _strip(whole: QgsRectangle, start: float, end: float, margin: float) -> QgsRectangle:
    """The part of a rectangle between two shares of its width, without a share of its height above and below."""
    rest = margin * whole.height()
    return QgsRectangle(whole.xMinimum() + start * whole.width(), whole.yMinimum() + rest,
                        whole.xMinimum() + end * whole.width(), whole.yMaximum() - rest)


def _outlines(table: Path) -> List[QgsGeometry]:
    layer = QgsVectorLayer(f"{table}|layername=buildings", "buildings", "ogr")
    shapes = [feature.geometry() for feature in layer.getFeatures()]
    return sorted(shapes, key=lambda shape: -shape.area())


def _ring(shape: QgsGeometry) -> Points:
    """The outer ring without its last point, simplified to what one draws by hand."""
    part = max(shape.asGeometryCollection(), key=lambda polygon: polygon.area())
    ring: Any = []
    for tolerance in (0.0, 0.3, 0.6, 1.2, 2.4):
        ring = (part.simplify(tolerance) if tolerance else part).asPolygon()[0][:-1]
        if len(ring) <= MOST_CORNERS:
            break
    return [(point.x(), point.y()) for point in ring]


def _rectangle(shape: QgsGeometry) -> Points:
    """Three corners of the smallest rectangle around a building: a wall, then the depth."""
    ring = QgsGeometry(shape.orientedMinimumBoundingBox()[0]).asPolygon()[0]
    return [(point.x(), point.y()) for point in ring[:3]]


def _corners(box: QgsRectangle) -> Points:
    return [(box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMaximum())]
