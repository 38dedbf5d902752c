"""A view of a raster through a promptable model: a small random one with the interface of segment-anything."""

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core.errors import JobCanceled, PromptableModelError, RooflineError
from roofline.models.core.job import Job
from roofline.models.labelling import prompt_view
from roofline.models.labelling.map_view import Looker
from roofline.protocol.view_messages import BY_PROMPTS, LookAt

from ..support.promptable import segment_anything
from ..support.town import Town, write_raster

SIDE = 128
ABOUT = [500_000, 9_300_000 - 36, 500_036, 9_300_000]
"""The upper left part of the town: 120 pixels of 0.3 m."""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return Town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return list(segment_anything(tmp_path_factory.mktemp("sam"), SIDE))


@pytest.fixture(scope="module")
def roof(town):
    return town.on_the_map(town.outlines[0])


@pytest.fixture(scope="module")
def looker():
    return Looker()


def look(looker, raster, files, extent=ABOUT, **settings):
    return looker.look(LookAt("v", "", raster, extent, settings, promptable=files), Job())


def iou(one, other):
    return one.intersection(other).area / one.union(other).area


def clicked(view, roof, **how):
    return view.outline([roof.centroid.coords[0]], [True], **how)


def test_a_click_outlines_what_is_under_it_and_nothing_is_found_without(looker, town, files, roof):
    view = look(looker, town.imagery, files)
    found = clicked(view, roof)
    assert found.by == BY_PROMPTS and iou(found.outline, roof) > 0.7 and view.outlines() == []
    beyond = view.outline([(500_012.0, 9_299_992.5)], [True]).outline  # the ground between the roofs
    assert beyond.area > 20 * roof.area and not beyond.contains(roof.centroid)


def test_what_is_no_building_gets_no_straight_walls(looker, files, tmp_path):
    rows, columns = np.indices((120, 120))
    disc = np.hypot(rows - 60, columns - 60) < 30
    raster = write_raster(tmp_path / "pond.tif", np.where(disc, 180, 60).astype(np.uint8)[None].repeat(3, axis=0),
                          Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000))
    view = look(looker, raster, files)
    outlines = [view.outline([(500_018.0, 9_300_000 - 18.0)], [True], smooth).outline for smooth in (False, True)]
    pond = shapely.Point(500_018, 9_300_000 - 18).buffer(9)
    assert min(iou(one, pond) for one in outlines) > 0.85
    assert len(outlines[1].exterior.coords) > 12


@pytest.mark.parametrize("limit", ["LARGEST_M2", "MOST_VERTICES"])
def test_what_can_be_no_building_gets_none_either(looker, town, files, roof, monkeypatch, limit):
    """Straight walls for the ground of a whole view would take long."""
    view = look(looker, town.imagery, files)
    straight, smooth = (clicked(view, roof, smooth=how).outline for how in (False, True))
    assert not straight.equals(smooth)
    monkeypatch.setattr(prompt_view, limit, 10)
    assert clicked(view, roof).outline.equals(smooth)


def test_the_view_is_a_square_of_the_models_side_round_what_the_map_shows(looker, town, files):
    view = look(looker, town.imagery, files, [500_030, 9_299_930, 500_090, 9_299_960])
    assert view.size == (SIDE, SIDE) and view.imagery.resolution_m == pytest.approx(60 / (SIDE - 2), rel=0.01)
    left, low, right, high = view.extent
    assert left <= 500_030 and right >= 500_090 and low <= 9_299_930 and high >= 9_299_960
    whole = look(looker, town.imagery, files, [400_000, 9_200_000, 600_000, 9_400_000])
    assert whole.extent == pytest.approx([500_000, 9_299_880, 500_180, 9_300_000], abs=1.5)
    near = look(looker, town.imagery, files, [500_030, 9_299_930, 500_034, 9_299_933])
    assert near.imagery.resolution_m == pytest.approx(0.15, rel=0.01)  # twice as fine as its pixels


@pytest.mark.parametrize("change", [
    lambda image: image[:1], lambda image: image[:2], lambda image: (image.astype(np.uint16) * 40 + 1000),
    lambda image: image / np.float32(900)], ids=["one band", "two bands", "16 bits", "floats"])
def test_imagery_of_other_kinds_is_seen_too(looker, town, files, roof, tmp_path, change):
    raster = write_raster(tmp_path / "other.tif", change(town.image), town.transform)
    assert iou(clicked(look(looker, raster, files), roof).outline, roof) > 0.6


def test_bands_that_are_chosen_are_looked_at(looker, town, files, roof, tmp_path):
    raster = write_raster(tmp_path / "six.tif", np.concatenate([np.full_like(town.image, 90), town.image]),
                          town.transform)
    assert clicked(look(looker, raster, files), roof).outline.area > 9 * roof.area  # nothing but one colour
    assert iou(clicked(look(looker, raster, files, bands="4,5,6"), roof).outline, roof) > 0.7


def test_a_view_beside_the_raster_or_of_too_many_pixels_is_refused(looker, town, files, monkeypatch):
    with pytest.raises(RooflineError, match="shows nothing of town.tif"):
        look(looker, town.imagery, files, [1, 1, 2, 2])
    monkeypatch.setattr(prompt_view, "MOST_NATIVE_PIXELS", 10_000)
    with pytest.raises(RooflineError, match="too much to look at while you wait. Zoom in to 0 million") as refused:
        look(looker, town.imagery, files)
    assert not isinstance(refused.value, PromptableModelError)


def test_what_is_wrong_with_the_files_is_the_models_fault(looker, town, files):
    with pytest.raises(PromptableModelError, match="gone.onnx cannot be read"):
        look(looker, town.imagery, [files[0], "/nowhere/gone.onnx"])


def test_files_that_changed_are_opened_anew(looker, town, files, tmp_path, monkeypatch):
    opened = []
    load = prompt_view.load_promptable_model
    monkeypatch.setattr(prompt_view, "load_promptable_model", lambda *args: opened.append(1) or load(*args))
    own = list(segment_anything(tmp_path, SIDE))
    for _ in range(2):
        look(looker, town.imagery, own)
    (tmp_path / "decoder.onnx").touch()
    look(looker, town.imagery, own)
    assert len(opened) == 2


def test_memory_that_does_not_suffice_is_told(looker, town, files, monkeypatch):
    def fail(self, image):
        raise MemoryError("12 GiB")

    monkeypatch.setattr(prompt_view.PromptableModel, "encode", fail)
    with pytest.raises(PromptableModelError, match=r"does not suffice for this model \(12 GiB\)"):
        look(looker, town.imagery, files)


def test_a_view_that_nobody_waits_for_is_given_up(looker, town, files):
    with pytest.raises(JobCanceled):
        looker.look(LookAt("v", "", town.imagery, ABOUT, {}, promptable=files), Job(is_canceled=lambda: True))
