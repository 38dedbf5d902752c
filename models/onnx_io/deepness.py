"""Deepness metadata of ONNX models: reads the resolution, scaling, threshold and class names that a file declares.

The format is that of the QGIS plugin Deepness; onnx_io.export writes it.
"""

from __future__ import annotations

import ast
import json
import math
import re
from dataclasses import dataclass
from typing import Any, Callable, Mapping, TypeVar

T = TypeVar("T")

LONGEST = 10_000
"""Most characters of a metadata value that are parsed."""

BUILDINGS = ("building", "roof", "house")
"""Words in the name of a class that mark it as buildings."""
NO_BUILDINGS = re.compile(r"(^|[^a-z])(no|not|non|without)([^a-z]|build|roof|house)|greenhouse|background")
"""What says the contrary in such a name."""


@dataclass(frozen=True)
class DeepnessMetadata:
    """The metadata that a file declares; None or empty where it declares nothing that can be used. `mean` and `std` are
    of values divided by 255, one for each band. `class_names` are those of the output channels."""

    resolution_m: float | None = None
    mean: tuple[float, ...] | None = None
    std: tuple[float, ...] | None = None
    threshold: float | None = None
    class_names: tuple[str, ...] = ()

    @property
    def building(self) -> int | None:
        """The number of the first channel with a name for buildings; None when there is none."""
        return next((number for number, name in enumerate(map(str.lower, self.class_names))
                     if any(word in name for word in BUILDINGS) and not NO_BUILDINGS.search(name)), None)


def read_deepness_metadata(metadata: Mapping[str, str], bands: int) -> DeepnessMetadata:
    """The usable part of the metadata of a model with so many `bands`; never raises, since files come from strangers.
    """
    centimetres = _value(metadata, "resolution", _positive)
    threshold = _value(metadata, "seg_thresh", _positive)
    mean = _value(metadata, "standardization_mean", lambda value: _numbers(value, bands))
    std = _value(metadata, "standardization_std", lambda value: _numbers(value, bands))
    has_scaling = mean is not None and std is not None and min(std) > 0
    return DeepnessMetadata(
        resolution_m=centimetres / 100 if centimetres else None,
        mean=mean if has_scaling else None, std=std if has_scaling else None,
        threshold=threshold if threshold and threshold < 1 else None,
        class_names=_value(metadata, "class_names", _names) or _value(metadata, "names", _names) or ())


def _value(metadata: Mapping[str, str], name: str, read: Callable[[Any], T]) -> T | None:
    """A value that is written as JSON or, as some programs do, as a Python literal; None where `read` refuses it."""
    text = metadata.get(name, "")[:LONGEST]
    for parse in (json.loads, ast.literal_eval):
        try:
            return read(parse(text))
        except (ValueError, TypeError, SyntaxError, KeyError, IndexError, AttributeError, MemoryError,
                RecursionError):
            continue
    return None


def _positive(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number) or number <= 0:
        raise ValueError(value)
    return number


def _numbers(value: Any, count: int) -> tuple[float, ...]:
    numbers = tuple(float(number) for number in value)
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise ValueError(value)
    return numbers


def _names(value: Any) -> tuple[str, ...]:
    """The names of the channels of the (first) output, from {number: name}."""
    names = value[0] if isinstance(value, list) else value
    numbered = {int(number): str(name) for number, name in names.items()}
    return tuple(numbered[number] for number in range(len(numbered)))
