"""Probabilities do not depend on how a raster is cut into windows, and memory does not depend on its height."""

import tracemalloc

import numpy as np
import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.band_statistics import Statistics
from roofline.models.geodata.tiling import Windowing
from roofline.models.geodata.window_reader import ArraySource
from roofline.models.inference.tiled_inference import Predictor, building_and_core, for_device

CPU = torch.device("cpu")
PLAIN = Statistics(np.zeros(1), np.ones(1), 1, are_measured=False)
REACH = 8
"""Pixels around one that the network below looks at."""


class Smooth(torch.nn.Module):
    """A network that averages the imagery around a pixel."""

    def __init__(self):
        super().__init__()
        side = 2 * REACH + 1
        self.blur = torch.nn.Conv2d(1, 1, side, padding=REACH)
        self.blur.weight.data = torch.linspace(0.2, 1.8, side * side).reshape(1, 1, side, side) / side**2
        self.blur.bias.data[:] = 0.3

    def forward(self, tiles):
        building = self.blur(tiles)
        return torch.cat([building, building - 1, torch.full_like(building, -30)], dim=1)  # some boundary, no contact


def source(rows=300, columns=420, seed=0):
    image = np.random.default_rng(seed).normal(0, 20, (1, rows, columns)).astype(np.float32)
    return ArraySource(image, np.ones((rows, columns), bool))


def strips_of(of, size=128, overlap=32, at_once=4, **options):
    return list(Predictor(Smooth(), PLAIN, CPU, Windowing(size, overlap), at_once).strips(of, **options))


def whole(of, strips):
    found = np.zeros(of.shape, np.uint8)
    for strip in strips:
        if strip.probabilities is not None:
            found[strip.row:strip.row + strip.height] = strip.probabilities.building
    return found


def direct(of):
    """What the network says about the whole raster at once."""
    with torch.inference_mode():
        logits = Smooth()(torch.from_numpy(np.where(of.valid, of.image, 0))[None])
    return (torch.sigmoid(logits)[0, 0] * 255).round().numpy().astype(int)


def test_a_core_is_building_without_boundary_and_without_contact():
    logits = torch.tensor([[2.0, 2.0, 2.0], [-30, 0.5, -30], [-30, -30, 1.0]])[None, :, None]  # channels x pixels
    p = torch.sigmoid
    building, core = building_and_core(p(logits))[0, :, 0]
    assert torch.allclose(building, p(torch.tensor([2.0] * 3)))
    assert torch.allclose(core, building * torch.stack([p(torch.tensor(x)) for x in (30.0, -0.5, -1.0)]))


class TwoClasses(Smooth):
    """As Smooth, and sure that every building is of the second of two classes."""

    def forward(self, tiles):
        building, *edges = super().forward(tiles).split(1, dim=1)
        return torch.cat([building - 1, building, *edges], dim=1)


def test_of_several_classes_the_likeliest_is_told_and_a_building_is_of_any():
    here = source()
    [one] = strips_of(here, size=512, overlap=96)
    [two] = Predictor(TwoClasses(), PLAIN, CPU, Windowing(512, 96), 4).strips(here)
    assert one.probabilities.class_ids is None and (two.probabilities.class_ids == 1).all()
    assert np.array_equal(one.probabilities.building, two.probabilities.building)
    assert np.array_equal(one.probabilities.core, two.probabilities.core)


class Lopsided(torch.nn.Module):
    """Sees bright ground as buildings, one step right of and two steps below where it is."""

    def forward(self, tiles):
        return torch.cat([tiles.roll((2, 1), dims=(2, 3)), *[torch.full_like(tiles, -30)] * 2], dim=1)


def test_flips_are_the_mean_of_four_mirrored_views():
    here = source(64, 96)
    [plain], [flipped] = (list(Predictor(Lopsided(), PLAIN, CPU, Windowing(96, 0, exact=True), 1, flips).strips(here))
                          for flips in (False, True))
    true = 1 / (1 + np.exp(-here.image[0].astype(float))) * 255
    shifted = [np.roll(true, (down, right), (0, 1)) for down in (2, -2) for right in (1, -1)]
    inner = (slice(4, -4), slice(4, -4))
    assert np.abs(plain.probabilities.building - shifted[0])[inner].max() <= 1
    assert np.abs(flipped.probabilities.building - np.mean(shifted, axis=0))[inner].max() <= 1


