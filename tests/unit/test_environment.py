"""What set-up knows and says, without making an environment (tests/end_to_end/test_setup.py makes some)."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from roofline.plugin.environment import installation, plan, virtual_environment
from roofline.plugin.environment.installation import set_up
from roofline.plugin.environment.installer import SetupCanceled
from roofline.plugin.environment.interpreters import Interpreter
from roofline.plugin.environment.system import SetupError, clean_environment, memory_gigabytes, with_network
from roofline.plugin.environment.virtual_environment import Environment, Recipe, made_with
from roofline.protocol.paths import LAUNCH
from roofline.protocol.process_lock import process_lock

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
                          "REQUESTS_CA_BUNDLE", "CUDA_VISIBLE_DEVICES", "ROOFLINE_HOME", "SYSTEMROOT",
                          "AWS_S3_ENDPOINT", "GDAL_HTTPS_PROXY", "GDAL_CURL_CA_BUNDLE", "GDAL_HTTP_HEADERS",
                          "CPL_AWS_CREDENTIALS_FILE"), "x")
    assert clean_environment(kept) == kept


def test_variables_of_the_user_go_before_those_of_qgis_in_either_case():
    of_qgis = {"http_proxy": "http://office", "https_proxy": "http://office", "no_proxy": "intranet"}
    assert with_network({"HOME": "/h"}, of_qgis) == {"HOME": "/h", **of_qgis}
    assert with_network({"HTTPS_PROXY": ""}, of_qgis) == {
        "HTTPS_PROXY": "", "http_proxy": "http://office", "no_proxy": "intranet"}
    assert with_network({"ALL_PROXY": "socks5://mine"}, of_qgis) == {
        "ALL_PROXY": "socks5://mine", "no_proxy": "intranet"}


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


def test_a_python_of_the_user_that_cannot_be_used_is_named(monkeypatch, tmp_path):
    """One that is gone, and one that was not checked."""
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path))
    for python in (str(tmp_path / "gone" / "python"), sys.executable):
        monkeypatch.setenv("ROOFLINE_PYTHON", python)
        with pytest.raises(SetupError, match=f"Your own Python, {python}, .*roofline:setup"):
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
    monkeypatch.setattr(installation, "nvidia_driver", lambda: "580.65.06")
    monkeypatch.setattr(installation, "choose_interpreter", lambda *_: pytest.fail("would install"))
    with pytest.raises(pytest.fail.Exception, match="would install"):
        set_up(quiet, environment=tiny)


def test_too_little_space_is_told_before_anything_is_made(tiny, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=4e7))
    with pytest.raises(SetupError, match=r"needs about 0\.1 GB, and 0\.0 GB are free in .*a home.*ROOFLINE_HOME"):
        set_up(quiet, environment=tiny)
    assert not tiny.folder.exists()


def test_little_memory_is_told_before_anything_is_made(tiny, monkeypatch):
    monkeypatch.setattr(installation, "memory_gigabytes", lambda: 1.9)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=0))
    told = []
    with pytest.raises(SetupError, match="needs about"):
        set_up(quiet, environment=tiny, warn=told.append)
    assert len(told) == 1 and "has 1.9 GB of memory" in told[0]


@pytest.mark.parametrize("error", [FileNotFoundError(2, "No such file", "x.py"), shutil.Error([("a", "b", "gone")])])
def test_a_damaged_earlier_environment_is_passed_over(tiny, monkeypatch, error):
    def fill(self, interpreter, earlier):
        filled.append(earlier)
        if earlier is not None:
            raise error
        self.environment.folder.mkdir()
        return {"gpu": False}

    damaged, filled, told = tiny.home / "environments" / "damaged", [], []
    monkeypatch.setattr(installation, "choose_interpreter", lambda *_: Interpreter(Path(sys.executable), (3, 12)))
    monkeypatch.setattr(Environment, "earlier", lambda *_: damaged)
    monkeypatch.setattr(installation._Installation, "_fill", fill)
    monkeypatch.setattr(installation._Installation, "_verify", lambda self, facts: self.environment.write_marker(facts))
    set_up(quiet, environment=tiny, warn=told.append)
    assert filled == [damaged, None] and f"Files of {damaged} cannot be taken." in told[-1]


def test_an_earlier_environment_with_a_package_that_does_not_work_is_passed_over(tiny, monkeypatch):
    def fill(self, interpreter, earlier):
        filled.append(earlier)
        self.environment.folder.mkdir(exist_ok=True)
        return {"gpu": False}

    def verify(self, facts):
        if filled[-1] == damaged:
            raise SetupError("torch does not work in the environment: a file is missing.")
        self.environment.write_marker(facts)

    damaged, filled, told = tiny.home / "environments" / "damaged", [], []
    monkeypatch.setattr(installation, "choose_interpreter", lambda *_: Interpreter(Path(sys.executable), (3, 12)))
    monkeypatch.setattr(Environment, "earlier", lambda *_: damaged)
    monkeypatch.setattr(installation._Installation, "_fill", fill)
    monkeypatch.setattr(installation._Installation, "_verify", verify)
    set_up(quiet, environment=tiny, warn=told.append)
    assert filled == [damaged, None] and "torch does not work in the environment" in told[-1]


def test_where_the_python_of_before_is_gone_the_packages_are_taken_and_not_fetched(tiny, monkeypatch):
    """An update of QGIS on Windows moves its Python."""
    def fill(self, interpreter, earlier):
        taken.append(earlier and (earlier / "torch").read_text())
        return {"gpu": False}

    interpreter, taken = Interpreter(Path(sys.executable), (3, 12)), []
    pretend_ready(tiny)
    (tiny.folder / "torch").write_text("the good one")
    tiny.write_marker({"gpu": False, "python": made_with(interpreter), "base": "/QGIS 3.40.4/python3.exe"})
    assert not tiny.is_ready()
    monkeypatch.setattr(installation, "nvidia_driver", lambda: None)
    monkeypatch.setattr(installation, "choose_interpreter", lambda *_: interpreter)
    monkeypatch.setattr(installation._Installation, "_fill", fill)
    monkeypatch.setattr(installation._Installation, "_verify", lambda self, facts: self.environment.write_marker(facts))
    set_up(quiet, environment=tiny)
    assert taken == ["the good one"]
    assert [path for path in tiny.folder.parent.iterdir() if path.is_dir()] == [tiny.folder]


def killed_while_it_was_made_again(tiny):
    """What QGIS leaves when it dies in a repair."""
    pretend_ready(tiny)
    (tiny.folder / "torch").write_text("the good one")
    tiny.folder.rename(tiny.folder.with_name(f"{tiny.folder.name}.before"))
    tiny.folder.mkdir()
    (tiny.folder / "half").write_text("")


def test_after_a_repair_that_was_killed_the_environment_of_before_is_back(tiny, monkeypatch):
    killed_while_it_was_made_again(tiny)
    monkeypatch.setattr(installation, "choose_interpreter", lambda *_: pytest.fail("would install"))
    set_up(quiet, environment=tiny)
    assert tiny.is_ready() and (tiny.folder / "torch").exists() and not (tiny.folder / "half").exists()


def test_a_second_repair_that_fails_has_it_still(tiny, monkeypatch):
    killed_while_it_was_made_again(tiny)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=0))
    with pytest.raises(SetupError, match="needs about"):
        set_up(quiet, environment=tiny, repair=True)
    assert tiny.is_ready() and (tiny.folder / "torch").exists()


def test_the_memory_is_that_of_this_computer():
    total = int(Path("/proc/meminfo").read_text().split()[1]) * 1024  # "MemTotal: ... kB"
    assert memory_gigabytes() == pytest.approx(total / 1e9)


def test_a_home_that_cannot_be_written_is_told_with_the_cure(tiny):
    tiny.home.write_text("a file, not a folder")
    assert not tiny.is_ready()
    with pytest.raises(SetupError, match="cannot be written: .*ROOFLINE_HOME"):
        set_up(quiet, environment=tiny)


def test_cancel_ends_the_wait_for_another_installation(tiny, holder):
    heard = []
    with pytest.raises(SetupCanceled):
        set_up(lambda fraction, text: heard.append(text), lambda: bool(heard), environment=tiny)
    assert heard == ["Another Roofline is setting up this environment; waiting for it to end"]


def test_what_another_installation_made_is_taken(tiny, holder):
    def show(fraction, text):
        heard.append(text)
        if len(heard) == 1:
            pretend_ready(tiny)
            holder.kill()

    heard = []
    set_up(show, environment=tiny)
    assert heard[-1].startswith("The environment is ready")


def test_a_killed_holder_leaves_the_lock_free(tiny, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with process_lock(tiny.home / "environments" / "lock", lambda: pytest.fail("still locked")):
        pass


@pytest.mark.parametrize("driver, download, disk, kept", [
    (None, 0.3, 3.0, 2.4), ("570.86.10", 3.0, 10.0, 5.5), ("390.1", 0.3, 3.0, 2.4)])
def test_the_plan_says_what_a_set_up_would_fetch_and_where(tmp_path, monkeypatch, driver, download, disk, kept):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path))
    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    monkeypatch.setattr(plan, "nvidia_driver", lambda: driver)
    planned = plan.plan()
    assert (planned.download_gigabytes, planned.disk_gigabytes, planned.kept_gigabytes) == (download, disk, kept)
    assert planned.folder.is_relative_to(tmp_path) and not planned.folder.exists() and planned.own is None
    assert f"torch=={planned.torch}" in virtual_environment.REQUIREMENTS.read_text() and planned.others >= 5
    assert planned.driver == (driver if download > 1 else None)


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
