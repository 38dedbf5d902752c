"""Where to label next, through `qgis_process`, with the bundled model."""

import sqlite3


def test_suggested_squares_can_be_labelled_and_trained_on(qgis, scene, tmp_path):
    path = tmp_path / "suggested.gpkg"
    result = qgis.run("roofline:suggest", IMAGERY=scene["imagery"], AREAS=scene["train_area"], SQUARES=3, SIDE_M=30,
                      SUGGESTED=path)
    assert result.returncode == 0, result.stderr
    assert result.outputs["COUNT"] == 3
    with sqlite3.connect(path) as file:
        [(table,)] = file.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
        rows = file.execute(f'select role, rank, score from "{table}" order by rank').fetchall()
    assert [row[:2] for row in rows] == [("suggested", 1), ("suggested", 2), ("suggested", 3)]
    assert rows[0][2] >= rows[1][2] >= rows[2][2] > 0


def test_a_square_that_is_larger_than_the_imagery_is_told(qgis, scene, tmp_path):
    result = qgis.run("roofline:suggest", IMAGERY=scene["imagery"], SIDE_M=5000, SUGGESTED=tmp_path / "s.gpkg")
    assert result.returncode != 0
    assert "a square of 5000 m has room" in result.stdout + result.stderr and not (tmp_path / "s.gpkg").exists()
