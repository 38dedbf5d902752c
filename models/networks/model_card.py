"""Model card: the metadata of a model as validated JSON, what it was made from and how to use it.

Every field is checked, because model files come from strangers.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import MISSING, asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from ...protocol.networks import ADAPTER_KINDS, DECODERS, UNET, VPT
from ..core.errors import RooflineError
from .calibration import Calibration

FORMAT, OLDEST = 7, 2
"""Version of the card's format, and the oldest version that is read. A reader refuses any other."""

MOST_CLASSES = 30
"""Most classes of a model: as many as the bits of a mask can tell apart from target_masks.IGNORE, less one."""
HIGHEST_RANK = 256
MOST_DATES, MOST_PROMPTS = 12, 1024
OUTPUT_STRIDES = (1, 2, 4)
EDGES, OFFSETS, NONE = "edges", "offsets", "none"
SEPARATIONS = (EDGES, OFFSETS, NONE)
"""What the last two channels of the network are (networks.channels)."""

BOUNDARY_M, CONTACT_M = 0.9, 0.9
"""Widths of the boundary and contact channels in metres, unless the card has others."""

DTYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64")
HASH = re.compile(r"sha256:[0-9a-f]{64}")
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


class CardError(RooflineError):
    """A card is not valid; the text is a clause that names the field and its value."""


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
        _text("a band's name", self.name, 40, least=1)
        if self.mean is not None:
            _number("a band's mean", self.mean, -1e12, 1e12)
        if self.std is not None:
            _number("a band's std", self.std, 1e-12, 1e12)
        if (self.mean is None) != (self.std is None):
            raise CardError(f"band {self.name!r} has a mean or a std without the other")
        if self.wavelength_um is not None:
            _number("a band's wavelength_um", self.wavelength_um, 0.1, 20)


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

    def __post_init__(self) -> None:
        _whole("format", self.format, OLDEST, FORMAT)
        _text("name", self.name, 100, least=1)
        self._check_network()
        if self.dtype is not None and self.dtype not in DTYPES:
            raise CardError(f"dtype {_short(self.dtype)} is none of {', '.join(DTYPES)}")
        _number("resolution_m", self.resolution_m, 0.001, 1000)
        _number("threshold", self.threshold, 0, 1)
        _number("min_area_m2", self.min_area_m2, 0, 1e6)
        _check_cover(self.cover, self.min_areas_m2, self.classes)
        _number("boundary_m", self.boundary_m, 0, 100)
        _number("contact_m", self.contact_m, 0, 100)
        if self.separation not in SEPARATIONS:
            raise CardError(f"separation {_short(self.separation)} is none of {', '.join(SEPARATIONS)}")
        _check_calibration(self.calibration)
        _check_seen(self.seen_m)
        _check_base(self.base)
        _check_adapter(self.adapter)
        if not isinstance(self.changes_only, bool) or (self.changes_only and self.base is None):
            raise CardError(f"changes_only is {_short(self.changes_only)} with the base {_short(self.base)}")
        if self.weights_hash != "":
            _hash("weights_hash", self.weights_hash)
        for name in ("settings", "labels", "scores", "versions"):
            _plain(name, getattr(self, name), depth=0)
            if not isinstance(getattr(self, name), dict):
                raise CardError(f"{name} must be an object, got {_short(getattr(self, name))}")
        _several("attribution", self.attribution, 0, 200)
        for line in self.attribution:
            _text("a line of attribution", line, 1000)
        _check_time(self.created)
        _text("notes", self.notes, 10_000)

    def _check_network(self) -> None:
        if not isinstance(self.encoder, str) or not IDENTIFIER.fullmatch(self.encoder):
            raise CardError(f"encoder must be a name, got {_short(self.encoder)}")
        _several("decoder_channels", self.decoder_channels, 1, 6)
        for channels in self.decoder_channels:
            _whole("decoder_channels", channels, 1, 1024)
        if isinstance(self.output_stride, bool) or self.output_stride not in OUTPUT_STRIDES:
            raise CardError(f"output_stride {_short(self.output_stride)} is none of 1, 2 and 4")
        if self.decoder not in DECODERS:
            raise CardError(f"decoder {_short(self.decoder)} is none of {', '.join(DECODERS)}")
        if self.patch_size is not None:
            _whole("patch_size", self.patch_size, 4, 64)
        _whole("prompts", self.prompts, 0, MOST_PROMPTS)
        if not isinstance(self.is_told, bool):
            raise CardError(f"is_told must be true or false, got {_short(self.is_told)}")
        _several("classes", self.classes, 1, MOST_CLASSES)
        for name in self.classes:
            _text("a class", name, 100, least=1)
        _several("bands", self.bands, 1, 64)
        _whole("dates", self.dates, 1, MOST_DATES)
        if len(self.bands) % self.dates:
            raise CardError(f"{len(self.bands)} bands are not as many for each of {self.dates} dates")
        for band in self.bands:
            if not isinstance(band, Band):
                raise CardError(f"bands must hold bands, got {_short(band)}")
        for what, names in (("classes", list(self.classes)), ("bands", [band.name for band in self.bands])):
            if len(set(names)) < len(names):
                raise CardError(f"{what} hold a name twice: {_short(names)}")

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
        values = _parse(text)
        version = values.get("format", 1)
        if isinstance(version, int) and version < OLDEST:
            raise CardError(f"it was made with an older Roofline (model format {version}, this one reads {OLDEST} to "
                            f"{FORMAT}); train it again")
        if isinstance(version, int) and version > FORMAT:
            raise CardError(f"it was made with a newer Roofline (model format {version}, this one reads {FORMAT}); "
                            "update the plugin")
        _check_names("the card", values, cls)
        values["bands"] = _bands(values["bands"])
        if isinstance(values.get("calibration"), dict):
            _check_names("the calibration", values["calibration"], Calibration)
            values["calibration"] = Calibration(**values["calibration"])
        for name in ("decoder_channels", "classes", "attribution", "seen_m", "cover", "min_areas_m2"):
            if isinstance(values.get(name), list):
                values[name] = tuple(values[name])
        return cls(**values)


