"""Offline bundle: a folder with the wheels of the worker's environment and a manifest, for computers without network.
Standard library only."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Tuple

from .extras import EXTRAS, parsed_extras
from .installer import PIP, SMALL_DISK_FOR_BUNDLE, Installer, require_space
from .interpreters import NEWEST_PYTHON, Interpreter, dotted
from .standalone_python import choose_interpreter, uv_program
from .system import SetupError, nvidia_driver
from .torch_builds import TorchBuild, build_for, pinned_torch, torch_builds
from .virtual_environment import Environment

MANIFEST, WHEELS = "bundle.json", "wheels"
_GLIBC = [f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)]
_SYSTEMS = {  # name -> sys.platform, machine, uv's platform, pip's platforms
    "linux": ("linux", "x86_64", "x86_64-manylinux_2_28", [*_GLIBC, "manylinux2014_x86_64", "linux_x86_64"]),
    "windows": ("win32", "x86_64", "x86_64-pc-windows-msvc", ["win_amd64"]),
    "macos": ("darwin", "arm64", "aarch64-apple-darwin", ["macosx_14_0_arm64"]),
}


@dataclass(frozen=True)
class Bundle:
    """What the manifest of a bundle tells. python: "3.12". system, machine: as of `this_computer`. pins: hash of the
    requirements. tag, gigabytes: those of its TorchBuild. extras: names of the optional parts in it, with commas."""

    python: str
    system: str
    machine: str
    pins: str
    tag: str
    gigabytes: float
    extras: str = ""

    @property
    def wanted(self) -> Tuple[str, ...]:
        """The names of the optional parts that are in it."""
        return parsed_extras(self.extras) or ()

    @property
    def version(self) -> Tuple[int, int]:
        """The version of Python that its wheels are for."""
        major, minor = self.python.split(".")
        return int(major), int(minor)

    @property
    def build(self) -> TorchBuild:
        """The build of torch that is in it."""
        return TorchBuild(self.tag, None, self.gigabytes)

    def variables(self, folder: Path, given: Mapping[str, str]) -> Dict[str, str]:
        """The variables `given`, with which pip takes its packages from the bundle in `folder` and asks no network."""
        kept = {name: value for name, value in given.items() if not name.upper().startswith("PIP_")}
        return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": (folder / WHEELS).absolute().as_uri()}  # a path with spaces would be several


def this_computer() -> Tuple[str, str]:
    """The system (sys.platform) and the machine ("x86_64", "arm64") that packages are made for."""
    machine = platform.machine().lower()
    return sys.platform, {"amd64": "x86_64"}.get(machine, machine)


def read_bundle(folder: Path, environment: Environment) -> Bundle:
    """The bundle in `folder`. Raises SetupError when it is none, or not for this computer and the requirements of the
    environment with the bundle's optional parts, or when it lacks one of the environment's."""
    try:
        bundle = Bundle(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise SetupError(f"{folder} is no bundle of Roofline: its {MANIFEST} is missing or damaged.") from error
    if (bundle.system, bundle.machine) != this_computer():
        raise SetupError(f"The bundle in {folder} is for {bundle.system} {bundle.machine}, and this computer is "
                         f"{' '.join(this_computer())}. Make one for it (BUNDLE_FOR).")
    if bundle.pins != _hash(replace(environment, wanted=bundle.wanted)):
        raise SetupError(f"The bundle in {folder} was made by another version of Roofline, with other packages. Make "
                         "it again with this one.")
    lacking = [name for name in _names(environment).split(",") if name and name not in bundle.wanted]
    if lacking:
        raise SetupError(f"The bundle in {folder} lacks {', '.join(lacking)}, an optional part. Make one with the same "
                         "EXTRAS, or set up without the part (EXTRAS=none).")
    return bundle


def make_bundle(installer: Installer, environment: Environment, folder: Path, target: str = "") -> None:
    """Download the wheels of `environment` into `folder`. target: another computer than this one, such as "windows
    3.12" or "linux 3.11 cu128" (the tag of PyTorch's build). Raises SetupError."""
    home, requirements = environment.home, environment.recipe.requirements
    wheels, scratch = folder / WHEELS, environment.downloads / "bundle"
    wheels.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(scratch, ignore_errors=True)
    interpreter = choose_interpreter(installer, home, oldest=environment.oldest_python)
    installer.make_venv(interpreter, scratch, 0.1)
    python = Interpreter(next(path for path in (scratch / "bin" / "python", scratch / "Scripts" / "python.exe")
                              if path.is_file()), interpreter.version)
    installer.upgrade_pip(python.path)
    pinned = pinned_torch(requirements)
    platforms: List[str] = []
    if target:
        bundle, arguments, platforms = _for_another(installer, environment, python, pinned, target)
    else:
        builds = torch_builds(nvidia_driver())
        build = installer.choose_torch(python.path, pinned, builds) if pinned else builds[-1]
        bundle = Bundle(dotted(python.version), *this_computer(), _hash(environment), build.tag, build.gigabytes,
                        _names(environment))
        arguments = ["-r", str(requirements), *(build.arguments(pinned) if pinned else [])]
    require_space(folder, bundle.build.download_gigabytes + sum(one.download_gigabytes for one in environment.extras),
                  SMALL_DISK_FOR_BUNDLE)
    installer.download(python.path, wheels, ["--no-deps", "--require-hashes", "-r", str(PIP)], bundle.build)
    installer.download(python.path, wheels, arguments, bundle.build)
    for extra in environment.extras:
        installer.download(python.path, wheels, ["--no-deps", "-r", str(extra.requirements), *platforms], bundle.build)
    (folder / MANIFEST).write_text(json.dumps(asdict(bundle), indent=1), encoding="utf-8")
    shutil.rmtree(scratch, ignore_errors=True)


