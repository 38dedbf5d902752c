"""The words of our layers: names, legends, forms and undoable edits. They stand in the project and in QGIS's own
windows, so they are not the panel's alone."""

from __future__ import annotations

from ..translation import mark

LABELS = mark("Labels")
AREAS = mark("Areas")
CLASS = mark("Class")
ROLE = mark("Role")
NOTE = mark("Note")
ROLES = {
    "train": mark("Train: every building is labelled"),
    "validate": mark("Hold out: kept from training to score"),
    "predict": mark("Predict: find the buildings here"),
    "ignore": mark("Ignore: neither train nor score"),
}
SURE = mark("Confidence 0.9 and more")
LIKELY = mark("Confidence 0.75 to 0.9")
UNSURE = mark("Confidence 0.6 to 0.75")
DOUBTFUL = mark("Confidence below 0.6")
STATUSES = {"accepted": mark("Accepted"), "rejected": mark("Rejected"), "edited": mark("Edited")}
KINDS = {"found": mark("Found"), "false_alarm": mark("False alarm"), "missed": mark("Missed")}
ACCEPT, REJECT, DELETE = mark("Accept footprint"), mark("Reject footprint"), mark("Delete footprint")
USE_FOOTPRINTS, ADD_AREA = mark("Use footprints as labels"), mark("Add area")
