"""The worker's virtual environment (venv): its location, whether it is ready, its installation. Standard library only.

    python3 protocol/launch.py roofline.plugin.environment [--repair | --python]

Variables: ROOFLINE_HOME moves everything; ROOFLINE_PYTHON names a Python of the user's own that has the
packages already.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

from ...protocol.paths import PACKAGE, REQUIREMENTS
from .install_advice import advice
from .installer import Installer, SetupCanceled, Show, require_space
from .process_lock import process_lock
from .system import SetupError, find_interpreter, nvidia_driver
from .torch_builds import GPU_RUNTIME, pinned_torch, torch_builds, uses_gpu, with_gpu_runtime

SMALL_GIGABYTES = 0.1
"""Disk space asked for where torch is not among the packages."""


@dataclass(frozen=True)
class Recipe:
    """The specification of an environment: a file of pinned packages, and modules that must import in it."""

    requirements: Path
    modules: Tuple[str, ...]


WORKER = Recipe(REQUIREMENTS, (
    "torch", f"{PACKAGE}.models.networks.unet", "timm", "transformers", "accelerate", "peft", "huggingface_hub",
    "numpy", "scipy", "rasterio", "shapely", "pyogrio", "pyproj", "safetensors", "onnx", "onnxruntime",
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


def runs_folder() -> Path:
    """The parent of the runs' folders; this function does not create it."""
    return home() / "runs"


def is_ready() -> bool:
    """Whether the worker can be started, judged by files alone: no process is run."""
    return Environment(home()).is_ready()


def worker_python() -> Path:
    """The path of the worker's Python. Raises SetupError, with the cure, when the environment is missing."""
    environment = Environment(home())
    if not environment.is_ready():
        raise SetupError(
            f"The worker's environment is missing in {environment.folder}. Run 'Set up Roofline' in the Processing "
            "toolbox, or 'qgis_process run roofline:setup'.")
    return environment.python


def set_up(show: Show, is_canceled: Callable[[], bool] = lambda: False, *, repair: bool = False,
           variables: Optional[Mapping[str, str]] = None) -> Path:
    """Install the worker's environment where it is missing, and return its Python; arguments and errors as in
    Environment.set_up."""
    environment = Environment(home())
    environment.set_up(show, is_canceled, repair=repair, variables=variables)
    return environment.python


@dataclass(frozen=True)
class Plan:
    """A dry run of set_up: what it would install, where, and how much it would download.

    torch: the version. others: number of the other pinned packages. driver: version of the NVIDIA driver when its GPU
    will be used. metal: whether a Mac's GPU (Metal) is. own: the user's Python, which is only checked.
    """

    torch: str
    others: int
    folder: Path
    log: Path
    download_gigabytes: float
    disk_gigabytes: float
    driver: Optional[str]
    metal: bool
    own: Optional[Path]


