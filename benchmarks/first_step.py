"""Latency benchmark: time from the click on Train to the first finished step, with and without a preloaded worker.

    python3 protocol/launch.py roofline.benchmarks.first_step [--scene FOLDER] [--repeats 5]

Trains as the panel does, in a QGIS without a window, until the first step is reported; then cancels. With a spare
worker that has had time to warm up, and without one. A scene is a folder with `images/NAME.tif` and `NAME.gpkg`, which
holds the layers `buildings` and `aoi`; without one a synthetic scene is drawn. Memory is read from /proc, so Linux
only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer

from ..plugin.environment.virtual_environment import worker_python
from ..plugin.jobs.panel_job import JobOutcome, Jobs
from ..plugin.processing.provider import RooflineProvider
from ..protocol.messages import Message
from ..protocol.paths import LAUNCH

WARM_SECONDS = 15.0
"""What a spare gets to start and to warm up."""


def memory_mb(pid: int) -> Dict[str, float]:
    """Resident memory of a process, and its proportional share (memory shared by n processes counts as 1/n)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    values = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("Rss:", "Pss:"))}
    return {name: int(value) / 1024 for name, value in values.items()}


def children() -> List[int]:
    """The worker processes of this one."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return [pid for pid in found if b"models.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait(seconds: float) -> None:
    """Let Qt work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def first_step(jobs: Jobs, parameters: Dict[str, Any]) -> float:
    """Seconds from the start of a training to the message of its first finished step in the panel."""
    seen: List[float] = []
    ended: List[JobOutcome] = []
    loop = QEventLoop()

    def on_message(message: Message) -> None:
        if getattr(message, "figures", {}).get("step", 0) >= 1 and not seen:
            seen.append(time.monotonic())
            job.cancel()

    started = time.monotonic()
    job = jobs.start("roofline:finetune", parameters)
    job.message_received.connect(on_message)
    job.ended.connect(ended.append)
    job.ended.connect(loop.quit)
    loop.exec()
    if job.feedback.folder is not None:
        shutil.rmtree(job.feedback.folder)  # no run that an analyst should find in the history
    if not seen:
        raise SystemExit(f"No step was made: {ended[0].error}")
    return seen[0] - started


def show(name: str, seconds: List[float]) -> None:
    """Print median and range of times."""
    each = ", ".join(f"{value:.2f}" for value in seconds)
    print(f"{name:<22} median {statistics.median(seconds):5.2f} s  ({min(seconds):.2f} to {max(seconds):.2f}: {each})")


def measure(provider: RooflineProvider, parameters: Dict[str, Any], repeats: int) -> None:
    """Print the table."""
    jobs, cold, warm, memory = Jobs(), [], [], []
    for _ in range(repeats):
        cold.append(first_step(jobs, parameters))
    for _ in range(repeats):  # a new spare each time: a worker that has trained before is warmer than any spare
        provider.keep_spare()
        wait(WARM_SECONDS)
        memory.append(memory_mb(children()[0]))
        warm.append(first_step(jobs, parameters))
        provider.workers.close()
    show("with a spare waiting", warm)
    show("without", cold)
    for name, what in (("Rss", "resident"), ("Pss", "proportional")):
        print(f"the spare's {what} memory: {statistics.median(values[name] for values in memory):.0f} MB")


def scene_parameters(scene: Path, folder: Path) -> Dict[str, Any]:
    """The parameters of a training on a scene."""
    layers = next(scene.glob("*.gpkg"))
    image = sorted((scene / "images").glob("*.tif"))[0]
    print(f"{image.name}, {layers.name}")
    return {"IMAGERY": [str(image)], "LABELS": f"{layers}|layername=buildings", "MODEL": str(folder / "m.roofline"),
            "MAX_SECONDS": 60}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scene", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.scene is None:
            options.scene = folder / "scene"
            subprocess.run([str(worker_python()), str(LAUNCH), "roofline.scenes.write",
                            str(options.scene)], check=True, stdout=subprocess.DEVNULL)
        application = QgsApplication([], False, str(folder / "profile"))
        application.initQgis()
        provider = RooflineProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        measure(provider, scene_parameters(options.scene, folder), options.repeats)
        QgsApplication.processingRegistry().removeProvider(provider)
        QgsProject.instance().clear()
        sys.stdout.flush()
    os._exit(0)  # QGIS crashes when Python takes it apart at its end


if __name__ == "__main__":
    main()
