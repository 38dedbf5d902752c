"""Whether a base model gains from imagery of a place that nobody labelled: self-training against more of the same.

    make benchmark NAME=self_training DATA=../shared/data ARGS="--work runs/self-training"

From the base made without Nepal two go on for the same steps: one on its own data alone, one also on what the base
itself is sure of in the wide raster of Banepa (Xie et al. 2020, Noisy Student: the pupil's tiles are varied, the
teacher's are not). Both are scored in the test parts of the two sets of Nepal. The wide raster shows their ground too,
without a label: the question is what unlabelled imagery of the target gives.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ..models.devices import choose_device
from ..models.masks import BOUNDARY, BUILDING, CONTACT, IGNORE
from ..models.model_file import read_model, write_model_folder
from ..models.networks import Network, build_network, mixed_precision, stored_weights
from ..models.sampling import Site, TileSampler, normalize
from ..models.trainer import Trainer, schedule
from ..protocol.settings import TrainSettings
from ..recipes.base_model import SCENE_SEED, SCENES
from ..recipes.grounds import pooled_statistics, read_unlabelled
from ..recipes.places import place, training_places
from ..recipes.sites import VARIED, Mixture, batches, mixture
from .base_model import BASES
from .unseen import SplitSet

LEFT_OUT, UNLABELLED = "nepal", "banepa_nepal"
SURE = 0.8
"""Probability from which the teacher is believed; below 1 - SURE it is believed that there is no building."""
SHARE = 1.0
TILE, BATCH, RATE = 256, 16, 3e-4


def believed_site(network: Network, image: np.ndarray, valid: np.ndarray, mean: np.ndarray, std: np.ndarray) -> Site:
    """The image with what the network is sure of as its labels; IGNORE where it is not."""
    side = 512
    rows, columns = (-(-n // side) * side for n in valid.shape)
    padded = np.zeros((len(image), rows, columns), np.float32)
    padded[:, :valid.shape[0], :valid.shape[1]] = normalize(image, valid, mean, std)
    said = np.zeros((3, rows, columns), np.float32)
    with torch.inference_mode(), mixed_precision(torch.device("cpu")):
        for y in range(0, rows, side):
            for x in range(0, columns, side):
                tile = torch.from_numpy(padded[None, :, y:y + side, x:x + side])
                said[:, y:y + side, x:x + side] = torch.sigmoid(network.eval()(tile).float())[0].numpy()
    building, boundary, contact = said[:, :valid.shape[0], :valid.shape[1]]
    mask = (building > 0.5) * BUILDING | (boundary > 0.5) * BOUNDARY | (contact > 0.5) * CONTACT
    unsure = (building > 1 - SURE) & (building < SURE)
    mask = np.where(unsure | ~valid, IGNORE, mask).astype(np.uint8)
    return Site(image, valid, mask, np.zeros((0, 2)), mean, std)


def go_on(base: Path, source: Mixture, steps: int, out: Path) -> Path:
    """The base after `steps` more."""
    card, weights = read_model(base)
    settings = TrainSettings(batch_size=BATCH, tile_size=TILE, learning_rate=RATE, encoder_rate=1.0, weight_decay=1e-2)
    trainer = Trainer(build_network(card, weights), settings, choose_device(), frozen_normalization=False)
    for step, images, masks in batches(source, 7, 0, steps, BATCH, trainer.device):
        loss = trainer.step(images, masks, schedule(step / steps))
        if step % 25 == 24:
            print(f"{out.name}: step {step + 1}, loss {loss:.3f}", flush=True)
    write_model_folder(out, replace(card, weights_hash=""), stored_weights(trainer.network))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="keeps the scenes and the two models")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--scenes", type=int, default=SCENES)
    parser.add_argument("--arms", nargs="*", default=["control", "self-trained"])
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    base = BASES / f"without-{LEFT_OUT}"
    labelled = mixture(options.data, training_places(LEFT_OUT), options.scenes, SCENE_SEED, TILE, options.work)
    print("| model | " + " | ".join(place(LEFT_OUT).sets) + " |\n|---|---|---|", flush=True)
    for arm in ("base", *options.arms):
        source = labelled
        if arm == "self-trained":
            grounds = read_unlabelled(options.data / UNLABELLED, read_model(base)[0].resolution_m)
            statistics, network = pooled_statistics(grounds), build_network(*read_model(base))
            sites = [believed_site(network, g.image, g.valid, statistics.mean, statistics.std) for g in grounds]
            source = labelled.beside(SHARE, TileSampler(sites, TILE, VARIED))
        model = base if arm == "base" else go_on(base, source, options.steps, options.work / arm)
        scores = [SplitSet(options.data / name, options.work).score(str(model)) for name in place(LEFT_OUT).sets]
        print(f"| {arm} | " + " | ".join(map(str, scores)) + " |", flush=True)


if __name__ == "__main__":
    main()
