"""Benchmark of the latency of Click and Adopt: looking at up to half a square kilometre, and clicks in it.

    make benchmark NAME=labelling_speed DATA=../shared/data

The model that ships looks at the middle of the largest raster of each set, on all cores, as the view worker does; then
clicks at random places are answered, one after the other, with corrections for half of them. ARGS="--promptable
encoder.onnx decoder.onnx" has a promptable model look.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import rasterio
import shapely

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.labelling.map_view import Looker, MapView
from ..models.labelling.prompt_view import PromptView
from ..protocol.view_messages import LookAt
from .labelling import METRES_A_DEGREE, SETS
from .rehearsal import split_set

KM2, REPEATS, CLICKS = 0.5, 3, 200


def middle_of(images: Sequence[str]) -> tuple[str, list[float]]:
    """The largest of some rasters, and a square of KM2 in its middle."""
    path = max(images, key=lambda one: Path(one).stat().st_size)
    with rasterio.open(path) as raster:
        (x, y), half = raster.xy(raster.height // 2, raster.width // 2), math.sqrt(KM2) * 500
        across = half / METRES_A_DEGREE / math.cos(math.radians(y)) if raster.crs.is_geographic else half
        down = half / METRES_A_DEGREE if raster.crs.is_geographic else half
        extent = shapely.box(x - across, y - down, x + across, y + down) & shapely.box(*raster.bounds)
    return path, [float(side) for side in extent.bounds]


def seconds_of_clicks(view: MapView | PromptView) -> np.ndarray:
    """Seconds of each of CLICKS clicks; every second one is a correction of the one before."""
    rng, (xmin, ymin, xmax, ymax) = np.random.default_rng(0), view.extent
    took, near = [], (xmax - xmin) / 60
    for number in range(CLICKS):
        if number % 2 == 0:
            points = [rng.uniform((xmin, ymin), (xmax, ymax))]
        else:
            points.append(points[0] + rng.uniform(-near, near, 2))
        began = time.perf_counter()
        view.outline([point.tolist() for point in points], [True, False][:len(points)])
        took.append(time.perf_counter() - began)
    return np.array(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--places", nargs="+", default=list(SETS))
    parser.add_argument("--promptable", nargs=2, default=[], help="two ONNX files", metavar="FILE")
    options = parser.parse_args()
    print(f"On the {describe_device(choose_device())}.\n\n| set | km² | million pixels | first look, s | a look, s | "
          "outlines, s | buildings | a click, ms (95 %) |\n|---|---|---|---|---|---|---|---|")
    looker = Looker()
    for name in options.places:
        with tempfile.TemporaryDirectory() as work:
            path, extent = middle_of(split_set(options.data, name, Path(work)).images)
            print(row(name, looker, LookAt("v", "", path, extent, {}, promptable=options.promptable)), flush=True)


def row(name: str, looker: Looker, request: LookAt) -> str:
    """The line of one set."""
    looks = []
    for _ in range(1 + REPEATS):
        began = time.perf_counter()
        view = looker.look(request, Job())
        looks.append(time.perf_counter() - began)
    began = time.perf_counter()
    found = view.outlines()
    outlined, pixels = time.perf_counter() - began, math.prod(view.size)
    median, slow = np.quantile(seconds_of_clicks(view), (0.5, 0.95)) * 1000
    return (f"| {name} | {pixels * view.imagery.resolution_m ** 2 / 1e6:.2f} | {pixels / 1e6:.1f} | {looks[0]:.1f} | "
            f"{np.median(looks[1:]):.1f} | {outlined:.1f} | {len(found)} | {median:.0f} ({slow:.0f}) |")


if __name__ == "__main__":
    main()
