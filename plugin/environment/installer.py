"""Installation by venv and pip in child processes, and an import test of every module. Standard library only."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import queue
import re
import shutil
import signal
import subprocess  # pip runs in a process of its own  # nosec B404
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any, Callable, Dict, List, Mapping, Optional, Tuple

from ...protocol.certain import certain
from ...protocol.paths import LAUNCH, PACKAGE, ROOT
from .install_advice import DownloadProgress, advice, cause, without_credentials
from .interpreters import Interpreter, dotted
from .system import KILL_SECONDS, NO_WINDOW, SetupError, clean_environment
from .torch_builds import TorchBuild

Show = Callable[[float, str], None]
"""Progress callback: fraction done (0-1) and a text."""
HEARTBEAT_S = 5.0
"""After so long without output from a child the progress text is repeated, with the seconds it has taken."""
PIP = ROOT / "requirements" / "pip.txt"
"""The pip that the environment gets first, pinned by hash."""
_BYTES_SINCE = (24, 1)
"""The first pip that tells the bytes of a download in lines (--progress-bar raw)."""
SMALL_DISK = ("The worker's environment needs about {needed} GB, and {free} GB are free in {folder}. Free some space, "
              "or set the variable ROOFLINE_HOME to a folder on a larger disk.")
SMALL_DISK_FOR_BUNDLE = ("The bundle needs about {needed} GB, and {free} GB are free in {folder}. Free some space, or "
                         "name a folder on a larger disk (BUNDLE_TO).")
_QUICK = ("--retries", "0", "--timeout", "5")
"""For a question to an index that may not answer."""
_DIVERSIONS = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
"""The user's settings of pip that would install somewhere else than into the environment."""
_INTO_IT = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
"""Others, which may stand in the user's pip.ini or pip.conf: a variable goes before these."""


class SetupCanceled(Exception):
    """The installation was cancelled by the user."""


