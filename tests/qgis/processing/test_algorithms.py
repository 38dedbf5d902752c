"""What the toolbox, the model designer and qgis_process see of our algorithms: people script against it."""

from dataclasses import fields

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingParameterDefinition,
)
from roofline.plugin.processing.parameters import read_settings, settings_error
from roofline.protocol.settings.base import is_text
from roofline.protocol.settings.evaluation import CompareSettings, EvaluateSettings
from roofline.protocol.settings.external_models import ExternalModelSettings
from roofline.protocol.settings.imagery import CacheSettings, ImagerySettings
from roofline.protocol.settings.labelling import AlignSettings, LearningCurveSettings, SuggestSettings
from roofline.protocol.settings.prediction import PredictSettings
from roofline.protocol.settings.pretraining import PretrainSettings
from roofline.protocol.settings.regularization import RegularizeSettings
from roofline.protocol.settings.review import GridSettings
from roofline.protocol.settings.training import TrainSettings

TRAIN = ["MAX_SECONDS", "MAX_STEPS", "RESOLUTION_M", "BANDS", "STACK_DATES", "PLACE_AND_TIME", "TARGET_KIND",
         "TILE_SIZE", "BATCH_SIZE",
         "STRATEGY", "ADAPTER_RANK", "ADAPTER_KIND", "DECODER", "LEARNING_RATE", "ENCODER_RATE", "LAYER_DECAY",
         "GRADIENT_CHECKPOINTING", "AVERAGING", "PROCESSES", "REPLAY", "WEIGHT_DECAY", "OUTLINE_TOLERANCE_M", "RING_M",
         "HOLDOUT_SHARE", "GAP_M", "CROSS_FITTING", "EVALUATIONS", "PATIENCE", "SEED"]
PRETRAIN = ["MAX_SECONDS", "MAX_STEPS", "ENCODER", "RESOLUTION_M", "BANDS", "WINDOW_SIZE", "WINDOWS", "SAMPLING",
            "CLUSTERS", "MASKED", "BATCH_SIZE", "LEARNING_RATE", "PROCESSES", "SEED"]
REGULARIZE = ["SIMPLIFY_M", "SHORTEST_WALL_M", "DIAGONALS", "CIRCLES", "NEIGHBOURS_M", "LEAST_OVERLAP", "MOST_SHIFT_M"]
PREDICT = [*REGULARIZE, "THRESHOLD", "MIN_AREA_M2", "RESOLUTION_M", "BANDS", "REGULARIZE", "WINDOW_SIZE",
           "OVERLAP", "BATCH_SIZE", "FLIPS", "BACKEND"]
