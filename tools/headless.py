"""Headless QGIS: runs Roofline's algorithms through `qgis_process` in a scratch profile. Standard library only."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional

from .package import PARTS, ROOT

NOISE = re.compile(r"^(QStandardPaths: |<string>:\d+: DeprecationWarning: setapi)")


@dataclass(frozen=True)
class Result:
    """How a run of `qgis_process` ended. `outputs` holds numbers as numbers and everything else as text."""

    returncode: int
    stdout: str
    stderr: str
    outputs: Dict[str, Any] = field(default_factory=dict)


class HeadlessQgis:
    """`qgis_process` with this checkout as its only extra plugin, and a scratch profile below `folder`.

    variables: added to the environment of every run, such as ROOFLINE_HOME. package: a zip of the plugin to install
    into the profile, in place of the checkout. language: QGIS's, such as "de".
    """

    def __init__(self, folder: Path, variables: Optional[Mapping[str, str]] = None, package: Optional[Path] = None,
                 language: str = "") -> None:
        self.program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        if self.program is None:
            raise FileNotFoundError("qgis_process is not installed; run 'make setup'.")
        folder = Path(folder).absolute()
        plugins, profile, runtime = folder / "plugins", folder / "profile", folder / "runtime"
        for needed in (plugins, profile, runtime):
            needed.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        if package is None:
            link_plugin(plugins / "roofline")
        else:
            installed = profile / "profiles" / "default" / "python" / "plugins"
            shutil.unpack_archive(package, installed, "zip")
        if language:
            settings = _settings_file(profile)
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text(f"[locale]\noverrideFlag=true\nuserLocale={language}\n", encoding="utf-8")
        # Python inside QGIS takes the library of the first python3 on the PATH, which may be another one's.
        path = os.pathsep.join([str(Path(self.program).parent), os.environ.get("PATH", "")])
        self.variables = {
            **os.environ, "PATH": path, "XDG_RUNTIME_DIR": str(runtime), "QT_QPA_PLATFORM": "offscreen",
            "QGIS_PLUGINPATH": str(plugins), "QGIS_CUSTOM_CONFIG_PATH": str(profile), **(variables or {})}
        self._enable(profile)

    def __enter__(self) -> HeadlessQgis:
        return self

    def __exit__(self, *reason: object) -> None:
        """Nothing to end: every run has ended by itself."""

    def arguments(self, algorithm: str, **parameters: Any) -> List[str]:
        """The command line; a list becomes the key repeated, None is left out."""
        pairs = [(name, value) for name, values in parameters.items()
                 for value in (values if isinstance(values, (list, tuple)) else [values]) if value is not None]
        return [str(self.program), "run", algorithm, "--", *(f"{name}={value}" for name, value in pairs)]

    def env_command(self, algorithm: str, **parameters: Any) -> str:
        """The command as a user with Roofline installed types it."""
        name = Path(str(self.program)).name  # Debian's qgis_process adds an option that the program refuses
        return f"QT_QPA_PLATFORM=offscreen {shlex.join([name, *self.arguments(algorithm, **parameters)[1:]])}"

    def start(self, algorithm: str, **parameters: Any) -> subprocess.Popen[str]:
        """A run that goes on beside us; stdout and stderr are pipes."""
        return subprocess.Popen(
            self.arguments(algorithm, **parameters), env=self.variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace")

    def run(self, algorithm: str, on_line: Callable[[str], None] = lambda line: None, **parameters: Any) -> Result:
        """Run to the end; `on_line` hears every line of stdout and stderr at once."""
        process = self.start(algorithm, **parameters)
        errors: List[str] = []
        listener = threading.Thread(target=_listen, args=(process.stderr, errors, on_line))
        listener.start()
        lines: List[str] = []
        _listen(process.stdout, lines, on_line)
        listener.join()
        stdout = "".join(lines)
        return Result(process.wait(), stdout, "".join(errors), outputs_in(stdout))

    def help(self, algorithm: str) -> str:
        """What `qgis_process` tells of an algorithm and its parameters."""
        return subprocess.run([str(self.program), "help", algorithm], env=self.variables, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout

    def _enable(self, profile: Path) -> None:
        settings = _settings_file(profile)
        if settings.is_file() and re.search(r"^roofline=true", settings.read_text(encoding="utf-8"), re.MULTILINE):
            return
        done = subprocess.run(
            [str(self.program), "plugins", "enable", "roofline"], env=self.variables, stdin=subprocess.DEVNULL,
            capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"QGIS does not load the plugin: {done.stderr}")


def _settings_file(profile: Path) -> Path:
    return profile / "profiles" / "default" / "QGIS" / "QGIS3.ini"


def link_plugin(folder: Path) -> None:
    """Make `folder` look like the installed plugin. A link to the whole checkout would loop if it lay inside it."""
    for part in PARTS:
        link = folder / part
        if (ROOT / part).exists() and not link.is_symlink():
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(ROOT / part)


def outputs_in(stdout: str) -> Dict[str, Any]:
    """The results that `qgis_process run` prints at its end, as KEY, tab, value."""
    _, found, results = stdout.rpartition("\nResults\n")
    pairs = re.findall(r"^([A-Z][A-Z0-9_]*):\t(.*)$", results if found else "", re.MULTILINE)
    return {name: _value(text) for name, text in pairs}


def _value(text: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (int, float)) else text


def _listen(stream: Any, lines: List[str], on_line: Callable[[str], None]) -> None:
    with stream:
        for line in stream:
            if not NOISE.match(line):
                lines.append(line)
                on_line(line.rstrip("\n"))
