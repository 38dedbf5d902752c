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
EXAMPLE_MODEL = ROOT / "plugin" / "processing" / "finetune_find_score.model3"
"""A chain of algorithms for QGIS's model designer."""
ZOO = ROOT / "models" / "zoo"
"""The built-in models (model zoo): a folder each, with the two parts of a model file."""
TRANSLATIONS, SENTENCES, CONTEXT = ROOT / "i18n", "sentences.json", "Roofline"
"""The folder of the translations; in it the list of the sentences that reach the user with their values filled in, as
they are before that; and Qt's context of all texts."""
WORKER = "models.worker"
DDP_WORKER = "models.worker.ddp_worker"
VIEW_WORKER = "models.worker.view_server"
"""Modules that are started as processes, below PACKAGE."""
