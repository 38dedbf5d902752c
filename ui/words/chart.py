"""UI strings: the live chart."""

from . import mark

LOSS = mark("Loss {value}")
F1 = mark("Held-out F1 {value}")
IOU = mark("Held-out IoU {value}")
STEPS = mark("{n} steps")
STEP = mark("step {n}")
EMPTY = mark("Loss (how wrong the model is on your labels) and held-out F1 (1 is best) appear here as the training "
             "goes on.")
