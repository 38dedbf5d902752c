"""Choice of the PyTorch build (CPU, CUDA version, Metal) by the NVIDIA driver. Standard library only."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

PYTORCH_INDEX = "https://download.pytorch.org/whl"
"""PyTorch's own package index: it has the builds that PyPI lacks."""

CPU_GIGABYTES, CUDA_GIGABYTES = 3.0, 10.0
"""Disk space needed during the installation: the environment and the downloaded wheels."""

CPU_KEPT_GIGABYTES, CUDA_KEPT_GIGABYTES = 2.4, 5.5
"""Disk space of the environment afterwards."""

CPU_DOWNLOAD_GIGABYTES, CUDA_DOWNLOAD_GIGABYTES = 0.3, 3.0
"""Size of the downloads: torch and all other packages."""

GPU_RUNTIME = "onnxruntime-gpu"
"""It has the same module as onnxruntime, so only one of the two is installed; PyPI's build is for CUDA 13."""

_CUDA_BUILDS = ((580, "cu130"), (575, "cu129"), (570, "cu128"), (525, "cu126"))
"""Oldest driver for each CUDA build, newest build first. Any CUDA 12 runs on drivers since 525 (CUDA minor version
compatibility)."""


@dataclass(frozen=True)
class TorchBuild:
    """One build of torch. tag: its local version ("cpu", "cu129"; empty: PyPI's default build). index: URL of an
    extra package index. gigabytes: disk space needed during the installation."""

    tag: str
    index: Optional[str]
    gigabytes: float

    @property
    def download_gigabytes(self) -> float:
        """Size of the download, with all other packages."""
        return CUDA_DOWNLOAD_GIGABYTES if self.gigabytes == CUDA_GIGABYTES else CPU_DOWNLOAD_GIGABYTES

    @property
    def kept_gigabytes(self) -> float:
        """Disk space afterwards."""
        return CUDA_KEPT_GIGABYTES if self.gigabytes == CUDA_GIGABYTES else CPU_KEPT_GIGABYTES

    @property
    def has_cuda_13(self) -> bool:
        """Whether the build brings the CUDA libraries that GPU_RUNTIME needs, as PyPI's default one for Linux does."""
        return self.gigabytes == CUDA_GIGABYTES and self.tag in ("", "cu130")

    def arguments(self, pinned: str) -> List[str]:
        """Arguments of `pip install` for this build. pinned: a requirement such as "torch==2.13.0"."""
        requirement = f"{pinned}+{self.tag}" if self.tag else pinned
        return [requirement, *(["--extra-index-url", self.index] if self.index else [])]


def torch_builds(driver: Optional[str], platform: str = sys.platform) -> List[TorchBuild]:
    """The builds to try in turn, best first; the last one is PyPI's default, which runs everywhere.

    driver: version of the NVIDIA driver, None without one. platform: as sys.platform.
    """
    if platform == "darwin":
        return [TorchBuild("", None, CPU_GIGABYTES)]  # it contains Metal
    default = TorchBuild("", None, CUDA_GIGABYTES if platform == "linux" else CPU_GIGABYTES)
    major = int(driver.split(".")[0]) if driver else 0
    if platform == "linux" and major >= _CUDA_BUILDS[0][0]:
        return [default]  # PyPI's build for Linux is the newest CUDA one
    tags = [tag for oldest, tag in _CUDA_BUILDS if major >= oldest] or ["cpu"]
    gigabytes = CPU_GIGABYTES if tags == ["cpu"] else CUDA_GIGABYTES
    found = [TorchBuild(tag, index, gigabytes) for tag in tags for index in (None, f"{PYTORCH_INDEX}/{tag}")]
    return [*found, default]


def build_for(tag: Optional[str], platform: str) -> TorchBuild:
    """The build with a tag ("cpu", "cu128") for another computer; None: the one for its processor, or for Metal."""
    if platform == "darwin" or (platform == "win32" and tag in (None, "cpu")):
        return TorchBuild("", None, CPU_GIGABYTES)  # what PyPI has for them
    tag = tag or "cpu"
    return TorchBuild(tag, f"{PYTORCH_INDEX}/{tag}", CPU_GIGABYTES if tag == "cpu" else CUDA_GIGABYTES)


def uses_gpu(driver: Optional[str]) -> bool:
    """Whether torch has a CUDA build for this NVIDIA driver; no for None."""
    return driver is not None and int(driver.split(".")[0]) >= _CUDA_BUILDS[-1][0]


def with_gpu_runtime(requirements: str) -> str:
    """The text of a requirements file with onnxruntime replaced by the same version of its GPU build."""
    return re.sub(r"^onnxruntime==", f"{GPU_RUNTIME}==", requirements, flags=re.MULTILINE)


def pinned_torch(requirements: Path) -> Optional[str]:
    """The line of a requirements file that pins torch; None without one."""
    found = re.search(r"^torch==\S+", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(0) if found else None
