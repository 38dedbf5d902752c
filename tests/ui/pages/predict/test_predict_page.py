"""The page Predict: where is looked, with which model and settings, and when it may start."""

from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerTreeModel,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QCheckBox, QLabel
from roofline.tests.qgis.support.layers import HOUSE, make_layer
from roofline.tests.qgis.support.past_runs import make_model
from roofline.tests.support.waiting import wait
from roofline.tests.ui.support.predictions import button, edited, predict, radio, remark, use_model
from roofline.ui.pages.predict_page import PredictPage

AREA = "Polygon((500000 4500040, 500060 4500040, 500060 4500100, 500000 4500100, 500000 4500040))"


def test_footprints_of_the_view_come_into_a_new_layer_that_is_chosen(page, jobs, town):
    parameters = predict(page, jobs)
    assert parameters["IMAGERY"] == [town.imagery.id()] and "AREAS" not in parameters and "MODEL" not in parameters
    assert parameters["EXTENT"].endswith("[EPSG:32633]")
    sides = [float(side) for side in parameters["EXTENT"].split(" ")[0].split(",")]
    view = page._iface.canvas.extent()
    assert sides == [view.xMinimum(), view.xMaximum(), view.yMinimum(), view.yMaximum()]
    layer = town.footprints
    assert layer.featureCount() == 2 and layer.name() == "Footprints: Built-in model"
    assert Path(town.choices.geopackage).is_file() and town.choices.geopackage in layer.source()
    group = QgsProject.instance().layerTreeRoot().findLayer(layer.id()).parent()
    assert group.name() == "Found in town"


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
    assert town.footprints.name() == "Footprints: Built-in model 2" and town.footprints.source() != first.source()


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


def test_areas_that_a_filter_hides_are_no_choice_any_more(page, town):
    town.choose(areas=make_layer(AREA, fields="&field=role:string", rows=[("predict",)]), where="areas")
    page.refresh()
    town.areas.setSubsetString("role = 'train'")
    wait(lambda: not radio(page, "whereAreas").isEnabled(), 3)


def test_a_missing_model_of_the_project_before_does_not_come_back_in_the_next_one(page, town):
    path = make_model("town")
    town.choose(model=str(path))
    away = path.rename(path.with_suffix(".away"))
    page.refresh()
    page._jobs_changed()
    assert page._model.value() == "" and str(path) in page._model.findChild(QLabel, "modelRemark").text()
    town.choose(model="")  # as when another project is opened
    assert page._model.findChild(QLabel, "modelRemark").text() == ""
    away.rename(path)
    page._jobs_changed()
    assert page._model.value() == town.choices.model == ""


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
    assert predict(page, jobs)["MODEL"] == "rest" and town.footprints.name() == "Footprints: rest"


def test_when_nothing_is_found_it_says_so_and_leaves_no_table(page, jobs, town, monkeypatch):
    use_model(page, monkeypatch, "find nothing")
    predict(page, jobs)
    assert remark(page).startswith("There is no new layer") and town.footprints is None
    assert not QgsVectorLayer(f"{town.choices.geopackage}|layername=footprints", "", "ogr").isValid()


def test_an_empty_table_goes_while_labels_in_the_same_file_are_being_edited(page, jobs, town, monkeypatch):
    from roofline.plugin.layers.project_layers import new_labels_and_areas

    new_labels_and_areas(town)
    town.labels.startEditing()
    use_model(page, monkeypatch, "find nothing")
    predict(page, jobs)
    assert not QgsVectorLayer(f"{town.choices.geopackage}|layername=footprints", "", "ogr").isValid()
    assert town.labels.isEditable() and town.labels.commitChanges()


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
