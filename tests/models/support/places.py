"""Imagery whose pixels say where they are, layers on it, and the ground that a training takes from it."""

from dataclasses import replace

import numpy as np
import shapely
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.data.dataset import Widths, build_dataset
from roofline.models.data.target_masks import IGNORE
from roofline.models.geodata.band_statistics import pooled
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.geodata.raster_source import open_imagery
from roofline.protocol.settings.training import TrainSettings
from shapely.geometry import box

from .town import UTM, write_raster

RGB = ("red", "green", "blue")
TRANSFORM = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
HOUSES = [box(x, y, x + 20, y + 20) for x in range(15, 575, 50) for y in range(15, 375, 50)]
NARROW = Widths(boundary_m=0.0, contact_m=0.0)
PLAIN = {"tile_size": 64, "outline_tolerance_m": 0.0, "gap_m": 9.0}


class Place:
    """Rasters and layers in a folder. A pixel's bands are its column, its row and 1; layers are given in pixels."""

    def __init__(self, folder):
        self.folder, self.said = folder, []

    def raster(self, name="where.tif", column=0, row=0, rows=400, columns=600, hole=None):
        image = np.ones((3, rows, columns), np.uint16)
        image[0], image[1] = np.arange(columns)[None, :] + column + 1, np.arange(rows)[:, None] + row + 1
        if hole:
            x0, y0, x1, y1 = hole
            image[:, y0:y1, x0:x1] = 0
        return write_raster(self.folder / name, image, TRANSFORM @ Affine.translation(column, row), nodata=0)

    def layer(self, name, shapes, **fields):
        a, _, c, _, e, f = TRANSFORM[:6]
        moved = shapely.transform(np.array(shapes, dtype=object), lambda xy: xy * [a, e] + [c, f])
        write_polygons(self.folder / f"{name}.gpkg", name, moved, fields, UTM)
        return str(self.folder / f"{name}.gpkg")

    def dataset(self, rasters, labels, areas=None, classes=("building",), cover=(), **settings):
        images = open_imagery(rasters, RGB, 0.3)
        self.said = []
        job = Job("job", lambda message: self.said.append(message.text))
        return build_dataset(
            images, {images[0].dtype: pooled([image.statistics() for image in images])},
            read_polygons(labels, "labels"), read_polygons(areas, "areas") if areas else None,
            TrainSettings.from_dict({**PLAIN, **settings}), replace(NARROW, cover=cover), classes, job)


def trained_ground(dataset, rows=400, columns=1200):
    """Boolean (rows, columns) of the place: pixels that count in a training mask."""
    ground = np.zeros((rows, columns), bool)
    for site in dataset.sites:
        counted = site.mask != IGNORE
        ground[site.image[1][counted] - 1, site.image[0][counted] - 1] = True
    return ground


def scored_ground(dataset, rows=400, columns=1200):
    ground = np.zeros((rows, columns), bool)
    for piece in dataset.held_out:
        height, width = piece.source.shape
        x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        inside = shapely.contains_xy(piece.region, x, y) & piece.source.valid
        ground[piece.source.image[1][inside] - 1, piece.source.image[0][inside] - 1] = True
    return ground
