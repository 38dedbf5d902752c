"""Rasters side by side or overlapping give the footprints of the raster that they were cut from, once."""

from contextlib import ExitStack

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.inference import executor
from roofline.models.onnx_io.runtime import TORCH, Backend
from roofline.models.training.training_data import read_training_data
from roofline.protocol.settings.training import TrainSettings

from ..support.small_towns import HALFWAY, Bright, Scene
from ..support.town import write_raster
from ..support.training import train_request

CUTS = {"side by side": [(0, 0, 137, 210), (137, 0, 173, 210)], "overlapping": [(0, 0, 180, 210), (120, 0, 190, 210)],
        "four": [(0, 0, 137, 90), (137, 0, 173, 90), (0, 90, 137, 120), (137, 90, 173, 120)]}


@pytest.fixture(autouse=True)
def bright(monkeypatch):
    monkeypatch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Bright(card)))


def cut(scene, places, frame=0, nodata=None):
    """Parts of the scene's raster in files of their own, each in a black frame of so many pixels."""
    paths = []
    with rasterio.open(scene.raster) as whole:
        for number, place in enumerate(places):
            window = Window(*place)
            paths.append(str(scene.folder / f"part-{number}.tif"))
            profile = {**whole.profile, "width": window.width, "height": window.height,
                       "transform": whole.window_transform(window), "nodata": nodata}
            image = whole.read(window=window).clip(1)
            inner = image[:, frame:window.height - frame, frame:window.width - frame]
            with rasterio.open(paths[-1], "w", **profile) as part:
                part.write(np.pad(inner, ((0, 0), (frame, frame), (frame, frame))))
    return paths


def found(scene, tuned, imagery=None, **more):
    scene.predict(tuned.model, imagery=imagery, settings=HALFWAY, **more)
    return sorted(shape.wkb for shape in read_polygons(scene.folder / "f.gpkg", "footprints").geometries)


@pytest.mark.parametrize("place", ["utm", "degrees", "finer than the model", "turned"])
def test_the_seam_does_not_show(tmp_path, tuned, place):
    scene = Scene(tmp_path, place)
    right = found(scene, tuned)
    assert len(right) > 10
    for places in ("overlapping", "four"):
        parts = cut(scene, CUTS[places])
        assert found(scene, tuned, parts) == right == found(scene, tuned, parts[::-1])


