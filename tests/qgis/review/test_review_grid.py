"""The review grid: cells are taken by one reviewer at a time, and a checked one holds what it promises."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from roofline.plugin.layers.measure import Ruler
from roofline.plugin.layers.workspace import BY_NEIGHBOURHOOD
from roofline.plugin.review import cell_table
from roofline.plugin.review.cell_review import CellReview
from roofline.plugin.review.cell_table import CellTable
from roofline.plugin.review.columns import ReviewError
from roofline.plugin.review.grid_session import CellCounts, GridSession
from roofline.plugin.review.review_grid import Grid, new_grid, proposed_side_m
from roofline.plugin.review.review_session import ReviewSession
from roofline.protocol.paths import ROOT
from roofline.tests.qgis.support.grids import EXTENT, UTM, opened_again, rows, six_cells
from roofline.tests.qgis.support.layers import make_layer, save_layer

FIRST, LAST = QgsPointXY(500001, 4500079), QgsPointXY(500059, 4500041)
CONTEXT = QgsProject.instance().transformContext()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))


@pytest.fixture()
def grid(workspace):
    return six_cells(workspace)


@pytest.mark.parametrize("code", ["EPSG:32633", "EPSG:4326", "EPSG:3857"])
def test_cells_are_square_on_the_ground_and_cover_the_extent(code):
    crs = QgsCoordinateReferenceSystem(code)
    extent = {"EPSG:32633": QgsRectangle(500000, 4500000, 501000, 4500500),
              "EPSG:4326": QgsRectangle(15, 40.65, 15.01, 40.655),
              "EPSG:3857": QgsRectangle(1669792, 4961000, 1670792, 4961500)}[code]
    grid = Grid(extent, crs, 90.0, CONTEXT)
    cells = list(grid.cells())
    whole = QgsGeometry.unaryUnion([QgsGeometry.fromRect(cell) for cell in cells])
    assert len(grid) == len(cells) > 20 and whole.boundingBox().buffered(1e-7).contains(extent)
    assert whole.area() == pytest.approx(sum(cell.area() for cell in cells))  # none overlaps another
    middle = min(cells, key=lambda cell: cell.center().sqrDist(extent.center()))
    across = Ruler(crs, CONTEXT).metres_across(middle.center(), middle.width(), middle.height())
    assert across == pytest.approx((90, 90), rel=0.002)


def test_a_filter_on_the_cells_may_become_another_one_that_shows_as_many(grid):
    session = GridSession(grid, "Ana")
    for shown, number in (("cell < 4", "1"), ("cell > 3", "4")):
        assert grid.setSubsetString(shown)
        session.take(FIRST, UTM)
        assert session.counts().total == 3 and session.current.number == number
        session.leave()


def test_too_many_cells_are_refused_with_a_side_that_does():
    town = QgsRectangle(500000, 4500000, 510000, 4510000)
    with pytest.raises(ReviewError, match=r"Try 120 m"):
        Grid(town, UTM, 10.0, CONTEXT)
    assert len(Grid(town, UTM, 120.0, CONTEXT)) <= 10_000
    with pytest.raises(ReviewError, match="no area"):
        Grid(QgsRectangle(500000, 4500000, 500000, 4500000), UTM, 10.0, CONTEXT)


def test_a_proposed_cell_fits_the_screen():
    assert proposed_side_m(900, 700, 0.3) == 180 and proposed_side_m(900, 700, 0.02) == 10


def test_the_grid_is_a_layer_of_the_project_and_survives_its_reopening(workspace, grid, tmp_path):
    assert rows(grid) == dict.fromkeys(range(1, 7), ("open", ""))
    session = GridSession(grid, "Ana")
    session.take(FIRST, UTM)
    session.finish("checked", [])
    session.take(FIRST, UTM)
    project = tmp_path / "town.qgz"
    assert QgsProject.instance().write(str(project))
    QgsProject.instance().clear()
    assert workspace.grid is None and QgsProject.instance().read(str(project))
    again = GridSession(workspace.grid, "Ana")
    assert again.counts() == CellCounts(6, 1, 0, 0, 0)
    again.take(LAST, UTM)  # what Ana held comes first, wherever the map is
    assert again.current.number == "2" and workspace.grid.renderer().type() == "categorizedSymbol"


def test_the_nearest_open_cell_is_taken_and_what_is_skipped_comes_last(grid):
    session = GridSession(grid, "Ana")
    session.take(LAST, UTM)
    assert session.current.number == "6" and rows(grid)[6] == ("taken", "Ana")
    session.skip()
    seen = []
    for _ in range(6):
        session.take(LAST, UTM)
        seen.append(session.current.number)
        session.finish("rejected", [])
    assert seen[0] != "6" and seen[-1] == "6"
    session.take(LAST, UTM)
    assert session.current is None and session.counts() == CellCounts(6, 0, 6, 0, 0)


def test_two_reviewers_never_hold_the_same_cell(grid):
    ana, ben = GridSession(grid, "Ana"), GridSession(opened_again(grid), "Ben")
    ana.take(FIRST, UTM)
    ben.take(FIRST, UTM)
    assert (ana.current.number, ben.current.number) == ("1", "2")
    ana.finish("checked", [])
    assert ben.counts() == CellCounts(6, 1, 0, 1, 0) and ana.counts() == CellCounts(6, 1, 0, 0, 1)


@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile"])
def test_who_comes_second_changes_nothing(grid, tmp_path, driver):
    """Both have read that the cell is open, before either took it."""
    if driver != "GPKG":
        path = save_layer(tmp_path / "cells.shp", "cells", *(one.geometry().asWkt() for one in grid.getFeatures()),
                          driver=driver, rows=[(n, "open", None, None) for n in range(1, 7)],
                          fields="&field=cell:integer&field=status:string(20)&field=reviewer:string(40)"
                                 "&field=changed_at:string(40)")
        grid = QgsVectorLayer(str(path), "cells", "ogr")
    ana, ben = CellTable(grid), CellTable(opened_again(grid))
    seen_by_ana, seen_by_ben = ana.cells()[0], ben.cells()[0]
    assert seen_by_ana == seen_by_ben
    assert ana.change(seen_by_ana, "taken", "Ana O'Neill").reviewer == "Ana O'Neill"
    assert ben.change(seen_by_ben, "taken", "Ben") is None
    assert rows(grid)[1] == ("taken", "Ana O'Neill")


OTHER = """
import sys
sys.path.insert(0, "protocol")
from launch import ROOT, load_package
load_package("roofline", ROOT)
from qgis.core import *
application = QgsApplication([], False)
application.initQgis()
from roofline.plugin.review.grid_session import GridSession
layer = QgsVectorLayer(sys.argv[1], "theirs", "ogr")
session = GridSession(layer, "Ben")
print("ready", flush=True)
sys.stdin.readline()
taken = 0
while True:
    session.take(layer.extent().center(), layer.crs())
    if session.current is None:
        break
    session.finish("checked", [])
    taken += 1
