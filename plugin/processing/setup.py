"""Processing algorithm: installation of the worker's virtual environment."""

from __future__ import annotations

import os
from typing import Any, Dict
from urllib.parse import quote

from qgis.core import (
    QgsNetworkAccessManager,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
)
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtNetwork import QNetworkProxy

from ...protocol.messages import Progress
from ...protocol.paths import ICON
from ..environment.installer import SetupCanceled
from ..environment.system import SetupError
from ..environment.torch_builds import CPU_DOWNLOAD_GIGABYTES, CUDA_DOWNLOAD_GIGABYTES
from ..environment.installation import set_up
from ..worker.feedback import JobFeedback

HELP = f"""Installs what Roofline learns with (PyTorch and others) into an environment of its own. \
QGIS's Python stays as it is. When the environment is ready, nothing is done.

It downloads about {CPU_DOWNLOAD_GIGABYTES:g} GB, or about {CUDA_DOWNLOAD_GIGABYTES:g} GB where there is an NVIDIA \
graphics card.

The variable ROOFLINE_HOME names another folder for it; ROOFLINE_PYTHON a Python of your own that has the packages."""


class SetupAlgorithm(QgsProcessingAlgorithm):
    """roofline:setup. Runs `set_up` with QGIS's progress, cancellation and network proxy."""

    def name(self) -> str:
        return "setup"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return "Set up Roofline"

    def shortDescription(self) -> str:  # noqa: N802
        return "Installs the packages that Roofline learns with."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        return type(self)()

    def initAlgorithm(self, configuration: Any = None) -> None:  # noqa: N802
        repair = QgsProcessingParameterBoolean("REPAIR", "Make the environment again", defaultValue=False)
        repair.setHelp("Remove an environment that does not work, and make a new one.")
        self.addParameter(repair)
        self.addOutput(QgsProcessingOutputFile("ENVIRONMENT", "Python of the environment"))

    def prepareAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> bool:
        self._proxy = proxy_variables(QgsNetworkAccessManager.instance().fallbackProxy())  # of the main thread
        self._workers = self.provider().workers  # the provider may be gone once we run
        return True

    def processAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        def show(fraction: float, text: str) -> None:
            feedback.setProgress(100 * fraction)
            feedback.setProgressText(text)
            if isinstance(feedback, JobFeedback):
                feedback.put(Progress(self.name(), fraction, text))

        repair = self.parameterAsBool(values, "REPAIR", context)
        variables = {**self._proxy, **os.environ}
        if repair:
            self._workers.close()  # Windows removes no file that a process uses
        try:
            return {"ENVIRONMENT": str(set_up(show, feedback.isCanceled, repair=repair, variables=variables))}
        except SetupCanceled:
            feedback.pushInfo("Cancelled.")
            return {}
        except SetupError as error:
            raise QgsProcessingException(str(error)) from error


def proxy_variables(proxy: QNetworkProxy) -> Dict[str, str]:
    """QGIS's proxy as environment variables for pip, {} without one. Not as arguments, which other users of the
    machine could see."""
    kinds = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)
    if proxy.type() not in kinds or not proxy.hostName():
        return {}
    user = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@" if proxy.user() else ""
    address = f"http://{user}{proxy.hostName()}:{proxy.port()}"
    return {"HTTP_PROXY": address, "HTTPS_PROXY": address}
