"""How a run goes on, how it is repeated, and how it differs from another one."""

from __future__ import annotations

import os
import shlex
import subprocess
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from ..protocol.settings import TrainSettings
from .history import RunRecord
from .model_choices import new_model_path

FACTS = ("imagery", "base", "trained", "held_out", "seconds")
"""What `differences` compares before the settings: names of RunRecord."""


@dataclass(frozen=True)
class Difference:
    """`name` is one of FACTS or of TrainSettings' fields; a value is None where it is not known or left empty."""

    name: str
    first: Any
    second: Any


def resume_parameters(record: RunRecord) -> Dict[str, Any]:
    """Parameters of roofline:finetune with which the run goes on."""
    model, report = _free_outputs(record, Path(record.request.model))
    return {**_inputs(record), **_settings(record), "MODEL": model, **_if_given("REPORT", report),
            "RESUME": str(record.folder)}


def command(record: RunRecord) -> str:
    """A line for a terminal that trains the same model again, beside the first one."""
    first = Path(record.request.model)
    model, report = _free_outputs(record, first.with_name(f"{first.stem}-again{first.suffix}"))
    defaults = TrainSettings().to_dict()
    changed = {name: value for name, value in _settings(record).items() if value != defaults[name.lower()]}
    values = {**_inputs(record), "MODEL": model, **_if_given("REPORT", report), **changed}
    words = ["qgis_process", "run", "roofline:finetune", "--"]
    for name, value in values.items():
        words += [f"{name}={one}" for one in (value if isinstance(value, list) else [value])]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def differences(first: RunRecord, second: RunRecord) -> List[Difference]:
    """What is not the same in two runs, apart from their scores."""
    pairs = [(name, getattr(first, name), getattr(second, name)) for name in FACTS]
    mine, others = _settings(first), _settings(second)
    pairs += [(field.name, mine.get(field.name.upper()), others.get(field.name.upper()))
              for field in fields(TrainSettings)]
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _inputs(record: RunRecord) -> Dict[str, Any]:
    """Layers are those that were exported when the run began, so later edits do not count."""
    request = record.request
    return {"IMAGERY": list(request.imagery), "LABELS": request.labels, **_if_given("AREAS", request.areas),
            **_if_given("BASE_MODEL", request.base_model)}


def _settings(record: RunRecord) -> Dict[str, Any]:
    """As parameters; those left empty are absent. What a setting is that the run did not know yet is its default."""
    known = TrainSettings().to_dict()
    known.update({name: value for name, value in record.request.settings.items() if name in known})
    return {name.upper(): value for name, value in known.items() if value is not None}


def _free_outputs(record: RunRecord, model: Path) -> Tuple[str, Optional[str]]:
    """Model and report, at `model` unless another run has taken that name or its folder is gone."""
    if model.exists() or not model.parent.is_dir():
        model = new_model_path(model.stem)
    return str(model), str(model.with_suffix(".html")) if record.request.report else None


def _if_given(name: str, value: Optional[str]) -> Dict[str, str]:
    return {name: value} if value else {}
