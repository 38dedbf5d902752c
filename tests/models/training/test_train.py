"""Fine-tuning from labels to a model file: the score rises, limits hold, and failures leave nothing half-done."""

import re
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.band_statistics import Statistics
from roofline.models.geodata.polygon_io import read_polygons, write_polygons
from roofline.models.geodata.raster_source import Imagery
from roofline.models.inference.predict import find_footprints
from roofline.models.networks.calibration import UNSEEN
from roofline.models.networks.model_file import read_model, write_model
from roofline.models.training.train import fine_tune
from roofline.protocol.job_files import BEST_WEIGHTS, LAST_WEIGHTS
from roofline.protocol.job_requests import Predict
from roofline.protocol.messages import Preview, Progress
from roofline.protocol.settings.training import TrainSettings
from shapely.geometry import box

from ..support.listener import Listener, tensors
from ..support.town import write_raster
from ..support.training import train_request


def test_the_score_rises_on_ground_that_was_not_trained_on(tuned):
    scores = tuned.outputs["scores"]
    assert tuned.outputs["score"] == scores["held_out"]["f1"] > 0.8 > 0.3 > scores["base_held_out"]["f1"]
    assert scores["held_out"]["matched"] + scores["held_out"]["missed"] >= 10
    card, _ = read_model(tuned.model)
    assert card.scores == scores and card.labels["trained"] + card.labels["held_out"] <= 96
    assert card.settings["max_steps"] == 32 and card.base["name"] == "toy" and "areas" in card.notes


def test_the_model_normalises_by_the_imagery_it_was_tuned_on(tuned, town):
    card, _ = read_model(tuned.model)
    assert [band.mean for band in card.bands] == pytest.approx(town.image.reshape(3, -1).mean(axis=1), rel=0.02)
    assert card.dtype == "uint8" and card.resolution_m == 0.3


def test_the_confidences_are_calibrated_on_what_was_held_out(tuned):
    calibration = read_model(tuned.model)[0].calibration
    assert calibration is not None and calibration != UNSEEN  # nearly all that it finds there is right
    assert calibration.confidence([0.9])[0] > UNSEEN.confidence([0.9])[0]


def test_progress_only_rises_and_has_loss_score_and_remaining_time(tuned):
    steps = [message for message in tuned.said if isinstance(message, Progress)]
    fractions = [message.fraction for message in steps]
    assert fractions == sorted(fractions) and fractions[0] == 0 and fractions[-1] > 0.95
    told = [message for message in steps if "step" in message.figures]
    assert len(told) == 32 and all(message.remaining_s is not None for message in told)
    assert {"loss", "f1", "iou", "tiles_per_second"} <= set(told[-1].figures)
    assert told[-1].figures["loss"] < told[0].figures["loss"] and told[0].text == "Step 1"  # the chart tells the rest


def test_the_report_is_one_file_with_the_score(tuned):
    text = Path(tuned.outputs["report"]).read_text(encoding="utf-8")
    assert "<html" in text and "held out" in text and "data:image/png" in text
    assert re.search(r"<h1>Training on town, \d+ \w+ 20\d\d</h1>", text)


def test_the_report_says_what_changed_from_the_base_and_shows_both(tuned):
    text = Path(tuned.outputs["report"]).read_text(encoding="utf-8")
    base, best = tuned.outputs["scores"]["base_held_out"], tuned.outputs["scores"]["held_out"]
    more = best["matched"] - base["matched"]
    assert f"Beside the base model &#x27;toy&#x27;, it finds {more} buildings more" in text
    assert "The base model &#x27;toy&#x27;" in text
    assert "footprints of the base model &#x27;toy&#x27;" in text and text.count("data:image/png") == 1


def test_a_base_with_offsets_to_centres_is_tuned_as_one(tmp_path, town, toy_base):
    card, weights = read_model(toy_base)
    base = tmp_path / "offsets.roofline"
    write_model(base, replace(card, separation="offsets", seen_m=(0.1, 0.6)), weights)
    request = train_request(tmp_path, town.imagery, town.labels, str(base), town.areas, max_steps=60, strategy="full")
    outputs = fine_tune(request, Job())
    card, _ = read_model(request.model)
    assert outputs["score"] > 0.5 and (card.separation, card.seen_m) == ("offsets", None)


def test_a_model_keeps_its_boundaries_in_pixels_at_another_resolution(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=1, resolution_m=0.6)
    fine_tune(request, Job())
    base, card = read_model(toy_base)[0], read_model(request.model)[0]
    assert card.resolution_m == 0.6 and card.boundary_m == pytest.approx(2 * base.boundary_m)


def test_the_time_limit_is_kept(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_seconds=9, max_steps=100_000,
                            evaluations=3)
    started = time.monotonic()
    fine_tune(request, Job())
    card, _ = read_model(request.model)
    assert time.monotonic() - started < 9 + 3 and 1 <= card.labels["steps"] < 100_000


