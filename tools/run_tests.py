"""Test runner: pytest for each test folder in the Python that it needs (QGIS's or the worker's), with a summary.

    python3 tools/run_tests.py QGIS_PYTHON WORKER_PYTHON [PATH ...]        (folders, files, tests; default: all)
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
from typing import List, NamedTuple, Sequence, Tuple

ROOT = Path(__file__).resolve().parents[1]
DESKTOP, DESKTOP_JOBS = "tests/ui/test_desktop.py", "tests/ui/test_desktop_jobs.py"
PROCESSES = ("-n", str(min(os.cpu_count() or 1, 8)), "--dist")
AT_ONCE = (*PROCESSES, "loadfile")
"""A process for each core, and a file of tests in one process (pytest-xdist)."""


class Group(NamedTuple):
    """Tests of one pytest. `options` are pytest's."""

    is_qgis: bool
    folders: Tuple[str, ...]
    options: Tuple[str, ...] = ()


GROUPS = (
    Group(True, ("tests/end_to_end", "tests/qgis", "tests/unit"), AT_ONCE),
    # A QApplication with windows, where the others have one without.
    Group(True, ("tests/ui",), (*AT_ONCE, f"--ignore={DESKTOP}", f"--ignore={DESKTOP_JOBS}")),
    # Scenarios in a whole QGIS, which wait for it more than they compute; each goes to the process that is free.
    Group(True, (DESKTOP_JOBS,), (*PROCESSES, "load")),
    # Those that measure how long its window stalls: nothing else runs beside them.
    Group(True, (DESKTOP,)),
    # PyQt6 is among the test tools of the worker's Python; no QGIS has both.
    Group(False, ("tests/qt6",)),
    Group(False, ("tests/models",), AT_ONCE),
)


def chosen(only: Sequence[str]) -> List[Tuple[Group, List[str]]]:
    """The groups with what each runs of the folders, files and tests (file::test) in `only`; of nothing, all. Exits
    with the name of a path that belongs to none."""
    found = []
    for group in GROUPS:
        paths = [path for one in only or ("tests",) for path in _of(group, one.rstrip("/"))]
        if paths:
            found.append((group, paths))
    for one in only:
        if not any(_of(group, one.rstrip("/")) for group in GROUPS):
            sys.exit(f"No tests are in {one}. They are in {', '.join(_folders())}.")
    return found


def _of(group: Group, path: str) -> List[str]:
    """The folders of a group that lie in `path`, or the path itself, where it lies in one of them and in no other that
    is closer to it."""
    inside = [folder for folder in group.folders if f"{folder}/".startswith(f"{path}/")]
    file = path.partition("::")[0]
    home = max((folder for folder in _folders() if f"{file}/".startswith(f"{folder}/")), key=len, default="")
    return inside or [path] * (home in group.folders)


def _folders() -> List[str]:
    return [folder for group in GROUPS for folder in group.folders]


def run(python: str, folders: List[str], options: Sequence[str], counts: Counter[str]) -> int:
    """Run pytest over `folders`, let its output through, and add its last line to `counts`; the exit status."""
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
    for group, paths in chosen(only):
        statuses.append(run(qgis_python if group.is_qgis else worker_python, paths, group.options, counts))
    failed = not counts["passed"] or any(statuses)
    seconds = counts.pop("seconds", 0)
    told = ", ".join(f"{number} {word}" for word, number in sorted(counts.items()) if number)
    print(f"\n{'=' * 20} {'FAILED: ' if failed else ''}{told or 'no tests ran'} in {seconds}.00s {'=' * 20}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
