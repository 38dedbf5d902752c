"""Promptable segmentation (Segment Anything and its kin): a pair of ONNX files, an image encoder and a mask decoder.

Whatever the files are called, the names of their inputs tell which is which, and by which interface:

    segment-anything, MobileSAM   point_coords, point_labels, mask_input, has_mask_input, orig_im_size
                                  -> masks, iou_predictions, low_res_masks
    SAM 2, EdgeTAM                the same without orig_im_size, after an encoder that gives three arrays
    transformers (SlimSAM)        input_points, input_labels, input_boxes -> pred_masks, iou_scores

What else a decoder takes comes from the encoder, by name. The encoder takes a square image, long side 1024 as a rule:
normalised and padded (1, 3, side, side), or the plain values of samexporter's (height, width, 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

from ..core.errors import RooflineError
from .onnx_file import read_onnx
from .onnx_network import open_session, run_session

POINTS = {"point_coords": "point_labels", "input_points": "input_labels"}
"""The decoder's input for the clicks, by interface, and for what each of them is."""
INSIDE, OUTSIDE, NO_POINT = 1, 0, -1
OTHER_PROMPTS = ("mask_input", "has_mask_input", "orig_im_size", "input_boxes")
"""Inputs of a decoder that are left empty here, or tell the size of the image."""
MASKS, SCORES = ("low_res_masks", "masks", "pred_masks"), ("iou_predictions", "iou_scores")
"""A decoder's outputs for the masks, the first of which that it has is taken, and for their predicted IoU."""
MEAN, STD = np.array([123.675, 116.28, 103.53], np.float32), np.array([58.395, 57.12, 57.375], np.float32)
"""ImageNet's, of values from 0 to 255: all of these encoders were trained with them."""
USUAL_SIDE, LEAST_SIDE, MOST_SIDE = 1024, 64, 2048
MASK_STRIDE = 4
"""A mask that is given to a decoder has so many times fewer pixels on each side than the image."""
MOST_BYTES = 1 << 30
"""The largest file: each of a pair is in memory three times while it is opened."""
MOST_FEATURE_BYTES = 1 << 26
"""What is kept of a view at most; 16 MiB with SAM 2."""
DTYPES = {"tensor(float)": np.float32, "tensor(float16)": np.float16, "tensor(double)": np.float64,
          "tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(uint8)": np.uint8}
Features = dict[str, np.ndarray]
"""What an encoder says of an image, by the names of the decoder's inputs."""


class Clicks(NamedTuple):
    """Points (n, 2), x and y in pixels of the image from its upper left corner, and which (n,) bool are inside."""

    points: np.ndarray
    inside: np.ndarray


class _Network(NamedTuple):
    """A session, its inputs by name, and the file's name for messages."""

    called: str
    session: Any
    inputs: dict[str, Any]

    def run(self, feeds: dict[str, np.ndarray], outputs: Sequence[str]) -> list[np.ndarray]:
        """The outputs for inputs, which are brought to the types that the file declares."""
        typed = {name: np.ascontiguousarray(values, DTYPES[self.inputs[name].type]) for name, values in feeds.items()}
        return run_session(self.session, self.called, typed, outputs)

    @property
    def takes(self) -> str:
        """The inputs in words."""
        return ", ".join(f"{name} {_shape(port)}" for name, port in self.inputs.items())


