"""UI strings: the page Train."""

from . import mark

BASE_MODEL = mark("Start from")
BASE_MODEL_HELP = mark("The model that learns from your labels. It stays as it is; what comes out is a new one")
TIME = mark("How long")
TIME_HELP = mark("How long the training may take. It can be stopped at any time, and the best model is kept")
MINUTE = mark("1 minute")
FIVE_MINUTES = mark("5 minutes")
UNTIL_FLAT = mark("Until it stops improving")
AS_SET = mark("As set under Advanced")

ONE_SELECTED = mark("Learn from the selected label alone")
SELECTED = mark("Learn from the {n} selected labels alone")
SELECTED_HELP = mark("Otherwise all labels are used. In areas with the role 'train' the others count as background")

FIXED = mark("Gray fields follow from the time chosen above.")

TRAIN = mark("Train")
TRAIN_HELP = mark("Teach the model on your labels, in the background")
BUSY = mark("Something else is running. Wait for its end, or cancel it.")
PLACE = mark("The model and its report go into {folder}.")
NO_PLACE = mark("The model has no place to go: {path} cannot be written ({reason}). Set the variable ROOFLINE_HOME to "
                "another folder, and start QGIS again.")
