"""Files of several layers given without the name of one: refused with their names, unless only one can be meant."""

import pytest
from osgeo import ogr
from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer
from roofline.tests.qgis.support.layers import HOUSE, make_raster, save_layer

pytestmark = pytest.mark.usefixtures("scratch")


@pytest.fixture()
def two_layers(tmp_path):
    for name in ("areas", "buildings"):
        save_layer(tmp_path / "town.gpkg", name, HOUSE)
    return tmp_path / "town.gpkg"


@pytest.fixture()
def ask(run, tmp_path):
    """Run an algorithm with one input changed."""
    house = save_layer(tmp_path / "house.gpkg", "house", HOUSE)
    image = make_raster(tmp_path / "image.tif")
    values = {
        "finetune": {"IMAGERY": [str(image)], "LABELS": str(house), "MODEL": str(tmp_path / "m.roofline"),
                     "BASE_MODEL": "count"},
        "predict": {"IMAGERY": [str(image)], "FOOTPRINTS": "memory:"},
        "evaluate": {"FOOTPRINTS": str(house), "REFERENCE": str(house)},
        "learningcurve": {"IMAGERY": [str(image)], "LABELS": str(house), "REPORT": str(tmp_path / "r.html")},
        "suggest": {"IMAGERY": [str(image)], "SUGGESTED": "memory:"},
        "regularize": {"INPUT": str(house), "OUTPUT": "memory:"}}
    return lambda name, **changes: run(name, **{**values[name], **changes})


INPUTS = [("finetune", "LABELS"), ("finetune", "AREAS"), ("predict", "AREAS"), ("evaluate", "FOOTPRINTS"),
          ("evaluate", "REFERENCE"), ("evaluate", "AREAS"), ("learningcurve", "LABELS"), ("learningcurve", "AREAS"),
          ("suggest", "LABELS"), ("suggest", "AREAS"), ("regularize", "INPUT")]


@pytest.mark.parametrize(("name", "input"), INPUTS)
def test_no_algorithm_takes_the_first_of_several_layers(ask, two_layers, name, input):
    for value in (str(two_layers), f"file://{two_layers}", QgsProcessingFeatureSourceDefinition(str(two_layers))):
        with pytest.raises(AssertionError, match=r"town.gpkg holds 2 layers \(areas, buildings\). Say which one is "
                                                 r"meant, as in .*town.gpkg\|layername=areas"):
            ask(name, **{input: value})
    ask(name, **{input: f"{two_layers}|layername=buildings"})
    ask(name, **{input: f"{two_layers}|layerid=1"})


@pytest.mark.parametrize(("driver", "suffix"), [("SQLite", "sqlite"), ("KML", "kml"), ("GML", "gml")])
def test_other_files_of_several_layers_are_refused_too(ask, tmp_path, driver, suffix):
    path = tmp_path / f"town.{suffix}"
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    for name in ("one", "two"):
        layer = source.CreateLayer(name, None, ogr.wkbPolygon)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON ((0 0, 1 0, 1 1, 0 0))"))
        layer.CreateFeature(feature)
    feature = layer = source = None
    with pytest.raises(AssertionError, match=r"holds 2 layers \(one, two\)"):
        ask("regularize", INPUT=str(path))


def test_tables_beside_one_layer_of_polygons_leave_no_doubt(ask, tmp_path):
    path = save_layer(tmp_path / "styled.gpkg", "houses", HOUSE)
    layer = QgsVectorLayer(str(path), "", "ogr")
    assert not layer.saveStyleToDatabase("style", "", True, "")
    file = ogr.Open(str(path), update=1)
    file.CreateLayer("notes", None, ogr.wkbNone)
    file = None
    assert ask("regularize", INPUT=str(path))["COUNT"] == 0


def test_a_layer_of_the_project_is_never_in_doubt(ask, two_layers):
    layer = QgsVectorLayer(str(two_layers), "town.gpkg", "ogr")  # as an old project may have it
    QgsProject.instance().addMapLayer(layer, False)
    for value in (layer, layer.id(), "town.gpkg"):
        ask("regularize", INPUT=value)
