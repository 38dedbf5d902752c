"""A pixel is invalid when the bands that are used say so, whatever the others say."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import ColorInterp as Color
from roofline.models.geodata.band_statistics import normalize
from roofline.models.geodata.raster_source import Imagery

from ..support.town import write_raster

RGB = ("red", "green", "blue")
METRES = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)


def noise(bands=3, rows=40, columns=60, dtype="uint8"):
    return np.random.default_rng(0).integers(20, 235, (bands, rows, columns)).astype(dtype)


def opened(tmp_path, image, bands=RGB, colors=(), descriptions=(), **profile):
    profile = {"photometric": "RGB", "alpha": "unspecified", **profile} if len(image) > 3 else profile
    path = write_raster(tmp_path / "v.tif", image, METRES, **profile)
    with rasterio.open(path, "r+") as file:
        if colors:
            file.colorinterp = colors
        for index, text in enumerate(descriptions, 1):
            file.set_band_description(index, text)
    return Imagery(path, bands, 0.3)


def read(imagery):
    return imagery.read(0, 0, imagery.shape[1], imagery.shape[0])


@pytest.mark.parametrize("count", [4, 5])
def test_nodata_in_a_band_that_is_not_used_masks_nothing(tmp_path, count):
    image = noise(count)
    image[3:, 5:35, 5:50] = 0
    imagery = opened(tmp_path, image, nodata=0, descriptions=["red", "green", "blue", "height", "nir"][:count])
    assert read(imagery)[1].all() and imagery.statistics().count == 40 * 60
    assert not any("invalid" in remark for remark in imagery.remarks)


def test_a_band_of_heights_that_is_used_hides_no_imagery(tmp_path):
    image = noise(4)
    image[3, 5:35, 5:50] = 0
    assert read(opened(tmp_path, image, (*RGB, "band 4"), nodata=0, descriptions=["red", "green", "blue"]))[1].all()


def test_a_pixel_that_is_nodata_in_all_used_bands_is_invalid(tmp_path):
    image = noise(4)
    image[:3, 10:20, 10:30] = 0
    valid = read(opened(tmp_path, image, nodata=0, descriptions=["red", "green", "blue", "height"]))[1]
    assert not valid[10:20, 10:30].any() and valid.sum() == 40 * 60 - 200


def test_an_alpha_band_counts_where_a_nodata_value_hides_it(tmp_path):
    image = noise(4)
    image[3], image[3, :, :15] = 255, 0
    imagery = opened(tmp_path, image, nodata=7, colors=[Color.red, Color.green, Color.blue, Color.alpha])
    assert imagery.band_indexes == [1, 2, 3] and read(imagery)[1].sum() == 40 * 45


@pytest.mark.parametrize("bands, dtype", [(5, "uint8"), (7, "uint16"), (4, "float32")])
def test_an_alpha_band_counts_where_gdal_takes_it_for_none(tmp_path, bands, dtype):
    image = noise(bands, dtype=dtype)
    image[-1], image[-1, 10:20, 10:30] = 1 if dtype == "float32" else np.iinfo(dtype).max, 0
    colors = [Color.red, Color.green, Color.blue, *[Color.undefined] * (bands - 4), Color.alpha]
    valid = read(opened(tmp_path, image, colors=colors))[1]
    assert not valid[10:20, 10:30].any() and valid.sum() == 40 * 60 - 200


@pytest.mark.parametrize("hole", [np.nan, np.inf, -9999.0])
def test_a_band_without_a_value_is_as_its_mean_and_the_others_count(tmp_path, hole):
    image = noise(4, dtype="float32")
    image[3, 5:35, 5:50] = hole
    nodata = {"nodata": hole} if hole == -9999 else {}
    imagery = opened(tmp_path, image, (*RGB, "band 4"), photometric="MINISBLACK", **nodata,
                     descriptions=["red", "green", "blue"])
    found, valid = read(imagery)
    statistics = imagery.statistics()
    assert valid.all() and statistics.mean == pytest.approx([127] * 4, abs=6)
    normal = normalize(found, valid, statistics.mean, statistics.std)
    assert np.isfinite(normal).all() and not normal[3, 5:35, 5:50].any() and normal[0, 5:35, 5:50].std() > 0.9


def test_many_invalid_pixels_amid_the_imagery_are_told_and_those_around_are_not(tmp_path):
    image = noise()
    image[:, :, :20] = 255
    assert opened(tmp_path, image, nodata=255).remarks == []
    image[:, 12:24, 30:45] = 255
    [remark] = opened(tmp_path, image, nodata=255).remarks
    assert remark.startswith("11 % of the pixels amid the imagery are invalid") and "-a_nodata none" in remark