def test_a_run_that_is_stopped_before_an_evaluation_is_evaluated_then(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=500,
                            report=str(tmp_path / "report.html"))
    job = Listener(finish=lambda text: text.startswith("Step 3"))
    outputs = fine_tune(request, job)
    card, _ = read_model(request.model)
    assert job.steps()[-1] == 3 and outputs["score"] is not None
    assert card.labels["steps"] == 3 and "stopped by the analyst at step 3" in card.notes
    assert "stopped by the analyst at step 3" in Path(outputs["report"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("holdout_share", [0.0, 0.25])
def test_a_run_that_is_stopped_while_it_reads_makes_one_step(tmp_path, town, toy_base, holdout_share):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=500,
                            holdout_share=holdout_share)
    job = Listener(finish=lambda text: text.startswith("Reading"))
    fine_tune(request, job)
    assert job.steps() == [1] and read_model(request.model)[0].labels["steps"] == 1


def test_a_run_with_patience_stops_early_on_a_plateau(tmp_path, town, tuned):
    """From a tuned model and with a learning rate near zero, no evaluation is better than the first."""
    request = train_request(tmp_path, town.imagery, town.labels, tuned.model, town.areas, max_steps=400,
                            strategy="full", evaluations=100, patience=2, learning_rate=1e-7,
                            report=str(tmp_path / "report.html"))
    job = Listener()
    fine_tune(request, job)
    card, _ = read_model(request.model)
    assert card.labels["steps"] == job.steps()[-1] < 200
    assert "2 evaluations in a row brought no better held-out score" in card.notes
    assert "2 evaluations in a row" in (tmp_path / "report.html").read_text(encoding="utf-8")
    texts = [message.text for message in job.said if isinstance(message, Progress)]
    assert any("no longer improving" in text for text in texts)
    assert job.said[5].remaining_s is None


def test_patience_without_a_held_out_part_becomes_a_time_limit_and_it_is_said(tmp_path, town, toy_base, monkeypatch):
    job = Listener(finish=lambda text: text.startswith("Step 1"))
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, holdout_share=0.0, patience=6,
                            max_steps=6000)
    fine_tune(request, job)
    card, _ = read_model(request.model)
    assert card.settings["patience"] == 0 and card.settings["max_seconds"] == TrainSettings().max_seconds
    assert "cannot be told when the model stops improving" in job.notices()


def test_each_evaluation_writes_a_preview_and_two_files_stay(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, town.areas, max_steps=8, evaluations=4)
    quiet, job = Listener(), Listener()
    fine_tune(replace(request, folder=str(tmp_path / "quiet")), quiet)
    fine_tune(replace(request, previews=True), job)
    shown = [Path(message.path) for message in job.said if isinstance(message, Preview)]
    assert len(shown) >= 3 and not any(isinstance(message, Preview) for message in quiet.said)
    assert shown == [tmp_path / "run" / f"preview-{number}.gpkg" for number in range(1, len(shown) + 1)]
    assert [path for path in shown if path.exists()] == shown[-2:]
    assert [message.is_base for message in job.said if isinstance(message, Preview)][-3:] == [False, False, True]


def test_few_labels_without_areas_train_on_rings_and_say_that_there_is_no_score(tmp_path, town, toy_base):
    few, job = town.polygons("few", town.outlines[:5]), Listener()
    outputs = fine_tune(train_request(tmp_path, town.imagery, few, toy_base), job)
    card, _ = read_model(outputs["model"])
    assert outputs["score"] is None and outputs["scores"] == {} and "Too few labels to score the model" in job.notices()
    assert card.labels["trained"] == 5 and "ring of 6 m" in card.notes
    assert card.calibration is None  # as the base's: rings hardly hold a false alarm


def test_a_run_that_diverges_keeps_the_best_weights(tmp_path, town, tuned):
    request = train_request(tmp_path, town.imagery, town.labels, tuned.model, town.areas, max_steps=3,
                            learning_rate=0.5, report=str(tmp_path / "r.html"))
    job = Listener()
    outputs = fine_tune(replace(request, previews=True), job)
    card, _ = read_model(request.model)
    assert not any(message.is_base for message in job.said if isinstance(message, Preview))
    assert outputs["score"] >= outputs["scores"]["base_held_out"]["f1"] > 0.8
    assert card.labels["best_step"] == 0 and card.base["name"] == read_model(tuned.model)[0].name
    report = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Nothing was gained: the labels fit the base model &#x27;m&#x27; as it is" in report
    assert "Beside" not in report


