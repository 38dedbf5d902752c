"""Processing provider (QgsProcessingProvider) with Roofline's algorithms."""

from __future__ import annotations

from contextlib import suppress
from typing import List

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ...protocol.paths import ICON
from ..environment.system import SetupError
from ..worker.network import network_variables
from ..worker.shared_worker import Workers
from .alignlabels import AlignLabelsAlgorithm
from .cacheimagery import CacheImageryAlgorithm
from .compare import CompareAlgorithm
from .evaluate import EvaluateAlgorithm
from .exportonnx import ExportOnnxAlgorithm
from .finetune import FinetuneAlgorithm
from .learningcurve import LearningCurveAlgorithm
from .predict import PredictAlgorithm
from .pretrain import PretrainAlgorithm
from .regularize import RegularizeAlgorithm
from .reviewgrid import ReviewGridAlgorithm
from .selftest import SelfTestAlgorithm
from .setup import SetupAlgorithm
from .suggest import SuggestAlgorithm


class RooflineProvider(QgsProcessingProvider):
    """The provider "Roofline" in the toolbox. `workers` is the worker process that its algorithms share."""

    def __init__(self) -> None:
        super().__init__()
        self.workers = Workers()

    def unload(self) -> None:
        """Called by QGIS when the provider is removed: end the worker process."""
        self.workers.close()

    def keep_spare(self) -> None:
        """Keep an idle worker running, as Workers.keep_spare does, for the main thread."""
        with suppress(SetupError):  # the next job meets the same error, and reports it
            self.workers.keep_spare(network_variables())

    def id(self) -> str:
        return "roofline"

    def name(self) -> str:
        return "Roofline"

    def longName(self) -> str:  # noqa: N802 - QGIS names it
        return "Roofline: building footprints from imagery"

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def supportedOutputRasterLayerExtensions(self) -> List[str]:  # noqa: N802
        return ["tif"]

    def loadAlgorithms(self) -> None:  # noqa: N802
        for algorithm in (SetupAlgorithm, FinetuneAlgorithm, PredictAlgorithm, EvaluateAlgorithm, CompareAlgorithm,
                          SuggestAlgorithm, LearningCurveAlgorithm, PretrainAlgorithm, AlignLabelsAlgorithm,
                          RegularizeAlgorithm, ReviewGridAlgorithm, CacheImageryAlgorithm, ExportOnnxAlgorithm,
                          SelfTestAlgorithm):
            self.addAlgorithm(algorithm())
