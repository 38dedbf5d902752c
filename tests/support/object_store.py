"""Object store (S3) on the loopback, for tests: moto's server in the worker's Python, where the test tools are."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, List
from urllib.error import URLError

BUCKET = "towns"
PATIENCE_S = 60.0


@contextmanager
def object_store(python: Path, port: int, files: List[Path]) -> Iterator[Dict[str, str]]:
    """A store with `files` in BUCKET; gives the variables by which GDAL finds it. Ends with the block."""
    address = f"http://127.0.0.1:{port}/{BUCKET}"
    command = [str(python), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _put(address, b"", until=time.monotonic() + PATIENCE_S)
            for file in files:
                _put(f"{address}/{file.name}", file.read_bytes())
            yield {"AWS_S3_ENDPOINT": f"127.0.0.1:{port}", "AWS_HTTPS": "NO", "AWS_VIRTUAL_HOSTING": "FALSE"}
        finally:
            server.terminate()


def _put(address: str, content: bytes, until: float = 0.0) -> None:
    """PUT; tried again while nobody listens. Without the header the server takes the content for a form."""
    request = urllib.request.Request(address, content, {"Content-Type": "application/octet-stream"}, method="PUT")
    while True:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S):
                return
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
