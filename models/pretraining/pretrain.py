"""Pretraining job: from imagery without labels to the weights of an encoder and a report."""

from __future__ import annotations

import json
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.torch import save

from ...protocol.job_requests import Pretrain
from ...protocol.settings.pretraining import PretrainSettings
from ..core.atomic_file import atomic
from ..core.devices import choose_device, describe_device
from ..core.errors import JobCanceled, RooflineError
from ..core.job import Job
from ..core.words import count, listed
from ..training.ddp_launcher import process_count, process_group
from ..training.distributed import Leader, led
from .archive import open_archive
from .drawn_windows import DRAW, Cluster, Draw, copy_windows
from .land_cover import LandCover
from .pretraining_report import write_pretraining_report
from .pretraining_run import MAY_CHANGE, START, PretrainingRun, fingerprint, limits_of
from .stratified_sampling import NODATA, REASONS, Drawing, draw_windows
from .window_statistics import WindowStatistics, describe_windows

FEWEST_WINDOWS = 8
"""Fewer windows are no ground to learn from."""
DESCRIBED = 5
"""Windows that are described for each one that is drawn, at most; of a larger archive as many, drawn at random."""
DESCRIBING = 0.1
"""Progress (0-1) after the windows are described."""
TYPICAL = 8
"""Windows of each cluster that the report shows."""
MOST_ATTRIBUTED = 5
"""Rasters that the attribution names one by one."""


def pretrain(request: Pretrain, job: Job, nodes: Leader | None = None) -> dict[str, Any]:
    """Pretrain an encoder on the imagery of `request`; writes its weights and the report, and returns their paths, the
    loss, and the numbers of windows and steps. `nodes` leads processes that are there already, on several computers;
    None: those of this machine.

    A cancelled run saves a checkpoint and raises JobCanceled. Raises RooflineError when the input cannot be used.
    """
    started, settings = time.monotonic(), PretrainSettings.from_dict(request.settings)
    processes = 1 if nodes else process_count(limits_of(settings))
    draw = _drawn(request, settings, job)
    with led(nodes, request) if nodes else process_group(request, processes) as group:
        run = PretrainingRun(request, draw, job, started, group)
        _require_time(run)
        _tell_start(run, job)
        group.wait_for_ranks(job)
        try:
            run.train()
        except JobCanceled:
            run.save()
            raise
    job.progress(0.98, "Writing the encoder")
    write_encoder(request.model, run)
    if request.report:
        write_pretraining_report(request.report, run)
    return {"model": request.model, "report": request.report, "loss": run.loss, "windows": len(draw.windows),
            "steps": run.state.step}


def _require_time(run: PretrainingRun) -> None:
    """Raise RooflineError where the time was over before the first step: an encoder of one step would be of no use."""
    if run.state.step == 0 and run.progress >= 1:
        raise RooflineError(
            f"Choosing and copying the windows took {run.budget.elapsed:.0f} s, and MAX_SECONDS is "
            f"{run.settings.max_seconds}, so there is no time left to learn. The windows are kept: raise MAX_SECONDS "
            f"and go on with RESUME={run.folder}.")


def _tell_start(run: PretrainingRun, job: Job) -> None:
    together = f" in {run.group.world_size} processes" if run.group.world_size > 1 else ""
    if run.state.step:
        job.notice(f"The run goes on from step {run.state.step}, after {run.state.elapsed:.0f} s.")
    job.progress(START, f"Pretraining on the {describe_device(choose_device())}{together}; "
                        f"{count(len(run.draw.windows), 'window')} to learn from")


