"""The worker's virtual environment (venv): its location, and whether it is ready. Standard library only.

Variables: ROOFLINE_HOME moves everything; ROOFLINE_PYTHON names a Python of the user's own that has the
packages already, before the one that the panel remembers.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from ...protocol.paths import PACKAGE, REQUIREMENTS
from .extras import EXTRAS, Extra
from .interpreters import OLDEST_PYTHON, Interpreter, dotted
from .system import SetupError
from .torch_builds import uses_gpu


@dataclass(frozen=True)
class Recipe:
    """The specification of an environment: a file of pinned packages, and modules that must import in it."""

    requirements: Path
    modules: Tuple[str, ...]


OWN = "own_python.txt"
"""File below home with the path of the user's own Python."""
EXTRAS_FILE = "extras.txt"
"""File below home with the names of the optional parts that the worker's environment has."""
WORKER = Recipe(REQUIREMENTS, (
    "torch", f"{PACKAGE}.models.networks.unet", "timm", "transformers", "accelerate", "peft", "huggingface_hub",
    "numpy", "scipy", "affine", "rasterio", "shapely", "pyogrio", "pyproj", "safetensors", "onnx", "onnxruntime",
    "distributed"))


def home() -> Path:
    """The data folder, with environments, runs and logs: ROOFLINE_HOME, or a folder in the user's data directory."""
    chosen = os.environ.get("ROOFLINE_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Roofline"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Roofline"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "roofline"


def own_variable() -> Optional[str]:
    """The user's own Python that the variable ROOFLINE_PYTHON names; None or "" without it."""
    return os.environ.get("ROOFLINE_PYTHON")


def runs_folder() -> Path:
    """The parent of the runs' folders; this function does not create it."""
    return home() / "runs"


def is_ready() -> bool:
    """Whether the worker can be started, judged by files alone: no process is run."""
    return Environment(home()).is_ready()


def worker_python() -> Path:
    """The path of the worker's Python. Raises SetupError, with the cure, when the environment is missing."""
    environment = Environment(home())
    if environment.own and not environment.is_ready():
        raise SetupError(
            f"Your own Python, {environment.own}, is not there, or was not checked for Roofline's packages yet. Run "
            "'Set up Roofline' in the Processing toolbox, or 'qgis_process run roofline:setup', which checks it.")
    if not environment.is_ready():
        raise SetupError(
            f"The worker's environment is missing in {environment.folder}. Run 'Set up Roofline' in the Processing "
            "toolbox, or 'qgis_process run roofline:setup'.")
    return environment.python


@dataclass(frozen=True)
class Environment:
    """One environment below `home`, in a folder named by the hash of its requirements, the machine and the Python, so
    that other ones get a folder of their own. A marker file (ready.json) shows that the installation was completed.
    `wanted` names its optional parts; None: those that are remembered."""

    home: Path
    recipe: Recipe = WORKER
    chosen: Optional[Path] = None
    wanted: Optional[Tuple[str, ...]] = None

    @property
    def own(self) -> Optional[Path]:
        """The user's own Python, verified, but never installed into: `chosen`, else ROOFLINE_PYTHON, else what was
        remembered. None: there is none."""
        named = self.chosen or own_variable() or self._remembered()
        return Path(named).expanduser().absolute() if named else None

    def remember(self) -> None:
        """Let `chosen` be the user's own Python from now on."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / OWN).write_text(str(self.own), encoding="utf-8")

    def _remembered(self, name: str = OWN) -> Optional[str]:
        try:
            return (self.home / name).read_text(encoding="utf-8").strip()
        except OSError:
            return None

    @property
    def extras(self) -> List[Extra]:
        """Its optional parts."""
        names = (self._remembered(EXTRAS_FILE) or "").split() if self.wanted is None else self.wanted
        return [EXTRAS[name] for name in names if name in EXTRAS]

    def remember_extras(self) -> None:
        """Let the worker's environment be the one with the parts that are wanted here from now on."""
        if self.wanted is not None:
            self.home.mkdir(parents=True, exist_ok=True)
            (self.home / EXTRAS_FILE).write_text(" ".join(self.wanted), encoding="utf-8")

    @property
    def modules(self) -> Tuple[str, ...]:
        """The modules that must import in it."""
        return (*self.recipe.modules, *(module for extra in self.extras for module in extra.modules))

    @property
    def oldest_python(self) -> Tuple[int, int]:
        """The oldest Python for which all of its packages have wheels."""
        return max([OLDEST_PYTHON, *(extra.oldest_python for extra in self.extras)])

    @property
    def pins(self) -> List[str]:
        """The lines of its files of requirements."""
        files = [self.recipe.requirements, *(extra.requirements for extra in self.extras)]
        return [line.strip() for file in files for line in file.read_text(encoding="utf-8").split("\n")]

    @property
    def folder(self) -> Path:
        """The environment's folder, named by a hash of what it depends on; it need not exist yet."""
        facts = [*self.pins, platform.machine(), *map(str, sys.version_info[:2]), str(self.own)]
        return self.home / "environments" / hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]

    @property
    def python(self) -> Path:
        """The interpreter: the user's own one, else that of the venv."""
        inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return self.own or self.folder.joinpath(*inside)

    @property
    def downloads(self) -> Path:
        """What was downloaded of an installation that did not end."""
        return self.home / "downloads"

    @property
    def log(self) -> Path:
        """The log of the last installation."""
        return self.home / "logs" / "setup.log"

    def is_ready(self) -> bool:
        """Whether the installation was completed, and its Python is there with the one that it was made of."""
        marker = read_marker(self.folder)  # of a folder that we may not read: None
        return marker is not None and os.path.isfile(self.python) and os.path.isfile(marker.get("base") or self.python)

    def suits(self, driver: Optional[str]) -> bool:
        """Whether the environment is ready, and made for the GPU if there is one by now. driver: version of the NVIDIA
        driver."""
        marker = read_marker(self.folder)
        return self.is_ready() and marker is not None and (marker["gpu"] or not uses_gpu(driver))

    def earlier(self, interpreter: Interpreter, driver: Optional[str]) -> Optional[Path]:
        """The folder of the newest other environment that this one may take packages from: of the same Python, and for
        the same kind of device."""
        wanted = (made_with(interpreter), uses_gpu(driver))
        found: List[Tuple[str, Path]] = []
        for path in self.home.glob("environments/*/ready.json"):
            marker = read_marker(path.parent) or {}
            if path.parent != self.folder and (marker.get("python"), marker.get("gpu")) == wanted:
                found.append((str(marker.get("made")), path.parent))
        return max(found)[1] if found else None

    def write_marker(self, facts: Dict[str, Any]) -> None:
        """Write ready.json, in one step (rename) and last of all."""
        self.folder.mkdir(exist_ok=True)
        half = self.folder / "ready.half"
        half.write_text(json.dumps({"made": time.strftime("%Y-%m-%d %H:%M:%S"), **facts}, indent=1), encoding="utf-8")
        half.replace(self.folder / "ready.json")


def read_marker(folder: Path) -> Optional[Dict[str, Any]]:
    """What ready.json tells of the environment in `folder`; None when its installation was not completed."""
    try:
        return dict(json.loads((folder / "ready.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def python_of(folder: Path) -> Optional[Tuple[int, int]]:
    """The version of Python that the venv in `folder` was made with, as venv writes it down; None where that is not to
    be read."""
    try:
        text = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    found = re.search(r"^version *= *(\d+)\.(\d+)", text, re.MULTILINE)
    return (int(found[1]), int(found[2])) if found else None


def made_with(interpreter: Interpreter) -> str:
    """What packages depend on: "3.12 x86_64"."""
    return f"{dotted(interpreter.version)} {platform.machine()}"
