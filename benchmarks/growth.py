"""Benchmark of scaling with training data: base models from one training, after more and more tiles, in unseen places.

    make benchmark NAME=growth DATA=../shared/data ARGS="--bases FOLDER FOLDER ..."

As they are, at one resolution.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from ..models.core.devices import keep_memory
from ..models.networks.model_card import Card
from ..models.networks.model_file import read_model
from ..models.networks.unet import build_network
from .scales import look, unseen_sets

RESULTS = Path(__file__).parent / "results" / "growth.json"


def tiles_seen(card: Card) -> int:
    """Tiles through the network in all stages of a base's training."""
    return sum(stage.get("tiles", stage["steps"] * stage["batch_size"]) for stage in card.settings["stages"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bases", type=Path, nargs="+", required=True, help="folders of models")
    parser.add_argument("--sets", nargs="*", help="these alone")
    parser.add_argument("--resolution", type=float, default=0.3)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    keep_memory()
    models = [read_model(base) for base in options.bases]
    sets, table = options.sets or list(unseen_sets(models[-1][0])), []
    print(f"| tiles | {' | '.join(sets)} |\n|{'---|' * (len(sets) + 1)}")
    for card, weights in models:
        network = build_network(card, weights)
        scores = {name: look(card, network, options.data, name, options.resolution).score() for name in sets}
        print(f"| {tiles_seen(card)} | {' | '.join(map(str, scores.values()))} |", flush=True)
        table.append({"tiles": tiles_seen(card), "resolution_m": options.resolution,
                      "scores": {name: asdict(score) for name, score in scores.items()}})
    options.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
