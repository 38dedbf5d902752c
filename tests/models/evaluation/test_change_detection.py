"""What changed between two layers is told as one would tell it by eye, with the overlap of each."""

import numpy as np
import pyproj
import pytest
import shapely
from roofline.models.core.errors import RooflineError
from roofline.models.evaluation.change_detection import compare_layers, find_changes
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.protocol.footprints import BUILDING_CHANGES, CHANGE_COLUMNS
from roofline.protocol.job_requests import Compare
from roofline.protocol.settings.evaluation import CompareSettings
from roofline.tests.models.support.listener import Listener

UTM = "EPSG:32736"


def house(column, row=0, width=10.0, depth=10.0):
    x, y = 500_000 + 30 * column, 9_300_000 + 30 * row
    return shapely.box(x, y, x + width, y + depth)


def parts(shape, number):
    """A rectangle cut into equal parts from left to right."""
    left, bottom, right, top = shape.bounds
    cuts = np.linspace(left, right, number + 1)
    return [shapely.box(a, bottom, b, top) for a, b in zip(cuts, cuts[1:])]


@pytest.fixture
def compare(tmp_path):
    def run(before, after, job=None, crs=(UTM, UTM), fields=({}, {}), areas=None, roles=None, **settings):
        for name, shapes, one, columns in zip(("before", "after"), (before, after), crs, fields):
            write_polygons(tmp_path / f"{name}.gpkg", name, shapes, {
                "source_id": np.arange(10, 10 + len(shapes)), **columns}, one)
        if areas:
            write_polygons(tmp_path / "areas.gpkg", "areas", areas, {"role": roles} if roles else {}, UTM)
        request = Compare("compare", str(tmp_path), str(tmp_path / "before.gpkg"), str(tmp_path / "after.gpkg"),
                          str(tmp_path / "changes.gpkg"), settings, str(tmp_path / "areas.gpkg") if areas else None)
        outputs = compare_layers(request, job or Listener())
        return {change: outputs[change] for change in BUILDING_CHANGES}, read_polygons(
            outputs["changes"], "changes", may_be_empty=True)
    return run


def row(changes, number):
    return {name: changes.values[name][number] for name in CHANGE_COLUMNS}


def test_each_change_is_told_with_its_ids_and_overlap(compare):
    block = house(8, width=20)
    before = [house(0), house(2), house(4), *parts(house(6, width=20), 2), block]
    after = [house(0), house(2, width=5), house(10), house(6, width=20), *parts(block, 2)]
    found, changes = compare(before, after)
    assert found == {"new": 1, "gone": 1, "changed": 1, "unchanged": 1, "split": 1, "merged": 1, "regrouped": 0}
    assert list(changes.values) == list(CHANGE_COLUMNS)
    told = {row(changes, n)["change"]: row(changes, n) for n in range(len(changes))}
    assert [told["unchanged"][name] for name in ("before_id", "after_id", "iou")] == ["10", "10", 1]
    assert [told["changed"][name] for name in ("iou", "covered_before", "covered_after")] == [0.5, 0.5, 1]
    assert (told["new"]["before_id"], told["new"]["after_id"], told["new"]["iou"]) == (None, "12", 0)
    assert np.isnan(told["new"]["covered_before"]) and told["new"]["covered_after"] == 0
    assert (told["gone"]["before_id"], told["gone"]["after_id"]) == ("12", None)
    assert np.isnan(told["gone"]["area_after_m2"]) and told["gone"]["area_before_m2"] == pytest.approx(100, rel=2e-3)
    assert (told["merged"]["before_id"], told["merged"]["after_id"], told["merged"]["iou"]) == ("13,14", "13", 1)
    assert changes.values["change"].count("split") == 2 and told["split"]["before_id"] == "15"
    assert told["split"]["area_before_m2"] == pytest.approx(200, rel=2e-3)
    assert told["split"]["area_after_m2"] == pytest.approx(100, rel=2e-3)


def test_what_cannot_be_told_apart_is_regrouped_with_the_overlap_of_all(compare):
    whole = house(0, width=30)
    found, changes = compare(parts(whole, 3), parts(whole, 2))
    assert found["regrouped"] == 1 and changes.values["before_id"] == ["10,11,12"] * 2
    assert changes.values["iou"] == [1, 1] and changes.values["covered_before"] == [1, 1]


