"""The real QGIS, without a window, with our provider; the real worker process with a toy for the learning core."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest  # noqa: E402
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject  # noqa: E402
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster  # noqa: E402
from roofline.tests.support.postgis_server import postgis_server  # noqa: E402
from roofline.tests.support.scratch_qgis import scratch_qgis  # noqa: E402
from roofline.tests.support.unhandled import unhandled  # noqa: E402, F401


@pytest.fixture(scope="session", autouse=True)
def qgis(tmp_path_factory):
    application = scratch_qgis(tmp_path_factory.mktemp("profile"), with_windows=False)
    yield application
    # No exitQgis(): pytest still holds algorithms in the tracebacks of failures that tests expected, and they would be
    # destroyed after the registries that they belong to. The process ends here anyway.
    QgsProject.instance().clear()


@pytest.fixture(scope="session")
def postgis():
    with postgis_server() as server:
        yield server


@pytest.fixture()
def provider(qgis):
    from roofline.plugin.plugin import RooflinePlugin

    plugin = RooflinePlugin(None)
    plugin.initProcessing()
    yield QgsApplication.processingRegistry().providerById("roofline")
    plugin.unload()


@pytest.fixture()
def context():
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    yield context
    QgsProject.instance().clear()


class Listener(QgsProcessingFeedback):
    """Feedback that keeps what it is told."""

    def __init__(self):
        super().__init__(False)
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.infos: list[str] = []
        self.debug: list[str] = []
        self.texts: list[str] = []
        self.fractions: list[float] = []
        self.progressChanged.connect(self.fractions.append)

    def reportError(self, error, fatalError=False):  # noqa: N802, N803
        self.errors.append(error)

    def pushWarning(self, text):  # noqa: N802
        self.warnings.append(text)

    def pushInfo(self, text):  # noqa: N802
        self.infos.append(text)

    def pushDebugInfo(self, text):  # noqa: N802
        self.debug.append(text)

    def setProgressText(self, text):  # noqa: N802
        self.texts.append(text)


@pytest.fixture()
def feedback():
    return Listener()


@pytest.fixture()
def toy_worker(monkeypatch, tmp_path):
    """Algorithms talk to the toy worker, in this Python; runs go below `tmp_path`/home."""
    from roofline.plugin.processing import worker_algorithm

    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(worker_algorithm, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(worker_algorithm.WorkerAlgorithm, "worker_module", "tests.qgis.toys.worker")
    return tmp_path / "home" / "runs"


@pytest.fixture()
def run(provider, context, feedback):
    """Run an algorithm as QGIS does; its results. Raises AssertionError with what QGIS would show when it fails."""

    def run(name, **values):
        algorithm = provider.algorithm(name)
        fine, words = algorithm.checkParameterValues(values, context)
        assert fine, words
        results, fine = algorithm.run(values, context, feedback)
        assert fine, " ".join(feedback.errors)
        return results

    return run


@pytest.fixture()
def raster(tmp_path):
    return str(make_raster(tmp_path / "image.tif"))


@pytest.fixture()
def scratch(tmp_path, monkeypatch, toy_worker):
    """Where job folders go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture()
def town(raster, tmp_path):
    """Inputs for a fine-tuning that behaves as BASE_MODEL says."""
    return {"IMAGERY": [raster], "LABELS": make_layer(HOUSE), "MODEL": str(tmp_path / "town.roofline"),
            "BASE_MODEL": "count"}