class PromptableModel:
    """An encoder and a decoder that fit each other; `side` is that of the square image in pixels."""

    def __init__(self, encoder: _Network, decoder: _Network) -> None:
        self._encoder, self._decoder = encoder, decoder
        self.side, self._is_plain = _image_input(encoder)
        self._features = _features_between(encoder, decoder)
        self._points = next(name for name in POINTS if name in decoder.inputs)
        given = [port.name for port in decoder.session.get_outputs()]
        self._outputs = [next((name for name in names if name in given), "") for names in (MASKS, SCORES)]
        if not all(self._outputs):
            raise RooflineError(f"{decoder.called} gives {', '.join(given)}. A decoder gives masks "
                                f"({', '.join(MASKS)}) and how good each is ({', '.join(SCORES)}).")

    @property
    def name(self) -> str:
        """The encoder's file name."""
        return self._encoder.called

    def encode(self, image: np.ndarray) -> Features:
        """What the encoder says of an RGB image (height, width, 3) from 0 to 255, with sides up to `side`."""
        square = np.empty((self.side, self.side, 3), np.float32)
        square[:] = MEAN
        square[:image.shape[0], :image.shape[1]] = image
        if not self._is_plain:
            square = np.moveaxis((square - MEAN) / STD, -1, 0)[None]
        [taken] = self._encoder.inputs
        arrays = self._encoder.run({taken: square}, list(self._features.values()))
        if (size := sum(array.nbytes for array in arrays)) > MOST_FEATURE_BYTES:
            raise RooflineError(f"{self.name} gives {size / 2**20:.0f} MiB for one view, and Roofline keeps up to "
                                f"{MOST_FEATURE_BYTES >> 20}. Choose a smaller model.")
        return dict(zip(self._features, arrays))

    def best_mask(self, features: Features, clicks: Clicks) -> np.ndarray:
        """The logits (k, k) float32 over the square image of the mask with the best predicted IoU."""
        masks, scores = self._decoder.run({**features, **self._prompts(clicks)}, self._outputs)
        side, count = masks.shape[-1] if masks.ndim >= 3 else 0, scores.size
        if not count or masks.shape[-2:] != (side, side) or masks.size != count * side * side or side < 2:
            raise RooflineError(f"{self._decoder.called} gives masks {masks.shape} and scores {scores.shape} for one "
                                "object. A decoder gives as many square masks as scores: choose another file.")
        best = masks.reshape(count, side, side)[np.argmax(scores)].astype(np.float32)
        if not np.isfinite(best).all():
            raise RooflineError(f"{self._decoder.called} gives values that are no numbers. Choose another file, such "
                                "as one in full precision (float32).")
        return best

    def _prompts(self, clicks: Clicks) -> dict[str, np.ndarray]:
        """The decoder's inputs that are not features."""
        inputs = self._decoder.inputs
        points = clicks.points - 0.5  # these networks count from the middle of the first pixel
        labels = np.where(clicks.inside, INSIDE, OUTSIDE)
        padding = self._places(len(points)) - len(points)
        points = np.concatenate([points, np.zeros((padding, 2))])
        labels = np.append(labels, np.full(padding, NO_POINT))
        if self._points == "input_points":
            points, labels = points[None], labels[None]
        empty = self.side // MASK_STRIDE
        others = {"mask_input": np.zeros((1, 1, empty, empty)), "has_mask_input": np.zeros(1),
                  "orig_im_size": np.full(2, self.side), "input_boxes": np.zeros((1, 0, 4))}
        return {self._points: points[None], POINTS[self._points]: labels[None],
                **{name: values for name, values in others.items() if name in inputs}}

    def _places(self, clicks: int) -> int:
        """How many points the decoder is to be given for so many clicks: segment-anything's own wants one that is no
        click, SAM 2's, after three arrays, adds it itself, as that of transformers; and some take a fixed number."""
        fixed = self._decoder.inputs[self._points].shape[-2]
        wanted = clicks + (self._points == "point_coords" and len(self._features) == 1)
        if not isinstance(fixed, int):
            return wanted
        if clicks > fixed:
            raise RooflineError(f"{self._decoder.called} takes {fixed} clicks at most. Take one back (Backspace).")
        return fixed


def load_promptable_model(files: Sequence[str], device: torch.device) -> PromptableModel:
    """The model in two ONNX files, in any order, run by ONNX Runtime. Raises RooflineError when they are no such pair,
    with what was found and what is expected."""
    paths = [Path(file) for file in files]
    if len(set(paths)) != 2:
        raise RooflineError(f"A model of this kind is two ONNX files, and {len(set(paths))} is chosen: choose the "
                            "image encoder and the mask decoder.")
    networks = [_opened(path, device) for path in paths]
    decoders = [network for network in networks if POINTS.keys() & network.inputs.keys()]
    if len(decoders) != 1:
        taken = " and ".join(f"{network.called} takes {network.takes}" for network in networks)
        raise RooflineError(f"{taken}. One of the two has to be a mask decoder, which takes {' or '.join(POINTS)}, and "
                            "the other its image encoder: choose these.")
    [decoder] = decoders
    [encoder] = [network for network in networks if network is not decoder]
    return PromptableModel(encoder, decoder)


