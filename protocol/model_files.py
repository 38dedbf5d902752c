"""Model file format (names of its parts) and names of models, shared by plugin and worker."""

from __future__ import annotations

SUFFIX = ".roofline"
CARD, WEIGHTS = "model.json", "weights.safetensors"
"""The two parts of a model file, a zip that is not compressed."""
LARGEST_CARD = 1_000_000
"""Bytes; a card has a few thousand."""
DEFAULT_BASE = "buildings"
"""The built-in model, which an empty choice means."""
BUILT_IN = "the built-in model"
"""Its name in reports."""
ENCODER = "encoder:"
"""Prefix of a choice that names an encoder, whose weights the worker downloads from the Hugging Face hub."""
SAFETENSORS, PICKLES = ".safetensors", (".pt", ".pth", ".bin")
"""The endings of files of weights that an encoder can be read from."""
ENCODER_RESOLUTION_M = 0.3
"""Ground metres a pixel at which the base made of an encoder learns, unless its name tells of another imagery."""
TERRATORCH_ENCODER = "terratorch_"
"""How the names of encoders begin that TerraTorch builds."""
RESOLUTIONS_M = (("prithvi_", 30.0), ("landsat", 30.0), ("naip", 1.0), (TERRATORCH_ENCODER, 10.0))
"""What the names of encoders have in them that learned from images of satellites or of an aerial survey, and the
resolution of these; the first that is found holds."""


def is_encoder_choice(value: str) -> bool:
    """Whether a choice of a model is an encoder, by its name or as a file of its weights: it finds nothing before it is
    fine-tuned."""
    return value.startswith(ENCODER) or value.lower().endswith((SAFETENSORS, *PICKLES))


def encoder_resolution_m(name: str) -> float:
    """Ground metres a pixel at which the base made of the encoder of that name learns."""
    return next((resolution for part, resolution in RESOLUTIONS_M if part in name), ENCODER_RESOLUTION_M)
