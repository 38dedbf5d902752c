"""Base classes of the algorithms that train: a run has a folder that stays, can be resumed, or is only written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Dict, Optional, Type

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFolderDestination,
)

from ...protocol.job_files import REQUEST
from ...protocol.job_lock import is_held
from ...protocol.job_requests import Request
from ..worker.client import WorkerError
from ..worker.job_folder import Record, drop_unasked, is_run
from .feedback_adapter import FeedbackAdapter
from .parameters import is_empty
from .run_folders import empty_folder, folder_to_resume, new_run_folder
from .worker_algorithm import WorkerAlgorithm


class ResumableAlgorithm(WorkerAlgorithm):
    """An algorithm with the parameter RESUME, whose requests are of `request_class`."""

    request_class: ClassVar[Type[Request]]
    _begun_with = b""

    def begun_folder(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[Path]:
        """The folder of RESUME; None where that is empty."""
        resume = self.parameterAsFile(values, "RESUME", context)
        if not resume:
            return None
        folder = folder_to_resume(resume, self.request_class)
        self._begun_with = (folder / REQUEST).read_bytes()
        return folder

    def on_cancel(self, feedback: QgsProcessingFeedback) -> None:
        """The folder is gone where nothing was asked yet, else how to resume it is told."""
        folder = Path(self.request.folder)
        drop_unasked(folder)
        if is_run(folder):
            feedback.pushInfo(self.how_to_resume())

    def failure(self, error: WorkerError) -> str:
        """The error; where the worker process ended, also how to resume the run. One that refused to go on with what it
        was given keeps the request and the layers that it was begun with, and takes on no others."""
        if error.died:
            return f"{error} {self.how_to_resume()}"
        folder = Path(self.request.folder)
        if self._begun_with and not is_held(folder):  # by another QGIS, which began it a moment before
            Record(folder).request_as_written(self._begun_with)
            self.inputs.take_back()
        return str(error)

    def how_to_resume(self) -> str:
        """What to do with the folder of a run that was cut off, as a sentence."""
        raise NotImplementedError


class RunAlgorithm(ResumableAlgorithm):
    """An algorithm with the parameters RESUME, MODEL and RUN_FOLDER."""

    def add_run_folder(self) -> None:
        """Add the parameter RUN_FOLDER."""
        self.add_advanced(
            QgsProcessingParameterFolderDestination("RUN_FOLDER", "Run folder", optional=True, createByDefault=False),
            "Only write the run into this folder, for torchrun to train it on several computers "
            "(docs/large-rasters.md).")

    def complaint(self, values: Dict[str, Any], context: QgsProcessingContext) -> Optional[str]:
        """Besides the usual errors: RESUME and RUN_FOLDER exclude each other."""
        if not is_empty(values.get("RESUME")) and not is_empty(values.get("RUN_FOLDER")):
            return ("Both a run to resume and a run folder were given. Leave one of RESUME and RUN_FOLDER empty: the "
                    "folder of a run that was written down is resumed by torchrun itself.")
        return super().complaint(values, context)

    def make_folder(self, values: Dict[str, Any], context: QgsProcessingContext) -> Path:
        """The folder of RESUME or RUN_FOLDER, else a new one named after the file of MODEL."""
        begun = self.begun_folder(values, context)
        if begun is not None:
            return begun
        if not is_empty(values.get("RUN_FOLDER")):
            return empty_folder(self.parameterAsFileOutput(values, "RUN_FOLDER", context))
        return new_run_folder(Path(self.parameterAsFileOutput(values, "MODEL", context)).stem)

    def written_down(self, values: Dict[str, Any], feedback: QgsProcessingFeedback) -> Optional[Dict[str, Any]]:
        """Tell the run's folder; where it is that of RUN_FOLDER, write the request there, where the worker's own record
        of it would be. The results then; None where the run is to be made. Raises QgsProcessingException, and
        JobCanceled."""
        feedback.pushInfo(f"The run's folder is {self.request.folder}")
        if is_empty(values.get("RUN_FOLDER")):
            return None
        self._fetch_imagery(FeedbackAdapter(feedback), feedback)
        record = Record(Path(self.request.folder))
        record.request(self.request)
        if record.trouble:
            raise QgsProcessingException(record.trouble)
        return {"RUN_FOLDER": self.request.folder}