def labels_of_both(town, mercator_outlines, folder):
    """The town's labels and those of its copy in Web Mercator, as one layer in degrees."""
    write_polygons(folder / "copy.gpkg", "copy", mercator_outlines, {}, "EPSG:3857")
    both = [*read_polygons(town.labels, "labels").to("EPSG:4326").geometries,
            *read_polygons(folder / "copy.gpkg", "labels").to("EPSG:4326").geometries]
    write_polygons(folder / "both.gpkg", "both", both, {}, "EPSG:4326")
    return str(folder / "both.gpkg")


def test_rasters_of_two_systems_train_one_model(tmp_path, town, toy_base):
    mercator = Affine(0.3009, 0, 5_000_000, 0, -0.3009, -700_000)
    other = write_raster(tmp_path / "mercator.tif", town.image, mercator, "EPSG:3857")
    a, _, c, _, e, f = mercator[:6]
    copies = [shapely.affinity.affine_transform(outline, [a, 0, 0, e, c, f]) for outline in town.outlines]
    there = labels_of_both(town, copies, tmp_path)
    outputs = fine_tune(train_request(tmp_path, [town.imagery, other], there, toy_base), Job())
    card, _ = read_model(outputs["model"])
    assert card.labels["images"] == ["town.tif", "mercator.tif"]
    assert card.labels["trained"] + card.labels["held_out"] > 150


def test_rasters_of_two_types_systems_and_resolutions_train_a_model_that_reads_both(tmp_path, town, tuned):
    """The second town is of 16 bits and in Web Mercator; its pixels are finer, and scaled copies of the same."""
    mercator = Affine(0.2, 0, 5_000_000, 0, -0.2, -700_000)
    image = (town.image.repeat(3, axis=1).repeat(3, axis=2)[:, ::2, ::2].astype("uint16") * 12 + 300)
    other = write_raster(tmp_path / "mercator.tif", image, mercator, "EPSG:3857")
    to_mercator = [0.3, 0, 0, -0.3, 5_000_000, -700_000]
    copies = [shapely.affinity.affine_transform(outline, to_mercator) for outline in town.outlines]
    areas = tmp_path / "areas.gpkg"
    ground = [*read_polygons(town.areas, "areas").to("EPSG:3857").geometries,
              shapely.affinity.affine_transform(box(0, 0, 600, 400), to_mercator)]
    write_polygons(areas, "areas", ground, {"role": ["train", "train"]}, "EPSG:3857")
    there, said = labels_of_both(town, copies, tmp_path), []
    request = train_request(tmp_path, [town.imagery, other], there, tuned.model, str(areas), max_steps=1)
    outputs = fine_tune(request, Job("job", said.append))
    card, _ = read_model(outputs["model"])
    assert card.dtype is None and {band.mean for band in card.bands} == {None} and outputs["score"] > 0.8
    assert any("The rasters hold uint16 and uint8 values." in getattr(message, "text", "") for message in said)
    for number, raster in enumerate((town.imagery, other)):
        found = find_footprints(Predict("job", str(tmp_path), [raster], str(tmp_path / f"{number}.gpkg"), {},
                                        model=outputs["model"]), Job())
        assert found["count"] == pytest.approx(len(town.outlines), abs=8)


def test_a_training_on_chosen_bands_makes_a_model_that_finds_them_again(tmp_path, town, toy_base):
    noise = np.random.default_rng(0).integers(0, 255, town.image.shape, dtype=np.uint8)
    raster = write_raster(tmp_path / "six.tif", np.concatenate([noise, town.image]), town.transform,
                          photometric="MINISBLACK")
    said = []
    request = train_request(tmp_path, raster, town.labels, toy_base, town.areas, max_steps=1, bands="6,5,4")
    outputs = fine_tune(request, Job("job", said.append))
    card, _ = read_model(outputs["model"])
    assert [band.name for band in card.bands] == ["band 6", "band 5", "band 4"]
    assert card.bands[2].mean == pytest.approx(town.image[0].mean(), rel=0.02) and card.settings["bands"] == "6,5,4"
    assert any("six.tif: as chosen, band 6 is read as red, band 5 is read as green" in getattr(message, "text", "")
               for message in said)


def test_reflectances_with_holes_train_too(tmp_path, town, toy_base):
    image = town.image.astype(np.float32) / 100
    image[:, :40, :60] = np.nan
    raster = write_raster(tmp_path / "t.tif", image, town.transform)
    outputs = fine_tune(train_request(tmp_path, raster, town.labels, toy_base, town.areas, max_steps=1), Job())
    card, _ = read_model(outputs["model"])
    assert card.dtype == "float32" and card.bands[0].mean == pytest.approx(image[0, 40:].mean(), rel=0.05)


def test_imagery_of_a_type_no_model_can_name_is_refused_at_once(tmp_path, town, toy_base):
    raster = write_raster(tmp_path / "t.tif", town.image.astype("complex64"), town.transform)
    with pytest.raises(RooflineError, match="t.tif holds complex64 values"):
        fine_tune(train_request(tmp_path, raster, town.labels, toy_base), Job())


