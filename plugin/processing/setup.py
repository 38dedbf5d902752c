"""Processing algorithm: installation of the worker's virtual environment."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, Dict, Tuple

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
    QgsProject,
)
from qgis.PyQt.QtGui import QIcon

from ...protocol.job_lock import being_done
from ...protocol.messages import Notice, Progress
from ...protocol.paths import ICON
from ...protocol.settings.base import SettingsError, check_bool
from ...protocol.settings.imagery import KeepSettings
from ..environment.extras import EXTRAS, NONE, parsed_extras
from ..environment.installation import gather, set_up, use_own
from ..environment.installer import SetupCanceled
from ..environment.interpreters import dotted
from ..environment.system import SetupError, with_network
from ..environment.torch_builds import (
    CPU_DOWNLOAD_GIGABYTES,
    CPU_GIGABYTES,
    CPU_KEPT_GIGABYTES,
    CUDA_DOWNLOAD_GIGABYTES,
    CUDA_GIGABYTES,
    CUDA_KEPT_GIGABYTES,
)
from ..environment.uninstall import uninstall
from ..environment.virtual_environment import home
from ..help_pages import algorithm_page
from ..history.kept_imagery import kept_imagery, removable, remove
from ..online.cache_raster import folders
from ..online.errors import OnlineError
from ..translation import mark, tr
from ..worker.background_client import wait_until_gone
from ..worker.feedback import JobFeedback
from ..worker.job_folder import held_folder
from ..worker.network import network_variables
from ..worker.process import CLOSE_SECONDS
from .parameters import definitions, is_empty, read_bool, read_settings, unknown_parameters

HELP = f"""Installs what Roofline learns with (PyTorch and others) into an environment of its own. \
QGIS's Python stays as it is. When the environment is ready, nothing is done.

It downloads about {CPU_DOWNLOAD_GIGABYTES:g} GB and takes {CPU_GIGABYTES:g} GB of disk while it installs, \
{CPU_KEPT_GIGABYTES:g} GB afterwards; where there is an NVIDIA graphics card {CUDA_DOWNLOAD_GIGABYTES:g} GB, \
{CUDA_GIGABYTES:g} GB and {CUDA_KEPT_GIGABYTES:g} GB.