def test_a_shed_beside_a_house_and_a_slight_touch_link_nothing(compare):
    found, changes = compare([house(0)], [house(0), shapely.box(*(np.array(house(0).bounds) + [9, 0, 9, 0]))])
    assert found["unchanged"] == 1 and found["new"] == 1
    assert changes.values["covered_after"] == [1, 0.1]


def test_the_settings_decide(compare):
    before, after = [house(0)], [house(0, width=8)]
    assert compare(before, after)[0]["unchanged"] == 1
    assert compare(before, after, unchanged_iou=0.9)[0]["changed"] == 1
    assert compare([house(0)], [house(0, width=3)], linked_share=1.0)[0]["changed"] == 1
    moved = [shapely.transform(house(0), lambda xy: xy + [4, 0])]
    assert compare(before, moved)[0]["changed"] == 1 and compare(before, moved, linked_share=0.7)[0]["new"] == 1


def test_another_crs_a_multipolygon_and_an_outline_that_crosses_itself(compare):
    farm = shapely.MultiPolygon([house(0), house(1)])
    bow = shapely.Polygon([(500_090, 9_300_000), (500_100, 9_300_010), (500_100, 9_300_000), (500_090, 9_300_010)])
    there = Polygons([house(0), house(1)], pyproj.CRS(UTM)).to("EPSG:4326").geometries
    job = Listener()
    found, changes = compare([farm, bow], there, job, crs=(UTM, "EPSG:4326"))
    assert found["unchanged"] == 2 and found["gone"] == 1 and changes.crs.to_epsg() == 4326
    assert "crossed themselves and were repaired" in job.notices()


def test_empty_layers_are_all_new_or_all_gone_and_two_are_refused(compare):
    houses = [house(0), house(1)]
    assert compare([], houses)[0]["new"] == 2 and compare(houses, [])[0]["gone"] == 2
    with pytest.raises(RooflineError, match="Neither layer has a building"):
        compare([], [])


def test_rejected_and_background_are_no_buildings(compare):
    job = Listener()
    found, changes = compare([house(0), house(1)], [house(0), house(1), house(2)], job, fields=(
        {"class": ["", "Background"]}, {"status": ["", "accepted", "Rejected"]}))
    assert found["unchanged"] == 1 and found["new"] == 1 and len(changes) == 2
    assert "1 outline of the outlines after are rejected" in job.notices()


def test_only_what_lies_mostly_inside_the_areas_counts_with_what_belongs_to_it(compare):
    before, after = [house(0), house(2), house(4), house(6)], [house(0, width=22), house(2), house(8)]
    inside = [shapely.box(*(np.array(house(0).bounds) + [-1, -1, 1, 1])), house(4).buffer(2), house(2).buffer(2)]
    found, changes = compare(before, after, areas=inside, roles=["train", "", "ignore"])
    assert found["changed"] + found["unchanged"] == 1 and found["gone"] == 1 and found["new"] == 0
    assert changes.values["change"] == ["changed", "gone"]
    with pytest.raises(RooflineError, match="nothing is left to compare"):
        compare(before, after, areas=inside[:1], roles=["ignore"])


def test_layers_far_apart_are_told(compare):
    job = Listener()
    compare([house(0)], [house(5_000)], job)
    assert "No outline after meets one before." in job.notices()


def test_every_outline_has_its_group_however_they_overlap():
    random = np.random.default_rng(0)
    low = random.uniform(0, 200, (2, 300, 2))
    old, new = ([shapely.box(*a, *b) for a, b in zip(low[side], low[side] + random.uniform(2, 20, (300, 2)))]
                for side in (0, 1))
    groups = find_changes(old, new, CompareSettings())
    for change, counts in {"new": (0, 1), "gone": (1, 0), "unchanged": (1, 1), "changed": (1, 1)}.items():
        for group in np.flatnonzero(groups.change == change):
            assert ((groups.of_before == group).sum(), (groups.of_after == group).sum()) == counts
    assert {"regrouped", "split", "merged"} <= set(groups.change)
    for group in range(len(groups.change)):
        ours = shapely.union_all(np.array(old, object)[groups.of_before == group])
        theirs = shapely.union_all(np.array(new, object)[groups.of_after == group])
        if not ours.is_empty and not theirs.is_empty:
            assert groups.iou[group] == pytest.approx(ours.intersection(theirs).area / ours.union(theirs).area)
