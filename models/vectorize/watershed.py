"""Marker-based watershed on a mask (Beucher and Lantuéjoul 1979): labels grow by a bounded number of steps."""

from __future__ import annotations

import numpy as np

NEIGHBOURS = ((-1, 0), (0, -1), (0, 1), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1))
"""Offsets (down, right) of the pixels from which a label may come, the first choice first."""


def watershed(cores: np.ndarray, mask: np.ndarray, steps: int) -> np.ndarray:
    """The labels (rows, columns) int32 of `cores` (0: none), grown by `steps` pixels (8-connected) over `mask` bool.

    The outermost pixels are never reached. Where two labels arrive in the same step, the order of NEIGHBOURS decides,
    so a label depends on nothing but the pixels around.
    """
    owners, width = cores.copy(), cores.shape[1]
    flat, reached = owners.reshape(-1), (cores > 0).reshape(-1)
    free = np.zeros(cores.shape, bool)
    free[1:-1, 1:-1] = mask[1:-1, 1:-1]
    left = free.reshape(-1)[width + 1:-width - 1]
    left &= ~reached[width + 1:-width - 1]
    step = np.zeros(left.shape, np.min_scalar_type(steps))  # in which a pixel is reached; 0: never
    for nth in range(1, steps + 1):
        beside = reached[:-2 * width] | reached[2 * width:]
        beside |= reached[width:-width]
        near = beside[:-2] | beside[2:]
        near |= beside[1:-1]
        near &= left
        if not near.any():  # nothing grows any more
            break
        reached[width + 1:-width - 1] |= near
        left ^= near
        step += near.view(np.uint8) * step.dtype.type(nth)
    grown = np.flatnonzero(step > 0)
    step_of = step.take(grown)
    for nth in range(1, steps + 1):
        at = grown.compress(step_of == nth) + (width + 1)
        found, missing = np.zeros(len(at), np.int32), np.arange(len(at))
        for down, right in NEIGHBOURS:
            there = flat.take(at.take(missing) + (down * width + right))
            found[missing] = there
            missing = missing.compress(there == 0)
        flat[at] = found
    return owners