def test_a_base_with_fixed_statistics_can_be_tuned_on_other_imagery(tmp_path, town, tuned):
    raster = write_raster(tmp_path / "bright.tif", (town.image // 2 + 100).astype("uint16"), town.transform)
    outputs = fine_tune(train_request(tmp_path, raster, town.labels, tuned.model, town.areas, max_steps=1), Job())
    card, _ = read_model(outputs["model"])
    assert outputs["score"] > 0.8 and card.bands[0].mean > 120 and card.dtype == "uint16"


@pytest.mark.parametrize("failing", ["train", "select_model", "statistics", "labels"])
def test_a_failure_closes_the_imagery_and_leaves_no_model(tmp_path, town, toy_base, monkeypatch, failing):
    opened, closed = [], []
    begin, close = Imagery.__init__, Imagery.close
    monkeypatch.setattr(Imagery, "__init__", lambda self, *a, **k: (opened.append(self), begin(self, *a, **k))[1])
    monkeypatch.setattr(Imagery, "close", lambda self: (closed.append(self), close(self))[1])

    def fail(*_):
        raise RooflineError("on purpose")

    if failing == "statistics":
        monkeypatch.setattr(Imagery, "statistics", fail)
    elif failing == "labels":
        monkeypatch.setattr("roofline.models.training.training_data.build_dataset", fail)
    else:
        monkeypatch.setattr(f"roofline.models.training.train.{failing}", fail)
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, max_steps=1, holdout_share=0.0)
    with pytest.raises(RooflineError, match="on purpose"):
        fine_tune(request, Job())
    assert opened and set(map(id, opened)) == set(map(id, closed))
    assert not Path(request.model).exists()


def test_refused_imagery_is_closed(tmp_path, town, toy_base, monkeypatch):
    closed, close = [], Imagery.close
    monkeypatch.setattr(Imagery, "close", lambda self: (closed.append(self), close(self))[1])
    other = write_raster(tmp_path / "o.tif", town.image, town.transform @ Affine.scale(9))
    with pytest.raises(RooflineError, match="would see nothing but blur"):
        fine_tune(train_request(tmp_path, [town.imagery, other], town.labels, toy_base), Job())
    assert len(closed) == 2


def test_a_loss_that_is_no_number_ends_the_run_with_a_sentence(tmp_path, town, toy_base):
    card, weights = read_model(toy_base)
    weights = {name: tensor.float() * 1e30 if name.endswith("conv1.0.weight") and tensor.is_floating_point() else tensor
               for name, tensor in weights.items()}
    write_model(tmp_path / "wild.roofline", card, weights)
    request = train_request(tmp_path, town.imagery, town.labels, str(tmp_path / "wild.roofline"), holdout_share=0.0)
    with pytest.raises(RooflineError, match="stopped being a number at step 1"):
        fine_tune(request, Job())
    assert not Path(request.model).exists()


def test_a_model_that_cannot_be_written_leaves_nothing_half_written(tmp_path, town, toy_base):
    request = train_request(tmp_path, town.imagery, town.labels, toy_base, max_steps=1, holdout_share=0.0)
    with pytest.raises(RooflineError, match="cannot be written"):
        fine_tune(replace(request, model=str(tmp_path / "no" / "m.roofline")), Job())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run"]


def test_the_best_weights_are_kept_beside_the_last(tuned):
    assert {path.name for path in (tuned.folder / "run").iterdir()} >= {BEST_WEIGHTS, LAST_WEIGHTS}
    assert not list((tuned.folder / "run").glob("*.tmp"))


def test_held_out_imagery_does_not_reach_the_loss(tmp_path, town, toy_base):
    """Whatever the imagery shows beyond the gap, the weights come out the same."""
    results = []
    for number, fill in enumerate((0, 255)):
        image = town.image.copy()
        image[:, :, 420:] = fill
        folder = tmp_path / str(number)
        folder.mkdir()
        raster = write_raster(folder / "t.tif", image, town.transform)
        areas = town.polygons(f"a{number}", [box(0, 0, 300, 400), box(420, 0, 600, 400)], role=["train", "validate"])
        request = train_request(folder, raster, town.labels, toy_base, areas, max_steps=3)
        with pytest.MonkeyPatch.context() as patch:  # the statistics are of the whole raster, and may differ
            given = Statistics(np.full(3, 80.0), np.full(3, 50.0), 1)
            patch.setattr("roofline.models.training.training_data.pooled", lambda _, given=given: given)
            fine_tune(request, Job())
        results.append({k: v for k, v in tensors(folder).items() if k.startswith("network.")})
    assert all(np.array_equal(results[0][name], results[1][name]) for name in results[0])
