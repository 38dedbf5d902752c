"""Names of the files in the folder of a run or job, for the side that writes them and the side that reads them."""

from __future__ import annotations

REQUEST, MESSAGES, LOG = "request.json", "messages.jsonl", "worker.log"
"""What was asked, everything that was answered, and what the worker printed. The plugin writes them."""
LAST_WEIGHTS, BEST_WEIGHTS = "last.safetensors", "best.safetensors"
"""What a training resumes from (weights, optimizer and state), and its best weights so far."""
FOOTPRINTS, STRIPS = "footprints.gpkg", "strips"
"""What a prediction has found so far, and the folder of probabilities that it resumes from."""
