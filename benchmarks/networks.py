"""Architecture benchmark: encoders and decoders for the base model, by unseen-place score, speed and size.

    make benchmark NAME=networks DATA=../shared/data ARGS="--work runs/networks [--only NAME ...]"

Every candidate is trained by the same recipe (recipes/base_model.py) on every place but Zanzibar, for the same number
of steps, and scored there as it is. Speed is that of the product's prediction on a large image in memory, without
tracing. Trainings go on where they were cut off. Speeds want a machine that does nothing else, so either half can be
had alone (--train-only, --speed-only); the results of all calls come together in one JSON. Prints a table of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ..models.core.atomic_file import atomic
from ..models.core.devices import describe_device
from ..models.geodata.band_statistics import Statistics
from ..models.geodata.tiling import Windowing
from ..models.geodata.window_reader import ArraySource
from ..models.inference.tiled_inference import Predictor
from ..models.networks.model_card import Card
from ..models.networks.model_file import read_model
from ..models.networks.pretrained import BANDS, DECODER
from ..models.networks.unet import build_network, stored_weights
from ..models.onnx_io.onnx_network import OnnxNetwork, to_onnx
from ..protocol.model_files import ENCODER_RESOLUTION_M
from ..protocol.settings.prediction import PredictSettings
from ..recipes.base_model import Stage, run_stage
from ..recipes.grounds import read_grounds
from ..recipes.places import place
from .unseen import score_grounds

RESULTS = Path(__file__).parent / "results" / "networks.json"
UNSEEN = "zanzibar"
CPU = torch.device("cpu")
REPEATS = 3


@dataclass(frozen=True)
class Candidate:
    """A network that the base model might have; `start` is "imagenet" or "random"."""

    name: str
    encoder: str
    start: str
    decoder: tuple[int, ...] = DECODER
    output_stride: int = 2


CANDIDATES = (
    Candidate("efficientnet_lite0", "tu-efficientnet_lite0", "imagenet"),
    Candidate("efficientnet_lite0-stride1", "tu-efficientnet_lite0", "imagenet", (*DECODER, 8), 1),
    Candidate("efficientnet_lite0-random", "tu-efficientnet_lite0", "random"),
    Candidate("mobilenetv2_100", "tu-mobilenetv2_100", "imagenet"),
    Candidate("mobilenetv4_conv_small", "tu-mobilenetv4_conv_small", "random"),
    Candidate("resnet10t", "tu-resnet10t", "random"),
    Candidate("resnet18", "resnet18", "random"),
)


def trained(candidate: Candidate, data: Path, work: Path, steps: int, scenes: int) -> dict[str, Any]:
    """How a candidate was trained, and its score where it has not been. A finished training is not done again; one
    with other settings in its place is a RooflineError."""
    stage = Stage(candidate.name, candidate.start, str(data.resolve()), (UNSEEN,), steps, scenes,
                  encoder=candidate.encoder, decoder=candidate.decoder, output_stride=candidate.output_stride)
    out = work / candidate.name
    run_stage(stage, out, work)
    card, weights = read_model(out)
    grounds = [ground for name in place(UNSEEN).sets for ground in read_grounds(data / name, ENCODER_RESOLUTION_M)]
    return {**asdict(score_grounds(card, weights, grounds)), "training": card.settings["stages"][-1]}


class Float32(nn.Module):
    """A network that computes in float32, even under autocast."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self._network = network

    def forward(self, tiles: Tensor) -> Tensor:
        with torch.autocast("cpu", enabled=False):
            return self._network(tiles)


def measured(candidate: Candidate, side: int, threads: int) -> dict[str, Any]:
    """Size, and megapixels per second on `threads` cores, which do not depend on what the weights are."""
    torch.manual_seed(0)
    card = Card(name=candidate.name, encoder=candidate.encoder, decoder_channels=candidate.decoder,
                classes=("building",), bands=BANDS, dtype=None, resolution_m=ENCODER_RESOLUTION_M, threshold=0.5,
                min_area_m2=0.0, output_stride=candidate.output_stride)
    network = build_network(card)
    weights = stored_weights(network)
    size = sum(tensor.nbytes for tensor in weights.values())
    torch.set_num_threads(threads)
    speeds = {"torch": speed(network, side), "torch_float32": speed(Float32(network), side)}
    speeds["onnx_float32"] = speed(OnnxNetwork(to_onnx(card, weights), "the network", CPU, threads), side)
    return {"weights_mb": size / 1e6, "megapixels_per_second": speeds, "side": side, "device": describe_device(CPU),
            "native_bf16": torch.cpu._is_avx512_bf16_supported()}


def speed(network: nn.Module, side: int) -> float:
    """Megapixels per second of a square image in memory: the median of some passes, after one over its first rows."""
    image = np.random.default_rng(0).integers(0, 256, (3, side, side), np.uint8)
    source = ArraySource(image, np.ones((side, side), bool))
    settings = PredictSettings()
    predictor = Predictor(network, Statistics(np.full(3, 128.0), np.full(3, 74.0), side * side), CPU,
                          Windowing(settings.window_size, settings.overlap), settings.batch_size)
    strips = predictor.strips(source)
    next(strips)
    strips.close()
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        for _ in predictor.strips(source):
            pass
        seconds.append(time.perf_counter() - started)
    return side * side / 1e6 / statistics.median(seconds)


def keep(path: Path, name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Merge the results of one candidate into the file on disk; those of the others stay."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known[name] = {**known.get(name, {}), **found}
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic(path) as beside:
        beside.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return known


COLUMNS = ("network", "encoder from", "output stride", "MB", "F1 (95 %)", "IoU", "training, s",
           "Mpx/s: torch (bf16 where native)", "torch float32", "ONNX Runtime float32")


def print_table(results: dict[str, Any]) -> None:
    """One row for each candidate that something is known of; a dash where one is not."""
    print(f"\n| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for one in (one for one in CANDIDATES if one.name in results):
        found = results[one.name]
        speeds = found.get("megapixels_per_second", {})
        size = f"{found['weights_mb']:.1f}" if speeds else "-"
        scored = ("{f1:.3f} ({low:.2f}-{high:.2f})".format(**found), f"{found['iou']:.3f}",
                  found["training"]["seconds"]) if "f1" in found else ("-",) * 3
        rates = [f"{rate:.2f}" for rate in speeds.values()] or ["-"] * 3
        print(f"| {' | '.join(map(str, (one.name, one.start, one.output_stride, size, *scored, *rates)))} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the labelled sets; only --speed-only does without")
    parser.add_argument("--work", type=Path, default=Path("runs") / "networks", help="where trainings are kept")
    parser.add_argument("--steps", type=int, default=250, help="of each training")
    parser.add_argument("--scenes", type=int, default=600, help="synthetic towns")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in CANDIDATES], help="these candidates")
    parser.add_argument("--side", type=int, default=2048, help="of the image that speed is measured on")
    parser.add_argument("--threads", type=int, default=2, help="that speed is measured with")
    parser.add_argument("--out", type=Path, default=RESULTS)
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--train-only", action="store_true")
    half.add_argument("--speed-only", action="store_true")
    options = parser.parse_args()
    if options.data is None and not options.speed_only:
        parser.error("give --data, or --speed-only")
    results = {}
    for one in (one for one in CANDIDATES if not options.only or one.name in options.only):
        if not options.speed_only:
            found = trained(one, options.data, options.work, options.steps, options.scenes)
            results = keep(options.out, one.name, found)
        if not options.train_only:
            results = keep(options.out, one.name, measured(one, options.side, options.threads))
    print_table(results)


if __name__ == "__main__":
    main()
