"""A shift of the labels: asked for, shown as arrows and figures, and taken by one edit that can be undone."""

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsRasterLayer, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtWidgets import QLabel, QPushButton
from roofline.plugin.jobs.panel_job import FAILED, FINISHED, JobOutcome
from roofline.plugin.layers.edits import add_polygon
from roofline.plugin.layers.label_moves import Move
from roofline.plugin.review.label_alignment import groups_of
from roofline.tests.qgis.support.layers import make_layer, make_raster, save_layer
from roofline.tests.ui.support.fake_jobs import FakeJobs
from roofline.tests.ui.support.footprint_checks import settle
from roofline.ui.label.align_box import AlignBox

BOTTOM, LEFT = 6600000, 500000


def house(x, y, side=10):
    x, y = LEFT + x, BOTTOM + y
    return f"POLYGON(({x} {y}, {x + side} {y}, {x + side} {y + side}, {x} {y + side}, {x} {y}))"


@pytest.fixture()
def jobs():
    return FakeJobs()


@pytest.fixture()
def labels(workspace, iface, tmp_path):
    layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif", size=200, corner=(LEFT, BOTTOM + 200))), "town")
    labels = make_layer(house(20, 20), house(100, 100), house(150, 20))
    QgsProject.instance().addMapLayers([layer, labels])
    workspace.choose(imagery=layer, labels=labels)
    iface.canvas.setDestinationCrs(layer.crs())
    iface.canvas.setExtent(layer.extent())
    return labels


@pytest.fixture()
def box(workspace, jobs, iface, labels):
    box = AlignBox(workspace, jobs, iface)
    box.show()
    yield box
    box.close()


def part(box, name):
    return box.findChild(QPushButton, name)


def text(box):
    return box.findChild(QLabel, "alignment").text()


def arrows_on(iface):
    bands = [item for item in iface.canvas.scene().items() if isinstance(item, QgsRubberBand)]
    return [part for band in bands for part in band.asGeometry().asGeometryCollection()]


def answer(box, jobs, *moves, confidence=0.973, meanwhile=lambda: None):
    part(box, "checkAlignment").click()
    job = jobs.begun[-1]
    meanwhile()
    job.found = make_layer(*[house(0, 0)] * len(moves), rows=moves,
                           fields="&field=source_id:integer&field=east_m:double&field=north_m:double")
    job.ended.emit(JobOutcome(FINISHED, {"MOVES": "id", "CONFIDENCE": confidence}))
    return job


def corner(labels, number):
    return labels.getFeature(number).geometry().boundingBox()


def test_it_asks_with_the_layers_and_the_base_model(box, jobs, workspace, labels):
    workspace.choose(base_model="town", model="/models/tuned.roofline")
    parameters = answer(box, jobs).parameters
    assert jobs.begun[-1].algorithm == "roofline:alignlabels" and parameters["MODEL"] == "town"
    assert parameters["LABELS"] == labels.id() and "AREAS" not in parameters
    workspace.choose(base_model="encoder:resnet18")
    assert "MODEL" not in answer(box, jobs).parameters
    workspace.choose(base_model="/models/archive.safetensors")
    assert "MODEL" not in answer(box, jobs).parameters


def test_figures_and_arrows_show_where_labels_belong(box, jobs, labels, iface):
    answer(box, jobs, (1, 6.0, 0.0), (3, 0.0, -5.0), (2, 6.0, 0.0))
    assert text(box).splitlines() == ["Labels lie off the imagery. The arrows show where they belong (97 % sure):",
                                      "\u2192 6.0 m, labels: 2", "\u2193 5.0 m, labels: 1"]
    shown = arrows_on(iface)
    assert len(shown) == 3 and all(shape.type() == QgsWkbTypes.PolygonGeometry for shape in shown)
    westernmost = min((shape.boundingBox() for shape in shown), key=lambda box: box.xMinimum())
    assert westernmost.xMinimum() == pytest.approx(LEFT + 25, abs=0.1)
    assert westernmost.xMaximum() == pytest.approx(LEFT + 31, abs=0.1)
    part(box, "leaveLabels").click()
    assert arrows_on(iface) == [] and text(box) == "" and not part(box, "moveLabels").isVisibleTo(box)


def test_labels_move_by_one_edit_that_can_be_undone(box, jobs, labels, iface):
    answer(box, jobs, (1, 6.0, 0.0), (3, 0.0, -5.0))
    part(box, "moveLabels").click()
    assert corner(labels, 1).xMinimum() == pytest.approx(LEFT + 26, abs=0.01)
    assert corner(labels, 3).yMinimum() == pytest.approx(BOTTOM + 15, abs=0.01)
    assert corner(labels, 2).xMinimum() == LEFT + 100
    assert text(box) == "Labels moved: 2. Undo takes it back." and arrows_on(iface) == []
    assert labels.undoStack().count() == 1
    labels.undoStack().undo()
    assert corner(labels, 1).xMinimum() == LEFT + 20 and corner(labels, 3).yMinimum() == BOTTOM + 20


