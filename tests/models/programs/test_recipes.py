"""The recipe of the base model: resumed as if it had not been cut off, honest about the places it saw."""

import json

import numpy as np
import pytest
import torch
from affine import Affine
from roofline.benchmarks.base_model import base_for
from roofline.models.core.errors import RooflineError
from roofline.models.data.augmentation import Augmentation
from roofline.models.data.target_masks import BOUNDARY, BUILDING, CONTACT, IGNORE
from roofline.models.data.tile_sampler import Mixture, Site, TileSampler
from roofline.models.geodata.polygon_io import write_polygons
from roofline.models.networks.model_file import read_model
from roofline.models.networks.unet import Network
from roofline.recipes import base_model
from roofline.recipes.base_model import Stage, run_stage
from roofline.recipes.grounds import LOCAL_METRES, pooled_statistics, read_grounds
from roofline.recipes.imagenet import _in_order
from roofline.recipes.places import PLACES, place, training_places
from roofline.recipes.ship import left_out_scores
from roofline.recipes.sites import at_all_scales, batches, real_sites, synthetic_sites
from shapely.geometry import box

from ..support.town import UTM, write_raster

PLACE = Affine(0.1, 0, 500_000, 0, -0.1, 9_300_000)


def tiny(**changes) -> Stage:
    values = {"name": "toy", "start": "random", "data": None, "without": (), "steps": 4, "scenes": 2,
              "encoder": "tu-resnet10t", "decoder": (16, 8, 8, 8), "batch_size": 2, "tile_size": 64}
    return Stage(**{**values, **changes})


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Where the scenes of all stages are kept."""
    return tmp_path_factory.mktemp("cache")


def test_a_stage_that_was_cut_off_ends_with_the_same_weights(tmp_path, cache):
    run_stage(tiny(), tmp_path / "whole", cache)
    interrupted(tiny(), tmp_path / "cut", cache, after=2)
    run_stage(tiny(), tmp_path / "cut", cache)
    whole, resumed = (read_model(tmp_path / name)[1] for name in ("whole", "cut"))
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


@pytest.mark.parametrize("changes", [{"without": ("nepal",)}, {"start": "imagenet"}, {"steps": 5}])
def test_a_folder_does_not_go_on_as_another_stage(tmp_path, cache, changes):
    run_stage(tiny(steps=1), tmp_path / "base", cache)
    before = (tmp_path / "base" / "stage.json").read_text()
    with pytest.raises(RooflineError, match=f"base holds another training: {next(iter(changes))}.* differ"):
        run_stage(tiny(**{"steps": 1, **changes}), tmp_path / "base", cache)
    assert (tmp_path / "base" / "stage.json").read_text() == before


def test_a_level_stage_is_made_longer_and_gives_the_mean_of_its_last_models(tmp_path, cache, monkeypatch):
    monkeypatch.setattr(base_model, "KEPT_STEPS", 2)
    monkeypatch.setattr(base_model, "SOUP", 3)
    run_stage(tiny(steps=8, level=True), tmp_path / "long", cache)
    run_stage(tiny(steps=4, level=True), tmp_path / "longer", cache)
    short = read_model(tmp_path / "longer")[1]
    interrupted(tiny(steps=8, level=True), tmp_path / "longer", cache, after=3)
    run_stage(tiny(steps=8, level=True), tmp_path / "longer", cache)
    at_once, longer = (read_model(tmp_path / name)[1] for name in ("long", "longer"))
    assert all(torch.equal(at_once[name], longer[name]) for name in longer)
    assert not all(torch.equal(short[name], longer[name]) for name in longer)
    last = [read_model(tmp_path / "long" / f"{step}-steps")[1] for step in (4, 6, 8)]
    for name, tensor in at_once.items():
        if tensor.is_floating_point():
            assert torch.allclose(tensor.float(), sum(one[name].float() for one in last) / 3, atol=2e-3)
    run_stage(tiny(steps=4, level=True), tmp_path / "longer", cache)  # a shorter one is there already
    assert all(torch.equal(longer[name], read_model(tmp_path / "longer")[1][name]) for name in longer)


def test_other_stages_are_not_averaged(tmp_path, cache, monkeypatch):
    monkeypatch.setattr(base_model, "KEPT_STEPS", 2)
    run_stage(tiny(), tmp_path / "base", cache)
    last, whole = (read_model(tmp_path / "base" / name)[1] for name in ("4-steps", "."))
    assert all(torch.equal(last[name], whole[name]) for name in whole)


def interrupted(stage, out, cache, after):
    """Run a stage and stop it as a closed terminal would, after some steps that were saved."""
    taken = base_model.Trainer.step
    counted = []

    def step(self, *args):
        if len(counted) == after:
            raise KeyboardInterrupt
        counted.append(1)
        return taken(self, *args)

    base_model.Trainer.step = step
    seconds, base_model.SAVE_SECONDS = base_model.SAVE_SECONDS, 0.0
    try:
        with pytest.raises(KeyboardInterrupt):
            run_stage(stage, out, cache)
    finally:
        base_model.Trainer.step, base_model.SAVE_SECONDS = taken, seconds


def test_the_card_says_what_the_base_was_made_of(tmp_path, cache):
    card = run_stage(tiny(), tmp_path / "base", cache)
    [stage] = card.settings["stages"]
    assert stage["steps"] == 4 and stage["encoder"] == "tu-resnet10t" and "CPU" in stage["device"]
    assert card.labels == {"places": [], "synthetic_scenes": 2} and "synthetic scenes alone" in card.notes
    assert [band.name for band in card.bands] == ["red", "green", "blue"] and card.bands[0].wavelength_um == 0.665
    assert card.separation == "offsets" and card.seen_m == (0.1, 0.6)
    on = run_stage(tiny(start=str(tmp_path / "base"), name="more"), tmp_path / "more", cache)
    assert [stage["name"] for stage in on.settings["stages"]] == ["toy", "more"]
    assert json.loads((tmp_path / "more" / "stage.json").read_text())["start"].endswith("base")


def test_models_on_the_way_stay_beside_the_last_one(tmp_path, cache, monkeypatch):
    monkeypatch.setattr(base_model, "KEPT_STEPS", 2)
    run_stage(tiny(), tmp_path / "base", cache)
    assert sorted(path.name for path in (tmp_path / "base").glob("*-steps")) == ["2-steps", "4-steps"]
    [early], [late] = (read_model(tmp_path / "base" / name)[0].settings["stages"] for name in ("2-steps", "."))
    assert early["tiles"] == 4 and late["tiles"] == 8


def test_what_ships_has_seen_no_share_alike_set_and_not_the_place_left_out():
    assert "satellite" not in [one.name for one in training_places(())]
    for left_out in ("zanzibar", "nepal", "usa"):
        seen = [name for one in training_places((left_out,)) for name in (*one.sets, *one.without_buildings)]
        assert seen and not set(seen) & {*place(left_out).sets, *place(left_out).without_buildings}
    assert all(one.attribution for one in PLACES)


@pytest.mark.parametrize("left_out", ["zanzibar", "nepal"])
def test_a_base_for_scoring_in_a_place_has_not_seen_it(left_out):
    card, _ = read_model(base_for(left_out))
    assert len(card.labels["places"]) > 1 and left_out not in card.labels["places"]


def test_a_set_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RooflineError, match="There is no imagery in .*images. Give the folder with all the labelled"):
        real_sites(tmp_path / "nowhere", 0.3)


def sampler(value: int) -> TileSampler:
    image = np.full((3, 100, 100), value, np.uint8)
    mask = np.zeros((100, 100), np.uint8)
    site = Site(image, np.ones((100, 100), bool), mask, np.zeros((0, 2)), np.zeros(3), np.ones(3))
    return TileSampler([site], 64, Augmentation(scale=1.0, brightness=0, contrast=0, color=0))


def test_a_mixture_draws_from_each_kind_as_often_as_its_share_says():
    mixed = Mixture([(3.0, sampler(10)), (1.0, sampler(20))])
    drawn = [image.mean().item() for seed in range(50) for image in mixed.batch(np.random.default_rng(seed), 8)[0]]
    share = sum(value > 10 for value in drawn) / len(drawn)
    assert len(drawn) == 400 and 0.17 < share < 0.33


@pytest.mark.parametrize("first", [0, 3])
def test_batches_depend_on_their_step_alone(first):
    varied = TileSampler(sampler(10).sites, 64, Augmentation(brightness=1.0))
    made = list(batches(Mixture([(1.0, varied)]), 5, first, 6, 2, torch.device("cpu")))
    assert [step for step, _, _ in made] == list(range(first, 6))
    images, _ = Mixture([(1.0, varied)]).batch(np.random.default_rng([5, 5]), 2)
    assert torch.equal(made[-1][1], images) and not torch.equal(made[-1][1], made[-2][1])


def test_scenes_are_made_once_and_the_same_from_the_same_seed(tmp_path):
    one, again = synthetic_sites(2, 5, tmp_path), synthetic_sites(2, 5, tmp_path)
    other = synthetic_sites(2, 6, tmp_path)
    assert len(list(tmp_path.glob("scenes-5-2-*.npz"))) == 1 and len(one[0].centers) > 3
    assert all(np.array_equal(a.image, b.image) and np.array_equal(a.mask, b.mask) for a, b in zip(one, again))
    assert np.array_equal(one[1].image, other[0].image) and not np.array_equal(one[0].image, other[0].image)


def labelled_set(folder, crs, transform):
    (folder / "images").mkdir(parents=True)
    image = np.full((3, 300, 600), 90, np.uint8)
    image[:, 60:120, 150:300] = 200
    image[:, 60:120, 300:420] = 220
    write_raster(folder / "images" / "a.tif", image, transform, crs)
    to_map = [box(*[*(transform @ (x0, y1)), *(transform @ (x1, y0))])
              for x0, y0, x1, y1 in ((150, 60, 300, 120), (300, 60, 420, 120))]
    write_polygons(folder / "set.gpkg", "buildings", to_map, {}, crs)


def test_a_real_set_is_read_at_the_resolution_with_its_outlines_on_its_roofs(tmp_path):
    labelled_set(tmp_path / "town", UTM, PLACE)
    [ground] = read_grounds(tmp_path / "town", 0.3)
    assert ground.image.shape == (3, 100, 200) and ground.crs != LOCAL_METRES
    bright = [ground.image[0, int(p.y), int(p.x)] for p in (o.centroid for o in ground.outlines)]
    assert bright == [200, 220] and pooled_statistics([ground]).count == 100 * 200
    [site] = real_sites(tmp_path / "town", 0.3)
    assert site.mask[30, 99] != IGNORE and site.mask[30, 97] & CONTACT and site.mask[30, 60] == BUILDING
    assert len(site.centers) == 2


def test_real_imagery_is_learned_at_its_own_resolution_and_coarser_ones(tmp_path):
    labelled_set(tmp_path / "town", UTM, PLACE @ Affine.scale(2))  # pixels of 0.2 m
    levels = at_all_scales(tmp_path, ["town"])
    sides = [sites[0].image.shape[1] for _, sites in levels]
    assert sides == [400, 300, 200, 143, 100]  # 0.15 m is interpolated, 0.1 m would be too fine
    assert sum(share for share, _ in levels) == pytest.approx(1) and at_all_scales(tmp_path, []) == []
    widths = [int((sites[0].mask[:, 3 * side // 8] & BOUNDARY > 0).sum()) for (_, sites), side in zip(levels, sides)]
    assert len(set(widths)) == 1  # a boundary has as many pixels at every scale


def test_imagenet_weights_go_to_the_layers_that_do_the_same_work():
    network = Network("tu-efficientnet_lite0", (16, 8, 8, 8), bands=3, classes=1, output_stride=2)
    wanted = network.encoder.state_dict()
    found = {f"layer{i}": torch.full_like(tensor, i, dtype=torch.float32)
             for i, (name, tensor) in enumerate(wanted.items()) if not name.endswith("num_batches_tracked")}
    loaded = _in_order({**found, "classifier": torch.zeros(3)}, wanted, spread=0.5)
    assert list(loaded) == list(wanted) and loaded["model.conv_stem.weight"].eq(0).all()
    assert loaded["model.bn1.weight"].eq(1).all()
    with pytest.raises(ValueError, match="has the shape"):
        _in_order({name: tensor for name, tensor in found.items() if name != "layer1"}, {**wanted}, spread=1.0)


def test_the_card_that_ships_tells_whose_scores_it_holds():
    figures = {"f1": 0.5, "low": 0.4, "high": 0.6, "iou": 0.6, "buildings": 70}
    rows = [{"place": "zanzibar", "set": "zanzibar", "seconds": 60, "base as it is": figures, "base tuned": figures},
            {"place": "satellite", "set": "rio_spacenet1", "seconds": 60, "base as it is": figures}]
    scores = left_out_scores({"rows": rows})
    assert scores["zanzibar"]["base"] == "made without zanzibar" and scores["zanzibar"]["tuned"] == figures
    assert "saw no such set" in scores["rio_spacenet1"]["base"] and "tuned" not in scores["rio_spacenet1"]