def _for_another(installer: Installer, environment: Environment, python: Interpreter, pinned: Optional[str],
                 target: str) -> Tuple[Bundle, List[str], List[str]]:
    """The bundle for another computer, what pip has to download for it, and the options that name its system. uv
    resolves: pip would take the packages that this computer's system needs."""
    name, version, tag = _parsed(target, environment.oldest_python)
    system, machine, uv_platform, pip_platforms = _SYSTEMS[name]
    build, requirements = build_for(tag, system), environment.recipe.requirements
    torch, *index = build.arguments(pinned) if pinned else [""]
    locked = environment.downloads / "bundle" / "locked.txt"
    pins = locked.with_name("pins.txt")
    pins.write_text(f"{requirements.read_text(encoding='utf-8')}\n{torch}\n", encoding="utf-8")
    uv = uv_program(installer, environment.home, python.path)
    installer.run_uv(
        "Resolving the packages",
        [str(uv), "pip", "compile", str(pins), "--output-file", str(locked),
         "--python-platform", uv_platform, "--python-version", version, "--only-binary", ":all:", "--no-header",
         "--no-annotate", "--no-python-downloads", "--index-strategy", "unsafe-best-match", "--system-certs", *index,
         "--cache-dir", str(environment.downloads / "uv")], f"Looking for what {name} needs", build.gigabytes,
        MACOSX_DEPLOYMENT_TARGET="14.0")
    platforms = [*(part for tag in pip_platforms for part in ("--platform", tag)), "--python-version", version,
                 "--implementation", "cp"]
    bundle = Bundle(version, system, machine, _hash(environment), build.tag, build.gigabytes, _names(environment))
    return bundle, ["--no-deps", "-r", str(locked), *index, *platforms], platforms


def _parsed(target: str, oldest: Tuple[int, int]) -> Tuple[str, str, Optional[str]]:
    found = re.fullmatch(rf"({'|'.join(_SYSTEMS)})\s+3\.(\d+)(?:\s+(cpu|cu\d+))?", target.strip().lower())
    if found is None or not oldest <= (3, int(found.group(2))) <= NEWEST_PYTHON:
        raise SetupError(f"'{target}' names no computer to make a bundle for. Say the system ({', '.join(_SYSTEMS)}), "
                         f"its Python ({dotted(oldest)} to {dotted(NEWEST_PYTHON)}) and, for a graphics card, "
                         "PyTorch's build for it, such as 'windows 3.12' or 'linux 3.11 cu128'.")
    return found.group(1), f"3.{found.group(2)}", found.group(3)


def _hash(environment: Environment) -> str:
    return hashlib.sha256("\n".join(environment.pins).encode()).hexdigest()


def _names(environment: Environment) -> str:
    """The names of an environment's optional parts, with commas."""
    return ",".join(name for name, extra in EXTRAS.items() if extra in environment.extras)
