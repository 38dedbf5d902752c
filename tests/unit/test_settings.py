"""Every name, default and limit of a setting lives in protocol/settings/, and nowhere else."""

import ast
from dataclasses import FrozenInstanceError, fields

import pytest
from roofline.protocol.launch import ROOT
from roofline.protocol.settings.base import AUTO, SettingsError
from roofline.protocol.settings.external_models import ExternalModelSettings, PromptSettings
from roofline.protocol.settings.imagery import CacheSettings, ImagerySettings, KeepSettings
from roofline.protocol.settings.labelling import LearningCurveSettings, SuggestSettings
from roofline.protocol.settings.live import LiveSettings
from roofline.protocol.settings.prediction import KnownSettings, PredictSettings
from roofline.protocol.settings.pretraining import PretrainSettings
from roofline.protocol.settings.training import RATES, STRATEGIES, TrainSettings

CLASSES = [TrainSettings, PredictSettings, ExternalModelSettings, KnownSettings, LearningCurveSettings, LiveSettings,
           PretrainSettings, PromptSettings, SuggestSettings, ImagerySettings, CacheSettings, KeepSettings]
NAMES = {f.name for settings in CLASSES for f in fields(settings)}
ROOMS = ("plugin", "ui", "models")


def retyped_defaults(path):
    """Parameters and dataclass fields that carry a setting's name and a value of their own; None is none."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            positional = node.args.posonlyargs + node.args.args
            pairs: list = list(zip(reversed(positional), reversed(node.args.defaults), strict=False))
            pairs += list(zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True))
            yield from (f"{path.name}:{a.lineno} {a.arg}" for a, value in pairs if a.arg in NAMES and is_value(value))
        elif isinstance(node, ast.ClassDef):
            yield from (f"{path.name}:{line.lineno} {line.target.id}" for line in node.body
                        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
                        and line.target.id in NAMES and is_value(line.value))


def is_value(node):
    constant = isinstance(node, (ast.Constant, ast.UnaryOp, ast.BinOp))
    return constant and not (isinstance(node, ast.Constant) and node.value is None)


def test_defaults_have_one_home():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    assert [hit for path in files for hit in retyped_defaults(path)] == []


def test_the_search_for_retyped_defaults_finds_one(tmp_path):
    guilty = tmp_path / "guilty.py"
    guilty.write_text("def train(x, tile_size=512): ...\nclass A:\n    batch_size: int = 4\n")
    assert len(list(retyped_defaults(guilty))) == 2


@pytest.mark.parametrize("settings", CLASSES)
def test_every_setting_has_a_label_a_help_and_limits_that_hold_its_default(settings):
    for f in fields(settings):
        meta = f.metadata
        assert meta["label"] and meta["help"].endswith("."), f.name
        if meta["choices"]:
            assert f.default in meta["choices"], f.name
        elif f.default is not None and f.type != "bool":
            assert meta["minimum"] <= f.default <= meta["maximum"], f.name
        assert f.name.endswith(f"_{meta['unit']}") or meta["unit"] not in ("m", "m2"), f.name


@pytest.mark.parametrize("settings", CLASSES)
def test_every_setting_is_used(settings):
    in_plugin = (KnownSettings, PromptSettings, ImagerySettings, CacheSettings, KeepSettings)
    room = "plugin" if settings in in_plugin else "models"
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / room).rglob("*.py"))
    assert [f.name for f in fields(settings) if f".{f.name}" not in code] == []


def test_settings_survive_the_journey_as_json():
    settings = TrainSettings(learning_rate=3e-5, resolution_m=0.3)
    assert TrainSettings.from_dict(settings.to_dict()) == settings


def test_settings_cannot_be_changed_on_the_way():
    with pytest.raises(FrozenInstanceError):
        TrainSettings().tile_size = 64


@pytest.mark.parametrize(("values", "sentence"), [
    ({"learning_rat": 1e-3}, "no setting called learning_rat"),
    ({"max_seconds": -1}, "Time limit must lie between 0 and"),
    ({"tile_size": 500}, "Tile size 500 does not divide by 32; try 512"),
    ({"batch_size": 2.5}, "whole number"),
    ({"batch_size": "8"}, "whole number, got '8'"),
    ({"batch_size": None}, "Batch size must be"),
    ({"learning_rate": float("nan")}, "must be a number"),
    ({"seed": True}, "whole number"),
    ({"strategy": "magic"}, "Strategy must be one of auto, decoder, adapter, full, staged, scratch; got 'magic'"),
    ({"strategy": None}, "Strategy must be one of"),
])
def test_bad_values_are_refused_by_name(values, sentence):
    with pytest.raises(SettingsError, match=sentence):
        TrainSettings.from_dict(values)


def test_a_number_that_may_be_empty_is_whole_where_it_counts_something():
    assert ExternalModelSettings().onnx_channel is None and ExternalModelSettings(onnx_channel=2).onnx_channel == 2
    with pytest.raises(SettingsError, match="ONNX: channel must be a whole number, got 1.5"):
        ExternalModelSettings(onnx_channel=1.5)


def test_only_what_may_be_empty_may_be_empty():
    assert PredictSettings(threshold=None).threshold is None
    with pytest.raises(SettingsError):
        PredictSettings(simplify_m=None)


@pytest.mark.parametrize("value", [1, "yes", None])
def test_yes_or_no_is_nothing_else(value):
    with pytest.raises(SettingsError, match="Regularize must be yes or no"):
        PredictSettings(regularize=value)


def test_every_strategy_but_auto_has_rates():
    assert set(STRATEGIES) - {AUTO} == set(RATES)
