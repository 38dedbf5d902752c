"""Plugin package: builds dist/roofline-VERSION.zip for QGIS's plugin repository.

    python3 protocol/launch.py roofline.tools.package        (make package, which also tries it: tools/try_package.py)

Of the tracked files those that the plugin needs, and the compiled translations.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import List

from ..protocol.metadata import plugin_metadata
from ..protocol.paths import ROOT, TRANSLATIONS
from .translations import compile_all

LIMIT_BYTES = 25_000_000
PARTS = ("models", "plugin", "protocol", "scenes", "ui", "requirements/pip.txt",
         "requirements/terratorch.txt", "requirements/uv.txt", "requirements/worker.txt", "__init__.py", "metadata.txt",
         "LICENSE", "README.md", "CHANGELOG.md")


class PackageError(Exception):
    """The zip cannot be built; the text says why."""


def needed_files() -> List[str]:
    """The tracked files below PARTS."""
    listed = subprocess.run(["git", "ls-files", "-z", "--", *PARTS], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


def package_file(folder: Path) -> Path:
    """The path of the zip of this version in `folder`."""
    return folder / f"roofline-{plugin_metadata('version')}.zip"


def write_package(folder: Path) -> Path:
    """Write the zip into `folder`; its path. Raises PackageError when git does not track a file that it needs, or the
    translations cannot be compiled."""
    names = needed_files()
    missing = {"__init__.py", "metadata.txt", "LICENSE", "requirements/worker.txt"} - set(names)
    if missing:
        raise PackageError(f"git does not track {', '.join(sorted(missing))}; add and commit first.")
    target = package_file(folder)
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(
            target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in names:
            package.write(ROOT / name, f"roofline/{name}")
        for path in translations(Path(scratch)):
            package.write(path, f"roofline/{TRANSLATIONS.name}/{path.name}")
    return target


def translations(folder: Path) -> List[Path]:
    """What the plugin needs of the translations, compiled into `folder`. Raises PackageError without lrelease."""
    try:
        return compile_all(folder)
    except FileNotFoundError as error:
        raise PackageError("lrelease is missing, which compiles translations: install qttools5-dev-tools.") from error


def main() -> int:
    try:
        target = write_package(ROOT / "dist")
    except PackageError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    size = target.stat().st_size
    with zipfile.ZipFile(target) as package:
        print(f"{target.relative_to(ROOT)}: {len(package.namelist())} files, {size / 1e6:.1f} MB")
    if size > LIMIT_BYTES:
        print(f"Error: the plugin repository takes {LIMIT_BYTES / 1e6:.0f} MB; shrink models/zoo.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
