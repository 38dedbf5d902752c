"""File names in the folder of a run or job, shared by plugin and worker."""

from __future__ import annotations

REQUEST, MESSAGES, LOG = "request.json", "messages.jsonl", "worker.log"
"""The request, the worker's messages (JSON lines), and its stderr. The plugin writes them."""
LAST_WEIGHTS, BEST_WEIGHTS = "last.safetensors", "best.safetensors"
"""The checkpoint from which a training resumes (weights, optimizer and state), and its best weights so far."""
FOOTPRINTS, STRIPS = "footprints.gpkg", "strips"
"""Footprints found so far by a prediction, and the folder of probabilities from which it resumes."""
LIVE_LOG = "live.jsonl"
"""The log of a live training: what each snapshot of its labels changed, and when a model was kept (JSON lines)."""
NOT_ADDED = "not_added.gpkg"
"""Footprints that the layer which they were for did not take."""
