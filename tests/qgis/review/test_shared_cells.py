"""A review grid in PostGIS: several people take its cells, each by a connection of their own."""

import pytest
from qgis.core import QgsPointXY, QgsProject, QgsVectorLayer
from roofline.plugin.review.columns import ReviewError
from roofline.plugin.review.grid_session import CellCounts, GridSession
from roofline.tests.qgis.support.grids import UTM, opened_again

FIRST = QgsPointXY(500001, 4500079)


@pytest.fixture()
def cells(postgis):
    """Four cells in a row, in a table whose names have to be quoted."""
    postgis.sql("""DROP TABLE IF EXISTS "Cells of town" CASCADE;
        CREATE TABLE "Cells of town" (id serial PRIMARY KEY, geom geometry(Polygon, 32633), cell integer, status text,
                                      "Reviewer" text, changed_at text);
        INSERT INTO "Cells of town" (geom, cell) SELECT ST_MakeEnvelope(
            500000 + 20 * n, 4500060, 500020 + 20 * n, 4500080, 32633), n + 1 FROM generate_series(0, 3) AS n""")
    layer = QgsVectorLayer(postgis.source("Cells of town"), "cells", "postgres")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer, False)
    yield layer
    QgsProject.instance().removeMapLayer(layer.id())


def rows(postgis):
    return postgis.sql('SELECT cell, status, "Reviewer" FROM "Cells of town" ORDER BY cell')


def test_two_connections_never_hold_the_same_cell(postgis, cells):
    ana, ben = GridSession(cells, "Ana"), GridSession(opened_again(cells), "Ben")
    ana.take(FIRST, UTM)
    ben.take(FIRST, UTM)
    ana.finish("checked", [])
    assert rows(postgis) == ["1|checked|Ana", "2|taken|Ben", "3||", "4||"]
    assert ana.counts() == CellCounts(4, 1, 0, 0, 1) and ben.counts() == CellCounts(4, 1, 0, 1, 0)
    assert ana.undo() == [] and rows(postgis)[0] == "1|taken|Ana"


def test_a_cell_that_is_taken_in_the_last_moment_is_left_to_the_other(postgis, cells, monkeypatch):
    session = GridSession(cells, "Ana")
    change = session._table.change

    def after_the_other(cell, status, reviewer):
        postgis.sql('UPDATE "Cells of town" SET status = \'taken\', "Reviewer" = \'Ben\', changed_at = \'9999\' '
                    "WHERE cell = 1")
        return change(cell, status, reviewer)

    monkeypatch.setattr(session._table, "change", after_the_other)
    session.take(FIRST, UTM)
    assert session.current.number == "2" and rows(postgis)[:2] == ["1|taken|Ben", "2|taken|Ana"]


def test_a_trigger_that_writes_something_else_is_told_at_the_first_cell(postgis, cells):
    postgis.sql("""CREATE OR REPLACE FUNCTION who() RETURNS trigger AS $$ BEGIN
            NEW."Reviewer" := current_user; RETURN NEW; END $$ LANGUAGE plpgsql;
        CREATE TRIGGER who BEFORE UPDATE ON "Cells of town" FOR EACH ROW EXECUTE FUNCTION who();""")
    with pytest.raises(ReviewError, match="something else for cell 1 than was written .taken, roofline.: a trigger"):
        GridSession(cells, "Ana").take(FIRST, UTM)
    assert [row for row in rows(postgis) if "taken" in row] == ["1|taken|roofline"]


def test_a_column_of_fixed_width_is_no_change_and_one_that_is_too_short_is_told(postgis, cells):
    postgis.sql("""ALTER TABLE "Cells of town" ALTER status TYPE char(20), ALTER "Reviewer" TYPE varchar(5)""")
    layer = opened_again(cells)
    session = GridSession(layer, "Ana")
    session.take(FIRST, UTM)
    session.finish("checked", [])
    assert session.counts().checked == 1
    with pytest.raises(ReviewError, match="Column 'reviewer' of layer 'theirs' takes 5 characters"):
        GridSession(layer, "Ana Maria").take(FIRST, UTM)


def test_a_filter_that_would_hide_a_cell_as_it_is_taken_is_refused_and_another_one_is_not(postgis, cells):
    session = GridSession(cells, "Ana")
    assert cells.setSubsetString("coalesce(status, 'open') = 'open'")
    with pytest.raises(ReviewError, match="has a filter by 'status', which hides its cells as soon as they are taken"):
        session.take(FIRST, UTM)
    assert not any("taken" in row for row in rows(postgis))
    assert cells.setSubsetString("cell > 2")
    session.take(FIRST, UTM)
    assert session.current.number == "3"


def test_a_cell_is_everybodys_at_once_though_the_layer_is_being_edited(postgis, cells):
    QgsProject.instance().setAutoTransaction(True)
    assert cells.startEditing()
    session = GridSession(cells, "Ana")
    session.take(FIRST, UTM)
    assert rows(postgis)[0] == "1|taken|Ana"
    assert cells.rollBack()
    QgsProject.instance().setAutoTransaction(False)
    assert rows(postgis)[0] == "1|taken|Ana"


def test_a_database_that_refuses_is_told_and_the_cell_stays_taken(postgis, cells):
    session = GridSession(cells, "Ana")
    session.take(FIRST, UTM)
    postgis.sql("""ALTER TABLE "Cells of town" ADD CHECK (status <> 'checked')""")
    with pytest.raises(ReviewError, match="could not be changed: .*violates check constraint.* Nothing is lost"):
        session.finish("checked", [])
    assert rows(postgis)[0] == "1|taken|Ana" and session.current.number == "1"
    session.finish("rejected", [])
    assert rows(postgis)[0] == "1|rejected|Ana"
