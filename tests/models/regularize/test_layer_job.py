"""Any layer of polygons is drawn anew: whatever its CRS, part by part, in portions, with nothing lost."""

import numpy as np
import pytest
import shapely
from roofline.models.core.errors import JobCanceled, RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.polygon_io import Polygons, read_polygons, write_polygons
from roofline.models.regularize import layer_job as layer_module
from roofline.models.regularize.layer_job import regularize_layer
from roofline.protocol.job_requests import Regularize
from roofline.protocol.settings.base import SettingsError
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box

UTM = "EPSG:32645"
HOUSE = affinity.translate(affinity.rotate(box(0, 0, 14, 9), 20), 400_000, 3_050_000)


def rough(shape, seed=0):
    """With a vertex every half metre, shaken."""
    random, moved = np.random.default_rng(seed), {}
    return shapely.transform(shapely.segmentize(shape, 0.6), lambda xy: np.array(
        [moved.setdefault(tuple(point), point + random.uniform(-0.2, 0.2, 2)) for point in xy]))


@pytest.fixture()
def work(tmp_path):
    def work(shapes, crs=UTM, job=None, fields=None, **settings):
        source, target = tmp_path / "in.gpkg", tmp_path / "out.gpkg"
        write_polygons(source, "in", shapes, fields or {"source_id": np.arange(len(shapes)) + 7}, crs)
        answer = regularize_layer(Regularize("job", str(tmp_path), str(source), str(target), settings), job or Job())
        return read_polygons(target, "polygons", whole=True), answer
    return work


def corners(polygon):
    return len(polygon.exterior.coords) - 1


def test_numbers_and_order_stay_and_outlines_become_square(work):
    houses = [rough(affinity.translate(HOUSE, 40 * n), n) for n in (2, 0, 1)]
    found, answer = work(houses)
    assert found.values["source_id"] == [7, 8, 9] and found.values["regularized"] == [True] * 3
    assert [corners(house) for house in found.geometries] == [4, 4, 4] and answer["count"] == 3
    assert all(new.intersection(old).area > 0.9 * old.area for new, old in zip(found.geometries, houses))


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:2154"])
def test_lengths_are_metres_on_the_ground_in_any_crs(work, crs):
    place = (5e5, 6.6e6) if crs == "EPSG:2154" else (4e5, 3.05e6)
    here = UTM if crs != "EPSG:2154" else crs
    house = rough(affinity.translate(HOUSE, place[0] - 4e5, place[1] - 3.05e6))
    plain, _ = work([house], crs=here)
    found, _ = work(Polygons([house], plain.crs).to(crs).geometries, crs=crs)
    assert found.crs.to_authority() == tuple(crs.split(":")) and found.values["regularized"] == [True]
    assert shapely.hausdorff_distance(found.to(here).geometries[0], plain.geometries[0]) < 0.05


def test_a_multipolygon_is_drawn_part_by_part_with_its_holes(work):
    yard = box(0, 0, 30, 30) - box(10, 10, 20, 20)
    several = MultiPolygon([rough(HOUSE), rough(affinity.translate(yard, 400_050, 3_050_000))])
    found, _ = work([several, rough(affinity.translate(HOUSE, 0, 60))])
    parts = sorted(found.geometries[0].geoms, key=lambda part: part.area)
    assert [corners(part) for part in parts] == [4, 4] and len(parts[1].interiors) == 1
    assert found.values["regularized"] == [True, True]


def test_a_town_in_one_feature_is_drawn_and_told(work):
    said, town = [], [rough(affinity.translate(HOUSE, 30 * n, 0), n) for n in range(6)]
    found, _ = work([MultiPolygon(town)], job=Job(send=said.append))
    assert [corners(part) for part in found.geometries[0].geoms] == [4] * 6
    assert "Multipart to singleparts" in " ".join(getattr(message, "text", "") for message in said)


def test_a_feature_is_regularized_when_all_its_parts_are(work):
    triangle = affinity.translate(Polygon([(0, 0), (30, 0), (8, 28)]), 400_040, 3_050_000)
    found, answer = work([MultiPolygon([rough(HOUSE), triangle]), triangle])
    assert found.values["regularized"] == [False, False] and answer["count"] == 0


def test_the_portions_do_not_show(work, monkeypatch):
    random, houses = np.random.default_rng(1), []
    for row in range(6):
        for column in range(6):
            place = affinity.translate(affinity.rotate(box(0, 0, 12, 8), random.uniform(0, 90)), 15 * column, 16 * row)
            houses.append(rough(affinity.translate(place, 400_000, 3_050_000), len(houses)))
    whole, _ = work(houses)
    monkeypatch.setattr(layer_module, "AT_ONCE", 5)
    portions, _ = work(houses)
    assert len(portions) == len(whole) == len(houses)
    assert all(one.equals(other) for one, other in zip(whole.geometries, portions.geometries))


def test_what_crosses_itself_is_repaired_and_told(work):
    said = []
    bow_tie = affinity.translate(Polygon([(0, 0), (14, 10), (14, 0), (0, 10)]), 400_050, 3_050_000)
    found, _ = work([bow_tie, HOUSE], job=Job(send=said.append))
    assert len(found) == 2
    assert "Polygons that crossed themselves and were repaired: 1." in [getattr(m, "text", "") for m in said]


def test_lines_are_refused(work, tmp_path):
    with pytest.raises(RooflineError, match="are lines"):
        work([LineString([(0, 0), (1, 1)])])


def test_an_unknown_setting_is_refused(work):
    with pytest.raises(SettingsError, match="wobble"):
        work([HOUSE], wobble=1)


def test_cancel_leaves_nothing_behind(work, tmp_path):
    with pytest.raises(JobCanceled):
        work([HOUSE], job=Job(is_canceled=lambda: True))
    assert not (tmp_path / "out.gpkg").exists()
