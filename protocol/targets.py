"""Kinds of classes, for plugin and worker: things that stand singly, as buildings, and ground cover, as water."""

from __future__ import annotations

import re
from typing import FrozenSet, Optional, Sequence, Set, Tuple

BY_NAME, BUILDINGS, COVER = "auto", "buildings", "cover"
TARGETS = (BY_NAME, BUILDINGS, COVER)
"""Values of the setting `target_kind`: as the name of each class and the pixels' size say, or the same for all."""

IOU = "iou"
"""The measure, in the scores of a model's card, of one whose classes are all ground cover: the mean IoU of these."""

COARSE_M = 2.0
"""With pixels larger than this a house is a few of them, without walls: every class counts as cover."""

COVER_NAMES: FrozenSet[str] = frozenset((
    "water", "waterbody", "waterbodies", "river", "stream", "canal", "lake", "reservoir", "sea", "ocean", "lagoon",
    "flood", "floods", "flooded", "inundation", "ice", "snow", "glacier", "wetland", "marsh", "swamp", "mangrove",
    "mangroves", "peat", "bog", "forest", "woodland", "woodlands", "trees", "canopy", "orchard", "vineyard",
    "plantation", "grassland", "meadow", "pasture", "lawn", "shrub", "shrubs", "shrubland", "scrub", "heath",
    "vegetation", "tundra", "crop", "crops", "cropland", "field", "fields", "farmland", "agriculture", "agricultural",
    "cultivated", "arable", "paddy", "maize", "wheat", "soil", "beach", "desert", "mud", "burn", "burnt", "burned",
    "landslide", "cloud", "clouds", "landcover", "artificial", "impervious", "settlement", "settlements",
    "road", "roads", "pavement", "sealed", "quarry"))
"""Words in the names of classes that are ground cover."""
BUILDING_NAMES: FrozenSet[str] = frozenset((
    "building", "buildings", "house", "houses", "roof", "roofs", "barn", "shed", "hut", "greenhouse"))
"""Words in the names of classes that have straight walls."""
SINGLE_NAMES: FrozenSet[str] = BUILDING_NAMES | {"tower", "tank", "pool", "pools"}
"""Words in the names of classes that stand singly, whatever else is in the name: "water tower"."""


def is_cover_name(name: str) -> bool:
    """Whether the name of a class says that it is ground cover: "inland water", "Forest"."""
    words = _words(name)
    return bool(words & COVER_NAMES) and not words & SINGLE_NAMES


def is_building_name(name: str) -> bool:
    """Whether the name of a class says that it is a building, as none does."""
    return not name or bool(_words(name) & BUILDING_NAMES)


def is_cover_map(classes: Sequence[str], target: str) -> bool:
    """Whether layers with these classes are of ground cover alone, by the setting `target_kind` or, with BY_NAME, since
    the names of most classes say so, and none is that of something single: not every name can be known."""
    if target != BY_NAME:
        return target == COVER
    cover = [name for name in classes if is_cover_name(name)]
    return 2 * len(cover) > len(classes) and not any(_words(name) & SINGLE_NAMES for name in classes)


def _words(name: str) -> Set[str]:
    return set(re.findall(r"[a-z]+", name.lower()))


def covers_of(classes: Sequence[str], target: str, resolution_m: Optional[float] = None) -> Tuple[str, ...]:
    """Those of the classes that are ground cover, by the setting `target_kind` and, with BY_NAME, by their names and
    the metres a pixel."""
    if target != BY_NAME:
        return tuple(classes) if target == COVER else ()
    if resolution_m is not None and resolution_m > COARSE_M:
        return tuple(classes)
    return tuple(name for name in classes if is_cover_name(name))
