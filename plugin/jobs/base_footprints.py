"""Comparison with the base model: its footprints for a part of the imagery, kept in memory and not in a layer."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...protocol.model_files import is_encoder_choice
from ...protocol.settings.prediction import PredictSettings
from ..history.model_choices import model_name, reads_dates
from ..history.prediction_record import discard
from ..layers.imagery import ImageryError, part_in
from ..layers.measure import Ruler
from ..layers.workspace import Workspace
from ..online.imagery_parameters import imagery_parameters
from . import last_used
from .panel_job import CANCELED, FINISHED, PREDICT, JobOutcome, Jobs, PanelJob

AROUND = 2.0
"""Scale of the predicted extent in relation to the view, along each side."""
LARGEST_KM2 = 2.0
"""The largest extent predicted for a comparison: about 15 s on two cores."""


class CompareError(Exception):
    """The base model cannot predict now; the text says why and what to do."""


class BaseFootprints(QObject):
    """Footprints of the chosen base model in one part of the chosen imagery: `outlines` in `crs`, in no layer.

    Signals: `ready` when the outlines are there; `failed` with a sentence, "" when the job was cancelled.
    """

    ready = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__()
        self._workspace, self._jobs = workspace, jobs
        self.outlines: List[QgsGeometry] = []
        self.crs = QgsCoordinateReferenceSystem()
        self._covered: Optional[QgsRectangle] = None
        self._asked: Dict[str, Any] = {}
        self._job: Optional[PanelJob] = None

    @property
    def is_looking(self) -> bool:
        """Whether the prediction runs."""
        return self._job is not None

    def covers(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> bool:
        """Whether the base model's footprints are known for all of the imagery in `window`."""
        try:
            return (self._covered is not None and self._asked == self._parameters()
                    and bool(self._covered.contains(self._part(window, crs))))
        except CompareError:
            return False

    def find(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> None:
        """Start a quiet job of the panel that predicts in `window` and, where that is quick (LARGEST_KM2), around it,
        so that the next footprint is often covered too. Raises CompareError."""
        if self.is_looking:
            return
        part = self._quick_part(window, crs)
        if self._jobs.busy:
            raise CompareError("Something else is running. Compare when it has ended.")
        self._asked, self._covered = self._parameters(), None
        job = self._job = self._jobs.start(PREDICT, {
            **self._asked, "FOOTPRINTS": "TEMPORARY_OUTPUT",
            "EXTENT": QgsReferencedRectangle(part, self._imagery().crs())}, quiet=True)
        job.ended.connect(lambda outcome: self._ended(job, part, outcome))

    def close(self) -> None:
        """Forget the outlines; the result of a running job is ignored."""
        self._job, self._covered, self.outlines = None, None, []

    def _ended(self, job: PanelJob, part: QgsRectangle, outcome: JobOutcome) -> None:
        if outcome.status == CANCELED and job.feedback.folder is not None:
            discard(job.feedback.folder)  # it will not be resumed
        if job is not self._job:
            return
        self._job = None
        layer = job.take_layer(outcome.results["FOOTPRINTS"]) if outcome.status == FINISHED else None
        if not isinstance(layer, QgsVectorLayer):
            self.failed.emit(outcome.error)
            return
        self.outlines = [feature.geometry() for feature in layer.getFeatures()]
        self.crs, self._covered = layer.crs(), part
        self.ready.emit()

    def _parameters(self) -> Dict[str, Any]:
        """What the base model is asked now, but for the place. Raises CompareError without imagery, and where the base
        is an encoder."""
        self._imagery()
        model = self._workspace.choices.base_model
        if is_encoder_choice(model):
            raise CompareError(f"Trainings start from the encoder {model_name(model)}, which finds nothing by itself, "
                               "so there is nothing to compare with.")
        return {**last_used.read(PredictSettings), **imagery_parameters(self._workspace, reads_dates(model)),
                **({"MODEL": model} if model else {})}

    def _imagery(self) -> QgsRasterLayer:
        imagery = self._workspace.imagery
        if imagery is None or not imagery.isValid():
            raise CompareError("There is no imagery to compare on. Choose it at the top.")
        return imagery

    def _quick_part(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
        around, shown = (self._part(box, crs) for box in (window.scaled(AROUND), window))
        if self._km2(around) <= LARGEST_KM2:
            return around
        if self._km2(shown) <= LARGEST_KM2:
            return shown
        raise CompareError(f"The map shows {self._km2(shown):.0f} km² of the imagery, which takes long to look at. "
                           f"Zoom in to {LARGEST_KM2:g} km² or less.")

    def _km2(self, part: QgsRectangle) -> float:
        ruler = Ruler(self._imagery().crs(), self._workspace.project.transformContext())
        return ruler.area_m2(QgsGeometry.fromRect(part)) / 1e6

    def _part(self, window: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
        """The part of the imagery in `window`, in the imagery's CRS. Raises CompareError when it is empty."""
        try:
            return part_in(window, crs, self._imagery(), self._workspace.project)
        except ImageryError as error:
            raise CompareError(str(error)) from error
