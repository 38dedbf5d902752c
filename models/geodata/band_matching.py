"""Which band of a raster a model reads as which of its own, and how the analyst is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Iterable, Sequence

from ..core.errors import RooflineError
from ..networks.model_card import Band
from .bands import RasterBand, known_name, listed, wavelength_of

SAME_BAND = 0.05
"""Share by which two wavelengths may differ and still be the same band: 0.842 and 0.865 um are both near infrared,
0.665 and 0.705 um are red and red edge."""


class How(Enum):
    """What speaks for a match."""

    NAME = "name"
    WAVELENGTH = "wavelength"
    ORDER = "order"
    NEAREST = "nearest"


@dataclass(frozen=True)
class Found:
    """A raster's band for one of the model's."""

    band: RasterBand
    how: How


def own_bands(raster: Sequence[RasterBand], wanted: Sequence[Band]) -> list[Found | None]:
    """A band of the raster for each wanted one, none twice: by name, else by wavelength, else, where names and
    wavelengths say nothing, by order. None where the raster has no such band."""
    found: list[Found | None] = [None] * len(wanted)
    free = list(raster)
    nameless = all(band.wavelength_um is None for band in raster)
    for how in (How.NAME, How.WAVELENGTH, How.ORDER):
        for place, band in enumerate(wanted):
            if found[place] is None and (match := _match(how, band, free, nameless)) is not None:
                found[place] = Found(match, how)
                free.remove(match)
    return found


def _match(how: How, wanted: Band, free: Sequence[RasterBand], nameless: bool) -> RasterBand | None:
    if how is How.NAME:
        names = (wanted.name, known_name(wanted.name))
        return next((band for name in names for band in free if band.name == name), None)
    wavelength = wavelength_of(wanted)
    if how is How.WAVELENGTH:
        near = [band for band in free if wavelength and band.wavelength_um and "pan" not in (band.name, wanted.name)
                and abs(band.wavelength_um - wavelength) <= SAME_BAND * wavelength]
        return min(near, key=lambda band: abs((band.wavelength_um or 0) - (wavelength or 0)), default=None)
    if wavelength and not nameless:
        return None
    same_number = [band for band in free if wanted.name == f"band {band.index}"]
    return next(iter([*same_number, *(band for band in free if band.wavelength_um is None)]), None)


def nearest(found: Sequence[Found | None], raster: Sequence[RasterBand], wanted: Sequence[Band],
            place: int) -> RasterBand | None:
    """The band of the raster that comes closest in wavelength to the wanted one at `place`; one that was found by order
    counts as what it was taken for. None when no wavelengths are known."""
    lengths = {band: band.wavelength_um for band in raster}
    for match, band in zip(found, wanted):
        if match is not None:
            lengths[match.band] = lengths[match.band] or wavelength_of(band)
    aim = wavelength_of(wanted[place])
    known = {band: abs(length - aim) for band, length in lengths.items() if length and aim}
    return min(known, key=lambda band: known[band], default=None)


def bands_for(file: str, raster: Sequence[RasterBand], wanted: Sequence[Band], exact: bool = False) -> list[Found]:
    """A band of the raster for each of the model's; a missing one is stood in for by the nearest in wavelength.

    RooflineError when nothing can stand in, or anything would have to and the match is to be `exact`.
    """
    found = own_bands(raster, wanted)
    complete = []
    for place, match in enumerate(found):
        if match is None:
            stand_in = None if exact else nearest(found, raster, wanted, place)
            if stand_in is None:
                raise RooflineError(_lack(file, raster, wanted, exact))
            match = Found(stand_in, How.NEAREST)
        complete.append(match)
    return complete


def _lack(file: str, raster: Sequence[RasterBand], wanted: Sequence[Band], exact: bool) -> str:
    has, needs = listed([band.name for band in raster]), listed([band.name for band in wanted])
    if exact:
        return (f"The rasters of one training need the same bands: the first one has {needs}, {file} has {has}. "
                "Leave out the one that lacks bands, or put it first; then only its bands are used.")
    return (f"The model needs the bands {needs}, {file} has {has}. Choose imagery with these bands, name its bands, or "
            "choose a model made for imagery like this.")


def remarks(raster: Sequence[RasterBand], wanted: Sequence[Band], found: Sequence[Found]) -> list[str]:
    """What was matched with what, as clauses to follow the raster's name; nothing for a plain match by name."""
    if len(raster) == 1 and len(wanted) > 1:
        name = "" if str(raster[0]) == "band 1" else f" ({raster[0].name})"
        return [f"there is one band{name}; it serves for {listed([band.name for band in wanted])}"]
    by_order = [(match, band) for match, band in zip(found, wanted) if match.how is How.ORDER]
    by_length = [(match, band) for match, band in zip(found, wanted) if match.how is How.WAVELENGTH]
    clauses = []
    if by_order:
        clauses.append(f"the bands have no names that Roofline knows; {_read_as(by_order)}")
    if by_length:
        clauses.append(f"matched by wavelength, {_read_as(by_length)}")
    clauses += [f"there is no {band.name}; {match.band}, the nearest in wavelength, serves for it"
                for match, band in zip(found, wanted) if match.how is How.NEAREST]
    used = {match.band for match in found}
    if unused := [band for band in raster if band not in used]:
        verb = "is" if len(unused) == 1 else "are"
        names = listed([band.name for band in wanted])
        clauses.append(f"{several(unused)} {verb} not used; the model reads {names}")
    return clauses


def _read_as(matches: Iterable[tuple[Found, Band]]) -> str:
    return ", ".join(f"{match.band} is read as {band.name}" for match, band in matches)


def several(bands: Sequence[RasterBand]) -> str:
    """Bands as in a sentence: "bands 4 (nir) and 5"."""
    if len(bands) == 1:
        return str(bands[0])
    return f"bands {listed([re.sub('^band ', '', str(band)) for band in bands])}"


def notices(clauses: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Sentences from the clauses about each raster, given with its name; rasters of which the same is to be said share
    one."""
    files: dict[str, list[str]] = {}
    for file, said in clauses:
        for clause in said:
            files.setdefault(clause, []).append(file)
    return [f"{_subject(names)}: {clause}." for clause, names in files.items()]


def _subject(names: Sequence[str]) -> str:
    others = len(names) - 1
    if others == 0:
        return names[0]
    return f"{names[0]} and {others} other raster{'s' if others > 1 else ''}"
