"""The masked autoencoder: what is hidden is not seen, the loss is the reference's, and the encoder is timm's."""

import pytest
import torch
from roofline.models.pretraining.masked_autoencoder import MaskedAutoencoder, new_vision_transformer, sine_cosine
from roofline.protocol.settings.pretraining import MAE_ENCODERS


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return MaskedAutoencoder(new_vision_transformer(MAE_ENCODERS[0], 5), masked=0.75).eval()


@pytest.fixture(scope="module")
def images():
    return torch.randn(2, 5, 64, 64, generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def noise():
    return torch.rand(2, 16, generator=torch.Generator().manual_seed(2))


def test_patches_are_cut_and_put_together_again(network, images):
    patches = network.patches(images)
    assert patches.shape == (2, 16, 16 * 16 * 5)
    assert torch.equal(network.images(patches, 4), images)
    assert torch.equal(patches[0, 5].reshape(16, 16, 5).permute(2, 0, 1), images[0, :, 16:32, 16:32])


def test_three_quarters_are_hidden_and_what_is_hidden_is_not_seen(network, images, noise):
    with torch.no_grad():
        found = network.reconstruct(images, noise)
        assert found.masked.sum(dim=1).tolist() == [12, 12]
        assert torch.equal(found.masked.bool(), noise > noise.sort(dim=1).values[:, 3:4])
        hidden = network.images(found.masked[:, :, None].expand(-1, -1, 16 * 16 * 5), 4)
        other = network.reconstruct(torch.where(hidden.bool(), images + 3, images), noise)
        assert torch.allclose(found.patches, other.patches, atol=1e-5)
        shown = network.reconstruct(torch.where(hidden.bool(), images, images + 3), noise)
        assert not torch.allclose(found.patches, shown.patches, atol=1e-2)


def test_the_loss_is_the_mean_squared_error_of_masked_patches_each_normalised_by_itself(network, images, noise):
    with torch.no_grad():
        found = network.reconstruct(images, noise)
        errors = []
        for image, predicted, masked in zip(images, found.patches, found.masked):
            for number in torch.nonzero(masked)[:, 0].tolist():
                row, column = divmod(number, 4)
                patch = image[:, 16 * row:16 * row + 16, 16 * column:16 * column + 16].permute(1, 2, 0).reshape(-1)
                wanted = (patch - patch.mean()) / (patch.var() + 1e-6).sqrt()
                errors.append((wanted - predicted[number]).square().mean())
        assert float(network(images, noise)) == pytest.approx(float(torch.stack(errors).mean()), rel=1e-5)


def test_positions_are_told_apart_in_both_directions():
    found = sine_cosine(3, 4, 64)
    assert found.shape == (12, 64) and len({tuple(row) for row in found.round(decimals=4).tolist()}) == 12
    assert torch.equal(found[0, :32], found[4, :32]) and torch.equal(found[0, 32:], found[1, 32:])


@pytest.mark.parametrize("name", MAE_ENCODERS)
def test_timm_has_every_encoder_that_can_be_chosen(name):
    import timm

    with torch.device("meta"):
        model = timm.create_model(name[len("tu-"):], num_classes=0, in_chans=4, dynamic_img_size=True)
    assert model.patch_embed.patch_size[0] == int(name.split("_patch")[1].split("_")[0])
