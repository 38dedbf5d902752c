"""The panel's offers to go on with what was cut off, with the real algorithm and the toy worker."""

import shutil

import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QRadioButton, QToolButton
from roofline.plugin.history import past_runs
from roofline.plugin.worker.job_folder import predictions_folder
from roofline.tests.qgis.support.layers import make_raster
from roofline.tests.qgis.support.past_runs import CUT_OFF, make_run
from roofline.tests.support.waiting import wait
from roofline.ui import panel as panel_module
from roofline.ui.pages import setup_page

BE_KILLED, NEVER_END, REFUSE = "find one, then be killed", "find one, then never end", "refuse"
LOGS = {"request.json", "messages.jsonl", "worker.log"}


def predict(panel, monkeypatch, model, cancel=False):
    """Look everywhere with a model that ends badly."""
    panel.go_to("stepPredict")
    page = panel.predict_page
    with monkeypatch.context() as patch:
        patch.setattr(page._model, "value", lambda: model)
        page.findChild(QRadioButton, "whereWhole").click()
        page.refresh()
        page.findChild(QPushButton, "predict").click()
    if cancel:
        wait(lambda: panel.jobs.current.feedback.progress() >= 50)
        panel.jobs.current.cancel()
    wait(lambda: not panel.jobs.busy)


def offered(panel):
    text = panel.findChild(QLabel, "cutOff")
    return text.text() if text.isVisibleTo(panel) else ""


def what_is_left():
    return {path.name for folder in predictions_folder().iterdir() for path in folder.iterdir()}


def press(panel, name):
    panel.findChild(QPushButton, name).click()


@pytest.mark.parametrize(("model", "percent"), [(BE_KILLED, 43), (NEVER_END, 50)])
def test_a_prediction_that_was_cut_off_goes_on_in_a_new_layer(panel, monkeypatch, model, percent):
    predict(panel, monkeypatch, model, cancel=model == NEVER_END)
    assert offered(panel) == f"A prediction on town stopped at {percent} %, with 1 footprint found."
    assert panel.workspace.footprints is None
    panel.go_to("stepLabel")
    press(panel, "resumePrediction")
    assert offered(panel) == "" and panel.predict_page.isVisibleTo(panel)
    wait(lambda: not panel.jobs.busy)
    assert panel.workspace.footprints.featureCount() == 2 and offered(panel) == ""
    assert list(predictions_folder().iterdir()) == []


def test_what_was_found_can_be_kept_as_a_layer_that_says_so(panel, monkeypatch):
    predict(panel, monkeypatch, BE_KILLED)
    press(panel, "keepFound")
    wait(lambda: panel.workspace.footprints is not None)
    layer = panel.workspace.footprints
    assert layer.featureCount() == 1 and layer.name().endswith("(part)")
    assert panel.workspace.choices.geopackage in layer.source()
    assert next(layer.getFeatures())["status"] == "predicted"
    told = panel.findChild(QLabel, "predictRemark").text()
    assert told.startswith(f"What was found is in the new layer {layer.name()} (1 footprint).")
    assert what_is_left() == LOGS and offered(panel) == ""


@pytest.mark.parametrize("again", ["keepFound", "resumePrediction"])
def test_what_is_being_kept_is_neither_kept_twice_nor_gone_on_with(panel, monkeypatch, again):
    predict(panel, monkeypatch, BE_KILLED)
    press(panel, "keepFound")
    panel._offer_to_resume()  # as when the panel is shown again while many are copied
    press(panel, again)
    assert panel.findChild(QLabel, "predictRemark").text().startswith("Something else is running.")
    wait(lambda: not panel.predict_page._delivery.is_adding and not panel.jobs.busy)
    assert [layer.name() for layer in QgsProject.instance().mapLayers().values() if "Footprints" in layer.name()] == [
        panel.workspace.footprints.name()] and panel.workspace.footprints.name().endswith("(part)")


def test_discarding_deletes_it_and_offers_the_one_before(panel, monkeypatch):
    predict(panel, monkeypatch, BE_KILLED)
    (folder,) = predictions_folder().iterdir()
    older = shutil.copytree(folder, folder.with_name("20200101-000000-older"))
    press(panel, "discardPrediction")
    assert offered(panel) and (older / "footprints.gpkg").exists()
    press(panel, "discardPrediction")
    assert offered(panel) == "" and what_is_left() == LOGS


def test_it_is_offered_again_when_the_project_is_opened_and_after_another_job(panel, monkeypatch, tmp_path):
    predict(panel, monkeypatch, BE_KILLED)
    QgsProject.instance().clear()
    assert offered(panel) == ""
    QgsProject.instance().read(str(tmp_path / "town.qgz"))
    assert offered(panel)
    predict(panel, monkeypatch, "rest")
    assert panel.workspace.footprints is not None and offered(panel)


def test_a_prediction_that_found_nothing_to_keep_is_not_offered(panel, monkeypatch):
    predict(panel, monkeypatch, REFUSE)
    assert offered(panel) == ""


def test_a_prediction_in_a_project_that_is_not_saved_is_offered_there_at_once(panel, monkeypatch):
    QgsProject.instance().setFileName("")
    predict(panel, monkeypatch, BE_KILLED)
    assert offered(panel)
    panel._offer_to_resume()
    assert offered(panel) == ""


