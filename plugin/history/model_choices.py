"""Model catalogue: the built-in models, the user's own ones, and the names of encoders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

from qgis.core import QgsProject

from ...protocol.dates import date_in, in_order
from ...protocol.model_files import CARD, DEFAULT_BASE, ENCODER, encoder_resolution_m
from ...protocol.paths import ZOO
from ..environment.claims import claim
from ..environment.virtual_environment import home
from ..layers.project_files import can_write, models_beside
from ..translation import mark, tr
from .model_card import ModelCardError, Score, is_base, read_card, tuned_score

SUFFIX = ".roofline"
BUILT_IN, BUILT_IN_TITLE = mark("the built-in model"), mark("Built-in model")
BUNDLED: List[str] = sorted(card.parent.name for card in ZOO.glob(f"*/{CARD}"))

_known: Dict[Tuple[str, int, int], Optional[ModelFacts]] = {}


@dataclass(frozen=True)
class ModelFacts:
    """Facts from a model's card: its score, the local time at which it was made, ground metres a pixel, whether it is
    its base under another name, whether any of its classes is ground cover, and whether it reads several dates."""

    score: Optional[Score]
    created: datetime
    resolution_m: Optional[float]
    is_base: bool = False
    has_cover: bool = False
    has_dates: bool = False


def models_folder() -> Path:
    """The folder for models that the panel trains in a project that is not saved; this function does not create it."""
    return home() / "models"


def new_models_folder() -> Path:
    """The folder for the next model and its report: beside the project, where that is saved and may be written."""
    found = models_beside(QgsProject.instance())
    return found if found is not None and can_write(found.parent) else models_folder()


def mine() -> List[Path]:
    """Readable models that were trained in the panel, in this project or in one that was not saved, and learned
    something, newest first."""
    folders = filter(None, (models_beside(QgsProject.instance()), models_folder()))
    ages = {path: path.stat().st_mtime_ns for folder in folders for path in folder.glob(f"*{SUFFIX}") if path.is_file()}
    newest_first = sorted(ages, key=lambda path: (-ages[path], path.name))
    return [path for path in newest_first if model_facts(path) is not None and not is_its_base(path)]


def is_its_base(path: Path) -> bool:
    """Whether the model at `path` learned nothing, and is its base under another name."""
    facts = model_facts(path)
    return facts is not None and facts.is_base


def model_facts(path: Path) -> Optional[ModelFacts]:
    """The facts of the model file `path`, None when it is no readable model. Cached until the file changes."""
    try:
        state = path.stat()
    except OSError:
        return None
    key = (str(path), state.st_mtime_ns, state.st_size)
    if key not in _known:
        _known[key] = _read(path, datetime.fromtimestamp(state.st_mtime).astimezone())
    return _known[key]


def new_model_path(stem: str) -> Path:
    """A path in new_models_folder() that is not taken, nor claimed by a training of another QGIS, named after `stem`.
    Creates the folder."""
    plain = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:60] or "model"
    folder = new_models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    number, path = 1, folder / f"{plain}{SUFFIX}"
    while path.exists() or path.with_name(f"{path.stem}.html").exists() or not claim(path):
        number += 1
        path = folder / f"{plain}-{number}{SUFFIX}"
    return path


def model_name(value: str) -> str:
    """The display name of a choice: the built-in model, an encoder's name, or a file's name without its extension."""
    if value.startswith(ENCODER):
        return value[len(ENCODER):]
    if value in ("", DEFAULT_BASE):
        return tr(BUILT_IN_TITLE)
    return value if is_name(value) else Path(value).stem


def spoken_name(value: str) -> str:
    """The name of a choice within a sentence."""
    return tr(BUILT_IN) if value in ("", DEFAULT_BASE) else model_name(value)


def is_name(value: str) -> bool:
    """Whether a choice is a name and not a file: empty (the default), a built-in model or an encoder."""
    return not value or value in BUNDLED or value.startswith(ENCODER)


def is_missing(value: str) -> bool:
    """Whether a choice is the path of a file that does not exist."""
    return not is_name(value) and not Path(value).exists()


def resolution_of(value: str) -> Optional[float]:
    """Resolution (ground metres a pixel) of the model that a choice names; None where its card has none."""
    if value.startswith(ENCODER):
        return encoder_resolution_m(value[len(ENCODER):])
    facts = _facts_of(value)
    return None if facts is None else facts.resolution_m


def finds_cover(value: str) -> bool:
    """Whether the model that a choice names finds ground cover, such as water."""
    facts = None if value.startswith(ENCODER) else _facts_of(value)
    return facts is not None and facts.has_cover


def reads_dates(value: str) -> bool:
    """Whether the model that a choice names reads several dates of the same ground."""
    facts = None if value.startswith(ENCODER) else _facts_of(value)
    return facts is not None and facts.has_dates


def _facts_of(value: str) -> Optional[ModelFacts]:
    return model_facts(ZOO / (value or DEFAULT_BASE) if is_name(value) else Path(value))


def _read(path: Path, written: datetime) -> Optional[ModelFacts]:
    try:
        card = read_card(path)
    except ModelCardError:
        return None
    resolution = card.get("resolution_m")
    return ModelFacts(tuned_score(card), _local_time(card.get("created")) or written,
                      float(resolution) if isinstance(resolution, (int, float)) else None, is_base(card),
                      bool(card.get("cover")), len(in_order(_dates(card.get("bands")))) > 1)


def _dates(bands: Any) -> Iterator[str]:
    """The dates in the names of a card's bands."""
    for band in bands if isinstance(bands, list) else []:
        yield date_in(str(band.get("name", ""))).date if isinstance(band, dict) else ""


def _local_time(text: object) -> Optional[datetime]:
    """The local time of a card's ISO 8601 text, which is in UTC unless it has an offset; None for another text."""
    try:
        time = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=timezone.utc)).astimezone()
