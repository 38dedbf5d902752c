"""roofline:exportonnx in the real QGIS against the real worker process, with a toy for the learning core."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("scratch")


def test_the_file_is_where_it_was_wanted(run, toy_worker, tmp_path):
    path = str(tmp_path / "buildings.onnx")
    assert run("exportonnx", ONNX=path) == {"ONNX": path}
    assert (tmp_path / "buildings.onnx").read_bytes() == b"onnx"


def test_a_stac_item_is_written_where_one_is_wanted(run, toy_worker, tmp_path):
    onnx, stac = str(tmp_path / "b.onnx"), str(tmp_path / "b.json")
    assert run("exportonnx", ONNX=onnx, STAC=stac) == {"ONNX": onnx, "STAC": stac}


def test_what_was_asked_reaches_the_worker(run, scratch, tmp_path):
    with pytest.raises(AssertionError):  # so that the folder stays
        run("exportonnx", MODEL="be killed", ONNX=str(tmp_path / "b.onnx"))
    (folder,) = scratch.iterdir()
    request = json.loads((folder / "request.json").read_text())
    assert (request["type"], request["model"], request["onnx"]) == (
        "ExportOnnx", "be killed", str(tmp_path / "b.onnx"))


@pytest.mark.parametrize(("changed", "words"), [
    ({"ONNX": "/no/such/folder/b.onnx"}, "There is no folder /no/such/folder"),
    ({"STAC": "/no/such/folder/b.json"}, "There is no folder /no/such/folder"),
    ({"ONNX": "b.txt"}, "Give a name that ends in .onnx"),
    ({"MODEL": "/no/such/model.roofline"}, "No such file: /no/such/model.roofline")])
def test_unfit_values_are_told_with_the_value(run, toy_worker, tmp_path, changed, words):
    if "/" not in changed.get("ONNX", "/"):
        changed = {"ONNX": str(tmp_path / changed["ONNX"])}
    with pytest.raises(AssertionError, match=words):
        run("exportonnx", **{"ONNX": str(tmp_path / "b.onnx"), **changed})


def test_cancel_ends_it_with_nothing_written(provider, toy_worker, context, feedback, tmp_path):
    feedback.progressChanged.connect(lambda fraction: fraction > 1 and feedback.cancel())
    values = {"MODEL": "never end", "ONNX": str(tmp_path / "b.onnx")}
    results, _ = provider.algorithm("exportonnx").run(values, context, feedback)
    assert results == {} and not (tmp_path / "b.onnx").exists() and "Cancelled." in feedback.infos
