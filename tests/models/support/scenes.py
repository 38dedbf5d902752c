"""Whether outlines lie on the edges of an image."""

import numpy as np
from rasterio.features import rasterize


def edge_strength(image: np.ndarray, outlines: list) -> float:
    """Mean steepness of the image along outlines."""
    grey = image.astype(float).mean(0)
    steepness = np.hypot(*np.gradient(grey))
    lines = rasterize([outline.boundary for outline in outlines], grey.shape).astype(bool)
    lines[:3] = lines[-3:] = lines[:, :3] = lines[:, -3:] = False
    return float(steepness[lines].mean())
