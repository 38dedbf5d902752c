"""Demo through `qgis_process`: fine-tuning, prediction and evaluation of one scene, base and tuned model compared.

    python3 protocol/launch.py roofline.tools.demo [SCENE]        (make demo, make demo SCENE=folder)

Without a scene it makes one whose look the base model has not seen. Trains on the labels of one part and scores the
other. MAX_SECONDS limits the training, BASE is another base model than the built-in one, OUT is where results go
(default: demo/).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

from ..plugin.environment.system import SetupError
from ..plugin.environment.virtual_environment import worker_python
from ..protocol.paths import LAUNCH, ROOT
from .headless import HeadlessQgis, Result

TOWN, SEED, SIZE = "demo", "7", "1500x1000"
DEFAULT_SECONDS = "90"
COLUMNS = ("F1", "PRECISION", "RECALL", "IOU")


class DemoError(Exception):
    """A step of the demo failed; the text says which and why."""


def in_worker(module: str, *arguments: str) -> None:
    """Run one of our modules in the worker's Python."""
    done = subprocess.run([str(worker_python()), str(LAUNCH), f"roofline.{module}", *arguments], text=True,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        raise DemoError(done.stderr.strip())


class Demo:
    """The steps, each a `qgis_process` command that is printed as it runs."""

    def __init__(self, out: Path, base: Optional[str]) -> None:
        self.out, self.base = out, base
        self.qgis = HeadlessQgis(out / "qgis")
        self.commands: List[str] = []

    def run(self, title: str, algorithm: str, **parameters: Any) -> Dict[str, Any]:
        """One algorithm; returns its outputs and, as `seconds`, how long it took."""
        command = self.qgis.env_command(algorithm, **parameters)
        self.commands.append(command)
        print(f"\n== {title}\n$ {command}", flush=True)
        started = time.monotonic()
        result: Result = self.qgis.run(algorithm, on_line=_show, **parameters)
        if result.returncode:
            raise DemoError(f"{title} failed:\n{result.stderr or result.stdout}")
        return {**result.outputs, "seconds": time.monotonic() - started}

    def compare(self, layers: Dict[str, Any], seconds: str) -> List[List[str]]:
        """Score the base model and one tuned on the scene's labels on its other part; a row of the table for each."""
        imagery, area = layers["imagery"], layers["test_area"]
        model, rows = self.out / "model.roofline", []
        for name, stem in (("base", "base_footprints"), ("tuned", "footprints")):
            took = 0.0
            if name == "tuned":
                tuned = self.run(
                    "Fine-tune on the labels", "roofline:finetune", IMAGERY=imagery, LABELS=layers["labels"],
                    AREAS=layers["train_area"], BASE_MODEL=self.base, MAX_SECONDS=seconds, MODEL=model,
                    REPORT=self.out / "training.html")
                took = tuned["seconds"]
            found = self.run(
                f"Predict with the {name} model", "roofline:predict", IMAGERY=imagery, AREAS=area,
                MODEL=model if name == "tuned" else self.base, FOOTPRINTS=self.out / f"{stem}.gpkg")
            scores = self.run(
                f"Score the {name} model", "roofline:evaluate", FOOTPRINTS=self.out / f"{stem}.gpkg",
                REFERENCE=layers["reference"], AREAS=area, ERRORS=self.out / f"{name}_errors.gpkg",
                REPORT=self.out / ("report.html" if name == "tuned" else "base_report.html"))
            rows.append([name, *(f"{scores[column]:.3f}" if column in scores else "-" for column in COLUMNS),
                         str(int(scores["MATCHED"] + scores["MISSED"])),
                         *(str(int(scores[count])) for count in ("MATCHED", "FALSE_ALARMS")),
                         f"{took:.0f}" if took else "-", f"{found['seconds']:.0f}"])
        return rows


def _show(line: str) -> None:
    """What a person wants to see of `qgis_process`: its messages, not its frame of inputs, results and rulers."""
    text = re.sub(r"^(\d*\.\.\.)+(100 - done\.)?|^100 - done\.$", "", line).strip()
    if text and not text.startswith(("---", "Inputs", "Results")) and ":\t" not in text:
        print(f"   {text}", flush=True)


def print_table(rows: List[List[str]]) -> None:
    head = ["model", "F1", "precision", "recall", "IoU", "buildings", "found", "false alarms", "train s", "predict s"]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths)))


def main() -> int:
    out = Path(os.environ.get("OUT", ROOT / "demo")).absolute()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    started = time.monotonic()
    try:
        if len(sys.argv) > 1:
            scene = Path(sys.argv[1]).resolve()
        else:
            scene = out / "scene"
            print(f"Making a scene of the town '{TOWN}' (seed {SEED}); its look is new to the base model", flush=True)
            in_worker("scenes.write", "--town", TOWN, "--seed", SEED, "--size", SIZE, str(scene))
        in_worker("tools.demo_layers", "prepare", str(scene), str(out))
        layers = json.loads((out / "layers.json").read_text(encoding="utf-8"))
        demo = Demo(out, os.environ.get("BASE"))
        rows = demo.compare(layers, os.environ.get("MAX_SECONDS", DEFAULT_SECONDS))
        in_worker("tools.demo_layers", "picture", str(out))
    except (DemoError, SetupError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\nTrained on {layers['labels_count']} labels of one part of the scene, scored on the other part.\n")
    print_table(rows)
    print(f"\nThe whole took {time.monotonic() - started:.0f} s. In {out}:")
    for name in ("footprints.gpkg", "report.html", "training.html", "before_after.png", "model.roofline"):
        print(f"  {name}")
    print("\nThe commands, for your own imagery:")
    print("\n".join(f"  {command}" for command in demo.commands))
    return 0


if __name__ == "__main__":
    sys.exit(main())
