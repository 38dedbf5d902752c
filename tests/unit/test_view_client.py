"""The client of the view worker: nobody waits for it."""

import queue
import sys
from pathlib import Path

import pytest
from roofline.plugin.worker import view_client
from roofline.plugin.worker.background_client import wait_until_gone
from roofline.plugin.worker.view_client import ViewClient
from roofline.protocol.messages import Failed, Finished, Ready
from roofline.protocol.view_messages import Click, LookAt


@pytest.fixture()
def messages(monkeypatch):
    monkeypatch.setattr(view_client, "VIEW_WORKER", "tests.unit.toys.view")
    return queue.Queue()


def click(name):
    return Click(name, "view", [[1.0, 2.0]], [True])


def test_what_is_sent_before_the_process_is_there_is_answered_in_order(messages, tmp_path):
    client = ViewClient(Path(sys.executable), tmp_path, messages.put)
    for name in ("a", "b"):
        client.send(click(name))
    assert isinstance(messages.get(timeout=30), Ready)
    assert [messages.get(timeout=30) for _ in range(2)] == [Finished(name, {"points": [[1.0, 2.0]]}) for name in "ab"]
    client.close()


def test_a_process_that_dies_is_told_with_its_log(messages, tmp_path):
    client = ViewClient(Path(sys.executable), tmp_path, messages.put)
    client.send(LookAt("v", str(tmp_path), "a.tif", [0, 0, 1, 1], {}))
    messages.get(timeout=30)
    failed = messages.get(timeout=30)
    assert isinstance(failed, Failed) and failed.job == "" and "exit code 7" in failed.error
    log = next(tmp_path.iterdir())
    assert str(log) in failed.error and "nothing to see" in log.read_text()
    client.close()


def test_a_python_that_is_not_there_is_told(messages, tmp_path):
    ViewClient(tmp_path / "python", tmp_path, messages.put)
    assert "could not be started" in messages.get(timeout=30).error


def test_nothing_comes_after_close(messages, tmp_path):
    client = ViewClient(Path(sys.executable), tmp_path, messages.put)
    messages.get(timeout=30)
    client.close()
    client.send(click("a"))
    with pytest.raises(queue.Empty):
        messages.get(timeout=0.3)


def test_one_can_wait_until_the_processes_are_gone(messages, tmp_path):
    client = ViewClient(Path(sys.executable), tmp_path, messages.put)
    messages.get(timeout=30)
    wait_until_gone(0.1)
    assert not client.is_gone
    client.close()
    wait_until_gone(30)
    assert client.is_gone
