"""A CRS that is set on the layer, in a project, and not in the file: footprints lie where QGIS shows the imagery."""

import os
import subprocess
import sys

import pytest
from osgeo import gdal, ogr

PROJECT = """
import sys
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
application = QgsApplication([], False)
application.initQgis()
layer = QgsRasterLayer(sys.argv[1], "bare")
assert layer.isValid() and not layer.crs().isValid()
layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32736"))
QgsProject.instance().addMapLayer(layer)
assert QgsProject.instance().write(sys.argv[2])
"""


@pytest.fixture(scope="module")
def project(scene, tmp_path_factory):
    """A project with the scene as a layer whose file has no CRS."""
    folder = tmp_path_factory.mktemp("bare")
    bare = folder / "bare.tif"
    gdal.Translate(str(bare), scene["imagery"][0], creationOptions=["PROFILE=BASELINE", "TFW=YES"])
    (folder / "bare.tif.aux.xml").unlink()  # its CRS; the world file stays
    subprocess.run([sys.executable, "-c", PROJECT, str(bare), str(folder / "town.qgs")], check=True,
                   capture_output=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return folder / "town.qgs"


def boxes(path):
    source = ogr.Open(str(path))
    return sorted(feature.geometry().GetEnvelope() for feature in source.GetLayer(0))


def test_a_crs_that_is_set_on_the_layer_places_the_footprints(qgis, scene, project, tmp_path):
    of_file, of_layer = tmp_path / "file.gpkg", tmp_path / "layer.gpkg"
    done = qgis.run("roofline:predict", IMAGERY=scene["imagery"][0], RESOLUTION_M=0.3, FLIPS="off", FOOTPRINTS=of_file)
    assert done.returncode == 0, done.stderr
    command = qgis.arguments("roofline:predict", IMAGERY="bare", RESOLUTION_M=0.3, FLIPS="off", FOOTPRINTS=of_layer)
    command.insert(command.index("--"), f"--project_path={project}")
    done = subprocess.run(command, env=qgis.variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert ("Layer 'bare' is read in EPSG:32736 - WGS 84 / UTM zone 36S, as its CRS is set in QGIS; the file has none."
            in done.stdout + done.stderr)
    assert len(boxes(of_file)) > 5 and boxes(of_file) == boxes(of_layer)