FETCH = ["REQUESTS_AT_ONCE", "MOST_MEGAPIXELS"]
DRAWN = [*FETCH, "AS_DRAWN"]
FOREIGN = ["ONNX_RESOLUTION_M", "ONNX_BANDS", "ONNX_SCALING", "ONNX_WHITE", "ONNX_OUTPUT", "ONNX_CHANNEL"]
MAY_BE_EMPTY = {"RESOLUTION_M", "BANDS", "LEARNING_RATE", "ENCODER_RATE", "LAYER_DECAY"}
INPUTS = {
    "finetune": ["IMAGERY", "LABELS", "AREAS", "BASE_MODEL", "RESUME", *TRAIN, *DRAWN, "MODEL", "REPORT",
                 "RUN_FOLDER"],
    "predict": ["IMAGERY", "MODEL", "AREAS", "EXTENT", "RESUME", "EXISTING", "KNOWN", *PREDICT, *DRAWN, *FOREIGN,
                "SCHEDULER", "APPEND_TO", "APPEND_FIELDS", "FOOTPRINTS", "PROBABILITY"],
    "evaluate": ["FOOTPRINTS", "REFERENCE", "AREAS", "TARGET_KIND", "REPORT", "ERRORS"],
    "compare": ["BEFORE", "AFTER", "AREAS", "UNCHANGED_IOU", "LINKED_SHARE", "CHANGES"],
    "learningcurve": ["IMAGERY", "LABELS", "AREAS", "BASE_MODEL", "RESUME", *TRAIN, *DRAWN, "POINTS", "REPEATS",
                      "STRATEGIES", "REPORT", "CURVE"],
    "pretrain": ["IMAGERY", "LAND_COVER", "ZONES", "RESUME", *PRETRAIN, *DRAWN, "MODEL", "REPORT", "RUN_FOLDER"],
    "suggest": ["IMAGERY", "MODEL", "LABELS", "AREAS", "EXTENT", "SQUARES", "BANDS", "SIDE_M", "BATCH_SIZE", *DRAWN,
                "SUGGESTED"],
    "alignlabels": ["IMAGERY", "MODEL", "LABELS", "AREAS", "MAX_SHIFT_M", *DRAWN, "OUTPUT", "MOVES"],
    "cacheimagery": ["INPUT", "AREAS", "EXTENT", *FETCH, "RESOLUTION_M", "AS_DRAWN", "OUTPUT"],
    "exportonnx": ["MODEL", "ONNX", "STAC"],
    "regularize": ["INPUT", *REGULARIZE, "OUTPUT"],
    "reviewgrid": ["EXTENT", "SIDE_M", "OUTPUT"],
    "selftest": ["REPORT"],
}
OUTPUTS = {
    "finetune": {"MODEL", "REPORT", "RUN_FOLDER", "SCORE"},
    "predict": {"FOOTPRINTS", "PROBABILITY", "COUNT", "COUNT_KNOWN", "APPENDED"},
    "evaluate": {"F1", "PRECISION", "RECALL", "IOU", "MEAN_IOU", "MATCHED", "MISSED", "FALSE_ALARMS", "POLIS_M",
                 "RIGHT_ANGLES", "CORNERS", "FALSE_ON_EMPTY", "REPORT", "ERRORS"},
    "compare": {"CHANGES", "NEW", "GONE", "CHANGED", "UNCHANGED", "SPLIT", "MERGED", "REGROUPED"},
    "learningcurve": {"F1", "BASE_F1", "MEAN_IOU", "BASE_MEAN_IOU",
                      "GAIN", "GAIN_LOW", "GAIN_HIGH", "VERDICT", "REPORT", "CURVE"},
    "pretrain": {"MODEL", "REPORT", "RUN_FOLDER", "LOSS", "COUNT"},
    "suggest": {"SUGGESTED", "COUNT"},
    "alignlabels": {"OUTPUT", "MOVES", "DX_M", "DY_M", "CONFIDENCE", "COUNT"},
    "cacheimagery": {"OUTPUT", "FETCHED", "MISSING"},
    "exportonnx": {"ONNX", "STAC"},
    "regularize": {"OUTPUT", "COUNT"},
    "reviewgrid": {"OUTPUT", "COUNT"},
    "selftest": {"REPORT", "SUMMARY", "FAILED"},
}
REQUIRED = {
    "finetune": {"IMAGERY", "LABELS", "MODEL", *DRAWN} | set(TRAIN) - MAY_BE_EMPTY,
    "predict": {"IMAGERY", "KNOWN", "ONNX_BANDS", "ONNX_SCALING", "ONNX_OUTPUT", *DRAWN} | set(
        PREDICT) - {"THRESHOLD", "MIN_AREA_M2", "RESOLUTION_M", "BANDS"},
    "evaluate": {"FOOTPRINTS", "REFERENCE", "TARGET_KIND"},
    "compare": {"BEFORE", "AFTER", "UNCHANGED_IOU", "LINKED_SHARE", "CHANGES"},
    "learningcurve": {"IMAGERY", "LABELS", "REPORT", "POINTS", "REPEATS", *DRAWN} | set(TRAIN) - MAY_BE_EMPTY,
    "pretrain": {"IMAGERY", "MODEL", *DRAWN} | set(PRETRAIN) - {"RESOLUTION_M", "BANDS"},
    "suggest": {"IMAGERY", "SQUARES", "SIDE_M", "BATCH_SIZE", "SUGGESTED", *DRAWN},
    "alignlabels": {"IMAGERY", "LABELS", "MAX_SHIFT_M", "OUTPUT", *DRAWN},
    "cacheimagery": {"INPUT", "OUTPUT", "AS_DRAWN", *FETCH},
    "exportonnx": {"ONNX"},
    "regularize": {"INPUT", *REGULARIZE, "OUTPUT"},
    "reviewgrid": {"EXTENT", "SIDE_M", "OUTPUT"},
    "selftest": set(),
}
SETTINGS = [("finetune", TrainSettings), ("predict", PredictSettings), ("predict", ExternalModelSettings),
            ("evaluate", EvaluateSettings), ("compare", CompareSettings), ("learningcurve", TrainSettings),
            ("learningcurve", LearningCurveSettings), ("pretrain", PretrainSettings),
            ("suggest", SuggestSettings), ("suggest", ImagerySettings),
            ("alignlabels", AlignSettings), ("cacheimagery", CacheSettings), ("regularize", RegularizeSettings),
            ("reviewgrid", GridSettings)]
