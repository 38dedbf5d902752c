"""The finished trainings of a learning curve on disk, so that one that was cut off can go on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from ..core.errors import RooflineError
from .curve_statistics import CurveTraining

CURVE = "curve.json"


class CurveStore:
    """The outcomes in `folder`. With `resume` those of an earlier job count too; RooflineError when they cannot be
    read, or were measured with other inputs than `fingerprint` tells."""

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

    def find(self, labels: int, repeat: int) -> CurveTraining | None:
        """The outcome of the training with so many labels, if there is one."""
        return next((o for o in self._outcomes if (o.labels, o.repeat) == (labels, repeat)), None)

    def add(self, outcome: CurveTraining) -> None:
        """Keep an outcome, at once on disk too."""
        self._outcomes.append(outcome)
        beside = self._path.with_suffix(".tmp")
        known = {"fingerprint": self._fingerprint, "outcomes": [asdict(o) for o in self._outcomes]}
        beside.write_text(json.dumps(known), encoding="utf-8")
        beside.replace(self._path)