def plan() -> Plan:
    """The Plan for this machine. Looking for an NVIDIA driver may take seconds, so call this off the main thread."""
    environment = Environment(home())
    driver = nvidia_driver()
    build = torch_builds(driver)[0]
    pinned = [line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    torch = next(line.partition("==")[2] for line in pinned if line.startswith("torch=="))
    return Plan(torch, len(pinned) - 1, environment.folder, environment.log, build.download_gigabytes, build.gigabytes,
                driver if uses_gpu(driver) else None, sys.platform == "darwin", environment.own)


@dataclass(frozen=True)
class Environment:
    """One environment below `home`, in a folder named by the hash of its requirements, the machine and the Python, so
    that other ones get a folder of their own. A marker file (ready.json) shows that the installation was completed."""

    home: Path
    recipe: Recipe = WORKER

    @property
    def own(self) -> Optional[Path]:
        """The user's own Python, from ROOFLINE_PYTHON: verified, but never installed into. None: not set."""
        chosen = os.environ.get("ROOFLINE_PYTHON")
        return Path(chosen).expanduser().absolute() if chosen else None

    @property
    def folder(self) -> Path:
        """The environment's folder, named by a hash of what it depends on; it need not exist yet."""
        pins = self.recipe.requirements.read_text(encoding="utf-8").split("\n")
        facts = [*(line.strip() for line in pins), platform.machine(), *map(str, sys.version_info[:2]), str(self.own)]
        return self.home / "environments" / hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]

    @property
    def python(self) -> Path:
        """The interpreter: the user's own one, else that of the venv."""
        inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return self.own or self.folder.joinpath(*inside)

    @property
    def log(self) -> Path:
        """The log of the last installation."""
        return self.home / "logs" / "setup.log"

    def is_ready(self) -> bool:
        """Whether the installation was completed and its Python is there."""
        return self._marker() is not None and os.path.isfile(self.python)  # a folder we may not read: no

    def set_up(self, show: Show, is_canceled: Callable[[], bool] = lambda: False, *, repair: bool = False,
               variables: Optional[Mapping[str, str]] = None) -> None:
        """Install the environment unless it is ready; with `repair` in any case.

        show: progress callback, called with the fraction done (0-1) and a text. is_canceled: polled. variables: the
        child processes' environment variables, before cleaning; None: those of this process. Raises SetupError, or
        SetupCanceled within a second of the cancellation; a partial installation is removed or rebuilt.
        """
        driver = None if self.own else nvidia_driver()
        if not repair and self._suits(driver):
            show(1.0, f"The environment is ready: {self.python}")
            return
        try:
            for folder in (self.folder.parent, self.log.parent):
                folder.mkdir(parents=True, exist_ok=True)
            self._make_locked(show, is_canceled, repair, driver, os.environ if variables is None else variables)
        except OSError as error:
            cure = advice([f"{type(error).__name__}: {error}"], SMALL_GIGABYTES)
            raise SetupError(f"{error.filename or self.home} cannot be written: {error.strerror}. {cure}") from error

    def _make_locked(self, show: Show, is_canceled: Callable[[], bool], repair: bool, driver: Optional[str],
                     variables: Mapping[str, str]) -> None:
        """Install while no other process does; what another one installed meanwhile is taken as it is."""
        has_waited = False

        def waiting() -> None:
            nonlocal has_waited
            if is_canceled():
                raise SetupCanceled
            if not has_waited:
                has_waited = True
                show(0.0, "Another Roofline is setting up this environment; waiting for it to end")

        with process_lock(self.home / "environments" / "lock", waiting) as lock:
            if has_waited and not repair and self._suits(driver):
                show(1.0, f"The environment is ready: {self.python}")
                return
            with open(self.log, "w", encoding="utf-8") as log:
                installer = Installer(log, lock, show, is_canceled, variables)
                self._make(installer, show, driver)

    def _make(self, installer: Installer, show: Show, driver: Optional[str]) -> None:
        made = False
        try:
            if not self.own:
                self._install(installer, driver)
            self._write_marker(installer.verify(self.python, self.recipe.modules), driver, show)
            made = True
        except SetupError as error:
            raise SetupError(f"{error} The log is {self.log}.") from error
        finally:
            if not made:
                shutil.rmtree(self.folder, ignore_errors=True)

    def _install(self, installer: Installer, driver: Optional[str]) -> None:
        pinned = pinned_torch(self.recipe.requirements)
        builds = torch_builds(driver)
        gigabytes = min(build.gigabytes for build in builds) if pinned else SMALL_GIGABYTES
        shutil.rmtree(self.folder, ignore_errors=True)
        require_space(self.home, gigabytes)
        installer.make_venv(find_interpreter(), self.folder, gigabytes)
        requirements, extra, scratch = self.recipe.requirements, [], self.folder / "scratch"
        scratch.mkdir()
        if pinned:
            build = installer.choose_torch(self.python, pinned, builds)
            gigabytes, extra = build.gigabytes, build.arguments(pinned)
            require_space(self.home, gigabytes)
            if uses_gpu(driver) and build.has_cuda_13:
                requirements = self._with_gpu_runtime(installer, scratch)
        installer.install(self.python, requirements, extra, scratch, gigabytes)
        shutil.rmtree(scratch, ignore_errors=True)

    def _with_gpu_runtime(self, installer: Installer, scratch: Path) -> Path:
        """The requirements file, with the GPU build of ONNX Runtime where pip can install that one."""
        text = with_gpu_runtime(self.recipe.requirements.read_text(encoding="utf-8"))
        changed = [line for line in text.splitlines() if line.startswith(f"{GPU_RUNTIME}==")]
        if not changed or not installer.offers(self.python, changed[0]):
            return self.recipe.requirements
        path = scratch / self.recipe.requirements.name
        path.write_text(text, encoding="utf-8")
        return path

    def _write_marker(self, found: Dict[str, Any], driver: Optional[str], show: Show) -> None:
        """Write ready.json with the versions found, in one step (rename) and last of all."""
        if uses_gpu(driver) and found["cuda"] is False:
            show(0.99, f"The NVIDIA driver {driver} is there, but torch cannot use it: Roofline will work on the "
                       "processor. Update the driver and run the set-up again with repair.")
        self.folder.mkdir(exist_ok=True)
        facts = {"made": time.strftime("%Y-%m-%d %H:%M:%S"), "gpu": uses_gpu(driver), **found}
        half = self.folder / "ready.half"
        half.write_text(json.dumps(facts, indent=1), encoding="utf-8")
        half.replace(self.folder / "ready.json")
        show(1.0, f"The environment is ready: {self.python}")

    def _marker(self) -> Optional[Dict[str, Any]]:
        try:
            return dict(json.loads((self.folder / "ready.json").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def _suits(self, driver: Optional[str]) -> bool:
        """Whether the environment is ready, and made for the GPU if there is one by now."""
        marker = self._marker()
        return self.is_ready() and marker is not None and (marker["gpu"] or not uses_gpu(driver))


def main() -> int:
    """Command line: set the environment up, or print its Python with --python. Returns the exit status."""
    if "--python" in sys.argv:
        print(Environment(home()).python)
        return 0

    def show(fraction: float, text: str) -> None:
        print(f"{100 * fraction:3.0f} %  {text}", flush=True)

    try:
        set_up(show, repair="--repair" in sys.argv)
    except SetupError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0
