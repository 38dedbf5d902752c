"""Benchmark of scales: one base model at several resolutions, as the mean of two, and at the resolution that is chosen.

In the places that the base has not seen, as it is. The resolution is chosen without labels and, where a set has a pool,
with them.

    make benchmark NAME=scales DATA=../shared/data ARGS="--base FOLDER"
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import shapely
import torch
from shapely.geometry.base import BaseGeometry
from torch.nn import functional

from ..models.core.devices import choose_device, describe_device, keep_memory
from ..models.core.job import Job
from ..models.data.dataset import HeldOut
from ..models.evaluation.validation import ValidationSet
from ..models.geodata.affine_transform import apply_affine
from ..models.geodata.polygon_io import read_polygons
from ..models.networks.model_card import Card
from ..models.networks.model_file import read_model
from ..models.networks.unet import Network, build_network
from ..models.training.scale_fit import resolution_for
from ..models.vectorize.postprocessing import Postprocessing
from ..models.vectorize.strips import Probabilities
from ..protocol.job_requests import Train
from ..protocol.settings.training import TrainSettings
from ..recipes.grounds import Ground, pooled_statistics, read_grounds
from ..recipes.places import PLACES
from .rehearsal import chosen_resolution
from .unseen import SPLIT_SETS, Score, held_out, images_of, score_of

RESULTS = Path(__file__).parent / "results" / "scales.json"
SCALES = (0.15, 0.2, 0.3, 0.5)
FUSED = (0.2, 0.3)
MARGIN_M, BLOCK_M = 20.0, 3.0
"""Metres around the scored ground that the network sees too, and those of which a part is a multiple: a whole number
of pixels at each of SCALES, so that parts of several scales lie on each other."""


@dataclass(frozen=True)
class Looked:
    """What a network says of a place at one resolution. `seconds` are those of the network alone."""

    part: ValidationSet
    postprocessing: Postprocessing
    said: list[Probabilities]
    seconds: float

    @property
    def megapixels(self) -> float:
        """Those that the network looked at."""
        return sum(image.source.valid.size for image in self.part.images) / 1e6

    def score(self, said: Sequence[Probabilities] | None = None) -> Score:
        """The score of these probabilities, or of others on the same grid."""
        judged = self.part.evaluate(self.said if said is None else said, self.postprocessing)
        return score_of(judged.comparison.scores().to_dict())


def scored_parts(data: Path, name: str, grounds: list[Ground]) -> list[HeldOut]:
    """The rasters of a set as they are scored: a split set is cut to its test part."""
    frames = [shapely.box(0, 0, *ground.valid.shape[::-1]) for ground in grounds]
    if name not in SPLIT_SETS:
        return list(map(held_out, grounds, frames))
    test, found = read_polygons(data / name / "split" / "test_aoi.geojson", "areas"), []
    for ground, frame in zip(grounds, frames):
        area = shapely.union_all(apply_affine(test.to(ground.crs).geometries, ~ground.transform)) & frame
        if area.area:
            found.append(held_out(*_cut(ground, area)))
    return found


def _cut(ground: Ground, area: BaseGeometry) -> tuple[Ground, BaseGeometry]:
    """The part of a raster round an area, and the area there."""
    block = round(BLOCK_M / ground.resolution_m)
    around = area.buffer(MARGIN_M / ground.resolution_m).bounds
    left, top, right, bottom = (max(int(side) // block, 0) * block for side in around)
    right, bottom = right + block, bottom + block
    at = slice(top, bottom), slice(left, right)
    outlines = ground.outlines[shapely.intersects(ground.outlines, area)]
    outlines, area = (shapely.transform(shapes, lambda xy: xy - [left, top]) for shapes in (outlines, area))
    transform = ground.transform @ ground.transform.translation(left, top)
    image, valid = ground.image[(slice(None), *at)], ground.valid[at]
    return replace(ground, image=image, valid=valid, outlines=outlines, transform=transform), area


def look(card: Card, network: Network, data: Path, name: str, resolution_m: float) -> Looked:
    """The network's answer at a resolution."""
    card, grounds = card.at(resolution_m), read_grounds(data / name, resolution_m)
    part = ValidationSet(scored_parts(data, name, grounds), {"uint8": pooled_statistics(grounds)}, resolution_m,
                         choose_device())
    started = time.monotonic()
    said = part.predict(network, lambda: None)
    return Looked(part, Postprocessing.of(card), said,
                  time.monotonic() - started)


def fused(finer: Sequence[Probabilities], coarser: Sequence[Probabilities]) -> list[Probabilities]:
    """The mean of two answers, on the finer grid."""
    both = []
    for one, other in zip(finer, coarser):
        there = torch.from_numpy(other.planes())[None].float()
        there = functional.interpolate(there, size=one.building.shape, mode="bilinear")[0]
        both.append(Probabilities(*((one.planes() + there.numpy()) / 2).round().astype(np.uint8)))
    return both


def chosen_with_labels(base: Path, card: Card, data: Path, name: str) -> float:
    """The resolution that training chooses on the pool of a set."""
    split = data / name / "split"
    request = Train("job", "", images_of(data / name), str(split / "pool_labels.geojson"), "", {},
                    areas=str(split / "pool_aoi.geojson"), base_model=str(base))
    return resolution_for(request, TrainSettings(), Job()) or card.resolution_m


def unseen_sets(card: Card) -> Iterator[str]:
    """The sets of the places that a base has not seen."""
    for place in PLACES:
        if place.name not in card.labels["places"]:
            yield from place.sets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base")
    parser.add_argument("--sets", nargs="*", help="these alone")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    keep_memory()
    card, weights = read_model(options.base)
    network, table = build_network(card, weights), []
    seconds: dict[float, float] = defaultdict(float)
    megapixels: dict[float, float] = defaultdict(float)
    print(f"On the {describe_device(choose_device())}.\n")
    print("| set | buildings | " + " | ".join(f"{scale:g} m" for scale in SCALES)
          + " | 0.2 and 0.3 m fused | chosen | with labels |\n|" + "---|" * (len(SCALES) + 5))
    for name in options.sets or unseen_sets(card):
        looked = {scale: look(card, network, options.data, name, scale) for scale in SCALES}
        scores = {f"{scale:g}": one.score() for scale, one in looked.items()}
        finer, coarser = (looked[scale] for scale in FUSED)
        scores["fused"] = finer.score(fused(finer.said, coarser.said))
        without = chosen_resolution(card, network, options.data / name)
        fitting = chosen_with_labels(options.base, card, options.data, name) if name in SPLIT_SETS else None
        print(f"| {name} | {scores['fused'].buildings} | {' | '.join(map(str, scores.values()))} | {without:g} m | "
              f"{'' if fitting is None else f'{fitting:g} m'} |", flush=True)
        table.append({"set": name, "scores": {key: asdict(score) for key, score in scores.items()},
                      "chosen_m": without, "chosen_with_labels_m": fitting,
                      "seconds": {f"{scale:g}": round(one.seconds, 1) for scale, one in looked.items()}})
        for scale, one in looked.items():
            seconds[scale] += one.seconds
            megapixels[scale] += one.megapixels
    speeds = {f"{scale:g}": round(megapixels[scale] / seconds[scale], 2) for scale in SCALES}
    print("\nMpx/s of the network: " + ", ".join(f"{speed} at {scale} m" for scale, speed in speeds.items()) + ".")
    options.out.write_text(json.dumps({"device": describe_device(choose_device()), "base": options.base.name,
                                       "mpx_a_second": speeds, "rows": table}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
