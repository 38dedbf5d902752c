"""A Python of the user's own, a graphics card that came later, and the way back."""

import json
import os
import subprocess
import sys

import pytest
from roofline.plugin.environment import plan
from roofline.plugin.environment import uninstall as uninstall_module
from roofline.plugin.environment.installation import use_own
from roofline.plugin.environment.system import SetupError, nvidia_driver
from roofline.plugin.environment.uninstall import installed_bytes, uninstall
from roofline.plugin.environment.virtual_environment import Environment, Recipe
from roofline.protocol.process_lock import process_lock


def quiet(fraction, text):
    """Progress that nobody hears."""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    return tmp_path / "home"


@pytest.fixture()
def tiny(tmp_path, home):
    """An environment that needs nothing but a module of the standard library."""
    requirements = tmp_path / "tiny.txt"
    requirements.write_text("tiny==1.0\n")
    return Environment(home, Recipe(requirements, ("json",)))


def pretend_ready(environment, **marker):
    environment.python.parent.mkdir(parents=True)
    environment.python.write_text("x" * 1000)
    (environment.folder / "ready.json").write_text(json.dumps({"gpu": False, **marker}))


def test_a_python_of_ones_own_is_checked_and_remembered(tiny):
    use_own(sys.executable, quiet, environment=tiny)
    assert tiny.is_ready() and str(tiny.python) == sys.executable
    assert Environment(tiny.home, tiny.recipe).own == tiny.own


def test_the_variable_goes_before_what_was_remembered(tiny, monkeypatch):
    use_own(sys.executable, quiet, environment=tiny)
    monkeypatch.setenv("ROOFLINE_PYTHON", "/opt/torch/bin/python")
    assert str(tiny.own) == "/opt/torch/bin/python"


@pytest.mark.parametrize("modules, sentence", [(("absent",), "No module named 'absent'"), (("json",), "does not run")])
def test_one_that_does_not_serve_is_told_and_not_remembered(tiny, tmp_path, modules, sentence):
    python = sys.executable if modules == ("absent",) else tmp_path / "python"
    with pytest.raises(SetupError, match=sentence):
        use_own(python, quiet, environment=Environment(tiny.home, Recipe(tiny.recipe.requirements, modules)))
    assert tiny.own is None


def test_last_words_of_a_library_do_not_matter(tiny, tmp_path):
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\n"{sys.executable}" "$@" || exit\n[ "$1" = -I ] || echo "leaked 2 instances!"\n')
    python.chmod(0o755)
    assert use_own(python, quiet, environment=tiny) == python and tiny.is_ready()


def test_an_environment_that_cannot_be_made_again_is_not_lost(tiny, monkeypatch):
    from roofline.plugin.environment import installation

    pretend_ready(tiny)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: type("Disk", (), {"free": 0}))
    with pytest.raises(SetupError, match="needs about"):
        installation.set_up(quiet, environment=tiny, repair=True)
    assert tiny.is_ready() and [path for path in tiny.folder.parent.iterdir() if path.is_dir()] == [tiny.folder]


def test_uninstalling_frees_what_it_says_and_leaves_models_and_runs(tiny, home):
    pretend_ready(tiny)
    os.link(tiny.python, tiny.folder / "the same file again")
    (home / "models").mkdir()
    (home / "models" / "town.roofline").write_text("kept")
    size = (tiny.folder / "ready.json").stat().st_size + 1000
    assert installed_bytes(home) == size
    uninstall(home)
    assert not tiny.is_ready() and installed_bytes(home) == 0
    assert (home / "models" / "town.roofline").exists()
    uninstall(home)  # a second time there is nothing


def test_a_python_of_ones_own_is_forgotten_and_the_environment_is_there_again(tiny, home):
    pretend_ready(tiny)
    use_own(sys.executable, quiet, environment=tiny)
    uninstall(home)
    assert tiny.own is None and tiny.is_ready() and tiny.python.is_relative_to(home)


def test_the_python_of_the_variable_is_not_forgotten_and_nothing_is_removed(tiny, home, monkeypatch):
    pretend_ready(Environment(home))
    assert not plan.plan().is_remembered
    use_own(sys.executable, quiet, environment=tiny)
    assert plan.plan().is_remembered
    monkeypatch.setenv("ROOFLINE_PYTHON", "/opt/torch/bin/python")
    assert not plan.plan().is_remembered
    for _ in range(2):
        with pytest.raises(SetupError, match="ROOFLINE_PYTHON names /opt/torch/bin/python, so nothing was removed"):
            uninstall(home)
    monkeypatch.delenv("ROOFLINE_PYTHON")
    assert plan.plan().is_remembered and (home / "environments").is_dir()
    uninstall(home)
    assert Environment(home).is_ready()


def test_a_file_that_vanishes_while_the_size_is_counted_counts_nothing(tiny, home, monkeypatch):
    pretend_ready(tiny)
    fleeting, size = tiny.folder / "fleeting.part", installed_bytes(home)
    real = uninstall_module._files

    def files(home):
        fleeting.write_text("soon gone")
        for entry in real(home):
            fleeting.unlink(missing_ok=True)
            yield entry

    monkeypatch.setattr(uninstall_module, "_files", files)
    assert installed_bytes(home) == size


def test_uninstalling_waits_for_nobody(tiny, home):
    pretend_ready(tiny)
    lock = home / "environments" / "lock"
    held = subprocess.Popen([sys.executable, "-c", "import fcntl, sys, time; file = open(sys.argv[1], 'a'); "
                             "fcntl.flock(file, fcntl.LOCK_EX); print(flush=True); time.sleep(60)", str(lock)],
                            stdout=subprocess.PIPE)
    held.stdout.readline()
    with pytest.raises(SetupError, match="Another Roofline is setting up"):
        uninstall(home)
    held.kill()
    held.communicate()
    assert tiny.is_ready()
    with process_lock(lock, lambda: pytest.fail("still locked")):
        pass


def test_a_graphics_card_that_came_later_is_noticed(home, tmp_path, monkeypatch):
    """With a fake nvidia-smi, as a computer without a card has none."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    pretend_ready(Environment(home))
    assert nvidia_driver() is None and plan.new_graphics_card() is None
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\n[ \"$1\" = --query-gpu=driver_version ] && echo 580.65.06\n")
    program.chmod(0o755)
    assert plan.new_graphics_card() == "580.65.06"
    (Environment(home).folder / "ready.json").write_text('{"gpu": true}')
    assert plan.new_graphics_card() is None


def test_no_card_is_offered_where_nothing_is_set_up_or_the_driver_is_too_old(home, monkeypatch):
    monkeypatch.setattr(plan, "nvidia_driver", lambda: "580.65.06")
    assert plan.new_graphics_card() is None
    pretend_ready(Environment(home))
    monkeypatch.setattr(plan, "nvidia_driver", lambda: "390.1")
    assert plan.new_graphics_card() is None
