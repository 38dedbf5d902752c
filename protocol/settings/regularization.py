"""Settings of the regularization of outlines."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Settings, setting


@dataclass(frozen=True)
class RegularizeSettings(Settings):
    """Settings of the regularization of outlines."""

    simplify_m: float = setting(
        0.5, "Simplification", "How far a simplified outline may lie from the traced one. 0: none.",
        minimum=0.0, maximum=20.0, unit="m")
    shortest_wall_m: float = setting(
        1.5, "Shortest wall", "Steps and annexes with shorter walls are drawn straight.", minimum=0.1, maximum=100.0,
        unit="m")
    diagonals: bool = setting(
        True, "Diagonals", "Walls at 45 degrees to the others are kept, where they are long enough.")
    circles: bool = setting(True, "Circles", "Round buildings, such as tanks, become circles.")
    neighbours_m: float = setting(
        20.0, "Neighbourhood", "A building without a clear direction of its own takes that of the buildings this near. "
        "0: each takes its own.", minimum=0.0, maximum=1000.0, unit="m")
    least_overlap: float = setting(
        0.7, "Least overlap", "An outline stays as it was traced where the regular one would share less than this part "
        "with it (intersection over union).", minimum=0.0, maximum=1.0)
    most_shift_m: float = setting(
        3.0, "Most shift", "An outline stays as it was traced where the regular one would lie further than this from "
        "it.", minimum=0.0, maximum=100.0, unit="m")
