"""Files behind layers (GDAL/OGR data sources): opened whatever their names are, with sidecars and layers."""

from __future__ import annotations

import glob
import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Iterator, List, Optional, Set, Tuple, Union

from osgeo import gdal, ogr
from qgis.core import (
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsMapLayer,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVirtualLayerDefinition,
)
from qgis.PyQt.QtCore import QUrl

from ...protocol.layer_sources import is_there, split_source
from .secrets import without_secrets

IN_DATABASE = (".gpkg", ".sqlite", ".db")
JOURNALS = ("-wal", "-shm", "-journal")
"""Sidecars of a SQLite database."""
LAYER_ID = re.compile(r"\|layerid=", re.IGNORECASE)
SIDECARS = (".tfw", ".wld", ".jgw", ".pgw", ".jpw", ".j2w", ".prj", ".qpj", ".cpg", ".rpb", ".qml", ".qmd")
"""Suffixes beside a raster or a shapefile: its place, CRS, encoding, style and metadata."""
DERIVED = (".aux.xml", ".ovr")
"""Ends of names of files that GDAL and QGIS write beside a raster as they read it."""
ARCHIVE = re.compile(r"/vsi(?:zip|tar|gzip|7z|rar)/(.+)")
"""GDAL's path into an archive."""
WEB = re.compile(r"https?://", re.IGNORECASE)
INSIDE = re.compile(r'(?P<driver>\w+):(?P<quote>"?)(?P<path>.+?)(?P=quote):(?P<raster>[^:/\\]+)')
"""GDAL's name of one of the rasters in a file."""
MISREAD = re.compile("%[0-9A-Fa-f]{2}")
"""In a path of a GeoPackage, QGIS with GDAL before 3.7 reads this as an escaped character."""
MOST_KNOWN = 64
"""Rasters of which it is remembered what GDAL reads with them."""
STYLES = "layer_styles"
"""QGIS's own table of styles in a GeoPackage."""


def vector_layer(path: Union[str, Path], name: str, layer: Optional[str] = None) -> QgsVectorLayer:
    """The vector layer `layer` (None: the first) of a file; invalid when the file cannot be read.

    QGIS takes some names for something else than they are, such as one with "%20" or "|option:". Such a file is opened
    through a link with a plain name.
    """
    options = "" if layer is None else f"|layername={layer}"
    opened = QgsVectorLayer(f"{path}{options}", name, "ogr")
    link = None if opened.isValid() else _plain_link(Path(path))
    return opened if link is None else QgsVectorLayer(f"{link}{options}", name, "ogr")


def open_anyway(source: str, is_raster: bool) -> Optional[QgsMapLayer]:
    """The layer of a file that QGIS itself does not find under `source`, which becomes its name; None without one."""
    path, layer = split_source(source)
    if not is_there(source_file(path)):
        return _open_remote(path, source, layer, is_raster)
    opened: QgsMapLayer
    if is_raster:
        opened = QgsRasterLayer(absolute_source(path), source, "gdal")
        link = None if opened.isValid() else _plain_link(Path(path))
        opened = opened if link is None else QgsRasterLayer(str(link), source, "gdal")
    else:
        opened = vector_layer(path, source, layer)
    return opened if opened.isValid() else None


def _open_remote(path: str, name: str, layer: Optional[str], is_raster: bool) -> Optional[QgsMapLayer]:
    """The layer at a web address, or at a path of GDAL's virtual file systems, read in ranges; None without one."""
    path = f"/vsicurl/{path}" if WEB.match(path) else path
    if not path.startswith("/vsi"):
        return None
    opened = QgsRasterLayer(path, name, "gdal") if is_raster else vector_layer(path, name, layer)
    return opened if opened.isValid() else None


def absolute_source(source: str) -> str:
    """A data source of GDAL that any process can open: a file's absolute path, also where it is one of the rasters in a
    file, as in GPKG:town.gpkg:summer; anything else as it is."""
    if is_there(source):
        return str(Path(source).absolute())
    inside = INSIDE.fullmatch(source)
    if inside is None or not is_there(inside["path"]):
        return source
    return f"{inside['driver']}:{inside['quote']}{Path(inside['path']).absolute()}{inside['quote']}:{inside['raster']}"


def source_file(source: str) -> str:
    """The path of the file in a data source of GDAL, as that in GPKG:town.gpkg:summer."""
    inside = None if is_there(source) else INSIDE.fullmatch(source)
    return source if inside is None else inside["path"]


def _plain_link(path: Path) -> Optional[Path]:
    """A link to a file, with links to its sidecars beside it, whose names hold nothing special; None where it cannot be
    made, or would not help. It lasts as long as QGIS runs."""
    if not path.is_file() or re.fullmatch(r"[\w./\\: -]*", str(path.absolute())):
        return None
    folder = Path(tempfile.mkdtemp(dir=QgsProcessingUtils.tempFolder()))
    plain = re.sub(r"[^\w-]", "_", path.stem)
    try:
        for part in [path, *path.parent.glob(f"{glob.escape(path.stem)}.*")]:
            link = folder / f"{plain}{part.name[len(path.stem):]}"
            if not link.is_symlink():
                os.symlink(part.absolute(), link)
    except OSError:  # Windows asks for a privilege
        return None
    return folder / f"{plain}{path.suffix}"


