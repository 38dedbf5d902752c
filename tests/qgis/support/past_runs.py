"""Folders of runs as trainings leave them, and models as they write them."""

import json
import zipfile
from dataclasses import replace

from roofline.plugin.environment.virtual_environment import runs_folder
from roofline.plugin.history import past_runs
from roofline.plugin.history.model_choices import models_folder
from roofline.protocol.job_requests import Train
from roofline.protocol.messages import Canceled, Failed, Finished, Progress, Ready, encode
from roofline.protocol.settings.training import TrainSettings

PROGRESS = Progress("job", 0.4, "Step 12")
CUT_OFF = (PROGRESS,)
CANCELED = (PROGRESS, Canceled("job"))
FAILED = (PROGRESS, Failed("job", "The loss stopped being a number."))


def scores(f1, base):
    return {"held_out": {"f1": f1, "f1_low": f1 - 0.1, "f1_high": f1 + 0.1, "matched": 31, "missed": 10,
                         "false_alarms": 9}, "base_held_out": {"f1": base}}


def finished(f1=0.7, base=0.5):
    return (PROGRESS, Finished("job", {"score": f1, "scores": scores(f1, base)}))


def make_run(name="20261120-101500-town", project="/p/town.qgz", says=(), weights=True, **changes):
    folder = runs_folder() / name
    folder.mkdir(parents=True)
    request = Train(
        job="job", folder=str(folder), imagery=["/data/zanzibar_b.tif"], labels=str(folder / "labels.gpkg"),
        model=str(models_folder() / f"{name[16:]}.roofline"), settings=TrainSettings(max_seconds=60).to_dict())
    request = replace(request, **changes)
    (folder / "request.json").write_text(json.dumps(json.loads(encode(request)), indent=2))
    (folder / "messages.jsonl").write_text("".join(f"{encode(one)}\n" for one in (Ready(1, {}, "CPU"), *says)))
    if weights:
        (folder / "last.safetensors").touch()
    if project is not None:
        past_runs.remember(folder, project)
    return folder


def make_model(name="town", run="20261120-101500-town", f1=0.7, base=0.5, best_step=40, **more):
    models_folder().mkdir(parents=True, exist_ok=True)
    path = models_folder() / f"{name}.roofline"
    card = {"name": run, "created": "2026-11-20T10:20:00+00:00", "scores": scores(f1, base) if f1 else {},
            "labels": {"trained": 23, "held_out": 6, "seconds": 58.5, "best_step": best_step}, **more}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model.json", json.dumps(card))
    return path