The variable ROOFLINE_HOME names another folder for it; ROOFLINE_PYTHON a Python of your own that has the packages."""


TERRATORCH = EXTRAS["terratorch"]
EXTRAS_HELP = ("terratorch: the backbones of TerraTorch as base models (encoder:terratorch_NAME). They need Python "
               f"{dotted(TERRATORCH.oldest_python)} and {TERRATORCH.gigabytes:g} GB more; where the Python of before "
               f"is older, a whole environment is made beside the one that is there. {NONE}: without them again. "
               "Empty: as before.")


class SetupAlgorithm(QgsProcessingAlgorithm):
    """roofline:setup. Runs `set_up` with QGIS's progress, cancellation and network proxy."""

    def name(self) -> str:
        return "setup"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Set up Roofline"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Installs the packages that Roofline learns with."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def helpUrl(self) -> str:  # noqa: N802
        return algorithm_page(self.name())

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        return type(self)()

    def initAlgorithm(self, configuration: Any = None) -> None:  # noqa: N802
        repair = QgsProcessingParameterBoolean("REPAIR", "Make the environment again", defaultValue=False)
        repair.setHelp("Remove an environment that does not work, and make a new one.")
        self.addParameter(repair)
        every = "All files (*)"  # QGIS's own filter refuses a name without a dot
        self._add(QgsProcessingParameterFile("PYTHON", "Python of your own", optional=True, fileFilter=every),
                  "An interpreter that has the packages already. It is checked, remembered, and never installed into.")
        self._add(QgsProcessingParameterBoolean("UNINSTALL", "Uninstall", defaultValue=False),
                  "Remove the environment, or only forget the Python of your own. Models, runs and settings stay.")
        self._add(QgsProcessingParameterBoolean("REMOVE_IMAGERY", "Remove fetched imagery", defaultValue=False),
                  "Only remove imagery that was fetched from services or drawn, beside the project and in Roofline's "
                  "folder, and was not used for some days (UNUSED_DAYS). What a training or a prediction that was cut "
                  "off can go on with stays. It is fetched again when it is needed.")
        for parameter in definitions(KeepSettings):
            self.addParameter(parameter)
        self._add(QgsProcessingParameterString("EXTRAS", "Optional parts", optional=True), EXTRAS_HELP)
        folder = QgsProcessingParameterFile.Folder
        self._add(QgsProcessingParameterFile("BUNDLE", "Install from this bundle", behavior=folder, optional=True),
                  "Take the packages from an offline bundle, without network: with all optional parts that are in it, "
                  "or those that EXTRAS names.")
        self._add(QgsProcessingParameterFolderDestination(
            "BUNDLE_TO", "Make a bundle in this folder", optional=True, createByDefault=False),
            "Download the packages into a folder, for computers without network, with the optional parts that EXTRAS "
            "names. Nothing is installed then.")
        self._add(QgsProcessingParameterString("BUNDLE_FOR", "Computer that the bundle is for", optional=True),
                  "Such as 'windows 3.12', 'macos 3.12', 'linux 3.11 cu128': the system, its Python, PyTorch's build "
                  "for a graphics card. Without it: one like this computer.")
        self.addOutput(QgsProcessingOutputFile("ENVIRONMENT", "Python of the environment"))
        self.addOutput(QgsProcessingOutputNumber("FREED_MB", "Megabytes of imagery that were removed"))

    def _add(self, parameter: QgsProcessingParameterDefinition, help_text: str) -> None:
        parameter.setHelp(help_text)
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(parameter)

    def checkParameterValues(  # noqa: N802
            self, values: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        target = self.parameterAsString(values, "BUNDLE_FOR", context)
        if target and is_empty(values.get("BUNDLE_TO")):
            return False, (f"BUNDLE_FOR names a computer ({target}), and BUNDLE_TO no folder for its bundle. Give both,"
                           " or none to set up this computer.")
        return super().checkParameterValues(values, context)

    def prepareAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> bool:
        for sentence in unknown_parameters(self, values):
            feedback.pushWarning(sentence)
        self._imagery = folders(context.project() or QgsProject.instance())
        try:
            self._repair, self._uninstall, self._remove_imagery = (
                self._said_yes(values, name, context) for name in ("REPAIR", "UNINSTALL", "REMOVE_IMAGERY"))
            self._unused_days = read_settings(KeepSettings, self, values, context).unused_days
            self._network = network_variables()
        except (SettingsError, SetupError) as error:
            raise QgsProcessingException(str(error)) from error
        self._workers = self.provider().workers  # the provider may be gone once we run
        return True

    def processAlgorithm(self, values: Dict[str, Any], context: QgsProcessingContext,  # noqa: N802
                         feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        def show(fraction: float, text: str) -> None:
            feedback.setProgress(100 * fraction)
            feedback.setProgressText(text)
            if isinstance(feedback, JobFeedback):
                feedback.put(Progress(self.name(), fraction, text))

        def warn(text: str) -> None:
            feedback.pushWarning(text)
            if isinstance(feedback, JobFeedback):
                feedback.put(Notice(self.name(), text))

        own, bundle, target, parts = (self.parameterAsString(values, name, context)
                                      for name in ("PYTHON", "BUNDLE", "BUNDLE_FOR", "EXTRAS"))
        bundle_to = self.parameterAsFileOutput(values, "BUNDLE_TO", context)
        variables = with_network(os.environ, self._network)
        try:
            if self._uninstall or own:
                self._end_processes(self._uninstall)
            extras = parsed_extras(parts)
            if self._remove_imagery:
                return {"FREED_MB": remove(removable(kept_imagery(self._imagery), self._unused_days)) / 1e6}
            if self._uninstall:
                uninstall(home())
                return {}
            if own:
                return {"ENVIRONMENT": str(use_own(Path(own), show, feedback.isCanceled, variables=variables))}
            if bundle_to:
                gather(Path(bundle_to), show, feedback.isCanceled, target=target, variables=variables, extras=extras)
                return {"BUNDLE_TO": bundle_to}
            python = set_up(show, feedback.isCanceled, repair=self._repair, bundle=Path(bundle) if bundle else None,
                            variables=variables, warn=warn, release=lambda: self._end_processes(self._repair),
                            extras=extras)
            return {"ENVIRONMENT": str(python)}
        except SetupCanceled:
            feedback.pushInfo("Cancelled.")
            return {}
        except (SetupError, OnlineError) as error:
            raise QgsProcessingException(str(error)) from error

    def _said_yes(self, values: Dict[str, Any], name: str, context: QgsProcessingContext) -> bool:
        """Whether a boolean parameter says yes. Raises SettingsError for words that say neither yes nor no."""
        said = read_bool(self, values, name, context)
        check_bool(name, said)
        return bool(said)

    def _end_processes(self, removes: bool) -> None:
        """End the worker, and wait for those that the panel ends: Windows removes and renames no file that a process
        uses. removes: the packages go, which a job of another QGIS needs; raises SetupError while there is one, and
        then our own jobs go on."""
        if removes:
            _wait_for_jobs(elsewhere=True)
        self._workers.close()
        wait_until_gone(CLOSE_SECONDS + 1)
        if removes:
            _wait_for_jobs(elsewhere=False)


def _wait_for_jobs(elsewhere: bool) -> None:
    """Wait CLOSE_SECONDS at most for the jobs of all QGIS, or of those `elsewhere`. Raises SetupError while there is
    one."""
    deadline = time.monotonic() + CLOSE_SECONDS
    while (folder := held_folder(elsewhere)) is not None:
        if time.monotonic() > deadline:
            raise SetupError(f"{being_done(folder)} It needs the packages, so nothing was changed.")
        time.sleep(0.1)
