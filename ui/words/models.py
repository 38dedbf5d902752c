"""UI strings: combo box of models."""

from . import mark

MINE = mark("{name} · {created}")
MINE_SCORED = mark("{name} · F1 {f1} · {created}")
MINE_SCORED_IOU = mark("{name} · {score} · {created}")
FROM_FILE = mark("Choose a model file")
FILE_FILTER = mark("Roofline models (*.roofline)")
BASE_FILTER = mark("Models and weights of encoders (*.roofline *.safetensors *.pt *.pth *.bin)")
MISSING = mark("{name} (missing)")
FALLS_BACK = mark("{path} is not there any more. Until it is back, the built-in model is used.")
NO_MODEL = mark("{path} is no readable Roofline model. Choose another file.")

ENCODERS = {
    "encoder:prithvi_eo_v2_300": mark("Prithvi-EO 2.0, 300 million weights: satellites, 10 to 30 m"),
    "encoder:prithvi_eo_v2_tiny": mark("Prithvi-EO 2.0, 5 million weights: satellites, 10 to 30 m"),
    "encoder:tu-convnext_tiny": mark("ConvNeXt, 28 million weights: aerial and drone, below a metre")}
ENCODER = mark("Encoder {name}")
OTHER_ENCODER = mark("Another encoder…")
WHICH_ENCODER = mark("Name of the encoder, such as tu-vit_small_patch16_dinov3 or resnet50 (docs/foundation.md lists "
                     "them):")
KNOWS_NOTHING = mark("An encoder knows nothing of your labels yet, so it wants more of them and more time than the "
                     "built-in model, and a large one a GPU. One that is named is fetched once from huggingface.co.")
