"""Dry run of the set-up: what it would install, where, and how much. Standard library only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional, Tuple

from ...protocol.paths import REQUIREMENTS
from .extras import EXTRAS
from .interpreters import dotted
from .system import nvidia_driver
from .torch_builds import TorchBuild, torch_builds, uses_gpu
from .uninstall import installed_bytes
from .virtual_environment import Environment, home, own_variable, python_of


@dataclass(frozen=True)
class Part:
    """An optional part (extra) of the environment, by the name that EXTRAS has for it; whether it is there, and else
    what adding it takes. `needs`: the oldest Python for it; `too_old`: that of the environment, where it is older than
    that, and all packages come anew; "" where it suits."""

    name: str
    is_there: bool
    download_gigabytes: float
    gigabytes: float
    needs: str
    too_old: str = ""


@dataclass(frozen=True)
class Plan:
    """A dry run of set_up: what it would install, where, how much it would download, and the disk space that it takes
    meanwhile and keeps.

    torch: the version. others: number of the other pinned packages. driver: version of the NVIDIA driver when its GPU
    will be used. metal: whether a Mac's GPU (Metal) is. own: the user's Python, which is only checked. is_ready:
    whether the environment is there already. installed_bytes: what an uninstallation would free. is_remembered: whether
    `own` is the Python that the panel remembers, which an uninstallation forgets, and not that of ROOFLINE_PYTHON.
    parts: the optional ones of an environment that is there, and that the set-up made.
    """

    torch: str
    others: int
    folder: Path
    log: Path
    download_gigabytes: float
    disk_gigabytes: float
    kept_gigabytes: float
    driver: Optional[str]
    metal: bool
    own: Optional[Path]
    is_ready: bool = False
    installed_bytes: int = 0
    is_remembered: bool = False
    parts: Tuple[Part, ...] = ()


def plan() -> Plan:
    """The Plan for this machine. Looking for an NVIDIA driver may take seconds, so call this off the main thread."""
    environment = Environment(home())
    driver = nvidia_driver()
    build = torch_builds(driver)[0]
    more, download = (sum(sizes) for sizes in zip(
        (0.0, 0.0), *((extra.gigabytes, extra.download_gigabytes) for extra in environment.extras)))
    pinned = [line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    torch = next(line.partition("==")[2] for line in pinned if line.startswith("torch=="))
    return Plan(torch, len(pinned) - 1, environment.folder, environment.log, build.download_gigabytes + download,
                build.gigabytes + more, build.kept_gigabytes + more, driver if uses_gpu(driver) else None,
                sys.platform == "darwin", environment.own, environment.is_ready(), installed_bytes(environment.home),
                environment.own is not None and not own_variable(), tuple(parts_of(environment, build)))


def parts_of(environment: Environment, build: TorchBuild) -> Iterator[Part]:
    """The optional parts of an environment; none of one that is not there, or is the user's own. build: torch's, where
    all comes anew."""
    if environment.own or not environment.is_ready():
        return
    version = python_of(environment.folder)
    for name, extra in EXTRAS.items():
        needs = dotted(extra.oldest_python)
        if version is None or version >= extra.oldest_python:
            yield Part(name, extra in environment.extras, extra.download_gigabytes, extra.gigabytes, needs)
        else:
            yield Part(name, False, build.download_gigabytes + extra.download_gigabytes,
                       build.kept_gigabytes + extra.gigabytes, needs, dotted(version))


def new_graphics_card() -> Optional[str]:
    """Version of the NVIDIA driver, when its GPU would be used by an environment made now, and the present one was made
    without. Call this off the main thread."""
    environment, driver = Environment(home()), nvidia_driver()
    return driver if environment.is_ready() and not environment.own and not environment.suits(driver) else None
