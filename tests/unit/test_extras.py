"""Optional parts of the worker's environment: what they change, and what they leave as it is."""

import json
import re
import sys
from pathlib import Path

import pytest
from roofline.plugin.environment import extras, installation, standalone_python, virtual_environment
from roofline.plugin.environment.extras import EXTRAS, Extra, parsed_extras
from roofline.plugin.environment.installation import set_up
from roofline.plugin.environment.interpreters import Interpreter, dotted
from roofline.plugin.environment.plan import Part, parts_of
from roofline.plugin.environment.system import SetupError
from roofline.plugin.environment.torch_builds import TorchBuild
from roofline.plugin.environment.uninstall import uninstall
from roofline.plugin.environment.virtual_environment import Environment, Recipe


def quiet(fraction, text):
    """Progress that nobody hears."""


@pytest.fixture()
def tiny(tmp_path, monkeypatch):
    """An environment of nothing, that may have a part more."""
    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    for name in ("tiny", "more"):
        (tmp_path / f"{name}.txt").write_text(f"{name}==1.0\n")
    monkeypatch.setitem(EXTRAS, "more", Extra(tmp_path / "more.txt", ("csv",), (3, 12), 0.2, 0.1))
    return Environment(tmp_path / "home", Recipe(tmp_path / "tiny.txt", ("json",)))


class Recorder:
    """In the place of an Installer: what it is asked to do."""

    def __init__(self):
        self.done = []

    def __getattr__(self, name):
        return lambda *given, **named: self.done.append((name, *given))

    def make_venv(self, interpreter, folder, gigabytes):
        folder.mkdir(parents=True)
        python = Environment(folder.parents[1], Recipe(Path(__file__), ())).python.name
        (folder / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {dotted(interpreter.version)}.2\n")
        (folder / "bin").mkdir()
        (folder / "bin" / python).touch()

    def verify(self, python, modules):
        self.done.append(("verify", modules))
        return {"versions": {}, "cuda": None}


@pytest.fixture()
def installer(monkeypatch):
    recorder = Recorder()
    monkeypatch.setattr(installation, "Installer", lambda *_: recorder)
    monkeypatch.setattr(installation, "choose_interpreter", lambda installer, home, version, oldest: Interpreter(
        Path(sys.executable), oldest))
    return recorder


def test_a_part_is_installed_without_its_dependencies_and_remembered(tiny, installer):
    plain = set_up(quiet, environment=tiny)
    assert installer.done[-1] == ("verify", ("json",))
    assert set_up(quiet, environment=tiny, extras=("more",)) != plain
    asked = [step[2:4] for step in installer.done if step[0] == "install"]
    assert asked[1:] == [(tiny.recipe.requirements, []), (EXTRAS["more"].requirements, ["--no-deps"])]
    assert installer.done[-1] == ("verify", ("json", "csv"))
    assert tiny.is_ready() and tiny.python != plain and tiny.oldest_python == (3, 12)
    before = len(installer.done)
    assert set_up(quiet, environment=tiny) == tiny.python and len(installer.done) == before
    assert set_up(quiet, environment=tiny, extras=()) == plain == tiny.python


def test_a_part_is_offered_with_what_it_takes_on_the_python_that_is_there(tiny, installer):
    def part():
        return {part.name: part for part in parts_of(tiny, TorchBuild("cpu", None, 3.0))}.get("more")

    assert part() is None
    set_up(quiet, environment=tiny)
    build = TorchBuild("cpu", None, 3.0)
    assert part() == Part("more", False, build.download_gigabytes + 0.1, build.kept_gigabytes + 0.2, "3.12", "3.11")
    set_up(quiet, environment=tiny, extras=("more",))
    assert part() == Part("more", True, 0.1, 0.2, "3.12")


def test_a_part_that_could_not_be_installed_is_not_remembered(tiny, installer, monkeypatch):
    plain = set_up(quiet, environment=tiny)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: type("Disk", (), {"free": 1.5e8}))
    with pytest.raises(SetupError, match="needs about 0.3 GB"):
        set_up(quiet, environment=tiny, extras=("more",))
    assert tiny.is_ready() and tiny.python == plain


def test_uninstalling_forgets_the_parts(tiny, installer):
    set_up(quiet, environment=tiny, extras=("more",))
    uninstall(tiny.home)
    assert tiny.extras == [] and not tiny.is_ready()


def test_a_python_that_is_too_old_for_a_part_is_passed_over(tmp_path, monkeypatch):
    there = [Interpreter(Path("python3.11"), (3, 11)), Interpreter(Path("python3.13"), (3, 13))]
    monkeypatch.setattr(standalone_python, "interpreters", lambda home: iter(there))
    assert standalone_python.choose_interpreter(None, tmp_path) == there[0]
    assert standalone_python.choose_interpreter(None, tmp_path, oldest=(3, 12)) == there[1]
    there[1:] = [Interpreter(Path("python3.11"), (3, 11), has_pip=False)]
    there[0] = there[1]
    with pytest.raises(SetupError, match=r"needs a 64-bit Python 3\.12 to 3\.13; found 3\.11"):
        standalone_python.choose_interpreter(None, tmp_path, oldest=(3, 12))


def test_names_of_parts_are_read_and_unknown_ones_refused():
    assert [parsed_extras(text) for text in ("", "none", " TerraTorch ")] == [None, (), ("terratorch",)]
    with pytest.raises(SetupError, match="no optional part 'mmseg'. There is terratorch"):
        parsed_extras("terratorch,mmseg")


@pytest.mark.parametrize("extra", EXTRAS.values())
def test_a_parts_requirements_are_pinned_and_leave_the_workers_as_they_are(extra):
    def names(file):
        lines = [line for line in file.read_text().splitlines() if line and line[0] != "#"]
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line.split(" --")[0].rstrip(" \\")) for line in lines)
        return {re.sub("[_.]", "-", line.split("==")[0].lower()) for line in lines}

    assert names(extra.requirements) & names(virtual_environment.REQUIREMENTS) == set()
    assert json.dumps(sorted(extras.EXTRAS)) == '["terratorch"]'
