"""Destinations of Processing outputs: the files that they name, and what may not happen to the files of the inputs."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Optional, Protocol, Set, Tuple

from qgis.core import (
    QgsDataSourceUri,
    QgsFeature,
    QgsFields,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)

from ...protocol.layer_sources import is_there, local_path, split_source
from ...protocol.model_files import SUFFIX
from ..layers.columns import fitting_columns
from ..layers.import_polygons import Rows, copy_into
from ..layers.layer_writer import ADDED_TO, COMPANIONS, LayerWriter
from ..layers.sources import file_and_sidecars, files_of, layer_names
from ..worker.client import JobCanceled

IN_LAYER = re.compile(r"ogr:(?=.*\bdbname=)", re.DOTALL)
PROVIDER = re.compile(r"(\w{3,}):")


@dataclass(frozen=True)
class LayerFile:
    """The file that a vector output names, its format (OGR driver), and the layer in it. `names_layer`: the layer was
    named, and not derived from the file; `is_table`: by a URI, which stands for a table of a database and no file."""

    path: Path
    driver: str
    layer: str
    names_layer: bool = False
    is_table: bool = False


def text_of(value: Any, context: QgsProcessingContext) -> str:
    """The text in a parameter's value; "" where the value is none."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    elif isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), "")[0]
    return value if isinstance(value, str) else ""


def layer_file(value: Any, context: QgsProcessingContext) -> Optional[LayerFile]:
    """The file of a sink parameter's value; None for a layer in memory or in a database on a server.
    A folder is named as it is, and refused where the file is tested."""
    text = text_of(value, context)
    if not text or text == QgsProcessing.TEMPORARY_OUTPUT:
        return None
    in_layer = IN_LAYER.match(text)
    if in_layer:
        uri = QgsDataSourceUri(text[in_layer.end():])
        path, layer = uri.database(), uri.table()
    elif _names_provider(text):
        return None
    else:
        path, layer = split_source(text)
        if _format_of(text) and not _format_of(path):  # "|layername=" stands in the file's own name
            path, layer = local_path(text), None
    driver = _format_of(path)
    file = Path(path if driver or os.path.isdir(path) else f"{path}.gpkg").absolute()
    return LayerFile(file, driver or "GPKG", layer or file.stem, bool(layer), in_layer is not None)


def _format_of(path: str) -> str:
    """The format (OGR driver) of a file by its suffix; "" for a suffix that stands for none."""
    return str(QgsVectorFileWriter.driverForExtension(os.path.splitext(path)[1]))


def _names_provider(text: str) -> bool:
    """Whether a destination begins with the key of a QGIS provider, as in "postgres:dbname=..." or "memory:"."""
    found = PROVIDER.match(text)
    return found is not None and found.group(1) in (*QgsProviderRegistry.instance().providerList(), "postgis")


def write_rows(target: LayerFile, rows: Rows, fields: QgsFields, value: Any, context: QgsProcessingContext,
               feedback: QgsProcessingFeedback) -> str:
    """Write `rows` as the layer that `target`, of the sink's `value`, names; returns its source. Raises
    FootprintsError, and JobCanceled; then the file is as it was."""
    options = value.createOptions if isinstance(value, QgsProcessingOutputLayerDefinition) else {}
    encoding = str(options.get("fileEncoding") or context.defaultEncoding())
    with LayerWriter(target.path, target.driver, target.layer) as writer:
        sink = writer.sink(fields, rows.wkb_type, rows.crs, context.transformContext(), encoding)
        copy_into(sink, until_canceled(rows.chunks(fields), feedback))
        del sink  # closes the file; some formats report no error when that fails
        has_others = writer.publish(len(rows))
    return f"{target.path}|layername={target.layer}" if has_others or target.names_layer else str(target.path)


def until_canceled(chunks: Iterable[List[QgsFeature]], feedback: QgsProcessingFeedback) -> Iterator[List[QgsFeature]]:
    """The chunks; raises JobCanceled before the first one after the user has cancelled."""
    for chunk in chunks:
        if feedback.isCanceled():
            raise JobCanceled
        yield chunk


class Copied(Protocol):
    """Features of a layer that are written again with its columns, and perhaps others."""

    fields: QgsFields

    def is_key(self, index: int) -> bool:
        """Whether a column may be a key: whole numbers, all different and none missing."""


