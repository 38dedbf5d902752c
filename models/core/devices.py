"""Compute device and memory: chooses CUDA, MPS or CPU, and keeps or gives back memory that torch and glibc cache."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ContextManager

import torch

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Parameters of glibc's mallopt."""
CGROUP = Path("/sys/fs/cgroup")
"""Where Linux tells a container's own limits."""
LARGEST_BLOCK = 1 << 30
"""Bytes of the largest block, and of the most free memory at the end of the heap, that glibc keeps for later."""


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
    threads = torch.get_num_threads()
    if threads == 1:
        return "CPU (1 thread)"
    return f"CPU ({threads} threads)"


def free_memory(device: torch.device) -> int | None:
    """Bytes of memory that the device still has to give; None where that is not known."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    found = re.search(r"MemAvailable:\s+(\d+) kB", _text(Path("/proc/meminfo"))) if device.type == "cpu" else None
    if found is None:
        return None
    limit, used = (_text(CGROUP / name).strip() for name in ("memory.max", "memory.current"))
    left = [int(limit) - int(used)] if limit.isdigit() and used.isdigit() else []
    return min([int(found[1]) * 1024, *left])


def forget_peak(device: torch.device) -> None:
    """Begin to measure anew what `peak_memory` tells."""
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
    elif sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")


def peak_memory(device: torch.device) -> int | None:
    """Bytes of the device's memory that this process had at most since `forget_peak`; None where that is not known."""
    if device.type == "cuda":
        return int(torch.cuda.max_memory_allocated(device))
    found = re.search(r"VmHWM:\s+(\d+) kB", _text(Path("/proc/self/status"))) if device.type == "cpu" else None
    return None if found is None else int(found[1]) * 1024


def _text(path: Path) -> str:
    """What a file of the system says; nothing where it is not there."""
    try:
        return path.read_text()
    except OSError:
        return ""


def forget_cached() -> None:
    """Empty torch's cache of GPU memory."""
    if torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()


def keep_memory() -> None:
    """Have glibc keep freed memory and reuse it, for the time that the worker computes.

    By itself glibc gives large blocks back at once, has the system fill them with zeros the next time, and lets each
    thread have a heap (arena) of its own.
    """
    option = _glibc("mallopt")
    if option is not None:
        option(M_MMAP_THRESHOLD, LARGEST_BLOCK)
        option(M_TRIM_THRESHOLD, LARGEST_BLOCK)
        option(M_ARENA_MAX, 1)


def give_back_memory() -> None:
    """Give freed memory of the CPU and the GPU back to the system, for the time that the worker waits."""
    gc.collect()
    forget_cached()
    trim = _glibc("malloc_trim")
    if trim is not None:  # glibc keeps what was freed: hundreds of megabytes after a training
        trim(0)


def _glibc(name: str) -> Callable[..., int] | None:
    """A function of glibc that is not in the C standard; None with other C libraries."""
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    return found


def mixed_precision(device: torch.device) -> ContextManager[object]:
    """Autocast to bfloat16 where the device computes in it natively; elsewhere, where it is slower than float32, none.
    """
    if device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.autocast("cuda", torch.bfloat16)
    if device.type == "cpu" and torch.cpu._is_avx512_bf16_supported():
        return torch.autocast("cpu", torch.bfloat16)
    return contextlib.nullcontext()
