"""Parses the output of pip and venv: progress texts, and advice for known errors. Standard library only."""

from __future__ import annotations

import re
from typing import Iterable, Optional, Sequence

_ADVICE = (  # pattern in the output, ignoring case -> what to do; the first match counts
    (r"no space left|errno 28|winerror 112|disk quota exceeded|not enough space",
     "The disk is full. Free about {gigabytes} GB, or set the variable ROOFLINE_HOME to a folder on a larger disk."),
    (r"winerror 206|filename or extension is too long|errno 36",
     "The path is too long for this system. Set the variable ROOFLINE_HOME to a short one, such as C:\\Roofline."),
    (r"407 proxy|proxyerror|tunnel connection failed|cannot connect to proxy",
     "The proxy refused the connection. Check the proxy in QGIS (Settings, Options, Network) or the variable "
     "HTTPS_PROXY."),
    (r"certificate_verify_failed|sslerror|ssl: |tlsv1 alert|invalid peer certificate",
     "The package server's certificate was not accepted; a firewall often exchanges it for its own. Add your "
     "organisation's certificate (.pem) to the authorities in QGIS (Settings, Options, Authentication, Manage "
     "Certificates), or set the variable PIP_CERT to it."),
    (r"name resolution|getaddrinfo failed|name or service not known|nodename nor servname|network is unreachable|"
     r"newconnectionerror|connection refused|connecttimeout|read timed out|readtimeout|max retries|connection reset|"
     r"connection broken|incompleteread|no route to host|dns error|error sending request",
     "The package server cannot be reached. Check the network connection; behind a proxy, set it in QGIS (Settings, "
     "Options, Network), where an HTTP proxy is passed on and a SOCKS one is not. Without network, install from a "
     "bundle that a computer with network made (BUNDLE_TO, then BUNDLE, in roofline:setup)."),
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


def cause(lines: Sequence[str]) -> str:
    """The line of the output that gives the cause: the last one marked as an error (with what uv says below it), else
    the last one, and so the error below a traceback of pip's."""
    errors = [number for number, line in enumerate(lines) if line.lower().startswith("error:")
              and line != "ERROR: Exception:"]
    printed = [line for line in lines if line.strip()]
    found = lines[errors[-1]].split(":", 1)[1].strip() if errors else (printed[-1] if printed else "")
    below = lines[errors[-1] + 1].strip() if errors and lines[errors[-1] + 1:] else ""
    if below.startswith("cause: "):
        found = f"{found}: {below[len('cause: '):]}"
    return found if found.endswith((".", "!")) else f"{found or 'it printed nothing'}."


def advice(lines: Iterable[str], gigabytes: float) -> str:
    """What the user can do about a failed installation that printed `lines` and needs `gigabytes` of disk space."""
    text = "\n".join(lines)
    for pattern, cure in _ADVICE:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            return cure.format(gigabytes=round(gigabytes), **found.groupdict())
    return "Run the set-up again; if it fails again, report it with the log."


PACKAGES = 150
"""Texts that an installation shows, about: two for each of its packages, downloaded or not."""


class DownloadProgress:
    """How far an installation is, by pip's output: `fraction` (0.1-0.85) and `text`, such as "Downloading torch: 120.4
    of 526.6 MB (0.31 of about 3 GB)"."""

    def __init__(self, gigabytes: float) -> None:
        """gigabytes: about what there is to download."""
        self.fraction, self.text = 0.1, ""
        self._gigabytes = gigabytes
        self._seen, self._before, self._current, self._name = 0, 0, 0, ""

    def read(self, line: str) -> bool:
        """Take in a line; whether it had news."""
        progress = re.fullmatch(r"Progress (\d+) of (\d+)", line.strip())
        if progress and self._name:
            self._current, size = map(int, progress.groups())
            self.text = (f"Downloading {self._name}: {self._current / 1e6:.1f} of {size / 1e6:.1f} MB "
                         f"({(self._before + self._current) / 1e9:.2f} of about {self._gigabytes:g} GB)")
        else:
            text = progress_text(line)
            if text is None:
                return False
            self.text = text
            self._seen += 1
            self._before, self._current = self._before + self._current, 0
            self._name = text.split()[1] if text.startswith("Downloading ") else ""
        share = max(self._seen / PACKAGES, (self._before + self._current) / 1e9 / self._gigabytes)
        self.fraction = 0.85 if self.text.startswith("Installing") else max(self.fraction, 0.1 + 0.7 * min(share, 1.0))
        return True


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
