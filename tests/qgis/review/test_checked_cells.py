"""Checked cells become labelled ground: their footprints labels, and the cells an area that is complete."""

import pytest
from qgis.core import QgsGeometry, QgsRectangle
from roofline.plugin.review.cell_table import CellTable
from roofline.plugin.review.checked_cells import use_checked_cells
from roofline.plugin.review.review_grid import new_grid
from roofline.plugin.review.use_as_labels import Used
from roofline.tests.qgis.support.grids import EXTENT, six_cells
from roofline.tests.qgis.support.layers import make_layer


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch, workspace):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    workspace.choose(imagery=workspace.project.mapLayersByName("town")[0])


def box(x, y, side):
    x, y = 500000 + x, 4500000 + y
    return QgsGeometry.fromRect(QgsRectangle(x, y, x + side, y + side))


def found(workspace, *rows):
    """Footprints of (geometry, status)."""
    workspace.choose(footprints=make_layer(*(shape.asWkt() for shape, _ in rows), name="found",
                                           fields="&field=confidence:double&field=status:string",
                                           rows=[(0.5, status) for _, status in rows]))


def check(grid, *numbers):
    table = CellTable(grid)
    for cell in table.cells():
        if int(cell.number) in numbers:
            assert table.change(cell, "checked", "Ana")


def area(workspace):
    return QgsGeometry.unaryUnion([one.geometry() for one in workspace.areas.getFeatures() if one["role"] == "train"])


def test_checked_cells_become_an_area_and_their_footprints_labels(workspace):
    grid = six_cells(workspace)
    found(workspace, (box(2, 62, 5), "accepted"), (box(30, 62, 5), "accepted"), (box(2, 42, 5), "rejected"))
    assert use_checked_cells(workspace) == (None, 0)
    check(grid, 1, 4, 6)
    assert use_checked_cells(workspace) == (Used(added=1, skipped=0, unchecked=0, area_added=True), 0)
    cells = [one.geometry() for one in grid.getFeatures() if one["cell"] in (1, 4, 6)]
    assert area(workspace).symDifference(QgsGeometry.unaryUnion(cells)).area() < 0.01
    assert use_checked_cells(workspace) == (Used(added=0, skipped=1, unchecked=0, area_added=False), 0)
    check(grid, 2)
    assert use_checked_cells(workspace)[0].added == 1  # what is an area already stays as it is
    assert workspace.areas.featureCount() == 2


def test_without_imagery_and_project_crs_the_labels_are_drawn_in_that_of_the_footprints(workspace):
    grid = six_cells(workspace)
    found(workspace, (box(2, 62, 5), "accepted"))
    check(grid, 1)
    workspace.project.removeMapLayer(workspace.imagery)
    assert not workspace.project.crs().isValid()
    assert use_checked_cells(workspace)[0].added == 1
    assert workspace.labels.crs() == workspace.areas.crs() == workspace.footprints.crs()


def test_a_checked_cell_with_footprints_of_a_later_prediction_is_left_out(workspace):
    grid = six_cells(workspace)
    check(grid, 1, 3)
    found(workspace, (box(2, 62, 5), "accepted"), (box(10, 62, 5), "predicted"), (box(45, 62, 5), "accepted"))
    used, left_out = use_checked_cells(workspace)
    assert (used.added, used.area_added, left_out) == (1, True, 1)
    assert not area(workspace).intersects(box(2, 62, 5))
    found(workspace, (box(2, 62, 5), "predicted"), (box(45, 62, 5), "predicted"))
    used, left_out = use_checked_cells(workspace)
    assert (used.added, used.area_added, left_out) == (0, False, 1)  # the building in the third is a label by now


def test_single_cells_far_apart_are_all_areas(workspace):
    """Each is far less than a thousandth of them together."""
    grid = new_grid(workspace, EXTENT, 0.7)
    boxes = {cell.id(): cell.geometry().boundingBox() for cell in grid.getFeatures()}
    width, height = boxes[1].width(), boxes[1].height()
    status = {grid.fields().lookupField("status"): "checked"}
    grid.dataProvider().changeAttributeValues({
        fid: status for fid, one in boxes.items()
        if round((one.xMinimum() - 500000) / width) % 2 == round((4500080 - one.yMaximum()) / height) % 2 == 0})
    found(workspace, (box(62, 90, 1), "accepted"))
    use_checked_cells(workspace)
    checked = sum(one.geometry().area() for one in grid.getFeatures() if one["status"] == "checked")
    assert area(workspace).area() == pytest.approx(checked, rel=1e-6)
