"""Labels of every kind of vector layer reach the worker as the same polygons with the same classes."""

import pytest
from osgeo import ogr
from qgis.core import (
    NULL,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QUrl
from roofline.plugin import compat
from roofline.plugin.layers.areas import read_labels
from roofline.protocol.paths import ROOT
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.support.map_server import map_server, published

pytestmark = pytest.mark.usefixtures("scratch")
CLASSES = ("Scheune", "größer", NULL)
PLACES = ((500002, 4500040), (500012, 4500050), (500022.5, 4500060.25))
CLASS = "&field=class:string(20)"


def corners(number, more=""):
    x, y = PLACES[number]
    return ", ".join(f"{x + 6 * i} {y + 4 * j}{more}" for i, j in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))


def house(number, shape="Polygon(({}))"):
    return shape.format(corners(number))


def houses(shape="Polygon(({}))", **facts):
    return make_layer(*(house(number, shape) for number in range(3)),
                      **{"fields": CLASS, "rows": [(name,) for name in CLASSES], "name": "labels", **facts})


def heights(kind, more):
    """Houses whose corners have heights, measures, or both."""
    return make_layer(*(f"{kind}(({corners(number, more)}))" for number in range(3)), kind=kind, fields=CLASS,
                      rows=[(name,) for name in CLASSES], name="labels")


def saved(path, driver, encoding="UTF-8", layer=None):
    how = QgsVectorFileWriter.SaveVectorOptions()
    how.driverName, how.layerName, how.fileEncoding = driver, "labels", encoding
    done = QgsVectorFileWriter.writeAsVectorFormatV3(layer or houses(), str(path),
                                                     QgsProject.instance().transformContext(), how)
    assert done[0] == QgsVectorFileWriter.NoError, done
    return path


def added(source, provider="ogr"):
    layer = QgsVectorLayer(str(source), "labels", provider)
    assert layer.isValid(), layer.error().summary()
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def shapefile(folder, encoding, codepage=True):
    """Without a .cpg, and with 0 as its language driver, nothing in the files tells the encoding."""
    path = saved(folder / "labels.shp", "ESRI Shapefile", encoding)
    if not codepage:
        path.with_suffix(".cpg").unlink()
        table = path.with_suffix(".dbf")
        table.write_bytes(table.read_bytes()[:29] + b"\0" + table.read_bytes()[30:])
    layer = added(path)
    if not codepage:
        layer.setProviderEncoding(encoding)
    return layer


def table(server, name="labels", kind="Polygon"):
    values = ", ".join(f"(ST_GeomFromText('{house(number)}', 32633), {'NULL' if name_ == NULL else repr(name_)})"
                       for number, name_ in enumerate(CLASSES))
    server.sql(f"DROP TABLE IF EXISTS {name} CASCADE; CREATE TABLE {name} (id serial PRIMARY KEY, "
               f"geom geometry({kind}, 32633), class text); INSERT INTO {name} (geom, class) VALUES {values};")
    return server.source(name, kind="Polygon")


def view(server):
    table(server)
    server.sql("CREATE VIEW seen AS SELECT id, geom, class FROM labels")
    return server.source("seen")


def csv(folder):
    lines = [f'"{house(number)}",{"" if name == NULL else name}' for number, name in enumerate(CLASSES)]
    (folder / "labels.csv").write_text("\n".join(["wkt,class", *lines]), encoding="utf-8")
    return f"{QUrl.fromLocalFile(str(folder / 'labels.csv')).toString()}?wktField=wkt&crs=EPSG:32633&encoding=UTF-8"


def joined():
    """The class comes from a table."""
    layer = houses(fields="&field=number:integer", rows=[(number,) for number in range(3)])
    names = make_layer(*[None] * 3, kind="None", crs="", fields=f"&field=number:integer{CLASS}",
                       rows=list(enumerate(CLASSES)), name="names")
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(names)
    join.setJoinFieldName("number")
    join.setTargetFieldName("number")
    join.setPrefix("")
    join.setUsingMemoryCache(True)
    assert layer.addJoin(join)
    return layer


def computed():
    """The class comes from an expression."""
    layer = houses(fields="&field=kind:string", rows=[(name,) for name in CLASSES])
    layer.addExpressionField("kind", compat.new_field("class", compat.STRING))
    return layer


def unsaved(folder):
    """Nothing of the edits is in the file: a class, a shape, a new label, and one that was deleted."""
    layer = added(saved(folder / "labels.gpkg", "GPKG", layer=make_layer(
        house(0), house(0), house(2), fields=CLASS, rows=[("Scheune",), ("?",), ("gone",)], name="labels")))
    assert layer.startEditing()
    first, second, third = sorted(layer.allFeatureIds())
    layer.changeAttributeValue(second, layer.fields().lookupField("class"), CLASSES[1])
    layer.changeGeometry(second, QgsGeometry.fromWkt(house(1)))
    layer.deleteFeature(third)
    new = QgsFeature(layer.fields())
    new.setGeometry(QgsGeometry.fromWkt(house(2)))
    assert layer.addFeature(new)
    return layer


def with_others(folder=None):
    """The labels, and one that is none of them."""
    layer = make_layer(*(house(number) for number in (0, 1, 2, 1)), fields=CLASS,
                       rows=[*((name,) for name in CLASSES), ("other",)], name="labels")
    return layer if folder is None else added(saved(folder / "labels.gpkg", "GPKG", layer=layer))


def filtered(folder):
    layer = with_others(folder)
    assert layer.setSubsetString("class IS NULL OR class <> 'other'")
    return layer


