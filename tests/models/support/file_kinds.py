"""Kinds of raster files: one small scene in every kind, and how near the footprints in it come to those in a plain
GeoTIFF of the same pixels. `python protocol/launch.py roofline.tests.models.support.file_kinds` prints the table of
docs/layers.md.
"""

import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyproj
import rasterio
import shapely
import torch
from roofline.models.evaluation.metrics import compare
from roofline.models.geodata.raster_source import Imagery
from roofline.models.geodata.tiling import Windowing
from roofline.models.inference.raster_task import statistics_for
from roofline.models.inference.tiled_inference import Predictor
from roofline.models.networks.model_registry import load_model
from roofline.models.networks.unet import build_network
from roofline.models.vectorize.postprocessing import Postprocessing
from roofline.models.vectorize.simplify import simplify_together
from roofline.protocol.paths import ROOT

from .raster_kinds import KINDS

OWN_M, COARSER_M = 0.3, 0.4
"""Resolutions of the model: that of the pixels, and one to which they are resampled."""
SERVER = ROOT / "tests" / "support" / "range_server.py"


class Measured(NamedTuple):
    """Footprints in a kind of raster and in the plain GeoTIFF, their F1 against each other, and their common share of
    the ground (intersection over union): at the resolution of the pixels, and where they are resampled."""

    found: int
    plain: int
    f1: float
    iou: float
    resampled_f1: float
    resampled_iou: float


@contextmanager
def reachable(kind, path):
    """The path, or in its place a web address of the file."""
    if "web" not in kind.name:
        yield path
        return
    with subprocess.Popen([sys.executable, str(SERVER), str(Path(path).parent)], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL) as server:
        yield f"/vsicurl/{server.stdout.readline().strip()}/{Path(path).name}"
        server.terminate()


@lru_cache(maxsize=1)
def model():
    """The built-in model, and its network."""
    found = load_model(None)
    return found.card, build_network(found.card, found.weights)


def footprints(path, resolution_m):
    """The outlines of the buildings in a raster, in its coordinates, and its CRS."""
    card, network = model()
    card = card.at(resolution_m)
    with closing(Imagery(path, card.bands, resolution_m)) as imagery:
        predictor = Predictor(network, statistics_for(card, imagery), torch.device("cpu"), Windowing(416, 64), 1)
        tracer, found = Postprocessing.of(card).tracer(resolution_m), []
        for strip in predictor.strips(imagery):
            found += tracer.add(strip.probabilities) if strip.probabilities else []
        outlines = simplify_together(np.array([one.polygon for one in (*found, *tracer.finish())], object), 1.0)
        return placed(outlines, lambda x, y: imagery.transform @ (x, y)), imagery.crs


@cache
def footprints_of_plain(content, resolution_m):
    """As footprints(), of the GeoTIFF with these bytes: many kinds have the same."""
    with tempfile.NamedTemporaryFile(suffix=".tif") as file:
        file.write(content)
        file.flush()
        return footprints(file.name, resolution_m)


def placed(outlines, move):
    return shapely.make_valid(shapely.transform(outlines, lambda xy: np.column_stack(move(*xy.T))))


def compared(made, path, resolution_m):
    """The footprints in a kind of raster, at `path`, and their comparison with those in the plain one."""
    found, crs = footprints(path, resolution_m)
    right, plain_crs = footprints_of_plain(Path(made.plain).read_bytes(), resolution_m)
    if made.on_the_ground:
        move = pyproj.Transformer.from_crs(crs, plain_crs, always_xy=True).transform
    else:
        with rasterio.open(made.path) as one, rasterio.open(made.plain) as two:
            to = two.transform @ ~one.transform
        move = lambda x, y: to @ (x, y)  # noqa: E731
    return len(found), len(right), compare(placed(found, move), right)


def measure(kind, folder):
    """A Measured of this kind of raster, made in `folder`."""
    made = kind.make(folder)
    with reachable(kind, made.path) as path:
        count, right, own = compared(made, path, OWN_M)
        _, _, resampled = compared(made, path, COARSER_M)
    return Measured(count, right, own.f1, own.iou, resampled.f1, resampled.iou)


def row(kind, measured):
    """A row of the table."""
    count, right, *figures = measured
    return (f"| {kind.name} | {kind.done} | {count} of {right} | {' | '.join(f'{figure:.2f}' for figure in figures)} | "
            "`test_a_file_of_any_kind_gives_the_footprints_of_its_pixels` |")


if __name__ == "__main__":
    for one in KINDS:
        with tempfile.TemporaryDirectory() as place:
            print(row(one, measure(one, Path(place))), flush=True)
