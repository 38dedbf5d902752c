"""Redaction of credentials in data sources: passwords, tokens, ids of saved logins (authcfg)."""

from __future__ import annotations

import re

from qgis.core import QgsMapLayer

HIDDEN = "***"
_NAMES = r"(?:password|passwd|pwd|authcfg|[\w-]*token|(?:api|access|subscription)[\w-]*key|key|secret|signature|sig)"
_VALUE = re.compile(rf"""\b({_NAMES}\s*[=:]\s*)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s&|;,'"]+)""", re.IGNORECASE)
_LOGIN = re.compile(r"(://[^\s/@:]*:)([^\s/@]+)(@)")


def without_secrets(text: str) -> str:
    """`text` with *** in place of what opens a connection: values of password=, authcfg=, token= and their like, and
    the password in user:password@host."""
    return _LOGIN.sub(rf"\g<1>{HIDDEN}\3", _VALUE.sub(rf"\g<1>{HIDDEN}", text))


def plain_name(layer: QgsMapLayer, source: str) -> str:
    """A name for a layer that was opened by its data source, which QGIS names by a piece of that: its table where it
    has one."""
    parts = re.search(r"""\btable=(?:"[^"]*"\.)?"?([^"\s]+)"?|\btypename='?([^'\s&]+)""", source, re.IGNORECASE)
    return (parts[1] or parts[2]) if parts else without_secrets(layer.name())
