"""Persistent settings (JSON in Roofline's data folder): the values that the user last chose in the panel.

QGIS's profile had them once; a new profile, as for QGIS 4, would begin without them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, Dict, Type

from qgis.core import QgsSettings

from ...protocol.settings.base import Settings, SettingsError
from ..environment.virtual_environment import home

FORMER_GROUP = "plugins/roofline/last_used"
"""Where the profile has those of earlier versions of Roofline."""


def read(settings_class: Type[Settings]) -> Dict[str, Any]:
    """The stored values by name of Processing parameter: only those that differ from the defaults and are valid."""
    try:
        try:
            text = _file(settings_class).read_text(encoding="utf-8")
        except FileNotFoundError:
            text = QgsSettings().value(f"{FORMER_GROUP}/{settings_class.__name__}", "{}", type=str)
        kept = json.loads(text)
    except (OSError, ValueError):
        return {}
    return _worth_keeping(settings_class, kept) if isinstance(kept, dict) else {}


def write(settings_class: Type[Settings], values: Dict[str, Any]) -> None:
    """Store Processing parameters that differ from the defaults only, so that a new default still takes effect. Where
    the folder cannot be written they are not remembered."""
    path = _file(settings_class)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        half.write_text(json.dumps(_worth_keeping(settings_class, values), indent=1), encoding="utf-8")
        half.replace(path)


def _file(settings_class: Type[Settings]) -> Path:
    return home() / "last_used" / f"{settings_class.__name__}.json"


def _worth_keeping(settings_class: Type[Settings], values: Dict[str, Any]) -> Dict[str, Any]:
    return {field.name.upper(): values[field.name.upper()] for field in fields(settings_class)
            if field.name.upper() in values and values[field.name.upper()] != field.default
            and _is_allowed(settings_class, field.name, values[field.name.upper()])}


def _is_allowed(settings_class: Type[Settings], name: str, value: Any) -> bool:
    try:
        settings_class.from_dict({name: value})
    except SettingsError:
        return False
    return True
