"""UI strings: the view of the running job."""

from . import mark

TRAINING = mark("Training {name}")
FINDING = mark("Finding footprints")
SCORING = mark("Scoring footprints")
SUGGESTING = mark("Looking where to label next")
ALIGNING = mark("Looking how the labels lie on the imagery")
SELF_TESTING = mark("Self-test")
WORKING = mark("Working")

STARTING = mark("Starting the worker")
TILES = mark("{n} tiles a second")
MEGAPIXELS = mark("{n} megapixels a second")

STOP = mark("Stop and keep the best")
STOP_HELP = mark("End the training now, and write the best model so far")
STOPPING = mark("Stopping")
CANCEL = mark("Cancel")
CANCEL_HELP = mark("End the job without a result")
CANCELLING = mark("Cancelling")
DISMISS_HELP = mark("Hide this")

NOTICES_HELP = mark("Remarks about your layers and this job")

SCORE = mark("F1 {score} on {where}, where {name} has {base}")
SCORE_SAME = mark("F1 {score} on {where}, the same as {name}")
SCORE_ALONE = mark("F1 {score} on {where}")
HELD_OUT = mark("the held-out part")
HELD_OUT_BUILDINGS = mark("1 building held out"), mark("{n} buildings held out")
CROSS_FITTED = mark("1 of your buildings"), mark("{n} of your buildings")
BY_HALVES = mark("Each half of your labels was found by a short training on the other half. The model learned them "
                 "all, and should do no worse.")
INTERVAL = mark("95 % interval {low} to {high}.")
FEW = mark("Too few buildings to be sure.")
CLOSE = mark("So few buildings cannot tell the two apart.")
SCORE_HELP = mark("F1 is 1 when every building is found, and nothing else. The interval says how far chance may have "
                  "moved it.")
CHANGE = mark("Beside {name}: {found}, {alarms}.")
ONE_MORE, MORE = mark("1 building more is found"), mark("{n} buildings more are found")
ONE_FEWER, FEWER = mark("1 building fewer is found"), mark("{n} buildings fewer are found")
AS_MANY = mark("as many buildings are found")
ONE_ALARM_MORE, ALARMS_MORE = mark("1 false alarm more"), mark("{n} false alarms more")
ONE_ALARM_FEWER, ALARMS_FEWER = mark("1 false alarm fewer"), mark("{n} false alarms fewer")
AS_MANY_ALARMS = mark("as many false alarms")
BETTER_BEFORE = mark("'{name}', trained before, has F1 {f1} on as many buildings. 'Use this model' on the page History "
                     "takes it up again.")
BY_CHANCE = mark("That may be chance: it lies in the interval.")
NO_SCORE = mark("The model is ready. It has no score: that takes {n} labels or more, or an area that is held out. Find "
                "footprints, and look how it does.")
NOTHING_GAINED = mark("Nothing was gained: your labels fit {name} as it is. What was trained does no better there, so "
                      "no new model is listed.")
NOTHING_GAINED_BY_HALVES = mark("Nothing was gained: your labels fit {name} as it is. Trained on one half of them it "
                                "did no better on the other, so no new model is listed.")
FIND = mark("Next: find footprints elsewhere, and check them.")
ELSEWHERE = mark("It finds nearly all of them. What helps most: labels where it does worse. Find footprints to see "
                 "where.")
MORE_LABELS = mark("What helps most: more labels than these {n}. 'Where next?' shows where they teach most.")
LABEL_MISSED = mark("What helps most: labels of buildings like those it misses, blue on the map, in other places.")
LABEL_BACKGROUND = mark("What helps most: things like its false alarms, orange on the map, drawn in other places with "
                        "the class 'background'.")
SHOW_BASE = mark("On the map: what {name} finds")
SHOW_BASE_HELP = mark("Show its outlines instead, on the ground that was scored")
F1 = mark("F1 {score}")
ONE_FOOTPRINT, FOOTPRINTS = mark("1 footprint"), mark("{n} footprints")
NO_FOOTPRINTS = mark("No footprints were found. A lower threshold finds more; so does a model trained on labels here.")
ONE_SQUARE, SQUARES = mark("1 square to label next is on the map."), mark("{n} squares to label next are on the map.")
NO_SQUARES = mark("No square to label was found: the imagery is labelled all over, or smaller than a square.")
ALL_WORK = mark("Everything works on this computer.")
ONE_FAILED = mark("1 part failed. The report says which.")
SOME_FAILED = mark("{n} parts failed. The report says which.")
DONE = mark("Done")

CANCELED = mark("Cancelled.")
CANCELED_TRAINING = mark("Cancelled. What was learned is kept, and the training can go on.")
FAILED = mark("It did not work, and there is no word why.")

REPORT = mark("Report")
REPORT_HELP = mark("Open the page with the scores in the browser")
PREDICT = mark("Find footprints")
PREDICT_HELP = mark("Go to the page Predict, to look for buildings elsewhere")
WHERE_NEXT = mark("Where next?")
WHERE_NEXT_HELP = mark("Go to the page Label, and look for squares where labels would teach the model most")
CHECK = mark("Check them")
CHECK_HELP = mark("Go to the page Check, and look at one footprint after the other")
GO_ON = mark("Go on")
GO_ON_HELP = mark("Take the training up where it ended")
COPY = mark("Copy")
COPY_HELP = mark("Copy the page of the self-test, to paste it into a report of an error. No name and no path is in it")
SELF_TEST = mark("Self-test")
SELF_TEST_HELP = mark("Test whether all of Roofline works on this computer, and how fast. It takes a minute or two")
LOG = mark("Show the log")
LOG_HELP = mark("Open what was written down about this job, for a report of an error")
