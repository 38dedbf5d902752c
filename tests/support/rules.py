"""Labels, areas and footprints with what both sides must make of them: the panel in QGIS, and the learning core.

Coordinates are metres from the south-west corner of a raster of 64 m; a label or area is (x, y, width, height).
"""

SIDE_M = 64
LABELS = {
    "inside": (2, 2, 4, 4),
    "reaches beyond": (62, 20, 4, 4),
    "beside": (66, 30, 4, 4),
    "only its box meets": ((70, 60), (70, 70), (60, 70)),
}
"""The last one is a triangle whose bounding box meets the raster, and whose outline does not."""
ON_IMAGERY = {"inside", "reaches beyond"}
WHOLLY_ON_IMAGERY = {"inside"}

ROLES = {None: "train", "": "train", "  ": "train", "Train": "train", " VALIDATE ": "validate", "Predict": "predict",
         "ignore": "ignore", "Suggested": "suggested"}
"""What is written in a role column, and the role that it means."""

STATUSES = {None: "predicted", "": "predicted", "nonsense": "predicted", "Rejected": "rejected",
            " REJECTED": "rejected", "accepted": "accepted", "Edited ": "edited"}
"""What is written in a status column, and the status that it means."""
