"""Class mapping: class ids from the `class` column of the labels, and a head with one output channel for each class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from ...protocol.labels import BACKGROUND
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import count, listed
from ..geodata.polygon_io import Polygons
from ..networks.channels import EDGE_CHANNELS
from ..networks.model_card import MOST_CLASSES, Card
from ..networks.unet import SPECTRAL

HEAD = ("head.0.weight", "head.0.bias")
"""The tensors of networks.unet.Network whose first axis is the output channels, beside SPECTRAL: as many for each as there
are pixels for one of the decoder's."""
LONGEST_NAME = 100


def is_background(labels: Polygons) -> np.ndarray:
    """A boolean array of the labels with the class "background": there is no building."""
    return np.array([word == BACKGROUND for word in labels.words("class")], bool)


def plan_classes(labels: Polygons, base: Sequence[str], job: Job) -> tuple[str, ...]:
    """The classes of the labels, those of `base` first and the others by falling count, then name; spelled as in the
    base or else as in the first label. An empty class means the first of `base`. A notice through `job` lists them when
    there are several. Raises RooflineError without any building, and for more than MOST_CLASSES.
    """
    counts: Counter[str] = Counter()
    spelled = {name.lower(): name for name in base}
    for text in labels.texts("class"):
        word = _key(text, base)
        spelled.setdefault(word, text[:LONGEST_NAME])
        counts[word] += 1
    negatives = counts.pop(BACKGROUND, 0)
    if not counts:
        raise RooflineError(f"The class of every label is '{BACKGROUND}' (labels: {negatives}), so there is no "
                            "building to learn from. Draw some buildings too.")
    if len(counts) > MOST_CLASSES:
        raise RooflineError(f"The labels have {len(counts)} classes, and {MOST_CLASSES} are the most. Merge some in "
                            "the field 'class', or empty it to learn all as one.")
    places = {name.lower(): place for place, name in enumerate(base)}
    order = sorted(counts, key=lambda word: (places.get(word, len(places)), -counts[word], word))
    if negatives:
        job.notice(f"Labels that teach where no building is (class '{BACKGROUND}'): {negatives:,}.")
    if len(order) > 1:
        listed = ", ".join(f"{spelled[word]} ({count(counts[word], 'label')})" for word in order)
        job.notice(f"The model learns {len(order)} classes: {listed}.")
    return tuple(spelled[word] for word in order)


def tell_untaught(classes: Sequence[str], taught: np.ndarray, job: Job) -> None:
    """A notice about the classes of which no label is learned; `taught` (n,) are the class ids of those that are."""
    missing = [name for number, name in enumerate(classes) if number not in taught]
    if missing:
        job.notice(f"No label of these classes is learned, so the model will not find them: {listed(missing)}. All "
                   "of their labels are held out, or lie outside the imagery or the areas to learn from. Draw some "
                   "more where the model learns, or hold out other ground.")


def class_ids_of(labels: Polygons, classes: Sequence[str]) -> np.ndarray:
    """The class id (n,) uint8 of each label: the position of its class in `classes` of plan_classes(); 0 for background
    too, which has none."""
    places = {name.lower(): place for place, name in enumerate(classes)}
    return np.array([places.get(_key(text, classes), 0) for text in labels.texts("class")], np.uint8)


def _key(text: str, classes: Sequence[str]) -> str:
    word = text[:LONGEST_NAME].lower()
    return word or classes[0].lower()


def fit_to_classes(card: Card, weights: dict[str, Tensor], classes: Sequence[str]) -> tuple[Card, dict[str, Tensor]]:
    """The model of `card` with a head for `classes`: classes of the same name keep their channels, the others start as
    copies of its first class. All other weights, and the precision, stay."""
    if tuple(classes) == card.classes:
        return card, weights
    channels = [card.classes.index(name) if name in card.classes else 0 for name in classes]
    channels += range(len(card.classes), len(card.classes) + EDGE_CHANNELS)
    fitted = dict(weights)
    for name in (*HEAD, *(SPECTRAL if card.spectral else ())):
        blocks = weights[name].unflatten(0, (len(card.classes) + EDGE_CHANNELS, -1))
        fitted[name] = torch.flatten(blocks[channels], 0, 1).contiguous()
    cover = tuple(name for name in card.cover if name in classes)
    return replace(card, classes=tuple(classes), cover=cover, min_areas_m2=()), fitted
