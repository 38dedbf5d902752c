"""The page Train."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QWidget
from roofline.plugin.jobs import last_used
from roofline.plugin.jobs.live_training import OFF
from roofline.plugin.jobs.panel_job import Jobs
from roofline.plugin.layers.edits import add_polygon
from roofline.plugin.layers.project_layers import new_labels_and_areas
from roofline.plugin.layers.sources import is_empty
from roofline.protocol.live_messages import WAITING
from roofline.protocol.settings.training import TIME_CHOICES, TrainSettings
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster
from roofline.tests.ui.support.fake_live import FakeLive
from roofline.ui.pages import train_page
from roofline.ui.pages.train_page import TrainPage

AREA = "Polygon((500000 4500040, 500040 4500040, 500040 4500080, 500000 4500080, 500000 4500040))"


class ToldJobs(Jobs):
    """Jobs that are written down instead of started."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def start(self, algorithm, parameters):
        self.asked.append((algorithm, parameters))
        self.current = SimpleNamespace(algorithm=algorithm)
        self.changed.emit()

    def end(self):
        self.current = None
        self.changed.emit()


@pytest.fixture()
def jobs(qgis):
    return ToldJobs()


@pytest.fixture()
def live(workspace):
    return FakeLive(workspace)


@pytest.fixture()
def page(workspace, jobs, live):
    QgsSettings().remove("plugins/roofline")
    page = TrainPage(workspace, jobs, live)
    page.show()
    yield page
    page.close()


@pytest.fixture()
def town(workspace, tmp_path):
    imagery = QgsRasterLayer(str(make_raster(tmp_path / "image.tif")), "My town")
    QgsProject.instance().addMapLayer(imagery)
    workspace.choose(imagery=imagery, labels=make_layer(HOUSE))
    return workspace


def part(page, name):
    return page.findChild(QWidget, name)


def choose_time(page, key):
    box = part(page, "time")
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def look(page):
    page.state.refresh()
    return part(page, "train")


def test_without_labels_train_waits_and_says_why(page):
    assert not look(page).isEnabled() and look(page).toolTip() == "Choose the imagery above."
    page.train()
    assert page._jobs.asked == []


def test_one_click_trains_on_the_layers_of_the_workspace(page, town, jobs, home):
    QTest.mouseClick(look(page), Qt.MouseButton.LeftButton)
    (algorithm, asked), = jobs.asked
    assert algorithm == "roofline:finetune"
    assert asked["IMAGERY"] == [town.imagery.id()] and asked["LABELS"] == town.labels.id()
    assert Path(asked["MODEL"]).parent == home / "models" and Path(asked["MODEL"]).stem == "My-town"
    assert Path(asked["REPORT"]) == Path(asked["MODEL"]).with_suffix(".html")
    assert not {"AREAS", "BASE_MODEL", "RESUME"} & set(asked)


def test_the_model_of_a_saved_project_goes_beside_it_and_the_page_says_where(page, town, jobs, home, tmp_path):
    assert str(home / "models") in part(page, "modelPlace").text()
    town.project.setFileName(str(tmp_path / "town.qgz"))
    page.hide()
    page.show()
    look(page).click()
    (_, asked), = jobs.asked
    assert Path(asked["MODEL"]) == tmp_path / "town-roofline" / "My-town.roofline"
    assert str(tmp_path / "town-roofline") in part(page, "modelPlace").text()


def test_no_folder_is_tried_while_the_page_is_not_seen(page, town, monkeypatch):
    """The project may lie on a slow drive."""
    tried = []
    monkeypatch.setattr(train_page.model_choices, "new_models_folder", lambda: tried.append(1) or "/models")
    page.hide()
    town.choose(labels=None)
    assert not tried
    page.show()
    assert tried and "/models" in part(page, "modelPlace").text()


def test_the_algorithm_takes_what_the_page_asks_for(page, town, jobs, provider):
    look(page).click()
    (_, asked), = jobs.asked
    fine, complaint = provider.algorithm("finetune").checkParameterValues(asked, _context())
    assert fine, complaint


def _context():
    from qgis.core import QgsProcessingContext

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context


def test_areas_are_given_when_there_are_some(page, town, jobs):
    town.choose(areas=make_layer(name="areas"))
    look(page).click()
    jobs.end()
    town.choose(areas=make_layer(AREA, name="areas"))
    look(page).click()
    assert "AREAS" not in jobs.asked[0][1] and jobs.asked[1][1]["AREAS"] == town.areas.id()


