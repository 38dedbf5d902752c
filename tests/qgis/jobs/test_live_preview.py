"""What a running job has found so far, on the map."""

import threading
import time

import pytest
from osgeo import ogr, osr
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsLayerTreeModel,
    QgsProject,
    QgsTask,
    QgsVectorFileWriter,
)
from qgis.PyQt.QtCore import QEventLoop, QThreadPool, QTimer
from roofline.plugin.jobs import live_preview
from roofline.plugin.jobs.live_preview import LivePreview, MapPreviews, previews, remove_leftovers
from roofline.plugin.jobs.panel_job import CANCELED, FINISHED, JobOutcome, Jobs, PanelJob
from roofline.protocol.messages import Notice, Preview
from roofline.tests.qgis.support.layers import HOUSE, make_layer
from roofline.tests.qgis.support.past_runs import make_model


@pytest.fixture()
def project(qgis):
    project = QgsProject.instance()
    yield project
    project.clear()


def preview_of(project, algorithm):
    job = PanelJob(algorithm, {"MODEL": "/models/town-2.roofline", "BASE_MODEL": "/models/town.roofline"})
    return LivePreview(project, job), job


def finished_training(project, folder):
    """A preview of a training that has finished, with its base's."""
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(folder / "1.gpkg"))
    tell(job, write(folder / "2.gpkg", 3, "newly found"))
    tell(job, write(folder / "base.gpkg", 2, "missed"), is_base=True)
    job.ended.emit(JobOutcome(FINISHED))
    settle()
    return preview


def is_seen(project, layer):
    return project.layerTreeRoot().findLayer(layer.id()).isVisible()


def write(path, count=2, kind="found"):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer("preview", crs, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("kind", ogr.OFTString))
    layer.StartTransaction()
    for _ in range(count):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(HOUSE))
        feature["kind"] = kind
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    return str(path)


def tell(job, path, is_base=False):
    job.message_received.emit(Preview("job", str(path), is_base))
    settle()


def settle():
    for _ in range(12):
        QgsApplication.processEvents()


def shown(project):
    return [layer for layer in project.mapLayers().values() if layer.customProperty(live_preview.PREVIEW)]


def test_a_training_shows_its_newest_preview_on_top(project, tmp_path):
    project.layerTreeRoot().addLayer(make_layer(HOUSE))
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "1.gpkg", 2))
    tell(job, write(tmp_path / "2.gpkg", 3, "missed"))
    (layer,) = shown(project)
    assert layer.name() == "Preview: held-out part" and layer.crs().authid() == "EPSG:32633"
    assert [feature["kind"] for feature in layer.getFeatures()] == ["missed"] * 3
    first = project.layerTreeRoot().children()[0]
    assert first.layerId() == layer.id() and not first.isExpanded()
    assert [category.value() for category in layer.renderer().categories()] == ["found", "false alarm", "missed"]


def test_a_prediction_adds_what_was_found_since(project, tmp_path):
    preview, job = preview_of(project, "roofline:predict")
    job.message_received.emit(Preview("job", write(tmp_path / "1.gpkg", 2)))
    tell(job, write(tmp_path / "2.gpkg", 2500))
    (layer,) = shown(project)
    assert layer.name() == "Footprints found so far" and layer.featureCount() == 2502


def test_a_large_preview_is_read_piece_by_piece(project, tmp_path):
    preview, job = preview_of(project, "roofline:finetune")
    counts = set()
    preview._timer.timeout.connect(lambda: counts.update(layer.featureCount() for layer in shown(project)))
    tell(job, write(tmp_path / "1.gpkg", 2500))
    assert {1000, 2000, 2500} <= counts


def test_a_newer_preview_of_a_training_takes_the_place_of_one_half_read(project, tmp_path):
    preview, job = preview_of(project, "roofline:finetune")
    job.message_received.emit(Preview("job", write(tmp_path / "1.gpkg", 2500)))
    QgsApplication.processEvents()
    tell(job, write(tmp_path / "2.gpkg", 3))
    assert shown(project)[0].featureCount() == 3


def test_a_file_that_is_gone_is_passed_over(project, tmp_path):
    preview, job = preview_of(project, "roofline:predict")
    tell(job, tmp_path / "gone.gpkg")
    assert shown(project) == [] and preview.is_alive
    tell(job, write(tmp_path / "2.gpkg"))
    assert shown(project)[0].featureCount() == 2


