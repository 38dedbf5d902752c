"""The set-up page tells how large the imagery is that is kept, and removes it."""

import os
import time

import pytest
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton
from roofline.plugin.jobs.panel_job import Jobs
from roofline.protocol.job_lock import held
from roofline.tests.support.waiting import wait
from roofline.ui.widgets.kept_imagery_box import KeptImageryBox


@pytest.fixture()
def imagery(home):
    """Imagery of two layers, 1 MB not used for 40 days and 2 MB used today."""
    folders = [home / "imagery" / name / "0.3" for name in ("old-1", "new-2")]
    for megabytes, folder in enumerate(folders, 1):
        folder.mkdir(parents=True)
        (folder / "about.json").write_text("{}")
        (folder / "0_0.tif").write_bytes(b"x" * megabytes * 1_000_000)
    for file in folders[0].iterdir():
        os.utime(file, (time.time() - 40 * 86_400,) * 2)
    return folders


@pytest.fixture()
def jobs(provider):
    jobs = Jobs()
    yield jobs
    wait(lambda: not jobs.busy)


def shown(jobs):
    box = KeptImageryBox(jobs)
    box.show()
    wait(lambda: not box._lookup.is_running)
    QTest.qWait(20)
    return box


def texts(box):
    return [button.text() for button in box.findChildren(QPushButton) if button.isVisibleTo(box)]


def test_imagery_is_removed_by_a_button_that_asks_first(imagery, jobs, monkeypatch):
    box, answers, questions = shown(jobs), [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes], []
    monkeypatch.setattr(QMessageBox, "question", lambda *words: questions.append(words[2]) or answers.pop(0))
    assert texts(box) == ["Remove fetched imagery (3.0 MB)", "Remove imagery that was not used for 30 days (1.0 MB)"]
    for left in (imagery, imagery[1:]):
        box.findChild(QPushButton, "removeUnusedImagery").click()
        wait(lambda: not jobs.busy)
        assert [folder for folder in imagery if folder.exists()] == left
    wait(lambda: texts(box) == ["Remove fetched imagery (2.0 MB)"])
    assert "Remove 1.0 MB of fetched imagery?" in questions[0] and "1.0 MB" in box._remark.text()
    box.close()


def test_what_is_needed_is_told_and_stays(imagery, jobs):
    with held(imagery[1]):
        box = shown(jobs)
        assert texts(box) == ["Remove fetched imagery (1.0 MB)"]
        assert box._remark.text().startswith("2.0 MB of fetched imagery stay")
    box.hide()
    box.show()  # what needed it has ended
    wait(lambda: texts(box)[0] == "Remove fetched imagery (3.0 MB)")
    assert box._remark.text() == ""
    box.close()


def test_what_was_removed_is_told_beside_what_is_needed(imagery, jobs, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    with held(imagery[1]):
        box = shown(jobs)
        box.findChild(QPushButton, "removeImagery").click()
        wait(lambda: not jobs.busy)
        wait(lambda: texts(box) == [])
        assert box._remark.text().startswith("1.0 MB of fetched imagery are gone.\n2.0 MB of fetched imagery stay")
        box.close()


def test_without_imagery_there_is_nothing_to_see(jobs, home):
    box = shown(jobs)
    assert texts(box) == [] and not box._remark.isVisibleTo(box)
    box.close()
