"""Live training and its process: the real worker, with a toy for what learns, which takes a while to save its state."""

import time

import pytest
from qgis.PyQt.QtTest import QTest
from roofline.plugin.jobs.live_training import OFF, STARTING, STOPPING
from roofline.plugin.worker import live_client
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.live_messages import TRAINING
from roofline.tests.qgis.support.live import live_town
from roofline.tests.support.waiting import wait
from roofline.tests.unit.support.conversation import TOY, is_alive
from roofline.tools.desktop import PATIENCE


@pytest.fixture()
def live(qgis, tmp_path, monkeypatch):
    monkeypatch.setattr(live_client, "WORKER", TOY)
    with live_town(tmp_path, monkeypatch) as live:
        yield live


def learn(live, settings=None):
    """Switch it on, and wait until it has learned a little: folder, process and step."""
    assert live.start(settings or {}), live.problem
    wait(lambda: live.state == TRAINING and live.progress.step > 2, 60)
    return live.folder, int(live.progress.loss), live.progress.step


def saved(folder):
    return int((folder / LAST_WEIGHTS).read_text())


def test_switched_off_and_on_at_once_it_goes_on_with_what_it_learned(live):
    folder, pid, step = learn(live)
    states = []
    live.changed.connect(lambda: states.append(live.state))
    live.stop()
    began = time.monotonic()
    assert live.start({}) and time.monotonic() - began < 0.1 * PATIENCE  # QGIS is not held up
    assert live.is_on and states == [STOPPING, STARTING]
    wait(lambda: live.state == TRAINING)
    assert live.folder == folder and live.progress.step > saved(folder) >= step and not is_alive(pid)


def test_switched_on_as_soon_as_it_is_off_it_goes_on_too(live):
    folder, _, step = learn(live)
    again = []
    live.changed.connect(lambda: again.append(live.start({})) if live.state == OFF and not again else None)
    live.stop()
    wait(lambda: again and live.state == TRAINING)
    assert again == [True] and live.folder == folder and live.progress.step > step


def test_what_is_wanted_may_be_taken_back_or_begin_anew(live):
    folder, *_ = learn(live)
    live.stop()
    live.start({})
    live.stop()
    assert live.state == STOPPING
    wait(lambda: live.state == OFF)
    live.start({})
    live.stop()
    assert live.state == OFF
    QTest.qWait(300)
    assert live.state == OFF and live.problem == ""
    learn(live)
    live.stop()
    live.start({}, anew=True)
    wait(lambda: live.state == TRAINING)
    assert live.folder != folder and saved(folder) > 0


def test_closed_it_has_saved_its_state_and_no_process_is_left(live):
    folder, pid, step = learn(live)
    live.close()
    assert not is_alive(pid) and saved(folder) >= step and live.state == OFF
