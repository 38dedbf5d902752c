"""UI strings: the first-run page."""

from . import mark

TITLE = mark("One thing before the first training")
TITLE_READY = mark("Roofline is set up")
WHY = mark("Roofline learns with PyTorch, in a Python environment of its own. Nothing is put into QGIS's Python: what "
           "is installed lies in the folder below, and can be uninstalled here.")

WHAT, WHERE, HOW_MUCH, RUNS_ON = mark("What"), mark("Where"), mark("How much"), mark("Runs on")
LOOKING = mark("Looking at this computer")
PACKAGES = mark("PyTorch {torch}, {others} other packages, and what they need")
AMOUNT = mark("About {download} GB to download, {disk} GB on the disk while it installs, {kept} GB afterwards")
GRAPHICS_CARD = mark("The NVIDIA graphics card (driver {driver})")
METAL = mark("The Mac's graphics chip")
PROCESSOR = mark("The processor: there is no NVIDIA graphics card with a recent driver")
OWN_WHAT = mark("Nothing: the packages in {python} are checked")
NOTHING = mark("Nothing to download")

INSTALL = mark("Install")
INSTALL_AGAIN = mark("Install again")
CHECK_OWN = mark("Check")
TRY_AGAIN = mark("Try again")
INSTALL_HELP = mark("Download and install, in the background. The variable ROOFLINE_HOME, set before QGIS starts, "
                    "names another folder")
CANCEL = mark("Cancel")
CANCELLING = mark("Cancelling")
CANCEL_HELP = mark("Stop installing. What was downloaded is kept for the next time")
OWN = mark("Use a Python of your own…")
OWN_HELP = mark("Choose an interpreter that has the packages already, such as that of a conda environment. It is "
                "checked and remembered, and never installed into")
OWN_TITLE = mark("The interpreter: python, or python.exe")
UNINSTALL = mark("Uninstall")
UNINSTALL_SIZE = mark("Uninstall ({megabytes} MB)")
FORGET_OWN = mark("Do not use this Python any more")
UNINSTALL_HELP = mark("Remove the environment. Models, runs and settings stay")
UNINSTALL_QUESTION = mark("Remove the environment of Roofline? It frees {megabytes} MB. Models, runs and settings "
                          "stay, and it can be installed again.")
FORGOTTEN = mark("It is not used any more.")
UNINSTALLED = mark("The environment is gone.")
PARTS = mark("Optional parts")
TERRATORCH = mark("TerraTorch: backbones for satellite imagery (TerraMind, SSL4EO, Satlas). As base models they are "
                  "chosen in the toolbox, such as encoder:terratorch_terramind_v1_base, and a model that was trained "
                  "from one needs this part everywhere.")
PART_AMOUNT = mark("About {download} GB to download, and {disk} GB more on the disk.")
PART_ANEW = mark("It needs Python {needed}, and what is installed here has {python}: another environment is made "
                 "beside it, with a newer Python, which is fetched where there is none. About {download} GB to "
                 "download, and {disk} GB more on the disk.")
PART_THERE = mark("It is installed.")
ADD_PART = mark("Add it")
ADD_PART_HELP = mark("Download and install it, in the background")
DROP_PART = mark("Go without it")
DROP_PART_HELP = mark("Use an environment without it again, which is installed where there is none. Models that need "
                      "it do not work then")
REMOVE_IMAGERY = mark("Remove fetched imagery ({megabytes} MB)")
REMOVE_UNUSED = mark("Remove imagery that was not used for {days} days ({megabytes} MB)")
REMOVE_IMAGERY_HELP = mark("Remove imagery that was fetched from services or drawn, beside this project and in "
                           "Roofline's folder. It is fetched again when it is needed")
NEEDED_IMAGERY = mark("{megabytes} MB of fetched imagery stay: a training or a prediction can go on with them.")
REMOVE_QUESTION = mark("Remove {megabytes} MB of fetched imagery? What is needed again has to be fetched again.")
REMOVED_IMAGERY = mark("{megabytes} MB of fetched imagery are gone.")
BACK = mark("Back")
BACK_HELP = mark("Back to the work")
LOG = mark("Show the log")
LOG_HELP = mark("Open what the installation wrote down")
STARTING = mark("Starting")
CANCELED = mark("Cancelled. What was downloaded is kept for the next time.")
FAILED = mark("It did not work, and there is no word why. The log may tell.")
