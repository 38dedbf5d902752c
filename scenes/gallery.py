"""Contact sheet (PNG) of synthetic scenes: all named towns and some random ones, with their outlines drawn.

python protocol/launch.py roofline.scenes.gallery OUT.png
"""

from __future__ import annotations

import argparse
import math
import warnings
from pathlib import Path

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning
from rasterio.features import rasterize

from .random_town import random_town
from .scene import Scene, make_scene
from .town import TOWNS

RED = (235, 40, 40)
COLUMNS, GAP = 4, 6
"""Scenes beside each other, and the pixels between them."""


def outlined(scene: Scene) -> np.ndarray:
    """The image with its outlines in red, uint8 (3, height, width)."""
    image = scene.image.copy()
    if scene.outlines:
        lines = rasterize([outline.boundary for outline in scene.outlines], image.shape[1:]).astype(bool)
        image[:, lines] = np.array(RED, np.uint8)[:, None]
    return image


def contact_sheet(images: list[np.ndarray]) -> np.ndarray:
    """Images of one size side by side on white."""
    _, height, width = images[0].shape
    rows = math.ceil(len(images) / COLUMNS)
    sheet = np.full((3, rows * (height + GAP) - GAP, COLUMNS * (width + GAP) - GAP), 255, np.uint8)
    for i, image in enumerate(images):
        top, left = i // COLUMNS * (height + GAP), i % COLUMNS * (width + GAP)
        sheet[:, top:top + height, left:left + width] = image
    return sheet


def write_png(path: Path | str, image: np.ndarray) -> None:
    """Write an image (3, height, width) uint8 as a PNG."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # a picture for people has no place on earth
        with rasterio.open(
            path, "w", driver="PNG", count=3, height=image.shape[1], width=image.shape[2], dtype="uint8"
        ) as raster:
            raster.write(image)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw all named towns and some random ones on one sheet.")
    parser.add_argument("picture", help="PNG to write")
    parser.add_argument("--random", type=int, default=7, help="how many random towns")
    parser.add_argument("--size", type=int, default=384, help="pixels of one scene's side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="leave out the outlines")
    arguments = parser.parse_args()
    towns = [*TOWNS.values(), *(random_town(seed) for seed in range(arguments.random))]
    scenes = [make_scene(town, arguments.seed, arguments.size, arguments.size) for town in towns]
    images = [scene.image if arguments.plain else outlined(scene) for scene in scenes]
    write_png(arguments.picture, contact_sheet(images))


if __name__ == "__main__":
    main()
