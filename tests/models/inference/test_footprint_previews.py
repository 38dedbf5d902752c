"""What a prediction shows of its footprints on its way."""

from dataclasses import replace
from pathlib import Path

from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.inference.predict import find_footprints
from roofline.protocol.job_requests import Predict
from roofline.protocol.messages import Notice, Preview

from ..support.small_towns import SMALL, Scene


def test_previews_show_every_footprint_once_as_it_is_found(tmp_path, tuned, monkeypatch):
    monkeypatch.setattr("roofline.models.inference.previews.EVERY_SECONDS", 0.0)
    scene = Scene(tmp_path / "s", "utm")
    folder, said = tmp_path / "job", []
    folder.mkdir()
    request = Predict("job", str(folder), [scene.raster], str(tmp_path / "f.gpkg"), {**SMALL, "window_size": 128},
                      model=tuned.model, previews=True)
    outputs = find_footprints(request, Job("job", said.append))
    paths = [message.path for message in said if isinstance(message, Preview)]
    shown = [read_polygons(path, "preview") for path in paths]
    assert len(paths) > 1 and min(map(len, shown)) > 0
    whole = read_polygons(outputs["footprints"], "footprints")
    assert 0 < sum(map(len, shown)) <= len(whole) and list(shown[0].values) == list(whole.values)
    known = {geometry.wkb for geometry in whole.geometries}
    assert all(geometry.wkb in known for polygons in shown for geometry in polygons.geometries)
    assert sorted(path.name for path in folder.iterdir()) == sorted(Path(path).name for path in paths)


def test_previews_do_not_come_too_often_and_not_unasked(tmp_path, tuned, monkeypatch):
    scene, said = Scene(tmp_path / "s", "utm"), []
    folder = tmp_path / "job"
    folder.mkdir()
    request = Predict("job", str(folder), [scene.raster], str(tmp_path / "f.gpkg"), SMALL, model=tuned.model)
    find_footprints(request, Job("job", said.append))
    monkeypatch.setattr("roofline.models.inference.previews.EVERY_SECONDS", 1e6)
    find_footprints(replace(request, previews=True), Job("job", said.append))
    assert not [message for message in said if isinstance(message, Preview)]


def test_a_prediction_goes_on_without_the_previews_that_cannot_be_written(tmp_path, tuned, monkeypatch):
    monkeypatch.setattr("roofline.models.inference.previews.EVERY_SECONDS", 0.0)
    scene, said, folder = Scene(tmp_path / "s", "utm"), [], tmp_path / "job"
    (folder / ".preview-1.gpkg").mkdir(parents=True)  # in the way of the first, and only of that
    request = Predict("job", str(folder), [scene.raster], str(tmp_path / "f.gpkg"), {**SMALL, "window_size": 128},
                      model=tuned.model, previews=True)
    outputs = find_footprints(request, Job("job", said.append))
    assert outputs["count"] == len(read_polygons(outputs["footprints"], "footprints")) > 10
    assert ["goes on without it" in one.text for one in said if isinstance(one, Notice)].count(True) == 1
    assert not (folder / "preview-1.gpkg").exists() and (folder / "preview-2.gpkg").exists()
