"""Polygons are read, repaired, measured and written as the analyst would expect, or refused with the cure."""

import os
import resource
import signal
import sqlite3
from contextlib import closing

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import shapely
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.polygon_io import Polygons, ellipsoidal_areas, read_polygons, write_polygons

BOX = shapely.box(0, 0, 10, 10)
BOW_TIE = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])


def save(path, geometries, kind="Polygon", crs="EPSG:32736", layer="labels", append=False):
    wkb = shapely.to_wkb(np.array(geometries, dtype=object))
    names = np.array([f"n{i}" for i in range(len(geometries))], dtype=object)
    pyogrio.raw.write(str(path), wkb, [names], ["class"], layer=layer, driver="GPKG", geometry_type=kind, crs=crs,
                      append=append)
    return path


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / "out.gpkg"
    hole = shapely.Polygon(BOX.exterior.coords, [[(2, 2), (4, 2), (4, 4), (2, 4)]])
    write_polygons(path, "footprints", [BOX, hole], {
        "class": ["building", None], "confidence": [0.5, None], "regularized": [True, False], "count": [1, 2],
    }, "EPSG:32736")
    back = read_polygons(path, "footprints")
    assert [a.equals(b) for a, b in zip(back.geometries, [BOX, hole], strict=True)] == [True, True]
    assert back.crs.to_epsg() == 32736
    assert back.values["class"] == ["building", None]
    assert back.values["confidence"][0] == 0.5 and np.isnan(back.values["confidence"][1])
    assert back.values["regularized"] == [True, False] and back.values["count"] == [1, 2]
    assert os.listdir(tmp_path) == ["out.gpkg"]


@pytest.mark.parametrize("empty, texts", [(False, ["1", "12"]), (True, ["1", ""])])
def test_classes_that_are_whole_numbers_keep_their_names_where_one_is_empty(tmp_path, empty, texts):
    pyogrio.raw.write(str(tmp_path / "n.gpkg"), shapely.to_wkb(np.array([BOX, BOX])), [np.array([1, 12])], ["class"],
                      field_mask=[np.array([False, empty])], driver="GPKG", geometry_type="Polygon", crs="EPSG:32736")
    assert read_polygons(tmp_path / "n.gpkg", "labels").texts("class") == texts


def test_an_empty_layer_keeps_its_columns(tmp_path):
    path = tmp_path / "none.gpkg"
    write_polygons(path, "footprints", [], {"class": [], "area_m2": np.zeros(0)}, "EPSG:4326")
    info = pyogrio.read_info(str(path))
    assert (info["features"], list(info["fields"]), list(info["dtypes"])) == (0, ["class", "area_m2"],
                                                                             ["object", "float64"])


def test_polygons_in_a_utm_zone_in_feet_lie_where_they_are(tmp_path):
    feet = pyproj.CRS("+proj=utm +zone=16 +datum=NAD83 +units=us-ft")
    houses = [shapely.box(x, 12_259_500, x + 40, 12_259_540) for x in (2_418_800, 2_418_900)]
    write_polygons(tmp_path / "out.gpkg", "x", houses, {"kind": ["missed", "false"]}, feet)
    back = read_polygons(tmp_path / "out.gpkg", "x").to(feet)
    assert [a.equals_exact(b, 1e-3) for a, b in zip(back.geometries, houses, strict=True)] == [True, True]
    assert back.values["kind"] == ["missed", "false"]


def test_polygons_and_multipolygons_go_into_one_layer(tmp_path):
    two = shapely.MultiPolygon([BOX, shapely.box(20, 0, 30, 10)])
    write_polygons(tmp_path / "out.gpkg", "x", [BOX, two], {}, "EPSG:32736")
    assert sum(g.area for g in read_polygons(tmp_path / "out.gpkg", "labels").geometries) == 300


def test_a_bow_tie_is_repaired_and_an_empty_one_dropped(tmp_path):
    line = shapely.Polygon([(0, 0), (5, 5), (0, 0)])
    far = shapely.Polygon([(0, 0), (np.nan, 1), (1, 1)])
    labels = read_polygons(save(tmp_path / "a.gpkg", [BOX, BOW_TIE, None, shapely.Polygon(), line, far]), "labels")
    assert (len(labels), labels.repaired, labels.dropped) == (2, 1, 4)
    assert all(g.is_valid for g in labels.geometries) and labels.geometries[1].area == pytest.approx(50)
    assert labels.values["class"] == ["n0", "n1"]


def test_parts_that_overlap_are_merged_not_punched_out(tmp_path):
    twice = shapely.MultiPolygon([BOX, shapely.box(5, 0, 15, 10)])
    labels = read_polygons(save(tmp_path / "a.gpkg", [twice], kind="MultiPolygon"), "labels")
    assert labels.repaired == 1 and labels.geometries[0].area == pytest.approx(150)


@pytest.mark.parametrize("shape, kind, word", [(shapely.Point(1, 1), "Point", "points"),
                                               (shapely.LineString([(0, 0), (1, 1)]), "LineString", "lines")])
def test_points_and_lines_are_refused(tmp_path, shape, kind, word):
    with pytest.raises(RooflineError, match=f"The labels in .* are {word}; draw polygons"):
        read_polygons(save(tmp_path / "a.gpkg", [shape], kind=kind), "labels")


def test_a_line_among_polygons_is_refused(tmp_path):
    mixed = save(tmp_path / "a.gpkg", [BOX, shapely.LineString([(0, 0), (1, 1)])], kind="Unknown")
    with pytest.raises(RooflineError, match="1 of the 2 features of the labels in .* are lines"):
        read_polygons(mixed, "labels")


