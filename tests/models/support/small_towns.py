"""Small towns at several places, and what a model finds there."""

import pyproj
import shapely
import torch
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.models.inference.predict import find_footprints
from roofline.protocol.job_requests import Predict

from .town import UTM, checkerboard_town, write_raster

SMALL = {"window_size": 256, "overlap": 64, "simplify_m": 0.3, "flips": "off"}
PLACES = {
    "utm": (UTM, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)),
    "mercator": ("EPSG:3857", Affine(0.339, 0, 9_520_000, 0, -0.339, 3_203_000)),
    "degrees": ("EPSG:4326", Affine(3.05e-6, 0, 85.5, 0, -2.7e-6, 27.7)),
    "turned": (UTM, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000) @ Affine.rotation(25)),
    "finer than the model": (UTM, Affine(0.17, 0, 500_000, 0, -0.17, 9_300_000))}


HALFWAY = {"threshold": 0.5}
"""Where Bright puts the edge of a building."""


class Bright(torch.nn.Module):
    """A network that knows a roof when it sees one: whatever is brighter than halfway between roofs and ground."""

    def __init__(self, card):
        super().__init__()
        self.band = card.bands[0]

    def forward(self, tiles):
        building = (tiles[:, :1] * self.band.std + self.band.mean - 120) / 5
        nowhere = torch.full_like(building, -30)
        return torch.cat([building, nowhere, nowhere], dim=1)


class Scene:
    """A small town at one of PLACES: its raster, its true outlines and what a model finds there."""

    def __init__(self, folder, place, **profile):
        folder.mkdir(exist_ok=True)
        self.folder, (self.crs, self.transform) = folder, PLACES[place]
        image, self.pixels = checkerboard_town(210, 310, seed=7)
        self.raster = write_raster(folder / f"{place}.tif", image, self.transform, self.crs, **profile)
        self.truth = [self.on_the_map(outline) for outline in self.pixels]

    def on_the_map(self, outline):
        a, b, c, d, e, f = self.transform[:6]
        return shapely.affinity.affine_transform(outline, [a, b, d, e, c, f])

    def layer(self, name, shapes, crs=None, **fields):
        moved = Polygons([self.on_the_map(s) for s in shapes], pyproj.CRS(self.crs)).to(crs or self.crs).geometries
        write_polygons(self.folder / name, "areas", moved, fields, crs or self.crs)
        return str(self.folder / name)

    def predict(self, model, job=None, imagery=None, settings=None, **more):
        request = Predict("job", str(self.folder), imagery or [self.raster], str(self.folder / "f.gpkg"),
                          {**SMALL, **(settings or {})}, model=model, **more)
        return find_footprints(request, job or Job())


def footprints(path):
    return read_polygons(path, "footprints", may_be_empty=True)
