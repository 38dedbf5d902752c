"""Evaluate tells the score, what it scored, and where the errors are."""

import json
import os

import pytest
import shapely
from pyproj import CRS
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.evaluation.evaluate import score_footprints
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.protocol.job_requests import Evaluate
from roofline.protocol.messages import Notice, Progress

UTM = "EPSG:32736"


def house(column, row=0, side=10.0):
    x, y = 500_000 + 20 * column, 9_300_000 + 20 * row
    return shapely.box(x, y, x + side, y + side)


def frame(*houses):
    """An area 3 m around houses."""
    return shapely.box(*shapely.union_all(houses).buffer(3).bounds)


class Listener(Job):
    def __init__(self):
        self.said = []
        super().__init__("score", send=self.said.append)

    @property
    def notices(self):
        return " ".join(message.text for message in self.said if isinstance(message, Notice))


@pytest.fixture
def score(tmp_path):
    def run(footprints, reference, areas=None, roles=None, fields=None, crs=UTM, job=None, known=None):
        write_polygons(tmp_path / "footprints.gpkg", "f", footprints, fields or {}, crs)
        write_polygons(tmp_path / "reference.gpkg", "r", reference, known or {}, UTM)
        if areas:
            write_polygons(tmp_path / "areas.gpkg", "a", areas, {"role": roles} if roles else {}, UTM)
        request = Evaluate(
            "score", str(tmp_path), str(tmp_path / "footprints.gpkg"), str(tmp_path / "reference.gpkg"),
            str(tmp_path / "errors.gpkg"), str(tmp_path / "areas.gpkg") if areas else None,
            str(tmp_path / "report.html"))
        return score_footprints(request, job or Job())
    return run


def test_scores_counts_and_the_layer_of_errors_agree(score, tmp_path):
    job = Listener()
    result = score([house(0), house(1), house(8)], [house(0), house(1, side=9.5), house(2), house(3)], job=job)
    assert (result["matched"], result["missed"], result["false_alarms"]) == (2, 2, 1)
    assert (result["reference"], result["predicted"], result["left_out"]) == (4, 3, 0)
    assert result["precision"] == pytest.approx(2 / 3) and result["recall"] == 0.5
    assert result["f1"] == pytest.approx(4 / 7) and result["f1_low"] < result["f1"] < result["f1_high"]
    assert result["iou"] == pytest.approx((100 + 90.25) / (5 * 100))
    errors = read_polygons(result["errors"], "errors")
    assert errors.values["kind"] == ["missed", "missed", "false alarm"]
    assert [g.equals(h) for g, h in zip(errors.geometries, (house(2), house(3), house(8)), strict=True)] == [True] * 3
    assert errors.values["iou"] == [0, 0, 0] and errors.values["area_m2"] == pytest.approx([100.08] * 3, rel=1e-4)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    fractions = [message.fraction for message in job.said if isinstance(message, Progress)]
    assert fractions == sorted(fractions) and fractions[-1] == 1
    assert "No areas were given" in job.notices and "where nothing was looked for counts as missed" in job.notices


def test_the_report_tells_counts_and_interval(score, tmp_path):
    score([house(0), house(5)], [house(0), house(1)])
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "2 buildings in the reference, 1 found, 1 missed, 1 false alarm." in html
    assert "where nothing was looked for counts as missed" in html
    assert "95 % interval" in html and "fewer than 30 buildings" in html and "data:image/png;base64," in html


def test_a_near_miss_carries_its_overlap(score):
    result = score([house(0).intersection(house(0, side=6.0))], [house(0)])
    assert read_polygons(result["errors"], "errors").values["iou"] == pytest.approx([0.36, 0.36])


def test_footprints_in_another_crs_score_the_same(score):
    houses = [house(column) for column in range(5)]
    for crs in ("EPSG:4326", "EPSG:3857"):
        moved = Polygons(houses, CRS(UTM)).to(crs)
        result = score(moved.geometries[:4], houses, crs=crs)
        assert result["matched"] == 4 and result["iou"] == pytest.approx(0.8, abs=1e-3)


def test_held_out_areas_are_scored_and_training_areas_are_not(score):
    job = Listener()
    areas = [frame(house(0), house(1)), frame(house(4)), frame(house(8))]
    result = score([house(0), house(4)], [house(0), house(1), house(4), house(8)], areas,
                   ["train", "validate", "test"], job=job)
    assert (result["matched"], result["missed"]) == (1, 1)
    assert "Scored in 2 of 3 areas (role: test, validate)." in job.notices


def test_layers_of_which_some_meet_are_not_told(score):
    job = Listener()
    score([house(0), house(5)], [house(5), house(8)], job=job)
    assert "meet" not in job.notices


def test_a_role_that_is_not_known_is_told(score):
    job = Listener()
    score([house(0)], [house(0)], [frame(house(0))], ["testing"], job=job)
    assert "Did you mean 'test'?" in job.notices


def test_training_areas_are_scored_when_there_are_no_others(score):
    job = Listener()
    result = score([house(0)], [house(0), house(5)], [frame(house(0)), frame(house(5))], ["train", "predict"], job=job)
    assert (result["matched"], result["missed"]) == (1, 1) and "(role: predict, train)" in job.notices


