"""Parameters APPEND_TO and APPEND_FIELDS: an existing layer that takes the footprints of a prediction, all or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsFeature,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ...protocol.job_files import FOOTPRINTS, NOT_ADDED
from ..layers.append import AppendError, CommitError, Target, append, append_edit, is_shared, refusal
from ..layers.field_mapping import Fitting, MappingError, mapping_of, parse
from ..layers.import_polygons import Columns, FootprintsError, PolygonFile, layer_fields
from ..worker.client import JobCanceled
from ..worker.job_folder import KEPT_DAYS
from .worker_algorithm import WorkerAlgorithm

APPEND_TO, APPEND_FIELDS, APPENDED = "APPEND_TO", "APPEND_FIELDS", "APPENDED"


class NotAppended(Exception):
    """The layer took no footprint; the sentence says why, and where they are kept."""


def add_parameters(algorithm: WorkerAlgorithm) -> None:
    """Add APPEND_TO and APPEND_FIELDS."""
    algorithm.add(
        QgsProcessingParameterVectorLayer(APPEND_TO, "Append to", [QgsProcessing.TypeVectorPolygon], optional=True),
        "An existing layer that takes the footprints, all in one transaction or none: of the project, or a data source "
        "as postgres://dbname=... table=... In edit mode it takes them as one edit, which can be undone.")
    algorithm.add_advanced(
        QgsProcessingParameterString(APPEND_FIELDS, "Its fields", optional=True),
        "Which field of that layer takes which column of the footprints, as class=use, confidence=score, model= (a "
        "column without a field is left out); a JSON object does as well. Columns that are not named go into the "
        "fields that were chosen for the layer in the panel, or of their own name. Other fields have their default.")


class Appending:
    """The layer in APPEND_TO, checked before the job and filled after it. A layer that another thread may not touch
    (in edit mode, in memory, a file that is replaced) is filled on the main thread, by `finish`. Raises
    QgsProcessingException for a layer that cannot take footprints."""

    def __init__(self, algorithm: WorkerAlgorithm, values: Dict[str, Any], context: QgsProcessingContext,
                 columns: Columns) -> None:
        self._context, self._columns, self._file, self._count = context, columns, Path(), 0
        layer = algorithm.parameterAsVectorLayer(values, APPEND_TO, context)
        if layer is None:
            raise QgsProcessingException(f"{APPEND_TO} is no vector layer. Choose a layer of polygons.")
        try:
            chosen = parse(algorithm.parameterAsString(values, APPEND_FIELDS, context))
            mapping = mapping_of(layer, columns, chosen)
        except MappingError as error:
            raise QgsProcessingException(str(error)) from error
        problem = refusal(layer, mapping)
        if problem:
            raise QgsProcessingException(problem)
        self._target, self._is_shared = Target.of(layer, mapping), is_shared(layer)
        layer.dataSourceChanged.connect(self._follow)
        self.waits = False

    def take(self, file: Path, feedback: QgsProcessingFeedback) -> Optional[int]:
        """Append the footprints of `file`, a GeoPackage in the job's folder; their number, None where `finish` has to
        do it. Raises NotAppended, and JobCanceled."""
        self._file = file
        self.waits = not self._is_shared and QThread.currentThread() != QCoreApplication.instance().thread()
        if self.waits:
            return None
        count = self._append(feedback)
        feedback.pushInfo(self._said(count))
        return count

    def finish(self, feedback: QgsProcessingFeedback) -> int:
        """Append what waits, on the main thread. Raises NotAppended."""
        self.waits = False
        count = self._append(QgsProcessingFeedback())  # nothing cancels it any more
        feedback.pushInfo(self._said(count))
        return count

    def refresh(self) -> None:
        """Show on the map what another connection added. To be called on the layer's thread."""
        layer = self._context.getMapLayer(self._target.identifier)
        if layer is not None and layer.thread() == QThread.currentThread():
            if not layer.isEditable():
                layer.reload()
            layer.triggerRepaint()

    def _follow(self) -> None:
        """Slot, on the layer's thread: the layer is elsewhere now, such as a draft whose project was saved."""
        layer = self._context.getMapLayer(self._target.identifier)
        if layer is not None:
            self._target = Target.of(layer, self._target.mapping)

    def _append(self, feedback: QgsProcessingFeedback) -> int:
        try:
            found = PolygonFile(self._file)
            layer = self._target.open() if self._is_shared else self._here()
            fitting = Fitting(layer, layer_fields(self._columns), found.crs, self._context.transformContext(),
                              self._target.mapping)
            chunks = (self._told(fitting.fitted(chunk), feedback) for chunk in found.chunks(self._columns))
            return append_edit(layer, chunks) if layer.isEditable() else append(layer, chunks)
        except CommitError as error:
            raise NotAppended(
                f"It is not known whether layer '{self._target.name}' has the footprints, all or none: "
                f"{str(error).rstrip('.')}. Look before you add them again. {self._kept_aside()}") from error
        except (AppendError, FootprintsError, MappingError) as error:
            raise NotAppended(f"Nothing was added to layer '{self._target.name}': {str(error).rstrip('.')}. "
                              f"{self._kept_aside()}") from error

    def _here(self) -> QgsVectorLayer:
        """The layer itself where it is edited or in memory, and has to belong to this thread; else opened anew."""
        layer = self._context.getMapLayer(self._target.identifier)
        if layer is None:
            raise AppendError("the layer was removed meanwhile")
        if not layer.isEditable() and layer.providerType() != "memory":
            return self._target.open()
        if layer.thread() != QThread.currentThread():
            raise AppendError("the layer is edited, or in memory, where a model cannot add to it")
        return layer

    def _told(self, features: List[QgsFeature], feedback: QgsProcessingFeedback) -> List[QgsFeature]:
        if feedback.isCanceled():
            raise JobCanceled
        self._count += len(features)
        feedback.setProgressText(f"Adding to {self._target.name}: {self._count:,}")
        return features

    def _said(self, count: int) -> str:
        return f"Appended to layer '{self._target.name}': {count}"

    def _kept_aside(self) -> str:
        """Rename the file of the footprints, so that nobody takes them for a prediction that was cut off."""
        kept = self._file.with_name(NOT_ADDED)
        try:
            self._file.replace(kept)
            self._file.with_name(FOOTPRINTS).unlink(missing_ok=True)
        except OSError:  # open elsewhere: they stay under the name that they have
            kept = kept if kept.is_file() else self._file
        return f"The footprints are kept in {kept} for {KEPT_DAYS} days."
