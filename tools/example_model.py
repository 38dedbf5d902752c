"""Example for the model designer (QgsProcessingModelAlgorithm): fine-tune, find footprints, score them.

    python3 protocol/launch.py roofline.tools.example_model          (in QGIS's Python)

Writes plugin/processing/finetune_find_score.model3. Every setting stands in it with its default, as the designer writes
it, so it is written anew when a parameter or a default changes; a test tells.
"""

from __future__ import annotations

import os
import sys
from typing import Dict, Tuple

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QPointF

from ..plugin.processing.provider import RooflineProvider
from ..protocol.paths import EXAMPLE_MODEL, LAUNCH

Sources = Dict[str, QgsProcessingModelChildParameterSource]
COLUMN, ROW = 220, 160
"""Pixels from one box of the diagram to the next."""
WHAT = ("Trains on the labels, finds the buildings in other areas with what was learned, and scores them against "
        "buildings that are known there.")


def example_model() -> QgsProcessingModelAlgorithm:
    """The chain of three algorithms, of a provider that is registered."""
    model = QgsProcessingModelAlgorithm("Fine-tune, find and score", "Roofline")
    model.setHelpContent({"ALG_DESC": WHAT})
    polygons = [QgsProcessing.TypeVectorPolygon]
    for number, parameter in enumerate([
            QgsProcessingParameterMultipleLayers("imagery", "Imagery", QgsProcessing.TypeRaster),
            QgsProcessingParameterFeatureSource("labels", "Labels", polygons),
            QgsProcessingParameterFeatureSource("areas", "Areas in which every building is drawn", polygons),
            QgsProcessingParameterFeatureSource("test", "Areas to find and score in", polygons),
            QgsProcessingParameterFeatureSource("reference", "Buildings that are known there", polygons),
            QgsProcessingParameterNumber("seconds", "Seconds of training", defaultValue=60, minValue=5)]):
        component = QgsProcessingModelParameter(parameter.name())
        component.setPosition(QPointF((number + 1) * COLUMN, ROW / 2))
        model.addModelParameter(parameter, component)
    given, made = (QgsProcessingModelChildParameterSource.fromModelParameter,
                   QgsProcessingModelChildParameterSource.fromChildOutput)
    _add(model, 1, "finetune", ("Model", "MODEL"), {
        "IMAGERY": given("imagery"), "LABELS": given("labels"), "AREAS": given("areas"),
        "MAX_SECONDS": given("seconds")})
    _add(model, 2, "predict", ("Footprints", "FOOTPRINTS"), {
        "IMAGERY": given("imagery"), "MODEL": made("finetune", "MODEL"), "AREAS": given("test")})
    _add(model, 3, "evaluate", ("Report", "REPORT"), {
        "FOOTPRINTS": made("predict", "FOOTPRINTS"), "REFERENCE": given("reference"), "AREAS": given("test")})
    return model


def _add(model: QgsProcessingModelAlgorithm, row: int, name: str, result: Tuple[str, str], sources: Sources) -> None:
    """Add an algorithm and its result, under a name of its own; settings without a source have their defaults."""
    child = QgsProcessingModelChildAlgorithm(f"roofline:{name}")
    child.setChildId(name)
    child.setDescription(child.algorithm().displayName())
    child.setPosition(QPointF((row + 1) * COLUMN, row * ROW))
    for parameter in child.algorithm().parameterDefinitions():
        left_out = parameter.isDestination() or parameter.flags() & QgsProcessingParameterDefinition.FlagOptional
        source = sources.get(parameter.name())
        if source is None and not left_out:
            source = QgsProcessingModelChildParameterSource.fromStaticValue(parameter.defaultValue())
        if source is not None:
            child.addParameterSources(parameter.name(), [source])
    output = QgsProcessingModelOutput(result[0], result[0])
    output.setChildId(name)
    output.setChildOutputName(result[1])
    output.setPosition(QPointF((row + 2) * COLUMN, (row + 0.5) * ROW))
    child.setModelOutputs({result[0]: output})
    model.addChildAlgorithm(child)


def main() -> None:
    if os.environ.get("QT_HASH_SEED") != "0":  # Qt reads it when it is loaded; by another one the file's order changes
        os.execve(sys.executable, [sys.executable, str(LAUNCH), "roofline.tools.example_model"],
                  {**os.environ, "QT_HASH_SEED": "0"})
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    provider = RooflineProvider()
    application.processingRegistry().addProvider(provider)
    example_model().toFile(str(EXAMPLE_MODEL))
    application.exitQgis()


if __name__ == "__main__":
    main()
