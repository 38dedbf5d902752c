"""The base model's footprints come from a job of the panel, and belong to no project."""

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QEventLoop, QTimer
from roofline.plugin.jobs import base_footprints, last_used
from roofline.plugin.jobs.base_footprints import BaseFootprints, CompareError
from roofline.plugin.jobs.panel_job import Jobs
from roofline.plugin.layers.workspace import Workspace
from roofline.protocol.settings.prediction import PredictSettings
from roofline.tests.qgis.support.layers import make_raster

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
EVERYTHING = QgsRectangle(400000, 4400000, 600000, 4600000)
CORNER = QgsRectangle(500000, 4500040, 500020, 4500060)


@pytest.fixture()
def base(tmp_path, provider, toy_worker):
    workspace = Workspace(QgsProject.instance())
    imagery = QgsRasterLayer(str(make_raster(tmp_path / "image.tif")), "image", "gdal")
    QgsProject.instance().addMapLayer(imagery, False)
    workspace.choose(imagery=imagery)
    base = BaseFootprints(workspace, Jobs())
    base.workspace, base.jobs, base.said = workspace, base._jobs, []
    base.ready.connect(lambda: base.said.append("ready"))
    base.failed.connect(base.said.append)
    yield base
    base.close()
    workspace.close()
    QgsProject.instance().clear()


def wait(base):
    """Until the running job has ended."""
    loop = QEventLoop()
    base.jobs.current.ended.connect(lambda outcome: QTimer.singleShot(0, loop.quit))
    QTimer.singleShot(20_000, loop.quit)
    loop.exec()
    assert not base.jobs.busy


def test_the_base_models_footprints_are_found_and_leave_the_project_alone(base):
    layers = len(QgsProject.instance().mapLayers())
    assert not base.covers(CORNER, UTM)
    base.find(CORNER, UTM)
    assert base.is_looking and base.jobs.current.parameters["IMAGERY"] == [base.workspace.imagery.id()]
    wait(base)
    assert base.said == ["ready"] and not base.is_looking
    assert sorted(outline.area() for outline in base.outlines) == [100, 400] and base.crs == UTM
    assert len(QgsProject.instance().mapLayers()) == layers


def test_with_an_encoder_there_is_nothing_to_compare_with(base):
    base.workspace.choose(base_model="encoder:resnet18")
    with pytest.raises(CompareError, match="the encoder resnet18, which finds nothing by itself"):
        base.find(CORNER, UTM)
    assert not base.covers(CORNER, UTM) and not base.is_looking


def test_what_is_covered_depends_on_place_settings_imagery_and_base_model(base):
    base.find(CORNER, UTM)
    wait(base)
    assert base.covers(CORNER, UTM) and base.covers(CORNER.buffered(-5), UTM)
    assert not base.covers(EVERYTHING, UTM)
    last_used.write(PredictSettings, {"THRESHOLD": 0.9})
    assert not base.covers(CORNER, UTM)
    last_used.write(PredictSettings, {})
    assert base.covers(CORNER, UTM)
    base.workspace.choose(base_model="other")
    assert not base.covers(CORNER, UTM)
    base.workspace.choose(base_model="", imagery=None)
    assert not base.covers(CORNER, UTM)


def test_beyond_the_imagery_there_is_nothing_to_cover(base):
    base.find(EVERYTHING, UTM)
    wait(base)
    assert base.covers(EVERYTHING, UTM) and base.covers(EVERYTHING.buffered(1000), UTM)


def test_the_chosen_base_model_is_asked(base):
    base.workspace.choose(base_model="find nothing")
    base.find(CORNER, UTM)
    wait(base)
    assert base.said == ["ready"] and base.outlines == []


def test_a_job_that_fails_is_told_and_one_that_was_cancelled_is_not(base):
    base.workspace.choose(base_model="/no/such.roofline")
    base.find(CORNER, UTM)
    wait(base)
    assert "No such file" in base.said[0] and not base.covers(CORNER, UTM)
    base.workspace.choose(base_model="save when cancelled")
    base.find(CORNER, UTM)
    QTimer.singleShot(500, base.jobs.current.cancel)
    wait(base)
    assert base.said[1:] == [""] and not base.covers(CORNER, UTM)


def test_one_is_told_why_it_cannot_look_now(base):
    base.jobs.start("roofline:predict", {})
    with pytest.raises(CompareError, match="Something else is running"):
        base.find(CORNER, UTM)
    wait(base)
    with pytest.raises(CompareError, match="nothing of 'image'"):
        base.find(QgsRectangle(0, 0, 10, 10), UTM)
    base.workspace.choose(imagery=None)
    with pytest.raises(CompareError, match="no imagery"):
        base.find(CORNER, UTM)


def test_more_ground_than_is_quick_is_refused_with_its_size(base, monkeypatch):
    monkeypatch.setattr(base_footprints, "LARGEST_KM2", 0.001)
    with pytest.raises(CompareError, match="Zoom in to 0.001 km² or less"):
        base.find(EVERYTHING, UTM)
    assert not base.is_looking
    base.find(CORNER, UTM)  # 400 m2; the ground around would be four times as much
    wait(base)
    assert base.covers(CORNER, UTM) and not base.covers(CORNER.buffered(5), UTM)


def test_a_closed_comparison_hears_nothing_of_its_job(base):
    base.find(CORNER, UTM)
    base.close()
    wait(base)
    assert base.said == [] and base.outlines == []
