"""Raster layers as places that the worker can open with GDAL."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, List

from qgis.core import QgsMapLayer, QgsProviderRegistry, QgsRasterLayer

SAVE_AS = "Save it as a GeoTIFF (right-click the layer > Export > Save As) and use that."


class ImageryError(Exception):
    """A layer cannot serve as imagery; the text says why and what to do."""


def raster_paths(layers: Iterable[QgsMapLayer]) -> List[str]:
    """One path, or other name that GDAL opens, for each layer, each once, in order. Raises ImageryError."""
    return list(dict.fromkeys(raster_path(layer) for layer in layers))


def raster_path(layer: QgsMapLayer) -> str:
    """Where the pixels of `layer` are: an absolute path, or a name that GDAL opens in any process."""
    name = layer.name()
    if not isinstance(layer, QgsRasterLayer):
        raise ImageryError(f"'{name}' is no raster layer. Imagery must be a raster, such as a GeoTIFF.")
    if layer.providerType() != "gdal":
        raise ImageryError(f"Layer '{name}' comes from the provider '{layer.providerType()}', which gives pictures of "
                           f"the ground and not the pixels of a file. {SAVE_AS}")
    source = layer.source().split("|")[0]  # what follows are QGIS's own options
    if source.startswith("/vsimem/") or source.startswith("MEM:"):
        raise ImageryError(f"Layer '{name}' lives in the memory of QGIS only. {SAVE_AS}")
    _check_crs(layer)
    return str(Path(source).absolute()) if Path(source).exists() else source


def _check_crs(layer: QgsRasterLayer) -> None:
    """The worker reads the file: a CRS that was set in QGIS alone would put everything in the wrong place."""
    shown, stored = layer.crs(), layer.dataProvider().crs()
    if not shown.isValid() or shown == stored:
        return
    in_file = f"the file says {stored.userFriendlyIdentifier()}" if stored.isValid() else "the file has none"
    raise ImageryError(
        f"Layer '{layer.name()}' is shown in {shown.userFriendlyIdentifier()}, but {in_file}. Write the CRS into the "
        "file with Raster > Projections > Assign Projection, or set the layer's CRS back, and run it again.")


def describe_missing(source: str) -> str:
    """Why `source`, which QGIS could not open, is no layer: a sentence with the cure."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", source)
    path, layer = parts.get("path") or source, parts.get("layerName")
    looks_like_path = "/" in path or "\\" in path or Path(path).suffix
    if Path(path).is_dir():
        return f"{path} is a folder. Give the file in it."
    if Path(path).exists():
        inside = f" has no layer called '{layer}', or it" if layer else ""
        return f"{path}{inside} could not be read as a layer. Check that it is whole and of a format that QGIS opens."
    if looks_like_path:
        return f"No such file: {Path(path).absolute()}. Check the path."
    return f"There is no layer or file called '{source}'. Check the name."
