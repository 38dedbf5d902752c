"""Processing algorithm: regularization (squaring, common walls) of any layer of building outlines."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...protocol.job_requests import Regularize, Request
from ...protocol.settings.regularization import RegularizeSettings
from ..layers.import_polygons import FootprintsError
from ..layers.joined_layer import JoinedLayer
from ..translation import mark, tr
from .destinations import columns_for
from .job_inputs import JobInputs
from .parameters import definitions, read_settings
from .result_algorithm import ResultAlgorithm

HELP = """Regularizes building footprints: draws wavy or jagged outlines anew with straight walls and square corners.

Every building gets the direction of its longest walls; one without a clear direction follows its neighbours. Walls \
run along this direction and at right angles to it, and at 45 degrees where the outline asks for it. Round buildings \
become circles. Buildings that touch keep a common wall, without gaps and overlaps; the larger one says where it runs.

An outline is drawn anew only where the regular one stays near it, by overlap and by distance; otherwise it is only \
simplified. The column 'regularized' tells which. All other columns and their values stay. Holes and parts of \
multipolygons are drawn one by one.

Lengths are metres on the ground, whatever the CRS of the layer is."""


class RegularizeAlgorithm(ResultAlgorithm):
    """roofline:regularize"""

    settings_classes = (RegularizeSettings,)
    layer_inputs = ("INPUT",)
    datum_layer = ""

    def name(self) -> str:
        return "regularize"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Regularize building footprints"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Draws the outlines of buildings with straight walls, square corners and common walls."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["regularize", "regularise", "square", "orthogonalize", "right angle", "simplify", "building",
                "footprint", "outline"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(QgsProcessingParameterFeatureSource("INPUT", "Building outlines", [QgsProcessing.TypeVectorPolygon]),
                 "Polygons from any source and in any CRS.")
        for parameter in definitions(RegularizeSettings):  # advanced in a prediction, but here there are no others
            parameter.setFlags(parameter.flags() & ~QgsProcessingParameterDefinition.FlagAdvanced)
            self.addParameter(parameter)
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", "Regularized", QgsProcessing.TypeVectorPolygon),
                 "The same features with new outlines, and the column 'regularized'.")
        self.addOutput(QgsProcessingOutputNumber("COUNT", "Outlines drawn anew"))

    def make_request(self, inputs: JobInputs) -> Request:
        """A Regularize request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        self.check_sink(values, "OUTPUT", context)
        polygons = inputs.polygons("INPUT")
        return Regularize(
            job=uuid.uuid4().hex, folder=str(folder), polygons=polygons, regularized=str(folder / "regularized.gpkg"),
            settings=read_settings(RegularizeSettings, self, values, context).to_dict())

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The layer with new outlines."""
        feedback.setProgressText("Writing the polygons")
        try:
            joined = JoinedLayer(self.parameterAsSource(values, "INPUT", context), Path(outputs["regularized"]))
        except FootprintsError as error:
            raise QgsProcessingException(str(error)) from error
        columns = columns_for(joined, values.get("OUTPUT"), context, feedback)
        return {"OUTPUT": self.fill("OUTPUT", joined, columns, values, context, feedback), "COUNT": outputs["count"]}
