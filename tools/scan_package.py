"""Security scan of the plugin's zip, by the tools and with the options that QGIS's plugin repository runs on an upload.

    <worker's python> protocol/launch.py roofline.tools.scan_package        (make lint)

Bandit with every test on, detect-secrets, flake8, and a look at the files. There every finding of the first two blocks
an upload; here every finding of any fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import List

from .package import write_package

SUSPICIOUS = (".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd")
CONFIGURATIONS = (".gitignore", ".gitattributes", ".bandit", ".secrets.baseline", ".flake8")


def bandit(folder: Path) -> List[str]:
    """Findings of Bandit."""
    found = json.loads(_output(folder, "bandit", "-r", ".", "-f", "json", "--quiet"))
    return [f"{one['filename']}:{one['line_number']}: {one['test_id']} {one['issue_text']}" for one in found["results"]]


def secrets(folder: Path) -> List[str]:
    """Findings of detect-secrets."""
    found = json.loads(_output(folder, "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt",
                               "--exclude-files", r"\.secrets\.baseline", "."))
    return [f"{path}:{one['line_number']}: {one['type']}" for path, many in found["results"].items() for one in many]


def style(folder: Path) -> List[str]:
    """Findings of flake8."""
    return _output(folder, "flake8", "--max-line-length=120", ".").splitlines()


def odd_files(package: Path) -> List[str]:
    """Names in the zip of hidden files, of programs, and of Python files that may be executed."""
    with zipfile.ZipFile(package) as opened:
        files = opened.infolist()
    return [file.filename for file in files
            if (Path(file.filename).name.startswith(".") and Path(file.filename).name not in CONFIGURATIONS)
            or file.filename.lower().endswith(SUSPICIOUS)
            or (file.filename.endswith(".py") and file.external_attr >> 16 & 0o111)]


def _output(folder: Path, module: str, *arguments: str) -> str:
    """What a tool prints; its status tells of findings too. Raises RuntimeError when it prints nothing but an error."""
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=folder, capture_output=True, text=True)
    if done.stderr and not done.stdout:
        raise RuntimeError(f"{module}: {done.stderr.strip()}")
    return done.stdout


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        package = write_package(Path(scratch))
        with zipfile.ZipFile(package) as opened:
            opened.extractall(Path(scratch, "plugin"))
        folder = Path(scratch, "plugin")
        scans = {"Bandit": bandit(folder), "detect-secrets": secrets(folder), "flake8": style(folder),
                 "files": odd_files(package)}
    for name, found in scans.items():
        print("\n".join([f"{name}: {len(found) or 'no'} finding{'' if len(found) == 1 else 's'}", *found]))
    return 1 if any(scans.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
