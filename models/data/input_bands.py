"""Input-channel adaptation: the first convolution fitted to other bands, from the base's kernels by wavelength."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Sequence

import numpy as np
import torch
from torch import Tensor

from ...protocol.dates import date_in
from ..core.errors import RooflineError
from ..core.words import listed
from ..geodata.band_matching import BandMatch, Criterion, choice_remark, dates_of, nearest, own_bands, several
from ..geodata.bands import RasterBand, wavelength_of
from ..networks.model_card import Band, Card
from ..networks.unet import SPECTRAL_WEIGHT, tensor_shapes

MOST_BANDS = 64
"""Most bands of a model card."""

REACH_UM = 0.1
"""Difference in wavelength at which a new band starts with 1/e of the base band's kernel."""

LEAST_SHARE = 0.1
"""Share of the kernel that a band far off, or of unknown wavelength, starts with."""


@dataclass(frozen=True)
class BandPlan:
    """The bands of a tuned model: those of the base that the imagery has, in their order, then the imagery's others.

    Two matrices (new bands, base bands) hold the share of each base band's kernel in each new band's. `as_base` makes a
    network that computes what the base computes on this imagery; with `start` new bands have a share from the first
    training step on. `remarks` are clauses about the raster for the analyst. `changes`: the first layer is different
    from the base's.
    """

    bands: tuple[Band, ...]
    as_base: np.ndarray
    start: np.ndarray
    remarks: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether the first layer is different from the base's."""
        return not np.array_equal(self.start, np.eye(self.start.shape[1]))


def plan_bands(file: str, base: Sequence[Band], raster: Sequence[RasterBand], is_chosen: bool = False) -> BandPlan:
    """The plan for a base with the bands `base` and imagery with the bands `raster`; `file` is the raster's name for
    messages. Where the bands of the imagery are chosen (`is_chosen`), they stand for those of the base in their order.
    Raises RooflineError for more than MOST_BANDS."""
    if len(raster) > MOST_BANDS:
        raise RooflineError(
            f"{file} has {len(raster)} bands; a model reads {MOST_BANDS} at most. Put the bands that matter into a "
            "raster of their own ('Rearrange bands' in the Processing toolbox).")
    found = _in_order(raster, base) if is_chosen else own_bands(raster, base)
    own = [match.band for match in found if match is not None]
    order = [*own, *(band for band in raster if band not in own)]
    leads = [match.band if match is not None else nearest(found, raster, base, place)
             for place, match in enumerate(found)]
    as_base = np.array([[float(lead == band) for lead in leads] for band in order])
    is_dated = len(dates_of(raster)) > 1
    bands = [_named(match, band, is_dated) for match, band in zip(found, base) if match is not None]
    bands += [Band(band.name, wavelength_um=band.wavelength_um) for band in order[len(own):]]
    start = _shares(as_base, bands, base, len(own))
    told = [choice_remark(own, base)] if is_chosen else []
    return BandPlan(tuple(bands), as_base, start, (*told, *_remarks(order, base, found, as_base, start)))


def _in_order(raster: Sequence[RasterBand], base: Sequence[Band]) -> list[BandMatch | None]:
    """Chosen bands of a raster in place of those of the base. One without a name that has the number of its place
    counts as matched by order."""
    found: list[BandMatch | None] = [None] * len(base)
    for place, (band, _) in enumerate(zip(raster, base)):
        is_usual = band.wavelength_um is None and band.index == place + 1
        found[place] = BandMatch(band, Criterion.ORDER if is_usual else Criterion.CHOICE)
    return found


def _named(match: BandMatch, base: Band, is_dated: bool) -> Band:
    """The band under the imagery's name; under the base's name where it was matched by order, for lack of another, with
    the date that it has in the imagery where this has several (`is_dated`)."""
    if match.criterion is Criterion.ORDER:
        name = f"{date_in(base.name).rest} {match.band.date}" if is_dated else base.name
        return Band(name, wavelength_um=wavelength_of(base))
    return Band(match.band.name, wavelength_um=match.band.wavelength_um)


def _shares(as_base: np.ndarray, bands: Sequence[Band], base: Sequence[Band], own: int) -> np.ndarray:
    """The share of each base band's kernel (columns) with which each new band (rows) starts.

    A band that the base does not have takes a share from the base band nearest in wavelength, or from all where its
    wavelength is unknown; the share falls with the distance, and together such bands take half of a kernel at most. The
    columns still sum to one: the sum of the kernels over the bands stays, and so does the response to standardised
    bands that rise and fall together, which is what neighbouring bands mostly do.
    """
    shares = as_base.copy()
    for row in range(own, len(bands)):
        if as_base[row].any():
            continue
        far = np.array([_distance(bands[row], band) for band in base])
        takes = far == far.min()  # all of them where none is known
        shares[row, takes] = np.maximum(np.exp(-far[takes] / REACH_UM), LEAST_SHARE)
    shares = as_base + (shares - as_base) / np.maximum(1.0, (shares - as_base).sum(axis=0))
    return np.where(as_base.any(axis=0), shares / np.maximum(shares.sum(axis=0), 1.0), 0.0)


