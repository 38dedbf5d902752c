"""Outlines as an editor would want them."""

from __future__ import annotations

from shapely.geometry import Polygon


def tidy(outline: Polygon, tolerance: float, min_area: float) -> Polygon | None:
    """The outline with at most `tolerance` of detail lost (Douglas and Peucker 1973), without holes below `min_area`;
    None when it is smaller itself. Lengths in pixels, areas in square pixels."""
    simple = outline.simplify(tolerance) if tolerance > 0 else outline
    if not isinstance(simple, Polygon) or not simple.is_valid or simple.is_empty:
        simple = outline
    holes = [ring for ring in simple.interiors if Polygon(ring).area >= max(min_area, 1.0)]
    whole = Polygon(simple.exterior, holes)
    return whole if whole.area >= min_area else None
