"""What the worker computes on."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable

import torch

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Parameters of glibc's mallopt."""
LARGEST_BLOCK = 1 << 30


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


def forget_cached() -> None:
    """Give back what torch keeps of a GPU's memory for later."""
    if torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()


def keep_memory() -> None:
    """While the worker works, memory that was freed is used again. By itself glibc gives large blocks back at once and
    has the system fill them with zeros the next time, and lets each thread have a heap of its own."""
    option = _glibc("mallopt")
    if option is not None:
        option(M_MMAP_THRESHOLD, LARGEST_BLOCK)
        option(M_TRIM_THRESHOLD, LARGEST_BLOCK)
        option(M_ARENA_MAX, 1)


def give_back_memory() -> None:
    """While the worker waits, the memory that it has done with belongs to other programs."""
    gc.collect()
    forget_cached()
    trim = _glibc("malloc_trim")
    if trim is not None:  # glibc keeps what was freed: hundreds of megabytes after a training
        trim(0)


def _glibc(name: str) -> Callable[..., int] | None:
    """A function that glibc has beyond the standard; None with other C libraries."""
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    return found
