"""Band matching: assigns the bands of a raster to those of a model by name, wavelength or order.

Also the sentences about it for the analyst.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Iterable, Sequence

from ...protocol.dates import date_in, in_order
from ..core.errors import RooflineError
from ..core.words import listed
from ..networks.model_card import Band
from .band_dates import date_of, on_dates
from .bands import SENTINEL2, RasterBand, known_name, wavelength_of

SAME_BAND = 0.05
"""Share by which two wavelengths may differ and still be the same band: 0.842 and 0.865 um are both near infrared,
0.665 and 0.705 um are red and red edge."""


class Criterion(Enum):
    """The criterion by which two bands match."""

    NAME = "name"
    WAVELENGTH = "wavelength"
    ORDER = "order"
    NEAREST = "nearest"
    CHOICE = "choice"


@dataclass(frozen=True)
class BandMatch:
    """A match: the raster's band for one of the model's bands, and the criterion."""

    band: RasterBand
    criterion: Criterion


def own_bands(raster: Sequence[RasterBand], wanted: Sequence[Band]) -> list[BandMatch | None]:
    """The band of the raster for each wanted band, none twice: by name, else by wavelength, else, where neither is
    known, by order. None where the raster has no such band. Of several dates the first goes with the first, and so on.
    """
    wanted = on_dates(wanted, dates_of(raster))
    found: list[BandMatch | None] = [None] * len(wanted)
    free = list(raster)
    nameless = all(band.wavelength_um is None for band in raster)
    for criterion in (Criterion.NAME, Criterion.WAVELENGTH, Criterion.ORDER):
        for place, band in enumerate(wanted):
            if found[place] is None and (match := _match(criterion, band, free, nameless)) is not None:
                found[place] = BandMatch(match, criterion)
                free.remove(match)
    return found


def _match(criterion: Criterion, wanted: Band, free: Sequence[RasterBand], nameless: bool) -> RasterBand | None:
    if criterion is Criterion.NAME:
        names = (wanted.name, known_name(wanted.name))
        return next((band for name in names for band in free if band.name == name), None)
    wavelength, date = wavelength_of(wanted), date_of(wanted)
    if criterion is Criterion.WAVELENGTH:
        near = [band for band in free if wavelength and band.wavelength_um and "pan" not in (band.name, wanted.name)
                and date in ("", band.date) and abs(band.wavelength_um - wavelength) <= SAME_BAND * wavelength]
        return min(near, key=lambda band: abs((band.wavelength_um or 0) - (wavelength or 0)), default=None)
    if wavelength and not nameless:
        return None
    same_number = [band for band in free if wanted.name == f"band {band.index}"]
    in_turn = [band for band in free if band.wavelength_um is None and (not date or band.date in ("", date))]
    return next(iter([*same_number, *in_turn]), None)


def dates_of(raster: Iterable[RasterBand]) -> list[str]:
    """The dates of a raster's bands, the earliest first; none where there is one date."""
    return in_order(band.date for band in raster)


def chosen_bands(file: str, raster: Sequence[RasterBand], text: str) -> list[RasterBand]:
    """The bands of a raster that the setting `bands` names, by number or name, in its order; `file` is the raster's
    name. Of a raster with several dates a name without one stands for the band of every date, date after date. Raises
    RooflineError for a band that is not there, or twice."""
    words = [word.strip() for word in text.split(",")]
    if dates := dates_of(raster):
        undated = [word for word in words if not word.isdigit() and not date_in(word).date]
        words = [*(f"{_usual_name(word)} {date}" for date in dates for word in undated),
                 *(word for word in words if word not in undated)]
    found = []
    for word in words:
        names = (word.lower(), _usual_name(word))
        band = next((one for one in raster if str(one.index) == word or one.name in names), None)
        if band is None:
            raise RooflineError(f"{file} has no band '{word}': it has {listed(raster)}. Name them by these numbers or "
                                "names, with commas between (BANDS).")
        if band in found:
            raise RooflineError(f"{band} is named twice in the bands {text}. Name each once.")
        found.append(band)
    return found


def _usual_name(word: str) -> str:
    """The name that the bands of a raster have for a word: "nir" for near infrared, and for Sentinel-2's B08."""
    number = re.fullmatch(r"b0?(\d\d?|8a)", word.lower())
    return known_name(word) or (number and SENTINEL2.get(number[1])) or word.lower()


def as_chosen(file: str, raster: Sequence[RasterBand], wanted: Sequence[Band], text: str) -> tuple[Band, ...]:
    """The bands of a model under the names that the bands of the setting `bands`, in their place, have in the raster.
    Raises RooflineError when these are not as many."""
    chosen = chosen_bands(file, raster, text)
    if len(chosen) != len(wanted):
        raise RooflineError(f"The model reads {listed([band.name for band in wanted])}, and BANDS names "
                            f"{several(chosen)}. Name as many, in this order.")
    return tuple(replace(model, name=band.name, wavelength_um=band.wavelength_um)
                 for band, model in zip(chosen, wanted))


def choice_remark(chosen: Sequence[RasterBand], wanted: Sequence[Band]) -> str:
    """A clause about chosen bands that stand for those of a model."""
    return "as chosen, " + ", ".join(f"{band} is read as {model.name}" for band, model in zip(chosen, wanted))


