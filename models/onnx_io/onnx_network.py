"""ONNX networks: traces a PyTorch network to ONNX, and runs an ONNX model in ONNX Runtime as a PyTorch module.

The packages onnx and onnxruntime are optional, so they are imported inside the functions that use them.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from ..core.errors import RooflineError
from ..networks.model_card import Card
from ..networks.unet import build_network

OPSET = 17
INPUT, OUTPUT = "tiles", "logits"
TRACED = (2, 64, 96)
"""Tiles, rows and columns of the input that the network is traced with; the model takes other sizes as well."""

SAME = 2e-3
"""Greatest difference between the numbers of a network and its ONNX model, as a share of the largest one."""

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
PROVIDER_OPTIONS: dict[str, dict[str, str]] = {
    CUDA: {}, "MIGraphXExecutionProvider": {}, "ROCMExecutionProvider": {}, "DmlExecutionProvider": {},
    "CoreMLExecutionProvider": {}, "OpenVINOExecutionProvider": {"device_type": "AUTO"}}
"""Execution providers of ONNX Runtime that compute on a GPU, best first, with their options. AUTO: a GPU if OpenVINO
has one, else the CPU."""


def to_onnx(card: Card, weights: dict[str, Tensor]) -> bytes:
    """The network of a card as the bytes of an ONNX model without metadata: normalised tiles (batch, bands, height,
    width) float32, any number of them with any sides that divide by 32, to logits (batch, classes + 2, height, width)
    float32.

    Raises RooflineError when the weights do not fit the card, or the encoder cannot be exported to ONNX.
    """
    return exported(build_network(card, weights).eval(), card, INPUT, (OUTPUT,))


def exported(module: nn.Module, card: Card, taken: str, given: Sequence[str]) -> bytes:
    """A module that holds the network of a card, as the bytes of an ONNX model with the input `taken` and the outputs
    `given`; the batch size and the sides of the tiles are dynamic. Raises RooflineError when the encoder cannot be
    exported to ONNX."""
    if card.is_told:
        raise RooflineError(
            f"The model '{card.name}' is told place and time of what it looks at, and a file of ONNX takes imagery "
            "alone. Use the model with torch (BACKEND), or train one with Place and time (PLACE_AND_TIME) off.")
    count, height, width = TRACED
    axes = {0: "batch", 2: "height", 3: "width"}
    try:
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            path = Path(folder) / "model.onnx"
            # This exporter is deprecated, but its successor needs the package onnxscript as well. A constant that is
            # not folded costs nothing. A size traced as a constant would be a fault: that warning is let through.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.filterwarnings("ignore", "Constant folding", UserWarning)
            torch.onnx.export(
                module, (torch.zeros(count, len(card.bands), height, width),), path, dynamo=False,
                opset_version=OPSET, input_names=[taken], output_names=list(given),
                dynamic_axes=dict.fromkeys((taken, *given), axes))
            model = path.read_bytes()
    except torch.onnx.OnnxExporterError as error:
        raise _not_exported(card, str(error).splitlines()[0][:200]) from error
    if any(getattr(part, "may_fix_sizes", False) for part in module.modules()):
        _check_sizes(module, card, model, taken, given)
    return model


def _check_sizes(module: nn.Module, card: Card, model: bytes, taken: str, given: Sequence[str]) -> None:
    """Raise RooflineError unless the model computes what the module does for tiles of another size, too."""
    count, height, width = TRACED
    tiles = torch.rand(count + 1, len(card.bands), width, height, generator=torch.Generator().manual_seed(0))
    try:
        found = run_session(open_session(model, card.name, torch.device("cpu"), 1, CPU), card.name,
                            {taken: tiles.numpy()}, list(given))[-1]
    except RooflineError as error:
        raise _not_exported(card, "it would be for tiles of one size alone") from error
    with torch.no_grad():
        computed = module(tiles)
    expected = (computed if isinstance(computed, Tensor) else computed[-1]).numpy()
    if np.abs(found - expected).max() > SAME * np.abs(expected).max():
        raise _not_exported(card, "it would compute something else for tiles of another size")


def _not_exported(card: Card, reason: str) -> RooflineError:
    return RooflineError(f"The encoder '{card.encoder}' of the model '{card.name}' cannot be written as ONNX ({reason})"
                         ". Use a model with another encoder, such as resnet18.")


def installed_providers() -> list[str]:
    """The execution providers of the installed ONNX Runtime; none where it is not installed."""
    with contextlib.suppress(RooflineError):
        return list(_runtime()[0].get_available_providers())
    return []


def providers_for(device: torch.device) -> list[str]:
    """The execution providers of ONNX Runtime that suit `device`, where torch computes; best first, the CPU last.
    Raises RooflineError when ONNX Runtime is not installed."""
    onnxruntime, _ = _runtime()
    installed = onnxruntime.get_available_providers()
    # CUDA's provider uses the libraries that torch has loaded.
    return [name for name in PROVIDER_OPTIONS if name in installed and (name != CUDA or device.type == "cuda")] + [CPU]


def open_session(model: bytes, called: str, device: torch.device, threads: int, provider: str | None = None) -> Any:
    """An onnxruntime.InferenceSession of a model on `provider`; None: on CUDA where torch and ONNX Runtime have it,
    else on the CPU.

    The model is given as bytes, so that one that refers to other files is refused. Raises RooflineError, which names
    the model `called`, when ONNX Runtime cannot run it there or is not installed.
    """
    if provider is None and CUDA in providers_for(device):
        with contextlib.suppress(RooflineError):
            return _session_on(CUDA, model, called, device, threads)
    return _session_on(provider or CPU, model, called, device, threads)


def _session_on(provider: str, model: bytes, called: str, device: torch.device, threads: int) -> Any:
    onnxruntime, faults = _runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors only: ONNX Runtime warns of its own choices
    options.enable_mem_pattern = provider != "DmlExecutionProvider"  # which cannot have it
    # Threads that wait must not burn a CPU that others could use (worker.server.lower_priority).
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    own = {"device_id": str(device.index or 0)} if provider == CUDA else PROVIDER_OPTIONS.get(provider, {})
    try:
        session = onnxruntime.InferenceSession(model, options, providers=[(provider, own)])
    except (faults.EPFail, faults.Fail, faults.InvalidArgument, faults.InvalidGraph, faults.InvalidProtobuf,
            faults.NotImplemented, faults.RuntimeException) as error:
        raise RooflineError(f"ONNX Runtime cannot run {called} ({_first_line(error)}). Get the file again, or write it "
                            "anew with plain ONNX operators and its weights inside.") from error
    if session.get_providers()[0] != provider:  # its libraries do not suit this machine
        raise RooflineError(f"ONNX Runtime took {session.get_providers()[0]} instead of {provider} for {called}. "
                            "Bring the driver of the graphics card up to date, or choose torch as BACKEND.")
    return session


def run_session(session: Any, called: str, feeds: dict[str, np.ndarray], outputs: Sequence[str]) -> list[np.ndarray]:
    """The named outputs of a model for its inputs `feeds`, by name. Raises RooflineError, which names the model
    `called`, or torch.OutOfMemoryError as torch would."""
    _, faults = _runtime()
    try:
        return list(session.run(list(outputs), feeds))
    except (faults.Fail, faults.InvalidArgument, faults.NotImplemented, faults.RuntimeException) as error:
        raise _failure(error, called) from error


class OnnxNetwork(nn.Module):
    """A model of `to_onnx` as a module with the interface of the network that it was traced from. ONNX Runtime computes
    it in float32 with `threads` (0: one for each core) on `provider`, as in open_session; with CUDA the tiles and
    logits stay on the GPU.

    Raises RooflineError when the model cannot be run, or the package onnxruntime is missing.
    """

    uses_all_cores = True

    def __init__(self, model: bytes, called: str, device: torch.device, threads: int,
                 provider: str | None = None) -> None:
        super().__init__()
        self._called = called
        self._session = open_session(model, called, device, threads, provider)
        self.provider: str = self._session.get_providers()[0]
        self._channels = self._session.get_outputs()[0].shape[1]

    def forward(self, tiles: Tensor) -> Tensor:
        """Logits (B, classes + 2, H, W) of normalised tiles (B, C, H, W), on their device."""
        tiles = tiles.detach().float().contiguous()
        if self.provider == CUDA and tiles.is_cuda:
            return self._on_the_gpu(tiles)
        [logits] = run_session(self._session, self._called, {INPUT: tiles.cpu().numpy()}, [OUTPUT])
        return torch.from_numpy(logits).to(tiles.device)

    def _on_the_gpu(self, tiles: Tensor) -> Tensor:
        _, faults = _runtime()
        logits = tiles.new_empty(len(tiles), self._channels, *tiles.shape[2:])
        binding = self._session.io_binding()
        for bind, name, tensor in ((binding.bind_input, INPUT, tiles), (binding.bind_output, OUTPUT, logits)):
            bind(name, "cuda", tensor.device.index or 0, np.float32, tuple(tensor.shape), tensor.data_ptr())
        torch.cuda.current_stream(tiles.device).synchronize()  # ONNX Runtime computes on a stream of its own
        try:
            self._session.run_with_iobinding(binding)  # which it waits for
        except (faults.Fail, faults.RuntimeException) as error:
            raise _failure(error, self._called) from error
        return logits


def _runtime() -> tuple[Any, Any]:
    """The package onnxruntime and its exceptions."""
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as faults
    except ImportError as error:
        raise missing("onnxruntime", "Running") from error
    return onnxruntime, faults


def _failure(error: Exception, called: str) -> Exception:
    if "allocat" in str(error).lower():
        return torch.OutOfMemoryError(_first_line(error))
    return RooflineError(f"ONNX Runtime stopped while it ran {called} ({_first_line(error)}). The file may be damaged, "
                         "or want tiles of another size.")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def missing(package: str, doing: str) -> RooflineError:
    """The error to raise where an optional package cannot be imported; `doing` is the first word of its sentence."""
    return RooflineError(f"{doing} an ONNX file needs the package {package}, and Roofline's environment is without it. "
                         f"Install it there: \"{sys.executable}\" -m pip install {package}")
