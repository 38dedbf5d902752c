"""Plugin package: builds dist/roofline-VERSION.zip for QGIS's plugin repository from the tracked files it needs."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parents[1]
LIMIT_BYTES = 25_000_000
PARTS = ("models", "plugin", "protocol", "scenes", "ui", "requirements/worker.txt", "__init__.py", "metadata.txt",
         "LICENSE", "README.md", "CHANGELOG.md")


def needed_files() -> List[str]:
    """The tracked files below PARTS."""
    listed = subprocess.run(["git", "ls-files", "-z", "--", *PARTS], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


def main() -> int:
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    names = needed_files()
    missing = {"__init__.py", "metadata.txt", "LICENSE", "requirements/worker.txt"} - set(names)
    if missing:
        print(f"Error: git does not track {', '.join(sorted(missing))}; add and commit first.", file=sys.stderr)
        return 1
    target = ROOT / "dist" / f"roofline-{metadata['general']['version']}.zip"
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in names:
            package.write(ROOT / name, f"roofline/{name}")
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}: {len(names)} files, {size / 1e6:.1f} MB")
    if size > LIMIT_BYTES:
        print(f"Error: the plugin repository takes {LIMIT_BYTES / 1e6:.0f} MB; shrink models/zoo.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
