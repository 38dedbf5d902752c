"""Names of models and of the parts of a model file, for the side that trains and the side that lists them."""

from __future__ import annotations

SUFFIX = ".roofline"
CARD, WEIGHTS = "model.json", "weights.safetensors"
"""The two parts of a model file, a zip that is not compressed."""
LARGEST_CARD = 1_000_000
"""Bytes; a card has a few thousand."""
DEFAULT_BASE = "buildings"
"""The bundled model that an empty choice means."""
ENCODER = "encoder:"
"""How a choice begins that names an encoder, whose weights the worker fetches from the Hugging Face hub."""
ENCODER_RESOLUTION_M = 0.3
"""Ground metres a pixel at which the base made of an encoder learns."""
