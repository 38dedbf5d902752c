"""Translatable texts of Roofline's layers: names, legends, forms, and commands in the undo stack.

They are saved in the project and shown in QGIS's own windows, so they are not part of the panel's texts (ui/words).
"""

from __future__ import annotations

from ...protocol.areas import IGNORE, PREDICT, SUGGESTED, TRAIN, VALIDATE
from ...protocol.footprints import (
    ACCEPTED,
    CHECKED,
    EDITED,
    FALSE_ALARM,
    FOUND,
    LOST,
    MISSED,
    NEWLY_FOUND,
    NO_LONGER_FALSE,
    OPEN,
    REJECTED,
    TAKEN,
)
from ..translation import mark

LABELS = mark("Labels")
FOUND_IN = mark("Found in {imagery}")
AREAS = mark("Areas")
CLASS = mark("Class")
ROLE = mark("Role")
NOTE = mark("Note")
ROLES = {
    TRAIN: mark("Train: the labels are complete"),
    VALIDATE: mark("Hold out: kept from training to score"),
    PREDICT: mark("Predict: look here"),
    IGNORE: mark("Ignore: neither train nor score"),
    SUGGESTED: mark("Suggested: to be labelled next"),
}
BACKGROUND = mark("Background: none of them")
OTHER_CLASSES = mark("Other classes")
BY_CLASS, BY_CONFIDENCE = mark("By class"), mark("By confidence")
SURE = mark("Confidence 0.9 and more")
LIKELY = mark("Confidence 0.7 to 0.9")
UNSURE = mark("Confidence 0.4 to 0.7")
DOUBTFUL = mark("Confidence below 0.4")
STATUSES = {ACCEPTED: mark("Accepted"), REJECTED: mark("Rejected"), EDITED: mark("Edited")}
KINDS = {
    FOUND: mark("Found"), NEWLY_FOUND: mark("Newly found"), FALSE_ALARM: mark("False alarm"),
    NO_LONGER_FALSE: mark("False alarm that is gone"), MISSED: mark("Missed"),
    LOST: mark("Found before, and missed now"),
}
ACCEPT, REJECT, DELETE = mark("Accept footprint"), mark("Reject footprint"), mark("Delete footprint")
ACCEPT_CELL, REOPEN_CELL = mark("Accept the footprints of a cell"), mark("Open a cell again")
ADD_MISSING = mark("Draw missing footprint")
SUGGEST_SQUARE, FINISH_SQUARE = mark("Suggest square"), mark("Square is labelled")
SKIP_SQUARE = mark("Skip square")
ALIGN_LABELS = mark("Align labels with the imagery")
CELLS = mark("Cells to check")
CELL_STATUSES = {OPEN: mark("Open"), TAKEN: mark("Taken: being checked"), CHECKED: mark("Checked"),
                 REJECTED: mark("Rejected")}
USE_FOOTPRINTS, ADD_AREA = mark("Use footprints as labels"), mark("Add area")
