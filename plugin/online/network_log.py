"""Replies of QGIS's network access manager (QgsNetworkAccessManager) in this thread: which of them were no picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import List, Optional, Type

from qgis.core import QgsNetworkAccessManager, QgsNetworkReplyContent
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

PAGES = (b"text/", b"application/xml", b"application/json", b"application/xhtml", b"application/vnd.ogc.se")
"""Beginnings of content types that are an error page, also under status 200."""
LONGEST = 120
ABSENT = (204, 404, 410)
"""Status codes by which a service says that it has no tile there."""


@dataclass
class Replies:
    """What went wrong, in the network's words, and the number of tiles that the service does not have."""

    problems: List[str] = field(default_factory=list)
    absent: int = 0


class NetworkLog:
    """Context manager that listens to this thread's requests. It has to be left in the thread that entered it."""

    def __init__(self) -> None:
        self._replies = Replies()
        self._addresses: List[QUrl] = []

    def __enter__(self) -> NetworkLog:
        self._manager = QgsNetworkAccessManager.instance()
        self._manager.finished[QgsNetworkReplyContent].connect(self._finished)
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self._manager.finished[QgsNetworkReplyContent].disconnect(self._finished)

    def take(self) -> Replies:
        """The replies since the last call. Those that went wrong are forgotten by QGIS's cache of the web too, from
        which an error page would come again."""
        cache, replies = self._manager.cache(), self._replies
        for address in self._addresses if cache is not None else ():
            cache.remove(address)
        self._replies, self._addresses = Replies(), []
        return replies

    def _finished(self, reply: QgsNetworkReplyContent) -> None:
        if reply.error() == QNetworkReply.NetworkError.OperationCanceledError:
            return
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        kind = bytes(reply.rawHeader(b"Content-Type")).lower()
        problem = ""
        if status is not None and int(status) in ABSENT:
            self._replies.absent += 1
        elif status is not None and int(status) >= 400:
            problem = f"{status}"
        elif reply.error() != QNetworkReply.NetworkError.NoError:
            problem = _kind_of(reply)
        elif kind.startswith(PAGES):
            problem = f"{kind.decode(errors='replace')[:LONGEST]}"
        if problem:
            self._replies.problems.append(problem)
            self._addresses.append(reply.request().url())


def _kind_of(reply: QgsNetworkReplyContent) -> str:
    """The error by its name: its text holds the address, and so perhaps a key."""
    error = reply.error()
    return next((name for name in ("ConnectionRefusedError", "RemoteHostClosedError", "HostNotFoundError",
                                   "TimeoutError", "SslHandshakeFailedError", "ProxyAuthenticationRequiredError")
                 if getattr(QNetworkReply.NetworkError, name) == error), "network error")
