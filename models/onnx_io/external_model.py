"""External ONNX segmentation models: loads one as a card and a network like Roofline's own.

What the file does not declare, the analyst's ExternalModelSettings give.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ...protocol.labels import BUILDING
from ...protocol.settings.base import AUTO
from ...protocol.settings.external_models import ONNX_BANDS, ExternalModelSettings
from ..core.errors import RooflineError
from ..networks.model_card import Band, Card
from .deepness import DeepnessMetadata, read_deepness_metadata
from .export import own_model
from .onnx_file import read_onnx
from .onnx_network import CPU, OnnxNetwork, open_session, providers_for, run_session

BYTES = "tensor(uint8)"
DTYPES = {"tensor(float)": torch.float32, "tensor(float16)": torch.float16, "tensor(double)": torch.float64,
          BYTES: torch.uint8}
"""Types of the input that a model may have, by ONNX Runtime's names."""

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
"""Mean and deviation of red, green and blue from 0 to 1."""

WHITE = 255.0
"""The raster value of white that declared scalings are multiplied by, unless the settings have another."""
THRESHOLD, MIN_AREA_M2 = 0.5, 10.0
"""Of a model that declares none. The analyst can give others."""

MOST_BANDS = 64
TRIAL_SIDE = 256
"""Pixels of the side of the trial tile for a model that takes tiles of any size."""

NEVER = -20.0
"""The logit of "never": of boundary and contact, which external models do not have."""

SAME = 0.01
"""Share of its largest value by which the output of another provider may differ in the mean."""

NEARLY = 1e-6
"""Probabilities are clamped to this far from 0 and 1, so that their logits are finite."""


@dataclass(frozen=True)
class ExternalModel:
    """A model for prediction: `network` maps normalised tiles to logits, as Roofline's own networks do.
    `window_size` is the side of its tiles in pixels, None where any will do; `identity` is a hash of all that its
    output depends on."""

    name: str
    card: Card
    network: nn.Module
    window_size: int | None
    identity: str


def is_onnx(path: str | Path | None) -> bool:
    """Whether the path of a model ends in .onnx."""
    return Path(str(path)).suffix.lower() == ".onnx"


def load_external_model(path: str | Path, settings: ExternalModelSettings, device: torch.device) -> ExternalModel:
    """The segmentation model in an ONNX file, run by ONNX Runtime; one that Roofline exported needs no settings.

    Raises RooflineError when the file is no such model, or neither the file nor the settings have its resolution, bands
    or channel.
    """
    path, threads = Path(path), torch.get_num_threads()
    model = read_onnx(path)
    content = model.SerializeToString()
    identity = hashlib.sha256(content + json.dumps(settings.to_dict(), sort_keys=True).encode()).hexdigest()
    if (own := own_model(model)) is not None:
        return ExternalModel(path.stem, own[0], OnnxNetwork(own[1], path.name, device, threads), None, identity)
    session = open_session(content, path.name, device, threads, CPU)
    bands, side, batch = _input_of(path.name, session, settings)
    declared = read_deepness_metadata(session.get_modelmeta().custom_metadata_map, bands)
    takes_bytes = session.get_inputs()[0].type == BYTES
    if takes_bytes and settings.onnx_scaling == AUTO:
        settings = replace(settings, onnx_scaling="raw")
    card = _card(path, settings, declared, bands)
    if takes_bytes:
        card = replace(card, dtype="uint8")
    network = ExternalNetwork(path.name, session, batch)
    noise = _noise(card, side or TRIAL_SIDE)
    network.settle(settings, declared, noise)
    for provider in providers_for(device)[:-1]:
        with suppress(RooflineError):
            network.take_if_faster(open_session(content, path.name, device, threads, provider), noise)
    return ExternalModel(path.stem, card, network, side, identity)


def _input_of(called: str, session: Any, settings: ExternalModelSettings) -> tuple[int, int | None, int | None]:
    """Bands, side and batch size of the input tiles; None where any side or batch size will do. Raises RooflineError
    when the input is no batch of square tiles with the bands first."""
    shapes = [port.shape for port in session.get_inputs()]
    if len(shapes) != 1 or len(shapes[0]) != 4:
        raise RooflineError(f"{called} takes {' and '.join(str(shape) for shape in shapes)}. A segmentation model "
                            "takes one batch of tiles (batch, bands, height, width): choose another file.")
    if (kind := session.get_inputs()[0].type) not in DTYPES:
        raise RooflineError(f"{called} takes {kind} values, and Roofline gives {', '.join(DTYPES)}. Export it anew.")
    batch, bands, height, width = (size if isinstance(size, int) and size > 0 else None for size in shapes[0])
    if width is not None and width <= MOST_BANDS and (bands is None or bands > width):
        raise RooflineError(f"{called} takes tiles with the bands last {tuple(shapes[0])}. Export it anew with the "
                            "bands first: (batch, bands, height, width).")
    if height != width:
        raise RooflineError(f"{called} takes tiles of {width or 'any'} x {height or 'any'} pixels, and Roofline's are "
                            "square. Export it anew with equal sides, or with sides left open.")
    return bands or len(ONNX_BANDS.get(settings.onnx_bands, ONNX_BANDS["rgb"])), width, batch


