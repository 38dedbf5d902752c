"""Benchmark of the ways to tune a pretrained vision transformer: everything, the decoder, and the same from random weights.

    make benchmark NAME=three_ways DATA=../shared/data ARGS="--work ../pretraining"    (goes on where it was cut off)
    make benchmark NAME=three_ways ARGS=--report

An encoder is pretrained on Sentinel-2 imagery without labels (masked autoencoder): the clear dates of Slovenia and the
flood in Spain. Then a learning curve of the land cover in Slovenia compares the three ways by labels and by steps, as
the work on Prithvi does (Jakubik et al. 2023). The imagery of the ground that is scored is in the pretraining, its
labels are in nothing. Writes docs/three_ways.svg.
"""  # noqa: E501 - the title names all three

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.evaluation.html_report import STYLE
from ..models.geodata.polygon_io import read_polygons, write_polygons
from ..models.labelling.learning_curve import learning_curve
from ..protocol.areas import TRAIN, VALIDATE
from ..protocol.job_requests import LearningCurve
from ..protocol.paths import ROOT
from .foundation import SCENES, Ground, prepare
from .pretraining import pretrain_encoder

RESULTS = Path(__file__).parent / "results" / "three_ways.json"
PICTURE = ROOT / "docs" / "three_ways.svg"
ARCHIVE = ("ms_sentinel2_slovenia/images/s2_slovenia_t[234].tif", "ms_sen1floods11_spain/images/*_S2.tif")
SCENE = "slovenia"
PRETRAINING = {"encoder": "tu-vit_small_patch8_224", "window_size": 48, "windows": 200, "clusters": 4,
               "max_seconds": 0}
"""A patch of 8 pixels is 80 m wide, and the windows are small, since the scene in Slovenia has 100 by 101 pixels."""
TUNING = {"max_seconds": 0, "learning_rate": 3e-4, "evaluations": 5, "tile_size": 64, "layer_decay": 1.0}
"""The rate lies between the one that suits a pretrained vision transformer and that for random weights; without a decay
of it by layers, which leaves the first blocks as they are in so few steps."""
WAYS = ("full", "decoder", "scratch")
TITLE = 32
"""Pixels of the picture for the title of a chart."""


def measure(data: Path, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Pretrain where that is not done yet, and compare the ways; what the learning curve tells."""
    encoder, folder = work / "sentinel.safetensors", work / "three-ways"
    folder.mkdir(parents=True, exist_ok=True)
    if not encoder.is_file():
        imagery = [str(raster) for pattern in ARCHIVE for raster in sorted(data.glob(pattern))]
        pretrain_encoder(imagery, {**PRETRAINING, "max_steps": options.steps}, encoder)
    ground = _ground(data, folder)
    request = LearningCurve(
        "job", str(folder), [ground.raster], ground.labels, {**TUNING, "max_steps": options.tuning_steps},
        {"points": 4, "repeats": options.repeats, "strategies": ",".join(WAYS)}, areas=ground.areas,
        base_model=str(encoder), report=str(folder / "report.html"), resume=(folder / "curve.json").is_file())
    told = learning_curve(request, Job())
    PICTURE.write_text(picture_of(Path(told["report"])), encoding="utf-8")
    return {"answer": told["answer"], "points": told["points"], "pretraining_steps": options.steps,
            "tuning_steps": options.tuning_steps, "device": describe_device(choose_device())}


def _ground(data: Path, folder: Path) -> Ground:
    """The labels of the scene, and its two parts: to learn from, and to score in."""
    ground = prepare(SCENES[SCENE], data, folder)
    areas = read_polygons(ground.areas, "areas", whole=True)
    write_polygons(folder / "parts.gpkg", "areas", areas.geometries, {"role": np.array([TRAIN, VALIDATE], object)},
                   areas.crs)
    return ground._replace(areas=str(folder / "parts.gpkg"))


def picture_of(report: Path) -> str:
    """The charts of a report, one below the other, as a picture of its own in the report's light colours."""
    page, parts, below = report.read_text(encoding="utf-8"), [], 0
    for height, title, drawn in re.findall(r'<svg viewBox="0 0 760 (\d+)" [^>]*aria-label="([^"]*)"[^>]*>(.*?)</svg>',
                                           page, re.DOTALL):
        parts.append(f'<text x="12" y="{below + 20}" font-weight="bold">{title}</text>'
                     f'<g transform="translate(0 {below + TITLE})">{drawn}</g>')
        below += int(height) + TITLE
    colors = dict(re.findall(r"--([\w-]+): (#\w+)", STYLE.split("@media")[0]))
    picture = re.sub(r"var\(--([\w-]+)\)", lambda found: colors[found[1]], "".join(parts))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{below}" font-family="sans-serif" '
            f'font-size="12" fill="{colors["soft"]}"><rect width="760" height="{below}" fill="{colors["paper"]}"/>'
            f'{picture}</svg>\n')


def report(results: dict[str, Any]) -> list[str]:
    """A line for each way and number of labels."""
    lines = ["| way | labels | trainings | mean IoU (95 %) | by class |", "|---|---|---|---|---|"]
    for point in results["points"]:
        if point["labels"]:
            lines.append(f"| {point['strategy']} | {point['labels']} | {point['trainings']} | {point['iou']:.3f} "
                         f"({point['iou_low']:.2f}-{point['iou_high']:.2f}) | {point['classes']} |")
    return [*lines, "", results["answer"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--work", type=Path, default=Path("runs/pretraining"), help="folder for what is made")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--steps", type=int, default=4000, help="of the pretraining")
    parser.add_argument("--tuning-steps", type=int, default=150, help="of each training")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--report", action="store_true", help="the table of what is there, and no run")
    options = parser.parse_args()
    if not options.report and options.data is None:
        parser.error("give --data, or --report")
    if options.report and not options.out.exists():
        raise SystemExit(f"There are no results in {options.out} yet.")
    if not options.report:
        found = measure(options.data.resolve(), options.work.resolve(), options)
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print("\n".join(report(json.loads(options.out.read_text(encoding="utf-8")))))


if __name__ == "__main__":
    main()
