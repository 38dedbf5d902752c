"""The GeoPackage that footprints are written to: readable while it grows, and never without what was found."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pyogrio
import pyogrio.raw
import pyproj
import pytest
import shapely
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.inference.footprint_writer import FootprintFile
from roofline.models.networks.calibration import Calibration
from roofline.models.vectorize.strips import Outline
from shapely.geometry import Polygon, box

from ..support.town import UTM

CRS = pyproj.CRS(UTM)


def square(x, **more):
    left = 500_000 + 2 * x
    return Outline(box(left, 9e6, left + 1, 9e6 + 1), x / 25, **more)


@pytest.fixture
def file(tmp_path):
    return FootprintFile(str(tmp_path / "f.gpkg"), CRS, "m", "r", ["house", "shed"])


def written(file):
    return read_polygons(file.path, "footprints", may_be_empty=True)


def test_footprints_are_appended_as_they_come(file, monkeypatch):
    monkeypatch.setattr("roofline.models.inference.footprint_writer.CHUNK", 10)
    with file:
        for x in range(25):
            file.add([square(x, class_id=x % 2, regularized=x < 5)], CRS)
        assert len(written(file)) == 20
    found = written(file)
    assert len(found) == file.count == 25
    assert found.values["confidence"] == pytest.approx([x / 25 for x in range(25)])
    assert found.values["class"] == ["house", "shed"] * 12 + ["house"]
    assert [bool(value) for value in found.values["regularized"]] == [True] * 5 + [False] * 20


def test_confidences_are_calibrated_where_the_model_can_tell(tmp_path):
    calibration = Calibration(2.0, -3.0)
    with FootprintFile(str(tmp_path / "f.gpkg"), CRS, "m", "r", ["house"], calibration) as file:
        file.add([square(15), square(20)], CRS)
    assert written(file).values["confidence"] == pytest.approx(
        calibration.confidence([15 / 25, 20 / 25]).tolist(), abs=1e-4)


def test_a_few_are_written_too_when_they_have_waited(file, monkeypatch):
    with file:
        file.add([square(0)], CRS)
        assert not file.path.exists()
        monkeypatch.setattr("roofline.models.inference.footprint_writer.EVERY_SECONDS", 0.0)
        file.add([square(1)], CRS)
        assert len(written(file)) == 2


def test_footprints_are_valid_in_the_file_whatever_they_were(file):
    cross = Polygon([(5e5, 9e6), (5e5 + 10, 9e6 + 10), (5e5 + 10, 9e6), (5e5, 9e6 + 10)])
    with file:
        file.add([Outline(cross, 0.5), square(40)], CRS)
    _, _, wkb, _ = pyogrio.raw.read(file.path)
    assert shapely.is_valid(shapely.from_wkb(wkb)).all() and len(wkb) == file.count == 3


def test_footprints_in_a_utm_zone_in_feet_lie_where_they_are(tmp_path):
    feet = pyproj.CRS("+proj=utm +zone=16 +datum=NAD83 +units=us-ft")
    place = box(2_418_800, 12_259_500, 2_418_840, 12_259_540)
    with FootprintFile(str(tmp_path / "f.gpkg"), feet, "m", "r", ["house"]) as file:
        file.add([Outline(place, 0.5)], feet)
    found = written(file)
    assert found.to(feet).geometries[0].centroid.distance(place.centroid) < 0.1
    assert found.values["area_m2"] == pytest.approx([148.7], abs=0.2)


def test_what_was_found_before_an_error_stays(file):
    with pytest.raises(KeyError), file:
        file.add([square(0), square(1)], CRS)
        raise KeyError
    assert len(written(file)) == 2


def test_nothing_found_is_a_layer_with_every_field(file):
    with file:
        pass
    assert len(written(file)) == 0 and {"class", "confidence", "regularized", "run"} <= set(written(file).values)


READER = """
import sqlite3, sys, time
rows = sqlite3.connect(sys.argv[1]).execute("SELECT * FROM footprints")
rows.fetchone()
print("reads", flush=True)
time.sleep(0.7)
"""


def is_free(path):
    with closing(sqlite3.connect(path, timeout=0)) as database:
        try:
            return bool(database.execute("BEGIN EXCLUSIVE"))
        except sqlite3.OperationalError:
            return False


def test_nothing_is_written_while_another_program_reads(file, monkeypatch):
    free, write = [], pyogrio.raw.write  # GDAL itself gives up after some seconds
    monkeypatch.setattr("pyogrio.raw.write", lambda *given, **more: free.append(is_free(given[0])) or write(
        *given, **more))
    with file:
        file.add([square(x) for x in range(500)], CRS)
        monkeypatch.setattr("roofline.models.inference.footprint_writer.EVERY_SECONDS", 0.0)
        file.add([square(500)], CRS)
        reader = subprocess.Popen([sys.executable, "-c", READER, file.path], stdout=subprocess.PIPE)
        assert reader.stdout.readline() == b"reads\n"
        file.add([square(501)], CRS)
    assert reader.wait() == 0 and all(free)
    assert len(written(file)) == file.count == 502


def disk_full(*_, **__):
    raise OSError(28, "No space left on device")


def test_footprints_that_cannot_be_written_are_told_with_the_path(file, monkeypatch):
    monkeypatch.setattr("pyogrio.raw.write", disk_full)
    with pytest.raises(RooflineError, match=r"f\.gpkg .*No space left.* room"), file:
        file.add([square(0)], CRS)


def test_a_disk_that_is_full_does_not_hide_what_went_wrong_first(file, monkeypatch):
    monkeypatch.setattr("pyogrio.raw.write", disk_full)
    with pytest.raises(KeyError), file:
        file.add([square(0)], CRS)
        raise KeyError
