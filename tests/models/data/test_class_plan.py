"""Which classes a model gets from its labels, and how its network gets them."""

import pyproj
import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.core.job import Job
from roofline.models.data.classes import class_ids_of, fit_to_classes, is_background, plan_classes
from roofline.models.geodata.polygon_io import Polygons
from roofline.models.networks.model_card import Band, Card
from roofline.models.networks.unet import build_network
from shapely.geometry import box

BASE = ("building",)


def labels(*classes):
    return Polygons([box(i, 0, i + 1, 1) for i in range(len(classes))], pyproj.CRS(32736), {"Class": list(classes)})


def plan(classes, base=BASE):
    said = []
    found = plan_classes(labels(*classes), base, Job("job", lambda message: said.append(message.text)))
    return found, " ".join(said)


@pytest.mark.parametrize(("classes", "base", "expected"), [
    (["", None, float("nan")], BASE, ("building",)),
    (["", "BUILDING", " Building "], BASE, ("building",)),
    ([""], ("house", "shed"), ("house",)),
    (["Wohn  haus", "wohn haus"], BASE, ("Wohn haus",)),
    (["shed", "house", "House"], BASE, ("House", "shed")),
    ([0, 1, 1], BASE, ("1", "0")), (["sh\x01ed"], BASE, ("sh ed",)),
    (["shed", "house", ""], BASE, ("building", "house", "shed")),
    (["new", "new", "shed", "house"], ("house", "shed"), ("house", "shed", "new"))])
def test_the_classes_are_those_of_the_base_and_then_the_most_frequent(classes, base, expected):
    found, _ = plan(classes, base)
    assert [name.lower() for name in found] == [name.lower() for name in expected]


def test_several_classes_are_told_with_their_counts_and_one_is_not():
    assert plan(["house", "house", "shed"])[1] == "The model learns 2 classes: house (2 labels), shed (1 label)."
    assert plan(["house", "house"])[1] == ""


def test_background_is_no_class_and_is_told():
    found, said = plan(["house", "Background", "BACKGROUND", "house"])
    assert found == ("house",) and said == "Labels that teach where no building is (class 'background'): 2."
    assert is_background(labels("house", " Background", None)).tolist() == [False, True, False]


def test_nothing_but_background_and_too_many_classes_are_refused():
    with pytest.raises(RooflineError, match="The class of every label is 'background'"):
        plan(["background", "background"])
    assert len(plan([str(i) for i in range(30)])[0]) == 30
    with pytest.raises(RooflineError, match="31 classes, and 30 are the most"):
        plan([str(i) for i in range(31)])


def test_labels_are_numbered_by_the_place_of_their_class():
    assert class_ids_of(labels("SHED", "", "house", "background"), ("house", "shed")).tolist() == [1, 0, 0, 0]


def card(stride):
    return Card(name="toy", encoder="tu-resnet10t", decoder_channels=(16, 8, 8, 8) if stride == 2 else (16, 8, 8, 8, 8),
                classes=("house", "shed"), bands=(Band("red"),), dtype=None, resolution_m=0.3, threshold=0.5,
                min_area_m2=4.0, output_stride=stride)


@pytest.mark.parametrize("stride", [1, 2])
def test_known_classes_keep_their_channels_and_new_ones_start_as_the_first(stride):
    torch.manual_seed(0)
    old = card(stride)
    network = build_network(old).eval()
    new, weights = fit_to_classes(old, network.state_dict(), ("shed", "barn", "house"))
    assert new.classes == ("shed", "barn", "house")
    tiles = torch.randn(1, 1, 64, 64)
    with torch.inference_mode():
        before, after = network(tiles), build_network(new, weights).eval()(tiles)
    assert torch.allclose(after, before[:, [1, 0, 0, 2, 3]], atol=1e-5)


def test_the_same_classes_change_nothing():
    old = card(1)
    weights = build_network(old).state_dict()
    assert fit_to_classes(old, weights, ["house", "shed"]) == (old, weights)
