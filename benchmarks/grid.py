"""Experiment grid: tasks as subprocesses, a few in parallel, with results kept as they come, so that a grid resumes."""

from __future__ import annotations

import argparse
import json
import os
import queue
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from ..models.core.atomic_file import atomic
from ..models.core.devices import choose_device, describe_device
from ..protocol.paths import LAUNCH

RESULT = "RESULT "
"""What the line begins with in which a task tells its result."""
TAIL = 2000
PLACES = ("data", "work", "base")
"""Parts of a task that say where things lie on this machine; they are not kept."""


def read_results(path: Path) -> dict[str, Any]:
    """The results by the names of their tasks; none where there is no file."""
    if not path.exists():
        return {}
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["results"]
    return results


def run_all(tasks: Mapping[str, dict[str, Any]], module: str, results: Path, jobs: int) -> None:
    """Run `python -m MODULE --task JSON` for the tasks that have no result yet, `jobs` at a time, and keep each result
    when it comes. With more than one job each has a core, and one thread, of its own.

    A task that fails is reported and left out: the next call tries it again.
    """
    known = read_results(results)
    todo = {name: task for name, task in tasks.items() if name not in known}
    cores: queue.Queue[int | None] = queue.Queue()
    for core in _cores(jobs):
        cores.put(core)
    with ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(_on_a_core, task, module, cores): name for name, task in todo.items()}
        for number, future in enumerate(as_completed(futures), 1):
            name, (found, said) = futures[future], future.result()
            if found is None:
                print(f"{number}/{len(todo)} {name} FAILED:\n{said[-TAIL:]}", file=sys.stderr, flush=True)
                continue
            known[name] = {**{key: value for key, value in todo[name].items() if key not in PLACES}, **found}
            _keep(results, known)
            print(f"{number}/{len(todo)} {name}: {found.get('told', '')}", file=sys.stderr, flush=True)


def run_grid(options: argparse.Namespace, tasks: Callable[[argparse.Namespace], dict[str, dict[str, Any]]],
             module: str) -> dict[str, Any]:
    """Run the tasks that have no result yet, unless the report alone is wanted; all results. Ends the process where
    there are none."""
    if not options.report:
        print(f"On the {describe_device(choose_device())}: {surroundings(options.jobs)}.", flush=True)
        run_all(tasks(options), module, options.out, options.jobs)
    results = read_results(options.out)
    if not results:
        raise SystemExit(f"There are no results in {options.out} yet.")
    return results


def grid_options(parser: argparse.ArgumentParser, results: Path,
                 run_task: Callable[[dict[str, Any]], dict[str, Any]]) -> argparse.Namespace:
    """The options of a grid: those of `parser` and the ones that all have. Runs the task and ends the process where
    this is the process of a task; complains where a grid is to run without data."""
    parser.add_argument("--data", type=Path, help="folder of the labelled sets")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time, each on a core of its own")
    parser.add_argument("--out", type=Path, default=results)
    parser.add_argument("--report", action="store_true", help="the tables of what is there, and no run")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        stay_on_core()
        tell(run_task(json.loads(options.task)))
        raise SystemExit
    if not options.report and options.data is None:
        parser.error("give --data, or --report")
    return options


def surroundings(jobs: int) -> str:
    """How the tasks run, in words."""
    if jobs == 1:
        return f"one task at a time, {os.cpu_count()} cores"
    return f"{jobs} tasks at a time, each on a core of its own with one thread"


def tell(result: Mapping[str, Any]) -> None:
    """Print the result of a task as JSON, its last line of output."""
    print(RESULT + json.dumps(result), flush=True)


def _cores(jobs: int) -> Iterator[int | None]:
    if jobs == 1 or not hasattr(os, "sched_getaffinity"):
        yield from [None] * jobs
        return
    ours = sorted(os.sched_getaffinity(0))
    if jobs > len(ours):
        raise SystemExit(f"{jobs} tasks at a time need as many cores, and this process may use {len(ours)}.")
    yield from ours[:jobs]


def _on_a_core(task: Mapping[str, Any], module: str, cores: queue.Queue[int | None]) -> tuple[Any, str]:
    """The result of a task, None when it failed, and what it said on the way."""
    core = cores.get()
    variables = dict(os.environ)
    if core is not None:
        variables.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", ROOFLINE_BENCHMARK_CORE=str(core))
    try:
        done = subprocess.run([sys.executable, str(LAUNCH), module, "--task",
                               json.dumps(task)], env=variables, capture_output=True, text=True, encoding="utf-8",
                              errors="replace")
    finally:
        cores.put(core)
    lines = [line for line in done.stdout.splitlines() if line.startswith(RESULT)]
    found = json.loads(lines[-1][len(RESULT):]) if lines and done.returncode == 0 else None
    return found, done.stdout + done.stderr


def stay_on_core() -> None:
    """Called by a task: compute on the core that it was given, if it was given one."""
    core = os.environ.get("ROOFLINE_BENCHMARK_CORE")
    if core is not None:
        os.sched_setaffinity(0, {int(core)})


def _keep(path: Path, results: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic(path) as beside:
        beside.write_text(json.dumps({"results": results}, indent=1) + "\n", encoding="utf-8")