def test_new_areas_that_nobody_drew_in_do_not_stop_a_training(page, town, jobs):
    """QGIS counts -1 features in them once the labels beside them are edited."""
    QgsProject.instance().setCrs(town.imagery.crs())
    new_labels_and_areas(town)
    add_polygon(town.labels, QgsGeometry.fromWkt(HOUSE), town.imagery.crs(), "Draw label")
    assert look(page).isEnabled()
    page.train()
    assert "AREAS" not in jobs.asked[0][1] and is_empty(town.areas)


def test_the_chosen_base_model_is_given_and_kept_in_the_project(page, town, jobs, tmp_path):
    base = tmp_path / "base.roofline"
    base.touch()
    part(page, "baseModel").set_value(str(base))
    part(page, "baseModel").changed.emit(str(base))
    look(page).click()
    assert jobs.asked[0][1]["BASE_MODEL"] == str(base) and town.choices.base_model == str(base)


@pytest.mark.parametrize("key", TIME_CHOICES)
def test_the_time_wins_over_the_form_and_is_kept_in_the_project(page, town, jobs, key):
    choose_time(page, key)
    page._form.set_values({"MAX_SECONDS": 77, "MAX_STEPS": 11})
    look(page).click()
    fixed = {name.upper(): value for name, value in TIME_CHOICES[key].items()}
    expected = {"MAX_SECONDS": 77, "MAX_STEPS": 11, **fixed}
    assert {name: jobs.asked[0][1][name] for name in expected} == expected and town.choices.time == key


def test_all_is_free_and_open_when_the_time_is_set_under_advanced(page, town):
    assert part(page, "advanced").isCollapsed() and not part(page, "maxSeconds").isEnabled()
    choose_time(page, "settings")
    assert not part(page, "advanced").isCollapsed() and part(page, "maxSeconds").isEnabled()


def test_the_choices_of_an_opened_project_are_shown(page, workspace):
    workspace.choose(time="until_flat")
    assert part(page, "time").currentData() == "until_flat"
    workspace.choose(time="fortnight")  # of another version
    assert part(page, "time").currentData() == "minute"


def test_settings_are_remembered_for_the_next_project_without_those_of_the_time(page, town, jobs):
    page._form.set_values({"BATCH_SIZE": 4})
    look(page).click()
    assert last_used.read(TrainSettings) == {"BATCH_SIZE": 4}
    other = TrainPage(town, jobs, FakeLive(town))
    assert other._form.values()["BATCH_SIZE"] == 4
    part(other, "resetSettings").click()
    assert other._form.values()["BATCH_SIZE"] == TrainSettings().batch_size
    other.close()


def test_train_waits_while_a_job_runs(page, town, jobs):
    look(page).click()
    assert not part(page, "train").isEnabled() and "running" in part(page, "train").toolTip()
    page.train()
    assert len(jobs.asked) == 1
    jobs.end()
    assert part(page, "train").isEnabled()


def test_train_waits_for_imagery_that_can_be_used(page, town, jobs):
    town.imagery.setCrs(QgsCoordinateReferenceSystem("IAU_2015:30100"))  # the Moon
    assert not look(page).isEnabled() and "imagery that can be used" in look(page).toolTip()
    page.train()
    assert jobs.asked == []


def test_train_waits_while_a_setting_is_refused(page, town, jobs):
    page._form.set_values({"TILE_SIZE": 500})
    assert not look(page).isEnabled() and look(page).toolTip() == "Tile size 500 does not divide by 32; try 512."


def test_enter_trains_but_not_in_a_number_or_on_another_button(page, town, jobs):
    look(page)
    page.activateWindow()
    part(page, "advanced").setCollapsed(False)
    part(page, "batchSize").setFocus()
    QTest.keyClick(part(page, "batchSize"), Qt.Key.Key_Return)
    assert jobs.asked == []
    part(page, "resetSettings").setFocus()
    QTest.keyClick(part(page, "resetSettings"), Qt.Key.Key_Return)
    assert jobs.asked == []
    part(page, "time").setFocus()
    QTest.keyClick(part(page, "time"), Qt.Key.Key_Return)
    assert len(jobs.asked) == 1


