"""Labels that deserve a second look."""

import time

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject
from roofline.plugin.review.label_checks import (
    BEYOND_IMAGERY,
    DUPLICATE,
    INVALID,
    OUTSIDE_AREAS,
    OUTSIDE_IMAGERY,
    OVERLAP,
    SLIVER,
    label_findings,
)
from roofline.tests.qgis.support.ground import areas, box, labels
from roofline.tests.qgis.support.layers import BOW_TIE, HOUSE, make_layer


def check_labels(workspace):
    return [finding for part in label_findings(workspace) for finding in part]


def kinds(found):
    return [(finding.label, finding.kind) for finding in found]


@pytest.fixture()
def check(workspace):
    """Kinds of findings, and the label they are of, in the order of the labels (1, 2, ...)."""
    def check(*shapes, crs="EPSG:32633", **chosen):
        workspace.choose(labels=make_layer(*shapes, crs=crs), **chosen)
        return check_labels(workspace)
    return check


def test_good_labels_raise_nothing(check):
    assert check(box(2, 2), box(6, 2), box(2, 6), box(20, 20, 30, 10)) == []


def test_without_labels_there_is_nothing_to_say(workspace):
    assert check_labels(workspace) == []
    workspace.choose(labels=labels(0))
    assert check_labels(workspace) == []


def test_an_outline_that_crosses_itself_is_invalid_and_told_once(check):
    assert kinds(check(HOUSE, BOW_TIE)) == [(2, INVALID)]


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:4326", "EPSG:3857"])
def test_slivers_are_told_in_ground_metres(check, crs):
    found = check(box(2, 2, 20, 0.4, crs=crs), box(2, 10, 1.2, 1.2, crs=crs), box(2, 20, 20, 0.6, crs=crs),
                  box(2, 30, 1.5, 1.5, crs=crs), crs=crs)
    assert kinds(found) == [(1, SLIVER), (2, SLIVER)]


def test_labels_that_overlap_are_told_on_the_later_one_with_the_shared_ground(check):
    found = check(box(2, 2, 10, 10), box(11, 2, 4, 4), box(30, 2, 10, 10), box(39.5, 2, 10, 10))
    assert kinds(found) == [(2, OVERLAP)]
    assert found[0].geometry.area() == pytest.approx(4) and found[0].crs.authid() == "EPSG:32633"


def test_a_label_drawn_twice_is_a_duplicate_and_no_overlap(check):
    assert kinds(check(box(2, 2, 10, 10), box(20, 2), box(2.5, 2, 10, 10))) == [(3, DUPLICATE)]


def test_a_label_drawn_three_times_is_told_twice(check):
    assert kinds(check(*[box(2, 2, 10, 10)] * 3)) == [(2, DUPLICATE), (3, DUPLICATE)]


def test_a_background_label_may_lie_anywhere_but_on_a_building(workspace):
    shapes = [box(2, 2, 10, 10), box(3, 3, 9, 9), box(30, 2, 10, 10), box(30, 2, 10, 10), box(45, 45, 10, 0.3)]
    classes = ["building", "Background", "background", "BACKGROUND ", "background"]
    workspace.choose(labels=make_layer(*shapes, crs="EPSG:32633", fields="&field=class:string",
                                       rows=[(name,) for name in classes]))
    assert kinds(check_labels(workspace)) == [(2, OVERLAP)]


def test_a_small_label_inside_a_large_one_overlaps(check):
    assert kinds(check(box(2, 2, 20, 20), box(5, 5, 3, 3))) == [(2, OVERLAP)]


def test_the_later_one_of_two_unsaved_labels_is_told(workspace):
    layer = labels(1)
    workspace.choose(labels=layer)
    layer.startEditing()
    added = []
    for shape in (box(30, 30), box(30, 30)):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        layer.addFeature(feature)
        added.append(feature.id())
    (finding,) = check_labels(workspace)
    assert (finding.label, finding.kind, finding.unsaved) == (added[1], DUPLICATE, 2)  # it is called New label 2


def test_labels_partly_or_wholly_beyond_the_imagery_are_told(check):
    assert kinds(check(box(62, 2), box(200, 2), box(60, 2))) == [
        (1, BEYOND_IMAGERY), (2, OUTSIDE_IMAGERY), (3, OVERLAP)]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:32634"])
def test_the_edge_of_the_imagery_holds_in_another_crs(check, crs):
    found = check(box(59.9, 2, crs=crs), box(60.2, 10, crs=crs), box(0.1, 59.9, crs=crs), box(-0.2, 20, crs=crs),
                  crs=crs)
    assert kinds(found) == [(2, BEYOND_IMAGERY), (4, BEYOND_IMAGERY)]


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:4326", "EPSG:3857"])
def test_a_label_that_ends_at_the_edge_or_a_hair_beyond_it_is_no_finding(check, crs):
    """As a footprint does that was cut there, and became a label."""
    assert check(box(60, 2, crs=crs), box(60.03, 10, crs=crs), box(2, 60, crs=crs), crs=crs) == []


def test_labels_that_no_area_uses_are_told_unless_they_are_to_be_ignored(check):
    complete = areas(box(0, 0, 20, 20), box(40, 0, 20, 20), box(0, 40, 10, 10), roles=["train", "ignore", "predict"])
    found = check(box(2, 2), box(30, 2), box(42, 2), box(2, 42), areas=complete)
    assert kinds(found) == [(2, OUTSIDE_AREAS), (4, OUTSIDE_AREAS)]


def test_without_areas_to_train_on_no_label_is_outside_them(check):
    assert check(box(2, 2), areas=areas(box(40, 40), roles=["predict"])) == []


def test_labels_are_checked_in_parts_that_outlive_the_layer(workspace):
    layer = make_layer(*[box(0.2 * (i % 300), 1 + i // 300, 3, 3) for i in range(600)])
    workspace.choose(labels=layer)
    parts = label_findings(workspace)
    first = next(parts)
    QgsProject.instance().removeMapLayer(layer.id())
    assert first and sum(len(part) for part in parts) > 0


def test_five_thousand_labels_are_checked_at_once(workspace):
    shapes = [box(0.6 * (i % 100), 1.2 * (i // 100), 0.62, 1) for i in range(5000)]
    workspace.choose(labels=make_layer(*shapes), areas=areas(box(0, 0, 64, 64), roles=["train"]))
    best, longest = 9.0, 9.0
    for _ in range(3):
        start = last = time.perf_counter()
        slowest = 0.0
        for _part in label_findings(workspace):
            now = time.perf_counter()
            slowest, last = max(slowest, now - last), now
        best, longest = min(best, last - start), min(longest, slowest)
    print(f"{1000 * best:.0f} ms, longest part {1000 * longest:.0f} ms")
    assert best < 1.0 and longest < 0.15  # 300 and 50 ms where nothing else runs
