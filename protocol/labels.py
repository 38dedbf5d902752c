"""What labels mean, and when they deserve a second look: the same on the map and in a training."""

from __future__ import annotations

BACKGROUND = "background"
"""The class, in any case, of a label that says: here is no building."""
NARROWEST_M, SMALLEST_M2 = 0.5, 2.0
"""A label that is narrower (area by half the perimeter) or smaller is a sliver."""
SAME_IOU = 0.5
"""From this intersection over union two labels are of the same building."""
LARGEST_OVERLAP = 0.1
"""Share of the smaller of two labels that the other may cover."""
FEWEST_TRAINED, FEWEST_HELD_OUT = 8, 4
"""With fewer labels on either side of the cut none are held out (docs/decisions/0004)."""
FEWEST_TO_HOLD_OUT = FEWEST_TRAINED + FEWEST_HELD_OUT
