"""Processing algorithm: a layer that QGIS draws (XYZ, WMS, WMTS, WCS, ArcGIS REST, a style), cached as a GeoTIFF."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ...protocol.certain import certain
from ...protocol.settings.imagery import CacheSettings
from ..layers.known_buildings import Outlines
from ..online.cache_raster import DONE, FETCH_TOOL
from ..online.errors import OnlineError
from ..translation import tr
from .feedback_adapter import FeedbackAdapter
from .online_inputs import fetch, plan, searched_ground, wanted_m
from .parameters import is_empty, read_settings, writable_file
from .worker_algorithm import WorkerAlgorithm

HELP = """Fetches imagery of a service (XYZ, WMS, WMTS, WCS, ArcGIS REST) and keeps it as a GeoTIFF: red, green, blue \
and alpha, or the values of a coverage (WCS). QGIS itself asks the service, with the layer's authentication. A layer \
of a file is written as QGIS draws it, with its style.

What came is kept beside the project, or in Roofline's folder, and shared with the trainings and predictions on the \
same layer: a second run fetches only what is missing. What did not come is nodata, and told.

Make sure that the terms of use of the service allow to keep and to analyse its imagery."""


class CacheImageryAlgorithm(WorkerAlgorithm):
    """roofline:cacheimagery. It needs no worker."""

    settings_classes = (CacheSettings,)
    layer_inputs = ("INPUT", "AREAS")
    datum_layer = ""

    def name(self) -> str:
        return "cacheimagery"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(FETCH_TOOL)

    def shortDescription(self) -> str:  # noqa: N802
        return "Fetches imagery of a service, or a layer as it is drawn, into a GeoTIFF."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["cache", "download", "fetch", "xyz", "wms", "wmts", "wcs", "arcgis", "tiles", "imagery", "basemap",
                "offline"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(QgsProcessingParameterRasterLayer("INPUT", "Imagery"),
                 "A layer of the project, a file, or the URI of a service, as in "
                 "type=xyz&url=https://.../{z}/{x}/{y}.png.")
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Fetch only inside these polygons. If some have the role 'predict', only inside those.")
        self.add(QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
                 "Fetch only inside this rectangle. Give areas or an extent, not both.")
        self.add_settings()
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", "Fetched imagery"),
                 "A GeoTIFF, tiled and compressed.")
        self.addOutput(QgsProcessingOutputNumber("FETCHED", "Parts fetched now"))
        self.addOutput(QgsProcessingOutputNumber("MISSING", "Parts that are missing"))

    def complaint(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        """Besides the usual errors: AREAS and EXTENT exclude each other."""
        if not is_empty(values.get("AREAS")) and not is_empty(values.get("EXTENT")):
            return "Both areas and an extent were given. Leave one of AREAS and EXTENT empty."
        return super().complaint(values, context)

    def prepareAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> bool:
        wrong = self.complaint(values, context)
        if wrong:
            raise QgsProcessingException(wrong)
        output = self.parameterAsOutputLayer(values, "OUTPUT", context)
        self._target_file = Path(certain(writable_file(output), "OUTPUT"))
        if self._target_file.suffix.lower() not in (".tif", ".tiff"):
            raise QgsProcessingException(f"{self._target_file} would be a GeoTIFF. Give a name that ends in .tif.")
        settings = read_settings(CacheSettings, self, values, context)
        self._imagery = plan(self.parameterAsRasterLayer(values, "INPUT", context), self.ground(values, context),
                             wanted_m(values, ""), 0, settings, context, settings.as_drawn)
        return True

    def ground(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[List[Outlines]]:
        """The extent or the areas."""
        return searched_ground(self, values, "INPUT", context, all_areas=True)

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        feedback.pushInfo(f"What came is kept in {self._imagery.cache.folder}")
        fetch(self._imagery, "", FeedbackAdapter(feedback).on_message, feedback)
        feedback.setProgressText("Writing the GeoTIFF")
        try:
            self._imagery.write(self._target_file)
        except OnlineError as error:
            raise QgsProcessingException(str(error)) from error
        states = self._imagery.cache.states(self._imagery.blocks)
        fetched = sum(states[block] == DONE for block in self._imagery.missing)
        return {"OUTPUT": str(self._target_file), "FETCHED": fetched,
                "MISSING": sum(state != DONE for state in states.values())}