names = pytest.mark.parametrize("name", INPUTS)


def parameters(provider, name):
    return {p.name(): p for p in provider.algorithm(name).parameterDefinitions()}


def is_optional(parameter):
    return bool(parameter.flags() & QgsProcessingParameterDefinition.FlagOptional)


def test_the_provider_has_these_algorithms(provider):
    assert {algorithm.id() for algorithm in provider.algorithms()} == {
        "roofline:setup", "roofline:finetune", "roofline:predict", "roofline:evaluate", "roofline:compare",
        "roofline:suggest", "roofline:learningcurve", "roofline:pretrain", "roofline:alignlabels",
        "roofline:exportonnx", "roofline:regularize", "roofline:selftest", "roofline:cacheimagery",
        "roofline:reviewgrid"}
    assert not provider.icon().isNull() and provider.name() == "Roofline"


@names
def test_parameters_have_the_names_of_the_contract(provider, name):
    assert list(parameters(provider, name)) == INPUTS[name]
    assert {o.name() for o in provider.algorithm(name).outputDefinitions()} == OUTPUTS[name]


@names
def test_only_what_is_needed_is_required(provider, name):
    assert {n for n, p in parameters(provider, name).items() if not is_optional(p)} == REQUIRED[name]


@names
def test_what_has_a_default_need_not_be_typed(provider, context, toy_worker, name):
    typed = {n for n, p in parameters(provider, name).items() if not is_optional(p) and p.defaultValue() is None}
    assert typed <= {"IMAGERY", "LABELS", "MODEL", "FOOTPRINTS", "REFERENCE", "REPORT", "SUGGESTED", "ONNX", "INPUT",
                     "OUTPUT", "BEFORE", "AFTER", "CHANGES", "EXTENT"}


@pytest.mark.parametrize("name", [*INPUTS, "setup"])
def test_everything_has_help(provider, name):
    algorithm = provider.algorithm(name)
    assert len(algorithm.shortHelpString()) > 40 and algorithm.shortDescription()
    assert algorithm.displayName() and not algorithm.icon().isNull()
    assert [p.name() for p in algorithm.parameterDefinitions() if not p.help().endswith(".")] == []


@pytest.mark.parametrize(("name", "settings"), SETTINGS)
def test_the_limits_and_defaults_of_settings_arrive_in_the_parameters(provider, name, settings):
    shown = parameters(provider, name)
    for f in fields(settings):
        parameter, meta = shown[f.name.upper()], f.metadata
        assert parameter.defaultValue() == f.default
        if meta["choices"]:
            assert parameter.options() == list(meta["choices"]) and parameter.usesStaticStrings()
        elif is_text(f):
            assert parameter.type() == "string"
        elif f.type != "bool":
            assert (parameter.minimum(), parameter.maximum()) == (meta["minimum"], meta["maximum"])
            assert (parameter.dataType() == parameter.Integer) == ("int" in f.type)
        assert parameter.description().startswith(meta["label"]) and parameter.help() == meta["help"]
        advanced = meta["advanced"] and name != "regularize"  # which has no others
        assert bool(parameter.flags() & QgsProcessingParameterDefinition.FlagAdvanced) == advanced
        assert is_optional(parameter) == (f.default is None)


def test_a_dialog_offers_the_kinds_of_files_that_the_algorithm_takes_as_its_model(provider):
    inputs = {algorithm.name(): parameter for algorithm in provider.algorithms()
              for parameter in map(algorithm.parameterDefinition, ("BASE_MODEL", "MODEL"))
              if parameter is not None and not parameter.isDestination()}
    offered = {name: parameter.fileFilter() for name, parameter in inputs.items()}
    assert set(offered) == {"finetune", "learningcurve", "predict", "suggest", "alignlabels", "exportonnx"}
    assert {name for name, files in offered.items() if "*.onnx" in files} == {"predict"}
    assert {name for name, files in offered.items() if "*.safetensors" in files} == {"finetune", "learningcurve"}
    assert "ONNX" in inputs["predict"].help() and "ONNX" not in inputs["suggest"].help()
    assert all(files.endswith("(*)") for files in offered.values())  # else QGIS refuses a name, such as buildings


