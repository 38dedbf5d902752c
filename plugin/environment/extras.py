"""Optional parts (extras) of the worker's environment, and which of them are wanted. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Optional, Tuple

from ...protocol.paths import ROOT
from .system import SetupError

NONE = "none"
"""The value that asks for an environment without any."""


@dataclass(frozen=True)
class Extra:
    """An optional part: a file of pinned packages, which are installed without their dependencies so that no pin of the
    worker's can change; modules that must import then; the oldest Python for them; and their disk space."""

    requirements: Path
    modules: Tuple[str, ...]
    oldest_python: Tuple[int, int]
    gigabytes: float
    download_gigabytes: float


EXTRAS: Dict[str, Extra] = {
    "terratorch": Extra(ROOT / "requirements" / "terratorch.txt", ("terratorch",), (3, 12), 1.1, 0.3)}


def parsed_extras(text: str) -> Optional[Tuple[str, ...]]:
    """The names in a list such as "terratorch"; none for NONE. None where the list is empty: those of before. Raises
    SetupError for one that is not known."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if names == [NONE]:
        return ()
    for name in names:
        if name not in EXTRAS:
            raise SetupError(f"There is no optional part '{name}'. There is {', '.join(EXTRAS)}; '{NONE}' takes them "
                             "away.")
    return tuple(sorted(set(names))) or None
