"""CRS that a raster layer has in QGIS and not in its file: written into a virtual raster (GDAL VRT) for the worker."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Optional

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from ...protocol.imagery import RASTER_TAGS
from .sources import MOST_KNOWN, file_stamp, source_file

FOLDER = "imagery"
"""Folder of the virtual rasters in the folder of a job."""


def set_in_qgis(layer: QgsRasterLayer) -> Optional[str]:
    """A sentence where a layer has another CRS than its file; None where both say the same."""
    shown, stored = layer.crs(), layer.dataProvider().crs()
    if not shown.isValid() or shown == stored:
        return None
    name, as_set = layer.name(), shown.userFriendlyIdentifier()
    if not stored.isValid():
        return f"Layer '{name}' is read in {as_set}, as its CRS is set in QGIS; the file has none."
    return (f"Layer '{name}' is read in {as_set}, as its CRS is set in QGIS; the file says "
            f"{stored.userFriendlyIdentifier()}.")


def with_crs(source: str, crs: QgsCoordinateReferenceSystem, folder: Path, number: int) -> str:
    """The path of a virtual raster in the folder of a job: the raster `source` in another CRS. `number` tells it from
    others of the same name. Raises OSError where it cannot be written, RuntimeError where GDAL cannot read the source.
    """
    name = Path(source).name
    path = folder / FOLDER / str(number) / f"{Path(source).stem}.vrt"
    stamp = file_stamp(Path(source_file(source)))
    state = stamp if any(stamp) else object()  # what is no file on this machine is described anew each time
    text = _described(source, crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED), name, state)
    if not (path.is_file() and path.read_text(encoding="utf-8") == text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(path)


def source_of(path: str) -> str:
    """The raster that a virtual raster of with_crs() stands for; any other path itself."""
    if Path(path).suffix != ".vrt" or Path(path).parent.parent.name != FOLDER:
        return path
    opened = _opened(path)
    tags = {} if opened is None else opened.GetMetadata(RASTER_TAGS)
    return str(json.loads(tags["rasters"])[0]) if "rasters" in tags else path


@lru_cache(MOST_KNOWN)
def _described(source: str, wkt: str, name: str, state: object) -> str:
    """The description of a raster in another CRS, which names its source by an absolute path. Made once for a `state`
    of the file: on a slow drive, opening takes a while."""
    raster = _opened(source)
    if raster is None:
        raise RuntimeError(f"GDAL cannot open {source}.")
    virtual = gdal.GetDriverByName("VRT").CreateCopy("", raster)
    if virtual.GetGCPCount():
        virtual.SetGCPs(virtual.GetGCPs(), wkt)
    else:
        virtual.SetProjection(wkt)
    virtual.SetMetadata({"name": json.dumps(name), "rasters": json.dumps([source])}, RASTER_TAGS)
    return str(virtual.GetMetadata("xml:VRT")[0])


def _opened(source: str) -> Optional[gdal.Dataset]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return gdal.OpenEx(source, gdal.OF_RASTER | gdal.OF_READONLY)
    except RuntimeError:  # another plugin made GDAL raise
        return None
    finally:
        gdal.PopErrorHandler()
