"""Target of a training: classes that are buildings, told apart and drawn with straight walls, or ground cover.

What was made for buildings at 0.3 m is said in metres of these; for ground cover the same lengths hold in pixels at
least. Reasons: docs/decisions/0037.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ...protocol.imagery import MAX_RESOLUTION_RATIO
from ...protocol.labels import BUILDING
from ...protocol.networks import STRIDE
from ...protocol.settings.training import TrainSettings
from ...protocol.targets import BY_NAME, COARSE_M, covers_of
from ..core.job import Job
from ..core.words import listed
from ..networks.model_card import BOUNDARY_M, CONTACT_M, EDGES, NONE, Card

TOLERANCE_PX, RING_PX, GAP_PX = 0.5, 8.0, 10.0
"""Least outline tolerance, background ring and gap in pixels where all is ground cover: the pixels on an edge are of
both sides, and a ring of less than a pixel is none."""
SMALLER, LEAST_PX, MOST_PX = 0.8, 4.0, 100.0
"""The smallest area of a class of cover as a share of the area that nine of its labels in ten exceed, and its limits in
square pixels."""
ALIKE = 0.1
"""Share by which pixels and the resolution of an encoder may differ, and still be the same."""
MOST_M2 = 1e6
"""Largest minimum area that a card may have."""


def as_target(card: Card, classes: Sequence[str], settings: TrainSettings) -> Card:
    """The card of a base for these `classes`, of which some may be ground cover by the settings, their names or the
    card's resolution. A network of cover alone has no edges to learn, no confidence that was measured on buildings, one
    resolution, and a spectral classifier."""
    cover = covers_of(classes, settings.target_kind, card.resolution_m)
    if cover and len(cover) == len(classes):
        return replace(card, cover=cover, min_areas_m2=(), boundary_m=0.0, contact_m=0.0, separation=NONE,
                       calibration=None, seen_m=None, spectral=True)
    if card.separation == NONE:  # the base knows ground cover alone
        card = replace(card, separation=EDGES, boundary_m=BOUNDARY_M, contact_m=CONTACT_M, spectral=False)
    return replace(card, cover=cover, min_areas_m2=())


def is_all_cover(card: Card) -> bool:
    """Whether all classes of a model are ground cover."""
    return bool(card.cover) and len(card.cover) == len(card.classes)


def knows_target(base: Card, target: Card) -> bool:
    """Whether a tuned `base` has learned something of what the `target` card is for: a class of it that is cover there
    too, or buildings for buildings."""
    if set(base.cover) & set(target.cover):
        return True
    return not is_all_cover(base) and not is_all_cover(target)


def resolution_of(base: Card, is_tuned: bool, classes: Sequence[str], settings: TrainSettings, pixel_m: float, job: Job,
                  base_name: str) -> float | None:
    """The resolution at which a base is to learn ground cover from imagery with pixels of `pixel_m`, which a notice
    tells: the imagery's where that is far coarser, or where satellites are looked at and the base is an encoder with a
    fresh decoder (not `is_tuned`). Else its own (None)."""
    ratio = pixel_m / base.resolution_m
    is_free = not is_tuned and max(pixel_m, base.resolution_m) > COARSE_M and abs(math.log(ratio)) > ALIKE
    if not (is_free or ratio > MAX_RESOLUTION_RATIO) or not covers_of(classes, settings.target_kind, pixel_m):
        return None
    if ratio > MAX_RESOLUTION_RATIO:
        job.notice(f"The model looks at {pixel_m:.3g} m a pixel, as the imagery has; '{base_name}' was made for "
                   f"{base.resolution_m:g} m, so what it knows is of little use, and more labels and time are needed.")
    else:
        job.notice(f"The model looks at {pixel_m:.3g} m a pixel, as the imagery has; '{base_name}' learned from pixels "
                   f"of {base.resolution_m:g} m. Set the resolution to decide yourself.")
    return pixel_m


def fitted_settings(settings: TrainSettings, card: Card, sides: Sequence[tuple[int, int]]) -> TrainSettings:
    """The settings of a training for ground cover alone: lengths in pixels at least, and tiles no larger than the
    largest raster; `sides` are the rows and columns of each."""
    if not is_all_cover(card):
        return settings

    def least(length_m: float, pixels: float) -> float:
        return max(length_m, pixels * card.resolution_m) if length_m else 0.0

    largest = STRIDE * math.ceil(max(max(shape) for shape in sides) / STRIDE)
    return replace(
        settings, tile_size=max(min(settings.tile_size, largest), 2 * STRIDE),
        outline_tolerance_m=min(least(settings.outline_tolerance_m, TOLERANCE_PX), 20.0),
        ring_m=min(least(settings.ring_m, RING_PX), 200.0), gap_m=min(least(settings.gap_m, GAP_PX), 1000.0))


def smallest_areas(card: Card, labels_m2: Sequence[float]) -> tuple[float, ...]:
    """The smallest area of each class, from the areas that nine labels in ten exceed (`labels_m2`, (classes,)): of a
    class of cover a share of it, within limits; of buildings the card's, or less where the labels are smaller."""
    pixel = card.resolution_m ** 2
    return tuple(
        round(min(max(SMALLER * area, LEAST_PX * pixel), MOST_PX * pixel, MOST_M2), 1) if name in card.cover
        else min(card.min_area_m2, SMALLER * area) for name, area in zip(card.classes, labels_m2))


TOLD = ("Outlines stay as they are traced, without straight walls, and the score is the IoU of each class. The setting "
        "Target (TARGET_KIND) decides otherwise.")


def tell_target(card: Card, settings: TrainSettings, job: Job) -> None:
    """Notices about what is learned as ground cover, and why, and of labels that have no class."""
    if not card.cover:
        return
    if settings.target_kind != BY_NAME:
        job.notice(f"Learned as ground cover, as you chose: {listed(card.cover)}. {TOLD}")
    elif card.resolution_m > COARSE_M:
        job.notice(f"Learned as ground cover, since pixels of {card.resolution_m:g} m show no walls: "
                   f"{listed(card.cover)}. {TOLD}")
    else:
        job.notice(f"Learned as ground cover, by the names of the classes: {listed(card.cover)}. {TOLD}")
    if card.cover == (BUILDING,):
        job.notice(f"The labels have no class, so what is found will be called '{BUILDING}'. Write what they are into "
                   "the field 'class' of the labels.")
