"""More than one class of buildings, from the labels through training to footprints and their scores."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core.job import Job
from roofline.models.evaluation.evaluate import score_footprints
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.inference.predict import find_footprints
from roofline.models.networks.model_file import read_model
from roofline.models.training.train import fine_tune
from roofline.models.vectorize.polygonize import OutlineTracer, trace
from roofline.models.vectorize.strips import Probabilities
from roofline.protocol.job_requests import Evaluate, Predict

from ..support.town import UTM, checkerboard_town, write_raster
from ..support.training import train_request

TRANSFORM = Affine(0.3, 0, 500_000, 0, -0.3, 9_300_000)
LEARNING = {"max_steps": 150, "batch_size": 3, "tile_size": 128, "strategy": "full", "learning_rate": 0.005,
            "encoder_rate": 1.0}


WINDOWS = {"window_size": 256, "overlap": 64}
FRAME = shapely.box(0, 0, 600, 400)


def two_colours(seed):
    """A town whose roofs are red or blue: image (3, rows, columns), outlines in pixels and their classes."""
    image, outlines = checkerboard_town(seed=seed)
    classes = np.random.default_rng(seed).choice(["shed", "house"], len(outlines), p=[0.35, 0.65])
    for outline, name in zip(outlines, classes):
        x0, y0, x1, y1 = (int(v) for v in outline.bounds)
        image[0 if name == "house" else 2, y0:y1, x0:x1] //= 3
    return image, outlines, classes.tolist()


def layer(path, shapes, **fields):
    moved = [shapely.transform(g, lambda xy: np.column_stack(TRANSFORM @ (xy[:, 0], xy[:, 1]))) for g in shapes]
    write_polygons(path, path.stem, moved, fields, UTM)
    return str(path)


@pytest.fixture(scope="module")
def tuned(toy_base, tmp_path_factory):
    """A model of two classes, tuned on one town, and what it finds in another."""
    folder, said = tmp_path_factory.mktemp("classes"), []
    image, outlines, classes = two_colours(1)
    areas = layer(folder / "areas.gpkg", [FRAME])
    request = train_request(
        folder, write_raster(folder / "one.tif", image, TRANSFORM),
        layer(folder / "labels.gpkg", outlines, **{"class": classes}), toy_base, areas,
        report=str(folder / "report.html"), **LEARNING)
    outputs = fine_tune(request, Job("job", said.append))
    image, outlines, classes = two_colours(2)
    found = find_footprints(Predict(
        "job", str(folder), [write_raster(folder / "two.tif", image, TRANSFORM)], str(folder / "found.gpkg"),
        WINDOWS, model=request.model), Job())
    score = score_footprints(Evaluate(
        "job", str(folder), found["footprints"], layer(folder / "truth.gpkg", outlines, **{"class": classes}),
        str(folder / "errors.gpkg"), areas=areas), Job())
    return SimpleNamespace(outputs=outputs, said=said, found=found, score=score, folder=folder, classes=classes)


def test_two_classes_are_learned_and_told_apart_in_a_town_never_seen(tuned):
    assert tuned.score["matched"] + tuned.score["missed"] == len(tuned.classes)
    assert tuned.score["f1"] > 0.85, tuned.score
    for name in ("house", "shed"):
        scored = tuned.score["classes"][name]
        assert scored["matched"] + scored["missed"] == tuned.classes.count(name) and scored["f1"] > 0.8


def test_a_footprint_has_a_class_of_its_own(tuned):
    found = read_polygons(tuned.found["footprints"], "footprints")
    assert set(found.values["class"]) == {"house", "shed"}
    assert found.values["class"].count("house") > found.values["class"].count("shed") > 5


def test_the_card_and_the_report_tell_each_class(tuned):
    card, _ = read_model(tuned.outputs["model"])
    assert card.classes == ("house", "shed")
    held_out = card.scores["held_out"]
    assert held_out["classes"].keys() == {"house", "shed"} and tuned.outputs["scores"] == card.scores
    assert sum(one["matched"] for one in held_out["classes"].values()) == held_out["matched"] > 0
    assert "Tuned model by class" in Path(tuned.outputs["report"]).read_text(encoding="utf-8")
    texts = [getattr(message, "text", "") for message in tuned.said]
    assert any(text.startswith("The model learns 2 classes: house (") for text in texts)


def test_a_model_of_two_classes_is_a_base_for_one_of_them(tuned, tmp_path):
    image, outlines, classes = two_colours(3)
    sheds = [outline for outline, name in zip(outlines, classes) if name == "shed"]
    request = train_request(tmp_path, write_raster(tmp_path / "t.tif", image, TRANSFORM),
                            layer(tmp_path / "l.gpkg", sheds, **{"class": ["SHED"] * len(sheds)}),
                            tuned.outputs["model"], layer(tmp_path / "a.gpkg", [shapely.box(0, 0, 400, 400),
                                                                                   shapely.box(420, 0, 600, 400)],
                                                          role=["train", "validate"]),
                            max_steps=1, learning_rate=1e-7)
    outputs = fine_tune(request, Job())
    card, _ = read_model(request.model)
    assert card.classes == ("shed",) and outputs["scores"]["base_held_out"]["f1"] > 0.8


def blobs():
    """Two buildings side by side: of the left one most pixels are of class 3, of the right one of class 1."""
    building, class_ids = np.zeros((40, 60), np.uint8), np.zeros((40, 60), np.uint8)
    building[5:35, 5:25] = building[5:35, 35:55] = 255
    class_ids[5:22, 5:25], class_ids[22:35, 5:25], class_ids[5:35, 35:55] = 3, 2, 1
    return Probabilities(building, building, class_ids)


def test_a_building_has_the_class_of_most_of_its_pixels():
    found = {outline.polygon.bounds[0]: outline.class_id for outline in trace(blobs(), 0.5, 3)}
    assert found == {5: 3, 35: 1}


@pytest.mark.parametrize("height", [1, 7, 16])
def test_its_class_does_not_depend_on_how_the_raster_is_cut(height):
    whole, tracer, found = blobs(), OutlineTracer(0.5, 3), []
    for row in range(0, 40, height):
        rows = slice(row, row + height)
        found += tracer.add(Probabilities(whole.building[rows], whole.core[rows], whole.class_ids[rows]))
    found += tracer.finish()
    assert sorted(outline.class_id for outline in found) == [1, 3]


def test_a_few_labels_of_two_classes_find_as_many_buildings_as_the_base(toy_base, tmp_path):
    """Buildings are found as before, and then named."""
    image, outlines, classes = two_colours(1)
    one, areas = write_raster(tmp_path / "one.tif", image, TRANSFORM), layer(tmp_path / "all.gpkg", [FRAME])
    labels = layer(tmp_path / "labels.gpkg", outlines)
    base = train_request(tmp_path / "base", one, labels, toy_base, areas, **LEARNING)
    fine_tune(base, Job())
    some = [index for name in ("house", "shed") for index in range(len(outlines)) if classes[index] == name][:4]
    some += [index for index in range(len(outlines)) if classes[index] == "shed"][:4]
    few = layer(tmp_path / "few.gpkg", [outlines[i] for i in some], **{"class": [classes[i] for i in some]})
    named = train_request(tmp_path / "named", one, few, base.model, **{**LEARNING, "strategy": "auto"})
    fine_tune(named, Job())
    image, outlines, classes = two_colours(2)
    two = write_raster(tmp_path / "two.tif", image, TRANSFORM)
    counts = []
    for model in (base.model, named.model):
        found = str(tmp_path / f"found{len(counts)}.gpkg")
        counts.append(find_footprints(Predict("job", str(tmp_path / f"p{len(counts)}"), [two], found, WINDOWS,
                                              model=model), Job())["count"])
    assert counts[1] >= 0.95 * counts[0] > 80
    assert {"house", "shed"} == set(read_polygons(found, "footprints").values["class"])
