"""Model cards: the JSON metadata in a model file, read without torch."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Optional

from ...protocol.label_counts import LabelCounts
from ...protocol.labels import BUILDING
from ...protocol.model_files import CARD, LARGEST_CARD
from ...protocol.targets import IOU


class ModelCardError(ValueError):
    """A model file that cannot be read."""


@dataclass(frozen=True)
class Score:
    """F1 on `buildings` held out from training, of which `found` were found, with `false_alarms`; 95 % of the bootstrap
    draws lie between `low` and `high`. None: not known. is_cross_fitted: each half of the labels was held out from a
    training on the other. is_iou: of a model of ground cover, `f1` is the mean IoU of its classes, and nothing is
    counted. is_building: the model finds buildings, and no other class."""

    f1: float
    low: Optional[float] = None
    high: Optional[float] = None
    buildings: Optional[int] = None
    is_cross_fitted: bool = False
    found: Optional[int] = None
    false_alarms: Optional[int] = None
    is_iou: bool = False
    is_building: bool = True


def read_card(path: Path) -> Dict[str, Any]:
    """The card of a *.roofline file (a zip), or of a folder with the same parts. Raises ModelCardError."""
    try:
        text = _bundled_card(path) if path.is_dir() else _card_inside(path)
        card = json.loads(text)
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile,
            RecursionError) as error:
        raise ModelCardError(f"{path} is no readable Roofline model ({error}). Choose a *.roofline file that Roofline "
                             "wrote.") from error
    if not isinstance(card, dict):
        raise ModelCardError(f"{path} is no Roofline model: its card is no object. Choose another file.")
    return card


def tuned_score(card: Dict[str, Any]) -> Optional[Score]:
    """The model's score on the held-out part; None when nothing was held out."""
    return _score(card, "held_out")


def base_score(card: Dict[str, Any]) -> Optional[Score]:
    """Its base model's score on the same part."""
    return _score(card, "base_held_out")


def facts_of(card: Dict[str, Any]) -> Dict[str, Any]:
    """What the card tells of the training: counts of labels, steps, seconds; {} where it is of no training."""
    found = card.get("labels")
    return found if isinstance(found, dict) else {}


def is_base(card: Dict[str, Any]) -> bool:
    """Whether the training brought nothing: no step was better than the base, so the model has the base's weights."""
    return facts_of(card).get("best_step") == 0 and tuned_score(card) is not None


def label_counts(card: Dict[str, Any]) -> Optional[LabelCounts]:
    """What became of the labels; of a card from before they were all counted, the two numbers that it has."""
    facts = facts_of(card)
    if not _is_number(facts.get("trained")):
        return None
    names = {"trained": "trained", "scored": "held_out", "cut": "cut", "unused": "unused", "background": "background"}
    return LabelCounts(**{kind: facts[name] for kind, name in names.items() if _is_number(facts.get(name))})


def _bundled_card(folder: Path) -> bytes:
    with open(folder / CARD, "rb") as file:
        return file.read(LARGEST_CARD)


def _card_inside(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(CARD) as file:
        return file.read(LARGEST_CARD)


def _score(card: Dict[str, Any], name: str) -> Optional[Score]:
    found = card.get("scores")
    scores = found if isinstance(found, dict) else {}
    values = scores.get(name)
    if scores.get("measure") == IOU:
        return _iou(values, scores.get("cross_fitted") is True)
    if not isinstance(values, dict) or not _is_number(values.get("f1")):
        return None
    low, high = values.get("f1_low"), values.get("f1_high")
    found, missed, false_alarms = (_count(values.get(name)) for name in ("matched", "missed", "false_alarms"))
    buildings = None if found is None or missed is None else found + missed
    is_cross_fitted = scores.get("cross_fitted") is True
    if not (_is_number(low) and _is_number(high)):
        low = high = None
    return Score(values["f1"], low, high, buildings, is_cross_fitted, found, false_alarms,
                 is_building=card.get("classes", [BUILDING]) == [BUILDING])


def _iou(values: Any, is_cross_fitted: bool) -> Optional[Score]:
    """The score of a model of ground cover."""
    found = values if isinstance(values, dict) else {}
    value: Any = found.get("mean_iou", found.get("iou"))
    return Score(float(value), is_cross_fitted=is_cross_fitted, is_iou=True) if _is_number(value) else None


def _count(value: Any) -> Optional[int]:
    return int(value) if _is_number(value) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
