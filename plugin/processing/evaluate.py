"""Processing algorithm: evaluation of footprints against reference outlines (F1, precision, recall, IoU)."""

from __future__ import annotations

import math
import uuid
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
)

from ...protocol.footprints import ERROR_COLUMNS
from ...protocol.job_requests import Evaluate, Request
from ...protocol.settings.evaluation import EvaluateSettings
from ..translation import mark, tr
from .job_inputs import JobInputs
from .parameters import HTML_FILTER, is_empty, read_settings, writable_file
from .result_algorithm import ResultAlgorithm

HELP = """Tells how good footprints are, by comparing them with reference outlines.

A footprint is right when it and a reference outline cover each other by half or more (intersection over union of at \
least 0.5); each outline counts once. Precision is the share of footprints that are right, recall the share of \
reference outlines that were found, F1 the balance of both. IoU compares the covered \
ground; where all classes are ground cover, such as water or forest, it is what counts, class by class.

Inside areas only what lies in them counts, and buildings cut by an area's edge are left out.

Shapes are measured too: the corners per building, the share of them that are right angles, and how far corners lie \
from the other outline (PoLiS). False alarms on ground without buildings (outlines of the class 'background', areas \
where the reference has none) are counted apart."""
NUMBERS = {"F1": "F1", "PRECISION": "Precision", "RECALL": "Recall", "IOU": "IoU of the covered ground",
           "MEAN_IOU": "Mean IoU of the classes", "MATCHED": "Buildings found",
           "MISSED": "Buildings missed", "FALSE_ALARMS": "False alarms"}
SHAPES = {"POLIS_M": "How far outlines of found buildings lie from the reference, in metres (PoLiS)",
          "RIGHT_ANGLES": "Share of right angles", "CORNERS": "Corners per building",
          "FALSE_ON_EMPTY": "False alarms on ground without buildings"}
"""Numbers that are left out, without a word, where there is nothing to measure."""


class EvaluateAlgorithm(ResultAlgorithm):
    """roofline:evaluate"""

    layer_inputs = ("FOOTPRINTS", "REFERENCE", "AREAS")
    settings_classes = (EvaluateSettings,)
    datum_layer = "REFERENCE"

    def name(self) -> str:
        return "evaluate"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Score footprints"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Compares footprints with reference outlines: F1, precision, recall, and a layer of what is wrong."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["evaluate", "score", "accuracy", "f1", "precision", "recall", "iou", "building", "footprint"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add(QgsProcessingParameterFeatureSource("FOOTPRINTS", "Footprints", polygons),
                 "The polygons to be scored.")
        self.add(QgsProcessingParameterFeatureSource("REFERENCE", "Reference outlines", polygons),
                 "The buildings as they are, drawn with care and complete inside the areas.")
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Polygons in which the reference is complete; only what lies in them counts. Empty: all counts.")
        self.add_settings()
        self.add(QgsProcessingParameterFileDestination("REPORT", "Report", HTML_FILTER, optional=True),
                 "A page with the scores, their uncertainty and a picture.")
        self.add(QgsProcessingParameterFeatureSink("ERRORS", "Errors", QgsProcessing.TypeVectorPolygon, optional=True),
                 "A layer of misses and false alarms: their kind, the best IoU with the other side, and their area.")
        for name, description in {**NUMBERS, **SHAPES}.items():
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def make_request(self, inputs: JobInputs) -> Request:
        """An Evaluate request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        self.check_sink(values, "ERRORS", context)
        report = writable_file(self.parameterAsFileOutput(values, "REPORT", context))
        footprints = inputs.polygons("FOOTPRINTS", may_be_empty=True)
        reference = inputs.polygons("REFERENCE")
        return Evaluate(
            job=uuid.uuid4().hex, folder=str(folder), footprints=footprints, reference=reference,
            areas=inputs.polygons_if_given("AREAS"),
            errors=str(folder / "errors.gpkg"), report=report,
            settings=read_settings(EvaluateSettings, self, values, context).to_dict())

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The scores, the report, and the layer of errors."""
        results: Dict[str, Any] = {}
        for name, description in NUMBERS.items():
            value = outputs[name.lower()]
            if value is None or math.isnan(value):
                feedback.pushWarning(f"{description} cannot be told: there is nothing to compare.")
            else:
                results[name] = value
        results.update({name: outputs[name.lower()] for name in SHAPES if outputs[name.lower()] is not None})
        if outputs.get("report"):
            results["REPORT"] = outputs["report"]
        if not is_empty(values.get("ERRORS")):
            found = self.found(outputs["errors"])
            results["ERRORS"] = self.fill("ERRORS", found, ERROR_COLUMNS, values, context, feedback)
        return results
