"""The learning core reads labels, roles and statuses as the panel does: tests/qgis/review/test_shared_rules.py."""

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.data.areas import find_ground, roles_of
from roofline.models.evaluation.evaluate import score_footprints
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.geodata.raster_source import open_imagery
from roofline.protocol.job_requests import Evaluate
from roofline.protocol.settings.training import TrainSettings
from roofline.tests.support.rules import LABELS, ON_IMAGERY, ROLES, SIDE_M, STATUSES

from ..support.town import UTM, write_raster

X, Y = 500_000, 9_300_000


def shape(label):
    """A label of the rules, in UTM."""
    if isinstance(label[0], tuple):
        return shapely.Polygon([(X + x, Y + y) for x, y in label])
    x, y, width, height = label
    return shapely.box(X + x, Y + y, X + x + width, Y + y + height)


def layer(path, shapes, **fields):
    write_polygons(path, path.stem, shapes, {name: np.array(values, object) for name, values in fields.items()}, UTM)
    return read_polygons(str(path), path.stem)


def test_labels_are_used_when_their_outline_meets_the_imagery(tmp_path):
    image = np.full((3, 2 * SIDE_M, 2 * SIDE_M), 9, np.uint8)
    raster = write_raster(tmp_path / "image.tif", image, Affine(0.5, 0, X, 0, -0.5, Y + SIDE_M))
    labels = layer(tmp_path / "labels.gpkg", [shape(label) for label in LABELS.values()])
    images = open_imagery([raster], ("red", "green", "blue"), 0.5)
    (grid,), _ = find_ground(images, labels, None, TrainSettings(holdout_share=0.0), Job())
    assert {list(LABELS)[number] for number in grid.numbers} == ON_IMAGERY


def test_roles_in_any_case_and_empty_ones_mean_what_they_mean_in_the_panel(tmp_path):
    areas = layer(tmp_path / "areas.gpkg", [shape(LABELS["inside"])] * len(ROLES), role=list(ROLES))
    assert roles_of(areas) == list(ROLES.values())


@pytest.mark.parametrize(("written", "status"), STATUSES.items())
def test_a_footprint_that_is_rejected_in_the_panel_is_not_scored(tmp_path, written, status):
    house, other = shape(LABELS["inside"]), shape(LABELS["reaches beyond"])
    layer(tmp_path / "footprints.gpkg", [house, other], Status=[written, "accepted"])
    layer(tmp_path / "reference.gpkg", [other])
    found = score_footprints(Evaluate("job", str(tmp_path), str(tmp_path / "footprints.gpkg"),
                                      str(tmp_path / "reference.gpkg"), str(tmp_path / "errors.gpkg")), Job())
    assert found["false_alarms"] == (status != "rejected")


def test_an_empty_role_means_training_ground_in_scoring_too(tmp_path):
    """Where an area is held out, one without a role is not scored: a training has seen it."""
    house, other = shape(LABELS["inside"]), shape(LABELS["beside"])
    layer(tmp_path / "houses.gpkg", [house, other])
    layer(tmp_path / "areas.gpkg", [house.buffer(1), other.buffer(1)], role=["", "validate"])
    found = score_footprints(Evaluate("job", str(tmp_path), *[str(tmp_path / "houses.gpkg")] * 2,
                                      str(tmp_path / "errors.gpkg"), str(tmp_path / "areas.gpkg")), Job())
    assert found["matched"] == 1
