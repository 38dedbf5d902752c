"""Windows over a raster: every pixel is kept once, by a window that starts on the network's stride."""

import pytest
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.tiling import Windowing
from roofline.protocol.networks import STRIDE


@pytest.mark.parametrize("length", [1, 31, 32, 33, 300, 1024, 1025, 5000])
@pytest.mark.parametrize(("size", "overlap"), [(128, 0), (128, 32), (128, 64), (512, 96), (1088, 64)])
def test_every_pixel_is_kept_once_and_no_window_is_larger_than_asked_for(length, size, overlap):
    axis = Windowing(size, overlap).over((length, 7)).down
    kept = [pixel for start in axis.starts for pixel in range(start, start + axis.step)]
    assert kept[:length] == list(range(length)) and len(kept) < length + STRIDE * len(axis.starts)
    assert axis.size <= size and 2 * axis.halo >= overlap
    assert axis.step % STRIDE == axis.halo % STRIDE == axis.size % STRIDE == 0


def test_windows_are_lower_over_a_raster_so_wide_that_a_row_of_them_would_fill_the_memory():
    heights = {columns: Windowing(1088, 64).over((40_000, columns)).down.step for columns in (10_000, 40_000, 400_000)}
    assert heights[10_000] == 1024 and 352 <= heights[40_000] <= 400 and heights[400_000] == 256


def test_windows_of_an_exact_size_are_all_of_it():
    layout = Windowing(256, 64, exact=True).over((100, 1000))
    assert layout.down.size == layout.across.size == 256 and list(layout.across.starts) == [0, 192, 384, 576, 768, 960]


def test_an_overlap_that_leaves_nothing_is_refused():
    with pytest.raises(RooflineError, match="Overlap 96 must be smaller than the window size 128; it counts as 128"):
        Windowing(128, 96)
