"""Reflectance: what the numbers of a raster stand for counts, and not the numbers."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.geodata.band_statistics import normalize
from roofline.models.geodata.mosaic import as_mosaics
from roofline.models.geodata.raster_source import Imagery, bands_of

from ..support.land import BANDS, TRANSFORM, land, raster
from ..support.town import write_raster

L2A = {"BOA_QUANTIFICATION_VALUE": "10000"}


def scaled(path, image, scale=None, offset=None, tags=None, **profile):
    """A raster whose bands have this scale and offset, or tags that tell of them."""
    raster(path, image, **profile)
    with rasterio.open(path, "r+") as file:
        if scale is not None:
            file.scales, file.offsets = [scale] * file.count, [offset] * file.count
        file.update_tags(**(tags or {}))
    return str(path)


def test_two_baselines_of_sentinel_2_are_the_same_to_a_model(tmp_path):
    image, _ = land()
    old = scaled(tmp_path / "old.tif", image, 1e-4, 0.0, nodata=0)
    new = scaled(tmp_path / "new.tif", image + np.uint16(1000), 1e-4, -0.1, nodata=0)
    first, second = (Imagery(path, BANDS) for path in (old, new))
    statistics = first.statistics()
    assert first.dtype == second.dtype == "float32" and statistics.mean[3] == pytest.approx(0.22, abs=0.05)
    assert second.statistics().mean == pytest.approx(statistics.mean, abs=1e-6)
    seen = [normalize(*one.read(0, 0, 128, 128), statistics.mean, statistics.std) for one in (first, second)]
    assert seen[0] == pytest.approx(seen[1], abs=1e-3) and seen[0].std() > 0.5


@pytest.mark.parametrize("baseline, offset", [("02.08", 0.0), ("04.00", -0.1), ("05.10", -0.1)])
def test_the_tags_of_a_product_tell_as_much(tmp_path, baseline, offset):
    image, _ = land()
    imagery = Imagery(scaled(tmp_path / "s2.tif", image, tags={**L2A, "PROCESSING_BASELINE": baseline}), BANDS)
    assert imagery.read(0, 0, 8, 8)[0] == pytest.approx(image[:, :8, :8] * 1e-4 + offset, abs=1e-6)
    assert any(f"the numbers times 0.0001{', plus -0.1' if offset else ''}" in clause for clause in imagery.remarks)


def test_a_raster_without_a_scale_is_read_as_it_is(tmp_path):
    image, _ = land()
    for tags in ({}, L2A, {"PROCESSING_BASELINE": "04.00"}):
        imagery = Imagery(scaled(tmp_path / "plain.tif", image, tags=tags), BANDS)
        assert imagery.dtype == "uint16" and (imagery.read(0, 0, 9, 9)[0] == image[:, :9, :9]).all()


def test_nodata_stays_nodata_and_is_not_averaged_into_its_neighbours(tmp_path):
    image, _ = land()
    image[:, 20:41, 30:51] = 0
    path = scaled(tmp_path / "holes.tif", image, 1e-4, -0.1, nodata=0)
    _, valid = Imagery(path, BANDS).read(0, 0, 128, 128)
    assert not valid[20:41, 30:51].any() and valid.mean() == pytest.approx(1 - 21 * 21 / 128 ** 2)
    coarse, there = Imagery(path, BANDS, 20.0).read(0, 0, 64, 64)
    assert coarse[:, there].min() > -0.1 + 0.0001 and np.isfinite(coarse[:, there]).all()


def test_a_mirrored_raster_keeps_its_mask_beside_a_scale(tmp_path):
    path, mask = tmp_path / "mirrored.tif", np.full((128, 128), 255, np.uint8)
    mask[20:40, 50:60] = 0
    write_raster(path, land()[0], TRANSFORM @ Affine.translation(0, 128) @ Affine.scale(1, -1))
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as file:
        file.descriptions, file.scales, file.offsets = BANDS, [1e-4] * 4, [0.0] * 4
        file.write_mask(mask)
    _, valid = Imagery(str(path), BANDS).read(0, 0, 128, 128)
    assert not valid[88:108, 50:60].any() and np.count_nonzero(~valid) == 200


def test_names_wavelengths_and_an_alpha_band_come_along(tmp_path):
    image, _ = land()
    alpha = np.full((1, 128, 128), 65535, np.uint16)
    alpha[0, :10] = 0
    path = tmp_path / "alpha.tif"
    raster(path, np.concatenate([image[:3], alpha]), ("one", "two", "three", ""))
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = [1e-4] * 3 + [1.0], [0.0] * 4
        file.colorinterp = [*file.colorinterp[:3], rasterio.enums.ColorInterp.alpha]
        file.update_tags(1, wavelength="0.49", wavelength_units="um")
    [first, *_] = bands_of(str(path))
    imagery = Imagery(str(path), ["three", "490 nm"])
    found, valid = imagery.read(0, 0, 128, 128)
    assert first.wavelength_um == 0.49 and imagery.band_indexes == [3, 1]
    assert not valid[:10].any() and valid[10:].all()
    assert found[:, 10:] == pytest.approx(image[[2, 0], 10:] * 1e-4, abs=1e-6)


def test_rasters_of_two_baselines_make_one_mosaic(tmp_path):
    image, _ = land()
    old = scaled(tmp_path / "a.tif", image, 1e-4, 0.0)
    new = scaled(tmp_path / "b.tif", image + np.uint16(1000), 1e-4, -0.1)
    [path] = as_mosaics([old, new], tmp_path / "job", Job())
    imagery = Imagery(path, BANDS)
    assert imagery.read(0, 0, 16, 16)[0] == pytest.approx(image[:, :16, :16] * 1e-4, abs=1e-6)
