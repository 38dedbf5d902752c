"""Seeded region growing (Adams and Bischof 1994) by colour, which stops at the level with the strongest edge around."""

from __future__ import annotations

import math

import numpy as np
from scipy import ndimage

REACH_M = 30.0
"""How far a region may grow from its seed."""
SEED_M = 0.5
"""Radius of the ground whose mean colour is that of the seed."""
LEVELS = np.geomspace(0.12, 2.5, 14)
"""Differences of colour that are tried, in standard deviations of the colours around."""
THIN_M = 0.5
"""What is narrower than twice this is no part of a roof: a region leaks through such gaps."""
LEAST_M2, MOST_M2 = 6.0, 1500.0
"""Areas that a building may have here."""


def grown(image: np.ndarray, free: np.ndarray, seed: tuple[int, int], resolution_m: float) -> np.ndarray:
    """The pixels (H, W) bool of the region round `seed` (row, column) in an image (C, H, W), among those that are
    `free`; none where no region ends within REACH_M."""
    margin = math.ceil(REACH_M / resolution_m)
    rows, columns = (slice(max(at - margin, 0), at + margin + 1) for at in seed)
    part, open_ground = image[:, rows, columns].astype(np.float32), free[rows, columns]
    at = seed[0] - rows.start, seed[1] - columns.start
    out = np.zeros(free.shape, bool)
    found = _best(part, open_ground, at, resolution_m)
    if found is not None:
        out[rows, columns] = found
    return out


def _best(image: np.ndarray, free: np.ndarray, seed: tuple[int, int], resolution_m: float) -> np.ndarray | None:
    """Of the regions at all levels the one with the strongest edge along its border."""
    difference, edge = _difference(image, free, seed, resolution_m), _edge(image)
    steps, pixel_m2 = max(round(THIN_M / resolution_m), 1), resolution_m ** 2
    best, strongest = None, 0.0
    for level in LEVELS:
        region = _round_seed((difference <= level) & free, seed, steps)
        if region is None:
            continue
        if region[0].any() or region[-1].any() or region[:, 0].any() or region[:, -1].any():
            break  # the next ones are larger
        area_m2 = np.count_nonzero(region) * pixel_m2
        if not LEAST_M2 <= area_m2 <= MOST_M2:
            continue
        border = region ^ ndimage.binary_erosion(region)
        strength = float(edge[border].mean())
        if strength > strongest:
            best, strongest = region, strength
    return best


def _difference(image: np.ndarray, free: np.ndarray, seed: tuple[int, int], resolution_m: float) -> np.ndarray:
    """How far the colour of each pixel (H, W) is from that of the seed, in standard deviations of each band."""
    smooth = np.stack([ndimage.uniform_filter(band, 3) for band in image])
    reach = max(round(SEED_M / resolution_m), 1)
    near = smooth[:, max(seed[0] - reach, 0):seed[0] + reach + 1, max(seed[1] - reach, 0):seed[1] + reach + 1]
    mean = np.median(near.reshape(len(image), -1), axis=1)
    spread = np.maximum(smooth[:, free].std(axis=1) if free.any() else np.ones(len(image)), 1e-6)
    return np.sqrt((((smooth - mean[:, None, None]) / spread[:, None, None]) ** 2).mean(axis=0))


def _edge(image: np.ndarray) -> np.ndarray:
    """How strong the edge is at each pixel (H, W)."""
    return np.max([ndimage.gaussian_gradient_magnitude(band, 1.0) for band in image], axis=0)


def _round_seed(similar: np.ndarray, seed: tuple[int, int], steps: int) -> np.ndarray | None:
    """The connected region round the seed without thin parts and holes; None where the seed itself is in a thin one."""
    opened = ndimage.binary_opening(similar, iterations=steps)
    parts, _ = ndimage.label(opened)
    reach = steps + 1
    near = parts[max(seed[0] - reach, 0):seed[0] + reach + 1, max(seed[1] - reach, 0):seed[1] + reach + 1]
    number = parts[seed] or near.max()
    return ndimage.binary_fill_holes(parts == number) if number else None
