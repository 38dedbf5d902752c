"""From imagery and a model to footprints: in the right place, with the right measures, whole or not at all."""

import resource
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
import torch
from affine import Affine
from roofline.models.backends import TORCH, Backend
from roofline.models.errors import RooflineError
from roofline.models.footprint_file import FootprintFile
from roofline.models.imagery import Imagery
from roofline.models.jobs import Job
from roofline.models.metrics import compare
from roofline.models.model_file import read_model
from roofline.models.predict import find_footprints
from roofline.models.predictor import Predictor
from roofline.models.probability_file import ProbabilityFile
from roofline.models.tracing import Probabilities, Strip
from roofline.models.vectors import Polygons, read_polygons, write_polygons
from roofline.protocol.messages import Notice, Predict, Preview
from shapely.geometry import box

from .conftest import UTM, checkerboard_town, write_raster

SCHEMA = {"class": "object", "confidence": "float64", "area_m2": "float64", "perimeter_m": "float64",
          "regularized": "bool", "status": "object", "model": "object", "run": "object"}
SMALL = {"window_size": 256, "overlap": 64, "simplify_m": 0.3}
HALFWAY = {"threshold": 0.5}
"""Where Bright puts the edge of a building."""
PLACES = {
    "utm": (UTM, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)),
    "mercator": ("EPSG:3857", Affine(0.339, 0, 9_520_000, 0, -0.339, 3_203_000)),
    "degrees": ("EPSG:4326", Affine(3.05e-6, 0, 85.5, 0, -2.7e-6, 27.7)),
    "turned": (UTM, Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000) * Affine.rotation(25)),
    "finer than the model": (UTM, Affine(0.17, 0, 500_000, 0, -0.17, 9_300_000))}


class Bright(torch.nn.Module):
    """A network that knows a roof when it sees one: whatever is brighter than halfway between roofs and ground."""

    def __init__(self, card):
        super().__init__()
        self.band = card.bands[0]

    def forward(self, tiles):
        building = (tiles[:, :1] * self.band.std + self.band.mean - 120) / 5
        nowhere = torch.full_like(building, -30)
        return torch.cat([building, nowhere, nowhere], dim=1)


class Scene:
    """A small town at one of PLACES: its raster, its true outlines and what a model finds there."""

    def __init__(self, folder, place, **profile):
        folder.mkdir(exist_ok=True)
        self.folder, (self.crs, self.transform) = folder, PLACES[place]
        image, self.pixels = checkerboard_town(210, 310, seed=7)
        self.raster = write_raster(folder / f"{place}.tif", image, self.transform, self.crs, **profile)
        self.truth = [self.on_the_map(outline) for outline in self.pixels]

    def on_the_map(self, outline):
        a, b, c, d, e, f = self.transform[:6]
        return shapely.affinity.affine_transform(outline, [a, b, d, e, c, f])

    def layer(self, name, shapes, crs=None, **fields):
        moved = Polygons([self.on_the_map(s) for s in shapes], pyproj.CRS(self.crs)).to(crs or self.crs).geometries
        write_polygons(self.folder / name, "areas", moved, fields, crs or self.crs)
        return str(self.folder / name)

    def predict(self, model, job=None, imagery=None, settings=None, **more):
        request = Predict("job", str(self.folder), imagery or [self.raster], str(self.folder / "f.gpkg"),
                          {**SMALL, **(settings or {})}, model=model, **more)
        return find_footprints(request, job or Job())


@pytest.fixture(scope="module")
def utm(tuned, tmp_path_factory):
    scene = Scene(tmp_path_factory.mktemp("utm"), "utm")
    scene.outputs = scene.predict(tuned.model, probability=str(scene.folder / "p.tif"))
    return scene


def footprints(path):
    return read_polygons(path, "footprints", may_be_empty=True)


def columns(path):
    info = pyogrio.read_info(path)
    return dict(zip(info["fields"], info["dtypes"]))


