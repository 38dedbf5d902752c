"""Set-up makes real environments here, of one tiny package; `make test` itself stands on the whole one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from roofline.plugin.environment.installation import set_up
from roofline.plugin.environment.installer import SetupCanceled
from roofline.plugin.environment.system import SetupError
from roofline.plugin.environment.virtual_environment import Environment, Recipe
from roofline.protocol.paths import ROOT
from roofline.tests.end_to_end.support.package_index import write_wheel
from roofline.tools.headless import HeadlessQgis

AS_STARTED = dict(os.environ)
IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1] + "/protocol")
from launch import load_package
load_package("roofline", Path(sys.argv[1]))
from roofline.plugin.environment.installation import set_up
from roofline.plugin.environment.virtual_environment import Environment, Recipe
tiny = Environment(Path(sys.argv[2]), Recipe(Path(sys.argv[3]), ("tiny",)))
set_up(lambda fraction, text: print(text, flush=True), environment=tiny)
"""


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """A folder with one wheel: the package `tiny`."""
    folder = tmp_path_factory.mktemp("some wheels")
    write_wheel(folder, "tiny")
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch, wheels):
    """pip has nothing but the wheels at hand."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels.as_uri()))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)


@pytest.fixture()
def tiny(tmp_path):
    return environment_of(tmp_path, "tiny==1.0")


def environment_of(folder, requirement, *modules):
    """An environment with one requirement, in a home with a space in its name."""
    requirements = folder / "tiny.txt"
    requirements.write_text(f"# pins\n{requirement}\n")
    return Environment(folder / "a home", Recipe(requirements, modules or ("tiny",)))


def start_elsewhere(tiny):
    """The same set-up in another process, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, str(ROOT), str(tiny.home), str(tiny.recipe.requirements)],
        stdout=subprocess.PIPE, text=True, start_new_session=True)


def quiet(fraction, text):
    """Progress that nobody hears."""


def test_from_nothing_it_is_made_and_a_second_run_takes_no_time(tiny, tmp_path, monkeypatch):
    (tmp_path / "pip.conf").write_text("[global]\nuser = true\nrequire-virtualenv = true\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))  # the user's own pip is set up so
    heard = []
    set_up(lambda fraction, text: heard.append((fraction, text)), environment=tiny)
    assert tiny.is_ready()
    assert subprocess.run([tiny.python, "-c", "import tiny"], check=False).returncode == 0
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert {"Taking tiny", "Installing 1 packages", "Checking tiny"} <= {text for _, text in heard}
    began = time.perf_counter()
    set_up(quiet, environment=tiny)
    assert time.perf_counter() - began < 1.0


def test_cancel_stops_within_a_second_and_leaves_nothing(tiny):
    canceled_at = []

    def show(fraction, text):
        if text.startswith("Making"):
            canceled_at.append(time.perf_counter())

    with pytest.raises(SetupCanceled):
        set_up(show, lambda: bool(canceled_at), environment=tiny)
    assert time.perf_counter() - canceled_at[0] < 1.0
    assert not tiny.folder.exists()
    set_up(quiet, environment=tiny)
    assert tiny.is_ready()


def test_a_half_made_environment_is_made_again(tiny):
    killed = start_elsewhere(tiny)
    assert killed.stdout.readline().startswith("Making")
    while not tiny.folder.joinpath("pyvenv.cfg").exists():
        time.sleep(0.01)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert tiny.folder.exists() and not tiny.is_ready()
    set_up(quiet, environment=tiny)
    assert tiny.is_ready()


def test_two_at_once_make_it_once(tiny):
    both = [start_elsewhere(tiny), start_elsewhere(tiny)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert tiny.is_ready()
    assert sum("Making an environment" in text for text in said) == 1
    assert sum("waiting for it to end" in text for text in said) == 1


def test_repair_makes_it_again(tiny):
    set_up(quiet, environment=tiny)
    broken = next(tiny.folder.rglob("tiny.py"))
    broken.unlink()
    set_up(quiet, repair=True, environment=tiny)
    assert broken.exists()


def test_a_package_that_does_not_import_leaves_it_unready(tmp_path):
    wanting = environment_of(tmp_path, "tiny==1.0", "tiny", "absent")
    with pytest.raises(SetupError, match=r"absent does not work in .*No module named 'absent'.*setup\.log"):
        set_up(quiet, environment=wanting)
    assert not wanting.is_ready()


def test_a_package_that_cannot_be_had_is_named(tmp_path):
    wanting = environment_of(tmp_path, "tiny==2.0")
    with pytest.raises(SetupError, match=r"index offers no tiny==2\.0|index has no tiny==2\.0"):
        set_up(quiet, environment=wanting)
    assert not wanting.folder.exists()


def test_without_network_it_says_so_and_the_log_holds_no_password(tiny):
    word = "hush"
    variables = {**os.environ, "PIP_INDEX_URL": f"http://anna:{word}@127.0.0.1:9/simple", "PIP_RETRIES": "1",
                 "PIP_NO_INDEX": "0", "PIP_FIND_LINKS": ""}
    with pytest.raises(SetupError, match="package server cannot be reached.*BUNDLE"):
        set_up(quiet, variables=variables, environment=tiny)
    log = tiny.log.read_text()
    assert "127.0.0.1:9/simple" in log and word not in log


def test_a_python_of_the_users_own_is_checked_and_not_installed_into(tmp_path, tiny, monkeypatch):
    own = tmp_path / "own"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", own], check=True)
    monkeypatch.setenv("ROOFLINE_PYTHON", str(own / "bin" / "python"))
    with pytest.raises(SetupError, match="No module named 'tiny'"):
        set_up(quiet, environment=tiny)
    assert not tiny.is_ready()
    next(own.rglob("site-packages")).joinpath("tiny.py").write_text("")
    set_up(quiet, environment=tiny)
    assert tiny.is_ready() and tiny.python == own / "bin" / "python"
    assert not list(own.rglob("*.dist-info"))


def test_the_algorithm_fails_with_the_sentence(tmp_path):
    (tmp_path / "home").write_text("a file, not a folder")
    with HeadlessQgis(tmp_path / "qgis", {"ROOFLINE_HOME": str(tmp_path / "home")}) as qgis:
        result = qgis.run("roofline:setup")
    assert result.returncode != 0
    assert "cannot be written" in result.stderr and "Traceback" not in result.stderr


def test_the_algorithm_gives_the_environment_that_make_setup_made(tmp_path):
    with HeadlessQgis(tmp_path, AS_STARTED) as qgis:
        result = qgis.run("roofline:setup")
    assert result.returncode == 0, result.stderr
    assert Path(result.outputs["ENVIRONMENT"]).name.startswith("python")
