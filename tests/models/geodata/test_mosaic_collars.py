"""Collars of rasters that are read as one: they hide nothing of the raster below, declared or not."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.vrt import WarpedVRT
from roofline.models.geodata.mosaic import mosaic_text

from ..support.mosaics import IMAGE, PROFILE, TRANSFORM, tile, told, whole
from ..support.town import write_raster

COLLARS = {"nodata": {"nodata": 0}, "nan": {"nodata": np.nan, "dtype": "float32"}, "alpha": {"alpha": "YES"},
           "mask": {}, "one with nodata": {}, "other nodata": {}}


@pytest.mark.parametrize("kind", COLLARS)
def test_a_collar_hides_nothing_of_the_raster_below(tmp_path, kind):
    image = IMAGE.clip(1, 255).astype(COLLARS[kind].get("dtype", "uint8"))
    collar = np.zeros((200, 300), bool)
    collar[:, 100:140] = True  # the left edge of the second raster, which overlaps the first by 100 pixels
    second = np.where(collar, COLLARS[kind].get("nodata", 0), image).astype(image.dtype)
    nodata = COLLARS[kind].get("nodata", 0 if "nodata" in kind else None)
    options = {**COLLARS[kind], "nodata": nodata}
    first = tile(tmp_path, "first", 0, 0, 200, 200, image if kind != "alpha" else opaque(image), **{
        **options, "nodata": {"one with nodata": None, "other nodata": 255}.get(kind, nodata)})
    top = tile(tmp_path, "top", 100, 0, 200, 200, second if kind != "alpha" else opaque(second, ~collar), **options)
    if kind == "mask":
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(top, "r+") as file:
            file.write_mask((~collar[:, 100:] * 255).astype("uint8"))
    [mosaic], _ = told([first, top], tmp_path)
    found, valid, _ = whole(mosaic)
    assert (found == image).all()
    assert valid.all() or (kind == "other nodata" and valid[:, 200:].all() and valid.mean() > 0.99)


def opaque(image, clear=True):
    return np.concatenate([image, np.where(clear, 255, np.zeros_like(image[:1])).astype("uint8")])


def slanted(x, y):
    """The ground outside of a turned rectangle, at the pixels of the town."""
    return (x + 0.2 * y < 130) | (x - 0.1 * y > 280) | (y - 0.15 * x < -10) | (y + 0.3 * x > 240)


def framed(folder, value, shape=slanted, declared=False):
    """Two rasters that overlap, each in a collar of `value`: the left one along two sides, the right one slanted."""
    image = IMAGE.clip(1, 254)
    y, x = np.mgrid[:200, :300]
    outside = {"left": (x < 12) | (y >= 192), "right": shape(x, y)}
    options = {"nodata": value} if declared else {}
    folder.mkdir(exist_ok=True)
    paths = [tile(folder, name, x, 0, 200, 200, np.where(outside[name], value, image).astype("uint8"), **options)
             for name, x in (("left", 0), ("right", 100))]
    return image, paths, (outside["left"][:, :200].mean() + outside["right"][:, 100:].mean()) / 2


@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("resolution", [0.3, 0.7])
def test_an_undeclared_collar_hides_nothing_as_if_it_were_declared(tmp_path, value, resolution):
    seen = []
    for declared in (True, False):
        folder = tmp_path / str(declared)
        image, paths, share = framed(folder, value, declared=declared)
        [mosaic], said = told(paths, folder)
        seen.append((*whole(mosaic, resolution=resolution)[:2], said))
    (right, right_valid, _), (image, valid, said) = seen
    unlike = abs(image.astype(int) - right)[:, valid]
    assert not (valid & ~right_valid).any()
    assert not unlike.any() if resolution == 0.3 else unlike.max() < 12 and (unlike > 0).mean() < 0.01
    assert (right_valid & ~valid).mean() < 0.01 and 0.6 < valid.mean() < 0.95  # the outermost pixel of a slanted edge
    [told_of_it] = [text for text in said if "nodata" in text]
    assert told_of_it.startswith(f"left.tif and right.tif: {100 * share:.0f} % of the pixels, along the edge, are "
                                 f"exactly {value} in the bands")


def test_a_collar_along_the_sides_is_cut_to_the_pixel(tmp_path):
    image, paths, _ = framed(tmp_path, 0, lambda x, y: (x < 130) | (y < 9))
    [mosaic], _ = told(paths, tmp_path)
    found, valid, imagery = whole(mosaic)
    right = np.ones((200, 300), bool)
    right[:, :12] = right[192:, :130] = right[:9, 200:] = False
    assert np.array_equal(valid, right) and (found == image)[:, right].all()
    part, part_valid = imagery.read(123, 3, 40, 50)
    assert np.array_equal(part, found[:, 3:53, 123:163]) and part_valid.all()
    text = mosaic_text(mosaic)
    assert np.array_equal(whole(text)[0], found) and np.array_equal(whole(text)[1], valid)


TYPES = [("int8", -128), ("uint16", 65535), ("int16", -9999), ("uint32", 4294967295), ("int32", -9999),
         ("float32", -9999), ("float32", -3.4028234663852886e38), ("float64", 0), ("float64", -1.7976931348623157e308)]


@pytest.mark.parametrize(("kind", "dtype", "value"), [
    ("alpha", "uint8", 0), ("alpha", "uint16", 0), *[(kind, *one) for kind in ("plain", "nodata") for one in TYPES]])
def test_a_collar_of_any_type_is_cut_beside_what_(tmp_path, kind, dtype, value):
    image = (IMAGE // 4 + 1).astype(dtype)
    image[:, 50:60, 230:240] = 77  # a hole that is declared
    y, x = np.indices((200, 300))
    outside = (x < 130) | (y < 9)
    pixels = np.where(outside, np.array(value, dtype), image)
    hole = np.zeros((200, 300), bool)
    hole[50:60, 230:240] = kind != "plain"
    bands = pixels
    if kind == "alpha":
        bands = np.concatenate([pixels, np.where(hole, 0, np.iinfo("int8").max).astype(dtype)[None]])
    paths = [tile(tmp_path, "left", 0, 0, 200, 200, image),
             tile(tmp_path, "right", 100, 0, 200, 200, bands, nodata=77 if kind == "nodata" else None,
                  **({"alpha": "YES"} if kind == "alpha" else {}))]
    [mosaic], said = told(paths, tmp_path)
    found, valid, _ = whole(mosaic)
    assert np.array_equal(valid, ~hole & ((x < 200) | (y >= 9))) and (found == image)[:, valid].all()
    assert f"are exactly {value:.7g} in" in said[-1]


def test_a_mask_of_its_own_is_kept_and_no_collar_looked_for_beside_it(tmp_path):
    _, paths, _ = framed(tmp_path, 0, lambda x, y: (x < 130) | (y < 9))
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(paths[1], "r+") as file:
        mask = np.full((200, 200), 255, "uint8")
        mask[50:60, 130:140] = 0
        file.write_mask(mask)
    [mosaic], said = told(paths, tmp_path)
    assert not whole(mosaic)[1][50:60, 230:240].any() and not any("right.tif:" in text for text in said)


def test_a_white_roof_in_a_white_collar_stays(tmp_path):
    image, paths, _ = framed(tmp_path, 255)
    with rasterio.open(paths[1], "r+") as file:
        file.write(np.full((3, 40, 30), 255, "uint8"), window=rasterio.windows.Window(115, 100, 30, 40))
    [mosaic], _ = told(paths, tmp_path)
    found, valid, _ = whole(mosaic)
    assert (found[:, 100:140, 215:245] == 255).all() and valid[100:140, 215:245].all()


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("beside", [0, 0.5])
def test_the_highest_value_stays_in_four_bands_that_are_cut_or_warped(tmp_path, dtype, beside):
    highest = np.iinfo(dtype).max
    image = np.concatenate([IMAGE, IMAGE[:1]]).clip(1, 254).astype(dtype)
    image[:, 60:90, 220:250] = highest  # a white roof
    image[0, 120:150, 220:250] = highest  # a red one
    y, x = np.indices((200, 300))
    cut = np.where((x < 130) | (y >= 191), 0, image).astype(dtype)[:, :, 100:]
    place = TRANSFORM @ Affine.translation(100 + beside, beside)
    paths = [tile(tmp_path, "left", 0, 0, 200, 200, image), write_raster(tmp_path / "cut.tif", cut, place, **PROFILE)]
    [mosaic], said = told(paths, tmp_path)
    found, valid, imagery = whole(mosaic)
    shown = np.s_[:, 10:180, 10:280]  # as well where the whole is shifted by part of a pixel
    assert valid[shown[1:]].all() and imagery.dtype == dtype and any("cut.tif: " in text for text in said)
    assert (found[:, 65:85, 225:245] == highest).all() and (found[0, 125:145, 225:245] == highest).all()
    assert beside or (found[shown] == image[:3][shown]).all()


@pytest.mark.parametrize("place", ["another crs", "beside the grid"])
def test_an_undeclared_collar_of_a_warped_raster_is_cut_too(tmp_path, place):
    image, paths, _ = framed(tmp_path, 0, lambda x, y: (x < 130) | (y < 9))
    with rasterio.open(paths[1]) as source:
        pixels, transform, crs = source.read(), source.transform @ Affine.translation(0.5, 0.5), "EPSG:32736"
        if place == "another crs":
            with WarpedVRT(source, crs="EPSG:3857") as warped:  # turned a little, in black
                pixels, transform, crs = warped.read(), warped.transform, "EPSG:3857"
    right = write_raster(tmp_path / "right.tif", pixels, transform, crs, **PROFILE)
    [mosaic], said = told([paths[0], right], tmp_path)
    found, valid, imagery = whole(mosaic)
    across, down = map(round, ~imagery.transform @ TRANSFORM.column_vectors[2])
    assert found[:, valid].min() >= 1 and valid[down + 20:down + 180, across + 20:across + 280].all()
    seen = found[0, down + 20:down + 180, across + 20:across + 280].astype(int)
    assert np.corrcoef(seen.ravel(), image[0, 20:180, 20:280].ravel())[0, 1] > 0.8
    assert any("right.tif: " in text and "are exactly 0 in" in text for text in said)
