"""Benchmark of instance separation targets: boundary and contact, distance to the wall, centre and offset, flow field.

    make benchmark NAME=splitting DATA=../shared/data

One network with a channel for each target learns all of them at once, in the same steps, and starts from a body without
a head. Towns of rows of houses and two places that it has not seen are then split by each target in turn. What a way of
splitting leaves open (a threshold) is chosen in Zanzibar, which is not scored.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import shapely
import torch
from affine import Affine
from torch import Tensor

from ..models.core.devices import choose_device, describe_device, keep_memory
from ..models.evaluation.metrics import Comparison, compare, f1, f1_interval
from ..models.geodata.band_statistics import normalize
from ..models.networks.model_card import BOUNDARY_M, Card
from ..models.networks.model_file import read_model
from ..models.networks.pretrained import MIN_AREA_M2, THRESHOLD
from ..models.networks.unet import Network
from ..models.vectorize.polygonize import OutlineTracer
from ..models.vectorize.postprocessing import Postprocessing
from ..models.vectorize.strips import SCALE, Probabilities
from ..protocol.model_files import ENCODER_RESOLUTION_M
from ..recipes.grounds import LOCAL_METRES, Ground, pooled_statistics, read_grounds
from ..recipes.places import place
from ..recipes.sites import batches, mixture
from ..scenes.random_town import random_town
from ..scenes.scene import make_scene
from .base_model import BASES
from .splitting_targets import CHANNELS, WAYS, loss_of_all
from .touching import merged_and_split, outlines_of

RESULTS = Path(__file__).parent / "results" / "splitting.json"
CHOSEN_IN = "zanzibar"
UNSEEN = {"Banepa": "banepa_nepal", "Chicago": "chicago_usa_inria"}
ROWS = "rows of houses (synthetic)"
ROW_SEEDS, ROW_SIDE = range(900_000, 900_012), 512
WINDOW, MARGIN = 512, 32
REACH = 10


@dataclass(frozen=True)
class Row:
    """Figures of one way of splitting in one place. `merged` and `split` labels: see touching.merged_and_split."""

    way: str
    level: float
    place: str
    f1: float
    low: float
    high: float
    iou: float
    merged: int
    split: int
    labels: int

    def __str__(self) -> str:
        return (f"| {self.way} | {self.level:g} | {self.place} | {self.f1:.3f} ({self.low:.2f}-{self.high:.2f}) "
                f"| {self.iou:.3f} | {self.merged} | {self.split} | {self.labels} |")


def new_network(card: Card, weights: dict[str, Tensor], channels: int) -> Network:
    """The network of a card with the weights of its body, and a random head of `channels` channels."""
    torch.manual_seed(0)
    network = Network(card.encoder, card.decoder_channels, len(card.bands), channels - 2, card.output_stride)
    body = {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in weights.items()
            if not name.startswith("head.")}
    network.load_state_dict(body, strict=False)
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch leaves it out


def train(network: Network, data: Path, steps: int, scenes: int, cache: Path) -> None:
    """All targets at once, on synthetic towns and the places that are not scored, at every scale."""
    usa = place("usa")
    places = (replace(usa, sets=tuple(name for name in usa.sets if name not in UNSEEN.values())), place("austria"))
    source = mixture(data, places, scenes, 10_000, 256, cache)
    optimizer = torch.optim.AdamW([{"params": network.encoder_parameters(), "lr": 3e-4},
                                   {"params": network.decoder_parameters(), "lr": 1e-3}], weight_decay=1e-2)
    rates = [group["lr"] for group in optimizer.param_groups]
    started = time.monotonic()
    network.train()
    for step, images, masks in batches(source, 0, 0, steps, 16, choose_device()):
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate * min(1.0, (steps - step) / (0.3 * steps), (step + 1) / 50)
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of_all(network(images.to(memory_format=torch.channels_last)), masks)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step}, {time.monotonic() - started:.0f} s, loss {float(loss):.4f}", flush=True)
    network.eval()


@torch.no_grad()
def channels_of(network: Network, grounds: Sequence[Ground]) -> list[np.ndarray]:
    """All channels (CHANNELS, H, W) float16 of the network for each ground, in windows with a margin."""
    statistics, found = pooled_statistics(list(grounds)), []
    for ground in grounds:
        height, width = ground.valid.shape
        whole = np.zeros((CHANNELS, height, width), np.float16)
        image = normalize(ground.image, ground.valid, statistics.mean, statistics.std)
        step = WINDOW - 2 * MARGIN
        padded = np.pad(image, ((0, 0), (MARGIN, WINDOW), (MARGIN, WINDOW)))
        for top in range(0, height, step):
            for left in range(0, width, step):
                window = padded[:, top:top + WINDOW, left:left + WINDOW]
                out = network(torch.from_numpy(window)[None].to(memory_format=torch.channels_last))[0].numpy()
                kept = out[:, MARGIN:MARGIN + step, MARGIN:MARGIN + step]
                down, right = min(step, height - top), min(step, width - left)
                whole[:, top:top + down, left:left + right] = kept[:, :down, :right]
        found.append(whole)
    return found


def comparisons(way: str, level: float, channels: Sequence[np.ndarray],
                grounds: Sequence[Ground]) -> Iterator[tuple[Comparison, tuple[int, int]]]:
    """What one way of splitting makes of the channels, compared with the labels of each ground."""
    postprocessing = Postprocessing(THRESHOLD, MIN_AREA_M2, BOUNDARY_M)
    for one, ground in zip(channels, grounds):
        building, core = WAYS[way].planes(one.astype(np.float32), level)
        planes = Probabilities(*((plane * SCALE).round().astype(np.uint8) for plane in (building, core)))
        tracer = OutlineTracer(THRESHOLD, REACH, least_core=postprocessing.least_core(ground.resolution_m))
        outlines = outlines_of(planes, tracer, MIN_AREA_M2 / ground.resolution_m ** 2)
        frame = shapely.box(0, 0, *ground.valid.shape[::-1])
        yield compare(list(outlines), list(ground.outlines), frame), merged_and_split(outlines, ground.outlines)


def row_of(way: str, level: float, name: str, channels: Sequence[np.ndarray], grounds: Sequence[Ground]) -> Row:
    """The figures of one way over all grounds of a place."""
    found = list(comparisons(way, level, channels, grounds))
    scores = [comparison.scores() for comparison, _ in found]
    counts = tuple(sum(getattr(score, name) for score in scores) for name in ("matched", "missed", "false_alarms"))
    low, high = f1_interval(*counts)
    ious = [score.iou for score in scores if score.iou is not None]
    merged, split = (sum(pair[i] for _, pair in found) for i in (0, 1))
    return Row(way, level, name, f1(*counts) or 0.0, low or 0.0, high or 0.0, float(np.mean(ious)), merged, split,
               counts[0] + counts[1])


def rows_of_houses() -> list[Ground]:
    """Synthetic towns of terraces, in no training."""
    grounds = []
    for seed in ROW_SEEDS:
        town = replace(random_town(seed), resolution_m=ENCODER_RESOLUTION_M, touching=0.9, density=0.9, disorder=0.1)
        scene = make_scene(town, seed, ROW_SIDE, ROW_SIDE)
        grounds.append(Ground(f"rows {seed}", scene.image, np.ones(scene.image.shape[1:], bool),
                              np.array(scene.outlines, object), Affine.scale(ENCODER_RESOLUTION_M), LOCAL_METRES,
                              ENCODER_RESOLUTION_M))
    return grounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=450)
    parser.add_argument("--scenes", type=int, default=1200)
    parser.add_argument("--cache", type=Path, default=Path("runs"), help="folder of scenes that are made once")
    parser.add_argument("--every-level", action="store_true", help="print all levels and keep nothing")
    parser.add_argument("--weights", type=Path, help="a file: where the network is kept, or was")
    options = parser.parse_args()
    keep_memory()
    card, weights = read_model(BASES / "synthetic")
    network = new_network(card, weights, CHANNELS)
    if options.weights and options.weights.exists():
        network.load_state_dict(torch.load(options.weights))
        network.eval()
    else:
        options.cache.mkdir(parents=True, exist_ok=True)
        train(network, options.data, options.steps, options.scenes, options.cache)
        if options.weights:
            torch.save(network.state_dict(), options.weights)
    places = {name: read_grounds(options.data / folder, ENCODER_RESOLUTION_M) for name, folder in UNSEEN.items()}
    places[ROWS] = rows_of_houses()
    chosen_in = read_grounds(options.data / CHOSEN_IN, ENCODER_RESOLUTION_M)
    channels = {name: channels_of(network, grounds) for name, grounds in places.items()}
    there = channels_of(network, chosen_in)
    print(f"On the {describe_device(choose_device())}, {options.steps} steps.\n")
    print("| way | level | place | F1 | IoU | merged | split | of |\n|" + "---|" * 8)
    table = []
    if options.every_level:
        for name, grounds in {**places, CHOSEN_IN: chosen_in}.items():
            said = there if name == CHOSEN_IN else channels[name]
            for way, level in ((each, level) for each in WAYS for level in WAYS[each].levels):
                print(row_of(way, level, name, said, grounds), flush=True)
        return
    for way in WAYS:
        tried = [row_of(way, level, CHOSEN_IN, there, chosen_in) for level in WAYS[way].levels]
        level = max(tried, key=lambda row: row.f1).level
        for name, grounds in places.items():
            table.append(row_of(way, level, name, channels[name], grounds))
            print(table[-1], flush=True)
    RESULTS.write_text(json.dumps({"steps": options.steps, "rows": [asdict(row) for row in table]}, indent=1) + "\n",
                       encoding="utf-8")


if __name__ == "__main__":
    main()
