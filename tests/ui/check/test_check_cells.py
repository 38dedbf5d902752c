"""The page Check cell by cell: by keys alone, with the progress, and beside others."""

import pytest
from qgis.core import (
    NULL,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapToolPan, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication
from roofline.plugin.review.cell_table import CellTable
from roofline.tests.qgis.support.grids import opened_again, rows, six_cells
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.ui.support import gestures
from roofline.tests.ui.support.footprint_checks import (
    begin,
    click,
    find,
    footprints,
    press,
    settle,
    square,
    statuses,
    text,
)
from roofline.ui.check.grid_board import GridBoard

C, X, G, W = Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_G, Qt.Key.Key_W


@pytest.fixture()
def grid(page, workspace, iface):
    """Checking has begun in the first of six cells; footprints lie in the first three."""
    find(page, "reviewerName").setText("Ana")
    layer = six_cells(workspace)
    workspace.choose(footprints=footprints(0.1, 0.2, 0.3), order="neighbourhood")
    iface.canvas.setExtent(QgsRectangle(500000, 4500070, 500010, 4500080))
    click(page, "startCheck")
    return layer


def others_take(grid, number, status="taken"):
    table = CellTable(opened_again(grid))
    (cell,) = [cell for cell in table.cells() if cell.number == str(number)]
    assert table.change(cell, status, "Ben")


def test_the_cells_are_checked_by_keys_alone(page, workspace, iface, grid):
    assert rows(grid)[1] == ("taken", "Ana") and text(page, "cellFacts") == "Cell 1: 1 footprint to judge"
    press(iface.canvas, Qt.Key.Key_A)
    assert text(page, "cellFacts") == "Cell 1: no footprint to judge"
    assert "Draw what is missing" in text(page, "checkFacts")
    press(iface.canvas, C, C, X)
    assert [rows(grid)[number][0] for number in (1, 2, 3)] == ["checked", "checked", "rejected"]
    assert statuses(workspace.footprints) == ["accepted", "accepted", "predicted"]
    assert text(page, "cellProgress") == "3 of 6 cells: 1 rejected" and not workspace.footprints.isModified()
    press(iface.canvas, Qt.Key.Key_U, Qt.Key.Key_U)
    assert rows(grid)[2] == ("taken", "Ana") and rows(grid)[3] == ("open", "")
    assert statuses(workspace.footprints) == ["accepted", "predicted", "predicted"]
    press(iface.canvas, C, C, C, C, C)
    assert text(page, "cellFacts") == "No open cell is left." and text(page, "cellProgress") == "6 of 6 cells"
    assert statuses(workspace.footprints) == ["accepted"] * 3


def test_undo_takes_edits_of_footprints_back_before_the_cell(page, workspace, iface, grid):
    press(iface.canvas, C, Qt.Key.Key_R)
    assert statuses(workspace.footprints) == ["accepted", "rejected", "predicted"]
    press(iface.canvas, Qt.Key.Key_U)
    assert statuses(workspace.footprints) == ["accepted", "predicted", "predicted"] and rows(grid)[1][0] == "checked"
    press(iface.canvas, Qt.Key.Key_U)
    assert statuses(workspace.footprints) == ["predicted"] * 3 and rows(grid)[1] == ("taken", "Ana")


def test_undo_takes_no_verdict_back_that_was_given_with_other_footprints(page, workspace, iface, grid):
    press(iface.canvas, C)
    later = footprints(0.1, 0.2, 0.3, status="accepted")
    workspace.choose(footprints=later)
    click(page, "startCheck")
    press(iface.canvas, Qt.Key.Key_U)
    assert statuses(later) == ["accepted"] * 3 and rows(grid)[1][0] == "checked"


def test_the_map_shows_the_whole_cell_and_stays_there_while_footprints_are_judged(page, iface, grid):
    view = iface.canvas.extent()
    cell = next(grid.getFeatures()).geometry().boundingBox()
    assert view.contains(cell) and view.height() < 1.5 * cell.height()
    press(iface.canvas, Qt.Key.Key_A)
    assert iface.canvas.extent() == view
    iface.canvas.zoomByFactor(0.1)
    press(iface.canvas, W)
    assert iface.canvas.extent().contains(cell)
    press(iface.canvas, G)
    assert rows(grid)[1] == ("open", "") and not iface.canvas.extent().contains(cell)


def test_what_others_do_is_seen_and_left_to_them(page, iface, grid):
    others_take(grid, 2)
    others_take(grid, 4, "checked")
    press(iface.canvas, C)
    assert rows(grid)[2] == ("taken", "Ben")
    assert text(page, "cellProgress") == "2 of 6 cells: 1 by others, 1 taken by others"


def test_only_the_cells_of_others_have_a_name_on_the_map(page, iface, grid):
    others_take(grid, 2)
    label = QgsExpression(grid.labeling().settings().fieldName)
    for at_it in (True, False):
        context = QgsExpressionContext()
        context.appendScope(QgsExpressionContextScope(iface.canvas.expressionContextScope()))
        context.setFields(grid.fields())
        names = []
        for cell in list(opened_again(grid).getFeatures())[:3]:
            context.setFeature(cell)
            names.append(label.evaluate(context))
        assert not label.hasEvalError() and names == [NULL, "Ben", NULL]
        if at_it:
            click(page, "startCheck")


def test_a_cell_that_was_taken_over_is_told_and_another_one_can_be_had(page, workspace, iface, grid):
    others_take(grid, 1, "rejected")
    press(iface.canvas, C)
    assert "Cell 1 was taken over by Ben" in text(page, "checkRemark") and rows(grid)[1] == ("rejected", "Ben")
    assert statuses(workspace.footprints) == ["predicted"] * 3
    press(iface.canvas, G)
    assert text(page, "checkRemark") == "" and "taken" in rows(grid)[2]


def test_the_cell_is_given_back_when_checking_ends_however_it_ends(page, workspace, iface, grid):
    for end, again in ((lambda: click(page, "startCheck"), True),
                       (lambda: iface.canvas.setMapTool(QgsMapToolPan(iface.canvas)), True),
                       (lambda: workspace.choose(footprints=None), False)):
        assert [status for status, _ in rows(grid).values()].count("taken") == 1
        end()
        settle()
        assert [status for status, _ in rows(grid).values()].count("taken") == 0
        if again:
            click(page, "startCheck")
    assert not [item for item in iface.canvas.scene().items() if isinstance(item, QgsRubberBand)]


@pytest.mark.parametrize("end", ["remove", "close the project", "close the page"])
def test_the_cell_is_given_back_when_its_layer_goes(page, iface, grid, end):
    other = opened_again(grid)
    if end == "remove":
        QgsProject.instance().removeMapLayer(grid.id())
    elif end == "close the project":
        QgsProject.instance().clear()
    else:
        page.close()
    settle()
    assert [cell["status"] for cell in other.getFeatures()] == ["open"] * 6
    press(iface.canvas, C)


def test_without_cells_their_keys_stay_with_the_map(page, workspace, iface):
    begin(page, workspace, iface, 0.1)
    heard = []
    iface.canvas.keyPressed.connect(lambda event: heard.append(event.key()))
    press(iface.canvas, C, X, G, W)
    assert heard == [C, X, G, W] and not find(page, "checkCell").isVisible()


def test_cells_can_be_chosen_and_dropped_in_the_middle_of_checking(page, workspace, iface, grid):
    workspace.choose(grid=None)
    assert rows(grid)[1] == ("open", "") and not find(page, "checkCell").isVisible()
    press(iface.canvas, Qt.Key.Key_A)
    workspace.choose(grid=grid)
    settle()
    assert [one for one, _ in rows(grid).values()].count("taken") == 1 and find(page, "checkCell").isEnabled()


@pytest.mark.parametrize("button", ["checkCell", "rejectCell", "skipCell", "showCell"])
def test_every_button_of_a_cell_does_something(page, iface, grid, button):
    iface.canvas.zoomByFactor(0.1)
    before = rows(grid), iface.canvas.extent()
    click(page, button)
    assert (rows(grid), iface.canvas.extent()) != before


def test_new_cells_are_proposed_as_large_as_the_screen_shows_them(page, workspace, iface):
    workspace.choose(footprints=footprints(0.1, 0.2))
    click(page, "newCells")
    side = find(page, "cellSide").value()
    assert side % 10 == 0 and 50 < side < 300
    over = find(page, "cellsOver")
    assert [over.itemData(row) for row in range(over.count())] == ["footprints", "view", "imagery"]
    find(page, "cellSide").setValue(10)
    over.setCurrentIndex(2)
    click(page, "makeCells")
    assert len(rows(workspace.grid)) == 49 and workspace.grid.renderer().type() == "categorizedSymbol"
    assert not find(page, "makeCells").isVisible() and text(page, "cellProgress") == "0 of 49 cells"


def test_cells_that_cannot_be_made_are_told_in_the_form(page, workspace, iface):
    workspace.choose(footprints=footprints(0.1))
    iface.canvas.setExtent(QgsRectangle(400000, 4400000, 500000, 4500000))
    click(page, "newCells")
    find(page, "cellsOver").setCurrentIndex(1)
    click(page, "makeCells")
    assert "more than 10,000" in text(page, "newCellsRemark") and workspace.grid is None


def test_a_layer_that_is_no_grid_is_told(page, workspace):
    workspace.choose(footprints=footprints(0.1))
    workspace.choose(grid=make_layer(square(0).asWkt()))
    assert "is no grid of cells" in text(page, "checkRemark")


def test_the_name_is_kept_for_the_next_project(page, workspace, iface, grid):
    field = find(page, "reviewerName")
    gestures.give_focus(field)
    field.setText("Ana Maria")
    gestures.give_focus(iface.canvas)
    board = GridBoard()
    assert board.reviewer == "Ana Maria"
    board.deleteLater()
    QApplication.processEvents()


def test_checked_cells_are_learned_from_without_a_question(page, workspace, iface, grid):
    click(page, "useCheckedCells")
    assert "No cell is checked yet" in text(page, "useRemark")
    press(iface.canvas, C, C)
    told = []
    page.labels_added.connect(lambda: told.append(True))
    click(page, "useCheckedCells")
    assert iface.bar.currentItem().text() == "2 labels added, the cells are an area to train on"
    assert told and workspace.labels.featureCount() == 2 and workspace.areas.featureCount() == 1
    assert "taken" not in [status for status, _ in rows(grid).values()]  # checking has ended
    click(page, "useCheckedCells")
    assert "Nothing to add" in text(page, "useRemark")
