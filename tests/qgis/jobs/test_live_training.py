"""Live training from QGIS's side: what is sent while layers are edited, and what becomes of the answers."""

import time
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtTest import QTest
from roofline.plugin.jobs import live_training
from roofline.plugin.jobs.live_training import OFF, STARTING, STOPPING
from roofline.protocol.job_files import LAST_WEIGHTS, REQUEST
from roofline.protocol.live_messages import Keep, Kept, Labels, LiveProgress, Scored, TakenUp, TrainLive, Watch, Watched
from roofline.protocol.messages import PROTOCOL, Failed, Finished, Notice, Ready, Stop, encode
from roofline.protocol.settings.training import TrainSettings
from roofline.tests.qgis.support.layers import HOUSE, lose, make_layer
from roofline.tests.qgis.support.live import live_town
from roofline.tests.qgis.support.view_client import ViewClient, as_text
from roofline.tests.support.waiting import wait
from roofline.tools.desktop import PATIENCE

STALL_MS = 100 * PATIENCE
SECOND = "Polygon((500040 4500050, 500050 4500050, 500050 4500060, 500040 4500060, 500040 4500050))"


@pytest.fixture()
def live(qgis, tmp_path, monkeypatch):
    monkeypatch.setattr(live_training, "LiveClient", ViewClient)
    ViewClient.made.clear()
    with live_town(tmp_path, monkeypatch) as live:
        yield live


def begun(live, **values):
    """The worker of a training that has begun, and its request."""
    assert live.start(values), live.problem
    client = ViewClient.made[-1]
    wait(lambda: client.asked(TrainLive))
    client.tell(Ready(PROTOCOL, {}, "toy"))
    return client, client.asked(TrainLive)[0]


def draw(layer, wkt):
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    assert layer.addFeature(feature)
    return feature.id()


def exported(message):
    return QgsVectorLayer(message.labels, "labels").featureCount()


def test_it_begins_with_the_layers_and_the_settings(live):
    live.workspace.choose(areas=make_layer(HOUSE, fields="&field=role:string", name="areas"))
    client, request = begun(live, TILE_SIZE=128, MODEL="not a setting")
    assert request.settings == TrainSettings(tile_size=128).to_dict() and request.base_model is None
    assert exported(request) == 1 and request.areas and not request.resume
    assert live.folder == Path(request.folder) and (live.folder / "project.txt").exists()
    assert live.is_on and live.state == "preparing"


def test_edits_that_are_not_saved_are_taken_up_at_once_and_many_as_one(live):
    client, request = begun(live)
    layer = live.workspace.labels
    layer.startEditing()
    drawn = time.monotonic()
    for _ in range(3):
        draw(layer, SECOND)
    wait(lambda: client.asked(Labels))
    assert time.monotonic() - drawn < 1 * STALL_MS / 100
    QTest.qWait(300)
    [message] = client.asked(Labels)
    assert exported(message) == 4 and message.areas is None and message.job == request.job
    layer.deleteFeature(next(layer.getFeatures()).id())
    wait(lambda: len(client.asked(Labels)) == 2)
    assert exported(client.asked(Labels)[-1]) == 3 and client.asked(Labels)[-1].number > message.number
    layer.rollBack()
    wait(lambda: exported(client.asked(Labels)[-1]) == 1)


def test_an_export_that_ends_after_the_training_was_stopped_tells_nothing_and_begins_no_other(live):
    client, _ = begun(live)
    exports = live._exports
    exports.export()
    exports.export()  # waits for the first one
    live.stop()
    QTest.qWait(300)
    assert isinstance(client.sent[-1], Stop)


def test_the_last_label_may_be_deleted_and_areas_may_come(live):
    client, _ = begun(live)
    layer = live.workspace.labels
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    wait(lambda: client.asked(Labels))
    assert exported(client.asked(Labels)[-1]) == 0
    live.workspace.choose(areas=make_layer(HOUSE, fields="&field=role:string", name="areas"))
    wait(lambda: client.asked(Labels)[-1].areas)


def test_qgis_does_not_stall_while_thousands_of_labels_are_exported(live):
    layer = live.workspace.labels
    rows = [QgsFeature(layer.fields()) for _ in range(8000)]
    for row in rows:
        row.setGeometry(QgsGeometry.fromWkt(SECOND))
    layer.dataProvider().addFeatures(rows)
    client, _ = begun(live)
    layer.startEditing()
    draw(layer, SECOND)
    longest, last = 0.0, time.monotonic()
    while not client.asked(Labels):
        QTest.qWait(1)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert exported(client.asked(Labels)[-1]) == 8002
    print(f"longest stall {1000 * longest:.0f} ms")
    assert 1000 * longest < STALL_MS


