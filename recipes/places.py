"""Catalogue of the real labelled sets by place, with sampling shares and licences: leave-one-place-out validation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One part of the world. `sets` are folders of labelled imagery; `share` is how often the recipe draws a tile from
    here, beside the other places; a place without a licence to ship is for scoring alone."""

    name: str
    sets: tuple[str, ...]
    share: float
    attribution: tuple[str, ...] = ()
    may_ship: bool = True
    without_buildings: tuple[str, ...] = ()


OPEN_DRONES = ("Imagery (c) OIN contributors via OpenAerialMap, CC BY 4.0. Buildings (c) OpenStreetMap contributors, "
               "ODbL 1.0")
INRIA = ("Inria Aerial Image Labeling (Maggiori et al., IGARSS 2017), public domain imagery and footprints by its "
         "makers' statement")
SPACENET = "SpaceNet (c) Maxar / CosmiQ Works, CC BY-SA 4.0"

PLACES = (
    Place("zanzibar", ("zanzibar",), 1.0, (f"Zanzibar: {OPEN_DRONES}",)),
    Place("nepal", ("banepa_nepal", "banepa_outskirts_nepal"), 1.0, (f"Banepa, Nepal: {OPEN_DRONES} (HOTOSM)",)),
    Place("usa", ("austin_usa_inria", "austin_usa_inria_geo", "chicago_usa_inria", "kitsap_usa_inria"), 1.5,
          (f"Austin, Chicago, Kitsap: {INRIA}; USGS National Map",
           "Scenes without buildings: UC Merced Land Use (Yang and Newsam, ACM GIS 2010), USGS National Map, public "
           "domain; NAIP, USDA, public domain"),
          without_buildings=("negatives_ucmerced_usa", "unlabelled_naip_southwest")),
    Place("austria", ("austria_inria",), 0.3,
          (f"Austria: {INRIA}; CC BY, Datenquelle: Stadt Wien - data.wien.gv.at, Land Tirol - data.tirol.gv.at",)),
    Place("satellite", ("atlanta_spacenet4", "rio_spacenet1", "paris_spacenet2", "shanghai_spacenet2"), 0.0,
          (SPACENET,), may_ship=False),
)

SYNTHETIC_SHARE, EMPTY_SHARE = 1.6, 0.4
"""How often a tile is a synthetic scene, or one without a building, beside the places' shares."""
SYNTHETIC = "Synthetic scenes: Roofline's own generator"


def place(name: str) -> Place:
    """The place called `name`; KeyError when there is none."""
    return {one.name: one for one in PLACES}[name]


def training_places(without: Collection[str]) -> tuple[Place, ...]:
    """The places whose licence allows a shipped base model to be trained on them, but for those left out."""
    return tuple(one for one in PLACES if one.may_ship and one.name not in without)
