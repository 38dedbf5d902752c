"""Rasters of every kind are read at one resolution in ground metres."""

import re

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from affine import Affine
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.raster_source import Imagery, open_imagery

from ..support.town import write_raster

RGB = ("red", "green", "blue")
NORTH_UP = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)


def gradient(rows, columns, bands=3, dtype="uint8"):
    x = np.linspace(0, 200, columns)[None, :] + np.zeros((rows, 1))
    return np.stack([x + 10 * b for b in range(bands)]).astype(dtype)


def test_web_mercator_pixels_are_not_ground_metres(tmp_path):
    # At 27.6 degrees north a metre of EPSG:3857 is cos(27.6) = 0.886 m of ground.
    transform = Affine(0.5, 0, 9_520_000, 0, -0.5, 3_203_000)
    imagery = Imagery(write_raster(tmp_path / "m.tif", gradient(100, 200), transform, "EPSG:3857"), RGB)
    assert imagery.pixel_m == pytest.approx((0.443, 0.443), abs=0.004)


def test_pixels_in_an_old_french_zone_are_ground_metres(tmp_path):
    transform = Affine(0.5, 0, 600_000, 0, -0.5, 2_428_000)  # its degrees are grads, from Paris
    imagery = Imagery(write_raster(tmp_path / "l.tif", gradient(100, 200), transform, "EPSG:27572"), RGB, 0.5)
    assert imagery.pixel_m == pytest.approx((0.5, 0.5), abs=0.001)
    assert imagery.shape == (100, 200)


def test_degree_pixels_become_square_on_the_ground(tmp_path):
    transform = Affine(1e-5, 0, 25.0, 0, -1e-5, 60.0)  # at 60 degrees north a degree of longitude is half as long
    imagery = Imagery(write_raster(tmp_path / "d.tif", gradient(100, 200), transform, "EPSG:4326"), RGB, 0.5)
    assert imagery.pixel_m[1] == pytest.approx(2 * imagery.pixel_m[0], rel=0.02)
    rows, columns = imagery.shape
    assert columns * 0.5 == pytest.approx(200 * imagery.pixel_m[0], abs=0.5)
    assert rows * 0.5 == pytest.approx(100 * imagery.pixel_m[1], abs=0.5)


def test_resampling_keeps_places_and_values(tmp_path):
    transform = Affine(0.1, 0, 500_000, 0, -0.1, 9_300_000)
    image = np.indices((3, 300, 600))[2].astype(np.uint8) % 3
    image[:, 90:120, 240:300] = 200
    path = write_raster(tmp_path / "r.tif", image, transform)
    imagery = Imagery(path, RGB, 3 * Imagery(path, RGB).pixel_m[0])
    assert imagery.shape == (100, 200)
    found, valid = imagery.read(0, 0, 200, 100)
    assert valid.all() and (found[:, 30:40, 80:100] == 200).all() and np.count_nonzero(found > 1) == 200 * 3
    assert imagery.transform @ (80, 30) == pytest.approx((500_024.0, 9_299_991.0), abs=0.01)


def test_windows_agree_with_the_whole(tmp_path):
    random = np.random.default_rng(0)
    image = random.integers(0, 255, (3, 320, 470)).astype(np.uint8)
    imagery = Imagery(write_raster(tmp_path / "w.tif", image, Affine(0.1, 0, 5e5, 0, -0.1, 9.3e6)), RGB, 0.3)
    whole, _ = imagery.read(0, 0, imagery.shape[1], imagery.shape[0])
    part, _ = imagery.read(37, 21, 64, 50)
    assert np.abs(part.astype(int) - whole[:, 21:71, 37:101]).max() <= 1


def test_beyond_the_raster_nothing_is_valid(tmp_path):
    imagery = Imagery(write_raster(tmp_path / "b.tif", gradient(50, 60), Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)), RGB, 0.3)
    image, valid = imagery.read(-10, -20, 100, 100)
    assert image.shape == (3, 100, 100) and valid.sum() == imagery.shape[0] * imagery.shape[1]
    assert not valid[:20].any() and not valid[:, :10].any() and not image[:, ~valid].any()
    assert not imagery.read(500, 500, 10, 10)[1].any()


def test_nodata_pixels_are_not_valid_and_not_in_the_statistics(tmp_path):
    image = 99 + np.indices((3, 40, 60))[1].astype(np.uint8) % 3
    image[:, :, :30] = 0
    path = write_raster(tmp_path / "n.tif", image, Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6), nodata=0)
    imagery = Imagery(path, RGB, 0.3)
    assert imagery.read(0, 0, 60, 40)[1].sum() == 40 * 30
    assert imagery.statistics().mean == pytest.approx([100] * 3, abs=0.1)


