"""The scale is chosen by what the network says of the imagery, said with its price, kept, and overridable."""

from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest
import torch
from affine import Affine
from roofline.models.core.errors import JobCanceled
from roofline.models.inference import executor, predict, scale_selection
from roofline.models.inference.predict import raster_tasks
from roofline.models.inference.scale_selection import Look, candidates, choose_resolution
from roofline.models.networks.model_file import read_model, write_model
from roofline.models.onnx_io.runtime import TORCH, Backend
from roofline.protocol.job_requests import Predict
from shapely.geometry import box

from ..support.listener import Listener
from ..support.small_towns import HALFWAY, Bright, Scene
from ..support.town import write_raster


class SureAt(torch.nn.Module):
    """Bright, which is sure of itself only in windows of more than `least` pixels, and less than `most`."""

    def __init__(self, card, least, most):
        super().__init__()
        self.bright, self.least, self.most = Bright(card), least, most

    def forward(self, tiles):
        said = self.bright(tiles)
        said[:, :1] = said[:, :1].sign() * (6 if self.least < tiles.shape[-1] < self.most else 1)
        return said


FINE, USUAL = (500, 9999), (300, 400)
"""Sides of the windows in pixels at 0.15 m, and at 0.3 m."""


@pytest.fixture
def seasoned(tuned, tmp_path):
    """A model that has learned at every scale from 0.1 to 0.6 m."""
    card, weights = read_model(tuned.model)
    path = str(tmp_path / "seasoned.roofline")
    write_model(path, replace(card, seen_m=(0.1, 0.6)), weights)
    return path


@pytest.fixture
def sure(monkeypatch):
    """A function after whose call the network is sure at one scale alone."""
    monkeypatch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Bright(card)))

    def at(sides):
        monkeypatch.setattr(predict, "build_network", lambda card, _: SureAt(card, *sides))
    return at


def test_the_scale_is_where_the_network_is_surest_and_said_with_its_price(tmp_path, seasoned, sure):
    sure(FINE)
    job, scene = Listener(), Scene(tmp_path / "scene", "utm")
    outputs = scene.predict(seasoned, job, settings=HALFWAY)
    assert outputs["resolution_m"] == 0.15
    assert "looks at 0.15 m a pixel, where it is surest" in job.notices() and "at its usual 0.3 m" in job.notices()
    assert outputs["count"] == len(scene.truth)


def test_the_sample_lies_on_the_ground_that_is_asked_for(tmp_path, seasoned, sure, monkeypatch):
    sure(FINE)
    scene, seen = Scene(tmp_path / "scene", "utm"), []
    areas = scene.layer("areas.gpkg", [box(0, 0, 40, 40), box(280, 180, 310, 210)], role=["predict"] * 2)
    of = scale_selection._places
    monkeypatch.setattr(scale_selection, "_places", lambda tasks: seen.extend(of(tasks)) or of(tasks))
    assert scene.predict(seasoned, settings=HALFWAY, areas=areas)["resolution_m"] == 0.15
    middles = [np.array([place.x, place.y]) / 0.3 + scale_selection.SIDE_M / 0.6 for place in seen]
    assert {bool((middle < 41).all()) for middle in middles} == {True, False}
    assert all((middle < 41).all() or (middle > [279, 179]).all() for middle in middles)


@pytest.mark.parametrize(("at_first", "metres", "windows", "chosen"), [
    (0.65, 600, 24, 0.3), (0.9, 600, 8, 0.2), (0.65, 270, 12, 0.3)])
