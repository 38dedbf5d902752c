"""The log of a live training (event sourcing, JSON lines): what each snapshot changed, and at which step it came."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyproj

from ...protocol.job_files import LIVE_LOG
from ..core.atomic_file import atomic
from ..geodata.polygon_io import Polygons
from .snapshot import CLASS, ROLE, Feature, Snapshot, changes, polygons_of

TAKEN_UP, KEPT = "taken up", "kept"
"""Values of the key `what` of a line."""


class LiveLog:
    """The log in the folder of a run. A line tells of a snapshot what it added and removed (class or role, WKB in hex),
    or of a model that was kept."""

    def __init__(self, folder: str | Path) -> None:
        self._path = Path(folder) / LIVE_LOG
        text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        self._lines: list[dict[str, Any]] = list(filter(None, map(_parsed, text.splitlines())))
        self._is_cut = bool(text) and not text.endswith("\n")

    def take_up(self, before: Snapshot | None, now: Snapshot, step: int) -> None:
        """Note that from `step` on the snapshot `now` counts, and not the one `before`."""
        labels = changes(before.label_features if before else [], now.label_features)
        areas = changes(before.area_features if before else [], now.area_features)
        self._append({"what": TAKEN_UP, "step": step, "number": now.number, "labels": labels, "areas": areas,
                      "crs": now.labels.crs.to_wkt(), "areas_crs": now.areas.crs.to_wkt() if now.areas else None})

    def keep(self, step: int, model: str) -> None:
        """Note that the state at `step` was kept as the file `model`."""
        self._append({"what": KEPT, "step": step, "model": model})

    def forget_after(self, step: int) -> None:
        """Forget what came after `step`: the steps from there on were lost when the run was cut off."""
        lines = [line for line in self._lines if line["step"] <= step]
        if lines != self._lines:
            self._lines = lines
            with atomic(self._path) as beside:
                beside.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")

    def snapshots(self) -> list[tuple[int, Snapshot]]:
        """All snapshots, each with the step at which it was taken up."""
        labels: list[Feature] = []
        areas: list[Feature] = []
        found = []
        for line in self._lines:
            if line["what"] == TAKEN_UP:
                labels, areas = _applied(labels, line["labels"]), _applied(areas, line["areas"])
                found.append((line["step"], Snapshot(
                    line["number"], polygons_of(labels, pyproj.CRS.from_wkt(line["crs"]), CLASS), _areas(areas, line))))
        return found

    def new_since(self, step: int) -> set[Feature]:
        """The labels that were added or changed after `step`, but for those of the first snapshot: then all are new."""
        snapshots = [line for line in self._lines if line["what"] == TAKEN_UP][1:]
        return {tuple(feature) for line in snapshots if line["step"] > step for feature in line["labels"][0]}

    def last_kept(self) -> tuple[int, str] | None:
        """The step and the file of the model that was kept last."""
        return next(((line["step"], line["model"]) for line in reversed(self._lines) if line["what"] == KEPT), None)

    def _append(self, line: dict[str, Any]) -> None:
        self._lines.append(line)
        with open(self._path, "a", encoding="utf-8") as file:
            file.write("\n" * self._is_cut + f"{json.dumps(line)}\n")
        self._is_cut = False


def _parsed(line: str) -> dict[str, Any]:
    """A line; empty for the last one of a process that was killed while it wrote."""
    with suppress(ValueError):
        found: dict[str, Any] = json.loads(line)
        return found
    return {}


def _applied(features: list[Feature], change: list[list[Any]]) -> list[Feature]:
    added, removed = ([tuple(feature) for feature in part] for part in change)
    return [*changes(removed, features)[0], *added]


def _areas(areas: list[Feature], line: dict[str, Any]) -> Polygons | None:
    return polygons_of(areas, pyproj.CRS.from_wkt(line["areas_crs"]), ROLE) if areas else None
