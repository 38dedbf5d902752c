"""From imagery and a model to footprints: in the right place, with the right measures, whole or not at all."""

from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from roofline.models.core.errors import RooflineError
from roofline.models.data.areas import area_union
from roofline.models.evaluation.metrics import compare
from roofline.models.geodata.polygon_io import Polygons
from roofline.models.inference import executor, raster_task
from roofline.models.networks.model_file import read_model
from roofline.models.onnx_io.runtime import TORCH, Backend
from shapely.geometry import box

from ..support.small_towns import HALFWAY, PLACES, Bright, Scene, footprints
from ..support.town import UTM, write_raster

SCHEMA = {"class": "object", "confidence": "float64", "area_m2": "float64", "perimeter_m": "float64",
          "regularized": "bool", "status": "object", "model": "object", "run": "object"}


@pytest.fixture(scope="module")
def utm(tuned, tmp_path_factory):
    scene = Scene(tmp_path_factory.mktemp("utm"), "utm")
    scene.outputs = scene.predict(tuned.model, probability=str(scene.folder / "p.tif"))
    return scene


def columns(path):
    info = pyogrio.read_info(path)
    return dict(zip(info["fields"], info["dtypes"]))


def metres(shapes, crs):
    """Area and perimeter by another way than the module's: in a plane that keeps them, made for the place."""
    lon, lat = shapely.get_coordinates(Polygons(list(shapes), pyproj.CRS(crs)).to("EPSG:4326").geometries[0])[0]
    plane = pyproj.CRS(f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84")
    there = Polygons(list(shapes), pyproj.CRS(crs)).to(plane).geometries
    return shapely.area(there), shapely.length(there)


@pytest.fixture(scope="module", params=PLACES)
def bright(request, tuned, tmp_path_factory):
    """A town at each place, and what a network finds there that knows a roof."""
    scene = Scene(tmp_path_factory.mktemp("bright"), request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Bright(card)))
        scene.outputs = scene.predict(tuned.model, settings=HALFWAY)
    return scene, footprints(scene.outputs["footprints"])


def test_footprints_land_on_the_buildings_within_a_pixel(bright):
    scene, found = bright
    assert found.crs == pyproj.CRS(scene.crs) == pyproj.CRS(scene.outputs["crs"])
    comparison = compare(found.geometries, scene.truth)
    assert comparison.f1 == 1
    side = (scene.truth[0].bounds[2] - scene.truth[0].bounds[0]) / 20
    moved = [shapely.hausdorff_distance(found.geometries[i], scene.truth[j]) / side for i, j in comparison.matches]
    # In pixels of the raster; the model's are 1.8 times larger.
    limit, least = (2.6, 0.18) if "finer" in scene.raster else (1.01, 0.1)
    assert max(moved) < limit
    middle = [np.subtract(found.geometries[i].centroid.coords[0], scene.truth[j].centroid.coords[0]) / side
              for i, j in comparison.matches]
    assert np.abs(np.mean(middle, axis=0)).max() < least


def test_measures_are_metres_of_ground(bright):
    scene, found = bright
    areas, perimeters = metres(found.geometries, scene.crs)
    assert found.values["area_m2"] == pytest.approx(areas, rel=2e-3, abs=0.02)
    assert found.values["perimeter_m"] == pytest.approx(perimeters, rel=2e-3, abs=0.02)
    true_areas, true_perimeters = metres(scene.truth, scene.crs)
    assert np.mean(found.values["area_m2"]) == pytest.approx(true_areas.mean(), rel=0.02)
    assert np.mean(found.values["perimeter_m"]) == pytest.approx(true_perimeters.mean(), rel=0.03)


@pytest.mark.parametrize(("resolution", "cells"), [(0.15, 4.0), (0.6, 0.25)])
def test_another_resolution_finds_the_same_buildings_at_another_size(tmp_path, tuned, monkeypatch, resolution, cells):
    seen = []

    class Counted(Bright):
        def forward(self, tiles):
            seen.append(tiles.shape[-2] * tiles.shape[-1])
            return super().forward(tiles)

    monkeypatch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Counted(card)))
    scene, counts, pixels = Scene(tmp_path, "utm"), [], []
    for settings in (HALFWAY, {**HALFWAY, "resolution_m": resolution}):
        seen.clear()
        found = footprints(scene.predict(tuned.model, settings=settings)["footprints"])
        counts.append(len(found))
        pixels.append(sum(seen))
        areas, _ = metres(found.geometries, scene.crs)
        assert np.mean(areas) == pytest.approx(metres(scene.truth, scene.crs)[0].mean(), rel=0.15)
    assert counts[0] == counts[1] == len(scene.truth) and (pixels[1] > 1.5 * pixels[0]) == (cells > 1)


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
    assert ((probability > utm.outputs["threshold"]) == bright).mean() > 0.95
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
    assert np.median(shapely.area(found.geometries)) == pytest.approx(np.median(shapely.area(everything)), rel=0.15)


def test_areas_are_united_once_for_what_is_searched_and_once_for_what_is_ignored(tmp_path, tuned, monkeypatch):
    scene, united = Scene(tmp_path, "utm"), []
    areas = scene.layer("areas.gpkg", [box(0, 0, 60, 60), box(0, 0, 5, 5)], UTM, role=["predict", "ignore"])
    monkeypatch.setattr(raster_task, "area_union", lambda *given: united.append(given[2]) or area_union(*given))
    scene.predict(tuned.model, areas=areas)
    assert united == [{"predict"}, {"ignore"}]


def test_areas_of_which_none_is_searched_are_told(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    areas = scene.layer("areas.gpkg", [box(0, 0, 100, 100)], UTM, role=["ignore"])
    with pytest.raises(RooflineError, match="Every area has the role 'ignore' or 'suggested', so there is nothing"):
        scene.predict(tuned.model, areas=areas)


def test_areas_that_are_ignored_altogether_are_told_as_that(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    shapes = [box(0, 0, 100, 100), box(0, 0, 110, 110), box(9000, 0, 9100, 100)]
    areas = scene.layer("areas.gpkg", shapes, UTM, role=["predict", "ignore", "predict"])
    with pytest.raises(RooflineError, match="role 'ignore' cover all that would be searched"):
        scene.predict(tuned.model, areas=areas)


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
