"""The client of a live training: its run is recorded, and its folder is held as long as the process runs."""

import json
import queue
import sys
from pathlib import Path

import pytest
from roofline.plugin.worker import live_client
from roofline.plugin.worker.live_client import LiveClient
from roofline.protocol.job_lock import HeldError, held, is_held
from roofline.protocol.live_messages import TrainLive, Watched
from roofline.protocol.messages import Failed, Finished, Ready
from roofline.protocol.view_messages import Click


@pytest.fixture()
def messages(monkeypatch):
    monkeypatch.setattr(live_client, "WORKER", "tests.unit.toys.view")
    return queue.Queue()


def said(folder):
    return [json.loads(line)["type"] for line in (folder / "messages.jsonl").read_text().splitlines()]


def test_request_and_messages_are_recorded_and_the_folder_is_held(messages, tmp_path):
    client = LiveClient(Path(sys.executable), tmp_path, messages.put)
    assert isinstance(messages.get(timeout=30), Ready) and is_held(tmp_path)
    client.send(Click("a", "view", [[1.0, 2.0]], [True]))
    assert isinstance(messages.get(timeout=30), Finished)
    client.send(TrainLive("live", str(tmp_path), ["a.tif"], "labels.gpkg", {}))  # which the toy does not know
    failed = messages.get(timeout=30)
    assert isinstance(failed, Failed) and failed.job == "" and "switch it on again" in failed.error
    client.close()
    client.wait(30)
    assert not is_held(tmp_path) and said(tmp_path) == ["Ready", "Finished", "Failed"]
    assert json.loads((tmp_path / "request.json").read_text())["type"] == "TrainLive"


def test_a_folder_in_which_another_qgis_trains_is_left_alone(messages, tmp_path):
    with held(tmp_path), pytest.raises(HeldError, match="perhaps by another QGIS"):
        LiveClient(Path(sys.executable), tmp_path, messages.put)
    assert list(tmp_path.iterdir()) == []


def test_outlines_are_not_recorded(messages, tmp_path):
    client = LiveClient(Path(sys.executable), tmp_path, messages.put)
    messages.get(timeout=30)
    client._tell(Watched("live", 1, 5, [0.0, 0.0, 1.0, 1.0], 0.3, ["00"], [0.5], 0.1))
    assert messages.get(timeout=30).outlines == ["00"]
    client.close()
    client.wait(30)
    [line] = [json.loads(line) for line in (tmp_path / "messages.jsonl").read_text().splitlines()][1:]
    assert line["step"] == 5 and line["outlines"] == line["confidences"] == []
