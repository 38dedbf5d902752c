"""The loss, against its formula written out."""

import pytest
import shapely
import torch
from roofline.models.data.center_offsets import offset_targets
from roofline.models.data.target_masks import (
    BOUNDARY,
    BUILDING,
    CLASS_SHIFT,
    CONTACT,
    IGNORE,
    UNKNOWN_CLASS,
    target_mask,
)
from roofline.models.networks.channels import OFFSET_UNIT
from roofline.models.networks.model_card import NONE, OFFSETS
from roofline.models.training.losses import masked_loss


def example(channels):
    torch.manual_seed(3)
    bits = torch.randint(0, 8, (2, 16, 16))
    class_ids = torch.randint(0, channels - 2, (2, 16, 16)) * ((bits & BUILDING) > 0)
    masks = (bits | class_ids << CLASS_SHIFT).to(torch.uint8)
    masks[:, :4] = IGNORE
    return torch.randn(2, channels, 16, 16), masks


def bce_dice(logits, truth, masks):
    """Half the mean cross-entropy and half 1 - 2 |AB| / (|A| + |B|), each with 1 added, over the counted pixels."""
    counted = masks != IGNORE
    p, t = torch.sigmoid(logits[counted]), truth[counted].float()
    entropy = -(t * p.log() + (1 - t) * (1 - p).log()).mean()
    return 0.5 * entropy + 0.5 * (1 - (2 * (p * t).sum() + 1) / (p.sum() + t.sum() + 1))


def test_one_class_and_both_edges_weigh_two_to_one_to_one():
    logits, masks = example(3)
    parts = [bce_dice(logits[:, channel], (masks & bit) > 0, masks)
             for channel, bit in enumerate((BUILDING, BOUNDARY, CONTACT))]
    assert masked_loss(logits, masks) == pytest.approx(float((parts[0] + 0.5 * parts[1] + 0.5 * parts[2]) / 2))


def test_building_is_where_any_class_is_and_their_cross_entropy_weighs_as_much():
    logits, masks = example(6)
    building = (masks & BUILDING) > 0
    anything = bce_dice(logits[:, :4].amax(dim=1), building, masks)
    edges = [bce_dice(logits[:, 4 + i], (masks & bit) > 0, masks) for i, bit in enumerate((BOUNDARY, CONTACT))]
    seen = building & (masks != IGNORE)
    shares = torch.softmax(logits[:, :4], dim=1).movedim(1, -1)[seen]
    apart = -shares[torch.arange(len(shares)), (masks >> CLASS_SHIFT)[seen].long()].log().mean()
    assert masked_loss(logits, masks) == pytest.approx(float((anything + 0.5 * sum(edges) + apart) / 2))
    nameless = torch.where(seen, (masks & 7) | UNKNOWN_CLASS << CLASS_SHIFT, masks)
    assert masked_loss(logits, nameless) == pytest.approx(float((anything + 0.5 * sum(edges)) / 2))


def test_offsets_cost_their_distance_from_the_right_ones():
    mask = target_mask([shapely.box(8, 8, 24, 20)], shapely.box(0, 0, 32, 32), (32, 32), (0, 0), 0.0, 3.0, 3.0)
    masks = torch.from_numpy(mask)[None]
    logits = torch.zeros(1, 3, 32, 32)
    logits[:, 0] = ((masks & BUILDING) > 0).float() * 60 - 30
    offsets, known = offset_targets(masks)
    logits[:, 1:] = offsets
    logits[:, 1:] /= OFFSET_UNIT
    assert int(known.sum()) == 16 * 12 and masked_loss(logits, masks, OFFSETS) < 1e-6
    logits[:, 2] += 2.0
    assert masked_loss(logits, masks, OFFSETS) == pytest.approx(0.5 * 2.0 / 1.5, abs=1e-5)


def test_without_a_building_several_classes_cost_no_more_than_their_background():
    logits = torch.full((1, 4, 8, 8), -30.0, requires_grad=True)
    loss = masked_loss(logits, torch.zeros((1, 8, 8), dtype=torch.uint8))
    loss.backward()
    assert loss < 1e-3 and torch.isfinite(logits.grad).all()


def test_a_building_of_the_wrong_class_costs():
    _, masks = example(4)
    bits = [((masks & BUILDING) > 0) & (masks >> CLASS_SHIFT == k) for k in range(2)]
    edges = [(masks & bit) > 0 for bit in (BOUNDARY, CONTACT)]
    right, wrong = (torch.stack([*order, *edges], dim=1).float() * 40 - 20 for order in (bits, bits[::-1]))
    assert masked_loss(right, masks) < 1e-3 and masked_loss(wrong, masks) > 1


def test_a_network_of_ground_cover_learns_no_edges_and_its_rare_classes_weigh_more():
    logits, masks = example(6)
    seen = ((masks & BUILDING) > 0) & (masks != IGNORE)
    masks[seen & (torch.rand(masks.shape) < 0.8)] &= 2 ** CLASS_SHIFT - 1  # most of it of class 0
    class_ids = (masks >> CLASS_SHIFT).long()[seen]
    weights = torch.bincount(class_ids, minlength=4)[class_ids].float() ** -0.5
    shares = torch.softmax(logits[:, :4], dim=1).movedim(1, -1)[seen]
    entropy = -shares[torch.arange(len(class_ids)), class_ids].log()
    anything = bce_dice(logits[:, :4].amax(dim=1), (masks & BUILDING) > 0, masks)
    expected = anything + (entropy * weights).sum() / weights.sum()
    assert masked_loss(logits, masks, NONE) == pytest.approx(float(expected))
    assert masked_loss(torch.cat([logits[:, :4], 9 + logits[:, 4:]], dim=1), masks, NONE) == pytest.approx(
        float(expected))
