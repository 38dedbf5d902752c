"""Where the plugin's own files and programs are, for both sides of the conversation."""

from __future__ import annotations

from .launch import ROOT

PACKAGE = __name__.split(".")[0]
"""What QGIS, or who loaded it, calls the plugin's folder."""
LAUNCH = ROOT / "protocol" / "launch.py"
METADATA = ROOT / "metadata.txt"
REQUIREMENTS = ROOT / "requirements" / "worker.txt"
ICON = ROOT / "plugin" / "icons" / "roofline.svg"
ZOO = ROOT / "models" / "zoo"
"""The base models that ship: a folder each, with the two parts of a model file."""
WORKER = "models.worker"
DDP_WORKER = "models.worker.ddp_worker"
"""Modules that are started as processes, below PACKAGE."""
