"""Benchmark of panchromatic imagery: the base model for three bands on the same places in grey.

    make benchmark NAME=pan DATA=../shared/data

The grey image takes the place of red, green and blue alike, which is what prediction does with a panchromatic raster.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..models.networks.model_file import read_model
from ..recipes.grounds import Ground, read_grounds
from ..recipes.places import PLACES
from .base_model import base_for
from .unseen import score_grounds

PANCHROMATIC = "atlanta_c_pan"
"""The one raster that was taken by a panchromatic sensor."""


def in_grey(grounds: Sequence[Ground]) -> list[Ground]:
    """The same ground with the mean of the bands in each band."""
    return [replace(ground, image=np.repeat(ground.image.mean(axis=0, keepdims=True), 3, axis=0).astype(np.float32))
            for ground in grounds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    print("| set | in colour | in grey |\n|---|---|---|")
    for place in PLACES:
        base = base_for(place.name)
        if base is None:
            continue
        card, weights = read_model(base)
        for name in place.sets:
            grounds = read_grounds(options.data / name, card.resolution_m)
            colour, grey = (score_grounds(card, weights, some) for some in (grounds, in_grey(grounds)))
            print(f"| {name} | {colour} | {grey} |", flush=True)
            taken = [g for g in read_grounds(options.data / name, card.resolution_m, bands=1) if PANCHROMATIC in g.name]
            if taken:
                print(f"| {PANCHROMATIC} | - | {score_grounds(card, weights, in_grey(taken))} |", flush=True)


if __name__ == "__main__":
    main()
