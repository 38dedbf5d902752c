"""UI strings: outlines by a click, and labels that are adopted, on the page Label."""

from . import mark

CLICK = mark("Click")
CLICK_HELP = mark("Click a building, or what else your labels are of, and the model draws its outline (key C)")
CLICK_HINT = mark("Click what is to be outlined. Ctrl+click adds a part that is left out, Shift+click leaves out what "
                  "lies under it, Backspace takes a click back. Enter or a click on the next one keeps it, Esc drops "
                  "it.")
ADOPT = mark("Adopt")
ADOPT_HELP = mark("Show what the model finds in the view, and make labels of it: one by a click, many by a loop")
ADOPT_HINT = mark("Dotted is what the model finds and no label covers. Click one to make it a label, or drag a loop "
                  "around many.")
BY_OWN = mark("By Roofline's model")
BY_NEW_FILES = mark("Anything, by two ONNX files of your own (Segment Anything)\u2026")
BY_FILES = mark("Anything, by {files}")
BETWEEN_FILES = mark(" and ")
OTHER_FILES = mark("Other ONNX files\u2026")
FILES_TITLE = mark("Image encoder and mask decoder: choose both files")
FILES_FILTER = mark("ONNX files (*.onnx)")
NOT_TWO = mark("Choose two files together, the image encoder and the mask decoder, not {n}.")
TAKES_ANYTHING = mark("Click anything: {files} outline it. A class that is no building gets no straight walls.")
TURNED_DOWN = mark("{error} Roofline's own model draws the outlines meanwhile.")
LOOKING = mark("Looking at the view\u2026")
FOUND = mark("Found here, without a label: {n}")
BY_COLOR = mark("Dashed: the model sees nothing there, so the outline follows colors and edges.")
NOTHING = mark("No outline can be told there. Click its middle, or draw it.")
ALREADY = mark("There is a label already.")
NONE_IN_LOOP = mark("The loop holds no dotted outline.")
