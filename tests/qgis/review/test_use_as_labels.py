"""Checked footprints become labels, and what was looked at becomes an area that is complete."""

import time

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from roofline.plugin.layers.edits import DrawingError, add_polygon
from roofline.plugin.layers.workspace import Workspace
from roofline.plugin.review.columns import ReviewError
from roofline.plugin.review.use_as_labels import Used, in_view, use_as_labels
from roofline.protocol.settings.training import TrainSettings
from roofline.tests.qgis.support.layers import make_layer, make_raster, save_layer
from roofline.tools.desktop import PATIENCE

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
FIELDS = "&field=class:string&field=confidence:double&field=status:string"


def box(x, y, side=10, height=None):
    """`x` and `y` from the lower left corner of the raster of 64 x 64 m."""
    x, y = 500000 + x, 4500036 + y
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + side, y + (height or side)))


@pytest.fixture()
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    workspace = Workspace(QgsProject.instance())
    imagery = QgsRasterLayer(str(make_raster(tmp_path / "image.tif")), "image", "gdal")
    QgsProject.instance().addMapLayer(imagery, False)
    workspace.choose(imagery=imagery)
    yield workspace
    workspace.close()
    QgsProject.instance().clear()


def found(workspace, *rows):
    """Footprints of (geometry, status) or (geometry, status, class)."""
    values = [[row[2] if len(row) > 2 else "building", 0.5, row[1]] for row in rows]
    layer = make_layer(*(row[0].asWkt() for row in rows), name="found", fields=FIELDS, rows=values)
    workspace.choose(footprints=layer)
    return layer


def drawn(workspace, labels=(), areas=(), crs="EPSG:32633"):
    """Layers with labels, and with areas of (geometry, role)."""
    workspace.choose(
        labels=make_layer(*(label.asWkt() for label in labels), name="labels", crs=crs, fields="&field=CLASS:string"),
        areas=make_layer(*(area.asWkt() for area, _ in areas), name="areas", crs=crs, fields="&field=Role:string",
                         rows=[[role] for _, role in areas]))


def ground(layer, role="train"):
    column = layer.fields().lookupField("role")
    return QgsGeometry.unaryUnion([area.geometry() for area in layer.getFeatures() if area[column] == role])


def same(one, other):
    return one.symDifference(other).area() < 0.01


def test_accepted_and_edited_footprints_in_view_become_labels_and_the_view_an_area(workspace):
    found(workspace, (box(2, 2), "accepted", "shed"), (box(20, 2), "edited"), (box(2, 20), "rejected"),
          (box(50, 50), "accepted"))
    drawn(workspace)
    assert use_as_labels(workspace, box(0, 0, 40), UTM) == Used(added=2, skipped=0, unchecked=0, area_added=True)
    assert sorted(label["CLASS"] for label in workspace.labels.getFeatures()) == ["building", "shed"]
    assert same(ground(workspace.areas), box(0, 0, 40))


def test_a_footprint_without_a_class_gets_the_layers_own_default(workspace):
    found(workspace, (box(2, 2), "accepted", None))
    use_as_labels(workspace, box(0, 0, 40), UTM)
    assert next(workspace.labels.getFeatures())["class"] == "building"


def test_classes_that_the_labels_cannot_hold_are_told_and_not_lost(workspace):
    found(workspace, (box(2, 2), "accepted", "shed"))
    workspace.choose(labels=make_layer(name="outlines"))
    with pytest.raises(DrawingError, match="Layer 'outlines' has no column 'class', so a polygon for 'shed'"):
        use_as_labels(workspace, box(0, 0, 40), UTM)
    assert workspace.labels.featureCount() == 0


def test_footprints_that_a_filter_hides_are_no_ground_without_buildings(workspace, tmp_path):
    path = save_layer(tmp_path / "found.gpkg", "found", box(2, 2).asWkt(), box(20, 2).asWkt(), fields=FIELDS,
                      rows=[["building", 0.5, "accepted"], ["shed", 0.5, "accepted"]])
    layer = QgsVectorLayer(str(path), "found")
    QgsProject.instance().addMapLayer(layer, False)
    assert layer.setSubsetString("class = 'building'")
    workspace.choose(footprints=layer)
    drawn(workspace)
    with pytest.raises(ReviewError, match="Layer 'found' has a filter"):
        use_as_labels(workspace, box(0, 0, 40), UTM)
    assert workspace.areas.featureCount() == 0
    assert use_as_labels(workspace, box(0, 0, 40), UTM, is_complete=False).added == 1


