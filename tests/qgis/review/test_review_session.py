"""Footprints are walked one by one; each judgement is one edit that QGIS's undo takes back."""

import time

import pytest
from qgis.core import (
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from roofline.plugin.layers.workspace import BY_CONFIDENCE, BY_NEIGHBOURHOOD
from roofline.plugin.review.columns import ReviewError
from roofline.plugin.review.review_session import ReviewSession
from roofline.plugin.review.spatial_queries import footprint_at
from roofline.tests.qgis.support.layers import make_layer

FIELDS = "&field=Status:string&field=confidence:double&field=area_m2:double&field=perimeter_m:double"


def square(number, side=10):
    x = 500000 + 20 * number
    return QgsGeometry.fromRect(QgsRectangle(x, 4500000, x + side, 4500000 + side))


def footprints(*confidences, statuses=(), fields=FIELDS):
    rows = [[statuses[n] if statuses else "predicted", confidence, 100.0, 40.0]
            for n, confidence in enumerate(confidences)]
    return make_layer(*(square(n).asWkt() for n in range(len(rows))), name="found", fields=fields, rows=rows)


@pytest.fixture(autouse=True)
def empty_project():
    yield
    QgsProject.instance().clear()


def by_confidence(layer):
    return ReviewSession(layer, BY_CONFIDENCE)


def statuses(layer):
    return [feature["Status"] for feature in layer.getFeatures()]


def test_the_least_certain_comes_first_and_the_walk_ends_when_all_are_checked():
    checking = by_confidence(footprints(0.9, 0.2, 0.5))
    seen = []
    while checking.current is not None:
        seen.append(checking.current)
        checking.accept()
    assert seen == [2, 3, 1]
    assert checking.counts().accepted == checking.counts().total == 3


def test_equal_confidences_are_walked_by_id_and_a_missing_one_comes_first():
    checking = by_confidence(footprints(0.5, 0.5, None))
    assert checking.current == 3
    assert checking.footprint().confidence is None
    checking.next()
    assert checking.current == 1


GRID = 8


def grid(size=GRID):
    """Squares every 20 m, in no order."""
    cells = ((column, row) for column in range(size) for row in range(size))
    places = sorted(cells, key=lambda cell: (5 * cell[0] + 3 * cell[1]) % 11)
    shapes = [QgsGeometry.fromRect(QgsRectangle(x, y, x + 10, y + 10)).asWkt()
              for x, y in ((500000 + 20 * column, 4500000 + 20 * row) for column, row in places)]
    rows = [["predicted", (7 * number) % 10 / 10, 100.0, 40.0] for number in range(len(shapes))]
    return make_layer(*shapes, name="found", fields=FIELDS, rows=rows)


def middles(checking, layer):
    while checking.current is not None:
        yield layer.getGeometry(checking.current).boundingBox().center()
        checking.accept()


def test_in_the_order_of_neighbourhoods_each_is_beside_the_one_before():
    layer = grid()
    way = list(middles(ReviewSession(layer, BY_NEIGHBOURHOOD), layer))
    steps = [one.distance(other) for one, other in zip(way, way[1:])]
    assert len(way) == GRID * GRID and max(steps) < 45 and sum(steps) / len(steps) < 25
    assert (way[0].x(), way[0].y()) == (500005, 4500000 + 20 * (GRID - 1) + 5)
    by_certainty = list(middles(by_confidence(grid()), layer))
    assert sum(one.distance(other) for one, other in zip(by_certainty, by_certainty[1:])) > 2 * sum(steps)


def test_another_order_leaves_the_current_footprint_and_changes_what_follows():
    checking = ReviewSession(footprints(0.9, 0.2, 0.5), BY_NEIGHBOURHOOD)
    assert checking.current == 1
    checking.sort_by(BY_CONFIDENCE)
    assert checking.current == 1
    checking.next()
    assert checking.current == 2
    checking.sort_by(BY_NEIGHBOURHOOD)
    checking.next()
    assert checking.current == 3


def test_it_begins_where_the_map_is():
    layer = footprints(0.5, 0.5, 0.5, 0.5, statuses=["predicted", "predicted", "accepted", "predicted"])
    checking = ReviewSession(layer, BY_NEIGHBOURHOOD)
    view = QgsRectangle(500035, 4499990, 500080, 4500020)  # of the last two
    checking.begin_in(view, layer.crs())
    assert checking.current == 4
    checking.begin_in(QgsRectangle(0, 0, 1, 1), layer.crs())
    assert checking.current == 4
    least = by_confidence(footprints(0.1, 0.2, 0.3, 0.4))
    least.begin_in(view, layer.crs())
    assert least.current == 1


def test_footprints_without_a_geometry_have_a_place_in_the_order_too():
    rows = [["predicted", 0.5, 1.0, 1.0]] * 3
    layer = make_layer(square(0).asWkt(), None, square(2).asWkt(), fields=FIELDS, rows=rows)
    checking = ReviewSession(layer, BY_NEIGHBOURHOOD)
    seen = set()
    while checking.current is not None:
        seen.add(checking.current)
        checking.accept()
    assert seen == {1, 2, 3}


def test_a_missing_building_is_added_as_edited_and_measured_and_undo_takes_it_back():
    rows = [["predicted", 0.5, 1.0, 1.0, "hut"]]
    layer = make_layer(square(0).asWkt(), fields=f"{FIELDS}&field=class:string", rows=rows)
    checking = ReviewSession(layer, BY_NEIGHBOURHOOD)
    checking.add_missing(square(3), layer.crs())
    (added,) = [feature for feature in layer.getFeatures() if feature["Status"] == "edited"]
    assert added["class"] == "hut" and not added["confidence"]
    assert added["area_m2"] == pytest.approx(100, rel=0.01) and added["perimeter_m"] == pytest.approx(40, rel=0.01)
    assert checking.current == 1 and (checking.counts().total, checking.counts().edited) == (2, 1)
    checking.undo()
    assert layer.featureCount() == 1 and checking.current == 1


def test_checked_ones_are_passed_over_and_skipped_ones_come_again():
    checking = by_confidence(footprints(0.1, 0.2, 0.3, statuses=["predicted", "ACCEPTED ", "nonsense"]))
    checking.next()
    assert checking.current == 3
    checking.next()
    assert checking.current == 1


def test_previous_goes_back_the_way_one_came_then_down_the_order():
    checking = by_confidence(footprints(0.1, 0.2, 0.3))
    checking.accept()
    checking.choose(3)
    checking.previous()
    assert checking.current == 2
    checking.previous()
    assert checking.current == 1
    checking.choose(3)
    checking.previous()
    checking.previous()
    assert checking.current == 1


def test_previous_works_after_the_end():
    checking = by_confidence(footprints(0.1))
    checking.accept()
    assert checking.current is None
    checking.previous()
    assert checking.current == 1


@pytest.mark.parametrize(("act", "status"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_judgement_is_one_named_edit_and_undo_leads_back(act, status):
    layer = footprints(0.1, 0.2)
    checking = by_confidence(layer)
    getattr(checking, act)()
    assert statuses(layer) == [status, "predicted"] and checking.current == 2
    assert layer.undoStack().count() == 1
    assert layer.undoStack().undoText() == f"{act.title()} footprint"
    layer.undoStack().undo()  # as QGIS's Ctrl+Z does
    assert statuses(layer) == ["predicted", "predicted"] and checking.current == 1


def test_delete_moves_on_and_undo_brings_the_footprint_back_with_its_status():
    layer = footprints(0.1, 0.2, 0.3, statuses=["accepted", "predicted", "predicted"])
    checking = by_confidence(layer)
    checking.delete()
    assert checking.current == 3 and checking.counts().total == 2
    checking.undo()
    assert checking.current == 2 and checking.counts().total == 3 and checking.counts().predicted == 2


def test_undo_of_several_edits_goes_back_through_them():
    checking = by_confidence(footprints(0.1, 0.2, 0.3))
    checking.accept()
    checking.reject()
    checking.accept()
    visited = []
    for _ in range(3):
        checking.undo()
        visited.append(checking.current)
    assert visited == [3, 2, 1] and checking.counts().predicted == 3
    checking.undo()  # nothing left to take back
    checking.next()
    assert checking.current == 2


def reshape(layer, fid, side):
    """As QGIS's vertex tool does."""
    layer.startEditing()
    layer.beginEditCommand("Moved vertex")
    layer.changeGeometry(fid, square(0, side))
    layer.endEditCommand()


def test_an_edited_outline_is_told_and_measured_in_the_same_undoable_edit():
    layer = footprints(0.1, 0.2)
    checking = by_confidence(layer)
    reshape(layer, 1, 12)
    assert layer.undoStack().count() == 1
    feature = layer.getFeature(1)
    assert feature["Status"] == "edited" and checking.counts().edited == 1
    assert feature["area_m2"] == pytest.approx(144, rel=0.01) and feature["perimeter_m"] == pytest.approx(48, rel=0.01)
    layer.undoStack().undo()
    feature = layer.getFeature(1)
    assert (feature["Status"], feature["area_m2"]) == ("predicted", 100.0)
    assert feature.geometry().area() == pytest.approx(100)
    layer.undoStack().redo()
    feature = layer.getFeature(1)
    assert feature["Status"] == "edited" and feature.geometry().area() == pytest.approx(144)
    assert layer.undoStack().count() == 1


def test_accepting_an_edited_footprint_keeps_it_edited_and_moves_on():
    layer = footprints(0.1, 0.2)
    checking = by_confidence(layer)
    reshape(layer, 1, 12)
    checking.accept()
    assert statuses(layer) == ["edited", "predicted"] and checking.current == 2


def test_features_that_others_add_and_delete_are_followed():
    layer = footprints(0.5, 0.6)
    checking = by_confidence(layer)
    layer.startEditing()
    new = QgsFeature(layer.fields())
    new.setGeometry(square(5))
    new.setAttributes(["predicted", 0.55, 1.0, 4.0])
    layer.addFeature(new)
    layer.deleteFeature(1)
    assert checking.current < 0  # it stands between the deleted one and the other
    checking.accept()
    assert checking.current == 2
    layer.rollBack()
    assert checking.counts().total == checking.counts().predicted == 2


def test_saving_gives_new_footprints_lasting_ids(tmp_path):
    layer = on_disk(tmp_path, footprints(0.5))
    checking = by_confidence(layer)
    layer.startEditing()
    new = QgsFeature(layer.fields())
    new.setGeometry(square(5))
    new["confidence"] = 0.1
    layer.addFeature(new)
    checking.accept()
    checking.save()
    assert not layer.isEditable() and checking.counts().total == 2
    checking.next()
    while checking.current is not None:
        assert checking.footprint().geometry.area() == pytest.approx(100)
        checking.accept()
    checking.save()
    again = QgsVectorLayer(layer.source(), "again", "ogr")
    assert statuses(again) == ["accepted", "accepted"]


def test_footprint_tells_area_on_the_ground():
    footprint = by_confidence(footprints(0.25)).footprint()
    assert (footprint.confidence, footprint.status) == (0.25, "predicted")
    assert footprint.area_m2 == pytest.approx(100, rel=0.01)


@pytest.mark.parametrize(("fields", "word"), [
    ("&field=confidence:double", "'status'"), ("&field=status:string", "'confidence'"),
    ("", "'status' and 'confidence'"),
    ("&field=status:int&field=confidence:double", "no text"),
])
def test_a_layer_without_the_columns_is_refused_by_their_names(fields, word):
    with pytest.raises(ReviewError, match=word):
        by_confidence(make_layer(square(0).asWkt(), fields=fields))


def test_a_layer_that_loses_its_status_column_ends_the_walk():
    layer = footprints(0.1)
    checking = by_confidence(layer)
    layer.startEditing()
    layer.deleteAttribute(0)
    assert checking.layer is None and checking.current is None


def test_a_read_only_layer_is_told_with_its_cure():
    layer = footprints(0.1)
    layer.setReadOnly(True)
    with pytest.raises(ReviewError, match="read-only"):
        by_confidence(layer).accept()


def test_a_removed_layer_leaves_nothing_to_check():
    layer = footprints(0.1, 0.2)
    checking = by_confidence(layer)
    QgsProject.instance().removeMapLayer(layer.id())
    checking.accept()
    checking.delete()
    checking.undo()
    checking.next()
    checking.previous()
    checking.save()
    assert checking.current is None and checking.footprint() is None and checking.counts().total == 0
    checking.close()


def test_a_closed_walk_hears_nothing_any_more():
    layer = footprints(0.1)
    checking = by_confidence(layer)
    checking.close()
    reshape(layer, 1, 12)
    assert statuses(layer) == ["predicted"]


def test_the_footprint_under_the_cursor_is_found_in_any_crs():
    layer = footprints(0.1, 0.2)
    wgs84 = make_layer(crs="EPSG:4326").crs()
    spot = QgsRectangle(500024, 4500004, 500025, 4500005)
    assert footprint_at(layer, spot, layer.crs()) == 2
    there = QgsCoordinateTransform(layer.crs(), wgs84, QgsProject.instance()).transformBoundingBox(spot)
    assert footprint_at(layer, there, wgs84) == 2
    assert footprint_at(layer, QgsRectangle(500015, 4500004, 500016, 4500005), layer.crs()) is None


def on_disk(folder, layer):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    path = folder / "found.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    saved = QgsVectorLayer(str(path), "found", "ogr")
    QgsProject.instance().addMapLayer(saved, False)
    return saved


@pytest.mark.parametrize("order", [BY_CONFIDENCE, BY_NEIGHBOURHOOD])
def test_a_step_through_twenty_thousand_takes_no_time(tmp_path, order):
    layer = on_disk(tmp_path, footprints(*(((n * 7919) % 20011) / 20011 for n in range(20000))))
    checking = ReviewSession(layer, order)
    checking.accept()  # opens the edit mode
    steps = []
    for act in (checking.accept, checking.delete, checking.next, checking.reject, checking.previous) * 4:
        start = time.perf_counter()
        act()
        assert checking.counts().total and checking.footprint()
        steps.append(time.perf_counter() - start)
    assert sorted(steps)[len(steps) // 2] < 0.05
