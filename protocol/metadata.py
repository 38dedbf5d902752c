"""Plugin metadata (metadata.txt): the plugin's own version and addresses, for plugin and worker."""

from __future__ import annotations

import configparser

from .paths import METADATA


def plugin_metadata(name: str) -> str:
    """One value of metadata.txt, such as "version". Raises KeyError where it has no such name."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(METADATA, encoding="utf-8")
    return parser["general"][name]
