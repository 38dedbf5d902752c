"""Ground cover from the labels through training to polygons and their scores: land cover, and water alone."""

import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import shapely
from roofline.models.core.job import Job
from roofline.models.evaluation.evaluate import score_footprints
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.inference.predict import find_footprints
from roofline.models.networks.model_file import read_model
from roofline.models.training.train import fine_tune
from roofline.protocol.job_requests import Evaluate, Predict

from ..support.land import NAMES, area, labels, land, raster
from ..support.town import UTM
from ..support.training import train_request

LEARNING = {"max_steps": 150, "batch_size": 4, "tile_size": 64, "strategy": "full", "learning_rate": 0.005,
            "cross_fitting": True}


def texts(said):
    return [getattr(message, "text", "") for message in said]


def named_layer(folder, town, names):
    """The outlines of a town with these classes."""
    path = folder / "named.gpkg"
    write_polygons(path, "named", [town.on_the_map(outline) for outline in town.outlines],
                   {"class": np.array(names, object)}, UTM)
    return str(path)


@pytest.fixture(scope="module")
def tuned(toy_base, tmp_path_factory):
    """A model of three classes, from a base that knows red, green and blue at 0.3 m, and what it finds elsewhere."""
    folder, said = tmp_path_factory.mktemp("cover"), []
    image, classes = land(1)
    request = train_request(folder, raster(folder / "one.tif", image), labels(folder / "labels.gpkg", classes),
                            toy_base, area(folder / "areas.gpkg"), report=str(folder / "report.html"), **LEARNING)
    outputs = fine_tune(request, Job("job", said.append))
    image, classes = land(2)
    found = find_footprints(Predict(
        "job", str(folder / "p"), [raster(folder / "two.tif", image)], str(folder / "found.gpkg"),
        {"window_size": 128, "overlap": 64}, model=request.model), Job())
    score = score_footprints(Evaluate(
        "job", str(folder), found["footprints"], labels(folder / "truth.gpkg", classes), str(folder / "errors.gpkg"),
        areas=area(folder / "test.gpkg", role="test"), report=str(folder / "score.html")), Job())
    return SimpleNamespace(outputs=outputs, said=texts(said), found=found, score=score, folder=folder)


def test_land_cover_is_learned_from_a_base_that_is_thirty_times_finer(tuned):
    assert tuned.score["mean_iou"] > 0.75, tuned.score["classes"]
    assert set(tuned.score["classes"]) == set(NAMES) and tuned.score["classes"]["water"]["iou"] > 0.75
    assert any("10 m a pixel, as the imagery has" in text for text in tuned.said)
    assert any(text.startswith("Learned as ground cover, since pixels of 10 m show no walls") for text in tuned.said)


def test_the_polygons_cover_the_ground_once_and_have_no_straight_walls(tuned):
    found = read_polygons(tuned.found["footprints"], "footprints")
    assert not any(found.values["regularized"]) and set(found.values["class"]) <= set(NAMES)
    shapes = np.array(found.geometries, object)
    assert shapely.area(shapes).sum() == pytest.approx(shapely.union_all(shapes).area, rel=0.005)
    rivers = [one for one, name in zip(shapes, found.values["class"]) if name == "water" and one.area > 50_000]
    assert len(rivers) <= 2 and sum(one.area for one in rivers) > 0.7 * 1280 * 120  # as the labels have it, or nearly


def test_the_card_tells_of_cover_and_the_smallest_area_of_each_class(tuned):
    card, _ = read_model(tuned.outputs["model"])
    assert set(card.cover) == set(NAMES) and card.resolution_m == 10 and card.separation == "none"
    assert len(card.min_areas_m2) == 3 and min(card.min_areas_m2) >= 400 and card.min_area_m2 == min(card.min_areas_m2)
    assert card.calibration is None and card.settings["tile_size"] == 64 and card.settings["gap_m"] == 100
    assert card.scores["measure"] == "iou" and "base_held_out" not in card.scores
    assert tuned.outputs["score"] == card.scores["held_out"]["mean_iou"]


def test_no_report_and_no_word_of_it_speaks_of_buildings(tuned):
    for page in (Path(tuned.outputs["report"]), tuned.folder / "score.html"):
        text = re.sub("base64,[^\"]*", "", page.read_text(encoding="utf-8"))
        assert "uilding" not in text and "IoU" in text and "water" in text and "F1" not in text
    assert not [text for text in tuned.said if "uilding" in text]


def test_the_errors_are_the_ground_that_differs(tuned):
    errors = read_polygons(tuned.folder / "errors.gpkg", "errors", may_be_empty=True)
    assert set(errors.values["kind"]) == {"missed", "false alarm"}
    wrong = shapely.union_all(errors.geometries).area / 1280 ** 2
    assert 0 < wrong < 0.3


