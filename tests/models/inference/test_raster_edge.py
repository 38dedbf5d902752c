"""Footprints end where the imagery does."""

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from roofline.models.inference import executor
from roofline.models.inference.outline_process import Drawer, PackedOutlines, RasterGrid, Traced
from roofline.models.onnx_io.runtime import TORCH, Backend
from roofline.models.vectorize.strips import Outline
from roofline.protocol.settings.prediction import PredictSettings
from shapely.geometry import box

from ..support.small_towns import HALFWAY, Bright, Scene, footprints
from ..support.town import write_raster

U_SHAPE = shapely.union_all([box(40, 60, 44, 80), box(50, 60, 54, 80), box(40, 78, 54, 82)])
"""Upside down: cut between its legs it falls apart."""


def drawn(*shapes, min_pixels=4.0):
    drawer = Drawer(PredictSettings(regularize=False, simplify_m=0.0))
    drawer.begin(RasterGrid(0.3, Affine.translation(1000, 0), box(0, 0, 100, 70.5), None, min_pixels))
    found = drawer.add(Traced(PackedOutlines.of([Outline(shape, 0.5) for shape in shapes]), np.inf))
    return [outline.polygon for outline in [*found, *drawer.finish()]]


def test_an_outline_is_cut_at_the_edge_and_one_inside_stays_as_it_is():
    inside, beyond = box(10, 10, 20, 20), box(-2, 60, 8, 75)
    one, other = sorted(drawn(inside, beyond), key=lambda shape: -shape.bounds[0])
    assert one.equals(box(1010, 10, 1020, 20)) and other.equals(box(1000, 60, 1008, 70.5))


def test_what_is_left_too_small_or_lies_beyond_is_no_footprint():
    assert drawn(box(99, 10, 120, 12), box(101, 20, 110, 30), box(100, 40, 110, 50)) == []
    assert drawn(box(100, 40, 110, 50), min_pixels=0.0) == []


def test_one_that_falls_apart_keeps_its_parts():
    (shape,) = drawn(U_SHAPE)
    assert shape.geom_type == "MultiPolygon" and shape.area == pytest.approx(2 * 4 * 10.5)


@pytest.mark.parametrize("place", ["utm", "turned", "finer than the model", "degrees"])
def test_footprints_at_the_edge_of_an_image_do_not_reach_beyond_it(tmp_path, tuned, monkeypatch, place):
    monkeypatch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Bright(card)))
    scene = Scene(tmp_path, place)
    with rasterio.open(scene.raster) as file:
        image = file.read()[:, 13:197, 27:301]  # amid buildings
    moved = scene.transform @ Affine.translation(27, 13)
    cut = write_raster(tmp_path / "cut.tif", image, moved, scene.crs)
    found = footprints(scene.predict(tuned.model, imagery=[cut], settings=HALFWAY)["footprints"]).geometries
    pixels = [shapely.transform(shape, lambda xy: np.column_stack(~moved @ (xy[:, 0], xy[:, 1]))) for shape in found]
    edge = box(0, 0, image.shape[2], image.shape[1]).boundary
    assert sum(shape.distance(edge) < 0.01 for shape in pixels) > 2
    left, low, right, high = np.array([shape.bounds for shape in pixels]).T
    beyond = max(-left.min(), -low.min(), right.max() - image.shape[2], high.max() - image.shape[1])
    assert beyond < 1e-3
