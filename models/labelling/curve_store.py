"""Checkpoint of a learning curve: its finished trainings as JSON, so that a curve that was cut off can be resumed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from ..core.atomic_file import atomic
from ..core.errors import RooflineError
from .curve_statistics import CurveTraining

CURVE = "curve.json"


class CurveStore:
    """The outcomes in `folder`; with `resume`, those of an earlier job too. Raises RooflineError when these cannot be
    read, or have another fingerprint: they were measured with other inputs."""

    def __init__(self, folder: Path, fingerprint: str, resume: bool) -> None:
        self._path, self._fingerprint = folder / CURVE, fingerprint
        self._outcomes = self._load() if resume and self._path.exists() else []

    def _load(self) -> list[CurveTraining]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
            outcomes = [CurveTraining(**values) for values in known["outcomes"]]
            same = known["fingerprint"] == self._fingerprint
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise RooflineError(f"{self._path} cannot be read ({error}). Leave RESUME empty to start anew.") from error
        if not same:
            raise RooflineError(
                f"The learning curve in {self._path.parent} was begun with other imagery, labels, areas or settings, "
                "or from another base model. Give the same ones, or leave RESUME empty to start a new one.")
        return outcomes

    def find(self, wanted: str, labels: int, repeat: int) -> CurveTraining | None:
        """The outcome of the training `repeat` with so many `labels` by the `wanted` strategy; None when it is not
        finished."""
        return next((o for o in self._outcomes if (o.wanted, o.labels, o.repeat) == (wanted, labels, repeat)), None)

    def add(self, outcome: CurveTraining) -> None:
        """Keep an outcome, and write it to disk at once."""
        self._outcomes.append(outcome)
        known = {"fingerprint": self._fingerprint, "outcomes": [asdict(o) for o in self._outcomes]}
        with atomic(self._path) as beside:
            beside.write_text(json.dumps(known), encoding="utf-8")
