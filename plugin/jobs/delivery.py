"""Delivery of a prediction's footprints: as a new layer of the project, or as one edit of a layer in edit mode."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional, Union

from qgis.core import QgsApplication, QgsVectorFileWriterTask, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...protocol.job_files import FOOTPRINTS, NOT_ADDED
from ..history.prediction_record import PredictionRecord, discard
from ..layers.into_layer import IntoLayer
from ..layers.project_layers import ProjectLayersError, add_footprints, new_table, project_geopackage, table_options
from ..layers.sources import vector_layer
from ..layers.workspace import Workspace
from ..translation import mark, tr
from .panel_job import FINISHED, JobOutcome, PanelJob
from .predict_request import NAME, PARTIAL, TABLE, free_name, keep_as_layer

NOTHING, NEW_LAYER, ADDED, KEPT_ASIDE, LOST = "nothing", "new_layer", "added", "kept_aside", "lost"
PART, APPENDED, REFUSED = "part", "appended", "refused"
NOT_READ = mark("{path} cannot be read. Perhaps the prediction went on in another QGIS, or was discarded there.")
NOT_COPIED = mark("What was found could not be copied to {path}. Check the free space. QGIS says: {problem}")


@dataclass(frozen=True)
class Delivered:
    """Outcome of a delivery of `count` footprints into the layer named `layer`; `left_out` more are of known buildings.

    how: NOTHING, none were found, or none that are new. NEW_LAYER, ADDED or APPENDED (to a layer that is not edited),
    as the user chose. KEPT_ASIDE, in a memory layer, because the layer was not in edit mode any more. REFUSED, in a new
    layer, because the layer to append to did not take them, as `error` says. LOST, with `error` as a sentence. PART, in
    a new layer, from a prediction that was interrupted.
    """

    how: str
    count: int = 0
    layer: str = ""
    error: str = ""
    left_out: int = 0


class Delivery(QObject):
    """Waits for the end of one prediction and delivers its footprints.

    target: the layer that was chosen for them, None for a new layer. Signal `ended` with the Delivered; it is not
    emitted for a job that did not finish, unless its footprints are REFUSED, or whose project was closed.
    """

    ended = pyqtSignal(object)

    def __init__(self, workspace: Workspace, job: PanelJob, model: str, target: Optional[QgsVectorLayer]) -> None:
        super().__init__()
        self._workspace, self._job, self._model = workspace, job, model
        self._is_new = target is None
        self._target_id = target.id() if target is not None else ""
        self._target_name = target.name() if target is not None else ""
        self._adding: Union[IntoLayer, FileDelivery, None] = None
        self._left_out = 0
        self._is_open = True
        job.ended.connect(self._job_ended)
        workspace.project.cleared.connect(self.close)

    @property
    def is_adding(self) -> bool:
        """Whether the job has ended and its footprints are being added."""
        return self._is_open and self._adding is not None

    def close(self) -> None:
        """Disconnect, and take back the footprints of an unfinished delivery."""
        if self._is_open:
            self._is_open = False
            self._job.ended.disconnect(self._job_ended)
            self._workspace.project.cleared.disconnect(self.close)
            if self._adding is not None:
                self._adding.close()

    def _job_ended(self, outcome: JobOutcome) -> None:
        self._left_out = outcome.results.get("COUNT_KNOWN", 0)
        folder = self._job.feedback.folder
        if folder is not None and (folder / NOT_ADDED).is_file():
            self._keep_refused(folder / NOT_ADDED)
        elif outcome.status != FINISHED:
            self.close()
        elif "APPENDED" in outcome.results:
            self._end(self._appended(outcome.results["APPENDED"]))
        elif self._is_new:
            self._end(self._into_new_layer(outcome.results["FOOTPRINTS"]))
        else:
            self._add(self._job.take_layer(outcome.results["FOOTPRINTS"]))

    def _appended(self, count: int) -> Delivered:
        if count == 0:
            return Delivered(NOTHING)
        layer = self._workspace.project.mapLayer(self._target_id)
        if layer is not None:  # else it left the project meanwhile, and its file or database has them
            self._workspace.choose(footprints=layer)
        return Delivered(APPENDED, count, self._target_name)

    def _keep_refused(self, file: Path) -> None:
        try:
            self._adding = FileDelivery(self._workspace, file, self._model, REFUSED, NAME)
        except ProjectLayersError as error:
            self._end(Delivered(LOST, error=str(error)))
            return
        why = " ".join(self._job.feedback.errors)
        self._adding.ended.connect(lambda kept: self._end(kept if kept.how == LOST else replace(kept, error=why)))

    def _into_new_layer(self, source: str) -> Delivered:
        try:
            layer = keep_as_layer(self._workspace, source, self._model)
        except ProjectLayersError as error:
            return Delivered(LOST, error=str(error))
        return Delivered(NOTHING) if layer is None else Delivered(NEW_LAYER, layer.featureCount(), layer.name())

    def _add(self, found: QgsVectorLayer) -> None:
        count = found.featureCount()
        if count == 0:
            self._end(Delivered(NOTHING))
            return
        found.setName(free_name(self._workspace, self._model))
        adding = IntoLayer(found, self._workspace.project.mapLayer(self._target_id), self._workspace)
        self._adding = adding
        adding.ended.connect(lambda layer, is_target: self._end(
            Delivered(ADDED if is_target else KEPT_ASIDE, count, layer.name())))

    def _end(self, delivered: Delivered) -> None:
        self.close()
        self.ended.emit(replace(delivered, left_out=self._left_out))


class FileDelivery(QObject):
    """Copies the footprints in `file` into a new layer of the project, as a QgsTask. Its name follows `pattern`. Raises
    ProjectLayersError.

    Signal `ended` with the Delivered, as `how` says; when the project is closed meanwhile it is not emitted.
    """

    ended = pyqtSignal(object)

    def __init__(self, workspace: Workspace, file: Path, model: str, how: str, pattern: str) -> None:
        super().__init__()
        self._workspace, self._model, self._how, self._pattern = workspace, model, how, pattern
        found = vector_layer(file, TABLE)
        if not found.isValid():
            raise ProjectLayersError(tr(NOT_READ, path=file))
        path, table = project_geopackage(workspace), new_table(workspace, TABLE)
        self._path, self._source = path, f"{path}|layername={table}"
        self._task = QgsVectorFileWriterTask(found, str(path), table_options(path, table))
        self._task.completed.connect(self._written)
        self._task.errorOccurred.connect(self._failed)
        self.is_adding = True
        workspace.project.cleared.connect(self.close)
        QgsApplication.taskManager().addTask(self._task)

    def close(self) -> None:
        """Disconnect from the task and the project."""
        if self.is_adding:
            self.is_adding = False
            self._task.completed.disconnect(self._written)
            self._task.errorOccurred.disconnect(self._failed)
            self._workspace.project.cleared.disconnect(self.close)

    def _written(self, *_: object) -> None:
        self.close()
        try:
            name = free_name(self._workspace, self._model, self._pattern)
            layer = add_footprints(self._workspace, self._source, name)
        except ProjectLayersError as error:
            self.ended.emit(Delivered(LOST, error=str(error)))
            return
        self._workspace.choose(footprints=layer)
        self.ended.emit(Delivered(self._how, layer.featureCount(), layer.name()))

    def _failed(self, _: int, problem: str) -> None:
        self.close()
        self.ended.emit(Delivered(LOST, error=tr(NOT_COPIED, path=self._path, problem=problem)))


class PartDelivery(FileDelivery):
    """Copies the footprints of an interrupted prediction into a new layer, and then discards the prediction."""

    def __init__(self, workspace: Workspace, record: PredictionRecord) -> None:
        super().__init__(workspace, record.folder / FOOTPRINTS, record.model, PART, PARTIAL)
        self.ended.connect(lambda delivered: None if delivered.how == LOST else discard(record.folder))
