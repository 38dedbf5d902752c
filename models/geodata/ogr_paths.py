"""Paths for pyogrio as they stand: by itself it takes "!" and ";" in them, or a "?" at the end, for parts of a URI."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pyogrio.raw
import pyogrio.util


def take_paths_as_they_stand() -> None:
    """Have pyogrio pass the path of a file, or of one in a folder that exists, to GDAL unchanged. It has no option for
    that, and its functions take nothing but plain text."""
    parsed: Callable[[Any], str] = pyogrio.util.vsi_path

    def vsi_path(path: Any) -> str:
        text = str(path)
        is_here = not text.startswith("/vsi") and not text.endswith(".zip") and Path(text).parent.is_dir()
        return text if is_here else parsed(path)

    pyogrio.util.vsi_path = pyogrio.raw.vsi_path = vsi_path
