"""Small real files for the tests of the learning core."""

from types import SimpleNamespace

import pytest
import torch
from roofline.models.core.job import Job
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.model_file import write_model
from roofline.models.networks.unet import build_network, stored_weights
from roofline.models.training.train import fine_tune

from .support.town import Town
from .support.training import train_request


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    return Town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="session")
def toy_base(tmp_path_factory):
    """A base model with random weights."""
    torch.manual_seed(0)
    card = Card(name="toy", encoder="tu-resnet10t", decoder_channels=(32, 16, 8, 8, 8), classes=("building",),
                bands=tuple(Band(name, None, None) for name in ("red", "green", "blue")), dtype=None, resolution_m=0.3,
                threshold=0.5, min_area_m2=4.0)
    path = tmp_path_factory.mktemp("base") / "toy.roofline"
    write_model(path, card, stored_weights(build_network(card)))
    return str(path)


@pytest.fixture(scope="session")
def tuned(town, toy_base, tmp_path_factory):
    """What fine-tuning on the whole town gives, and everything that was said on the way."""
    folder, said = tmp_path_factory.mktemp("tuned"), []
    request = train_request(
        folder, town.imagery, town.labels, toy_base, town.areas, report=str(folder / "report.html"), max_steps=32,
        batch_size=6, learning_rate=0.005, encoder_rate=1.0, evaluations=2)
    return SimpleNamespace(request=request, outputs=fine_tune(request, Job("job", said.append)), said=said,
                           model=request.model, folder=folder)
