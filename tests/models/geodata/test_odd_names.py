"""Files and folders of any name that the file system takes, read and written."""

import sys

import numpy as np
import pyproj
import pytest
import shapely
from affine import Affine
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.geodata.raster_source import Imagery
from roofline.models.inference.footprint_writer import FootprintFile
from roofline.models.inference.probability_raster import ProbabilityFile
from roofline.models.vectorize.strips import Outline, Probabilities, Strip

from ...support.odd_names import ODD_NAMES
from ..support.town import UTM, write_raster

HOUSES = [shapely.box(500_000, 9_300_000, 500_010, 9_300_010), shapely.box(500_020, 9_300_000, 500_030, 9_300_010)]

pytestmark = [pytest.mark.parametrize("name", ODD_NAMES),
              pytest.mark.skipif(sys.platform == "win32", reason="not its names")]


@pytest.fixture
def folder(tmp_path, name):
    (tmp_path / name).mkdir()
    return tmp_path / name


def test_polygons_are_written_and_read(folder, name):
    for path in (folder / "labels.gpkg", folder / f"{name}.gpkg"):
        write_polygons(path, "houses", HOUSES, {"class": ["a", "b"]}, UTM)
        assert len(read_polygons(path, "labels")) == 2
        assert read_polygons(f"{path}|layername=houses", "labels").values["class"] == ["a", "b"]
    assert sorted(file.name for file in folder.iterdir()) == sorted({"labels.gpkg", f"{name}.gpkg"})


def test_footprints_are_appended(folder, name, monkeypatch):
    monkeypatch.setattr("roofline.models.inference.footprint_writer.EVERY_SECONDS", 0.0)
    with FootprintFile(str(folder / f"{name}.gpkg"), pyproj.CRS(UTM), "m", "r", ["building"]) as file:
        for house in HOUSES:
            file.add([Outline(house, 0.9)], pyproj.CRS(UTM))
    assert len(read_polygons(folder / f"{name}.gpkg", "footprints")) == 2


def test_imagery_is_read_and_probabilities_are_written(folder, name):
    raster = write_raster(folder / f"{name}.tif", np.full((3, 6, 6), 7, np.uint8),
                          Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000))
    imagery = Imagery(raster, ("red", "green", "blue"), 0.3)
    assert imagery.read(0, 0, 6, 6)[0].min() == 7
    with ProbabilityFile(str(folder / f"p {name}.tif"), imagery) as file:
        list(file.write_through([Strip(0, 6, Probabilities(*[np.zeros((6, 6), np.uint8)] * 2))]))
    assert (folder / f"p {name}.tif").is_file()
