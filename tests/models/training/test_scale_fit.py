"""With labels the scale is chosen by what fits them, on the ground to train on alone, and kept in the model's card."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch
from roofline.models.core.job import Job
from roofline.models.data.areas import find_ground, on_grid_of
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.geodata.raster_source import open_imagery
from roofline.models.inference.scale_selection import Choice
from roofline.models.labelling.learning_curve import learning_curve
from roofline.models.networks.encoders import new_encoder
from roofline.models.networks.model_file import read_model, write_model
from roofline.models.training import scale_fit
from roofline.models.training.scale_fit import resolution_for
from roofline.models.training.train import fine_tune
from roofline.protocol.job_requests import LearningCurve
from roofline.protocol.settings.training import TrainSettings
from safetensors.torch import save_file
from torch.nn.functional import max_pool2d

from ..support import land
from ..support.listener import Listener
from ..support.training import QUICK, train_request


class Large(torch.nn.Module):
    """Finds what is bright and wider than `side` pixels (a morphological opening)."""

    def __init__(self, side):
        super().__init__()
        self.side = side

    def forward(self, tiles):
        building = 10 * self._grown(-self._grown(-tiles[:, :1])) - 5
        nowhere = torch.full_like(building, -30)
        return torch.cat([building, nowhere, nowhere], dim=1)

    def _grown(self, image):
        """The greatest value in a square round each pixel: along columns, then along rows."""
        down = max_pool2d(image, (self.side, 1), 1, (self.side // 2, 0))
        return max_pool2d(down, (1, self.side), 1, (0, self.side // 2))


@pytest.fixture
def seasoned(toy_base, tmp_path):
    """A base that has learned at every scale from 0.1 to 0.6 m."""
    card, weights = read_model(toy_base)
    path = str(tmp_path / "seasoned.roofline")
    write_model(path, replace(card, seen_m=(0.1, 0.6)), weights)
    return path


@pytest.fixture
def finds_wider(monkeypatch):
    """A function after whose call the base finds roofs wider than so many pixels; the town's have 20 at 0.3 m."""
    return lambda side: monkeypatch.setattr(scale_fit, "build_network", lambda card, weights: Large(side))


def test_training_looks_at_the_scale_that_fits_the_labels_and_the_card_keeps_it(tmp_path, town, seasoned, finds_wider):
    finds_wider(31)
    job, request = Listener(), train_request(tmp_path / "job", town.imagery, town.labels, seasoned, town.areas)
    fine_tune(request, job)
    card, _ = read_model(request.model)
    assert card.resolution_m == card.settings["resolution_m"] == 0.15 and card.seen_m is None
    assert card.boundary_m == pytest.approx(0.45)  # it has learned them in pixels
    assert "looks at 0.15 m a pixel" in job.notices() and "against 0.00 at its usual 0.3 m" in job.notices()
    assert "4.0 times as long" in job.notices()
    finds_wider(3)
    fine_tune(replace(request, resume=True, settings={**request.settings, "max_steps": 6}), Job())
    assert read_model(request.model)[0].resolution_m == 0.15


def test_where_the_labels_do_not_tell_it_is_the_scale_of_a_prediction(tmp_path, town, seasoned, finds_wider,
                                                                      monkeypatch):
    finds_wider(3)
    monkeypatch.setattr(scale_fit, "choose_resolution", lambda *_: Choice(0.2, 2.25, 1.0))
    job = Listener()
    request = train_request(tmp_path / "job", town.imagery, town.labels, seasoned, town.areas)
    assert resolution_for(request, TrainSettings(), job) == 0.2
    assert "there it is surest in this imagery" in job.notices() and "2.2 times as long" in job.notices()


def test_the_usual_scale_stays_where_no_other_does_better(tmp_path, town, seasoned, finds_wider):
    finds_wider(3)
    job = Listener()
    assert resolution_for(train_request(tmp_path / "job", town.imagery, town.labels, seasoned, town.areas),
                          TrainSettings(), job) is None
    assert job.notices() == ""