def files_of(layer: QgsMapLayer) -> Set[Path]:
    """The files on this machine that hold a layer's data, sidecars included, and those that a virtual raster or a
    virtual layer refers to."""
    if layer.providerType() == "virtual":
        return set().union(*(files_of(one) for one in _referred(layer)))
    files = file_and_sidecars(Path(source_path(layer))) if source_path(layer) else set()
    joins = layer.vectorJoins() if isinstance(layer, QgsVectorLayer) else []
    return files.union(*(files_of(join.joinLayer()) for join in joins if join.joinLayer() is not None))


def source_path(layer: QgsMapLayer) -> str:
    """The path of a layer's file or folder; "" for a layer in memory or in a database on a server."""
    source, provider = layer.source(), layer.providerType()
    path = split_source(source)[0] if provider in ("ogr", "gdal") else str(
        QgsProviderRegistry.instance().decodeUri(provider, source).get("path") or "")
    path = source_file(path)
    in_archive = ARCHIVE.match(path)
    if in_archive:
        parts = [Path(in_archive.group(1)), *Path(in_archive.group(1)).parents]
        path = str(next((part for part in parts if part.is_file()), ""))
    return path if path and is_there(path) else ""


def file_and_sidecars(path: Path) -> Set[Path]:
    """`path`, what GDAL reads with it, and what it may read in another state of the file."""
    beside = JOURNALS if path.suffix.lower() in IN_DATABASE else (".aux.xml", ".ovr", ".msk")
    files = {path, *(path.with_name(path.name + end) for end in beside), *map(path.with_suffix, SIDECARS)}
    opened = _opened(path)
    return files if opened is None else files | {Path(name) for name in opened.GetFileList() or ()}


def states_of_files(layer: QgsMapLayer) -> List[str]:
    """A text for each file that a raster is read from, another one when the file has changed: its name, time and size.
    Statistics and overviews do not count."""
    path = Path(source_path(layer))
    names = _names_read(path, file_stamp(path), layer.extent().asWktPolygon()) if path.is_file() else ()
    files = [Path(name) for name in names if not name.endswith(DERIVED)]
    return [" ".join(map(str, (file, *file_stamp(file)))) for file in files if file.is_file()]


@lru_cache(MOST_KNOWN)
def _names_read(path: Path, *_: object) -> Tuple[str, ...]:
    """The files that GDAL reads with a raster, in order; () where it cannot be read. Asked of GDAL once for a state of
    the raster, which the other arguments tell: on a slow drive, opening takes a while."""
    opened = _opened(path)
    return () if opened is None else tuple(sorted({str(path), *(opened.GetFileList() or ())}))


def _referred(layer: QgsMapLayer) -> Iterator[QgsMapLayer]:
    for source in QgsVirtualLayerDefinition.fromUrl(QUrl.fromEncoded(layer.source().encode())).sourceLayers():
        if source.isReferenced():
            found = QgsProject.instance().mapLayer(source.reference())
        else:
            found = QgsVectorLayer(source.source(), source.name(), source.provider())
        if found is not None and found.isValid():
            yield found


def unreadable(layer: QgsMapLayer) -> str:
    """Why a layer of the project shows nothing, as a sentence with the cure: its file was moved, or its server is off.
    """
    return (f"Layer '{layer.name()}' cannot be read: {without_secrets(layer.source())} is not where it was. Repair its "
            "data source, or remove the layer and open the file again.")


def several_layers(source: str) -> Optional[str]:
    """A sentence where `source` is a file of several layers without the name of one; None where it is clear which is
    meant: tables without geometries do not count after a first layer with some."""
    path, layer = split_source(source)
    if layer is not None or LAYER_ID.search(source[len(path):]) or not is_there(path):
        return None
    names, shapes = layer_names(Path(path)) or [], layer_names(Path(path), with_tables=False) or []
    if len(names) < 2 or shapes == names[:1]:
        return None
    listed = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
    return (f"{path} holds {len(names)} layers ({listed}). Say which one is meant, as in "
            f"{path}|layername={(shapes or names)[0]}")


def layer_names(path: Path, with_tables: bool = True) -> Optional[List[str]]:
    """The names of the layers in a vector file, QGIS's styles left out; None when the file cannot be read.
    `with_tables` False leaves out those without geometries too."""
    opened = _opened(path, gdal.OF_VECTOR)
    if opened is None:
        return None
    layers = [opened.GetLayer(number) for number in range(opened.GetLayerCount())]
    return [one.GetName() for one in layers
            if one.GetName() != STYLES and (with_tables or one.GetGeomType() != ogr.wkbNone)]


def is_empty(source: QgsFeatureSource) -> bool:
    """Whether a layer has no feature. QGIS cannot count those of a new, empty layer once another one of its GeoPackage
    is edited (-1), so the first is looked for instead."""
    first = QgsFeatureRequest().setLimit(1).setFlags(QgsFeatureRequest.NoGeometry).setNoAttributes()
    return next(source.getFeatures(first), None) is None


def file_stamp(path: Path) -> Tuple[int, int]:
    """Modification time in ns, and size, which tell whether a file changed; (0, 0) for a missing one."""
    try:
        state = path.stat()
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def feature_count(path: Path) -> Optional[int]:
    """The number of features of the first layer of a file, -1 when it is unknown; None when the file cannot be read."""
    opened = _opened(path, gdal.OF_VECTOR)
    found = None if opened is None else opened.GetLayer(0)
    return None if found is None else int(found.GetFeatureCount())


def _opened(path: Path, flags: int = 0) -> Optional[gdal.Dataset]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return gdal.OpenEx(str(path), flags | gdal.OF_READONLY)
    except RuntimeError:  # another plugin made GDAL raise
        return None
    finally:
        gdal.PopErrorHandler()