class Installer:
    """The steps of one installation, each a child process: logged, cancellable, and holding the lock while it runs.

    Every step that runs a command raises SetupCanceled within a second after `is_canceled` returns true."""

    def __init__(self, log: Path, lock: IO[str], show: Show, is_canceled: Callable[[], bool],
                 variables: Mapping[str, str], downloads: Path) -> None:
        """downloads: pip's cache, in which a file that came whole waits for the next try."""
        self._log, self._lock, self._show, self._is_canceled = log, lock, show, is_canceled
        self._downloads = downloads
        self._variables = clean_environment(variables)
        for name in _DIVERSIONS:
            self._variables.pop(name, None)
        self._variables.update(_INTO_IT)
        self._fraction, self._text, self._told = 0.0, "Starting", 0.0
        self._log_line(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {platform.platform()}, Python {sys.version.split()[0]}")

    def tell(self, text: str) -> None:
        """Show a step that runs no command."""
        self._progress(self._fraction, text)

    def make_venv(self, interpreter: Interpreter, folder: Path, gigabytes: float) -> None:
        """Create a venv in `folder`. gigabytes: disk space needed, for the advice. Raises SetupError."""
        self._progress(0.01, f"Making an environment with Python {dotted(interpreter.version)}")
        command = [str(interpreter.path), "-I", "-m", "venv", "--clear", str(folder)]
        self._run_or_fail("Making the environment", command, gigabytes)

    def install_tool(self, python: Path, requirements: Path, folder: Path, gigabytes: float) -> None:
        """Install pinned tools into `folder` with the pip of `python`, which stays as it is. Raises SetupError."""
        self._progress(0.01, "Downloading uv, which fetches Python")
        command = self._pip(python, "--no-deps", "--require-hashes", "--target", str(folder), "-r", str(requirements))
        self._run_or_fail("Fetching uv", command, gigabytes)

    def run_uv(self, what: str, command: List[str], text: str, gigabytes: float, **variables: str) -> None:
        """Run a command of uv. what, text: the step, for an error and for the progress. variables: environment
        variables besides. Raises SetupError."""
        self._progress(0.02, text)
        self._run_or_fail(what, command, gigabytes, variables=variables)

    def upgrade_pip(self, python: Path) -> None:
        """Install our pinned pip into the environment, where the index has that one."""
        self._progress(0.04, "Looking for pip")
        self._run(self._pip(python, *_QUICK, "--no-deps", "--require-hashes", "-r", str(PIP)))

    def choose_torch(self, python: Path, pinned: str, builds: List[TorchBuild]) -> TorchBuild:
        """The first of `builds` that pip can install; an index that does not answer costs a few seconds."""
        for build in builds[:-1]:
            where = f" at {build.index}" if build.index else ""
            self._progress(0.05, f"Looking for torch ({build.tag}){where}")
            if self.offers(python, *build.arguments(pinned)):
                return build
        return builds[-1]

    def offers(self, python: Path, *arguments: str) -> bool:
        """Whether pip can install `arguments` (requirements and options), by a dry run."""
        status, _ = self._run(self._pip(python, *_QUICK, "--dry-run", "--no-deps", *arguments))
        return status == 0

    def install(self, python: Path, requirements: Path, extra: List[str], scratch: Path, build: TorchBuild) -> None:
        """Install the pinned packages, from wheels only: nothing is compiled. pip unpacks in `scratch`, which lies on
        the disk whose free space was checked. Raises SetupError."""
        self._run_pip("Installing the packages", python, ["-r", str(requirements), *extra], build,
                      {"TMPDIR": str(scratch), "TEMP": str(scratch)})

    def download(self, python: Path, folder: Path, arguments: List[str], build: TorchBuild) -> None:
        """Put the wheels for the requirements and options `arguments` into `folder`. Raises SetupError."""
        self._run_pip("Downloading the packages", python, ["--dest", str(folder), *arguments], build, {}, "download")

    def _run_pip(self, what: str, python: Path, arguments: List[str], build: TorchBuild,
                 variables: Mapping[str, str], verb: str = "install") -> None:
        progress = DownloadProgress(build.download_gigabytes)

        def follow(line: str) -> None:
            if progress.read(line) and (self._is_due() or not line.startswith("Progress ")):
                self._progress(progress.fraction, progress.text)

        raw = ["--progress-bar", "raw"] if self._pip_version(python) >= _BYTES_SINCE else []
        self._run_or_fail(what, self._pip(python, *raw, *arguments, verb=verb), build.gigabytes, follow, variables)

    def verify(self, python: Path, modules: Tuple[str, ...]) -> Dict[str, Any]:
        """Import `modules` in the environment. Returns `versions`, and `cuda` (None without torch). Raises SetupError
        with the module that failed."""
        command = [str(python), str(LAUNCH), f"{PACKAGE}.plugin.environment.verify_imports", *modules]
        status, lines = self._run(command, follow=lambda line: self._progress(
            min(self._fraction + 0.01, 0.99), line) if line.startswith("Checking ") else None)
        if status == 0:  # a library may have its last words behind ours
            return dict(json.loads(next(line for line in reversed(lines) if line.startswith('{"versions": '))))
        checking = [line[len("Checking "):] for line in lines if line.startswith("Checking ")]
        raise SetupError(f"{checking[-1] if checking else python} does not work in the environment: {cause(lines)}")

    def _pip(self, python: Path, *arguments: str, verb: str = "install") -> List[str]:
        quiet = ["--no-input", "--disable-pip-version-check", *(["--no-warn-script-location"] * (verb == "install"))]
        return [str(python), "-I", "-X", "utf8", "-m", "pip", verb, *quiet, "--only-binary", ":all:",
                "--cache-dir", str(self._downloads), *arguments]

    def _pip_version(self, python: Path) -> Tuple[int, ...]:
        _, lines = self._run([str(python), "-I", "-m", "pip", "--version"])  # "pip 26.3 from ..."
        return tuple(map(int, re.findall(r"\d+", lines[0].split()[1]))) if lines else ()

    def _run_or_fail(self, what: str, command: List[str], gigabytes: float,
                     follow: Callable[[str], None] = lambda line: None,
                     variables: Optional[Mapping[str, str]] = None) -> None:
        status, lines = self._run(command, follow, variables)
        if status:
            cure = advice([*lines, f"ended with {status}"], gigabytes)
            raise SetupError(f"{what} failed: {cause(lines)} {cure}")

    def _run(self, command: List[str], follow: Callable[[str], None] = lambda line: None,
             variables: Optional[Mapping[str, str]] = None) -> Tuple[int, List[str]]:
        """Run a command to its end; its exit status and the lines it printed. follow: called with each line. variables:
        environment variables besides. Raises SetupCanceled within a second."""
        self._log_line("$ " + " ".join(command))
        process = _start(command, {**self._variables, **(variables or {})}, self._lock)
        printed: queue.Queue[Optional[str]] = queue.Queue()
        threading.Thread(target=_read, args=(process.stdout, printed), daemon=True).start()
        lines: List[str] = []
        try:
            while (line := self._next(printed)) is not None:
                line = without_credentials(line.rstrip())
                follow(line)
                if not line.startswith("Progress "):
                    self._log_line(line)
                    lines.append(line)
            return process.wait(), lines
        finally:
            _stop(process)

    def _next(self, printed: queue.Queue[Optional[str]]) -> Optional[str]:
        """The next line, None at the end of the output; repeats the progress text while there is none."""
        began = shown = time.monotonic()
        while True:
            if self._is_canceled():
                raise SetupCanceled
            try:
                return printed.get(timeout=0.2)
            except queue.Empty:
                now = time.monotonic()
            if now - shown >= HEARTBEAT_S:
                shown = now
                self._show(self._fraction, f"{self._text} ({now - began:.0f} s)")

    def _is_due(self) -> bool:
        """Whether the last progress text is a second old."""
        return time.monotonic() - self._told >= 1.0

    def _progress(self, fraction: float, text: str) -> None:
        self._fraction, self._text, self._told = max(fraction, self._fraction), text, time.monotonic()
        self._show(self._fraction, text)

    def _log_line(self, line: str) -> None:
        with contextlib.suppress(OSError), open(self._log, "a", encoding="utf-8") as log:  # the disk may be full by now
            log.write(without_credentials(line) + "\n")


def require_space(folder: Path, gigabytes: float, too_small: str = SMALL_DISK) -> None:
    """Raises SetupError, with the sentence `too_small`, when the disk of `folder` has less than so many `gigabytes`
    (10^9 bytes) free."""
    free = shutil.disk_usage(folder).free / 1e9
    if free < gigabytes:
        raise SetupError(too_small.format(needed=f"{gigabytes:.1f}", free=f"{free:.1f}", folder=folder))


def _start(command: List[str], variables: Mapping[str, str], lock: IO[str]) -> subprocess.Popen[str]:
    options: Dict[str, Any] = {"creationflags": NO_WINDOW}
    if os.name == "posix":  # a process group can be killed whole; the lock lasts until its last process ends
        options = {"start_new_session": True, "pass_fds": (lock.fileno(),)}
    return subprocess.Popen(  # our own commands, no shell  # nosec B603
        command, env=dict(variables), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace", **options)


def _stop(process: subprocess.Popen[str]) -> None:
    """Kill the process and its children, if it still runs."""
    if process.poll() is None and os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        taskkill = str(Path(os.environ["SYSTEMROOT"], "System32", "taskkill.exe"))
        subprocess.run(  # a fixed command; a venv's python.exe has a child  # nosec B603
            [taskkill, "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True, creationflags=NO_WINDOW)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(KILL_SECONDS)


def _read(stream: Optional[IO[str]], printed: queue.Queue[Optional[str]]) -> None:
    """Thread: put the lines of `stream` into the queue, and None at its end."""
    with certain(stream, "stdout") as lines:
        for line in lines:
            printed.put(line)
    printed.put(None)
