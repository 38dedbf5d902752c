"""Band stack (GDAL VRT): rasters of one grid with different bands or dates, read as one raster with the bands of all.

So may come the dates of a time series, the bands of a product in files of their own, and a cloud mask beside imagery.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as Xml  # written, never read  # nosec B405

from affine import Affine
from rasterio import DatasetReader

from ...protocol.dates import date_in, in_order
from ...protocol.imagery import RASTER_TAGS
from ..core.errors import RooflineError
from ..core.job import Job
from ..core.words import listed
from .band_dates import tagged_date
from .bands import ALIASES, GDAL_TYPES, SENTINEL2, WAVELENGTHS_UM, RasterBand, common_type, raster_bands
from .cloud_masks import CloudBand, cloud_bands, kind_of
from .plain_raster import is_description, unused_value
from .raster_file import open_raster, readable
from .valid_pixels import ALPHA, CLEAR, NODATA, kind_of_mask
from .virtual_raster import write_description

SAME_PLACE = 0.01
"""Share of a pixel by which the grids of two rasters may differ and be one."""
UNTOLD = ("band 1", "pan")
"""Names of the only band of a raster that does not tell what it shows."""
PIXELS = re.compile(r"[\W_]+\d+m$", re.IGNORECASE)
"""The size of the pixels at the end of a file's name, as in B04_10m."""
NUMBER = re.compile(r"B(\d{1,2}|8A)", re.IGNORECASE)
LANDSAT = re.compile(r"L[A-Z]0\d|L30", re.IGNORECASE)
"""A word in the name of a file of Landsat or of HLS from Landsat, whose bands have other numbers than Sentinel-2's."""


@dataclass(frozen=True)
class _Layer:
    """A raster that may be in a stack: what GDAL opens for it, its grid, its date, its bands of imagery (number, name
    without the date, wavelength) and of clouds, and how its valid pixels are told."""

    path: str
    source: str
    wkt: str
    transform: Affine
    shape: tuple[int, int]
    date: str
    bands: tuple[tuple[int, str, float | None], ...]
    clouds: tuple[CloudBand, ...]
    dtype: str
    mask: str
    nodata: float | None

    @classmethod
    def of(cls, path: str) -> _Layer:
        """The raster at `path`. Raises RooflineError when it cannot serve."""
        name = Path(path).name
        with open_raster(path) as dataset, readable(name):
            clouds = tuple(cloud_bands(dataset)) or _cloud_file(name, dataset)
            is_mask = len(clouds) == dataset.count
            bands = [] if is_mask else _named_by_file(path, raster_bands(dataset, name))
            numbers = [band.index for band in bands] or [1]
            source = dataset.name if is_description(dataset.name) else str(Path(path).absolute())
            return cls(path, source, dataset.crs.to_wkt(), dataset.transform, dataset.shape,
                       date_in(Path(path).stem).date or tagged_date(dataset.tags()),
                       tuple((band.index, band.name, band.wavelength_um) for band in bands), clouds,
                       common_type(dataset, numbers), CLEAR if is_mask else kind_of_mask(dataset, bands),
                       dataset.nodatavals[numbers[0] - 1])

    @property
    def about(self) -> object:
        """What rasters of the same grid have in common."""
        grid, (across, down) = self.transform, self.transform.column_vectors[:2]
        return self.shape, round(grid.c / math.hypot(*across)), round(grid.f / math.hypot(*down))

    @property
    def names(self) -> set[str]:
        """The names of the bands of imagery."""
        return {name for _, name, _ in self.bands}

    def has_grid_of(self, other: _Layer) -> bool:
        """Whether two rasters have the same pixels."""
        apart = max(abs(one - two) for one, two in zip(~other.transform @ self.transform, Affine.identity()))
        return self.shape == other.shape and self.wkt == other.wkt and apart < SAME_PLACE

    @property
    def written(self) -> Iterator[tuple[int, str, str, float | None]]:
        """The bands as a stack has them: number, description, data type and wavelength."""
        for number, name, wavelength in self.bands:
            yield number, f"{name} {self.date}".strip(), self.dtype, wavelength
        for cloud in self.clouds:
            date = cloud.date or self.date
            yield cloud.index, f"{_described(cloud.kind)} {date}".strip(), "uint16", None


