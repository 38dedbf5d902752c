"""Small layers and rasters that the tests draw."""

import math

from osgeo import gdal, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

gdal.UseExceptions()

HOUSE = "Polygon((500010 4500050, 500030 4500050, 500030 4500070, 500010 4500070, 500010 4500050))"
BOW_TIE = "Polygon((500010 4500050, 500030 4500070, 500030 4500050, 500010 4500070, 500010 4500050))"


def lose(layer):
    """Let the layer be as in a project whose files were moved."""
    layer.setDataSource("/nowhere/town.gpkg|layername=lost", layer.name(), "ogr")
    assert not layer.isValid()
    return layer


def make_raster(path, epsg=32633, size=64, corner=(500000, 4500100)):
    raster = gdal.GetDriverByName("GTiff").Create(str(path), size, size, 3)
    raster.SetGeoTransform((corner[0], 1, 0, corner[1], 0, -1))
    if epsg:
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(epsg)
        raster.SetProjection(crs.ExportToWkt())
    raster = None
    return path


def make_layer(*wkts, kind="Polygon", name="houses", crs="EPSG:32633", fields="", rows=()):
    """A memory layer; `rows` holds the attributes of each feature."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}{fields}", name, "memory")
    for number, wkt in enumerate(wkts):
        feature = QgsFeature(layer.fields())
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        if rows:
            feature.setAttributes(list(rows[number]))
        assert layer.dataProvider().addFeatures([feature])[0]
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def save_layer(path, name, *wkts, driver="GPKG", **options):
    """A file with a layer of a house or of `wkts`, or one more layer in a file that is there."""
    layer = make_layer(*(wkts or (HOUSE,)), name=name, **options)
    how = QgsVectorFileWriter.SaveVectorOptions()
    how.driverName, how.layerName = driver, name
    if path.exists():
        how.actionOnExistingFile = QgsVectorFileWriter.CreateOrOverwriteLayer
    done = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), how)
    assert done[0] == QgsVectorFileWriter.NoError, done
    return path


def ground_angles(ring, crs):
    """Of a closed ring, in degrees, measured by QGIS on the ellipsoid."""
    ruler = QgsDistanceArea()
    ruler.setSourceCrs(QgsCoordinateReferenceSystem(crs), QgsProject.instance().transformContext())
    ruler.setEllipsoid("WGS84")
    corners = ring[:-1]
    for number, corner in enumerate(corners):
        after, before = corners[(number + 1) % len(corners)], corners[number - 1]
        turn = math.degrees(ruler.bearing(corner, after) - ruler.bearing(corner, before))
        yield abs((turn + 180) % 360 - 180)
