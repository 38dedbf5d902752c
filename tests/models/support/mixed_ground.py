"""A raster of several kinds of ground, with clouds, water, holes and copies, for the tests of pretraining."""

import numpy as np
import rasterio
from affine import Affine

from .town import UTM, write_raster

CELL = 64
"""Side of a piece of one kind of ground in pixels."""
KINDS = {"field": 40, "forest": 6, "town": 6, "cloud": 4, "water": 4, "nothing": 2, "copy": 2}
"""Pieces of each kind, 64 in all; a copy is one of the first field."""
BANDS = ("red", "green", "blue", "nir")
COLORS = {"field": (110, 100, 70, 120), "forest": (40, 60, 35, 180), "town": (120, 115, 110, 90),
          "cloud": (235, 235, 238, 230), "water": (20, 35, 45, 5)}


def piece(kind, random):
    """A piece of ground (4, CELL, CELL)."""
    image = np.array(COLORS[kind], float)[:, None, None] + random.normal(0, 1, (1, CELL, CELL)) * (
        {"field": 3.0, "forest": 14.0, "town": 6.0, "cloud": 3.0, "water": 0.0}[kind])
    if kind == "field":  # furrows of another width and direction in each
        along = random.uniform(-1, 1) * np.arange(CELL)[:, None] + random.uniform(-1, 1) * np.arange(CELL)
        image = image + 12 * np.sin(along * random.uniform(0.1, 0.4) + random.uniform(0, 6))
    if kind == "town":
        for _ in range(6):
            row, column = random.integers(CELL - 12, size=2)
            image[:, row:row + 12, column:column + 12] += 60
    return image.clip(1, 255)


def mixed_ground(folder, name="ground.tif", seed=0, dtype=np.uint8, scale=1, bands=BANDS, crs=UTM):
    """The path of the raster, 512 x 512 pixels of 0.6 m with nodata 0, and the kind of each piece, row after row."""
    random = np.random.default_rng(seed)
    kinds = random.permutation([kind for kind, count in KINDS.items() for _ in range(count)]).tolist()
    first = kinds.index("field")
    for place in [place for place, kind in enumerate(kinds) if kind == "copy" and place < first]:
        kinds[place], kinds[kinds.index("field")] = "field", "copy"
        first = kinds.index("field")
    pieces = {}
    for place, kind in enumerate(kinds):
        if kind == "nothing":
            pieces[place] = np.zeros((4, CELL, CELL))
        else:
            pieces[place] = pieces[first] if kind == "copy" else piece(kind, random)
    image = np.block([[pieces[8 * row + column] for column in range(8)] for row in range(8)])
    image = (image * scale).astype(dtype)
    order = [BANDS.index(band) for band in bands]
    path = write_raster(folder / name, image[order], Affine(0.6, 0, 500_000, 0, -0.6, 9_300_000), crs, nodata=0,
                        photometric="minisblack")
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = bands
    return path, kinds
