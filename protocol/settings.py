"""Settings schema of the worker's jobs: the single source of every name, default, limit and help text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, NamedTuple, Optional, Tuple

from .settings_base import Settings, setting
from .targets import TARGETS

STRIDE = 32
"""Output stride of the encoder: it halves a tile five times, so sides must be multiples of this."""


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

AUTO = "auto"
STRATEGIES = (AUTO, *RATES)
VPT = "vpt"
ADAPTER_KINDS = ("lora", "dora", "loha", "lokr", VPT)
UNET, UPERNET, FPN, FCN, LINEAR = DECODERS = ("unet", "upernet", "fpn", "fcn", "linear")
ON, OFF = "on", "off"


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
        "everything. scratch: everything from random weights, to compare with. auto: what suits the number of "
        "labels.",
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
        "ones hold what is general. 1: all alike. Empty: what suits the encoder: 0.7 for a vision transformer, else 1.",
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

LIVE_VALUES: Dict[str, object] = {
    "max_seconds": 0, "max_steps": 10_000_000, "batch_size": 4, "averaging": 0.98, "holdout_share": 0.0,
    "cross_fitting": False, "patience": 0, "processes": 1}
"""Values of TrainSettings that a live training has: no end, short steps, the mean of the last fifty for the map, and no
block held out, which would move with each label. Reasons: docs/decisions/0039."""


@dataclass(frozen=True)
class LiveSettings(Settings):
    """Settings of a training that goes on while labels are drawn."""

    refresh_s: float = setting(
        3.0, "Refresh", "What the model finds in the view is shown anew after so many seconds at most.",
        minimum=0.2, maximum=60.0, unit="s")
    new_weight: float = setting(
        4.0, "New labels", "How many times as often a new or changed label is learned from at first.",
        minimum=1.0, maximum=100.0)
    new_steps: int = setting(
        60, "New for", "For so many steps a label counts as new.", minimum=0, maximum=100_000)
    rest_steps: int = setting(
        80, "Rest after", "Training rests when the mean loss of so many steps is hardly lower than that of as many "
        "before, and the held-out score is no better.", minimum=10, maximum=100_000)
    rest_gain: float = setting(
        0.03, "Least gain", "The loss counts as lower from this share on.", minimum=0.0, maximum=1.0)
    most_steps: int = setting(
        600, "Rest at the latest", "Training rests after so many steps without a new or changed label.",
        minimum=10, maximum=10_000_000)


@dataclass(frozen=True)
class RegularizeSettings(Settings):
    """Settings of the regularization of outlines."""

    simplify_m: float = setting(
        0.5, "Simplification", "How far a simplified outline may lie from the traced one. 0: none.",
        minimum=0.0, maximum=20.0, unit="m")
    shortest_wall_m: float = setting(
        1.5, "Shortest wall", "Steps and annexes with shorter walls are drawn straight.", minimum=0.1, maximum=100.0,
        unit="m")
    diagonals: bool = setting(
        True, "Diagonals", "Walls at 45 degrees to the others are kept, where they are long enough.")
    circles: bool = setting(True, "Circles", "Round buildings, such as tanks, become circles.")
    neighbours_m: float = setting(
        20.0, "Neighbourhood", "A building without a clear direction of its own takes that of the buildings this near. "
        "0: each takes its own.", minimum=0.0, maximum=1000.0, unit="m")
    least_overlap: float = setting(
        0.7, "Least overlap", "An outline stays as it was traced where the regular one would share less than this part "
        "with it (intersection over union).", minimum=0.0, maximum=1.0)
    most_shift_m: float = setting(
        3.0, "Most shift", "An outline stays as it was traced where the regular one would lie further than this from "
        "it.", minimum=0.0, maximum=100.0, unit="m")


BACKENDS = (AUTO, "torch", "onnx")
CHOSEN_BANDS = ("The bands of the imagery that the model reads, by number or name and in the order of the model's, "
                "such as 4,3,2 or nir,red,green. Empty: matched by their names.")


@dataclass(frozen=True)
class PredictSettings(RegularizeSettings):
    """Settings of a prediction: threshold, tiled inference, and the regularization of its outlines."""

    threshold: Optional[float] = setting(
        None, "Threshold",
        "Probability from which a pixel is building. Empty: the value chosen when the model was made.",
        minimum=0.01, maximum=0.99, advanced=False)
    min_area_m2: Optional[float] = setting(
        None, "Minimum area",
        "Smaller footprints and holes are dropped. Empty: the value chosen when the model was made.",
        minimum=0.0, maximum=100_000.0, unit="m2", advanced=False)
    resolution_m: Optional[float] = setting(
        None, "Resolution",
        "Ground metres a pixel at which the model looks at the imagery; half the size takes four times as long. Empty: "
        "that of a tuned model; with one that has learned at several, the one at which it is surest in this imagery.",
        minimum=0.01, maximum=1000.0, unit="m")
    bands: Optional[str] = setting(None, "Bands", CHOSEN_BANDS)
    regularize: bool = setting(
        True, "Regularize", "Draw the outlines with straight walls and square corners.", advanced=False)
    window_size: int = setting(
        1088, "Window size", "Side of the windows that the network looks at. Divides by 32.",
        minimum=128, maximum=4096, multiple_of=STRIDE, unit="px")
    overlap: int = setting(
        64, "Overlap", "Pixels shared by neighbouring windows, so that no seam shows. Counts as a multiple of 64.",
        minimum=0, maximum=1024, multiple_of=STRIDE, unit="px")
    batch_size: int = setting(
        4, "Batch size", "Windows in one pass of the network. Lower it when memory runs out.", minimum=1, maximum=1024)
    flips: str = setting(
        AUTO, "Flips", "Look at every window in four mirrored ways and take the mean: better, and takes about four "
        "times as long. auto: where the ground has at most 50 megapixels at the model's resolution.",
        choices=(AUTO, ON, OFF))
    backend: str = setting(
        AUTO, "Backend", "What computes the network: PyTorch (torch) or ONNX Runtime (onnx). auto: whichever is faster "
        "on this machine, by a short trial.", choices=BACKENDS)


ONNX_BANDS: Dict[str, Tuple[str, ...]] = {
    "rgb": ("red", "green", "blue"), "bgr": ("blue", "green", "red"), "rgbn": ("red", "green", "blue", "nir"),
    "nrg": ("nir", "red", "green"), "pan": ("pan",)}
"""Band order of an external model, by the value of onnx_bands."""


@dataclass(frozen=True)
class ExternalModelSettings(Settings):
    """Settings of an external ONNX model. Those left at auto or empty are taken from the file's metadata, where they
    are given as Deepness reads them."""

    onnx_resolution_m: Optional[float] = setting(
        None, "ONNX: resolution", "Of an ONNX model from elsewhere: the ground metres a pixel at which it looks at the "
        "imagery. Empty: as the file says.", minimum=0.02, maximum=30.0, unit="m")
    onnx_bands: str = setting(
        AUTO, "ONNX: bands", "Of an ONNX model from elsewhere: the bands that it takes. rgbn: with near infrared last; "
        "nrg: near infrared, red, green; pan: one band; order: those of the imagery, in their order. auto: pan, rgb or "
        "rgbn by their number, else order.", choices=(AUTO, *ONNX_BANDS, "order"))
    onnx_scaling: str = setting(
        AUTO, "ONNX: scaling", "Of an ONNX model from elsewhere: how it wants the values. unit: from 0 to 1; imagenet: "
        "from 0 to 1, then less ImageNet's mean and divided by its deviation; raw: as they are in the raster; raster: "
        "less the mean of the raster and divided by its deviation. auto: as the file says, else unit.",
        choices=(AUTO, "unit", "imagenet", "raw", "raster"))
    onnx_white: Optional[float] = setting(
        None, "ONNX: white", "Of an ONNX model from elsewhere: the value in the raster that becomes 1. Empty: 255.",
        minimum=1e-6, maximum=1e9)
    onnx_output: str = setting(
        AUTO, "ONNX: output", "Of an ONNX model from elsewhere: what it gives. probabilities: from 0 to 1; sigmoid: "
        "logits, each channel by itself; softmax: logits of channels that exclude each other. auto: by a look at what "
        "comes out.", choices=(AUTO, "probabilities", "sigmoid", "softmax"))
    onnx_channel: Optional[int] = setting(
        None, "ONNX: channel", "Of an ONNX model from elsewhere: the number of the channel that is building; the first "
        "is 0. Empty: the one called building or roof in the file, else the second, or the only one.",
        minimum=0, maximum=1000)


@dataclass(frozen=True)
class PromptSettings(Settings):
    """Settings of the tool Click: whether a promptable model (Segment Anything) outlines in place of Roofline's, and
    its two ONNX files, encoder and decoder in any order."""

    by_prompts: bool = setting(
        False, "Outline anything", "A promptable model outlines what is clicked, of any kind, and not only buildings.")
    prompt_file: Optional[str] = setting(
        None, "ONNX file", "Of a promptable model: its encoder, or its decoder.")
    other_prompt_file: Optional[str] = setting(
        None, "Other ONNX file", "Of a promptable model: the other one of the two.")


SKIP, MARK = "skip", "mark"


@dataclass(frozen=True)
class KnownSettings(Settings):
    """Settings of a prediction where some buildings are known already."""

    known: str = setting(
        SKIP, "Known buildings", "What becomes of footprints of which more than half lies on existing buildings. skip: "
        "they are left out. mark: they stay, and a column 'known' holds that share (0-1) for every footprint.",
        choices=(SKIP, MARK))


@dataclass(frozen=True)
class EvaluateSettings(Settings):
    """Settings of the scoring of footprints."""

    target_kind: str = setting(
        AUTO, "Target",
        "What the outlines are of. buildings: things that stand singly, scored one by one (F1). cover: ground of a "
        "kind, such as water or forest, scored by the IoU of each class. auto: cover where the names of most classes "
        "say so, and none is of buildings.", choices=TARGETS)


@dataclass(frozen=True)
class CompareSettings(Settings):
    """Settings of the comparison of two layers of footprints."""

    unchanged_iou: float = setting(
        0.7, "Unchanged from", "A building whose outlines before and after overlap by this much or more (intersection "
        "over union) is unchanged. Raise it where both layers were drawn with care.", minimum=0.0, maximum=1.0,
        advanced=False)
    linked_share: float = setting(
        0.5, "Same building from", "Outlines before and after belong together where this share of the one or of the "
        "other lies on its counterpart. What has no counterpart is new or gone.", minimum=0.01, maximum=1.0,
        advanced=False)


@dataclass(frozen=True)
class AlignSettings(Settings):
    """Settings of the search for a shift that labels share."""

    max_shift_m: float = setting(
        12.0, "Largest shift", "Shifts up to so many metres to each side are tried. Where buildings stand in rows, "
        "more than the way to the next one finds the neighbours instead.", minimum=2.0, maximum=50.0, unit="m",
        advanced=False)


@dataclass(frozen=True)
class LearningCurveSettings(Settings):
    """Settings of a learning curve."""

    points: int = setting(
        4, "Points", "How many numbers of labels to train with, from a few to all of them. Each is a training.",
        minimum=3, maximum=10, advanced=False)
    repeats: int = setting(
        2, "Repeats", "How often each number is trained with, on labels drawn anew. More repeats give surer answers.",
        minimum=1, maximum=10, advanced=False)
    strategies: Optional[str] = setting(
        None, "Strategies",
        "Strategies to compare, such as staged,decoder,scratch: each is trained with each number of labels, so it "
        "takes as many times as long. Empty: the one of STRATEGY.")


MAE_ENCODERS = ("tu-vit_tiny_patch16_224", "tu-vit_small_patch16_224", "tu-vit_small_patch8_224",
                "tu-vit_base_patch16_224", "tu-vit_base_patch8_224")
STRATIFIED, UNIFORM = "stratified", "uniform"
PATCH = 16
"""Side of the largest patches of MAE_ENCODERS in pixels; those of the others divide it."""


@dataclass(frozen=True)
class PretrainSettings(Settings):
    """Settings of a pretraining on imagery without labels (masked autoencoder)."""

    max_seconds: int = setting(
        3600, "Time limit", "Pretraining ends after this many seconds, the choice of windows among them. 0: no limit.",
        minimum=0, maximum=604800, unit="s", advanced=False)
    max_steps: int = setting(
        100_000, "Step limit", "Pretraining ends after this many batches of windows, even if time is left.",
        minimum=1, maximum=10_000_000)
    encoder: str = setting(
        MAE_ENCODERS[0], "Encoder", "The vision transformer that is trained, by timm's name after tu-. tiny has 6 "
        "million weights, small 22 and base 86; patches of 8 pixels see more detail than those of 16 and take four "
        "times as long.", choices=MAE_ENCODERS, advanced=False)
    resolution_m: Optional[float] = setting(
        None, "Resolution", "Ground metres a pixel at which the encoder looks at the imagery. Empty: that of the "
        "coarsest raster.", minimum=0.01, maximum=1000.0, unit="m", advanced=False)
    bands: Optional[str] = setting(
        None, "Bands", "The bands to learn from, by number or name and in this order, such as 4,3,2 or nir,red,green. "
        "Empty: all that every raster has.")
    window_size: int = setting(
        256, "Window size", "Side of the windows that the imagery is cut into. Seven eighths of it are seen at a time, "
        "cut out and turned at random. Divides by 16.",
        minimum=48, maximum=1024, multiple_of=PATCH, unit="px", advanced=False)
    windows: int = setting(
        2000, "Windows", "How many windows to draw from the imagery and learn from. They are copied into the run's "
        "folder.", minimum=8, maximum=1_000_000, advanced=False)
    sampling: str = setting(
        STRATIFIED, "Sampling", "How windows are drawn. stratified: evenly over clusters of windows with the same "
        "statistics, without clouds, uniform ground and near-duplicates. uniform: at random, as much of each kind of "
        "ground as there is.", choices=(STRATIFIED, UNIFORM), advanced=False)
    clusters: int = setting(
        20, "Clusters", "Into how many clusters the windows are put by their statistics.", minimum=1, maximum=500)
    masked: float = setting(
        0.75, "Masked share", "Share of the patches of a window that are hidden, and that the network has to fill in.",
        minimum=0.1, maximum=0.95)
    batch_size: int = setting(
        64, "Batch size", "Windows in one training step. Lower it when memory runs out.", minimum=1, maximum=8192)
    learning_rate: float = setting(
        5e-4, "Learning rate", "Greatest step size of the optimizer (AdamW). It rises at first, and then falls to zero "
        "along a cosine.", minimum=1e-7, maximum=1.0)
    processes: int = setting(
        0, "Processes",
        "How many processes train side by side, each on batches of its own: a step learns from so many times the batch "
        "size. 0: one for each GPU of this machine, or one without a GPU.", minimum=0, maximum=64)
    seed: int = setting(
        0, "Seed", "Start of the random numbers; the same seed draws the same windows.", minimum=0, maximum=2**31 - 1)


@dataclass(frozen=True)
class SuggestSettings(Settings):
    """Settings of the suggestion of squares to label (active learning)."""

    squares: int = setting(
        5, "Squares", "How many squares to suggest.", minimum=1, maximum=1000, advanced=False)
    bands: Optional[str] = setting(None, "Bands", CHOSEN_BANDS)
    side_m: float = setting(
        60.0, "Side", "Side of the suggested squares on the ground.", minimum=1.0, maximum=100_000.0, unit="m",
        advanced=False)
    batch_size: int = setting(
        4, "Batch size", "Windows in one pass of the network. Lower it when memory runs out.", minimum=1, maximum=1024)


@dataclass(frozen=True)
class GridSettings(Settings):
    """Settings of a grid of cells to check."""

    side_m: float = setting(
        200.0, "Side of a cell", "Side of the cells on the ground. One that fits on the screen while single buildings "
        "can be judged is quickest to check.", minimum=5.0, maximum=100_000.0, unit="m", advanced=False)


@dataclass(frozen=True)
class ReviewerSettings(Settings):
    """Settings of a review that several people share."""

    reviewer: Optional[str] = setting(
        None, "Your name", "Stands with the cells that you take, check and reject. Empty: that of this computer's "
        "user.", advanced=False)


@dataclass(frozen=True)
class FetchSettings(Settings):
    """Settings of the download of imagery that is in no file."""

    requests_at_once: int = setting(
        4, "Requests at once", "Of imagery from a service (XYZ, WMTS): how many tiles it is asked for at the same "
        "time. A service without tiles (WMS, WCS) is asked for one picture at a time.", minimum=1, maximum=16)
    most_megapixels: int = setting(
        500, "Most to fetch", "Imagery from a service is refused where more than so many million pixels would have to "
        "be fetched. 500 million are 45 km² at 0.3 m.", minimum=1, maximum=100_000)


@dataclass(frozen=True)
class KeepSettings(Settings):
    """Settings of the removal of imagery that was fetched or drawn, and is kept."""

    unused_days: int = setting(
        30, "Unused for", "How many days imagery was not used that is removed. 0: all of it.", minimum=0, maximum=3650,
        unit="days")


@dataclass(frozen=True)
class ImagerySettings(FetchSettings):
    """Settings of the imagery of a training or a prediction."""

    as_drawn: bool = setting(
        False, "As drawn", "Take imagery from files and coverages (WCS) as QGIS draws it, with the style of its layer "
        "(colors of a palette, contrast, a choice of bands), and not its values. A style that changes nothing is not "
        "drawn. Imagery from other services is always taken so.")


@dataclass(frozen=True)
class CacheSettings(FetchSettings):
    """Settings of a download that ends in a raster."""

    resolution_m: Optional[float] = setting(
        None, "Resolution", "Ground metres a pixel. A service with levels of its own gives the one that suits; a file "
        "keeps its pixels. Empty: that of the built-in model.", minimum=0.01, maximum=30.0, unit="m", advanced=False)
    as_drawn: bool = setting(
        False, "As drawn", "Take a coverage (WCS) as QGIS draws it, with the style of its layer, and not its values. "
        "Any other layer is always taken so.")
