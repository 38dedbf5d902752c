"""Benchmark of prediction on large rasters: throughput beside the bare network, profile, other tools, and memory.

    make benchmark NAME=prediction [DATA=../shared/data] [ARGS="--parts speed,stages,peer,memory --side 10000 ..."]

Rasters repeat one image: Banepa's where DATA has the labelled sets, else a synthetic town. Speeds are megapixels of the
model's resolution a second; parts that are compared take turns. Linux only (/proc).

speed: a whole prediction in this process beside forward passes of the same network alone, as it is built and as the
engine runs it. stages: each stage of a prediction by itself, in seconds of all threads (CPU) and by the clock. peer: a
raster of the model's resolution in the worker, and in loops as other tools have them (benchmarks/prediction_peer.py);
with --geoai FOLDER, into which `pip install --no-deps --target FOLDER geoai-py==0.40.1` put it, also geoai's own.
memory: the worker's peak on virtual rasters of 1, 4, 16 and 64 times the pixels, each for some time, since it grows no
more after the first rows of windows. The results of all calls come together in one JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ..models.worker.server import limit_gdal, lower_priority
from ..protocol.paths import LAUNCH

RESULTS = Path(__file__).parent / "results" / "prediction.json"
PARTS = ("speed", "stages", "peer", "memory")
WANTED_SHARE, WANTED_RATIO, WANTED_GROWTH, MOST_MB = 0.85, 3.0, 10.0, 2000
PASS_SECONDS = 4.0
"""How long the bare network runs in each round."""
OURS = "Roofline"

# Rasterio and torch come in with the modules of the parts, after the worker's limits are set.


def speed(image: Path, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measure and print a whole prediction beside bare forward passes."""
    from .prediction_rasters import raster_of
    from .prediction_speed import BUILT, END_TO_END, RUN, speeds

    found = speeds(raster_of(image, work, options.side), work, options.rounds, PASS_SECONDS)
    print(f"\n{found['megapixels']:.0f} Mpx, the median of {options.rounds} rounds; the engine takes {found['backend']}"
          f"\n\n| | Mpx/s |\n|---|---|\n| {END_TO_END} | {found[END_TO_END]:.2f} |")
    for name in (BUILT, RUN):
        for tiles, one in found[name].items():
            print(f"| {name}, {tiles} | {one:.2f} |")
    for name, share in found["shares"].items():
        print(verdict(share >= WANTED_SHARE, f"end to end is {100 * share:.0f} % of {name} at its fastest",
                      f"{100 * WANTED_SHARE:.0f} %"))
    return found


