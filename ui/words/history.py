"""Words of the page History."""

from . import mark

WHEN = mark("When")
IMAGERY = mark("Imagery")
LABELS = mark("Labels")
F1 = mark("F1 (base)")
TIME = mark("Time")
STATUS = mark("Status")
RUNS_HELP = mark("The trainings of this project. Enter uses the model of the one that is selected; select two to compare "
                 "them")

EMPTY = mark("Nothing was trained in this project yet. Draw some buildings on the page Label, then train on the page "
             "Train: each training is kept here.")
BOTH_COUNTS = mark("{trained} + {held_out}")
BOTH_COUNTS_HELP = mark("{trained} labels to learn from, {held_out} held out to score the model")
SCORES = mark("{f1} ({base})")
SCORE_HELP = mark("F1 {score} on the held-out part, where the base model has {base}")
SECONDS = mark("{n} s")
MINUTES = mark("{n} min")
HOURS = mark("{n} h")

FINISHED = mark("Finished")
FAILED = mark("Failed")
CANCELED = mark("Cancelled")
RUNNING = mark("Running")
UNFINISHED = mark("Cut off")
IN_USE = mark("Its model finds the footprints now.")
NO_MODEL = mark("The model's file is gone.")

USE = mark("Use this model")
USE_HELP = mark("Find footprints with the model of this training")
START_FROM = mark("Start from it")
START_FROM_HELP = mark("Let the next training start from this model")
COMPARE = mark("Compare")
COMPARE_HELP = mark("Show in what two selected trainings differ")
COMMAND = mark("Copy as command")
COMMAND_HELP = mark("Copy a line for a terminal that repeats this training exactly, with its labels as they were")
REPORT = mark("Report")
REPORT_HELP = mark("Open the page with the scores in the browser")
GO_ON = mark("Go on")
GO_ON_HELP = mark("Take the training up where it ended")

USED = mark("Footprints are found with {name} from now on.")
STARTS_FROM = mark("The next training starts from {name}.")
COPIED = mark("Copied. This line repeats the training on any computer that has the imagery and the folder of the run:")

INTERVAL = mark("{f1} ({low} to {high})")
F1_ROW = mark("F1, 95 % interval")
BASE_F1_ROW = mark("F1 of the base model")
BASE = mark("Base model")
TRAINED = mark("Labels to learn from")
HELD_OUT = mark("Labels held out")
WITH_UNIT = mark("{label} ({unit})")
BETWEEN_NAMES = mark(", ")
UNKNOWN = mark("–")
