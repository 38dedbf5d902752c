"""Paths of the plugin's own files, and names of its programs, for plugin and worker."""

from __future__ import annotations

from . import launch

ROOT = launch.ROOT
"""The plugin's folder."""
PACKAGE = __name__.split(".")[0]
"""Name of the plugin's package in QGIS, or in the program that imported it."""
LAUNCH = ROOT / "protocol" / "launch.py"
METADATA = ROOT / "metadata.txt"
REQUIREMENTS = ROOT / "requirements" / "worker.txt"
ICON = ROOT / "plugin" / "icons" / "roofline.svg"
ZOO = ROOT / "models" / "zoo"
"""The bundled base models (model zoo): a folder each, with the two parts of a model file."""
WORKER = "models.worker"
DDP_WORKER = "models.worker.ddp_worker"
"""Modules that are started as processes, below PACKAGE."""