def test_what_few_windows_leave_open_more_decide(tmp_path, seasoned, monkeypatch, at_first, metres, windows, chosen):
    looked = []

    class Looker:
        """At 0.3 m it is sure by 0.6 of every window, at 0.2 m of the later ones by less than of the first."""

        def __init__(self, card, *_):
            self.usual, self.looks = card.resolution_m == 0.3, 0

        def density(self, place):
            return 0.0

        def look(self, places):
            self.looks += 1
            looked.append(len(places))
            sure = 0.6 if self.usual else at_first if self.looks == 1 else 0.5
            return Look(sure * len(places), float(len(places)), [], 1.0, 1.0)

    monkeypatch.setattr(scale_selection, "_Looker", Looker)
    monkeypatch.setattr(scale_selection, "_agreement", lambda looks, one: 1.0)
    monkeypatch.setattr(scale_selection, "CANDIDATES_M", (0.2,))
    image = write_raster(tmp_path / "town.tif", np.zeros((3, 5 * metres, 5 * metres), np.uint8),
                         Affine(0.2, 0, 500_000, 0, -0.2, 9_300_000))
    card, _ = read_model(seasoned)
    with ExitStack() as stack:
        tasks = raster_tasks(Predict("job", "", [image], "", {}), card, stack, Listener())
        assert choose_resolution(card, None, tasks, lambda: None).resolution_m == chosen
    assert sum(looked) == 2 * windows


def test_where_it_is_surest_at_its_own_scale_nothing_changes_and_nothing_is_said(tmp_path, seasoned, sure):
    sure(USUAL)
    job = Listener()
    outputs = Scene(tmp_path / "scene", "utm").predict(seasoned, job, settings=HALFWAY)
    assert outputs["resolution_m"] == 0.3 and job.notices() == ""


def test_a_given_resolution_is_not_discussed(tmp_path, seasoned, sure):
    sure(FINE)
    job = Listener()
    outputs = Scene(tmp_path / "scene", "utm").predict(seasoned, job, settings={**HALFWAY, "resolution_m": 0.4})
    assert outputs["resolution_m"] == 0.4 and job.notices() == ""


def test_a_model_of_one_scale_looks_at_that_one(tmp_path, tuned, sure):
    sure(FINE)
    assert Scene(tmp_path / "scene", "utm").predict(tuned.model, settings=HALFWAY)["resolution_m"] == 0.3


def test_where_no_building_is_seen_the_scale_stays(tmp_path, seasoned, sure):
    sure(FINE)
    empty = write_raster(tmp_path / "empty.tif", np.full((3, 300, 300), 60, np.uint8),
                         Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000))
    outputs = Scene(tmp_path / "scene", "utm").predict(seasoned, imagery=[empty], settings=HALFWAY)
    assert outputs["resolution_m"] == 0.3 and outputs["count"] == 0


def test_a_prediction_that_goes_on_keeps_its_scale(tmp_path, seasoned, sure):
    sure(FINE)
    scene, cut = Scene(tmp_path / "scene", "utm"), {**HALFWAY, "window_size": 128, "overlap": 64}
    with pytest.raises(JobCanceled):
        scene.predict(seasoned, Listener(stop=lambda text: "so far" in text), settings=cut)
    sure(USUAL)
    assert scene.predict(seasoned, settings=cut, resume=True)["resolution_m"] == 0.15


def test_the_choice_can_be_cancelled(tmp_path, seasoned, sure):
    sure(FINE)
    with pytest.raises(JobCanceled):
        Scene(tmp_path / "scene", "utm").predict(seasoned, Listener(stop=lambda text: text.startswith("Choosing the")))


@pytest.mark.parametrize(("pixel_m", "expected"), [
    (0.07, [0.15, 0.2, 0.3, 0.5]), (0.5, [0.3, 0.5]), (0.6, [0.3, 0.5]), (0.8, []), (1.2, [])])
def test_imagery_is_not_looked_at_much_finer_than_it_is(tuned, pixel_m, expected):
    card = replace(read_model(tuned.model)[0], seen_m=(0.1, 0.6))
    assert candidates(card, pixel_m) == expected


def test_only_scales_that_were_learned_are_tried(tuned):
    card = read_model(tuned.model)[0]
    assert candidates(replace(card, seen_m=(0.25, 0.6)), 0.1) == [0.3, 0.5]
    assert candidates(replace(card, seen_m=(0.25, 0.4)), 0.1) == candidates(card, 0.1) == []


def test_agreement_counts_buildings_that_are_found_at_both_scales():
    ones = [np.array([box(0, 0, 10, 10), box(20, 0, 30, 10)])]
    others = [np.array([box(1, 0, 11, 10), box(40, 0, 50, 10), box(60, 0, 70, 10)])]
    assert scale_selection._shared(ones, others) == pytest.approx(2 / 5)
    assert scale_selection._shared([np.array([], object)], others) == 0
