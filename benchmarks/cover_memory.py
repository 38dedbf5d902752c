"""Benchmark of memory: outlines of a land-cover map without gaps, from probabilities to a GeoPackage.

    make benchmark NAME=cover_memory [ARGS="--width 2048 --rows 4096 8192 16384"]

The map is made up: three classes, of which one is all around the patches of the others and goes on from end to end. It
is traced, simplified and written as a prediction does, in a process of its own for each number of rows, once with
patches that are cut where they go on and on (models/vectorize/polygonize.py) and once without. Peaks (RSS) are of the
tracing process and of the one that draws. The results of all calls come together in one JSON. Linux only (/proc).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from affine import Affine
from scipy import ndimage

from ..models.core.child_process import ChildProcess
from ..models.inference.footprint_writer import FootprintFile
from ..models.inference.outline_process import Drawer, DrawerProcess, RasterGrid, outlines_in
from ..models.vectorize import polygonize
from ..models.vectorize.postprocessing import Postprocessing
from ..models.vectorize.strips import Probabilities, Strip
from ..protocol.paths import LAUNCH
from ..protocol.settings.prediction import PredictSettings

RESULTS = Path(__file__).parent / "results" / "cover_memory.json"
PERIOD, STRIP = 1024, 256
"""Rows after which the map repeats, and rows of a strip."""
SMOOTH_PX, AROUND = 5.0, 0.6
"""Deviation of the Gaussian that makes patches of noise, and the share of the ground that the first class has."""
PIXEL_M, LEAST_PX = 10.0, 20.0
NAMES = ("grass", "forest", "water")
WIDTH, CUT, WHOLE = 2048, "cut", "whole"


def land_cover(width: int) -> Probabilities:
    """A map (PERIOD, width) that goes on where it begins again."""
    random = np.random.default_rng(0)
    noise = ndimage.gaussian_filter(random.normal(size=(PERIOD, width)), SMOOTH_PX, mode="wrap")
    class_ids = np.digitize(noise, np.quantile(noise, [AROUND, (1 + AROUND) / 2])).astype(np.uint8)
    building = random.integers(150, 256, class_ids.shape).astype(np.uint8)
    return Probabilities(building, building, class_ids)


def strips(width: int, rows: int) -> Iterator[Strip]:
    """The map as strips of probabilities."""
    planes = land_cover(width).planes()
    for row in range(0, rows, STRIP):
        height = min(STRIP, rows - row)
        yield Strip(row, height, Probabilities(*planes[:, row % PERIOD:row % PERIOD + height]))


def measure(width: int, rows: int, way: str) -> dict[str, Any]:
    """Trace and write such a map; the outlines and what it took."""
    from .prediction_worker import peak_mb, peak_mb_of_all

    if way == WHOLE:
        polygonize.CUT_PIXELS = 2 ** 62
    started, crs = time.monotonic(), pyproj.CRS("EPSG:32633")
    to_map = Affine(PIXEL_M, 0, 500_000, 0, -PIXEL_M, 5_000_000)
    grid = RasterGrid(PIXEL_M, to_map, shapely.box(0, 0, width, rows), None, np.full(3, LEAST_PX), (True,) * 3)
    postprocessing = Postprocessing(0.5, LEAST_PX * PIXEL_M ** 2, 0.0, (True,) * 3, (LEAST_PX * PIXEL_M ** 2,) * 3)
    with tempfile.TemporaryDirectory() as name:
        drawer: DrawerProcess
        with (ChildProcess("draws the outlines", Drawer, PredictSettings(), 0) as drawer,
              FootprintFile(str(Path(name) / "cover.gpkg"), crs, "model", "run", NAMES) as file):
            for _, outlines in outlines_in(grid, postprocessing, strips(width, rows), drawer):
                file.add(outlines, crs)
            own, all_of_them = peak_mb(), peak_mb_of_all(_own_pid())
    return {"rows": rows, "megapixels": width * rows / 1e6, "polygons": file.count, "tracing_mb": own,
            "drawing_mb": all_of_them - own, "seconds": time.monotonic() - started}


def _own_pid() -> int:
    return int(Path("/proc/self").resolve().name)


def run(width: int, rows: int, way: str) -> dict[str, Any]:
    """What measure() gives in a process of its own."""
    asked = ["--one", "--width", str(width), "--rows", str(rows), "--ways", way]
    done = subprocess.run([sys.executable, str(LAUNCH), "roofline.benchmarks.cover_memory", *asked],
                          stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(found: dict[str, dict[str, dict[str, Any]]]) -> list[str]:
    """The table, with and without cuts side by side."""
    lines = ["| rows | Mpx | polygons | tracing MB | drawing MB | s | without cuts: tracing MB | drawing MB | s |",
             "|---|---|---|---|---|---|---|---|---|"]
    for rows, cut in sorted(found[CUT].items(), key=lambda item: int(item[0])):
        size = f"{int(rows):,} | {cut['megapixels']:.0f} | {cut['polygons']:,}"
        lines.append(f"| {size} | {_cost(cut)} | {_cost(found[WHOLE].get(rows))} |")
    return lines


def _cost(one: dict[str, Any] | None) -> str:
    return f"{one['tracing_mb']:.0f} | {one['drawing_mb']:.0f} | {one['seconds']:.0f}" if one else "- | - | -"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--rows", type=int, nargs="*", default=[4096, 8192, 16384], help="none: print what is known")
    parser.add_argument("--ways", nargs="+", choices=(CUT, WHOLE), default=[CUT, WHOLE])
    parser.add_argument("--data", help="not needed: the map is made up")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.width, options.rows[0], options.ways[0])))
        return
    known = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
    found = known.setdefault(f"{options.width:,} px wide", {CUT: {}, WHOLE: {}})
    for rows in options.rows:
        for way in options.ways:
            found[way][str(rows)] = run(options.width, rows, way)
            options.out.parent.mkdir(parents=True, exist_ok=True)
            options.out.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    for name, one in known.items():
        print(f"{name}\n\n" + "\n".join(report(one)) + "\n")


if __name__ == "__main__":
    main()
