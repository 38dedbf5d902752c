"""Data sources of QGIS's layers: the path of a file, and QGIS's options after it, such as `|layername=buildings`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Optional, Tuple
from urllib.request import url2pathname

OPTION = re.compile(r"\|(?:layername|layerid|subset|geometrytype|uniquegeometrytype|option|authcfg)[=:]", re.IGNORECASE)
LAYER_NAME = re.compile(r"\|layername=([^|]*)", re.IGNORECASE)
FILE_URI = re.compile(r"file:(?://(?:localhost(?=/))?)?", re.IGNORECASE)
ON_SERVER = re.compile(r"file:(//(?!localhost/)[^/:]+)(/.+)", re.IGNORECASE)
"""A URI of a file on a server, which has a UNC path on Windows."""


def split_source(source: str) -> Tuple[str, Optional[str]]:
    """(path, layer name or None) of a file, a `file:` URI, or either with QGIS's options.

    A file's own name may hold "|", and even what looks like an option: the longest path that exists is taken.
    """
    text = local_path(source)
    ends = [match.start() for match in OPTION.finditer(text)]
    if not ends or is_there(text):
        return text, None
    end = next((end for end in reversed(ends) if is_there(text[:end])), ends[0])
    name = LAYER_NAME.search(text, end)
    return text[:end], name.group(1) if name else None


def local_path(text: str) -> str:
    """`text`, or the path in it where it is a `file:` URI."""
    scheme = FILE_URI.match(text)
    if scheme is None or is_there(text):
        return text
    rest = text[scheme.end():]
    if is_there(rest):
        return rest
    on_server = ON_SERVER.fullmatch(text)
    return on_server.group(1) + url2pathname(on_server.group(2)) if on_server else url2pathname(rest)


def is_there(path: str) -> bool:
    """Whether a file or folder has this path; no for a text that no file system takes."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long, or with a zero byte
        return False
