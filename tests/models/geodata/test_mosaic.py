"""Rasters that touch or overlap are read as one, with pixels, mask and statistics of their virtual raster."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import ColorInterp
from rasterio.vrt import WarpedVRT
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.mosaic import mosaic_text
from roofline.models.geodata.raster_source import Imagery, bands_of, open_imagery
from roofline.models.inference.raster_task import RasterTask

from ..support.mosaics import IMAGE, PROFILE, RGB, TRANSFORM, tile, told, whole
from ..support.town import write_raster


@pytest.mark.parametrize("resolution", [0.3, 0.7])
def test_rasters_side_by_side_are_the_raster_that_they_were_cut_from(tmp_path, resolution):
    uncut = tile(tmp_path, "whole", 0, 0, 300, 200)
    parts = [tile(tmp_path, f"{x}-{y}", x, y, 100, 100) for y in (0, 100) for x in (0, 100, 200)]
    [mosaic], said = told(parts[::-1], tmp_path)
    image, valid, imagery = whole(mosaic, resolution=resolution)
    right, _, single = whole(uncut, resolution=resolution)
    assert (image == right).all() and valid.all()
    assert imagery.transform == single.transform and imagery.crs == single.crs and imagery.band_remarks == []
    assert np.array_equal(imagery.statistics().mean, single.statistics().mean)
    assert len(said) == 1 and said[0].startswith("200-100.tif and 5 other rasters touch or overlap and are read as one")


def test_imagery_from_qgis_is_told_by_the_name_of_its_layer(tmp_path):
    source = tile(tmp_path, "0_0_1_1", 0, 0, 100, 200)
    with rasterio.open(source, "r+") as file:
        file.update_tags(ns="ROOFLINE", name='"town (as drawn)"')
    [mosaic], said = told([source, tile(tmp_path, "other", 90, 0, 100, 200)], tmp_path)
    assert "town (as drawn) and other.tif touch or overlap" in said[0] and Imagery(source, RGB).name in said[0]


def test_rasters_far_apart_stay_as_they_are(tmp_path):
    parts = [tile(tmp_path, "a", 0, 0, 100, 200), tile(tmp_path, "b", 180, 0, 100, 200)]
    assert told(parts, tmp_path) == (parts, [])
    near = [parts[0], tile(tmp_path, "c", 140, 0, 100, 200)]
    [mosaic], _ = told(near, tmp_path)
    assert not whole(mosaic)[1][:, 100:140].any() and whole(mosaic)[1][:, 140:].all()


def test_a_single_raster_is_not_touched(tmp_path):
    assert told(["nowhere.tif"], tmp_path) == (["nowhere.tif"], [])


def test_the_finest_raster_lies_on_top_and_of_equals_the_last(tmp_path):
    grain = np.indices(IMAGE.shape).sum(axis=0).astype("uint8") % 2  # ground of one value would be a collar
    dark, light = 10 + grain, 200 + grain
    coarse = write_raster(tmp_path / "coarse.tif", 90 + grain[:, :100, :150], TRANSFORM @ Affine.scale(2), **PROFILE)
    paths = [tile(tmp_path, "dark", 0, 0, 100, 100, dark), tile(tmp_path, "light", 50, 0, 100, 100, light), coarse]
    [mosaic], said = told(paths, tmp_path)
    image, valid, imagery = whole(mosaic)
    assert imagery.shape == (200, 300) and valid.all()
    assert {*image[0, :100, :50].ravel()} == {10, 11} and {*image[0, :100, 50:150].ravel()} == {200, 201}
    assert {*image[0, 100:].ravel()} == {90, 91}
    assert said[1].startswith("On another grid than dark.tif (0.3 m, WGS 84 / UTM zone 36S), and so resampled")
    assert said[1].endswith(": coarse.tif (0.6 m, WGS 84 / UTM zone 36S).")


def test_a_raster_in_another_crs_is_put_where_it_lies(tmp_path):
    west = tile(tmp_path, "west", 0, 0, 160, 200)
    with rasterio.open(tile(tmp_path, "cut", 140, 0, 160, 200)) as source, WarpedVRT(
            source, crs="EPSG:3857", add_alpha=True) as warped:
        east = write_raster(tmp_path / "east.tif", warped.read(), warped.transform, "EPSG:3857", photometric="RGB",
                            alpha="YES")
    [mosaic], said = told([west, east], tmp_path)
    image, valid, imagery = whole(mosaic)
    column = round((~imagery.transform @ (TRANSFORM @ (0, 0)))[0])
    assert imagery.crs == Imagery(west, RGB).crs and "WGS 84 / Pseudo-Mercator" in said[1]
    row = round(-imagery.transform.f / 0.3 + TRANSFORM.f / 0.3)
    there = image[0, -row:, :][10:190, 170 - column:290 - column].astype(int)
    assert np.corrcoef(there.ravel(), IMAGE[0, 10:190, 170:290].ravel())[0, 1] > 0.9


def test_a_raster_beside_the_grid_keeps_its_place(tmp_path):
    beside = write_raster(tmp_path / "beside.tif", IMAGE[:, :, 150:], TRANSFORM @ Affine.translation(150.5, 0.5),
                          **PROFILE)
    [mosaic], said = told([tile(tmp_path, "west", 0, 0, 150, 200), beside], tmp_path)
    image, _, imagery = whole(mosaic)
    assert imagery.transform == TRANSFORM and "another grid" in said[1]
    right = (IMAGE[0, 20:180, 160:280].astype(int) + IMAGE[0, 19:179, 159:279]) / 2
    assert np.corrcoef(image[0, 20:180, 160:280].ravel(), right.ravel())[0, 1] > 0.9


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint32", "float32"])
def test_a_turned_raster_finds_its_place_and_hides_nothing_beside_it(tmp_path, dtype):
    turned = write_raster(tmp_path / "turned.tif", np.full((3, 80, 80), 250, dtype),
                          TRANSFORM @ Affine.translation(150, 100) @ Affine.rotation(45), **PROFILE)
    [mosaic], _ = told([tile(tmp_path, "flat", 0, 0, 160, 200, IMAGE.astype(dtype)), turned], tmp_path)
    image, valid, imagery = whole(mosaic)
    middle = ~imagery.transform @ (TRANSFORM @ Affine.translation(150, 100) @ Affine.rotation(45) @ (40, 40))
    column, row = map(int, middle)
    assert (image[:, row, column] == 250).all() and valid[row, column] and not valid[0, -1]


def test_only_the_bands_that_all_rasters_have_are_used_by_their_names(tmp_path):
    colored = (IMAGE / [[[1]], [[2]], [[3]]]).astype("uint8")
    four = np.concatenate([colored[::-1], IMAGE[:1]])
    path = tmp_path / "four.tif"
    tile(tmp_path, "four", 150, 0, 150, 200, four, photometric="MINISBLACK")
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.blue, ColorInterp.green, ColorInterp.red, ColorInterp.undefined]
        file.set_band_description(4, "NIR")
    [mosaic], said = told([tile(tmp_path, "rgb", 0, 0, 150, 200, colored), str(path)], tmp_path)
    image, _, _ = whole(mosaic)
    assert (image == colored).all() and said[-1] == (
        "Bands that all of rgb.tif and four.tif have: red, green and blue. Others are not used.")


def test_bands_keep_their_names_and_wavelengths(tmp_path):
    paths = [tile(tmp_path, name, x, 0, 150, 200, np.tile(IMAGE, (2, 1, 1))[:5], photometric="MINISBLACK")
             for name, x in (("a", 0), ("b", 150))]
    for path in paths:
        with rasterio.open(path, "r+") as file:
            for number, text in enumerate(("B02", "B08", "B8A", "705 nm", ""), 1):
                file.set_band_description(number, text)
    [mosaic], _ = told(paths, tmp_path)
    assert bands_of(mosaic) == bands_of(paths[0])


def test_rasters_that_hold_different_things_stay_apart_and_it_is_told(tmp_path):
    paths = [tile(tmp_path, "rgb", 0, 0, 200, 200),
             tile(tmp_path, "height", 100, 0, 200, 200, IMAGE[:1].astype("uint16"), photometric="MINISBLACK")]
    found, said = told(paths, tmp_path)
    assert found == paths and "cannot be read as one raster, for they have no band in common (pan; red" in said[0]


@pytest.mark.parametrize(("dtype", "change"), [
    ("uint16", lambda x: 16.0 * x + 700), ("int16", lambda x: 40.0 * x - 200), ("float32", lambda x: x / 255.0)])
@pytest.mark.parametrize("nodata", [None, 0])
def test_rasters_of_several_types_are_one_in_the_values_of_the_finest(tmp_path, dtype, change, nodata):
    """The same ground in both, so that mean and deviation bring the values back."""
    other, hole = change(IMAGE[:, :, :150].astype("float64")).astype(dtype), np.zeros((200, 300), bool)
    if nodata is not None:
        hole[:50, 150:200] = True
        other[:, hole[:, 150:]] = nodata
    west = tile(tmp_path, "west", 0, 0, 150, 200, IMAGE)
    east = write_raster(tmp_path / "east.tif", other, TRANSFORM @ Affine.translation(150, 0), **PROFILE, nodata=nodata)
    [mosaic], said = told([west, east], tmp_path)
    image, valid, imagery = whole(mosaic)
    assert imagery.dtype == "uint8" and np.array_equal(image[:, :, :150], IMAGE[:, :, :150])
    assert np.array_equal(valid, ~hole)
    unlike = np.abs(image[:, :, 150:].astype(int) - IMAGE[:, :, :150])[:, ~hole[:, 150:]]
    assert unlike.max() <= (1 if nodata is None else 4)  # the statistics are not those of the hole
    assert any(f"The values of east.tif ({dtype}) are of another type than those of west.tif (uint8)" in text
               for text in said)


def test_a_palette_takes_part_in_a_mosaic(tmp_path):
    index = (IMAGE[0] // 32)[None]
    colors = {number: (32 * number, 255 - 30 * number, 7 * number, 255) for number in range(8)}
    path = tile(tmp_path, "palette", 150, 0, 150, 200, index, photometric="PALETTE")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, colors)
    [mosaic], said = told([tile(tmp_path, "west", 0, 0, 150, 200), path], tmp_path)
    image, valid, _ = whole(mosaic)
    right = np.moveaxis(np.array([colors[number][:3] for number in range(8)])[index[0]], -1, 0)
    assert valid.all() and np.array_equal(image[:, :, 150:], right[:, :, 150:])
    assert "palette.tif: its palette is read as red, green and blue." in said


def test_a_raster_too_coarse_for_the_model_is_still_refused(tmp_path):
    coarse = write_raster(tmp_path / "coarse.tif", IMAGE[:, :20, :30], TRANSFORM @ Affine.scale(10), **PROFILE)
    [mosaic], _ = told([tile(tmp_path, "fine", 0, 0, 300, 200), coarse], tmp_path)
    with pytest.raises(RooflineError, match="fine.tif and coarse.tif has pixels of 3 m"):
        open_imagery([mosaic], RGB, 0.3)
    assert open_imagery([mosaic], RGB, 0.8)[0].pixel_m[0] == pytest.approx(0.75, rel=0.01)


def test_a_training_keeps_pictures_of_the_same_ground_apart(tmp_path):
    paths = [tile(tmp_path, "summer", 0, 0, 200, 200), tile(tmp_path, "winter", 50, 0, 200, 200)]
    assert told(paths, tmp_path, keep_repeats=True) == (paths, [])
    assert len(told(paths, tmp_path)[0]) == 1
    assert len(told([paths[0], tile(tmp_path, "east", 190, 0, 110, 200)], tmp_path, keep_repeats=True)[0]) == 1


def test_a_mosaic_written_again_is_the_same_until_a_raster_changes(tmp_path):
    paths = [tile(tmp_path, "a", 0, 0, 150, 200), tile(tmp_path, "b", 150, 0, 150, 200)]

    def fingerprint():
        [mosaic], _ = told(paths, tmp_path)
        imagery = Imagery(mosaic, RGB, 0.3)
        return RasterTask(0, imagery, None, imagery.statistics()).fingerprint()

    before = fingerprint()
    assert fingerprint() == before
    tile(tmp_path, "b", 150, 0, 150, 200, IMAGE[:, ::-1], compress="deflate")
    assert fingerprint() != before


def test_a_cluster_gets_the_description_and_not_the_file(tmp_path):
    paths = [tile(tmp_path, "a", 0, 0, 150, 200), tile(tmp_path, "b", 150, 0, 150, 200)]
    [mosaic], _ = told(paths, tmp_path)
    assert (whole(mosaic_text(mosaic))[0] == IMAGE).all()
    assert mosaic_text(paths[0]) is None


def test_odd_names(tmp_path):
    folder = tmp_path / "a & b <c> \"d\" é!"
    folder.mkdir()
    [mosaic], _ = told([tile(folder, "x|y", 0, 0, 150, 200), tile(folder, "z;%20", 150, 0, 150, 200)], folder)
    assert (whole(mosaic)[0] == IMAGE).all()


def test_memory_of_hundreds_of_tiles_stays_that_of_a_few(tmp_path):
    paths = [tile(tmp_path, f"{x}-{y}", x, y, 10, 10) for y in range(0, 200, 10) for x in range(0, 300, 10)]
    [mosaic], said = told(paths, tmp_path)
    assert (whole(mosaic)[0] == IMAGE).all() and "599 other rasters" in said[0]


@pytest.mark.parametrize("alpha", [None, 65535, 1], ids=["turned", "with an alpha band", "with one of ones"])
def test_a_raster_of_four_bands_hides_nothing_where_it_shows_nothing(tmp_path, alpha):
    names, colors = ("red", "green", "blue", "nir"), [ColorInterp.red, ColorInterp.green, ColorInterp.blue]
    low, high = (np.random.default_rng(0).integers(least, least + 9, (5, 200, 200)).astype(np.uint16)
                 for least in (50, 90))
    high[4], high[4, 80:120, 80:120] = alpha or 0, 0
    grid = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)
    turned = grid @ Affine.translation(50, 0) @ Affine.rotation(20)
    plain = {"photometric": "RGB", "alpha": "unspecified"}
    paths = [write_raster(tmp_path / "low.tif", low[:4], grid, **plain)]
    paths.append(write_raster(tmp_path / "high.tif", high[:4], turned, **plain) if alpha is None else
                 write_raster(tmp_path / "high.tif", high, grid, **plain))
    for path in paths:
        with rasterio.open(path, "r+") as file:
            file.colorinterp = [*colors, *[ColorInterp.undefined, ColorInterp.alpha][:file.count - 3]]
            file.descriptions = (*names, "")[:file.count]
    [mosaic], _ = told(paths, tmp_path)
    image, valid, _ = whole(mosaic, names)
    assert image[:, valid].min() >= 50 and np.count_nonzero(valid & (image[0] < 60)) >= 40 * 40
