"""The example for the model designer: it is valid, and has today's parameters and defaults."""

from qgis.core import QgsProcessingModelAlgorithm
from roofline.protocol.paths import EXAMPLE_MODEL
from roofline.tools.example_model import example_model


def test_the_example_is_valid_and_up_to_date(provider):
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(EXAMPLE_MODEL))
    assert model.validate() == (True, [])
    ours, theirs = (one.toVariant() for one in (model, example_model()))
    inputs, anew = ({name: values for name, values in one["parameterDefinitions"].items() if ":" not in name}
                    for one in (ours, theirs))  # outputs are there in an older QGIS alone
    assert len(inputs) > 3 and inputs == anew
    for name, child in theirs["children"].items():
        assert ours["children"][name]["params"] == child["params"], "write it anew: roofline.tools.example_model"
    assert sorted(output for child in ours["children"].values() for output in child["outputs"]) == [
        "Footprints", "Model", "Report"]
