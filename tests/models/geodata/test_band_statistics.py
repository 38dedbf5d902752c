"""Statistics of imagery: those of all of it, without decoding all of it."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.geodata import band_statistics
from roofline.models.geodata.band_statistics import normalize, pooled, sample_windows
from roofline.models.geodata.raster_source import Imagery

from ..support.town import write_raster

RGB = ("red", "green", "blue")
METRES = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)
LAYOUTS = [{"tiled": True, "blockxsize": 64, "blockysize": 64}, {"blockysize": 1}, {"blockysize": 16},
           {"tiled": True, "blockxsize": 512, "blockysize": 256}]


@pytest.fixture()
def small_limits(monkeypatch):
    monkeypatch.setattr(band_statistics, "LARGE", 2 ** 18)
    monkeypatch.setattr(band_statistics, "SAMPLE_PIXELS", 2 ** 10)


def slope(rows=1500, columns=1100):
    """Values that rise from corner to corner, with noise."""
    y, x = np.mgrid[:rows, :columns]
    noise = np.random.default_rng(0).normal(0, 10, (3, rows, columns))
    return (60 + 60 * x / columns + 60 * y / rows + noise).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_samples_of_a_large_raster_stand_for_all_of_it(tmp_path, small_limits, layout):
    image = slope()
    imagery = Imagery(write_raster(tmp_path / "large.tif", image, METRES, **layout), RGB)
    found = imagery.statistics()
    assert found.mean == pytest.approx(image.mean(axis=(1, 2)), abs=0.1 * image.std())
    assert found.std == pytest.approx(image.std(axis=(1, 2)), rel=0.1)
    assert imagery.statistics().mean.tolist() == found.mean.tolist()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("rows, columns", [(1500, 1100), (70, 9000), (9000, 70)])
def test_samples_are_whole_blocks_all_over_the_raster(tmp_path, small_limits, layout, rows, columns):
    layout = {name: min(value, 64 if rows < 300 else value) if "size" in name else value
              for name, value in layout.items()}
    path = write_raster(tmp_path / "large.tif", np.zeros((1, rows, columns), np.uint8), METRES, **layout)
    with rasterio.open(path) as file:
        windows, (height, width) = sample_windows(file, 1), file.block_shapes[0]
    decoded = sum(window.width * window.height for window in windows)
    assert decoded <= band_statistics.SAMPLES * max(2 * band_statistics.SAMPLE_PIXELS, width * height)
    for window in windows:
        assert window.row_off % height == 0 and window.col_off % width == 0
        assert 0 < window.width <= columns - window.col_off and 0 < window.height <= rows - window.row_off
    for low, high in ((0, 0.25), (0.75, 1)):  # both ends, down and across
        assert any(low * rows < w.row_off + w.height and w.row_off < high * rows for w in windows)
        assert any(low * columns < w.col_off + w.width and w.col_off < high * columns for w in windows)


def test_what_little_a_large_raster_holds_is_found(tmp_path, small_limits):
    image = np.zeros((3, 1500, 1100), np.uint8)
    path = write_raster(tmp_path / "little.tif", image, METRES, nodata=0, **LAYOUTS[0])
    with rasterio.open(path) as file:
        sampled = {(window.row_off, window.col_off) for window in sample_windows(file, 1)}
    row, column = next((row, column) for row in range(64, 1400, 64) for column in range(64, 1000, 64)
                       if (row, column) not in sampled)
    there = image[:, row:row + 64, column:column + 64] = slope(64, 64).clip(1)
    found = Imagery(write_raster(path, image, METRES, nodata=0, **LAYOUTS[0]), RGB).statistics()
    assert found.count > 1000 and found.mean == pytest.approx(there.mean(axis=(1, 2)), abs=2)


def test_strips_of_one_row_give_no_more_values_than_others(tmp_path, small_limits, monkeypatch):
    monkeypatch.setattr(band_statistics, "SAMPLE_SIDE", 64)
    image = slope(300, 9000)
    found = Imagery(write_raster(tmp_path / "wide.tif", image, METRES, blockysize=1), RGB).statistics()
    assert 2000 < found.count < 6000 and found.mean == pytest.approx(image.mean(axis=(1, 2)), abs=0.1 * image.std())


def test_overviews_are_taken_where_a_large_raster_has_them(tmp_path, small_limits, monkeypatch):
    path = write_raster(tmp_path / "overviews.tif", slope(), METRES, **LAYOUTS[0])
    with rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4])
    monkeypatch.setattr(band_statistics, "sample_windows", None)
    assert Imagery(path, RGB).statistics().count > 2 ** 19


def test_a_raster_without_any_valid_pixel_is_told(tmp_path, small_limits):
    path = write_raster(tmp_path / "empty.tif", np.zeros((3, 600, 600), np.uint8), METRES, nodata=0, **LAYOUTS[0])
    with pytest.raises(RooflineError, match="empty.tif has no valid pixel"):
        Imagery(path, RGB).statistics()


def test_a_file_that_is_cut_off_is_told(tmp_path):
    path = tmp_path / "cut.tif"
    write_raster(path, slope(400, 400), METRES, **LAYOUTS[0])
    path.write_bytes(path.read_bytes()[:200_000])
    imagery = Imagery(str(path), RGB)
    for read in (imagery.statistics, lambda: imagery.read(0, 0, 400, 400)):
        with pytest.raises(RooflineError, match="cut.tif could not be read .*The file may be cut off") as caught:
            read()
        assert "previous exception" not in str(caught.value)


def test_pooled_statistics_are_those_of_all_pixels(tmp_path):
    images = [slope(60, 80), slope(40, 30) // 2]
    found = pooled([Imagery(write_raster(tmp_path / f"{i}.tif", image, METRES), RGB, 0.3).statistics()
                    for i, image in enumerate(images)])
    pixels = np.concatenate([image.reshape(3, -1) for image in images], axis=1)
    assert found.mean == pytest.approx(pixels.mean(axis=1)) and found.std == pytest.approx(pixels.std(axis=1))


def satellite(dtype="uint16", rows=400, columns=500):
    """About 11 bits."""
    return (slope(rows, columns).astype(float) * 8 + 100).astype(dtype)


def statistics_of(tmp_path, image, name="s"):
    imagery = Imagery(write_raster(tmp_path / f"{name}.tif", image, METRES), RGB, 0.3)
    return imagery.statistics(), imagery.remarks[1:] if image.dtype == np.uint16 else imagery.remarks


@pytest.mark.parametrize(("dtype", "share", "value"), [
    *((dtype, share, value) for dtype in ("uint16", "int16", "float32")
      for share, value in ((0.0002, 32000), (0.01, 32000), (0.06, 20000), (0.2, 20000))),
    ("int16", 0.01, -9999), ("float32", 0.01, -9999)])
def test_clouds_and_broken_pixels_do_not_count_and_are_told_with_share_and_value(tmp_path, dtype, share, value):
    image = satellite(dtype)
    clean, _ = statistics_of(tmp_path, image, "clean")
    image[:, np.random.default_rng(1).random(image.shape[1:]) < share] = value
    found, remarks = statistics_of(tmp_path, image)
    assert found.mean == pytest.approx(clean.mean, rel=0.01) and found.std == pytest.approx(clean.std, rel=0.02)
    [remark] = [remark for remark in remarks if "far from the others" in remark]
    assert f"values round {value}" in remark and abs(float(remark.split(" %")[0]) - 100 * share) < 0.1 + 10 * share


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_statistics_of_ordinary_imagery_are_plain_mean_and_deviation(tmp_path, dtype):
    image = slope(300, 400).astype(dtype)
    image[:, 50:60, 50:60] = 255
    found, remarks = statistics_of(tmp_path, image)
    assert found.mean == pytest.approx(image.astype(float).mean(axis=(1, 2)))
    assert found.std == pytest.approx(image.astype(float).std(axis=(1, 2)))
    assert not any("far from" in remark for remark in remarks)


def test_a_band_that_is_mostly_one_value_keeps_the_others(tmp_path):
    image = satellite("float32")
    image[2], image[2, 100:200, 100:250] = 0, np.random.default_rng(0).uniform(3, 12, (100, 150))
    found, _ = statistics_of(tmp_path, image)
    assert found.mean[2] == pytest.approx(image[2].mean()) and found.std[2] == pytest.approx(image[2].std())


def test_values_far_from_the_mean_are_clipped_but_those_of_8_bits_are_not():
    image, valid = np.array([[[0, 100, 255]]]), np.ones((1, 3), bool)
    mean, std = np.array([100.0]), np.array([2.0])
    assert normalize(image.astype("uint8"), valid, mean, std).max() == pytest.approx(77.5)
    for dtype in ("uint16", "int16", "float32"):
        assert normalize(image.astype(dtype), valid, mean, std).tolist() == [[[-8, 0, 8]]]


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "float32"])
def test_normalised_imagery_has_mean_0_and_deviation_1_and_no_hole(dtype):
    values = np.random.default_rng(0).normal(120, 30, (2, 50, 60)).astype(dtype)
    valid = np.ones((50, 60), bool)
    valid[:10] = False
    if dtype == "float32":
        values[:, :10] = np.nan
    seen = values[:, valid].astype(float)
    normal = normalize(values, valid, seen.mean(axis=1), seen.std(axis=1))
    assert normal.dtype == np.float32 and not normal[:, :10].any()
    assert np.allclose(normal[:, 10:].mean(axis=(1, 2)), 0, atol=1e-3)
    assert np.allclose(normal[:, 10:].std(axis=(1, 2)), 1, atol=1e-3)


@pytest.mark.parametrize("shift", [0, -20_000])
def test_bright_roofs_are_no_clouds_wherever_zero_lies(tmp_path, shift):
    """Imagery in int16 may lie far below zero; the same roofs are as bright there as above it."""
    random = np.random.default_rng(0)
    image = random.normal(1000, 100, (3, 200, 200))
    image[:, 50:80, 50:80] = random.normal(3000, 100, (3, 30, 30))
    image[:, :4] = random.normal(60, 10, (3, 4, 200))  # shadows
    image += shift
    imagery = Imagery(write_raster(tmp_path / "roofs.tif", image.astype(np.int16), METRES), RGB)
    assert imagery.statistics().std == pytest.approx(image.std(axis=(1, 2)), rel=0.01)
    assert not any("clouds" in clause for clause in imagery.remarks)


def test_clouds_are_clouds_below_zero_too(tmp_path):
    image = np.random.default_rng(0).normal(1000, 100, (3, 200, 200))
    image[:, :20] = 12_000
    imagery = Imagery(write_raster(tmp_path / "clouds.tif", (image - 20_000).astype(np.int16), METRES), RGB)
    assert any("clouds" in clause for clause in imagery.remarks)