def _opened(path: Path, device: torch.device) -> _Network:
    if path.is_file() and (size := path.stat().st_size) > MOST_BYTES:
        raise RooflineError(f"{path.name} has {size / 2**30:.1f} GiB, and Roofline takes {MOST_BYTES >> 30}. Choose a "
                            "smaller model.")
    session = open_session(read_onnx(path).SerializeToString(), path.name, device, torch.get_num_threads())
    inputs = {port.name: port for port in session.get_inputs()}
    if odd := [f"{name} {port.type}" for name, port in inputs.items() if port.type not in DTYPES]:
        raise RooflineError(f"{path.name} takes {', '.join(odd)}, and Roofline gives {', '.join(DTYPES)}. Export it "
                            "anew.")
    return _Network(path.name, session, inputs)


def _image_input(encoder: _Network) -> tuple[int, bool]:
    """The side of the square image that an encoder takes, and whether in plain values with the colours last."""
    shape = _sizes(next(iter(encoder.inputs.values()))) if len(encoder.inputs) == 1 else []
    is_plain = len(shape) == 3 and shape[2] == 3
    is_batch = len(shape) == 4 and shape[0] in (None, 1) and shape[1] in (None, 3)
    sides = {size for size in (shape[:2] if is_plain else shape[2:]) if size}
    if not (is_plain or is_batch) or len(sides) > 1:
        raise RooflineError(f"{encoder.called} takes {encoder.takes}. An image encoder takes one square image, "
                            "(1, 3, side, side), or (height, width, 3): choose another file.")
    side = next(iter(sides), USUAL_SIDE)
    if not LEAST_SIDE <= side <= MOST_SIDE:
        raise RooflineError(f"{encoder.called} takes images of {side} x {side} pixels, and Roofline gives "
                            f"{LEAST_SIDE} to {MOST_SIDE}. Choose another file.")
    return side, is_plain


def _features_between(encoder: _Network, decoder: _Network) -> dict[str, str]:
    """The encoder's output for each input of the decoder that is no prompt: of the same name, or the only one left."""
    ports = {port.name: port for port in encoder.session.get_outputs()}
    points = next(name for name in POINTS if name in decoder.inputs)
    prompts = (points, POINTS[points], *OTHER_PROMPTS)
    wanted = [name for name in decoder.inputs if name not in prompts]
    pairs = {name: name for name in wanted if name in ports}
    left = [name for name in wanted if name not in pairs], [name for name in ports if name not in pairs]
    if list(map(len, left)) == [1, 1]:
        pairs[left[0][0]] = left[1][0]
    fits = [name in pairs and _fit(decoder.inputs[name], ports[pairs[name]]) for name in wanted]
    if not wanted or not all(fits) or POINTS[points] not in decoder.inputs:
        given = ", ".join(f"{name} {_shape(port)}" for name, port in ports.items())
        raise RooflineError(f"{encoder.called} gives {given}, and {decoder.called} takes {decoder.takes}: the two do "
                            "not belong together. Choose the encoder and the decoder of one model.")
    return pairs


def _fit(one: Any, other: Any) -> bool:
    """Whether an array may be both."""
    sizes = _sizes(one), _sizes(other)
    return len(sizes[0]) == len(sizes[1]) and all(None in pair or pair[0] == pair[1] for pair in zip(*sizes))


def _sizes(port: Any) -> list[int | None]:
    """The sizes that a file declares for an array; None where it leaves one open."""
    return [size if isinstance(size, int) and size > 0 else None for size in port.shape]


def _shape(port: Any) -> str:
    return f"({', '.join('any' if size is None else str(size) for size in _sizes(port))})"
