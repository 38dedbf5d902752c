"""Footprints are walked one by one; each judgement is one edit that QGIS's undo takes back."""

import pytest
from qgis.core import QgsCoordinateTransform, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from roofline.plugin.layers.workspace import BY_NEIGHBOURHOOD
from roofline.plugin.review.columns import ReviewError
from roofline.plugin.review.review_session import ReviewSession
from roofline.plugin.review.spatial_queries import footprint_at
from roofline.tests.qgis.support.footprints import FIELDS, by_confidence, footprints, on_disk, square
from roofline.tests.qgis.support.layers import lose, make_layer

pytestmark = pytest.mark.usefixtures("empty_project")


def statuses(layer):
    return [feature["Status"] for feature in layer.getFeatures()]


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


def test_footprints_whose_file_was_moved_are_told():
    with pytest.raises(ReviewError, match="cannot be read: /nowhere/town.gpkg"):
        ReviewSession(lose(footprints(0.1)), BY_NEIGHBOURHOOD)


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


@pytest.mark.parametrize("outline", [QgsGeometry(), QgsGeometry.fromWkt("Polygon EMPTY")])
def test_a_row_without_an_outline_is_nothing_to_check(outline):
    """The map would go to the place where the coordinates are 0."""
    layer = footprints(0.1, 0.2)
    layer.startEditing()
    session = by_confidence(layer)
    first = session.current
    assert layer.changeGeometry(first, outline)
    assert session.current != first and session.counts().total == 1
    layer.undoStack().undo()
    assert session.counts().total == 2


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


@pytest.mark.parametrize(("driver", "suffix"), [("ESRI Shapefile", "shp"), ("GeoJSON", "geojson")])
def test_where_a_deletion_gives_others_new_ids_the_walk_goes_on_with_the_same(tmp_path, driver, suffix):
    layer = on_disk(tmp_path, footprints(0.1, 0.2, 0.3, 0.4, 0.5), driver, suffix)
    checking = by_confidence(layer)
    checking.delete()
    checking.accept()
    middle = checking.footprint().geometry.centroid().asPoint()
    checking.save()
    assert checking.footprint().geometry.centroid().asPoint() == middle and checking.footprint().confidence == 0.3
    assert (checking.counts().total, checking.counts().predicted) == (4, 3)
    for _ in range(3):
        checking.accept()
    assert checking.current is None and sorted(statuses(layer)) == ["accepted"] * 4


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


def test_a_status_that_its_column_would_cut_off_is_told_before_any_verdict():
    fields = FIELDS.replace("Status:string", "Status:string(5)")
    with pytest.raises(ReviewError, match="takes 5 characters, which are too few for 'accepted'"):
        by_confidence(footprints(0.5, fields=fields, statuses=["new"]))


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
