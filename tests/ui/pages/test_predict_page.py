"""The page Predict, with the real algorithm and the toy worker."""

import sys
import time
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerTreeModel,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QPushButton, QRadioButton
from roofline.plugin.jobs.panel_job import Jobs
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster, save_layer
from roofline.ui.pages.predict_page import PredictPage

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
AREA = "Polygon((500000 4500040, 500060 4500040, 500060 4500100, 500000 4500100, 500000 4500040))"


@pytest.fixture(autouse=True)
def toy_worker(monkeypatch):
    from roofline.plugin.processing import worker_algorithm

    monkeypatch.setattr(worker_algorithm, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(worker_algorithm.WorkerAlgorithm, "worker_module", "tests.qgis.toys.worker")


@pytest.fixture(autouse=True)
def forgotten_settings(qgis):
    QgsSettings().remove("plugins/roofline")


@pytest.fixture()
def town(workspace, iface, tmp_path):
    """A workspace with imagery, seen by the map."""
    project = QgsProject.instance()
    project.setCrs(UTM)
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    iface.canvas.setDestinationCrs(UTM)
    iface.canvas.setExtent(QgsRectangle(500000, 4500040, 500060, 4500100))
    return workspace


@pytest.fixture()
def jobs():
    return Jobs()


@pytest.fixture()
def page(town, jobs, iface, provider):
    page = PredictPage(town, jobs, iface)
    page.show()
    yield page
    page.close()
    wait(lambda: not jobs.busy)


def wait(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        QTest.qWait(10)


def radio(page, name):
    return page.findChild(QRadioButton, name)


def button(page):
    return page.findChild(QPushButton, "predict")


def predict(page, jobs):
    """Press the button and wait for the footprints; the parameters of the job."""
    began = []
    jobs.began.connect(began.append)
    button(page).click()
    wait(lambda: not jobs.busy and not (page._delivery and page._delivery.is_adding))
    QTest.qWait(0)
    return began[0].parameters if began else None


def remark(page):
    return page._remark.text() if page._remark.isVisibleTo(page) else ""


def use_model(page, monkeypatch, name):
    """The toy worker behaves as the model is called."""
    monkeypatch.setattr(page._model, "value", lambda: name)


def test_footprints_of_the_view_come_into_a_new_layer_that_is_chosen(page, jobs, town):
    parameters = predict(page, jobs)
    assert parameters["IMAGERY"] == [town.imagery.id()] and "AREAS" not in parameters and "MODEL" not in parameters
    assert parameters["EXTENT"].endswith("[EPSG:32633]")
    sides = [float(side) for side in parameters["EXTENT"].split(" ")[0].split(",")]
    view = page._iface.canvas.extent()
    assert sides == [view.xMinimum(), view.xMaximum(), view.yMinimum(), view.yMaximum()]
    layer = town.footprints
    assert layer.featureCount() == 2 and layer.name() == "Footprints buildings"
    assert Path(town.choices.geopackage).is_file() and town.choices.geopackage in layer.source()
    group = QgsProject.instance().layerTreeRoot().findLayer(layer.id()).parent()
    assert group.name() == "Buildings found in town"


def test_nothing_is_looked_for_in_imagery_that_is_refused(page, jobs, town):
    crs = town.imagery.crs()
    town.imagery.setCrs(QgsCoordinateReferenceSystem("IAU_2015:30100"))  # the Moon
    wait(lambda: not button(page).isEnabled())
    assert "stands above" in button(page).toolTip() and predict(page, jobs) is None
    town.imagery.setCrs(crs)
    wait(lambda: button(page).isEnabled())


def test_the_group_of_what_was_found_is_open_in_the_layer_tree(page, jobs, town):
    root = QgsProject.instance().layerTreeRoot()
    model, view = QgsLayerTreeModel(root), QgsLayerTreeView()
    model.setFlag(QgsLayerTreeModel.AllowNodeReorder)
    view.setModel(model)
    view.show()
    QTest.qWait(50)
    predict(page, jobs)
    group = root.findLayer(town.footprints.id()).parent()
    assert view.isExpanded(view.node2index(group))
    view.collapse(view.node2index(group))  # by the analyst
    predict(page, jobs)
    assert not view.isExpanded(view.node2index(group))


def test_a_second_prediction_has_a_layer_and_a_table_of_its_own(page, jobs, town):
    predict(page, jobs)
    first = town.footprints
    predict(page, jobs)
    assert town.footprints.name() == "Footprints buildings 2" and town.footprints.source() != first.source()


def test_the_whole_imagery_has_its_size_and_no_extent(page, jobs, town):
    assert radio(page, "whereWhole").accessibleName() == "Whole imagery (64 × 64 m)"
    radio(page, "whereWhole").click()
    assert town.choices.where == "whole"
    parameters = predict(page, jobs)
    assert "EXTENT" not in parameters and "AREAS" not in parameters and town.footprints.featureCount() == 2


def test_areas_can_be_chosen_once_one_has_the_role(page, jobs, town):
    assert not radio(page, "whereAreas").isEnabled()
    areas = make_layer(AREA, fields="&field=role:string", rows=[("predict",)])
    town.choose(areas=areas)
    page.refresh()
    assert radio(page, "whereAreas").isEnabled()
    radio(page, "whereAreas").click()
    assert predict(page, jobs)["AREAS"] == areas.id()


def test_an_area_drawn_now_is_noticed(page, town):
    areas = make_layer(AREA, fields="&field=role:string", rows=[("train",)])
    town.choose(areas=areas)
    page.refresh()
    areas.startEditing()
    areas.changeAttributeValue(1, 0, "predict")
    wait(lambda: radio(page, "whereAreas").isEnabled(), 3)


def test_without_the_areas_that_were_chosen_the_view_stands_in_until_they_are_back(page, town):
    town.choose(where="areas")
    assert radio(page, "whereView").isChecked()
    town.choose(areas=make_layer(AREA, fields="&field=role:string", rows=[("predict",)]))
    page.refresh()
    assert radio(page, "whereAreas").isChecked() and town.choices.where == "areas"


def test_a_view_beside_the_imagery_is_told_before_anything_starts(page, jobs, iface):
    iface.canvas.setExtent(QgsRectangle(0, 0, 100, 100))
    assert predict(page, jobs) is None
    assert remark(page).startswith("The map shows nothing of the imagery now.")


def test_a_view_in_a_crs_without_a_code_reaches_the_worker(page, jobs, town, iface):
    local = QgsCoordinateReferenceSystem.fromProj("+proj=tmerc +lon_0=15.1 +lat_0=40.6 +datum=WGS84")
    assert not local.authid()
    iface.canvas.setDestinationCrs(local)
    iface.canvas.setExtent(iface.canvas.mapSettings().layerExtentToOutputExtent(town.imagery, town.imagery.extent()))
    assert isinstance(predict(page, jobs)["EXTENT"], QgsReferencedRectangle)
    assert town.footprints.featureCount() == 2


def test_the_chosen_model_is_used(page, jobs, town, monkeypatch):
    use_model(page, monkeypatch, "rest")
    assert predict(page, jobs)["MODEL"] == "rest" and town.footprints.name() == "Footprints rest"


def test_when_nothing_is_found_it_says_so_and_leaves_no_table(page, jobs, town, monkeypatch):
    use_model(page, monkeypatch, "find nothing")
    predict(page, jobs)
    assert remark(page).startswith("Nothing was found") and town.footprints is None
    assert not QgsVectorLayer(f"{town.choices.geopackage}|layername=footprints", "", "ogr").isValid()


def test_an_empty_table_goes_while_labels_in_the_same_file_are_being_edited(page, jobs, town, monkeypatch):
    from roofline.plugin.layers.project_layers import new_labels_and_areas

    new_labels_and_areas(town)
    town.labels.startEditing()
    use_model(page, monkeypatch, "find nothing")
    predict(page, jobs)
    assert not QgsVectorLayer(f"{town.choices.geopackage}|layername=footprints", "", "ogr").isValid()
    assert town.labels.isEditable() and town.labels.commitChanges()


def edited(town, *, kind="MultiPolygon", crs="EPSG:4326", fields="&field=Class:string&field=note:string"):
    layer = make_layer(kind=kind, crs=crs, fields=fields, name="mine")
    layer.startEditing()
    town.choose(footprints=layer)
    return layer


def test_footprints_go_into_the_edited_layer_as_one_edit(page, jobs, town):
    layer = edited(town)
    page.refresh()
    radio(page, "intoEdited").click()
    assert predict(page, jobs)["FOOTPRINTS"] == "TEMPORARY_OUTPUT"
    features = list(layer.getFeatures())
    assert [feature["Class"] for feature in features] == ["building"] * 2
    assert features[0].geometry().isMultipart() and abs(features[0].geometry().centroid().asPoint().x() - 15) < 0.01
    assert remark(page).startswith("2 footprints added to mine.")
    assert layer.undoStack().count() == 1 and layer.undoStack().undoText() == "Add footprints"
    layer.undoStack().undo()
    assert layer.featureCount() == 0 and len(QgsProject.instance().mapLayers()) == 2


def saved(town, tmp_path, fields="&field=use:string(20)&field=score:double"):
    """A layer of the project in a file, chosen to be appended to."""
    path = save_layer(tmp_path / "mine.gpkg", "mine", fields=fields)
    layer = QgsVectorLayer(str(path), "mine", "ogr")
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName("mine")[0].id())
    QgsProject.instance().addMapLayer(layer)
    town.choose(append_to=layer, into="append")
    return layer


def field_box(page, column):
    return page.findChild(QComboBox, f"field_{column}")


def choose(box, text):
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def test_a_layer_of_the_project_takes_them_in_the_fields_that_were_chosen_for_it(page, jobs, town, tmp_path, iface):
    layer = saved(town, tmp_path)
    page.refresh()
    assert radio(page, "intoExisting").isChecked() and page._target.isVisibleTo(page)
    choose(field_box(page, "model"), "use")
    choose(field_box(page, "class"), "use")  # which takes one column
    choose(field_box(page, "confidence"), "score")
    parameters = predict(page, jobs)
    assert parameters["APPEND_TO"] == layer.id() and "FOOTPRINTS" not in parameters
    assert [(row["use"], row["score"]) for row in layer.getFeatures()][1:] == [("building", 0.9)] * 2
    assert remark(page) == "2 footprints added to mine, and saved." and town.footprints is layer
    assert not layer.isEditable() and len(QgsProject.instance().mapLayers()) == 2
    later = PredictPage(town, jobs, iface)
    later.refresh()
    assert field_box(later, "class").currentText() == "use" and field_box(later, "model").currentData() == ""
    later.close()


def test_a_field_that_is_only_passed_by_the_arrow_keys_goes_back_to_its_column(page, town, tmp_path):
    saved(town, tmp_path)
    page.refresh()
    choose(field_box(page, "class"), "use")
    QTest.keyClick(field_box(page, "confidence"), Qt.Key.Key_Home)
    while field_box(page, "confidence").currentText() != "score":
        QTest.keyClick(field_box(page, "confidence"), Qt.Key.Key_Down)
    assert field_box(page, "class").currentText() == "use"
    choose(field_box(page, "model"), "score")
    assert field_box(page, "confidence").currentData() == "" and field_box(page, "class").currentText() == "use"


def test_fields_chosen_for_a_layer_in_edit_mode_hold_there_too(page, jobs, town, tmp_path):
    layer = saved(town, tmp_path)
    assert layer.startEditing()
    page.refresh()
    choose(field_box(page, "class"), "use")
    assert predict(page, jobs)["FOOTPRINTS"] == "TEMPORARY_OUTPUT"
    assert [row["use"] for row in layer.getFeatures()].count("building") == 2 and layer.undoStack().count() == 1
    layer.rollBack()


@pytest.mark.parametrize("kind", ["file", "memory"])
def test_a_layer_that_does_not_take_them_gets_none_and_they_are_in_a_new_one(page, jobs, town, tmp_path, kind):
    layer = saved(town, tmp_path)
    if kind == "memory":
        layer = make_layer(HOUSE, name="mine", fields="&field=use:string(20)&field=score:double")
        town.choose(append_to=layer)
    page.refresh()
    choose(field_box(page, "class"), "score")
    predict(page, jobs)
    assert layer.featureCount() == 1 and town.footprints.featureCount() == 2
    assert town.footprints.name() == "Footprints buildings"
    assert remark(page).startswith("Nothing was added to layer 'mine': 'building' does not go into the field 'score'")
    assert remark(page).endswith("They are in the new layer Footprints buildings as well.")


def test_a_layer_that_cannot_take_any_is_told_at_the_button(page, town, tmp_path):
    layer = saved(town, tmp_path)
    layer.setReadOnly(True)
    page.refresh()
    assert not button(page).isEnabled() and "'mine' cannot be changed" in button(page).toolTip()
    town.choose(append_to=None)
    page.refresh()
    assert not button(page).isEnabled() and button(page).toolTip() == "Choose the layer that they are to be added to."
    assert not page._fields.isVisibleTo(page)


def test_neither_labels_nor_areas_can_be_appended_to(page, town):
    town.choose(labels=make_layer(HOUSE, name="labels"), areas=make_layer(HOUSE, name="areas"))
    make_layer(HOUSE, name="mine")
    page.refresh()
    assert [page._target.itemText(row) for row in range(page._target.count())][1:] == ["mine"]


MOST = "Polygon((500009 4500009, 500025 4500009, 500025 4500031, 500009 4500031, 500009 4500009))"
"""Most of the first square that the toy worker finds."""


@pytest.fixture()
def seen(town, tmp_path):
    """Imagery that shows what the toy worker finds."""
    layer = QgsRasterLayer(str(make_raster(tmp_path / "south.tif", corner=(500000, 4500064))), "south")
    QgsProject.instance().addMapLayer(layer)
    town.choose(imagery=layer, where="whole")


@pytest.mark.usefixtures("seen")
def test_what_is_labelled_is_not_brought_again_by_a_choice_that_stays_with_the_project(page, jobs, town, iface):
    town.choose(labels=make_layer(MOST, name="labels"))
    skip = page.findChild(QCheckBox, "skipKnown")
    assert skip.isChecked() and predict(page, jobs)["EXISTING"] == [town.labels.id()]
    assert town.footprints.featureCount() == 1 and remark(page) == "1 footprint of a known building was left out."
    skip.click()
    assert "EXISTING" not in predict(page, jobs) and town.footprints.featureCount() == 2 and remark(page) == ""
    later = PredictPage(town, jobs, iface)
    assert not later.findChild(QCheckBox, "skipKnown").isChecked()
    later.close()


@pytest.mark.usefixtures("seen")
def test_a_second_prediction_into_the_edited_layer_adds_nothing_twice(page, jobs, town):
    layer = edited(town)
    page.refresh()
    radio(page, "intoEdited").click()
    predict(page, jobs)
    predict(page, jobs)
    assert layer.featureCount() == 2 and layer.undoStack().count() == 1
    assert remark(page).startswith("Nothing new: 2 footprints were found")
    layer.deleteFeature(layer.allFeatureIds()[0])
    predict(page, jobs)
    assert layer.featureCount() == 2 and remark(page).startswith("1 footprint added to mine.")
    assert remark(page).endswith("1 footprint of a known building was left out.")


def test_labels_that_the_algorithm_would_refuse_do_not_keep_one_from_predicting(page, jobs, town):
    town.choose(labels=make_layer("Point(500010 4500050)", kind="Point", name="trees"))
    assert "EXISTING" not in predict(page, jobs) and town.footprints.featureCount() == 2


def test_the_active_layer_takes_them_too_but_labels_and_areas_never(page, town, iface):
    layer = make_layer(name="mine")
    layer.startEditing()
    iface.setActiveLayer(layer)
    wait(lambda: radio(page, "intoEdited").isEnabled(), 3)
    assert radio(page, "intoEdited").accessibleName() == "Layer being edited: mine"
    town.choose(labels=layer)
    wait(lambda: not radio(page, "intoEdited").isEnabled(), 3)


def test_a_layer_whose_editing_ends_is_no_choice_any_more(page, town):
    layer = edited(town)
    radio(page, "intoEdited").click()
    wait(lambda: radio(page, "intoEdited").isEnabled(), 3)
    layer.rollBack()
    wait(lambda: not radio(page, "intoEdited").isEnabled(), 3)
    assert radio(page, "intoNew").isChecked()


@pytest.mark.parametrize("vanish", ["removed", "rolled back"])
def test_footprints_for_a_layer_that_is_gone_are_kept_in_a_new_one(page, jobs, town, vanish):
    layer = edited(town)
    page.refresh()
    radio(page, "intoEdited").click()
    identifier = layer.id()
    jobs.prepared.connect(lambda job: layer.rollBack() if vanish == "rolled back"
                          else QgsProject.instance().removeMapLayer(identifier))
    button(page).click()
    wait(lambda: not jobs.busy and not page._delivery.is_adding)
    assert town.footprints.featureCount() == 2 and town.footprints.name() == "Footprints buildings"
    assert remark(page).startswith("The layer is not being edited any more.")


def test_a_project_closed_in_the_middle_gets_nothing(page, jobs, town):
    button(page).click()
    QgsProject.instance().clear()
    wait(lambda: not jobs.busy)
    assert QgsProject.instance().mapLayers() == {} and remark(page) == ""


def test_a_cancelled_prediction_leaves_nothing(page, jobs, town, monkeypatch):
    use_model(page, monkeypatch, "never end")
    button(page).click()
    wait(lambda: jobs.current.feedback.progress() > 0)
    jobs.current.cancel()
    wait(lambda: not jobs.busy)
    assert town.footprints is None and remark(page) == ""


def test_the_button_waits_for_imagery_and_for_the_running_job(page, jobs, town, monkeypatch):
    use_model(page, monkeypatch, "never end")
    button(page).click()
    assert not button(page).isEnabled() and "running" in button(page).toolTip()
    jobs.current.cancel()
    wait(lambda: not jobs.busy)
    assert button(page).isEnabled()
    town.choose(imagery=None)
    page.refresh()
    assert not button(page).isEnabled() and button(page).toolTip() == "Choose the imagery above first."


def test_straight_walls_are_a_choice_of_the_page_itself(page, jobs):
    box = page.findChild(QCheckBox, "regularize")
    assert box.isVisibleTo(page) and box.isChecked() and not page._advanced.isAncestorOf(box)
    box.click()
    assert predict(page, jobs)["REGULARIZE"] is False


def test_settings_reach_the_job_and_come_back_next_time(page, jobs, town, iface):
    page._form.set_values({"THRESHOLD": 0.3})
    assert predict(page, jobs)["THRESHOLD"] == 0.3
    later = PredictPage(town, jobs, iface)
    assert later._form.values()["THRESHOLD"] == 0.3
    later.close()


def test_enter_starts_it(page, jobs):
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert jobs.busy
    wait(lambda: not jobs.busy)


def test_the_page_is_never_wider_than_the_dock(page, town):
    edited(town).setName("a layer with a name that goes on and on and on")
    page.refresh()
    assert page.minimumSizeHint().width() <= 340


def test_a_closed_page_hears_nothing(town, jobs, iface, provider):
    areas = make_layer(HOUSE)
    town.choose(areas=areas)

    def ears():
        return (town.receivers(town.changed), jobs.receivers(jobs.changed), areas.receivers(areas.layerModified),
                iface.canvas.receivers(iface.canvas.currentLayerChanged))

    before = ears()
    page = PredictPage(town, jobs, iface)
    page.refresh()
    assert all(now > then for now, then in zip(ears(), before))
    page.close()
    assert ears() == before


def test_all_of_a_web_map_cannot_be_looked_at(page, town):
    assert radio(page, "whereWhole").isEnabled()
    layer = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png", "basemap", "wms")
    QgsProject.instance().addMapLayer(layer)
    town.choose(imagery=layer, where="whole")
    page.refresh()
    assert not radio(page, "whereWhole").isEnabled() and radio(page, "whereView").isChecked()
    assert "too much to fetch" in radio(page, "whereWhole").toolTip()
