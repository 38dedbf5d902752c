"""Base class (QgsProcessingAlgorithm) of the algorithms that run one job of the worker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Dict, List, Optional, Set, Tuple, Type, Union

from qgis.core import (
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)
from qgis.PyQt.QtGui import QIcon

from ...protocol.job_requests import Predict, Request, Train
from ...protocol.messages import Notice
from ...protocol.paths import ICON, WORKER
from ...protocol.settings.base import Settings
from ..environment.system import SetupError
from ..environment.virtual_environment import worker_python
from ..help_pages import algorithm_page
from ..layers.import_polygons import Columns, FootprintsError, PolygonFile, Rows, copy_into, layer_fields
from ..layers.known_buildings import Outlines
from ..worker.client import JobCanceled, WorkerError
from ..worker.feedback import JobFeedback
from ..worker.job_folder import drop_unasked
from ..worker.network import network_variables
from .destinations import conflict, layer_file, load_on_completion, until_canceled, write_rows
from .feedback_adapter import FeedbackAdapter
from .job_inputs import JobInputs
from .online_inputs import fetch
from .parameters import (
    MODEL_OR_NAME_FILTER,
    definitions,
    explain_missing_layers,
    opened,
    settings_error,
    unknown_parameters,
    unread_extent,
    writable_file,
)
from .run_folders import new_job_folder

FROM_SERVICE = ("A layer from a service (XYZ, WMS, WMTS, WCS, ArcGIS) is fetched where it is needed, and kept; its URI "
                "may stand in place of a layer.")


class WorkerAlgorithm(QgsProcessingAlgorithm):
    """An algorithm whose work is one job of the worker (template method pattern).

    `prepareAlgorithm` exports the layers and makes `request`, on the main thread; `process` calls `work`, on a
    background thread. Subclasses implement `make_request` and `process`, and may override `make_folder`, `complaint`,
    `failure` and `on_cancel`.
    """

    settings_classes: Tuple[Type[Settings], ...] = ()
    """Settings whose fields are parameters, in their order."""
    layer_inputs: Tuple[str, ...] = ()
    """Names of the parameters that hold layers."""
    datum_layer = "IMAGERY"
    """Name of the parameter whose layer says on which datum the others are put; "" where there is none."""
    worker_module = WORKER
    request: Any

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802 - QGIS names it
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def helpUrl(self) -> str:  # noqa: N802
        return algorithm_page(self.name())

    def add(self, parameter: QgsProcessingParameterDefinition, help: str) -> None:
        """Add a parameter with its help text."""
        parameter.setHelp(help)
        self.addParameter(parameter)

    def add_advanced(self, parameter: QgsProcessingParameterDefinition, help: str) -> None:
        """Add an advanced parameter, which the dialog shows on demand, with its help text."""
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.add(parameter, help)

    def add_settings(self) -> None:
        """Add a parameter for each field of `settings_classes`."""
        for settings_class in self.settings_classes:
            for parameter in definitions(settings_class):
                self.addParameter(parameter)

    def complaint(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        """The first error in the parameter values, as a sentence; None: there is none."""
        return (explain_missing_layers(self, self.layer_inputs, values, context)
                or settings_error(self.settings_classes, self, values, context)
                or unread_extent(self, values, context)
                or conflict(self, self.layer_inputs, values, context))

    def checkParameterValues(  # noqa: N802
            self, values: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        wrong = self.complaint(values, context)
        return (False, wrong) if wrong else super().checkParameterValues(values, context)

    def make_folder(self, values: Dict[str, Any], context: QgsProcessingContext) -> Path:
        """Create or find the job's folder: a temporary one here. Raises QgsProcessingException."""
        return new_job_folder(self.name())

    def make_request(self, inputs: JobInputs) -> Request:
        """The request for the worker. Raises QgsProcessingException."""
        raise NotImplementedError

    def prepareAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> bool:
        wrong = self.complaint(values, context)
        if wrong:
            raise QgsProcessingException(wrong)
        try:
            self._python, self._network = worker_python(), network_variables()
        except SetupError as error:
            raise QgsProcessingException(str(error)) from error
        values = opened(self.layer_inputs, values, context)
        folder = self.make_folder(values, context)
        self.inputs = JobInputs(self, values, context, folder)
        try:
            self.request = self.make_request(self.inputs)
        except QgsProcessingException:
            self.inputs.take_back()
            drop_unasked(folder)
            raise
        self._workers = self.provider().workers
        if isinstance(feedback, JobFeedback):
            feedback.folder = folder
            if isinstance(self.request, (Train, Predict)):
                self.request = replace(self.request, previews=True)
        return True

    def add_imagery_and_model(self, models: str = MODEL_OR_NAME_FILTER, others: str = "") -> None:
        """Add the parameters IMAGERY and MODEL. models: filter of the files that are offered as MODEL; others: a
        sentence on those that are no *.roofline files."""
        self.add(QgsProcessingParameterMultipleLayers("IMAGERY", "Imagery", QgsProcessing.TypeRaster),
                 "One or more rasters with the bands that the model knows. Each needs a CRS. Those that touch or "
                 f"overlap are read as one. {FROM_SERVICE}")
        self.add(QgsProcessingParameterFile("MODEL", "Model (empty: the built-in model)",
                                            fileFilter=models, optional=True),
                 f"A *.roofline file. Empty: the built-in model, which knows buildings.{others}")

    def ground(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[List[Outlines]]:
        """The ground of which the job needs imagery, on which online imagery is fetched; None: all that there is."""
        return None

    def check_sink(self, values: Dict[str, Any], name: str, context: QgsProcessingContext) -> None:
        """Test that the file of the sink parameter `name`, where it names one, can be written. Raises
        QgsProcessingException."""
        target = layer_file(values.get(name), context)
        if target is not None:
            writable_file(target.path)

    def processAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        for sentence in unknown_parameters(self, values):
            feedback.pushWarning(sentence)
        try:
            return self.process(values, context, feedback)
        except JobCanceled:
            feedback.pushInfo("Cancelled.")
            self.on_cancel(feedback)
            return {}

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The algorithm's results. Raises QgsProcessingException, and JobCanceled."""
        raise NotImplementedError

    def on_cancel(self, feedback: QgsProcessingFeedback) -> None:
        """Tell or remove what stays of a job that was cancelled."""

    def work(self, feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """Run the job and return its outputs. Blocks. Raises QgsProcessingException, and JobCanceled."""
        adapter = FeedbackAdapter(feedback)
        for remark in self.inputs.remarks:
            adapter.on_message(Notice(self.request.job, remark))
        for gap in dict.fromkeys(self.inputs.gaps):
            adapter.on_message(Notice(self.request.job, gap, is_gap=True))
        self._fetch_imagery(adapter, feedback)
        feedback.setProgressText("Starting the worker")
        try:
            with self._workers.client(self._python, self.worker_module, self._network) as client:
                return client.run(self.request, adapter.on_message, feedback.isCanceled, adapter.is_stopped)
        except WorkerError as error:
            if error.died:  # otherwise the traceback is in the log that the sentence names
                feedback.pushDebugInfo(error.details)
            raise QgsProcessingException(self.failure(error)) from error

    def _fetch_imagery(self, adapter: FeedbackAdapter, feedback: QgsProcessingFeedback) -> None:
        """Fetch the online imagery, and leave out of the request what came empty. Nothing stays of a job that gets no
        imagery. Raises QgsProcessingException, and JobCanceled."""
        empty: Set[str] = set()
        try:
            for online in self.inputs.online.values():
                empty |= {*online.rasters} - {*fetch(online, self.request.job, adapter.on_message, feedback)}
        except (QgsProcessingException, JobCanceled):
            drop_unasked(Path(self.request.folder))
            raise
        if empty:
            self.request = replace(self.request, imagery=[path for path in self.request.imagery if path not in empty])

    def failure(self, error: WorkerError) -> str:
        """The sentence for the user when the job failed."""
        return str(error)

    def found(self, path: str) -> PolygonFile:
        """Open the polygons that the worker wrote to `path`. Raises QgsProcessingException."""
        try:
            return PolygonFile(Path(path))
        except FootprintsError as error:
            raise QgsProcessingException(str(error)) from error

    def fill(self, sink_name: str, rows: Rows, columns: Union[Columns, QgsFields], values: Dict[str, Any],
             context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> str:
        """Copy `rows` into the sink parameter `sink_name`, and return the layer's id or source. A file that is there
        keeps its other layers, and stays as it was after an error. Raises QgsProcessingException, and JobCanceled."""
        fields, target = layer_fields(columns), layer_file(values.get(sink_name), context)
        where = "memory" if target is None else str(target.path)
        try:
            if target is not None:
                layer = write_rows(target, rows, fields, values[sink_name], context, feedback)
                load_on_completion(values[sink_name], self.parameterDefinition(sink_name), layer, context)
                return layer
            sink, layer = self.parameterAsSink(values, sink_name, context, fields, rows.wkb_type, rows.crs)
            copy_into(sink, until_canceled(rows.chunks(fields), feedback))
        except (QgsProcessingException, FootprintsError) as error:
            raise QgsProcessingException(
                f"{self.parameterDefinition(sink_name).description()} could not be written to {where}. Check the free "
                f"space, and that no other program holds the file. QGIS says: {str(error)[:200]}") from error
        return str(layer)
