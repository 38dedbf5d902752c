"""The STAC item of a model, read by pystac and by the extension's own package."""

import json
import ntpath
from dataclasses import replace
from pathlib import Path

import pystac
import pytest
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.networks.model_file import write_model
from roofline.models.onnx_io.export_job import export_onnx
from roofline.models.onnx_io.stac_mlm import seen_from, stac_item, write_stac_item
from roofline.protocol.job_requests import ExportOnnx
from stac_model.schema import MLModelProperties

from ..support.toy_model import toy

WAVES = [0.665, 0.56, 0.49]
BASE = {"name": "buildings", "hash": "sha256:" + 64 * "0"}


def test_a_catalogue_reads_what_the_file_takes_and_gives(tmp_path):
    card, weights = toy(("roof", "tent"))
    card = replace(card, bands=tuple(replace(band, wavelength_um=um) for band, um in zip(card.bands, WAVES)))
    model, onnx, stac = (tmp_path / name for name in ("m.roofline", "m.onnx", "m.json"))
    write_model(model, replace(card, base=BASE, attribution=("Imagery: Somebody",), settings={"seed": 3}),
                weights)
    request = ExportOnnx("job", str(tmp_path), str(onnx), str(model), str(stac))
    assert export_onnx(request, Job())["stac"] == str(stac)
    item = pystac.Item.from_file(str(stac))
    told = MLModelProperties(**item.properties)
    [taken], [given] = told.input, told.output
    assert taken.input.shape == [-1, 3, 512, 512] and taken.bands == ["red", "green", "blue"]
    assert [(scaling.type, scaling.value) for scaling in taken.value_scaling] == [("scale", 255)]
    assert [entry.name for entry in given.classes] == ["background", "roof", "tent"]
    assert given.result.shape == [-1, 3, 512, 512] and told.pretrained_source.startswith("buildings (sha256:")
    assert item.properties["mlm:hyperparameters"] == {"seed": 3}
    assert told.architecture == f"decoder unet, encoder {card.encoder}"
    assert told.total_parameters == sum(tensor.numel() for tensor in weights.values())
    assert "Somebody." in item.properties["description"] and item.properties["gsd"] == card.resolution_m
    asset = item.assets["model"]
    assert asset.get_absolute_href() == str(onnx) and asset.extra_fields["file:size"] == onnx.stat().st_size
    assert [band["eo:center_wavelength"] for band in asset.extra_fields["bands"]] == WAVES


def test_a_model_from_nowhere_has_an_item_too():
    card, weights = toy()
    item = stac_item("m.onnx", 7, card, weights)
    assert json.loads(json.dumps(item)) == item and MLModelProperties(**item["properties"]).pretrained is False
    assert item["assets"]["model"]["bands"][0] == {"name": "red"} and item["properties"]["datetime"]


def test_a_model_on_another_drive_of_windows_is_named_by_its_uri(monkeypatch):
    monkeypatch.setattr("os.path.relpath", ntpath.relpath)
    assert seen_from(Path("C:/catalogue"), Path("C:/catalogue/m.onnx")) == "m.onnx"
    assert seen_from(Path("C:/catalogue"), Path("D:/m.onnx")).startswith("file:///")


def test_an_item_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "m.onnx").touch()
    with pytest.raises(RooflineError, match="nowhere/m.json cannot be written .No such file"):
        write_stac_item(tmp_path / "nowhere" / "m.json", tmp_path / "m.onnx", *toy())
