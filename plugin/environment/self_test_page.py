"""The self-test's page: what works on this machine, as Markdown without names or paths. Standard library only."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional

from ...protocol.paths import ROOT
from .virtual_environment import home

_PATH = re.compile(r"(?:\b[A-Za-z]:|(?<![\w.])\\?)(?:[\\/][^\s\\/:*?\"'<>|(),]+)+[\\/]?")
"""An absolute path of any system, up to a space."""
_SHORTEST_NAME = 3
"""A shorter name of a user is no different from other words."""


@dataclass(frozen=True)
class Row:
    """One part of the self-test: what it found, or its error's sentence. seconds: None for one that failed."""

    title: str
    text: str
    works: bool
    seconds: Optional[float] = None
    megapixels_per_second: Optional[float] = None


def page_file() -> Path:
    """Where the panel keeps the page of the last self-test; its folder is made."""
    folder = home() / "logs"
    with suppress(OSError):  # the algorithm tells of it
        folder.mkdir(parents=True, exist_ok=True)
    return folder / "selftest.txt"


def summary(rows: List[Row]) -> str:
    """Whether all parts work, as a sentence."""
    failed = sum(not row.works for row in rows)
    return f"{failed} of {len(rows)} parts failed." if failed else f"All {len(rows)} parts work."


def page(facts: Dict[str, str], rows: List[Row]) -> str:
    """The page; facts are in words, by their name."""
    lines = ["# Self-test of Roofline", "", summary(rows), "", "| this computer | |", "|---|---|"]
    lines += [f"| {_cell(name)} | {_cell(fact)} |" for name, fact in facts.items()]
    lines += ["", "| part | works | what it found | s | megapixels/s |", "|---|---|---|---|---|"]
    for row in rows:
        cells = (_cell(row.title), "yes" if row.works else "**no**", _cell(row.text), _number(row.seconds),
                 _number(row.megapixels_per_second))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def without_names(text: str) -> str:
    """The text with paths cut down to their last part, and without the names of users."""
    known = {str(folder) for folder in (home(), Path.home(), ROOT, tempfile.gettempdir())}
    for folder in sorted(known, key=len, reverse=True):
        if len(folder) > 1:
            text = text.replace(folder, "/…")
    text = _PATH.sub(lambda found: "…/" + re.split(r"[\\/]", found.group().rstrip("\\/"))[-1], text)
    names = {Path.home().name, *(os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME"))}
    for name in names:
        if len(name) >= _SHORTEST_NAME:
            text = re.sub(rf"\b{re.escape(name)}\b", "user", text, flags=re.IGNORECASE)
    return text


def _cell(text: str) -> str:
    return " ".join(without_names(text).replace("|", "\\|").split())


def _number(value: Optional[float]) -> str:
    return "" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.2g}" if value >= 0.01 else "0"
