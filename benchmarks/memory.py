"""The worker's resident memory while it predicts a raster far larger than memory.

    python3 protocol/launch.py roofline.benchmarks.memory [--image FILE] [--side 40000] [--seconds 60]

Makes a virtual raster that repeats one image, lets the real worker predict it for a while, and prints its resident
memory along the way. Linux only (/proc). Without --image a synthetic scene is repeated; with the image of Banepa the
figures are those of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import List, Tuple

from ..plugin.environment import worker_python
from ..plugin.worker_client import JobCanceled, WorkerClient
from ..protocol.launch import ROOT
from ..protocol.messages import Message, Predict, Progress

REPEAT = """
import sys, rasterio
source, target, side = sys.argv[1], sys.argv[2], int(sys.argv[3])
with rasterio.open(source) as image:
    width, height, transform, crs = image.width, image.height, image.transform, image.crs.to_wkt()
bands = []
for band, color in enumerate(("Red", "Green", "Blue"), start=1):
    pieces = "".join(
        f'<SimpleSource><SourceFilename>{source}</SourceFilename><SourceBand>{band}</SourceBand>'
        f'<SourceProperties RasterXSize="{width}" RasterYSize="{height}" DataType="Byte"/>'
        f'<SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
        f'<DstRect xOff="{x}" yOff="{y}" xSize="{width}" ySize="{height}"/></SimpleSource>'
        for y in range(0, side, height) for x in range(0, side, width))
    head = f'<VRTRasterBand dataType="Byte" band="{band}"><ColorInterp>{color}</ColorInterp>'
    bands.append(f'{head}{pieces}</VRTRasterBand>')
geo = ", ".join(map(str, transform.to_gdal()))
with open(target, "w") as file:
    file.write(f'<VRTDataset rasterXSize="{side}" rasterYSize="{side}"><SRS>{crs.replace("<", "&lt;")}</SRS>'
               f'<GeoTransform>{geo}</GeoTransform>{"".join(bands)}</VRTDataset>')
"""


def resident_mb(pid: int) -> float:
    """Resident memory of a process now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


class Watch:
    """Samples the worker's memory every few seconds until it is stopped."""

    def __init__(self, client: WorkerClient, every_s: float = 5.0) -> None:
        self.samples: List[Tuple[float, float]] = []
        self._client, self._every_s = client, every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        started = time.monotonic()
        while not self._stop.wait(self._every_s):
            if self._client.pid:
                self.samples.append((time.monotonic() - started, resident_mb(self._client.pid)))


def measure(raster: Path, seconds: float, folder: Path) -> Tuple[List[Tuple[float, float]], Progress]:
    """Predict `raster` for `seconds` and cancel; the memory samples (s, MB) and the last progress."""
    job = uuid.uuid4().hex
    request = Predict(job, str(folder), [str(raster)], str(folder / "footprints.gpkg"), {})
    last: List[Progress] = [Progress(job, 0.0)]
    started: List[float] = []

    def heard(message: Message) -> None:
        if isinstance(message, Progress):
            last[0] = message
            if message.figures and not started:
                started.append(time.monotonic())

    with WorkerClient(worker_python()) as client, Watch(client) as watch, contextlib.suppress(JobCanceled):
        client.run(request, heard, lambda: bool(started) and time.monotonic() - started[0] > seconds)
    return watch.samples, last[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--image", type=Path)
    parser.add_argument("--side", type=int, default=40_000)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    python, launch = str(worker_python()), str(ROOT / "protocol" / "launch.py")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.image is None:
            subprocess.run([python, launch, "roofline.scenes.write", str(folder / "scene")], check=True,
                           stdout=subprocess.DEVNULL)
            options.image = next((folder / "scene" / "images").glob("*.tif"))
        raster = folder / "large.vrt"
        subprocess.run([python, "-c", REPEAT, str(options.image.resolve()), str(raster), str(options.side)], check=True)
        samples, last = measure(raster, options.seconds, folder)
    print(f"{options.side} x {options.side} px, repeating {options.image.name}")
    print(f"{'s':>5}  {'resident MB':>11}")
    for seconds, memory in samples:
        print(f"{seconds:5.0f}  {memory:11.0f}")
    print(f"\npeak {max(memory for _, memory in samples):.0f} MB; {last.text}; {100 * last.fraction:.1f} % done; "
          f"{last.figures.get('megapixels_per_second', 0):.2f} Mpx/s at the model's resolution")
    return 0


if __name__ == "__main__":
    sys.exit(main())
