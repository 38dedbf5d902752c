"""A live training as the history has it: a training on its newest labels, whose model is the one that was kept last."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Optional

from ...protocol.job_files import LIVE_LOG
from ...protocol.job_requests import Train
from ...protocol.live_messages import TrainLive
from ...protocol.model_files import SUFFIX

KEPT = '"what": "kept"'
"""How the line of the log looks that tells of a model."""


def as_training(request: TrainLive, folder: Path) -> Train:
    """The request of the training that the state of the run in `folder` is of."""
    numbers = [int(path.stem[len("labels-"):]) for path in folder.glob("labels-*.gpkg")
               if path.stem[len("labels-"):].isdigit()]
    newest = max(numbers, default=0)
    areas = folder / f"areas-{newest}.gpkg"
    model = last_kept(folder) or folder / f"{folder.name[16:]}{SUFFIX}"
    report = model.with_suffix(".html")
    return Train(request.job, request.folder, request.imagery, str(folder / f"labels-{newest}.gpkg"), str(model),
                 request.settings, str(areas) if areas.is_file() else None, request.base_model,
                 str(report) if report.is_file() else None)


def last_kept(folder: Path) -> Optional[Path]:
    """The model that was kept last, by the run's log; None where there is none."""
    kept = None
    with suppress(OSError), open(folder / LIVE_LOG, encoding="utf-8") as log:
        for line in log:
            if KEPT in line:
                with suppress(ValueError, KeyError):  # the last line of a process that was killed
                    kept = Path(json.loads(line)["model"])
    return kept