def test_an_empty_layer_is_refused(tmp_path):
    with pytest.raises(RooflineError, match="The areas in .* are empty: the layer has no feature"):
        read_polygons(save(tmp_path / "a.gpkg", []), "areas")


def test_a_layer_without_any_ground_is_refused(tmp_path):
    with pytest.raises(RooflineError, match="None of the 2 features of the labels in .* covers any ground"):
        read_polygons(save(tmp_path / "a.gpkg", [None, shapely.Polygon()]), "labels")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RooflineError, match="There is no file .*nowhere.gpkg for the labels"):
        read_polygons(tmp_path / "nowhere.gpkg", "labels")


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + b"\0" * 500])
def test_a_file_that_is_no_layer_is_refused(tmp_path, content):
    (tmp_path / "a.gpkg").write_bytes(content)
    with pytest.raises(RooflineError, match="cannot be read as a vector layer"):
        read_polygons(tmp_path / "a.gpkg", "labels")


def test_a_layer_without_crs_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text('WKT,class\n"POLYGON ((0 0,1 0,1 1,0 0))",house\n')
    with pytest.raises(RooflineError, match="have no CRS. Set it in the layer's properties"):
        read_polygons(tmp_path / "a.csv", "labels")


def test_a_table_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("name,class\na,b\n")
    with pytest.raises(RooflineError, match="are a table without geometry"):
        read_polygons(tmp_path / "a.csv", "labels")


def test_one_of_several_layers_is_asked_for_by_name(tmp_path):
    path = save(tmp_path / "a.gpkg", [BOX], layer="buildings")
    save(path, [BOX, BOX], layer="aoi", append=True)
    with pytest.raises(RooflineError, match=r"holds 2 layers \(buildings, aoi\)"):
        read_polygons(path, "labels")
    with pytest.raises(RooflineError, match="has no layer 'houses' for the labels; it has: buildings, aoi"):
        read_polygons(path, "labels", "houses")
    assert len(read_polygons(f"{path}|layername=aoi", "areas")) == 2
    assert len(read_polygons(path, "labels", "buildings")) == 1


def test_the_table_of_styles_beside_the_only_layer_is_no_layer_of_polygons(tmp_path):
    path = save(tmp_path / "a.gpkg", [BOX, BOX])
    with closing(sqlite3.connect(path)) as file:  # as QGIS makes it
        file.execute("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_name TEXT, styleQML TEXT)")
        file.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('layer_styles', 'attributes')")
        file.execute("INSERT INTO layer_styles VALUES (1, 'labels', '<qgis/>')")
        file.commit()
    assert len(read_polygons(path, "labels")) == 2
    with pytest.raises(RooflineError, match="are a table without geometry; choose a layer of polygons"):
        read_polygons(path, "labels", layer="layer_styles")
    with pytest.raises(RooflineError, match="has no layer 'houses' for the labels; it has: labels[.]"):
        read_polygons(path, "labels", layer="houses")


def test_a_file_of_tables_alone_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("class,count\nhouse,1\n")
    with pytest.raises(RooflineError, match="are a table without geometry; choose a layer of polygons"):
        read_polygons(tmp_path / "a.csv", "labels")


def test_polygons_move_to_another_crs_and_back():
    house = shapely.box(500_000, 9_300_000, 500_010, 9_300_020)
    polygons = Polygons([house], pyproj.CRS(32736), {"class": ["house"]})
    degrees = polygons.to("EPSG:4326")
    assert degrees.geometries[0].bounds[0] == pytest.approx(33.0)  # x is longitude
    assert degrees.to("EPSG:32736").geometries[0].equals_exact(house, 1e-4)
    assert degrees.values == {"class": ["house"]}


def test_area_is_the_same_in_every_crs():
    hole = [[(500_002, 9_300_002), (500_004, 9_300_002), (500_004, 9_300_004), (500_002, 9_300_004)]]
    house = shapely.Polygon(shapely.box(500_000, 9_300_000, 500_010, 9_300_020).exterior.coords, hole)
    utm = Polygons([house, shapely.MultiPolygon([house])], pyproj.CRS(32736))
    for crs in ("EPSG:32736", "EPSG:4326", "EPSG:3857"):
        area, perimeter = ellipsoidal_areas(utm.to(crs).geometries, crs)
        # UTM shrinks lengths by 0.9996 on its central meridian
        assert area == pytest.approx([196 / 0.9996**2] * 2, rel=1e-5)
        assert perimeter == pytest.approx([68 / 0.9996] * 2, rel=1e-5)


@pytest.mark.parametrize("crs", ["EPSG:27572", "EPSG:27561", "EPSG:4807", "EPSG:3003"])
def test_area_is_that_of_the_ground_where_the_degrees_of_a_crs_are_grads(crs):
    paris = Polygons([shapely.box(652_000, 6_862_000, 652_010, 6_862_020)], pyproj.CRS(2154))
    area, perimeter = ellipsoidal_areas(paris.to(crs).geometries, crs)
    assert (area[0], perimeter[0]) == pytest.approx((200, 60), rel=1e-3)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(RooflineError, match="missing/out.gpkg cannot be written"):
        write_polygons(tmp_path / "missing" / "out.gpkg", "x", [BOX], {}, "EPSG:4326")


def test_a_full_disk_leaves_the_old_file_and_no_rubbish(tmp_path):
    path = tmp_path / "out.gpkg"
    write_polygons(path, "x", [BOX], {}, "EPSG:32736")
    before, limits = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        with pytest.raises(RooflineError, match="out.gpkg cannot be written .* disk has room"):
            write_polygons(path, "x", [BOX] * 20_000, {}, "EPSG:32736")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["out.gpkg"]