def test_layers_that_are_missing_are_made_and_those_at_hand_are_kept(workspace):
    found(workspace, (box(2, 2), "accepted"))
    drawn(workspace)
    labels = workspace.labels
    workspace.choose(areas=None)
    assert use_as_labels(workspace, box(0, 0, 40), UTM).area_added
    assert workspace.labels is labels and workspace.areas.featureCount() == 1
    workspace.choose(labels=None)
    assert use_as_labels(workspace, box(0, 0, 40), UTM).added == 1
    assert next(workspace.labels.getFeatures())["class"] == "building"


def test_each_layer_is_changed_by_one_undoable_edit(workspace):
    found(workspace, (box(2, 2), "accepted"), (box(20, 2), "accepted"))
    drawn(workspace)
    use_as_labels(workspace, box(0, 0, 40), UTM)
    for layer in (workspace.labels, workspace.areas):
        assert layer.undoStack().count() == 1
        layer.undoStack().undo()
        assert layer.featureCount() == 0


def test_a_footprint_whose_building_has_a_label_is_skipped_so_that_twice_adds_nothing(workspace):
    found(workspace, (box(2, 2), "accepted"), (box(20, 2), "accepted"))
    drawn(workspace, labels=[box(3, 2), box(28, 2)])
    assert use_as_labels(workspace, box(0, 0, 40), UTM) == Used(1, 1, 0, True)
    assert use_as_labels(workspace, box(0, 0, 40), UTM) == Used(0, 2, 0, False)
    assert workspace.labels.undoStack().count() == 1


def test_a_footprint_that_the_view_cuts_comes_along_whole(workspace):
    found(workspace, (box(36, 2), "accepted"), (box(2, 36), "predicted"))
    drawn(workspace)
    seen = in_view(workspace, box(0, 0, 40), UTM)
    assert (seen.checked, len(seen.unchecked), seen.outlined) == (1, 1, 1)
    assert use_as_labels(workspace, box(0, 0, 40), UTM) == Used(1, 0, 1, True)
    assert next(workspace.labels.getFeatures()).geometry().area() == pytest.approx(100)


def test_the_area_ends_where_the_imagery_does(workspace):
    found(workspace, (box(2, 2), "accepted"))
    drawn(workspace)
    use_as_labels(workspace, box(-30, -30, 70), UTM)
    assert same(ground(workspace.areas), box(0, 0, 40))


def test_a_view_beside_the_imagery_is_told(workspace):
    found(workspace, (box(2, 2), "accepted"))
    with pytest.raises(ReviewError, match="shows nothing of 'image'"):
        use_as_labels(workspace, box(500, 500), UTM)


def test_areas_held_out_keep_their_ground_and_get_nothing_that_a_model_found(workspace):
    found(workspace, (box(2, 2), "accepted"), (box(25, 2), "accepted"), (box(25, 20), "edited"))
    drawn(workspace, areas=[(box(20, 0, 40), "Validate ")])
    assert use_as_labels(workspace, box(0, 0, 40), UTM) == Used(1, 0, 0, True, held_out=2)
    assert same(ground(workspace.areas), box(0, 0, 20, 40))
    assert [same(label.geometry(), box(2, 2)) for label in workspace.labels.getFeatures()] == [True]


def test_a_view_inside_a_training_area_needs_no_other(workspace):
    found(workspace, (box(2, 2), "accepted"))
    drawn(workspace, areas=[(box(0, 0, 60), "")])  # no role means train
    assert use_as_labels(workspace, box(0, 0, 40), UTM) == Used(1, 0, 0, False)


def test_slivers_beside_areas_are_no_areas(workspace):
    found(workspace, (box(2, 2), "accepted"))
    drawn(workspace, areas=[(box(0.02, 0, 60), "train")])
    assert not use_as_labels(workspace, box(0, 0, 40), UTM).area_added


def test_areas_of_other_roles_do_not_count_as_complete(workspace):
    found(workspace, (box(2, 2), "accepted"))
    drawn(workspace, areas=[(box(0, 0, 60), "predict")])
    assert use_as_labels(workspace, box(0, 0, 40), UTM).area_added
    assert same(ground(workspace.areas), box(0, 0, 40))


