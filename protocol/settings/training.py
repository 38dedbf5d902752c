"""Settings of a fine-tuning run, and the durations that the panel offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, NamedTuple, Optional

from ..networks import ADAPTER_KINDS, DECODERS, STRIDE, UNET
from ..targets import TARGETS
from .base import AUTO, OFF, ON, Settings, setting


class Rates(NamedTuple):
    """The learning rate of the decoder, and that of the encoder or its adapter as a share of it."""

    learning_rate: float
    encoder_lr_multiplier: float


RATES: Dict[str, Rates] = {
    "decoder": Rates(1e-3, 0.0),
    "adapter": Rates(1e-3, 1.0),
    "full": Rates(1e-3, 1.0),
    "staged": Rates(1e-3, 0.3),
    "scratch": Rates(1e-3, 1.0),
}
"""Default learning rates of each strategy. Measured: docs/decisions/0012."""

STRATEGIES = (AUTO, *RATES)


@dataclass(frozen=True)
class TrainSettings(Settings):
    """Settings of a fine-tuning run."""

    max_seconds: int = setting(
        300, "Time limit", "Training ends after this many seconds and keeps the best model so far. 0: no limit.",
        minimum=0, maximum=604800, unit="s", advanced=False)
    max_steps: int = setting(
        1500, "Step limit", "Training ends after this many batches of tiles, even if time is left.",
        minimum=1, maximum=10_000_000)
    resolution_m: Optional[float] = setting(
        None, "Resolution", "Ground metres a pixel at which the model looks at the imagery. Empty: that of the base "
        "model; of one that has learned at several, the one at which it is surest or finds clearly more of the labels.",
        minimum=0.02, maximum=1000.0, unit="m")
    bands: Optional[str] = setting(
        None, "Bands",
        "The bands of the imagery to learn from, by number or name, such as 4,3,2 or nir,red,green. They stand for "
        "those of the base model in its order (red, green, blue); further ones are new to it. With 'only' before them, "
        "as in only 2,3,4,8, they are matched by their names, and the others are left out. Empty: all, matched by "
        "their names.")
    stack_dates: bool = setting(
        False, "Dates together",
        "Rasters of one grid with a date in their names, such as 2019-07-04, are read as one raster with the bands of "
        "every date, the earliest first: for crops and other things that a single date does not show. Off: each is "
        "learned from by itself.")
    place_and_time: bool = setting(
        False, "Place and time",
        "Tell the network where and when imagery was taken: latitude and longitude, and the date in a file's name or "
        "tags. For a base model that is made from a Prithvi of a version TL. Its authors advise against it for most "
        "tasks.")
    target_kind: str = setting(
        AUTO, "Target",
        "What the labels outline. buildings: things that stand singly, told apart from their neighbours and drawn with "
        "straight walls. cover: ground of a kind, such as water, forest or fields, whose outlines stay as they are "
        "traced and whose score is the IoU of each class. auto: cover for a class whose name says so, and for all "
        "where pixels are larger than 2 m; else buildings.", choices=TARGETS)
    tile_size: int = setting(
        256, "Tile size", "Side of the square images that the network learns from. Divides by 32.",
        minimum=64, maximum=2048, multiple_of=STRIDE, unit="px")
    batch_size: int = setting(
        8, "Batch size", "Tiles in one training step. Lower it when memory runs out.", minimum=1, maximum=1024)
    strategy: str = setting(
        AUTO, "Strategy",
        "What is trained. decoder: the decoder alone, the encoder stays as it is. adapter: the decoder and small added "
        "weights in the encoder, for a small model file. full: everything. staged: the decoder first, then "
        "everything. scratch: everything from random weights, to compare with. auto: an adapter with "
        "fewer than 20 labels or a large encoder, else staged.",
        choices=STRATEGIES)
    adapter_rank: int = setting(
        16, "Adapter rank", "How much an adapter can change: the rank of its matrices, or the number of prompts.",
        minimum=4, maximum=32)
    adapter_kind: str = setting(
        "lora", "Adapter kind", "The kind of adapter: low-rank matrices (lora), with a learned magnitude (dora), "
        "Hadamard (loha) or Kronecker (lokr) products, or prompts (vpt), which only a vision transformer can have.",
        choices=ADAPTER_KINDS)
    decoder: str = setting(
        UNET, "Decoder",
        "The decoder of a base model that is made from an encoder (encoder:NAME, or a file of its weights); a model "
        "that has one keeps it. unet and upernet are the most exact, fpn is lighter; fcn and linear see only the "
        "encoder's last features, to compare encoders with.",
        choices=DECODERS)
    learning_rate: Optional[float] = setting(
        None, "Learning rate", "Step size of the optimizer for the decoder. Empty: what suits the strategy.",
        minimum=1e-7, maximum=1.0)
    encoder_rate: Optional[float] = setting(
        None, "Encoder factor",
        "The encoder, or its adapter, learns at so many times the decoder's learning rate. 0 leaves the encoder as it "
        "is. Empty: what suits the strategy.",
        minimum=0.0, maximum=1.0)
    layer_decay: Optional[float] = setting(
        None, "Layer decay",
        "Where the encoder itself is trained: how much slower each layer learns than the one after it, since the first "
        "ones hold what is general. 1: all alike. Empty: what suits the encoder: 0.85 for a vision transformer, else "
        "1.",
        minimum=0.3, maximum=1.0)
    gradient_checkpointing: str = setting(
        AUTO, "Gradient checkpointing",
        "Saves memory: what a block of the network computed is computed again for its gradients, and not kept. A step "
        "takes about a third longer. auto: where the memory would not suffice.", choices=(AUTO, ON, OFF))
    averaging: float = setting(
        0.0, "Weight averaging",
        "The model that is scored and kept is a moving average (EMA) of the trained weights: the share that stays at "
        "each step. 0: none.",
        minimum=0.0, maximum=0.9999)
    processes: int = setting(
        0, "Processes",
        "How many processes train side by side, each on batches of its own: a step learns from so many times the batch "
        "size. 0: one for each GPU of this machine, or one without a GPU, where more are seldom faster. A learning "
        "curve trains in one.",
        minimum=0, maximum=64)
    replay: float = setting(
        0.375, "Replay",
        "Share of the tiles that are synthetic scenes of buildings, so that a model that learns a few labels does not "
        "forget what it knew. 0: none. They take part where a base that knows buildings learns these from red, green "
        "and blue.",
        minimum=0.0, maximum=0.9)
    weight_decay: float = setting(
        1e-4, "Weight decay", "How strongly large weights are pulled back (AdamW).", minimum=0.0, maximum=1.0)
    outline_tolerance_m: float = setting(
        0.15, "Outline tolerance",
        "Pixels this near to a label's outline do not count in training, so that small slips of the hand do no harm.",
        minimum=0.0, maximum=20.0, unit="m")
    ring_m: float = setting(
        6.0, "Background ring",
        "Without areas, the ground this near to a label, and not labelled itself, is taken as background.",
        minimum=0.0, maximum=200.0, unit="m")
    holdout_share: float = setting(
        0.25, "Held-out share",
        "Share of the labels held out, in one block, to choose and score the model when no area is held out (role "
        "'validate'). 0: none, and no score.",
        minimum=0.0, maximum=0.6)
    gap_m: float = setting(
        20.0, "Gap", "Width of the strip between the training and the held-out block that belongs to neither.",
        minimum=0.0, maximum=1000.0, unit="m")
    cross_fitting: bool = setting(
        True, "Cross-fitting",
        "Where labels are too few to hold some out, a third of the time goes into two short trainings, each on one "
        "half of the labels and scored on the other. Off: all the time for the model, and no score.")
    evaluations: int = setting(
        8, "Evaluations", "How often the model is scored on the held-out part during the run.", minimum=1, maximum=1000)
    patience: int = setting(
        0, "Patience",
        "Training ends when so many evaluations in a row brought no better held-out score. 0: it uses all its time.",
        minimum=0, maximum=1000)
    seed: int = setting(
        0, "Seed", "Start of the random numbers; the same seed draws the same tiles.", minimum=0, maximum=2**31 - 1)


TIME_CHOICES: Dict[str, Dict[str, int]] = {
    "minute": {"max_seconds": 60},
    "five_minutes": {"max_seconds": 300},
    "until_flat": {"max_seconds": 0, "max_steps": 6000, "evaluations": 40, "patience": 6},
    "settings": {},
}
"""Durations of a training that the panel offers: each choice sets these values of TrainSettings."""
