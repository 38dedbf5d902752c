"""Which Python the worker's environment is made with: fakes of every version, and of what is no Python."""

import subprocess
import sys

import pytest
from roofline.plugin.environment import interpreters, standalone_python
from roofline.plugin.environment.installer import Installer
from roofline.plugin.environment.interpreters import candidates, standalone
from roofline.plugin.environment.standalone_python import choose_interpreter
from roofline.plugin.environment.system import SetupError, output_of

UV = r"""
[ "$1 $2 $3" = "python install 3.12" ] && [ "$4" = --install-dir ] || exit 3
mkdir -p "$5/cpython-3.12/bin" && cp "$(dirname "$0")/fetched" "$5/cpython-3.12/bin/python3"
"""


def program(path, body):
    """A program that runs `body`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def fake_python(path, version, is_64_bit="true", has_venv="true", has_pip="true"):
    """A program that answers as a Python of this version does."""
    answer = f"[[{version.replace('.', ', ')}], {is_64_bit}, {has_venv}, {has_pip}]"
    return program(path, f"echo '{answer}'")


class FakeInstaller:
    """Installs a uv that "fetches" a Python, with the pip that it is told."""

    def __init__(self):
        self.pip_of, self.texts = None, []

    def install_tool(self, python, requirements, folder, gigabytes):
        assert "uv==" in requirements.read_text() and "--hash=sha256:" in requirements.read_text()
        self.pip_of = python
        program(folder / "bin" / "uv", UV)
        fake_python(folder / "bin" / "fetched", "3.12")

    def run_uv(self, what, command, text, gigabytes, **variables):
        self.texts.append(text)
        Installer._run_or_fail(self, what, command, gigabytes)

    def _run(self, command, follow, variables):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()


@pytest.fixture()
def only(tmp_path, monkeypatch):
    """Lets the computer have these programs and no other."""
    def act(*paths):
        monkeypatch.setattr(interpreters, "candidates", lambda home: iter([*paths, *standalone(home)]))
    return act


def choose(tmp_path):
    return choose_interpreter(FakeInstaller(), tmp_path / "home")


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_a_python_for_which_there_are_wheels_is_taken(tmp_path, only, version):
    only(fake_python(tmp_path / "python3", version))
    found = choose(tmp_path)
    assert found.path == tmp_path / "python3" and str(found) == version


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.9", "3.10", "3.14", "3.15"])
def test_an_older_and_a_newer_one_are_passed_over(tmp_path, only, version):
    only(fake_python(tmp_path / "python3", version), fake_python(tmp_path / "other" / "python3.12", "3.12"))
    assert choose(tmp_path).path == tmp_path / "other" / "python3.12"


def test_one_of_32_bit_or_without_venv_and_what_is_no_python_are_passed_over(tmp_path, only):
    only(fake_python(tmp_path / "a", "3.12", is_64_bit="false"), fake_python(tmp_path / "b", "3.12", has_venv="false"),
         program(tmp_path / "store stub", "exit 9"), tmp_path / "missing", tmp_path / ("not to be looked at" * 20),
         fake_python(tmp_path / "good", "3.13"))
    assert choose(tmp_path).path == tmp_path / "good"


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.14", "3.15"])
def test_where_none_suits_uv_fetches_one_into_home(tmp_path, only, version):
    only(fake_python(tmp_path / "python3", version))
    installer = FakeInstaller()
    found = choose_interpreter(installer, tmp_path / "home")
    assert found.version == (3, 12) and found.path.is_relative_to(tmp_path / "home")
    assert installer.pip_of == tmp_path / "python3"
    assert installer.texts == [f"Fetching Python 3.12, because there is none of 3.11 to 3.13 here but {version}"]
    again = FakeInstaller()
    assert choose_interpreter(again, tmp_path / "home") == found and again.texts == []


def test_without_pip_it_is_told_what_to_install(tmp_path, only):
    only(fake_python(tmp_path / "python3", "3.9", has_pip="false"))
    with pytest.raises(SetupError, match=r"64-bit Python 3\.11 to 3\.13; found 3\.9, .*Install Python 3\.12"):
        choose(tmp_path)
    only()
    with pytest.raises(SetupError, match="found none"):
        choose(tmp_path)


def test_without_venv_and_pip_the_package_is_named(tmp_path, only):
    only(fake_python(tmp_path / "python3", "3.11", has_venv="false", has_pip="false"))
    with pytest.raises(SetupError, match="apt install python3-venv"):
        choose(tmp_path)


def test_a_fetched_python_that_does_not_run_is_told(tmp_path, only, monkeypatch):
    only(fake_python(tmp_path / "python3", "3.14"))
    monkeypatch.setattr(sys.modules[__name__], "UV", "exit 0")
    with pytest.raises(SetupError, match="does not run. Install Python 3.12 yourself"):
        choose(tmp_path)


def test_qgis_itself_is_never_taken_for_a_python(tmp_path, monkeypatch):
    program = tmp_path / "qgis-bin.exe"
    program.write_text("")
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "_base_executable", str(program))
    assert all(path.name.startswith("python") for path in candidates(tmp_path))


def test_the_python_beside_qgis_is_found_on_windows_and_macos(tmp_path, monkeypatch):
    windows = fake_python(tmp_path / "QGIS 3.44" / "apps" / "Python312" / "python.exe", "3.12")
    mac = fake_python(tmp_path / "QGIS.app" / "Contents" / "MacOS" / "bin" / "python3", "3.12")
    for name in ("base_prefix", "base_exec_prefix"):
        monkeypatch.setattr(sys, name, str(windows.parent))
    monkeypatch.setattr(sys, "executable", str(mac.parents[1] / "QGIS"))
    monkeypatch.setattr(sys, "_base_executable", str(mac.parents[1] / "QGIS"))
    assert {windows, mac} <= set(candidates(tmp_path))
    assert choose(tmp_path).path == windows


def test_those_of_the_py_launcher_are_found(tmp_path, monkeypatch):
    there = fake_python(tmp_path / "Program Files" / "Python 312" / "python.exe", "3.12")
    program(tmp_path / "py", f"echo ' -V:3.15 *        /nowhere/python.exe'; echo ' -V:3.12          {there}'")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert there in set(candidates(tmp_path))


def test_one_of_this_computer_is_found_although_sys_executable_is_wrong(tmp_path, monkeypatch):
    for name in ("executable", "_base_executable"):
        monkeypatch.setattr(sys, name, str(tmp_path / "qgis-bin"))
    found = choose(tmp_path)
    assert found.is_suitable and found.path.name.startswith("python")


def test_uv_is_pinned_for_every_system():
    assert standalone_python.UV.read_text().count("--hash=sha256:") == 7  # Linux 3, macOS 2, Windows 2


def test_the_next_one_is_looked_for_only_when_it_is_its_turn(tmp_path, monkeypatch):
    def paths(home):
        yield fake_python(tmp_path / "python3", "3.12")
        yield tmp_path / "python3"
        looked.append("py launcher")
        yield fake_python(tmp_path / "other" / "python3", "3.13")

    looked = []
    monkeypatch.setattr(interpreters, "candidates", paths)
    found = interpreters.interpreters(tmp_path)
    assert next(found).version == (3, 12) and looked == []
    assert next(found).version == (3, 13) and looked == ["py launcher"]


def test_an_answer_that_is_no_text_of_this_computer_is_taken(tmp_path):
    latin = program(tmp_path / "py", r"printf ' -V:3.12 /Users/Andr\351/python.exe\n'")
    assert output_of([str(latin)]) == "-V:3.12 /Users/Andr\ufffd/python.exe"
