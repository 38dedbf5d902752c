"""Smart sampling: rare ground is drawn as often as common ground; clouds, water, holes and copies are left out."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import write_polygons
from roofline.models.pretraining.archive import open_archive
from roofline.models.pretraining.land_cover import LandCover
from roofline.models.pretraining.stratified_sampling import draw_windows, even_quotas
from roofline.models.pretraining.window_statistics import describe_windows
from roofline.protocol.launch import ROOT
from roofline.protocol.settings.pretraining import PretrainSettings
from shapely import box

from ..support.listener import Listener
from ..support.mixed_ground import BANDS, CELL, KINDS, mixed_ground
from ..support.town import UTM, write_raster

SLOVENIA = ROOT.parent / "shared" / "data" / "ms_sentinel2_slovenia" / "images"


def _transform(pixel):
    return Affine(pixel, 0, 500_000, 0, -pixel, 9_300_000)


def described(paths, cover=None, job=None, **settings):
    settings = PretrainSettings(**{"window_size": CELL, **settings})
    archive = open_archive(paths, settings, job or Job())
    places = archive.windows(CELL)
    return describe_windows(archive, places, CELL, cover or LandCover(None, None), Job(), 1.0)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    return mixed_ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="module")
def found(ground):
    return described([ground[0]])


def draw(found, **settings):
    return draw_windows(found, PretrainSettings(**{"windows": 24, "clusters": 3, **settings}), Job())


def test_what_is_no_use_is_left_out_and_counted(found, ground):
    drawing, kinds = draw(found), np.array(ground[1])
    assert drawing.left_out == {"nodata": 2, "clouds": KINDS["cloud"], "uniform": KINDS["water"], "duplicates": 2}
    assert set(kinds[drawing.clusters < 0]) == {"nothing", "cloud", "water", "copy"}
    assert set(kinds[drawing.clusters >= 0]) == {"field", "forest", "town"}


def test_clusters_are_kinds_of_ground_and_are_drawn_evenly(found, ground):
    drawing, kinds = draw(found, windows=18), np.array(ground[1])
    assert all(len(set(kinds[drawing.clusters == one])) == 1 for one in range(3))
    assert {kind: int((kinds[drawing.drawn] == kind).sum()) for kind in ("field", "forest", "town")} == {
        "field": 6, "forest": 6, "town": 6}
    assert kinds[drawing.clusters == 0][0] == "field"  # the largest comes first
    forest = drawing.typical[int(drawing.clusters[kinds == "forest"][0])]
    assert "NDVI, mean +" in forest or "nir, mean +" in forest


def test_uniform_sampling_draws_as_much_of_each_kind_as_there_is(found, ground):
    drawing, kinds = draw(found, sampling="uniform", windows=1000), np.array(ground[1])
    assert drawing.left_out == {"nodata": 2} and len(drawing.drawn) == 62
    few = kinds[draw(found, sampling="uniform").drawn]
    assert (few == "field").sum() > 10 and len(few) == 24


def test_the_same_seed_draws_the_same_windows(found):
    first, same, other = draw(found), draw(found), draw(found, seed=1)
    assert np.array_equal(first.drawn, same.drawn) and not np.array_equal(first.drawn, other.drawn)


@pytest.mark.parametrize(("sizes", "wanted", "quotas"), [
    ([50, 50, 50], 9, [3, 3, 3]), ([50, 2, 50], 10, [4, 2, 4]), ([5, 2, 1], 8, [5, 2, 1]), ([9, 9], 3, [2, 1])])
def test_a_small_cluster_gives_all_it_has_and_the_others_more(sizes, wanted, quotas):
    assert even_quotas(np.array(sizes), wanted).tolist() == quotas


def test_indices_come_with_the_bands_that_they_need(found, tmp_path):
    assert {"NDVI, mean", "NDWI, deviation", "fine texture", "red, mean"} <= set(found.names)
    plain = described([mixed_ground(tmp_path, bands=("red", "green", "blue"))[0]])
    assert not any(name.startswith("ND") for name in plain.names)


def test_ndvi_is_that_of_the_bands(found, ground):
    forest = ground[1].index("forest")
    ndvi = found.values[forest, found.names.index("NDVI, mean")]
    assert ndvi == pytest.approx((180 - 40) / (180 + 40), abs=0.03)


def test_rasters_of_two_types_are_standardised_by_themselves(ground, tmp_path):
    other, _ = mixed_ground(tmp_path, "sixteen.tif", seed=3, dtype=np.uint16, scale=40)
    found = described([ground[0], other])
    drawing = draw(found)
    assert found.types.tolist() == [1] * 64 + [0] * 64  # uint16 comes before uint8
    in_forest = {int(drawing.clusters[start + kinds.index("forest")]) for start, kinds in (
        (0, ground[1]), (64, mixed_ground(tmp_path, seed=3)[1]))}
    assert len(in_forest) == 1 and drawing.left_out["clouds"] == 2 * KINDS["cloud"]


def test_bands_that_not_all_rasters_have_are_left_out_and_told(ground, tmp_path):
    three, _ = mixed_ground(tmp_path, "three.tif", seed=4, bands=("blue", "green", "red"))
    job = Listener()
    archive = open_archive([ground[0], three], PretrainSettings(window_size=CELL), job)
    assert [band.name for band in archive.bands] == ["red", "green", "blue"]
    assert "ground.tif: band 4 (nir) is not used; the model reads red, green and blue." in job.notices()
    chosen = open_archive([ground[0]], PretrainSettings(window_size=CELL, bands="nir,1"), Job())
    assert [band.name for band in chosen.bands] == ["nir", "red"]


def test_a_raster_too_small_for_a_window_is_left_out_or_refused(ground, tmp_path):
    small = write_raster(tmp_path / "small.tif", np.ones((4, 40, 200), np.uint8), _transform(0.6), UTM)
    job = Listener()
    archive = open_archive([ground[0], small], PretrainSettings(window_size=CELL), job)
    assert len(archive.rasters) == 1
    assert "1 raster is smaller than a window of 64 pixels at 0.6 m and left out: small.tif." in job.notices()
    with pytest.raises(RooflineError, match=r"largest, small.tif, has 200 x 40. Lower WINDOW_SIZE, or RESOLUTION_M"):
        open_archive([small], PretrainSettings(window_size=CELL), Job())


def test_rasters_far_apart_in_resolution_need_one_that_is_given(ground, tmp_path):
    coarse = write_raster(tmp_path / "coarse.tif", np.ones((4, 200, 200), np.uint8), _transform(10.0), UTM)
    with pytest.raises(RooflineError, match=r"from 0\.6 m \(ground\.tif\) to 10 m \(coarse\.tif\).*RESOLUTION_M"):
        open_archive([ground[0], coarse], PretrainSettings(window_size=CELL), Job())
    with pytest.raises(RooflineError, match="No imagery was given"):
        open_archive([], PretrainSettings(), Job())


def test_rasters_without_a_common_band_are_refused(ground, tmp_path):
    other = write_raster(tmp_path / "heat.tif", np.ones((1, 200, 200), np.uint8), _transform(0.6), UTM)
    with rasterio.open(other, "r+") as dataset:
        dataset.descriptions = ["thermal"]
    with pytest.raises(RooflineError, match=r"heat\.tif has none of the bands"):
        open_archive([ground[0], other], PretrainSettings(window_size=CELL), Job())


def test_land_cover_and_zones_are_statistics(ground, tmp_path):
    """A raster of classes at another resolution and in another place, and a zone over the west."""
    west = box(500_000, 9_300_000 - 512 * 0.6, 500_000 + 256 * 0.6, 9_300_000)
    zones = tmp_path / "zones.gpkg"
    write_polygons(zones, "zones", [west], {"class": ["west"]}, UTM)
    classes = np.repeat(np.array([[[3, 7]]], np.uint8), 52, axis=1).repeat(26, axis=2)
    cover = write_raster(tmp_path / "cover.tif", classes, _transform(6.0), UTM)
    with_cover = LandCover(cover, str(zones))
    found = described([ground[0]], with_cover)
    with_cover.close()
    share = {name: found.values[:, found.names.index(f"share of {name}")] for name in ("3", "7", "west")}
    some = found.has_imagery
    columns = found.places[:, 2]
    assert share["west"][some & (columns < 256)].min() == 1 and share["west"][columns >= 256].max() == 0
    assert share["3"][some & (columns < 192)].min() == 1 and share["7"][some & (columns > 320)].min() == 1
    assert share["3"][some & (columns == 256)].min() == pytest.approx((260 - 256) / 64, abs=0.07)


def test_land_cover_that_is_none_is_refused(ground, tmp_path):
    heights = write_raster(tmp_path / "heights.tif", np.ones((1, 20, 20), np.float32), _transform(6.0), UTM)
    with pytest.raises(RooflineError, match=r"holds float32 values\. Classes are whole numbers"):
        LandCover(heights, None)
    many = write_raster(tmp_path / "many.tif", np.arange(52 * 52, dtype=np.uint16).reshape(1, 52, 52),
                        _transform(6.0), UTM)
    cover = LandCover(many, None)
    with pytest.raises(RooflineError, match="More than 100 are no classes but measurements"):
        described([ground[0]], cover)
    cover.close()
    zones = tmp_path / "zones.gpkg"
    write_polygons(zones, "zones", [box(0, 0, 9, 9)], {}, UTM)
    with pytest.raises(RooflineError, match="no text field 'class'"):
        LandCover(None, str(zones))


@pytest.mark.skipif(not SLOVENIA.is_dir(), reason=f"needs {SLOVENIA}")
def test_clouds_over_slovenia_are_left_out_and_what_looks_the_same_on_two_dates():
    """Five dates of Sentinel-2: the first two are clouds, the third and the fourth hardly differ."""
    paths = sorted(str(path) for path in SLOVENIA.glob("*.tif"))
    settings = PretrainSettings(window_size=48, windows=20, clusters=2)
    archive = open_archive(paths, settings, Job())
    found = describe_windows(archive, archive.windows(48), 48, LandCover(None, None), Job(), 1.0)
    drawing = draw_windows(found, settings, Job())
    assert len(found) == 20 and "NDWI, mean" in found.names
    assert drawing.left_out == {"nodata": 0, "clouds": 8, "uniform": 0, "duplicates": 3}
    assert set(found.places[found.has_imagery & (drawing.clusters < 0)][:, 0]) == {0, 1, 3}


def test_the_bands_of_the_raster_are_those_that_are_named(ground):
    archive = open_archive([ground[0]], PretrainSettings(window_size=CELL), Job())
    assert tuple(band.name for band in archive.bands) == BANDS and archive.bands[0].wavelength_um == 0.665
