"""Steps of the trainer: ignored pixels, frozen parts, EMA, and a checkpoint that resumes bit for bit."""

import json

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.data.target_masks import BOUNDARY, BUILDING, CONTACT
from roofline.models.networks.unet import Network
from roofline.models.training.checkpoint import STATE, RunFolder
from roofline.models.training.checkpoint_file import read_notes
from roofline.models.training.losses import masked_loss
from roofline.models.training.lr_schedule import cosine_schedule
from roofline.models.training.strategies import resolve_settings
from roofline.models.training.trainer import Trainer
from roofline.protocol.job_files import LAST_WEIGHTS
from roofline.protocol.settings.training import TrainSettings

CPU = torch.device("cpu")


def batch(seed):
    generator = torch.Generator().manual_seed(seed)
    images = torch.randn(2, 3, 64, 64, generator=generator)
    return images, (images[:, 0] > 0).to(torch.uint8) * (BUILDING | CONTACT)


def trainer(seed=0, **settings):
    torch.manual_seed(seed)
    network = Network("tu-resnet10t", (16, 8, 8, 8, 8), bands=3, classes=1)
    chosen = resolve_settings(TrainSettings.from_dict({"strategy": "full", **settings}), labels=50)
    return Trainer(network, chosen, CPU, frozen_normalization=True)


def steps(of, first, last):
    return [of.step(*batch(step), lr_factor=cosine_schedule(step / 10)) for step in range(first, last)]


def weights(of):
    return {name: tensor.clone() for name, tensor in of.network.state_dict().items()}


def same(one, other):
    return all(torch.equal(one[name], other[name]) for name in one)


def test_a_certain_and_right_prediction_costs_nothing_and_a_wrong_one_much():
    masks = batch(1)[1]
    logits = torch.stack([(masks & bit > 0).float() * 2 - 1 for bit in (BUILDING, BOUNDARY, CONTACT)], dim=1) * 30
    assert masked_loss(logits, masks) < 1e-3 and masked_loss(-logits, masks) > 10


def test_ignored_pixels_change_neither_loss_nor_gradient():
    masks = batch(1)[1]
    masks[:, :20] = 255
    logits = torch.randn(2, 3, 64, 64, requires_grad=True)
    other = logits.detach().clone()
    other[:, :, :20] += 50
    loss = masked_loss(logits, masks)
    loss.backward()
    assert torch.allclose(loss, masked_loss(other, masks)) and not logits.grad[:, :, :20].any()


def test_a_batch_without_a_counted_pixel_costs_nothing():
    logits = torch.randn(2, 3, 8, 8, requires_grad=True)
    loss = masked_loss(logits, torch.full((2, 8, 8), 255, dtype=torch.uint8))
    loss.backward()
    assert loss == 0 and not logits.grad.any()


def test_the_learning_rate_rises_and_then_falls_to_zero():
    factors = [cosine_schedule(i / 100) for i in range(101)]
    assert 0 < factors[0] < 0.1 and max(factors) == factors[5] == 1
    assert factors[5:] == sorted(factors[5:], reverse=True)
    assert factors[100] == pytest.approx(0)


def test_a_learning_rate_of_zero_changes_nothing_and_a_full_one_does():
    one = trainer()
    before = weights(one)
    one.step(*batch(1), lr_factor=0.0)
    assert same(before, weights(one))
    one.step(*batch(1), lr_factor=1.0)
    assert not same(before, weights(one))


def test_a_checkpoint_resumes_exactly(tmp_path):
    whole = trainer()
    losses = steps(whole, 1, 6)
    first = trainer()
    begun = steps(first, 1, 4)
    first.save(tmp_path / "last.safetensors", {"note": "kept"})
    second = trainer(seed=99)
    second.load(tmp_path / "last.safetensors")
    assert read_notes(tmp_path / "last.safetensors") == {"note": "kept"}
    assert begun + steps(second, 4, 6) == losses and same(weights(whole), weights(second))


