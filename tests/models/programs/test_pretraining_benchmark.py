"""The benchmark of pretraining: its encoders, and the table of what was tuned from them."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
from safetensors.torch import load_file

from ....benchmarks import pretraining
from ..support.mixed_ground import mixed_ground


def found(hits, iou):
    return {"found": [1.0] * hits + [0.0] * (10 - hits), "false_alarms": [0.0] * 10, "iou": iou,
            "f1": 2 * hits / (hits + 10), "labels": 42}


def test_a_task_pretrains_once_and_tunes_from_that(tmp_path, monkeypatch):
    (tmp_path / "unlabelled_naip_california" / "images").mkdir(parents=True)
    mixed_ground(tmp_path / "unlabelled_naip_california" / "images")
    tuned = []
    monkeypatch.setattr(pretraining, "split_set", lambda data, name, work: name)
    monkeypatch.setattr(pretraining, "_tuned", lambda place, share, encoder, task, work: tuned.append(
        (place, share, Path(encoder).name)) or found(5, 0.4))
    monkeypatch.setattr(pretraining, "SETTINGS", {"resolution_m": 0.6, "window_size": 64, "batch_size": 4,
                                                  "max_steps": 2})
    options = SimpleNamespace(data=tmp_path, work=tmp_path / "work", archives=["naip"], sets=["banepa_nepal"], seeds=1,
                              seconds=0, tuning_seconds=5)
    tasks = pretraining.tasks(options)
    assert list(tasks) == ["random weights 0", "naip stratified 0", "naip uniform 0"]
    results = {name: {**task, **pretraining.run_task(task)} for name, task in tasks.items()}
    assert tuned[2:4] == [("banepa_nepal", 0.1, "naip-stratified-0.safetensors"),
                          ("banepa_nepal", 1.0, "naip-stratified-0.safetensors")]
    weights = [load_file(path)["blocks.0.mlp.fc1.weight"] for path in sorted((tmp_path / "work").glob("*.safetensors"))]
    assert len(weights) == 3 and not np.array_equal(weights[0], weights[2])
    monkeypatch.setattr(pretraining, "pretrain", None)
    assert pretraining.run_task(tasks["naip uniform 0"])["cells"]
    assert len(pretraining.report(results)) == 4


def test_the_table_pairs_seeds_and_tells_home_from_abroad():
    arms = {"random weights": ("", (3, 4)), "uniform": ("naip", (5, 5)), "stratified": ("naip", (6, 7))}
    results = {f"{archive} {sampling} {seed}": {"archive": archive, "sampling": sampling, "seed": seed,
                                                "cells": {"banepa_nepal 0.1": found(hits[seed], 0.25)}}
               for sampling, (archive, hits) in arms.items() for seed in (0, 1)}
    line = pretraining.report(results)[2]
    assert line.startswith("| banepa_nepal | 42 | naip (abroad) | 2 | 0.516 / 0.250 | 0.667 / 0.250 | 0.787 / 0.250 |")
    assert "| +0.270 (" in line and "| +0.120 (" in line