def _drawn(request: Pretrain, settings: PretrainSettings, job: Job) -> Draw:
    """The windows to learn from: those in the folder of a resumed run, else newly drawn ones. Raises RooflineError when
    the folder's were drawn for other inputs, or there are too few."""
    folder, expected = Path(request.folder), fingerprint(request)
    folder.mkdir(parents=True, exist_ok=True)
    if request.resume and (folder / DRAW).is_file():
        draw = Draw.load(folder)
        if draw.fingerprint != expected:
            raise RooflineError(
                f"The run in {folder} was made with other imagery, land cover, zones or settings. Only "
                f"{listed([name.upper() for name in MAY_CHANGE])} may change. Give the same ones, or leave RESUME "
                "empty to start a new run.")
        return draw
    job.progress(0.0, "Reading the imagery")
    with closing(LandCover(request.land_cover, request.zones)) as cover:
        archive = open_archive(request.imagery, settings, job)
        every = archive.windows(settings.window_size)
        found = describe_windows(archive, _looked_at(every, settings), settings.window_size, cover, job, DESCRIBING)
    job.progress(DESCRIBING, "Drawing windows")
    drawing = draw_windows(found, settings, job)
    _check(drawing, found, settings, job)
    draw = Draw(expected, settings.encoder, [{"name": b.name, "wavelength_um": b.wavelength_um} for b in archive.bands],
                archive.resolution_m, settings.window_size, [raster.name for raster in archive.rasters],
                archive.dtypes, len(every), len(found), drawing.left_out, _clusters(drawing),
                typical=_typical_windows(drawing))
    copy_windows(archive, found.places[drawing.drawn], drawing, draw, folder, job, (DESCRIBING, START))
    return draw


def _looked_at(every: np.ndarray, settings: PretrainSettings) -> np.ndarray:
    """The windows that are described, sorted by raster, row and column."""
    most = DESCRIBED * settings.windows
    if len(every) <= most:
        return every
    return every[np.sort(np.random.default_rng(settings.seed).choice(len(every), most, replace=False))]


def _check(drawing: Drawing, found: WindowStatistics, settings: PretrainSettings, job: Job) -> None:
    """Tell what was left out. Raises RooflineError when too few windows are left to learn from."""
    reasons = [f"{count(number, 'window')}: {REASONS[reason]}" for reason, number in drawing.left_out.items() if number]
    told = f" Left out: {'; '.join(reasons)}." if reasons else ""
    drawn = len(drawing.drawn)
    if drawn < FEWEST_WINDOWS:
        cure = ("Check the nodata value and the mask of the rasters." if drawing.left_out[NODATA] > len(found) / 2 else
                "Give more or other imagery, a smaller WINDOW_SIZE, or SAMPLING=uniform.")
        raise RooflineError(f"Of {count(len(found), 'window')} of {settings.window_size} pixels only {drawn} are left "
                            f"to learn from; a pretraining needs {FEWEST_WINDOWS}.{told} {cure}")
    if drawn < settings.windows:
        job.notice(f"The imagery gives {count(drawn, 'window')} of {settings.window_size} pixels, and not the "
                   f"{settings.windows:,} that were asked for.{told}")
    else:
        job.notice(f"{count(drawn, 'window')} drawn of {len(found):,} that were looked at.{told}")


def _clusters(drawing: Drawing) -> list[Cluster]:
    drawn = drawing.clusters[drawing.drawn]
    return [Cluster(int((drawing.clusters == one).sum()), int((drawn == one).sum()), typical)
            for one, typical in enumerate(drawing.typical)]


def _typical_windows(drawing: Drawing) -> list[list[int]]:
    """By cluster the drawn windows nearest to its centre, as places among the drawn ones."""
    clusters, distances = drawing.clusters[drawing.drawn], drawing.distances[drawing.drawn]
    nearest = np.argsort(distances, kind="stable")
    return [nearest[clusters[nearest] == one][:TYPICAL].tolist() for one in range(len(drawing.typical))]


def write_encoder(path: str, run: PretrainingRun) -> None:
    """Write the encoder's weights by timm's names (safetensors), whole or not at all, with what a base model needs in
    the metadata."""
    draw = run.draw
    names = [*draw.rasters[:MOST_ATTRIBUTED], *(["others"] if len(draw.rasters) > MOST_ATTRIBUTED else [])]
    metadata = {
        "encoder": draw.encoder, "bands": json.dumps(draw.bands), "resolution_m": f"{draw.resolution_m:.4g}",
        "attribution": f"Pretrained with Roofline (masked autoencoder, {run.state.step:,} steps, "
                       f"{count(len(draw.windows), 'window')}) on {listed(names)}; the imagery's licence holds"}
    tensors = {name: tensor.detach().float().cpu().contiguous()
               for name, tensor in run.network.encoder.state_dict().items()}
    with atomic(Path(path)) as part:
        part.write_bytes(save(tensors, metadata))  # save_file would make a file that nobody else may read
