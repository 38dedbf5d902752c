"""UI strings: the page Predict."""

from . import mark

MODEL = mark("Model")
MODEL_HELP = mark("The model that finds the footprints. After a training it is the new one")

WHERE = mark("Where")
VIEW = mark("This view")
VIEW_HELP = mark("The part of the imagery that the map shows now")
AREAS = mark("Areas with the role 'predict'")
AREAS_HELP = mark("Inside the areas that were drawn for it")
NO_AREAS = mark("Draw an area with the role 'predict' on the page Label first")
WHOLE = mark("Whole imagery")
WHOLE_SIZED = mark("Whole imagery ({width} × {height} {unit})")
ENDLESS = mark("The imagery of this service is too much to fetch. Look at this view, or at areas")
WHOLE_HELP = mark("Everything. The imagery is read piece by piece, so its size is no trouble, but it takes its time")

INTO = mark("Into")
NEW = mark("A new layer")
NEW_HELP = mark("A new table of the project's GeoPackage, in a group above the imagery")
EDITED = mark("Layer being edited")
EDITED_NAMED = mark("Layer being edited: {name}")
EDITED_HELP = mark("Adds them to {name} as one edit, which can be undone and is not saved yet")
NOT_EDITED = mark("Choose a polygon layer and switch its editing on first")

APPEND = mark("A layer of the project")
APPEND_HELP = mark("Adds them to a layer that is there already, such as a table in PostGIS or a GeoPackage: all of "
                   "them, or none. They are saved at once, and cannot be undone")
NO_APPEND = mark("Choose the layer that they are to be added to.")
FIELDS = mark("Fields of {name}")
FIELDS_HELP = mark("Which field of the layer takes which column of the footprints. Other fields have their default")
NO_FIELD = mark("leave out")

SKIP_KNOWN = mark("Leave out known buildings")
SKIP_KNOWN_HELP = mark("Footprints of which more than half lies on your labels, or on buildings of the layer that they "
                       "go into, are not added again")

REGULARIZE = mark("Straight walls and square corners")

PREDICT = mark("Find footprints")
PREDICT_HELP = mark("Find what the model has learned, in the background")
BUSY = mark("Something else is running. Wait for its end, or cancel it.")
NO_IMAGERY = mark("Choose the imagery above first.")
IMAGERY_REFUSED = mark("Nothing can be found in this imagery as it is. What is wrong with it stands above.")
OUT_OF_VIEW = mark("The map shows nothing of the imagery now. Move it there, or choose another place to look at.")

NOTHING_FOUND = mark("There is no new layer, since nothing was found.")
ONE_ADDED, ADDED = mark("1 footprint"), mark("{n} footprints")
ADDED_TO = mark("The footprints are in {name}. Undo takes them back; save the layer to keep them.")
APPENDED_TO = mark("The footprints are in {name}, and saved.")
REFUSED = mark("{reason} They are in the new layer {name} as well.")
KEPT_ASIDE = mark("The layer is not being edited any more. What could not be added is in the new layer {name}, which "
                  "lives in memory: save it to keep it.")
ONE_LEFT_OUT = mark("1 footprint of a known building was left out.")
LEFT_OUT = mark("{n} footprints of known buildings were left out.")
ONE_ALL_KNOWN = mark("Nothing new: 1 footprint was found, and its building is known already. Switch off 'Leave out "
                     "known buildings' to get it.")
ALL_KNOWN = mark("Nothing new: {n} footprints were found, and their buildings are known already. Switch off 'Leave out "
                 "known buildings' to get them.")
KEPT_PART = mark("What was found is in the new layer {name} ({footprints}). The rest of the imagery was not looked at.")
