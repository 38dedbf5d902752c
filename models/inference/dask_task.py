"""Dask task functions: compute strips of one raster on a cluster worker, and compress the results."""

from __future__ import annotations

import hashlib
import logging
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import safetensors.torch
import torch
from distributed import get_worker
from shapely.geometry.base import BaseGeometry
from torch import Tensor, nn

from ...protocol.metadata import plugin_metadata
from ...protocol.settings.base import AUTO
from ...protocol.settings.external_models import ExternalModelSettings
from ..core.devices import choose_device
from ..core.errors import JobCanceled, RooflineError
from ..geodata.band_statistics import Statistics
from ..geodata.raster_source import Imagery, open_imagery
from ..geodata.tiling import Windowing
from ..networks.model_card import Card
from ..onnx_io.external_model import load_external_model
from ..onnx_io.runtime import choose_backend
from ..vectorize.strips import Probabilities, Strip
from .raster_task import wanted_windows
from .tiled_inference import Predictor

PACKERS = 4
"""Threads that compress strips while the network computes the next ones; zlib releases the GIL."""


@dataclass(frozen=True)
class PackedModel:
    """A serialised model: its card (JSON), and all its weights (safetensors) or, of an external model, its ONNX file
    and the analyst's settings for it. `key` is a hash of all of them."""

    card: str
    data: bytes
    external_settings: ExternalModelSettings | None
    key: str

    @classmethod
    def of(cls, card: Card, weights: dict[str, Tensor]) -> PackedModel:
        """Serialise a model with a card and weights."""
        return cls._packed(card, safetensors.torch.save(
            {name: tensor.cpu().contiguous() for name, tensor in weights.items()}), None)

    @classmethod
    def of_file(cls, path: str | Path, card: Card, settings: ExternalModelSettings) -> PackedModel:
        """Serialise an external model: the ONNX file, and the card that load_external_model (onnx_io) made for it."""
        return cls._packed(card, Path(path).read_bytes(), settings)

    @classmethod
    def _packed(cls, card: Card, data: bytes, external_settings: ExternalModelSettings | None) -> PackedModel:
        key = hashlib.sha256(f"{card.to_json()} {external_settings} ".encode() + data).hexdigest()
        return cls(card.to_json(), data, external_settings, key)


@dataclass(frozen=True)
class PackedStrip:
    """A serialised strip: `planes` of `shape` (planes, height, columns) uint8, compressed with zlib; None where the
    strip has no probabilities."""

    row: int
    shape: tuple[int, ...]
    planes: bytes | None

    @classmethod
    def of(cls, strip: Strip) -> PackedStrip:
        """Serialise a strip."""
        if strip.probabilities is None:
            return cls(strip.row, (0, strip.height, 0), None)
        planes = strip.probabilities.planes()
        return cls(strip.row, planes.shape, zlib.compress(planes.tobytes(), level=1))

    def unpacked(self) -> Strip:
        """The strip that was serialised."""
        height = self.shape[1]
        if self.planes is None:
            return Strip(self.row, height, None)
        planes = np.frombuffer(zlib.decompress(self.planes), np.uint8).reshape(self.shape)
        return Strip(self.row, height, Probabilities(*planes))


@dataclass(frozen=True)
class RasterWork:
    """All that a worker needs to predict one raster. `shape` (rows, columns) is that of its grid; `rows` (first, end)
    are left to do, and `region` (in pixels of the grid) is where footprints are wanted, None for everywhere. `mosaic`
    describes rasters that are read as one (geodata.mosaic); its file, `path`, is on the client alone."""

    path: str
    shape: tuple[int, int]
    rows: tuple[int, int]
    statistics: Statistics
    windowing: Windowing
    batch_size: int
    flips: bool
    region: BaseGeometry | None = None
    mosaic: str | None = None


def software_versions() -> dict[str, str]:
    """Versions that must be the same on all machines of a cluster, for the same footprints."""
    return {"Roofline": plugin_metadata("version"), "torch": torch.__version__.split("+")[0]}


