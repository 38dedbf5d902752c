"""Settings of imagery that is fetched, drawn and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .base import Settings, setting


@dataclass(frozen=True)
class FetchSettings(Settings):
    """Settings of the download of imagery that is in no file."""

    requests_at_once: int = setting(
        4, "Requests at once", "Of imagery from a service (XYZ, WMTS): how many tiles it is asked for at the same "
        "time. A service without tiles (WMS, WCS) is asked for one picture at a time.", minimum=1, maximum=16)
    most_megapixels: int = setting(
        500, "Most to fetch", "Imagery from a service is refused where more than so many million pixels would have to "
        "be fetched. 500 million are 45 km² at 0.3 m.", minimum=1, maximum=100_000)


@dataclass(frozen=True)
class ImagerySettings(FetchSettings):
    """Settings of the imagery of a training or a prediction."""

    as_drawn: bool = setting(
        False, "As drawn", "Take imagery from files and coverages (WCS) as QGIS draws it, with the style of its layer "
        "(colors of a palette, contrast, a choice of bands), and not its values. A style that changes nothing is not "
        "drawn. Imagery from other services is always taken so.")


@dataclass(frozen=True)
class CacheSettings(FetchSettings):
    """Settings of a download that ends in a raster."""

    resolution_m: Optional[float] = setting(
        None, "Resolution", "Ground metres a pixel. A service with levels of its own gives the one that suits; a file "
        "keeps its pixels. Empty: that of the built-in model.", minimum=0.01, maximum=30.0, unit="m", advanced=False)
    as_drawn: bool = setting(
        False, "As drawn", "Take a coverage (WCS) as QGIS draws it, with the style of its layer, and not its values. "
        "Any other layer is always taken so.")


@dataclass(frozen=True)
class KeepSettings(Settings):
    """Settings of the removal of imagery that was fetched or drawn, and is kept."""

    unused_days: int = setting(
        30, "Unused for", "How many days imagery was not used that is removed. 0: all of it.", minimum=0, maximum=3650,
        unit="days")
