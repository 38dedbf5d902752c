"""Makes the base model that ships: a small U-Net trained on synthetic scenes and on open aerial imagery.

    python protocol/launch.py roofline.models.base_training --data ../shared/data --minutes 45

Zanzibar and the Nepal sets are left out on purpose: they are what the demonstration and the benchmarks score, and a
base must not have seen them. The share-alike SpaceNet sets are left out of weights that ship. Without --data the base
is trained on synthetic scenes alone, and its card says so.
"""

from __future__ import annotations

import argparse
import datetime
import time
from pathlib import Path

import numpy as np
import pyogrio
import rasterio
import shapely
import torch

from ..protocol.settings import TrainSettings
from ..scenes.scene import make_scene
from ..scenes.town import random_town
from .devices import choose_device
from .masks import target_mask
from .model_file import Band, Card, read_model, write_model_folder
from .networks import build_network, stored_weights
from .sampling import Augmentation, Site, TileSampler
from .trainer import Trainer, schedule

RESOLUTION_M, INSET_M = 0.3, 0.6
ENCODER = "tu-resnet10t"
DECODER = (128, 64, 32, 16, 8)
LABELLED = ("austin_usa_inria", "austin_usa_inria_geo", "chicago_usa_inria", "kitsap_usa_inria", "austria_inria")
WITHOUT_BUILDINGS = ("negatives_ucmerced_usa",)
# Weights of the three kinds of sites; by the pixels they hold about 45, 45 and 10 % of the tiles come from each.
SHARES = {"synthetic": 0.5, "labelled": 0.42, "without buildings": 0.3}
SYNTHETIC_SIDE = 448
ATTRIBUTION = (
    "Inria Aerial Image Labeling chips (Austin, Chicago, Kitsap, Vienna, Tyrol): Maggiori et al., IGARSS 2017; public "
    "domain by the makers' statement (Austria: CC BY at the source)",
    "UC Merced Land Use scenes without buildings: USGS National Map, public domain; Yang and Newsam, ACM GIS 2010",
    "Synthetic scenes: Roofline's own generator")
VARIED = Augmentation(scale=1.7, brightness=0.5, contrast=0.35, color=0.2, blur=0.3, noise=0.3)


def site(image: np.ndarray, outlines: list[shapely.Polygon], weight: float) -> Site:
    """A site whose labels are complete everywhere; image (3, H, W) uint8, outlines in its pixels."""
    _, height, width = image.shape
    region = shapely.box(0, 0, width, height)
    mask = target_mask(outlines, region, (height, width), (0, 0), tolerance=0.5, inset=INSET_M / RESOLUTION_M)
    centers = np.array([[p.x, p.y] for p in (o.representative_point() for o in outlines)]).reshape(-1, 2)
    inside = (centers >= 0).all(axis=1) & (centers < [width, height]).all(axis=1)
    pixels = image.reshape(3, -1).astype(np.float64)
    return Site(image, np.ones((height, width), bool), mask, centers[inside], pixels.mean(axis=1),
                np.maximum(pixels.std(axis=1), 5.0), weight)


def synthetic_sites(count: int, seed: int) -> list[Site]:
    """Scenes of `count` different random towns."""
    sites = []
    for index in range(count):
        scene = make_scene(random_town(seed + index), seed + index, SYNTHETIC_SIDE, SYNTHETIC_SIDE)
        sites.append(site(scene.image, scene.outlines, SHARES["synthetic"] / count))
        if index % 50 == 49:
            print(f"{index + 1} of {count} synthetic scenes", flush=True)
    return sites