def nearest(found: Sequence[BandMatch | None], raster: Sequence[RasterBand], wanted: Sequence[Band],
            place: int) -> RasterBand | None:
    """The band of the raster that is nearest in wavelength to `wanted[place]`; a band that was matched by order counts
    with the wavelength of its match. None when no wavelengths are known."""
    date = date_of(on_dates(wanted, dates_of(raster))[place])
    lengths = {band: band.wavelength_um for band in raster if not date or band.date == date}
    for match, band in zip(found, wanted):
        if match is not None and match.band in lengths:
            lengths[match.band] = lengths[match.band] or wavelength_of(band)
    aim = wavelength_of(wanted[place])
    known = {band: abs(length - aim) for band, length in lengths.items() if length and aim}
    return min(known, key=lambda band: known[band], default=None)


def bands_for(file: str, raster: Sequence[RasterBand], wanted: Sequence[Band], exact: bool = False) -> list[BandMatch]:
    """The band of the raster for each of the model's bands; the nearest in wavelength stands in for a missing one.

    Raises RooflineError when a band is missing and no band can stand in, or the match must be `exact`.
    """
    _check_dates(file, raster, wanted)
    found = own_bands(raster, wanted)
    complete = []
    for place, match in enumerate(found):
        if match is None:
            stand_in = None if exact else nearest(found, raster, wanted, place)
            if stand_in is None:
                raise RooflineError(_lack(file, raster, wanted, exact))
            match = BandMatch(stand_in, Criterion.NEAREST)
        complete.append(match)
    return complete


def _check_dates(file: str, raster: Sequence[RasterBand], wanted: Sequence[Band]) -> None:
    """Raise RooflineError where the model has other dates than the raster, and not as many."""
    own, there = in_order(map(date_of, wanted)), dates_of(raster)
    if len(own) != max(len(there), 1) and not set(own) <= set(there):
        if not there:
            raise RooflineError(f"The model reads {len(own)} dates ({listed(own)}), {file} has one date. Give a raster "
                                "of as many, the earliest first, or the rasters of as many dates of one grid together: "
                                "in the panel they are chosen beside the imagery.")
        raise RooflineError(f"The model reads {len(own)} dates ({listed(own)}), {file} has {len(there)} dates "
                            f"({listed(there)}). Give a raster of as many, the earliest first, or the rasters of as "
                            "many dates of one grid together: in the panel they are chosen beside the imagery.")


def _lack(file: str, raster: Sequence[RasterBand], wanted: Sequence[Band], exact: bool) -> str:
    has, needs = listed([band.name for band in raster]), listed([band.name for band in wanted])
    if exact:
        return (f"The rasters of one training need the same bands: the first one has {needs}, {file} has {has}. "
                "Leave out the one that lacks bands, or put it first; then only its bands are used.")
    return (f"The model needs the bands {needs}, {file} has {has}. Choose imagery with these bands, name its bands, or "
            "choose a model made for imagery like this.")


def remarks(raster: Sequence[RasterBand], wanted: Sequence[Band], found: Sequence[BandMatch]) -> list[str]:
    """Clauses about matches other than by name, and about unused bands, each to follow the raster's name."""
    if len(raster) == 1 and len(wanted) > 1:
        name = "" if str(raster[0]) == "band 1" else f" ({raster[0].name})"
        return [f"there is one band{name}; it serves for {listed([band.name for band in wanted])}"]
    own, there = in_order(map(date_of, wanted)), dates_of(raster)
    by_order = [(match, band) for match, band in zip(found, wanted) if match.criterion is Criterion.ORDER]
    by_length = [(match, band) for match, band in zip(found, wanted) if match.criterion is Criterion.WAVELENGTH]
    clauses = []
    if own and own != there:
        clauses.append("its dates are read as the model's, " + ", ".join(
            f"{date} as {model}" for date, model in zip(there, own)))
    if by_order:
        clauses.append(f"the bands have no names that Roofline knows; {_read_as(by_order)}")
    if by_length:
        clauses.append(f"matched by wavelength, {_read_as(by_length)}")
    clauses += [f"there is no {band.name}; {match.band}, the nearest in wavelength, serves for it"
                for match, band in zip(found, wanted) if match.criterion is Criterion.NEAREST]
    used = {match.band for match in found}
    if unused := [band for band in raster if band not in used]:
        verb = "is" if len(unused) == 1 else "are"
        names = listed([band.name for band in wanted])
        clauses.append(f"{several(unused)} {verb} not used; the model reads {names}")
    return clauses


def _read_as(matches: Iterable[tuple[BandMatch, Band]]) -> str:
    return ", ".join(f"{match.band} is read as {band.name}" for match, band in matches)


def several(bands: Sequence[RasterBand]) -> str:
    """Bands as in a sentence: "bands 4 (nir) and 5"."""
    if len(bands) == 1:
        return str(bands[0])
    return f"bands {listed([re.sub('^band ', '', str(band)) for band in bands])}"


def notices(clauses: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Sentences from pairs of a raster's name and the clauses about it; rasters with the same clause share a sentence.
    """
    files: dict[str, list[str]] = {}
    for file, own in clauses:
        for clause in own:
            files.setdefault(clause, []).append(file)
    return [f"{_subject(names)}: {clause}." for clause, names in files.items()]


def _subject(names: Sequence[str]) -> str:
    others = len(names) - 1
    if others == 0:
        return names[0]
    return f"{names[0]} and {others} other raster{'s' if others > 1 else ''}"
