"""Processing parameters from Settings dataclasses and back; validation of the values of other parameters."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import Field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Optional, Type, TypeVar, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
    QgsRasterLayer,
)

from ...protocol.layer_sources import local_path
from ...protocol.model_files import ENCODER, PICKLES, SAFETENSORS
from ...protocol.settings.base import OFF, ON, Settings, SettingsError, is_text, is_whole
from ..layers.imagery import describe_missing
from ..layers.secrets import plain_name, without_secrets
from ..layers.sources import open_anyway, several_layers
from ..online.errors import OnlineError
from ..online.picture import open_online
from ..translation import tr
from .destinations import text_of

S = TypeVar("S", bound=Settings)
DECIMALS = 8
"""Without this QGIS's spin box keeps six decimals, and a learning rate of 1e-7 becomes 0."""
CRS_OF_EXTENT = re.compile(r",[^,\[\]]*\[([^\]]+)\]\s*$")
MODEL_FILTER = "Roofline model (*.roofline)"
_OR_NAME = "All files (*)"
"""Lets QGIS accept a name, such as buildings, where a file may stand."""
MODEL_OR_NAME_FILTER = f"{MODEL_FILTER};;{_OR_NAME}"
MODEL_OR_ONNX_FILTER = f"{MODEL_FILTER};;ONNX model (*.onnx);;{_OR_NAME}"
BASE_FILTER = f"{MODEL_FILTER};;Encoder weights ({' '.join(f'*{end}' for end in (SAFETENSORS, *PICKLES))});;{_OR_NAME}"
HTML_FILTER = "HTML file (*.html)"
LONGEST_NAME = 220
"""Bytes; file systems take 255, and the name of an unfinished file is longer."""
UNITS = {"m2": "m²"}
YES_OR_NO = {**dict.fromkeys(("true", "yes", ON, "1"), True), **dict.fromkeys(("false", "no", OFF, "0"), False)}


def definition(setting: Field[Any]) -> QgsProcessingParameterDefinition:
    """The Processing parameter for one dataclass field of a Settings class; optional where its default is None."""
    meta, name = setting.metadata, setting.name.upper()
    if setting.type == "bool":
        parameter = QgsProcessingParameterBoolean(name, tr(meta["label"]), setting.default)
    elif is_text(setting):
        parameter = QgsProcessingParameterString(name, tr(meta["label"]), setting.default, optional=True)
    elif meta["choices"]:
        parameter = QgsProcessingParameterEnum(name, tr(meta["label"]), list(meta["choices"]),
                                               defaultValue=setting.default, usesStaticStrings=True)
    else:
        parameter = _number(setting)
    parameter.setHelp(tr(meta["help"]))
    if meta["advanced"]:
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    return parameter


