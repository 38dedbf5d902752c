"""Mean of two base models (model soup, Wortsman et al. 2022), one of which went on from the other.

    <worker's python> protocol/launch.py roofline.recipes.mean FOLDER LATER --out OUT
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ..models.core.errors import RooflineError
from ..models.networks.model_card import Card
from ..models.networks.model_file import read_model, write_model_folder
from .base_model import mean_of


def write_mean(before: Path, later: Path, out: Path) -> Card:
    """Write the mean of two models into `out`; `later` went on from `before`. Raises RooflineError where their cards
    say that it did not."""
    (first, weights), (second, others) = read_model(before), read_model(later)
    stages, more = first.settings["stages"], second.settings["stages"]
    if more[:len(stages)] != stages or len(more) == len(stages):
        raise RooflineError(f"The model in {later} did not go on from that in {before}, so their mean is no model.")
    card = replace(second, settings={**second.settings, "mean_with_stages": len(stages)})
    write_model_folder(out, card, mean_of([weights, others]))
    return card


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="folder of a model")
    parser.add_argument("later", type=Path, help="folder of one that went on from it")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_mean(options.before, options.later, options.out)


if __name__ == "__main__":
    main()