def test_without_the_optimizer_state_it_would_not_resume_exactly(tmp_path):
    whole, other = trainer(), trainer()
    steps(whole, 1, 6)
    steps(other, 1, 4)
    fresh = trainer()
    fresh.network.load_state_dict(other.network.state_dict())
    steps(fresh, 4, 6)
    assert not same(weights(whole), weights(fresh))


def test_saving_leaves_one_whole_file_and_nothing_beside_it(tmp_path):
    one = trainer()
    one.save(tmp_path / "last.safetensors", {"a": "1"})
    one.save(tmp_path / "last.safetensors", {"a": "2"})
    assert [path.name for path in tmp_path.iterdir()] == ["last.safetensors"]
    assert read_notes(tmp_path / "last.safetensors") == {"a": "2"}


def test_a_cut_off_file_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "last.safetensors"
    trainer().save(path, {})
    path.write_bytes(path.read_bytes()[:10_000])
    for read in (trainer().load, read_notes):
        with pytest.raises(RooflineError, match="Start it anew"):
            read(path)


def test_a_run_of_an_older_version_is_refused_with_a_sentence(tmp_path):
    trainer().save(tmp_path / LAST_WEIGHTS, {STATE: json.dumps({"fingerprint": "", "step": 3})})
    with pytest.raises(RooflineError, match="begun with an older Roofline"):
        RunFolder(str(tmp_path)).strategy()


def test_encoder_rate_0_leaves_the_encoder_as_it_is():
    one = trainer(encoder_rate=0.0, weight_decay=0.5)
    before = weights(one)
    steps(one, 1, 3)
    changed = {name for name, tensor in weights(one).items() if not torch.equal(tensor, before[name])}
    assert changed and not any(name.startswith("encoder.") for name in changed)


def test_the_statistics_of_the_normalisation_stay_and_its_weights_are_trained():
    one = trainer()
    before = weights(one)
    steps(one, 1, 3)
    after = weights(one)
    assert all(torch.equal(after[name], before[name]) for name in before if "running" in name)
    assert not same(before, after)


def test_a_frozen_encoder_is_trained_once_it_is_unfrozen():
    one = trainer(strategy="staged")
    before = weights(one)
    one.train_encoder(False)
    steps(one, 1, 3)
    frozen = weights(one)
    one.train_encoder(True)
    steps(one, 3, 5)
    encoder = [name for name in before if name.startswith("encoder.") and "running" not in name]
    assert all(torch.equal(before[name], frozen[name]) for name in encoder)
    assert not all(torch.equal(frozen[name], weights(one)[name]) for name in encoder)


def test_a_step_on_cached_features_is_a_step_on_their_tiles():
    one, other = trainer(strategy="decoder"), trainer(strategy="decoder")
    images, masks = batch(1)
    one.step(images, masks, lr_factor=1.0)
    other.step_on(other.features(images), masks, lr_factor=1.0)
    assert same(weights(one), weights(other))


def test_the_ema_resumes_also_where_the_encoder_was_unfrozen_later(tmp_path):
    one = trainer(strategy="staged", averaging=0.9)
    one.train_encoder(False)
    steps(one, 1, 6)
    one.train_encoder(True)
    steps(one, 6, 7)
    one.save(tmp_path / "last.safetensors", {})
    other = trainer(seed=5, strategy="staged", averaging=0.9)
    other.load(tmp_path / "last.safetensors")
    assert steps(one, 7, 8) == steps(other, 7, 8)
    name = "head.0.weight"
    assert torch.equal(one.ema_network.state_dict()[name], other.ema_network.state_dict()[name])


def test_the_ema_lags_behind_the_trained_weights_and_resumes(tmp_path):
    one = trainer(averaging=0.9)
    start = weights(one)
    steps(one, 1, 6)
    name = "head.0.weight"
    trained, averaged = one.network.state_dict()[name], one.ema_network.state_dict()[name]
    assert 0 < (averaged - start[name]).norm() < (trained - start[name]).norm()
    one.save(tmp_path / "last.safetensors", {})
    other = trainer(seed=5, averaging=0.9)
    other.load(tmp_path / "last.safetensors")
    assert steps(one, 6, 8) == steps(other, 6, 8)
    assert torch.equal(one.ema_network.state_dict()[name], other.ema_network.state_dict()[name])