def _card(path: Path, settings: ExternalModelSettings, declared: DeepnessMetadata, bands: int) -> Card:
    resolution_m = settings.onnx_resolution_m or declared.resolution_m
    if resolution_m is None:
        raise RooflineError(f"{path.name} does not say at which resolution it looks at imagery. Give "
                            "ONNX_RESOLUTION_M, the ground metres a pixel that it was trained with.")
    names = _band_names(path.name, settings, bands)
    mean, std = _scaling(path.name, settings, declared, names)
    eight_bit = settings.onnx_white is None and settings.onnx_scaling not in ("raw", "raster")
    return Card(
        name=path.stem[:100], encoder="onnx", decoder_channels=(1,), classes=(BUILDING,),
        bands=tuple(Band(name, *statistics) for name, *statistics in zip(names, mean, std)),
        dtype="uint8" if eight_bit else None, resolution_m=resolution_m, threshold=declared.threshold or THRESHOLD,
        min_area_m2=MIN_AREA_M2, boundary_m=0.0, contact_m=0.0)


def _band_names(called: str, settings: ExternalModelSettings, bands: int) -> Sequence[str]:
    usual = {len(ONNX_BANDS[key]): key for key in ("pan", "rgb", "rgbn")}
    chosen = usual.get(bands, "order") if settings.onnx_bands == AUTO else settings.onnx_bands
    names = ONNX_BANDS.get(chosen, tuple(f"band {number}" for number in range(1, bands + 1)))
    if len(names) != bands:
        raise RooflineError(f"{called} takes {bands} bands, and ONNX_BANDS {chosen} are {len(names)}. Choose others, "
                            "or order.")
    return names


def _scaling(called: str, settings: ExternalModelSettings, declared: DeepnessMetadata,
             names: Sequence[str]) -> tuple[Sequence[float | None], Sequence[float | None]]:
    """Mean and standard deviation, in raster values, by which each band is normalised; None: the raster's own."""
    count, white = len(names), settings.onnx_white or WHITE
    scaling = settings.onnx_scaling
    if scaling == "raster":
        return [None] * count, [None] * count
    if scaling == "raw":
        return [0.0] * count, [1.0] * count
    if scaling == "imagenet":
        colors = ONNX_BANDS["rgb"]
        if set(names) != set(colors):
            raise RooflineError(f"ONNX_SCALING imagenet is for red, green and blue; {called} takes {', '.join(names)}. "
                                "Choose another scaling.")
        order = [colors.index(name) for name in names]
        mean, std = ([values[index] for index in order] for values in IMAGENET)
    elif scaling == AUTO and declared.mean is not None and declared.std is not None:
        mean, std = list(declared.mean), list(declared.std)
    else:
        mean, std = [0.0] * count, [1.0] * count
    return [white * value for value in mean], [white * value for value in std]


def _noise(card: Card, side: int) -> Tensor:
    """A normalised tile (1, bands, side, side) of a raster with uniformly random values from 0 to white."""
    values = WHITE * torch.rand(1, len(card.bands), side, side, generator=torch.Generator().manual_seed(0))
    for number, band in enumerate(card.bands):
        mean, std = (WHITE / 2, WHITE / 4) if band.mean is None or band.std is None else (band.mean, band.std)
        values[:, number] = (values[:, number] - mean) / std
    return values


