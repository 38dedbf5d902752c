"""The strategy is resolved once, from settings and labels; it decides which weights change; the card tells it."""

import pytest
import torch
from roofline.models.core.errors import JobCanceled
from roofline.models.core.job import Job
from roofline.models.networks.model_file import read_model
from roofline.models.networks.model_registry import load_model
from roofline.models.training import strategies
from roofline.models.training.strategies import FEW, LARGE, resolve_settings, starting_network
from roofline.models.training.train import base_in_words, fine_tune
from roofline.protocol.settings.training import RATES, TrainSettings

from ..support.training import train_request


@pytest.mark.parametrize(("labels", "weights", "strategy"), [
    (1, 0, "adapter"), (FEW - 1, 0, "adapter"), (FEW, LARGE - 1, "staged"), (5000, 0, "staged"),
    (5000, LARGE, "adapter")])
def test_auto_is_resolved_by_the_number_of_labels_and_weights(labels, weights, strategy):
    resolved = resolve_settings(TrainSettings(), labels, weights)
    assert (resolved.strategy, resolved.learning_rate, resolved.encoder_rate) == (strategy, *RATES[strategy])


def test_a_large_encoder_is_tuned_by_an_adapter(town, toy_base, tmp_path, monkeypatch):
    monkeypatch.setattr(strategies, "FEW", 1)
    monkeypatch.setattr(strategies, "LARGE", 1000)
    request = train_request(tmp_path / "run", town.imagery, town.labels, toy_base, town.areas, holdout_share=0.0,
                            max_steps=1)
    fine_tune(request, Job())
    assert read_model(request.model)[0].settings["strategy"] == "adapter"


def test_explicit_settings_stay():
    wanted = TrainSettings(strategy="full", learning_rate=0.5, encoder_rate=0.25)
    assert resolve_settings(wanted, labels=3) == wanted


@pytest.mark.parametrize("strategy", RATES)
def test_every_strategy_changes_the_weights_that_it_names(strategy, town, toy_base, tmp_path):
    request = train_request(tmp_path / "run", town.imagery, town.labels, toy_base, town.areas, strategy=strategy,
                            learning_rate=0.003, holdout_share=0.0, max_steps=4)
    fine_tune(request, Job())
    card, start = read_model(request.model)[0], read_model(toy_base)[1]
    weights = load_model(request.model).weights
    changed = {name for name in weights if "running" not in name and "tracked" not in name
               and not torch.allclose(weights[name].float(), start[name].float(), atol=1e-6)}
    encoder = {name for name in changed if name.startswith("encoder.")}
    assert card.settings["strategy"] == strategy and (card.base is None) == (strategy == "scratch")
    assert changed - encoder and bool(encoder) == (strategy != "decoder")


def test_scratch_begins_at_random_and_updates_its_normalisation_statistics(town, toy_base, tmp_path):
    card, start = read_model(toy_base)
    torch.manual_seed(3)
    network = starting_network(card, start, TrainSettings(strategy="scratch"))
    assert not torch.allclose(network.state_dict()["head.0.weight"], start["head.0.weight"].float())
    request = train_request(tmp_path / "run", town.imagery, town.labels, toy_base, town.areas, strategy="scratch",
                            holdout_share=0.0)
    fine_tune(request, Job())
    means = [tensor for name, tensor in read_model(request.model)[1].items() if name.endswith("running_mean")]
    assert means and all(mean.abs().sum() > 0 for mean in means)


def test_a_staged_run_that_was_cut_off_resumes_with_its_strategy(town, toy_base, tmp_path):
    class Impatient(Job):
        def progress(self, fraction, text, remaining_s=None, **figures):
            if text.startswith("Step 5"):
                raise JobCanceled(self.name)

    request = train_request(tmp_path / "run", town.imagery, town.labels, toy_base, town.areas, strategy="auto",
                            max_steps=9)
    with pytest.raises(JobCanceled):
        fine_tune(request, Impatient())
    resumed = train_request(tmp_path / "run", town.imagery, town.labels, toy_base, town.areas, strategy="auto",
                            max_steps=9, resume=True)
    fine_tune(resumed, Job())
    card = read_model(request.model)[0]
    assert card.settings["strategy"] == "staged" and card.labels["steps"] == 9


def test_a_report_names_the_base_as_it_was_chosen():
    assert base_in_words(None) == base_in_words("buildings") == "the built-in model"
    assert base_in_words("encoder:tu-vit_base_patch16_224.mae") == "the encoder 'tu-vit_base_patch16_224.mae'"
    assert base_in_words("/models/town.roofline") == "the base model 'town'"
