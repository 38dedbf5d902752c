"""Development install: links this checkout into the plugins of a QGIS profile, with its translations compiled.

    python3 protocol/launch.py roofline.tools.link [PROFILE]        (make link)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import List

from ..protocol.paths import ROOT, TRANSLATIONS
from .translations import compile_all


def profile_roots() -> List[Path]:
    """The folders that hold QGIS's profiles; QGIS 4's only where it is there."""
    chosen = os.environ.get("QGIS_CUSTOM_CONFIG_PATH")
    if chosen:
        return [Path(chosen)]
    if sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        data = Path(os.environ["APPDATA"])
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return [data / "QGIS" / "QGIS3", *(path for path in [data / "QGIS" / "QGIS4"] if path.is_dir())]


def compile_texts() -> None:
    """Compile the translations beside their sources, where Qt's compiler is there."""
    try:
        compile_all(TRANSLATIONS)
    except FileNotFoundError:
        print("Without lrelease the panel is English. For other languages install it (on Debian qttools5-dev-tools), "
              "and run this again.")


def main(profile: str = "default") -> int:
    for root in profile_roots():
        link = root / "profiles" / profile / "python" / "plugins" / "roofline"
        if link.exists() and not link.is_symlink():
            print(f"Error: {link} is an installed plugin; remove it in QGIS's plugin manager first.", file=sys.stderr)
            return 1
        link.parent.mkdir(parents=True, exist_ok=True)
        if link.is_symlink():
            link.unlink()
        link.symlink_to(ROOT, target_is_directory=True)
        print(f"{link} -> {ROOT}")
    compile_texts()
    print("Enable it in QGIS (Plugins, Manage and Install Plugins), or with 'qgis_process plugins enable roofline'.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
