"""Dates of bands (time series): several dates of one scene as one raster, told by the names of its bands or files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..networks.model_card import Band

DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?:[T_ ]\d{4,6}Z?)?(?!\d)")
"""A date with or without separators, and the time that may follow: 2019-07-04, 20190704T100031."""
NUMBERED = re.compile(r"(?:^|(?<=[\s_.-]))t(\d{1,3})(?=$|[\s_.-])", re.IGNORECASE)
"""The number of a date, where only its place in the order is known: t0, _T12."""
TAGS = ("TIME", "DATE", "ACQUISITIONDATETIME", "ACQUISITION_DATE")
"""Tags of a band, or a raster, that hold its date."""


class DateIn(NamedTuple):
    """A date (2019-07-04, or t3) and what is left of the text that it was in; an empty date where it has none."""

    date: str
    rest: str


def date_in(text: str) -> DateIn:
    """The first date in a text, such as the name of a band or a file."""
    if found := DATE.search(text):
        date = "-".join(found.groups())
    elif found := NUMBERED.search(text):
        date = f"t{int(found[1])}"
    else:
        return DateIn("", text)
    return DateIn(date, f"{text[:found.start()]} {text[found.end():]}".strip(" _-.:"))


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


def in_order(dates: Iterable[str]) -> list[str]:
    """The different dates, the earliest first; without empty ones."""
    return sorted({date for date in dates if date}, key=lambda date: (len(date), date))


def on_dates(wanted: Sequence[Band], dates: Sequence[str]) -> list[Band]:
    """The bands of a model under the names that they have in a raster of these `dates`: the first date of the model is
    the first of the raster, and so on. As they are where the model and the raster have not as many."""
    own = in_order(map(date_of, wanted))
    if not own or own == list(dates) or len(own) != len(dates):
        return list(wanted)
    there = dict(zip(own, dates))
    return [replace(band, name=f"{date_in(band.name).rest} {there[date]}") if (date := date_of(band)) else band
            for band in wanted]
