"""Serialization for a pipe: a length-prefixed frame of JSON, with the buffers of arrays behind it (as Jupyter's).

Unlike pickle it builds nothing but numbers, texts, arrays, geometries (as WKB) and this package's own dataclasses,
named tuples and functions, so that what comes out of a pipe can call nothing else.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import IO, Any

import numpy as np
import shapely
from affine import Affine
from shapely.geometry.base import BaseGeometry

from .errors import RooflineError

PACKAGE = __name__.split(".")[0]
_LENGTH = struct.Struct("<Q")
_ABSENT = -1
"""Length of the WKB of None."""

Json = Any
Buffers = list[Any]


def write(stream: IO[bytes], value: Any) -> None:
    """Write one value. Raises TypeError for one of a kind that has no form here."""
    buffers: Buffers = []
    packed = _packed(value, buffers)
    frame = json.dumps([packed, [memoryview(buffer).nbytes for buffer in buffers]]).encode()
    for part in (_LENGTH.pack(len(frame)), frame, *buffers):
        stream.write(part)


def read(stream: IO[bytes]) -> Any:
    """The next value. Raises EOFError at the end of the stream, also when half a value is left, and ValueError or
    TypeError for what `write` did not write."""
    [length] = _LENGTH.unpack(_read_bytes(stream, _LENGTH.size))
    packed, lengths = json.loads(_read_bytes(stream, length))
    return _unpacked(packed, [_read_bytes(stream, length) for length in lengths])


def _read_bytes(stream: IO[bytes], count: int) -> bytearray:
    found = bytearray(count)
    view, place = memoryview(found), 0
    while place < count:
        got = stream.readinto(view[place:])  # type: ignore[attr-defined]
        if not got:
            raise EOFError
        place += got
    return found


def _packed(value: Any, buffers: Buffers) -> Json:
    """The JSON form of a value; the bytes of its arrays are appended to `buffers`."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list):
        return [_packed(item, buffers) for item in value]
    kind, *inner = _parts(value, buffers)
    return {kind: [_packed(item, buffers) for item in inner]}


def _parts(value: Any, buffers: Buffers) -> list[Any]:
    """The name of a form, a key of _FORMS, and the values it is made of."""
    if isinstance(value, bytes):
        return ["bytes", _kept(value, buffers)]
    if isinstance(value, np.ndarray) and value.dtype != object:
        return ["array", _kept(np.ascontiguousarray(value).reshape(-1).view(np.uint8), buffers), value.dtype.str,
                list(value.shape)]
    if isinstance(value, np.ndarray):
        wkb = shapely.to_wkb(value)
        lengths = [_ABSENT if item is None else len(item) for item in wkb.flat]
        return ["geometries", _kept(b"".join(filter(None, wkb.flat)), buffers), np.array(lengths, np.int64),
                list(value.shape)]
    if isinstance(value, BaseGeometry):
        return ["geometry", _kept(shapely.to_wkb(value), buffers)]
    if isinstance(value, Affine):
        return ["affine", *value[:6]]
    if isinstance(value, RooflineError):
        return ["error", str(value)]
    if isinstance(value, tuple) and type(value) is not tuple:
        return ["object", _name(type(value)), *value]
    if isinstance(value, tuple):
        return ["tuple", *value]
    if is_dataclass(value) and not isinstance(value, type):
        return ["object", _name(type(value)), *(getattr(value, field.name) for field in fields(value))]
    return ["function", _name(value)]


def _kept(buffer: Any, buffers: Buffers) -> int:
    buffers.append(buffer)
    return len(buffers) - 1


def _name(thing: Any) -> str:
    """The name of a function or class of this package, as module:name. Raises TypeError for any other thing."""
    module, qualified = getattr(thing, "__module__", None), getattr(thing, "__qualname__", None)
    name = f"{module}:{qualified}"
    if not qualified or not name.startswith(f"{PACKAGE}.") or "<" in name:
        raise TypeError(f"{thing!r} has no form in which it could go to another process")
    return name


def _unpacked(packed: Json, buffers: Buffers) -> Any:
    if isinstance(packed, list):
        return [_unpacked(item, buffers) for item in packed]
    if not isinstance(packed, dict):
        return packed
    [(kind, inner)] = packed.items()
    return _FORMS[kind](buffers, *(_unpacked(item, buffers) for item in inner))


def _array(buffers: Buffers, place: int, dtype: str, shape: list[int]) -> np.ndarray:
    return np.frombuffer(buffers[place], dtype).reshape(shape)


def _geometries(buffers: Buffers, place: int, lengths: np.ndarray, shape: list[int]) -> np.ndarray:
    ends = np.cumsum(np.maximum(lengths, 0)).tolist()
    view = memoryview(buffers[place])
    wkb = np.empty(len(ends), object)
    wkb[:] = [None if length < 0 else bytes(view[end - length:end]) for end, length in zip(ends, lengths.tolist())]
    found: np.ndarray = shapely.from_wkb(wkb)
    return found.reshape(shape)


def _object(_: Buffers, name: str, *values: Any) -> Any:
    kind = _found(name)
    if not (isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, tuple))):
        raise ValueError(f"{name} holds no values")
    return kind(*values)


def _found(name: str) -> Any:
    """The function or class of that name. Raises ValueError or TypeError unless this package defines it, also for one
    that a module of ours only imports."""
    module, _, qualified = name.partition(":")
    found: Any = import_module(module) if module.startswith(f"{PACKAGE}.") else None
    for part in qualified.split("."):
        found = getattr(found, part, None)
    if found is None or _name(found) != name:
        raise ValueError(f"{name} is not of this package")
    return found


_FORMS: dict[str, Callable[..., Any]] = {
    "bytes": lambda buffers, place: bytes(buffers[place]),
    "array": _array,
    "geometries": _geometries,
    "geometry": lambda buffers, place: shapely.from_wkb(bytes(buffers[place])),
    "affine": lambda _, *terms: Affine(*terms),
    "error": lambda _, text: RooflineError(text),
    "tuple": lambda _, *items: items,
    "object": _object,
    "function": lambda _, name: _found(name),
}
