"""A prediction that is cut off keeps what it has come to, and goes on to the same footprints."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from roofline.models.core.child_process import ChildProcess
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.geodata.tiling import Axis
from roofline.models.inference.strip_store import StripStore
from roofline.models.inference.tiled_inference import Predictor
from roofline.models.onnx_io.runtime import choose_backend
from roofline.models.vectorize.polygonize import trace
from roofline.models.vectorize.strips import Probabilities, Strip

from ..support.small_towns import Scene

FINE = {"window_size": 128, "overlap": 64}
"""Many rows of windows on a small raster."""

DOWN = Axis(length=100, step=64, halo=0)


class Canceling(Job):
    """Cancelled once so many strips are through."""

    def __init__(self, strips):
        self.left = strips
        super().__init__("job", self.hear, lambda: self.left <= 0)

    def hear(self, message):
        self.left -= "so far" in message.text


def same(one, other):
    """Whether two files hold the same footprints in the same order."""
    found = [read_polygons(path, "footprints", may_be_empty=True) for path in (one, other)]
    return [g.wkb for g in found[0].geometries] == [g.wkb for g in found[1].geometries]


@pytest.fixture(scope="module")
def whole(tmp_path_factory, tuned):
    """An undisturbed prediction."""
    scene = Scene(tmp_path_factory.mktemp("whole"), "utm")
    return scene.predict(tuned.model, settings=FINE, probability=str(scene.folder / "whole.tif"))


def test_what_was_cancelled_twice_goes_on_to_the_same_footprints(tmp_path, tuned, whole, monkeypatch):
    asked, strips_of = [], Predictor.strips
    monkeypatch.setattr(Predictor, "strips", lambda *given: asked.append(given[-1]) or strips_of(*given))
    scene = Scene(tmp_path / "cut", "utm")
    for strips in (1, 3):
        with pytest.raises(JobCanceled):
            scene.predict(tuned.model, Canceling(strips), settings=FINE, resume=strips > 1)
        partial = read_polygons(scene.folder / "f.gpkg", "footprints", may_be_empty=True)
        assert len(partial) < whole["count"] and (scene.folder / "strips").is_dir()
    outputs = scene.predict(tuned.model, settings=FINE, resume=True)
    assert 0 == asked[0][0] < asked[1][0] < asked[2][0]  # it did not begin anew
    assert outputs["count"] == whole["count"] > 10 and same(outputs["footprints"], whole["footprints"])
    assert not (scene.folder / "strips").exists()


def test_what_lost_the_process_that_draws_says_so_and_goes_on(tmp_path, tuned, whole, monkeypatch):
    class Lost(ChildProcess):
        asked = 0

        def ask(self, item):
            self.asked += 1
            if self.asked == 5:
                self._process.kill()
            super().ask(item)

    scene = Scene(tmp_path / "cut", "utm")
    with monkeypatch.context() as patch, pytest.raises(RooflineError, match="that draws the outlines ended .SIGKILL.*"):
        patch.setattr("roofline.models.inference.predict.ChildProcess", Lost)
        scene.predict(tuned.model, settings=FINE)
    outputs = scene.predict(tuned.model, settings=FINE, resume=True)
    assert outputs["count"] == whole["count"] and same(outputs["footprints"], whole["footprints"])


def test_the_probabilities_of_what_was_cancelled_are_whole_too(tmp_path, tuned, whole):
    scene = Scene(tmp_path / "cut", "utm")
    asked = {"settings": FINE, "probability": str(tmp_path / "p.tif")}
    with pytest.raises(JobCanceled):
        scene.predict(tuned.model, Canceling(2), **asked)
    assert not (tmp_path / "p.tif").exists()
    scene.predict(tuned.model, resume=True, **asked)
    assert (tmp_path / "p.tif").read_bytes() == Path(whole["probability"]).read_bytes()


def test_several_rasters_go_on_in_the_middle_of_the_second(tmp_path, tuned):
    scene, other = Scene(tmp_path / "cut", "utm"), Scene(tmp_path / "other", "mercator")
    asked = {"settings": FINE, "imagery": [scene.raster, other.raster]}
    whole = other.predict(tuned.model, **asked)
    with pytest.raises(JobCanceled):
        scene.predict(tuned.model, Canceling(6), **asked)
    assert same(scene.predict(tuned.model, resume=True, **asked)["footprints"], whole["footprints"])


def test_another_model_imagery_or_window_is_refused_and_nothing_is_lost(tmp_path, tuned, toy_base):
    scene = Scene(tmp_path, "utm")
    with pytest.raises(JobCanceled):
        scene.predict(tuned.model, Canceling(2), settings=FINE)
    before = sorted(path.name for path in (scene.folder / "strips").iterdir())
    with pytest.raises(RooflineError, match="begun with another window size, so it cannot go on"):
        scene.predict(tuned.model, settings={**FINE, "window_size": 192}, resume=True)
    with pytest.raises(RooflineError, match="begun with another model"):
        scene.predict(str(toy_base), settings=FINE, resume=True)
    assert sorted(path.name for path in (scene.folder / "strips").iterdir()) == before


def random_strip(row, height, seed=0):
    random = np.random.default_rng(seed)
    building, core = (random.integers(0, 256, (height, 50)).astype(np.uint8) for _ in range(2))
    return Strip(row, height, Probabilities(building, np.minimum(building, core)))


def test_a_strip_that_was_being_written_is_computed_again(tmp_path):
    store = StripStore(tmp_path / "strips", {}, None, resume=False)
    list(store.saved_then_new(0, [random_strip(0, 32), Strip(32, 32, None), random_strip(64, 32)]))
    (tmp_path / "strips" / ".0000-0000000096-000032.part").write_bytes(b"half")
    again = StripStore(tmp_path / "strips", {}, None, resume=True)
    assert again.rows_done(0, DOWN) == 64 and again.rows_done(1, DOWN) == 0
    kept = list(again.saved_then_new(0, []))
    assert [(s.row, s.height, s.probabilities is None) for s in kept] == [(0, 32, False), (32, 32, True)]
    assert np.array_equal(kept[0].probabilities.building, random_strip(0, 32).probabilities.building)


def test_a_raster_that_is_known_to_its_end_is_not_looked_at_again(tmp_path):
    store = StripStore(tmp_path / "strips", {}, None, resume=False)
    list(store.saved_then_new(0, [random_strip(0, 64), random_strip(64, 36)]))
    assert StripStore(tmp_path / "strips", {}, None, resume=True).rows_done(0, DOWN) == 100


@pytest.mark.parametrize("raster", [0, 9_999, 10_000, 123_456])
def test_the_strips_of_every_raster_of_thousands_are_found_again(tmp_path, raster):
    store = StripStore(tmp_path / "strips", {}, None, resume=False)
    for number in (raster, raster // 10, raster + 1):
        list(store.saved_then_new(number, [random_strip(0, 64), Strip(64, 36, None)]))
    again = StripStore(tmp_path / "strips", {}, None, resume=True)
    assert again.rows_done(raster, DOWN) == 100
    assert [(strip.row, strip.height) for strip in again.saved_then_new(raster, [])] == [(0, 64), (64, 36)]


@pytest.mark.parametrize("left", [0, 300, 1500])
def test_a_strip_whose_file_is_cut_off_is_computed_again(tmp_path, left):
    store = StripStore(tmp_path / "strips", {}, None, resume=False)
    list(store.saved_then_new(0, [random_strip(0, 64), random_strip(64, 36)]))
    os.truncate(tmp_path / "strips" / "0000-0000000064-000036.tif", left)  # the power went, or the disk was full
    again = StripStore(tmp_path / "strips", {}, None, resume=True)
    assert again.rows_done(0, DOWN) == 64 and len(list(again.saved_then_new(0, []))) == 1


def test_a_state_that_is_cut_off_is_begun_anew(tmp_path):
    list(StripStore(tmp_path / "strips", {}, None, resume=False).saved_then_new(0, [random_strip(0, 64)]))
    os.truncate(tmp_path / "strips" / "state.json", 0)
    assert StripStore(tmp_path / "strips", {}, None, resume=True).rows_done(0, DOWN) == 0


@pytest.mark.parametrize(("wanted", "taken"), [("auto", "onnx"), ("torch", "torch")])
def test_it_goes_on_with_the_same_backend_unless_another_one_is_asked_for(tmp_path, tuned, monkeypatch, wanted, taken):
    scene, asked = Scene(tmp_path, "utm"), []

    def choose(*given):
        asked.append(given[3])
        return choose_backend(*given)

    monkeypatch.setattr("roofline.models.inference.executor.choose_backend", choose)
    with pytest.raises(JobCanceled):
        scene.predict(tuned.model, Canceling(2), settings={**FINE, "backend": "onnx"})
    scene.predict(tuned.model, settings={**FINE, "backend": wanted}, resume=True)
    assert asked == ["onnx", taken]


@pytest.mark.parametrize(("threshold", "core"), [(0.3, 0.5), (0.6, 0.5), (0.3, 0.3)])
def test_what_is_kept_has_the_same_outlines_and_is_smaller(tmp_path, threshold, core):
    strip = random_strip(0, 40, seed=3)
    for name, least in (("all", None), ("essence", threshold)):
        list(StripStore(tmp_path / name, {}, least, False, core).saved_then_new(0, [strip]))
    [kept] = StripStore(tmp_path / "essence", {}, threshold, True, core).saved_then_new(0, [])
    traced = [trace(p, threshold, 3, core) for p in (strip.probabilities, kept.probabilities)]
    assert [o.polygon.wkb for o in traced[0]] == [o.polygon.wkb for o in traced[1]] and len(traced[0]) > 5
    sizes = [sum(path.stat().st_size for path in (tmp_path / name).iterdir()) for name in ("all", "essence")]
    assert sizes[1] < sizes[0]


def test_the_state_says_in_words_what_it_depends_on(tmp_path):
    StripStore(tmp_path / "strips", {"model": "a", "overlap": 32}, 0.5, resume=False)
    said = json.loads((tmp_path / "strips" / "state.json").read_text())
    assert said == {"model": "a", "overlap": 32, "threshold": 0.5}
