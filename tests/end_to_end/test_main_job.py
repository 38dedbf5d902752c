"""The main job through `qgis_process`: labels and imagery in, a tuned model, footprints and a score out."""

import json
import os
import signal
import sqlite3
import time
import zipfile

import pytest
from roofline.tests.end_to_end.support.processes import children, wait_for
from roofline.tools.desktop import PATIENCE


@pytest.fixture(scope="module")
def tuned(qgis, scene, tmp_path_factory):
    """A model tuned for a few seconds, with what the algorithm said and gave."""
    folder = tmp_path_factory.mktemp("tuned")
    started = time.monotonic()
    result = qgis.run(
        "roofline:finetune", IMAGERY=scene["imagery"], LABELS=scene["labels"], AREAS=scene["train_area"],
        MAX_SECONDS=14, MODEL=folder / "town.roofline", REPORT=folder / "training.html")
    assert result.returncode == 0, result.stderr
    return {"model": folder / "town.roofline", "report": folder / "training.html", "result": result,
            "seconds": time.monotonic() - started}


@pytest.fixture(scope="module")
def footprints(qgis, scene, tuned):
    path = tuned["model"].parent / "footprints.gpkg"
    result = qgis.run("roofline:predict", IMAGERY=scene["imagery"], MODEL=tuned["model"], FOOTPRINTS=path,
                      PROBABILITY=path.with_suffix(".tif"))
    assert result.returncode == 0, result.stderr
    return path


def columns(path):
    with sqlite3.connect(path) as file:
        [(table,)] = file.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
        names = [row[1] for row in file.execute(f'pragma table_info("{table}")')]
        return table, names


def test_finetune_writes_a_model_and_a_report_with_its_score(tuned):
    with zipfile.ZipFile(tuned["model"]) as file:  # small after a step or two, on a busy machine
        card = json.loads(file.read("model.json"))
        assert file.getinfo("weights.safetensors").file_size
    assert card["labels"]["steps"] >= 1 and card["labels"]["held_out"] > 0
    assert 0 < tuned["result"].outputs["SCORE"] <= 1
    assert tuned["result"].outputs["SCORE"] == pytest.approx(card["scores"]["held_out"]["f1"])
    assert "held out" in tuned["report"].read_text()
    assert "left" in tuned["result"].stdout  # the time that is left


def test_finetune_keeps_to_its_time(tuned):
    assert tuned["seconds"] < 14 + 25 * PATIENCE  # QGIS and torch start, and a slow machine, on top


def test_footprints_have_the_schema_that_people_script(footprints):
    table, names = columns(footprints)
    for name in ("class", "confidence", "area_m2", "perimeter_m", "regularized", "status", "model", "run"):
        assert name in names
    with sqlite3.connect(footprints) as file:
        rows = file.execute(f'select confidence, area_m2, status, model from "{table}"').fetchall()
    assert rows and all(0 < c <= 1 and a > 0 and s == "predicted" and m == "town" for c, a, s, m in rows)
    assert footprints.with_suffix(".tif").stat().st_size > 1000


def test_evaluate_gives_scores_counts_and_a_layer_of_errors(qgis, scene, footprints):
    result = qgis.run(
        "roofline:evaluate", FOOTPRINTS=footprints, REFERENCE=scene["reference"], AREAS=scene["test_area"],
        ERRORS=footprints.parent / "errors.gpkg", REPORT=footprints.parent / "report.html")
    assert result.returncode == 0, result.stderr
    found = result.outputs
    assert found["F1"] > 0.2 and 0 < found["IOU"] < 1
    assert found["PRECISION"] == pytest.approx(found["MATCHED"] / (found["MATCHED"] + found["FALSE_ALARMS"]), abs=1e-4)
    assert "kind" in columns(footprints.parent / "errors.gpkg")[1]
    assert "buildings in the reference" in (footprints.parent / "report.html").read_text()


def test_a_killed_worker_is_told_and_the_run_goes_on(qgis, home, scene, tmp_path):
    request = {"IMAGERY": scene["imagery"], "LABELS": scene["labels"], "AREAS": scene["train_area"],
               "MODEL": tmp_path / "killed.roofline", "MAX_SECONDS": round(60 * PATIENCE)}
    process = qgis.start("roofline:finetune", **request)
    run = wait_for(lambda: next((home / "runs").glob("*-killed"), None))
    wait_for(lambda: (run / "last.safetensors").exists())
    for worker in children(process.pid):
        os.kill(worker, signal.SIGKILL)
    stdout, stderr = process.communicate(timeout=30 * PATIENCE)
    assert process.returncode != 0
    assert "RESUME" in stdout + stderr and str(run) in stdout + stderr
    assert not (tmp_path / "killed.roofline").exists()
    before = [json.loads(line) for line in (run / "messages.jsonl").read_text().splitlines()]
    reached = max(int(message["figures"].get("step", 0)) for message in before if message["type"] == "Progress")
    result = qgis.run("roofline:finetune", RESUME=run, MAX_STEPS=reached + 2, **request)
    assert result.returncode == 0, result.stderr
    assert "goes on from step" in result.stdout
    steps = [m["figures"]["step"] for m in map(json.loads, (run / "messages.jsonl").read_text().splitlines())
             if m["type"] == "Progress" and "step" in m["figures"]]
    assert steps[-1] > reached and (tmp_path / "killed.roofline").exists()
