"""Rasters of one grid with different bands or dates are one raster; others stay what they were."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.band_stack import as_stacks
from roofline.models.geodata.raster_source import Imagery, bands_of

from ..support.land import BANDS, TRANSFORM, land, raster
from ..support.town import write_raster


@pytest.fixture()
def said():
    return []


@pytest.fixture()
def stacked(tmp_path, said):
    job = Job("job", lambda message: said.append(getattr(message, "text", "")))
    return lambda paths, with_dates=True: as_stacks([str(path) for path in paths], tmp_path / "job", job, with_dates)


def dated(folder, date, factor=1, **profile):
    image, _ = land(0)
    return raster(folder / f"scene_{date}.tif", image * np.uint16(factor), **profile)


def test_rasters_of_several_dates_are_one_with_the_bands_of_each(tmp_path, stacked, said):
    paths = [dated(tmp_path, "20190803", 2), dated(tmp_path, "20190704")]
    [path] = stacked(paths)
    assert [band.name for band in bands_of(path)] == [f"{name} {date}" for date in ("2019-07-04", "2019-08-03")
                                                      for name in BANDS]
    imagery = Imagery(path, [band.name for band in bands_of(path)])
    image, valid = imagery.read(0, 0, 20, 20)
    assert valid.all() and (image[4:] == 2 * image[:4]).all() and imagery.files == paths[::-1]
    assert said == ["scene_20190704.tif and scene_20190803.tif have one grid and are read as one raster with the bands "
                    "of all, dates 2019-07-04 and 2019-08-03, the earliest first."]


def test_the_date_may_be_a_tag_of_the_file(tmp_path, stacked):
    image, _ = land(0)
    paths = [raster(tmp_path / f"{name}.tif", image) for name in ("one", "two")]
    for path, date in zip(paths, ("2019-08-03T10:00:00Z", "2019-07-04T10:00:00Z")):
        with rasterio.open(path, "r+") as file:
            file.update_tags(TIME=date)
    [path] = stacked(paths)
    assert [band.date for band in bands_of(path)] == ["2019-07-04"] * 4 + ["2019-08-03"] * 4


def test_dates_stay_apart_unless_they_are_wanted_together(tmp_path, stacked, said):
    paths = [dated(tmp_path, "20190704"), dated(tmp_path, "20190803")]
    assert stacked(paths, with_dates=False) == paths and not said


def test_nodata_of_one_date_is_nodata_of_that_date(tmp_path, stacked):
    image, _ = land(0)
    image[:, :30] = 0
    [path] = stacked([raster(tmp_path / "a_2019-07-04.tif", image, nodata=0), dated(tmp_path, "2019-08-03", nodata=0)])
    read, valid = Imagery(path, ["red 2019-07-04", "red 2019-08-03"]).read(0, 0, 128, 128)
    assert valid.all() and np.isnan(read[0, :30]).all() and np.isfinite(read[1]).all()


def test_bands_in_files_of_their_own_are_one_raster_and_a_cloud_mask_beside_them_is_taken(tmp_path, stacked, said):
    image, _ = land(0)
    scene = np.full((1, 128, 128), 4, np.uint8)
    scene[:, :50] = 9
    paths = [raster(tmp_path / f"{name}.tif", image[number:number + 1], (name,)) for number, name in enumerate(BANDS)]
    [path] = stacked([*paths, write_raster(tmp_path / "T33_SCL.tif", scene, TRANSFORM)], with_dates=False)
    assert [band.name for band in bands_of(path)] == list(BANDS)
    read, valid = Imagery(path, BANDS).read(0, 0, 128, 128)
    assert (read[:, 60:] == image[:, 60:]).all() and not valid[:50].any() and valid[50:].all()
    assert said[0].endswith("Clouds are told by T33_SCL.tif.")


@pytest.mark.parametrize(("names", "bands"), [
    (["T33TVN_20190704T100031_B02_10m", "T33TVN_20190704T100031_B04_10m", "T33TVN_20190704T100031_B8A_10m"],
     ["blue", "red", "narrow nir"]),
    (["HLS.S30.T33TVN.2019185T100031.v2.0.B03", "HLS.S30.T33TVN.2019185T100031.v2.0.B11"], ["green", "swir 1"]),
    (["HLS.L30.T33TVN.2019185T100031.v2.0.B04", "HLS.L30.T33TVN.2019185T100031.v2.0.B05"], ["b4", "b5"]),
    (["LC08_L2SP_191028_20190704_20200827_02_T1_SR_B4", "LC08_L2SP_191028_20190704_20200827_02_T1_ST_B10"],
     ["b4", "b10"]),
    (["ortho_red_edge_1", "ortho_NIR"], ["red edge 1", "nir"])])
def test_files_that_are_named_for_their_only_band_are_one_raster(tmp_path, stacked, names, bands):
    image, _ = land(0)
    paths = [write_raster(tmp_path / f"{name}.tif", image[number:number + 1], TRANSFORM)
             for number, name in enumerate(names)]
    [path] = stacked(paths, with_dates=False)
    assert [band.name for band in bands_of(path)] == bands
    read, _ = Imagery(path, bands).read(0, 0, 128, 128)
    assert (read == image[:len(names)]).all()


@pytest.mark.parametrize("names", [("a", "b"), ("red roofs", "green fields"), ("scene_1", "scene_2"), ("pan", "gray")])
def test_names_that_tell_no_band_make_none(tmp_path, stacked, names):
    image, _ = land(0)
    paths = [str(write_raster(tmp_path / f"{name}.tif", image[:1], TRANSFORM)) for name in names]
    assert stacked(paths, with_dates=False) == paths


@pytest.mark.parametrize("moved", [Affine.translation(0.5, 0), Affine.scale(2)], ids=["shifted", "coarser"])
def test_rasters_on_another_grid_stay_apart(tmp_path, stacked, moved):
    image, _ = land(0)
    first = dated(tmp_path, "2019-07-04")
    other = write_raster(tmp_path / "x_2019-08-03.tif", image, TRANSFORM @ moved)
    assert stacked([first, other]) == [first, other]


def test_a_cloud_mask_on_another_grid_is_not_taken_for_imagery(tmp_path, stacked):
    mask = write_raster(tmp_path / "20190704_SCL.tif", np.full((1, 64, 64), 4, np.uint8), TRANSFORM @ Affine.scale(2))
    with pytest.raises(RooflineError, match="20190704_SCL.tif is a cloud mask by its name, and no other raster has"):
        stacked([dated(tmp_path, "2019-07-04"), mask])


def test_the_same_date_twice_stays_apart(tmp_path, stacked):
    first, second = dated(tmp_path, "2019-07-04"), raster(tmp_path / "again_20190704.tif", land(1)[0])
    assert stacked([first, second]) == [first, second]
