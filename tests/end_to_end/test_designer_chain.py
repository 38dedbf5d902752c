"""The chain of the model designer through `qgis_process`: fine-tune, find footprints, score them."""

import json
import zipfile

from roofline.protocol.paths import EXAMPLE_MODEL


def test_the_chain_gives_a_model_footprints_and_a_report(qgis, scene, tmp_path):
    model, found, report = (tmp_path / name for name in ("town.roofline", "found.gpkg", "report.html"))
    result = qgis.run(str(EXAMPLE_MODEL), **{
        "imagery": scene["imagery"], "labels": scene["labels"], "areas": scene["train_area"],
        "test": scene["test_area"], "reference": scene["reference"], "seconds": 5,
        "finetune:Model": model, "predict:Footprints": found, "evaluate:Report": report})
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(model) as file:
        assert json.loads(file.read("model.json"))["labels"]["steps"] >= 1
    assert found.stat().st_size and "F1" in report.read_text(encoding="utf-8")
