"""Clouds: told by a band of the raster, and out of training and of what is found."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.data.dataset import Widths, build_dataset
from roofline.models.data.target_masks import IGNORE
from roofline.models.geodata.cloud_masks import CloudBand, kind_of
from roofline.models.geodata.mosaic import as_mosaics
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.geodata.raster_source import Imagery, bands_of
from roofline.protocol.settings.training import TrainSettings

from ..support.land import BANDS, NAMES, TRANSFORM, area, labels, land, raster


@pytest.mark.parametrize("description, kind", [
    ("SCL", "scl"), ("Scene classification map", "scl"), ("2019-07-04 SCL", "scl"), ("QA60", "qa60"),
    ("QA_PIXEL", "qa_pixel"), ("Fmask", "fmask"), ("cloud mask", "mask"), ("Clouds 20190704T100031", "mask"),
    ("red", ""), (None, ""), ("cloudberry", ""), ("Qualität", "")])
def test_the_description_of_a_band_names_its_kind(description, kind):
    assert kind_of(description) == kind


@pytest.mark.parametrize("kind, hidden, clear", [
    ("scl", [0, 1, 3, 8, 9, 10], [2, 4, 5, 6, 7, 11]), ("qa60", [1024, 2048, 3072], [0, 1, 512]),
    ("qa_pixel", [1, 2, 4, 8, 16, 22280], [21824, 32, 64]), ("fmask", [2, 4, 8, 14], [0, 1, 32, 192]),
    ("mask", [1, 255], [0])])
def test_the_values_tell_what_hides_the_ground(kind, hidden, clear):
    band = CloudBand(1, kind)
    assert band.hidden(np.array(hidden)).all() and not band.hidden(np.array(clear)).any()


@pytest.fixture()
def cloudy(tmp_path):
    """A scene whose lower half is cloud by its band SCL."""
    image, classes = land(1)
    scene = np.full((1, 128, 128), 4, np.uint16)
    scene[:, 64:] = 9
    image[:, 64:] = 9000
    return raster(tmp_path / "cloudy.tif", np.concatenate([image, scene]), (*BANDS, "SCL")), classes


def test_the_band_is_no_measurement_and_its_clouds_are_not_valid(cloudy):
    path, _ = cloudy
    assert [band.name for band in bands_of(path)] == list(BANDS)
    imagery = Imagery(path, BANDS)
    image, valid = imagery.read(0, 0, 128, 128)
    assert image.shape[0] == 4 and valid[:64].all() and not valid[64:].any()
    assert any(clause.startswith("50% of the pixels are clouds or shadows by its SCL") for clause in imagery.remarks)
    assert imagery.statistics().mean[0] < 1000  # clouds are not in the statistics


def test_clouds_that_do_not_count_in_a_mosaic_are_told(cloudy, tmp_path):
    beside = raster(tmp_path / "beside.tif", land(2)[0])
    with rasterio.open(beside, "r+") as file:
        file.transform = TRANSFORM @ Affine.translation(128, 0)
    said = []
    as_mosaics([cloudy[0], beside], tmp_path, Job("job", lambda message: said.append(message.text)))
    [told] = [text for text in said if "cloud mask" in text]
    assert told.startswith("cloudy.tif: the cloud mask does not count where rasters are read as one")


def test_clouds_are_out_of_the_loss(cloudy, tmp_path):
    path, classes = cloudy
    imagery = Imagery(path, BANDS)
    dataset = build_dataset(
        [imagery], {"uint16": imagery.statistics()}, read_polygons(labels(tmp_path / "l.gpkg", classes), "labels"),
        read_polygons(area(tmp_path / "a.gpkg"), "areas"), TrainSettings(holdout_share=0.0), Widths(0.0, 0.0, NAMES),
        NAMES, Job())
    [site] = dataset.sites
    assert (site.mask[64:] == IGNORE).all() and (site.mask[:60] != IGNORE).mean() > 0.8
