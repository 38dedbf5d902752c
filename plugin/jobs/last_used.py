"""Persistent settings (QgsSettings): the values that the user last chose in the panel."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Dict, Type

from qgis.core import QgsSettings

from ...protocol.settings_base import Settings, SettingsError

GROUP = "plugins/roofline/last_used"


def read(settings_class: Type[Settings]) -> Dict[str, Any]:
    """The stored values by name of Processing parameter: only those that differ from the defaults and are valid."""
    try:
        kept = json.loads(QgsSettings().value(_key(settings_class), "{}", type=str))
    except ValueError:
        return {}
    return _worth_keeping(settings_class, kept) if isinstance(kept, dict) else {}


def write(settings_class: Type[Settings], values: Dict[str, Any]) -> None:
    """Store Processing parameters that differ from the defaults only, so that a new default still takes effect."""
    QgsSettings().setValue(_key(settings_class), json.dumps(_worth_keeping(settings_class, values)))


def _key(settings_class: Type[Settings]) -> str:
    return f"{GROUP}/{settings_class.__name__}"


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