def metres(shapes, crs):
    """Area and perimeter by another way than the module's: in a plane that keeps them, made for the place."""
    lon, lat = shapely.get_coordinates(Polygons(list(shapes), pyproj.CRS(crs)).to("EPSG:4326").geometries[0])[0]
    plane = pyproj.CRS(f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84")
    there = Polygons(list(shapes), pyproj.CRS(crs)).to(plane).geometries
    return shapely.area(there), shapely.length(there)


@pytest.mark.parametrize("place", PLACES)
def test_footprints_land_on_the_buildings_within_a_pixel(tmp_path, tuned, monkeypatch, place):
    monkeypatch.setattr("roofline.models.engines.choose_backend", lambda card, *_: Backend(TORCH, Bright(card)))
    scene = Scene(tmp_path, place)
    outputs = scene.predict(tuned.model, settings=HALFWAY)
    found = footprints(outputs["footprints"])
    assert found.crs == pyproj.CRS(scene.crs) == pyproj.CRS(outputs["crs"])
    comparison = compare(found.geometries, scene.truth)
    assert comparison.f1 == 1
    side = (scene.truth[0].bounds[2] - scene.truth[0].bounds[0]) / 20
    moved = [shapely.hausdorff_distance(found.geometries[i], scene.truth[j]) / side for i, j in comparison.matches]
    # In pixels of the raster; the model's are 1.8 times larger.
    limit, least = (2.6, 0.18) if place.startswith("finer") else (1.01, 0.1)
    assert max(moved) < limit
    middle = [np.subtract(found.geometries[i].centroid.coords[0], scene.truth[j].centroid.coords[0]) / side
              for i, j in comparison.matches]
    assert np.abs(np.mean(middle, axis=0)).max() < least


@pytest.mark.parametrize("place", PLACES)
def test_measures_are_metres_of_ground(tmp_path, tuned, monkeypatch, place):
    monkeypatch.setattr("roofline.models.engines.choose_backend", lambda card, *_: Backend(TORCH, Bright(card)))
    scene = Scene(tmp_path, place)
    found = footprints(scene.predict(tuned.model, settings=HALFWAY)["footprints"])
    areas, perimeters = metres(found.geometries, scene.crs)
    assert found.values["area_m2"] == pytest.approx(areas, rel=2e-3, abs=0.02)
    assert found.values["perimeter_m"] == pytest.approx(perimeters, rel=2e-3, abs=0.02)
    true_areas, true_perimeters = metres(scene.truth, scene.crs)
    assert np.mean(found.values["area_m2"]) == pytest.approx(true_areas.mean(), rel=0.02)
    assert np.mean(found.values["perimeter_m"]) == pytest.approx(true_perimeters.mean(), rel=0.03)


def test_every_field_is_there_and_filled(utm, tuned):
    path = utm.outputs["footprints"]
    assert columns(path) == SCHEMA and pyogrio.list_layers(path)[0].tolist() == ["footprints", "Polygon"]
    values = footprints(path).values
    assert set(values["class"]) == {"building"} and set(values["status"]) == {"predicted"}
    assert set(values["model"]) == {"m"} and set(values["run"]) == {"run"}
    assert set(values["regularized"]) <= {False, True}
    assert utm.outputs["count"] == len(values["class"]) and all(0.4 < c <= 1 for c in values["confidence"])


def test_the_probability_raster_lies_on_the_imagery(utm, tuned):
    with rasterio.open(utm.outputs["probability"]) as file, rasterio.open(utm.raster) as imagery:
        assert file.crs == imagery.crs and file.shape == imagery.shape
        assert file.transform.almost_equals(imagery.transform)
        assert file.dtypes == ("uint8",) and file.scales == (1 / 255,)
        bright, probability = imagery.read(1) > 120, file.read(1) / 255
    assert ((probability > utm.outputs["threshold"]) == bright).mean() > 0.97
    assert sorted(path.name for path in utm.folder.iterdir()) == ["f.gpkg", "p.tif", "utm.tif"]


def test_threshold_and_minimum_area_come_from_the_model_unless_they_are_given(utm, tuned, tmp_path):
    card, _ = read_model(tuned.model)
    assert (utm.outputs["threshold"], utm.outputs["min_area_m2"]) == (card.threshold, card.min_area_m2)
    scene = Scene(tmp_path, "utm")
    outputs = scene.predict(tuned.model, settings={"threshold": 0.5, "min_area_m2": 200.0})
    assert outputs["count"] == 0 and outputs["min_area_m2"] == 200


def test_nothing_found_is_an_empty_layer_with_every_field(tmp_path, tuned):
    outputs = Scene(tmp_path, "utm").predict(tuned.model, settings={"min_area_m2": 5000.0})
    assert columns(outputs["footprints"]) == SCHEMA and outputs["count"] == 0
    assert len(footprints(outputs["footprints"])) == 0


@pytest.mark.parametrize("crs", [UTM, "EPSG:4326", "EPSG:3857"])
def test_areas_restrict_and_buildings_on_their_edge_come_whole(tmp_path, utm, tuned, crs):
    edge = 25  # amid the first column of buildings
    shapes = [box(0, 0, edge, 210), box(0, 0, 310, 60)]
    areas = utm.layer(f"areas_{crs[5:]}.gpkg", shapes, crs, role=["predict", "ignore"])
    scene = Scene(tmp_path, "utm")
    found = footprints(scene.predict(tuned.model, areas=areas)["footprints"])
    Path(areas).unlink()
    everything = footprints(utm.outputs["footprints"]).geometries
    wanted = utm.on_the_map(box(0, 60, edge, 210))
    assert len(found) == sum(g.intersects(wanted) for g in everything) == 3
    assert np.median(shapely.area(found.geometries)) == pytest.approx(36, rel=0.15)


@pytest.mark.parametrize("crs", [UTM, "EPSG:4326"])
def test_an_extent_restricts_in_any_system(tmp_path, tuned, crs):
    scene = Scene(tmp_path, "utm")
    [shape] = Polygons([scene.on_the_map(box(150, 0, 310, 100))], pyproj.CRS(UTM)).to(crs).geometries
    bounds = dict(zip(("xmin", "ymin", "xmax", "ymax"), shape.bounds))
    found = footprints(scene.predict(tuned.model, extent={**bounds, "crs": crs})["footprints"])
    asked = [t for t, p in zip(scene.truth, scene.pixels) if p.intersects(box(150, 0, 310, 100))]
    assert compare(found.geometries, asked).f1 > 0.9 and 0 < len(found) < len(scene.truth)


def test_an_extent_elsewhere_is_refused_and_writes_nothing(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    with pytest.raises(RooflineError, match="extent and the imagery .*utm.tif.* do not meet"):
        scene.predict(tuned.model, extent={"xmin": 0, "ymin": 0, "xmax": 9, "ymax": 9, "crs": UTM})
    assert not (tmp_path / "f.gpkg").exists()


def test_several_rasters_of_two_systems_give_one_layer(tmp_path, tuned):
    here, there = Scene(tmp_path / "a", "utm"), Scene(tmp_path / "b", "mercator")
    outputs = here.predict(tuned.model, imagery=[here.raster, there.raster])
    found = footprints(outputs["footprints"])
    moved = Polygons(there.truth, pyproj.CRS("EPSG:3857")).to(UTM).geometries
    assert outputs["count"] == len(found) and compare(found.geometries, here.truth + moved).f1 > 0.8
    with pytest.raises(RooflineError, match="PROBABILITY is one raster, and 2"):
        here.predict(tuned.model, imagery=[here.raster, there.raster], probability=str(tmp_path / "p.tif"))


def test_imagery_of_another_type_than_the_models_is_refused(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    with rasterio.open(scene.raster) as file:
        other = write_raster(tmp_path / "o.tif", file.read().astype("uint16"), scene.transform)
    with pytest.raises(RooflineError, match="o.tif holds uint16 values; the model .* was made for uint8"):
        scene.predict(tuned.model, imagery=[other])
    assert not (tmp_path / "f.gpkg").exists()


def disk_full(*_, **__):
    raise OSError("No space left on device")


def test_a_raster_is_never_closed_while_it_is_read(tmp_path, tuned, monkeypatch):
    reading, wrong = threading.Lock(), []
    read, close = Imagery.read, Imagery.close

    def slow_read(self, *window):
        with reading:
            time.sleep(0.15)
            return read(self, *window)

    def checked_close(self):
        wrong.extend(["closed while it was read"] if reading.locked() else [])
        close(self)

    monkeypatch.setattr(Imagery, "read", slow_read)
    monkeypatch.setattr(Imagery, "close", checked_close)
    monkeypatch.setattr(FootprintFile, "add", disk_full)
    with pytest.raises(OSError):
        Scene(tmp_path, "utm").predict(tuned.model, settings={"window_size": 128})
    assert not wrong


def test_an_output_that_cannot_be_written_is_told_with_its_path(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    with pytest.raises(RooflineError, match=r"no/p\.tif cannot be written"):
        scene.predict(tuned.model, probability=str(tmp_path / "no" / "p.tif"))
    assert not len(footprints(tmp_path / "f.gpkg"))


@pytest.mark.parametrize("limit", [9_000, 15_000])
def test_a_probability_raster_that_was_cut_short_is_taken_away(tmp_path, limit):
    raster = write_raster(tmp_path / "t.tif", np.ones((3, 70, 250), np.uint8), PLACES["utm"][1])
    noise = np.random.default_rng(0).integers(0, 255, (70, 250)).astype(np.uint8)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.raises(RooflineError, match=r"p\.tif cannot be written"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))  # as if the disk were full
        try:
            with ProbabilityFile(str(tmp_path / "p.tif"), Imagery(raster, ("red", "green", "blue"), 0.3)) as file:
                top, bottom = (Probabilities(rows, rows) for rows in (noise[:64], noise[64:]))
                list(file.keeping([Strip(0, 64, top), Strip(64, 6, bottom)]))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.tif"]


class Roomy(Predictor):
    """Takes several windows at once, as on a GPU."""

    def __init__(self, *given):
        super().__init__(*given)
        self._is_processor = False


def test_memory_that_did_not_suffice_on_one_raster_is_told_once(tmp_path, tuned, monkeypatch):
    class Cramped(Bright):
        def forward(self, tiles):
            if len(tiles) > 2:
                raise torch.OutOfMemoryError("CUDA out of memory.")
            return super().forward(tiles)

    monkeypatch.setattr("roofline.models.engines.choose_backend", lambda card, *_: Backend(TORCH, Cramped(card)))
    monkeypatch.setattr("roofline.models.engines.Predictor", Roomy)
    scenes, said = [Scene(tmp_path / name, "utm") for name in "ab"], []
    scenes[0].predict(tuned.model, Job("job", said.append), [scene.raster for scene in scenes], {"window_size": 128})
    assert len([message for message in said if isinstance(message, Notice)]) == 1


def test_previews_show_every_footprint_once_as_it_is_found(tmp_path, tuned, monkeypatch):
    monkeypatch.setattr("roofline.models.previews.EVERY_SECONDS", 0.0)
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
    monkeypatch.setattr("roofline.models.previews.EVERY_SECONDS", 1e6)
    find_footprints(replace(request, previews=True), Job("job", said.append))
    assert not [message for message in said if isinstance(message, Preview)]