def test_an_alpha_band_masks_and_is_no_colour(tmp_path):
    image = gradient(40, 60, bands=4)
    image[3] = 255
    image[3, :10] = 0
    path = write_raster(tmp_path / "a.tif", image, Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6), photometric="RGB", alpha="YES")
    imagery = Imagery(path, RGB, 0.3)
    assert imagery.band_indexes == [1, 2, 3] and imagery.read(0, 0, 60, 40)[1].sum() == 60 * 30


def test_a_near_infrared_band_flagged_as_alpha_masks_nothing(tmp_path):
    image = gradient(40, 60, bands=4)
    path = write_raster(tmp_path / "i.tif", image, Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6), photometric="RGB", alpha="YES")
    assert Imagery(path, RGB, 0.3).read(0, 0, 60, 40)[1].all()


def test_an_internal_mask_is_respected(tmp_path):
    path = tmp_path / "mask.tif"
    write_raster(path, gradient(40, 60), Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6))
    mask = np.full((40, 60), 255, np.uint8)
    mask[:, :20] = 0
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as file:
        file.write_mask(mask)
    assert Imagery(str(path), RGB, 0.3).read(0, 0, 60, 40)[1].sum() == 40 * 40


def test_bands_are_found_by_colour_not_by_order(tmp_path):
    path = tmp_path / "bgr.tif"
    write_raster(path, gradient(20, 30), Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6), photometric="MINISBLACK")
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.blue, ColorInterp.green, ColorInterp.red]
    imagery = Imagery(str(path), RGB, 0.3)
    assert imagery.band_indexes == [3, 2, 1] and imagery.band_remarks == []


def test_bands_without_names_are_assumed_aloud(tmp_path):
    path = write_raster(tmp_path / "x.tif", gradient(20, 30, 5, "uint16"), Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6),
                        photometric="MINISBLACK")
    imagery = Imagery(path, RGB, 0.3)
    assert imagery.band_indexes == [1, 2, 3] and "band 1 is read as red" in imagery.band_remarks[0]


@pytest.mark.parametrize(("change", "words"), [
    ({"crs": None}, "no coordinate reference system"), ({"nodata": 7, "fill": 7}, "no valid pixel")])
def test_unfit_rasters_are_refused_with_the_value(tmp_path, change, words):
    image = np.full((3, 20, 30), change.get("fill", 9), np.uint8)
    path = write_raster(tmp_path / "u.tif", image, Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6), change.get("crs", "EPSG:32736")
                        if "crs" not in change else None, nodata=change.get("nodata"))
    with pytest.raises(RooflineError, match=words):
        Imagery(path, RGB, 0.3).statistics()


def test_a_missing_file_and_a_text_file_are_told_apart(tmp_path):
    (tmp_path / "t.tif").write_text("no raster")
    with pytest.raises(RooflineError, match="There is no file"):
        Imagery(str(tmp_path / "none.tif"), RGB)
    with pytest.raises(RooflineError, match="cannot be opened as a raster.*if QGIS shows .* save it as a GeoTIFF"):
        Imagery(str(tmp_path / "t.tif"), RGB)


@pytest.mark.parametrize("assigned", [None, "EPSG:32736"])
def test_a_raster_with_control_points_only_lies_where_they_put_it(tmp_path, assigned):
    path = with_points(tmp_path / "g.tif", "EPSG:32736")
    if assigned:  # as "Assign Projection" leaves it
        with rasterio.open(path, "r+") as raster:
            raster.crs = assigned
    imagery = Imagery(path, RGB, 0.3)
    assert imagery.transform.almost_equals(Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6), 1e-6)
    assert (imagery.read(0, 0, 30, 20)[0] == gradient(20, 30)).all()
    assert "it is placed by 4 control points, and warped to a grid while it is read" in imagery.remarks


def test_control_points_that_turn_a_raster_leave_its_corners_empty(tmp_path):
    turned = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6) @ Affine.rotation(30)
    imagery = Imagery(with_points(tmp_path / "g.tif", "EPSG:32736", turned), RGB)
    _, valid = imagery.read(0, 0, imagery.shape[1], imagery.shape[0])
    assert valid.any() and not valid[0, 0] and not valid[-1, -1]


def test_control_points_without_a_crs_are_refused_with_the_cure(tmp_path):
    path = tmp_path / "g.vrt"
    rasterio.shutil.copy(with_points(tmp_path / "g.tif", "EPSG:32736"), path, driver="VRT")
    path.write_text(re.sub('<GCPList Projection="[^>]*>', "<GCPList>", path.read_text()))
    with pytest.raises(RooflineError, match="g.vrt is placed .* by control points that have no .*Layer CRS"):
        Imagery(str(path), RGB)


