"""Targets of instance segmentation and their decoding: boundary and contact, distance transform, centres, flow fields.

Every way ends in two planes, building and core, which the marker-based watershed of the product traces; so the ways
differ in nothing but what tells neighbours apart.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor
from torch.nn import functional

from ..models.data.center_offsets import center_offsets, centers_of, instances
from ..models.data.target_masks import BUILDING, IGNORE
from ..models.networks.channels import OFFSET_UNIT, with_walls
from ..models.training.losses import masked_loss

BUILDING_AT, DISTANCE, CENTER, OFFSET, FLOW, BOUNDARY_AT, CONTACT_AT = 0, 1, 2, slice(3, 5), slice(5, 7), 7, 8
"""Channels of the network."""
CHANNELS = 9
CENTER_SIGMA = 3.0
"""Pixels of the Gaussian round a centre (Panoptic-DeepLab, Cheng et al. 2020)."""
FLOW_STEPS, DIFFUSION_STEPS = 60, 30
DEEP = 8.0
"""Pixels from the wall at which the distance is 1; less in buildings that are less deep. So a core is never further
from its wall, and the watershed stays bounded."""


def more_targets(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distance, centre, offset and flow (6, H, W) float32 of a target mask, and where centre and offset are known
    (H, W): not in buildings that the edge of the tile cuts."""
    numbers = instances(mask)
    out = np.zeros((6, *mask.shape), np.float32)
    count = int(numbers.max(initial=0))
    if not count:
        return out, np.ones(mask.shape, bool)
    same = np.ones(mask.shape, bool)
    same[1:] &= numbers[1:] == numbers[:-1]
    same[:-1] &= numbers[:-1] == numbers[1:]
    same[:, 1:] &= numbers[:, 1:] == numbers[:, :-1]
    same[:, :-1] &= numbers[:, :-1] == numbers[:, 1:]
    depth = ndimage.distance_transform_edt(same & (numbers > 0)) + (numbers > 0)
    index = np.arange(1, count + 1)
    deepest = np.append(1.0, ndimage.maximum(depth, numbers, index))
    out[0] = np.minimum(depth / np.minimum(deepest, DEEP)[numbers], 1)
    inside = numbers > 0
    peaks = np.zeros(mask.shape, np.float32)
    at = centers_of(numbers)[1:].round().astype(int)
    peaks[at[:, 0], at[:, 1]] = 1
    far = ndimage.distance_transform_edt(peaks == 0)
    out[1] = np.exp(-far ** 2 / (2 * CENTER_SIGMA ** 2))
    offsets, known = center_offsets(numbers)
    out[2:4] = offsets / OFFSET_UNIT
    flow = np.stack(np.gradient(_diffused(depth * deepest[numbers] / 2, numbers)))
    out[4:6] = inside * flow / np.maximum(np.hypot(*flow), 1e-3)
    return out, known | ~inside


