"""Processing algorithm: self-test of the worker on this machine."""

from __future__ import annotations

import platform
import shutil
import time
import uuid
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QT_VERSION_STR

from ...protocol.job_requests import Request, SelfTest
from ...protocol.messages import Progress
from ...protocol.metadata import plugin_metadata
from ..environment.self_test_page import Row, page, summary
from ..environment.system import nvidia_driver
from ..environment.virtual_environment import WORKER, home
from ..translation import mark, tr
from ..worker.client import WorkerClient, WorkerError
from ..worker.feedback import JobFeedback
from ..worker.job_folder import gone_afterwards
from .job_inputs import JobInputs
from .parameters import writable_file
from .worker_algorithm import WorkerAlgorithm

HELP = """Tests whether all of Roofline works on this computer, and how fast: every package of the worker, a training, \
a prediction in PyTorch and in ONNX Runtime, the graphics card, and the way from a raster and labels to footprints.

It takes a minute or two, and gives one page of text without names or paths, to paste into a report of an error."""


class SelfTestAlgorithm(WorkerAlgorithm):
    """roofline:selftest. Each part is a job of a worker process of its own, so that none takes the others down."""

    def name(self) -> str:
        return "selftest"

    def displayName(self) -> str:  # noqa: N802 - QGIS names it
        return tr(mark("Self-test"))

    def shortDescription(self) -> str:  # noqa: N802
        return "Tests whether all of Roofline works on this computer, and how fast."

    def shortHelpString(self) -> str:  # noqa: N802
        return HELP

    def tags(self) -> List[str]:
        return ["self-test", "diagnostics", "gpu", "cuda", "benchmark", "report"]

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        self.add(QgsProcessingParameterFileDestination("REPORT", "Page", "Text (*.txt *.md)", optional=True),
                 "The page as a text file (Markdown).")
        self.addOutput(QgsProcessingOutputString("SUMMARY", "Summary"))
        self.addOutput(QgsProcessingOutputNumber("FAILED", "Parts that failed"))

    def make_request(self, inputs: JobInputs) -> Request:
        """A SelfTest request, which asks for the parts that there are."""
        self._path = writable_file(self.parameterAsFileOutput(inputs.values, "REPORT", inputs.context))
        return SelfTest(uuid.uuid4().hex, str(inputs.folder), "machine")

    def process(self, values: Dict[str, Any], context: QgsProcessingContext,
                feedback: QgsProcessingFeedback) -> Dict[str, Any]:
        facts = _facts()
        with gone_afterwards(Path(self.request.folder)), WorkerClient(
                self._python, self.worker_module, self._network) as client:
            rows = list(self._rows(client, facts, feedback))
        text = page(facts, rows)
        feedback.pushInfo(text)
        if self._path:
            _write(Path(self._path), text)
        told = {"SUMMARY": summary(rows), "FAILED": sum(not row.works for row in rows)}
        return {**told, "REPORT": self._path} if self._path else told

    def on_cancel(self, feedback: QgsProcessingFeedback) -> None:
        shutil.rmtree(self.request.folder, ignore_errors=True)

    def _rows(self, client: WorkerClient, facts: Dict[str, str], feedback: QgsProcessingFeedback) -> Iterator[Row]:
        """Run the parts one after the other; what the worker tells of the machine is added to `facts`. Raises
        JobCanceled."""
        started = time.monotonic()
        row, found = self._row(client, feedback, "machine", "Start of the worker", 0.0)
        yield row if found is None else Row(row.title, "", True, time.monotonic() - started)
        if found is None:
            return
        facts.update(found["facts"])
        parts = [*((f"import {name}", f"import {name}") for name in WORKER.modules), *found["parts"]]
        for number, (part, title) in enumerate(parts):
            yield self._row(client, feedback, part, title, (number + 1) / (len(parts) + 1))[0]

    def _row(self, client: WorkerClient, feedback: QgsProcessingFeedback, part: str, title: str,
             fraction: float) -> Tuple[Row, Optional[Dict[str, Any]]]:
        """Run one part; its row and outputs, None where it failed. Raises JobCanceled."""
        feedback.setProgress(100 * fraction)
        feedback.setProgressText(title)
        if isinstance(feedback, JobFeedback):
            feedback.put(Progress(self.name(), fraction, title))
        request = SelfTest(uuid.uuid4().hex, self.request.folder, part)
        try:
            found = client.run(request, lambda message: None, feedback.isCanceled)
        except WorkerError as error:
            last = error.details.strip().splitlines()[-1:] if error.died else []
            return Row(title, " ".join([str(error), *last]), False), None
        return Row(title, found.get("text", ""), True, found.get("seconds"), found.get("megapixels_per_second")), found


def _facts() -> Dict[str, str]:
    """What QGIS knows of the machine."""
    return {"Date": time.strftime("%Y-%m-%d"), "Roofline": plugin_metadata("version"),
            "QGIS": f"{Qgis.QGIS_VERSION}, Qt {QT_VERSION_STR}, Python {platform.python_version()}",
            "System": platform.platform(), "NVIDIA driver": nvidia_driver() or "none",
            **_disk(home())}


def _disk(folder: Path) -> Dict[str, str]:
    """The free space where `folder` lies or will lie, as a fact; none on a drive that is not connected."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    if there is None:
        return {}
    disk = shutil.disk_usage(there)
    return {"Disk": f"{disk.free / 2**30:.0f} of {disk.total / 2**30:.0f} GiB free where Roofline keeps its data"}


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QgsProcessingException(f"{path} could not be written: {error.strerror}. Choose another place.") from error
