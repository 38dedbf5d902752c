"""roofline:reviewgrid: cells to check, in a file or in a database that several people share."""

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from roofline.plugin.review.grid_session import GridSession

EXTENT = "500000,500060,4500040,4500080 [EPSG:32633]"


def test_cells_over_an_extent_are_ready_to_be_checked(run, tmp_path):
    made = run("reviewgrid", EXTENT=EXTENT, SIDE_M=20, OUTPUT=str(tmp_path / "cells.gpkg"))
    layer = QgsVectorLayer(made["OUTPUT"], "cells", "ogr")
    assert made["COUNT"] == layer.featureCount() == 6 and layer.crs().authid() == "EPSG:32633"
    session = GridSession(layer, "Ana")
    session.take(layer.extent().center(), layer.crs())
    assert session.current.status == "taken" and session.counts().total == 6


def test_cells_go_into_postgis_where_several_people_take_them(run, postgis):
    postgis.sql("DROP TABLE IF EXISTS cells")
    run("reviewgrid", EXTENT=EXTENT, SIDE_M=20, OUTPUT=f"postgis:{postgis.source('cells')}")
    ana, ben = (GridSession(QgsVectorLayer(postgis.source("cells"), name, "postgres"), name) for name in ("Ana", "Ben"))
    for session in (ana, ben):
        session.take(session.layer.extent().center(), session.layer.crs())
    assert ana.current.number != ben.current.number and ana.counts().held_by_others == 1
    assert postgis.sql("SELECT reviewer FROM cells WHERE status = 'taken' ORDER BY reviewer") == ["Ana", "Ben"]


@pytest.mark.parametrize(("extent", "why"), [
    ("500000,500060,4500040,4500080", "has no CRS"), ("500000,500000,4500040,4500080 [EPSG:32633]", "no area"),
    ("0,900000,4000000,4900000 [EPSG:32633]", "more than 10,000")])
def test_an_extent_that_gives_no_cells_is_told_before_anything_is_written(run, tmp_path, extent, why):
    QgsProject.instance().clear()
    with pytest.raises(AssertionError, match=why):
        run("reviewgrid", EXTENT=extent, SIDE_M=20, OUTPUT=str(tmp_path / "cells.gpkg"))
    assert not (tmp_path / "cells.gpkg").exists()