def _distance(one: Band, other: Band) -> float:
    """Micrometres between two bands; infinite where a wavelength is unknown."""
    a, b = wavelength_of(one), wavelength_of(other)
    return abs(a - b) if a is not None and b is not None else math.inf


def _remarks(order: Sequence[RasterBand], base: Sequence[Band], found: Sequence[BandMatch | None], as_base: np.ndarray,
             start: np.ndarray) -> list[str]:
    """Clauses about all bands but those that raster and base have under the same name."""
    names = [band.name for band in base]
    missing = [place for place, match in enumerate(found) if match is None]
    clauses = [f"{match.band} goes on from the base model's {band.name}, the same by wavelength"
               for match, band in zip(found, base) if match is not None and match.criterion is Criterion.WAVELENGTH]
    new: dict[str, list[RasterBand]] = {}
    for band, fed_as_base, fed in zip(order, as_base, start):
        if lost := [names[place] for place in missing if fed_as_base[place]]:
            sources = [name for name, share in zip(names, fed_as_base) if share]
            together = " together" if len(sources) > 1 else ""
            clauses.append(f"there is no {listed(lost)}; {band} starts from {listed(sources)}{together}")
        elif not fed_as_base.any():
            sources = [name for name, share in zip(names, fed) if share]
            new.setdefault(listed(sources) if sources else "nothing", []).append(band)
    clauses += [f"there is no {names[place]}, which the base model knows; it does without"
                for place in missing if not as_base[:, place].any()]
    return clauses + [_new(bands, sources) for sources, bands in new.items()]


def _new(bands: Sequence[RasterBand], sources: str) -> str:
    verb, they = ("is", "it starts") if len(bands) == 1 else ("are", "they start")
    return f"{several(bands)} {verb} new to the base model; {they} from {sources}"


def fit_to_bands(card: Card, weights: dict[str, Tensor], plan: BandPlan) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """(start, as_base): the weights that training starts from, and those with which the model of `card` computes on the
    plan's bands what it computes on its own; both are `weights` where nothing changes."""
    if not plan.changes:
        return weights, weights
    return adapt_first_layer(card, weights, plan.start), adapt_first_layer(card, weights, plan.as_base)


def for_each_date(shares: np.ndarray, dates: int) -> np.ndarray | None:
    """The shares of the bands of one date, where the bands come date after date and the dates are alike; else None."""
    if any(count % dates for count in shares.shape):
        return None
    rows, columns = (count // dates for count in shares.shape)
    first = shares[:rows, :columns]
    return first if np.array_equal(shares, np.kron(np.eye(dates), first)) else None


def on_each_date(bands: Sequence[Band], dates: Sequence[str]) -> tuple[Band, ...]:
    """The bands once for each date, date after date, under names that end in it."""
    return tuple(Band(f"{band.name} {date}", wavelength_um=band.wavelength_um) for date in dates for band in bands)


def adapt_first_layer(card: Card, weights: dict[str, Tensor], shares: np.ndarray) -> dict[str, Tensor]:
    """The weights of the model of `card` for other bands, in the same precision: `shares` has a row for each new band
    and a column for each of the card's.

    A kernel of the new first layer is the sum of the old ones, weighted by the band's row. The tensors of the first
    layer are recognised by their shapes, which alone depend on the number of bands; so this holds for every encoder. A
    network that looks at each date has one first layer for all, but for the spectral classifier, which sees the dates
    together. Raises RooflineError where dates differ in their bands.
    """
    if (of_each := for_each_date(shares, card.dates)) is None:
        raise RooflineError(f"The model '{card.name}' reads {card.dates} dates with the same bands, and those of this "
                            "imagery differ from date to date. Choose the same bands of each date, as BANDS.")
    bands = card.bands[:len(card.bands) // card.dates]
    one, another = (tensor_shapes(replace(card, bands=some, dates=1)) for some in (
        bands, bands[:-1] if len(bands) > 1 else (*bands, Band("another"))))
    adapted = dict(weights)
    for name, tensor in weights.items():
        if one.get(name) != another.get(name):
            mixing = torch.from_numpy(shares if name == SPECTRAL_WEIGHT else of_each).float()
            mixed = torch.einsum("nb,ob...->on...", mixing, tensor.float())
            adapted[name] = mixed.to(tensor.dtype).contiguous()
    return adapted
