"""Processing algorithm: self-supervised pretraining of an encoder (masked autoencoder) on imagery without labels."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)

from ...protocol.certain import certain
from ...protocol.job_files import LAST_WEIGHTS
from ...protocol.job_requests import Pretrain, Request
from ...protocol.model_files import SAFETENSORS
from ...protocol.settings.imagery import ImagerySettings
from ...protocol.settings.pretraining import PretrainSettings
from ..translation import mark, tr
from ..worker.job_folder import drop_finished, is_run
from .job_inputs import JobInputs
from .parameters import HTML_FILTER, is_empty, read_settings, writable_file
from .run_algorithm import RunAlgorithm
from .worker_algorithm import FROM_SERVICE

HELP = """Teaches an encoder (a vision transformer) what your imagery looks like, without any label: it sees a quarter \
of each window and learns to fill in the rest (masked autoencoder). What comes out is a base model for 'Fine-tune a \
model', for imagery that no published encoder knows: your sensor, your bands, your part of the world.

It takes hours on a GPU and much imagery: thousands of windows at least. Where you have little, or red, green and blue \
at half a metre or finer, the built-in model is the better start.

With stratified sampling windows are described by statistics (band means and deviations, texture, NDVI and NDWI where \
the bands allow, and land cover where it is given), put into clusters, and drawn evenly over these, so that rare kinds \
of ground are seen as often as common ones. Thick clouds, ground without imagery, uniform ground and near-duplicates \
are left out. The report shows what was drawn and what was left out, with pictures of each cluster.

A run that was cut off goes on when its folder is given as RESUME."""
WEIGHTS_FILTER = "Encoder weights (*.safetensors)"


class PretrainAlgorithm(RunAlgorithm):
    """roofline:pretrain. An interrupted run keeps its folder and can be resumed."""

    request_class = Pretrain
    settings_classes = (PretrainSettings, ImagerySettings)
    layer_inputs = ("IMAGERY", "LAND_COVER", "ZONES")

    def name(self) -> str:
        return "pretrain"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Pretrain an encoder without labels"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Teaches an encoder what your imagery looks like, without any label, as a base model for fine-tuning."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["pretrain", "self-supervised", "masked autoencoder", "mae", "foundation model", "encoder", "vit",
                "vision transformer", "unlabelled", "sampling"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(QgsProcessingParameterMultipleLayers("IMAGERY", "Imagery", QgsProcessing.TypeRaster),
                 f"Rasters of any number, place and data type; the bands that all have are used. {FROM_SERVICE}")
        self.add(QgsProcessingParameterRasterLayer("LAND_COVER", "Land cover", optional=True),
                 "A raster of classes, whole numbers. The share of each class in a window is one of the statistics by "
                 "which windows are told apart.")
        self.add(QgsProcessingParameterFeatureSource("ZONES", "Zones", [QgsProcessing.TypeVectorPolygon],
                                                     optional=True),
                 "Polygons with a text field 'class', such as regions or land use, used as land cover is.")
        self.add(QgsProcessingParameterFile("RESUME", "Resume the run in this folder",
                                            behavior=QgsProcessingParameterFile.Folder, optional=True),
                 "The folder of a run that was cut off; it goes on from its last step. Give the same inputs.")
        self.add_settings()
        self.add(QgsProcessingParameterFileDestination("MODEL", "Encoder", WEIGHTS_FILTER),
                 "The file for the weights, *.safetensors. It can be given to 'Fine-tune a model' as its base model.")
        self.add(QgsProcessingParameterFileDestination("REPORT", "Report", HTML_FILTER, optional=True),
                 "A page with the loss, what was drawn and left out, and pictures of each cluster.")
        self.add_run_folder()
        self.addOutput(QgsProcessingOutputNumber("LOSS", "Loss of the last steps"))
        self.addOutput(QgsProcessingOutputNumber("COUNT", "Windows learned from"))

    def complaint(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        """Besides the usual errors: another ending than that of weights."""
        wrong = super().complaint(values, context)
        model = self.parameterAsFileOutput(values, "MODEL", context)
        if wrong is None and model and Path(model).suffix.lower() != SAFETENSORS:
            return f"{model} must end in {SAFETENSORS}, so that a fine-tuning takes it as its base model."
        return wrong

    def make_request(self, inputs: JobInputs) -> Request:
        """A Pretrain request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        model = certain(writable_file(self.parameterAsFileOutput(values, "MODEL", context)), "MODEL")
        return Pretrain(
            job=uuid.uuid4().hex, folder=str(folder), imagery=inputs.imagery(), model=model,
            settings=read_settings(PretrainSettings, self, values, context).to_dict(),
            land_cover=self._land_cover(inputs),
            zones=inputs.polygons_if_given("ZONES"),
            report=writable_file(self.parameterAsFileOutput(values, "REPORT", context)), resume=is_run(folder))

    def _land_cover(self, inputs: JobInputs) -> Optional[str]:
        """The path of the land cover; None where it was left out. Raises QgsProcessingException."""
        if is_empty(inputs.values.get("LAND_COVER")):
            return None
        own = inputs.folder / "land-cover"  # where its CRS was set in QGIS, it becomes a file, as the imagery does
        own.mkdir(exist_ok=True)
        [path] = inputs.rasters([self.parameterAsRasterLayer(inputs.values, "LAND_COVER", inputs.context)], own)
        return path

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        written = self.written_down(values, feedback)
        if written is not None:
            return written
        outputs = self.work(feedback)
        drop_finished(Path(self.request.folder), outputs["model"], outputs["report"])  # the windows are gigabytes
        results = {"MODEL": outputs["model"], "REPORT": outputs["report"], "LOSS": outputs["loss"],
                   "COUNT": outputs["windows"]}
        return {name: value for name, value in results.items() if value is not None}

    def how_to_resume(self) -> str:
        folder = Path(self.request.folder)
        if not (folder / LAST_WEIGHTS).is_file():
            return f"The same request with RESUME={folder} goes on with the windows that had been drawn, if any."
        return (f"The same request with RESUME={folder} goes on from the last weights saved there; with a time limit "
                "that is over already, it only writes them.")