def _named_by_file(path: str, bands: list[RasterBand]) -> list[RasterBand]:
    """The bands of a raster; an only one that does not tell what it shows has the name in that of its file, as the
    files of a product have them (T33TVN_20190704T100031_B04_10m.jp2)."""
    if len(bands) == 1 and bands[0].name in UNTOLD and (name := _band_in(Path(path).stem)):
        return [replace(bands[0], name=name, wavelength_um=WAVELENGTHS_UM.get(name))]
    return bands


def _band_in(stem: str) -> str:
    """The band that the name of a file ends in, but for a date and the size of the pixels: "red" in scene_red and in
    Sentinel-2's B04. A number of another sensor stays one. Empty where the name ends in another word."""
    words = re.findall(r"[^\W_]+", PIXELS.sub("", date_in(stem).rest))
    if words and (number := NUMBER.fullmatch(words[-1])):
        own, plain = number[1].lower(), f"b{number[1].lower().lstrip('0')}"
        is_sentinel2 = own in ("8a", "10", "11", "12") or own.startswith("0")
        is_landsat = any(LANDSAT.fullmatch(word) for word in words)
        return SENTINEL2.get(own.lstrip("0"), plain) if is_sentinel2 and not is_landsat else plain
    ends = ("".join(words[-count:]).lower() for count in (3, 2, 1))
    return next((ALIASES[end] for end in ends if end in ALIASES), "")


def _cloud_file(name: str, dataset: DatasetReader) -> tuple[CloudBand, ...]:
    """The cloud mask in a file of one band that is named for one: 20190704_SCL.tif."""
    words = date_in(Path(name).stem).rest.lower().replace("_", " ").split()
    told = [" ".join(words[-2:]), *words[-1:], *(word for word in words if word in ("scl", "qa60", "fmask"))]
    kind = next((found for word in told if (found := kind_of(word))), "")
    return (CloudBand(1, kind, date_in(Path(name).stem).date),) if kind and dataset.count == 1 else ()


def _described(kind: str) -> str:
    return "cloud mask" if kind == "mask" else kind


def as_stacks(paths: Sequence[str], folder: str | Path, job: Job, with_dates: bool) -> list[str]:
    """The rasters at `paths`, with a virtual raster in `folder` in place of those that have one grid and different
    bands; `with_dates` also of those with the same bands, when their names have different dates. A notice tells of
    each. Raises RooflineError when a raster cannot serve as imagery."""
    if len(paths) < 2:
        return list(paths)
    layers = []
    for path in paths:
        job.check()
        layers.append(_Layer.of(path))
    found: list[str] = []
    for number, group in enumerate(_groups(layers, with_dates), 1):
        if len(group) < 2:
            found.append(_imagery(group[0]))
            continue
        target = Path(folder) / f"stack-{number}.vrt"
        write_description(target, _description(group))
        found.append(str(target))
        job.notice(_sentence(group))
    return found


def _imagery(layer: _Layer) -> str:
    """The path of a raster that is read by itself. Raises RooflineError for a cloud mask, which is none."""
    if layer.bands:
        return layer.path
    name = Path(layer.path).name
    raise RooflineError(
        f"{name} is a cloud mask by its name, and no other raster has its grid, so it would be taken for imagery. "
        "Bring it to the grid of the imagery (Raster > Projections > Warp, nearest neighbour) or leave it out; if it "
        "is imagery, rename it.")


