"""The means of a cell are those of its pixels, however the raster is divided into windows."""

import tracemalloc

import numpy as np
import pytest
import torch
from roofline.models.core.errors import JobCanceled
from roofline.models.geodata.band_statistics import Statistics
from roofline.models.geodata.window_reader import ArraySource
from roofline.models.labelling.uncertainty import (
    HALO,
    Lattice,
    UncertaintyMap,
    averaging_matrix,
    building_probability,
    entropy_of,
    lattice_over,
)

CPU = torch.device("cpu")
PLAIN = Statistics(np.zeros(1), np.ones(1), 1)


class IdentityEncoder(torch.nn.Module):
    """An encoder whose features are the tile itself."""

    def forward(self, tiles):
        return [tiles, tiles]


class PixelNetwork(torch.nn.Module):
    """A network whose building logit is the pixel's value."""

    told_dates = 0

    def __init__(self):
        super().__init__()
        self.encoder, self.feature_widths = IdentityEncoder(), (1, 1)

    def forward(self, tiles):
        building = self.encoder(tiles)[-1]
        return torch.cat([building, building - 1, building + 1], dim=1)


def everywhere(*window):
    return True


def source(rows=330, columns=470):
    image = np.random.default_rng(0).normal(0, 1.5, (1, rows, columns)).astype(np.float32)
    return ArraySource(image, np.ones((rows, columns), bool))


def cell_means(of, lattice, wanted=everywhere, at_once=4, check=lambda: None):
    """Entropy, building probability, valid share and features of all cells."""
    rows = list(UncertaintyMap(PixelNetwork(), CPU, at_once).rows(of, PLAIN, lattice, wanted, check))
    return [np.concatenate(values) for values in zip(*(part.values for part in rows))]


@pytest.mark.parametrize(("cell", "left", "top"), [(32, 0, 0), (50, 7, 13), (100, 60, 0), (150, 0, 40)])
def test_a_cell_has_the_means_of_its_own_pixels(cell, left, top):
    of = source()
    lattice = lattice_over(of.shape, cell, left, top)
    entropy, probability, valid, features = cell_means(of, lattice)
    assert entropy.shape == lattice.shape == ((330 - top % cell) // cell, (470 - left % cell) // cell)
    building = 1 / (1 + np.exp(-of.image[0].astype(float)))
    bits = -(building * np.log2(building) + (1 - building) * np.log2(1 - building))
    for row, column in np.ndindex(*lattice.shape):
        y, x = lattice.top + row * cell, lattice.left + column * cell
        here = np.s_[y:y + cell, x:x + cell]
        assert entropy[row, column] == pytest.approx(bits[here].mean(), abs=1e-4)
        assert probability[row, column] == pytest.approx(building[here].mean(), abs=1e-4)
        assert features[row, column, 0] == pytest.approx(of.image[0][here].mean(), abs=1e-4)
    assert (valid == pytest.approx(1))


def test_pixels_without_imagery_do_not_count():
    of = source(200, 200)
    of.image[0, :, :100] = 0  # a logit of 0 is one bit of entropy
    of.valid[:, :75] = False
    entropy, building, valid, _ = cell_means(of, Lattice(0, 0, 100, (2, 2)))
    assert valid[:, 0] == pytest.approx(0.25) and valid[:, 1] == pytest.approx(1)
    assert building[:, 0] == pytest.approx(0.5)
    assert entropy[:, 0] == pytest.approx(1) and (entropy[:, 1] < 0.9).all()


def test_the_network_sees_only_windows_that_are_wanted():
    of = source(900, 900)
    lattice = lattice_over(of.shape, 100, 0, 0)
    *_, valid, _ = cell_means(of, lattice, lambda column, row, width, height: column == 0)
    assert (valid[:, :4] > 0).all() and not valid[:, 4:].any()


def test_several_classes_are_one_building():
    logits = torch.tensor([-30.0, 0.0, 30.0, 30.0])[None, :, None, None]  # two classes, boundary, contact
    assert building_probability(logits).item() == pytest.approx(0.5)


def test_entropy_is_one_bit_at_a_half_and_zero_at_certainty():
    assert entropy_of(torch.tensor([0.0, 0.5, 1.0])).tolist() == pytest.approx([0, 1, 0], abs=1e-4)


@pytest.mark.parametrize("cell", [32, 33, 47, 100, 208, 768])
def test_every_cell_has_some_of_the_encoders_coarse_samples(cell):
    lattice = Lattice(0, 0, cell, (1, 1))
    assert lattice.window % 32 == 0 and lattice.window >= lattice.cells_per_window * cell + 2 * HALO
    shares = averaging_matrix(lattice, lattice.window // 32, CPU)
    assert shares.sum(dim=1).tolist() == pytest.approx([1] * lattice.cells_per_window)


def test_it_can_be_stopped_between_windows():
    def check():
        raise JobCanceled("job")

    with pytest.raises(JobCanceled):
        cell_means(source(), lattice_over((330, 470), 50, 0, 0), check=check)


def test_memory_does_not_grow_with_the_height_of_the_raster():
    class Tall:
        def __init__(self, rows):
            self.shape = (rows, 450)

        def read(self, column, row, width, height):
            return np.ones((1, height, width), np.float32), np.ones((height, width), bool)

    def peak(rows):
        tall = Tall(rows)
        tracemalloc.start()
        lattice = lattice_over(tall.shape, 100, 0, 0)
        for _ in UncertaintyMap(PixelNetwork(), CPU, 1).rows(tall, PLAIN, lattice, everywhere, int):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(800)
    assert peak(6400) < 1.3 * peak(800)
