"""Self-test through `qgis_process`: prints the page, and writes it to a file.

    python3 protocol/launch.py roofline.tools.selftest [FILE]        (make selftest, with PAGE=docs/selftest.md)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from .headless import HeadlessQgis


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(sys.argv[1] if len(sys.argv) > 1 else Path(scratch, "page.md")).absolute()
        result = HeadlessQgis(Path(scratch, "qgis")).run("roofline:selftest", REPORT=path)
        if result.returncode:
            print(result.stderr or result.stdout, file=sys.stderr)
            return 1
        print(path.read_text(encoding="utf-8"))
    return 1 if result.outputs["FAILED"] else 0


if __name__ == "__main__":
    sys.exit(main())