def with_points(path, crs, transform=NORTH_UP):
    """A raster that four control points place."""
    points = [GroundControlPoint(row, column, *(transform @ (column, row)))
              for row, column in ((0, 0), (0, 30), (20, 30), (20, 0))]
    with rasterio.open(path, "w", driver="GTiff", height=20, width=30, count=3, dtype="uint8", gcps=points,
                       crs=crs) as raster:
        raster.write(gradient(20, 30))
    return str(path)


@pytest.mark.parametrize("resolution", [0.3, 0.7])
@pytest.mark.parametrize("nodata", [None, 3])
def test_a_palette_is_the_raster_of_its_colours_at_any_resolution(tmp_path, resolution, nodata):
    random = np.random.default_rng(0)
    index, colors = random.integers(0, 8, (1, 60, 80), dtype=np.uint8), random.integers(1, 255, (8, 3), dtype=np.uint8)
    grid = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)
    path = write_raster(tmp_path / "p.tif", index, grid, nodata=nodata, photometric="PALETTE")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, {number: (*map(int, color), 255) for number, color in enumerate(colors)})
    right = np.moveaxis(colors[index[0]], -1, 0)
    if nodata is not None:
        right = right * (index != nodata)
    plain = write_raster(tmp_path / "c.tif", right.astype(np.uint8), grid, nodata=None if nodata is None else 0)
    images = [Imagery(one, RGB, resolution) for one in (path, plain)]
    (found, valid), (pixels, right_valid) = (one.read(0, 0, one.shape[1], one.shape[0]) for one in images)
    assert images[0].remarks[0] == "its palette is read as red, green and blue"
    assert np.array_equal(valid, right_valid) and valid.any() and np.array_equal(found[:, valid], pixels[:, valid])
    assert np.allclose(images[0].statistics().mean, images[1].statistics().mean)


def test_a_palette_in_a_virtual_raster_of_the_plugin_keeps_its_name(tmp_path):
    source = write_raster(tmp_path / "p.tif", gradient(20, 30, 1), NORTH_UP, photometric="PALETTE")
    with rasterio.open(source, "r+") as file:
        file.write_colormap(1, {number: (number, 0, 0, 255) for number in range(256)})
    with rasterio.open(source) as file:
        rasterio.shutil.copy(file, tmp_path / "v.vrt", driver="VRT")
    with rasterio.open(tmp_path / "v.vrt", "r+") as file:
        file.update_tags(ns="ROOFLINE", name='"p & q.tif"', rasters=f'["{source}"]')
    imagery = Imagery(str(tmp_path / "v.vrt"), RGB)
    imagery.close()
    assert imagery.name == "p & q.tif" and imagery.files == [source]  # for the report of a run that is over too


def test_a_palette_without_crs_is_refused_as_any_raster_is(tmp_path):
    path = write_raster(tmp_path / "p.tif", gradient(20, 30, 1), NORTH_UP, None, photometric="PALETTE")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, {number: (number, 0, 0, 255) for number in range(256)})
    with pytest.raises(RooflineError, match="p.tif has no coordinate reference system"):
        Imagery(path, RGB)


def test_a_palette_among_other_bands_is_refused_with_the_cure(tmp_path):
    path = write_raster(tmp_path / "p.tif", gradient(20, 30), Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6),
                        photometric="MINISBLACK")
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.palette, ColorInterp.gray, ColorInterp.gray]
    with pytest.raises(RooflineError, match="p.tif has a palette among its bands.*PCT to RGB"):
        Imagery(path, RGB)


def test_of_several_rasters_in_a_file_one_has_to_be_chosen(tmp_path):
    tile, path = gradient(20, 30), str(tmp_path / "two.gpkg")
    source = write_raster(tmp_path / "a.tif", tile, Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6))
    for name, more in (("SUMMER", {}), ("WINTER", {"APPEND_SUBDATASET": "YES"})):
        rasterio.shutil.copy(source, path, driver="GPKG", RASTER_TABLE=name, **more)
    with pytest.raises(RooflineError, match="two.gpkg holds 2 rasters.*GPKG:.*SUMMER or GPKG:.*WINTER"):
        Imagery(path, RGB)
    assert Imagery(f"GPKG:{path}:WINTER", RGB).shape == (20, 30)


def test_imagery_far_too_coarse_for_the_model_is_refused(tmp_path):
    path = write_raster(tmp_path / "c.tif", gradient(30, 30), Affine(10, 0, 5e5, 0, -10, 9.3e6))
    with pytest.raises(RooflineError, match=r"c.tif has pixels of 10 m.* 0.3 m"):
        open_imagery([path], RGB, 0.3)


