"""Vector files written by Roofline (OGR): complete beside their place first, then moved there, or added to a file."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Dict, Optional, Tuple

from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFields,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ...protocol.certain import certain
from .import_polygons import FootprintsError
from .sources import feature_count, file_stamp, layer_names

ADDED_TO = ("GPKG", "SQLite")
"""Formats (OGR drivers) of files to which a layer is added; files of others are replaced."""
SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".idm", ".ind")
COMPANIONS = {".shp": SHAPEFILE, ".tab": (".tab", ".dat", ".map", ".id", ".ind"), ".mif": (".mif", ".mid"),
              ".gml": (".gml", ".xsd"), ".csv": (".csv", ".csvt", ".prj")}
"""Files that are written together, by the suffix of the first."""


class LayerWriter:
    """Writes one layer to `path`, in a folder of its own beside it until `publish`.

    A file of ADDED_TO that is there keeps its other layers: the layer is added, or replaces the one of that name, in
    one transaction. Another file that is there is replaced when the new one is complete. A context manager, which
    leaves nothing but what was published. Raises FootprintsError when something cannot be written.
    """

    def __init__(self, path: Path, driver: str, layer: str) -> None:
        self._path = Path(os.path.realpath(path))  # a link stays a link
        self._driver, self._layer = driver, layer
        self._stem = self._path.stem if re.fullmatch(r"[\w .-]+", self._path.stem) else "layer"
        self._folder: Optional[Path] = None
        self._copied_from: Dict[Path, Tuple[int, int]] = {}

    def __enter__(self) -> LayerWriter:
        try:
            self._folder = Path(tempfile.mkdtemp(prefix=".roofline-", dir=self._path.parent))
        except OSError as error:
            raise FootprintsError(error.strerror) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _staged(self) -> Path:
        name = f"{self._stem}{self._path.suffix}"  # a plain one: some formats misread others
        return certain(self._folder, "folder") / name

    def sink(self, fields: QgsFields, wkb_type: QgsWkbTypes.Type, crs: QgsCoordinateReferenceSystem,
             transforms: QgsCoordinateTransformContext, encoding: str) -> QgsVectorFileWriter:
        """The sink to fill, and to delete before `publish`: that closes the file."""
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName, options.fileEncoding = self._driver, self._layer, encoding
        options.datasourceOptions = QgsVectorFileWriter.defaultDatasetOptions(self._driver)
        options.layerOptions = QgsVectorFileWriter.defaultLayerOptions(self._driver)
        options.symbologyExport = QgsVectorFileWriter.NoSymbology
        writer = QgsVectorFileWriter.create(str(self._staged), fields, wkb_type, crs, transforms, options)
        if writer.hasError() != QgsVectorFileWriter.NoError:
            raise FootprintsError(writer.errorMessage())
        return writer

    def copy(self) -> Path:
        """A copy of the file that is there, with those that are written with it, to add to before `publish`."""
        ends = COMPANIONS.get(self._path.suffix.lower(), (self._path.suffix,))
        self._copied_from = {file: file_stamp(file) for file in map(self._path.with_suffix, ends) if file.is_file()}
        try:
            for file in self._copied_from:
                shutil.copy2(file, self._staged.with_suffix(file.suffix))
        except OSError as error:
            raise FootprintsError(error.strerror) from error
        return self._staged

    def publish(self, count: int) -> bool:
        """Put the layer, which must have `count` features, in its place. Returns whether the file has others too."""
        found = feature_count(self._staged)
        if found is None:
            raise FootprintsError("the file that was written cannot be read")
        if found not in (count, -1):
            raise FootprintsError(f"only {found} of {count} features were written")
        if any(file_stamp(file) != before for file, before in self._copied_from.items()):
            raise FootprintsError(f"{self._path} was changed by another program meanwhile")
        if self._driver in ADDED_TO and self._path.is_file() and self._path.stat().st_size:
            self._add_layer()
            return len(layer_names(self._path) or ()) > 1
        self._replace_files()
        return False

    def _replace_files(self) -> None:
        written = sorted(self._staged.parent.iterdir(), key=lambda file: file == self._staged)  # the main file last
        places = {file: self._path.with_name(f"{self._path.stem}{file.name[len(self._stem):]}") for file in written}
        stale = {self._path.with_suffix(end) for end in COMPANIONS.get(self._path.suffix.lower(), ())}
        try:
            for file in stale - set(places.values()):
                file.unlink(missing_ok=True)
            for file, place in places.items():
                file.replace(place)
        except OSError as error:
            raise FootprintsError(error.strerror) from error

    def _add_layer(self) -> None:
        """In one transaction: the file has the whole layer, or is what it was. GDAL raises or not, as QGIS's other
        plugins chose."""
        try:
            staged = gdal.OpenEx(str(self._staged), gdal.OF_VECTOR | gdal.OF_READONLY)
            target = gdal.OpenEx(str(self._path), gdal.OF_VECTOR | gdal.OF_UPDATE)
            if target is None or target.StartTransaction() != gdal.CE_None:
                raise RuntimeError(gdal.GetLastErrorMsg() or "the file that is there cannot be changed")
            if not (self._copied(staged, target) and target.CommitTransaction() == gdal.CE_None):
                problem = gdal.GetLastErrorMsg()
                target.RollbackTransaction()
                raise RuntimeError(problem or "not every feature could be added to the file")
        except RuntimeError as error:
            raise FootprintsError(str(error)) from error

    def _copied(self, staged: gdal.Dataset, target: gdal.Dataset) -> bool:
        names = [target.GetLayer(number).GetName().lower() for number in range(target.GetLayerCount())]
        if self._layer.lower() in names and target.DeleteLayer(names.index(self._layer.lower())) != gdal.CE_None:
            return False
        layer = staged.GetLayer(0)
        added = target.CreateLayer(self._layer, layer.GetSpatialRef(), layer.GetGeomType(),
                                   QgsVectorFileWriter.defaultLayerOptions(self._driver))
        return added is not None and _copied_all(layer, added)


def _copied_all(source: ogr.Layer, target: ogr.Layer) -> bool:
    """Whether all columns and features of a layer could be added to an empty one (GDAL's own CopyLayer does not work
    inside a transaction)."""
    columns = source.GetLayerDefn()
    count = columns.GetFieldCount()
    if any(target.CreateField(columns.GetFieldDefn(index)) != ogr.OGRERR_NONE for index in range(count)):
        return False
    for feature in source:
        row = ogr.Feature(target.GetLayerDefn())
        row.SetFromWithMap(feature, True, list(range(count)))
        row.SetFID(feature.GetFID())
        if target.CreateFeature(row) != ogr.OGRERR_NONE:
            return False
    return bool(target.GetFeatureCount() == source.GetFeatureCount())
