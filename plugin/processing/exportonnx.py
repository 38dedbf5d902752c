"""Processing algorithm: ONNX export of a model, for other programs."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ...protocol.job_requests import ExportOnnx, Request
from ..translation import mark, tr
from .job_inputs import JobInputs
from .parameters import MODEL_OR_NAME_FILTER, existing_file, is_empty, writable_file
from .result_algorithm import ResultAlgorithm

HELP = """Writes a model as an ONNX file, which other programs can run: ONNX Runtime, the QGIS plugin Deepness, and \
Roofline itself (give the file as the model when you find footprints).

The file takes tiles of 512 x 512 pixels at the resolution of the model, with raster values divided by 255, and gives \
the probability of background and of each class. Deepness reads from it how to use it. The outlines that Deepness \
draws are simpler than Roofline's: buildings that touch become one polygon there.

A model that was not fine-tuned takes the mean and deviation of the imagery at hand; in other programs it takes those \
of each tile."""


class ExportOnnxAlgorithm(ResultAlgorithm):
    """roofline:exportonnx"""

    def name(self) -> str:
        return "exportonnx"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Export a model as ONNX"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Writes a model as a file that other programs can run."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["onnx", "export", "model", "deepness", "deep learning", "building"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(QgsProcessingParameterFile("MODEL", "Model (empty: the built-in model)",
                                            fileFilter=MODEL_OR_NAME_FILTER, optional=True),
                 "A *.roofline file, or the name of a built-in model. Empty: the one that knows buildings.")
        self.add(QgsProcessingParameterFileDestination("ONNX", "ONNX file", "ONNX model (*.onnx)"),
                 "The file to write.")
        self.add(QgsProcessingParameterFileDestination("STAC", "STAC item", "STAC item (*.json)", optional=True,
                                                       createByDefault=False),
                 "A file that tells catalogues how to use the ONNX file: a STAC item with the extension MLM (Machine "
                 "Learning Model).")

    def make_request(self, inputs: JobInputs) -> Request:
        """An ExportOnnx request."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        path = writable_file(self.parameterAsFileOutput(values, "ONNX", context))
        if path is None or Path(path).suffix.lower() != ".onnx":
            raise QgsProcessingException(f"{path or 'Nothing'} would be an ONNX file. Give a name that ends in .onnx.")
        stac = "" if is_empty(values.get("STAC")) else self.parameterAsFileOutput(values, "STAC", context)
        return ExportOnnx(job=uuid.uuid4().hex, folder=str(folder), onnx=path, stac=writable_file(stac),
                          model=existing_file(self.parameterAsFile(values, "MODEL", context)))

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The files."""
        return {"ONNX": outputs["onnx"], **({"STAC": outputs["stac"]} if outputs["stac"] else {})}
