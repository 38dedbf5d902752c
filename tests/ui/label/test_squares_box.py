"""Squares to label next: asked for, put on the map, and labelled one after the other."""

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtWidgets import QLabel, QPushButton
from roofline.plugin.jobs.panel_job import FAILED, FINISHED, JobOutcome
from roofline.plugin.layers.project_layers import new_labels_and_areas
from roofline.tests.qgis.support.layers import lose, make_layer, make_raster
from roofline.tests.ui.support.fake_jobs import FakeJobs
from roofline.tests.ui.support.footprint_checks import settle
from roofline.tests.ui.support.gestures import double_click
from roofline.ui.label import squares_box
from roofline.ui.label.squares_box import SquaresBox, squares_left

BOTTOM, LEFT = 6600000, 500000


def square(x, y, side=40):
    x, y = LEFT + x, BOTTOM + y
    return f"POLYGON(({x} {y}, {x + side} {y}, {x + side} {y + side}, {x} {y + side}, {x} {y}))"


@pytest.fixture()
def jobs():
    return FakeJobs()


@pytest.fixture()
def box(workspace, jobs, iface, tmp_path):
    layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif", size=200, corner=(LEFT, BOTTOM + 200))), "town")
    QgsProject.instance().addMapLayer(layer)
    workspace.choose(imagery=layer)
    iface.canvas.setDestinationCrs(layer.crs())
    iface.canvas.setExtent(layer.extent())
    box = SquaresBox(workspace, jobs, iface)
    box.show()
    yield box
    box.close()


def part(box, name):
    return box.findChild(QPushButton, name)


def text(box):
    label = box.findChild(QLabel, "square")
    return label.text() if label.isVisibleTo(box) else ""


def answer(box, jobs, *squares):
    part(box, "whereNext").click()
    job = jobs.begun[-1]
    job.found = make_layer(*squares, name="suggested")
    job.ended.emit(JobOutcome(FINISHED, {"SUGGESTED": "id", "COUNT": len(squares)}))
    return job


def roles(workspace):
    return [area["role"] for area in workspace.areas.getFeatures()]


def test_without_areas_that_are_chosen_and_cannot_be_read_it_does_not_look(box, jobs, workspace):
    workspace.choose(areas=lose(make_layer(name="areas")))
    part(box, "whereNext").click()
    assert jobs.begun == [] and "Layer 'areas' cannot be read" in box.findChild(QLabel, "squareProblem").text()


def test_what_it_says_of_areas_goes_with_them(box, workspace):
    workspace.choose(areas=lose(make_layer(name="areas")))
    part(box, "whereNext").click()
    workspace.choose(areas=None)
    assert box.findChild(QLabel, "squareProblem").text() == ""


def test_squares_that_a_filter_hides_are_not_counted(box, jobs, workspace):
    answer(box, jobs, square(20, 20))
    assert text(box) and workspace.areas.commitChanges()
    settle()
    assert workspace.areas.setSubsetString("role = 'train'")
    settle()
    assert text(box) == ""


def test_it_asks_with_the_layers_and_the_newest_model(box, jobs, workspace):
    new_labels_and_areas(workspace)
    workspace.choose(model="/models/town.roofline")
    job = answer(box, jobs, square(20, 20))
    assert job.algorithm == "roofline:suggest" and job.parameters["IMAGERY"] == [workspace.imagery.id()]
    assert job.parameters["MODEL"] == "/models/town.roofline"
    assert "LABELS" not in job.parameters and "AREAS" not in job.parameters  # they are empty


def test_squares_come_into_the_areas_and_the_first_into_view(box, jobs, workspace, iface):
    answer(box, jobs, square(20, 20), square(100, 100))
    assert roles(workspace) == ["suggested", "suggested"]
    assert text(box) == "2 squares to label. Draw all that there is in this one, then press Done."
    wanted = QgsRectangle(LEFT + 20, BOTTOM + 20, LEFT + 60, BOTTOM + 60)
    assert iface.canvas.extent().contains(wanted) and iface.canvas.extent().width() < 200
    assert workspace.areas.renderer().categoryIndexForValue("suggested") >= 0


