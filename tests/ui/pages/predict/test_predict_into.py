"""Where footprints go: a new layer, the edited one, one of the project; and which are not brought again."""

import shutil

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox
from roofline.plugin.layers.workspace import APPEND, EDITED
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster, save_layer
from roofline.tests.qgis.support.past_runs import make_model
from roofline.tests.support.waiting import wait
from roofline.tests.ui.support.predictions import button, edited, predict, radio, remark
from roofline.ui.pages.predict_page import PredictPage

MOST = "Polygon((500009 4500009, 500025 4500009, 500025 4500031, 500009 4500031, 500009 4500009))"
"""Most of the first square that the toy worker finds."""


def test_footprints_go_into_the_edited_layer_as_one_edit(page, jobs, town):
    layer = edited(town)
    page.refresh()
    radio(page, "intoEdited").click()
    assert predict(page, jobs)["FOOTPRINTS"] == "TEMPORARY_OUTPUT"
    features = list(layer.getFeatures())
    assert [feature["Class"] for feature in features] == ["building"] * 2
    assert features[0].geometry().isMultipart() and abs(features[0].geometry().centroid().asPoint().x() - 15) < 0.01
    assert remark(page).startswith("The footprints are in mine.")
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
    assert remark(page) == "The footprints are in mine, and saved." and town.footprints is layer
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


@pytest.mark.parametrize("is_edited", [False, True])
def test_a_field_that_would_round_the_confidence_is_told_until_another_is_chosen(page, town, is_edited):
    layer = make_layer(HOUSE, name="mine", fields="&field=confidence:integer&field=score:double")
    town.choose(append_to=layer, footprints=layer, into=EDITED if is_edited else APPEND)
    assert not is_edited or layer.startEditing()
    page.refresh()
    assert not button(page).isEnabled() and "'confidence' of layer 'mine' takes whole numbers" in button(page).toolTip()
    choose(field_box(page, "confidence"), "score")
    wait(button(page).isEnabled, 5)


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
    assert town.footprints.name() == "Footprints: Built-in model"
    assert remark(page).startswith("Nothing was added to layer 'mine': 'building' does not go into the field 'score'")
    assert remark(page).endswith("They are in the new layer Footprints: Built-in model as well.")


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


@pytest.mark.parametrize("role", ["labels", "areas", "grid"])
def test_a_layer_that_was_chosen_for_something_else_since_takes_none(page, town, tmp_path, iface, role):
    layer = saved(town, tmp_path)
    page.refresh()
    assert button(page).isEnabled()
    town.choose(**{role: layer})
    layer.startEditing()
    iface.setActiveLayer(layer)
    page.refresh()
    assert not button(page).isEnabled() and button(page).toolTip() == "Choose the layer that they are to be added to."
    assert not radio(page, "intoEdited").isEnabled() and not page._fields.isVisibleTo(page)
    layer.rollBack()


@pytest.fixture()
def seen(town, tmp_path):
    """Imagery that shows what the toy worker finds."""
    layer = QgsRasterLayer(str(make_raster(tmp_path / "south.tif", corner=(500000, 4500064))), "south")
    QgsProject.instance().addMapLayer(layer)
    town.choose(imagery=layer, where="whole")


@pytest.mark.usefixtures("seen")
def test_ground_cover_is_found_where_it_is_labelled_too(page, jobs, town):
    """A lake of which most is labelled is whole in what is found."""
    model = make_model("lakes", classes=["water"], cover=["water"])
    town.choose(labels=make_layer(MOST, name="labels"), model=str(model))
    assert page.findChild(QCheckBox, "skipKnown").isHidden() and page.findChild(QCheckBox, "regularize").isHidden()
    assert "EXISTING" not in predict(page, jobs)
    town.choose(model="")
    assert not page.findChild(QCheckBox, "skipKnown").isHidden()
    assert predict(page, jobs)["EXISTING"] == [town.labels.id()]


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
    assert layer.featureCount() == 2 and remark(page).startswith("The footprints are in mine.")
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
    assert town.footprints.featureCount() == 2 and town.footprints.name() == "Footprints: Built-in model"
    assert remark(page).startswith("The layer is not being edited any more.")


def test_footprints_appended_to_a_layer_that_left_the_project_are_told(page, jobs, town, tmp_path):
    identifier = saved(town, tmp_path).id()
    page.refresh()
    jobs.prepared.connect(lambda job: QgsProject.instance().removeMapLayer(identifier))
    predict(page, jobs)
    assert QgsVectorLayer(str(tmp_path / "mine.gpkg"), "mine", "ogr").featureCount() == 3
    assert remark(page) == "The footprints are in mine, and saved."


def test_a_layer_that_is_moved_meanwhile_takes_them_where_it_is_then(page, jobs, town, tmp_path):
    layer, moved = saved(town, tmp_path), tmp_path / "moved.gpkg"

    def move(job):  # as a draft is, when its project is saved
        shutil.copy(tmp_path / "mine.gpkg", moved)
        layer.setDataSource(f"{moved}|layername=mine", "mine", "ogr")

    page.refresh()
    before = layer.featureCount()
    jobs.prepared.connect(move)
    predict(page, jobs)
    assert layer.source().startswith(str(moved)) and layer.featureCount() == before + 2
    assert QgsVectorLayer(str(tmp_path / "mine.gpkg"), "mine", "ogr").featureCount() == before