def test_the_report_tells_of_how_many_classes_the_score_is_the_mean(toy_base, tmp_path):
    image, classes = land(4)
    classes[classes == 2] = 0
    classes[:20, :20] = 2  # no water in the lower part, which is held out
    report = tmp_path / "report.html"
    fine_tune(train_request(tmp_path, raster(tmp_path / "four.tif", image), labels(tmp_path / "labels.gpkg", classes),
                            toy_base, area(tmp_path / "areas.gpkg", held_out=0.5), report=str(report),
                            **{**LEARNING, "max_steps": 1}), Job())
    html = report.read_text(encoding="utf-8")
    assert "(mean of 2 classes) on ground that was held out. No ground to score: water." in html


def test_water_alone_goes_on_from_that_model_and_is_told_by_its_iou(tuned, tmp_path):
    image, classes = land(3)
    said = []
    request = train_request(
        tmp_path, raster(tmp_path / "three.tif", image), labels(tmp_path / "water.gpkg", classes, ("water",)),
        tuned.outputs["model"], None, **{**LEARNING, "max_steps": 2})
    outputs = fine_tune(request, Job("job", said.append))
    card, _ = read_model(outputs["model"])
    assert card.classes == card.cover == ("water",) and card.resolution_m == 10
    assert "a ring of 80 m" in card.notes  # 6 m are less than a pixel


def test_water_at_a_building_s_resolution_is_cover_by_its_name(toy_base, town, tmp_path):
    request = train_request(tmp_path, town.imagery, named_layer(tmp_path, town, ["Water"] * len(town.outlines)),
                            toy_base, town.areas, max_steps=1)
    card, _ = read_model(fine_tune(request, Job())["model"])
    assert card.cover == ("Water",) and card.resolution_m == 0.3


def test_buildings_beside_water_stay_buildings(toy_base, town, tmp_path):
    names = ["water" if number % 3 == 0 else "building" for number in range(len(town.outlines))]
    request = train_request(tmp_path, town.imagery, named_layer(tmp_path, town, names), toy_base,
                            town.areas, max_steps=40, batch_size=4, tile_size=128, learning_rate=0.005)
    outputs = fine_tune(request, Job())
    card, _ = read_model(outputs["model"])
    assert card.classes == ("building", "water") and card.cover == ("water",) and card.separation == "edges"
    assert card.scores.get("measure") is None and outputs["score"] == card.scores["held_out"]["f1"]
    found = find_footprints(Predict("job", str(tmp_path / "p"), [town.imagery], str(tmp_path / "f.gpkg"),
                                    {"window_size": 256, "overlap": 64}, model=request.model), Job())
    rows = read_polygons(found["footprints"], "footprints").values
    straight = {name: [r for r, c in zip(rows["regularized"], rows["class"]) if c == name] for name in card.classes}
    assert not any(straight["water"]) and any(straight["building"])


def test_several_dates_are_learned_together_and_another_year_is_found_by_its_order(toy_base, tmp_path):
    """Only the change between the dates tells field from forest: each alone is noise."""
    request = train_request(
        tmp_path, two_dates(tmp_path, 1, ("2019-05-01", "2019-08-01")), labels(tmp_path / "l.gpkg", land(1)[1]),
        toy_base, area(tmp_path / "a.gpkg"), stack_dates=True, **LEARNING)
    outputs = fine_tune(request, Job())
    card, _ = read_model(outputs["model"])
    assert [band.name for band in card.bands][:3] == ["red 2019-05-01", "green 2019-05-01", "blue 2019-05-01"]
    assert len(card.bands) == 8 and card.dtype == "float32"
    said = []
    found = find_footprints(Predict(
        "job", str(tmp_path / "p"), two_dates(tmp_path, 2, ("2021-05-20", "2021-08-20"))[::-1],
        str(tmp_path / "f.gpkg"), {"window_size": 128, "overlap": 64}, model=request.model), Job("job", said.append))
    score = score_footprints(Evaluate("job", str(tmp_path), found["footprints"],
                                      labels(tmp_path / "truth.gpkg", land(2)[1]), str(tmp_path / "e.gpkg")), Job())
    assert score["mean_iou"] > 0.6, score["classes"]
    assert any("2021-05-20 as 2019-05-01" in text for text in texts(said))


def two_dates(folder, seed, dates):
    """Two rasters whose near infrared swaps between field and forest; what does not change is all the same."""
    image, classes = land(seed)
    paths = []
    for number, date in enumerate(dates):
        random = np.random.default_rng(seed + number)
        mixed = random.normal(600, 60, image.shape)
        mixed[3] += np.where(classes == number, 1500, 0)
        mixed[:, classes == 2] -= 300
        paths.append(raster(folder / f"s{seed}_{date}.tif", mixed.clip(1).astype(np.uint16)))
    return paths