def _groups(layers: Sequence[_Layer], with_dates: bool) -> list[list[_Layer]]:
    """The rasters that are read together: those of one grid that have no band in common, or not of the same date."""
    groups: list[list[_Layer]] = []
    there: dict[object, list[list[_Layer]]] = {}  # the groups by about where they lie: rasters may be many
    for layer in layers:
        near = there.setdefault(layer.about, [])
        group = next((group for group in near if _belongs(layer, group, with_dates)), None)
        if group is None:
            group = []
            groups.append(group)
            near.append(group)
        group.append(layer)
    return [sorted(group, key=lambda layer: (len(layer.date), layer.date)) for group in groups]


def _belongs(layer: _Layer, group: Sequence[_Layer], with_dates: bool) -> bool:
    if not layer.has_grid_of(group[0]):
        return False
    for other in group:
        same_date = layer.date == other.date
        if not same_date and not with_dates and layer.names & other.names:
            return False
        if same_date and (layer.names & other.names or (layer.clouds and other.clouds)):
            return False
    return True


def _sentence(group: Sequence[_Layer]) -> str:
    names, dates = [Path(layer.path).name for layer in group], in_order(layer.date for layer in group)
    told = f", dates {listed(dates)}, the earliest first" if len(dates) > 1 else ""
    masks = [Path(layer.path).name for layer in group if layer.clouds and not layer.bands]
    clouds = f" Clouds are told by {listed(masks)}." if masks else ""
    return f"{listed(names)} have one grid and are read as one raster with the bands of all{told}.{clouds}"


def _description(group: Sequence[_Layer]) -> str:
    """The description of the raster with the bands of all."""
    first = group[0]
    root = Xml.Element("VRTDataset", rasterXSize=str(first.shape[1]), rasterYSize=str(first.shape[0]))
    Xml.SubElement(root, "SRS").text = first.wkt
    Xml.SubElement(root, "GeoTransform").text = ", ".join(repr(float(value)) for value in first.transform.to_gdal())
    metadata = Xml.SubElement(root, "Metadata", domain=RASTER_TAGS)
    names = [Path(layer.path).name for layer in group]
    tags = {"name": f"{names[0]} and {len(names) - 1} more", "rasters": [layer.path for layer in group]}
    for key, value in tags.items():
        Xml.SubElement(metadata, "MDI", key=key).text = json.dumps(value)
    number = 0
    for layer in group:
        for index, name, dtype, wavelength in layer.written:
            number += 1
            band = Xml.SubElement(root, "VRTRasterBand", dataType=GDAL_TYPES[dtype], band=str(number))
            Xml.SubElement(band, "Description").text = name
            if wavelength:
                inner = Xml.SubElement(band, "Metadata")
                Xml.SubElement(inner, "MDI", key="wavelength").text = repr(wavelength)
                Xml.SubElement(inner, "MDI", key="wavelength_units").text = "um"
            _add_source(band, layer, index, is_cloud=kind_of(name) != "")
    return Xml.tostring(root, encoding="unicode")


def _add_source(band: Xml.Element, layer: _Layer, index: int, is_cloud: bool) -> None:
    """Add a band of a raster. What is not valid there gets a nodata value: each band of a stack has its own."""
    is_clear = is_cloud or layer.mask in (CLEAR, ALPHA)
    nodata = None
    if not is_clear:
        own = layer.nodata if layer.mask == NODATA else unused_value(layer.dtype)
        nodata = 0.0 if own is None else own
        Xml.SubElement(band, "NoDataValue").text = repr(nodata)
    source = Xml.SubElement(band, "SimpleSource" if is_clear else "ComplexSource")
    Xml.SubElement(source, "SourceFilename", relativeToVRT="0").text = layer.source
    Xml.SubElement(source, "SourceBand").text = str(index)
    if not is_clear and layer.mask == NODATA:
        Xml.SubElement(source, "NODATA").text = repr(nodata)
    elif not is_clear:
        Xml.SubElement(source, "UseMaskBand").text = "true"
