"""Weighted mixture of tile samplers for pretraining: real places and synthetic towns, each drawn by its share."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from torch import Tensor

from ..models.core.child_process import ChildProcess
from ..models.core.errors import RooflineError
from ..models.data.synthetic_sites import VARIED, Labelled, draw_scene, mask_and_centers, site_of
from ..models.data.tile_sampler import Mixture, Site, TileSampler
from ..protocol.model_files import ENCODER_RESOLUTION_M
from .grounds import Ground, pooled_statistics, read_grounds
from .places import EMPTY_SHARE, SYNTHETIC_SHARE, Place

SCALES = {0.1: 0.6, 0.15: 1.0, 0.2: 1.2, 0.3: 1.2, 0.42: 0.7, 0.6: 0.5}
"""Ground metres a pixel at which imagery is learned, and how often each is drawn."""
FINEST = 1.6
"""How many times finer than its own resolution imagery is looked at: what lies between its pixels is interpolated."""
SCENE_SIDE = 448
MOST_MAKERS = 32
"""Most child processes that make scenes."""


def mixture(data: Path, places: Sequence[Place], scenes: int, seed: int, tile_size: int, cache: Path) -> Mixture:
    """The samplers of `scenes` synthetic towns and of `places`, whose sets lie in the folder `data`."""
    samplers: list[tuple[float, TileSampler]] = []
    if scenes:
        samplers.append((SYNTHETIC_SHARE, TileSampler(synthetic_sites(scenes, seed, cache), tile_size, VARIED)))
    empty = []
    for place in places:
        samplers += [(place.share * share, TileSampler(sites, tile_size, VARIED))
                     for share, sites in at_all_scales(data, place.sets)]
        empty += [site for name in place.without_buildings for site in real_sites(data / name, ENCODER_RESOLUTION_M)]
    if empty:  # nothing in it has a size, so one scale will do
        samplers.append((EMPTY_SHARE, TileSampler(empty, tile_size, VARIED)))
    return Mixture(samplers)


def at_all_scales(data: Path, names: Sequence[str]) -> list[tuple[float, list[Site]]]:
    """The rasters of several sets at each of SCALES that is not much finer than theirs, with the share of each scale;
    the shares sum to 1. RooflineError for a set without a raster."""
    sets = [{resolution: _sites(read_grounds(data / name, resolution, coarsest_m=FINEST * resolution))
             for resolution in SCALES} for name in names]
    for name, levels in zip(names, sets):
        if not any(levels.values()):
            raise _no_imagery(data / name)
    found = [(share, [site for levels in sets for site in levels[resolution]]) for resolution, share in SCALES.items()]
    whole = sum(share for share, sites in found if sites)
    return [(share / whole, sites) for share, sites in found if sites]


def real_sites(folder: Path, resolution_m: float) -> list[Site]:
    """The rasters of a set at one resolution. RooflineError when there is no raster."""
    grounds = read_grounds(folder, resolution_m)
    if not grounds:
        raise _no_imagery(folder)
    return _sites(grounds)


def _no_imagery(folder: Path) -> RooflineError:
    return RooflineError(f"There is no imagery in {folder / 'images'}. Give the folder with all the labelled sets, "
                         "or none, for a base of synthetic scenes alone.")


def _sites(grounds: list[Ground]) -> list[Site]:
    """The rasters of one set. Sets weigh the same where tiles are drawn from anywhere, and by how densely they are
    built up where tiles are drawn round labels."""
    if not grounds:
        return []
    statistics = pooled_statistics(grounds)
    return [_site(ground, statistics.mean, statistics.std, 1e6 / statistics.count) for ground in grounds]


def synthetic_sites(count: int, seed: int, cache: Path) -> list[Site]:
    """Scenes of `count` different random towns, made once by all cores and kept in `cache` for as long as the code that
    draws them stays the same."""
    path = cache / f"scenes-{seed}-{count}-{_drawing():08x}.npz"
    if not path.exists():
        made = _scenes(range(seed, seed + count))
        part = path.with_suffix(".part.npz")
        np.savez(part, images=np.stack([image for image, _, _ in made]), masks=np.stack([mask for _, mask, _ in made]),
                 centers=np.concatenate([centers for _, _, centers in made]),
                 counts=[len(centers) for _, _, centers in made])
        part.replace(path)
    with np.load(path) as kept:
        images, masks, counts = kept["images"], kept["masks"], kept["counts"]
        centers = np.split(kept["centers"], np.cumsum(counts)[:-1])
    return [site_of(Labelled(*parts)) for parts in zip(images, masks, centers)]


def _drawing() -> int:
    """Checksum of the code that draws scenes."""
    folder = Path(__file__).resolve().parents[1] / "scenes"
    return crc32(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py"))))


def _scenes(seeds: Sequence[int]) -> list[Labelled]:
    """Scenes of these towns, in order, made by every core in child processes that are started anew: a fork of this one
    would hang at the locks that torch's threads hold."""
    count = min(os.cpu_count() or 1, MOST_MAKERS, len(seeds))
    made: dict[int, Labelled] = {}
    with ExitStack() as stack:
        makers = [stack.enter_context(ChildProcess("makes scenes", _scene_maker)) for _ in range(count)]
        pool = stack.enter_context(ThreadPoolExecutor(count))
        for part in pool.map(lambda nth: list(makers[nth].answers((seed, seed) for seed in seeds[nth::count])),
                             range(count)):
            made.update(part)
    return [made[seed] for seed in seeds]


def _scene_maker() -> Callable[[int], Labelled]:
    """The function of a child process."""
    return _scene


def _scene(seed: int) -> Labelled:
    resolution = np.exp(np.random.default_rng(seed).uniform(*np.log([min(SCALES), max(SCALES)])))
    return draw_scene(seed, float(resolution), SCENE_SIDE)


def _site(ground: Ground, mean: np.ndarray, std: np.ndarray, weight: float) -> Site:
    outlines = mask_and_centers(ground.outlines, ground.valid, ground.resolution_m)
    return Site(ground.image, ground.valid, *outlines, mean, std, weight)


def batches(source: Mixture, seed: int, first: int, last: int, count: int,
            device: torch.device) -> Iterator[tuple[int, Tensor, Tensor]]:
    """The batches of steps `first` to `last`, each fully determined by the seed and its step. They are made while the
    network works on earlier ones: by every core for a GPU, by one thread where the network needs the cores itself."""
    makers = 1 if device.type == "cpu" else os.cpu_count() or 1
    with ThreadPoolExecutor(makers) as pool:
        coming: deque[Future[tuple[Tensor, Tensor]]] = deque()
        for step in range(first, last + makers):
            if step < last:
                coming.append(pool.submit(source.batch, np.random.default_rng([seed, step]), count))
            if step >= first + makers:
                yield (step - makers, *coming.popleft().result())
