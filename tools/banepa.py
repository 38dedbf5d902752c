"""Numbers of docs/tutorial-banepa.md: plays it in a real QGIS under Xvfb, on the set banepa_nepal.

    python3 protocol/launch.py roofline.tools.banepa DATA [OUT]        (make tutorial-banepa DATA=folder, OUT=folder)

The base model has not seen Nepal. OUT (default: demo/) gets the project and pictures of the screen.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any, Dict

from ..plugin.environment.installation import set_up
from ..plugin.environment.virtual_environment import worker_python
from .desktop import Desktop
from .desktop_ground import describe_ground
from .package import ROOT

BASE = ROOT / "benchmarks" / "bases" / "without-zanzibar-nepal"
BOXES = {"train": [(9520060, 3202740), (9520150, 3202830)], "validate": [(9520185, 3202740), (9520265, 3202830)],
         "elsewhere": [(9519960, 3202420), (9520080, 3202510)]}
"""In metres of EPSG:3857, 11 % more than on the ground: labels by clicks, labels by adoption, and ground without."""
TIMEOUT_S = 900


def base_file(out: Path) -> Path:
    """The base model as a file that the panel can choose."""
    path = out / "base-without-nepal.roofline"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for part in sorted(BASE.iterdir()):
            archive.write(part, part.name)
    return path


def lines(facts: Dict[str, Any]) -> str:
    """What was counted, a line each."""
    clicked, adopted, checked = facts["clicked"], facts["adopted"], facts["checked"]
    return "\n".join((
        f"Click: {clicked[0]} buildings in the box to train in or across its edge, {clicked[1]} outlined by one click",
        f"Adopt: {adopted[0]} buildings in the box that is held out or across its edge, {adopted[1]} adopted",
        f"State: {facts['state']}", f"Trained: {facts['result']}",
        f"Checked: {checked[0]} footprints accepted, {checked[1]} rejected; {checked[2]} buildings are whole in view"))


def main() -> int:
    data = Path(sys.argv[1]) / "banepa_nepal"
    out = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "demo").absolute()
    out.mkdir(parents=True, exist_ok=True)
    variables = {"ROOFLINE_PYTHON": str(worker_python()), "ROOFLINE_HOME": str(out / "home")}
    os.environ.update(variables)
    set_up(lambda fraction, text: None)
    town = describe_ground(data / "images" / "banepa_nepal_a.tif", data / "banepa_nepal.gpkg")
    ground = {**{name: town[name] for name in ("raster", "buildings")}, **BOXES, "view": BOXES["train"]}
    told = Desktop(out / "desk", variables).play(
        ROOT / "tools" / "banepa_scenario.py", "banepa", TIMEOUT_S, ground=ground, base=str(base_file(out)),
        project=str(out / "banepa.qgz"), folder=str(out))
    (out / "facts.json").write_text(json.dumps(told.facts, indent=1), encoding="utf-8")
    print(told.error or lines(told.facts))
    return int(bool(told.error))


if __name__ == "__main__":
    sys.exit(main())
