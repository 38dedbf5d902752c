"""The live training in the panel and on the map, with a training that the tests answer for."""

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QWidget
from roofline.plugin.jobs.live_training import OFF, STOPPING
from roofline.protocol.live_messages import PREPARING, RESTING, WAITING
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster
from roofline.tests.qgis.support.past_runs import make_model
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.ui.running import live_map
from roofline.ui.running.live_map import LiveMap
from roofline.ui.running.live_view import LiveView

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
ROOFS = [QgsGeometry.fromRect(QgsRectangle(500000 + 30 * n, 0, 500020 + 30 * n, 20)) for n in range(3)]


@pytest.fixture()
def town(workspace, tmp_path):
    imagery = QgsRasterLayer(str(make_raster(tmp_path / "image.tif")), "town")
    QgsProject.instance().addMapLayer(imagery)
    workspace.choose(imagery=imagery, labels=make_layer(HOUSE))
    return workspace


@pytest.fixture()
def live(town):
    return FakeLive(town)


@pytest.fixture()
def view(live, town):
    view = LiveView(live, town)
    yield view
    view.close()


def part(view, name):
    return view.findChild(QWidget, name)


def says(view, name="liveState"):
    return view.findChild(QLabel, name).text().split("\n")


def test_it_is_shown_while_the_training_is_on(view, live):
    assert view.isHidden()
    live.start({})
    assert not view.isHidden() and says(view) == ["Starting the worker"] and not part(view, "keepLive").isEnabled()
    live.be(PREPARING)
    assert says(view) == ["Reading the imagery"]
    live.be(WAITING)
    live.find(ROOFS, UTM, step=0)
    assert "draw a building" in says(view)[0] and says(view)[1] == "Dotted on the map: what the built-in model finds"
    assert not part(view, "keepLive").isEnabled()
    part(view, "liveOff").click()
    assert live.asked[-1] == ("stop",) and says(view) == ["Saving what was learned"]
    live.be(OFF)
    assert view.isHidden()


def test_it_counts_the_labels_and_tells_the_age_of_what_is_on_the_map(view, live, monkeypatch):
    live.start({})
    live.learn(1)
    assert says(view) == ["Learning from 1 label"]
    live.find(ROOFS, UTM)
    view._predicted_at -= 2
    view._tick.timeout.emit()
    live.learn(12, step=40)
    assert says(view) == ["Learning from 12 labels", "Dotted on the map: what it found 2 s ago"]
    live.find([], UTM, problem="The map shows too much. Zoom in.")
    assert says(view)[1:] == ["The map shows too much. Zoom in."]
    live.find(ROOFS, UTM)
    live.learn(12, step=200, state=RESTING)
    assert says(view) == ["Resting: 12 labels are learned. Draw more to go on.", "Dotted on the map: what it finds"]


def test_the_score_stands_beside_the_first_one_of_the_same_ground(view, live):
    live.start({})
    live.learn(5)
    live.score_it(0.58, step=0)
    assert says(view)[-1] == "F1 0.58 on 9 buildings held out"
    live.score_it(0.71, step=40)
    assert says(view)[-1] == "F1 0.71 on 9 buildings held out (0.58 at first)"
    live.score_it(0.66, step=60, ground=2, buildings=11)
    assert says(view)[-1] == "F1 0.66 on 11 buildings held out"


def test_of_ground_cover_the_score_is_the_iou_and_of_other_things_no_building_is_told(view, live):
    live.start({})
    live.learn(5)
    for iou, step in ((0.43, 0), (0.61, 40)):
        live.score_it(0.2, step, iou=iou, is_iou=True, is_building=False)
    assert says(view)[-1] == "IoU 0.61 on the ground held out (0.43 at first)"
    assert "held-out area. IoU is the ground" in part(view, "liveState").parentWidget().toolTip()
    live.score_it(0.7, step=60, ground=2, is_building=False)
    assert says(view)[-1] == "F1 0.70 on 9 outlines held out"


def test_a_model_that_is_kept_becomes_that_of_the_project(view, live, town):
    live.start({})
    live.learn(5)
    keep = part(view, "keepLive")
    keep.click()
    assert live.asked[-1] == ("keep",) and keep.text() == "Keeping it" and not keep.isEnabled()
    live.learn(6, step=2)
    assert not keep.isEnabled()
    live.have_kept("/models/town-2.roofline")
    assert town.choices.model == "/models/town-2.roofline" and keep.isEnabled()
    assert says(view, "liveSaid") == ["Kept as town-2. The page Predict finds footprints with it now."]
    keep.click()
    live.have_kept("/models/town-3.roofline", "The disk is full.")
    assert town.choices.model == "/models/town-2.roofline" and says(view, "liveSaid") == ["The disk is full."]


