"""The mean of two base models, one of which went on from the other."""

from dataclasses import replace

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.networks.model_file import read_model, write_model_folder
from roofline.recipes.mean import write_mean


@pytest.fixture()
def models(toy_base, tmp_path):
    card, weights = read_model(toy_base)
    later = {name: tensor + 1 if tensor.is_floating_point() else tensor for name, tensor in weights.items()}
    for name, stages, content in (("before", ["one"], weights), ("later", ["one", "two"], later)):
        write_model_folder(tmp_path / name, replace(card, settings={"stages": stages}), content)
    return tmp_path / "before", tmp_path / "later"


def test_weights_lie_between_and_the_card_says_so(models, tmp_path):
    card = write_mean(*models, tmp_path / "mean")
    found, weights = read_model(tmp_path / "mean")
    assert found.settings == card.settings == {"stages": ["one", "two"], "mean_with_stages": 1}
    before = read_model(models[0])[1]
    for name, tensor in before.items():
        if tensor.is_floating_point():
            assert torch.allclose(weights[name].float(), tensor.float() + 0.5, atol=5e-3)


def test_models_of_different_trainings_have_no_mean(models, tmp_path):
    with pytest.raises(RooflineError, match="did not go on from"):
        write_mean(models[1], models[0], tmp_path / "mean")
    assert not (tmp_path / "mean").exists()