class ExternalNetwork(nn.Module):
    """An ONNX Runtime session behind the interface of a Roofline network with one class: normalised tiles (B, C, H, W)
    to logits (B, 3, H, W), of which boundary and contact are NEVER. A model with a fixed batch size gets batches padded
    to it."""

    uses_all_cores = True

    def __init__(self, called: str, session: Any, batch: int | None) -> None:
        super().__init__()
        self._called, self._session, self._batch = called, session, batch
        self._dtype = DTYPES[session.get_inputs()[0].type]
        self._output, self._channel = AUTO, 0

    def settle(self, settings: ExternalModelSettings, declared: DeepnessMetadata, noise: Tensor) -> None:
        """Find out, by a trial on a tile (1, C, side, side), whether the output holds logits, probabilities or a class
        map, and which channel is building. Raises RooflineError when the output is no segmentation, or has no such
        channel."""
        given, side = self._run(noise), noise.shape[-1]
        if given.ndim != 4 or given.shape[0] != 1 or min(given.shape[2:]) < 2:
            raise RooflineError(f"{self._called} gives {tuple(given.shape)} values for a tile of {side} pixels, and a "
                                "segmentation model (batch, channels, height, width). Choose another file.")
        is_map, channels = not given.is_floating_point(), given.shape[1]
        self._channel = self._building(settings, declared, None if is_map else channels)
        self._output = "map" if is_map else settings.onnx_output
        if self._output == AUTO:
            looks_probable = float(given.min()) >= -NEARLY and float(given.max()) <= 1 + 1e-3
            self._output = "probabilities" if looks_probable else "sigmoid" if channels == 1 else "softmax"

    def take_if_faster(self, session: Any, tiles: Tensor) -> None:
        """Run on another session from now on if that is faster for the tiles and gives the same there."""
        former, (expected, before) = self._session, self._timed(tiles)
        self._session = session
        try:
            given, after = self._timed(tiles)
        except (RooflineError, torch.OutOfMemoryError):
            given, after = expected, before
        differing = (given.float() - expected.float()).abs().mean()
        if not (after < before and differing <= SAME * expected.float().abs().max()):  # what is no number differs
            self._session = former

    def _timed(self, tiles: Tensor) -> tuple[Tensor, float]:
        """The output for the tiles, and the seconds of a second pass, since a first one takes longer."""
        given = self._run(tiles)
        started = time.perf_counter()
        self._run(tiles)
        return given, time.perf_counter() - started

    def _building(self, settings: ExternalModelSettings, declared: DeepnessMetadata, channels: int | None) -> int:
        """The channel that is building, or its number in a map of classes, which has no channels."""
        if settings.onnx_channel is not None:
            wanted = settings.onnx_channel
        elif channels == 1:
            wanted = 0
        else:
            wanted = 1 if declared.building is None else declared.building
        if channels is not None and wanted >= channels:
            known = f" ({', '.join(declared.class_names)})" if declared.class_names else ""
            raise RooflineError(f"{self._called} gives the channels 0 to {channels - 1}{known}, and {wanted} is wanted "
                                "as the one that is building. Give another ONNX_CHANNEL.")
        return wanted

    def forward(self, tiles: Tensor) -> Tensor:
        """Logits (B, 3, H, W) of normalised tiles (B, C, H, W), on their device."""
        given = self._run(tiles)
        building = self._logits(given)[:, None].to(tiles.device)
        if building.shape[2:] != tiles.shape[2:]:  # the output of some models is coarser than their tiles
            building = functional.interpolate(building, size=tiles.shape[2:], mode="bilinear")
        never = torch.full_like(building, NEVER)
        return torch.cat([building, never, never], dim=1)

    def _logits(self, given: Tensor) -> Tensor:
        """The logits (B, h, w) of building in the output of the model."""
        if self._output == "map":
            return torch.where(given[:, 0] == self._channel, -NEVER, NEVER)
        values = given.float()
        one = values[:, self._channel]
        if self._output == "probabilities":
            return torch.logit(one, eps=NEARLY)
        if self._output == "sigmoid" or values.shape[1] == 1:
            return one
        others = torch.cat([values[:, :self._channel], values[:, self._channel + 1:]], dim=1)
        return one - others.logsumexp(dim=1)

    def _run(self, tiles: Tensor) -> Tensor:
        """The model's first output (B, channels, h, w) for normalised tiles."""
        [port], name = self._session.get_inputs(), self._session.get_outputs()[0].name
        count, at_once = len(tiles), self._batch or len(tiles)
        given = []
        for start in range(0, count, at_once):
            part = tiles[start:start + at_once].detach().cpu()
            part = functional.pad(part, (0, 0, 0, 0, 0, 0, 0, at_once - len(part)))
            values = part.round().clamp(0, 255) if self._dtype == torch.uint8 else part
            feeds = {port.name: values.to(self._dtype).contiguous().numpy()}
            given.append(run_session(self._session, self._called, feeds, [name])[0])
        output = torch.from_numpy(np.concatenate(given)[:count])
        return output[:, None] if output.ndim == 3 else output
