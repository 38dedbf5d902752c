"""roofline:selftest in the real QGIS against the real worker process, with a toy for the learning core."""

from pathlib import Path

import pytest
from roofline.plugin.processing import selftest


@pytest.fixture(autouse=True)
def two_imports(monkeypatch):
    monkeypatch.setattr(selftest, "WORKER", selftest.WORKER.__class__(Path("none"), ("torch", "peft")))


def test_the_page_has_a_row_for_each_part_and_is_written_and_told(run, toy_worker, feedback, tmp_path):
    path = tmp_path / "page.md"
    assert run("selftest", REPORT=str(path)) == {"SUMMARY": "All 5 parts work.", "FAILED": 0, "REPORT": str(path)}
    page = path.read_text(encoding="utf-8")
    assert [line.split(" | ")[0] for line in page.splitlines() if " | yes | " in line] == [
        "| Start of the worker", "| import torch", "| import peft", "| An odd part", "| A good part"]
    assert "| A good part | yes | fine | 1.5 | 2 |" in page and "| Device | CPU (2 threads) |" in page
    assert feedback.infos[-1] == page and ("| QGIS | 3" in page or "| QGIS | 4" in page)


@pytest.mark.parametrize(("act", "words"), [
    ("have a bug", "Something went wrong"), ("be killed", "The worker stopped in the middle of the job"),
    ("run out of memory", "The memory ran out")])
def test_a_part_that_fails_is_told_and_the_others_run(run, toy_worker, tmp_path, monkeypatch, act, words):
    monkeypatch.setenv("TOY_PART", act)
    path = tmp_path / "page.md"
    assert run("selftest", REPORT=str(path))["FAILED"] == 1
    rows = path.read_text(encoding="utf-8").splitlines()
    (odd,) = [row for row in rows if row.startswith("| An odd part")]
    assert words in odd and "**no**" in odd and str(tmp_path) not in odd
    assert any(row.startswith("| A good part | yes") for row in rows)


def test_a_worker_that_does_not_start_is_the_only_row(run, toy_worker, monkeypatch, tmp_path):
    monkeypatch.setattr(selftest.SelfTestAlgorithm, "worker_module", "tests.no_such_worker")
    path = tmp_path / "page.md"
    assert run("selftest", REPORT=str(path)) == {"SUMMARY": "1 of 1 parts failed.", "FAILED": 1, "REPORT": str(path)}
    assert "The worker did not start" in path.read_text(encoding="utf-8")


def test_a_drive_that_is_not_connected_is_left_out(monkeypatch, tmp_path):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "not" / "yet" / "there"))
    assert "GiB free" in selftest._facts()["Disk"]
    monkeypatch.setattr(selftest, "home", lambda: Path("Z:", "not connected"))
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert "Disk" not in selftest._facts()


def test_cancel_ends_it_without_a_page(provider, toy_worker, context, feedback, tmp_path, monkeypatch):
    monkeypatch.setenv("TOY_PART", "never end")
    feedback.progressChanged.connect(lambda fraction: fraction > 50 and feedback.cancel())
    results, _ = provider.algorithm("selftest").run({"REPORT": str(tmp_path / "page.md")}, context, feedback)
    assert results == {} and not (tmp_path / "page.md").exists() and "Cancelled." in feedback.infos
