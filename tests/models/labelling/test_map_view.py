"""A view of a raster through the eyes of the bundled model."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
import torch
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.data.classes import fit_to_classes
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.inference.predict import find_footprints
from roofline.models.inference.scale_selection import Choice
from roofline.models.labelling import map_view
from roofline.models.labelling.map_view import Looker
from roofline.models.networks.model_card import NONE
from roofline.models.networks.model_file import write_model
from roofline.models.networks.model_registry import load_model
from roofline.protocol.job_requests import Predict
from roofline.protocol.view_messages import BY_NETWORK, LookAt

from ..support.dates import model_of_two_dates, on_two_dates
from ..support.town import write_scene

SETTINGS = {"resolution_m": 0.3, "backend": "torch"}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return write_scene(tmp_path_factory.mktemp("town") / "town.tif", 480)


@pytest.fixture(scope="module")
def looker():
    return Looker()


def ask(town, extent=None, **settings):
    return LookAt("v", "", town[0], extent or town[1], {**SETTINGS, **settings})


@pytest.fixture(scope="module")
def view(looker, town):
    return looker.look(ask(town), Job())


def iou(one, other):
    return one.intersection(other).area / one.union(other).area


def test_a_view_finds_what_a_prediction_finds(view, town, tmp_path):
    once = {**SETTINGS, "flips": "off"}  # as a view is seen
    find_footprints(Predict("p", str(tmp_path), [town[0]], str(tmp_path / "f.gpkg"), once), Job())
    predicted, found = read_polygons(tmp_path / "f.gpkg", "footprints").geometries, view.outlines()
    assert len(predicted) > 10 and len(found) == len(predicted)
    assert min(max(iou(one, other) for other in found) for one in predicted) > 0.99


def test_a_view_finds_ground_cover_as_a_prediction_does(looker, town, tmp_path):
    """Class by class, and without straight walls."""
    model = load_model(None)
    card = replace(model.card, cover=("water",), boundary_m=0.0, contact_m=0.0, separation=NONE, seen_m=None,
                   classes=("water",))
    card, weights = fit_to_classes(card, model.weights, ("water", "forest"))
    head = weights["head.0.weight"]
    another = torch.randn(head.shape, generator=torch.Generator().manual_seed(0)) * head.std() / 2
    weights["head.0.weight"] = head + another
    write_model(tmp_path / "m.roofline", replace(card, cover=card.classes), weights)
    once = {**SETTINGS, "flips": "off"}
    find_footprints(Predict("p", str(tmp_path), [town[0]], str(tmp_path / "f.gpkg"), once,
                            model=str(tmp_path / "m.roofline")), Job())
    predicted = read_polygons(tmp_path / "f.gpkg", "footprints").geometries
    found = looker.look(replace(ask(town), model=str(tmp_path / "m.roofline")), Job()).outlines()
    assert len(predicted) > 10 and len(found) == len(predicted)
    assert min(max(iou(one, other) for other in found) for one in predicted) > 0.99


def test_a_click_on_each_building_found_gives_it(view):
    shares = []
    for outline in view.outlines():
        clicked = view.outline([outline.representative_point().coords[0]], [True])
        assert clicked.by == BY_NETWORK
        shares.append(iou(clicked.outline, outline))
    assert np.median(shares) > 0.95


def test_a_part_of_the_raster_is_seen_as_in_the_whole(looker, town, view):
    """And buildings that the edge of the view cuts are left out."""
    x, y, *_ = town[1]
    part = looker.look(ask(town, [x + 40, y + 40, x + 100, y + 100]), Job())
    whole = shapely.union_all(view.outlines())
    left, low, right, high = part.extent
    assert left <= x + 40 - 14 and right >= x + 100 + 14 and part.sight.valid.size < view.sight.valid.size / 2
    found = part.outlines()
    assert found and all(iou(one, one & whole) > 0.9 for one in found)
    assert all(shapely.box(left, low, right, high).contains(one.buffer(-0.5)) for one in found)


def test_a_view_beside_the_raster_or_too_large_is_refused(looker, town, monkeypatch):
    x, y, *_ = town[1]
    with pytest.raises(RooflineError, match="shows nothing of town.tif"):
        looker.look(ask(town, [x - 900, y - 900, x - 800, y - 800]), Job())
    monkeypatch.setattr("roofline.models.labelling.map_view.MOST_PIXELS", 100_000)
    with pytest.raises(RooflineError, match=r"shows 0\.021 km² .* Zoom in to 0\.009 km² or less"):
        looker.look(ask(town), Job())


def test_a_view_that_nobody_waits_for_is_given_up(looker, town):
    with pytest.raises(JobCanceled):
        looker.look(ask(town), Job(is_canceled=lambda: True))


def test_a_lower_threshold_finds_more_ground(looker, town, view):
    more = looker.look(ask(town, threshold=0.05), Job())
    assert shapely.union_all(more.outlines()).area > shapely.union_all(view.outlines()).area


def test_a_base_looks_where_it_is_surest_unless_that_takes_long(looker, town, monkeypatch):
    asked = []

    def choose(card, *_):
        asked.append(card.resolution_m)
        return Choice(0.2, 1.0, 1.0)

    monkeypatch.setattr(map_view, "choose_resolution", choose)
    seen = [Looker().look(ask(town), Job())]
    looker = Looker()
    wanted = LookAt("v", "", town[0], town[1], {"backend": "torch"})
    seen += [looker.look(wanted, Job()) for _ in range(2)]
    monkeypatch.setattr(map_view, "MOST_FINE_PIXELS", 300_000)
    seen.append(looker.look(wanted, Job()))
    assert [view.imagery.resolution_m for view in seen] == [0.3, 0.2, 0.2, 0.3] and asked == [0.3]
    assert seen[1].postprocessing.boundary_m == pytest.approx(seen[0].postprocessing.boundary_m * 2 / 3)


def test_a_model_of_several_dates_looks_at_them_together(looker, town, view, tmp_path):
    rasters, model = on_two_dates(town[0], tmp_path), model_of_two_dates(tmp_path)
    asked = replace(ask(town), folder=str(tmp_path), imagery=rasters[0], model=model)
    with pytest.raises(RooflineError, match="has one date. .* in the panel they are chosen beside the imagery"):
        looker.look(asked, Job())
    both = looker.look(replace(asked, dates=rasters[1:]), Job())
    found, one = both.outlines(), view.outlines()
    assert len(found) == len(one) and np.median([max(iou(a, b) for b in one) for a in found]) > 0.98
    clicked = [both.outline([shape.representative_point().coords[0]], [True]) for shape in found]
    assert {one.by for one in clicked} == {BY_NETWORK}
    assert np.median([iou(one.outline, shape) for one, shape in zip(clicked, found)]) > 0.9
    alone = looker.look(replace(ask(town), dates=rasters[1:]), Job())  # which reads one date
    assert len(alone.outlines()) == len(one)
