"""Base class of the algorithms of which nothing stays but their results: the job's folder is gone afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..worker.job_folder import gone_afterwards
from .worker_algorithm import WorkerAlgorithm


class ResultAlgorithm(WorkerAlgorithm):
    """An algorithm that runs its job and turns the outputs into `results`, which subclasses implement."""

    def processAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802 - QGIS names it
                         feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        with gone_afterwards(Path(self.request.folder)):
            outputs = self.work(feedback)
            return {} if outputs is None else self.results(outputs, values, context, feedback)

    def results(self, outputs: Dict[str, Any], values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        """The algorithm's results, from the outputs of its job. Raises QgsProcessingException."""
        raise NotImplementedError
