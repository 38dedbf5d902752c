"""Two layers compared, through the real QGIS and the real worker process, with a toy for the learning core."""

from qgis.core import QgsProcessingUtils
from roofline.protocol.footprints import CHANGE_COLUMNS
from roofline.tests.qgis.support.layers import HOUSE, make_layer


def test_the_changes_fill_the_sink_and_the_numbers_come_out(run, context, toy_worker):
    results = run("compare", BEFORE=make_layer(HOUSE), AFTER=make_layer(HOUSE), CHANGES="memory:")
    layer = QgsProcessingUtils.mapLayerFromString(results["CHANGES"], context)
    assert [field.name() for field in layer.fields()] == list(CHANGE_COLUMNS)
    assert next(layer.getFeatures()).attributes() == ["changed", "1,2", "3", 0.5, 0.5, 1.0, 800.0, 400.0]
    assert [results[name] for name in ("NEW", "GONE", "CHANGED", "UNCHANGED", "SPLIT", "MERGED", "REGROUPED")] == [
        1, 0, 2, 3, 4, 5, 6]


def test_a_layer_without_a_building_is_no_error(run, toy_worker):
    assert run("compare", BEFORE=make_layer(), AFTER=make_layer(HOUSE), CHANGES="memory:")["NEW"] == 1
    assert run("compare", BEFORE=make_layer(HOUSE), AFTER=make_layer(crs="EPSG:4326"), CHANGES="memory:")["NEW"] == 1
