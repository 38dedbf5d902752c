"""Random synthetic towns (domain randomisation): every parameter is drawn anew from a seed.

A random town never has the demo's look, by construction: a roof colour is drawn again while `roof_is_reserved` holds
for it, a ground colour while `ground_is_reserved` does.
"""

from __future__ import annotations

import colorsys
from typing import Any, Callable

import numpy as np

from .town import RGB, STREETS, Paint, Town, ground_is_reserved, roof_is_reserved

Range = tuple[float, float]

# material, hue (degrees), saturation, value
ROOF_RANGES: tuple[tuple[str, Range, Range, Range], ...] = (
    ("tile", (4, 28), (0.25, 0.70), (0.32, 0.85)),
    ("tile", (0, 36), (0.10, 0.45), (0.28, 0.65)),
    ("metal", (190, 250), (0.00, 0.12), (0.55, 1.00)),
    ("metal", (0, 360), (0.00, 0.15), (0.12, 0.45)),
    ("metal", (10, 30), (0.15, 0.50), (0.32, 0.66)),
    ("metal", (201, 250), (0.30, 0.80), (0.38, 0.85)),
    ("metal", (0, 360), (0.10, 0.80), (0.25, 0.90)),
    ("concrete", (0, 360), (0.00, 0.12), (0.22, 0.97)),
    ("concrete", (18, 35), (0.05, 0.35), (0.45, 0.88)),
    ("shingle", (0, 360), (0.00, 0.15), (0.16, 0.66)),
    ("shingle", (10, 35), (0.10, 0.35), (0.25, 0.66)),
    ("thatch", (20, 35), (0.12, 0.30), (0.28, 0.60)),
)
GROUND_RANGES: tuple[tuple[str, Range, Range, Range], ...] = (
    ("soil", (25, 50), (0.10, 0.45), (0.35, 0.85)),
    ("soil", (0, 60), (0.03, 0.30), (0.30, 0.80)),
    ("grass", (52, 110), (0.22, 0.55), (0.26, 0.62)),
    ("scrub", (45, 110), (0.20, 0.50), (0.26, 0.58)),
    ("field", (25, 95), (0.12, 0.48), (0.30, 0.70)),
    ("paved", (0, 360), (0.00, 0.10), (0.35, 0.80)),
)

MOST_CANOPY = 0.6
"""Crowns of a town as a share of its area: in a denser forest outlines would stand round roofs that nobody sees."""


def _colour(rng: np.random.Generator, ranges: tuple[Range, Range, Range], is_reserved: Callable[[RGB], bool]) -> RGB:
    """A colour within the ranges that is not reserved; every range reaches beyond the reserved bands, so it ends."""
    while True:
        hue, saturation, value = (rng.uniform(*limits) for limits in ranges)
        red, green, blue = colorsys.hsv_to_rgb(hue / 360, saturation, value)
        rgb = (round(red * 255), round(green * 255), round(blue * 255))
        if not is_reserved(rgb):
            return rgb


def _paints(
    rng: np.random.Generator,
    families: tuple[tuple[str, Range, Range, Range], ...],
    count: int,
    is_reserved: Callable[[RGB], bool],
) -> tuple[Paint, ...]:
    picked = rng.choice(len(families), size=count, replace=True)
    return tuple(
        Paint(families[i][0], _colour(rng, families[i][1:], is_reserved), float(rng.uniform(0.4, 3))) for i in picked
    )


def _shares(rng: np.random.Generator, alpha: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(share) for share in rng.dirichlet(alpha))


