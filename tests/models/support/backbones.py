"""Cards of small networks with encoders and decoders of many kinds."""

from roofline.models.networks.decoders import SHAPES
from roofline.models.networks.model_card import Band, Card

RGB = tuple(Band(name) for name in ("red", "green", "blue"))
TINY = "tu-vit_tiny_patch16_224"
"""The smallest plain ViT."""


def card_of(encoder, **more):
    return Card(**{"name": "toy", "encoder": encoder, "decoder_channels": (32, 16, 8, 8), "classes": ("building",),
                   "bands": RGB, "dtype": None, "resolution_m": 0.3, "threshold": 0.5, "min_area_m2": 4.0,
                   "output_stride": 2, **more})


def with_decoder(encoder, kind, **more):
    """The card with a decoder of this kind as a base that is made has it."""
    return card_of(encoder, decoder=kind, decoder_channels=SHAPES[kind].channels,
                   output_stride=SHAPES[kind].output_stride, **more)
