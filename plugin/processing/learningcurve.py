"""Processing algorithm: learning curve, the score as a function of the number of labels."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsWkbTypes,
)

from ...protocol.job_requests import LearningCurve, Request
from ...protocol.settings.imagery import ImagerySettings
from ...protocol.settings.labelling import LearningCurveSettings
from ...protocol.settings.training import TrainSettings
from ..layers.known_buildings import Outlines
from ..translation import mark, tr
from ..worker.job_folder import drop_finished, is_run
from .job_inputs import JobInputs
from .online_inputs import learned_ground
from .parameters import HTML_FILTER, existing_file, is_empty, read_settings, writable_file
from .run_algorithm import ResumableAlgorithm
from .run_folders import new_run_folder
from .training_inputs import add_training_inputs

HELP = """Tells whether more labels would help: it trains on a few of the labels, on more and on all of them, and \
scores each model on the same part held out from training.

The parts are nested, and grow outwards from a label drawn at random, as one draws labels on the map; several repeats \
begin elsewhere. The time limit is that of each training, so the whole takes points × repeats as long.

With STRATEGIES several ways to train are compared on the same labels, such as everything, the decoder alone, and \
from scratch: by labels, and by steps with all labels. The answer is that of the first.

What twice as many labels would bring is an extrapolation of the curve, told with its uncertainty; often the honest \
answer is that it cannot be told. Nothing is chosen on the held-out labels: every model is scored as it is at the end \
of its training, with the threshold and the minimum area of the base model. No model is kept.

The score is F1 of buildings. Where the labels are of ground cover, such as water or forest, it is the IoU of the \
ground, the mean of the classes, with intervals from blocks of the held-out ground.

A learning curve that was cut off goes on when its folder is given as RESUME."""
COLUMNS = {"strategy": str, "labels": int, "f1": float, "f1_low": float, "f1_high": float, "iou": float,
           "iou_low": float, "iou_high": float, "classes": str, "found": float, "missed": float, "false_alarms": float,
           "trainings": int}
NUMBERS = {"F1": "F1 with all labels", "BASE_F1": "F1 of the base model",
           "MEAN_IOU": "Mean IoU of ground cover with all labels", "BASE_MEAN_IOU": "Mean IoU of the base model",
           "GAIN": "What twice as many labels would add to F1, or to the mean IoU",
           "GAIN_LOW": "Lower end of its 95 % interval", "GAIN_HIGH": "Upper end of its 95 % interval"}


class CurveRows:
    """The points of the curve as rows of a table without geometries."""

    crs, wkb_type = QgsCoordinateReferenceSystem(), QgsWkbTypes.NoGeometry

    def __init__(self, points: List[Dict[str, Any]]) -> None:
        self._points = points

    def __len__(self) -> int:
        return len(self._points)

    def chunks(self, columns: QgsFields) -> Iterator[List[QgsFeature]]:
        """All rows, in one list."""
        rows = [QgsFeature(columns) for _ in self._points]
        for row, point in zip(rows, self._points):
            row.setAttributes([point[field.name()] for field in columns])
        yield rows


class LearningCurveAlgorithm(ResumableAlgorithm):
    """roofline:learningcurve. An interrupted one keeps its folder and can be resumed."""

    request_class = LearningCurve
    settings_classes = (TrainSettings, ImagerySettings, LearningCurveSettings)
    layer_inputs = ("IMAGERY", "LABELS", "AREAS")

    def name(self) -> str:
        return "learningcurve"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("How many labels do I need?"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Trains on more and more of the labels, and tells whether more of them would help."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["learning curve", "labels", "train", "sample size", "score", "f1", "iou", "building"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_training_inputs(self)
        self.add(QgsProcessingParameterFileDestination("REPORT", "Report", HTML_FILTER),
                 "A page with the answer, the curve and its figures.")
        self.add(QgsProcessingParameterFeatureSink("CURVE", "Curve", QgsProcessing.TypeVector, optional=True),
                 "A table of the curve: one row for each strategy and number of labels, 0 is the base model. Found, "
                 "missed and false alarms are means of the trainings. Of ground cover 'iou' is the mean of the "
                 "classes, with its interval, and 'classes' has each.")
        for name, description in NUMBERS.items():
            self.addOutput(QgsProcessingOutputNumber(name, description))
        self.addOutput(QgsProcessingOutputString("VERDICT", "What the curve does: rising, flat, falling or unknown"))

    def make_folder(self, values: Dict[str, Any], context: QgsProcessingContext) -> Path:
        """The folder of RESUME, else a new one."""
        return self.begun_folder(values, context) or new_run_folder(self.name())

    def ground(self, values: Dict[str, Any], context: QgsProcessingContext) -> List[Outlines]:
        """The labelled ground."""
        return learned_ground(self, values, context)

    def make_request(self, inputs: JobInputs) -> Request:
        """A LearningCurve request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        self.check_sink(values, "CURVE", context)
        report = writable_file(self.parameterAsFileOutput(values, "REPORT", context))
        labels = inputs.polygons("LABELS")
        return LearningCurve(
            job=uuid.uuid4().hex, folder=str(folder), imagery=inputs.imagery(), labels=labels,
            settings=read_settings(TrainSettings, self, values, context).to_dict(),
            curve=read_settings(LearningCurveSettings, self, values, context).to_dict(),
            areas=inputs.polygons_if_given("AREAS"),
            base_model=existing_file(self.parameterAsFile(values, "BASE_MODEL", context)),
            report=report, resume=is_run(folder))

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        folder = Path(self.request.folder)
        outputs = self.work(feedback)
        feedback.pushInfo(outputs["answer"])
        results = {name: outputs[name.lower()] for name in (*NUMBERS, "VERDICT", "REPORT")}
        if not is_empty(values.get("CURVE")):
            results["CURVE"] = self.fill("CURVE", CurveRows(outputs["points"]), COLUMNS, values, context, feedback)
        drop_finished(folder, results["REPORT"], results.get("CURVE"))
        return results

    def how_to_resume(self) -> str:
        return f"The same request with RESUME={self.request.folder} goes on after the trainings that are finished."