def random_town(seed: int) -> Town:
    """A town of which every parameter is drawn from `seed`; its roofs and grounds are never the demo's (see above)."""
    rng = np.random.default_rng([seed, 0x70F])

    def u(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    size = float(np.exp(u(np.log(4.5), np.log(19))))
    room = u(1.05, 2.4)
    streets = STREETS[int(rng.integers(3))]
    crown = u(1.2, 4.5)
    rural = streets == "footpaths"
    return Town(
        f"random{seed}", _paints(rng, ROOF_RANGES, int(rng.integers(2, 8)), roof_is_reserved),
        _paints(rng, GROUND_RANGES, int(rng.integers(2, 5)), ground_is_reserved), resolution_m=u(0.2, 0.45),
        streets=streets, block_m=u(4, 12) * size, street_width_m=u(1.5, 4) if rural else u(3, 11),
        paved=u(0, 0.4) if rural else u(0.2, 1),
        road_rgb=_colour(rng, ((20, 50), (0.0, 0.35), (0.3, 0.8)), ground_is_reserved), parcel_width_m=size * room,
        parcel_depth_m=size * u(1.1, 3.0), density=u(0.5, 1), patchiness=u(0, 1) ** 1.5, open_land=u(0, 0.3),
        size_m=size, size_spread=u(0.1, 0.45), elongation=u(0.7, 1.9), shapes=_shares(rng, (5, 2, 1, 0.8, 0.25, 0.4)),
        forms=_shares(rng, (1.5, 1, 0.5, 1.5)), height_m=u(2.5, 5) if size < 8 else u(2.8, 11),
        height_spread=u(0.1, 0.5), pitch_deg=u(6, 40), disorder=u(0, 1) ** 2, touching=max(0.0, u(-0.4, 0.8)),
        packed=max(0.0, u(-0.6, 1.0)), sheds=u(0, 0.8), large=u(0, 0.15), wear=u(0, 1),
        patched=max(0.0, u(-0.4, 0.6)), rooftops=u(0, 1), halls=u(0, 0.6), colour_spread=u(0.03, 0.22),
        trees_per_ha=min(float(np.exp(u(np.log(2), np.log(220)))), MOST_CANOPY * 1e4 / (np.pi * crown**2)),
        tree_radius_m=crown,
        tree_rgb=_colour(rng, ((28, 135), (0.15, 0.6), (0.15, 0.5)), ground_is_reserved), tree_spread=u(0.02, 0.1),
        orchards=max(0.0, u(-0.3, 0.4)), palms=max(0.0, u(-0.5, 0.5)), cars=u(0, 1), lorries=u(0, 0.4),
        panels=max(0.0, u(-0.3, 0.3)), pads=u(0, 0.3), shells=u(0.3, 1), walls=u(0, 0.7), wall_m=u(0.3, 2.6),
        courts=u(0, 0.6), goods=u(0, 1), pools=max(0.0, u(-0.3, 0.25)), water=u(0, 0.4), **_light_and_sensor(u, rng),
    )


def _light_and_sensor(u: Callable[[float, float], float], rng: np.random.Generator) -> dict[str, Any]:
    """From the sun to the file: dark satellite scenes with black shadows, veiled ones, glaring ones."""
    sun = u(22, 72)
    return {
        "sun_elevation_deg": (sun, sun + u(1, 12)), "sky": u(0.2, 0.6), "shadow": u(0.35, 0.87),
        "tilt_deg": max(0.0, u(-8, 26)), "perspective": max(0.0, u(-0.002, 0.004)),
        "contrast": u(0.6, 1.3), "saturation": u(0.3, 1.5), "brightness": u(0.7, 1.3),
        "gamma": float(np.exp(u(-0.45, 0.6))), "clipped": max(0.0, u(-0.03, 0.02)),
        "cast": (u(0.86, 1.14), u(0.94, 1.06), u(0.82, 1.18)), "haze": max(0.0, u(-0.15, 0.4)),
        "blur": u(0.4, 1.7), "noise": u(0.5, 8), "vignette": max(0.0, u(-0.2, 0.2)),
        "sharpen": max(0.0, u(-0.8, 1.2)), "color_blur": max(0.0, u(-2, 2.5)), "color_shift": max(0.0, u(-1, 1)),
        "jpeg_quality": int(rng.integers(35, 99)),
    }
