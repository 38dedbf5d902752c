"""Whether the layers at hand are enough to train on."""

import time

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from roofline.plugin.review.readiness import (
    IMAGERY_REFUSED,
    LABELS_OUTSIDE_AREAS,
    LABELS_OUTSIDE_IMAGERY,
    LAYER_GONE,
    NO_IMAGERY,
    NO_LABELS,
    NO_LABELS_LAYER,
    readiness,
)
from roofline.protocol.label_counts import LabelCounts
from roofline.protocol.labels import FEWEST_TO_HOLD_OUT
from roofline.tests.qgis.support.ground import X, Y, areas, box, labels
from roofline.tests.qgis.support.layers import HOUSE, lose, make_layer
from roofline.tools.desktop import PATIENCE


def used(found):
    """The number of labels that a training uses."""
    return found.counts.trained + found.counts.scored


def test_what_is_missing_is_told_in_the_order_one_works(workspace):
    imagery = workspace.imagery
    workspace.choose(imagery=None)
    assert readiness(workspace).missing == NO_IMAGERY
    workspace.choose(labels=labels())
    assert readiness(workspace).missing == NO_IMAGERY
    workspace.choose(imagery=imagery, labels=None)
    assert readiness(workspace).missing == NO_LABELS_LAYER
    workspace.choose(labels=labels(0))
    assert readiness(workspace).missing == NO_LABELS
    workspace.choose(labels=labels(3, left=500))
    assert readiness(workspace).missing == LABELS_OUTSIDE_IMAGERY
    workspace.choose(labels=labels(3))
    assert readiness(workspace).missing is None


def test_imagery_that_is_refused_is_no_ground_to_train_on(workspace):
    workspace.choose(labels=labels(3))
    crs = workspace.imagery.crs()
    workspace.imagery.setCrs(QgsCoordinateReferenceSystem("IAU_2015:30100"))  # the Moon
    assert readiness(workspace).missing == IMAGERY_REFUSED
    workspace.imagery.setCrs(crs)
    assert readiness(workspace).missing is None


@pytest.mark.parametrize("kind", ["labels", "areas"])
def test_a_layer_whose_file_was_moved_is_told_and_not_trained_without(workspace, kind):
    workspace.choose(labels=labels(3), areas=areas(box(0, 0, 60, 60)))
    assert readiness(workspace).missing is None
    lose(getattr(workspace, kind))
    found = readiness(workspace)
    assert found.missing == LAYER_GONE and "/nowhere/town.gpkg|layername=lost is not where it was" in found.problem


def test_without_areas_every_label_on_the_imagery_counts(workspace):
    workspace.choose(labels=make_layer(box(2, 2), box(20, 2), box(500, 2)))
    found = readiness(workspace)
    assert (found.counts.drawn, used(found), found.train_areas) == (3, 2, 0)


def test_a_building_that_is_drawn_twice_counts_once_as_in_a_training(workspace):
    rows = [("",), ("",), ("",), ("background",), ("background",)]
    workspace.choose(labels=make_layer(box(2, 2), box(3, 2), box(2, 3), box(20, 2), box(20, 2), rows=rows,
                                       fields="&field=class:string"))
    found = readiness(workspace)
    assert found.counts == LabelCounts(trained=1, unused=2, background=2) and found.twice == 2


def test_the_buildings_of_a_collection_are_counted_one_by_one(workspace):
    parts = ", ".join(box(2 + 6 * n, 2).replace("Polygon ", "") for n in range(9))
    workspace.choose(labels=make_layer(f"MultiPolygon({parts})", kind="MultiPolygon"))
    assert readiness(workspace).counts == LabelCounts(trained=9)


