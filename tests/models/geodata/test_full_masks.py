"""The mask at full size decides, whatever the masks of the overviews say."""

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from affine import Affine
from rasterio.enums import Resampling
from rasterio.windows import Window
from roofline.models.geodata import full_masks
from roofline.models.geodata.raster_source import Imagery

from ..support.town import write_raster

RGB = ("red", "green", "blue")
SIZE = 1024
FRAME = np.zeros((SIZE, SIZE), bool)
FRAME[256:768, 256:768] = True
TRANSFORM = Affine(0.1, 0, 500_000, 0, -0.1, 9_300_000)
PROFILE = {"photometric": "RGB", "tiled": True, "blockxsize": 128, "blockysize": 128}


def stale_overviews(path, mask_of_overviews):
    """A raster in whose overviews another mask than FRAME is."""
    image = np.where(FRAME, np.random.default_rng(0).integers(90, 110, (3, SIZE, SIZE)), 7).astype("uint8")
    write_raster(path, image, TRANSFORM, **PROFILE)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        for step in (mask_of_overviews, FRAME):
            with rasterio.open(path, "r+") as file:
                file.write_mask((step * 255).astype("uint8"))
                if step is mask_of_overviews:
                    file.build_overviews([2, 4, 8], Resampling.average)
    return str(path)


def alpha_without_overviews_of_it(path):
    """An alpha band that was filled in after the overviews were built."""
    image = np.concatenate([np.full((3, SIZE, SIZE), 100), np.full((1, SIZE, SIZE), 255)]).astype("uint8")
    write_raster(path, image, TRANSFORM, alpha="YES", **PROFILE)
    with rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4, 8], Resampling.nearest)
    with rasterio.open(path, "r+") as file:
        file.write((FRAME * 255).astype("uint8"), 4)
    return str(path)


@pytest.mark.parametrize("resolution", [0.1, 0.23, 0.4, 0.8])
@pytest.mark.parametrize("make", [
    lambda path: stale_overviews(path, np.ones_like(FRAME)), lambda path: stale_overviews(path, ~FRAME),
    alpha_without_overviews_of_it])
def test_the_full_mask_decides_at_every_resolution(tmp_path, make, resolution):
    imagery = Imagery(make(tmp_path / "stale.tif"), RGB, resolution)
    _, valid = imagery.read(0, 0, imagery.shape[1], imagery.shape[0])
    assert valid.mean() == pytest.approx(0.25, abs=0.005)
    assert imagery.statistics().mean == pytest.approx([100] * 3, abs=1)


@pytest.mark.parametrize("make", [lambda path: stale_overviews(path, np.ones_like(FRAME)),
                                  alpha_without_overviews_of_it])
def test_in_a_virtual_raster_too(tmp_path, make):
    path = make(tmp_path / "stale.tif")
    rasterio.shutil.copy(path, tmp_path / "all.vrt", driver="VRT")
    imagery = Imagery(str(tmp_path / "all.vrt"), RGB, 0.4)
    assert imagery.read(0, 0, 256, 256)[1].mean() == pytest.approx(0.25, abs=0.005)


@pytest.mark.parametrize("pixels", [1, 1000, 100_000])
def test_a_large_mask_is_read_in_parts(tmp_path, monkeypatch, pixels):
    path = stale_overviews(tmp_path / "stale.tif", np.ones_like(FRAME))
    with rasterio.open(path) as dataset:
        window = Window(100.3, 50.7, 701.2, 803.9)
        def read(part):
            return dataset.dataset_mask(window=part)

        whole = full_masks.full_mask(read, window, (100, 90), dataset.shape)
        monkeypatch.setattr(full_masks, "CHUNK_PIXELS", pixels)
        assert np.array_equal(full_masks.full_mask(read, window, (100, 90), dataset.shape), whole)
        assert 0.3 < whole.mean() < 0.6


def test_overviews_that_are_right_are_used(tmp_path):
    path = tmp_path / "right.tif"
    image = np.where(FRAME, np.full((3, 1, 1), 100), 0).astype("uint8")
    write_raster(path, image, TRANSFORM, nodata=0, **PROFILE)
    with rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4, 8], Resampling.average)
    with rasterio.open(path) as dataset:
        assert not full_masks.needs_full_masks(dataset, 1)
