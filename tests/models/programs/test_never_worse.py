"""The rehearsal of negative transfer: its cut of a set, and what it says of a model that got worse."""

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from roofline.models.geodata.polygon_io import read_polygons, write_polygons

from ....benchmarks.never_worse import gain, report
from ....benchmarks.rehearsal import split_set
from ..support.town import checkerboard_town, write_raster


def outcome(name, labels, found, false=0, draw=0, of=20):
    return {"set": name, "labels": labels, "draw": draw, "found": [i < found for i in range(of)],
            "false_alarms": [false, *[0] * (of - 1)], "iou": 0.5, "f1": 2 * found / (found + false + of)}


def test_a_gain_is_paired_by_building():
    base, same, better = (outcome("town", "20", found) for found in (10, 10, 14))
    assert not gain(base, [same]).any()  # whichever buildings are drawn: both found the same ones
    gains = gain(base, [better, better])
    assert gains[0] == pytest.approx(better["f1"] - base["f1"]) and np.quantile(gains[1:], 0.025) > 0


def test_what_got_worse_is_said_and_the_least_of_the_places_is_named():
    results = {str(i): run for i, run in enumerate((
        outcome("a", "0", 10), outcome("b", "0", 10), outcome("a", "20", 14), outcome("a", "20", 12, draw=1),
        outcome("b", "20", 10, false=9)))}
    lines = report(results)
    [of_a, of_b] = [line for line in lines if line.startswith(("| a |", "| b |"))]
    assert of_a.endswith("| better |") and "| 20 | 2 |" in of_a and of_b.endswith("| **worse** |")
    assert lines[-1].startswith("- 20 labels: -0.0") and "least -" in lines[-1]
    assert lines[-1].endswith("; - in the 0 with more than 50 buildings")


def test_places_with_many_buildings_are_told_apart():
    results = {str(i): run for i, run in enumerate((
        outcome("a", "0", 10), outcome("b", "0", 60, of=100), outcome("a", "5", 5), outcome("b", "5", 80, of=100)))}
    assert "; +0.139 (" in report(results)[-1] and report(results)[-1].endswith("in the 1 with more than 50 buildings")


def test_a_set_without_a_cut_or_a_crs_gets_both(tmp_path):
    image, outlines = checkerboard_town(300, 600)
    folder = tmp_path / "data" / "nowhere"
    (folder / "images").mkdir(parents=True)
    transform = Affine(0.3, 0, 0, 0, -0.3, 0)
    write_raster(folder / "images" / "town.tif", image, transform, crs=None)
    shapes = [shapely.transform(g, lambda xy: xy * [0.3, -0.3]) for g in outlines]
    local = 'LOCAL_CS["local metres",UNIT["Meter",1],AXIS["x",EAST],AXIS["y",NORTH]]'
    write_polygons(folder / "town.gpkg", "buildings", shapes, {}, local)
    (tmp_path / "work").mkdir()
    place = split_set(tmp_path / "data", "nowhere", tmp_path / "work")
    with rasterio.open(place.images[0]) as raster:
        assert raster.crs is not None
        to_pixels = ~raster.transform
        labels = read_polygons(place.pool.labels, "labels").to(raster.crs.to_wkt()).geometries
    found = sorted(tuple(np.round(to_pixels @ label.centroid.coords[0])) for label in labels)
    drawn = sorted(outline.centroid.coords[0] for outline in outlines if outline.bounds[0] < 0.52 * 600)
    assert len(drawn) > 20 and found == drawn
