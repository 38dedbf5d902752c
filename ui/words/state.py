"""UI strings: status line (ready to train, or what is missing)."""

from . import mark

NO_IMAGERY = mark("Choose the imagery above.")
IMAGERY_REFUSED = mark("Training waits for imagery that can be used. What is wrong with this one stands above.")
NO_LABELS_LAYER = mark("No labels yet. On the page Label press New, or choose a tool and begin to draw.")
NO_LABELS = mark("Draw at least one label on the page Label, with Polygon or Rectangle.")
LABELS_OUTSIDE_IMAGERY = mark("None of the labels lies on the imagery. Check that they belong to it.")
LABELS_OUTSIDE_AREAS = mark("No label lies in an area for training. Draw one where the labels are complete.")

READY = mark("Ready to train: {labels}")
READY_IN_AREAS = mark("Ready to train: {labels}; {areas}")
READY_HELD_OUT = mark("Ready to train: {labels}; {areas}, {held_out} of them held out")
ONE_AREA, AREAS = mark("1 area"), mark("{n} areas")

BY_CLASS, CLASS_COUNT, BETWEEN_CLASSES = mark("By class: {classes}"), mark("{name} {n}"), mark(", ")
ONE_OFF_IMAGERY = mark("1 label lies outside the imagery and does not count.")
OFF_IMAGERY = mark("{n} labels lie outside the imagery and do not count.")
ONE_UNUSED = mark("1 label lies outside the areas or the imagery and does not count.")
UNUSED = mark("{n} labels lie outside the areas or the imagery and do not count.")
ONE_TWICE = mark("1 label is drawn over another one of the same building and does not count.")
TWICE = mark("{n} labels are drawn over others of the same building and do not count.")
FILTERED = mark("The labels have a filter: where it hides one, the ground counts as background.")
NO_AREAS = mark("Without an area, only the ground around each label counts as background.")
HELD_OUT_BLOCK = mark("Some of the labels will be held out to score the model.")
CROSS_FITTED = mark("A short training on each half of the labels will score the model.")
NO_SCORE = mark("There will be no score: for one, draw {n} labels or more, or an area that is held out.")
