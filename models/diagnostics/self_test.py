"""Self-test of the worker, one part a request: one that fails, or ends the process, leaves the others alone."""

from __future__ import annotations

import importlib
import os
import platform
import time
from pathlib import Path
from typing import Any

import psutil
import torch

from ...protocol.job_requests import SelfTest
from ..core.devices import choose_device, describe_device
from ..core.errors import RooflineError
from ..core.job import Job
from ..onnx_io.onnx_network import installed_providers, providers_for
from .throughput import Measured, memory_halving, prediction, training
from .whole_job import whole_job

MACHINE, IMPORT, TRAINING, TORCH, ONNX, MEMORY, FILES = (
    "machine", "import", "training", "torch", "onnx", "memory", "files")
"""Kinds of parts. `import` and `onnx` have an argument behind a space: a module, a provider of ONNX Runtime."""


def self_test(request: SelfTest, job: Job) -> dict[str, Any]:
    """Run one part: `text`, `seconds` and, where it computes, `megapixels_per_second`. The part `machine` instead gives
    `facts`, and `parts` with the name and the title of each that there is to run here. Raises what the part raises, and
    RooflineError where it runs and does not do what it should."""
    kind, _, argument = request.part.partition(" ")
    if kind == MACHINE:
        return {"facts": facts(), "parts": parts()}
    started = time.perf_counter()
    found = _run(kind, argument, request, job)
    return {"text": found.text, "seconds": time.perf_counter() - started,
            "megapixels_per_second": found.megapixels_per_second}


def _run(kind: str, argument: str, request: SelfTest, job: Job) -> Measured:
    device = choose_device()
    if kind == IMPORT:
        return Measured(imported(argument))
    if kind == TRAINING:
        return training(device, job)
    if kind in (TORCH, ONNX):
        return prediction(device, argument or None, job)
    if kind == MEMORY:
        return memory_halving(device, job)
    if kind == FILES:
        return whole_job(Path(request.folder), job)
    raise RooflineError(f"The self-test has no part {request.part!r}.")


def parts() -> list[tuple[str, str]]:
    """The name and the title of each part that there is to run on this machine, besides imports."""
    device = choose_device()
    found = [(TRAINING, "Training"), (TORCH, "Prediction with PyTorch")]
    if installed_providers():
        found += [(f"{ONNX} {name}", f"Prediction with ONNX Runtime, {name}") for name in providers_for(device)]
    if device.type == "cuda":
        found.append((MEMORY, "Prediction without enough GPU memory"))
    return [*found, (FILES, "Training and prediction with files")]


def facts() -> dict[str, str]:
    """What there is to know of the machine and the worker, in words."""
    memory = psutil.virtual_memory()
    device = choose_device()
    told = {
        "Device": describe_device(device),
        "Processor": f"{processor()}, {os.cpu_count()} logical cores",
        "Memory": f"{memory.available / 2**30:.1f} of {memory.total / 2**30:.1f} GiB free",
        "Worker's Python": f"{platform.python_version()} ({platform.machine()})",
        "PyTorch's build": torch.__version__ + (f", CUDA {torch.version.cuda}" if torch.version.cuda else ""),
        "Providers of ONNX Runtime": ", ".join(installed_providers()) or "none: it cannot be imported"}
    if device.type == "cuda":
        free, total = torch.cuda.mem_get_info(device)
        told["GPU memory"] = f"{free / 2**30:.1f} of {total / 2**30:.1f} GiB free"
        told["GPUs"] = str(torch.cuda.device_count())
    return told


def processor() -> str:
    """The name of the processor as its maker gives it; on Linux it is in /proc alone."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def imported(name: str) -> str:
    """Import a module; its version, "" without one. Raises RooflineError."""
    try:
        module = importlib.import_module(name)
    except (ImportError, OSError) as error:  # OSError: a library that the module needs is missing
        raise RooflineError(f"{name} cannot be imported ({type(error).__name__}: {error}). Run the set-up again with "
                            "REPAIR.") from error
    return str(getattr(module, "__version__", ""))