def test_a_strategy_that_does_not_exist_is_refused_with_those_that_do(provider, context):
    algorithm = provider.algorithm("finetune")
    complaint = settings_error([TrainSettings], algorithm, {"STRATEGY": "magic"}, context)
    assert complaint.startswith("Strategy must be one of auto, decoder, adapter")
    assert settings_error([TrainSettings], algorithm, {"STRATEGY": "adapter"}, context) is None


@pytest.mark.parametrize(("said", "meant"), [("off", False), ("No", False), ("0", False), ("on", True), ("TRUE", True)])
def test_yes_and_no_may_be_said_in_several_words(provider, context, said, meant):
    values = {"STACK_DATES": said, "CROSS_FITTING": said}
    settings = read_settings(TrainSettings, provider.algorithm("finetune"), values, context)
    assert settings.stack_dates is meant and settings.cross_fitting is meant


def test_a_name_of_no_parameter_is_told_with_the_one_that_may_be_meant(run, town, toy_worker, feedback):
    run("finetune", **town, MAX_SECOND=5, max_steps=3, COLOUR="red")
    assert feedback.warnings[:3] == [
        "There is no parameter COLOUR here, so it counts for nothing.",
        "There is no parameter MAX_SECOND here, so it counts for nothing. Did you mean MAX_SECONDS?",
        "There is no parameter max_steps here, so it counts for nothing. Did you mean MAX_STEPS?"]


def test_a_small_learning_rate_survives_the_spin_box(provider):
    assert parameters(provider, "finetune")["LEARNING_RATE"].metadata()["widget_wrapper"]["decimals"] == 8


@names
def test_it_may_run_in_the_background_in_batch_and_in_models_and_can_be_cancelled(provider, name):
    flags = provider.algorithm(name).flags()
    assert flags & QgsProcessingAlgorithm.FlagSupportsBatch and flags & QgsProcessingAlgorithm.FlagCanCancel
    assert not flags & (QgsProcessingAlgorithm.FlagNoThreading | QgsProcessingAlgorithm.FlagHideFromModeler |
                        QgsProcessingAlgorithm.FlagHideFromToolbox)


def test_the_model_designer_chains_them(provider, context):
    model = QgsProcessingModelAlgorithm("chain", "tests")
    for name, links in (("finetune", {}), ("predict", {"MODEL": ("finetune", "MODEL")}),
                        ("evaluate", {"FOOTPRINTS": ("predict", "FOOTPRINTS")})):
        child = QgsProcessingModelChildAlgorithm(f"roofline:{name}")
        child.setChildId(name)
        for parameter, (before, output) in links.items():
            source = QgsProcessingModelChildParameterSource.fromChildOutput(before, output)
            child.addParameterSources(parameter, [source])
        model.addChildAlgorithm(child)
    assert all(child.algorithm() is not None for child in model.childAlgorithms().values())
    assert model.dependsOnChildAlgorithms("evaluate") == {"finetune", "predict"}
    model.updateDestinationParameters()
    assert model.canExecute()[0]


def test_unload_takes_the_provider_away_and_loading_again_brings_it_back(qgis):
    from roofline.plugin.plugin import RooflinePlugin

    registry, plugin = QgsApplication.processingRegistry(), RooflinePlugin(None)
    for _ in range(2):
        plugin.initProcessing()
        assert registry.algorithmById("roofline:finetune")
        plugin.unload()
        assert registry.providerById("roofline") is None


def test_a_raster_in_place_of_polygons_is_told(provider, context, raster):
    for name, role in (("finetune", "LABELS"), ("predict", "AREAS"), ("evaluate", "REFERENCE"),
                       ("regularize", "INPUT")):
        fine, words = provider.algorithm(name).checkParameterValues({role: raster}, context)
        assert not fine and f"{raster} is a raster. Give a layer of polygons." in words
