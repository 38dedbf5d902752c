"""The real client and the real worker process talk; a toy stands in for torch and the learning core."""

import json
import os
import sys
import threading
import time
from pathlib import Path

import pytest
from roofline.plugin.worker import client
from roofline.plugin.worker.client import JobCanceled, WorkerClient, WorkerError
from roofline.protocol.job_lock import held
from roofline.protocol.job_requests import Train
from roofline.protocol.messages import Preview, Ready
from roofline.protocol.settings.training import TrainSettings
from roofline.tests.unit.support.conversation import TOY, Conversation, canceled_after, is_alive, wait_until


def test_a_job_reports_and_returns(talk):
    outputs = talk.run("count")
    assert outputs["model"] == "m.roofline"
    assert [p.fraction for p in talk.progress] == [0.25, 0.5, 0.75, 1.0]
    assert talk.progress[0].remaining_s == 3 and talk.progress[0].figures == {"loss": 1.0}
    assert talk.notices == ["3 labels were repaired"]


def test_every_job_is_told_what_it_runs_on_before_anything_else(talk):
    for _ in range(2):
        talk.messages.clear()
        talk.run("count")
        assert isinstance(talk.messages[0], Ready) and talk.messages[0].device == "CPU (1 thread)"


def test_a_training_that_is_stopped_ends_well_and_the_worker_lives_on(talk):
    outputs = talk.run("show until stopped", is_stopped=lambda: len(talk.progress) >= 3)
    assert 3 <= outputs["steps"] < 200
    assert talk.run("count")["pid"] == talk.client.pid


def test_a_stop_is_told_once(talk, monkeypatch):
    told = []
    send = talk.client._send
    monkeypatch.setattr(talk.client, "_send", lambda message: (told.append(type(message).__name__), send(message)))
    talk.run("show until stopped", is_stopped=lambda: True)
    assert told == ["Train", "Stop"]


def test_previews_come_by_path_and_in_order(talk):
    talk.run("show until stopped", is_stopped=lambda: len(talk.progress) >= 3)
    paths = [message.path for message in talk.messages if isinstance(message, Preview)]
    assert paths[:2] == [str(talk.folder / "preview-1.gpkg"), str(talk.folder / "preview-2.gpkg")]


def test_a_job_need_not_wait_until_a_spare_is_warm(talk):
    talk.client.start()
    time.sleep(1.5)  # it warms up by now, and would go on for ever
    begun = time.monotonic()
    assert talk.run("count")["pid"] == talk.client.pid and time.monotonic() - begun < 1


@pytest.mark.skipif(not hasattr(os, "nice"), reason="priorities have no number here")
def test_the_worker_lets_the_desktop_go_first(talk):
    talk.run("tell pid")
    assert talk.progress[0].figures["niceness"] >= min(os.nice(0) + 10, 19)


def test_two_jobs_share_one_process(talk):
    assert talk.run("count")["pid"] == talk.run("count")["pid"] == talk.client.pid


def test_a_worker_started_early_does_the_job(talk):
    talk.client.start()
    early = talk.client.pid
    assert talk.run("count")["pid"] == early


def test_stdout_carries_messages_alone_and_stderr_is_drained(talk):
    assert talk.run("print a lot")["model"] == "m.roofline"
    talk.client.close()
    log = (talk.folder / "worker.log").read_text()
    assert "a C library prints\n" in log and "so does Python" in log and "and a child process" in log
    assert log.count("x") >= 3_000_000


def test_other_alphabets_arrive_whole(talk):
    imagery = ["/données/Kraków/卫星.tif"]
    assert talk.run("echo", imagery=imagery)["imagery"] == imagery


def test_settings_arrive_as_they_were_sent(talk):
    assert talk.run("echo")["settings"] == TrainSettings().to_dict()


def test_cancel_within_two_seconds_leaves_the_worker_alive(talk):
    talk.client.start()
    with pytest.raises(JobCanceled):
        begun = time.monotonic()
        talk.run("never end", lambda: len(talk.progress) > 3)
    assert time.monotonic() - begun < 2
    pid = talk.client.pid
    assert talk.run("count")["pid"] == pid


def test_a_cancelled_job_may_save(talk):
    with pytest.raises(JobCanceled):
        talk.run("save when cancelled", lambda: len(talk.progress) > 0)
    assert (talk.folder / "last.safetensors").read_text() == "weights"


def test_a_job_that_does_not_listen_is_killed_and_its_worker_replaced(talk, monkeypatch):
    monkeypatch.setattr(client, "CANCEL_SECONDS", 0.5)
    with pytest.raises(JobCanceled):
        talk.run("never listen", lambda: len(talk.progress) > 0)
    old = int(talk.progress[0].text.split()[1])
    assert not is_alive(old)
    assert talk.run("count")["pid"] != old


