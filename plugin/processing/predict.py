"""Processing algorithm: prediction (semantic segmentation and vectorization) of building footprints in imagery."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ...protocol.footprints import FOOTPRINT_COLUMNS
from ...protocol.job_files import FOOTPRINTS
from ...protocol.job_lock import is_held
from ...protocol.job_requests import Predict, Request
from ...protocol.settings.external_models import ExternalModelSettings
from ...protocol.settings.imagery import ImagerySettings
from ...protocol.settings.prediction import MARK, KnownSettings, PredictSettings
from ..history.prediction_record import PredictionError, as_begun, what_is_kept
from ..layers.export_labels import LabelsError
from ..layers.import_polygons import Columns, FootprintsError, PolygonFile, Rows, layer_fields
from ..layers.known_buildings import KNOWN, WHAT, KnownBuildings, NewFootprints, Outlines, read_buildings
from ..online.picture import spoken_name
from ..translation import mark, tr
from ..worker.job_folder import drop_finished, has_found, is_run, keep_logs
from .append_to import APPEND_TO, APPENDED, Appending, NotAppended, add_parameters
from .destinations import LayerFile, write_rows
from .job_inputs import JobInputs
from .online_inputs import searched_ground
from .parameters import (
    MODEL_OR_ONNX_FILTER,
    existing_file,
    is_empty,
    read_settings,
    writable_file,
)
from .run_folders import folder_to_resume, new_prediction_folder
from .worker_algorithm import WorkerAlgorithm

HELP = """Finds buildings in imagery with a model, and draws their outlines as polygons.

Each footprint has a class, a confidence (0-1: about this share of such footprints is right), its area and perimeter \
on the ground, whether it was regularized, a status for checking it, and the model and run it comes from.

The imagery may be of any size: it is read window by window. Give areas or an extent to search only a part of it.

Give layers of existing buildings (labels, a cadastre, OpenStreetMap) to get only what is not in them.

Give a layer to append to (a table in PostGIS, a GeoPackage, a layer being edited), and it takes the footprints: all, \
or none when it refuses one.

