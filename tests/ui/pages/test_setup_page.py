"""The first-run page, with the real algorithm and a stand-in for what it installs."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QWidget
from roofline.plugin.environment.installer import SetupCanceled
from roofline.plugin.environment.plan import Part, Plan
from roofline.plugin.environment.system import SetupError
from roofline.plugin.jobs.panel_job import Jobs
from roofline.plugin.processing import setup
from roofline.tests.support.waiting import wait
from roofline.ui.pages import setup_page
from roofline.ui.pages.setup_page import SetupPage

PLAN = {"torch": "2.13.0", "others": 10, "folder": Path("/data/environments/0123"), "log": Path("/data/setup.log"),
        "download_gigabytes": 0.3, "disk_gigabytes": 3.0, "kept_gigabytes": 2.4, "driver": None, "metal": False,
        "own": None}


@pytest.fixture()
def jobs(provider):
    return Jobs()


@pytest.fixture()
def page(jobs, monkeypatch, tmp_path):
    monkeypatch.setattr(setup_page, "plan", lambda: Plan(**{**PLAN, "log": tmp_path / "setup.log"}))
    page = SetupPage(jobs)
    page.show()
    wait(lambda: page._plan is not None)
    yield page
    wait(lambda: not jobs.busy)
    page.close()


def installs(monkeypatch, act):
    """Let `act(show, is_canceled)` stand for the installation."""
    monkeypatch.setattr(setup, "set_up", lambda show, is_canceled, **_: act(show, is_canceled))


def part(page, name):
    return page.findChild(QWidget, name)


def words(page):
    return "\n".join(label.text() for label in page.findChildren(QLabel)).replace("\u200b", "")


def test_the_page_says_what_comes_where_and_how_much(page):
    for expected in ("PyTorch 2.13.0, 10 other packages", "/data/environments/0123", "0.3 GB to download", "3 GB on",
                     "Nothing is put into QGIS's Python", "no NVIDIA"):
        assert expected in words(page)


@pytest.mark.parametrize("facts, expected", [
    ({"driver": "570.86.10"}, "The NVIDIA graphics card (driver 570.86.10)"),
    ({"metal": True}, "The Mac's graphics chip"),
    ({"own": Path("/opt/torch/bin/python")}, "the packages in /opt/torch/bin/python are checked")])
def test_other_machines_read_other_facts(page, facts, expected):
    page._show_plan(Plan(**{**PLAN, **facts}))
    assert expected in words(page)


def test_looking_at_the_machine_does_not_hold_up_the_window(jobs, monkeypatch):
    looking = threading.Event()
    monkeypatch.setattr(setup_page, "plan", lambda: looking.wait(10) and Plan(**PLAN))
    page = SetupPage(jobs)
    started = time.monotonic()
    page.show()
    assert time.monotonic() - started < 2 and page._plan is None and part(page, "install").isEnabled()
    looking.set()
    wait(lambda: page._plan is not None)
    page.close()


def test_installing_shows_its_progress_and_ends_with_ready(page, jobs, monkeypatch):
    go, ready = threading.Event(), []
    page.done.connect(lambda: ready.append(True))

    def act(show, is_canceled):
        show(0.25, "Downloading torch (190.2 MB)")
        assert go.wait(10)
        return Path("/data/bin/python")

    installs(monkeypatch, act)
    QTest.mouseClick(part(page, "install"), Qt.MouseButton.LeftButton)
    wait(lambda: part(page, "setupText").text() == "Downloading torch (190.2 MB)")
    assert part(page, "setupProgress").value() / part(page, "setupProgress").maximum() == 0.25
    assert part(page, "install").isHidden() and not part(page, "cancelInstall").isHidden() and not ready
    go.set()
    wait(lambda: bool(ready))
    assert part(page, "cancelInstall").isHidden()


def test_a_failure_is_told_with_the_log_and_can_be_tried_again(page, jobs, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(setup_page.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    (tmp_path / "setup.log").touch()

    def fail(show, is_canceled):
        raise SetupError("The disk is full. Free about 3 GB.")

    installs(monkeypatch, fail)
    part(page, "install").click()
    wait(lambda: "The disk is full" in part(page, "setupResult").text())
    part(page, "showSetupLog").click()
    assert opened == [str(tmp_path / "setup.log")] and part(page, "install").text() == "Try again"
    ready = []
    page.done.connect(lambda: ready.append(True))
    installs(monkeypatch, lambda show, is_canceled: Path("/data/bin/python"))
    part(page, "install").click()
    assert part(page, "showSetupLog").isHidden() and not part(page, "setupResult").isVisible()
    wait(lambda: bool(ready))


def test_cancel_ends_the_installation_and_it_can_begin_again(page, jobs, monkeypatch):
    def act(show, is_canceled):
        show(0.1, "Downloading")
        while not is_canceled():
            time.sleep(0.01)
        raise SetupCanceled

    installs(monkeypatch, act)
    part(page, "install").click()
    wait(lambda: part(page, "setupText").text() == "Downloading")
    part(page, "cancelInstall").click()
    assert not part(page, "cancelInstall").isEnabled()
    wait(lambda: part(page, "setupResult").text() == "Cancelled. What was downloaded is kept for the next time.")
    assert not part(page, "install").isHidden() and part(page, "install").isEnabled()


def test_install_waits_while_something_else_runs(page, jobs):
    jobs.current = object()
    jobs.changed.emit()
    assert not part(page, "install").isEnabled()
    page.install()
    assert page._job is None
    jobs.current = None
    jobs.changed.emit()
    assert part(page, "install").isEnabled()


@pytest.fixture()
def asked(monkeypatch):
    """What the page asked the algorithms' functions to do."""
    asked = []
    monkeypatch.setattr(setup, "set_up", lambda *_, repair, **__: asked.append(("set_up", repair)) or Path("/bin/sh"))
    monkeypatch.setattr(setup, "use_own", lambda python, *_, **__: asked.append(("use_own", str(python))) or python)
    monkeypatch.setattr(setup, "uninstall", lambda home: asked.append(("uninstall",)))
    return asked