def test_it_goes_on_with_the_imagery_that_it_was_begun_on(panel, monkeypatch, tmp_path):
    predict(panel, monkeypatch, BE_KILLED)
    town = panel.workspace.imagery
    other = QgsRasterLayer(str(make_raster(tmp_path / "other.tif")), "other")
    QgsProject.instance().addMapLayer(other)
    panel.workspace.choose(imagery=other)
    press(panel, "resumePrediction")
    wait(lambda: not panel.jobs.busy)
    assert panel.workspace.imagery == town and panel.workspace.footprints.featureCount() == 2


def test_it_goes_on_with_the_chosen_one_of_two_layers_of_that_imagery(panel, monkeypatch):
    first = panel.workspace.imagery
    copies = [QgsRasterLayer(first.source(), f"copy {number}") for number in range(3)]
    QgsProject.instance().addMapLayers(copies)
    later = list(QgsProject.instance().mapLayers().values())[-1]
    panel.workspace.choose(imagery=later, only_bands="1,2")
    predict(panel, monkeypatch, BE_KILLED)
    press(panel, "keepFound")
    wait(lambda: panel.workspace.footprints is not None)
    assert panel.workspace.imagery == later and panel.workspace.band_numbers == [1, 2]


def test_trainings_and_predictions_are_offered_side_by_side(panel, monkeypatch):
    predict(panel, monkeypatch, BE_KILLED)
    run = make_run(project=QgsProject.instance().fileName(), says=CUT_OFF)
    panel._offer_to_resume()
    assert panel.findChild(QLabel, "interrupted").isVisibleTo(panel) and offered(panel)
    press(panel, "leaveRun")
    assert not panel.findChild(QLabel, "interrupted").isVisibleTo(panel) and offered(panel)
    assert past_runs.read_run(run).dismissed


def test_a_comparison_with_the_base_model_leaves_nothing_to_go_on_with(panel, monkeypatch):
    job = panel.jobs.start("roofline:predict", {
        "IMAGERY": [panel.workspace.imagery.id()], "MODEL": BE_KILLED, "FOOTPRINTS": "TEMPORARY_OUTPUT"}, quiet=True)
    wait(lambda: not panel.jobs.busy)
    assert job.feedback.folder.exists()
    panel._offer_to_resume()
    assert offered(panel) == ""


def test_what_was_cut_off_waits_for_the_end_of_a_comparison(panel, iface, monkeypatch):
    predict(panel, monkeypatch, BE_KILLED)
    make_run(project=QgsProject.instance().fileName(), says=CUT_OFF)
    panel._offer_to_resume()
    compared = panel.jobs.start("roofline:predict", {
        "IMAGERY": [panel.workspace.imagery.id()], "MODEL": NEVER_END, "FOOTPRINTS": "TEMPORARY_OUTPUT"}, quiet=True)
    press(panel, "resumePrediction")
    press(panel, "resumeRunNow")
    told = panel.findChild(QLabel, "predictRemark").text(), iface.messageBar().currentItem().text()
    assert all(text.startswith("Something else is running.") for text in told)
    compared.cancel()
    wait(lambda: not panel.jobs.busy)
    assert offered(panel)


def test_a_self_test_runs_from_the_set_up_page_and_its_page_is_kept(panel, home, monkeypatch):
    monkeypatch.setattr(setup_page, "is_ready", lambda: True)
    panel.findChild(QToolButton, "openSetup").click()
    press(panel, "selfTest")
    assert panel.job_view.isVisibleTo(panel) and not panel.setup_page.isVisibleTo(panel)
    wait(lambda: not panel.jobs.busy)
    assert panel.findChild(QLabel, "result").text() == "Everything works on this computer."
    assert "| A good part | yes | fine |" in (home / "logs" / "selftest.txt").read_text(encoding="utf-8")


def test_a_graphics_card_that_came_later_is_offered_the_set_up(panel, monkeypatch):
    wait(lambda: not panel._new_card.is_running)  # that of the first look at the panel
    monkeypatch.setattr(panel_module, "new_graphics_card", lambda: "580.65.06")
    panel.hide()
    panel.show()
    wait(lambda: panel.findChild(QLabel, "newCard").isVisibleTo(panel))
    assert "graphics card now (driver 580.65.06)" in panel.findChild(QLabel, "newCard").text()
    press(panel, "setUpAgain")
    assert panel.setup_page.isVisibleTo(panel) and not panel.train_page.isVisibleTo(panel)
    press(panel, "leaveNewCard")
    panel.offers.offer_setup("580.65.06")
    assert not panel.findChild(QLabel, "newCard").isVisibleTo(panel)


def test_the_set_up_is_a_page_that_one_comes_back_from(panel, monkeypatch):
    monkeypatch.setattr(setup_page, "is_ready", lambda: True)
    assert not panel.setup_page.isVisibleTo(panel) and not panel.findChild(QLabel, "newCard").isVisibleTo(panel)
    panel.findChild(QToolButton, "openSetup").click()
    assert panel.setup_page.isVisibleTo(panel)
    press(panel, "leaveSetup")
    assert not panel.setup_page.isVisibleTo(panel) and panel.label_page.isVisibleTo(panel)