def _parse(text: str | bytes) -> dict[str, Any]:
    try:
        values = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise CardError("its card is nested too deep") from error
    except ValueError as error:  # JSONDecodeError and UnicodeDecodeError are kinds of it
        raise CardError(f"its card is not JSON ({_short(str(error))})") from error
    if not isinstance(values, dict):
        raise CardError("its card is not an object of names and values")
    return values


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _bands(values: Any) -> tuple[Band, ...]:
    _several("bands", tuple(values) if isinstance(values, list) else values, 1, 64)
    for value in values:
        if not isinstance(value, dict):
            raise CardError(f"bands must hold bands, got {_short(value)}")
        _check_names("a band", value, Band)
    return tuple(Band(**value) for value in values)


def _check_names(what: str, values: dict[str, Any], kind: type) -> None:
    known = {f.name for f in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    if unknown := sorted(set(values) - known):
        raise CardError(f"{what} has a field that Roofline does not know: {_short(unknown[0])}")
    if lacking := sorted(needed - set(values)):
        raise CardError(f"{what} lacks {', '.join(lacking)}")


def _check_calibration(calibration: Any) -> None:
    if calibration is None:
        return
    if not isinstance(calibration, Calibration):
        raise CardError(f"calibration must have a slope and an intercept, got {_short(calibration)}")
    _number("the calibration's slope", calibration.slope, 0.01, 100)
    _number("the calibration's intercept", calibration.intercept, -100, 100)


def _check_cover(cover: Any, min_areas_m2: Any, classes: tuple[str, ...]) -> None:
    _several("cover", cover, 0, len(classes))
    if any(name not in classes for name in cover) or len(set(cover)) < len(cover):
        raise CardError(f"cover must be some of the classes, got {_short(cover)}")
    _several("min_areas_m2", min_areas_m2, 0, len(classes))
    if len(min_areas_m2) not in (0, len(classes)):
        raise CardError(f"min_areas_m2 must have a number for each class, got {_short(min_areas_m2)}")
    for area in min_areas_m2:
        _number("min_areas_m2", area, 0, 1e6)


def _check_seen(seen_m: Any) -> None:
    if seen_m is None:
        return
    _several("seen_m", seen_m, 2, 2)
    for resolution in seen_m:
        _number("seen_m", resolution, 0.001, 1000)
    if seen_m[0] > seen_m[1]:
        raise CardError(f"seen_m must begin with the finest resolution, got {_short(seen_m)}")


def _check_base(base: Any) -> None:
    if base is None:
        return
    if not isinstance(base, dict) or set(base) != {"name", "hash"}:
        raise CardError(f"base must have a name and a hash, got {_short(base)}")
    _text("the base's name", base["name"], 100, least=1)
    _hash("the base's hash", base["hash"])


def _check_adapter(adapter: Any) -> None:
    if adapter is None:
        return
    if not isinstance(adapter, dict) or set(adapter) != {"kind", "rank"} or adapter["kind"] not in ADAPTER_KINDS:
        raise CardError(f"adapter must have a rank and a kind out of {', '.join(ADAPTER_KINDS)}, got {_short(adapter)}")
    _whole("the adapter's rank", adapter["rank"], 1, HIGHEST_RANK)


def _hash(what: str, value: Any) -> None:
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise CardError(f"{what} must be 'sha256:' and 64 digits, got {_short(value)}")


def _check_time(created: Any) -> None:
    _text("created", created, 40)
    try:
        if created:
            datetime.fromisoformat(created)
    except ValueError as error:
        raise CardError(f"created must be an ISO time, got {_short(created)}") from error


def _text(what: str, value: Any, most: int, least: int = 0) -> None:
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise CardError(f"{what} must be a text of {least} to {most} characters, got {_short(value)}")
    if any(ord(character) < 32 and character not in "\n\t" for character in value):
        raise CardError(f"{what} has control characters: {_short(value)}")


def _number(what: str, value: Any, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise CardError(f"{what} must be a number from {low:g} to {high:g}, got {_short(value)}")


def _whole(what: str, value: Any, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise CardError(f"{what} must be a whole number from {low} to {high}, got {_short(value)}")


def _several(what: str, value: Any, least: int, most: int) -> None:
    if not isinstance(value, tuple) or not least <= len(value) <= most:
        raise CardError(f"{what} must be a list of {least} to {most} values, got {_short(value)}")


def _plain(what: str, value: Any, depth: int) -> None:
    """Raise CardError unless `value` is plain JSON, at most six levels deep, and its numbers are finite."""
    if depth > 6:
        raise CardError(f"{what} is nested too deep")
    if isinstance(value, dict):
        for name, inner in value.items():
            _text(f"a name in {what}", name, 200)
            _plain(what, inner, depth + 1)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _plain(what, inner, depth + 1)
    elif isinstance(value, str):
        _text(f"a text in {what}", value, 10_000)
    elif isinstance(value, float) and not math.isfinite(value):
        raise CardError(f"{what} holds {value}, which is no number")
    elif not isinstance(value, (int, float, type(None))):
        raise CardError(f"{what} holds {_short(value)}, which is no plain value")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
