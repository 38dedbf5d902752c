"""roofline:pretrain in the real QGIS against the real worker process, with a toy for the learning core."""

import json
import re
from pathlib import Path

import pytest
from roofline.tests.qgis.support.layers import HOUSE, make_layer
from roofline.tests.qgis.support.requests import request_in

KILLED, ENDLESS = 498, 499
"""Values of CLUSTERS at which the toy is killed, or never ends."""


@pytest.fixture()
def asked(raster, tmp_path, toy_worker):
    return {"IMAGERY": [raster], "MODEL": str(tmp_path / "encoder.safetensors")}


def test_it_gives_the_weights_and_leaves_no_folder(run, asked, toy_worker):
    assert run("pretrain", **asked) == {"MODEL": asked["MODEL"], "LOSS": 0.5, "COUNT": 40}
    assert Path(asked["MODEL"]).read_bytes() == b"weights" and list(toy_worker.iterdir()) == []


def test_settings_land_cover_and_zones_reach_the_worker(run, asked, raster, tmp_path, toy_worker):
    report = str(tmp_path / "report.html")
    with pytest.raises(AssertionError):
        run("pretrain", **asked, CLUSTERS=KILLED, MAX_SECONDS=20, SAMPLING="uniform", LAND_COVER=raster,
            ZONES=make_layer(HOUSE), REPORT=report)
    request = request_in(toy_worker)
    assert request["type"] == "Pretrain" and request["resume"] is False and request["report"] == report
    assert request["settings"]["max_seconds"] == 20 and request["settings"]["sampling"] == "uniform"
    assert request["land_cover"] == raster and Path(request["zones"]).is_file()


def test_a_run_for_several_computers_is_only_written_down(run, asked, tmp_path):
    folder = tmp_path / "run"
    assert run("pretrain", **asked, RUN_FOLDER=str(folder)) == {"RUN_FOLDER": str(folder)}
    assert json.loads((folder / "request.json").read_text())["type"] == "Pretrain"
    assert not Path(asked["MODEL"]).exists()


def test_one_that_was_cut_off_tells_how_to_go_on_and_goes_on(run, asked, toy_worker):
    with pytest.raises(AssertionError, match="RESUME=.* goes on from the last weights saved there"):
        run("pretrain", **asked, CLUSTERS=KILLED)
    (folder,) = toy_worker.iterdir()
    assert run("pretrain", **asked, RESUME=str(folder))["COUNT"] == 40
    assert not folder.exists()


def test_a_folder_of_the_analyst_stays_with_the_encoder_in_it(run, asked, tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    model = str(folder / "encoder.safetensors")
    run("pretrain", **{**asked, "MODEL": model}, RUN_FOLDER=str(folder))
    assert run("pretrain", **{**asked, "MODEL": model}, RESUME=str(folder))["MODEL"] == model
    assert Path(model).read_bytes() == b"weights"


def test_cancel_keeps_what_there_is_and_tells_where(provider, asked, context, feedback, toy_worker):
    feedback.progressChanged.connect(lambda fraction: fraction > 1 and feedback.cancel())
    results, _ = provider.algorithm("pretrain").run({**asked, "CLUSTERS": ENDLESS}, context, feedback)
    (folder,) = toy_worker.iterdir()
    assert results == {} and any(f"RESUME={folder}" in info for info in feedback.infos)


@pytest.mark.parametrize(("values", "words"), [
    ({"MODEL": "/tmp/encoder.roofline"}, r"encoder\.roofline must end in \.safetensors"),
    ({"WINDOW_SIZE": 250}, "Window size 250 does not divide by 16; try 256"),
    ({"ENCODER": "tu-resnet18"}, "Encoder must be one of tu-vit_tiny"),
    ({"IMAGERY": ["/nowhere.tif"]}, "nowhere.tif"),
])
def test_wrong_values_are_refused_in_words(provider, asked, context, values, words):
    fine, told = provider.algorithm("pretrain").checkParameterValues({**asked, **values}, context)
    assert not fine and re.search(words, told)
