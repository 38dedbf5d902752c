"""Dates in names (time series): of bands and of files, for plugin and worker."""

from __future__ import annotations

import datetime
import re
from typing import Iterable, List, NamedTuple

DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?:[T_ ]\d{4,6}Z?)?(?!\d)")
"""A date with or without separators, and the time that may follow: 2019-07-04, 20190704T100031."""
ORDINAL = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!000)([0-2]\d\d|3[0-6]\d)T\d{6}(?!\d)")
"""A year and the day of the year, as HLS has them: 2019185T100031."""
NUMBERED = re.compile(r"(?:^|(?<=[\s_.-]))t(\d{1,3})(?=$|[\s_.-])", re.IGNORECASE)
"""The number of a date, where only its place in the order is known: t0, _T12."""


class DateIn(NamedTuple):
    """A date (2019-07-04, or t3) and what is left of the text that it was in; an empty date where it has none."""

    date: str
    rest: str


def date_in(text: str) -> DateIn:
    """The first date in a text, such as the name of a band or a file. A number that is no day, as 20190231, is none."""
    if found := next(filter(_is_day, DATE.finditer(text)), None):
        date = "-".join(found.groups())
    elif found := ORDINAL.search(text):
        date = (datetime.date(int(found[1]), 1, 1) + datetime.timedelta(int(found[2]) - 1)).isoformat()
    elif found := NUMBERED.search(text):
        date = f"t{int(found[1])}"
    else:
        return DateIn("", text)
    return DateIn(date, f"{text[:found.start()]} {text[found.end():]}".strip(" _-.:"))


def _is_day(found: re.Match[str]) -> bool:
    try:
        datetime.date(*map(int, found.groups()))
    except ValueError:
        return False
    return True


def in_order(dates: Iterable[str]) -> List[str]:
    """The different dates, the earliest first; without empty ones."""
    return sorted({date for date in dates if date}, key=lambda date: (len(date), date))
