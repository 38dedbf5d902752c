"""Base class of the algorithms of which nothing stays but their results: the job's folder is gone afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Dict

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..worker.job_folder import gone_afterwards
from .worker_algorithm import WorkerAlgorithm


class ResultAlgorithm(WorkerAlgorithm):
    """An algorithm that runs its job and turns the outputs into `results`, which subclasses implement."""

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        with gone_afterwards(Path(self.request.folder)):
            return self.results(self.work(feedback), values, context, feedback)

    def on_cancel(self, feedback: QgsProcessingFeedback) -> None:
        shutil.rmtree(self.request.folder, ignore_errors=True)

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The algorithm's results, from the outputs of its job. Raises QgsProcessingException, and JobCanceled."""
        raise NotImplementedError