def _number(setting: Field[Any]) -> QgsProcessingParameterNumber:
    meta, whole = setting.metadata, is_whole(setting)
    unit = f" ({UNITS.get(meta['unit'], meta['unit'])})" if meta["unit"] else ""
    number = QgsProcessingParameterNumber
    parameter = number(setting.name.upper(), tr(meta["label"]) + unit, type=number.Integer if whole else number.Double,
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
        return lambda values, name, context: read_bool(algorithm, values, name, context)
    if is_text(setting):
        return algorithm.parameterAsString
    if setting.metadata["choices"]:  # an unknown word passes, so that SettingsError lists the choices
        return lambda values, name, context: (values[name] if isinstance(values[name], str)
                                              else algorithm.parameterAsEnumString(values, name, context))
    number = algorithm.parameterAsInt if is_whole(setting) else algorithm.parameterAsDouble
    return lambda values, name, context: (values[name] if _is_no_number(values[name])  # QGIS would take 0 for it
                                          else number(values, name, context))


def read_bool(algorithm: QgsProcessingAlgorithm, values: Dict[str, Any], name: str,
              context: QgsProcessingContext) -> Any:
    """A boolean parameter; a text that says neither yes nor no as it is. QGIS would take "no" for a yes."""
    value = values.get(name)
    if isinstance(value, str) and value:
        return YES_OR_NO.get(value.strip().lower(), value)
    return algorithm.parameterAsBool(values, name, context)


def _is_no_number(value: Any) -> bool:
    """Whether a value is a text that is no number, such as "0,5"."""
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return True
    return False


def is_empty(value: Any) -> bool:
    """Whether a parameter was left empty: absent, None, QGIS's NULL, "", an inactive QgsProperty or, as a batch gives
    it, an output layer without a name."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        return value.sink.isActive() and value.sink.staticValue() == ""
    if isinstance(value, QgsProperty):
        return not value.isActive()
    return value is None or value == "" or (hasattr(value, "isNull") and value.isNull())


def explain_missing_layers(algorithm: QgsProcessingAlgorithm, names: Iterable[str], values: Dict[str, Any],
                           context: QgsProcessingContext) -> Optional[str]:
    """A sentence about the first layer or file among the parameters `names` that cannot be opened; None: all can."""
    for name in names:
        parameter = algorithm.parameterDefinition(name)
        is_raster = isinstance(parameter, QgsProcessingParameterRasterLayer) or (
            isinstance(parameter, QgsProcessingParameterMultipleLayers)
            and parameter.layerType() == QgsProcessing.TypeRaster)
        value = values.get(name)
        for one in value if isinstance(value, (list, tuple)) else [value]:
            text = text_of(one, context)
            problem = _layer_problem(text, is_raster, context) if text else None
            if problem:
                return f"{parameter.description()}: {problem}"
    return None


def opened(names: Iterable[str], values: Dict[str, Any], context: QgsProcessingContext) -> Dict[str, Any]:
    """The values with layers by their ids where the parameters `names` hold data sources of QGIS's providers, as
    postgres://dbname=...: opened once, and with a name that tells no password."""
    def by_id(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [by_id(one) for one in value]
        text = text_of(value, context)
        is_source = text.partition("://")[0] in QgsProviderRegistry.instance().providerList()
        found = QgsProcessingUtils.mapLayerFromString(text, context) if is_source else None
        if found is None:
            return value
        found.setName(plain_name(found, text))
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value.source = QgsProperty.fromValue(found.id())
            return value
        return found.id()

    return {**values, **{name: by_id(values[name]) for name in names if name in values}}


def _layer_problem(text: str, is_raster: bool, context: QgsProcessingContext) -> Optional[str]:
    """Why the layer or file `text` cannot be used, as a sentence; None: it can. A file that QGIS does not find by its
    name is opened, and put where QGIS looks for layers by name."""
    layer = QgsProcessingUtils.mapLayerFromString(text, context)
    if layer is None:
        try:
            layer = open_anyway(text, is_raster) or (open_online(text) if is_raster else None)
        except OnlineError as error:
            return str(error)
        if layer is None:
            return without_secrets(describe_missing(text))
        unclear = None if is_raster else several_layers(text)
        if unclear is None:
            context.temporaryLayerStore().addMapLayer(layer)
        return unclear
    if not is_raster and isinstance(layer, QgsRasterLayer):
        return f"{text} is a raster. Give a layer of polygons."
    return None if is_raster or text in (layer.id(), layer.name()) else several_layers(text)


def unknown_parameters(algorithm: QgsProcessingAlgorithm, values: Dict[str, Any]) -> List[str]:
    """A sentence about each value whose name is that of no parameter, which QGIS passes over in silence."""
    known = [parameter.name() for parameter in algorithm.parameterDefinitions()]
    sentences = []
    for name in values:
        if name not in known:
            likely = get_close_matches(name.upper(), known, 1)
            meant = f" Did you mean {likely[0]}?" if likely else ""
            sentences.append(f"There is no parameter {name} here, so it counts for nothing.{meant}")
    return sentences


def unread_extent(algorithm: QgsProcessingAlgorithm, values: Dict[str, Any],
                  context: QgsProcessingContext) -> Optional[str]:
    """A sentence about an extent that QGIS cannot read; None: it can, or there is none."""
    for parameter in algorithm.parameterDefinitions():
        value = values.get(parameter.name())
        if not isinstance(parameter, QgsProcessingParameterExtent) or is_empty(value):
            continue
        crs = CRS_OF_EXTENT.search(value) if isinstance(value, str) else None
        if not parameter.checkValueIsAcceptable(value, context) or (
                crs and not QgsCoordinateReferenceSystem(crs.group(1)).isValid()):
            return f"The extent '{value}' cannot be read. Write it as 'xmin,xmax,ymin,ymax [EPSG:code]'."
    return None


def existing_file(value: str) -> Optional[str]:
    """The absolute path of a file or folder; a name, such as a base model's or an encoder's, unchanged; None for "".

    Raises QgsProcessingException when a path does not exist.
    """
    if not value:
        return None
    if value.startswith(ENCODER):
        return value
    value = local_path(value)
    path = Path(value)
    is_path = bool(path.suffix) or len(path.parts) > 1
    if path.is_file() or (is_path and path.exists()):  # a model may also lie unpacked in a folder
        return str(path.absolute())
    if is_path:
        raise QgsProcessingException(f"No such file: {path.absolute()}. Check the path.")
    return value


def writable_file(value: Union[str, Path]) -> Optional[str]:
    """The absolute path of an output file, given as a path or a `file:` URI, after a test that it can be written, so
    that a job does not fail at its end. None for "". Raises QgsProcessingException.
    """
    if not value:
        return None
    path = Path(local_path(str(value))).absolute()
    if path.is_dir():
        raise QgsProcessingException(f"{path} is a folder. Give the name of a file in it.")
    if not path.parent.is_dir():
        raise QgsProcessingException(f"There is no folder {path.parent} for {path.name}. Make it, or choose another.")
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise QgsProcessingException(f"The name {path.name} is too long for a file that is written beside its place "
                                     "first. Give a shorter one.")
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        if path.exists():
            path.open("ab").close()
    except OSError as error:
        raise QgsProcessingException(f"{path} cannot be written: {error.strerror}. Choose another place.") from error
    return str(path)


def settings_error(settings_classes: Iterable[Type[Settings]], algorithm: QgsProcessingAlgorithm,
                   values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
    """The first error in the settings, as a sentence; None: there is none."""
    try:
        for settings_class in settings_classes:
            read_settings(settings_class, algorithm, values, context)
    except SettingsError as error:
        return str(error)
    return None