print(taken, flush=True)
"""


def test_two_programs_share_a_geopackage_and_no_cell_is_checked_twice(workspace):
    grid, taken = new_grid(workspace, EXTENT, 10.0), 0
    session = GridSession(grid, "Ana")
    with subprocess.Popen([sys.executable, "-c", OTHER, grid.source()], cwd=ROOT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "ready\n"
        other.stdin.write("go\n")
        other.stdin.flush()
        while not session.counts().by_others and other.poll() is None:
            pass
        while True:
            session.take(grid.extent().center(), UTM)
            if session.current is None:
                break
            session.finish("checked", [])
            taken += 1
        theirs = int(other.stdout.readline())
    done = list(rows(grid).values())
    assert len(done) == taken + theirs == 24 and done.count(("checked", "Ana")) == taken
    assert theirs


def test_a_cell_of_somebody_who_went_away_is_open_after_a_while(grid, monkeypatch):
    ana, ben = GridSession(grid, "Ana"), GridSession(opened_again(grid), "Ben")
    ana.take(FIRST, UTM)
    monkeypatch.setattr(cell_table, "HELD", timedelta(0))
    ben.take(FIRST, UTM)
    assert ben.current.number == "1"
    with pytest.raises(ReviewError, match="Cell 1 was taken over by Ben"):
        ana.finish("checked", [])
    assert rows(grid)[1] == ("taken", "Ben") and ana.current is None


def test_a_verdict_is_undone_unless_somebody_changed_the_cell_since(grid):
    session = GridSession(grid, "Ana")
    for status in ("checked", "rejected"):
        session.take(FIRST, UTM)
        session.finish(status, [])
    session.take(FIRST, UTM)
    assert session.undo() == [] and session.current.number == "2"
    assert [status for status, _ in rows(grid).values()].count("taken") == 1
    table = CellTable(opened_again(grid))
    table.change(table.cells()[0], "open", "")
    with pytest.raises(ReviewError, match="Cell 1 was changed by somebody else"):
        session.undo()
    assert session.undo() is None and session.current.number == "2"


def test_a_verdict_that_a_file_did_not_let_be_undone_can_be_undone_later(grid):
    session = GridSession(grid, "Ana")
    session.take(FIRST, UTM)
    session.finish("checked", [4])
    with closing(sqlite3.connect(grid.source().split("|")[0])) as file:
        file.execute("CREATE TRIGGER busy BEFORE UPDATE ON review_cells BEGIN SELECT RAISE(ABORT, 'busy'); END")
        file.commit()
        with pytest.raises(ReviewError, match="could not be changed: .*busy.* Nothing is lost"):
            session.undo()
        file.execute("DROP TRIGGER busy")
        file.commit()
    assert session.undo() == [4] and rows(grid)[1] == ("taken", "Ana")


def test_a_layer_that_is_no_grid_is_told_by_what_it_lacks(tmp_path):
    with pytest.raises(ReviewError, match="no column 'cell' and 'reviewer' and 'changed_at'"):
        CellTable(make_layer(fields="&field=status:string"))
    with pytest.raises(ReviewError, match="must hold texts"):
        CellTable(make_layer(fields="&field=cell:integer&field=status:integer&field=reviewer:string"
                                    "&field=changed_at:string"))


def test_cells_that_cannot_be_read_any_more_are_told(grid, tmp_path):
    session = GridSession(grid, "Ana")
    assert session.counts().total == 6
    grid.setSubsetString("cell > 100")
    with pytest.raises(ReviewError, match="cannot be read any more"):
        session.take(FIRST, UTM)


@pytest.fixture()
def review(grid, workspace):
    """Cells 1 and 2: two footprints in the first, one across the border, one in the second."""
    places = [(2, 62, 8), (10, 62, 5), (16, 65, 8), (30, 62, 5)]
    found = make_layer(*(QgsGeometry.fromRect(QgsRectangle(500000 + x, 4500000 + y, 500000 + x + side,
                                                           4500000 + y + side)).asWkt() for x, y, side in places),
                       name="found", fields="&field=confidence:double&field=status:string",
                       rows=[(0.5, "predicted")] * 4)
    review = CellReview(ReviewSession(found, BY_NEIGHBOURHOOD), GridSession(grid, "Ana"))
    review.take(FIRST, UTM)
    return review


def statuses(review):
    return [one["status"] for one in review._footprints.layer.dataProvider().getFeatures()]


def test_a_checked_cell_accepts_what_has_no_verdict_and_saves_it_first(review, grid):
    footprints = review._footprints
    assert footprints.left() == 3 and footprints.current in (1, 2, 3)
    footprints.choose(2)
    footprints.reject()
    assert footprints.left() == 2
    review.check()
    assert statuses(review) == ["accepted", "rejected", "accepted", "predicted"] and not footprints.is_modified
    assert rows(grid)[1] == ("checked", "Ana")
    review.take(QgsPointXY(500030, 4500070), UTM)
    assert review.grid.current.number == "2" and footprints.left() == 1 and footprints.current == 4


def test_undo_opens_the_cell_and_gives_what_it_accepted_no_verdict_again(review, grid):
    review._footprints.choose(2)
    review._footprints.accept()
    review.check()
    review.take(QgsPointXY(500030, 4500070), UTM)
    assert review.undo() and review.grid.current.number == "1" and rows(grid)[1] == ("taken", "Ana")
    assert rows(grid)[2] == ("open", "")
    assert statuses(review) == ["predicted", "accepted", "predicted", "predicted"] and review._footprints.left() == 2
    assert not review.undo()


def test_a_rejected_cell_leaves_its_footprints_as_they_are(review, grid):
    review._footprints.choose(1)
    review._footprints.accept()
    review.reject()
    assert statuses(review) == ["accepted"] + ["predicted"] * 3 and rows(grid)[1] == ("rejected", "Ana")


def test_where_footprints_cannot_be_saved_the_cell_has_no_verdict_and_nothing_is_lost(review, grid, monkeypatch):
    footprints = review._footprints
    footprints.choose(1)
    footprints.accept()
    monkeypatch.setattr(footprints.layer, "commitChanges", lambda: False)
    with pytest.raises(ReviewError, match="could not be saved"):
        review.check()
    assert rows(grid)[1] == ("taken", "Ana") and footprints.layer.getFeature(1)["status"] == "accepted"
    monkeypatch.undo()
    review.check()
    assert rows(grid)[1] == ("checked", "Ana")


def test_leaving_gives_the_cell_back_and_walks_through_all_footprints(review, grid):
    review.leave()
    assert rows(grid)[1] == ("open", "") and review._footprints.left() == 4


def test_no_footprint_is_walked_through_when_no_cell_is_left(review, grid):
    for _ in range(6):
        review.reject()
        review.take(FIRST, UTM)
    assert review.grid.current is None and review._footprints.current is None


def test_cells_in_another_crs_hold_the_same_footprints(review, workspace):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    there = QgsVectorLayer("Polygon?crs=EPSG:4326&field=cell:integer&field=status:string&field=reviewer:string"
                           "&field=changed_at:string", "cells", "memory")
    for one in review.grid.layer.getFeatures():
        cell = QgsFeature(there.fields())
        outline = one.geometry()
        outline.transform(QgsCoordinateTransform(UTM, degrees, QgsProject.instance()))
        cell.setGeometry(outline)
        cell.setAttributes([one["cell"], None, None, None])
        there.dataProvider().addFeatures([cell])
    other = CellReview(review._footprints, GridSession(there, "Ben"))
    other.take(FIRST, UTM)
    assert other.grid.current.number == "1" and review._footprints.left() == 3
    other.check()
    assert statuses(review)[:3] == ["accepted"] * 3
