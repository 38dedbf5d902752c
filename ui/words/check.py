"""UI strings: the page Check."""

from . import mark

FOOTPRINTS = mark("Footprints")
FOOTPRINTS_HELP = mark("The polygon layer with what was found")
NO_FOOTPRINTS = mark("Find footprints with Predict, or choose a layer of footprints here.")
EMPTY_LAYER = mark("This layer has no footprints.")

START = mark("Start checking")
START_HELP = mark("Look at the footprints one by one, with the keys that stand on the buttons. The keys work wherever "
                  "you clicked last in QGIS's window, but in a text field they are letters")
STOP = mark("Stop checking")
STOP_HELP = mark("Put the checking tool away. What was checked stays.")

ORDER = mark("Order")
ORDER_HELP = mark("In which order the footprints come")
ORDERS = {"neighbourhood": mark("One beside the other"), "confidence": mark("The least certain first")}

PROGRESS = mark("{checked} of {total} checked")
PROGRESS_PARTS = mark("{checked} of {total} checked: {parts}")
ALL_CHECKED = mark("All {total} checked: {parts}.")
PART_NAMES = {"accepted": mark("{n} accepted"), "rejected": mark("{n} rejected"), "edited": mark("{n} edited")}
CURRENT = mark("Confidence {confidence}, {area} m²")
CURRENT_UNKNOWN = mark("No confidence, {area} m²")
CURRENT_JUDGED = mark("{facts}, {status}")
STATUS_NAMES = {"accepted": mark("accepted"), "rejected": mark("rejected"), "edited": mark("edited")}
EDITING = mark("Move its corners, then go on.")
DRAWING = mark("Click both ends of one side of the missing footprint, then how deep it is. Esc goes back.")

ACCEPT, ACCEPT_HELP = mark("Accept"), mark("This is right, and its outline is good")
REJECT, REJECT_HELP = mark("Reject"), mark("This is wrong. It stays in the layer, marked as rejected.")
DELETE, DELETE_HELP = mark("Delete"), mark("Remove the footprint from the layer")
EDIT, EDIT_HELP = mark("Edit"), mark("Correct the outline with QGIS's vertex tool; it is then marked as edited")
NEXT, NEXT_HELP = mark("Next"), mark("Go to the next footprint that was not checked, and leave this one as it is")
KEY_NAMES = {"Del": mark("Del"), "Left": mark("Left"), "Right": mark("Right")}
PREVIOUS, PREVIOUS_HELP = mark("Back"), mark("Go back to the footprint before")
MISSING = mark("Draw a missing footprint")
MISSING_HELP = mark("Add what was not found, by three clicks. It comes into the layer, marked as edited")
UNDO, UNDO_HELP = mark("Undo"), mark("Take back the last edit of the footprints")
BUTTON = mark("{name} ({key})")
BUTTON_HELP = mark("{help}. Key: {keys}")

COMPARE = mark("Hold to compare")
COMPARE_HELP = mark("While the button or the key is held, the map shows instead what the model finds here that a "
                    "training starts from")
COMPARE_LOOKING = mark("Looking at what {name} finds in this part of the map")
COMPARE_READY = mark("Hold the key or the button again to see what {name} finds.")
ONE_COMPARE_SHOWN = mark("On the map: what {name} finds here (1 footprint)")
COMPARE_SHOWN = mark("On the map: what {name} finds here ({n} footprints)")

USE_TITLE = mark("Learn from them")
USE_EXPLAINED = mark("The accepted and edited footprints in view become labels. Where nothing is missing, the view "
                     "becomes an area to train on too.")
USE = mark("Use accepted as labels")
USE_HELP = mark("Copy them to the labels layer, after a question about the rest of the view. All can be undone.")
ONE_OUTLINED = mark("1 building in view is outlined. Are there no others?")
OUTLINED = mark("{n} buildings in view are outlined. Is that every one?")
TAUGHT = mark("In an area, a roof without an outline is taught as no building.")
ONE_UNCHECKED = mark("Circled on the map: 1 footprint that was not checked")
UNCHECKED = mark("Circled on the map: {n} footprints that were not checked")
ONE_DOUBT = mark("Circled on the map: 1 place where {name} sees a building and nothing is outlined")
DOUBTS = mark("Circled on the map: {n} places where {name} sees a building and nothing is outlined")
EVERY_ONE = mark("Every one")
EVERY_ONE_HELP = mark("Add the labels, and the view as an area in which all ground without a label is background")
NOT_ALL = mark("Not all")
NOT_ALL_HELP = mark("Add the labels alone: of the ground only a ring around each is learned")
NOT_NOW, NOT_NOW_HELP = mark("Not yet"), mark("Change nothing now")
NOTHING_CHECKED = mark("No footprint in view was checked yet. Accept some first, or move the map to those that were.")
NOTHING_NEW = mark("Nothing to add: the accepted footprints in view are labels already, in an area.")
ONE_ADDED, ADDED = mark("1 label added"), mark("{n} labels added")
ONE_SKIPPED, SKIPPED = mark("1 was there already"), mark("{n} were there already")
AREA_ADDED = mark("the view is an area to train on, which QGIS's vertex tool can shape")
RINGS = mark("of the ground only a ring around each is learned")
ONE_ON_HELD_OUT = mark("1 on held-out ground left out")
ON_HELD_OUT = mark("{n} on held-out ground left out")
ALL_HELD_OUT = mark("Nothing to add: the view lies on held-out ground. There the score comes from what you draw by "
                    "hand, not from what a model found.")
USED_TITLE = mark("Roofline")

SAVE = mark("Save")
SAVE_HELP = mark("Write the checked footprints to their file, and end the edit mode of their layer")
