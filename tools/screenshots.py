"""Screenshots of the tutorial: plays its steps in a real QGIS on a synthetic town, and takes a picture after each.

    python3 protocol/launch.py roofline.tools.screenshots [--out docs/tutorial] [--look light|dark] [--scale 1|2]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from ..plugin.environment.installation import set_up
from ..plugin.environment.virtual_environment import worker_python
from .desktop import Desktop
from .desktop_ground import synthetic_ground
from .package import ROOT

TOWN, SEED, SIZE = "demo", 7, "1400x700"
TIMEOUT_S = 600


def take(out: Path, dark: bool, scale: int, folder: Path) -> int:
    """Play the tutorial; the number of pictures."""
    ground = synthetic_ground(folder, TOWN, SEED, SIZE)
    variables = {"ROOFLINE_PYTHON": str(worker_python()), "ROOFLINE_HOME": str(folder / "home"),
                 "QT_SCALE_FACTOR": str(scale)}
    os.environ.update(variables)
    set_up(lambda fraction, text: None)
    desktop = Desktop(folder / "desk", variables, screen="2560x1600" if scale == 2 else "1280x800", dark=dark)
    told = desktop.play(ROOT / "tools" / "screenshots_scenario.py", "tutorial", TIMEOUT_S, ground=ground,
                        project=str(folder / "town.qgz"), out=str(out))
    if told.error:
        print(told.error, told.log[-2000:], file=sys.stderr)
    return int(told.facts.get("pictures", 0)) if not told.error else 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--out", type=Path, default=ROOT / "docs" / "tutorial")
    arguments.add_argument("--look", choices=("light", "dark"), default="light")
    arguments.add_argument("--scale", type=int, choices=(1, 2), default=1)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="roofline-screenshots-") as folder:
        count = take(chosen.out.absolute(), chosen.look == "dark", chosen.scale, Path(folder))
    print(f"{count} pictures in {chosen.out}")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