def test_view_labels_and_areas_may_have_other_crs(workspace):
    found(workspace, (box(2, 2), "accepted"), (box(50, 50), "accepted"))
    drawn(workspace, crs="EPSG:4326")
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    window = box(0, 0, 40)
    window.transform(QgsCoordinateTransform(UTM, mercator, QgsProject.instance()))
    assert use_as_labels(workspace, window, mercator) == Used(1, 0, 0, True)
    back = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), UTM, QgsProject.instance())
    label, area = next(workspace.labels.getFeatures()).geometry(), ground(workspace.areas)
    label.transform(back)
    area.transform(back)
    assert same(label, box(2, 2)) and area.symDifference(box(0, 0, 40)).area() < 1


def test_the_outlined_buildings_of_a_view_are_labels_and_what_will_be_and_each_counts_once(workspace):
    found(workspace, (box(2, 2), "accepted"), (box(20, 2), "edited"), (box(2, 20), "rejected"),
          (box(50, 50), "accepted"))
    drawn(workspace, labels=[box(3, 2), box(20, 20), box(50, 2)])
    seen = in_view(workspace, box(0, 0, 40), UTM)
    assert (seen.checked, seen.outlined, seen.doubts) == (3, 3, [])


def test_where_a_model_sees_a_building_and_none_is_outlined_there_is_doubt(workspace):
    found(workspace, (box(2, 2), "accepted"), (box(20, 2), "predicted"), (box(2, 20), "rejected"),
          (box(20, 20), "predicted"))
    drawn(workspace, labels=[box(21, 2)])
    others = [(shape, UTM) for shape in (box(3, 2), box(21, 20), box(2, 21), box(30, 30, 8), box(50, 50))]
    seen = in_view(workspace, box(0, 0, 40), UTM, others)
    assert [shape.boundingBox() for shape in (*seen.unchecked, *seen.doubts)] == [
        shape.boundingBox() for shape in (box(20, 20), box(30, 30, 8))]  # not: drawn, outlined, rejected, out of view


def test_labels_elsewhere_take_no_time(workspace):
    found(workspace, (box(2, 2), "accepted"))
    in_view(workspace, box(0, 0, 40), UTM)  # the first measurement reads all ellipsoids
    drawn(workspace, labels=[box(100 + 20 * (n % 100), 20 * (n // 100)) for n in range(5000)])
    start = time.process_time()
    assert in_view(workspace, box(0, 0, 40), UTM).outlined == 1
    assert use_as_labels(workspace, box(0, 0, 40), UTM).added == 1
    took = time.process_time() - start
    print(f"{1000 * took:.0f} ms")
    assert took < 0.1 * PATIENCE


def test_where_not_every_building_is_outlined_a_ring_around_each_is_learned(workspace):
    """Without areas a training takes the rings by itself."""
    found(workspace, (box(10, 10), "accepted"), (box(30, 30), "predicted"))
    drawn(workspace)
    assert use_as_labels(workspace, box(0, 0, 60), UTM, is_complete=False) == Used(1, 0, 1, False)
    assert workspace.labels.featureCount() == 1 and workspace.areas.featureCount() == 0
    drawn(workspace, areas=[(box(40, 0, 20, 60), "train")])
    assert use_as_labels(workspace, box(0, 0, 60), UTM, is_complete=False).area_added
    width = TrainSettings().ring_m
    ring = ground(workspace.areas).difference(box(40, 0, 20, 60))
    assert ring.contains(box(10 - width + 0.1, 10, width)) and ring.contains(box(10, 10))
    assert not ring.intersects(box(0, 0, 9 - width)) and not ring.intersects(box(30, 30))
    assert ring.area() == pytest.approx(100 + 40 * width + 3.14 * width ** 2, rel=0.02)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_a_ring_is_as_wide_on_the_ground_in_any_crs(workspace, crs):
    found(workspace, (box(10, 10), "accepted"))
    drawn(workspace, crs=crs)
    there = QgsCoordinateTransform(UTM, QgsCoordinateReferenceSystem(crs), QgsProject.instance())
    far = box(40, 0, 20, 60)
    far.transform(there)
    add_polygon(workspace.areas, far, workspace.areas.crs(), "Add area", {"role": "train"})
    use_as_labels(workspace, box(0, 0, 60), UTM, is_complete=False)
    ring = ground(workspace.areas).difference(far)
    ring.transform(there, QgsCoordinateTransform.ReverseTransform)
    width = TrainSettings().ring_m
    assert ring.area() == pytest.approx(100 + 40 * width + 3.14 * width ** 2, rel=0.02)


def test_without_footprints_one_is_told_where_they_come_from(workspace):
    with pytest.raises(ReviewError, match="Predict"):
        in_view(workspace, box(0, 0), UTM)
