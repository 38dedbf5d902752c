"""Centre offsets: the way from each pixel of a building to its centre, and the walls that follow from it."""

import numpy as np
import pytest
import shapely
import torch
from roofline.models.data.center_offsets import center_offsets, instances
from roofline.models.data.target_masks import IGNORE, target_mask
from roofline.models.networks.channels import OFFSET_UNIT, SHARPNESS, WALL_JUMP, with_walls
from scipy import ndimage

ROW = [shapely.box(10, 10, 30, 34), shapely.box(30, 10, 46, 34), shapely.box(50, 20, 80, 50)]  # the first two touch


def mask_of(labels, size=64):
    return target_mask(labels, shapely.box(0, 0, size, size), (size, size), (0, 0), 0.0, 3.0, 3.0)


def test_every_pixel_points_to_the_centre_of_its_building():
    offsets, known = center_offsets(instances(mask_of(ROW)))
    rows, columns = np.indices((64, 64))
    for left, top, right, bottom in (shape.bounds for shape in ROW[:2]):
        at = slice(int(top), int(bottom)), slice(int(left), int(right))
        assert known[at].all()
        assert np.allclose(rows[at] + offsets[0][at], (top + bottom) / 2 - 0.5)
        assert np.allclose(columns[at] + offsets[1][at], (left + right) / 2 - 0.5)


def test_a_building_that_the_edge_cuts_has_no_known_centre():
    _, known = center_offsets(instances(mask_of(ROW)))
    assert known.sum() == ROW[0].area + ROW[1].area


def test_ignored_pixels_belong_to_no_building():
    mask = mask_of(ROW)
    mask[:20] = IGNORE
    assert not instances(mask)[:20].any() and not center_offsets(instances(np.full((8, 8), IGNORE, np.uint8)))[1].any()


def test_a_wall_is_where_the_centre_changes():
    offsets, known = center_offsets(instances(mask_of(ROW)))
    channels = torch.cat([torch.full((1, 1, 64, 64), 9.0), torch.from_numpy(offsets)[None] / OFFSET_UNIT], dim=1)
    building, boundary, contact = torch.sigmoid(with_walls(channels))[0]
    wall = (boundary > 0.5).numpy()
    assert wall[12:32, 29:31].all()  # between the two that touch
    assert not wall[14:30, 14:26].any() and not wall[14:30, 34:42].any()
    assert float(contact.max()) < 1e-6 and bool((building > 0.99).all())


def test_the_middle_of_a_hall_too_large_to_see_is_no_wall():
    channels = torch.zeros(1, 3, 32, 32)
    channels[:, 1:] = 7.0  # the same offset everywhere
    assert float(torch.sigmoid(with_walls(channels))[0, 1].max()) == pytest.approx(0.33, abs=0.05)


def test_a_wall_is_the_gradient_of_the_smoothed_centre():
    offsets = np.random.default_rng(0).normal(0, 1, (2, 20, 24)).astype(np.float32)
    channels = torch.cat([torch.ones(1, 1, 20, 24), torch.from_numpy(offsets)[None] / OFFSET_UNIT], dim=1)
    centres = [ndimage.uniform_filter(place + offset, 3) for place, offset in zip(np.indices((20, 24)), offsets)]
    jump = np.sqrt(sum(change ** 2 for centre in centres for change in np.gradient(centre)))
    wall = with_walls(channels)[0, 1].numpy()
    inside = slice(2, -2), slice(2, -2)
    assert np.allclose(wall[inside], ((jump - WALL_JUMP) * SHARPNESS)[inside], atol=1e-3)


def test_walls_do_not_depend_on_the_way_a_tile_is_mirrored():
    offsets, _ = center_offsets(instances(mask_of(ROW)))
    channels = torch.cat([torch.ones(1, 1, 64, 64), torch.from_numpy(offsets)[None] / OFFSET_UNIT], dim=1)
    mirrored = channels.flip(3)
    mirrored[:, 2] *= -1
    assert torch.allclose(with_walls(mirrored).flip(3), with_walls(channels), atol=1e-4)
