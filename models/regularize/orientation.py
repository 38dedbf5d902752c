"""Dominant orientation of buildings: the direction of the walls modulo 90 degrees, smoothed over neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

QUARTER = np.pi / 2
TRIANGLE = 4
"""Coordinates of a closed ring of three corners."""
SPREAD = np.deg2rad(8.0)
"""Standard deviation (radians) of the weight of an edge by its angle to the building's direction."""
ROUNDS = 4
"""Refinements of a building's own direction."""
AGREEING = np.deg2rad(8.0)
"""Standard deviation (radians) of the weight of a neighbour by its angle to a building with a clear direction."""
TOUCHING = np.deg2rad(10.0)
"""Standard deviation (radians) of the weight of a building that touches another, by the angle between the two."""
NEIGHBOURS_WEIGHT = 1.0
"""Weight of all neighbours together, beside a building with as clear and as long walls as they have on average."""


@dataclass(frozen=True)
class Directions:
    """The direction of each building: its `angle` (n,) in radians from 0 to a quarter turn, how `clear` (n,) it is, as
    the share of the walls that keep to it (0-1), and the length of the `walls` (n,)."""

    angle: np.ndarray
    clear: np.ndarray
    walls: np.ndarray


def turn(angle: np.ndarray, other: np.ndarray | float) -> np.ndarray:
    """The shorter turn from `other` to `angle`, modulo 90 degrees: -45 to 45 degrees, in radians."""
    return (angle - other + QUARTER / 2) % QUARTER - QUARTER / 2


def coarse(outlines: np.ndarray, tolerance: float) -> np.ndarray:
    """The shells of Polygons, simplified with `tolerance` pixels (Douglas and Peucker 1973). They may cross themselves,
    which is many times faster and does not change a direction; few become triangles."""
    rings = shapely.get_exterior_ring(outlines)
    simple = shapely.simplify(rings, tolerance, preserve_topology=False)
    small = shapely.get_num_coordinates(simple) <= TRIANGLE
    simple[small] = shapely.simplify(rings[small], tolerance)
    return shapely.polygons(simple)


def own_directions(outlines: np.ndarray) -> Directions:
    """The directions of Polygons, each by its own shell: the circular mean of four times the angles of the edges,
    weighted by their squared lengths, then refined by the edges that nearly agree."""
    xy, owner = shapely.get_coordinates(shapely.get_exterior_ring(outlines), return_index=True)
    inside = np.diff(owner) == 0
    edges, owner = np.diff(xy, axis=0)[inside], owner[:-1][inside]
    length, angle = np.hypot(*edges.T), np.arctan2(edges[:, 1], edges[:, 0])

    def total(of: np.ndarray) -> np.ndarray:
        return np.bincount(owner, weights=of, minlength=len(outlines))

    voices = length ** 2
    found = np.arctan2(total(voices * np.sin(4 * angle)), total(voices * np.cos(4 * angle))) / 4
    for _ in range(ROUNDS):
        off = turn(angle, found[owner])
        weight = voices * np.exp(-0.5 * (off / SPREAD) ** 2)
        found = found + total(weight * off) / np.maximum(total(weight), 1e-12)
    near = np.exp(-0.5 * (turn(angle, found[owner]) / SPREAD) ** 2)
    walls = total(length)
    return Directions(found % QUARTER, total(length * near) / walls, walls)


def common_directions(places: np.ndarray, own: Directions, reach: float) -> np.ndarray:
    """The angle (n,) of each building, averaged with those of the buildings within `reach` of its place (n, 2).

    Nearer neighbours with longer walls and clearer directions have more weight; a building with a clear direction of
    its own follows only neighbours that nearly agree.
    """
    if reach <= 0 or not len(places):
        return own.angle
    points = shapely.points(places)
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach)
    order = np.lexsort((other, one))  # sums of the same terms in another order would differ in the last bits
    one, other = (pair[order][one[order] != other[order]] for pair in (one, other))
    distance = np.hypot(*(places[one] - places[other]).T)
    voice = own.walls * own.clear ** 2
    nearness = np.exp(-0.5 * (2 * distance / reach) ** 2)
    apart = turn(own.angle[other], own.angle[one])
    heeds = own.clear[one] * np.exp(-0.5 * (apart / AGREEING) ** 2) + 1 - own.clear[one]

    def total(of: np.ndarray) -> np.ndarray:
        return np.bincount(one, weights=of, minlength=len(places))

    share = NEIGHBOURS_WEIGHT / np.maximum(total(nearness), 1.0)
    weight = voice[other] * nearness * heeds * share[one]
    sine, cosine = total(weight * np.sin(4 * apart)), total(weight * np.cos(4 * apart))
    return (own.angle + np.arctan2(sine, voice + cosine) / 4) % QUARTER


def aligned_directions(angle: np.ndarray, own: Directions, touching: np.ndarray, rounds: int) -> np.ndarray:
    """Angles (n,) that converge where buildings touch, pairs `touching` (m, 2), so that two can share a wall. A
    building depends on those up to `rounds` contacts away, and on no others."""
    one, other = np.concatenate([touching, touching[:, ::-1]]).T
    voice = own.walls * own.clear ** 2
    for _ in range(rounds):
        apart = turn(angle[other], angle[one])
        weight = voice[other] * np.exp(-0.5 * (apart / TOUCHING) ** 2)
        drawn = np.bincount(one, weights=weight * apart, minlength=len(angle))
        angle = angle + drawn / (voice + np.bincount(one, weights=weight, minlength=len(angle)))
    return angle % QUARTER
