"""Test data of the GUI scenarios: a synthetic raster, and the rectangles, polygons and areas to draw on it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Dict, List, Tuple

from qgis.core import QgsGeometry, QgsRasterLayer, QgsRectangle, QgsVectorLayer

from ..plugin.environment.virtual_environment import worker_python
from ..protocol.paths import LAUNCH

MOST_CORNERS = 12
Points = List[Tuple[float, float]]


def synthetic_ground(folder: Path, town: str, seed: int, size: str) -> Dict[str, Any]:
    """A town made by `scenes/`, written below `folder`."""
    scene = Path(folder) / "scene"
    command = [str(worker_python()), str(LAUNCH), "roofline.scenes.write"]
    subprocess.run([*command, "--town", town, "--seed", str(seed), "--size", size, str(scene)], check=True,
                   capture_output=True)
    return describe_ground(next((scene / "images").glob("*.tif")), next(scene.glob("*.gpkg")))


def describe_ground(image: Path, table: Path) -> Dict[str, Any]:
    """The inputs of the scenarios as plain values, in the raster's CRS.

    In the western half lies an area to train in and one to hold out, with all their buildings to draw; `elsewhere` is
    ground that nobody drew on.
    """
    whole = QgsRasterLayer(str(image), "image").extent()
    west, width = whole.xMinimum(), whole.width()
    south, north = whole.yMinimum() + 0.05 * whole.height(), whole.yMaximum() - 0.05 * whole.height()
    train = QgsRectangle(west + 0.04 * width, south, west + 0.30 * width, north)
    validate = QgsRectangle(west + 0.34 * width, south, west + 0.48 * width, north)
    boxes = {"train": train, "validate": validate,
             "view": QgsRectangle(west, whole.yMinimum(), west + 0.5 * width, whole.yMaximum()),
             "elsewhere": QgsRectangle(west + 0.5 * width, whole.yMinimum(), west + 0.8 * width, whole.yMaximum())}
    outlines = [outline for outline in _outlines(table) if outline.intersects(train) or outline.intersects(validate)]
    return {"raster": str(image), "rectangles": [_rectangle(outline) for outline in outlines[:3]],
            "polygons": [_ring(outline) for outline in outlines[3:]],
            **{name: _corners(box) for name, box in boxes.items()}}


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
