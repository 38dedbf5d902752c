"""What set-up knows and says, without making an environment (tests/end_to_end/test_setup.py makes some)."""

import json
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from roofline.plugin.environment import system, virtual_environment
from roofline.plugin.environment.installer import SetupCanceled
from roofline.plugin.environment.process_lock import process_lock
from roofline.plugin.environment.system import SetupError, clean_environment
from roofline.plugin.environment.virtual_environment import Environment, Recipe
from roofline.protocol.paths import LAUNCH

HOLDER = """
import fcntl, sys, time
file = open(sys.argv[1], "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def quiet(fraction, text):
    """Progress that nobody hears."""


@pytest.fixture()
def tiny(tmp_path):
    """An environment of nothing, below a home that does not exist yet."""
    requirements = tmp_path / "tiny.txt"
    requirements.write_text("tiny==1.0\n")
    return Environment(tmp_path / "a home", Recipe(requirements, ("json",)))


@pytest.fixture()
def holder(tiny):
    """Another process that holds the lock of `tiny`."""
    lock = tiny.home / "environments" / "lock"
    lock.parent.mkdir(parents=True)
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def pretend_ready(made):
    """What a finished installation leaves, as far as `is_ready` looks."""
    made.python.parent.mkdir(parents=True)
    made.python.write_text("")
    (made.folder / "ready.json").write_text(json.dumps({"gpu": False}))


def test_a_childs_variables_hold_nothing_of_qgis():
    foreign = ("PYTHONPATH", "PYTHONHOME", "GDAL_DATA", "GDAL_DRIVER_PATH", "PROJ_LIB", "PROJ_DATA", "QGIS_PREFIX_PATH",
               "LD_LIBRARY_PATH", "LD_PRELOAD", "QT_PLUGIN_PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "OSGEO4W_ROOT")
    assert clean_environment(dict.fromkeys(foreign, "/opt/qgis")) == {}


def test_a_childs_variables_keep_network_and_pip():
    kept = dict.fromkeys(("PATH", "HOME", "HTTPS_PROXY", "no_proxy", "PIP_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE",
                          "REQUESTS_CA_BUNDLE", "CUDA_VISIBLE_DEVICES", "ROOFLINE_HOME", "SYSTEMROOT"), "x")
    assert clean_environment(kept) == kept


def test_roofline_home_moves_everything(monkeypatch, tmp_path):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "on another disk"))
    assert virtual_environment.home() == tmp_path / "on another disk"
    assert virtual_environment.runs_folder() == tmp_path / "on another disk" / "runs"


def test_without_roofline_home_it_is_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("ROOFLINE_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert virtual_environment.home() == tmp_path / "roofline"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert virtual_environment.home() == tmp_path / "Local" / "Roofline"


def test_a_missing_environment_is_told_with_the_cure(monkeypatch, tmp_path):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path))
    assert not virtual_environment.is_ready()
    with pytest.raises(SetupError, match="roofline:setup"):
        virtual_environment.worker_python()


def test_only_a_marker_makes_an_environment_ready(tiny):
    pretend_ready(tiny)
    assert tiny.is_ready()
    (tiny.folder / "ready.json").unlink()
    assert not tiny.is_ready()


def test_a_python_that_went_away_makes_it_unready(tiny):
    pretend_ready(tiny)
    tiny.python.unlink()
    tiny.python.symlink_to("/nowhere/python3")
    assert not tiny.is_ready()


def test_a_damaged_marker_makes_it_unready(tiny):
    pretend_ready(tiny)
    (tiny.folder / "ready.json").write_text('{"gpu": fal')
    assert not tiny.is_ready()


def test_asking_whether_it_is_ready_starts_no_process(tiny, monkeypatch):
    pretend_ready(tiny)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert tiny.is_ready()


def test_other_pins_make_another_environment_and_line_endings_do_not(tiny):
    before = tiny.folder
    tiny.recipe.requirements.write_bytes(b"tiny==1.0\r\n")
    assert tiny.folder == before
    tiny.recipe.requirements.write_text("tiny==1.1\n")
    assert tiny.folder != before


def test_a_new_graphics_card_asks_for_a_new_environment(tiny, monkeypatch):
    pretend_ready(tiny)
    monkeypatch.setattr(virtual_environment, "nvidia_driver", lambda: "580.65.06")
    monkeypatch.setattr(virtual_environment, "find_interpreter", lambda: pytest.fail("would install"))
    with pytest.raises(pytest.fail.Exception, match="would install"):
        tiny.set_up(quiet)


def test_too_little_space_is_told_before_anything_is_made(tiny, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=4e7))
    with pytest.raises(SetupError, match=r"needs about 0\.1 GB, and 0\.0 GB are free in .*a home.*ROOFLINE_HOME"):
        tiny.set_up(quiet)
    assert not tiny.folder.exists()


def test_a_home_that_cannot_be_written_is_told_with_the_cure(tiny):
    tiny.home.write_text("a file, not a folder")
    assert not tiny.is_ready()
    with pytest.raises(SetupError, match="cannot be written: .*ROOFLINE_HOME"):
        tiny.set_up(quiet)


def test_cancel_ends_the_wait_for_another_installation(tiny, holder):
    heard = []
    with pytest.raises(SetupCanceled):
        tiny.set_up(lambda fraction, text: heard.append(text), lambda: bool(heard))
    assert heard == ["Another Roofline is setting up this environment; waiting for it to end"]


def test_what_another_installation_made_is_taken(tiny, holder):
    def show(fraction, text):
        heard.append(text)
        if len(heard) == 1:
            pretend_ready(tiny)
            holder.kill()

    heard = []
    tiny.set_up(show)
    assert heard[-1].startswith("The environment is ready")


def test_a_killed_holder_leaves_the_lock_free(tiny, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with process_lock(tiny.home / "environments" / "lock", lambda: pytest.fail("still locked")):
        pass


def fake_python(folder, body):
    """A program that answers the question for its version as `body` does."""
    program = folder / "python3"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return program


def test_a_python_that_is_too_old_is_named(tmp_path, monkeypatch):
    old = fake_python(tmp_path, "echo '[3, 9, true]'")
    monkeypatch.setattr(system, "interpreter_candidates", lambda: iter([old]))
    with pytest.raises(SetupError, match=r"3\.11 or newer; found 3\.9\. Install Python 3\.12"):
        system.find_interpreter()


def test_a_python_without_venv_is_told_with_the_package(tmp_path, monkeypatch):
    bare = fake_python(tmp_path, "echo 'No module named ensurepip' >&2; exit 1")
    monkeypatch.setattr(system, "interpreter_candidates", lambda: iter([bare]))
    with pytest.raises(SetupError, match="apt install python3-venv"):
        system.find_interpreter()


def test_qgis_itself_is_never_taken_for_a_python(tmp_path, monkeypatch):
    program = tmp_path / "qgis-bin.exe"
    program.write_text("")
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "_base_executable", str(program))
    assert all(path.name.startswith("python") for path in system.interpreter_candidates())


def test_an_interpreter_is_found_although_sys_executable_is_wrong(tmp_path, monkeypatch):
    for name in ("executable", "_base_executable"):
        monkeypatch.setattr(sys, name, str(tmp_path / "qgis-bin"))
    found = system.find_interpreter()
    assert found.version >= (3, 11) and found.path.name.startswith("python")


@pytest.mark.parametrize("driver, download, disk", [(None, 0.3, 3.0), ("570.86.10", 3.0, 10.0), ("390.1", 0.3, 3.0)])
def test_the_plan_says_what_a_set_up_would_fetch_and_where(tmp_path, monkeypatch, driver, download, disk):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path))
    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    monkeypatch.setattr(virtual_environment, "nvidia_driver", lambda: driver)
    plan = virtual_environment.plan()
    assert (plan.download_gigabytes, plan.disk_gigabytes) == (download, disk)
    assert plan.folder.is_relative_to(tmp_path) and not plan.folder.exists() and plan.own is None
    assert f"torch=={plan.torch}" in virtual_environment.REQUIREMENTS.read_text() and plan.others >= 5
    assert plan.driver == (driver if download > 1 else None)


def test_every_requirement_of_the_worker_is_pinned_and_imported_by_the_check():
    lines = [line for line in virtual_environment.REQUIREMENTS.read_text().splitlines() if line and line[0] != "#"]
    pinned = {line.split("==")[0] for line in lines if "==" in line}
    assert len(pinned) == len(lines)
    inside_networks = {"torchvision", "segmentation-models-pytorch"}
    assert pinned - inside_networks <= set(virtual_environment.WORKER.modules)


def test_asking_is_quick(tiny):
    pretend_ready(tiny)
    began = time.perf_counter()
    for _ in range(100):
        assert tiny.is_ready()
    assert (time.perf_counter() - began) / 100 < 0.01


def test_the_file_runs_without_qgis():
    done = subprocess.run([sys.executable, "-I", str(LAUNCH), "roofline.plugin.environment", "--python"],
                          capture_output=True, text=True, env={**os.environ, "ROOFLINE_HOME": "/some where"})
    assert done.stdout.startswith("/some where/environments/")
