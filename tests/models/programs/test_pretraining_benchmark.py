"""The benchmarks of pretraining: encoders, the table of what was tuned from them, and the picture of the three ways."""

import xml.etree.ElementTree as ElementTree
from types import SimpleNamespace

import numpy as np
import pytest
from safetensors.torch import load_file

from ....benchmarks import pretraining, three_ways
from ....models.evaluation.html_report import Report, write_report
from ....models.evaluation.svg_charts import HEIGHT, Chart, Line
from ..support.mixed_ground import mixed_ground


def found(hits, iou):
    return {"found": [1.0] * hits + [0.0] * (10 - hits), "false_alarms": [0.0] * 10, "iou": iou,
            "f1": 2 * hits / (hits + 10), "labels": 42}


def test_each_archive_pretrains_once_and_all_is_tuned_from_that(tmp_path, monkeypatch):
    (tmp_path / "unlabelled_naip_california" / "images").mkdir(parents=True)
    mixed_ground(tmp_path / "unlabelled_naip_california" / "images")
    tuned = []
    monkeypatch.setattr(pretraining, "split_set", lambda data, name, work: name)
    monkeypatch.setattr(pretraining, "_tuned", lambda place, encoder, task, work: tuned.append(
        (place, task["share"], load_file(encoder)["blocks.0.mlp.fc1.weight"])) or found(5, 0.4))
    monkeypatch.setattr(pretraining, "SETTINGS", {"resolution_m": 0.6, "window_size": 64, "batch_size": 4,
                                                  "max_seconds": 0})
    options = SimpleNamespace(data=tmp_path, work=tmp_path / "work", archives=["naip"], sets=["banepa_nepal"], seeds=2,
                              steps=2, tuning_steps=5)
    encoders = pretraining.pretrainings(options)
    assert list(encoders) == ["naip stratified", "naip uniform"]
    results = {name: {**task, **pretraining.run_task(task)} for name, task in encoders.items()}
    assert results["naip uniform"]["loss"] > 0
    tasks = pretraining.tunings(options)
    assert len(tasks) == 2 * 2 * 3 and "naip uniform banepa_nepal 0.1 1" in tasks
    made = pretraining.pretrain
    monkeypatch.setattr(pretraining, "pretrain", lambda *request: made(*request) if "random" in request[0].model else 0)
    results.update({name: {**task, **pretraining.run_task(task)} for name, task in tasks.items()})
    assert [share for _, share, _ in tuned] == [0.1] * 3 + [1.0] * 3 + [0.1] * 3 + [1.0] * 3
    weights = [weights for _, _, weights in tuned]
    assert np.array_equal(weights[2], weights[11]) and not np.array_equal(weights[1], weights[2])  # of one archive
    assert np.array_equal(weights[0], weights[3]) and not np.array_equal(weights[0], weights[6])  # random, by seed
    assert len(pretraining.report(results)) == 4


def test_the_table_pairs_seeds_and_tells_home_from_abroad():
    arms = {"random weights": ("", (3, 4)), "uniform": ("naip", (5, 5)), "stratified": ("naip", (6, 7))}
    results = {f"{archive} {sampling} {seed}": {"archive": archive, "sampling": sampling, "seed": seed, "share": 0.1,
                                                "set": "banepa_nepal", **found(hits[seed], 0.25)}
               for sampling, (archive, hits) in arms.items() for seed in (0, 1)}
    line = pretraining.report(results)[2]
    assert line.startswith("| banepa_nepal | 42 | naip (abroad) | 2 | 0.516 / 0.250 | 0.667 / 0.250 | 0.787 / 0.250 |")
    assert "| +0.270 (" in line and "| +0.120 (" in line


def test_the_charts_of_a_report_become_one_picture_in_its_colours(tmp_path):
    charts = [Chart(title, "labels", [Line("full", [(5, 0.2), (40, 0.4)])], (0.0, 1.0)) for title in ("one", "other")]
    write_report(str(tmp_path / "report.html"), Report("Curve", ["It rises."], [], charts=charts))
    drawn = three_ways.picture_of(tmp_path / "report.html")
    picture = ElementTree.fromstring(drawn)
    titles, groups = ([element for element in picture if element.tag.endswith(tag)] for tag in ("text", "}g"))
    assert [title.text for title in titles] == ["one", "other"]
    assert [group.get("transform") for group in groups] == ["translate(0 32)", f"translate(0 {HEIGHT + 64})"]
    assert picture.get("height") == str(2 * HEIGHT + 64)
    assert "var(" not in drawn and '#0969da"' in drawn


def test_the_table_of_the_three_ways_leaves_the_base_out():
    points = [{"strategy": "", "labels": 0}, {"strategy": "full", "labels": 7, "trainings": 3, "iou": 0.25,
                                              "iou_low": 0.2, "iou_high": 0.31, "classes": "forest 0.25"}]
    lines = three_ways.report({"points": points, "answer": "It rises."})
    assert lines[2:] == ["| full | 7 | 3 | 0.250 (0.20-0.31) | forest 0.25 |", "", "It rises."]


def test_the_report_of_the_three_ways_without_results_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["three_ways", "--report", "--out", str(tmp_path / "none.json")])
    with pytest.raises(SystemExit, match="There are no results in .*none.json yet"):
        three_ways.main()
