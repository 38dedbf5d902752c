"""UI strings: the imagery box and of the page Label."""

from . import mark

IMAGERY = mark("Imagery")
IMAGERY_HELP = mark("The aerial or satellite image to learn from and to look in")
NO_LAYER = mark("None chosen")
NO_RASTER = mark("Open imagery in QGIS first: Layer > Add Layer > Add Raster Layer.")
CHOOSE_IMAGERY = mark("Choose the imagery to work on.")
FACTS = mark("{resolution} m pixels, {bands}, {dtype}, {width}\u00a0×\u00a0{height}\u00a0{unit}")
ONE_BAND, BANDS = mark("1 band ({names})"), mark("{n} bands ({names})")
BAND = mark("{n}  {name}")
ALL_BANDS, SOME_BANDS = mark("All {n} bands"), mark("{n} of {of} bands")
CHOOSE_BANDS_HELP = mark("The bands that a training learns from, matched by their names with those of the base model. "
                         "Footprints are found with the bands that the model has learned")
DATE = mark("{date}  {name}")
ONE_DATE, DATES = mark("1 date"), mark("{n} dates")
CHOOSE_DATES_HELP = mark("Rasters of the same ground on other dates. Those that are checked are learned together with "
                         "the imagery, as one raster with the bands of every date: for crops and other things that a "
                         "single date does not show. Such a model looks at as many dates when it predicts")
DATES_TOGETHER = mark("Learned together: {dates}.")
BETWEEN_NAMES = mark(", ")
METRES, KILOMETRES = mark("m"), mark("km")
ONLINE = mark("{kind} service, fetched at {resolution} m a pixel where it is needed. A km² has {parts} parts and "
              "{pixels} million pixels, and takes about {size} MB on disk.")
TERMS = mark("Make sure that the terms of use of {host} allow to keep and to analyse its imagery.")
AS_DRAWN = mark("As drawn on the map")
AS_DRAWN_HELP = mark("Learn from, and look at, the colors in which QGIS draws this layer (palette, contrast, choice of "
                     "bands), and not its values. A model should get what it learned from")
FETCHING = mark("Fetching")
TOO_COARSE = mark("Buildings are only a few pixels here. The model reads pixels of up to {limit} m; for "
                  "coarser ones, train with Advanced > Resolution set to that of the imagery.")
COVER_HERE = mark("No single building can be seen in pixels of this size. A training learns ground cover here, such as "
                  "water, forest or fields; the built-in model finds nothing.")
FEW_BANDS = mark("The built-in model was made for color imagery. Without red, green and blue expect less of it, until "
                 "it is fine-tuned.")

LABELS = mark("Labels")
LABELS_HELP = mark("The polygon layer with what you drew, such as buildings or water")
AREAS = mark("Areas")
AREAS_HELP = mark("The polygon layer with the areas: where the labels are complete, and what each area is for")
NEW = mark("New")
NEW_HELP = mark("Make a layer for labels and one for areas, in one GeoPackage beside the project")
IN_DRAFTS = mark("The labels are among the drafts, in {file}. Save the project, and they come beside it.")
SAVE_PROJECT = mark("Save the project")
SAVE_PROJECT_HELP = mark("Save the project, as QGIS's own button does. Labels, areas and footprints come beside it")
MOVED = mark("{names} are beside the project now, in {file}.")
KEPT_IN = mark("Kept in {file}")
SCRATCH = mark("The labels are in a scratch layer, which is lost when QGIS closes. Make it permanent, or press New.")

