"""Bad input: a sentence that names the value and the cure, a failure, and nothing half-written."""

import zipfile

import pytest


def said(result):
    return result.stdout + result.stderr


@pytest.fixture()
def finetune(qgis, scene, tmp_path):
    """Asks for a fine-tuning with one input changed."""
    def ask(**changed):
        inputs = {"IMAGERY": scene["imagery"], "LABELS": scene["labels"], "AREAS": scene["train_area"],
                  "MAX_SECONDS": 5, "MODEL": tmp_path / "out.roofline", **changed}
        return qgis.run("roofline:finetune", **inputs)
    return ask


def test_labels_beside_the_imagery_are_refused(finetune, tmp_path):
    far = tmp_path / "labels.geojson"
    far.write_text('{"type": "Polygon", "coordinates": [[[0, 0], [0.001, 0], [0.001, 0.001], [0, 0]]]}')
    result = finetune(LABELS=far)
    assert result.returncode != 0 and "No label lies on the imagery" in said(result)
    assert not list(tmp_path.glob("*.roofline*"))


@pytest.mark.parametrize(("changed", "words"), [
    ({"IMAGERY": "/no/such/town.tif"}, "/no/such/town.tif"), ({"BASE_MODEL": "castles"}, "castles")],
    ids=["by QGIS", "by the worker"])
def test_unfit_values_are_told_with_the_value(finetune, changed, words):
    result = finetune(**changed)
    assert result.returncode != 0 and words in said(result)
    assert "Traceback" not in said(result)


def test_a_plain_zip_is_no_model(qgis, scene, tmp_path):
    with zipfile.ZipFile(tmp_path / "plain.roofline", "w") as archive:
        archive.writestr("../escape.txt", "hello")
    result = qgis.run("roofline:predict", IMAGERY=scene["imagery"], MODEL=tmp_path / "plain.roofline",
                      FOOTPRINTS=tmp_path / "footprints.gpkg")
    assert result.returncode != 0 and "is no Roofline model: it holds '../escape.txt'" in said(result)
    assert not (tmp_path / "footprints.gpkg").exists()


def test_a_missing_environment_says_how_to_set_it_up(qgis, scene, tmp_path):
    variables = {**qgis.variables, "ROOFLINE_HOME": str(tmp_path / "empty")}
    kept, qgis.variables = qgis.variables, variables
    try:
        result = qgis.run("roofline:predict", IMAGERY=scene["imagery"], FOOTPRINTS=tmp_path / "footprints.gpkg")
    finally:
        qgis.variables = kept
    assert result.returncode != 0 and "roofline:setup" in said(result)
