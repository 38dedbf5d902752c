"""Benchmark of base models on unseen places (leave-one-place-out): zero-shot, and after a minute of fine-tuning.

    make benchmark NAME=base_model DATA=../shared/data

For every place the base that was made without it (benchmarks/bases), one made of synthetic scenes alone, and the same
network from random weights. The satellite sets are in no base. Prints a table and writes it as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from ..models.core.devices import choose_device, describe_device
from ..models.networks.model_file import read_model
from ..models.networks.unet import build_network
from ..protocol.paths import ZOO
from ..recipes.grounds import read_grounds
from ..recipes.places import PLACES
from .rehearsal import chosen_resolution
from .unseen import SPLIT_SETS, Score, SplitSet, score_grounds

BASES = Path(__file__).parent / "bases"
WITHOUT_POOLS = BASES / "without-zanzibar-nepal"
"""The base that has not seen the sets with a pool."""
RESULTS = Path(__file__).parent / "results" / "base_model.json"
FOREST = {"zanzibar": (0.461, 0.350), "banepa_nepal": (0.463, 0.500), "banepa_outskirts_nepal": (0.255, 0.542)}
"""Pixel IoU of a random forest on colour and blur: trained on other places, and on the whole pool. Measured once by
those who collected the sets."""


def base_for(place: str) -> Path | None:
    """The base model that has not seen the place: the one that ships where its card does not name the place, else one
    that was made without it; None when there is no such base."""
    bases = (ZOO / "buildings", *sorted(BASES.glob("without-*")))
    return next((base for base in bases if place not in read_model(base)[0].labels["places"]), None)


def scratch_base(folder: Path) -> Path:
    """The encoder of the base that ships with random weights; a base made of it gets a fresh decoder."""
    torch.manual_seed(0)
    card, _ = read_model(ZOO / "buildings")
    path = folder / f"{card.encoder}.safetensors"
    weights = build_network(card).encoder.state_dict()
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, path)
    return path


def zero_shot(data: Path, name: str, base: Path, work: Path) -> Score:
    """The base as it is at the resolution that prediction chooses, in the test part of a split set or in the whole of
    another."""
    if name in SPLIT_SETS:
        return SplitSet(data / name, work).score(str(base))
    card, weights = read_model(base)
    card = card.at(chosen_resolution(card, build_network(card, weights), data / name))
    return score_grounds(card, weights, read_grounds(data / name, card.resolution_m))


def measure(data: Path, work: Path, seconds: int, wanted: set[str]) -> Iterator[dict[str, Any]]:
    """One row for each set of each place."""
    scratch = scratch_base(work)
    for place in PLACES:
        base = base_for(place.name)
        if base is None:
            print(f"{place.name}: every base has seen it, so nothing can be said about it", file=sys.stderr)
            continue
        for name in (name for name in place.sets if not wanted or name in wanted):
            bases = {"base": base, "synthetic": BASES / "synthetic"}
            row: dict[str, Any] = {"place": place.name, "set": name, "seconds": seconds, "forest": FOREST.get(name)}
            for kind, one in bases.items():
                row[f"{kind} as it is"] = zero_shot(data, name, one, work)
            if name in SPLIT_SETS:
                split = SplitSet(data / name, work)
                for kind, one in {**bases, "scratch": scratch}.items():
                    row[f"{kind} tuned"] = split.score(split.tune(str(one), seconds, seed=0))
            yield row


COLUMNS = ("base as it is", "base tuned", "synthetic as it is", "synthetic tuned", "scratch tuned")


def print_row(row: dict[str, Any]) -> None:
    buildings = row["base as it is"].buildings
    cells = [str(row[column]) if column in row else "-" for column in COLUMNS]
    forest = "{:.3f} / {:.3f}".format(*row["forest"]) if row["forest"] else "-"
    print(f"| {row['place']} | {row['set']} | {buildings} | {' | '.join(cells)} | {forest} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--seconds", type=int, default=60, help="of fine-tuning")
    parser.add_argument("--sets", nargs="*", default=[], help="these alone")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    print(f"On the {describe_device(choose_device())}; {options.seconds} s of fine-tuning on the pool.\n")
    print(f"| place | set | buildings | {' | '.join(COLUMNS)} | forest: other places / pool (IoU) |")
    print("|" + "---|" * (len(COLUMNS) + 4))
    rows = []
    with tempfile.TemporaryDirectory() as work:
        for row in measure(options.data, Path(work), options.seconds, set(options.sets)):
            print_row(row)
            rows.append({key: asdict(value) if isinstance(value, Score) else value for key, value in row.items()})
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text(json.dumps({"device": describe_device(choose_device()), "rows": rows}, indent=1) + "\n",
                           encoding="utf-8")


if __name__ == "__main__":
    main()