POLYGON = mark("Polygon")
POLYGON_HELP = mark("Draw a label corner by corner; the right button closes it")
POLYGON_HINT = mark("Click the corners of an outline. Right-click closes it, Backspace takes a corner back.")
RECTANGLE = mark("Rectangle")
RECTANGLE_HELP = mark("Draw a label with right angles by three clicks: both ends of one side, then the depth")
RECTANGLE_HINT = mark("Click both ends of one side, then how deep it is. Backspace takes a corner back.")
AREA = mark("Area: {role}")
AREA_HELP = mark("Drag a box over the map. Its role stands in the menu of this button (arrow key down).")
AREA_HINT = mark("Drag a box over the map.")
LEAVE_HINT = mark("Esc puts the tool away.")
ROLE_NAMES = {
    "train": mark("train"), "validate": mark("hold out"), "predict": mark("predict"), "ignore": mark("ignore"),
}
ROLE_TEXTS = {
    "train": mark("Train: the labels in it are complete"),
    "validate": mark("Hold out: the same, but kept from training to score the model (in the table: validate)"),
    "predict": mark("Predict: look here"),
    "ignore": mark("Ignore: neither train nor score here"),
}
CLASS = mark("Class")
CLASS_HELP = mark("What you draw gets this class. Two or more classes make a model that tells them apart. Choose "
                  "background for what looks like them and is none: it is learned wherever it lies.")
CLASS_KEYS = mark("Keys choose the class: {keys}.")
CLASS_KEY = mark("{key} {name}")
CLASS_EMPTY = mark("building, or as the layer says")
BACKGROUND_CLASS = mark("background (none of them)")
DRAW_LABEL, DRAW_AREA = mark("Draw label"), mark("Draw area")

WHERE_NEXT = mark("Where next?")
WHERE_NEXT_HELP = mark("Look for squares of the imagery in which the newest model expects most wrong footprints. It "
                       "learns no more from them than from other squares; to correct footprints, walk through them on "
                       "the page Check.")
SQUARES = mark("{n} squares to label. Draw all that there is in this one, then press Done.")
LAST_SQUARE = mark("The last square to label. Draw all that there is in it, then press Done.")
DONE = mark("Done")
DONE_HELP = mark("All that there is in the square has a label: the square becomes an area for training")
SKIP = mark("Skip")
SKIP_HELP = mark("Take this square away, and go to the next")
SHOW_SQUARE = mark("Show")
SHOW_SQUARE_HELP = mark("Bring the square into view")

ALIGNMENT = mark("Check alignment")
ALIGNMENT_HELP = mark("Look whether the labels lie beside the buildings that the model sees, as labels do that "
                      "were drawn on other imagery")
SHIFTED = mark("Labels lie off the imagery. The arrows show where they belong ({confidence} % sure):")
SHIFT = mark("{direction} {metres} m, labels: {n}")
NO_SHIFT = mark("No label has to be moved: they fit what the model sees, or no shift can be told.")
SAVED_SINCE = mark("The labels were saved or rolled back since. Check the alignment again.")
MOVE_LABELS = mark("Move labels")
MOVE_LABELS_HELP = mark("Move these labels along the arrows, as one edit that can be undone")
LEAVE_LABELS = mark("Leave")
LEAVE_LABELS_HELP = mark("Leave the labels where they are")
ALIGNED = mark("Labels moved: {n}. Undo takes it back.")

TO_LOOK_AT = mark("{n} to look at")
TO_LOOK_AT_HELP = mark("Labels that may be slips. Each kind says whether a training uses them.")
SHOW_ON_MAP = mark("Show on the map")
SHOW_ON_MAP_HELP = mark("Outline these labels on the map")
FINDINGS_HELP = mark("Click one to see it on the map")
LABEL_NUMBER = mark("Label {id}")
NEW_LABEL = mark("New label {n}")
MORE = mark("{n} more")
FINDINGS = {
    "invalid": mark("Outline crosses itself: used, repaired"),
    "sliver": mark("Too thin or too small: used"),
    "overlap": mark("Overlaps another label: both are used"),
    "duplicate": mark("Drawn twice: not used"),
    "outside_imagery": mark("Not on the imagery: not used"),
    "beyond_imagery": mark("Partly beyond the imagery: the rest is used"),
    "outside_areas": mark("In no area for training: not used"),
}
COUNTED = mark("{kind} ({n})")