def test_labels_are_counted_once_by_what_a_training_makes_of_them(workspace):
    """tests/models/data/test_dataset.py has the worker's side of it."""
    shapes = [box(2, 2), box(18, 2, 4), box(30, 2), box(38, 2, 4), box(28, 10, 4), box(50, 2), box(500, 2), box(2, 40)]
    workspace.choose(
        labels=make_layer(*shapes, fields="&field=class:string", rows=[[""]] * 7 + [["Background"]]),
        areas=areas(box(0, 0, 20, 20), box(20, 0, 10, 20), box(30, 0, 10, 20), roles=["train", "predict", "validate"]))
    found = readiness(workspace)
    assert found.counts == LabelCounts(trained=2, scored=1, cut=2, unused=2, background=1)
    assert found.held_out and found.missing is None and found.counts.drawn == 7


def test_a_label_across_the_edge_of_held_out_ground_and_training_is_trained_on(workspace):
    workspace.choose(labels=make_layer(box(18, 2, 4), box(30, 2)),
                     areas=areas(box(0, 0, 20, 20), box(20, 0, 30, 20), roles=["train", "validate"]))
    assert readiness(workspace).counts == LabelCounts(trained=1, scored=1)


def test_ground_cover_that_an_edge_cuts_counts_with_what_is_inside(workspace):
    rows = [("water",), ("Water",)]
    workspace.choose(labels=make_layer(box(2, 2), box(38, 2, 4), rows=rows, fields="&field=class:string"),
                     areas=areas(box(0, 0, 20, 20), box(30, 0, 10, 20), roles=["train", "validate"]))
    assert readiness(workspace).counts == LabelCounts(trained=1, scored=1)


def test_held_out_labels_that_are_all_cut_give_no_score(workspace):
    workspace.choose(labels=make_layer(box(2, 2), box(38, 2, 4)),
                     areas=areas(box(0, 0, 20, 20), box(30, 0, 10, 20), roles=["train", "validate"]))
    found = readiness(workspace)
    assert found.counts == LabelCounts(trained=1, cut=1) and not found.held_out


def test_labels_are_counted_by_class_whatever_its_case(workspace):
    rows = [["rust"], ["Iron"], [" iron"], [None], [""], ["background"], ["IRON"]]
    workspace.choose(labels=make_layer(*[box(2 + 8 * n, 2) for n in range(7)], fields="&field=class:string", rows=rows))
    found = readiness(workspace)
    assert found.classes == (("building", 2), ("Iron", 3), ("rust", 1)) and found.counts.background == 1


def test_labels_in_the_notch_of_an_area_are_outside(workspace):
    notched = (f"Polygon(({X} {Y}, {X + 60} {Y}, {X + 60} {Y + 10}, {X + 10} {Y + 10}, {X + 10} {Y + 60}, "
               f"{X} {Y + 60}, {X} {Y}))")
    workspace.choose(labels=make_layer(box(2, 2), box(40, 40)), areas=areas(notched, roles=["train"]))
    assert used(readiness(workspace)) == 1


def test_roles_are_read_in_any_case_and_an_empty_one_is_train(workspace):
    shapes = [box(0, 0, 10, 10), box(20, 0, 10, 10), box(40, 0, 10, 10), box(0, 30, 10, 10)]
    workspace.choose(labels=make_layer(box(2, 2), box(22, 2), box(42, 2)),
                     areas=areas(*shapes, roles=["Train ", None, "VALIDATE", "predict"], column="ROLE"))
    found = readiness(workspace)
    assert (found.train_areas, found.validate_areas) == (2, 1)
    assert used(found) == 3 and found.held_out


def test_areas_without_a_role_column_are_all_for_training(workspace):
    workspace.choose(labels=labels(), areas=areas(box(0, 0, 60, 60)))
    found = readiness(workspace)
    assert (found.train_areas, used(found), found.missing) == (1, 3, None)


def test_labels_outside_every_area_are_not_enough(workspace):
    workspace.choose(labels=labels(), areas=areas(box(0, 40, 10, 10), roles=["train"]))
    assert readiness(workspace).missing == LABELS_OUTSIDE_AREAS


def test_labels_in_held_out_areas_alone_are_not_enough(workspace):
    workspace.choose(labels=labels(), areas=areas(box(0, 0, 60, 60), roles=["validate"]))
    found = readiness(workspace)
    assert found.missing == LABELS_OUTSIDE_AREAS and found.held_out