def test_overlapping_rasters_of_two_types_and_systems_give_each_building_once(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    right = [shapely.from_wkb(wkb) for wkb in found(scene, tuned)]
    west, east = cut(scene, CUTS["overlapping"])
    with rasterio.open(east) as source, WarpedVRT(source, crs="EPSG:3857", add_alpha=True, resolution=0.32) as warped:
        pixels = warped.read().astype("uint16") * [[[40]], [[40]], [[40]], [[257]]]
        other = write_raster(tmp_path / "other.tif", pixels.astype("uint16"), warped.transform, "EPSG:3857",
                             photometric="RGB", alpha="YES")
    once = [shapely.from_wkb(wkb) for wkb in found(scene, tuned, [west, other])]
    first, second = shapely.STRtree(once).query(right, predicate="intersects")
    assert len(once) == len(right) > 10 and sorted(first) == sorted(second) == list(range(len(right)))
    assert min(shapely.area(shapely.intersection(right[a], once[b])) / right[a].area
               for a, b in zip(first, second)) > 0.8


@pytest.mark.parametrize("place", ["utm", "finer than the model", "turned"])
def test_undeclared_frames_hide_no_building_in_a_prediction(tmp_path, tuned, place):
    scene = Scene(tmp_path, place)
    right = found(scene, tuned, cut(scene, CUTS["overlapping"], 25, nodata=0))
    assert len(right) > 10 and found(scene, tuned, cut(scene, CUTS["overlapping"], 25)) == right


def test_footprints_on_two_continents_lie_where_the_buildings_are(tmp_path, tuned):
    scene, said = Scene(tmp_path, "utm"), []
    places = (("EPSG:5514", Affine(0.3, 0, -740_000, 0, -0.3, -1_040_000)),
              ("EPSG:32614", Affine(0.3, 0, 617_000, 0, -0.3, 3_344_000)))
    with rasterio.open(scene.raster) as raster:
        image = raster.read()
    paths = [write_raster(tmp_path / f"{crs[5:]}.tif", image, transform, crs) for crs, transform in places]
    scene.predict(tuned.model, Job("job", said.append), paths, HALFWAY)
    footprints = read_polygons(scene.folder / "f.gpkg", "footprints")
    for crs, transform in places:
        ground = shapely.box(*transform @ (0, 210), *transform @ (310, 0)).buffer(1)
        assert sum(shape.within(ground) for shape in footprints.to(crs).geometries) == len(scene.pixels)
    assert len(footprints) == 2 * len(scene.pixels)
    assert any("does not reach to 32614.tif" in getattr(message, "text", "") for message in said)


def test_bands_are_chosen_by_their_numbers_in_the_first_raster_of_a_mosaic(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    right = found(scene, tuned)
    parts = cut(scene, CUTS["side by side"])
    for path in parts:
        with rasterio.open(path) as part:
            image, profile = part.read(), part.profile
        noise = np.random.default_rng(0).integers(1, 255, image.shape, dtype=np.uint8)
        with rasterio.open(path, "w", **{**profile, "count": 6, "photometric": "MINISBLACK"}) as part:
            part.write(np.concatenate([noise, image]))
    said = []
    scene.predict(tuned.model, Job("job", said.append), parts, {**HALFWAY, "bands": "4,5,6"})
    shapes = read_polygons(scene.folder / "f.gpkg", "footprints").geometries
    assert sorted(shape.wkb for shape in shapes) == right
    assert any("as chosen, band 4 is read as red" in getattr(message, "text", "") for message in said)


def test_the_probabilities_are_one_raster_too(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    for name, imagery in (("whole", None), ("parts", cut(scene, CUTS["four"]))):
        found(scene, tuned, imagery, probability=str(tmp_path / f"{name}.tif"))
    with rasterio.open(tmp_path / "whole.tif") as whole, rasterio.open(tmp_path / "parts.tif") as parts:
        assert np.array_equal(whole.read(), parts.read()) and whole.transform == parts.transform


def test_a_worker_of_a_cluster_needs_the_rasters_and_not_the_folder_of_the_run(tmp_path, tuned, monkeypatch):
    works = []

    class Recorded(Exception):
        pass

    class Cluster:
        def __init__(self, address, model, wanted, backend, job):
            works.extend(wanted)
            raise Recorded

    scene = Scene(tmp_path, "utm")
    monkeypatch.setattr("roofline.models.inference.dask_client.Cluster", Cluster)
    parts = cut(scene, CUTS["side by side"])
    with pytest.raises(Recorded):
        found(scene, tuned, parts, scheduler="tcp://127.0.0.1:1")
    (tmp_path / "mosaic-1.vrt").unlink()
    assert works[0].shape == (210, 310) and "part-1.tif" in works[0].mosaic


def learned(scene, toy_base, imagery):
    """The labels, the statistics and the masks that a training has from this imagery."""
    areas = scene.layer("areas.gpkg", [shapely.box(0, 0, 310, 210)], role=["train"])
    labels = scene.layer("labels.gpkg", scene.pixels)
    request = train_request(scene.folder / "run", imagery, labels, toy_base, areas)
    with ExitStack() as files:
        data = read_training_data(request, TrainSettings.from_dict(request.settings), Job(), files)
    return (data.dataset.training_labels, data.dataset.held_out_labels, data.statistics["uint8"].mean.tolist(),
            [site.mask.tobytes() for site in data.dataset.sites])


def test_a_training_sees_the_labels_on_the_seam_whole(tmp_path, toy_base):
    scene = Scene(tmp_path, "utm")
    whole = learned(scene, toy_base, [scene.raster])
    assert learned(scene, toy_base, cut(scene, CUTS["side by side"])) == whole


def test_undeclared_frames_hide_no_label_in_a_training(tmp_path, toy_base):
    scene = Scene(tmp_path, "utm")
    declared = learned(scene, toy_base, cut(scene, CUTS["overlapping"], 25, nodata=0))
    assert learned(scene, toy_base, cut(scene, CUTS["overlapping"], 25)) == declared