def stages(image: Path, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measure and print each stage of a prediction."""
    from .prediction_rasters import raster_of
    from .prediction_speed import Stages

    found = Stages(raster_of(image, work, min(options.side, options.stages_side)), work).run()
    print(f"\n{found['megapixels']:.0f} Mpx, {found['outlines']} outlines\n\n| stage | CPU s/Mpx | wall s/Mpx |\n"
          "|---|---|---|")
    for name, spent in found["per_megapixel"].items():
        print(f"| {name} | {spent['cpu_s']:.3f} | {spent['wall_s']:.3f} |")
    for helpers, spent in found["drawing_with_helpers"].items():
        print(f"drawing with {helpers} helpers: {spent['cpu_s']:.1f} s of the first process, which is "
              f"{found['outlines'] / spent['cpu_s']:.0f} outlines a second if none waits for a core")
    slowest = max(found["per_megapixel"].items(), key=lambda item: item[1]["wall_s"])[0]
    print(f"tracing, drawing and writing: {found['outlines_per_second']:.0f} outlines a second; {slowest} takes "
          "longest")
    return found


def peer(image: Path, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measure and print Roofline beside the loops of other tools."""
    from ..models.networks.model_registry import load_model
    from .prediction_peer import GEOAI, LOOP, MIXED
    from .prediction_rasters import tiled
    from .prediction_turns import in_turns
    from .prediction_worker import predicted

    raster = tiled(image, work, options.peer_side, load_model(None).card.resolution_m)
    ways = (LOOP, MIXED) if options.geoai is None else (LOOP, MIXED, GEOAI)
    runs = in_turns({OURS: lambda: predicted(raster, work),
                     **{way: lambda way=way: peer_run(way, raster, work, options) for way in ways}},  # type: ignore
                    options.peer_rounds)
    found = {name: {key: statistics.median(run[key] for run in of)
                    for key in ("megapixels_per_second", "peak_mb", "count")} for name, of in runs.items()}
    print(f"\n{options.peer_side} x {options.peer_side} px\n\n| | Mpx/s | peak MB | footprints |\n|---|---|---|---|")
    for name, one in found.items():
        print(f"| {name} | {one['megapixels_per_second']:.2f} | {one['peak_mb']:.0f} | {one['count']:.0f} |")
    ratios = {way: found[OURS]["megapixels_per_second"] / found[way]["megapixels_per_second"] for way in ways}
    for way, ratio in ratios.items():
        print(verdict(ratio >= WANTED_RATIO, f"{ratio:.1f} times the speed of {way}", f"{WANTED_RATIO:g}"))
    return {"side": options.peer_side, "rounds": options.peer_rounds, **found, "ratios": ratios}


def peer_run(way: str, raster: Path, work: Path, options: argparse.Namespace) -> dict[str, float]:
    """The figures that one peer prints as JSON, in the environment that this process was started in."""
    geoai = ["--geoai", str(options.geoai)] if options.geoai else []
    done = subprocess.run(
        [sys.executable, str(LAUNCH), "roofline.benchmarks.prediction_peer", way, str(raster),
         str(work), *geoai], env=options.environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def memory(image: Path, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measure and print the worker's peak memory on rasters of growing size."""
    from .prediction_worker import memory as memory_on

    found = memory_on(image, work, options.memory_sides, options.memory_seconds)
    print("\n| side, px | peak MB | at half time | growth | predicted |\n|---|---|---|---|---|")
    for one in found:
        print(f"| {one['side']:.0f} | {one['peak_mb']:.0f} | {one['peak_mb_at_half_time']:.0f} | "
              f"{one['growth_percent']:+.1f} % | {100 * one['share_done']:.0f} % |")
    last = found[-1]
    first = next((one for one in reversed(found) if one["side"] <= last["side"] / 4), found[0])
    growth = 100 * (last["peak_mb"] / first["peak_mb"] - 1)
    print(verdict(growth <= WANTED_GROWTH and last["peak_mb"] < MOST_MB, f"{growth:+.1f} % from {first['side']:.0f} to "
                  f"{last['side']:.0f} px, {last['peak_mb']:.0f} MB", f"{WANTED_GROWTH:g} %, below {MOST_MB} MB"))
    return {"seconds": options.memory_seconds, "rasters": found}


def verdict(good: bool, text: str, wanted: str) -> str:
    """A line that tells whether a criterion was passed."""
    return f"{'pass' if good else 'FAIL'}: {text} (wanted: {wanted})"


def keep(path: Path, part: str, found: dict[str, Any]) -> None:
    """Merge the results of one part into the file; those of the other parts stay."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**known, part: found}, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """Device, torch version and threads, without the name of the machine."""
    import torch

    from ..models.core.devices import choose_device, describe_device

    return {"device": describe_device(choose_device()), "torch": torch.__version__, "threads": torch.get_num_threads()}


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets, for Banepa's image")
    parser.add_argument("--image", type=Path, help="the image to repeat instead")
    parser.add_argument("--parts", type=lambda text: text.split(","), default=list(PARTS), help=",".join(PARTS))
    parser.add_argument("--side", type=int, default=10_000, help="of the raster, in pixels of the model's resolution")
    parser.add_argument("--rounds", type=int, default=3, help="of the speeds")
    parser.add_argument("--stages-side", type=int, default=4096, help="of the stages' raster, likewise, at most")
    parser.add_argument("--peer-side", type=int, default=6000, help="of the peers' raster, likewise")
    parser.add_argument("--peer-rounds", type=int, default=1)
    parser.add_argument("--geoai", type=Path, help="folder that geoai-py is installed in")
    parser.add_argument("--memory-sides", type=int, nargs="+", default=[5000, 10_000, 20_000, 40_000],
                        help="of the rasters of the memory, in the image's pixels")
    parser.add_argument("--memory-seconds", type=float, default=120, help="on each of them")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}")
    return options


def main() -> None:
    options = parsed()
    options.environment = dict(os.environ)
    limit_gdal()
    lower_priority()
    from .prediction_rasters import image_to_repeat

    where = machine()
    print(f"On the {where['device']}, torch {where['torch']}")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        image = image_to_repeat(work, options.image, options.data)
        for part, measure in {"speed": speed, "stages": stages, "peer": peer, "memory": memory}.items():
            if part in options.parts:
                print(f"\n## {part}, repeating {image.name}", flush=True)
                found = measure(image, work, options)
                keep(options.out, part, {"machine": where, "image": image.name, **found})


if __name__ == "__main__":
    main()
