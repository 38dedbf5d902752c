"""Undeclared nodata along the edge of a raster is found, whatever its value, and roofs and lakes in it are not."""

import numpy as np
import pytest
from affine import Affine
from roofline.models.geodata import collar as collar_module
from roofline.models.geodata.raster_source import Imagery

from ..support.town import write_raster

RGB = ("red", "green", "blue")
METRES = Affine(0.5, 0, 5e5, 0, -0.5, 9.3e6)
LAYOUTS = [{"tiled": True, "blockxsize": 64, "blockysize": 64}, {"blockysize": 1}, {"blockysize": 16}]


def noise(rows=400, columns=500, dtype="uint8"):
    return np.random.default_rng(0).integers(1, 255, (3, rows, columns)).astype(dtype)


def around(rows=400, columns=500):
    """The ground outside of a turned rectangle, with a notch in it that is open to the top."""
    y, x = np.mgrid[:rows, :columns]
    outside = (x + 0.2 * y < 90) | (x - 0.1 * y > 380) | (y - 0.15 * x < 10) | (y + 0.3 * x > 430)
    return outside | ((abs(x - 250) < 30) & (y < 120))


def imagery_of(tmp_path, image, resolution_m=0.5, **profile):
    return Imagery(write_raster(tmp_path / "c.tif", image, METRES, **profile), RGB, resolution_m)


def valid_of(imagery):
    return imagery.read(0, 0, imagery.shape[1], imagery.shape[0])[1]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("dtype", "value"), [
    ("uint8", 0), ("uint8", 255), ("uint16", 65535), ("int16", -9999), ("float32", -9999), ("float32", 0),
    ("float32", -3.4028234663852886e38), ("float64", -1.7976931348623157e308)])
def test_a_collar_of_any_value_is_taken_for_nodata_and_told_with_its_share(tmp_path, layout, dtype, value):
    image, outside = noise(dtype=dtype), around()
    image[:, outside] = value
    imagery = imagery_of(tmp_path, image, **layout)
    assert np.array_equal(valid_of(imagery), ~outside)
    [remark] = imagery.remarks[-1:]
    assert f"{100 * outside.mean():.0f} % of the pixels" in remark and f"exactly {value:.7g} in" in remark
    inside = image[:, ~outside].astype(float)
    assert imagery.statistics().mean == pytest.approx(inside.mean(axis=1), rel=1e-6)


def test_the_answer_does_not_depend_on_the_window(tmp_path):
    image, outside = noise(), around()
    image[:, outside] = 0
    imagery = imagery_of(tmp_path, image, 0.7)
    whole = valid_of(imagery)
    for column, row in ((0, 0), (37, 21), (150, 90), (200, 180)):
        part = imagery.read(column, row, 96, 64)[1]
        there = whole[row:row + 64, column:column + 96]
        assert np.array_equal(part[:there.shape[0], :there.shape[1]], there)


@pytest.mark.parametrize("resolution_m", [0.25, 0.3, 0.7, 1.5])
def test_no_pixel_is_mixed_with_the_collar(tmp_path, resolution_m):
    image = np.full((3, 400, 500), 200, np.uint8) + noise() % 20
    image[:, around()] = 0
    imagery = imagery_of(tmp_path, image, resolution_m)
    found, valid = imagery.read(0, 0, imagery.shape[1], imagery.shape[0])
    assert found[:, valid].min() >= 199 and valid.mean() > 0.85 * (~around()).mean()


def test_two_collars_of_different_values_are_both_found(tmp_path):
    image = noise()
    image[:, :, :40], image[:, :, 440:] = 0, 255
    imagery = imagery_of(tmp_path, image)
    valid = valid_of(imagery)
    assert not valid[:, :40].any() and not valid[:, 440:].any() and valid[:, 40:440].all()
    assert "exactly 0 or 255" in imagery.remarks[0]


@pytest.mark.parametrize("value", [0, 255])
def test_a_roof_of_one_value_at_the_edge_stays_imagery(tmp_path, value):
    image = noise()
    image[:, :120, 100:280] = value  # 60 by 90 m
    image[:, 200:390, 100:400] = value  # larger, not at the edge
    imagery = imagery_of(tmp_path, image)
    assert valid_of(imagery).all() and imagery.remarks == []


def test_a_lake_along_the_edge_is_told(tmp_path):
    image = noise()
    image[:, 100:390, :60] = 0
    imagery = imagery_of(tmp_path, image)
    assert "8.7 % of the pixels, along the edge, are exactly 0" in imagery.remarks[0]


def test_one_band_alone_makes_no_collar(tmp_path):
    image = noise()
    image[2, :, :100] = 0
    assert valid_of(imagery_of(tmp_path, image)).all()


def test_a_border_that_lossy_compression_has_changed_is_told(tmp_path):
    image, outside = noise(), around()
    image[:, outside] = np.random.default_rng(0).integers(0, 9, (3, int(outside.sum())))
    imagery = imagery_of(tmp_path, image)
    assert valid_of(imagery).all()
    assert "of the edge is almost, but not exactly, black or white" in imagery.remarks[0]


def test_nodata_that_is_declared_is_no_collar(tmp_path):
    image = noise()
    image[:, around()] = 0
    imagery = imagery_of(tmp_path, image, nodata=0)
    assert np.array_equal(valid_of(imagery), ~around()) and imagery.remarks == []


def test_imagery_of_one_value_is_not_all_collar(tmp_path):
    assert valid_of(imagery_of(tmp_path, np.full((3, 60, 80), 9, np.uint8))).all()


def test_without_a_collar_little_is_decoded(tmp_path, monkeypatch):
    imagery = imagery_of(tmp_path, noise(), **LAYOUTS[0])
    monkeypatch.setattr(collar_module._Follower, "follow", None)
    assert valid_of(imagery).all()


def test_a_collar_is_looked_for_once_however_often_the_raster_is_opened(tmp_path, monkeypatch):
    image = noise()
    image[:, around()] = 0
    first = imagery_of(tmp_path, image)
    expected = valid_of(first)
    monkeypatch.setattr("roofline.models.geodata.raster_source.find_collar", None)
    assert np.array_equal(valid_of(Imagery(first.path, RGB, 0.5)), expected)
    assert np.array_equal(valid_of(first.another()), expected)