@pytest.mark.parametrize("is_early", [True, False])
def test_a_label_that_was_moved_by_hand_since_the_search_began_is_not_moved_again(box, jobs, labels, iface, is_early):
    def move_first():
        labels.startEditing()
        labels.changeGeometry(1, QgsGeometry.fromWkt(house(26, 20)))

    answer(box, jobs, (1, 6.0, 0.0), (2, 6.0, 0.0), meanwhile=move_first if is_early else lambda: None)
    if not is_early:
        move_first()
        settle()
    assert text(box).splitlines()[1:] == ["\u2192 6.0 m, labels: 1"] and len(arrows_on(iface)) == 1
    part(box, "moveLabels").click()
    assert text(box) == "Labels moved: 1. Undo takes it back."
    assert [corner(labels, number).xMinimum() - LEFT for number in (1, 2)] == pytest.approx([26, 106], abs=0.01)


def test_an_arrow_too_small_to_be_seen_comes_into_view(box, jobs, iface):
    iface.canvas.setExtent(iface.canvas.extent().buffered(20_000))
    answer(box, jobs, (1, 6.0, 0.0))
    assert iface.canvas.extent().width() < 500 and iface.canvas.extent().contains(arrows_on(iface)[0].boundingBox())


def test_labels_in_place_are_told(box, jobs, iface):
    answer(box, jobs)
    assert text(box).startswith("No label has to be moved") and arrows_on(iface) == []
    assert not part(box, "moveLabels").isVisibleTo(box)


def test_a_layer_that_cannot_be_edited_is_told_and_stays(box, jobs, labels):
    labels.setReadOnly(True)
    answer(box, jobs, (1, 6.0, 0.0))
    part(box, "moveLabels").click()
    assert "cannot be edited" in text(box) and corner(labels, 1).xMinimum() == LEFT + 20


def test_nothing_happens_without_labels_during_a_job_or_after_a_failure(box, jobs, workspace, iface):
    part(box, "checkAlignment").click()
    jobs.begun[-1].ended.emit(JobOutcome(FAILED, error="no"))
    assert text(box) == ""
    jobs.busy = True
    jobs.changed.emit()
    assert not part(box, "checkAlignment").isEnabled()
    jobs.busy = False
    workspace.choose(labels=None)
    box.look()
    assert len(jobs.begun) == 1 and not part(box, "checkAlignment").isEnabled()


def test_an_answer_about_other_labels_is_dropped(box, jobs, workspace, iface):
    part(box, "checkAlignment").click()
    other = make_layer(house(0, 0))
    QgsProject.instance().addMapLayer(other)
    workspace.choose(labels=other)
    jobs.begun[-1].found = make_layer(house(0, 0), rows=[(1, 6.0, 0.0)],
                                      fields="&field=source_id:integer&field=east_m:double&field=north_m:double")
    jobs.begun[-1].ended.emit(JobOutcome(FINISHED, {"MOVES": "id", "CONFIDENCE": 1.0}))
    assert arrows_on(iface) == [] and text(box) == ""


def test_directions_are_arrows():
    moves = {1: Move(0, 5), 2: Move(3, 4), 3: Move(-3, -4), 4: Move(-6, 0)}
    assert [group.direction for group in groups_of(moves)] == ["\u2191", "\u2197", "\u2199", "\u2190"]


def test_it_fits_a_narrow_panel(box, jobs):
    answer(box, jobs, (1, 6.0, 0.0))
    assert box.minimumSizeHint().width() <= 300


def test_labels_that_get_other_numbers_when_one_is_deleted_are_to_be_looked_at_again(box, jobs, workspace, tmp_path):
    save_layer(tmp_path / "labels.shp", "labels", house(20, 20), house(100, 100), driver="ESRI Shapefile")
    labels = QgsVectorLayer(str(tmp_path / "labels.shp"), "labels")
    QgsProject.instance().addMapLayer(labels)
    workspace.choose(labels=labels)
    answer(box, jobs, (1, 6.0, 0.0))
    labels.startEditing()
    labels.deleteFeature(0)
    assert part(box, "moveLabels").isVisibleTo(box) and labels.commitChanges()
    assert text(box) == "The labels were saved or rolled back since. Check the alignment again."
    assert not part(box, "moveLabels").isVisibleTo(box)


@pytest.mark.parametrize("then", ["shown", "looked for"])
def test_labels_that_get_other_numbers_when_they_are_saved_are_to_be_looked_at_again(box, jobs, labels, iface, then):
    labels.startEditing()
    add_polygon(labels, QgsGeometry.fromWkt(house(60, 60)), labels.crs(), "draw")
    new = min(labels.allFeatureIds())
    if then == "shown":
        answer(box, jobs, (new, 6.0, 0.0))
        assert part(box, "moveLabels").isVisibleTo(box)
        labels.commitChanges()
    else:
        answer(box, jobs, (new, 6.0, 0.0), meanwhile=labels.commitChanges)
    assert text(box) == "The labels were saved or rolled back since. Check the alignment again."
    assert not part(box, "moveLabels").isVisibleTo(box) and arrows_on(iface) == []
