"""A model file comes back as it was written; anything else is refused in one sentence and nothing of it runs."""

import dataclasses
import io
import json
import os
import pickle
import resource
import signal
import zipfile

import pytest
import torch
from roofline.models.core.errors import RooflineError
from roofline.models.networks.calibration import Calibration
from roofline.models.networks.card_checks import CardError
from roofline.models.networks.model_card import FORMAT, Band, Card
from roofline.models.networks.model_file import read_model, weights_hash, write_model, write_model_folder
from safetensors.torch import save

CARD = Card(
    name="my town", encoder="resnet18", decoder_channels=(64, 32, 16), classes=("building",),
    bands=(Band("red", 100.0, 30.5, 0.665), Band("green")), dtype="uint8", resolution_m=0.3, threshold=0.5,
    min_area_m2=8.0, output_stride=2, boundary_m=0.6, contact_m=1.2, separation="offsets", seen_m=(0.1, 0.6),
    calibration=Calibration(1.5, -2.0),
    base={"name": "buildings", "hash": "sha256:" + "0" * 64}, settings={"max_seconds": 60, "seed": None},
    labels={"train": 24}, scores={"f1": 0.8, "base": {"f1": None}},
    attribution=("OpenStreetMap contributors",), versions={"torch": "2.13.0"},
    created="2026-01-02T03:04:05+00:00", notes="Ring of 6 m.\nÄäkköset.")
WEIGHTS = {"conv.weight": torch.arange(12.0).reshape(3, 4).half(), "count": torch.tensor(7)}
WRITTEN = dataclasses.replace(CARD, weights_hash=weights_hash(WEIGHTS))


def zipped(path, entries, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def parts():
    return [("model.json", CARD.to_json()), ("weights.safetensors", save(WEIGHTS))]


def refused(path, words):
    with pytest.raises(RooflineError, match=words) as caught:
        read_model(path)
    assert str(path) in str(caught.value) and str(caught.value).endswith(".")


def test_a_model_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "town.roofline"
    write_model(path, CARD, WEIGHTS)
    card, weights = read_model(path)
    assert card == WRITTEN
    assert weights.keys() == WEIGHTS.keys() and weights["conv.weight"].dtype == torch.half
    assert all(torch.equal(weights[name], WEIGHTS[name]) for name in WEIGHTS)
    assert os.listdir(tmp_path) == ["town.roofline"]


def test_the_same_model_gives_the_same_bytes(tmp_path):
    write_model(tmp_path / "a", CARD, WEIGHTS)
    write_model(tmp_path / "b", CARD, dict(reversed(WEIGHTS.items())))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_folder_of_the_two_parts_is_a_model_too(tmp_path):
    write_model_folder(tmp_path / "zoo" / "town", CARD, WEIGHTS)
    assert read_model(tmp_path / "zoo" / "town")[0] == WRITTEN
    assert sorted(os.listdir(tmp_path / "zoo" / "town")) == ["model.json", "weights.safetensors"]
    (tmp_path / "zoo" / "town" / "model.json").unlink()
    refused(tmp_path / "zoo" / "town", "the folder has no model.json")


def test_views_and_channels_last_weights_are_stored_whole(tmp_path):
    kernel = torch.arange(24.0).reshape(2, 3, 2, 2)
    write_model(tmp_path / "a", CARD, {"a": kernel.to(memory_format=torch.channels_last), "b": kernel[0], "c": kernel})
    weights = read_model(tmp_path / "a")[1]
    assert torch.equal(weights["a"], kernel) and torch.equal(weights["b"], kernel[0])


def test_the_hash_knows_names_values_shapes_and_types_but_no_order():
    base = weights_hash(WEIGHTS)
    assert base == weights_hash(dict(reversed(WEIGHTS.items()))) and base.startswith("sha256:") and len(base) == 71
    conv = WEIGHTS["conv.weight"]
    others = [{"conv": conv}, {"conv": conv.float()}, {"conv": conv.T}, {"conv": conv.reshape(4, 3)}, {"c": conv},
              {"conv": conv + 1}, {"conv": conv.bfloat16()}]
    assert len({weights_hash(other) for other in others} | {base}) == len(others) + 1


def test_a_hash_of_other_weights_on_the_card_goes_when_a_model_is_written(tmp_path):
    write_model(tmp_path / "a", dataclasses.replace(CARD, weights_hash="sha256:" + "1" * 64), WEIGHTS)
    assert read_model(tmp_path / "a")[0] == WRITTEN


def test_weights_that_were_put_beside_another_models_card_are_refused(tmp_path):
    write_model_folder(tmp_path / "town", CARD, WEIGHTS)
    write_model_folder(tmp_path / "other", CARD, {**WEIGHTS, "count": torch.tensor(8)})
    (tmp_path / "other" / "weights.safetensors").rename(tmp_path / "town" / "weights.safetensors")
    refused(tmp_path / "town", "their hash is not the one on the card. Copy or download")


def test_a_card_without_a_hash_is_read(tmp_path):
    assert read_model(zipped(tmp_path / "a.roofline", parts()))[0] == CARD


def test_a_missing_file_is_named(tmp_path):
    refused(tmp_path / "none.roofline", "There is no model file")


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    for number, content in enumerate([b"", b"hello", pickle.dumps({"a": 1}), save(WEIGHTS)]):
        (tmp_path / f"{number}.roofline").write_bytes(content)
        refused(tmp_path / f"{number}.roofline", "is no Roofline model: it is another kind of file")


def test_a_file_cut_anywhere_is_refused(tmp_path):
    write_model(tmp_path / "a.roofline", CARD, WEIGHTS)
    whole = (tmp_path / "a.roofline").read_bytes()
    for length in range(2, len(whole), 37):
        (tmp_path / "a.roofline").write_bytes(whole[:length])
        refused(tmp_path / "a.roofline", "damaged or cut off .* Copy or download it again")


def test_a_flipped_bit_anywhere_is_refused_or_harmless(tmp_path):
    path = tmp_path / "a.roofline"
    write_model(path, CARD, WEIGHTS)
    whole = path.read_bytes()
    for place in range(0, len(whole), 11):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x44]) + whole[place + 1:])
        try:
            card, weights = read_model(path)
        except RooflineError:
            continue
        assert card == WRITTEN and torch.equal(weights["conv.weight"], WEIGHTS["conv.weight"])


