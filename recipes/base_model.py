"""Pretraining of a base model: a small U-Net for buildings, from ImageNet weights, synthetic scenes and real sets.

    make base-model DATA=../shared/data                                                   (both stages, from nothing)
    make base-model DATA=../shared/data ARGS="--without zanzibar --out FOLDER"            (has not seen a place)
    make base-model DATA=../shared/data ARGS="--start models/zoo/buildings --out FOLDER"  (goes on from what ships)

Two stages: synthetic towns alone, then these and the real places whose licence allows it, without the one left out.
Seeded, and resumed where it was cut off. Without --data the base is made of synthetic scenes alone, and its card says
so.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..models.core.devices import choose_device, describe_device, keep_memory
from ..models.core.errors import RooflineError
from ..models.networks.model_card import OFFSETS, Card
from ..models.networks.model_file import read_model, write_model_folder
from ..models.networks.pretrained import BANDS, DECODER, MIN_AREA_M2, OUTPUT_STRIDE, THRESHOLD
from ..models.networks.unet import build_network, stored_weights
from ..models.training.checkpoint_file import read_notes
from ..models.training.lr_schedule import cosine_schedule, wsd_schedule
from ..models.training.trainer import Trainer
from ..protocol.labels import BUILDING
from ..protocol.model_files import CARD, ENCODER_RESOLUTION_M
from ..protocol.settings.training import TrainSettings
from .imagenet import SOURCES, load_imagenet
from .places import PLACES, SYNTHETIC, Place, training_places
from .sites import SCALES, batches, mixture

ENCODER = "tu-efficientnet_lite0"
SYNTHETIC_STEPS, REAL_STEPS, SCENES = 800, 14_000, 1200
LEARNING_RATE, ENCODER_FACTOR, AVERAGING = 7e-4, 0.3, 0.998
"""Of the second stage: the level rate of the decoder, the factor on it for the encoder, and the decay of the moving
average of the weights (EMA)."""
SAVE_SECONDS, KEPT_STEPS, SOUP = 60.0, 500, 5
"""Interval of checkpoints; interval of the models on the way that stay beside the last one; and of how many, the last
among them, the second stage gives the mean."""
LAST = "last.safetensors"
"""The last state of a stage, from which it goes on."""
SCENE_SEED = 10_000
PACKAGES = ("torch", "segmentation-models-pytorch", "timm", "numpy")
NOTES = "Bands are normalised by the statistics of the imagery at hand."


@dataclass(frozen=True)
class Stage:
    """One training. `start` is "imagenet", "random" or the folder of a model; `without` the places left out; `data` the
    folder of real sets, None for synthetic scenes alone. A `level` one keeps its learning rate to the end, so that it
    can be made longer, and gives the mean of its last models (model soup, Wortsman et al. 2022, as in SWAD, Cha et al.
    2021); else the rate falls all the way (cosine)."""

    name: str
    start: str
    data: str | None
    without: tuple[str, ...]
    steps: int
    scenes: int
    level: bool = False
    learning_rate: float = 1e-3
    encoder_rate: float = 1.0
    averaging: float = 0.0
    encoder: str = ENCODER
    decoder: tuple[int, ...] = DECODER
    output_stride: int = OUTPUT_STRIDE
    separation: str = OFFSETS
    batch_size: int = 16
    tile_size: int = 256
    seed: int = 0

    def lr_factor(self, step: int) -> float:
        """Factor on the learning rate at a step."""
        return wsd_schedule(step, 1.0) if self.level else cosine_schedule(step / self.steps)

    @property
    def places(self) -> tuple[Place, ...]:
        """The real places that the stage trains on."""
        return training_places(self.without) if self.data else ()


@dataclass
class Log:
    """Training log of a stage: its progress, kept beside its weights."""

    step: int = 0
    seconds: float = 0.0
    losses: list[float] = field(default_factory=list)


def run_stage(stage: Stage, out: Path, cache: Path) -> Card:
    """Train to the stage's last step and write the model into `out`. A checkpoint of the same stage in `out` is
    resumed, a finished stage left as it is. Raises RooflineError when `out` holds another stage: a base must not pass
    for one that has not seen a place."""
    out.mkdir(parents=True, exist_ok=True)
    _claim(out, stage)
    begin = out / LAST if (out / LAST).exists() else None
    if (out / CARD).exists() and (begin is None or _logged(begin).step >= stage.steps):
        return read_model(out)[0]
    torch.manual_seed(stage.seed)
    card, trainer = _prepare(stage, cache)
    log = Log()
    if begin is not None:
        trainer.load(begin)
        log = _logged(begin)
    source = mixture(Path(stage.data or "."), stage.places, stage.scenes, SCENE_SEED, stage.tile_size, cache)
    _tell(out, f"{stage.name}: from step {log.step} to {stage.steps} on the {describe_device(trainer.device)}")
    started, saved = time.monotonic() - log.seconds, time.monotonic()
    for step, images, masks in batches(source, stage.seed, log.step, stage.steps, stage.batch_size, trainer.device):
        log.losses.append(round(trainer.step(images, masks, stage.lr_factor(step)), 5))
        log.step, log.seconds = step + 1, time.monotonic() - started
        if log.step % 50 == 0:
            rate, loss = log.step * stage.batch_size / log.seconds, np.mean(log.losses[-50:])
            _tell(out, f"step {log.step}, {log.seconds:.0f} s, {rate:.1f} tiles/s, loss {loss:.4f}")
        if time.monotonic() - saved > SAVE_SECONDS or log.step == stage.steps:
            trainer.save(out / LAST, {"log": json.dumps(asdict(log))})
            saved = time.monotonic()
        if log.step % KEPT_STEPS == 0:
            _write(out / f"{log.step}-steps", card, stage, log, trainer)
    return _write(out, card, stage, log, trainer, with_earlier=stage.level)


def _write(folder: Path, card: Card, stage: Stage, log: Log, trainer: Trainer, with_earlier: bool = False) -> Card:
    """Write the model as it is now, or the mean of it and the last ones that lie in `folder`."""
    card, models = _describe(card, stage, log, trainer.device), [stored_weights(trainer.ema_network)]
    if with_earlier:
        kept = sorted((int(path.name.split("-")[0]), path) for path in folder.glob("*-steps"))
        models += [read_model(path)[1] for step, path in kept if step < log.step][-SOUP + 1:]
    write_model_folder(folder, card, mean_of(models))
    return card


def mean_of(models: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of models from one training; tensors that are no numbers are those of the first."""
    return {name: torch.stack([model[name].float() for model in models]).mean(dim=0).to(tensor.dtype)
            if tensor.is_floating_point() else tensor for name, tensor in models[0].items()}


