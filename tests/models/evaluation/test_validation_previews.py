"""Previews of the validation set on the map: every outline where it belongs, with its verdict."""

from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.data.dataset import HeldOut
from roofline.models.evaluation.metrics import compare
from roofline.models.evaluation.validation import ValidationSet
from roofline.models.evaluation.validation_previews import ValidationPreviews
from roofline.models.geodata.band_statistics import Statistics
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.geodata.window_reader import ArraySource
from roofline.protocol.messages import Notice, Preview
from shapely.geometry import box

UTM, MERCATOR = pyproj.CRS("EPSG:32736"), pyproj.CRS("EPSG:3857")
GRIDS = [(Affine(0.5, 0, 500_000, 0, -0.5, 9_300_000), UTM), (Affine(0.5, 0, 4_300_000, 0, -0.5, -700_000), MERCATOR)]


@pytest.fixture()
def validation():
    """Two images of 100 x 100 pixels, in two CRS, with two labels each; one reaches beyond its image's left edge."""
    labels = [[box(10, 10, 30, 30), box(60, 60, 80, 80)], [box(-6, 10, 10, 30), box(60, 60, 80, 80)]]
    images = [HeldOut(ArraySource(np.zeros((3, 100, 100), np.uint8), np.ones((100, 100), bool)), shapes,
                      box(-10, 0, 100, 100), *grid) for shapes, grid in zip(labels, GRIDS)]
    return ValidationSet(images, {"uint8": Statistics(np.zeros(3), np.ones(3), 1)}, 0.5, None)


def test_outlines_of_the_common_plane_come_back_to_their_image_and_crs(validation):
    there = validation.georeferenced(validation.labels)
    assert [polygons.crs for polygons in there] == [UTM, MERCATOR]
    assert there[0].geometries[0].bounds == (500_005, 9_299_985, 500_015, 9_299_995)
    assert there[1].geometries[0].bounds == (4_299_997, -700_015, 4_300_005, -700_005)


def test_a_preview_has_found_missed_and_false_outlines(validation, tmp_path):
    found, wrong = validation.labels[0], shapely.transform(validation.labels[1], lambda xy: xy - [0, 40])
    said = []
    previews = ValidationPreviews(validation, tmp_path, UTM, Job("job", said.append))
    previews.show(compare([found, wrong], validation.labels, validation.region), 1)
    assert said == [Preview("job", str(tmp_path / "preview-1.gpkg"))]
    shown = read_polygons(tmp_path / "preview-1.gpkg", "preview")
    assert sorted(shown.values["kind"]) == ["false alarm", "found", "missed", "missed", "missed"]
    at = shown.values["kind"].index("found")
    drawn, where = shown.geometries[at], validation.georeferenced([found])[0].geometries[0]
    assert shown.crs == UTM and drawn.intersection(where).area > 0.99 * drawn.union(where).area


def test_found_outlines_have_the_straight_walls_of_footprints_and_labels_stay_as_they_were_drawn(validation, tmp_path):
    wobbly = [shapely.Polygon([(10, 10), (15, 10.8), (20, 9.4), (25, 10.6), (30, 10), (30, 30), (19, 29.2), (10, 30)]),
              shapely.transform(validation.labels[1], lambda xy: xy - [0, 40])]
    previews = ValidationPreviews(validation, tmp_path, UTM, Job())
    previews.show(compare(wobbly, validation.labels, validation.region), 1)
    shown = read_polygons(tmp_path / "preview-1.gpkg", "preview")
    outline = shown.geometries[shown.values["kind"].index("found")]
    assert len(outline.exterior.coords) == 5 and outline.area == pytest.approx(100, rel=0.05)


def test_the_last_preview_tells_what_changed_from_the_base_and_the_base_s_own_comes_beside_it(validation, tmp_path):
    """The base found the first label, the model the second and third; one false alarm stays, and one is gone."""
    labels, said = validation.labels, []
    stays, gone = (shapely.transform(labels[1], lambda xy, by=by: xy + by) for by in ([0, -40], [-35, 0]))
    before, after = (compare(found, labels, validation.region)
                     for found in ([labels[0], labels[1], stays, gone], [labels[1], labels[2], stays]))
    ValidationPreviews(validation, tmp_path, UTM, Job("job", said.append)).show_changes(after, before, 4)
    assert said == [Preview("job", str(tmp_path / "preview-4.gpkg")),
                    Preview("job", str(tmp_path / "preview-5.gpkg"), is_base=True)]
    kinds = [sorted(read_polygons(tmp_path / f"preview-{number}.gpkg", "preview").values["kind"]) for number in (4, 5)]
    assert kinds[0] == ["false alarm", "false alarm gone", "found", "lost", "missed", "newly found"]
    assert kinds[1] == ["false alarm", "false alarm", "found", "found", "missed", "missed"]


def test_models_that_find_nothing_change_nothing(validation, tmp_path):
    nothing = compare([], validation.labels, validation.region)
    ValidationPreviews(validation, tmp_path, UTM, Job()).show_changes(nothing, nothing, 1)
    assert set(read_polygons(tmp_path / "preview-1.gpkg", "preview").values["kind"]) == {"missed"}


def test_a_preview_of_nothing_is_an_empty_layer_with_its_column(validation, tmp_path):
    validation.labels = []
    previews = ValidationPreviews(validation, tmp_path, UTM, Job())
    previews.show(compare([], [], validation.region), 1)
    info = pyogrio.read_info(tmp_path / "preview-1.gpkg", force_feature_count=True)
    assert info["features"] == 0 and list(info["fields"]) == ["kind"]


def test_only_the_last_two_files_stay_whatever_qgis_put_beside_them(validation, tmp_path):
    previews = ValidationPreviews(validation, tmp_path, UTM, Job())
    for number in range(1, 5):
        previews.show(compare([], validation.labels, validation.region), number)
        (tmp_path / f"preview-{number}.gpkg-wal").touch()
    assert {path.name for path in tmp_path.iterdir()} == {
        f"preview-{number}.gpkg{end}" for number in (3, 4) for end in ("", "-wal")}


def test_a_file_that_windows_will_not_remove_does_not_end_the_training(validation, tmp_path, monkeypatch):
    def refuse(path, missing_ok=False):
        raise PermissionError("QGIS reads it")

    (tmp_path / "preview-1.gpkg").touch()
    monkeypatch.setattr(Path, "unlink", refuse)
    said = []
    previews = ValidationPreviews(validation, tmp_path, UTM, Job("job", said.append))
    previews.show(compare([], validation.labels, validation.region), 3)
    assert [message.path for message in said] == [str(tmp_path / "preview-3.gpkg")]


def test_previews_that_cannot_be_written_are_told_of_once_and_come_again_when_they_can(validation, tmp_path):
    folder, said = tmp_path / "gone", []
    previews = ValidationPreviews(validation, folder, UTM, Job("job", said.append))
    nothing = compare([], validation.labels, validation.region)
    previews.show(nothing, 1)
    previews.show_changes(nothing, nothing, 2)
    [told] = said
    assert isinstance(told, Notice) and "goes on without it" in told.text and str(folder) in told.text
    folder.mkdir()
    previews.show(nothing, 4)
    assert said[1:] == [Preview("job", str(folder / "preview-4.gpkg"))]
    assert [path.name for path in folder.iterdir()] == ["preview-4.gpkg"]