@pytest.mark.parametrize("at_once", [1, 2])
def test_a_window_in_which_nothing_is_seen_is_not_looked_at_again(at_once):
    here, counts = source(96, 192), []
    image = here.image.copy()
    image[..., :96] = -99
    network = Lopsided()
    network.register_forward_hook(lambda module, given, said: counts.append(len(given[0])))
    windowing = Windowing(96, 0, exact=True)
    [strip] = Predictor(network, PLAIN, CPU, windowing, at_once, True).strips(ArraySource(image, here.valid))
    assert sum(counts) == 2 + 3
    [whole] = Predictor(Lopsided(), PLAIN, CPU, windowing, at_once, True).strips(here)
    assert np.array_equal(strip.probabilities.building[:, 100:], whole.probabilities.building[:, 100:])


@pytest.mark.parametrize(("size", "overlap", "at_once"), [
    (128, 32, 4), (128, 64, 1), (96, 32, 7), (192, 96, 3), (512, 96, 2), (1024, 32, 1)])
def test_probabilities_are_those_of_the_whole_raster(size, overlap, at_once):
    here = source()
    found = whole(here, strips_of(here, size, overlap, at_once)).astype(int)
    assert np.abs(found - direct(here)).max() <= 1 and found.std() > 20


def test_strips_cover_every_row_once_from_top_to_bottom():
    strips = strips_of(source(rows=301), size=160)
    assert [s.row for s in strips] == [0, 96, 192, 288] and [s.height for s in strips] == [96, 96, 96, 13]
    assert all(s.probabilities.core.shape == (s.height, 420) for s in strips)


def test_strips_of_a_wide_raster_are_low_and_the_same(monkeypatch):
    high = strips_of(source(rows=301), size=160)
    monkeypatch.setattr("roofline.models.inference.tiled_inference.STRIP_PIXELS", 64 * 420)
    low = strips_of(source(rows=301), size=160)
    assert [s.row for s in low] == [0, 64, 96, 160, 192, 256, 288] and low[-1].height == 13
    assert np.array_equal(whole(source(rows=301), low), whole(source(rows=301), high))


def test_the_strips_of_some_rows_are_those_of_the_whole():
    here = source(rows=301)
    everything, middle = strips_of(here, size=160), strips_of(here, size=160, rows=(96, 288))
    assert [s.row for s in middle] == [96, 192]
    assert all(np.array_equal(one.probabilities.core, same.probabilities.core)
               for one, same in zip(middle, everything[1:3]))


class Cramped(Smooth):
    """A network on a device whose memory does not suffice for more than two windows."""

    def forward(self, tiles):
        self.sizes = [*getattr(self, "sizes", []), len(tiles)]
        if len(tiles) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return super().forward(tiles)


def test_without_memory_it_goes_on_with_half_as_many_windows_and_says_so(monkeypatch):
    here, said, network = source(), [], Cramped()
    predictor = Predictor(network, PLAIN, CPU, Windowing(128, 64), 7, notice=said.append)
    monkeypatch.setattr(predictor, "_is_cpu", False)
    found = whole(here, predictor.strips(here)).astype(int)
    assert np.abs(found - direct(here)).max() <= 1
    assert network.sizes[:3] == [7, 4, 2] and set(network.sizes[2:]) <= {1, 2, 3}
    assert said == ["The memory of the device did not suffice for 7 windows at once; going on with 4.",
                    "The memory of the device did not suffice for 4 windows at once; going on with 2.",
                    *said[2:]] and "going on with 2" in said[-1]


def test_without_memory_for_a_single_window_it_ends():
    class Hopeless(Smooth):
        def forward(self, tiles):
            raise torch.OutOfMemoryError("CUDA out of memory.")

    with pytest.raises(torch.OutOfMemoryError):
        list(Predictor(Hopeless(), PLAIN, CPU, Windowing(128, 64), 4).strips(source()))


