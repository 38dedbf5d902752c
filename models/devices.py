"""What the worker computes on."""

from __future__ import annotations

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


def give_back_memory() -> None:
    """Leave the memory of the graphics card to other programs while the worker waits."""
    if torch.cuda.is_initialized():
        torch.cuda.empty_cache()