@pytest.mark.parametrize("role", ["predict", "suggested"])
def test_areas_of_which_none_is_for_training_leave_nothing_to_learn_from(workspace, role):
    workspace.choose(labels=labels(), areas=areas(box(0, 0, 60, 60), roles=[role]))
    found = readiness(workspace)
    assert (used(found), found.train_areas, found.missing) == (0, 0, LABELS_OUTSIDE_AREAS)


@pytest.mark.parametrize("role", ["ignore", "test"])
def test_a_part_of_an_area_that_no_training_sees_does_not_count(workspace, role):
    workspace.choose(labels=make_layer(box(2, 2), box(22, 2)),
                     areas=areas(box(0, 0, 60, 60), box(20, 0, 10, 10), roles=["train", role]))
    assert used(readiness(workspace)) == 1


def test_areas_that_do_not_meet_the_imagery_are_not_counted(workspace):
    workspace.choose(labels=labels(), areas=areas(box(500, 0), box(500, 10), roles=["train", "predict"]))
    found = readiness(workspace)
    assert (found.train_areas, found.missing) == (0, LABELS_OUTSIDE_AREAS)


def test_enough_labels_to_hold_some_out(workspace):
    workspace.choose(labels=labels(FEWEST_TO_HOLD_OUT - 1))
    assert not readiness(workspace).held_out
    workspace.choose(labels=labels(FEWEST_TO_HOLD_OUT))
    assert readiness(workspace).held_out


def test_a_validate_area_without_labels_gives_no_score(workspace):
    workspace.choose(labels=labels(16), areas=areas(box(0, 0, 60, 30), box(0, 50, 5, 5), roles=["train", "validate"]))
    found = readiness(workspace)
    assert found.validate_areas == 1 and not found.held_out


def test_other_crs_of_labels_and_areas_are_brought_together(workspace):
    workspace.choose(labels=labels(9, crs="EPSG:4326"),
                     areas=areas(box(0, 0, 60, 7, crs="EPSG:3857"), roles=["train"], crs="EPSG:3857"))
    found = readiness(workspace)
    assert (found.counts.drawn, used(found), found.missing) == (9, 8, None)


def test_unsaved_edits_count(workspace):
    layer = labels(2)
    workspace.choose(labels=layer)
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    assert readiness(workspace).counts.drawn == 1
    layer.undoStack().undo()
    assert readiness(workspace).counts.drawn == 2


def test_labels_and_areas_without_outline_do_not_count(workspace):
    workspace.choose(labels=make_layer(None, box(2, 2), "Polygon EMPTY"),
                     areas=areas(None, box(0, 0, 60, 60), roles=["validate", "train"]))
    found = readiness(workspace)
    assert (found.counts.drawn, found.train_areas, found.validate_areas) == (1, 1, 0)


def test_layers_that_vanish_are_missing(workspace):
    layer = labels()
    workspace.choose(labels=layer)
    QgsProject.instance().removeMapLayer(layer.id())
    assert readiness(workspace).missing == NO_LABELS_LAYER


def test_five_thousand_labels_in_fifty_areas_are_counted_at_once(workspace):
    shapes = [box(0.6 * (i % 100), 1.2 * (i // 100), 0.5, 1) for i in range(5000)]
    workspace.choose(labels=make_layer(*shapes),
                     areas=areas(*(box(0, 1.2 * i, 60, 1.1) for i in range(50)), roles=["train"] * 50))
    best = 1.0
    for _ in range(3):
        start = time.perf_counter()
        found = readiness(workspace)
        best = min(best, time.perf_counter() - start)
    assert used(found) == 5000
    print(f"{1000 * best:.0f} ms")
    assert best < 0.15 * PATIENCE  # 90 ms where nothing else runs


def test_labels_in_utm_on_a_web_map_are_ready(workspace):
    web = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png", "basemap", "wms")
    QgsProject.instance().addMapLayer(web)
    workspace.choose(imagery=web, labels=make_layer(HOUSE))
    found = readiness(workspace)
    assert found.missing is None and found.counts.trained == 1
