"""The page History."""

import re
from datetime import datetime

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTreeWidget
from roofline.plugin.history import past_runs
from roofline.plugin.jobs.panel_job import Jobs
from roofline.tests.qgis.support.past_runs import CUT_OFF, FAILED, finished, make_model, make_run
from roofline.tests.support.waiting import wait
from roofline.ui.pages.history_page import HistoryPage

OLD, NEW, BROKEN = "20261119-091500-first", "20261120-101500-second", "20261120-171500-third"
WHEN, F1, BASE, TIME = range(4)


@pytest.fixture()
def jobs():
    return Jobs()


@pytest.fixture()
def page(workspace, jobs):
    page = HistoryPage(workspace, jobs)
    page.show()
    yield page
    page.close()


@pytest.fixture()
def runs(page):
    """A finished run, a finished one with other settings, and one that was cut off."""
    make_model("first", OLD, f1=0.62)
    make_run(OLD, "", finished(0.62))
    report = make_model("second", NEW, f1=0.71).with_suffix(".html")
    report.write_text("scores")
    make_run(NEW, "", finished(0.71), report=str(report), imagery=["/data/other.tif"])
    make_run(BROKEN, "", CUT_OFF)
    page.refresh()


def tree(page):
    return page.findChild(QTreeWidget, "runs")


def names(page):
    return [tree(page).topLevelItem(row).run.name for row in range(tree(page).topLevelItemCount())]


def select(page, *wanted):
    tree(page).clearSelection()
    for row in range(tree(page).topLevelItemCount()):
        item = tree(page).topLevelItem(row)
        if item.run.name in wanted:
            tree(page).setCurrentItem(item, 0, QItemSelectionModel.SelectionFlag.Select)


def button(page, name):
    return page.findChild(QPushButton, name)


def said(page):
    return page.findChild(QLabel, "historyRemark").text() if page._remark.isVisible() else ""


def test_runs_are_listed_newest_first_with_scores_what_they_started_from_and_time(page, runs):
    assert names(page) == ["third", "second", "first"]
    row = tree(page).topLevelItem(2)
    assert [row.text(column) for column in (F1, BASE, TIME)] == ["0.62 (0.50)", "Built-in", "58 s"]
    assert row.toolTip(F1).startswith(
        "first\nzanzibar_b\nStarted from the built-in model\n29 labels (23 to learn from, 6 held out")
    assert tree(page).topLevelItem(0).text(F1) == "Cut off"


def test_all_columns_are_in_sight_where_the_dock_is_narrow(page, runs):
    make_run("20261122-000000-fourth", "", finished(0.7), base_model="/models/a very long name of a model.roofline")
    page.refresh()
    page.resize(48 * page.fontMetrics().averageCharWidth(), 600)
    QTest.qWait(20)
    header = tree(page).header()
    assert header.length() <= tree(page).viewport().width() and not tree(page).horizontalScrollBar().isVisible()
    assert header.sectionSize(BASE) > 4 * page.fontMetrics().averageCharWidth()


def test_a_run_that_brought_nothing_is_listed_as_such_and_offers_no_model(page, workspace):
    make_model("first", OLD, f1=0.62, base=0.62, best_step=0)
    make_run(OLD, "", finished(0.62, 0.62))
    page.refresh()
    select(page, "first")
    row = tree(page).topLevelItem(0)
    assert row.text(F1) == "no gain (0.62)" and "its model is the built-in model as it was" in row.toolTip(F1)
    assert not button(page, "useModel").isEnabled() and not button(page, "startFrom").isEnabled()
    QTest.keyClick(tree(page), Qt.Key.Key_Return)
    assert workspace.choices.model == ""


def test_a_run_of_today_tells_the_time_alone(page):
    make_run(f"{datetime.now():%Y%m%d}-091500-town", "", CUT_OFF)
    page.refresh()
    assert tree(page).topLevelItem(0).text(WHEN) == "09:15"


