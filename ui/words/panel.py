"""UI strings: dock title, page tabs and resume offers."""

from . import mark

TITLE = mark("Roofline")
OPEN = mark("Roofline panel")
OPEN_HELP = mark("Roofline: draw a few outlines, train a model on them, find the rest")

LABEL = mark("Label")
TRAIN = mark("Train")
PREDICT = mark("Predict")
CHECK = mark("Check")
HISTORY = mark("History")
LABEL_HELP = mark("Draw some labels, and the areas in which they are complete")
TRAIN_HELP = mark("Teach a model what your labels look like here")
PREDICT_HELP = mark("Find the others")
CHECK_HELP = mark("Accept, reject and correct the footprints, and learn from them again")
HISTORY_HELP = mark("The trainings of this project")

SETUP = mark("Set-up")
SETUP_HELP = mark("What Roofline learns with: install it again, use a Python of your own, uninstall")

HELP = mark("Help")
HELP_HELP = mark("Open the section of the tutorial on this page")

NEW_CARD = mark("This computer has an NVIDIA graphics card now (driver {driver}), and Roofline was set up without. It "
                "would learn and predict faster on it.")
SET_UP_AGAIN = mark("Set up again")
NO_SETUP_HELP = mark("Do not ask again until QGIS is started anew")
SET_UP_AGAIN_HELP = mark("Show what would be installed for the graphics card")

INTERRUPTED = mark("A training on {imagery} was cut off after {minutes} min.")
INTERRUPTED_EARLY = mark("A training on {imagery} was cut off in its first minute.")
GO_ON = mark("Go on")
GO_ON_HELP = mark("Take the training up where it was cut off")
SHOW = mark("Show")
SHOW_HELP = mark("Open Roofline, to go on with it or to leave it")
NOT_NOW = mark("Leave it")
NOT_NOW_HELP = mark("Do not ask again; the run stays in the history")

CUT_OFF = mark("A prediction on {imagery} stopped at {percent} %, with {footprints} found.")
CUT_OFF_EMPTY = mark("A prediction on {imagery} stopped at {percent} %, with nothing found yet.")
ONE_FOOTPRINT, FOOTPRINTS = mark("1 footprint"), mark("{n} footprints")
GO_ON_PREDICTING_HELP = mark("Take the prediction up where it stopped. The footprints come into a new layer")
KEEP = mark("Keep what was found")
KEEP_HELP = mark("Put the footprints found so far into a new layer, and do not go on")
DISCARD = mark("Discard")
DISCARD_HELP = mark("Delete what was found, and do not go on")
