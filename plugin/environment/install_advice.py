"""Parses the output of pip and venv: progress texts, and advice for known errors. Standard library only."""

from __future__ import annotations

import re
from typing import Iterable, Optional

_ADVICE = (  # pattern in the output, ignoring case -> what to do; the first match counts
    (r"no space left|errno 28|winerror 112|disk quota exceeded|not enough space",
     "The disk is full. Free about {gigabytes} GB, or set the variable ROOFLINE_HOME to a folder on a larger disk."),
    (r"winerror 206|filename or extension is too long|errno 36",
     "The path is too long for this system. Set the variable ROOFLINE_HOME to a short one, such as C:\\Roofline."),
    (r"407 proxy|proxyerror|tunnel connection failed|cannot connect to proxy",
     "The proxy refused the connection. Check the proxy in QGIS (Settings, Options, Network) or the variable "
     "HTTPS_PROXY."),
    (r"certificate_verify_failed|sslerror|ssl: |tlsv1 alert",
     "The package server's certificate was not accepted; a firewall often exchanges it for its own. Set the variable "
     "PIP_CERT to your organisation's certificate file (.pem), or ask your IT department for it."),
    (r"name resolution|getaddrinfo failed|name or service not known|nodename nor servname|network is unreachable|"
     r"newconnectionerror|connection refused|connecttimeout|read timed out|readtimeout|max retries|connection reset|"
     r"connection broken|incompleteread|no route to host",
     "The package server cannot be reached. Check the network connection; behind a proxy, set it in QGIS (Settings, "
     "Options, Network). Without network, set PIP_FIND_LINKS to a folder with the packages, or ROOFLINE_PYTHON to a "
     "Python that has them."),
    (r"ensurepip is not available|no module named .?(ensurepip|venv)",
     "This Python cannot make environments. Install its venv module, on Debian and Ubuntu with "
     "'sudo apt install python3-venv'."),
    (r"permission denied|errno 13|winerror 5\b|access is denied|winerror 32|being used by another process|"
     r"read-only file|not a directory|file exists",
     "A file could not be written. Close other QGIS windows; if a virus scanner guards the folder, let it pass; or set "
     "the variable ROOFLINE_HOME to a folder that you may write to."),
    (r"\(from versions: none\)[\s\S]*no matching distribution found for (?P<package>[\w.+=-]+)",
     "The package index offers no {package} at all: it cannot be reached, or holds nothing for this Python and system. "
     "Check the network connection and the index that pip is set up to use."),
    (r"no matching distribution found for (?P<package>[\w.+=-]+)",
     "The package index has no {package} for this Python and system. Check the index that pip is set up to use."),
    (r"memoryerror|cannot allocate memory|out of memory|ended with -9\b",
     "The machine ran out of memory. Close other programs."),
)

_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]+@")
_SECRETS = re.compile(r"((?:token|password|passwd|api_?key|secret)=)[^&\s\"']+", re.IGNORECASE)
_ARCHIVE = re.compile(r"(?P<name>[A-Za-z0-9_.]+?)-\d[^\s/\\]*\.(?:whl|tar\.gz|zip)(?P<metadata>\.metadata)?")


def without_credentials(text: str) -> str:
    """`text` with user names, passwords and tokens in its URLs replaced by stars."""
    return _SECRETS.sub(r"\1****", _CREDENTIALS.sub("****@", text))


def advice(lines: Iterable[str], gigabytes: float) -> str:
    """What the user can do about a failed installation that printed `lines` and needs `gigabytes` of disk space."""
    text = "\n".join(lines)
    for pattern, cure in _ADVICE:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            return cure.format(gigabytes=round(gigabytes), **found.groupdict())
    return "Run the set-up again; if it fails again, report it with the log."


def progress_text(line: str) -> Optional[str]:
    """The progress text for a line of pip's output, such as "Downloading torch (190.2 MB)"; None for a line without
    news."""
    words = line.split()
    if len(words) < 2:
        return None
    if words[0] == "Collecting":
        return f"Looking for {re.split(r'[=<>!~;[(@]', words[1])[0]}"
    if words[:3] == ["Installing", "collected", "packages:"]:
        return f"Installing {len(words) - 3} packages"
    archive = _ARCHIVE.search(line)
    if words[0] not in ("Downloading", "Processing", "Using") or archive is None or archive["metadata"]:
        return None
    size = re.search(r"\([\d.]+ [kMG]?B\)", line)
    verb = "Downloading" if words[0] == "Downloading" else "Taking"
    return f"{verb} {archive['name'].replace('_', '-')} {size.group(0) if size else ''}".strip()
