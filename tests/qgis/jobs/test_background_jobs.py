"""Algorithms run in the background, as the toolbox and the panel run them, with a toy for the learning core."""

import os
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsProcessingAlgRunnerTask
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtNetwork import QNetworkProxy
from roofline.plugin.worker.client import JobCanceled, WorkerClient
from roofline.plugin.worker.feedback import JobFeedback
from roofline.protocol.messages import Preview

pytestmark = pytest.mark.usefixtures("scratch")


def in_background(algorithm, values, context, feedback, after_ms=None):
    """Run as the toolbox does, with the event loop going on; (fine, results)."""
    task = QgsProcessingAlgRunnerTask(algorithm, values, context, feedback)
    loop = QEventLoop()
    ended: list = []

    def end(*outcome):
        ended.extend(outcome)
        loop.quit()

    task.executed.connect(end)
    QTimer.singleShot(20_000, loop.quit)
    if after_ms:
        QTimer.singleShot(after_ms, feedback.cancel)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    return ended


def test_it_runs_in_the_background_while_the_window_lives(provider, town, context, feedback):
    fine, results = in_background(provider.algorithm("finetune").create(), town, context, feedback)
    assert fine and results["SCORE"] == 0.75


def test_it_can_be_cancelled_in_the_background(provider, town, context, feedback):
    values = {**town, "BASE_MODEL": "never end"}
    fine, _ = in_background(provider.algorithm("finetune").create(), values, context, feedback, after_ms=1500)
    assert not fine and not Path(town["MODEL"]).exists()


def test_the_panel_hears_the_worker_itself_and_knows_folder_and_device(provider, town, context, toy_worker):
    panel = JobFeedback()
    _, fine = provider.algorithm("finetune").run(town, context, panel)
    assert fine
    (folder,) = toy_worker.iterdir()
    assert panel.folder == folder and panel.device == "CPU (1 thread)"
    said = panel.fetch()
    assert [type(message).__name__ for message in said] == 4 * ["Progress"] + ["Notice"]
    assert said[0].remaining_s == 3 and said[0].figures == {"loss": 1.0}


def test_the_panel_knows_the_folder_once_its_job_is_prepared(provider, town, context, toy_worker):
    panel = JobFeedback()
    QgsProcessingAlgRunnerTask(provider.algorithm("finetune").create(), town, context, panel)
    assert panel.folder is not None and panel.folder.parent == toy_worker


def test_the_panel_can_stop_a_training_and_keep_its_model(provider, town, context):
    panel = JobFeedback()
    panel.progressChanged.connect(lambda fraction: panel.stop())
    results, fine = provider.algorithm("finetune").run({**town, "BASE_MODEL": "show until stopped"}, context, panel)
    assert fine and results["SCORE"] == 0.5
    assert any(isinstance(message, Preview) for message in panel.fetch())


@pytest.mark.parametrize("name", ["finetune", "predict"])
def test_only_the_panel_asks_for_previews(provider, town, context, feedback, raster, name, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(WorkerClient, "run", lambda client, request, *rest: (
        asked.append(request.previews), (_ for _ in ()).throw(JobCanceled("enough")))[0])
    values = town if name == "finetune" else {"IMAGERY": [raster], "FOOTPRINTS": "memory:"}
    for how in (feedback, JobFeedback()):
        provider.algorithm(name).run(values, context, how)
    assert asked == [False, True]


def test_jobs_of_the_toolbox_side_by_side_share_one_worker(provider, town, context, feedback, tmp_path):
    values = {**town, "BASE_MODEL": "tell pid"}
    provider.workers._keeps = True  # what keep_spare wishes, without the real worker
    pids = []
    for _ in range(2):
        panel = JobFeedback()
        provider.algorithm("finetune").run(values, context, panel)
        pids += [message.figures["pid"] for message in panel.fetch()]
    assert len(pids) == 2 and len(set(pids)) == 1
    provider.unload()
    assert not Path(f"/proc/{pids[0]:.0f}").exists()


def test_the_proxy_of_qgis_reaches_the_worker_and_is_written_down_nowhere(provider, town, context, monkeypatch):
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    provider.workers._keeps = True
    panel, network = JobFeedback(), QgsNetworkAccessManager.instance()
    before = network.fallbackProxy(), network.excludeList(), network.noProxyList()
    proxy = QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "proxy.office", 8080, "anna", "kept secret")
    network.setFallbackProxyAndExcludes(proxy, [], ["https://intranet.office"])
    try:
        provider.algorithm("finetune").run({**town, "BASE_MODEL": "tell pid"}, context, panel)
    finally:
        network.setFallbackProxyAndExcludes(*before)
    [pid] = [message.figures["pid"] for message in panel.fetch() if "pid" in getattr(message, "figures", ())]
    variables = Path(f"/proc/{pid:.0f}/environ").read_bytes().split(b"\0")
    assert {b"http_proxy=http://anna:kept%20secret@proxy.office:8080", b"no_proxy=intranet.office"} <= {*variables}
    assert not any(b"kept" in file.read_bytes() for file in panel.folder.rglob("*") if file.is_file())
