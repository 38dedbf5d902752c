"""Dates of bands (time series): several dates of one scene as one raster, told by the names of its bands or files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...protocol.dates import date_in, in_order
from ..networks.model_card import Band

TAGS = ("TIME", "DATE", "ACQUISITIONDATETIME", "ACQUISITION_DATE")
"""Tags of a band, or a raster, that hold its date."""


def date_of(band: Band) -> str:
    """The date in the name of a model's band, which ends in it; "" where it has none."""
    return date_in(band.name).date


def tagged_date(tags: Mapping[str, str]) -> str:
    """The date in the tags of a band or a raster; "" without one."""
    known = {name.upper(): value for name, value in tags.items()}
    return next((date for name in TAGS if (date := date_in(known.get(name, "")).date)), "")


def has_dates(bands: Iterable[Band]) -> bool:
    """Whether a model reads several dates."""
    return len(in_order(map(date_of, bands))) > 1


def on_dates(wanted: Sequence[Band], dates: Sequence[str]) -> list[Band]:
    """The bands of a model under the names that they have in a raster of these `dates`: the first date of the model is
    the first of the raster, and so on. As they are where the model and the raster have not as many."""
    own = in_order(map(date_of, wanted))
    if not own or own == list(dates) or len(own) != len(dates):
        return list(wanted)
    there = dict(zip(own, dates))
    return [replace(band, name=f"{date_in(band.name).rest} {there[date]}") if (date := date_of(band)) else band
            for band in wanted]
