"""A Prithvi that is told place and time gets them with each tile, in training and in prediction, or says why not."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyproj
import pytest
import rasterio
import torch
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.data.augmentation import Augmentation
from roofline.models.data.tile_sampler import Site, TileSampler
from roofline.models.geodata.band_statistics import Statistics
from roofline.models.geodata.place_and_time import place_and_time
from roofline.models.geodata.raster_source import Imagery
from roofline.models.geodata.tiling import Windowing
from roofline.models.inference.predict import find_footprints
from roofline.models.inference.tiled_inference import Predictor
from roofline.models.labelling.map_view import Looker
from roofline.models.networks import prithvi, unet
from roofline.models.networks.model_registry import load_base, load_model
from roofline.models.onnx_io.export import write_onnx
from roofline.models.training.train import fine_tune
from roofline.protocol.job_requests import Predict
from roofline.protocol.view_messages import LookAt

from ..support import prithvi as published
from ..support.town import write_raster
from ..support.training import train_request

NAME = "prithvi_eo_v2_tiny_tl"
WIDE = Affine(100, 0, 400_000, 0, -100, 5_200_000)


def degrees(crs, x, y):
    longitude, latitude = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(x, y)
    return latitude, longitude


def of_wide(dates=("2019-07-04",), crs="EPSG:32633"):
    return place_and_time("wide.tif", dates, pyproj.CRS(crs), WIDE, (1000, 2000))


@pytest.fixture()
def file(tmp_path, monkeypatch):
    """The file of a small Prithvi that can be told place and time."""
    monkeypatch.setitem(prithvi.SIZES, "prithvi_eo_v2_tiny", published.SMALL)
    unet._shapes.cache_clear()
    path = tmp_path / f"{NAME}.pt"
    torch.save(published.weights(), path)
    yield str(path)
    unet._shapes.cache_clear()


def test_any_pixel_has_its_place_and_its_day():
    where = of_wide(("2020-12-31", "2019-07-04"))
    for column, row in ((0, 0), (777, 123), (2000, 1000)):
        told = where.at(column, row, 2)
        assert told[:4].tolist() == [2019, 185, 2020, 366]
        assert told[4:] == pytest.approx(degrees("EPSG:32633", *(WIDE @ (column, row, 1))[:2]), abs=1e-3)
    assert where.within(700, 100).at(77, 23, 2).tolist() == where.at(777, 123, 2).tolist()


def test_degrees_are_those_from_greenwich_in_any_crs():
    where = place_and_time("z.tif", ("2019-07-04",), pyproj.CRS(27572), Affine(1, 0, 600_000, 0, -1, 2_428_000),
                           (100, 100))
    assert where.at(50, 50, 1)[-2:] == pytest.approx(degrees("EPSG:27572", 600_050, 2_427_950), abs=1e-4)


def test_across_the_antimeridian_no_pixel_lies_on_the_other_side_of_the_earth():
    where = place_and_time("fiji.tif", (), pyproj.CRS("EPSG:3832"), Affine(1000, 0, 2_600_000, 0, -1000, 0), (400, 800))
    where = replace(where, times=((2020, 1),))
    for column in range(0, 800, 37):
        x, y, _ = Affine(1000, 0, 2_600_000, 0, -1000, 0) @ (column, 200, 1)
        latitude, longitude = degrees("EPSG:3832", x, y)
        found = where.at(column, 200, 1)[2:]
        assert found[0] == pytest.approx(latitude, abs=0.05)
        assert (found[1] - longitude + 180) % 360 - 180 == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("dates, wanted, sentence", [
    ((), 1, "neither the name nor a tag of wide.tif tells it. .*2019-07-04.*PLACE_AND_TIME"),
    (("t0", "t1"), 2, "neither the name nor a tag"),
    (("2019-07-04", "2019-08-04"), 1, "as many dates as 1, and the names and tags of wide.tif tell 2")])
def test_a_time_that_is_not_known_is_told_with_what_to_do(dates, wanted, sentence):
    with pytest.raises(RooflineError, match=sentence):
        of_wide(dates).at(0, 0, wanted)


@pytest.mark.parametrize("name, tag, day", [
    ("S2_20190704T100031.tif", None, 185), ("town.tif", "2019-02-01T10:00:00Z", 32), ("town.tif", None, None)])
def test_the_time_of_a_raster_is_in_its_name_or_its_tags(tmp_path, town, name, tag, day):
    path = shutil.copy(town.imagery, tmp_path / name)
    if tag:
        with rasterio.open(path, "r+") as raster:
            raster.update_tags(TIME=tag)
    imagery = Imagery(str(path), ("red", "green", "blue"))
    assert imagery.where.times == (() if day is None else ((2019, day),))
    imagery.close()


def test_tiles_of_a_training_are_told_where_their_middle_lies():
    mask = np.zeros((1000, 2000), np.uint8)
    site = Site(np.ones((1, 1000, 2000), np.uint8), mask == 0, mask, np.array([[700.0, 300.0]]), np.zeros(1),
                np.ones(1), where=of_wide())
    still = Augmentation(scale=1.0, brightness=0, contrast=0, color=0)
    [tile], _ = TileSampler([site], 64, still, told_dates=1).batch(np.random.default_rng(0), 1)
    assert tile.shape == (5, 64, 64) and tile[1:3, 5, 9].tolist() == [2019, 185]
    assert tile[3:, 0, 0].tolist() == tile[3:, 63, 31].tolist()
    assert tile[3:, 0, 0] == pytest.approx(degrees("EPSG:32633", *(WIDE @ (700, 300, 1))[:2]), abs=0.03)


class Seen(torch.nn.Module):
    """A network that is told, and keeps what."""

    told_dates = 1

    def __init__(self):
        super().__init__()
        self.told = []

    def forward(self, tiles):
        self.told += [tuple(float(value) for value in told) for told in tiles[:, -4:, 7, 9]]
        return torch.zeros(len(tiles), 3, *tiles.shape[2:])


@pytest.mark.parametrize("flips", [False, True])
def test_windows_of_a_prediction_are_told_where_their_middle_lies(tmp_path, flips):
    path = write_raster(tmp_path / "wide 2019-07-04.tif", np.ones((1, 300, 500), np.uint8), WIDE, "EPSG:32633")
    imagery, network = Imagery(path, ("b",)), Seen()
    statistics = Statistics(np.zeros(1), np.ones(1), 0, False)
    list(Predictor(network, statistics, torch.device("cpu"), Windowing(256, 64), 2, flips).strips(imagery))
    imagery.close()
    layout = Windowing(256, 64).over((300, 500))
    middles = {(min(row - layout.down.halo + layout.down.size / 2, 300),
                min(column - layout.across.halo + layout.across.size / 2, 500))
               for row in layout.down.starts for column in layout.across.starts}
    expected = [degrees("EPSG:32633", *(WIDE @ (column, row, 1))[:2]) for row, column in middles]
    found = {told[2:] for told in network.told}
    assert {told[:2] for told in network.told} == {(2019.0, 185.0)} and len(found) == len(expected) > 1
    assert all(any(np.allclose(place, one, atol=1e-3) for one in expected) for place in found)


def test_a_model_is_tuned_and_used_with_them(town, file, tmp_path):
    dated = shutil.copy(town.imagery, tmp_path / "town 2019-07-04.tif")
    request = train_request(tmp_path / "run", str(dated), town.labels, file, town.areas, resolution_m=0.3,
                            place_and_time=True, strategy="decoder")
    fine_tune(request, Job())
    model = load_model(request.model)
    assert model.card.is_told and model.card.channels == len(model.card.bands) + 4
    assert "encoder.temporal_embed_enc.scale" in model.weights
    again = replace(request, base_model=request.model, model=str(tmp_path / "again.roofline"),
                    folder=str(tmp_path / "again"), settings={**request.settings, "place_and_time": False})
    fine_tune(again, Job())
    assert load_model(again.model).card.is_told
    asked = Predict("job", str(tmp_path / "found"), [str(dated)], str(tmp_path / "f.gpkg"), {"backend": "torch"},
                    request.model)
    find_footprints(asked, Job())
    assert Path(asked.footprints).exists()
    with pytest.raises(RooflineError, match=r"neither the name nor a tag of town\.tif tells it"):
        find_footprints(replace(asked, imagery=[town.imagery], folder=str(tmp_path / "other")), Job())
    look = LookAt("view", str(tmp_path), str(dated), [500_000, 9_299_940, 500_060, 9_300_000], asked.settings,
                  request.model)
    assert Looker().look(look, Job()).sight.valid.any()
    with pytest.raises(RooflineError, match=r"neither the name nor a tag of town\.tif tells it"):
        Looker().look(replace(look, imagery=town.imagery), Job())
    with pytest.raises(RooflineError, match="is told place and time of what it looks at, and a file of ONNX takes"):
        write_onnx(tmp_path / "m.onnx", model.card, model.weights)


def test_what_cannot_be_told_them_says_so(town, file, toy_base, tmp_path):
    for base, reason in ((toy_base, "The model 'toy' has no embedding of place and time"),
                         ("encoder:resnet18", "resnet18 has no embedding .*prithvi_eo_v2_300_tl.*PLACE_AND_TIME")):
        with pytest.raises(RooflineError, match=reason):
            load_base(base, is_told=True)
    torch.save({name: tensor for name, tensor in published.weights().items() if "_embed_enc" not in name}, file)
    with pytest.raises(RooflineError, match=f"{NAME}.pt has no embedding of place and time"):
        load_base(file, is_told=True)
    assert not load_base(file).card.is_told
    request = train_request(tmp_path / "run", town.imagery, town.labels, file, town.areas, place_and_time=True)
    torch.save(published.weights(), file)
    with pytest.raises(RooflineError, match=r"neither the name nor a tag of town\.tif tells it"):
        fine_tune(request, Job())