def test_areas_without_roles_are_all_scored(score):
    assert score([house(0)], [house(0), house(5), house(9)], [frame(house(0)), frame(house(5))])["missed"] == 1


def test_what_lies_in_ignored_areas_does_not_count(score):
    whole = frame(house(0), house(9))
    result = score([house(0), house(4)], [house(0), house(5)], [whole, frame(house(4), house(5))], ["", "ignore"])
    assert (result["matched"], result["missed"], result["false_alarms"], result["left_out"]) == (1, 0, 0, 0)


def test_only_ignored_areas_are_refused(score):
    with pytest.raises(RooflineError, match="Every area in .* has the role 'ignore' or"):
        score([house(0)], [house(0)], [frame(house(0))], ["ignore"])
    with pytest.raises(RooflineError, match="cover all of the others"):
        score([house(0)], [house(0)], [frame(house(0)), frame(house(0))], ["ignore", "test"])


def test_a_building_cut_by_the_edge_is_left_out_and_said(score, tmp_path):
    result = score([house(0), house(1)], [house(0), house(1)], [frame(house(0)).union(house(1, side=5.0))])
    assert (result["matched"], result["left_out"], result["missed"], result["false_alarms"]) == (1, 1, 0, 0)
    assert "1 building cut by the edge" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_buildings_collected_into_one_feature_score_as_the_same_buildings_and_it_is_told(score):
    town, found, job = [house(n) for n in range(8)], [house(n) for n in (0, 1, 2, 3, 4, 20)], Listener()
    plain = score(found, town)
    collected = score([shapely.MultiPolygon(found)], [shapely.MultiPolygon(town)], job=job)
    assert collected == plain and plain["matched"] == 5
    assert "The reference outlines hold features of several parts that lie apart: 1." in job.notices
    assert "8 in all" in job.notices


def test_a_building_in_parts_is_found_by_a_footprint_of_its_whole(score):
    wing = shapely.box(500_010.4, 9_300_000, 500_016, 9_300_010)
    parts = shapely.MultiPolygon([house(0), wing])
    assert score([shapely.box(*parts.bounds)], [parts])["f1"] == 1


def test_layers_that_meet_nowhere_are_told_with_the_cause(score):
    job = Listener()
    found = Polygons([house(0), house(1)], CRS(UTM)).to("EPSG:4326").geometries
    swapped = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in found]
    assert score(swapped, [house(0), house(1)], crs="EPSG:4326", job=job)["f1"] == 0
    assert "No footprint meets a reference outline." in job.notices
    assert "x and y of the footprints look swapped" in job.notices


def test_rejected_footprints_are_not_scored(score):
    job = Listener()
    result = score([house(0), house(7)], [house(0)], fields={"status": ["accepted", "rejected"]}, job=job)
    assert result["f1"] == 1 and "status 'rejected', which are not scored: 1." in job.notices


def test_where_both_know_several_classes_a_building_of_the_wrong_class_is_not_found(score, tmp_path):
    houses, job = [house(column) for column in range(4)], Listener()
    result = score(houses, houses, fields={"class": ["shed", "shed", "house", "house"]},
                   known={"CLASS": ["shed", "House", "house", None]}, job=job)
    assert (result["matched"], result["missed"], result["false_alarms"], result["iou"]) == (2, 2, 2, pytest.approx(1))
    assert result["classes"]["shed"] == {
        "f1": pytest.approx(2 / 3), "iou": pytest.approx(0.5), "matched": 1, "missed": 0, "false_alarms": 1}
    assert result["classes"]["house"] == {
        "f1": 0.5, "iou": pytest.approx(1 / 3), "matched": 1, "missed": 1, "false_alarms": 1}
    assert result["mean_iou"] == pytest.approx((1 / 2 + 1 / 3 + 0) / 3)
    assert result["classes"]["building"]["missed"] == 1
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "By class" in html and "Classes are compared too" in job.notices


@pytest.mark.parametrize(("ours", "theirs", "told"), [
    (["building", "building"], ["residential", "building"], True), (["a", "b"], ["c", "d"], True),
    (["building", "building"], ["building", "building"], False), (["a", "b"], ["", ""], False)])
def test_classes_that_cannot_be_compared_do_not_count_against_footprints(score, ours, theirs, told):
    houses, job = [house(0), house(1)], Listener()
    result = score(houses, houses, fields={"class": ours}, known={"class": theirs}, job=job)
    assert result["f1"] == 1 and "classes" not in result and ("Classes are not compared" in job.notices) == told


