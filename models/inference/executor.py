"""Executor of a prediction: computes the strips on this machine or on the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

from ...protocol.job_requests import Predict
from ...protocol.settings.base import ON
from ...protocol.settings.external_models import ExternalModelSettings
from ...protocol.settings.prediction import PredictSettings
from ..core.devices import choose_device, describe_device
from ..core.job import Job
from ..geodata.mosaic import mosaic_text
from ..geodata.tiling import Windowing
from ..networks.model_registry import Model
from ..onnx_io.external_model import ExternalModel
from ..onnx_io.runtime import ONNX, TORCH, Backend, choose_backend
from ..vectorize.strips import Strip
from .raster_task import RasterTask, wanted_windows
from .tiled_inference import Predictor

if TYPE_CHECKING:  # Dask takes a second to import
    from .dask_task import PackedModel, RasterWork


@dataclass(frozen=True)
class Executor:
    """Computes the strips of a task that are left to do; `where` completes a message on where it does. `backend` is the
    chosen backend as a value of the setting; "auto" where the cluster chooses."""

    where: str
    backend: str
    strips: Callable[[RasterTask], Generator[Strip, None, None]]


@contextmanager
def executor_for(request: Predict, model: Model | ExternalModel, windowing: Windowing, tasks: Sequence[RasterTask],
                 settings: PredictSettings, job: Job) -> Iterator[Executor]:
    """The executor for `tasks`: the cluster of `request`, or else this machine.

    Raises RooflineError when there is no scheduler at the address, or the network cannot run on the backend.
    """
    if request.scheduler is None:
        yield _local_executor(model, windowing, tasks, settings, job)
        return
    from .dask_client import Cluster

    works = [_work(task, windowing, settings) for task in tasks]
    with Cluster(request.scheduler, _packed(request, model), works, settings.backend, job) as cluster:
        yield Executor(f"on the cluster at {request.scheduler}", settings.backend,
                       lambda task: cluster.strips(works[task.number]))


def _local_executor(model: Model | ExternalModel, windowing: Windowing, tasks: Sequence[RasterTask],
                    settings: PredictSettings, job: Job) -> Executor:
    device = choose_device()
    if isinstance(model, ExternalModel):
        backend = Backend(ONNX, model.network)
    else:
        pixels = sum((task.imagery.shape[0] - task.first) * task.imagery.shape[1] for task in tasks)
        backend = choose_backend(model.card, model.weights, device, settings.backend,
                                 (settings.batch_size, windowing.size), pixels)
    batch_size = settings.batch_size

    def strips(task: RasterTask) -> Generator[Strip, None, None]:
        nonlocal batch_size
        predictor = Predictor(backend.network, task.statistics, device, windowing, batch_size, settings.flips == ON,
                              job.notice)
        yield from predictor.strips(task.imagery, wanted_windows(task.imagery, task.region), job.check, task.rows)
        batch_size = predictor.batch_size  # a batch too large for one raster is too large for the next

    named = "" if backend.name == TORCH else f" with {backend.words}"
    return Executor(f"on the {describe_device(device)}{named}", backend.setting, strips)


def _packed(request: Predict, model: Model | ExternalModel) -> PackedModel:
    from .dask_task import PackedModel

    if isinstance(model, ExternalModel):
        external_settings = ExternalModelSettings.from_dict(request.foreign or {})
        return PackedModel.of_file(request.model or "", model.card, external_settings)
    return PackedModel.of(model.card, model.weights)


def _work(task: RasterTask, windowing: Windowing, settings: PredictSettings) -> RasterWork:
    """The task as a worker of a cluster needs it."""
    from .dask_task import RasterWork

    return RasterWork(task.imagery.path, task.imagery.shape, task.rows, task.statistics, windowing,
                      settings.batch_size, settings.flips == ON, task.region, mosaic_text(task.imagery.path))