def test_the_layer_goes_with_the_job_and_other_layers_stay(project, tmp_path):
    houses = make_layer(HOUSE)
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "1.gpkg"))
    job.ended.emit(JobOutcome(CANCELED))
    assert list(project.mapLayers()) == [houses.id()] and not preview.is_alive
    tell(job, write(tmp_path / "2.gpkg"))
    assert shown(project) == []


def test_what_a_finished_training_shows_stays_with_the_changes_and_its_base_s_beside_it(project, tmp_path):
    preview = finished_training(project, tmp_path)
    own, base = sorted(shown(project), key=lambda layer: -layer.featureCount())
    assert (own.name(), base.name()) == ("Scored: town-2", "Scored: town") and preview.is_alive
    assert [category.value() for category in own.renderer().categories()] == [
        "found", "newly found", "false alarm", "missed"]
    assert is_seen(project, own) and not is_seen(project, base)
    preview.show_base(True)
    assert is_seen(project, base) and not is_seen(project, own)
    preview.show_base(False)
    assert is_seen(project, own) and not is_seen(project, base)
    preview.close()
    assert not project.mapLayers()


@pytest.fixture()
def busy_threads(qgis):
    """No task of QGIS begins until this is set."""
    gate = threading.Event()
    tasks = [QgsTask.fromFunction("busy", lambda task: gate.wait(10))
             for _ in range(QThreadPool.globalInstance().maxThreadCount())]
    for task in tasks:
        QgsApplication.taskManager().addTask(task)
    yield gate
    gate.set()


def test_the_legend_counts_every_kind_when_the_end_comes_before_the_last_preview(project, tmp_path, busy_threads):
    legend = QgsLayerTreeModel(project.layerTreeRoot())
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "1.gpkg", 3))
    job.message_received.emit(Preview("job", write(tmp_path / "2.gpkg", 5, "newly found"), False))
    job.ended.emit(JobOutcome(FINISHED))
    settle()
    busy_threads.set()
    (layer,) = shown(project)
    counts, deadline = [], time.monotonic() + 5
    while counts != [0, 5, 0, 0] and time.monotonic() < deadline:  # QGIS counts in a thread
        QgsApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        counts = [layer.featureCount(item.ruleKey()) for item in layer.renderer().legendSymbolItems()]
    assert counts == [0, 5, 0, 0] and legend.rootGroup() == project.layerTreeRoot()


def test_where_nothing_was_gained_the_layer_has_the_name_of_the_base(project, tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path))
    job = PanelJob("roofline:finetune", {"MODEL": str(make_model(best_step=0)), "BASE_MODEL": ""})
    preview = LivePreview(project, job)
    tell(job, write(tmp_path / "1.gpkg"))
    job.ended.emit(JobOutcome(FINISHED))
    assert [layer.name() for layer in shown(project)] == ["Scored: the built-in model"]
    preview.close()


def test_a_last_preview_that_is_read_after_the_end_is_presented_too(project, tmp_path):
    preview, job = preview_of(project, "roofline:finetune")
    job.message_received.emit(Preview("job", write(tmp_path / "1.gpkg", 3, "lost")))
    job.message_received.emit(Preview("job", write(tmp_path / "2.gpkg", 2), is_base=True))
    job.ended.emit(JobOutcome(FINISHED))
    preview.show_base(True)
    settle()
    assert {layer.name() for layer in shown(project) if is_seen(project, layer)} == {"Scored: town"}
    assert [(layer.name(), layer.featureCount()) for layer in sorted(shown(project), key=lambda one: one.name())] == [
        ("Scored: town", 2), ("Scored: town-2", 3)]
    preview.close()


def test_when_the_base_s_layer_is_removed_the_model_s_stays_and_when_that_goes_both_do(project, tmp_path):
    preview = finished_training(project, tmp_path)
    project.removeMapLayer(next(layer for layer in shown(project) if layer.name() == "Scored: town").id())
    preview.show_base(True)
    (own,) = shown(project)
    assert is_seen(project, own) and preview.is_alive
    preview.close()
    preview = finished_training(project, tmp_path)
    project.removeMapLayer(next(layer for layer in shown(project) if layer.name() == "Scored: town-2").id())
    assert not preview.is_alive and not project.mapLayers()


