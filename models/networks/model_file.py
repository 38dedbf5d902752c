"""Model file format: NAME.roofline, an uncompressed zip of a card (model.json) and safetensors (weights.safetensors).

Nothing in a file is ever executed, and a file with any other content is refused. A folder with the same two files is
read as well; the models that ship with Roofline are such folders in zoo/. The card holds the hash of the weights.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import Tensor

from ...protocol.model_files import CARD, LARGEST_CARD, SUFFIX, WEIGHTS
from ..core.atomic_file import atomic
from ..core.errors import RooflineError
from .card_checks import CardError
from .model_card import Card

LIMITS = {CARD: LARGEST_CARD, WEIGHTS: 2_000_000_000}
"""Most bytes of each part."""


def read_model(path: str | Path) -> tuple[Card, dict[str, Tensor]]:
    """Card and tensors of a model file or folder, on the CPU, in the precision that they were stored in.

    A file may hold only what differs from a base model; networks.model_registry makes a whole network's weights of it.
    Raises RooflineError for any file that is not exactly a model file; nothing in it is executed, unpacked or trusted.
    """
    path = Path(path)
    if not path.exists():
        raise RooflineError(f"There is no model file {path}. Check the path.")
    try:
        card, weights = _folder_parts(path) if path.is_dir() else _zip_parts(path)
    except OSError as error:
        raise RooflineError(f"The model file {path} cannot be read ({error}). Check that you may read it.") from error
    try:
        known = Card.from_json(card)
    except CardError as error:
        raise RooflineError(f"{path} is no usable Roofline model: {error}.") from error
    tensors = _tensors(path, weights)
    if not tensors and not known.changes_only:
        _refuse(path, "it has no weights")
    if known.weights_hash and known.weights_hash != weights_hash(tensors):
        raise RooflineError(f"The weights in {path} are damaged: their hash is not the one on the card. Copy or "
                            "download the file again.")
    return known, tensors


def _folder_parts(path: Path) -> tuple[bytes, bytes]:
    for name, limit in LIMITS.items():
        if not (path / name).is_file():
            _refuse(path, f"the folder has no {name}")
        if (path / name).stat().st_size > limit:
            _refuse(path, f"its {name} is larger than {limit // 1_000_000} MB")
    return (path / CARD).read_bytes(), (path / WEIGHTS).read_bytes()


def _zip_parts(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            _refuse(path, "it is another kind of file")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(path, archive.infolist())
            return archive.read(CARD), archive.read(WEIGHTS)
    except (zipfile.BadZipFile, EOFError, struct.error, ValueError, NotImplementedError, RuntimeError) as error:
        raise RooflineError(
            f"The model file {path} is damaged or cut off ({error}). Copy or download it again.") from error


def _check_entries(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Raise RooflineError unless the archive holds exactly the two parts, uncompressed, and nothing else."""
    names = [entry.filename for entry in entries]
    if strange := [name for name in names if name not in LIMITS]:
        _refuse(path, f"it holds {ascii(strange[0][:60])}, which has no place in a model file")
    if sorted(names) != sorted(LIMITS):
        _refuse(path, f"it must hold {CARD} and {WEIGHTS} once each, and holds {', '.join(names) or 'nothing'}")
    size = path.stat().st_size
    for entry in entries:
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 or entry.compress_size != entry.file_size:
            _refuse(path, f"its {entry.filename} is compressed or encrypted; model files are stored plainly")
        if stat.S_ISLNK(entry.external_attr >> 16):
            _refuse(path, f"its {entry.filename} is a link")
        if entry.file_size > min(LIMITS[entry.filename], size):
            _refuse(path, f"its {entry.filename} claims {entry.file_size} bytes in a file of {size}, where "
                          f"{LIMITS[entry.filename]} are the most")


def _tensors(path: Path, data: bytes) -> dict[str, Tensor]:
    try:
        weights = safetensors.torch.load(data)
    except (SafetensorError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise RooflineError(f"The weights in {path} are damaged ({error}). Copy or download the file again.") from error
    for name, tensor in weights.items():
        if not is_finite(tensor):
            _refuse(path, f"its weights {ascii(name[:60])} hold values that are no numbers")
    return weights


def is_finite(tensor: Tensor) -> bool:
    """Whether no value is NaN or infinite."""
    return not tensor.is_floating_point() or bool(torch.isfinite(tensor.float()).all())


def _refuse(path: Path, reason: str) -> NoReturn:
    raise RooflineError(f"{path} is no Roofline model: {reason}. Choose a {SUFFIX} file that Roofline wrote.")


def write_model(path: str | Path, card: Card, weights: dict[str, Tensor]) -> None:
    """Write a model file atomically; the same card and weights give the same bytes.

    The hash of the weights goes into the card. Raises RooflineError when the disk is full, the place cannot be written,
    or a weight is NaN or infinite.
    """
    path = Path(path)
    try:
        with atomic(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for name, data in _parts(card, weights).items():
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_model_folder(folder: str | Path, card: Card, weights: dict[str, Tensor]) -> None:
    """Write a model as a folder of its two parts, for zoo/, so that the card can be read in a diff.

    Each part is written atomically. Raises RooflineError as write_model does.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        parts = {name: folder / f".{name}-{os.getpid()}.part" for name in LIMITS}
        for name, data in _parts(card, weights).items():
            parts[name].write_bytes(data)
        for name, part in parts.items():  # close together: a card with other weights is refused
            os.replace(part, folder / name)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        for part in folder.glob(f".*-{os.getpid()}.part"):
            part.unlink()


def _parts(card: Card, weights: dict[str, Tensor]) -> dict[str, bytes]:
    if broken := [name for name, tensor in weights.items() if not is_finite(tensor)]:
        raise RooflineError(f"The weights {broken[0]} hold values that are no numbers, so the model is not written: "
                            "the training went astray. Try again with a lower learning rate.")
    packed = safetensors.torch.save({
        name: tensor.detach().cpu().clone(memory_format=torch.contiguous_format) for name, tensor in weights.items()})
    return {CARD: replace(card, weights_hash=weights_hash(weights)).to_json().encode(), WEIGHTS: packed}


def _unwritable(path: Path, error: OSError) -> RooflineError:
    return RooflineError(f"The model {path} cannot be written ({error.strerror or error}). Check that the folder "
                         "exists and may be written, and that the disk has room.")


def weights_hash(weights: dict[str, Tensor]) -> str:
    """The identity of weights, "sha256:...": over names, types, shapes and values, in any order."""
    digest = hashlib.sha256()
    for name in sorted(weights):
        tensor = weights[name].detach().cpu().contiguous()
        digest.update(f"{name}\0{tensor.dtype}\0{tuple(tensor.shape)}\0".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return f"sha256:{digest.hexdigest()}"