def real_sites(data: Path, names: tuple[str, ...], share: float) -> list[Site]:
    """The images of the named sets; a set has the same weight whatever the number of its images."""
    sites = []
    for name in names:
        files = sorted((data / name / "images").glob("*.tif"))
        tables = sorted((data / name).glob("*.gpkg"))
        outlines = []
        if tables:
            _, _, geometries, _ = pyogrio.raw.read(tables[0], layer="buildings")
            outlines = list(shapely.get_parts(shapely.make_valid(shapely.from_wkb(geometries))))
            outlines = [outline for outline in outlines if outline.geom_type == "Polygon"]
        for file in files:
            with rasterio.open(file) as dataset:
                image, to_pixels = dataset.read((1, 2, 3)), ~dataset.transform
            matrix = [to_pixels.a, to_pixels.b, to_pixels.d, to_pixels.e, to_pixels.c, to_pixels.f]
            within = shapely.box(0, 0, image.shape[2], image.shape[1])
            moved = [shapely.affinity.affine_transform(outline, matrix) for outline in outlines]
            sites.append(site(image, [p for p in moved if p.intersects(within)], share / len(names) / len(files)))
    return sites


def train_base(sites: list[Site], minutes: float, card: Card, seed: int, out: Path, start: Path | None) -> Card:
    """Train for `minutes`, from random weights or from the model in `start`; written every few minutes."""
    torch.manual_seed(seed)
    rate = 2e-3 if start is None else 1e-3
    settings = TrainSettings(batch_size=16, tile_size=256, learning_rate=rate, encoder_rate=1.0, weight_decay=1e-2)
    sampler = TileSampler(sites, settings.tile_size, VARIED)
    weights = None if start is None else read_model(start)[1]
    trainer = Trainer(build_network(card, weights), settings, choose_device(), frozen_normalization=False)
    started, step, losses, written = time.monotonic(), 0, [], 0.0
    while (elapsed := time.monotonic() - started) < 60 * minutes:
        images, masks = sampler.batch(np.random.default_rng([seed, step]), settings.batch_size)
        losses.append(trainer.step(images, masks, schedule(elapsed / (60 * minutes))))
        step += 1
        if step % 50 == 0:
            print(f"step {step}, {elapsed:.0f} s, loss {np.mean(losses[-50:]):.4f}", flush=True)
        if elapsed - written > 120:
            written = elapsed
            write_model_folder(out, card, stored_weights(trainer.network))
    card.settings["stages"][-1].update(steps=step, final_loss=round(float(np.mean(losses[-100:])), 4))
    write_model_folder(out, card, stored_weights(trainer.network))
    return card


def _earlier_stages(start: Path | None) -> list[dict[str, float]]:
    return [] if start is None else read_model(start)[0].settings["stages"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of real labelled sets")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--scenes", type=int, default=500, help="synthetic scenes to make first")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, help="a model to go on from, for training in stages")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "zoo" / "buildings")
    options = parser.parse_args()
    sites = synthetic_sites(options.scenes, 10_000 * (options.seed + 1))
    real = options.data is not None and options.data.is_dir()
    if real:
        sites += real_sites(options.data, LABELLED, SHARES["labelled"])
        sites += real_sites(options.data, WITHOUT_BUILDINGS, SHARES["without buildings"])
    card = Card(
        name="buildings", encoder=ENCODER, decoder_channels=DECODER, classes=("building",), dtype=None,
        bands=tuple(Band(name, None, None) for name in ("red", "green", "blue")), resolution_m=RESOLUTION_M,
        threshold=0.5, min_area_m2=10.0, inset_m=INSET_M, attribution=ATTRIBUTION if real else ATTRIBUTION[-1:],
        settings={"stages": [*_earlier_stages(options.start), {
            "minutes": options.minutes, "synthetic_scenes": options.scenes, "seed": options.seed, "inset_m": INSET_M}]},
        labels={"real_sets": [*LABELLED, *WITHOUT_BUILDINGS] if real else []},
        created=datetime.date.today().isoformat(),
        notes="Trained from random weights. Bands are normalised by the statistics of the imagery at hand. Neither "
              "Zanzibar nor Nepal is in the training data.")
    train_base(sites, options.minutes, card, options.seed, options.out, options.start)


if __name__ == "__main__":
    main()
