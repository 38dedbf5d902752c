"""Attribute schema of footprint, error, suggestion and review grid layers: columns, statuses and verdicts."""

from __future__ import annotations

from typing import Dict, Optional

STATUSES = PREDICTED, ACCEPTED, REJECTED, EDITED = ("predicted", "accepted", "rejected", "edited")
VERDICTS = FOUND, FALSE_ALARM, MISSED = ("found", "false alarm", "missed")
"""Values of the column `kind` of outlines compared with labels: true positive, false positive, false negative."""
CHANGES = NEWLY_FOUND, LOST, NO_LONGER_FALSE = ("newly found", "lost", "false alarm gone")
"""More values of it, where a tuned model is compared with its base: found by the tuned alone, found by the base alone,
and a false alarm of the base alone."""

BUILDING_CHANGES = NEW, GONE, CHANGED, UNCHANGED, SPLIT, MERGED, REGROUPED = (
    "new", "gone", "changed", "unchanged", "split", "merged", "regrouped")
"""Values of the column `change` of two layers compared. Split: one outline before, several after; merged: the other
way round; regrouped: several before and several after that cannot be told apart."""

FOOTPRINT_COLUMNS: Dict[str, type] = {
    "class": str, "confidence": float, "area_m2": float, "perimeter_m": float, "regularized": bool, "status": str,
    "model": str, "run": str,
}
"""In their order. `confidence` (0-1) is how probably the footprint is right (IoU of 0.5 with a building) where the
model's card can tell, else its mean probability. `area_m2` and `perimeter_m` are ellipsoidal, `status` is one of
STATUSES, `model` the file's name and `run` that on its card."""
ERROR_COLUMNS: Dict[str, type] = {"kind": str, "iou": float, "area_m2": float}
CHANGE_COLUMNS: Dict[str, type] = {
    "change": str, "before_id": str, "after_id": str, "iou": float, "covered_before": float, "covered_after": float,
    "area_before_m2": float, "area_after_m2": float,
}
"""`change` is one of BUILDING_CHANGES; the ids are those of the features, with commas between several. The shares (0-1)
are those of the ground before and after that the other side covers."""
MOVE_COLUMNS: Dict[str, type] = {"source_id": int, "east_m": float, "north_m": float}
SUGGESTED_COLUMNS: Dict[str, type] = {"role": str, "rank": int, "score": float}
OPEN, TAKEN, CHECKED = "open", "taken", "checked"
CELL_STATUSES = (OPEN, TAKEN, CHECKED, REJECTED)
"""Of the cells of a review grid: taken while somebody checks it."""
CELL_COLUMNS: Dict[str, type] = {"cell": int, "status": str, "reviewer": str, "changed_at": str}
"""`cell` numbers them, `status` is one of CELL_STATUSES, `reviewer` who gave it, `changed_at` when (UTC, ISO 8601)."""


def status_of(value: Optional[object]) -> str:
    """The value of a status column as one of STATUSES, ignoring case; PREDICTED (not checked) for any other value."""
    text = ("" if value is None else str(value)).strip().lower()
    return text if text in STATUSES else PREDICTED