def test_a_search_is_undone_as_a_whole(box, jobs, workspace):
    answer(box, jobs, square(20, 20), square(100, 100))
    answer(box, jobs, square(40, 40), square(60, 60), square(140, 140))
    assert roles(workspace) == ["suggested"] * 3
    for left in (0, 2, 0):  # the squares of the second search, the removal of those before, and these
        workspace.areas.undoStack().undo()
        assert len(roles(workspace)) == left
    assert not workspace.areas.undoStack().canUndo()


def test_done_makes_a_square_an_area_to_train_on_and_shows_the_next(box, jobs, workspace, iface):
    answer(box, jobs, square(20, 20), square(100, 100))
    part(box, "finishSquare").click()
    assert sorted(roles(workspace)) == ["suggested", "train"]
    assert text(box) == "The last square to label. Draw all that there is in it, then press Done."
    assert iface.canvas.extent().contains(QgsRectangle(LEFT + 100, BOTTOM + 100, LEFT + 140, BOTTOM + 140))
    part(box, "skipSquare").click()
    assert roles(workspace) == ["train"] and text(box) == ""
    workspace.areas.undoStack().undo()
    settle()
    assert sorted(roles(workspace)) == ["suggested", "train"] and text(box).startswith("The last square")


def test_a_double_click_makes_one_square_an_area(box, jobs, workspace):
    """The second click is for the next one, in which nothing is labelled yet."""
    answer(box, jobs, square(20, 20), square(100, 100))
    double_click(part(box, "finishSquare"))
    assert sorted(roles(workspace)) == ["suggested", "train"]


def test_an_edit_of_many_areas_is_looked_through_once(box, workspace, monkeypatch):
    areas = make_layer(*(square(50 * n, 20) for n in range(60)), fields="&field=role:string", rows=[["suggested"]] * 60)
    workspace.choose(areas=areas)
    looked = []
    monkeypatch.setattr(squares_box, "squares_left", lambda _: looked.append(1) or squares_left(workspace))
    areas.startEditing()
    areas.deleteFeatures(areas.allFeatureIds()[:30])
    areas.commitChanges()
    settle()
    assert text(box).startswith("30 squares") and len(looked) == 1


def test_another_search_replaces_the_squares_that_are_left(box, jobs, workspace):
    answer(box, jobs, square(20, 20), square(100, 100))
    part(box, "finishSquare").click()
    answer(box, jobs, square(100, 100), square(100, 20))
    assert sorted(roles(workspace)) == ["suggested", "suggested", "train"]


def test_nothing_happens_without_imagery_during_a_job_or_after_a_failure(box, jobs, workspace):
    part(box, "whereNext").click()
    jobs.begun[-1].ended.emit(JobOutcome(FAILED, error="no"))
    assert workspace.areas is None and text(box) == ""
    jobs.busy = True
    jobs.changed.emit()
    assert not part(box, "whereNext").isEnabled()
    box.suggest()
    jobs.busy = False
    workspace.choose(imagery=None)
    box.suggest()
    assert len(jobs.begun) == 1 and not part(box, "whereNext").isEnabled()


def test_areas_without_roles_are_refused_with_a_cure(box, jobs, workspace):
    areas = make_layer(square(0, 0), name="parcels", fields="&field=note:string")
    QgsProject.instance().addMapLayer(areas)
    workspace.choose(areas=areas)
    answer(box, jobs, square(20, 20))
    assert "'parcels' has no column 'role'" in box.findChild(QLabel, "squareProblem").text()
    assert areas.featureCount() == 1


def test_areas_styled_before_there_were_squares_show_them(box, jobs, workspace):
    new_labels_and_areas(workspace)
    renderer = workspace.areas.renderer()
    renderer.deleteCategory(renderer.categoryIndexForValue("suggested"))
    answer(box, jobs, square(20, 20))
    assert workspace.areas.renderer().categoryIndexForValue("suggested") >= 0


def test_it_fits_a_narrow_panel(box, jobs):
    answer(box, jobs, square(20, 20), square(100, 100))
    assert box.minimumSizeHint().width() <= 300
