"""The end of a training in the panel: which model is current then, and where it can be taken up again."""


import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QPushButton, QToolButton, QTreeWidget
from roofline.plugin.history import past_runs
from roofline.plugin.history.model_choices import mine, models_folder
from roofline.tests.qgis.support.layers import HOUSE, make_layer
from roofline.tests.qgis.support.past_runs import CUT_OFF, finished, make_model, make_run
from roofline.tests.support.waiting import wait
from roofline.tests.ui.support.job_views import shown


def train(panel, behaviour, name="town"):
    """Start a training that behaves so; its job."""
    models_folder().mkdir(parents=True, exist_ok=True)
    return panel.jobs.start("roofline:finetune", {
        "IMAGERY": [panel.workspace.imagery.id()], "LABELS": make_layer(HOUSE), "BASE_MODEL": behaviour,
        "MODEL": str(models_folder() / f"{name}.roofline")})


def trained(panel, behaviour, name="town"):
    train(panel, behaviour, name)
    wait(lambda: not panel.jobs.busy)


def offers(panel):
    """The buttons in sight that would take a training up."""
    names = ("resumeTraining", "resumeRunNow")
    return [name for name in names if panel.findChild(QPushButton, name).isVisibleTo(panel)]


def test_a_model_that_learned_something_is_the_current_one_and_is_listed(panel):
    trained(panel, "learn")
    assert panel.workspace.choices.model == str(models_folder() / "town.roofline")
    assert [path.stem for path in mine()] == ["town"]


def test_a_model_belongs_to_the_project_that_was_open_when_its_training_began(panel, tmp_path):
    project = QgsProject.instance()
    project.setFileName("")
    train(panel, "learn")
    project.write(str(tmp_path / "named.qgz"))  # saved for the first time, meanwhile
    wait(lambda: not panel.jobs.busy)
    assert panel.workspace.choices.model == str(models_folder() / "town.roofline")
    project.setFileName("")
    train(panel, "learn", "town-2")
    project.clear()  # another project, which is not saved either
    wait(lambda: not panel.jobs.busy)
    assert panel.workspace.choices.model == ""


@pytest.mark.parametrize(("behaviour", "says"), [
    ("learn", "The model belongs to the project in which its training began: the page History has it there."),
    ("be killed", "The worker stopped in the middle of the job")])
def test_a_training_that_ends_in_another_project_offers_nothing_there(panel, behaviour, says):
    job = train(panel, behaviour)
    wait(lambda: job.is_running)
    QgsProject.instance().clear()
    wait(lambda: not panel.jobs.busy)
    assert says in panel.findChild(QLabel, "result").text()
    assert shown(panel, ("findFootprints", "whereNextAfter", "resumeTraining", "showBase")) == set()


def test_a_model_that_learned_nothing_takes_no_other_s_place_and_is_listed_in_the_history_alone(panel):
    trained(panel, "learn")
    trained(panel, "learn nothing", "town-2")
    assert panel.workspace.choices.model == str(models_folder() / "town.roofline")
    assert [path.stem for path in mine()] == ["town"]
    panel.go_to("stepTrain")
    boxes = panel.findChildren(QComboBox, "modelCombo")
    assert boxes and not any("town-2" in box.itemText(row) for box in boxes for row in range(box.count()))
    runs = {run.name: run for run in past_runs.runs_of(QgsProject.instance().fileName())}
    assert (runs["town-2"].is_base, runs["town-2"].has_new_model) == (True, False)
    assert (runs["town"].is_base, runs["town"].has_new_model) == (False, True)
    assert "Nothing was gained: your labels fit learn nothing as it is." in panel.findChild(QLabel, "result").text()


def test_a_model_that_is_worse_than_one_of_before_says_so(panel):
    project, imagery = QgsProject.instance().fileName(), [panel.workspace.imagery.source()]
    trained(panel, "learn")
    assert "trained before" not in panel.findChild(QLabel, "result").text()
    make_run(project=project, says=finished(0.96), imagery=imagery, model=str(make_model("best", f1=0.96)))
    make_run("20261121-101500-other", project=project, says=finished(0.97), model=str(make_model("other", f1=0.97)))
    trained(panel, "learn", "town-2")
    said = panel.findChild(QLabel, "result").text()
    assert "'best', trained before, has F1 0.96 on as many buildings." in said


@pytest.mark.parametrize("ends", ["cancelled", "killed"])
def test_a_training_that_stopped_can_be_taken_up_at_one_place(panel, ends):
    make_run("20260101-000000-older", QgsProject.instance().fileName(), CUT_OFF)
    panel._offer_to_resume()
    assert offers(panel) == ["resumeRunNow"]
    job = train(panel, "save when cancelled" if ends == "cancelled" else "be killed")
    assert offers(panel) == []
    if ends == "cancelled":
        wait(lambda: job.feedback.progress() >= 50)
        job.cancel()
    wait(lambda: not panel.jobs.busy)
    assert offers(panel) == ["resumeTraining"]
    panel.findChild(QToolButton, "dismissJob").click()
    panel._offer_to_resume()
    assert offers(panel) == ["resumeRunNow"]


def test_a_comparison_comes_into_sight_where_the_page_is_short(panel):
    trained(panel, "learn")
    trained(panel, "learn nothing", "town-2")
    panel.resize(340, 500)
    panel.go_to("stepHistory")
    panel.history_page.refresh()
    panel.findChild(QTreeWidget, "runs").selectAll()
    panel.findChild(QPushButton, "compareRuns").click()
    table = panel.findChild(QLabel, "comparison")
    wait(lambda: not table.visibleRegion().isEmpty(), 5)


def bar_text(iface):
    item = iface.bar.currentItem()
    return item.text() if item is not None else ""


def test_a_project_with_a_training_that_was_cut_off_says_so_where_the_panel_is_closed(panel, iface, tmp_path):
    path = str(tmp_path / "town.qgz")
    make_run(project=path, says=CUT_OFF)
    panel.hide()
    QgsProject.instance().clear()
    assert QgsProject.instance().read(path)
    assert bar_text(iface).startswith("A training on zanzibar_b was cut off")
    iface.bar.currentItem().findChild(QPushButton, "showWaiting").click()
    assert panel.isVisible() and offers(panel) == ["resumeRunNow"] and bar_text(iface) == ""


def test_what_the_bar_says_goes_with_the_project_and_once_it_was_closed_by_hand(panel, iface, tmp_path):
    path = str(tmp_path / "town.qgz")
    make_run(project=path, says=CUT_OFF)
    panel.hide()
    QgsProject.instance().read(path)
    assert bar_text(iface)
    QgsProject.instance().clear()
    assert bar_text(iface) == ""
    QgsProject.instance().read(path)
    iface.bar.popWidget()
    QTest.qWait(50)
    panel.show()
    assert bar_text(iface) == "" and offers(panel) == ["resumeRunNow"]


def test_a_project_without_one_and_an_open_panel_say_nothing_in_the_bar(panel, iface, tmp_path):
    path = str(tmp_path / "town.qgz")
    panel.hide()
    QgsProject.instance().read(path)
    assert bar_text(iface) == ""
    make_run(project=path, says=CUT_OFF)
    panel.show()
    QgsProject.instance().read(path)
    assert bar_text(iface) == "" and offers(panel) == ["resumeRunNow"]
