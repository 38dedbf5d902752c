"""Little ground is seen in four mirrored views and much of it once; which of the two is told, and can be decided."""

from types import SimpleNamespace

import pytest
from roofline.models.inference import executor, mirrored_views
from roofline.models.inference.scale_selection import Choice
from roofline.models.networks.model_file import read_model
from roofline.models.onnx_io.runtime import TORCH, Backend
from roofline.protocol.settings.prediction import PredictSettings
from shapely.geometry import box

from ..support.listener import Listener
from ..support.small_towns import HALFWAY, Bright, Scene

SEEN = "each window is seen once"


class Counted(Bright):
    """Counts the windows that it sees."""

    seen = 0

    def forward(self, tiles):
        Counted.seen += len(tiles)
        return super().forward(tiles)


@pytest.fixture
def predicted(tmp_path, tuned, monkeypatch):
    """A function that predicts with a value of the setting, or with its default: the windows that were seen, and what
    was told."""
    monkeypatch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Counted(card)))
    scene, usual = Scene(tmp_path, "utm"), PredictSettings().flips

    def at(flips=usual, **more):
        Counted.seen, job = 0, Listener()
        outputs = scene.predict(tuned.model, job, settings={**HALFWAY, "flips": flips}, **more)
        assert outputs["count"] > 0
        return Counted.seen, job.notices()
    at.scene = scene
    return at


def test_little_ground_is_seen_in_four_views_and_much_of_it_once(predicted, monkeypatch):
    once, told = predicted("off")
    assert SEEN not in told
    assert predicted()[0] == predicted("auto")[0] == predicted("on")[0] == 4 * once > 0
    monkeypatch.setattr(mirrored_views, "MOST_PIXELS", 60_000)
    seen, told = predicted()
    assert seen == once and SEEN in told and "0 megapixels at 0.3 m" in told
    assert predicted("on")[0] == 4 * once


def test_it_is_the_ground_that_counts_and_not_the_raster(predicted, monkeypatch):
    monkeypatch.setattr(mirrored_views, "MOST_PIXELS", 60_000)
    xmin, ymin, xmax, ymax = predicted.scene.on_the_map(box(0, 0, 150, 210)).bounds
    corner = {"xmin": xmin, "ymin": ymin, "xmax": xmax, "ymax": ymax, "crs": predicted.scene.crs}
    assert SEEN in predicted()[1] and SEEN not in predicted(extent=corner)[1]


def test_the_help_of_the_setting_tells_how_much_ground_is_little():
    help_text = PredictSettings.__dataclass_fields__["flips"].metadata["help"]
    assert f"at most {mirrored_views.MOST_PIXELS / 1e6:.0f} megapixels" in help_text


@pytest.mark.parametrize("flips, price, usual", [("off", "7 minutes", "100 s"), ("on", "27 minutes", "7 minutes"),
                                                 ("auto", "7 minutes", "7 minutes")])
def test_the_price_of_a_scale_has_all_views_in_it(tuned, flips, price, usual):
    """Of 4 km², which has 178 megapixels at 0.15 m and 44 at 0.3 m."""
    card = read_model(tuned.model)[0].at(0.3)
    side = 2000 / card.resolution_m
    task = SimpleNamespace(ground=box(0, 0, side, side))
    said = Choice(0.15, 100.0, 25.0).sentence(card, [task], flips)
    assert f"takes about {price} for it, and {usual} at its usual 0.3 m" in said
