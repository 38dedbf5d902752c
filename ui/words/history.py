"""UI strings: the page History."""

from . import mark

WHEN = mark("When")
IMAGERY = mark("Imagery")
F1 = mark("F1 (before)")
BASE, BUILT_IN = mark("From"), mark("Built-in")
TIME = mark("Time")
RUNS_HELP = mark("The trainings of this project. Enter uses the model of the selected one; select two to compare them")

EMPTY = mark("Nothing was trained in this project yet. Draw some labels on the page Label, then train on the page "
             "Train: each training is kept here.")
SCORES = mark("{f1} ({base})")
NO_GAIN = mark("no gain ({f1})")
NO_GAIN_HELP = mark("Nothing was gained: its model is {name} as it was, and is listed nowhere else.")
STARTED_FROM = mark("Started from {name}")
SCORE_HELP = mark("F1 {score} on the held-out part (95 % interval {interval}), where {name} has {base}")
IOU_HELP = mark("{score} on the held-out part")
CLOCK, DAY_TIME, DAY_YEAR = mark("hh:mm"), mark("d MMM hh:mm"), mark("d MMM yyyy")
SECONDS = mark("{n} s")
MINUTES = mark("{n} min")
HOURS = mark("{n} h")

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
COPIED = mark("Copied. This line repeats the training on this computer, with the labels as they were:")

INTERVAL = mark("{low} to {high}")
F1_ROW = mark("F1")
SCORE_ROW = mark("Score")
INTERVAL_ROW = mark("95 % interval")
BASE_F1_ROW = mark("F1 before")
FOUND_ROW = mark("Buildings found")
FOUND_OF = mark("{found} of {buildings}")
FALSE_ALARMS_ROW = mark("False alarms")
STARTED_FROM_ROW = mark("Started from")
TRAINED = mark("Labels to learn from")
HELD_OUT = mark("Labels held out")
WITH_UNIT = mark("{label} ({unit})")
BETWEEN_NAMES = mark(", ")
UNKNOWN = mark("–")

TABLE, TABLE_ROW = '<table width="100%" cellspacing="0" cellpadding="3">{}</table>', "<tr>{}</tr>"
HEAD_CELL, CELL = '<th align="left">{}</th>', '<td valign="top">{}</td>'
"""HTML of the comparison, as Qt's labels know it."""
