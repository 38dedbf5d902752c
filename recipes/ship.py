"""Release of a base model: copies it to the models that ship, with leave-one-place-out scores and calibration.

    make ship MODEL=runs/base-model/real

The scores are those that benchmarks/base_model.py wrote: of bases made by the same recipe without a place, in that
place.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..models.networks.calibration import UNSEEN
from ..models.networks.model_file import write_model_folder
from ..models.networks.model_registry import load_base
from ..protocol.paths import ZOO
from .places import place

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results" / "base_model.json"
KINDS = {"as it is": "base as it is", "tuned": "base tuned"}


def left_out_scores(results: dict[str, Any]) -> dict[str, Any]:
    """For the card: by set, the scores of a base that had not seen its place, as it was and tuned on the set's pool."""
    scores: dict[str, Any] = {}
    for row in results["rows"]:
        of_set = {kind: row[column] for kind, column in KINDS.items() if column in row}
        base = f"made without {row['place']}" if place(row["place"]).may_ship else "this one, which saw no such set"
        scores[row["set"]] = {"base": base, "tuned_seconds": row["seconds"], **of_set}
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder of a finished stage")
    parser.add_argument("--name", default="buildings")
    options = parser.parse_args()
    base = load_base(options.model)
    card, weights = base.card, base.weights
    if not RESULTS.exists():
        print(f"No scores: {RESULTS.name} is not there. Run the benchmark base_model, then ship again.")
    scores = {"left_out": left_out_scores(json.loads(RESULTS.read_text(encoding="utf-8")))} if RESULTS.exists() else {}
    write_model_folder(ZOO / options.name, replace(card, name=options.name, scores=scores, calibration=UNSEEN), weights)
    print(f"{ZOO / options.name}: {sum(f.stat().st_size for f in (ZOO / options.name).iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
