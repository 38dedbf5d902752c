"""The worker process ends with its client, and with the process that the client lived in."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from roofline.plugin.worker.client import JobCanceled, WorkerError
from roofline.plugin.worker.process import WorkerProcess
from roofline.protocol.job_requests import Train
from roofline.protocol.launch import ROOT
from roofline.protocol.messages import Finished, Progress
from roofline.tests.unit.support.conversation import TOY, is_alive, wait_until

TESTS = ROOT / "tests"


def test_close_ends_the_process_at_once(talk):
    pid = talk.run("count")["pid"]
    begun = time.monotonic()
    talk.client.close()
    assert not is_alive(pid) and time.monotonic() - begun < 2


def test_a_worker_that_has_done_its_jobs_ends_well_whatever_python_would_still_clear_away(tmp_path):
    process = WorkerProcess(Path(sys.executable), TOY)
    process.send(Train("job", str(tmp_path), [], "", "m", {}, base_model="clear away slowly"))
    while not isinstance(process.messages.get(timeout=20), Finished):
        pass
    assert process.end(10) == 0


def test_a_process_that_no_signal_ends_is_not_waited_for(tmp_path, monkeypatch):
    """As one that waits for a network drive which is gone: QGIS must be able to close."""
    process = WorkerProcess(Path(sys.executable), TOY)
    process.send(Train("job", str(tmp_path), [], "", "m", {}, base_model="never listen"))
    while not isinstance(process.messages.get(timeout=20), Progress):
        pass
    kill, begun = process._process.kill, time.monotonic()
    monkeypatch.setattr(process._process, "kill", lambda: None)
    monkeypatch.setattr("roofline.plugin.worker.process.KILL_SECONDS", 0.5)
    assert process.end(0) == -9 and time.monotonic() - begun < 2.9  # by itself it ends after three seconds
    kill()
    process._process.wait()


def test_a_worker_that_cannot_read_its_messages_any_more_ends():
    process = WorkerProcess(Path(sys.executable), TOY)
    process._stdin.write(b"\xff\n")  # no UTF-8
    process._stdin.flush()
    assert process._process.wait(20) == 0
    process.end(0)


def test_after_close_no_job_begins(talk):
    talk.client.start()
    talk.client.close()
    with pytest.raises(WorkerError, match="being closed"):
        talk.run("count")
    assert talk.progress == []


def test_a_job_that_runs_at_close_may_save_itself_and_its_successor_does_not_begin(talk):
    ended = []

    def run(act):
        try:
            talk.run(act)
        except (JobCanceled, WorkerError) as error:
            ended.append((act, type(error).__name__))

    first = threading.Thread(target=run, args=("save when cancelled",))
    first.start()
    assert wait_until(lambda: talk.progress, 20)
    second = threading.Thread(target=run, args=("count",))
    second.start()
    time.sleep(0.2)
    talk.client.close()
    first.join(5)
    second.join(5)
    assert sorted(ended) == [("count", "WorkerError"), ("save when cancelled", "JobCanceled")]
    assert (talk.folder / "last.safetensors").exists()


def test_a_job_that_is_cancelled_while_its_worker_is_closed_may_save_itself_too(talk):
    canceled = threading.Event()
    job = threading.Thread(target=lambda: pytest.raises(JobCanceled, talk.run, "save slowly when cancelled",
                                                        canceled.is_set))
    job.start()
    assert wait_until(lambda: talk.progress, 20)
    closing = threading.Thread(target=talk.client.close)
    closing.start()
    time.sleep(0.2)
    canceled.set()
    closing.join(10)
    job.join(10)
    assert (talk.folder / "last.safetensors").exists()


PARENT = """
import sys
sys.path.insert(0, {tests!r})
import conftest
from pathlib import Path
from roofline.plugin.worker.client import WorkerClient
from roofline.protocol.job_requests import Train
from roofline.protocol.messages import Progress
client = WorkerClient(Path(sys.executable), {toy!r})
request = Train("job", {folder!r}, [], "", "m", {{}}, base_model={act!r})
def on_message(message):
    if isinstance(message, Progress):
        print(client.pid, flush=True)
client.run(request, on_message, lambda: False)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc whether a process lives")
@pytest.mark.parametrize("act", ["save when cancelled", "never listen"])
def test_the_worker_is_gone_within_five_seconds_after_its_parent_was_killed(tmp_path, act):
    code = PARENT.format(tests=str(TESTS), toy=TOY, folder=str(tmp_path), act=act)
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert is_alive(worker)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert wait_until(lambda: not is_alive(worker), 5)
    assert act == "never listen" or (tmp_path / "last.safetensors").exists()
