"""ONNX models from elsewhere: what they say of themselves, what the analyst says, and what Roofline makes of it."""

import json
import time

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from roofline.models.core.errors import RooflineError
from roofline.models.geodata.band_statistics import Statistics
from roofline.models.geodata.tiling import Windowing
from roofline.models.geodata.window_reader import ArraySource
from roofline.models.inference.tiled_inference import Predictor
from roofline.models.onnx_io import external_model
from roofline.models.onnx_io.deepness import DeepnessMetadata
from roofline.models.onnx_io.external_model import NEVER, is_onnx, load_external_model
from roofline.models.vectorize.polygonize import CORE, trace
from roofline.models.vectorize.postprocessing import Postprocessing
from roofline.models.vectorize.strips import Probabilities
from roofline.protocol.settings.external_models import ExternalModelSettings

from ..support.providers import installed

CPU = torch.device("cpu")
SAID = {"resolution": "30"}
FLOAT, HALF, BYTES = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.UINT8


def write(path, nodes, shape=("batch", 3, "height", "width"), kind=FLOAT, out=FLOAT, out_shape=None, constants=(),
          said=SAID):
    """An ONNX file whose nodes lead from `x` to `y`."""
    graph = helper.make_graph(
        nodes, "elsewhere", [helper.make_tensor_value_info("x", kind, shape)],
        [helper.make_tensor_value_info("y", out, out_shape or ["batch", None, "h", "w"])],
        [numpy_helper.from_array(np.asarray(values), name) for name, values in dict(constants).items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, said)
    onnx.save_model(model, path)
    return path


def channels(path, kernels, then=(), **others):
    """A model with one channel for each row of kernels (one number a band), and nodes that follow, from `c` to `y`."""
    weights = np.array(kernels, np.float32)[:, :, None, None]
    if others.get("kind") == HALF:
        weights = weights.astype(np.float16)
    first = helper.make_node("Conv", ["x", "w"], ["c" if then else "y"])
    shape = others.pop("shape", ("batch", weights.shape[1], "height", "width"))
    return write(path, [first, *then], shape, constants={"w": weights, **others.pop("constants", {})}, **others)


def sums(path, **others):
    """The sum of the bands, and its opposite, as two logits."""
    return channels(path, [[-1, -1, -1], [1, 1, 1]], **others)


def loaded(path, **settings):
    return load_external_model(path, ExternalModelSettings(**settings), CPU)


def building(model, tiles):
    """Its probability of building (B, H, W); boundary and contact are never."""
    with torch.inference_mode():
        logits = model.network(tiles)
    assert logits.shape == (len(tiles), 3, *tiles.shape[2:]) and bool((logits[:, 1:] == NEVER).all())
    return torch.sigmoid(logits[:, 0])


@pytest.fixture()
def path(tmp_path):
    return tmp_path / "elsewhere.onnx"


@pytest.fixture()
def tiles():
    return torch.randn(3, 3, 64, 96, generator=torch.Generator().manual_seed(1))


def test_it_is_told_by_its_name():
    assert is_onnx("/a/Model.ONNX") and not is_onnx("/a/model.roofline") and not is_onnx(None)


def test_two_logits_exclude_each_other(path, tiles):
    model = loaded(sums(path))
    total = tiles.sum(dim=1)
    assert torch.allclose(building(model, tiles), torch.sigmoid(2 * total), atol=1e-4)
    assert model.card.resolution_m == 0.3 and model.card.classes == ("building",) and model.window_size is None


def test_one_logit_is_building_alone(path, tiles):
    assert torch.allclose(building(loaded(channels(path, [[1, 1, 1]])), tiles), torch.sigmoid(tiles.sum(dim=1)))


def test_several_logits_may_each_stand_by_itself(path, tiles):
    assert torch.allclose(building(loaded(sums(path), onnx_output="sigmoid"), tiles), torch.sigmoid(tiles.sum(dim=1)))


@pytest.mark.parametrize("last", ["Sigmoid", "Softmax"])
def test_probabilities_are_taken_as_they_are(path, tiles, last):
    axis = {"axis": 1} if last == "Softmax" else {}
    total = tiles.sum(dim=1)
    model = loaded(sums(path, then=[helper.make_node(last, ["c"], ["y"], **axis)]))
    assert torch.allclose(building(model, tiles), torch.sigmoid(total * (2 if axis else 1)), atol=1e-4)


@pytest.mark.parametrize("keepdims", [0, 1])
def test_a_map_of_classes_is_yes_or_no(path, tiles, keepdims):
    node = helper.make_node("ArgMax", ["c"], ["y"], axis=1, keepdims=keepdims)
    shape = ["batch", 1, "h", "w"] if keepdims else ["batch", "h", "w"]
    model = loaded(sums(path, then=[node], out=TensorProto.INT64, out_shape=shape))
    assert torch.equal(building(model, tiles) > 0.5, tiles.sum(dim=1) > 0)


def test_the_channel_called_building_counts_and_the_analysts_word_before_it(path, tiles):
    kernels = [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]
    channels(path, kernels, said={**SAID, "class_names": json.dumps({0: "water", 1: "road", 2: "Buildings"})})
    last, first = building(loaded(path), tiles), building(loaded(path, onnx_channel=0), tiles)
    assert torch.allclose(last, torch.softmax(torch.einsum("kc,bchw->bkhw", torch.tensor(kernels).float(), tiles),
                                              dim=1)[:, 2], atol=1e-4)
    assert float((last - first).abs().max()) > 0.5
    with pytest.raises(RooflineError, match=r"channels 0 to 2 \(water, road, Buildings\), and 3 is wanted"):
        loaded(path, onnx_channel=3)


@pytest.mark.parametrize("names, building", [
    (("non-building", "building"), 1), (("No buildings", "Roof"), 1), (("not_building", "building_1"), 1),
    (("greenhouse", "road", "outbuildings"), 2), (("building", "background (no roof)"), 0),
    (("nonbuilding", "water"), None)])
def test_the_channel_of_what_is_no_building_is_not_taken_for_it(names, building):
    assert DeepnessMetadata(class_names=names).building == building


def test_names_as_some_write_them_are_read_too(path, tiles):
    sums(path, said={**SAID, "class_names": "{0: 'roof', 1: 'other'}"})
    assert torch.allclose(building(loaded(path), tiles), torch.sigmoid(-2 * tiles.sum(dim=1)), atol=1e-4)


def test_a_fixed_side_and_number_of_tiles_are_kept(path):
    model = loaded(sums(path, shape=(2, 3, 96, 96), out_shape=[2, 2, 96, 96]))
    tiles = torch.randn(5, 3, 96, 96)
    assert model.window_size == 96
    assert torch.allclose(building(model, tiles), torch.sigmoid(2 * tiles.sum(dim=1)), atol=1e-4)


def test_half_precision_and_bytes_are_given_as_they_are_wanted(path, tiles):
    model = loaded(sums(path, kind=HALF, out=HALF))
    assert torch.allclose(building(model, tiles), torch.sigmoid(2 * tiles.sum(dim=1)), atol=0.01)
    nodes = [helper.make_node("Cast", ["x"], ["f"], to=FLOAT), helper.make_node("Conv", ["f", "w"], ["y"])]
    model = loaded(write(path, nodes, kind=BYTES, constants={"w": np.full((1, 3, 1, 1), 0.01, np.float32)}))
    bytes_ = torch.randint(0, 256, (1, 3, 32, 32)).float()
    assert model.card.bands[0].mean == 0 and model.card.bands[0].std == 1 and model.card.dtype == "uint8"
    assert torch.allclose(building(model, bytes_), torch.sigmoid(0.01 * bytes_.sum(dim=1)), atol=1e-4)


def test_an_answer_coarser_than_its_tile_is_drawn_out(path):
    pool = helper.make_node("AveragePool", ["c"], ["y"], kernel_shape=[4, 4], strides=[4, 4])
    model = loaded(sums(path, then=[pool]))
    tiles = torch.zeros(1, 3, 64, 64)
    tiles[..., 32:] = 1.0
    found = building(model, tiles)
    assert float(found[..., :24].max()) <= 0.51 and float(found[..., 40:].min()) > 0.9


@pytest.mark.parametrize(("settings", "mean", "std"), [
    ({}, (0, 0, 0), (255, 255, 255)),
    ({"onnx_white": 10_000.0}, (0, 0, 0), (10_000, 10_000, 10_000)),
    ({"onnx_scaling": "raw"}, (0, 0, 0), (1, 1, 1)),
    ({"onnx_scaling": "raster"}, (None, None, None), (None, None, None)),
    ({"onnx_scaling": "imagenet"}, (123.675, 116.28, 103.53), (58.395, 57.12, 57.375)),
    ({"onnx_scaling": "imagenet", "onnx_bands": "bgr"}, (103.53, 116.28, 123.675), (57.375, 57.12, 58.395)),
])
def test_the_scaling_becomes_the_cards_statistics(path, settings, mean, std):
    card = loaded(sums(path), **settings).card
    for found, expected in (([band.mean for band in card.bands], mean), ([band.std for band in card.bands], std)):
        assert found == [None if value is None else pytest.approx(value) for value in expected]
    eight_bit = settings.get("onnx_scaling") in (None, "imagenet") and "onnx_white" not in settings
    assert (card.dtype == "uint8") == eight_bit  # else other imagery would be taken for far too bright


def test_the_identity_changes_with_the_file_and_with_what_the_analyst_says(path):
    first, again = loaded(sums(path)).identity, loaded(path).identity
    others = {loaded(path, onnx_channel=0).identity, loaded(sums(path, said={"resolution": "40"})).identity}
    assert first == again and len(others | {first}) == 3


def test_the_scaling_in_the_file_counts_and_the_analysts_word_before_it(path):
    said = {"standardization_mean": "[0.1, 0.2, 0.3]", "standardization_std": "[0.2, 0.2, 0.4]", "seg_thresh": "0.35"}
    sums(path, said={**SAID, **said})
    card = loaded(path).card
    assert [band.mean for band in card.bands] == pytest.approx([25.5, 51.0, 76.5])
    assert [band.std for band in card.bands] == pytest.approx([51.0, 51.0, 102.0]) and card.threshold == 0.35
    assert loaded(path, onnx_scaling="unit").card.bands[0].mean == 0


@pytest.mark.parametrize(("count", "settings", "names"), [
    (1, {}, ["pan"]), (3, {}, ["red", "green", "blue"]), (4, {}, ["red", "green", "blue", "nir"]),
    (3, {"onnx_bands": "nrg"}, ["nir", "red", "green"]), (2, {}, ["band 1", "band 2"]),
    (3, {"onnx_bands": "order"}, ["band 1", "band 2", "band 3"])])
def test_bands_have_names(path, count, settings, names):
    card = loaded(channels(path, [[1] * count] * 2), **settings).card
    assert [band.name for band in card.bands] == names


@pytest.mark.parametrize("said", [
    {"resolution": "fine", "class_names": "{", "standardization_mean": "[1]", "standardization_std": "7"},
    {"resolution": "[" * 5000, "class_names": "[]", "seg_thresh": "NaN"},
    {"resolution": "-30", "class_names": '{"0": "a", "2": "b"}', "seg_thresh": "7"}])
def test_metadata_that_say_nothing_useful_are_as_none(path, said):
    sums(path, said=said)
    card = loaded(path, onnx_resolution_m=0.5).card
    assert (card.resolution_m, card.threshold, card.bands[0].std) == (0.5, 0.5, 255.0)
    with pytest.raises(RooflineError, match="does not say at which resolution .* Give ONNX_RESOLUTION_M"):
        loaded(path)


def test_it_finds_what_is_there_through_the_predictor(path):
    model = loaded(sums(path, shape=(1, 3, 96, 96)), onnx_scaling="raster")
    image = np.full((3, 200, 260), 20, np.uint8)
    image[:, 60:120, 80:150] = 220
    predictor = Predictor(model.network, Statistics(np.full(3, 100.0), np.full(3, 50.0), 1), CPU,
                          Windowing(model.window_size, 32), 4)
    strips = predictor.strips(ArraySource(image, np.ones(image.shape[1:], bool)))
    found = np.concatenate([strip.probabilities.building for strip in strips]) > 127
    assert np.array_equal(found, image[0] > 100)


def test_what_a_model_is_unsure_of_comes_out_whole_at_a_low_threshold(path):
    cut = Postprocessing(0.3, 1.0, loaded(sums(path)).card.boundary_m)
    said = np.zeros((60, 60), np.uint8)
    said[10:40, 10:40], said[20:24, 20:24] = 110, 200
    [outline] = trace(Probabilities(said, said), cut.threshold, cut.reach(0.3), cut.core)
    assert outline.polygon.area == pytest.approx(30 * 30, rel=0.05)
    assert Postprocessing(0.3, 1.0, 0.9).core == CORE  # with boundaries, a core is what they leave


def test_files_that_are_no_models_are_told(path):
    with pytest.raises(RooflineError, match="cannot be read .*Check the path"):
        loaded(path)
    path.write_bytes(b"PK is no ONNX")
    with pytest.raises(RooflineError, match="elsewhere.onnx is no ONNX file, or it is cut off"):
        loaded(path)
    path.write_bytes(b"")
    with pytest.raises(RooflineError, match="holds no network"):
        loaded(path)


@pytest.mark.parametrize(("shape", "words"), [
    (("batch", "height", "width", 3), "bands last"), ((1, 512, 512, 3), "bands last"),
    ((1, 3, 256, 512), "512 x 256 pixels, .* square"), ((1, 3, 512), "takes .1, 3, 512.. A segmentation model takes"),
])
def test_inputs_that_are_no_square_tiles_with_the_bands_first_are_told(path, shape, words):
    with pytest.raises(RooflineError, match=words):
        loaded(write(path, [helper.make_node("Identity", ["x"], ["y"])], shape, out_shape=shape))


def test_other_numbers_of_bands_than_were_named_are_told(path):
    with pytest.raises(RooflineError, match="takes 3 bands, and ONNX_BANDS rgbn are 4"):
        loaded(sums(path), onnx_bands="rgbn")
    with pytest.raises(RooflineError, match="imagenet is for red, green and blue"):
        loaded(channels(path, [[1] * 4]), onnx_scaling="imagenet")


def test_a_model_that_gives_no_segmentation_is_told(path):
    node = helper.make_node("GlobalAveragePool", ["x"], ["y"])
    with pytest.raises(RooflineError, match=r"gives \(1, 3, 1, 1\) values for a tile of 256 pixels"):
        loaded(write(path, [node]))


def test_operators_that_onnx_runtime_lacks_are_told(path):
    graph = helper.make_graph(
        [helper.make_node("Odd", ["x"], ["y"], domain="my.own")], "g",
        [helper.make_tensor_value_info("x", FLOAT, (1, 3, 64, 64))],
        [helper.make_tensor_value_info("y", FLOAT, (1, 1, 64, 64))])
    onnx.save_model(helper.make_model(graph, ir_version=8, opset_imports=[
        helper.make_opsetid("", 17), helper.make_opsetid("my.own", 1)]), path)
    with pytest.raises(RooflineError, match="cannot run elsewhere.onnx .*my.own:Odd.* plain ONNX operators"):
        loaded(path)


def test_weights_in_other_files_are_not_opened(path):
    model = onnx.load_model(sums(path))
    onnx.save_model(model, path, save_as_external_data=True, location="weights.bin", size_threshold=0)
    with pytest.raises(RooflineError, match="The weights of elsewhere.onnx lie in other files"):
        loaded(path)


@pytest.mark.parametrize(("slow", "wrong", "taken"), [
    ("CPUExecutionProvider", None, "DmlExecutionProvider"), ("DmlExecutionProvider", None, "CPUExecutionProvider"),
    ("CPUExecutionProvider", "DmlExecutionProvider", "CPUExecutionProvider")])
def test_another_provider_is_taken_where_it_is_faster_and_gives_the_same(path, monkeypatch, slow, wrong, taken):
    installed(monkeypatch, "DmlExecutionProvider")
    run = external_model.run_session

    def late(session, *rest):
        [provider, *_], given = session.get_providers(), run(session, *rest)
        time.sleep(0.05 if provider == slow else 0.0)
        return [-one for one in given] if provider == wrong else given

    monkeypatch.setattr(external_model, "run_session", late)
    assert loaded(sums(path)).network._session.get_providers()[0] == taken
