"""Speed and peak memory (RSS) of the worker process and its children during a prediction. Linux only (/proc)."""

from __future__ import annotations

import math
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from ..plugin.environment.virtual_environment import worker_python
from ..plugin.worker.client import JobCanceled, WorkerClient
from ..protocol.job_requests import Predict
from ..protocol.messages import Message, Progress
from .prediction_rasters import USUAL, megapixels_of, virtual


def peak_mb(pid: int | str = "self") -> float:
    """Peak resident memory (MB) of a process so far."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def peak_mb_of_all(pid: int) -> float:
    """Sum of the peaks (MB) of a process and its children so far, each at its own time."""
    try:
        children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir()
                    for child in (task / "children").read_text().split()]
        return peak_mb(pid) + sum(map(peak_mb_of_all, children))
    except OSError:  # it has just ended
        return 0.0


@dataclass
class Watch:
    """Observes a prediction from its first result on, and ends it after `limit_s`."""

    limit_s: float
    fraction: float = 0.0
    peaks: list[tuple[float, float]] = field(default_factory=list)
    _first: float = 0.0

    def on_message(self, message: Message) -> None:
        if isinstance(message, Progress):
            self.fraction = message.fraction
            if message.figures and not self._first:
                self._first = time.monotonic()

    def is_over(self, pid: int | None) -> bool:
        """Notes the peak (s, MB), and says whether it is time to end."""
        seconds = time.monotonic() - self._first if self._first else 0.0
        if pid:
            self.peaks.append((seconds, peak_mb_of_all(pid)))
        return seconds > self.limit_s

    def summary(self) -> dict[str, float]:
        """The peak, and what it was at half the time."""
        end = self.peaks[-1][0]
        early = [mb for seconds, mb in self.peaks if seconds <= end / 2]
        return {"peak_mb": max(mb for _, mb in self.peaks), "peak_mb_at_half_time": max(early)}


def predicted(raster: Path, folder: Path, limit_s: float = math.inf) -> dict[str, float]:
    """Predict in a new worker, whole or for `limit_s` from the first result on: seconds without its start, megapixels a
    second where it is whole, footprints, the share that was done, and the peaks of memory."""
    folder = folder / uuid.uuid4().hex
    folder.mkdir()
    request = Predict(folder.name, str(folder), [str(raster)], str(folder / "footprints.gpkg"), USUAL)
    watch, found = Watch(limit_s), {"share_done": 1.0}
    with WorkerClient(worker_python()) as client:
        client.start()
        started = time.monotonic()
        try:
            outputs = client.run(request, watch.on_message, lambda: watch.is_over(client.pid))
            seconds = time.monotonic() - started
            found |= {"count": outputs["count"], "seconds": seconds,
                      "megapixels_per_second": megapixels_of(raster) / seconds}
        except JobCanceled:
            found |= {"share_done": watch.fraction}
    return {**found, **watch.summary()}


def memory(image: Path, work: Path, sides: list[int], seconds: float) -> list[dict[str, float]]:
    """Peaks of memory on virtual rasters of such sides, in the image's pixels, and growth in % from the first one."""
    found: list[dict[str, float]] = []
    for side in sides:
        seen = predicted(virtual(image, work, side), work, seconds)
        first = found[0]["peak_mb"] if found else seen["peak_mb"]
        found.append({"side": side, **seen, "growth_percent": 100 * (seen["peak_mb"] / first - 1)})
    return found
