"""Predictions that fail: what is told, and what is left."""

import resource
import threading
import time

import numpy as np
import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.geodata.raster_source import Imagery
from roofline.models.inference import executor
from roofline.models.inference.footprint_writer import FootprintFile
from roofline.models.inference.probability_raster import ProbabilityFile
from roofline.models.inference.tiled_inference import Predictor
from roofline.models.onnx_io.runtime import TORCH, Backend
from roofline.models.vectorize.strips import Probabilities, Strip
from roofline.protocol.messages import Notice

from ..support.small_towns import PLACES, Bright, Scene, footprints
from ..support.town import write_raster


def disk_full(*_, **__):
    raise OSError("No space left on device")


def test_a_raster_is_never_closed_while_it_is_read(tmp_path, tuned, monkeypatch):
    reading, wrong = threading.Lock(), []
    read, close = Imagery.read, Imagery.close

    def slow_read(self, *window):
        with reading:
            time.sleep(0.15)
            return read(self, *window)

    def checked_close(self):
        wrong.extend(["closed while it was read"] if reading.locked() else [])
        close(self)

    monkeypatch.setattr(Imagery, "read", slow_read)
    monkeypatch.setattr(Imagery, "close", checked_close)
    monkeypatch.setattr(FootprintFile, "add", disk_full)
    with pytest.raises(OSError):
        Scene(tmp_path, "utm").predict(tuned.model, settings={"window_size": 128})
    assert not wrong


def test_an_output_that_cannot_be_written_is_told_with_its_path(tmp_path, tuned):
    scene = Scene(tmp_path, "utm")
    with pytest.raises(RooflineError, match=r"no/p\.tif cannot be written"):
        scene.predict(tuned.model, probability=str(tmp_path / "no" / "p.tif"))
    assert not len(footprints(tmp_path / "f.gpkg"))


@pytest.mark.parametrize("limit", [9_000, 15_000])
def test_a_probability_raster_that_was_cut_short_is_taken_away(tmp_path, limit):
    raster = write_raster(tmp_path / "t.tif", np.ones((3, 70, 250), np.uint8), PLACES["utm"][1])
    noise = np.random.default_rng(0).integers(0, 255, (70, 250)).astype(np.uint8)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.raises(RooflineError, match=r"p\.tif cannot be written"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))  # as if the disk were full
        try:
            with ProbabilityFile(str(tmp_path / "p.tif"), Imagery(raster, ("red", "green", "blue"), 0.3)) as file:
                top, bottom = (Probabilities(rows, rows) for rows in (noise[:64], noise[64:]))
                list(file.write_through([Strip(0, 64, top), Strip(64, 6, bottom)]))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.tif"]


def test_a_probability_raster_keeps_no_overviews_of_the_one_it_replaces(tmp_path):
    raster = write_raster(tmp_path / "t.tif", np.ones((3, 6, 6), np.uint8), PLACES["utm"][1])
    (tmp_path / "p.tif.ovr").write_bytes(b"stale")
    with ProbabilityFile(str(tmp_path / "p.tif"), Imagery(raster, ("red", "green", "blue"), 0.3)) as file:
        list(file.write_through([Strip(0, 6, Probabilities(*[np.zeros((6, 6), np.uint8)] * 2))]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.tif", "t.tif"]


class Roomy(Predictor):
    """Takes several windows at once, as on a GPU."""

    def __init__(self, *given):
        super().__init__(*given)
        self._is_cpu = False


def test_memory_that_did_not_suffice_on_one_raster_is_told_once(tmp_path, tuned, monkeypatch):
    class Cramped(Bright):
        def forward(self, tiles):
            if len(tiles) > 2:
                raise torch.OutOfMemoryError("CUDA out of memory.")
            return super().forward(tiles)

    monkeypatch.setattr(executor, "choose_backend", lambda card, *_: Backend(TORCH, Cramped(card)))
    monkeypatch.setattr(executor, "Predictor", Roomy)
    scenes, said = [Scene(tmp_path / place, place) for place in ("utm", "degrees")], []
    scenes[0].predict(tuned.model, Job("job", said.append), [scene.raster for scene in scenes], {"window_size": 128})
    assert len([message for message in said if isinstance(message, Notice) and "memory" in message.text]) == 1
