"""Ground to work on in the desktop tests: Zanzibar where it is at hand, else a synthetic town."""

import subprocess
from pathlib import Path

from qgis.core import QgsGeometry, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from roofline.plugin.environment import worker_python
from roofline.protocol.launch import ROOT

ZANZIBAR = ROOT.parent / "shared" / "data" / "zanzibar"
MOST_CORNERS = 12


def find_ground(folder):
    """What the scenarios are given: a raster, what to draw on it (x, y in its CRS), and where to look."""
    if ZANZIBAR.exists():
        return _describe(ZANZIBAR / "images" / "zanzibar_b.tif", ZANZIBAR / "zanzibar.gpkg")
    scene = Path(folder) / "scene"
    command = [str(worker_python()), str(ROOT / "protocol" / "launch.py"), "roofline.scenes.write"]
    subprocess.run([*command, "--town", "bungalow_rows", "--seed", "3", "--size", "1400x500", str(scene)], check=True,
                   capture_output=True)
    return _describe(next((scene / "images").glob("*.tif")), next(scene.glob("*.gpkg")))


def _describe(image, table):
    """The western half of the raster: its middle part is trained in, its eastern part held out; the rest is unseen."""
    whole = QgsRasterLayer(str(image), "image").extent()
    west, width = whole.xMinimum(), whole.width()
    south, north = whole.yMinimum() + 0.05 * whole.height(), whole.yMaximum() - 0.05 * whole.height()
    train = QgsRectangle(west + 0.04 * width, south, west + 0.30 * width, north)
    validate = QgsRectangle(west + 0.34 * width, south, west + 0.48 * width, north)
    view = QgsRectangle(west, whole.yMinimum(), west + 0.5 * width, whole.yMaximum())
    elsewhere = QgsRectangle(west + 0.5 * width, whole.yMinimum(), west + 0.8 * width, whole.yMaximum())
    outlines = [outline for outline in _outlines(table)
                if outline.intersects(train) or outline.intersects(validate)]
    return {
        "raster": str(image), "train": _corners(train), "validate": _corners(validate), "view": _corners(view),
        "elsewhere": _corners(elsewhere),
        "rectangles": [_rectangle(outline) for outline in outlines[:3]],
        "polygons": [_ring(outline) for outline in outlines[3:]],
    }


def _outlines(table):
    layer = QgsVectorLayer(f"{table}|layername=buildings", "buildings", "ogr")
    shapes = [feature.geometry() for feature in layer.getFeatures()]
    return sorted(shapes, key=lambda shape: -shape.area())


def _ring(shape):
    """The outer ring without its last point, simplified to what one draws by hand."""
    part = max(shape.asGeometryCollection(), key=lambda polygon: polygon.area())
    for tolerance in (0.0, 0.3, 0.6, 1.2, 2.4):
        simple = part.simplify(tolerance) if tolerance else part
        ring = simple.asPolygon()[0][:-1]
        if len(ring) <= MOST_CORNERS:
            break
    return [(point.x(), point.y()) for point in ring]


def _rectangle(shape):
    """Three corners of the smallest rectangle around a building: a wall, then the depth."""
    ring = QgsGeometry(shape.orientedMinimumBoundingBox()[0]).asPolygon()[0]
    return [(point.x(), point.y()) for point in ring[:3]]


def _corners(box):
    return [(box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMaximum())]