def test_nothing_of_the_settings_shows_while_they_are_closed(page, town):
    advanced, remark = part(page, "advanced"), page._advanced._remark
    for index in range(part(page, "time").count()):
        part(page, "time").setCurrentIndex(index)
        advanced.setCollapsed(True)
        town.changed.emit()
        assert not remark.isVisible() and not part(page, "batchSize").isVisible()
        advanced.setCollapsed(False)
        assert part(page, "batchSize").isVisible() and remark.isVisible() == bool(remark.text())


def test_labels_that_vanish_at_the_last_moment_start_nothing(page, town, jobs):
    assert look(page).isEnabled()
    QgsProject.instance().removeMapLayer(town.labels.id())
    page.train()
    assert jobs.asked == [] and not part(page, "train").isEnabled()


def test_a_folder_that_cannot_be_written_is_told(page, town, jobs, home):
    home.parent.joinpath("home").write_text("in the way")
    look(page).click()
    assert jobs.asked == [] and "cannot be written" in part(page, "trainTrouble").text()


def test_a_closed_page_hears_nothing(workspace, jobs, capsys):
    page = TrainPage(workspace, jobs, FakeLive(workspace))
    page.close()
    page.deleteLater()
    workspace.choose(time="settings")
    jobs.changed.emit()
    assert part(page, "time").currentData() == "minute" and capsys.readouterr().err == ""


def test_where_labels_are_selected_the_page_asks_whether_to_learn_from_them_alone(page, town, jobs):
    labels = make_layer(HOUSE, HOUSE, HOUSE)
    town.choose(labels=labels)
    box = part(page, "onlySelected")
    assert not box.isVisibleTo(page)
    labels.selectByIds([1, 2])
    assert box.isVisibleTo(page) and box.text() == "Learn from the 2 selected labels alone" and not box.isChecked()
    look(page).click()
    assert jobs.asked[-1][1]["LABELS"] == labels.id()
    jobs.end()
    box.click()
    assert "2 labels" in part(page, "state").text()
    look(page).click()
    value = jobs.asked[-1][1]["LABELS"]
    assert value.selectedFeaturesOnly and value.source.staticValue() == labels.id()
    jobs.end()
    labels.removeSelection()
    assert not box.isVisibleTo(page) and not box.isChecked() and "3 labels" in part(page, "state").text()


def test_the_live_switch_begins_with_the_settings_of_the_analyst_and_ends(page, town, live):
    page._form.set_values({"LEARNING_RATE": 0.002})
    part(page, "live").click()
    [(what, settings)] = live.asked
    assert what == "start" and settings["LEARNING_RATE"] == 0.002 and part(page, "live").isChecked()
    assert settings["MAX_SECONDS"] == TrainSettings().max_seconds  # not the choice of the time
    part(page, "live").click()
    assert live.asked[-1] == ("stop",) and not part(page, "live").isChecked()


def test_a_live_training_that_cannot_begin_says_why(page, live):
    live.refusal = "Choose the imagery above."
    part(page, "live").click()
    assert not part(page, "live").isChecked() and part(page, "liveTrouble").text() == "Choose the imagery above."
    live.refusal = ""
    part(page, "live").click()
    assert part(page, "live").isChecked() and part(page, "liveTrouble").text() == ""


def test_what_the_live_training_notices_stands_below_the_switch_until_the_next_one(page, town, live):
    part(page, "live").click()
    live.noticed.emit("Two labels lie on each other.")
    notices = part(page, "liveNotices")
    assert notices.toPlainText() == "Two labels lie on each other." and not notices.isHidden()
    live.be(OFF)
    assert not notices.isHidden()
    part(page, "live").click()
    assert notices.isHidden()


def test_the_live_training_begins_anew(page, town, live):
    part(page, "live").click()
    live.be(WAITING)
    assert part(page, "liveAnew").isHidden(), "there is nothing to forget yet"
    live.learn(3)
    part(page, "liveAnew").click()
    assert [asked[0] for asked in live.asked] == ["start", "stop", "start anew"] and part(page, "live").isChecked()


def test_one_training_at_a_time(page, town, live, jobs):
    part(page, "live").click()
    assert not look(page).isEnabled() and "Live training is on" in look(page).toolTip()
    assert "Switch it off to train" in part(page, "liveExplained").text()
    page.train()
    assert jobs.asked == []
    live.be(OFF)
    assert not part(page, "live").isChecked() and "Switch it off" not in part(page, "liveExplained").text()
    look(page).click()
    assert not part(page, "live").isEnabled() and "training is running" in part(page, "live").toolTip()
    jobs.end()
    assert part(page, "live").isEnabled()
