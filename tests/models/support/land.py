"""A made-up satellite scene of 10 m pixels for tests: a river, fields and forest, with labels by class."""

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.features import shapes as traced
from roofline.models.geodata.polygon_io import write_polygons
from shapely.geometry import shape

from .town import UTM, write_raster

TRANSFORM = Affine(10, 0, 500_000, 0, -10, 9_300_000)
NAMES = ("forest", "field", "water")
REFLECTANCE = np.array([[300, 500, 400, 2800], [600, 900, 1100, 2200], [500, 450, 300, 150]])
"""Of each class in blue, green, red and near infrared, times 10,000."""
BANDS = ("blue", "green", "red", "nir")


def land(seed=0, side=128, fields=14):
    """(image (4, side, side) uint16, classes (side, side) uint8, positions in NAMES)."""
    random = np.random.default_rng(seed)
    classes = np.zeros((side, side), np.uint8)
    for _ in range(fields):
        row, column = random.integers(0, side, 2)
        height, width = random.integers(10, 30, 2)
        classes[row:row + height, column:column + width] = 1
    rows, columns = np.mgrid[:side, :side]
    classes[np.abs(columns - side / 2 - 18 * np.sin(rows / 18 + seed)) < 6] = 2
    image = np.moveaxis(REFLECTANCE[classes], -1, 0) + random.normal(0, 60, (4, side, side))
    return image.clip(1).astype(np.uint16), classes


def raster(path, image, names=BANDS, **profile):
    """The image on disk, its bands with these descriptions."""
    write_raster(path, image, TRANSFORM, **profile)
    with rasterio.open(path, "r+") as file:
        file.descriptions = names
    return str(path)


def labels(path, classes, wanted=NAMES, moved=lambda xy: np.column_stack(TRANSFORM @ (xy[:, 0], xy[:, 1]))):
    """A layer of the patches of the `wanted` classes."""
    found = [(shape(geometry), NAMES[int(value)]) for geometry, value in traced(classes) if NAMES[int(value)] in wanted]
    write_polygons(path, path.stem, [shapely.transform(one, moved) for one, _ in found],
                   {"class": np.array([name for _, name in found], object)}, UTM)
    return str(path)


def area(path, side=128, role="train", held_out=0.0):
    """A layer with the whole scene as one area, or with a share of it below that is held out."""
    top, cut = 9_300_000, 9_300_000 - 10 * side * (1 - held_out)
    frames = [shapely.box(500_000, below, 500_000 + 10 * side, above)
              for above, below in ((top, cut), (cut, top - 10 * side)) if above > below]
    roles = np.array([role, "validate"][:len(frames)], object)
    write_polygons(path, path.stem, frames, {"role": roles}, UTM)
    return str(path)
