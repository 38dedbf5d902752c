"""Imports the checkout under the plugin's own name, whatever the folder is called."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "protocol"))
from launch import load_package  # noqa: E402

sys.path.pop(0)
if "roofline" not in sys.modules:
    load_package("roofline", ROOT)
