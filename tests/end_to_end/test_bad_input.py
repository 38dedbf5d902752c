"""Bad input: a sentence that names the value and the cure, a failure, and nothing half-written."""

import zipfile

import pytest

SQUARE = {"type": "Polygon", "coordinates": [[[512050, 9367950], [512070, 9367950], [512070, 9367930],
                                              [512050, 9367930], [512050, 9367950]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[512050, 9367950], [512070, 9367930], [512070, 9367950],
                                               [512050, 9367930], [512050, 9367950]]]}
FAR = {"type": "Polygon", "coordinates": [[[600000, 9300000], [600020, 9300000], [600020, 9299980], [600000, 9300000]]]}
LINE = {"type": "LineString", "coordinates": [[512050, 9367950], [512070, 9367930]]}


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


@pytest.mark.parametrize(("geometries", "words"), [
    ([LINE], "lines"), ([FAR], "No label lies on the imagery"), ([], "empty")])
def test_unfit_labels_are_refused(finetune, layer, tmp_path, geometries, words):
    result = finetune(LABELS=layer("labels", geometries))
    assert result.returncode != 0 and words.lower() in said(result).lower()
    assert not list(tmp_path.glob("*.roofline*"))


def test_labels_outside_every_area_are_refused(finetune, layer):
    area = {"type": "Polygon", "coordinates": [[[512000, 9367990], [512010, 9367990], [512010, 9367980],
                                                [512000, 9367980], [512000, 9367990]]]}
    result = finetune(LABELS=layer("labels", [SQUARE]), AREAS=layer("areas", [area], {"role": "train"}))
    assert result.returncode != 0 and "No label lies inside an area" in said(result)


def test_invalid_labels_are_repaired_and_counted(finetune, layer):
    result = finetune(LABELS=layer("labels", [BOW_TIE, SQUARE]), AREAS=None)
    assert result.returncode == 0, said(result)
    assert "repaired for this run: 1 of 2" in said(result)


@pytest.mark.parametrize(("changed", "words"), [
    ({"IMAGERY": "/no/such/town.tif"}, "/no/such/town.tif"),
    ({"BASE_MODEL": "castles"}, "castles"),
    ({"TILE_SIZE": 500}, "try 512"),
    ({"MODEL": "/no/such/folder/out.roofline"}, "/no/such/folder"),
    ({"RESUME": "/no/such/run"}, "/no/such/run")])
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
