"""Benchmark of self-training (pseudo-labels) and AdaBN: unlabelled imagery of the target place for a base model.

    make benchmark NAME=self_training DATA=../shared/data ARGS="--work runs/self-training"

From the base made without Nepal two go on for the same steps: one on its own data alone ("control"), one also on what
the base itself is sure of in the wide raster of Banepa ("self-trained"; Xie et al. 2020, Noisy Student: the pupil's
tiles are varied, the teacher's are not). "statistics" is the base with a quarter of the statistics of its batch
normalisation taken from that raster (Li et al. 2018). All are scored in the test parts of the two sets of Nepal. The
wide raster shows Banepa's too, without a label: the question is what unlabelled imagery of the target gives.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ..models.core.devices import choose_device, mixed_precision
from ..models.data.augmentation import Augmentation
from ..models.data.synthetic_sites import VARIED
from ..models.data.target_masks import BOUNDARY, BUILDING, CONTACT, IGNORE
from ..models.data.tile_sampler import Mixture, Site, TileSampler
from ..models.geodata.band_statistics import normalize
from ..models.networks.model_file import read_model, write_model_folder
from ..models.networks.unet import Network, build_network, stored_weights
from ..models.training.lr_schedule import cosine_schedule
from ..models.training.trainer import Trainer
from ..protocol.settings.training import TrainSettings
from ..recipes.base_model import SCENE_SEED, SCENES
from ..recipes.grounds import pooled_statistics, read_unlabelled
from ..recipes.places import place, training_places
from ..recipes.sites import batches, mixture
from .base_model import WITHOUT_POOLS
from .unseen import SplitSet

LEFT_OUT, UNLABELLED = "nepal", "banepa_nepal"
SURE = 0.8
"""Probability from which the teacher is believed; below 1 - SURE it is believed that there is no building."""
SHARE = 1.0
STILL = Augmentation(scale=1.0, brightness=0.0, contrast=0.0, color=0.0)
TILE, BATCH, RATE = 256, 16, 3e-4
QUARTER = 0.25


def believed_site(network: Network, image: np.ndarray, valid: np.ndarray, mean: np.ndarray, std: np.ndarray) -> Site:
    """The image with confident predictions as pseudo-labels; IGNORE elsewhere."""
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


def believed_tiles(base: Path, data: Path, variation: Augmentation) -> TileSampler:
    """Tiles of the unlabelled raster with the base's pseudo-labels."""
    card, weights = read_model(base)
    grounds, network = read_unlabelled(data / UNLABELLED, card.resolution_m), build_network(card, weights)
    seen = pooled_statistics(grounds)
    sites = [believed_site(network, ground.image, ground.valid, seen.mean, seen.std) for ground in grounds]
    return TileSampler(sites, TILE, variation)


def go_on(base: Path, source: Mixture, steps: int, out: Path) -> Path:
    """The base after `steps` more."""
    card, weights = read_model(base)
    settings = TrainSettings(batch_size=BATCH, tile_size=TILE, learning_rate=RATE, encoder_rate=1.0, weight_decay=1e-2)
    trainer = Trainer(build_network(card, weights), settings, choose_device(), frozen_normalization=False)
    for step, images, masks in batches(source, 7, 0, steps, BATCH, trainer.device):
        loss = trainer.step(images, masks, cosine_schedule(step / steps))
        if step % 25 == 24:
            print(f"{out.name}: step {step + 1}, loss {loss:.3f}", flush=True)
    write_model_folder(out, replace(card, weights_hash=""), stored_weights(trainer.network))
    return out


def with_statistics(base: Path, source: TileSampler, out: Path) -> Path:
    """The base with QUARTER of the statistics of its batch normalisation from tiles of `source`."""
    card, weights = read_model(base)
    network = build_network(card, weights)
    own = {name: tensor.clone() for name, tensor in network.state_dict().items() if "running_" in name}
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.reset_running_stats()
            module.momentum = None  # the mean over all batches
    with torch.no_grad(), mixed_precision(torch.device("cpu")):
        for seed in range(4):
            network.train()(source.batch(np.random.default_rng(seed), BATCH)[0])
    seen = network.state_dict()
    network.load_state_dict({**seen, **{name: tensor.lerp(seen[name], QUARTER) for name, tensor in own.items()}})
    write_model_folder(out, replace(card, weights_hash=""), stored_weights(network))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="keeps the scenes and the two models")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--scenes", type=int, default=SCENES)
    parser.add_argument("--arms", nargs="*", default=["statistics", "control", "self-trained"])
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    base, seen = WITHOUT_POOLS, training_places(("zanzibar", LEFT_OUT))
    labelled = mixture(options.data, seen, options.scenes, SCENE_SEED, TILE, options.work)
    print("| model | " + " | ".join(place(LEFT_OUT).sets) + " |\n|---|---|---|", flush=True)
    believed, plain = (believed_tiles(base, options.data, variation) for variation in (VARIED, STILL))
    for arm in ("base", *options.arms):
        out, model = options.work / arm, base
        if arm == "statistics":
            model = with_statistics(base, plain, out)
        elif arm != "base":
            source = labelled.beside(SHARE, believed) if arm == "self-trained" else labelled
            model = go_on(base, source, options.steps, out)
        scores = [SplitSet(options.data / name, options.work).score(str(model)) for name in place(LEFT_OUT).sets]
        print(f"| {arm} | " + " | ".join(map(str, scores)) + " |", flush=True)


if __name__ == "__main__":
    main()