def test_rasters_of_different_types_are_opened_together(tmp_path):
    transform = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)
    paths = [write_raster(tmp_path / f"{t}.tif", gradient(20, 20, 3, t), transform) for t in ("uint8", "uint16")]
    assert [imagery.dtype for imagery in open_imagery(paths, RGB, 0.3)] == ["uint8", "uint16"]


def test_one_band_serves_for_all_of_a_colour_model(tmp_path):
    image = gradient(20, 30, 1, "uint16")
    imagery = Imagery(write_raster(tmp_path / "p.tif", image, Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)), RGB, 0.3)
    found, _ = imagery.read(0, 0, 30, 20)
    assert found.shape == (3, 20, 30) and (found == image).all() and len(imagery.statistics().mean) == 3


def test_bands_of_different_types_are_read_as_the_type_that_holds_all(tmp_path):
    transform = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)
    band = '<VRTRasterBand dataType="{}" band="{}"><ColorInterp>{}</ColorInterp></VRTRasterBand>'
    wkt = rasterio.crs.CRS.from_epsg(32736).to_wkt()
    path = tmp_path / "mixed.vrt"
    path.write_text(f'<VRTDataset rasterXSize="30" rasterYSize="20"><SRS>{wkt}</SRS>'
                    f'<GeoTransform>{", ".join(map(str, transform.to_gdal()))}</GeoTransform>'
                    + band.format("Byte", 1, "Red") + band.format("Byte", 2, "Green")
                    + band.format("Float32", 3, "Blue") + "</VRTDataset>")
    assert Imagery(str(path), RGB[:2], 0.3).dtype == "uint8"
    assert Imagery(str(path), RGB, 0.3).read(0, 0, 30, 20)[0].dtype == "float32"


@pytest.mark.parametrize(("driver", "name"), [
    ("GTiff", "a.tif"), ("COG", "a.tif"), ("JP2OpenJPEG", "a.jp2"), ("PNG", "a.png"), ("JPEG", "a.jpg"),
    ("HFA", "a.img"), ("ENVI", "a.bil"), ("GPKG", "a.gpkg")])
def test_a_raster_of_any_format_is_read(tmp_path, driver, name):
    source = write_raster(tmp_path / "source.tif", gradient(64, 96), Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6))
    rasterio.shutil.copy(source, tmp_path / name, driver=driver)
    imagery = Imagery(str(tmp_path / name), RGB, 0.3)
    image, valid = imagery.read(0, 0, 96, 64)
    assert valid.all() and imagery.transform.almost_equals(Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6), 1e-6)
    assert np.abs(image.astype(int) - gradient(64, 96)).max() <= (0 if driver not in ("JPEG", "JP2OpenJPEG") else 30)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"])
def test_every_data_type_is_read_as_it_is(tmp_path, dtype):
    image = (gradient(20, 30) // 2).astype(dtype)
    imagery = Imagery(write_raster(tmp_path / "t.tif", image, Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)), RGB, 0.3)
    found, _ = imagery.read(0, 0, 30, 20)
    assert found.dtype == imagery.dtype == dtype and (found == image).all()


@pytest.mark.parametrize("turned", [Affine.identity(), Affine.rotation(25)])
@pytest.mark.parametrize("kind", ["plain", "nodata", "alpha", "mask", "float32"])
def test_a_mirrored_raster_is_turned_over_to_the_pixel(tmp_path, kind, turned):
    image = np.random.default_rng(0).integers(1, 255, (3, 20, 30)).astype("float32" if kind == "float32" else "uint8")
    hole = np.zeros((20, 30), bool)
    hole[2:9, 3:12] = kind != "plain"
    profile = {"nodata": {"nodata": 0}, "alpha": {"photometric": "RGB", "alpha": "YES"},
               "float32": {"nodata": np.nan}}.get(kind, {})
    image[:, hole] = np.nan if kind == "float32" else 0
    bands = np.concatenate([image, 255 * (~hole[None]).astype("uint8")]) if kind == "alpha" else image
    south_up = Affine(0.3, 0, 5e5, 0, 0.3, 9.3e6) @ turned
    path = write_raster(tmp_path / "s.tif", bands, south_up, **profile)
    if kind == "mask":
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as file:
            file.write_mask(255 * (~hole).astype("uint8"))
    imagery = Imagery(path, RGB, 0.3)
    found, valid = imagery.read(0, 0, 30, 20)
    assert imagery.transform.determinant < 0 and imagery.transform @ (0, 20) == pytest.approx(south_up @ (0, 0))
    assert np.array_equal(valid, ~hole[::-1]) and np.array_equal(found[:, valid], image[:, ::-1][:, valid])