def test_what_is_ready_can_be_made_again_and_left(page, asked):
    left = []
    page.done.connect(lambda: left.append(True))
    page._show_plan(Plan(**{**PLAN, "is_ready": True}))
    assert "Roofline is set up" in words(page)
    part(page, "leaveSetup").click()
    assert left == [True]
    assert part(page, "install").text() == "Install again"
    part(page, "install").click()
    wait(lambda: asked == [("set_up", True)])


def test_a_python_of_ones_own_is_chosen_as_a_file(page, asked, monkeypatch):
    monkeypatch.setattr(setup_page.QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    part(page, "ownPython").click()
    assert page._job is None
    monkeypatch.setattr(setup_page.QFileDialog, "getOpenFileName", lambda *_: ("/bin/sh", ""))
    part(page, "ownPython").click()
    wait(lambda: asked == [("use_own", "/bin/sh")])


def test_uninstalling_tells_its_size_and_asks_first(page, asked, monkeypatch):
    questions = []

    def answer(button):
        monkeypatch.setattr(setup_page.QMessageBox, "question", lambda *words: questions.append(words[2]) or button)

    page._show_plan(Plan(**{**PLAN, "is_ready": True, "installed_bytes": 2_100_400_000}))
    assert part(page, "uninstall").text() == "Uninstall (2100 MB)"
    answer(setup_page.QMessageBox.StandardButton.No)
    part(page, "uninstall").click()
    assert "frees 2100 MB" in questions[0] and page._job is None
    answer(setup_page.QMessageBox.StandardButton.Yes)
    part(page, "uninstall").click()
    wait(lambda: part(page, "setupResult").text() == "The environment is gone.")
    assert asked == [("uninstall",)]


def test_a_python_of_ones_own_is_forgotten_without_a_question(page, asked):
    page._show_plan(Plan(**{**PLAN, "is_ready": True, "own": Path("/opt/torch/bin/python"), "is_remembered": True}))
    assert part(page, "uninstall").text() == "Do not use this Python any more"
    part(page, "uninstall").click()
    wait(lambda: part(page, "setupResult").text() == "It is not used any more.")
    assert asked == [("uninstall",)]


def test_the_python_of_the_variable_cannot_be_forgotten_here(page):
    page._show_plan(Plan(**{**PLAN, "is_ready": True, "own": Path("/opt/torch/bin/python"), "installed_bytes": 9}))
    assert part(page, "uninstall").isHidden()
    page._show_plan(Plan(**{**PLAN, "is_ready": True, "installed_bytes": 9}))
    assert not part(page, "uninstall").isHidden()


def test_a_warning_stays_while_it_installs(page, monkeypatch):
    go = threading.Event()

    def act(show, is_canceled, warn):
        warn("torch comes from PyPI")
        show(0.2, "Downloading torch")
        return go.wait(10) and Path("/bin/python")

    monkeypatch.setattr(setup, "set_up", lambda show, is_canceled, warn, **_: act(show, is_canceled, warn))
    part(page, "install").click()
    wait(lambda: part(page, "setupText").text() == "Downloading torch")
    assert part(page, "setupResult").text() == "torch comes from PyPI" and part(page, "setupResult").isVisible()
    go.set()


def test_what_a_set_up_that_worked_has_to_tell_is_read_before_the_page_goes(page, jobs, monkeypatch):
    def act(show, is_canceled, warn):
        for _ in range(2):
            warn("This computer has 1.9 GB of memory.")
        warn("The NVIDIA driver 580.65.06 is there, but torch cannot use it.")
        return Path("/bin/python")

    left = []
    page.done.connect(lambda: left.append(True))
    monkeypatch.setattr(setup, "set_up", lambda show, is_canceled, warn, **_: act(show, is_canceled, warn))
    monkeypatch.setattr(setup_page, "is_ready", lambda: True)
    part(page, "install").click()
    wait(lambda: page._job is None)
    assert part(page, "setupResult").text().splitlines() == [
        "This computer has 1.9 GB of memory.", "The NVIDIA driver 580.65.06 is there, but torch cannot use it."]
    assert part(page, "setupResult").isVisible() and not left
    part(page, "leaveSetup").click()
    assert left == [True]
    installs(monkeypatch, lambda show, is_canceled: Path("/bin/python"))
    part(page, "install").click()
    wait(lambda: len(left) == 2)
    assert part(page, "setupResult").text() == ""


def test_a_ready_python_of_ones_own_is_checked_not_installed(page):
    page._show_plan(Plan(**{**PLAN, "is_ready": True, "own": Path("/opt/torch/bin/python")}))
    assert part(page, "install").text() == "Check"


MORE = Part("terratorch", False, 0.3, 1.1, "3.12")


def show_part(page, monkeypatch, part):
    """The page on a computer where it stands so with the part."""
    found = Plan(**{**PLAN, "is_ready": True, "parts": (part,)})
    monkeypatch.setattr(setup_page, "plan", lambda: found)
    page._show_plan(found)


@pytest.mark.parametrize("given, says, button, extras", [
    (MORE, "About 0.3 GB to download, and 1.1 GB more on the disk.", "Add it", ("terratorch",)),
    (replace(MORE, too_old="3.11", download_gigabytes=0.6, gigabytes=3.5),
     "It needs Python 3.12, and what is installed here has 3.11: another environment is made", "Add it",
     ("terratorch",)),
    (replace(MORE, is_there=True), "It is installed.", "Go without it", ())])
def test_an_optional_part_is_added_or_given_up(page, monkeypatch, given, says, button, extras):
    asked, left = [], []
    monkeypatch.setattr(setup, "set_up", lambda *_, extras, **__: asked.append(extras) or Path("/bin/sh"))
    page.done.connect(lambda: left.append(True))
    assert part_box(page).isHidden()
    show_part(page, monkeypatch, given)
    assert not part_box(page).isHidden() and part_box(page).isCollapsed()
    part_box(page).setCollapsed(False)
    assert page.findChild(QLabel, "terratorchFacts").text().startswith(says)
    add = page.findChild(QPushButton, "terratorch")
    assert add.text() == button and add.isVisible()
    add.click()
    assert part_box(page).isHidden()
    wait(lambda: bool(left))
    assert asked == [extras]


def part_box(page):
    return part(page, "parts")


def test_a_part_that_could_not_be_added_leaves_the_rest_as_it_was(page, monkeypatch):
    def fail(*_, **__):
        raise SetupError("The package server cannot be reached.")

    monkeypatch.setattr(setup, "set_up", fail)
    show_part(page, monkeypatch, MORE)
    page.findChild(QPushButton, "terratorch").click()
    wait(lambda: "cannot be reached" in part(page, "setupResult").text())
    wait(lambda: not part_box(page).isHidden())
    assert part(page, "install").text() == "Install again"
