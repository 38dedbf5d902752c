"""Module launcher (like `python -m`): runs a module of this plugin in another interpreter, under its name in QGIS.

    <python> protocol/launch.py roofline.models.worker
"""

from __future__ import annotations

import importlib.util
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def load_package(name: str, root: Path) -> None:
    """Import the folder `root` as the package `name`, whatever the folder is called."""
    spec = importlib.util.spec_from_file_location(name, root / "__init__.py", submodule_search_locations=[str(root)])
    if spec is None or spec.loader is None:
        raise ImportError(f"{root} is no package")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    sys.path.pop(0)  # this folder's modules (messages, settings) are not top-level
    target = sys.argv.pop(1)
    load_package(target.split(".")[0], ROOT)
    runpy.run_module(target, run_name="__main__", alter_sys=True)
