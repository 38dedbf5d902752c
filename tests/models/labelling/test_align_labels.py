"""Shifted labels are told and may be moved, and labels that lie well stay, in an alignment and before a training."""

import numpy as np
import pytest
import shapely
import torch
from roofline.models.geodata.polygon_io import local_plane, read_polygons, write_polygons
from roofline.models.labelling import align_labels as job_module
from roofline.models.labelling.align_labels import align_labels
from roofline.models.training import scale_fit
from roofline.protocol.job_requests import AlignLabels
from roofline.protocol.launch import ROOT
from roofline.protocol.settings.labelling import AlignSettings
from roofline.protocol.settings.training import TrainSettings

from ..support.dates import model_of_two_dates, on_two_dates
from ..support.listener import Listener
from ..support.town import UTM, Town
from ..support.training import train_request

OUTSKIRTS = ROOT.parent / "shared" / "data" / "banepa_outskirts_nepal"
UNSEEN_BASE = ROOT / "benchmarks" / "bases" / "without-zanzibar-nepal"


class Sharp(torch.nn.Module):
    """Finds what is bright."""

    def forward(self, tiles):
        building = 10 * tiles[:, :1] - 5
        nowhere = torch.full_like(building, -30)
        return torch.cat([building, nowhere, nowhere], dim=1)


@pytest.fixture
def finds_roofs(monkeypatch):
    for module in (job_module, scale_fit):
        monkeypatch.setattr(module, "build_network", lambda card, weights: Sharp())


def shifted(town, east_m, north_m, where=lambda x: True):
    """The labels of the town, those whose left side (in pixels) is `where` moved; with ids from 10 on."""
    by = [(east_m, north_m) if where(house.bounds[0]) else (0, 0) for house in town.outlines]
    moved = [shapely.affinity.translate(town.on_the_map(house), *one) for house, one in zip(town.outlines, by)]
    path = town.folder / f"shifted {east_m} {north_m}.gpkg"
    write_polygons(path, "labels", moved, {"source_id": np.arange(10, 10 + len(moved))}, UTM)
    return str(path)


def align(tmp_path, town, model, labels, areas=None, job=None):
    imagery = town if isinstance(town, list) else [town.imagery]
    request = AlignLabels("align", str(tmp_path), imagery, labels, str(tmp_path / "moves.gpkg"),
                          AlignSettings(max_shift_m=8.0).to_dict(), areas, model)
    outputs = align_labels(request, job or Listener())
    return outputs, read_polygons(outputs["moves"], "moves", may_be_empty=True)


@pytest.mark.usefixtures("finds_roofs")
@pytest.mark.parametrize("with_areas", [True, False])
def test_a_shift_is_found_and_every_label_is_told_to_move(tmp_path, town: Town, toy_base, with_areas):
    job = Listener()
    outputs, moves = align(tmp_path, town, toy_base, shifted(town, 4, -3), town.areas if with_areas else None, job)
    assert (outputs["dx_m"], outputs["dy_m"]) == pytest.approx((-4, 3), abs=0.5)
    assert outputs["count"] == len(moves) == len(town.outlines) and outputs["confidence"] > 0.95
    assert moves.values["source_id"] == list(range(10, 10 + len(town.outlines)))
    assert "m to the north-west they fit what the model sees" in job.notices() and "(96 labels" in job.notices()


@pytest.mark.usefixtures("finds_roofs")
def test_labels_that_lie_well_stay(tmp_path, town, toy_base):
    job = Listener()
    outputs, moves = align(tmp_path, town, toy_base, shifted(town, 0, 0), job=job)
    assert (outputs["count"], len(moves), outputs["dx_m"]) == (0, 0, 0) and outputs["confidence"] > 0.95
    assert job.notices().startswith("The labels lie well: 96 labels compared")


@pytest.mark.usefixtures("finds_roofs")
def test_a_model_of_several_dates_sees_the_rasters_of_all(tmp_path, town):
    rasters = on_two_dates(town.imagery, tmp_path)
    outputs, _ = align(tmp_path, rasters, model_of_two_dates(tmp_path), shifted(town, 0, 0))
    assert outputs["count"] == 0 and outputs["confidence"] > 0.95


@pytest.mark.usefixtures("finds_roofs")
def test_each_area_has_its_own_shift(tmp_path, town, toy_base):
    halves = town.polygons("halves", [shapely.box(0, 0, 310, 400), shapely.box(310, 0, 600, 400)], role=["train"] * 2)
    job = Listener()
    outputs, moves = align(tmp_path, town, toy_base, shifted(town, 5, 0, lambda x: x > 310), halves, job)
    assert 0 < outputs["count"] < len(town.outlines) and outputs["dx_m"] == pytest.approx(-5, abs=0.5)
    assert "in area 2 lie off the imagery" in job.notices() and "in area 1" not in job.notices()


@pytest.mark.usefixtures("finds_roofs")
def test_too_few_labels_are_told(tmp_path, town, toy_base):
    few = town.polygons("few", town.outlines[:5], source_id=list(range(5)))
    job = Listener()
    assert align(tmp_path, town, toy_base, few, job=job)[0]["count"] == 0
    assert "fewer than 8 labels" in job.notices()


@pytest.mark.usefixtures("finds_roofs")
def test_a_training_tells_it_in_a_notice(tmp_path, town, toy_base, monkeypatch):
    monkeypatch.setattr(scale_fit, "AlignSettings", lambda: AlignSettings(max_shift_m=8.0))  # the next house is at 15 m
    job = Listener()
    request = train_request(tmp_path / "job", town.imagery, shifted(town, 4, 0), toy_base, town.areas)
    look = scale_fit.first_look(request, TrainSettings.from_dict(request.settings), job)
    assert len(look.shifts) == 1 and "m to the west they fit" in look.shifts[0]
    assert look.shifts[0] in job.notices() and "roofline:alignlabels" in job.notices()
    good = train_request(tmp_path / "good", town.imagery, town.labels, toy_base, town.areas)
    assert scale_fit.first_look(good, TrainSettings.from_dict(good.settings), Listener()).shifts == ()


@pytest.mark.skipif(not OUTSKIRTS.exists(), reason=f"there is no {OUTSKIRTS}")
def test_four_shifted_outlines_on_the_outskirts_of_banepa_move_nothing_and_all_shifted_ones_move_back(tmp_path):
    outlines = read_polygons(OUTSKIRTS / "banepa_out.gpkg", "labels", layer="buildings")
    images, base = [str(path) for path in sorted((OUTSKIRTS / "images").glob("*.tif"))], str(UNSEEN_BASE)
    plane = local_plane(outlines)
    for east, north, count in ((0, 0, 0), (5, -4, len(outlines))):
        there = [shapely.affinity.translate(shape, east, north) for shape in outlines.to(plane).geometries]
        write_polygons(tmp_path / "labels.gpkg", "labels", there, {}, plane)
        outputs, _ = align(tmp_path, images, base, str(tmp_path / "labels.gpkg"))
        assert outputs["count"] == count and (outputs["dx_m"], outputs["dy_m"]) == pytest.approx(
            (-east, -north), abs=0.3)
