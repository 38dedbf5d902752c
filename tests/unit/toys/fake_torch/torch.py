"""Stands in for torch in the toy worker: as noisy as the real one, and strict about when it is imported."""

import os
import threading
from types import SimpleNamespace

os.write(1, b"a C library prints on descriptor 1 while it is imported\n")
if threading.active_count() != 1:
    raise ImportError("a thread was started before torch was imported")

cuda = SimpleNamespace(is_available=lambda: False, is_initialized=lambda: False)
backends = SimpleNamespace(mps=SimpleNamespace(is_available=lambda: False))


def device(kind: str) -> SimpleNamespace:
    return SimpleNamespace(type=kind)


def get_num_threads() -> int:
    return 1
