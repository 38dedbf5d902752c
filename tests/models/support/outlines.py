"""Outlines and probabilities for the tests of tracing and regularisation."""

import numpy as np
import shapely
from roofline.models.regularize.regularizer import Regularizer
from roofline.models.vectorize.strips import Outline, Probabilities
from roofline.protocol.settings.regularization import RegularizeSettings
from scipy import ndimage
from shapely import affinity
from shapely.geometry import Polygon, box


def said(building: np.ndarray, core: np.ndarray | None = None) -> Probabilities:
    """Buildings that are core throughout, if nothing else is said."""
    return Probabilities(building, building if core is None else core)


def told(outlines) -> set:
    """All that is said of outlines, every coordinate to the last bit."""
    found = [(o.polygon.wkb, o.probability, o.class_id) for o in outlines]
    assert len(set(found)) == len(found)
    return set(found)


def crumbled(seed: int) -> Probabilities:
    """A few large blobs, nearly all one building, with many cores of every size in them."""
    random = np.random.default_rng(seed)
    building = np.where(ndimage.gaussian_filter(random.standard_normal((97, 83)), 5) > -0.03, 230, 20).astype(np.uint8)
    core = ndimage.gaussian_filter(random.standard_normal((97, 83)), 1.3) > 0.05
    return said(building, np.where(core & (building > 128), 255, 0).astype(np.uint8))


RESOLUTION_M = 0.3


def wavy(shapes, seed=0, by=0.5):
    """Outlines with a vertex every pixel or two, shaken, the same where two share them; all valid."""
    waves = shaken(shapes, seed, by)
    assert all(shape.is_valid for shape in waves)
    return waves


def shaken(shapes, seed=0, by=0.5):
    """As wavy(), with outlines that may cross themselves."""
    random, moved = np.random.default_rng(seed), {}

    def shake(xy):
        return np.array([moved.setdefault(tuple(point.round(6)), point + random.uniform(-by, by, 2)) for point in xy])

    return [shapely.transform(shapely.segmentize(shape, 1.5), shake) for shape in shapes]


def drawn(polygons, settings=None, open_rows=(), order=None, pool=None):
    """The outlines in their order, drawn when they come in portions that end where the rows are open."""
    regularizer, found = Regularizer(settings or RegularizeSettings(), RESOLUTION_M, pool), []
    left = [Outline(polygons[i], float(i)) for i in (range(len(polygons)) if order is None else order)]
    for row in open_rows:
        now = [outline for outline in left if outline.polygon.bounds[3] <= row]
        left = [outline for outline in left if outline not in now]
        found += regularizer.add(now, min([row, *(outline.polygon.bounds[1] for outline in left)]))
    found += [*regularizer.add(left, np.inf), *regularizer.finish()]
    assert len(found) == len(polygons)
    return sorted(found, key=lambda outline: outline.probability)


def terrace(angle, houses=8, seed=0):
    """Houses of random widths and depths, wall on wall, their shared walls noded."""
    random, x, shapes = np.random.default_rng(seed), 0.0, []
    for _ in range(houses):
        width, depth = random.uniform(18, 40), random.uniform(30, 50)
        shapes.append(box(x, 0, x + width, depth))
        x += width
    noded = [Polygon(shapely.get_coordinates(shapely.node(shape.exterior))) for shape in shapes]
    for left, right in zip(range(houses - 1), range(1, houses)):
        for one, other in ((left, right), (right, left)):
            noded[one] = shapely.snap(noded[one], shapely.MultiPoint(shapely.get_coordinates(noded[other])), 1e-9)
    return [affinity.rotate(shapely.segmentize(shape, 1.5), angle, origin=(0, 0)) for shape in noded]
