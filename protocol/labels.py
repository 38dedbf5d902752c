"""Label semantics and quality thresholds, shared by the label checks of plugin and worker."""

from __future__ import annotations

BUILDING = "building"
"""The class of the built-in model, and of labels and footprints without a class."""
BACKGROUND = "background"
"""Class, ignoring case, of a negative label: there is no building."""
NARROWEST_M, SMALLEST_M2 = 0.5, 2.0
"""A label that is narrower (area divided by half the perimeter) or smaller is a sliver."""
LARGEST_M2 = 20_000.0
"""A label that is larger is many times a building, and perhaps an area."""
MOST_COVERED = 0.8
"""Where labels cover a larger share of the areas, they are perhaps no buildings."""
SAME_IOU = 0.5
"""Two labels with more than this intersection over union are duplicates: of the same building."""
LARGEST_OVERLAP = 0.1
"""Largest share of the smaller of two labels that the other may cover."""
MOST_PARTS = 4
"""A feature of more parts is a collection of buildings; one of up to so many may be a building in parts."""
FEWEST_TRAINED, FEWEST_HELD_OUT = 24, 8
"""With fewer labels on either side of the split none are held out (docs/decisions/0004)."""
FEWEST_TO_HOLD_OUT = FEWEST_TRAINED + FEWEST_HELD_OUT
FEWEST_CROSS_FITTED = 10
"""With fewer labels than these two halves say nothing of each other."""
