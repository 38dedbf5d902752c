"""Several dates in one raster: their bands keep name, wavelength and date, and go with a model's date by date."""

from contextlib import closing

import numpy as np
import pytest
from roofline.models.core.errors import RooflineError
from roofline.models.data.input_bands import plan_bands
from roofline.models.geodata.band_matching import bands_for, chosen_bands, remarks
from roofline.models.geodata.raster_source import Imagery, bands_of
from roofline.models.networks.model_card import Band
from roofline.protocol.dates import date_in, in_order

from ..support.land import land, raster

RGB = tuple(Band(name) for name in ("red", "green", "blue"))


@pytest.mark.parametrize("text, date, rest", [
    ("2019-07-04 red", "2019-07-04", "red"), ("red 2019-07-04", "2019-07-04", "red"),
    ("S2A_MSIL2A_20190704T100031_N0208", "2019-07-04", "S2A_MSIL2A_ _N0208"), ("B04_20190704", "2019-07-04", "B04"),
    ("HLS.S30.T33TWM.2019185T100031.B04", "2019-07-04", "HLS.S30.T33TWM. .B04"),
    ("2019000T100031", "", "2019000T100031"),
    ("s2_slovenia_t3", "t3", "s2_slovenia"), ("B8A", "", "B8A"), ("123456789012", "", "123456789012"),
    ("tile 2019", "", "tile 2019"), ("2019-13-04 red", "", "2019-13-04 red"), ("t11 swir 2", "t11", "swir 2"),
    ("tile_20190231", "", "tile_20190231"), ("tile_20190231_20190704", "2019-07-04", "tile_20190231")])
def test_a_date_is_found_in_the_name_of_a_band_or_a_file(text, date, rest):
    assert date_in(text) == (date, rest)


def test_a_number_in_a_file_name_that_is_no_day_tells_no_time(tmp_path):
    with closing(Imagery(raster(tmp_path / "sheet_20190931.tif", land()[0]), RGB)) as one:
        assert one.where.times == ()


def test_numbered_dates_are_in_their_order():
    assert in_order(["t10", "t2", "", "t2"]) == ["t2", "t10"]


def stack(path, dates, names=("blue", "green", "red", "nir"), masked=(), **profile):
    """A raster of several dates; the image of date n is n times the first."""
    image, _ = land(0)
    image = image[:len(names)]
    scaled = [image * np.uint16(1 + number) for number in range(len(dates))]
    for number in masked:
        scaled[number][:, :30] = 0
    return raster(path, np.concatenate(scaled), [f"{date} {name}" for date in dates for name in names], **profile)


def test_bands_of_several_dates_have_names_of_their_own(tmp_path):
    bands = bands_of(stack(tmp_path / "s.tif", ["2019-07-04", "2019-08-03"], ("B02", "B8A")))
    assert [band.name for band in bands] == ["blue 2019-07-04", "narrow nir 2019-07-04", "blue 2019-08-03",
                                             "narrow nir 2019-08-03"]
    assert [band.wavelength_um for band in bands] == [0.49, 0.865] * 2 and bands[2].date == "2019-08-03"


def test_one_date_in_all_descriptions_changes_nothing(tmp_path):
    bands = bands_of(stack(tmp_path / "s.tif", ["2019-07-04"]))
    assert [(band.name, band.date) for band in bands] == [("blue", ""), ("green", ""), ("red", ""), ("nir", "")]


def test_the_dates_of_another_year_go_with_those_of_the_model_in_their_order(tmp_path):
    wanted = [Band(f"{name} {date}") for date in ("2019-07-04", "2019-08-03") for name in ("red", "nir")]
    raster_bands = bands_of(stack(tmp_path / "s.tif", ["2021-08-10", "2021-07-01"]))  # the later one comes first
    found = bands_for("s.tif", raster_bands, wanted)
    assert [match.band.name for match in found] == ["red 2021-07-01", "nir 2021-07-01", "red 2021-08-10",
                                                    "nir 2021-08-10"]
    assert remarks(raster_bands, wanted, found)[0] == (
        "its dates are read as the model's, 2021-07-01 as 2019-07-04, 2021-08-10 as 2019-08-03")


def test_another_number_of_dates_is_refused(tmp_path):
    wanted = [Band(f"red {date}") for date in ("2019-07-04", "2019-08-03", "2019-09-02")]
    bands = bands_of(stack(tmp_path / "s.tif", ["2021-07-01", "2021-08-10"]))
    with pytest.raises(RooflineError, match="reads 3 dates .* has 2 dates"):
        bands_for("s.tif", bands, wanted)
    with pytest.raises(RooflineError, match="has one date"):
        bands_for("s.tif", bands_of(stack(tmp_path / "one.tif", ["2021-07-01"])), wanted)


def test_every_date_starts_from_the_base_s_kernels(tmp_path):
    plan = plan_bands("s.tif", RGB, bands_of(stack(tmp_path / "s.tif", ["2019-07-04", "2019-08-03"])))
    names = [band.name for band in plan.bands]
    assert names[:3] == ["red 2019-07-04", "green 2019-07-04", "blue 2019-07-04"] and len(names) == 8
    red = names.index("red 2019-08-03")
    assert plan.start[red, 0] > 0.2 and plan.start[:, 0].sum() == pytest.approx(1)


def test_a_chosen_band_is_that_of_every_date(tmp_path):
    bands = bands_of(stack(tmp_path / "s.tif", ["2019-07-04", "2019-08-03"]))
    chosen = [band.name for band in chosen_bands("s.tif", bands, "nir, red")]
    assert chosen == ["nir 2019-07-04", "red 2019-07-04", "nir 2019-08-03", "red 2019-08-03"]
    assert [band.index for band in chosen_bands("s.tif", bands, "7,1")] == [7, 1]
    assert [band.name for band in chosen_bands("s.tif", bands, "B08")] == ["nir 2019-07-04", "nir 2019-08-03"]


def test_a_date_without_values_is_empty_where_the_others_are_not(tmp_path):
    path = stack(tmp_path / "s.tif", ["2019-07-04", "2019-08-03"], masked=[1], nodata=0)
    imagery = Imagery(path, [band.name for band in bands_of(path)])
    image, valid = imagery.read(0, 0, 128, 128)
    assert valid.all() and imagery.dtype == image.dtype == "float32"
    assert np.isnan(image[4:, :30]).all() and np.isfinite(image[4:, 30:]).all() and np.isfinite(image[:4]).all()


def test_clouds_of_one_date_hide_that_date_alone(tmp_path):
    image, _ = land(0)
    clouds = np.zeros((1, 128, 128), np.uint16)
    clouds[:, :40] = 1
    path = raster(tmp_path / "c.tif", np.concatenate([image[:1], clouds, image[:1], clouds * 0]), [
        "2019-07-04 blue", "2019-07-04 cloud mask", "2019-08-03 blue", "2019-08-03 cloud mask"])
    imagery = Imagery(path, ["blue 2019-07-04", "blue 2019-08-03"])
    read, valid = imagery.read(0, 0, 128, 128)
    assert valid.all() and np.isnan(read[0, :40]).all() and np.isfinite(read[1]).all()
