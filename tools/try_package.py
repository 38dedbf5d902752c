"""Trial of the plugin's zip: installs it into a clean QGIS profile, and runs a short training and a prediction there.

    python3 protocol/launch.py roofline.tools.try_package        (make package)
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Dict

from ..plugin.environment.virtual_environment import worker_python
from ..protocol.paths import LAUNCH, ROOT
from .headless import HeadlessQgis
from .package import package_file

SCENE = ("--town", "bungalow_rows", "--seed", "3", "--size", "480x320")


class TrialError(Exception):
    """The installed plugin does not do its work; the text says where."""


def try_package(package: Path, folder: Path) -> Dict[str, Any]:
    """Install `package` below `folder`, train and predict with it, and return the outputs of the prediction. It uses
    the worker's Python that this checkout has. Raises TrialError."""
    layers = _scene(folder)
    variables = {"ROOFLINE_HOME": str(folder / "home"), "ROOFLINE_PYTHON": str(worker_python())}
    qgis = HeadlessQgis(folder / "qgis", variables, package)
    _run(qgis, "roofline:setup")
    model, footprints = folder / "town.roofline", folder / "footprints.gpkg"
    _run(qgis, "roofline:finetune", IMAGERY=layers["imagery"], LABELS=layers["labels"], AREAS=layers["train_area"],
         MODEL=model, MAX_STEPS=2, EVALUATIONS=1, REPLAY=0, RESOLUTION_M=0.3)
    return _run(qgis, "roofline:predict", IMAGERY=layers["imagery"], MODEL=model, FOOTPRINTS=footprints)


def _scene(folder: Path) -> Dict[str, Any]:
    for command in (("scenes.write", *SCENE, str(folder / "scene")),
                    ("tools.demo_layers", "prepare", str(folder / "scene"), str(folder))):
        subprocess.run([str(worker_python()), str(LAUNCH), f"roofline.{command[0]}", *command[1:]], check=True,
                       stdout=subprocess.DEVNULL)
    layers: Dict[str, Any] = json.loads((folder / "layers.json").read_text(encoding="utf-8"))
    return layers


def _run(qgis: HeadlessQgis, algorithm: str, **parameters: Any) -> Dict[str, Any]:
    result = qgis.run(algorithm, **parameters)
    if result.returncode:
        raise TrialError(f"{algorithm} failed in the installed package: {result.stderr or result.stdout}")
    return result.outputs


def main() -> int:
    package = package_file(ROOT / "dist")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            count = try_package(package, Path(scratch))["COUNT"]
        except (TrialError, zipfile.BadZipFile) as error:
            print(f"Error: {error}", file=sys.stderr)
            return 1
    print(f"{package.relative_to(ROOT)}: installed in a clean profile, trained 2 steps there, found {count} footprints")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