def _diffused(start: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Heat (H, W) that every pixel of a building gives off and its walls take up (Poisson's equation, by Jacobi steps
    from a `start`): it rises to one summit where a distance has a ridge."""
    heat, padded = start.astype(np.float32), np.pad(numbers, 1)
    shifts = ((0, 1), (2, 1), (1, 0), (1, 2))
    height, width = numbers.shape
    same = [padded[y:y + height, x:x + width] == numbers for y, x in shifts]
    inside = numbers > 0
    for _ in range(DIFFUSION_STEPS):
        around = np.pad(heat, 1)
        heat = inside * 0.25 * (1 + sum(around[y:y + height, x:x + width] * one for (y, x), one in zip(shifts, same)))
    return heat


def loss_of_all(logits: Tensor, masks: Tensor) -> Tensor:
    """The sum of the losses of every target for logits (B, CHANNELS, H, W) and masks (B, H, W) of target_masks."""
    with ThreadPoolExecutor() as pool:
        made = list(pool.map(more_targets, masks.numpy()))
    targets = torch.from_numpy(np.stack([target for target, _ in made]))
    counted = masks != IGNORE
    inside = counted & (masks & BUILDING > 0)
    known = counted & torch.from_numpy(np.stack([whole for _, whole in made]))

    def mean(values: Tensor, where: Tensor) -> Tensor:
        return (values * where).sum() / where.sum().clamp(min=1)

    edges = masked_loss(logits[:, [BUILDING_AT, BOUNDARY_AT, CONTACT_AT]], masks)
    distance = mean(functional.binary_cross_entropy_with_logits(logits[:, DISTANCE], targets[:, 0], reduction="none"),
                    counted)
    center = mean((torch.sigmoid(logits[:, CENTER]) - targets[:, 1]) ** 2, known)
    offset = mean((logits[:, OFFSET] - targets[:, 2:4]).abs().sum(1), known & inside)
    flow = mean(((logits[:, FLOW] - targets[:, 4:6]) ** 2).sum(1), inside)
    return edges + distance + 10 * center + 0.5 * offset + 0.5 * flow


@dataclass(frozen=True)
class Way:
    """A way of splitting: `planes` makes building and core (H, W) float in 0 to 1 of all channels (CHANNELS, H, W) and
    a level, one of `levels`; a core is where its plane is at least 0.5."""

    planes: Callable[[np.ndarray, float], tuple[np.ndarray, np.ndarray]]
    levels: tuple[float, ...]


def _sigmoid(values: np.ndarray) -> np.ndarray:
    out: np.ndarray = torch.sigmoid(torch.from_numpy(values)).numpy()
    return out


def _rescaled(plane: np.ndarray, level: float) -> np.ndarray:
    """The plane with `level` at 0.5."""
    return np.clip(plane * 0.5 / level, 0, 1)


def boundary_and_contact(channels: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The building without its boundary and without contact, as in the product."""
    building, boundary, contact = (_sigmoid(channels[at]) for at in (BUILDING_AT, BOUNDARY_AT, CONTACT_AT))
    return building, _rescaled(building * (1 - boundary) * (1 - contact), level)


def distance_to_wall(channels: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Where the normalised distance to the wall is at least `level` (Bai and Urtasun 2017, deep watershed)."""
    return _sigmoid(channels[BUILDING_AT]), _rescaled(_sigmoid(channels[DISTANCE]), level)


def centre_and_offset(channels: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Every pixel belongs to the centre nearest to where its offset points (Panoptic-DeepLab, Cheng et al. 2020)."""
    building, heat = _sigmoid(channels[BUILDING_AT]), _sigmoid(channels[CENTER])
    peaks = (heat == ndimage.maximum_filter(heat, 9)) & (heat >= level) & (building >= 0.5)
    numbers, count = ndimage.label(peaks, np.ones((3, 3)))
    if not count:
        return building, np.zeros_like(building)
    rows, columns = np.nonzero(building >= 0.5)
    height, width = building.shape
    down, right = channels[OFFSET] * OFFSET_UNIT
    there = (np.clip((rows + down[rows, columns]).round().astype(int), 0, height - 1),
             np.clip((columns + right[rows, columns]).round().astype(int), 0, width - 1))
    nearest = ndimage.distance_transform_edt(numbers == 0, return_distances=False, return_indices=True)
    owners = np.zeros(building.shape, np.int32)
    owners[rows, columns] = numbers[nearest[0], nearest[1]][there]
    return building, _apart(owners)


def centre_change(channels: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Walls are where the centre that pixels point to changes by `level` pixels a pixel: the separation "offsets"."""
    chosen = np.concatenate([channels[BUILDING_AT][None], channels[OFFSET]])
    building, boundary, _ = torch.sigmoid(with_walls(torch.from_numpy(chosen)[None], level))[0].numpy()
    return building, building * (1 - boundary)


def flow_field(channels: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Pixels that flow to the same place (Cellpose, Stringer et al. 2021). `level` is how many pixels apart two such
    places may lie."""
    building = _sigmoid(channels[BUILDING_AT])
    rows, columns = np.nonzero(building >= 0.5)
    height, width = building.shape
    flow = channels[FLOW] / np.maximum(np.hypot(*channels[FLOW]), 0.3)
    y, x = rows.astype(np.float32), columns.astype(np.float32)
    for _ in range(FLOW_STEPS):
        at = np.clip(y.round().astype(int), 0, height - 1), np.clip(x.round().astype(int), 0, width - 1)
        y, x = y + 0.5 * flow[0][at], x + 0.5 * flow[1][at]
    at = np.clip(y.round().astype(int), 0, height - 1), np.clip(x.round().astype(int), 0, width - 1)
    sinks = np.zeros(building.shape, bool)
    sinks[at] = True
    side = 2 * int(level) + 1
    numbers, _ = ndimage.label(ndimage.binary_dilation(sinks, np.ones((side, side))), np.ones((3, 3)))
    owners = np.zeros(building.shape, np.int32)
    owners[rows, columns] = numbers[at]
    return building, _apart(owners)


def _apart(owners: np.ndarray) -> np.ndarray:
    """Cores of buildings (H, W) int32: the pixels whose neighbours are of the same building."""
    same = (ndimage.maximum_filter(owners, 3) == owners) & (ndimage.minimum_filter(owners, 3) == owners)
    return (same & (owners > 0)).astype(np.float32)


WAYS = {
    "boundary and contact": Way(boundary_and_contact, (0.3, 0.4, 0.5, 0.6)),
    "distance to the wall": Way(distance_to_wall, (0.2, 0.3, 0.4, 0.5)),
    "centre and offset": Way(centre_and_offset, (0.1, 0.2, 0.3)),
    "centre and offset, walls where the centre changes": Way(centre_change, (1.0, 1.25, 1.5, 2.0)),
    "flow field": Way(flow_field, (2, 3, 4)),
}
