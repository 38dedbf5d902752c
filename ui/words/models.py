"""UI strings: combo box of models."""

from . import mark

MINE = mark("{name} · {created}")
MINE_SCORED = mark("{name} · F1 {f1} · {created}")
MINE_SCORED_IOU = mark("{name} · {score} · {created}")
FROM_FILE = mark("Choose a model file")
FILE_FILTER = mark("Roofline models (*.roofline)")
MISSING = mark("{name} (missing)")
FALLS_BACK = mark("{path} is not there any more. Until it is back, the built-in model is used.")
NO_MODEL = mark("{path} is no readable Roofline model. Choose another file.")
