"""Small real files for the tests of the learning core."""

from types import SimpleNamespace

import numpy as np
import pytest
import rasterio
import shapely
import torch
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import write_polygons
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.model_file import write_model
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.training.train import fine_tune
from roofline.protocol.messages import Train

UTM = "EPSG:32736"


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    torch.set_num_threads(1)


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
        return shapely.transform(geometry, lambda xy: np.column_stack(self.transform * (xy[:, 0], xy[:, 1])))


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    return Town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="session")
def toy_base(tmp_path_factory):
    """A base model with random weights."""
    torch.manual_seed(0)
    card = Card(name="toy", encoder="tu-resnet10t", decoder_channels=(32, 16, 8, 8, 8), classes=("building",),
                bands=tuple(Band(name, None, None) for name in ("red", "green", "blue")), dtype=None, resolution_m=0.3,
                threshold=0.5, min_area_m2=4.0)
    path = tmp_path_factory.mktemp("base") / "toy.roofline"
    write_model(path, card, stored_weights(build_network(card)))
    return str(path)


QUICK = {"max_seconds": 0, "max_steps": 4, "tile_size": 64, "batch_size": 2, "evaluations": 1, "gap_m": 3.0}


def train_request(folder, imagery, labels, base, areas=None, resume=False, report=None, **settings):
    """A small training in `folder`; its model is `folder`/m.roofline."""
    folder.mkdir(exist_ok=True)
    imagery = [imagery] if isinstance(imagery, str) else imagery
    return Train("job", str(folder / "run"), imagery, labels, str(folder / "m.roofline"), {**QUICK, **settings},
                 areas=areas, base_model=base, report=report, resume=resume)


@pytest.fixture(scope="session")
def tuned(town, toy_base, tmp_path_factory):
    """What fine-tuning on the whole town gives, and everything that was said on the way."""
    folder, said = tmp_path_factory.mktemp("tuned"), []
    request = train_request(
        folder, town.imagery, town.labels, toy_base, town.areas, report=str(folder / "report.html"), max_steps=32,
        batch_size=6, learning_rate=0.005, encoder_rate=1.0, evaluations=2)
    return SimpleNamespace(request=request, outputs=fine_tune(request, Job("job", said.append)), said=said,
                           model=request.model, folder=folder)