@pytest.mark.parametrize("algorithm, stays", [
    ("roofline:finetune", False), ("roofline:predict", False), ("roofline:suggest", True)])
def test_it_stays_until_the_next_training_or_prediction(project, tmp_path, algorithm, stays):
    jobs, drawn = Jobs(), []
    previews = MapPreviews(project, jobs, lambda: drawn.append(1))
    job = PanelJob("roofline:finetune", {"MODEL": "town.roofline"})
    jobs.began.emit(job)
    tell(job, write(tmp_path / "1.gpkg"))
    job.ended.emit(JobOutcome(FINISHED))
    jobs.began.emit(PanelJob(algorithm, {}))
    assert bool(shown(project)) == stays and bool(drawn) != stays
    previews.close()
    assert not shown(project)
    jobs.began.emit(job)
    tell(job, write(tmp_path / "2.gpkg"))
    assert not shown(project)


def test_when_the_analyst_removes_the_layer_no_other_comes(project, tmp_path):
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "1.gpkg"))
    project.removeMapLayer(shown(project)[0].id())
    assert not preview.is_alive
    tell(job, write(tmp_path / "2.gpkg"))
    assert shown(project) == []


def make_permanent(layer, path):
    """As QGIS does it: Make Permanent in the menu of a scratch layer."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    assert QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsCoordinateTransformContext(), options)[0] == QgsVectorFileWriter.NoError
    layer.setDataSource(str(path), layer.name(), "ogr")


@pytest.mark.parametrize("is_over", [False, True])
def test_a_layer_that_the_analyst_made_permanent_stays_as_it_is_and_can_be_edited(project, tmp_path, is_over):
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "1.gpkg"))
    if is_over:
        job.ended.emit(JobOutcome(FINISHED))
        settle()
    (layer,) = shown(project)
    make_permanent(layer, tmp_path / "mine.gpkg")
    tell(job, write(tmp_path / "2.gpkg", 5))
    preview.close()
    remove_leftovers(project)
    assert list(project.mapLayers().values()) == [layer] and layer.featureCount() == 2 and previews(project) == []
    assert layer.startEditing()


@pytest.mark.parametrize("before", [True, False])
def test_a_closed_project_stays_without_previews(project, tmp_path, before):
    preview, job = preview_of(project, "roofline:finetune")
    if before:
        tell(job, write(tmp_path / "1.gpkg"))
    project.clear()
    tell(job, write(tmp_path / "2.gpkg"))
    assert not project.mapLayers() and not preview.is_alive


def test_words_are_no_previews(project):
    preview, job = preview_of(project, "roofline:finetune")
    job.message_received.emit(Notice("job", "3 labels were repaired"))
    settle()
    assert not project.mapLayers() and preview.is_alive


def test_qgis_neither_warns_of_its_loss_nor_lets_it_be_edited(project, tmp_path):
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "1.gpkg"))
    layer = shown(project)[0]
    assert layer.customProperty("skipMemoryLayersCheck") and layer.readOnly() and layer.undoStack().count() == 0


def test_previews_that_were_saved_with_a_project_are_removed(project, tmp_path):
    houses = make_layer(HOUSE).id()
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "1.gpkg"))
    assert project.write(str(tmp_path / "town.qgs"))
    project.clear()
    assert project.read(str(tmp_path / "town.qgs")) and len(project.mapLayers()) == 2
    remove_leftovers(project)
    assert list(project.mapLayers()) == [houses]


def test_five_hundred_polygons_hold_the_window_up_for_less_than_30_ms(project, tmp_path):
    preview, job = preview_of(project, "roofline:finetune")
    tell(job, write(tmp_path / "0.gpkg"))
    assert min(longest_turn(job, write(tmp_path / f"{number}.gpkg", 500)) for number in range(1, 5)) < 0.03


def longest_turn(job, path):
    """Seconds of the longest gap between two beats of a timer; what other programs take meanwhile does not count."""
    beats, timer, loop = [time.thread_time()], QTimer(), QEventLoop()
    timer.timeout.connect(lambda: beats.append(time.thread_time()))
    timer.start(0)
    QTimer.singleShot(100, loop.quit)
    job.message_received.emit(Preview("job", path))
    loop.exec()
    return max(later - earlier for earlier, later in zip(beats, beats[1:]))
