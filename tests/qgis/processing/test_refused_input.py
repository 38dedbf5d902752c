"""What is wrong with an input is told, with the cure, before anything starts."""

import tempfile
from pathlib import Path

import pytest
from roofline.plugin.processing import worker_algorithm
from roofline.tests.qgis.support.layers import HOUSE, make_layer

pytestmark = pytest.mark.usefixtures("scratch")


def test_a_file_that_cannot_be_removed_does_not_hide_what_is_wrong_with_the_next(run, town, monkeypatch):
    unlink = Path.unlink

    def refuse(path, missing_ok=False):
        if path.name == "labels.gpkg":
            raise PermissionError(13, "another program has it open")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(AssertionError, match="^Layer 'roads' holds lines, but areas must be polygons"):
        run("finetune", **town, AREAS=make_layer("LineString(0 0, 1 1)", kind="LineString", name="roads"))


BAD: dict[str, tuple[str, dict, str]] = {
    "no such raster": ("finetune", {"IMAGERY": ["/data/nowhere.tif"]}, "Imagery: No such file: /data/nowhere.tif"),
    "one of two rasters": ("finetune", {"IMAGERY": ["{raster}", "nowhere.tif"]}, "No such file: .*nowhere.tif"),
    "no such labels": ("finetune", {"LABELS": "/data/nowhere.gpkg"}, "Labels: No such file: /data/nowhere.gpkg"),
    "lines": ("finetune", {"LABELS": "{lines}"}, "'roads' holds lines, but labels must be polygons"),
    "an empty layer": ("finetune", {"LABELS": "{empty}"}, "'nothing' is empty"),
    "areas of points": ("finetune", {"AREAS": "{points}"}, "'trees' holds points, but areas must be polygons"),
    "a tile size": ("finetune", {"TILE_SIZE": 500}, "Tile size 500 does not divide by 32; try 512"),
    "a limit": ("finetune", {"MAX_SECONDS": -1}, "Time limit must lie between 0 and 604800, got -1"),
    "no such base": ("finetune", {"BASE_MODEL": "/data/base.roofline"}, "No such file: /data/base.roofline"),
    "no such folder": ("finetune", {"MODEL": "/nowhere/a.roofline"}, "no folder /nowhere for a.roofline. Make"),
    "a model that is a folder": ("finetune", {"MODEL": "{folder}"}, "is a folder. Give the name of a file"),
    "no such run": ("finetune", {"RESUME": "/nowhere/run"}, "No such folder: /nowhere/run"),
    "a run to go on with, and to write down": ("finetune", {"RESUME": "{folder}", "RUN_FOLDER": "{folder}/run"},
                                               "Both a run to resume and a run folder.*one of RESUME and RUN_FOLDER"),
    "a folder that is no run": ("finetune", {"RESUME": "{folder}"}, "There is nothing to go on with"),
    "a folder that is no prediction": ("predict", {"RESUME": "{folder}"}, "home/predictions"),
    "areas and extent": ("predict", {"AREAS": "{house}", "EXTENT": "0,1,0,1"}, "Both areas and an extent"),
    "an extent without area": ("predict", {"EXTENT": "0,0,0,0"}, "has no area"),
    "no folder for footprints": ("predict", {"FOOTPRINTS": "/nowhere/a.gpkg"}, "There is no folder /nowhere"),
    "no folder for probability": ("predict", {"PROBABILITY": "/nowhere/a.tif"}, "There is no folder /nowhere"),
    "existing buildings of lines": ("predict", {"EXISTING": ["{lines}"]},
                                    "'roads' holds lines, but existing buildings must be polygons"),
    "no such existing buildings": ("predict", {"EXISTING": ["/data/nowhere.gpkg"]}, "Existing buildings: No such file"),
    "a word for known ones": ("predict", {"KNOWN": "drop"}, "Known buildings must be one of skip, mark; got 'drop'"),
    "a comma in a number": ("predict", {"THRESHOLD": "0,5"}, "Threshold must be a number, got '0,5'"),
    "a word for a number": ("predict", {"ONNX_CHANNEL": "second"}, "channel must be a whole number, got 'second'"),
    "another kind of raster": ("predict", {"PROBABILITY": "{folder}/a.png"}, "ends in .tif"),
    "a word for yes or no": ("finetune", {"STACK_DATES": "maybe"}, "Dates together must be yes or no .*got 'maybe'"),
    "words for an extent": ("predict", {"EXTENT": "the town"}, "The extent 'the town' cannot be read.*'xmin,xmax,"),
    "an extent in an unknown CRS": ("predict", {"EXTENT": "0,1,0,1 [EPSG:99999]"}, "EPSG:99999.' cannot be read"),
    "a folder for footprints": ("predict", {"FOOTPRINTS": "{folder}/"}, "is a folder. Give the name of a file"),
    "a folder for footprints, without a slash": ("predict", {"FOOTPRINTS": "{folder}"}, "is a folder. Give the name"),
    "no reference": ("evaluate", {"REFERENCE": "/data/nowhere.gpkg"}, "Reference outlines: No such file"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_with_the_cure_before_anything_starts(run, town, raster, toy_worker, scratch, tmp_path, case):
    name, change, sentence = BAD[case]
    house = make_layer(HOUSE)
    layers = {"{raster}": raster, "{house}": house, "{empty}": make_layer(name="nothing"),
              "{lines}": make_layer("LineString(0 0, 1 1)", kind="LineString", name="roads"),
              "{points}": make_layer("Point(0 0)", kind="Point", name="trees")}

    def filled(value):
        if isinstance(value, list):
            return [filled(one) for one in value]
        return layers.get(value) or value.replace("{folder}", str(tmp_path)) if isinstance(value, str) else value

    values: dict = {"finetune": town, "predict": {"IMAGERY": [raster], "FOOTPRINTS": "memory:"},
              "evaluate": {"FOOTPRINTS": house, "REFERENCE": house}}[name]
    with pytest.raises(AssertionError, match=sentence):
        run(name, **{**values, **{key: filled(value) for key, value in change.items()}})
    assert not toy_worker.exists() or list(toy_worker.iterdir()) == []
    assert list(scratch.iterdir()) == [] and not Path(town["MODEL"]).exists()


def test_a_computer_without_a_place_for_temporary_files_is_told_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(AssertionError, match="^No temporary folder .* No such file or directory. .* TMPDIR"):
        run("regularize", INPUT=make_layer(HOUSE), OUTPUT="memory:")


def test_a_missing_environment_is_told_with_the_cure(run, town, monkeypatch, tmp_path):
    from roofline.plugin.environment import virtual_environment

    monkeypatch.delenv("ROOFLINE_PYTHON", raising=False)
    monkeypatch.setattr(worker_algorithm, "worker_python", virtual_environment.worker_python)
    with pytest.raises(AssertionError, match="qgis_process run roofline:setup"):
        run("finetune", **town)
