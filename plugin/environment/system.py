"""System probes: a Python interpreter, the NVIDIA driver, cleaned environment variables. Standard library only."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess  # the worker lives in a process of its own  # nosec B404
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Optional, Tuple

OLDEST_PYTHON = (3, 11)
"""The pinned packages have no wheels for anything older."""

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Process creation flag that keeps Windows from opening a console for every child process."""

_FOREIGN = (
    "PYTHON", "__PYVENV", "VIRTUAL_ENV", "CONDA", "GDAL_", "OGR_", "CPL_", "PROJ_", "GEOTIFF_CSV", "QGIS", "QT_",
    "OSGEO4W", "OSGEO_", "GISBASE", "GISRC", "GRASS", "SAGA", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_",
)
"""Prefixes of environment variables that make a child process load QGIS's libraries and data instead of its own."""

_PROBE = (
    "import json, sys, ensurepip, venv; "
    "print(json.dumps([sys.version_info[0], sys.version_info[1], sys.maxsize > 2**32]))"
)


class SetupError(Exception):
    """The worker's environment is missing or cannot be installed; the text is a sentence with the value and the
    cure."""


@dataclass(frozen=True)
class Interpreter:
    """A Python interpreter that can create virtual environments."""

    path: Path
    version: Tuple[int, int]


def clean_environment(variables: Mapping[str, str]) -> Dict[str, str]:
    """`variables` without those of QGIS's Python, GDAL, PROJ and Qt; proxies, certificates and PIP_* are kept."""
    return {name: value for name, value in variables.items() if not name.upper().startswith(_FOREIGN)}


def interpreter_candidates() -> Iterator[Path]:
    """Paths at which a Python may be, that of the running process first. Inside QGIS `sys.executable` may be QGIS
    itself."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    names = [f"python{version}", "python3", "python3.exe", "python.exe"]
    for program in (getattr(sys, "_base_executable", None), sys.executable):
        if program and Path(program).name.lower().startswith("python"):
            yield Path(program)
    for prefix in dict.fromkeys((sys.base_exec_prefix, sys.base_prefix)):
        for folder in (Path(prefix, "bin"), Path(prefix)):
            yield from (folder / name for name in names)
    if sys.executable:
        for folder in (Path(sys.executable).parent, Path(sys.executable).parent / "bin"):
            yield from (folder / name for name in names)
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        found = shutil.which(name)
        if found:
            yield Path(found)


def find_interpreter() -> Interpreter:
    """The first Python that can create the worker's environment: 64-bit, at least OLDEST_PYTHON, with venv and
    ensurepip. Raises SetupError, with what to install, when there is none."""
    too_old: List[str] = []
    without_venv: List[str] = []
    for path in dict.fromkeys(path for path in interpreter_candidates() if path.is_file()):
        answer = _output([str(path), "-I", "-c", _PROBE])
        if answer is None:
            without_venv.append(str(path))
            continue
        major, minor, is_64_bit = json.loads(answer)
        if (major, minor) >= OLDEST_PYTHON and is_64_bit:
            return Interpreter(path, (major, minor))
        too_old.append(f"{major}.{minor}" + ("" if is_64_bit else " (32 bit)"))
    if without_venv and not too_old:
        raise SetupError(
            f"{without_venv[0]} cannot make environments (modules venv and ensurepip). Install them, on Debian and "
            "Ubuntu with 'sudo apt install python3-venv', and run the set-up again.")
    raise SetupError(
        f"Roofline needs a 64-bit Python {_dotted(OLDEST_PYTHON)} or newer; found "
        f"{', '.join(dict.fromkeys(too_old)) or 'none'}. Install Python 3.12 so that "
        "'python3.12' is on the PATH, or a newer QGIS, and run the set-up again.")


def nvidia_driver() -> Optional[str]:
    """Version of the NVIDIA driver, such as "570.86.10", from /proc or nvidia-smi; None without one."""
    try:
        loaded = Path("/proc/driver/nvidia/version").read_text(encoding="utf-8")
    except OSError:
        loaded = ""
    found = re.search(r"\s(\d{3}\.\d+(?:\.\d+)?)\s", loaded)
    if found:
        return found.group(1)
    program = shutil.which("nvidia-smi")
    answer = program and _output([program, "--query-gpu=driver_version", "--format=csv,noheader"])
    found = re.match(r"\d+\.[\d.]+", answer or "")
    return found.group(0) if found else None


def _output(command: List[str]) -> Optional[str]:
    """The standard output of a short command; None when the command fails or takes 30 s."""
    try:
        done = subprocess.run(  # a fixed command, no shell  # nosec B603
            command, env=clean_environment(os.environ), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=30, creationflags=NO_WINDOW)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _dotted(version: Tuple[int, ...]) -> str:
    return ".".join(map(str, version))
