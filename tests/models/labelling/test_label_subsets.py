"""Nested subsets of the labels, each with its own ground."""

import numpy as np
import pytest
import shapely
from roofline.models.core.job import Job
from roofline.models.data.areas import find_ground
from roofline.models.geodata.polygon_io import read_polygons
from roofline.models.geodata.raster_source import open_imagery
from roofline.models.labelling.label_subsets import label_pool
from roofline.models.labelling.learning_curve import subset_sizes
from roofline.protocol.settings.training import TrainSettings
from shapely.geometry import box


@pytest.fixture(scope="module")
def grids(town):
    """The ground of the town in a function of its labels and areas."""
    (image,) = open_imagery([town.imagery], ("red", "green", "blue"), 0.3)

    def on(labels, areas=None):
        return find_ground([image], labels, areas, TrainSettings(gap_m=3.0), Job())[0]
    yield on
    image.close()


@pytest.fixture(scope="module")
def pool(town, grids):
    labels = read_polygons(town.labels, "labels")
    return label_pool(labels, grids(labels, read_polygons(town.areas, "areas")))


@pytest.mark.parametrize(("labels", "points", "expected"), [
    (80, 4, [10, 20, 40, 80]), (1000, 5, [62, 125, 250, 500, 1000]), (24, 4, [5, 8, 14, 24]), (10, 3, [5, 7, 10]),
    (10, 10, [5, 6, 7, 8, 9, 10])])
def test_each_number_of_labels_is_twice_the_former_unless_that_begins_too_low(labels, points, expected):
    assert subset_sizes(labels, points) == expected


def test_a_larger_subset_contains_the_smaller_and_repeats_begin_elsewhere(pool):
    order = pool.nested_order(0)
    assert sorted(order) == list(range(len(pool))) and list(order) == list(pool.nested_order(0))
    centers = shapely.get_coordinates(shapely.centroid(pool.labels.geometries))
    distances = np.hypot(*(centers[order] - centers[order[0]]).T)
    assert (np.diff(distances) >= 0).all()
    assert len({pool.nested_order(seed)[0] for seed in range(8)}) > 3


def test_all_labels_come_with_all_of_the_training_ground(pool, town):
    ground = pool.ground_of(np.arange(len(pool)), 0.15)
    cut_off = 0.25 * 600 * 400 * 0.09
    assert 600 * 400 * 0.09 - 1.5 * cut_off < ground.area < 600 * 400 * 0.09 - 0.5 * cut_off
    assert ground.symmetric_difference(pool.ground).area < 1e-6 * ground.area


def test_the_ground_of_a_subset_holds_its_labels_whole_and_nothing_of_the_others(pool):
    chosen = pool.nested_order(3)[:9]
    ground, labels = pool.ground_of(chosen, 0.15), np.array(pool.labels.geometries, dtype=object)
    others = np.delete(labels, chosen)
    assert shapely.area(shapely.intersection(labels[chosen], ground)) == pytest.approx(shapely.area(labels[chosen]))
    assert shapely.distance(ground, others).min() > 0.14
    assert ground.area == pytest.approx(len(chosen) / len(pool) * pool.ground.area, rel=0.5)


def test_the_ground_grows_with_the_labels(pool):
    order = pool.nested_order(1)
    grounds = [pool.ground_of(order[:n], 0.15) for n in (5, 12, 30, len(pool))]
    for smaller, larger in zip(grounds, grounds[1:]):
        assert (smaller - larger).area < 1e-6 < larger.area - smaller.area


def test_a_neighbour_that_touches_and_was_not_drawn_is_no_background(town, grids):
    """Two labels wall to wall, one of them so long that its centre is far from the wall."""
    houses = [box(100, 100, 120, 120), box(120, 100, 220, 120), box(300, 300, 320, 320)]
    labels = read_polygons(town.polygons("terrace", houses), "labels")
    areas = read_polygons(town.areas, "areas")
    pool = label_pool(labels, grids(labels, areas))
    ground = pool.ground_of(np.array([0]), 0.15)
    assert shapely.intersection(ground, pool.labels.geometries[1]).area == 0
    assert ground.area > 10 * pool.labels.geometries[0].area


def test_without_areas_a_subset_has_the_rings_of_its_own_labels(town, grids):
    labels = read_polygons(town.labels, "labels")
    pool = label_pool(labels, grids(labels))
    chosen = pool.nested_order(0)[:6]
    ground = pool.ground_of(chosen, 0.15)
    near = shapely.union_all(shapely.buffer(np.array(pool.labels.geometries, dtype=object)[chosen], 6.01))
    assert (ground - near).area < 1e-3 and ground.area > 6 * 36


def test_what_is_written_for_a_training_is_what_was_drawn(pool, tmp_path):
    chosen = pool.nested_order(2)[:7]
    pool.write(chosen, 0.15, str(tmp_path / "labels.gpkg"), str(tmp_path / "areas.gpkg"))
    labels, areas = (read_polygons(tmp_path / f"{name}.gpkg", name) for name in ("labels", "areas"))
    assert len(labels) == 7 and areas.words("role") == ["train"]
    back = areas.to(pool.labels.crs).geometries[0]
    assert back.symmetric_difference(pool.ground_of(chosen, 0.15)).area < 0.01


def test_background_labels_go_with_their_ground_and_are_not_counted(town, grids, tmp_path):
    path = town.polygons("mixed", [*town.outlines, box(40, 40, 60, 60), box(340, 340, 360, 360)],
                         **{"class": [""] * len(town.outlines) + ["Background"] * 2})
    labels = read_polygons(path, "labels")
    pool = label_pool(labels, grids(labels, read_polygons(town.areas, "areas")))
    assert len(pool.negatives) == 2 and len(pool) + 2 <= len(labels)
    first = int(np.argmin(shapely.distance(pool.labels.geometries, pool.negatives.geometries[0])))
    pool.write(np.array([first]), 0.15, str(tmp_path / "labels.gpkg"), str(tmp_path / "areas.gpkg"))
    assert sorted(read_polygons(tmp_path / "labels.gpkg", "labels").words("class")) == ["", "background"]


def test_a_background_label_teaches_nothing_beyond_the_ground_of_a_subset(town, grids, tmp_path):
    """Not on what is held out, into which it reaches."""
    path = town.polygons("long", [*town.outlines, box(0, 0, 600, 10)],
                         **{"class": [""] * len(town.outlines) + ["background"]})
    labels = read_polygons(path, "labels")
    pool = label_pool(labels, grids(labels, read_polygons(town.areas, "areas")))
    pool.write(pool.nested_order(0), 0.15, str(tmp_path / "labels.gpkg"), str(tmp_path / "areas.gpkg"))
    written = read_polygons(tmp_path / "labels.gpkg", "labels").to(pool.labels.crs)
    [background] = written.pick(np.array(written.words("class")) == "background").geometries
    assert background.area > 1 and (background - pool.ground).area < 0.01