def test_a_header_sorts_by_what_the_column_means(page, runs):
    tree(page).sortByColumn(F1, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["second", "first", "third"]
    tree(page).sortByColumn(WHEN, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["first", "second", "third"]


def test_an_empty_history_says_how_to_begin(page):
    page.refresh()
    assert page.findChild(QLabel, "historyEmpty").text().startswith("Nothing was trained in this project yet.")
    assert not tree(page).isVisible() and not button(page, "useModel").isVisible()


def test_a_model_is_used_by_its_button_and_by_enter(page, runs, workspace):
    select(page, "first")
    button(page, "useModel").click()
    assert workspace.choices.model.endswith("first.roofline")
    assert said(page).startswith("Footprints are found with first")
    select(page, "second")
    QTest.keyClick(tree(page), Qt.Key.Key_Return)
    assert workspace.choices.model.endswith("second.roofline") and workspace.choices.base_model == ""


def test_the_model_in_use_stands_out(page, runs, workspace):
    workspace.choose(model=str(tree(page).topLevelItem(2).run.model))
    wait(lambda: tree(page).topLevelItem(2).font(0).bold())
    assert not tree(page).topLevelItem(1).font(0).bold()


def test_the_next_training_can_start_from_a_model(page, runs, workspace):
    select(page, "first")
    button(page, "startFrom").click()
    assert workspace.choices.base_model.endswith("first.roofline") and workspace.choices.model == ""


def test_a_run_without_a_model_gives_none(page, runs):
    select(page, "third")
    assert not button(page, "useModel").isEnabled() and not button(page, "startFrom").isEnabled()
    QTest.keyClick(tree(page), Qt.Key.Key_Return)
    assert said(page) == ""


def test_two_runs_are_compared_by_scores_and_by_what_differs(page, runs):
    select(page, "first")
    assert not button(page, "compareRuns").isEnabled()
    select(page, "first", "second")
    button(page, "compareRuns").click()
    table = page.findChild(QLabel, "comparison")
    head, *rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall("<tr>(.*?)</tr>", table.text())]
    assert rows == [["F1", "0.62", "0.71"], ["95 % interval", "0.52 to 0.72", "0.61 to 0.81"],
                    ["Buildings found", "31 of 41", "31 of 41"], ["False alarms", "9", "9"],
                    ["F1 before", "0.50", "0.50"], ["Imagery", "zanzibar_b", "other"]]
    assert [name.split("<br>")[0] for name in head] == ["", "first", "second"] and table.isVisible()
    assert head[1].split("<br>")[1] == tree(page).topLevelItem(2).text(WHEN)
    select(page, "first")
    assert not table.isVisible()


def test_the_command_is_copied_and_shown(page, runs):
    select(page, "first")
    button(page, "copyCommand").click()
    line = QGuiApplication.clipboard().text()
    assert line == past_runs.command(tree(page).topLevelItem(2).run) and " run roofline:finetune -- " in line
    assert page.findChild(QPlainTextEdit, "command").toPlainText() == line


def test_the_report_opens_where_there_is_one(page, runs, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    select(page, "first")
    assert not button(page, "openRunReport").isEnabled()
    select(page, "second")
    button(page, "openRunReport").click()
    assert opened[0].endswith("second.html")


def test_a_run_that_was_cut_off_can_go_on_unless_something_is_running(page, runs, jobs):
    wanted = []
    page.resume_wanted.connect(wanted.append)
    select(page, "first")
    assert not button(page, "resumeRun").isEnabled()
    select(page, "third")
    button(page, "resumeRun").click()
    assert wanted == [str(tree(page).topLevelItem(0).run.folder)]
    jobs.current = object()
    page.refresh()
    assert not button(page, "resumeRun").isEnabled()


def test_a_failed_run_tells_why(page):
    make_run(OLD, "", FAILED)
    page.refresh()
    row = tree(page).topLevelItem(0)
    assert row.text(F1) == "Failed" and "The loss stopped being a number." in row.toolTip(F1)


def test_what_is_selected_stays_so_when_the_list_changes(page, runs):
    select(page, "first")
    make_run("20261121-000000-fourth", "", CUT_OFF)
    page.refresh()
    assert [item.run.name for item in tree(page).selectedItems()] == ["first"] and len(names(page)) == 4


def test_a_run_that_begins_or_ends_is_noticed(page, jobs):
    make_run(OLD, "", CUT_OFF)
    jobs.changed.emit()
    wait(lambda: names(page) == ["first"])


def test_each_project_has_its_own_runs_which_follow_it_to_another_name(page, workspace, tmp_path):
    project = QgsProject.instance()
    make_run(f"{datetime.now():%Y%m%d-%H%M%S}-town", "", CUT_OFF)
    project.write(str(tmp_path / "town.qgz"))
    wait(lambda: names(page) == ["town"])
    project.write(str(tmp_path / "copy.qgz"))
    assert len(past_runs.runs_of(project.fileName())) == 1
    project.clear()
    wait(lambda: names(page) == [])
    project.read(str(tmp_path / "town.qgz"))
    wait(lambda: names(page) == ["town"])


def test_the_page_is_never_wider_than_the_dock(page, runs):
    select(page, "first", "second")
    button(page, "compareRuns").click()
    assert page.minimumSizeHint().width() <= 340


def test_a_closed_page_hears_nothing(workspace, jobs):
    def ears():
        return (workspace.receivers(workspace.changed), jobs.receivers(jobs.changed),
                workspace.project.receivers(workspace.project.projectSaved))

    before = ears()
    page = HistoryPage(workspace, jobs)
    assert all(now > then for now, then in zip(ears(), before))
    page.close()
    assert ears() == before