def test_ground_cover_is_scored_by_the_iou_of_each_class(score, tmp_path):
    """Water two thirds right, forest wholly; a river in two parts is as good as one."""
    whole, left, right = shapely.box(0, 0, 30, 10), shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)
    forest = shapely.box(0, 20, 30, 30)
    result = score([left, right, forest], [whole, forest], fields={"class": ["water", "water", "Forest"]},
                   known={"class": ["Water", "forest"]})
    ious = {name: scored["iou"] for name, scored in result["classes"].items()}
    assert ious == {"water": pytest.approx(2 / 3), "Forest": pytest.approx(1)}
    assert result["mean_iou"] == pytest.approx(5 / 6)
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Mean IoU 0.83 of 2 classes: Forest 1.00, water 0.67." in html and "User&#x27;s accuracy" in html
    errors = read_polygons(tmp_path / "errors.gpkg", "errors")
    assert errors.values["kind"] == ["missed"] and errors.geometries[0].area == pytest.approx(100)


def test_ground_cover_that_the_areas_cut_everywhere_is_scored_inside_them(score):
    lake, river = house(0, side=100), house(0, side=80)
    result = score([river], [lake], [shapely.box(500_020, 9_300_020, 500_090, 9_300_090)], fields={"class": ["water"]})
    assert result["iou"] == pytest.approx(60 ** 2 / 70 ** 2) and result["matched"] == 0
    with pytest.raises(RooflineError, match="none lies wholly inside the areas"):
        score([river], [lake], [house(99)], fields={"class": ["water"]})


def test_a_reference_without_classes_is_of_the_only_class_of_the_footprints(score, tmp_path):
    assert score([house(0, side=9)], [house(0)], fields={"class": ["water"]})["iou"] == pytest.approx(0.81)
    assert "IoU 0.81 of water" in (tmp_path / "report.html").read_text()



def test_a_label_without_a_class_is_a_building_as_it_is_in_training(score):
    houses = [house(0), house(1)]
    result = score(houses, houses, fields={"class": ["building", "shed"]}, known={"class": [None, "shed"]})
    assert result["matched"] == 2 and set(result["classes"]) == {"building", "shed"}


def test_footprints_of_one_class_only_are_wrong_where_the_reference_says_another(score):
    houses = [house(0), house(1)]
    assert score(houses, houses, fields={"class": ["house"] * 2}, known={"class": ["house", "shed"]})["matched"] == 1


def test_background_labels_are_no_reference(score):
    job = Listener()
    result = score([house(0)], [house(0), house(5)], known={"class": ["", "Background"]}, job=job)
    assert (result["matched"], result["missed"]) == (1, 0) and "class 'background', which are no" in job.notices


def test_suggested_areas_are_not_scored(score):
    result = score([house(0)], [house(0), house(5)], [frame(house(0)), frame(house(5))], ["train", "suggested"])
    assert (result["matched"], result["missed"]) == (1, 0)


def test_no_footprint_at_all_is_a_score_of_nought(score):
    result = score([], [house(0), house(1)])
    assert (result["f1"], result["precision"], result["recall"], result["missed"]) == (0, None, 0, 2)


def test_a_perfect_score_leaves_an_empty_layer_of_errors(score):
    result = score([house(0)], [house(0)])
    errors = read_polygons(result["errors"], "errors", may_be_empty=True)
    assert len(errors) == 0 and list(errors.values) == ["kind", "iou", "area_m2"]


def test_layers_from_different_places_are_refused(score, tmp_path):
    with pytest.raises(RooflineError, match="Of 1 reference outline and 1 footprint none lies wholly inside"):
        score([house(50)], [house(60)], [frame(house(0))])
    assert not {"errors.gpkg", "report.html"} & set(os.listdir(tmp_path))


def test_a_canceled_score_stops(score, tmp_path):
    with pytest.raises(JobCanceled):
        score([house(0)], [house(0)], job=Job("score", is_canceled=lambda: True))
    assert not (tmp_path / "errors.gpkg").exists()


def test_shapes_are_measured_in_metres(score, tmp_path):
    corners = list(house(0).exterior.coords)
    wobbly = shapely.Polygon([*corners[:2], (500_000 + 4, 9_300_000 + 11), *corners[2:]])
    found = score([wobbly, house(1)], [house(0), house(1)])
    assert found["corners"] == 4.5 and 0.5 < found["right_angles"] < 1
    assert found["polis_m"] == pytest.approx(0.05, abs=0.001)
    same = score([house(0)], [house(0)])
    assert (same["corners"], same["right_angles"]) == (4, 1) and same["polis_m"] == pytest.approx(0, abs=1e-6)
    none = score([house(5)], [house(0)])
    assert none["polis_m"] is None and none["corners"] == 4
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Shape of the outlines" in html and "Right angles" in html


def test_false_alarms_on_ground_without_buildings_are_counted_apart(score, tmp_path):
    assert score([house(0), house(5)], [house(0)])["false_on_empty"] is None
    meadow = shapely.box(500_000 + 90, 9_300_000 - 5, 500_000 + 150, 9_300_000 + 20)
    found = score([house(0), house(5), house(9)], [house(0), meadow], known={"class": ["building", "background"]})
    assert found["false_on_empty"] == 1 and found["false_alarms"] == 2
    found = score([house(0), house(5), house(9)], [house(0)], areas=[frame(house(0)), meadow])
    assert found["false_on_empty"] == 1 and found["false_alarms"] == 1
    assert "1 false alarm on ground without buildings" in (tmp_path / "report.html").read_text(encoding="utf-8")