def columns_for(rows: Copied, value: Any, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> QgsFields:
    """The columns of `rows` as the output that a parameter's value names takes them; a warning tells those that have
    another name there."""
    target = layer_file(value, context)
    if target is None:
        return rows.fields
    fields, renamed = fitting_columns(rows.fields, target.driver, rows.is_key)
    for name, kept_as in renamed.items():
        feedback.pushWarning(f"The column '{name}' is kept as '{kept_as}', because a {target.driver} file has that "
                             "name for a key of whole numbers that all differ, its geometry, or another column.")
    return fields


def load_on_completion(value: Any, parameter: QgsProcessingParameterDefinition, layer: str,
                       context: QgsProcessingContext) -> None:
    """Have the layer of an output added to the project, where its value asks for that, as Processing's sinks do."""
    if isinstance(value, QgsProcessingOutputLayerDefinition) and value.destinationProject is not None:
        details = QgsProcessingContext.LayerDetails(
            value.destinationName or parameter.description(), value.destinationProject, parameter.name(),
            QgsProcessingUtils.LayerHint.Vector)
        context.addLayerToLoadOnCompletion(layer, details)


def conflict(algorithm: QgsProcessingAlgorithm, layer_inputs: Tuple[str, ...], values: Dict[str, Any],
             context: QgsProcessingContext) -> Optional[str]:
    """A sentence about the first output that would replace a file of an input, of another output, or layers that are
    nothing to it; None: there is none."""
    inputs = list(_inputs(algorithm, layer_inputs, values, context))
    written: List[Tuple[str, LayerFile, Set[object]]] = []
    for parameter in algorithm.destinationParameterDefinitions():
        target = _target(parameter, values.get(parameter.name()), context)
        if target is None:
            continue
        name, files = parameter.description(), identities(_written(target))
        for given in inputs:
            if not given.stays(target) and files & given.files:
                return (f"{name} would be written to {target.path}, which belongs to an input ({given.name}) and would "
                        "be lost. Choose another file.")
        for other, theirs, their_files in written:
            if files & their_files and not (target.layer != theirs.layer and target.driver in ADDED_TO):
                return f"{other} and {name} would both be written to {target.path}. Choose another file for one."
        written.append((name, target, files))
        lost = _lost_layers(name, target) if isinstance(parameter, QgsProcessingParameterFeatureSink) else None
        if lost is not None:
            return lost
    return None


@dataclass(frozen=True)
class _Input:
    """The files of one input, as identities; `layer` is the name of the layer in them that is used, where one is."""

    name: str
    files: Set[object]
    layer: Optional[str] = None

    def stays(self, target: LayerFile) -> bool:
        """Whether the output is another table of the input's database, as the panel's footprints beside the areas. Only
        a URI of a table says so: a path to the input's file may be a slip."""
        return (target.is_table and target.driver in ADDED_TO and self.layer is not None
                and target.layer.lower() != self.layer.lower())


def _inputs(algorithm: QgsProcessingAlgorithm, layer_inputs: Tuple[str, ...], values: Dict[str, Any],
            context: QgsProcessingContext) -> Iterator[_Input]:
    for parameter in algorithm.parameterDefinitions():
        if parameter.isDestination():
            continue
        value = values.get(parameter.name())
        for one in value if isinstance(value, (list, tuple)) else [value]:
            layer = one if isinstance(one, QgsMapLayer) else None
            text = text_of(one, context)
            if text and (parameter.name() in layer_inputs or is_there(split_source(text)[0])):
                layer = QgsProcessingUtils.mapLayerFromString(text, context, parameter.name() in layer_inputs)
            if layer is not None:
                yield _Input(parameter.description(), identities(files_of(layer)), _layer_name(layer))
            elif text and is_there(local_path(text)):
                yield _Input(parameter.description(), identities(_given_files(Path(local_path(text)))))


def _layer_name(layer: QgsMapLayer) -> Optional[str]:
    path, name = split_source(layer.source())
    return name or (next(iter(layer_names(Path(path)) or ()), None) if layer.providerType() == "ogr" else None)


def _given_files(path: Path) -> Set[Path]:
    """A file with its sidecars. Of a folder (a run, an unpacked model) all files but finished models and reports, which
    a run may write beside its own."""
    if not path.is_dir():
        return file_and_sidecars(path)
    return {one for one in path.iterdir() if one.is_file() and one.suffix.lower() not in (SUFFIX, ".html")}


def _target(parameter: QgsProcessingParameterDefinition, value: Any,
            context: QgsProcessingContext) -> Optional[LayerFile]:
    """The file that a parameter's output goes to; None for none that the user named."""
    if isinstance(parameter, QgsProcessingParameterFeatureSink):
        return layer_file(value, context)
    text = local_path(text_of(value, context))
    if not text or text == QgsProcessing.TEMPORARY_OUTPUT:
        return None
    return LayerFile(Path(text).absolute(), "", "")


def _written(target: LayerFile) -> List[Path]:
    """All files that are written for an output."""
    ends = COMPANIONS.get(target.path.suffix.lower(), (target.path.suffix,)) if target.driver else (target.path.suffix,)
    return [target.path, *(target.path.with_suffix(end) for end in ends if end)]


def identities(files: Iterable[Path]) -> Set[object]:
    """What two paths to one file have in common, through links too: the real path, and the file's number."""
    found: Set[object] = set()
    for file in files:
        found.add(os.path.normcase(os.path.realpath(file)))
        with suppress(OSError):
            status = file.stat()
            if status.st_ino:  # some network drives of Windows give every file the number 0
                found.add((status.st_dev, status.st_ino))
    return found


def _lost_layers(name: str, target: LayerFile) -> Optional[str]:
    """A sentence where the file that is there cannot take another layer, and holds more than the one it replaces."""
    if not target.path.is_file() or not target.path.stat().st_size:
        return None
    there = layer_names(target.path)
    if target.driver in ADDED_TO:
        return None if there is not None else (
            f"{name} would be added to {target.path}, but that file cannot be read as a {target.driver} file. "
            "Check that no other program holds it, move it away, or choose another name.")
    if there is None or len(there) < 2:
        return None
    return (f"{target.path} holds {len(there)} layers ({', '.join(there[:8])}), and {name.lower()} would replace them "
            "all. Choose another file, or a GeoPackage (*.gpkg), to which a layer is added.")
