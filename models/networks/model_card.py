"""Model card: the metadata of a model as validated JSON, what it was made from and how to use it.

Every field is checked, because model files come from strangers.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ...protocol.networks import DECODERS, UNET, VPT
from .calibration import Calibration
from .card_checks import (
    CardError,
    check_adapter,
    check_base,
    check_calibration,
    check_cover,
    check_hash,
    check_names,
    check_number,
    check_plain,
    check_seen,
    check_several,
    check_text,
    check_time,
    check_whole,
    parse_object,
    shortened,
)

FORMAT, OLDEST = 8, 2
"""Version of the card's format, and the oldest version that is read. A reader refuses any other."""

MOST_CLASSES = 30
"""Most classes of a model: as many as the bits of a mask can tell apart from target_masks.IGNORE, less one."""
MOST_DATES, MOST_PROMPTS = 12, 1024
OUTPUT_STRIDES = (1, 2, 4)
EDGES, OFFSETS, NONE = "edges", "offsets", "none"
SEPARATIONS = (EDGES, OFFSETS, NONE)
"""What the last two channels of the network are (networks.channels)."""

BOUNDARY_M, CONTACT_M = 0.9, 0.9
"""Widths of the boundary and contact channels in metres, unless the card has others."""

DTYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")

FARTHEST = 8.0
"""Deviations from the mean at which a network's input is clipped: a saturated pixel or a cloud is no brighter."""


def clip_limit(dtype: str | None) -> float:
    """The deviations from the mean at which values of a data type are clipped; those of uint8 are not, as they go no
    further than 255."""
    return math.inf if dtype in (None, "uint8") else FARTHEST


def told_values(dates: int) -> int:
    """The numbers that tell place and time: year and day of the year of each date, latitude and longitude."""
    return 2 * dates + 2


@dataclass(frozen=True)
class Band:
    """A band by name ("red"), with the mean and standard deviation of its valid pixels where they are fixed, and the
    wavelength at its centre where one is known.

    No mean and std: the statistics are taken from the imagery at hand.
    """

    name: str
    mean: float | None = None
    std: float | None = None
    wavelength_um: float | None = None

    def __post_init__(self) -> None:
        check_text("a band's name", self.name, 40, least=1)
        if self.mean is not None:
            check_number("a band's mean", self.mean, -1e12, 1e12)
        if self.std is not None:
            check_number("a band's std", self.std, 1e-12, 1e12)
        if (self.mean is None) != (self.std is None):
            raise CardError(f"band {self.name!r} has a mean or a std without the other")
        if self.wavelength_um is not None:
            check_number("a band's wavelength_um", self.wavelength_um, 0.1, 20)


