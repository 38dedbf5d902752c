"""One worker process for everyone who has a job, and one that waits while it is wished for."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from roofline.plugin.environment.system import SetupError
from roofline.plugin.worker import shared_worker as workers_module
from roofline.plugin.worker.client import JobCanceled, WorkerError
from roofline.plugin.worker.shared_worker import Workers
from roofline.protocol.job_requests import Train
from roofline.protocol.messages import Progress

TOY = "tests.unit.toys.worker"
PYTHON = Path(sys.executable)


def children():
    """The toy workers that this process has and that live."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            command, status = (folder / "cmdline").read_bytes(), (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if b"roofline.tests.unit.toys" in command and status[1] == str(os.getpid()) and status[0] != "Z":
            found.append(int(folder.name))
    return found


pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc which processes live")


def wait_until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.fixture()
def workers(monkeypatch):
    monkeypatch.setattr(workers_module, "worker_python", lambda: PYTHON)
    monkeypatch.setattr(workers_module, "WORKER", TOY)
    workers = Workers()
    yield workers
    workers.close()
    assert wait_until(lambda: not children(), 3)


def ask(workers, folder, act="tell pid", is_canceled=lambda: False, heard=None):
    """Ask for one toy training as an algorithm does; the process that did it."""
    said = [] if heard is None else heard
    request = Train(f"job-{act}", str(folder), [], "", "m", {}, base_model=act)
    with workers.client(PYTHON, TOY) as client:
        client.run(request, said.append, is_canceled)
    return next((int(message.figures["pid"]) for message in said
                 if isinstance(message, Progress) and "pid" in message.figures), None)


def test_without_a_wish_the_process_ends_with_its_last_user(workers, tmp_path):
    assert ask(workers, tmp_path) != ask(workers, tmp_path)
    assert children() == []


def test_two_jobs_side_by_side_share_one_process(workers, tmp_path):
    heard, enough, pids = [], threading.Event(), []

    def first():
        with pytest.raises(JobCanceled):
            ask(workers, tmp_path, "never end", enough.is_set, heard)

    one = threading.Thread(target=first)
    one.start()
    assert wait_until(lambda: len(heard) > 1)
    two = threading.Thread(target=lambda: pids.append(ask(workers, tmp_path)))
    two.start()
    time.sleep(0.3)
    only = children()
    enough.set()
    one.join(10)
    two.join(10)
    assert pids == only and len(only) == 1
    assert wait_until(lambda: not children())


def test_a_spare_waits_does_the_jobs_and_goes_when_it_is_released(workers, tmp_path):
    workers.keep_spare()
    assert wait_until(children)
    (spare,) = children()
    assert ask(workers, tmp_path) == ask(workers, tmp_path) == spare
    workers.release_spare()
    assert wait_until(lambda: not children())


def test_a_spare_that_is_released_in_mid_job_ends_after_it(workers, tmp_path):
    workers.keep_spare()
    heard, enough = [], threading.Event()

    def job():
        with pytest.raises(JobCanceled):
            ask(workers, tmp_path, "never end", enough.is_set, heard)

    running = threading.Thread(target=job)
    running.start()
    assert wait_until(lambda: len(heard) > 1)
    workers.release_spare()
    time.sleep(0.2)
    assert len(children()) == 1
    enough.set()
    running.join(10)
    assert wait_until(lambda: not children())


def test_a_spare_that_died_is_replaced_with_the_next_job(workers, tmp_path):
    workers.keep_spare()
    assert wait_until(children)
    (spare,) = children()
    os.kill(spare, signal.SIGKILL)
    assert wait_until(lambda: not children())
    assert ask(workers, tmp_path) != spare


def test_after_a_worker_was_killed_a_new_spare_comes_by_itself(workers, tmp_path):
    workers.keep_spare()
    with pytest.raises(WorkerError, match="SIGKILL"):
        ask(workers, tmp_path, "be killed")
    assert wait_until(children)


def test_wishing_for_a_spare_does_not_keep_the_caller_waiting(workers, monkeypatch):
    def slow():
        time.sleep(0.5)
        return PYTHON

    monkeypatch.setattr(workers_module, "worker_python", slow)
    begun = time.monotonic()
    workers.keep_spare()
    workers.release_spare()
    assert time.monotonic() - begun < 0.1
    time.sleep(0.8)
    assert children() == []


def test_without_the_environment_there_is_no_spare_and_no_error(workers, monkeypatch, recwarn):
    def missing():
        raise SetupError("not there")

    monkeypatch.setattr(workers_module, "worker_python", missing)
    workers.keep_spare()
    time.sleep(0.3)
    assert children() == [] and not list(recwarn)


def test_close_ends_a_job_that_runs_and_a_later_job_gets_a_new_process(workers, tmp_path):
    heard, ended = [], []

    def job():
        try:
            ask(workers, tmp_path, "never end", heard=heard)
        except (JobCanceled, WorkerError) as error:
            ended.append(error)

    running = threading.Thread(target=job)
    running.start()
    assert wait_until(lambda: len(heard) > 1)
    workers.close()
    running.join(10)
    assert len(ended) == 1 and wait_until(lambda: not children())
    assert ask(workers, tmp_path)


def test_another_environment_gets_another_process(workers, tmp_path):
    workers.keep_spare()
    assert wait_until(children)
    (spare,) = children()
    with workers.client(PYTHON, "tests.qgis.toys.worker"):
        assert wait_until(lambda: spare not in children())


def test_a_proxy_that_was_changed_gets_another_process_which_has_it(workers, tmp_path):
    workers.keep_spare({"http_proxy": "http://old:1"})
    assert wait_until(children)
    with workers.client(PYTHON, TOY, {"http_proxy": "http://new:2"}) as client:
        client.start()
        variables = Path(f"/proc/{client.pid}/environ")
        assert wait_until(lambda: b"http://new:2" in variables.read_bytes())  # empty until the process has begun
        assert wait_until(lambda: children() == [client.pid])
