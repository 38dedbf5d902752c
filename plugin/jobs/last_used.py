"""Settings as the analyst last used them, in QGIS's profile."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Dict, Type

from qgis.core import QgsSettings

from ...protocol.settings import Settings, SettingsError

GROUP = "plugins/roofline/last_used"


def read(settings_class: Type[Settings]) -> Dict[str, Any]:
    """Processing parameters by name, those alone that differ from the defaults and still lie within the limits."""
    try:
        kept = json.loads(QgsSettings().value(_key(settings_class), "{}", type=str))
    except ValueError:
        return {}
    return _worth_keeping(settings_class, kept) if isinstance(kept, dict) else {}


def write(settings_class: Type[Settings], values: Dict[str, Any]) -> None:
    """Keep Processing parameters that differ from the defaults, so that a better default still reaches the analyst."""
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