def _tell(out: Path, line: str) -> None:
    """Print a line, and append it to the log of the stage."""
    print(line, flush=True)
    with (out / "log.txt").open("a", encoding="utf-8") as file:
        file.write(f"{datetime.datetime.now().isoformat(timespec='seconds')} {line}\n")


def _claim(out: Path, stage: Stage) -> None:
    """Note in `out` which stage it holds. RooflineError when that is another; its inputs' folders may have moved."""
    note, wanted = out / "stage.json", json.dumps(asdict(stage), indent=1)
    if (out / LAST).exists() and note.exists():
        one, other = (_wherever(json.loads(text)) for text in (wanted, note.read_text(encoding="utf-8")))
        if differ := [name for name in one if one[name] != other.get(name)]:
            raise RooflineError(f"{out} holds another training: {', '.join(differ)} differ. Give the same options to "
                                "go on with it, give another --out, or delete it.")
    note.write_text(wanted, encoding="utf-8")


def _logged(weights: Path) -> Log:
    """How far the training was when these weights were saved."""
    return Log(**json.loads(read_notes(weights)["log"]))


def _wherever(stage: dict[str, Any]) -> dict[str, Any]:
    """A stage's values whatever folders its inputs lie in."""
    values = {**stage, "data": stage["data"] is not None, "start": Path(stage["start"]).name}
    return {name: value for name, value in values.items() if not stage["level"] or name != "steps"}


