"""The checkerboard town, and rasters on disk, for the tests of the learning core."""

from dataclasses import replace

import numpy as np
import rasterio
import shapely
from affine import Affine
from roofline.models.geodata.polygon_io import write_polygons
from roofline.scenes.random_town import random_town
from roofline.scenes.scene import make_scene

UTM = "EPSG:32736"


def write_raster(path, image, transform, crs=UTM, **profile):
    """A GeoTIFF of an array (bands, rows, columns)."""
    profile = {"driver": "GTiff", "count": len(image), "height": image.shape[1], "width": image.shape[2],
               "dtype": image.dtype, "crs": crs, "transform": transform, **profile}
    with rasterio.open(path, "w", **profile) as file:
        file.write(image)
    return str(path)


def checkerboard_town(rows=400, columns=600, step=50, side=20, seed=0):
    """A town that any network can learn: bright square roofs on dark ground. Image (3, rows, columns) and outlines in
    pixels."""
    random = np.random.default_rng(seed)
    image = random.normal(60, 12, (3, rows, columns))
    outlines = [shapely.box(x, y, x + side, y + side) for y in range(15, rows - side, step)
                for x in range(15, columns - side, step)]
    for outline in outlines:
        x0, y0, x1, y1 = (int(v) for v in outline.bounds)
        image[:, y0:y1, x0:x1] += 120
    return image.clip(0, 255).astype(np.uint8), outlines


def write_scene(path, side, seed=3):
    """A synthetic scene at 0.3 m, which the bundled model knows how to read, as a GeoTIFF; its path and extent."""
    scene = make_scene(replace(random_town(seed), resolution_m=0.3), seed, side, side)
    write_raster(path, scene.image, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000))
    return str(path), [500_000, 9_300_000 - 0.3 * side, 500_000 + 0.3 * side, 9_300_000]


class Town:
    """The checkerboard town on disk, at 0.3 m: imagery, labels and areas."""

    def __init__(self, folder):
        self.folder = folder
        self.transform = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
        self.image, self.outlines = checkerboard_town()
        self.imagery = write_raster(folder / "town.tif", self.image, self.transform, tiled=True)
        self.labels = self.polygons("labels", self.outlines)
        self.areas = self.polygons("areas", [shapely.box(0, 0, 600, 400)], role=["train"])

    def polygons(self, name, geometries, **fields):
        """A GeoPackage of polygons given in pixels."""
        path = self.folder / f"{name}.gpkg"
        write_polygons(path, name, [self.on_the_map(g) for g in geometries], fields, UTM)
        return str(path)

    def on_the_map(self, geometry):
        return shapely.transform(geometry, lambda xy: np.column_stack(self.transform @ (xy[:, 0], xy[:, 1])))