def test_a_plain_zip_is_refused(tmp_path):
    refused(zipped(tmp_path / "a.roofline", [("photo.jpg", b"x")]), "it holds 'photo.jpg', which has no place")
    refused(zipped(tmp_path / "b.roofline", parts()[1:]), "must hold model.json and weights.safetensors once each")
    empty = zipped(tmp_path / "c.roofline", [])
    refused(empty, "holds nothing")


@pytest.mark.parametrize("name", ["../evil.py", "/etc/passwd", "..\\evil", "model.json/", "data.pkl", "Model.json"])
def test_an_extra_entry_is_refused_whatever_its_name(tmp_path, name):
    refused(zipped(tmp_path / "a.roofline", [*parts(), (name, b"x")]), "which has no place in a model file")


def test_a_pickle_in_the_place_of_weights_is_not_run(tmp_path):
    class Bomb:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "ran"),)

    for number, content in enumerate([pickle.dumps(Bomb()), _torch_file(Bomb())]):
        refused(zipped(tmp_path / f"{number}.roofline", [parts()[0], ("weights.safetensors", content)]), "are damaged")
    (tmp_path / "2.roofline").write_bytes(_torch_file(Bomb()))
    refused(tmp_path / "2.roofline", "which has no place in a model file")
    assert not (tmp_path / "ran").exists()


def _torch_file(value):
    stream = io.BytesIO()
    torch.save(value, stream)
    return stream.getvalue()


def test_a_compressed_entry_is_refused(tmp_path):
    bomb = zipped(tmp_path / "a.roofline", [parts()[0], ("weights.safetensors", b"\0" * 10_000_000)],
                  zipfile.ZIP_DEFLATED)
    refused(bomb, "is compressed or encrypted")


