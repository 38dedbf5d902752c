"""Towns of outlines for property tests: terraces, courtyards, traced blobs, crooked walls."""

import numpy as np
import shapely
from roofline.models.vectorize.polygonize import trace
from roofline.models.vectorize.strips import Probabilities
from scipy import ndimage
from shapely import affinity
from shapely.geometry import Point, Polygon, box

from .outlines import shaken, terrace


def traced_town(seed: int, size: int = 160) -> list[Polygon]:
    """Outlines as a network's output gives them: a noisy plan of turned houses wall on wall, cores and all."""
    random = np.random.default_rng(seed)
    rows, columns = np.mgrid[:size, :size]
    angle, width, depth = random.uniform(0, np.pi), random.uniform(9, 24), random.uniform(9, 24)
    along, across = (np.cos(angle) * columns + np.sin(angle) * rows, np.cos(angle) * rows - np.sin(angle) * columns)
    house = np.floor(along / width).astype(int) * 1000 + np.floor(across / depth).astype(int)
    _, plot = np.unique(house, return_inverse=True)
    plot = plot.reshape(rows.shape)
    built = (random.random(plot.max() + 1) < random.uniform(0.5, 0.95))[plot]
    rough = ndimage.gaussian_filter(random.standard_normal(plot.shape), random.uniform(1, 3))
    building = ndimage.gaussian_filter(built.astype(float), 1) + random.uniform(0, 0.4) * rough / rough.std()
    wall = ndimage.maximum_filter(plot, 3) != ndimage.minimum_filter(plot, 3)
    core = np.where(ndimage.binary_dilation(wall, iterations=int(random.integers(0, 2))), 0, building)
    as_bytes = [(255 * np.clip(plane, 0, 1)).astype(np.uint8) for plane in (building, core)]
    return [outline.polygon for outline in trace(Probabilities(*as_bytes), 0.5, 4)]


def built_town(seed: int) -> list[Polygon]:
    """Terraces, houses with yards and in yards, letters, tanks and triangles, shaken, and nowhere on each other."""
    random, shapes = np.random.default_rng(seed), []
    for place in range(4):
        houses = terrace(random.uniform(0, 90), houses=int(random.integers(2, 8)), seed=int(random.integers(1 << 30)))
        shapes += [affinity.translate(house, 400 * place, 0) for house in houses]
    for place in range(8):
        kind = (_yard, _letter, _tank, _triangle)[int(random.integers(4))]
        angle = random.uniform(0, 360)
        shapes += [affinity.translate(affinity.rotate(shape, angle, origin=(0, 0)), 400 * place, 800)
                   for shape in kind(random)]
    return [shape for shape in shaken(shapes, seed, random.uniform(0.05, 0.35)) if shape.is_valid]


def cut_up_town(seed: int) -> list[Polygon]:
    """A block cut by random lines: neighbours of all shapes, slivers too, with a vertex wherever another has one."""
    random = np.random.default_rng(seed)
    size = random.uniform(60, 200)
    ends = random.uniform(-10, size + 10, (int(random.integers(4, 14)), 2, 2))
    block = affinity.rotate(box(0, 0, size, size * random.uniform(0.3, 1)), random.uniform(0, 90))
    lines = shapely.union_all([block.exterior, *shapely.linestrings(ends)])
    pieces = shapely.get_parts(shapely.polygonize([*shapely.get_parts(lines)]))
    pieces = [piece for piece in pieces if piece.area > 20 and random.random() < 0.9]
    return [shapely.segmentize(piece, random.uniform(2, 8)) for piece in pieces]


def crooked_town(seed: int) -> list[Polygon]:
    """Stars of random corners on a grid, each for itself, some with random holes."""
    random, shapes = np.random.default_rng(seed), []
    for _ in range(30):
        count = int(random.integers(4, 24))
        angle = np.sort(random.uniform(0, 2 * np.pi, count))
        radius = random.uniform(3, 30, count)
        star = Polygon(np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])).buffer(0)
        star = max(shapely.get_parts(star), key=shapely.area)
        hole = affinity.scale(star, *random.uniform(0.2, 0.6, 2))
        shapes.append(star - hole if random.random() < 0.3 and star.contains(hole) else star)
    return [affinity.translate(shape, 64 * (n % 6), 64 * (n // 6)) for n, shape in enumerate(shapes)
            if isinstance(shape, Polygon)]


def _yard(random):
    width, depth, yard = random.uniform([40, 40, 8], [90, 90, 30])
    inner = box(yard / 2, yard / 2, width - yard / 2, depth - yard / 2)
    pond = inner if random.random() < 0.3 else affinity.scale(inner, *random.uniform(0.2, 0.9, 2))
    return [box(0, 0, width, depth) - inner, *([pond] if random.random() < 0.5 else [])]


def _letter(random):
    a, b, c, d = random.uniform(8, 60, 4)
    return [Polygon([(0, 0), (a + b, 0), (a + b, c), (a, c), (a, c + d), (0, c + d)])]


def _tank(random):
    return [Point(0, 0).buffer(random.uniform(4, 40))]


def _triangle(random):
    return [Polygon([(0, 0), (random.uniform(20, 80), random.uniform(0, 5)), (random.uniform(0, 60), 50)])]


TOWNS = (traced_town, built_town, cut_up_town, crooked_town)
