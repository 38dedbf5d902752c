"""Processing parameters from Settings dataclasses and back; validation of the values of other parameters."""

from __future__ import annotations

import tempfile
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Optional, Type, TypeVar

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
    QgsProperty,
    QgsRasterLayer,
)

from ...protocol.model_files import ENCODER
from ...protocol.settings_base import Settings, SettingsError, is_whole
from ..layers.imagery import INSIDE, absolute_source, describe_missing

S = TypeVar("S", bound=Settings)
DECIMALS = 8
"""Without this QGIS's spin box keeps six decimals, and a learning rate of 1e-7 becomes 0."""
MODEL_FILTER = "Roofline model (*.roofline)"
MODEL_OR_NAME_FILTER = f"{MODEL_FILTER};;ONNX model (*.onnx);;All files (*)"
"""The second half lets QGIS accept a name, such as buildings, where a file may stand."""
HTML_FILTER = "HTML file (*.html)"
UNITS = {"m2": "m²"}


def definition(setting: Field[Any]) -> QgsProcessingParameterDefinition:
    """The Processing parameter for one dataclass field of a Settings class; optional where its default is None."""
    meta, name = setting.metadata, setting.name.upper()
    if setting.type == "bool":
        parameter = QgsProcessingParameterBoolean(name, meta["label"], setting.default)
    elif meta["choices"]:
        parameter = QgsProcessingParameterEnum(name, meta["label"], list(meta["choices"]), defaultValue=setting.default,
                                               usesStaticStrings=True)
    else:
        parameter = _number(setting)
    parameter.setHelp(meta["help"])
    if meta["advanced"]:
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    return parameter


def _number(setting: Field[Any]) -> QgsProcessingParameterNumber:
    meta, whole = setting.metadata, is_whole(setting)
    unit = f" ({UNITS.get(meta['unit'], meta['unit'])})" if meta["unit"] else ""
    number = QgsProcessingParameterNumber
    parameter = number(setting.name.upper(), meta["label"] + unit, type=number.Integer if whole else number.Double,
                       defaultValue=setting.default, optional=setting.default is None)
    if meta["minimum"] is not None:
        parameter.setMinimum(meta["minimum"])
    if meta["maximum"] is not None:
        parameter.setMaximum(meta["maximum"])
    if not whole:
        parameter.setMetadata({"widget_wrapper": {"decimals": DECIMALS}})
    return parameter


def definitions(settings_class: Type[Settings]) -> List[QgsProcessingParameterDefinition]:
    """The Processing parameters for all fields of a Settings class, in their order."""
    return [definition(setting) for setting in fields(settings_class)]


def read_settings(settings_class: Type[S], algorithm: QgsProcessingAlgorithm, values: Dict[str, Any],
                  context: QgsProcessingContext) -> S:
    """The settings in an algorithm's parameter values; those left empty have their defaults. Raises SettingsError."""
    chosen = {}
    for setting in fields(settings_class):
        name = setting.name.upper()
        if is_empty(values.get(name)):
            continue
        chosen[setting.name] = _reader(algorithm, setting)(values, name, context)
    return settings_class(**chosen)


def _reader(algorithm: QgsProcessingAlgorithm, setting: Field[Any]) -> Callable[..., Any]:
    if setting.type == "bool":
        return algorithm.parameterAsBool
    if setting.metadata["choices"]:  # an unknown word passes, so that SettingsError lists the choices
        return lambda values, name, context: (values[name] if isinstance(values[name], str)
                                              else algorithm.parameterAsEnumString(values, name, context))
    return algorithm.parameterAsInt if is_whole(setting) else algorithm.parameterAsDouble


def is_empty(value: Any) -> bool:
    """Whether a parameter was left empty: absent, None, QGIS's NULL, "" or an inactive QgsProperty."""
    if isinstance(value, QgsProperty):
        return not value.isActive()
    return value is None or value == "" or (hasattr(value, "isNull") and value.isNull())


def explain_missing_layers(algorithm: QgsProcessingAlgorithm, names: Iterable[str], values: Dict[str, Any],
                           context: QgsProcessingContext) -> Optional[str]:
    """A sentence about the first layer or file among the parameters `names` that cannot be opened; None: all can."""
    for name in names:
        value = values.get(name)
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(one, str) and one and _layer(openable(one, context), context) is None:
                return f"{algorithm.parameterDefinition(name).description()}: {describe_missing(one)}"
    return None


def openable(value: Any, context: QgsProcessingContext) -> Any:
    """The value of a parameter of layers, with the id of a layer for each name of a raster in a file, such as
    GPKG:town.gpkg:summer: Processing takes these for paths."""
    if isinstance(value, (list, tuple)):
        return [openable(one, context) for one in value]
    inside = INSIDE.fullmatch(value) if isinstance(value, str) else None
    if inside is None or _layer(value, context) is not None:
        return value
    layer = QgsRasterLayer(absolute_source(value), inside["raster"])
    return context.temporaryLayerStore().addMapLayer(layer).id() if layer.isValid() else value


def _layer(value: str, context: QgsProcessingContext) -> Optional[QgsMapLayer]:
    return QgsProcessingUtils.mapLayerFromString(value, context)


def existing_file(value: str) -> Optional[str]:
    """The absolute path of a file or folder; a name, such as a base model's or an encoder's, unchanged; None for "".

    Raises QgsProcessingException when a path does not exist.
    """
    if not value:
        return None
    if value.startswith(ENCODER):
        return value
    path = Path(value)
    is_path = bool(path.suffix) or len(path.parts) > 1
    if path.is_file() or (is_path and path.exists()):  # a model may also lie unpacked in a folder
        return str(path.absolute())
    if is_path:
        raise QgsProcessingException(f"No such file: {path.absolute()}. Check the path.")
    return value


def writable_file(value: str) -> Optional[str]:
    """The absolute path of an output file, after a test that it can be written, so that a job does not fail at its end.
    None for "". Raises QgsProcessingException.
    """
    if not value:
        return None
    path = Path(value).absolute()
    if path.is_dir():
        raise QgsProcessingException(f"{path} is a folder. Give the name of a file in it.")
    if not path.parent.is_dir():
        raise QgsProcessingException(f"There is no folder {path.parent} for {path.name}. Make it, or choose another.")
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        if path.exists():
            path.open("ab").close()
    except OSError as error:
        raise QgsProcessingException(f"{path} cannot be written: {error.strerror}. Choose another place.") from error
    return str(path)


def sink_path(value: Any) -> str:
    """The file that a sink parameter's value names; "" when it names a layer in memory or in a database."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    text = value if isinstance(value, str) else ""
    in_file = text and text != "TEMPORARY_OUTPUT" and ":" not in text.replace(":\\", "").replace(":/", "")
    return text.split("|")[0] if in_file else ""


def settings_error(settings_class: Type[Settings], algorithm: QgsProcessingAlgorithm, values: Dict[str, Any],
                   context: QgsProcessingContext) -> Optional[str]:
    """The first error in the settings, as a sentence; None: there is none."""
    try:
        read_settings(settings_class, algorithm, values, context)
    except SettingsError as error:
        return str(error)
    return None
