"""Raster layers (GDAL provider): paths that the worker can open, and metadata such as ground resolution and bands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, List, Tuple

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRaster,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)

from ...protocol.imagery import MAX_RESOLUTION_RATIO
from ...protocol.layer_sources import is_there, split_source
from .ground_crs import crs_problem
from .layer_crs import set_in_qgis, with_crs
from .measure import Ruler
from .sources import absolute_source, unreadable

COLORS = {QgsRaster.RedBand: "red", QgsRaster.GreenBand: "green", QgsRaster.BlueBand: "blue",
          QgsRaster.AlphaBand: "alpha", QgsRaster.GrayIndex: "gray"}
TYPES = {"Byte": "uint8", "Int8": "int8", "UInt16": "uint16", "Int16": "int16", "UInt32": "uint32", "Int32": "int32",
         "Float32": "float32", "Float64": "float64"}
MOST_NAMES = 3
"""Names of rasters in a file that a message lists."""
SAVE_AS = "Save it as a GeoTIFF (right-click the layer > Export > Save As) and use that."


class ImageryError(Exception):
    """A layer cannot serve as imagery; the text says why and what to do."""


@dataclass(frozen=True)
class ImageryFacts:
    """Metadata of a raster. resolution_m: side of a pixel on the ground at the raster's centre. width_m, height_m: that
    times the numbers of pixels. bands: a name for each, such as red, nir or "band 4". dtype: numpy's name."""

    resolution_m: float
    width_m: float
    height_m: float
    columns: int
    rows: int
    bands: Tuple[str, ...]
    dtype: str

    def is_too_coarse_for(self, resolution_m: float) -> bool:
        """Whether the worker refuses the raster for a model of that resolution."""
        return self.resolution_m > MAX_RESOLUTION_RATIO * resolution_m


def describe(layer: QgsMapLayer) -> ImageryFacts:
    """Metadata of a raster layer, from its header alone. Raises ImageryError when it cannot serve as imagery."""
    raster_path(layer)
    if not layer.crs().isValid():
        raise ImageryError(f"Layer '{layer.name()}' has no CRS, so nobody knows where it lies. Set it (right-click the "
                           "layer > Layer CRS > Set Layer CRS).")
    provider = layer.dataProvider()
    across, down = _pixel_m(layer)
    if provider.colorInterpretation(1) == QgsRaster.PaletteIndex:
        bands = _palette_bands(provider)
    else:
        bands = tuple(_band_name(provider, number) for number in range(1, provider.bandCount() + 1))
    return ImageryFacts((across * down) ** 0.5, across * layer.width(), down * layer.height(), layer.width(),
                        layer.height(), bands, _type_name(provider))


def _pixel_m(layer: QgsRasterLayer) -> Tuple[float, float]:
    """Width and height in metres, on the ground, of the pixel at the raster's centre."""
    ruler = Ruler(layer.crs(), QgsProject.instance().transformContext())
    across, down = ruler.metres_across(layer.extent().center(), layer.rasterUnitsPerPixelX(),
                                       layer.rasterUnitsPerPixelY())
    if not (across > 0 and down > 0):
        raise ImageryError(f"Layer '{layer.name()}' lies where its CRS, {layer.crs().userFriendlyIdentifier()}, does "
                           "not hold. Write the right one into the file with Raster > Projections > Assign Projection.")
    return across, down


def _band_name(provider: QgsRasterDataProvider, number: int) -> str:
    """The name by color interpretation, then by the description in the file. GDAL calls the first of several bands
    without colors gray, so there the description goes first."""
    description = provider.generateBandName(number).partition(": ")[2].strip().lower()
    color = COLORS.get(provider.colorInterpretation(number), "")
    return (description if color == "gray" else "") or color or description or f"band {number}"


def _palette_bands(provider: QgsRasterDataProvider) -> Tuple[str, ...]:
    """The bands that the worker makes of a palette."""
    colors = [entry.color for entry in provider.colorTable(1)]
    is_gray = all(color.red() == color.green() == color.blue() for color in colors)
    return ("gray",) if is_gray else ("red", "green", "blue")


def _type_name(provider: QgsRasterDataProvider) -> str:
    found = provider.sourceDataType(1)
    return next((text for name, text in TYPES.items() if getattr(Qgis.DataType, name, None) == found), "complex")