@pytest.mark.parametrize(("labels", "resolution_m"), [(20, None), (48, 0.15)])
def test_few_labels_must_tell_more_clearly(tmp_path, town, seasoned, finds_wider, monkeypatch, labels, resolution_m):
    def score(card, *rest):
        better = 0.15 if card.resolution_m == 0.15 else 0.0
        return SimpleNamespace(selection_score=0.5 + better, buildings=labels,
                               comparison=SimpleNamespace(f1=0.5 + better))

    finds_wider(3)
    monkeypatch.setattr(scale_fit, "_score", score)
    request = train_request(tmp_path / "job", town.imagery, town.labels, seasoned, town.areas)
    assert resolution_for(request, TrainSettings(), Job()) == resolution_m


@pytest.mark.parametrize("settings", [TrainSettings(resolution_m=0.4), TrainSettings(strategy="scratch")])
def test_what_the_analyst_decides_is_not_discussed(tmp_path, town, seasoned, finds_wider, settings):
    finds_wider(31)
    request = train_request(tmp_path / "job", town.imagery, town.labels, seasoned, town.areas)
    assert resolution_for(request, settings, Job()) == settings.resolution_m


def test_a_base_of_one_scale_stays_at_it(tmp_path, town, toy_base, finds_wider):
    finds_wider(31)
    request = train_request(tmp_path / "job", town.imagery, town.labels, toy_base, town.areas)
    assert resolution_for(request, TrainSettings(), Job()) is None


def test_held_out_labels_take_no_part(tmp_path, town, seasoned, monkeypatch):
    looked, of = [], scale_fit.held_out_pieces
    monkeypatch.setattr(scale_fit, "held_out_pieces", lambda grids, *rest: looked.extend(grids) or of(grids, *rest))
    settings = TrainSettings(gap_m=3.0)
    resolution_for(train_request(tmp_path / "job", town.imagery, town.labels, seasoned, town.areas), settings, Job())
    [raster] = open_imagery([town.imagery], ["red"], 0.3)
    layers = [read_polygons(path, "layer") for path in (town.labels, town.areas)]
    [[ground], _] = find_ground([raster], *layers, settings, Job())
    assert len(looked) == 4 and not ground.validate.is_empty
    for grid in looked:
        there = on_grid_of(raster, grid).validate
        assert there.area > 10_000 and there.intersection(ground.validate).area < 1


def test_the_trainings_of_a_learning_curve_have_one_scale(tmp_path, town, seasoned, finds_wider):
    finds_wider(31)
    job, folder = Listener(), tmp_path / "curve"
    folder.mkdir()
    learning_curve(LearningCurve("job", str(folder), [town.imagery], town.labels,
                                 {**QUICK, "max_steps": 1}, {"points": 3, "repeats": 1}, areas=town.areas,
                                 base_model=seasoned), job)
    assert job.notices().count("looks at 0.15 m a pixel") == 1


@pytest.mark.parametrize("learned_at", ["30", "10", "0.3"])
def test_an_encoder_for_satellites_looks_at_ground_cover_in_the_pixels_of_the_imagery(tmp_path, learned_at):
    image, classes = land.land()
    encoder = str(tmp_path / "archive.safetensors")
    save_file(new_encoder("resnet18", 3).state_dict(), encoder, {"encoder": "resnet18", "resolution_m": learned_at})
    request = train_request(tmp_path / "job", land.raster(tmp_path / "one.tif", image),
                            land.labels(tmp_path / "labels.gpkg", classes), encoder)
    job = Listener()
    assert resolution_for(request, TrainSettings(), job) == (None if learned_at == "10" else 10)
    assert ("looks at 10 m a pixel, as the imagery has" in job.notices()) == (learned_at != "10")
    assert ("'archive' learned from pixels of 30 m" in job.notices()) == (learned_at == "30")
    assert resolution_for(request, TrainSettings(target_kind="buildings"), Job()) is None