def test_the_map_is_asked_for_in_the_crs_of_the_imagery_and_older_answers_are_dropped(live):
    client, request = begun(live)
    crs, seen = live.workspace.imagery.crs(), []
    live.predicted.connect(seen.append)
    live.look_at(QgsRectangle(499000, 4500050, 500030, 4500060), crs)
    live.look_at(QgsRectangle(500010, 4500050, 500030, 4500060), crs)
    first, second = client.asked(Watch)
    assert first.extent[0] == 500000 and second.extent == [500010, 4500050, 500030, 4500060]
    box = QgsRectangle(500010, 4500050, 500020, 4500060)
    for watch, step in ((first, 1), (second, 2)):
        client.tell(Watched(request.job, watch.number, step, watch.extent, 0.3, [as_text(box)], [0.7], 0.5))
    wait(lambda: seen)
    [prediction] = seen
    assert prediction.step == 2 and prediction.outlines[0].boundingBox() == box and prediction.confidences == [0.7]
    assert prediction.crs == crs and live.prediction is prediction
    live.look_at(None, None)
    assert client.asked(Watch)[-1].extent is None


def test_what_the_worker_says_is_told(live):
    client, request = begun(live)
    heard = []
    for signal in (live.stepped, live.taken_up, live.scored, live.kept, live.noticed):
        signal.connect(heard.append)
    said = [LiveProgress(request.job, "training", 3, 0.4, 1, 0, 2.0), Scored(request.job, 0, 3, 0.5, 0.6, 9),
            TakenUp(request.job, 1, 3, 0, 0, 0.1, "There is no label."), Kept(request.job, "m.roofline", step=3)]
    for message in said:
        client.tell(message)
    client.tell(Notice(request.job, "a word"))
    wait(lambda: len(heard) == 5)
    assert heard == [*said, "a word"] and live.state == "training" and live.problem == "There is no label."
    assert (live.progress, live.score, live.labels) == (said[0], said[1], said[2])


def test_a_state_is_kept_under_a_new_name(live):
    client, request = begun(live)
    path = live.keep()
    [message] = client.asked(Keep)
    assert message.model == path and path.endswith("image.roofline") and message.report.endswith(".html")


def test_a_stopped_training_goes_on_where_it_was_unless_something_else_is_wanted(live):
    client, request = begun(live)
    (Path(request.folder) / REQUEST).write_text(encode(request))
    (Path(request.folder) / LAST_WEIGHTS).touch()
    live.stop()
    assert live.state == STOPPING and client.asked(Stop) == [Stop(request.job)]
    client.tell(Finished(request.job, {}))
    wait(lambda: live.state == OFF)
    assert client.is_closed and live.problem == ""
    client, again = begun(live)
    assert again.resume and again.folder == request.folder and again.labels != request.labels
    live.close()
    assert begun(live, TILE_SIZE=128)[1].folder != request.folder
    live.close()
    assert live.start({}, anew=True) and live.folder != Path(request.folder)


def test_it_goes_on_with_imagery_whose_crs_is_set_in_qgis_while_that_stays(live):
    for code, goes_on in (("EPSG:32634", False), ("EPSG:32634", True), ("EPSG:32635", False)):
        live.workspace.imagery.setCrs(QgsCoordinateReferenceSystem(code))
        client, request = begun(live)
        assert request.resume is goes_on and Path(request.imagery[0]).is_file()
        (Path(request.folder) / REQUEST).write_text(encode(request))
        (Path(request.folder) / LAST_WEIGHTS).touch()
        live.close()
    assert len(list(Path(request.folder).parent.iterdir())) == 2


def test_one_that_is_stopped_before_it_began_is_over(live):
    assert live.start({}) and live.state == STARTING
    live.stop()
    assert live.state == OFF and ViewClient.made[-1].is_closed


def test_one_that_fails_tells_why(live):
    client, request = begun(live)
    told = []
    live.failed.connect(told.append)
    client.tell(Failed(request.job, "image.tif is gone."))
    wait(lambda: told)
    assert told == ["image.tif is gone."] and live.state == OFF and live.problem == told[0]


def test_without_a_layer_of_labels_it_begins_with_none_and_takes_up_the_one_that_is_made(live):
    live.workspace.choose(labels=None)
    client, request = begun(live)
    assert exported(request) == 0 and request.areas is None and live.problem == ""
    layer = make_layer(fields="&field=class:string")
    live.workspace.choose(labels=layer)
    wait(lambda: client.asked(Labels))
    assert exported(client.asked(Labels)[-1]) == 0
    layer.startEditing()
    draw(layer, SECOND)
    wait(lambda: exported(client.asked(Labels)[-1]) == 1)


def test_what_is_missing_is_told(live):
    assert not live.start({"TILE_SIZE": 100}) and "try 96" in live.problem
    live.workspace.choose(areas=lose(make_layer(name="areas")))
    assert not live.start({}) and "Layer 'areas' cannot be read" in live.problem
    live.workspace.choose(imagery=None)
    assert not live.start({}) and "no imagery" in live.problem and live.state == OFF
