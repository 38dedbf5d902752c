"""A package with the interface of TerraTorch's registry, whose backbones have the shapes of its kinds in small."""

import torch
from torch import nn


class Tokens(nn.Module):
    """As TerraTorch's Prithvi: a convolution of three dimensions, and a class token before those of the patches."""

    def __init__(self, bands=6):
        super().__init__()
        self.patch_embed = nn.Conv3d(bands, 32, (1, 16, 16), (1, 16, 16))
        self.cls_token = nn.Parameter(torch.randn(1, 1, 32))
        self.blocks = nn.ModuleList([nn.Sequential(nn.LayerNorm(32), nn.Linear(32, 32)) for _ in range(8)])

    def forward_features(self, image):
        tokens = self.patch_embed(image.unsqueeze(2)).flatten(2).transpose(1, 2)
        tokens, found = torch.cat([self.cls_token.expand(len(tokens), -1, -1), tokens], dim=1), []
        for block in self.blocks:
            tokens = tokens + block(tokens)
            found.append(tokens)
        return found


def prithvi_eo_tiny(pretrained=False, ckpt_path=None, **others):
    model = Tokens()
    if pretrained:
        model.load_state_dict(torch.load(_fetched(ckpt_path), weights_only=False), strict=False)
    model.forward = lambda image: model.forward_features(image)  # noqa: PLW0108 - of this one object, as TerraTorch does
    return model


class Pyramid(nn.Module):
    """As its Swin: features (B, H, W, C) at 4, 8, 16 and 32 pixels."""

    def __init__(self, bands, out_indices):
        super().__init__()
        sides, self._indices = [bands, 8, 16, 16, 32], out_indices
        self.features = nn.ModuleList([
            nn.Conv2d(one, other, 2 if number else 4, 2 if number else 4)
            for number, (one, other) in enumerate(zip(sides, sides[1:]))])

    def forward(self, image):
        found = []
        for number, layer in enumerate(self.features):
            image = layer(image)
            if number in self._indices:
                found.append(image.permute(0, 2, 3, 1))
        return tuple(found)


class Weights:
    meta = {"bands": ["B02", "B03", "B04", "B08"]}


def satlas_swin_sentinel2(model_bands, pretrained=False, ckpt_data=None, weights=Weights, out_indices=None, **others):
    model = Pyramid(len(model_bands), out_indices or [-1])
    if pretrained:
        model.load_state_dict(torch.load(_fetched(ckpt_data), weights_only=False))
    return model


def get_pretrained_bands(names):
    return [{"B02": "BLUE", "B03": "GREEN", "B04": "RED", "B08": "NIR_BROAD"}[name] for name in names]


class Patches(nn.Module):
    """As the embedding of its TerraMind: a linear layer of the pixels of a patch, band after band in each."""

    def __init__(self, num_channels):
        super().__init__()
        self.num_channels = num_channels
        self.proj = nn.Linear(256 * num_channels, 16, bias=False)

    def forward(self, image):
        count, bands, height, width = image.shape
        cells = image.reshape(count, bands, height // 16, 16, width // 16, 16)
        return self.proj(cells.permute(0, 2, 4, 3, 5, 1).flatten(3).flatten(1, 2))


class Mind(nn.Module):
    def __init__(self, modalities):
        super().__init__()
        self.depth = float(torch.linspace(0, 1, 2)[1].item())  # which the meta device does not have
        self.encoder_embeddings = nn.ModuleDict({name: Patches(12) for name in modalities})
        self.encoder = nn.ModuleList([nn.Linear(16, 16) for _ in range(4)])

    def forward(self, image):
        [embedding] = self.encoder_embeddings.values()
        tokens, found = embedding(image), []
        for block in self.encoder:
            tokens = tokens + block(tokens)
            found.append(tokens)
        return found


def terramind_v1_tiny(pretrained=False, ckpt_path=None, modalities=("image",), **others):
    model = Mind(modalities)
    if pretrained:
        model.load_state_dict(torch.load(_fetched(ckpt_path), weights_only=False))
    return model


def dofa_small(pretrained=False):
    return nn.Sequential(nn.Conv2d(3, 8, 3))


def _fetched(path):
    if path is None:
        raise OSError("We couldn't connect to 'https://huggingface.co' to load the files")
    return path


class Registry:
    _all = {f"terratorch_{one.__name__}": one for one in (
        prithvi_eo_tiny, satlas_swin_sentinel2, terramind_v1_tiny, dofa_small)}

    def __contains__(self, name):
        return name in self._all

    def find_class(self, name):
        return self._all[name]

    def build(self, name, **options):
        return self._all[name](**options)


BACKBONE_REGISTRY = Registry()
