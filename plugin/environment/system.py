"""System probes: the NVIDIA driver, the memory, cleaned environment variables. Standard library only."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess  # the worker lives in a process of its own  # nosec B404
import sys
from pathlib import Path
from typing import Dict, List, Mapping, Optional

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Process creation flag that keeps Windows from opening a console for every child process."""

KILL_SECONDS = 5
"""How long a process that was killed is waited for: one that waits for a network drive which is gone does not end."""

_FOREIGN = (
    "PYTHON", "__PYVENV", "VIRTUAL_ENV", "CONDA", "GDAL_", "OGR_", "CPL_", "PROJ_", "GEOTIFF_CSV", "QGIS", "QT_",
    "OSGEO4W", "OSGEO_", "GISBASE", "GISRC", "GRASS", "SAGA", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_",
)
"""Prefixes of environment variables that make a child process load QGIS's libraries and data instead of its own."""
_NETWORK = ("GDAL_HTTP", "GDAL_PROXY_AUTH", "GDAL_CURL_CA_BUNDLE", "GDAL_DISABLE_READDIR_ON_OPEN", "CPL_VSIL_CURL_",
            "CPL_AWS_", "CPL_GS_", "CPL_AZURE_")
"""Prefixes of those of GDAL that are kept: how it reaches imagery on servers and in object stores."""


class SetupError(Exception):
    """The worker's environment is missing or cannot be installed; the text is a sentence with the value and the
    cure."""


def clean_environment(variables: Mapping[str, str]) -> Dict[str, str]:
    """`variables` without those of QGIS's Python, GDAL, PROJ and Qt; proxies, certificates, PIP_* and what GDAL needs
    to reach servers are kept."""
    return {name: value for name, value in variables.items()
            if name.upper().startswith(_NETWORK) or not name.upper().startswith(_FOREIGN)}


def with_network(variables: Mapping[str, str], network: Mapping[str, str]) -> Dict[str, str]:
    """`variables`, and those of `network`, QGIS's, that they do not have: in either case, and ALL_PROXY is a proxy for
    every kind of address."""
    given = {name.lower() for name in variables}
    if "all_proxy" in given:
        given |= {"http_proxy", "https_proxy"}
    return {**{name: value for name, value in network.items() if name.lower() not in given}, **variables}


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
    answer = program and output_of([program, "--query-gpu=driver_version", "--format=csv,noheader"])
    found = re.match(r"\d+\.[\d.]+", answer or "")
    return found.group(0) if found else None


def memory_gigabytes() -> Optional[float]:
    """The memory (RAM) of this computer in 10^9 bytes; None where the system does not tell."""
    if sys.platform == "win32":
        state = (ctypes.c_uint64 * 8)(64)  # MEMORYSTATUSEX: its length, two numbers of 4 bytes, then sizes
        told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(state))
        return state[1] / 1e9 if told else None
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    except (ValueError, OSError):
        return None


def output_of(command: List[str]) -> Optional[str]:
    """The standard output of a short command; None when the command fails or takes 30 s."""
    try:
        done = subprocess.run(  # a fixed command, no shell  # nosec B603
            command, env=clean_environment(os.environ), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=30, creationflags=NO_WINDOW)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