def choose_cluster_backend(model: PackedModel, work: RasterWork, pixels: float) -> str:
    """The backend, "torch" or "onnx", that is faster on this worker for so many `pixels`. Chosen once for all workers
    of a prediction: strips must not depend on which worker computes them."""
    if model.external_settings is not None:
        return "onnx"
    layout = work.windowing.over(work.shape)
    side = max(layout.across.size, layout.down.size)
    return choose_backend(Card.from_json(model.card), safetensors.torch.load(model.data), choose_device(), AUTO,
                          (work.batch_size, side), pixels).setting


def predict_rows(model: PackedModel, work: RasterWork, rows: tuple[int, int], backend: str,
                 client_versions: dict[str, str]) -> list[PackedStrip]:
    """The strips of the rows of windows that start in `rows` (first, end). Runs in a worker of a Dask cluster.

    Raises RooflineError, with the worker's address, when the worker's software differs from `client_versions` or it
    cannot read the imagery; JobCanceled when Dask has cancelled the task.
    """
    address = get_worker().address
    if software_versions() != client_versions:
        raise RooflineError(
            f"The worker {address} has {_listed(software_versions())}; this computer has {_listed(client_versions)}. "
            "Bring both to the same versions, so that the footprints do not depend on who finds them.")
    try:
        with ThreadPoolExecutor(PACKERS) as packers:
            packing: list[Future[PackedStrip]] = [
                packers.submit(PackedStrip.of, strip) for strip in _strips(model, work, rows, backend)]
        return [packed.result() for packed in packing]
    except RooflineError as error:
        sentence = str(error)
    raise RooflineError(  # outside of the handler: an error of rasterio as its context cannot be pickled
        f"The worker {address} could not do its part of {work.path}. {sentence} Every worker of the cluster has to "
        "read the imagery under the same path or address.")


def _listed(versions: dict[str, str]) -> str:
    return " and ".join(f"{name} {version}" for name, version in versions.items())


def _strips(model: PackedModel, work: RasterWork, rows: tuple[int, int], backend: str) -> Iterator[Strip]:
    card = Card.from_json(model.card)
    [imagery] = open_imagery([work.mosaic or work.path], card.bands, card.resolution_m)
    try:
        _require_same(imagery, work)
        predictor = Predictor(_network_cache.get(model, backend), work.statistics, choose_device(), work.windowing,
                              work.batch_size, work.flips, logging.getLogger("distributed.worker").warning)
        yield from predictor.strips(imagery, wanted_windows(imagery, work.region), _cancellation_check(), rows)
    finally:
        imagery.close()


def _require_same(imagery: Imagery, work: RasterWork) -> None:
    if imagery.shape != work.shape:
        raise RooflineError(f"It finds another raster there, of {imagery.shape[1]} x {imagery.shape[0]} pixels instead "
                            f"of {work.shape[1]} x {work.shape[0]}.")


def _cancellation_check() -> Callable[[], None]:
    """A function that raises JobCanceled once Dask has cancelled this task: Dask only forgets a task that runs."""
    worker = get_worker()
    key = worker.get_current_task()

    def check() -> None:
        task = worker.state.tasks.get(key)
        if task is None or task.state == "cancelled":
            raise JobCanceled(key)

    return check


class _NetworkCache:
    """Cache of the network that this process ran last: built once, and no second one takes the device's memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: tuple[str, str] | None = None
        self._network: nn.Module = nn.Identity()

    def get(self, model: PackedModel, backend: str) -> nn.Module:
        """The network of a model on a backend; waits while another thread builds one."""
        with self._lock:
            if self._last != (model.key, backend):
                self._network, self._last = _build_network(model, backend), (model.key, backend)
            return self._network


_network_cache = _NetworkCache()


def _build_network(model: PackedModel, backend: str) -> nn.Module:
    device = choose_device()
    if model.external_settings is None:
        return choose_backend(Card.from_json(model.card), safetensors.torch.load(model.data), device, backend, (1, 1),
                              0).network
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        path.write_bytes(model.data)
        return load_external_model(path, model.external_settings, device).network