@dataclass(frozen=True)
class Card:
    """A model but for its weights. Lengths and numbers are limited, so that a card cannot demand the impossible.

    `dtype` is that of the imagery that the model was tuned on, None where any will do. `base` is None or {"name",
    "hash"} of the model that fine-tuning started from. `settings`, `labels` (counts), `scores` and `versions` are plain
    JSON values. `decoder` is its kind (networks.decoders), `output_stride` 1, 2 or 4: how much coarser than the imagery
    it ends. `boundary_m` and `contact_m` are the widths of the boundary and contact channels (data.target_masks);
    `separation` is what the last two channels of the network are (networks.channels).
    `dates`: the bands are those of so many dates, date after date, and the network looks at each date. `patch_size` is
    that of a ViT's patches where it is not the one in the encoder's name; `prompts` counts the learned tokens that each
    of its blocks has.
    `is_told`: the network is told where and when a tile was taken, as further channels (told_values).
    `spectral`: the network has a linear classifier of the values of each pixel beside the decoder.
    `calibration` makes the confidence of a footprint of its mean probability; None: that is the confidence.
    `seen_m` is None or the finest and the coarsest resolution that the network has learned, where it is at home at any
    between.
    `adapter` is None or {"kind", "rank"} of the adapter whose tensors lie beside the network's (networks.adapters).
    `changes_only`: the file holds no tensor that is the same in `base`, a model that ships with Roofline.
    `weights_hash` is that of the weights beside the card (networks.model_file), empty where none was recorded.
    `cover` are those of the classes that are ground cover (protocol/targets.py), and `min_areas_m2` the smallest area
    of each class in turn; empty: `min_area_m2` holds for all.
    `created` is an ISO 8601 time or empty. `notes` is free text, such as where background was taken from.
    Raises CardError when a field is out of its limits.
    """

    name: str
    encoder: str
    decoder_channels: tuple[int, ...]
    classes: tuple[str, ...]
    bands: tuple[Band, ...]
    dtype: str | None
    resolution_m: float
    threshold: float
    min_area_m2: float
    output_stride: int = 1
    decoder: str = UNET
    dates: int = 1
    patch_size: int | None = None
    prompts: int = 0
    boundary_m: float = BOUNDARY_M
    contact_m: float = CONTACT_M
    separation: str = EDGES
    calibration: Calibration | None = None
    seen_m: tuple[float, float] | None = None
    base: dict[str, str] | None = None
    adapter: dict[str, Any] | None = None
    changes_only: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    scores: dict[str, Any] = field(default_factory=dict)
    attribution: tuple[str, ...] = ()
    versions: dict[str, Any] = field(default_factory=dict)
    created: str = ""
    notes: str = ""
    weights_hash: str = ""
    format: int = FORMAT
    cover: tuple[str, ...] = ()
    min_areas_m2: tuple[float, ...] = ()
    is_told: bool = False
    spectral: bool = False

    def __post_init__(self) -> None:
        check_whole("format", self.format, OLDEST, FORMAT)
        check_text("name", self.name, 100, least=1)
        self._check_network()
        if self.dtype is not None and self.dtype not in DTYPES:
            raise CardError(f"dtype {shortened(self.dtype)} is none of {', '.join(DTYPES)}")
        check_number("resolution_m", self.resolution_m, 0.001, 1000)
        check_number("threshold", self.threshold, 0, 1)
        check_number("min_area_m2", self.min_area_m2, 0, 1e6)
        check_cover(self.cover, self.min_areas_m2, self.classes)
        check_number("boundary_m", self.boundary_m, 0, 100)
        check_number("contact_m", self.contact_m, 0, 100)
        if self.separation not in SEPARATIONS:
            raise CardError(f"separation {shortened(self.separation)} is none of {', '.join(SEPARATIONS)}")
        check_calibration(self.calibration)
        check_seen(self.seen_m)
        check_base(self.base)
        check_adapter(self.adapter)
        if not isinstance(self.changes_only, bool) or (self.changes_only and self.base is None):
            raise CardError(f"changes_only is {shortened(self.changes_only)} with the base {shortened(self.base)}")
        if self.weights_hash != "":
            check_hash("weights_hash", self.weights_hash)
        for name in ("settings", "labels", "scores", "versions"):
            check_plain(name, getattr(self, name), depth=0)
            if not isinstance(getattr(self, name), dict):
                raise CardError(f"{name} must be an object, got {shortened(getattr(self, name))}")
        check_several("attribution", self.attribution, 0, 200)
        for line in self.attribution:
            check_text("a line of attribution", line, 1000)
        check_time(self.created)
        check_text("notes", self.notes, 10_000)

    def _check_network(self) -> None:
        if not isinstance(self.encoder, str) or not IDENTIFIER.fullmatch(self.encoder):
            raise CardError(f"encoder must be a name, got {shortened(self.encoder)}")
        check_several("decoder_channels", self.decoder_channels, 1, 6)
        for channels in self.decoder_channels:
            check_whole("decoder_channels", channels, 1, 1024)
        if isinstance(self.output_stride, bool) or self.output_stride not in OUTPUT_STRIDES:
            raise CardError(f"output_stride {shortened(self.output_stride)} is none of 1, 2 and 4")
        if self.decoder not in DECODERS:
            raise CardError(f"decoder {shortened(self.decoder)} is none of {', '.join(DECODERS)}")
        if self.patch_size is not None:
            check_whole("patch_size", self.patch_size, 4, 64)
        check_whole("prompts", self.prompts, 0, MOST_PROMPTS)
        for name in ("is_told", "spectral"):
            if not isinstance(getattr(self, name), bool):
                raise CardError(f"{name} must be true or false, got {shortened(getattr(self, name))}")
        check_several("classes", self.classes, 1, MOST_CLASSES)
        for name in self.classes:
            check_text("a class", name, 100, least=1)
        check_several("bands", self.bands, 1, 64)
        check_whole("dates", self.dates, 1, MOST_DATES)
        if len(self.bands) % self.dates:
            raise CardError(f"{len(self.bands)} bands are not as many for each of {self.dates} dates")
        for band in self.bands:
            if not isinstance(band, Band):
                raise CardError(f"bands must hold bands, got {shortened(band)}")
        for what, names in (("classes", list(self.classes)), ("bands", [band.name for band in self.bands])):
            if len(set(names)) < len(names):
                raise CardError(f"{what} hold a name twice: {shortened(names)}")

    @property
    def channels(self) -> int:
        """The channels of a tile: the bands, and what the network is told besides."""
        return len(self.bands) + (told_values(self.dates) if self.is_told else 0)

    def without_adapter(self) -> Card:
        """The card of the whole network, once the adapter and the changes are merged into the base's weights: prompts
        become the network's own."""
        added = self.adapter["rank"] if self.adapter is not None and self.adapter["kind"] == VPT else 0
        return replace(self, adapter=None, changes_only=False, weights_hash="", prompts=self.prompts + added)

    def at(self, resolution_m: float | None) -> Card:
        """The card of the same network where it looks at pixels of another size: what it learned in pixels, such as
        the width of boundaries, keeps its pixels. None: the card as it is."""
        if resolution_m is None:
            return self
        ratio = resolution_m / self.resolution_m
        return replace(self, resolution_m=resolution_m, boundary_m=self.boundary_m * ratio,
                       contact_m=self.contact_m * ratio)

    def to_json(self) -> str:
        """The card as indented JSON; equal cards give equal text."""
        values = {**asdict(self), "format": FORMAT}
        return json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Card:
        """The card in a JSON text. Raises CardError when the text is not JSON, or a field is missing or not valid."""
        values = parse_object(text)
        version = values.get("format", 1)
        if isinstance(version, int) and version < OLDEST:
            raise CardError(f"it was made with an older Roofline (model format {version}, this one reads {OLDEST} to "
                            f"{FORMAT}); train it again")
        if isinstance(version, int) and version > FORMAT:
            raise CardError(f"it was made with a newer Roofline (model format {version}, this one reads {FORMAT}); "
                            "update the plugin")
        check_names("the card", values, cls)
        values["bands"] = _bands(values["bands"])
        if isinstance(values.get("calibration"), dict):
            check_names("the calibration", values["calibration"], Calibration)
            values["calibration"] = Calibration(**values["calibration"])
        for name in ("decoder_channels", "classes", "attribution", "seen_m", "cover", "min_areas_m2"):
            if isinstance(values.get(name), list):
                values[name] = tuple(values[name])
        return cls(**values)


def _bands(values: Any) -> tuple[Band, ...]:
    check_several("bands", tuple(values) if isinstance(values, list) else values, 1, 64)
    for value in values:
        if not isinstance(value, dict):
            raise CardError(f"bands must hold bands, got {shortened(value)}")
        check_names("a band", value, Band)
    return tuple(Band(**value) for value in values)
