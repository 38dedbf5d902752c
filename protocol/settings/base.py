"""Base of the settings: dataclasses whose fields have a label, a help text and limits; validation and JSON."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Dict, Optional, Tuple, Type, TypeVar

S = TypeVar("S", bound="Settings")

AUTO, ON, OFF = "auto", "on", "off"
"""Values of a choice; auto leaves it to the worker."""


def setting(default: Any, label: str, help: str, *, minimum: Optional[float] = None, maximum: Optional[float] = None,
            multiple_of: Optional[int] = None, choices: Tuple[str, ...] = (), unit: str = "",
            advanced: bool = True) -> Any:
    """A dataclass field whose metadata describe how to show and validate it. A default of None means that it may be
    left empty. With `choices` it is one of these words, with a default of type bool a boolean, with the type
    Optional[str] a text, else a number."""
    return field(default=default, metadata={
        "label": label, "help": help, "minimum": minimum, "maximum": maximum, "multiple_of": multiple_of,
        "choices": choices, "unit": unit, "advanced": advanced,
    })


def is_whole(setting: Any) -> bool:
    """Whether a setting, one of dataclasses.fields, is an integer (or None, when it may be left empty)."""
    return setting.type in ("int", "Optional[int]")


def is_text(setting: Any) -> bool:
    """Whether a setting, one of dataclasses.fields, is a text, which may be left empty."""
    return setting.type == "Optional[str]"


class SettingsError(ValueError):
    """A setting is unknown, of the wrong type or out of its limits; the text is a sentence with the value."""


@dataclass(frozen=True)
class Settings:
    """Base class of settings: validated on construction (raises SettingsError), converted to and from JSON values."""

    def __post_init__(self) -> None:
        for f in fields(self):
            value = getattr(self, f.name)
            if f.type == "bool":
                check_bool(f.metadata["label"], value)
            elif is_text(f):
                _check_text(f.metadata["label"], value)
            elif f.metadata["choices"]:
                _check_choice(f.metadata, value)
            else:
                _check(f.metadata, value, optional=f.default is None, whole=is_whole(f))

    def to_dict(self) -> Dict[str, Any]:
        """The settings as JSON values, by name."""
        return asdict(self)

    @classmethod
    def from_dict(cls: Type[S], values: Dict[str, Any]) -> S:
        """Settings from JSON values; missing ones have their defaults. Raises SettingsError, also for unknown names."""
        unknown = set(values) - {f.name for f in fields(cls)}
        if unknown:
            raise SettingsError(f"{cls.__name__} has no setting called {', '.join(sorted(unknown))}.")
        return cls(**values)


def check_bool(label: str, value: Any) -> None:
    """Raise SettingsError for a value that is not a boolean."""
    if not isinstance(value, bool):
        raise SettingsError(f"{label} must be yes or no (true or false), got {value!r}.")


def _check_text(label: str, value: Any) -> None:
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise SettingsError(f"{label} must be a text, got {value!r}.")


def _check_choice(meta: Any, value: Any) -> None:
    if value not in meta["choices"]:
        raise SettingsError(f"{meta['label']} must be one of {', '.join(meta['choices'])}; got {value!r}.")


def _check(meta: Any, value: Any, optional: bool, whole: bool) -> None:
    label, low, high, step = meta["label"], meta["minimum"], meta["maximum"], meta["multiple_of"]
    if value is None and optional:
        return
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not number or (whole and value != int(value)):
        raise SettingsError(f"{label} must be a {'whole ' if whole else ''}number, got {value!r}.")
    if (low is not None and value < low) or (high is not None and value > high):
        raise SettingsError(f"{label} must lie between {low} and {high}, got {value}.")
    if step and value % step:
        nearest = max(step, round(value / step) * step)
        raise SettingsError(f"{label} {value} does not divide by {step}; try {nearest}.")
