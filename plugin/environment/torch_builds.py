"""Which build of torch suits this machine. Standard library only."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

PYTORCH_INDEX = "https://download.pytorch.org/whl"
"""PyTorch's own index: it has the builds that the general registry lacks."""

CPU_GIGABYTES, CUDA_GIGABYTES = 3.0, 10.0
"""Disk needed while installing: the environment and the downloads it is made from."""

CPU_DOWNLOAD_GIGABYTES, CUDA_DOWNLOAD_GIGABYTES = 0.3, 3.0
"""What is fetched: torch and all other packages."""

GPU_RUNTIME = "onnxruntime-gpu"
"""The same module as onnxruntime, so there is one of them; the registry's is built for CUDA 13."""

_CUDA_BUILDS = ((580, "cu130"), (575, "cu129"), (570, "cu128"), (525, "cu126"))
"""Oldest driver of each CUDA build, newest first. Any CUDA 12 runs on drivers since 525 (minor compatibility)."""


@dataclass(frozen=True)
class TorchBuild:
    """One way to get torch: `tag` is the local version ("cpu", "cu129"; empty: the registry's default build)."""

    tag: str
    index: Optional[str]
    gigabytes: float

    @property
    def download_gigabytes(self) -> float:
        return CUDA_DOWNLOAD_GIGABYTES if self.gigabytes == CUDA_GIGABYTES else CPU_DOWNLOAD_GIGABYTES

    @property
    def has_cuda_13(self) -> bool:
        """Whether it brings the CUDA libraries of GPU_RUNTIME, as the registry's default build for Linux does."""
        return self.gigabytes == CUDA_GIGABYTES and self.tag in ("", "cu130")

    def arguments(self, pinned: str) -> List[str]:
        """What pip is told, for torch pinned as in "torch==2.13.0"."""
        requirement = f"{pinned}+{self.tag}" if self.tag else pinned
        return [requirement, *(["--extra-index-url", self.index] if self.index else [])]


def torch_builds(driver: Optional[str], platform: str = sys.platform) -> List[TorchBuild]:
    """The builds to try in turn, best first; the last one is the registry's default and runs everywhere."""
    if platform == "darwin":
        return [TorchBuild("", None, CPU_GIGABYTES)]  # has Metal inside
    default = TorchBuild("", None, CUDA_GIGABYTES if platform == "linux" else CPU_GIGABYTES)
    major = int(driver.split(".")[0]) if driver else 0
    if platform == "linux" and major >= _CUDA_BUILDS[0][0]:
        return [default]  # the registry's build for Linux is the newest CUDA one
    tags = [tag for oldest, tag in _CUDA_BUILDS if major >= oldest] or ["cpu"]
    gigabytes = CPU_GIGABYTES if tags == ["cpu"] else CUDA_GIGABYTES
    found = [TorchBuild(tag, index, gigabytes) for tag in tags for index in (None, f"{PYTORCH_INDEX}/{tag}")]
    return [*found, default]


def uses_gpu(driver: Optional[str]) -> bool:
    """Whether torch has a build for this driver."""
    return driver is not None and int(driver.split(".")[0]) >= _CUDA_BUILDS[-1][0]


def with_gpu_runtime(requirements: str) -> str:
    """The text of a requirements file with the same version of the ONNX Runtime for graphics cards."""
    return re.sub(r"^onnxruntime==", f"{GPU_RUNTIME}==", requirements, flags=re.MULTILINE)


def pinned_torch(requirements: Path) -> Optional[str]:
    """The line of a requirements file that pins torch."""
    found = re.search(r"^torch==\S+", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(0) if found else None