def test_cancel_while_the_worker_starts(talk):
    with pytest.raises(JobCanceled):
        talk.run("count", lambda: True)
    assert talk.run("count")["model"]


def test_a_second_caller_waits_for_its_turn_and_may_give_up(talk):
    enough = threading.Event()
    first = threading.Thread(target=lambda: pytest.raises(JobCanceled, talk.run, "never end", enough.is_set))
    first.start()
    assert wait_until(lambda: talk.progress, 20)
    with pytest.raises(JobCanceled):
        talk.run("count", canceled_after(0.3))
    assert first.is_alive() and [p.text for p in talk.progress].count(client.WAITING) == 1
    enough.set()
    first.join(10)
    assert talk.run("count")["model"]


def test_a_folder_in_which_another_qgis_works_is_left_alone(talk):
    with held(talk.folder), pytest.raises(WorkerError, match="is being done, perhaps by another QGIS"):
        talk.run("count")
    assert list(talk.folder.iterdir()) == [] and talk.run("count")["model"]


def test_a_killed_worker_is_told_in_words_with_its_log(talk):
    with pytest.raises(WorkerError, match=r"killed \(SIGKILL\), perhaps because .* ran out of memory") as told:
        talk.run("be killed")
    assert told.value.died and "the last thing it said" in told.value.details
    assert str(talk.folder) in str(told.value)
    assert "the last thing it said" in (talk.folder / "worker.log").read_text()
    assert talk.run("count")["model"]


@pytest.mark.parametrize(("act", "words"), [("crash", r"crashed \(SIGSEGV\)"), ("leave", "exit code 7")])
def test_a_crash_is_told_by_its_signal_or_code(talk, act, words):
    with pytest.raises(WorkerError, match=words):
        talk.run(act)


@pytest.mark.parametrize(("act", "sentence"), [
    ("refuse", r"Tile size 500 does not divide by 32; try 512\.$"),
    ("run out of memory", "memory ran out. Lower BATCH_SIZE"),
    ("fill the disk", "disk is full, so /data/model.roofline could not be written"),
    ("be denied", "/data/model.roofline may not be read or written. Check its permissions, and that no other program"),
    ("miss a file", "No such file: /data/a.tif"),
    ("have a bug", r"wrong inside Roofline \(ZeroDivisionError: division by zero\). The log is in .*worker.log"),
    ("return nonsense", "Something went wrong inside Roofline"),
])
def test_an_error_crosses_as_a_sentence_and_a_traceback_and_the_worker_lives_on(talk, act, sentence):
    with pytest.raises(WorkerError, match=sentence) as told:
        talk.run(act)
    assert "Traceback" in told.value.details and "Traceback" not in str(told.value) and not told.value.died
    assert talk.run("count")["pid"] == talk.client.pid


def test_the_environment_is_cleaned(talk, monkeypatch):
    dirt = dict.fromkeys(("PYTHONHOME", "PYTHONPATH", "GDAL_DATA", "GDAL_DRIVER_PATH", "PROJ_LIB", "QGIS_PREFIX_PATH",
                          "LD_LIBRARY_PATH"), "/nowhere")
    for name, value in dirt.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    environ = talk.run("show environment")["environ"]
    assert not dirt.keys() & environ.keys()
    assert environ["HTTPS_PROXY"] == "http://proxy" and environ["GDAL_CACHEMAX"] == "256"


def test_a_python_that_is_not_there_is_told_with_the_cure(tmp_path):
    with WorkerClient(tmp_path / "python", TOY) as client, pytest.raises(WorkerError, match="roofline:setup"):
        Conversation(client, tmp_path).run("count")


def test_a_worker_that_does_not_start_is_told_with_its_last_words(tmp_path):
    with WorkerClient(Path(sys.executable), "models.no_such_module") as client, \
            pytest.raises(WorkerError, match="did not start.*No module named.*roofline:setup"):
        Conversation(client, tmp_path).run("count")


def test_everything_is_written_down(talk):
    talk.run("count")
    assert json.loads((talk.folder / "request.json").read_text())["base_model"] == "count"
    said = [json.loads(line)["type"] for line in (talk.folder / "messages.jsonl").read_text().splitlines()]
    assert said == ["Ready"] + 4 * ["Progress"] + ["Notice", "Finished"]


def test_a_log_that_cannot_be_written_is_told_and_stops_nothing(talk):
    (talk.folder / "messages.jsonl").mkdir()
    assert talk.run("count")["model"]
    assert any("messages.jsonl could not be written" in notice for notice in talk.notices)


def test_an_error_in_what_the_caller_does_stops_the_job_too(talk):
    def stumble(message):
        raise LookupError("the window was closed")

    request = Train("stumbling", str(talk.folder), [], "", "m", {}, base_model="never end")
    with pytest.raises(LookupError):
        talk.client.run(request, stumble, lambda: False)
    assert talk.run("count")["pid"] == talk.client.pid