def test_a_model_that_is_kept_when_its_project_is_closed_already_is_not_that_of_the_next(view, live, town):
    live.start({})
    live.learn(5)
    part(view, "keepLive").click()
    QgsProject.instance().clear()
    live.have_kept("/models/town-2.roofline")
    assert town.choices.model == ""


def test_a_model_that_gained_nothing_is_told_and_not_chosen(view, live, town):
    live.start({})
    live.learn(5)
    part(view, "keepLive").click()
    live.have_kept(str(make_model(best_step=0)))
    assert town.choices.model == "" and "your labels fit the built-in model" in says(view, "liveSaid")[0]


def test_without_a_place_for_the_model_the_training_goes_on(view, live):
    live.start({})
    live.learn(5)
    live.no_place = OSError(30, "Read-only file system", "/mnt/models")
    part(view, "keepLive").click()
    assert "/mnt/models cannot be written (Read-only file system)" in says(view, "liveSaid")[0]
    assert part(view, "keepLive").isEnabled() and live.is_on


def test_what_goes_wrong_is_told_and_stays_until_it_is_dismissed(view, live):
    live.start({})
    live.learn(5)
    live.be(OFF, "The worker stopped.")
    assert not view.isHidden() and says(view) == ["The worker stopped."] and part(view, "keepLive").isHidden()
    part(view, "dismissLive").click()
    assert view.isHidden()
    live.start({})
    assert says(view) == ["Starting the worker"]


def other_imagery(town, folder):
    other = QgsRasterLayer(str(make_raster(folder / "other.tif")), "other")
    QgsProject.instance().addMapLayer(other)
    town.choose(imagery=other)


@pytest.mark.parametrize(("act", "why"), [
    (other_imagery, "imagery"), (lambda town, _: QgsProject.instance().removeMapLayer(town.labels.id()), "labels"),
    (lambda town, _: town.choose(base_model="/models/town.roofline"), "another model"),
    (lambda *_: QgsProject.instance().clear(), "imagery")], ids=["imagery", "labels", "base", "project"])
def test_it_ends_when_what_it_learns_from_is_exchanged(view, live, town, tmp_path, act, why):
    live.start({})
    live.learn(5)
    act(town, tmp_path)
    assert live.asked[-1] == ("stop",) and live.asked.count(("stop",)) == 1 and live.state == STOPPING
    live.be(OFF)
    [reason] = says(view)
    assert "Live training ended" in reason and why in reason and not view.isHidden()


def test_other_labels_and_new_areas_do_not_end_it(view, live, town):
    town.choose(labels=None)
    live.start({})
    for change in ({"labels": make_layer(HOUSE)}, {"labels": make_layer(HOUSE)}, {"areas": make_layer(name="areas")},
                   {"model": "/models/kept.roofline"}):
        town.choose(**change)
    assert live.is_on


@pytest.fixture()
def drawn(live, iface, monkeypatch):
    """The live training on a map."""
    monkeypatch.setattr(live_map, "REST_MS", 20)
    iface.canvas.setDestinationCrs(UTM)
    made = LiveMap(live, iface.canvas)
    yield made
    made.close()


def bands(iface):
    return [item for item in iface.canvas.scene().items() if isinstance(item, QgsRubberBand)]


def looks(live):
    return [asked[1].center().toString(0) for asked in live.asked if asked[0] == "look_at"]


def test_it_looks_where_the_map_comes_to_rest(live, drawn, iface):
    def show(x):
        iface.canvas.setExtent(QgsRectangle(x, 0, x + 100, 100))

    show(500000)
    QTest.qWait(60)
    assert looks(live) == []
    live.start({})
    assert looks(live) == ["500050,50"]
    for x in (500100, 500200, 500300):
        show(x)
    QTest.qWait(60)
    assert looks(live) == ["500050,50", "500350,50"]


def test_its_outlines_are_drawn_over_the_map_until_it_ends_and_are_in_no_layer(live, drawn, iface):
    before, layers = bands(iface), len(QgsProject.instance().mapLayers())
    live.start({})
    live.find(ROOFS, UTM)
    [band] = set(bands(iface)) - set(before)
    assert band.numberOfVertices() >= 12 and len(QgsProject.instance().mapLayers()) == layers
    live.find(ROOFS[:1], UTM)
    live.find([], UTM, problem="The map shows too much. Zoom in.")
    assert len(bands(iface)) == len(before) + 1
    live.stop()
    live.find(ROOFS, UTM)  # it was on the way
    assert bands(iface) == before
