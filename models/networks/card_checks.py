"""Checks of the values in a model card: lengths, limits and plain JSON, because model files come from strangers.

Each raises CardError with the name of the value and what it is.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any

from ...protocol.networks import ADAPTER_KINDS
from ..core.errors import RooflineError
from .calibration import Calibration

HASH = re.compile(r"sha256:[0-9a-f]{64}")
HIGHEST_RANK = 256


class CardError(RooflineError):
    """A card is not valid; the text is a clause that names the field and its value."""


def parse_object(text: str | bytes) -> dict[str, Any]:
    """The object in a JSON text, which holds no NaN and no infinity."""
    try:
        values = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise CardError("its card is nested too deep") from error
    except ValueError as error:  # JSONDecodeError and UnicodeDecodeError are kinds of it
        raise CardError(f"its card is not JSON ({shortened(str(error))})") from error
    if not isinstance(values, dict):
        raise CardError("its card is not an object of names and values")
    return values


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def check_names(what: str, values: dict[str, Any], kind: type) -> None:
    """Raise CardError unless `values` has the fields of the dataclass `kind`, and no others."""
    known = {f.name for f in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    if unknown := sorted(set(values) - known):
        raise CardError(f"{what} has a field that Roofline does not know: {shortened(unknown[0])}")
    if lacking := sorted(needed - set(values)):
        raise CardError(f"{what} lacks {', '.join(lacking)}")


def check_hash(what: str, value: Any) -> None:
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise CardError(f"{what} must be 'sha256:' and 64 digits, got {shortened(value)}")


def check_time(created: Any) -> None:
    """Raise CardError unless `created` is an ISO 8601 time or empty."""
    check_text("created", created, 40)
    try:
        if created:
            datetime.fromisoformat(created)
    except ValueError as error:
        raise CardError(f"created must be an ISO time, got {shortened(created)}") from error


def check_text(what: str, value: Any, most: int, least: int = 0) -> None:
    """Raise CardError unless `value` is a text of `least` to `most` characters without control characters."""
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise CardError(f"{what} must be a text of {least} to {most} characters, got {shortened(value)}")
    if any(ord(character) < 32 and character not in "\n\t" for character in value):
        raise CardError(f"{what} has control characters: {shortened(value)}")


def check_number(what: str, value: Any, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise CardError(f"{what} must be a number from {low:g} to {high:g}, got {shortened(value)}")


def check_whole(what: str, value: Any, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise CardError(f"{what} must be a whole number from {low} to {high}, got {shortened(value)}")


def check_several(what: str, value: Any, least: int, most: int) -> None:
    """Raise CardError unless `value` is a tuple of `least` to `most` values."""
    if not isinstance(value, tuple) or not least <= len(value) <= most:
        raise CardError(f"{what} must be a list of {least} to {most} values, got {shortened(value)}")


def check_plain(what: str, value: Any, depth: int) -> None:
    """Raise CardError unless `value` is plain JSON, at most six levels deep, and its numbers are finite."""
    if depth > 6:
        raise CardError(f"{what} is nested too deep")
    if isinstance(value, dict):
        for name, inner in value.items():
            check_text(f"a name in {what}", name, 200)
            check_plain(what, inner, depth + 1)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            check_plain(what, inner, depth + 1)
    elif isinstance(value, str):
        check_text(f"a text in {what}", value, 10_000)
    elif isinstance(value, float) and not math.isfinite(value):
        raise CardError(f"{what} holds {value}, which is no number")
    elif not isinstance(value, (int, float, type(None))):
        raise CardError(f"{what} holds {shortened(value)}, which is no plain value")


def check_calibration(calibration: Any) -> None:
    if calibration is None:
        return
    if not isinstance(calibration, Calibration):
        raise CardError(f"calibration must have a slope and an intercept, got {shortened(calibration)}")
    check_number("the calibration's slope", calibration.slope, 0.01, 100)
    check_number("the calibration's intercept", calibration.intercept, -100, 100)


def check_cover(cover: Any, min_areas_m2: Any, classes: tuple[str, ...]) -> None:
    check_several("cover", cover, 0, len(classes))
    if any(name not in classes for name in cover) or len(set(cover)) < len(cover):
        raise CardError(f"cover must be some of the classes, got {shortened(cover)}")
    check_several("min_areas_m2", min_areas_m2, 0, len(classes))
    if len(min_areas_m2) not in (0, len(classes)):
        raise CardError(f"min_areas_m2 must have a number for each class, got {shortened(min_areas_m2)}")
    for area in min_areas_m2:
        check_number("min_areas_m2", area, 0, 1e6)


def check_seen(seen_m: Any) -> None:
    if seen_m is None:
        return
    check_several("seen_m", seen_m, 2, 2)
    for resolution in seen_m:
        check_number("seen_m", resolution, 0.001, 1000)
    if seen_m[0] > seen_m[1]:
        raise CardError(f"seen_m must begin with the finest resolution, got {shortened(seen_m)}")


def check_base(base: Any) -> None:
    if base is None:
        return
    if not isinstance(base, dict) or set(base) != {"name", "hash"}:
        raise CardError(f"base must have a name and a hash, got {shortened(base)}")
    check_text("the base's name", base["name"], 100, least=1)
    check_hash("the base's hash", base["hash"])


def check_adapter(adapter: Any) -> None:
    if adapter is None:
        return
    if not isinstance(adapter, dict) or set(adapter) != {"kind", "rank"} or adapter["kind"] not in ADAPTER_KINDS:
        raise CardError(
            f"adapter must have a rank and a kind out of {', '.join(ADAPTER_KINDS)}, got {shortened(adapter)}")
    check_whole("the adapter's rank", adapter["rank"], 1, HIGHEST_RANK)


def shortened(value: Any) -> str:
    """The value as Python writes it, in 80 characters at most."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