def selected():
    layer = with_others()
    layer.selectByIds([1, 2, 3])
    return QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)


def with_nothing():
    layer = houses()
    for wkt in (None, "Polygon EMPTY"):
        feature = QgsFeature(layer.fields())
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeatures([feature])[0]
    return layer


def virtual():
    """A query of another layer of the project."""
    houses()
    query = QUrl.toPercentEncoding("SELECT geometry, class FROM labels").data().decode()
    return f"?query={query}&geometry=geometry:3:32633"


KINDS = {
    "a layer in memory": lambda folder, get: houses(),
    "a GeoPackage": lambda folder, get: added(saved(folder / "labels.gpkg", "GPKG")),
    "a GeoPackage, by its path": lambda folder, get: str(saved(folder / "labels.gpkg", "GPKG")),
    "SpatiaLite": lambda folder, get: added(saved(folder / "labels.sqlite", "SQLite")),
    "FlatGeobuf": lambda folder, get: added(saved(folder / "labels.fgb", "FlatGeobuf")),
    "GeoJSON": lambda folder, get: added(saved(folder / "labels.geojson", "GeoJSON")),
    "a Shapefile in UTF-8": lambda folder, get: shapefile(folder, "UTF-8"),
    "a Shapefile in windows-1252": lambda folder, get: shapefile(folder, "windows-1252"),
    "a Shapefile without a code page, its encoding set on the layer":
        lambda folder, get: shapefile(folder, "windows-1252", codepage=False),
    "PostGIS": lambda folder, get: added(table(get("postgis")), "postgres"),
    "PostGIS, a column of any geometry": lambda folder, get: added(table(get("postgis"), kind="Geometry"), "postgres"),
    "PostGIS, a view": lambda folder, get: added(view(get("postgis")), "postgres"),
    "PostGIS, by its source": lambda folder, get: f"postgres://{table(get('postgis'))}",
    "WFS": lambda folder, get: added(get("wfs"), "WFS"),
    "WFS, by its source": lambda folder, get: f"WFS://{get('wfs')}",
    "delimited text": lambda folder, get: added(csv(folder), "delimitedtext"),
    "delimited text, by its source": lambda folder, get: f"delimitedtext://{csv(folder)}",
    "a virtual layer": lambda folder, get: added(virtual(), "virtual"),
    "a joined class": lambda folder, get: joined(),
    "a computed class": lambda folder, get: computed(),
    "unsaved edits": lambda folder, get: unsaved(folder),
    "a filter": lambda folder, get: filtered(folder),
    "the selected ones alone": lambda folder, get: selected(),
    "multipolygons": lambda folder, get: houses("MultiPolygon((({})))", kind="MultiPolygon"),
    "curves": lambda folder, get: houses("CurvePolygon(CompoundCurve(({})))", kind="CurvePolygon"),
    "multisurfaces": lambda folder, get: houses("MultiSurface(Polygon(({})))", kind="MultiSurface"),
    "heights (Z)": lambda folder, get: heights("PolygonZ", " 7"),
    "measures (M)": lambda folder, get: heights("PolygonM", " 7"),
    "heights and measures (ZM)": lambda folder, get: heights("PolygonZM", " 7 8"),
    "null and empty geometries among them": lambda folder, get: with_nothing(),
}


@pytest.fixture(scope="module")
def wfs(qgis, tmp_path_factory):
    """The source of a WFS that serves the labels."""
    folder = tmp_path_factory.mktemp("wfs")
    project = published([added(saved(folder / "served.gpkg", "GPKG"))], "EPSG:32633", folder / "served.qgs")
    with map_server(project, folder / "log") as server:
        yield (f"pagingEnabled='default' restrictToRequestBBOX='1' srsname='EPSG:32633' typename='labels' "
               f"url='{server.address}' version='auto'")


def asked(provider, context, feedback, town, value):
    """The labels as a training's request brings them to the worker: class, place and size of each."""
    algorithm = provider.algorithm("finetune").create()
    values = {**town, "LABELS": value.id() if isinstance(value, QgsVectorLayer) else value}
    fine, words = algorithm.checkParameterValues(values, context)
    assert fine, words
    assert algorithm.prepare(values, context, feedback), feedback.errors
    file = ogr.Open(algorithm.request.labels)
    return sorted((row["class"] or "", *shape(row.geometry())) for row in file.GetLayer())


def shape(geometry):
    middle = geometry.Centroid()
    return geometry.GetGeometryName(), round(middle.GetX(), 3), round(middle.GetY(), 3), round(geometry.Area(), 3)


SAME = sorted(("" if name == NULL else name, "MULTIPOLYGON", x + 3, round(y + 2, 3), 24.0)
              for name, (x, y) in zip(CLASSES, PLACES))


@pytest.mark.parametrize("kind", KINDS)
def test_labels_of_every_kind_of_layer_are_the_same(provider, context, feedback, town, tmp_path, request, kind):
    value = KINDS[kind](tmp_path, request.getfixturevalue)
    assert asked(provider, context, feedback, town, value) == SAME
    if isinstance(value, QgsVectorLayer):  # the panel counts them itself
        assert sorted((label.class_name, round(label.geometry.area(), 3)) for label in read_labels(value)) == [
            (name, area) for name, *_, area in SAME]


def test_each_of_these_kinds_is_in_the_table_of_the_documents():
    text = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8").split("## Labels\n")[1].split("\n## ")[0]
    rows = [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines()
            if line.endswith("| `test_labels_of_every_kind_of_layer_are_the_same` |")]
    assert sorted(rows) == sorted(KINDS)
