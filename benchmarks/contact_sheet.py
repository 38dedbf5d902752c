"""Error analysis as pictures: a contact sheet of the tiles in which a base model errs most, one row for each place.

    make benchmark NAME=contact_sheet DATA=../shared/data ARGS="--base FOLDER --out runs/errors.png"

Green outlines are found, red ones missed, blue ones false alarms. Beside each tile is the same without outlines.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import shapely
from affine import Affine

from ..models.evaluation.pictures import BLUE, GREEN, RED, OutlineLayer, draw, png, side_by_side, stretch
from ..models.networks.model_file import read_model
from ..models.networks.unet import build_network
from .scales import Looked, look, unseen_sets

TILE, LINE, GAP = 256, 1.5, 10


def worst_tiles(looked: Looked, count: int) -> list[np.ndarray]:
    """The tiles of a place with most errors, each beside itself without outlines."""
    comparison = looked.part.evaluate(looked.said, looked.postprocessing).comparison
    predicted, reference, _ = comparison.shapes
    matched = predicted[comparison.matches[:, 0]] if len(comparison.matches) else np.array([], object)
    missed, false_alarms = reference[comparison.missed], predicted[comparison.false_alarms]
    errors = shapely.get_coordinates(shapely.centroid(np.concatenate([missed, false_alarms])))
    tiles = []
    for image, offset in looked.part.placed_images():
        height, width = image.source.valid.shape
        for top in range(0, max(height - TILE // 2, 1), TILE):
            for left in range(0, max(width - TILE // 2, 1), TILE):
                near = ((errors >= [offset + left, top]) & (errors < [offset + left + TILE, top + TILE])).all(axis=1)
                tiles.append((int(near.sum()), image, offset, left, top))
    tiles.sort(key=lambda tile: -tile[0])
    pictures = []
    for _, image, offset, left, top in tiles[:count]:
        at = slice(top, top + TILE), slice(left, left + TILE)
        plain = np.full((TILE, TILE, 3), 255, np.uint8)
        part = stretch(image.source.image[(slice(None), *at)], image.source.valid[at])
        plain[:part.shape[0], :part.shape[1]] = part
        layers = [OutlineLayer(shapes, color, LINE)
                  for shapes, color in ((matched, GREEN), (missed, RED), (false_alarms, BLUE))]
        pictures.append(side_by_side([draw(plain, Affine.translation(offset + left, top), layers), plain], 2))
    return pictures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base")
    parser.add_argument("--sets", nargs="*", help="these alone")
    parser.add_argument("--resolution", type=float, default=0.3, help="metres a pixel at which it looks")
    parser.add_argument("--tiles", type=int, default=4, help="of each place")
    parser.add_argument("--out", type=Path, default=Path("runs") / "errors.png")
    options = parser.parse_args()
    card, weights = read_model(options.base)
    network, rows = build_network(card, weights), []
    for name in options.sets or unseen_sets(card):
        tiles = worst_tiles(look(card, network, options.data, name, options.resolution), options.tiles)
        rows.append(side_by_side(tiles, GAP))
        print(f"Row {len(rows)}: {name}", flush=True)
    width = max(row.shape[1] for row in rows)
    sheet = [np.pad(row, ((0, GAP), (0, width - row.shape[1]), (0, 0)), constant_values=255) for row in rows]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(png(np.concatenate(sheet)))
    print(f"Written to {options.out}.")


if __name__ == "__main__":
    main()
