"""What the worker computes on."""

from __future__ import annotations

import ctypes
import gc
import sys

import torch


def choose_device() -> torch.device:
    """The fastest device of this machine."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def describe_device(device: torch.device) -> str:
    """The device as people read it, after "on the"."""
    if device.type == "cuda":
        gigabytes = torch.cuda.get_device_properties(device).total_memory / 2**30
        return f"GPU ({torch.cuda.get_device_name(device)}, {gigabytes:.0f} GiB)"
    if device.type == "mps":
        return "GPU of this Mac"
    return f"CPU ({torch.get_num_threads()} threads)"


def forget_cached(device: torch.device) -> None:
    """Give back what torch keeps of a GPU's memory for later."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def give_back_memory() -> None:
    """While the worker waits, the memory that it has done with belongs to other programs."""
    gc.collect()
    if torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:  # glibc keeps what was freed: hundreds of megabytes after a training
        trim(0)
