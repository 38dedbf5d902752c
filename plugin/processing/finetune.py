"""Processing algorithm: fine-tuning (transfer learning) of a segmentation model on labels."""

from __future__ import annotations

import math
import uuid
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
)

from ...protocol.certain import certain
from ...protocol.job_files import LAST_WEIGHTS
from ...protocol.job_requests import Request, Train
from ...protocol.settings.imagery import ImagerySettings
from ...protocol.settings.training import TrainSettings
from ..layers.known_buildings import Outlines
from ..translation import mark, tr
from ..worker.job_folder import is_run
from .job_inputs import JobInputs
from .online_inputs import learned_ground
from .parameters import (
    HTML_FILTER,
    MODEL_FILTER,
    existing_file,
    read_settings,
    writable_file,
)
from .run_algorithm import RunAlgorithm
from .training_inputs import add_training_inputs

HELP = """Teaches a model that already knows buildings what they look like in your imagery.

Draw some buildings (labels), and areas in which every building is drawn. Pixels outside the areas do not count.
What was learned is scored on a part held out from training, and written to a file, for 'Find footprints'. Where the \
base model does clearly better on that part, the file holds its weights, and the report says so.

The role of an area stands in its text field 'role': 'train' (also when empty), 'validate' (held out from training, \
to choose and score the model), 'predict' or 'ignore'. Without areas only a ring around each label counts as background.

Labels may be of water, forest, fields or other ground cover too: write what they are into their text field 'class'. \
Their outlines stay as they are traced, and the score is the IoU of each class.

Every run has a folder with its request, messages, log and weights. A run that was cut off goes on when its folder is \
given as RESUME."""


class FinetuneAlgorithm(RunAlgorithm):
    """roofline:finetune. Every run keeps its folder, and an interrupted one can be resumed."""

    request_class = Train
    settings_classes = (TrainSettings, ImagerySettings)
    layer_inputs = ("IMAGERY", "LABELS", "AREAS")

    def name(self) -> str:
        return "finetune"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Fine-tune a model"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Teaches a model what buildings look like in your imagery."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> list[str]:
        return ["train", "fine-tune", "building", "footprint", "segmentation", "deep learning", "labels", "model"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        add_training_inputs(self)
        self.add(QgsProcessingParameterFileDestination("MODEL", "Model", MODEL_FILTER),
                 "The file for the fine-tuned model, *.roofline.")
        self.add(QgsProcessingParameterFileDestination("REPORT", "Report", HTML_FILTER, optional=True),
                 "A page with the scores on the held-out part and a picture.")
        self.add_run_folder()
        self.addOutput(QgsProcessingOutputNumber("SCORE", "F1 on the held-out part; of ground cover the mean IoU"))

    def ground(self, values: Dict[str, Any], context: QgsProcessingContext) -> List[Outlines]:
        """The labelled ground."""
        return learned_ground(self, values, context)

    def make_request(self, inputs: JobInputs) -> Request:
        """A Train request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        model = certain(writable_file(self.parameterAsFileOutput(values, "MODEL", context)), "MODEL")
        report = writable_file(self.parameterAsFileOutput(values, "REPORT", context))
        labels = inputs.polygons("LABELS")
        return Train(
            job=uuid.uuid4().hex, folder=str(folder), imagery=inputs.imagery(),
            labels=labels, model=model,
            settings=read_settings(TrainSettings, self, values, context).to_dict(),
            areas=inputs.polygons_if_given("AREAS"),
            base_model=existing_file(self.parameterAsFile(values, "BASE_MODEL", context)),
            report=report, resume=is_run(folder))

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        written = self.written_down(values, feedback)
        if written is not None:
            return written
        outputs = self.work(feedback)
        results = {"MODEL": outputs["model"], "REPORT": outputs.get("report"), "SCORE": outputs.get("score")}
        if results["SCORE"] is None or math.isnan(results["SCORE"]):
            feedback.pushInfo("The model has no score.")
            del results["SCORE"]
        return {name: value for name, value in results.items() if value is not None}

    def how_to_resume(self) -> str:
        folder = Path(self.request.folder)
        if not (folder / LAST_WEIGHTS).is_file():
            return "No weights had been saved yet, so the run must be started anew."
        return f"The same request with RESUME={folder} goes on from the last weights saved there."
