"""GUI test driver: plays scenarios (mouse and keyboard) in a real QGIS window under Xvfb."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, Iterator, Mapping, Optional

from .headless import HeadlessQgis
from .package import ROOT

INSIDE = ROOT / "tools" / "desktop_inside.py"


PATIENCE = float(os.environ.get("TEST_PATIENCE", "1"))
"""Factor of all limits, as in desktop_inside.py."""


@dataclass(frozen=True)
class ScenarioResult:
    """How a scenario ended: `error` is a traceback or "", `facts` what it noted, `log` what QGIS printed."""

    returncode: int
    error: str
    facts: Dict[str, Any] = field(default_factory=dict)
    log: str = ""


class Desktop:
    """A scratch profile with this checkout as its only plugin, and a screen of its own.

    variables: added to the environment of QGIS, such as ROOFLINE_HOME.
    """

    def __init__(self, folder: Path, variables: Optional[Mapping[str, str]] = None, screen: str = "1440x900",
                 dark: bool = False) -> None:
        self.folder, self._screen = Path(folder), screen
        self._program = shutil.which("qgis.bin") or shutil.which("qgis")
        headless = HeadlessQgis(folder, variables)
        scratch = self.folder / "scratch"  # QGIS warns of layers below the folder for temporary files, such as ours
        scratch.mkdir(exist_ok=True)
        self.variables = {name: value for name, value in headless.variables.items() if name != "QT_QPA_PLATFORM"}
        self.variables["TMPDIR"] = str(scratch)
        _quiet(self.folder / "profile" / "profiles" / "default", "Night Mapping" if dark else "default")

    def play(self, module: Path, scenario: str, timeout_s: float, **inputs: Any) -> ScenarioResult:
        """Open QGIS, run the generator `scenario` of the file `module` in it with `inputs`, and close QGIS."""
        order, answer = self.folder / "scenario.json", self.folder / "answer.json"
        answer.unlink(missing_ok=True)
        order.write_text(json.dumps({"module": str(module), "scenario": scenario, "inputs": inputs,
                                     "tools": str(INSIDE.parent), "answer": str(answer)}))
        with virtual_screen(self._screen) as display, open(self.folder / "qgis.log", "w+b") as log:
            process = subprocess.Popen(
                [str(self._program), "--nologo", "--noversioncheck", "--code", str(INSIDE)], stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, env={**self.variables, "DISPLAY": display,
                                                           "ROOFLINE_SCENARIO": str(order)})
            try:
                code = process.wait(PATIENCE * timeout_s)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            log.seek(0)
            text = log.read().decode("utf-8", "replace")
        if not answer.exists():
            return ScenarioResult(code, "QGIS ended before the scenario did.", {}, text)
        told: Dict[str, Any] = json.loads(answer.read_text())
        return ScenarioResult(code, told["error"], told["facts"], text)


@contextmanager
def virtual_screen(size: str) -> Iterator[str]:
    """The name of a new X display."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"], pass_fds=(writing,),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def _quiet(profile: Path, theme: str) -> None:
    """Settings of QGIS without tips, news and questions of a first start."""
    settings = profile / "QGIS" / "QGIS3.ini"
    text = settings.read_text(encoding="utf-8") if settings.exists() else ""
    if "showTips" not in text:
        settings.write_text(f"{text}\n[app]\nfirstRunVersionFlag=99999\n\n[qgis]\nshowTips=false\nshowTips322=false\n"
                            "askToSaveMemoryLayers=false\n\n[core]\nNewsFeed\\httpsfeedqgisorg\\disabled=true\n\n"
                            f"[UI]\nUITheme={theme}\n", encoding="utf-8")
