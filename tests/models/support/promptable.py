"""Promptable models of random weights with the published interfaces, as pairs of ONNX files: a mask is what has the
colour of the clicks inside, and not that of those outside.

    <worker's python> protocol/launch.py roofline.tests.models.support.promptable FOLDER      (writes a pair there)
"""

import sys
import warnings
from pathlib import Path

import torch
from torch import nn

STRIDE = 4
THRESHOLDS = (0.05, 3.2, 50.0)
"""How unlike in colour a mask may be: too little, right, and everything."""
SCORES = (0.3, 0.9, 0.5)
MEAN, STD = torch.tensor([123.675, 116.28, 103.53]), torch.tensor([58.395, 57.12, 57.375])


class Encoder(nn.Module):
    """Random colours of a normalised image (1, 3, side, side), on a grid of STRIDE pixels."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Conv2d(3, 8, 1)
        nn.init.orthogonal_(self.mix.weight, generator=torch.Generator().manual_seed(3))

    def forward(self, image):
        return nn.functional.avg_pool2d(self.mix(image), STRIDE)


class PlainEncoder(Encoder):
    """The same for plain values (height, width, 3)."""

    def forward(self, image):
        return super().forward(((image - MEAN) / STD).permute(2, 0, 1)[None])


class Several(nn.Module):
    """An encoder that gives another array, or two, before what counts; a decoder needs all."""

    def __init__(self, others):
        super().__init__()
        self.encoder, self.others = Encoder(), others

    def forward(self, image):
        found = self.encoder(image)
        return (*(found * 0 for _ in range(self.others)), found)


def masks_of(features, points, labels):
    """Logits (1, 3, k, k), and scores (1, 3)."""
    cell = (points[0] + 0.5) / STRIDE
    at = cell.floor().long().clamp(0, features.shape[-1] - 1)
    there = features[0][:, at[:, 1], at[:, 0]]  # (8, n)
    far = ((features[0][:, None] - there[:, :, None, None]) ** 2).sum(0)  # (n, k, k)
    inside = torch.where(labels[0][:, None, None] == 1, far, torch.full_like(far, 1e4)).amin(0)
    outside = torch.where(labels[0][:, None, None] == 0, far, torch.full_like(far, 1e4)).amin(0)
    logits = [torch.minimum(threshold - inside, outside - inside) for threshold in THRESHOLDS]
    return 4 * torch.stack(logits)[None], torch.tensor([SCORES]) + 0 * logits[0].sum()


class OwnDecoder(nn.Module):
    """The interface of segment-anything's own export, whose last point is no click."""

    def forward(self, image_embeddings, point_coords, point_labels, mask_input, has_mask_input, orig_im_size):
        unused = mask_input.sum() * has_mask_input.sum() * orig_im_size.sum()
        masks, scores = masks_of(image_embeddings, point_coords[:, :-1], point_labels[:, :-1])
        return nn.functional.interpolate(masks, scale_factor=STRIDE, mode="bilinear") + unused, scores, masks


class SecondDecoder(nn.Module):
    """The interface of SAM 2 and EdgeTAM."""

    def forward(self, image_embed, high_res_feats_0, high_res_feats_1, point_coords, point_labels, mask_input,
                has_mask_input):
        unused = mask_input.sum() * has_mask_input.sum()
        return masks_of(image_embed + high_res_feats_0 + high_res_feats_1 + unused, point_coords, point_labels)


class TransformersDecoder(nn.Module):
    """The interface of transformers, as SlimSAM's."""

    def forward(self, image_embeddings, image_positional_embeddings, input_points, input_labels, input_boxes):
        features = image_embeddings + image_positional_embeddings + input_boxes.sum()
        masks, scores = masks_of(features, input_points[:, 0], input_labels[:, 0])
        return scores[:, None], masks[:, None]


def _write(path, module, given, outputs, dynamic=None):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module.eval(), tuple(given.values()), path, dynamo=False, opset_version=17,
                          input_names=list(given), output_names=outputs, dynamic_axes=dynamic or {})
    return str(path)


def segment_anything(folder, side):
    """The files of an encoder and a decoder of this interface for square images."""
    encoder = _write(folder / "encoder.onnx", Encoder(), {"images": torch.zeros(1, 3, side, side)}, ["embeddings"])
    return encoder, own_decoder(folder, side)


def own_decoder(folder, side):
    """The file of segment-anything's own decoder."""
    k = side // STRIDE
    given = {"image_embeddings": torch.zeros(1, 8, k, k), "point_coords": torch.zeros(1, 3, 2),
             "point_labels": torch.ones(1, 3), "mask_input": torch.zeros(1, 1, k, k),
             "has_mask_input": torch.zeros(1), "orig_im_size": torch.tensor([float(side)] * 2)}
    return _write(folder / "decoder.onnx", OwnDecoder(), given, ["masks", "iou_predictions", "low_res_masks"],
                  {"point_coords": {1: "n"}, "point_labels": {1: "n"}})


def mobile(folder):
    """Files as samexporter writes them with --use-preprocess: images of any size, 1024 pixels long."""
    encoder = _write(folder / "mobile.onnx", PlainEncoder(), {"input_image": torch.zeros(64, 96, 3)},
                     ["image_embeddings"], {"input_image": {0: "height", 1: "width"},
                                            "image_embeddings": {2: "rows", 3: "columns"}})
    return encoder, own_decoder(folder, 1024)


def second(folder, side):
    """The files of SAM 2's interface."""
    k, names = side // STRIDE, ["high_res_feats_0", "high_res_feats_1", "image_embed"]
    encoder = _write(folder / "second_encoder.onnx", Several(2), {"image": torch.zeros(1, 3, side, side)}, names)
    maps = {name: torch.zeros(1, 8, k, k) for name in ("image_embed", *names[:2])}
    decoder = _write(folder / "second_decoder.onnx", SecondDecoder(), {
        **maps, "point_coords": torch.zeros(1, 2, 2), "point_labels": torch.ones(1, 2),
        "mask_input": torch.zeros(1, 1, k, k), "has_mask_input": torch.zeros(1)}, ["masks", "iou_predictions"],
        {"point_coords": {1: "n"}, "point_labels": {1: "n"}})
    return encoder, decoder


def transformers(folder, side):
    """The files of transformers' interface."""
    k = side // STRIDE
    encoder = _write(folder / "vision_encoder.onnx", Several(1), {"pixel_values": torch.zeros(1, 3, side, side)},
                     ["image_positional_embeddings", "image_embeddings"])
    decoder = _write(folder / "prompt_encoder_mask_decoder.onnx", TransformersDecoder(), {
        "image_embeddings": torch.zeros(1, 8, k, k), "image_positional_embeddings": torch.zeros(1, 8, k, k),
        "input_points": torch.zeros(1, 1, 2, 2), "input_labels": torch.ones(1, 1, 2, dtype=torch.int64),
        "input_boxes": torch.zeros(1, 1, 4)}, ["iou_scores", "pred_masks"],
        {"input_points": {2: "n"}, "input_labels": {2: "n"}, "input_boxes": {1: "boxes"}})
    return encoder, decoder


if __name__ == "__main__":
    print(*mobile(Path(sys.argv[1])))