def test_a_double_entry_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(tmp_path / "a.roofline", [*parts(), parts()[0]])
    refused(twice, "once each")


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("weights.safetensors")
    link.external_attr = 0o120777 << 16
    refused(zipped(tmp_path / "a.roofline", [parts()[0], (link, b"/etc/passwd")]), "its weights.safetensors is a link")


def test_a_declared_size_beyond_the_file_is_refused(tmp_path):
    path = zipped(tmp_path / "a.roofline", parts())
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 20:entry + 28] = (1_900_000_000).to_bytes(4, "little") * 2
    path.write_bytes(data)
    refused(path, "claims 1900000000 bytes in a file of")


def test_a_huge_card_is_refused(tmp_path):
    huge = zipped(tmp_path / "a.roofline", [("model.json", b" " * 1_000_001), parts()[1]])
    refused(huge, "claims 1000001 bytes .* 1000000 are the most")


@pytest.mark.parametrize("header, data", [
    (b"", b""), (b"{}", b""), (b"[" * 90_000, b""), (b'{"a": NaN}', b""),
    (b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', b"\0" * 4),
    (b'{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}', b"\0" * 8),
    (b'{"a":{"dtype":"PKL","shape":[2],"data_offsets":[0,8]}}', b"\0" * 8),
    (b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
     b"\0" * 4),
    (b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', b"\0\0\xc0\x7f"),
])
def test_weights_that_lie_are_refused(tmp_path, header, data):
    weights = len(header).to_bytes(8, "little") + header + data
    refused(zipped(tmp_path / "a.roofline", [parts()[0], ("weights.safetensors", weights)]),
            "are damaged|it has no weights|values that are no numbers")
    (tmp_path / "b.roofline").write_bytes(b"")
    for length in (2**63, 10**9):
        lying = length.to_bytes(8, "little") + header
        refused(zipped(tmp_path / "c.roofline", [parts()[0], ("weights.safetensors", lying)]), "are damaged")


def card_with(**changes):
    values = json.loads(CARD.to_json())
    values.update(changes)
    return json.dumps(values)


@pytest.mark.parametrize("text, words", [
    ("", "is not JSON"), ("[]", "not an object"), ("{", "is not JSON"), ("[" * 100_000, "nested too deep"),
    (b"\xff\xfe\xfd", "is not JSON"), ('{"format": 2}', "the card lacks bands, classes, decoder_channels"),
    ("{}", f"model format 1, this one reads 2 to {FORMAT}"),
    (card_with(format=FORMAT + 1, wings=4),
     f"made with a newer Roofline .model format {FORMAT + 1}, this one reads {FORMAT}.; update"),
    (card_with(format=1, inset_m=0.6),
     f"made with an older Roofline .model format 1, this one reads 2 to {FORMAT}.; train it"),
    (card_with(format=2.0), "format must be a whole number"), (card_with(format="1"), "format must be a whole number"),
    (card_with(wings=4), "a field that Roofline does not know: 'wings'"),
    (card_with(threshold=7), "threshold must be a number from 0 to 1, got 7"),
    (card_with(threshold=True), "threshold must be a number"),
    (card_with(threshold=None), "threshold must be a number"),
    (card_with(threshold=float("nan")), "is not JSON .*NaN is no number"),
    (card_with().replace("0.3", "1e999"), "resolution_m must be a number"),
    (card_with(resolution_m=0), "resolution_m must be a number"), (card_with(min_area_m2="8"), "min_area_m2 must be"),
    (card_with(bands=[]), "bands must be a list of 1 to 64"), (card_with(bands="red"), "bands must be a list"),
    (card_with(bands=[{"name": f"b{i}", "mean": 0, "std": 1} for i in range(65)]), "bands must be a list of 1 to 64"),
    (card_with(bands=[{"mean": 1, "std": 1}]), "a band lacks name"),
    (card_with(bands=[{"name": "red", "mean": 1}]), "band 'red' has a mean or a std without the other"),
    (card_with(bands=[{"name": "red", "wavelength_um": 665}]), "a band's wavelength_um must be a number"),
    (card_with(separation="colours"), "separation 'colours' is none of edges, offsets"),
    (card_with(seen_m=0.3), "seen_m must be a list"), (card_with(seen_m=[0.1]), "seen_m must be a list of 2 to 2"),
    (card_with(seen_m=[0.6, 0.1]), "seen_m must begin with the finest"), (card_with(seen_m=[0, 1]), "seen_m must be a"),
    (card_with(calibration=2.0), "calibration must have a slope and an intercept, got 2.0"),
    (card_with(calibration={"slope": 1.0}), "calibration lacks intercept"),
    (card_with(calibration={"slope": 0, "intercept": 0}), "calibration's slope must be a number from 0.01 to 100"),
    (card_with(weights_hash="md5:1"), "weights_hash must be 'sha256:' and 64 digits"),
    (card_with(weights_hash=None), "weights_hash must be"),
    (card_with(bands=[{"name": "red", "mean": 0, "std": 0}]), "a band's std must be"),
    (card_with(bands=[{"name": "red", "mean": None, "std": None}] * 2), "bands hold a name twice"),
    (card_with(classes=[f"c{i}" for i in range(31)]), "classes must be a list of 1 to 30"),
    (card_with(classes=[1]), "a class must be a text"),
    (card_with(decoder_channels=[10**9]), "decoder_channels must be"),
    (card_with(encoder="../evil"), "encoder must be a name"), (card_with(encoder=5), "encoder must be a name"),
    (card_with(dtype="object"), "dtype 'object' is none of"), (card_with(dtype=["uint8"]), "dtype .* is none of"),
    (card_with(name=""), "name must be a text"), (card_with(name="a\x07"), "control characters"),
    (card_with(base={"name": "x"}), "base must have a name and a hash"),
    (card_with(base={"name": "x", "hash": "md5:1"}), "the base's hash must be"),
    (card_with(created="yesterday"), "created must be an ISO time"),
    (card_with(attribution="me"), "attribution must be"), (card_with(settings=3), "settings must be"),
    (card_with(scores={"a": [[[[[[[1]]]]]]]}), "scores is nested too deep"),
    (card_with(scores={"f1": 1}).replace('"f1": 1', '"f1": 1e999'), "scores holds inf"),
    (card_with().replace("0.3", "1" * 5000), "is not JSON|resolution_m must be a number"),
])
def test_a_card_that_is_wrong_is_refused_by_field(tmp_path, text, words):
    refused(zipped(tmp_path / "a.roofline", [("model.json", text), parts()[1]]), words)


def test_a_card_cannot_be_made_wrong_either():
    with pytest.raises(CardError, match="threshold must be a number"):
        dataclasses.replace(CARD, threshold=float("nan"))


def test_weights_that_went_astray_are_not_written(tmp_path):
    with pytest.raises(RooflineError, match="hold values that are no numbers.* lower learning rate"):
        write_model(tmp_path / "a.roofline", CARD, {"a": torch.tensor([1.0, float("inf")])})
    assert os.listdir(tmp_path) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(RooflineError, match="missing/a.roofline cannot be written .No such file"):
        write_model(tmp_path / "missing" / "a.roofline", CARD, WEIGHTS)


def test_a_full_disk_leaves_the_old_model_and_no_rubbish(tmp_path):
    path = tmp_path / "a.roofline"
    write_model(path, CARD, WEIGHTS)
    before, limits = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(RooflineError, match="a.roofline cannot be written .* disk has room"):
            write_model(path, CARD, {"big": torch.zeros(100_000)})
        with pytest.raises(RooflineError, match="cannot be written .* disk has room"):
            write_model_folder(tmp_path / "zoo", CARD, {"big": torch.zeros(100_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_bytes() == before and sorted(os.listdir(tmp_path)) == ["a.roofline", "zoo"]
    assert os.listdir(tmp_path / "zoo") == []


def test_a_card_at_another_resolution_keeps_the_pixels_of_its_boundaries():
    card = dataclasses.replace(CARD, resolution_m=0.3, boundary_m=0.9, contact_m=0.6)
    finer = card.at(0.15)
    assert (finer.resolution_m, finer.boundary_m, finer.contact_m) == (0.15, 0.45, 0.3)
    assert card.at(None) is card and finer.at(0.3) == card
