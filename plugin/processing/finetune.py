"""Processing algorithm: fine-tune a model on labels."""

from __future__ import annotations

import math
import uuid
from pathlib import Path
from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
)

from ...protocol.messages import Request, Train
from ...protocol.settings import TrainSettings
from ..environment import runs_folder
from ..runs import WEIGHTS, drop_unasked, is_held, is_run, new_run
from ..worker_client import WorkerError
from .parameters import (
    HTML_FILTER,
    MODEL_FILTER,
    MODEL_OR_NAME_FILTER,
    definitions,
    existing_file,
    read_settings,
    writable_file,
)
from .worker_algorithm import WorkerAlgorithm

HELP = """Teaches a model that already knows buildings what they look like in your imagery.

Draw some buildings (labels), and areas in which every building is drawn. Pixels outside the areas do not count.
The model with the best score on the part held out from training is written to a file, for 'Find footprints'.

The role of an area stands in its text field 'role': 'train' (also when empty), 'validate' (held out from training, \
to choose and score the model), 'predict' or 'ignore'. Without areas only a ring around each label counts as background.

Every run has a folder with its request, messages, log and weights. A run that was cut off goes on when its folder is \
given as RESUME."""


class FinetuneAlgorithm(WorkerAlgorithm):
    """roofline:finetune"""

    settings_class = TrainSettings
    layer_inputs = ("IMAGERY", "LABELS", "AREAS")

    def name(self) -> str:
        return "finetune"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return "Fine-tune a model"

    def shortDescription(self) -> str:  # noqa: N802
        return "Teaches a model what buildings look like in your imagery."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> list[str]:
        return ["train", "fine-tune", "building", "footprint", "segmentation", "deep learning", "labels", "model"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        polygons = [QgsProcessing.TypeVectorPolygon]
        file = QgsProcessingParameterFile
        self.add(QgsProcessingParameterMultipleLayers("IMAGERY", "Imagery", QgsProcessing.TypeRaster),
                 "One or more rasters with the same bands. Each needs a CRS; they may differ in CRS and resolution.")
        self.add(QgsProcessingParameterFeatureSource("LABELS", "Labels", polygons),
                 "Polygons of buildings. A text field 'class' is optional; empty means building.")
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Polygons in which every building is labelled. A text field 'role' says what each is for: train, "
                 "validate, predict or ignore.")
        self.add(file("BASE_MODEL", "Base model", fileFilter=MODEL_OR_NAME_FILTER, optional=True),
                 "What fine-tuning starts from: the name of a model that comes with Roofline, such as buildings, or a "
                 "*.roofline file. Empty: the model that comes with Roofline. Also encoder:NAME, such as "
                 "encoder:resnet18 or encoder:tu-resnet18.a1_in1k@main: an encoder of segmentation-models-pytorch or, "
                 "after tu-, of timm, with weights from the Hugging Face hub; or a *.safetensors file of such weights. "
                 "An encoder knows no buildings yet and needs many labels.")
        self.add(file("RESUME", "Run to go on with", behavior=file.Folder, optional=True),
                 "The folder of a run that was cut off; it goes on from its last weights. Give the same inputs.")
        for parameter in definitions(TrainSettings):
            self.addParameter(parameter)
        self.add(QgsProcessingParameterFileDestination("MODEL", "Model", MODEL_FILTER),
                 "The file for the fine-tuned model, *.roofline.")
        self.add(QgsProcessingParameterFileDestination("REPORT", "Report", HTML_FILTER, optional=True),
                 "A page with the scores on the held-out part and a picture.")
        self.addOutput(QgsProcessingOutputNumber("SCORE", "F1 on the held-out part"))

    def make_folder(self, values: Dict[str, Any], context: QgsProcessingContext) -> Path:
        resume = self.parameterAsFile(values, "RESUME", context)
        if resume:
            return _run_to_resume(resume)
        return _new_run(Path(self.parameterAsFileOutput(values, "MODEL", context)).stem)

    def make_request(self, values: Dict[str, Any], context: QgsProcessingContext, folder: Path) -> Request:
        model = writable_file(self.parameterAsFileOutput(values, "MODEL", context))
        report = writable_file(self.parameterAsFileOutput(values, "REPORT", context))
        labels = self.export(values, "LABELS", folder / "labels.gpkg", context)
        assert model is not None and labels is not None  # neither is optional
        return Train(
            job=uuid.uuid4().hex, folder=str(folder), imagery=self.imagery(values, context), labels=labels, model=model,
            settings=read_settings(TrainSettings, self, values, context).to_dict(),
            areas=self.export(values, "AREAS", folder / "areas.gpkg", context),
            base_model=existing_file(self.parameterAsFile(values, "BASE_MODEL", context)),
            report=report, resume=is_run(folder))

    def processAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        feedback.pushInfo(f"The run's folder is {self.request.folder}")
        outputs = self.work(feedback)
        if outputs is None:
            folder = Path(self.request.folder)
            drop_unasked(folder)
            if is_run(folder):
                feedback.pushInfo(f"What was learned stays in the run's folder. {self._how_to_resume()}")
            return {}
        results = {"MODEL": outputs["model"], "REPORT": outputs.get("report"), "SCORE": outputs.get("score")}
        if results["SCORE"] is None or math.isnan(results["SCORE"]):
            feedback.pushInfo("No part was held out from training, so there is no score.")
            del results["SCORE"]
        return {name: value for name, value in results.items() if value is not None}

    def failure(self, error: WorkerError) -> str:
        return f"{error} {self._how_to_resume()}" if error.died else str(error)

    def _how_to_resume(self) -> str:
        folder = Path(self.request.folder)
        if not (folder / WEIGHTS).is_file():
            return "No weights had been saved yet, so the run must be started anew."
        return f"The same request with RESUME={folder} goes on from the last weights saved there."


def _new_run(name: str) -> Path:
    try:
        return new_run(name)
    except OSError as error:
        raise QgsProcessingException(f"No folder for the run could be made in {runs_folder()}: {error.strerror}. Check "
                                     "its permissions, or set ROOFLINE_HOME to another folder.") from error


def _run_to_resume(value: str) -> Path:
    folder = Path(value).absolute()
    if not folder.is_dir():
        raise QgsProcessingException(f"No such folder: {folder}. RESUME takes the folder of a run.")
    if not is_run(folder):
        raise QgsProcessingException(f"{folder} is not the folder of a run: it holds no request.json. The runs are in "
                                     f"{runs_folder()}.")
    if is_held(folder):
        raise QgsProcessingException(f"The run in {folder} is being done, perhaps by another QGIS. Wait for its end, "
                                     "or cancel it there.")
    return folder
