"""Command lines for a shell: `qgis_process` as it runs on this machine, without a screen and from any folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path
from typing import Any, Dict, List, Mapping

from qgis.core import QgsApplication

from ..environment.virtual_environment import home

PROGRAMS = ("qgis_process.bin", "qgis_process", "qgis_process-qgis.bat", "qgis_process-qgis-ltr.bat")
"""Its names. Debian's qgis_process is a script that adds options which the program refuses, so the program goes first.
"""
CARRIED = ("QGIS_CUSTOM_CONFIG_PATH", "QGIS_PLUGINPATH", "ROOFLINE_HOME", "ROOFLINE_PYTHON")
"""Variables without which another shell would not find the plugin, its data or its environment."""
PLAIN_FOR_CMD = re.compile(r"[\w.:/\\=+-]+")
DEFAULT_PROFILE = "default"
"""The profile that qgis_process reads; it takes no other."""


def shell_command(algorithm: str, values: Mapping[str, Any]) -> str:
    """A command line that runs the algorithm; a list becomes the key repeated. From another profile than the default
    one it takes a profile of Roofline's own, and the plugin from where it lies now."""
    words = [program(), "run", algorithm, "--"]
    for name, value in values.items():
        words += [f"{name}={one}" for one in (value if isinstance(value, list) else [value])]
    if os.name == "nt":
        return " ".join(map(quoted_for_cmd, words))
    variables = {"QT_QPA_PLATFORM": "offscreen", **{name: os.environ[name] for name in CARRIED if name in os.environ}}
    if _profile() == DEFAULT_PROFILE:
        return " ".join([*_assigned(variables), shlex.join(words)])
    variables.setdefault("QGIS_CUSTOM_CONFIG_PATH", str(home() / "qgis_process"))
    variables.setdefault("QGIS_PLUGINPATH", str(Path(__file__).parents[3]))
    enable = shlex.join([words[0], "plugins", "enable", Path(__file__).parents[2].name])
    return f"(export {' '.join(_assigned(variables))}; {enable}; {shlex.join(words)})"


def quoted_for_cmd(word: str) -> str:
    """A word of a command line for Windows' cmd, which takes & | < > ^ ( ) ; , as its own outside quotes; the program
    behind it takes one \\ before a quote, and two for each before that, as C's runtime does. A %NAME% that there is
    stays a variable: interactively cmd has no way to quote it."""
    if PLAIN_FOR_CMD.fullmatch(word):
        return word
    return '"{}"'.format(re.sub(r'(\\*)("|$)', lambda end: 2 * end[1] + ('\\"' if end[2] else ""), word))


def program() -> str:
    """The path of qgis_process; its bare name where it is not found."""
    beside = [Path(QgsApplication.applicationDirPath()), Path(QgsApplication.prefixPath()) / "bin"]
    path = os.pathsep.join([*map(str, beside), *(str(folder / "bin") for folder in beside), os.environ.get("PATH", "")])
    return next(filter(None, (shutil.which(name, path=path) for name in PROGRAMS)), "qgis_process")


def _assigned(variables: Dict[str, str]) -> List[str]:
    return [f"{name}={shlex.quote(value)}" for name, value in variables.items()]


def _profile() -> str:
    """The name of the profile in use."""
    return Path(QgsApplication.qgisSettingsDirPath()).name
