"""Value noise: smooth random fields from small random grids (quadratic B-splines), and their octaves."""

from __future__ import annotations

import numpy as np

Field = np.ndarray


def _taps(length: int, cells: float, offset: float) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """First grid index and the three quadratic B-spline weights for each of `length` pixels."""
    position = (np.arange(length, dtype=np.float32) + 0.5) * np.float32(cells / length) + np.float32(offset)
    first = np.floor(position).astype(np.intp)
    t = position - first
    return first, (0.5 * (1 - t) ** 2, 0.75 - (t - 0.5) ** 2, 0.5 * t**2)


def smooth_noise(rng: np.random.Generator, height: int, width: int, cell_px: float) -> Field:
    """A float32 field of mean 0 and standard deviation 1 whose features are about `cell_px` pixels wide."""
    rows, columns = height / cell_px, width / cell_px
    grid = rng.standard_normal((int(rows) + 5, int(columns) + 5), dtype=np.float32)
    i, wi = _taps(height, rows, rng.random())
    j, wj = _taps(width, columns, rng.random())
    across = sum(grid[i + k] * wi[k][:, None] for k in range(3))
    across = np.ascontiguousarray(across)
    field = across[:, j] * wj[0]
    field += across[:, j + 1] * wj[1]
    field += across[:, j + 2] * wj[2]
    return field * np.float32(1.8)  # the spline averages the grid: brings the spread back to about one


def octaves(
    rng: np.random.Generator, height: int, width: int, cell_px: float, count: int = 4, gain: float = 0.6
) -> Field:
    """Sum of `count` noises, each twice as fine and `gain` as strong as the one before; standard deviation about 1."""
    total = np.zeros((height, width), np.float32)
    amplitude, energy = 1.0, 0.0
    for octave in range(count):
        cell = cell_px / 2**octave
        layer = (
            smooth_noise(rng, height, width, cell)
            if cell > 1.5
            else rng.standard_normal((height, width), dtype=np.float32)
        )
        total += np.float32(amplitude) * layer
        energy += amplitude**2
        amplitude *= gain
        if cell <= 1.5:
            break
    return total / np.float32(energy**0.5)


def smoothstep(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """0 below `low`, 1 above `high`, smooth in between."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
