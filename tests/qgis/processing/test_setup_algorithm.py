"""roofline:setup in the real QGIS, with a stand-in for what it installs and gathers."""

import tempfile
from pathlib import Path

import pytest
from roofline.plugin.environment import installation
from roofline.plugin.environment.virtual_environment import Environment
from roofline.plugin.processing import setup
from roofline.plugin.worker import job_folder
from roofline.protocol import job_lock
from roofline.protocol.job_lock import held
from roofline.protocol.process_lock import process_lock


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    return tmp_path / "home"


def pretend_ready():
    environment = Environment(setup.home())
    environment.python.parent.mkdir(parents=True)
    environment.python.write_text("")
    environment.write_marker({"gpu": True})


def test_a_bundle_goes_into_the_folder_that_qgis_names(run, monkeypatch, tmp_path):
    gathered, folder = [], tmp_path / "sticks"
    monkeypatch.setattr(setup, "gather", lambda folder, *_, **__: gathered.append(folder))
    monkeypatch.setattr(setup, "set_up", lambda *_, **__: pytest.fail("installs"))
    assert run("setup", BUNDLE_TO=str(folder)) == {"BUNDLE_TO": str(folder)} and gathered.pop() == folder
    results = run("setup", BUNDLE_TO="TEMPORARY_OUTPUT")
    assert gathered == [Path(results["BUNDLE_TO"])] and gathered.pop().is_relative_to(tempfile.gettempdir())


def test_nothing_is_installed_here_where_a_bundle_for_another_computer_has_no_folder(run, monkeypatch):
    monkeypatch.setattr(setup, "set_up", lambda *_, **__: pytest.fail("installs"))
    with pytest.raises(AssertionError, match="BUNDLE_FOR names a computer .windows 3.12., and BUNDLE_TO no folder"):
        run("setup", BUNDLE_FOR="windows 3.12")


@pytest.mark.parametrize("what", ["REPAIR", "UNINSTALL"])
def test_packages_stay_while_another_qgis_needs_them(run, monkeypatch, what):
    monkeypatch.setattr(setup, "CLOSE_SECONDS", 0)
    pretend_ready()
    with held(job_folder.new_run("town")), pytest.raises(AssertionError, match="perhaps by another QGIS.*It needs the"):
        run("setup", **{what: True})
    assert Environment(setup.home()).is_ready()


@pytest.mark.parametrize("what", ["REPAIR", "UNINSTALL"])
def test_our_own_job_goes_on_where_another_qgis_needs_the_packages(run, provider, monkeypatch, what):
    ended = []
    monkeypatch.setattr(setup, "CLOSE_SECONDS", 0)
    monkeypatch.setattr(provider.workers, "close", lambda: ended.append("our own job"))
    pretend_ready()
    ours, theirs = job_folder.new_run("ours"), job_folder.new_run("theirs")
    with held(ours), process_lock(theirs / job_lock.HELD, pytest.fail), pytest.raises(AssertionError, match="theirs"):
        run("setup", **{what: True})
    assert Environment(setup.home()).is_ready() and not ended


def test_workers_end_before_files_change_and_only_then(run, provider, monkeypatch):
    happened = []
    monkeypatch.setattr(provider.workers, "close", lambda: happened.append("workers end"))
    monkeypatch.setattr(installation._Installation, "run", lambda self, repair: happened.append("files change"))
    monkeypatch.setattr(setup, "gather", lambda *_, **__: happened.append("gathered"))
    run("setup")
    assert happened == ["workers end", "files change"]
    pretend_ready()
    run("setup")
    run("setup", BUNDLE_TO="TEMPORARY_OUTPUT")
    assert happened[2:] == ["gathered"]
    run("setup", REPAIR=True)
    assert happened[3:] == ["workers end", "files change"]


@pytest.mark.parametrize("what", ["REPAIR", "UNINSTALL", "REMOVE_IMAGERY"])
def test_no_packages_and_no_imagery_go_where_the_answer_is_no_or_unclear(run, monkeypatch, what):
    monkeypatch.setattr(installation._Installation, "run", lambda self, repair: pytest.fail("files change"))
    pretend_ready()
    assert run("setup", **{what: "no"}) == {"ENVIRONMENT": str(Environment(setup.home()).python)}
    with pytest.raises(AssertionError, match="must be yes or no .true or false., got 'perhaps'"):
        run("setup", **{what: "perhaps"})
    assert Environment(setup.home()).is_ready()
