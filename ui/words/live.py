"""UI strings: live training, which goes on while labels are drawn."""

from . import mark

LIVE = mark("Live: learn while I draw")
LIVE_HELP = mark("Train without an end, beside your drawing. Every label of the layer counts, selected or not, saved "
                 "or not. Other settings take effect when it is switched on again")
EXPLAINED = mark("Each label counts as soon as it is drawn, and the map shows what the model finds in view: where it "
                 "still errs, draw next.")
ANEW = mark("Begin anew")
ANEW_HELP = mark("Forget what it has learned, and learn from the labels again, beginning with the model under 'Start "
                 "from'. A class that was not there when it began is learned only so")
LIVE_ON = mark("Live training is on. Switch it off to train like this.")
NOT_NOW = mark("A training is running. Wait for its end, or cancel it.")

TITLE = mark("Live training")
PREPARING = mark("Reading the imagery")
WAITING = mark("Choose a tool on the page Label, and draw a building, or what else is to be found: with the first "
               "label it begins to learn.")
ONE_LEARNING, LEARNING = mark("Learning from 1 label"), mark("Learning from {n} labels")
ONE_RESTING = mark("Resting: 1 label is learned. Draw more to go on.")
RESTING = mark("Resting: {n} labels are learned. Draw more to go on.")
STOPPING = mark("Saving what was learned")
ON_MAP, ON_MAP_BASE = mark("Dotted on the map: what it finds"), mark("Dotted on the map: what {name} finds")
ON_MAP_SINCE = mark("Dotted on the map: what it found {n} s ago")
SCORE_AT_FIRST = mark("{score} ({first} at first)")
HELD_OUT_HELP = mark("The model does not learn on the held-out area.")
SCORE_HELP = mark("F1 is 1 when every outline there is found, and nothing else. With few outlines chance moves it "
                  "much.")

KEEP = mark("Keep this model")
KEEP_HELP = mark("Write what it has learned so far as a model, for the page Predict. The training goes on")
KEEPING = mark("Keeping it")
KEPT = mark("Kept as {name}. The page Predict finds footprints with it now.")
OFF = mark("Switch off")
OFF_HELP = mark("End the live training. What it learned is saved: switched on again, it goes on from there")
