"""Pairs of ONNX files with the interfaces of Segment Anything and its kin: what is taken, and what is refused."""

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper
from roofline.models.core.errors import RooflineError
from roofline.models.onnx_io import promptable_model
from roofline.models.onnx_io.promptable_model import Clicks, load_promptable_model

from ..support import promptable

SIDE = 64
CPU = torch.device("cpu")
INTERFACES = ["segment_anything", "second", "transformers"]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pairs")
    return {name: getattr(promptable, name)(folder, SIDE) for name in INTERFACES}


@pytest.fixture(scope="module")
def image():
    """A bright square on dark ground, and another beside it."""
    image = np.full((48, SIDE, 3), 50, np.uint8)
    image[8:24, 8:24] = image[8:24, 36:52] = 200
    return image


def mask(model, image, points, inside):
    """The mask over the image, on the grid of the decoder."""
    logits = model.best_mask(model.encode(image), Clicks(np.array(points, float), np.array(inside)))
    return logits[:len(image) // promptable.STRIDE, :image.shape[1] // promptable.STRIDE] > 0


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("order", [1, -1], ids=["encoder first", "decoder first"])
def test_each_interface_gives_the_mask_with_the_best_score_whatever_file_comes_first(pairs, image, interface, order):
    model = load_promptable_model(pairs[interface][::order], CPU)
    assert model.side == SIDE and model.name == pairs[interface][0].split("/")[-1]
    expected = image[::promptable.STRIDE, ::promptable.STRIDE, 0] > 100
    assert (mask(model, image, [[12, 12]], [True]) == expected).all()
    ground = mask(model, image, [[12, 12], [30, 30]], [True, True])
    assert ground.all() and not mask(model, image, [[12, 12], [40, 12]], [True, False]).any()


def test_an_encoder_that_scales_by_itself_is_given_plain_values(tmp_path, image):
    model = load_promptable_model(promptable.mobile(tmp_path), CPU)
    assert model.side == 1024
    assert (mask(model, image, [[12, 12]], [True]) == (image[::4, ::4, 0] > 100)).all()


def test_two_files_are_needed(pairs):
    encoder, decoder = pairs["transformers"]
    for files in ([encoder], [decoder, decoder]):
        with pytest.raises(RooflineError, match="is two ONNX files, and 1 is chosen"):
            load_promptable_model(files, CPU)


def test_two_encoders_or_two_decoders_are_told_with_what_they_take(pairs):
    with pytest.raises(RooflineError, match=r"encoder.onnx takes images \(1, 3, 64, 64\) and vision_encoder.onnx takes "
                                            r"pixel_values .* has to be a mask decoder, which takes point_coords or "):
        load_promptable_model([pairs["segment_anything"][0], pairs["transformers"][0]], CPU)
    with pytest.raises(RooflineError, match="One of the two has to be a mask decoder"):
        load_promptable_model([pairs["segment_anything"][1], pairs["transformers"][1]], CPU)


def test_halves_of_two_models_are_told(pairs, tmp_path):
    with pytest.raises(RooflineError, match=r"gives embeddings \(1, 8, 16, 16\), and second_decoder.onnx takes "
                                            r"image_embed .* do not belong together"):
        load_promptable_model([pairs["segment_anything"][0], pairs["second"][1]], CPU)
    with pytest.raises(RooflineError, match=r"takes image_embeddings \(1, 8, 32, 32\).* do not belong together"):
        load_promptable_model([pairs["segment_anything"][0], promptable.own_decoder(tmp_path, 2 * SIDE)], CPU)


def network(path, given, taken, nodes):
    """An ONNX file with these inputs and outputs (shape by name)."""
    ports = [[helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in side.items()]
             for side in (given, taken)]
    onnx.save_model(helper.make_model(helper.make_graph(nodes, "g", *ports), ir_version=8,
                                      opset_imports=[helper.make_opsetid("", 17)]), path)
    return str(path)


@pytest.mark.parametrize("shape", [(1, 4, 64, 64), (1, 3, 64, 96), (4, 3, 64, 64), (64, 64, 4), (1, 64, 64, 3)])
def test_an_encoder_of_another_shape_is_told(pairs, tmp_path, shape):
    wrong = network(tmp_path / "wrong.onnx", {"x": shape}, {"image_embeddings": shape},
                    [helper.make_node("Identity", ["x"], ["image_embeddings"])])
    with pytest.raises(RooflineError, match=r"wrong.onnx takes x \(.*one square image, \(1, 3, side, side\)"):
        load_promptable_model([wrong, pairs["segment_anything"][1]], CPU)


@pytest.mark.parametrize("side", [32, 4096])
def test_an_encoder_of_tiny_or_huge_images_is_told(pairs, tmp_path, side):
    wrong = network(tmp_path / "wrong.onnx", {"x": (1, 3, side, side)}, {"image_embeddings": (1, 3, side, side)},
                    [helper.make_node("Identity", ["x"], ["image_embeddings"])])
    with pytest.raises(RooflineError, match=f"images of {side} x {side} pixels, and Roofline gives 64 to 2048"):
        load_promptable_model([wrong, pairs["segment_anything"][1]], CPU)


@pytest.fixture()
def decoder_giving(pairs, tmp_path):
    """A function: the encoder's file, and that of a decoder whose outputs have other names."""
    def change(outputs):
        model = onnx.load_model(pairs["segment_anything"][1])
        names = dict(zip((port.name for port in model.graph.output), outputs))
        for node in model.graph.node:
            node.output[:] = [names.get(name, name) for name in node.output]
            node.input[:] = [names.get(name, name) for name in node.input]
        for port in model.graph.output:
            port.name = names[port.name]
        onnx.save_model(model, tmp_path / "odd.onnx")
        return pairs["segment_anything"][0], str(tmp_path / "odd.onnx")
    return change


def test_a_decoder_without_masks_or_scores_is_told(decoder_giving):
    with pytest.raises(RooflineError, match="odd.onnx gives a, b, c. A decoder gives masks"):
        load_promptable_model(decoder_giving("abc"), CPU)


def test_masks_that_do_not_go_with_the_scores_are_told(decoder_giving, image):
    model = load_promptable_model(decoder_giving(["low_res", "masks", "iou_scores"]), CPU)
    with pytest.raises(RooflineError, match=r"odd.onnx gives masks \(1, 3\) and scores \(1, 3, 16, 16\)"):
        mask(model, image, [[12, 12]], [True])


def test_too_large_a_file_and_too_much_for_a_view_are_told(pairs, image, monkeypatch):
    model = load_promptable_model(pairs["second"], CPU)
    monkeypatch.setattr(promptable_model, "MOST_FEATURE_BYTES", 1 << 14)
    with pytest.raises(RooflineError, match="MiB for one view"):
        model.encode(image)
    monkeypatch.setattr(promptable_model, "MOST_BYTES", 100)
    with pytest.raises(RooflineError, match="Choose a smaller model"):
        load_promptable_model(pairs["second"], CPU)


def test_a_pickle_is_no_such_file(pairs, tmp_path):
    torch.save({"a": torch.zeros(3)}, tmp_path / "sam.pt")
    with pytest.raises(RooflineError, match=r"sam.pt is no ONNX file"):
        load_promptable_model([pairs["second"][0], str(tmp_path / "sam.pt")], CPU)


def test_a_decoder_of_a_fixed_number_of_clicks_gets_so_many(pairs, image, tmp_path):
    model = onnx.load_model(pairs["segment_anything"][1])
    for port in model.graph.input:
        if port.name.startswith("point"):
            port.type.tensor_type.shape.dim[1].ClearField("dim_param")
            port.type.tensor_type.shape.dim[1].dim_value = 3
    onnx.save_model(model, tmp_path / "fixed.onnx")
    fixed = load_promptable_model([pairs["segment_anything"][0], str(tmp_path / "fixed.onnx")], CPU)
    assert mask(fixed, image, [[12, 12]], [True]).any()
    with pytest.raises(RooflineError, match="takes 3 clicks at most. Take one back"):
        mask(fixed, image, [[12, 12]] * 4, [True] * 4)
