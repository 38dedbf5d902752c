"""UI strings: the first-run page."""

from . import mark

TITLE = mark("One thing before the first training")
WHY = mark("Roofline learns with PyTorch, in a Python environment of its own. Nothing is put into QGIS's Python, nor "
           "anywhere else on this computer.")

WHAT, WHERE, HOW_MUCH, RUNS_ON = mark("What"), mark("Where"), mark("How much"), mark("Runs on")
LOOKING = mark("Looking at this computer")
PACKAGES = mark("PyTorch {torch}, {others} other packages, and what they need")
AMOUNT = mark("About {download} GB to download, {disk} GB on the disk while it installs")
GRAPHICS_CARD = mark("The NVIDIA graphics card (driver {driver})")
METAL = mark("The Mac's graphics chip")
PROCESSOR = mark("The processor: there is no NVIDIA graphics card with a recent driver")
OWN_WHAT = mark("Nothing: the packages in {python} are checked")
NOTHING = mark("Nothing to download")

INSTALL = mark("Install")
CHECK_OWN = mark("Check")
TRY_AGAIN = mark("Try again")
INSTALL_HELP = mark("Download and install, in the background. To use a Python of your own that has the packages, set "
                    "the variable ROOFLINE_PYTHON before QGIS starts; ROOFLINE_HOME names another folder")
CANCEL = mark("Cancel")
CANCELLING = mark("Cancelling")
CANCEL_HELP = mark("Stop installing; what was begun is removed")
LOG = mark("Show the log")
LOG_HELP = mark("Open what the installation wrote down")
STARTING = mark("Starting")
CANCELED = mark("Cancelled. Nothing was left behind.")
FAILED = mark("It did not work, and there is no word why. The log may tell.")