def _prepare(stage: Stage, cache: Path) -> tuple[Card, Trainer]:
    attribution: list[str] = []
    if stage.start in ("imagenet", "random"):
        card, weights = _new_card(stage), None
    else:
        card, weights = read_model(stage.start)
        if seen := sorted(set(stage.without) & set(card.labels.get("places", ()))):
            raise RooflineError(f"The base in {stage.start} has seen {', '.join(seen)}, and so would what goes on from "
                                "it. Start from a base that has not.")
        attribution += card.attribution
    card = replace(card, separation=stage.separation)
    network = build_network(card, weights)
    if stage.start == "imagenet":
        attribution.append(load_imagenet(network, stage.encoder, cache))
    for one in stage.places:
        attribution += one.attribution
    attribution += [SYNTHETIC] if stage.scenes else []
    settings = TrainSettings(batch_size=stage.batch_size, tile_size=stage.tile_size, learning_rate=stage.learning_rate,
                             encoder_rate=stage.encoder_rate, averaging=stage.averaging, weight_decay=1e-2)
    trainer = Trainer(network, settings, choose_device(), frozen_normalization=False)
    return replace(card, attribution=tuple(dict.fromkeys(attribution))), trainer


def _new_card(stage: Stage) -> Card:
    return Card(name="buildings", encoder=stage.encoder, decoder_channels=stage.decoder, classes=(BUILDING,),
                bands=BANDS, dtype=None, resolution_m=ENCODER_RESOLUTION_M, threshold=THRESHOLD,
                min_area_m2=MIN_AREA_M2, output_stride=stage.output_stride, separation=stage.separation)


def _describe(card: Card, stage: Stage, log: Log, device: torch.device) -> Card:
    """The card with what this stage did: its place in `settings`, its sets in `labels`."""
    done = {name: value for name, value in asdict(stage).items() if name not in ("data", "start")}
    tiles = log.step * stage.batch_size
    done.update(start=Path(stage.start).name, device=describe_device(device), seconds=round(log.seconds), tiles=tiles,
                tiles_per_second=round(tiles / max(log.seconds, 1), 1),
                final_loss=round(float(np.mean(log.losses[-100:])), 4))
    return replace(
        card, settings={"stages": [*card.settings.get("stages", []), done]},
        labels={"places": [one.name for one in stage.places], "synthetic_scenes": stage.scenes},
        seen_m=(min(SCALES), max(SCALES)),
        versions={name: version(name) for name in PACKAGES}, created=datetime.date.today().isoformat(),
        notes=NOTES if stage.places else f"{NOTES} Trained on synthetic scenes alone.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="folder of the real labelled sets")
    parser.add_argument("--without", nargs="+", default=[], choices=[one.name for one in PLACES if one.may_ship],
                        help="places left out")
    parser.add_argument("--start", help="folder of a model to go on from, which has not seen the places left out")
    parser.add_argument("--encoder", default=ENCODER,
                        help="of smp or timm; from ImageNet where a package holds its weights, else from random ones")
    parser.add_argument("--synthetic-steps", type=int, default=SYNTHETIC_STEPS)
    parser.add_argument("--steps", type=int, default=REAL_STEPS, help="of the second stage")
    parser.add_argument("--scenes", type=int, default=SCENES, help="synthetic towns")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, help="of the processor; all of them if not given")
    parser.add_argument("--out", type=Path, default=Path("runs") / "base-model")
    options = parser.parse_args()
    keep_memory()
    if options.threads:
        torch.set_num_threads(options.threads)
    start = options.start or str(options.out / "synthetic")
    if not options.start:
        beginning = "imagenet" if options.encoder in SOURCES else "random"
        run_stage(Stage("synthetic", beginning, None, (), options.synthetic_steps, options.scenes,
                        encoder=options.encoder, seed=options.seed), options.out / "synthetic", options.out)
    if options.data:
        run_stage(Stage("real", start, options.data, tuple(options.without), options.steps, options.scenes,
                        encoder=options.encoder, seed=options.seed + 1, level=True,
                        learning_rate=LEARNING_RATE, encoder_rate=ENCODER_FACTOR, averaging=AVERAGING),
                  options.out / "real", options.out)


if __name__ == "__main__":
    try:
        main()
    except RooflineError as error:
        sys.exit(str(error))
