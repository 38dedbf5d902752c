"""A small model with random weights."""

import torch
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.unet import build_network, stored_weights


def toy(classes=("building",), threshold=0.4, statistics=((90.0, 40.0), (100.0, 50.0), (80.0, 60.0))):
    """A card and random weights that are not all of one mind."""
    torch.manual_seed(0)
    bands = tuple(Band(name, *of) for name, of in zip(("red", "green", "blue"), statistics or [()] * 3))
    card = Card(name="Häuser", encoder="tu-resnet10t", decoder_channels=(16, 16, 8, 8), classes=classes, bands=bands,
                dtype=None, resolution_m=0.3, threshold=threshold, min_area_m2=10.0, output_stride=2)
    weights = stored_weights(build_network(card))
    return card, {**weights, "head.0.weight": 30 * weights["head.0.weight"]}
