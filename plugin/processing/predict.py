"""Processing algorithm: find building footprints in imagery."""

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
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterDestination,
)

from ...protocol.messages import Predict, Request
from ...protocol.settings import PredictSettings
from ..footprints import FOOTPRINT_COLUMNS
from ..runs import gone_afterwards
from .parameters import (
    definitions,
    existing_file,
    is_empty,
    read_settings,
    sink_path,
    writable_file,
)
from .worker_algorithm import WorkerAlgorithm

HELP = """Finds buildings in imagery with a model, and draws their outlines as polygons.

Each footprint has a class, a confidence (its mean probability, 0-1), its area and perimeter on the ground, whether it \
was regularized, a status for checking it, and the model and run it comes from.

The imagery may be of any size: it is read window by window. Give areas or an extent to search only a part of it."""


class PredictAlgorithm(WorkerAlgorithm):
    """roofline:predict"""

    settings_class = PredictSettings
    layer_inputs = ("IMAGERY", "AREAS")

    def name(self) -> str:
        return "predict"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return "Find footprints"

    def shortDescription(self) -> str:  # noqa: N802
        return "Finds buildings in imagery and draws their outlines."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["predict", "building", "footprint", "segmentation", "deep learning", "extract", "detect", "vectorize"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add_imagery_and_model()
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Search only inside these polygons. If some have the role 'predict', only inside those.")
        self.add(QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
                 "Search only inside this rectangle. Give areas or an extent, not both.")
        for parameter in definitions(PredictSettings):
            self.addParameter(parameter)
        self.add(QgsProcessingParameterFeatureSink("FOOTPRINTS", "Footprints", QgsProcessing.TypeVectorPolygon),
                 "The polygons that were found.")
        self.add(QgsProcessingParameterRasterDestination("PROBABILITY", "Probability", optional=True,
                                                         createByDefault=False),
                 "A GeoTIFF with the probability of each pixel to be building.")
        self.addOutput(QgsProcessingOutputNumber("COUNT", "Footprints found"))

    def complaint(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        if not is_empty(values.get("AREAS")) and not is_empty(values.get("EXTENT")):
            return "Both areas and an extent were given. Leave one of AREAS and EXTENT empty."
        return super().complaint(values, context)

    def make_request(self, values: Dict[str, Any], context: QgsProcessingContext, folder: Path) -> Request:
        writable_file(sink_path(values.get("FOOTPRINTS")))
        return Predict(
            job=uuid.uuid4().hex, folder=str(folder), imagery=self.imagery(values, context),
            footprints=str(folder / "footprints.gpkg"),
            settings=read_settings(PredictSettings, self, values, context).to_dict(),
            model=existing_file(self.parameterAsFile(values, "MODEL", context)),
            areas=self.export(values, "AREAS", folder / "areas.gpkg", context),
            extent=self.extent(values, context),
            probability=self._probability(values, context))

    def _probability(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        path = writable_file(self.parameterAsOutputLayer(values, "PROBABILITY", context))
        if path and Path(path).suffix.lower() not in (".tif", ".tiff"):
            raise QgsProcessingException(f"{path} would be a GeoTIFF. Give a name that ends in .tif.")
        return path

    def processAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        with gone_afterwards(Path(self.request.folder)):
            outputs = self.work(feedback)
            if outputs is None:
                return {}
            results = {"FOOTPRINTS": self._footprints(outputs["footprints"], values, context, feedback),
                       "COUNT": outputs["count"]}
            if outputs.get("probability"):
                results["PROBABILITY"] = outputs["probability"]
            return results

    def _footprints(self, path: str, values: Dict[str, Any], context: QgsProcessingContext,
                    feedback: QgsProcessingFeedback) -> str:
        feedback.setProgressText("Writing the footprints")
        found = self.found(path)
        if len(found) == 0:
            feedback.pushWarning("No footprints were found. A lower threshold finds more; so does a model that was "
                                 "fine-tuned on labels of this imagery.")
        feedback.pushInfo(f"{len(found)} footprints")
        return self.fill("FOOTPRINTS", found, FOOTPRINT_COLUMNS, values, context)
