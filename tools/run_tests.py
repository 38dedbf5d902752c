"""Test runner: pytest for each test folder in the Python that it needs (QGIS's or the worker's), with a summary.

    python3 tools/run_tests.py QGIS_PYTHON WORKER_PYTHON [FOLDER ...]        (default: every folder)
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parents[1]
QGIS_FOLDERS = ("tests/unit", "tests/qgis", "tests/end_to_end")
WINDOW_FOLDERS = ("tests/ui",)
"""Apart from the others, which have a QApplication without windows."""
DESKTOP = ("tests/ui/test_desktop.py",)
"""Scenarios in a whole QGIS that measure how long its window stalls: nothing else runs beside them."""
WORKER_FOLDERS = ("tests/models",)
QT6_FOLDERS = ("tests/qt6",)
"""In the worker's Python, which has PyQt6 among its test tools; no QGIS has both."""
AT_ONCE = ("-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadfile")
"""Options of most tests: a process for each core, and a file of tests in one process (pytest-xdist)."""


def run(python: str, folders: List[str], counts: Counter[str]) -> int:
    """Run pytest over `folders`, let its output through, and add its last line to `counts`; the exit status."""
    options = () if set(folders) & {*DESKTOP, *QT6_FOLDERS} else (
        *AT_ONCE, *(f"--ignore={path}" for path in DESKTOP))
    print(f"\n{' '.join(folders)} in {python}", flush=True)
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [python, "-m", "pytest", *options, *folders], cwd=ROOT, env=variables, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", start_new_session=True)
    assert process.stdout is not None
    threading.Thread(target=end_with, args=[process], daemon=True).start()
    last = ""
    try:
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line if re.match(r"=+ .*\b(passed|failed|error)", line) else last
    except KeyboardInterrupt:  # the terminal tells us alone: pytest has a session of its own
        process.send_signal(signal.SIGINT)
        raise
    for number, word in re.findall(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)", last):
        counts[word.rstrip("s") if word.startswith("error") else word] += int(number)
    counts["seconds"] += round(float(found.group(1))) if (found := re.search(r"in ([\d.]+)s", last)) else 0
    status = process.wait()
    if status not in (0, 1):
        print(f"{python} ended with status {status}, whatever the tests said", flush=True)
    return status


def end_with(process: subprocess.Popen[str]) -> None:
    """Kill what a failed test left running when pytest has ended: it would hold the pipe open, and us with it."""
    process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def main(qgis_python: str, worker_python: str, *only: str) -> int:
    counts: Counter[str] = Counter()
    statuses = []
    for python, folders in (
            (qgis_python, QGIS_FOLDERS), (qgis_python, WINDOW_FOLDERS), (qgis_python, DESKTOP),
            (worker_python, QT6_FOLDERS), (worker_python, WORKER_FOLDERS)):
        there = [folder for folder in folders if not only or any(folder.startswith(one) for one in only)]
        if there:
            statuses.append(run(python, there, counts))
    failed = not counts["passed"] or any(statuses)
    seconds = counts.pop("seconds")
    told = ", ".join(f"{number} {word}" for word, number in sorted(counts.items()) if number)
    print(f"\n{'=' * 20} {'FAILED: ' if failed else ''}{told or 'no tests ran'} in {seconds}.00s {'=' * 20}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
