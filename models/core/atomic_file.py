"""Atomic writing of a file: beside its place first, and then moved there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to: what is there at the end of the block takes the place of `path`. After an error
    nothing of it is left. Raises OSError."""
    part = path.with_name(f".{path.name}-{os.getpid()}.part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
