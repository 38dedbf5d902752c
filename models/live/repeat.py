"""Repeat a live training from its log: the same snapshots at the same steps, and the model that was kept.

    <worker's python> protocol/launch.py roofline.models.live.repeat RUN_FOLDER MODEL.roofline [--step N]

On a processor with as many threads the weights are the same to the last bit.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from ...protocol.job_files import LAST_WEIGHTS
from ...protocol.live_messages import Keep, Kept, TrainLive
from ...protocol.messages import read_request
from ..core.errors import RooflineError
from ..core.job import Job
from ..training.checkpoint import STATE
from ..training.checkpoint_file import read_notes
from .keep import keep
from .live_log import LiveLog
from .live_run import LiveRun
from .snapshot import write_snapshot


def repeat(folder: Path, model: str, step: int | None = None) -> Kept:
    """Make the steps of the run in `folder` again up to `step`, or to the model that was kept last, or else to the
    end, and write the state there as the file `model`. Raises RooflineError."""
    request = read_request(folder)
    if not isinstance(request, TrainLive):
        raise RooflineError(f"{folder} holds no live training.")
    log, job = LiveLog(folder), Job()
    last = _last_step(folder, log) if step is None else step
    with ExitStack() as open_files:
        own = open_files.enter_context(tempfile.TemporaryDirectory(prefix="roofline-"))
        run = LiveRun(replace(request, folder=own, resume=False), job, open_files)
        for at, snapshot in log.snapshots():
            _learn(run, min(at, last), job)
            if at <= last:
                run.take_up(snapshot, *write_snapshot(snapshot, own))
        _learn(run, last, job)
        return keep(run.training, Keep(request.job, model), request.base_model)


def _learn(run: LiveRun, step: int, job: Job) -> None:
    while run.state.step < step:
        job.check()
        run.learn()


def _last_step(folder: Path, log: LiveLog) -> int:
    kept = log.last_kept()
    return kept[0] if kept else int(json.loads(read_notes(folder / LAST_WEIGHTS)[STATE])["step"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the run's folder")
    parser.add_argument("model", help="the file to write")
    parser.add_argument("--step", type=int, help="the step to stop at")
    options = parser.parse_args()
    kept = repeat(options.folder, options.model, options.step)
    print(kept.problem or f"Step {kept.step}: {kept.model}")


if __name__ == "__main__":
    main()