What is found is kept in a folder as it is found; the log says where. A prediction that was cancelled or cut off goes \
on when its folder is given as RESUME."""


class PredictAlgorithm(WorkerAlgorithm):
    """roofline:predict. An interrupted prediction keeps its folder and can be resumed."""

    settings_classes = (KnownSettings, PredictSettings, ImagerySettings, ExternalModelSettings)
    layer_inputs = ("IMAGERY", "AREAS", "EXISTING", APPEND_TO)
    _results: Dict[str, Any]

    def name(self) -> str:
        return "predict"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Find footprints"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Finds buildings in imagery and draws their outlines."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["predict", "building", "footprint", "segmentation", "deep learning", "extract", "detect", "vectorize"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add_imagery_and_model(MODEL_OR_ONNX_FILTER, " Also an *.onnx file from elsewhere, which the parameters "
                                   "ONNX_... describe.")
        polygons = [QgsProcessing.TypeVectorPolygon]
        self.add(QgsProcessingParameterFeatureSource("AREAS", "Areas", polygons, optional=True),
                 "Search only inside these polygons. If some have the role 'predict', only inside those. Those with "
                 "the role 'ignore' are left out.")
        self.add(QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
                 "Search only inside this rectangle. Give areas or an extent, not both.")
        self.add(QgsProcessingParameterFile("RESUME", "Resume the prediction in this folder",
                                            behavior=QgsProcessingParameterFile.Folder, optional=True),
                 "The folder of a prediction that was cut off; it goes on where it stopped, in the areas or the extent "
                 "that it was begun with. Give the same imagery, model and settings.")
        self.add(QgsProcessingParameterMultipleLayers("EXISTING", WHAT, QgsProcessing.TypeVectorPolygon,
                                                      optional=True),
                 "Layers of buildings that are known already. A footprint of which more than half lies on them is left "
                 "out, or marked, as Known buildings (KNOWN) says. Labels of the class background are no buildings.")
        self.add_settings()
        self.add_advanced(QgsProcessingParameterString("SCHEDULER", "Cluster", optional=True),
                          "The address of a Dask scheduler, such as tcp://10.0.0.5:8786: its workers look for "
                          "buildings in place of this computer. They must be able to read the imagery under the same "
                          "path.")
        add_parameters(self)
        self.add(QgsProcessingParameterFeatureSink("FOOTPRINTS", "Footprints", QgsProcessing.TypeVectorPolygon,
                                                   optional=True),
                 "The polygons that were found, as a layer of their own. May be left out where there is a layer to "
                 "append to.")
        self.add(QgsProcessingParameterRasterDestination("PROBABILITY", "Probability", optional=True,
                                                         createByDefault=False),
                 "A GeoTIFF with the probability of each pixel to be building.")
        self.addOutput(QgsProcessingOutputNumber("COUNT", "Footprints in the layer"))
        self.addOutput(QgsProcessingOutputNumber("COUNT_KNOWN", "Footprints of existing buildings"))
        self.addOutput(QgsProcessingOutputNumber(APPENDED, "Footprints appended"))

    def complaint(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        """Besides the usual errors: AREAS and EXTENT exclude each other, and the footprints have to go somewhere."""
        if not is_empty(values.get("AREAS")) and not is_empty(values.get("EXTENT")):
            return "Both areas and an extent were given. Leave one of AREAS and EXTENT empty."
        wrong = super().complaint(values, context)
        if wrong is None and is_empty(values.get("FOOTPRINTS")) and is_empty(values.get(APPEND_TO)):
            return "The footprints have no place to go. Name a layer or a file in FOOTPRINTS, or a layer in APPEND_TO."
        return wrong

    def make_folder(self, values: Dict[str, Any], context: QgsProcessingContext) -> Path:
        """The folder of RESUME, else a new one named after the first raster."""
        resume = self.parameterAsFile(values, "RESUME", context)
        if resume:
            return folder_to_resume(resume, Predict)
        layers = self.parameterAsLayerList(values, "IMAGERY", context)
        return new_prediction_folder(spoken_name(layers[0]) if layers else self.name())

    def ground(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[List[Outlines]]:
        """The extent or the areas to search."""
        return searched_ground(self, values, "IMAGERY", context, all_areas=True)

    def make_request(self, inputs: JobInputs) -> Request:
        """A Predict request; a resumed one keeps the areas or the extent that it began with."""
        values, context, folder = inputs.values, inputs.context, inputs.folder
        self.check_sink(values, "FOOTPRINTS", context)
        self._existing = self._existing_buildings(values, context)
        self._marks_known = read_settings(KnownSettings, self, values, context).known == MARK and bool(self._existing)
        self._columns: Columns = {**FOOTPRINT_COLUMNS, KNOWN: float} if self._marks_known else FOOTPRINT_COLUMNS
        self._appending = None if is_empty(values.get(APPEND_TO)) else Appending(self, values, context, self._columns)
        request = Predict(
            job=uuid.uuid4().hex, folder=str(folder), imagery=inputs.imagery(),
            footprints=str(folder / FOOTPRINTS),
            settings=read_settings(PredictSettings, self, values, context).to_dict(),
            model=existing_file(self.parameterAsFile(values, "MODEL", context)),
            probability=self._probability(values, context),
            scheduler=self.parameterAsString(values, "SCHEDULER", context).strip() or None,
            foreign=read_settings(ExternalModelSettings, self, values, context).to_dict())
        if not is_run(folder):
            return replace(request, areas=inputs.polygons_if_given("AREAS"), extent=inputs.extent())
        try:
            return as_begun(request)
        except PredictionError as error:
            raise QgsProcessingException(str(error)) from error

    def _probability(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        if is_empty(values.get("PROBABILITY")):
            return None
        path = writable_file(self.parameterAsOutputLayer(values, "PROBABILITY", context))
        if path and Path(path).suffix.lower() not in (".tif", ".tiff"):
            raise QgsProcessingException(f"{path} would be a GeoTIFF. Give a name that ends in .tif.")
        return path

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        folder = Path(self.request.folder)
        feedback.pushInfo(f"What is found can be opened while this runs: {folder / FOOTPRINTS}")
        self._results = {}
        try:
            self._results = self._find(values, context, feedback)
        except NotAppended as error:  # tells itself where the footprints are kept
            raise QgsProcessingException(str(error)) from error
        except QgsProcessingException:
            if has_found(folder):
                feedback.pushWarning(what_is_kept(folder))
            elif not is_held(folder):  # by another QGIS, which began it a moment before
                keep_logs(folder)
            raise
        if self._appending is None or not self._appending.waits:
            drop_finished(folder, *self._results.values())
        return self._results

    def on_cancel(self, feedback: QgsProcessingFeedback) -> None:
        folder = Path(self.request.folder)
        if has_found(folder):
            feedback.pushWarning(what_is_kept(folder))
        else:
            drop_finished(folder)

    def postProcessAlgorithm(self, context: QgsProcessingContext,  # noqa: N802
                             feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        if self._appending is None or not self._results:
            return {}
        if self._appending.waits:
            try:
                self._results[APPENDED] = self._appending.finish(feedback)
            except NotAppended as error:
                raise QgsProcessingException(str(error)) from error
            drop_finished(Path(self.request.folder), *self._results.values())
        self._appending.refresh()
        return self._results

    def _find(self, values: Dict[str, Any], context: QgsProcessingContext,
              feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """Run the job and write its outputs."""
        outputs = self.work(feedback)
        results = self._footprints(outputs["footprints"], values, context, feedback)
        if outputs.get("probability"):
            results["PROBABILITY"] = outputs["probability"]
        return results

    def _footprints(self, path: str, values: Dict[str, Any], context: QgsProcessingContext,
                    feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """Write the footprints into the sink, append them to the layer; the outputs about them."""
        feedback.setProgressText("Writing the footprints")
        found = self.found(path)
        if len(found) == 0:
            feedback.pushWarning("No footprints were found. A lower threshold finds more; so does a model that was "
                                 "fine-tuned on labels of this imagery.")
        feedback.pushInfo(f"{len(found)} footprints")
        rows, results = self._new_ones(found, context, feedback)
        if not is_empty(values.get("FOOTPRINTS")):
            results["FOOTPRINTS"] = self.fill("FOOTPRINTS", rows, self._columns, values, context, feedback)
        if self._appending is not None:
            file = self._new_alone(rows, Path(path), context, feedback) if self._existing else Path(path)
            appended = self._appending.take(file, feedback)
            results.update({} if appended is None else {APPENDED: appended})
        return results

    def _new_ones(self, found: PolygonFile, context: QgsProcessingContext,
                  feedback: QgsProcessingFeedback) -> Tuple[Rows, Dict[str, Any]]:
        """The footprints without those of existing buildings, or all of them, marked; and the outputs about them."""
        if not self._existing:
            return found, {"COUNT": len(found)}
        known = KnownBuildings(self._existing, found.crs, context.transformContext())
        new = NewFootprints(found, known, self._marks_known)
        feedback.pushInfo(f"Of these on existing buildings, and {'marked' if self._marks_known else 'left out'}: "
                          f"{new.known}")
        return new, {"COUNT": len(new), "COUNT_KNOWN": new.known}

    def _new_alone(self, rows: Rows, found: Path, context: QgsProcessingContext,
                   feedback: QgsProcessingFeedback) -> Path:
        """A file of `rows` beside all that the worker found."""
        path = found.with_name("new.gpkg")
        try:
            write_rows(LayerFile(path, "GPKG", path.stem), rows, layer_fields(self._columns), None, context, feedback)
        except FootprintsError as error:
            raise QgsProcessingException(f"{path} could not be written: {error}. Check the free space.") from error
        return path

    def _existing_buildings(self, values: Dict[str, Any], context: QgsProcessingContext) -> List[Outlines]:
        """The buildings of the layers in EXISTING, where the imagery lies. Raises QgsProcessingException."""
        imagery = self.parameterAsLayerList(values, "IMAGERY", context)
        layers = self.parameterAsLayerList(values, "EXISTING", context)
        try:
            return [read_buildings(layer, imagery, context.transformContext()) for layer in layers]
        except LabelsError as error:
            raise QgsProcessingException(str(error)) from error