def raster_paths(layers: Iterable[QgsMapLayer], folder: Path, tell: Callable[[str], None]) -> List[str]:
    """Paths that the worker opens for these layers, in order and without duplicates: their files, or virtual rasters in
    the folder of a job where QGIS has another CRS for them, which `tell` gets a sentence about. Raises ImageryError."""
    paths = []
    for number, layer in enumerate(layers, 1):
        path, other_crs = raster_path(layer), set_in_qgis(layer)
        if other_crs is not None:
            tell(other_crs)
            path = _in_layer_crs(layer, path, folder, number)
        paths.append(path)
    return list(dict.fromkeys(paths))


def _in_layer_crs(layer: QgsRasterLayer, path: str, folder: Path, number: int) -> str:
    try:
        return with_crs(path, layer.crs(), folder, number)
    except (OSError, RuntimeError) as error:
        raise ImageryError(f"The CRS of layer '{layer.name()}' is set in QGIS alone, and could not be kept for the "
                           f"worker ({error}). Write it into the file (Raster > Projections > Assign Projection)."
                           ) from error


def raster_path(layer: QgsMapLayer) -> str:
    """The layer's data source: an absolute path, or a name that GDAL opens in any process. Raises ImageryError."""
    name = layer.name()
    if not isinstance(layer, QgsRasterLayer):
        raise ImageryError(f"'{name}' is no raster layer. Imagery must be a raster, such as a GeoTIFF.")
    if layer.providerType() != "gdal":
        raise ImageryError(f"Layer '{name}' comes from the provider '{layer.providerType()}', which gives pictures of "
                           f"the ground and not the pixels of a file. {SAVE_AS}")
    source = split_source(layer.source())[0]
    if source.startswith("/vsimem/") or source.startswith("MEM:"):
        raise ImageryError(f"Layer '{name}' lives in the memory of QGIS only. {SAVE_AS}")
    if not layer.isValid():
        raise ImageryError(unreadable(layer))
    problem = crs_problem(f"Layer '{name}'", layer.crs()) if layer.crs().isValid() else None
    if problem:
        raise ImageryError(problem)
    return absolute_source(source)


def part_in(window: QgsRectangle, crs: QgsCoordinateReferenceSystem, imagery: QgsRasterLayer,
            project: QgsProject) -> QgsRectangle:
    """The part of the imagery in a window of the map, a rectangle in `crs`; in the imagery's CRS. Raises ImageryError
    where there is none."""
    try:
        box = QgsCoordinateTransform(crs, imagery.crs(), project).transformBoundingBox(window)
    except QgsCsException as error:
        raise ImageryError("The map shows more than there is on earth. Zoom in.") from error
    part = box.intersect(imagery.extent())
    if part.isEmpty():
        raise ImageryError(f"The map shows nothing of '{imagery.name()}'. Zoom to it.")
    return part


def rasters_in(path: str) -> List[str]:
    """The names by which GDAL opens the rasters in a file of several."""
    found = QgsProviderRegistry.instance().querySublayers(path)
    names = [layer.uri() for layer in found if layer.type() == QgsMapLayer.RasterLayer]
    return names if len(names) > 1 else []


def describe_missing(source: str) -> str:
    """A sentence on why QGIS could not open `source` as a layer, with the cure."""
    path, layer = split_source(source)
    if path.startswith("/vsi") or "://" in path:
        return f"{path} could not be opened. Check the address, and that its server answers."
    looks_like_path = "/" in path or "\\" in path or Path(path).suffix
    exists = is_there(path)
    if exists and Path(path).is_dir():
        return f"{path} is a folder. Give the file in it."
    rasters = rasters_in(path) if exists else []
    if rasters:
        return (f"{path} holds {len(rasters)} rasters. Say which one: {' or '.join(rasters[:MOST_NAMES])}. If they are "
                "bands of one image, put them together first (Raster > Miscellaneous > Build Virtual Raster).")
    if exists:
        inside = f" has no layer called '{layer}', or it" if layer else ""
        return f"{path}{inside} could not be read as a layer. Check that it is whole and of a format that QGIS opens."
    if looks_like_path:
        return f"No such file: {Path(path).absolute()}. Check the path."
    return f"There is no layer or file called '{source}'. Check the name."
