"""Benchmark of training: profile of a step, and throughput beside the same network in Lightning's stock loop.

    make benchmark NAME=training_speed DATA=../shared/data

The product's own loop on a pool, with the strategy `full`. The share of the network is what passes in forward, loss,
backward and optimizer; on a GPU every part is waited for. Tiles a second are measured without a watch on the parts,
after the first steps; the stock loop (benchmarks/stock_loop.py) has the same network, loss, tile size, batch size,
count of steps and threads, and the better of two numbers of loader workers.

What makes the difference: bfloat16 where the device has it (the stock loop's default is float32), the channels-last
format, depthwise gradients in oneDNN's fast code (models/networks/depthwise_bf16.py), and tiles cut from memory.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import torch

from ..models.core.devices import choose_device, describe_device
from ..models.core.job import Job
from ..models.data.tile_sampler import TileSampler
from ..models.networks.model_registry import load_base
from ..models.networks.unet import Network, build_network
from ..models.training import trainer as trainer_module
from ..models.training.train import prepare, train
from ..models.training.training_run import TrainingRun
from ..protocol.job_requests import Train
from ..protocol.settings.training import RATES, TrainSettings
from .few_labels import unseen_base
from .unseen import SplitSet

RESULTS = Path(__file__).parent / "results" / "training_speed.json"
WANTED_SHARE, WANTED_RATIO = 0.85, 2.0
STRATEGY = "full"
WARM_UP_STEPS = 3
WORKERS = (0, 2)


class Watch:
    """Seconds spent in parts of a program; a part within a part counts for the outer one."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._busy = False

    def on(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, watched."""
        def watched(*arguments: Any, **options: Any) -> Any:
            if self._busy:
                return call(*arguments, **options)
            self._busy, started = True, _now()
            try:
                return call(*arguments, **options)
            finally:
                self._busy = False
                self.seconds[part] += _now() - started
        return watched


def _now() -> float:
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter()


def watched_parts(watch: Watch) -> ExitStack:
    """While it is open, the parts of a training step are watched."""
    parts = [(TileSampler, "batch", "sampler"), (Network, "forward", "forward"),
             (trainer_module, "masked_loss", "forward"), (torch.Tensor, "backward", "backward"),
             (torch.nn.utils, "clip_grad_norm_", "optimizer"), (torch.optim.AdamW, "step", "optimizer"),
             (TrainingRun, "save", "saving"), (TrainingRun, "report_progress", "reporting")]
    patches = ExitStack()
    for owner, name, part in parts:
        patches.enter_context(mock.patch.object(owner, name, watch.on(part, getattr(owner, name))))
    return patches


@contextmanager
def prepared(data: Path, name: str, steps: int) -> Iterator[TrainingRun]:
    """A run on the pool of a set that makes so many steps and holds nothing out."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as files:
        place = SplitSet(data / name, Path(folder))
        settings = {"strategy": STRATEGY, "max_seconds": 0, "max_steps": steps, "holdout_share": 0.0}
        request = Train("job", folder, place.images, place.pool.labels, f"{folder}/model.roofline", settings,
                        areas=place.pool.areas, base_model=unseen_base(name))
        yield prepare(request, TrainSettings.from_dict(settings), Job(), files)


def shares(run: TrainingRun) -> dict[str, float]:
    """The share of each part in the whole loop."""
    watch = Watch()
    with watched_parts(watch):
        started = _now()
        train(run)
        whole = _now() - started
    found = {part: seconds / whole for part, seconds in watch.seconds.items()}
    found["network"] = sum(found.get(part, 0.0) for part in ("forward", "backward", "optimizer"))
    return found


def our_speed(run: TrainingRun, steps: int) -> float:
    """Tiles a second of our loop, without its first steps."""
    times: list[float] = []

    def note(self: TrainingRun) -> None:
        times.append(_now())

    with mock.patch.object(TrainingRun, "report_progress", note):
        train(run)
    return run.settings.batch_size * steps / (times[-1] - times[-1 - steps])


def stock_speeds(run: TrainingRun, base: str, steps: int) -> dict[str, float]:
    """Tiles a second of the stock loop, by its number of workers and precision."""
    from .stock_loop import Tiles, stock_speed

    card, weights = load_base(base).card, load_base(base).weights
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        tiles = Tiles(run.data.dataset.sites, Path(folder), run.settings.tile_size,
                      run.settings.batch_size * (steps + WARM_UP_STEPS + 1))
        for workers in WORKERS:
            found[f"{workers} workers"] = stock_speed(
                build_network(card, weights), tiles, run.settings, RATES[STRATEGY].learning_rate, workers, steps)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--set", default="banepa_nepal")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--no-stock", action="store_true", help="our loop alone, without Lightning")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    device = describe_device(choose_device())
    print(f"On the {device}; {options.set}, {options.steps} steps.", flush=True)
    steps = options.steps + WARM_UP_STEPS
    with prepared(options.data, options.set, steps) as run:
        parts = shares(run)
    for part, share in parts.items():
        print(f"  {part:<10} {100 * share:5.1f} %")
    print(f"{'pass' if parts['network'] >= WANTED_SHARE else 'FAIL'}: {100 * parts['network']:.0f} % of the loop pass "
          f"in the network (wanted: {100 * WANTED_SHARE:.0f} %)", flush=True)
    results: dict[str, Any] = {"device": device, "set": options.set, "steps": options.steps, "shares": parts}
    with prepared(options.data, options.set, steps) as run:
        results["tiles_per_second"] = our_speed(run, options.steps)
        print(f"ours: {results['tiles_per_second']:.1f} tiles a second", flush=True)
        if not options.no_stock:
            results["stock"] = stock_speeds(run, unseen_base(options.set), options.steps)
            print_ratio(results)
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def print_ratio(results: dict[str, Any]) -> None:
    """Ours beside the best of the stock loop."""
    for name, speed in results["stock"].items():
        print(f"stock loop, {name}: {speed:.1f} tiles a second")
    ratio = results["tiles_per_second"] / max(results["stock"].values())
    print(f"{'pass' if ratio >= WANTED_RATIO else 'FAIL'}: {ratio:.2f} times the stock loop (wanted: {WANTED_RATIO:g})")


if __name__ == "__main__":
    main()
