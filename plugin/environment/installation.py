"""Installation of the worker's virtual environment: from nothing, from an earlier one, or from a bundle.

Standard library only.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple

from ...protocol.process_lock import process_lock
from .bundle import Bundle, make_bundle, read_bundle
from .install_advice import advice
from .installer import Installer, SetupCanceled, Show, require_space
from .interpreters import Interpreter, ask, dotted
from .standalone_python import choose_interpreter
from .system import SetupError, memory_gigabytes, nvidia_driver
from .torch_builds import (
    CPU_GIGABYTES,
    CUDA_GIGABYTES,
    GPU_RUNTIME,
    TorchBuild,
    pinned_torch,
    torch_builds,
    uses_gpu,
    with_gpu_runtime,
)
from .virtual_environment import Environment, home, made_with, read_marker

SMALL_GIGABYTES = 0.1
"""Disk space asked for where torch is not among the packages."""
MEMORY_GIGABYTES = 4.0
"""With less memory a warning is shown: a prediction takes up to 2 GB, beside QGIS and the system."""


def set_up(show: Show, is_canceled: Callable[[], bool] = lambda: False, *, environment: Optional[Environment] = None,
           repair: bool = False, bundle: Optional[Path] = None, variables: Optional[Mapping[str, str]] = None,
           warn: Callable[[str], None] = lambda text: None, release: Callable[[], None] = lambda: None,
           extras: Optional[Tuple[str, ...]] = None) -> Path:
    """Install the worker's environment unless it is ready, with `repair` in any case and from nothing; returns its
    Python.

    show: progress callback, called with the fraction done (0-1) and a text. is_canceled: polled. environment: another
    one than the worker's. bundle: folder of an offline bundle, instead of the network. variables: the child processes'
    environment variables, before cleaning; None: those of this process. warn: called with sentences. release: called
    before files change, to end the workers that use them. extras: names of the optional parts; None: those of before,
    or those in the bundle. Raises SetupError, or SetupCanceled within a second of the cancellation; then the
    environment is as it was before, and what was downloaded stays for the next try.
    """
    environment = replace(environment or Environment(home()), wanted=extras)
    driver = None if environment.own else nvidia_driver()
    given = os.environ if variables is None else variables
    contents = None
    if bundle is not None:
        contents = read_bundle(bundle, environment)
        environment = replace(environment, wanted=contents.wanted if extras is None else extras)
        given = contents.variables(bundle, given)
    if repair or not environment.suits(driver):
        with _installing(environment, show, is_canceled, given) as installer:
            _bring_back(environment)
            if repair or not environment.suits(driver):  # made by another one meanwhile, or brought back
                release()
                _Installation(environment, installer, driver, warn, contents).run(repair)
    environment.remember_extras()
    show(1.0, f"The environment is ready: {environment.python}")
    return environment.python


def use_own(python: Path, show: Show, is_canceled: Callable[[], bool] = lambda: False, *,
            environment: Optional[Environment] = None, variables: Optional[Mapping[str, str]] = None) -> Path:
    """Verify a Python of the user's own, which is never installed into, and remember it when it has the packages.
    Arguments and errors as in set_up."""
    own = replace(environment or Environment(home()), chosen=python)
    set_up(show, is_canceled, environment=own, repair=True, variables=variables)
    own.remember()
    return python


def gather(folder: Path, show: Show, is_canceled: Callable[[], bool] = lambda: False, *,
           environment: Optional[Environment] = None, target: str = "",
           variables: Optional[Mapping[str, str]] = None, extras: Optional[Tuple[str, ...]] = None) -> None:
    """Make an offline bundle in `folder`; target as in make_bundle, the others as in set_up."""
    environment = replace(environment or Environment(home()), wanted=extras)
    given = os.environ if variables is None else variables
    with _installing(environment, show, is_canceled, given) as installer:
        make_bundle(installer, environment, folder, target)
    show(1.0, f"The bundle is ready: {folder}")


@contextmanager
def _installing(environment: Environment, show: Show, is_canceled: Callable[[], bool],
                variables: Mapping[str, str]) -> Iterator[Installer]:
    """An installer with the lock and a new log. A file that cannot be written is told as a SetupError, and an error of
    the installer together with its log."""
    has_waited = False

    def waiting() -> None:
        nonlocal has_waited
        if is_canceled():
            raise SetupCanceled
        if not has_waited:
            has_waited = True
            show(0.0, "Another Roofline is setting up this environment; waiting for it to end")

    try:
        for folder in (environment.folder.parent, environment.log.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with process_lock(environment.home / "environments" / "lock", waiting) as lock:
            if not has_waited:
                environment.log.write_text("", encoding="utf-8")
            yield Installer(environment.log, lock, show, is_canceled, variables, environment.downloads)
            shutil.rmtree(environment.downloads, ignore_errors=True)
    except SetupError as error:
        raise SetupError(f"{error} The log is {environment.log}.") from error
    except OSError as error:
        where = error.filename or environment.home
        if not Path(where).is_relative_to(environment.home):
            raise SetupError(f"{where} cannot be written: {error.strerror}. Check the rights and the free space there, "
                             "or name another folder.") from error
        cure = advice([f"{type(error).__name__}: {error}"], CPU_GIGABYTES)
        raise SetupError(f"{where} cannot be written: {error.strerror}. {cure}") from error


def _bring_back(environment: Environment) -> None:
    """Put the environment of before in its place again, where the process that made it anew died. For the holder of the
    lock."""
    before = _place_of_before(environment)
    if before.exists() and not environment.is_ready():
        shutil.rmtree(environment.folder, ignore_errors=True)
        before.rename(environment.folder)


def _place_of_before(environment: Environment) -> Path:
    """Where an environment lies while it is made again."""
    return environment.folder.with_name(f"{environment.folder.name}.before")


@dataclass(frozen=True)
class _Installation:
    """One installation, while the lock is held. driver: version of the NVIDIA driver. bundle: where the packages come
    from, instead of the network."""

    environment: Environment
    installer: Installer
    driver: Optional[str]
    warn: Callable[[str], None]
    bundle: Optional[Bundle] = None

    def run(self, repair: bool) -> None:
        """Make the environment. One that was complete comes back when that fails; where its Python is gone, as after an
        update of QGIS on Windows, it is an earlier one from which packages are taken."""
        folder, before = self.environment.folder, _place_of_before(self.environment)
        shutil.rmtree(before, ignore_errors=True)
        if read_marker(folder) is not None:
            folder.rename(before)
        made = False
        try:
            self._warn_of_memory()
            if self.environment.own:
                self._verify(self._facts_of_own(self.environment.own))
            else:
                self._install(repair)
            made = True
        finally:
            if not made:
                shutil.rmtree(folder, ignore_errors=True)
                if before.exists():
                    before.rename(folder)
            shutil.rmtree(before, ignore_errors=True)

    def _facts_of_own(self, python: Path) -> Dict[str, Any]:
        if ask(python) is None:
            raise SetupError(f"{python} does not run as a Python. Choose the interpreter itself, such as bin/python or "
                             "python.exe of an environment.")
        return {"gpu": False}

    def _install(self, repair: bool) -> None:
        """Install and verify the packages: with those of an earlier environment, unless these do not work."""
        version = self.bundle.version if self.bundle else None
        interpreter = choose_interpreter(self.installer, self.environment.home, version, self.environment.oldest_python)
        earlier = None if repair else self.environment.earlier(interpreter, self.driver)
        if earlier is not None:
            try:
                self._verify(self._fill(interpreter, earlier))
                return
            except (SetupError, OSError) as error:
                reason = error if isinstance(error, SetupError) else f"Files of {earlier} cannot be taken."
                self.warn(f"The environment of before cannot be brought up to date, so all is installed anew. {reason}")
        require_space(self.environment.home, self._least_gigabytes())
        self._verify(self._fill(interpreter, None))

    def _fill(self, interpreter: Interpreter, earlier: Optional[Path]) -> Dict[str, Any]:
        """Install the packages, those in `earlier` from there; the facts for the marker."""
        environment, installer = self.environment, self.installer
        shutil.rmtree(environment.folder, ignore_errors=True)
        installer.make_venv(interpreter, environment.folder, self._least_gigabytes())
        if earlier is not None:
            installer.tell("Taking what the environment of before has")
            take_packages(earlier, environment.folder, interpreter)
        installer.upgrade_pip(environment.python)
        requirements, scratch = environment.recipe.requirements, environment.folder / "scratch"
        scratch.mkdir()
        build, pinned = TorchBuild("", None, SMALL_GIGABYTES), pinned_torch(requirements)
        torch: List[str] = []
        if pinned:
            there = (read_marker(earlier) or {}).get("torch") if earlier is not None else None
            build = self._choose_torch(pinned, there)
            torch = build.arguments(pinned)
            if torch[0] != there:
                require_space(environment.home, build.gigabytes + self._gigabytes_of_extras())
            if uses_gpu(self.driver) and build.has_cuda_13:
                requirements = self._with_gpu_runtime(scratch)
        installer.install(environment.python, requirements, torch, scratch, build)
        for extra in environment.extras:
            require_space(environment.home, extra.gigabytes)
            installer.install(environment.python, extra.requirements, ["--no-deps"], scratch, build)
        shutil.rmtree(scratch, ignore_errors=True)
        has_gpu = uses_gpu(self.driver) and (not pinned or build.gigabytes == CUDA_GIGABYTES)
        return {"gpu": has_gpu, "python": made_with(interpreter), "torch": torch[0] if torch else None,
                "base": str(interpreter.path.resolve())}

    def _choose_torch(self, pinned: str, there: Optional[str]) -> TorchBuild:
        """The build that is `there` already, where that is the pinned version; else the best to be had."""
        builds = self._builds()
        for build in builds:
            if build.arguments(pinned)[0] == there:
                return build
        build = self.installer.choose_torch(self.environment.python, pinned, builds)
        instead = "PyTorch's own package index does not answer, so torch comes from PyPI, "
        if build.gigabytes < builds[0].gigabytes:
            self.warn(f"{instead}which has none for this system's graphics card: Roofline will work on the processor. "
                      f"Run the set-up again when {builds[1].index} can be reached.")
        elif build.gigabytes > builds[0].gigabytes:
            self.warn(f"{instead}with CUDA libraries that this computer does not use: about "
                      f"{build.download_gigabytes:g} GB to download and {build.kept_gigabytes:g} GB on the disk "
                      f"afterwards, instead of {builds[0].download_gigabytes:g} GB and "
                      f"{builds[0].kept_gigabytes:g} GB. You may cancel, and try again when "
                      f"{builds[1].index} can be reached.")
        return build

    def _with_gpu_runtime(self, scratch: Path) -> Path:
        """The requirements file, with the GPU build of ONNX Runtime where pip can install that one."""
        requirements = self.environment.recipe.requirements
        text = with_gpu_runtime(requirements.read_text(encoding="utf-8"))
        changed = [line for line in text.splitlines() if line.startswith(f"{GPU_RUNTIME}==")]
        if not changed or not self.installer.offers(self.environment.python, changed[0]):
            return requirements
        path = scratch / requirements.name
        path.write_text(text, encoding="utf-8")
        return path

    def _verify(self, facts: Dict[str, Any]) -> None:
        """Import every module, and mark the environment as ready."""
        found = self.installer.verify(self.environment.python, self.environment.modules)
        if facts["gpu"] and found["cuda"] is False:
            self.warn(f"The NVIDIA driver {self.driver} is there, but torch cannot use it: Roofline will work on the "
                      "processor. Update the driver and run the set-up again with repair.")
        self.environment.write_marker({**facts, **found})

    def _least_gigabytes(self) -> float:
        """The disk space that is needed in any case."""
        has_torch = pinned_torch(self.environment.recipe.requirements) is not None
        least = min(build.gigabytes for build in self._builds()) if has_torch else SMALL_GIGABYTES
        return least + self._gigabytes_of_extras()

    def _gigabytes_of_extras(self) -> float:
        return sum(extra.gigabytes for extra in self.environment.extras)

    def _builds(self) -> List[TorchBuild]:
        return [self.bundle.build] if self.bundle else torch_builds(self.driver)

    def _warn_of_memory(self) -> None:
        memory = memory_gigabytes()
        if memory is not None and memory < MEMORY_GIGABYTES:
            self.warn(f"This computer has {memory:.1f} GB of memory. A prediction takes up to 2 GB, and a training may "
                      "take more: close other programs, or use a computer with more.")


def take_packages(source: Path, target: Path, interpreter: Interpreter) -> None:
    """Put the packages of the environment `source` into `target` as well: by hard links, which take no space, else
    as copies. pip replaces files and never writes into them, so `source` stays as it is."""
    inside = ("Lib",) if os.name == "nt" else ("lib", f"python{dotted(interpreter.version)}")
    shutil.rmtree(target.joinpath(*inside, "site-packages"))
    shutil.copytree(source.joinpath(*inside, "site-packages"), target.joinpath(*inside, "site-packages"),
                    symlinks=True, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that has no hard links
        shutil.copy2(source, target)