@pytest.mark.parametrize("shape", [(1, 1), (20, 33), (128, 128), (97, 95)])
def test_a_raster_smaller_than_a_window_is_predicted_whole(shape):
    here = source(*shape)
    assert np.abs(whole(here, strips_of(here)).astype(int) - direct(here)).max() <= 1


def test_without_overlap_a_window_is_right_but_for_its_edge_and_with_too_much_it_is_refused():
    here = source()
    found, expected = whole(here, strips_of(here, overlap=0)).astype(int), direct(here)
    inside = slice(128 + REACH, 256 - REACH)
    assert np.abs(found - expected)[inside, inside].max() <= 1 < np.abs(found - expected).max()
    with pytest.raises(RooflineError, match="Overlap 128 must be smaller than the window size 128"):
        Windowing(128, 128)


def test_empty_imagery_gives_no_probabilities():
    here = source()
    here.valid[96:192] = False
    here.valid[200:210, 100:140] = False
    found = whole(here, strips_of(here))
    assert not found[~here.valid].any() and found[here.valid].all()
    here.valid[:] = False
    assert {s.probabilities for s in strips_of(here)} == {None}


def test_only_wanted_windows_are_looked_at():
    here, asked = source(columns=672), []
    read = here.read
    here.read = lambda *window: asked.append(window) or read(*window)
    strips = strips_of(here, size=160, wanted=lambda column, row, width, height: row == 96 and column >= 192)
    assert [s.probabilities is None for s in strips] == [True, False, True, True]
    # Windows that follow each other in one go; but two first, which the network need not wait for long.
    assert asked == [(192 - 32, 96 - 32, 2 * 96 + 64, 160), (384 - 32, 96 - 32, 3 * 96 + 64, 160)]
    building = strips[1].probabilities.building
    assert not building[:, :192].any() and building[:, 192:].all()


def test_check_is_asked_between_batches_and_may_stop():
    calls = []

    def check():
        calls.append(1)
        if len(calls) > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        strips_of(source(2000, 420), at_once=2, check=check)
    assert len(calls) == 4


class Endless:
    """A raster that is made as it is read."""

    def __init__(self, rows):
        self.shape = (rows, 300)

    def read(self, column, row, width, height):
        return np.ones((1, height, width), np.float32), np.ones((height, width), bool)

    def another(self):
        return self

    def close(self):
        pass


def peak_memory(rows):
    predictor = Predictor(Smooth(), PLAIN, CPU, Windowing(128, 32), 4)
    tracemalloc.start()
    for strip in predictor.strips(Endless(rows)):
        assert strip.probabilities is not None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_raster():
    peak_memory(200)  # what is made once
    assert peak_memory(4000) < 1.3 * peak_memory(500)


@pytest.mark.parametrize(("measured", "dtype", "most"), [
    (True, "float32", 8), (True, "uint16", 8), (True, "uint8", 255), (False, "uint16", 255)])
def test_what_the_network_sees_is_clipped_far_from_measured_statistics_but_not_in_8_bits(measured, dtype, most):
    class Watched(Smooth):
        def forward(self, tiles):
            seen.append(float(tiles.max()))
            return super().forward(tiles)

    seen, image = [], np.full((1, 64, 64), 255, dtype)
    statistics = Statistics(np.zeros(1), np.ones(1), 1, measured)
    list(Predictor(Watched(), statistics, CPU, Windowing(64, 0), 1).strips(ArraySource(image, np.ones((64, 64), bool))))
    assert max(seen) == most


@pytest.mark.parametrize(("dtype", "device", "expected"), [
    ("uint16", "cuda", "uint16"), ("uint16", "mps", "float32"), ("uint8", "mps", "uint8"), ("bool", "mps", "bool"),
    ("float64", "cuda", "float32"), ("uint32", "cpu", "float32")])
def test_imagery_goes_to_the_device_in_a_type_that_it_has(dtype, device, expected):
    assert for_device(np.ones((1, 2), dtype), torch.device(device)).dtype == expected
