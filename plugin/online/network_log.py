"""Replies of QGIS's network access manager (QgsNetworkAccessManager): which of them were no picture."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import List, Optional, Set, Type

from qgis.core import QgsNetworkAccessManager, QgsNetworkReplyContent, QgsNetworkRequestParameters
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, QUrl, pyqtSignal, pyqtSlot
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

PAGES = (b"text/", b"application/xml", b"application/json", b"application/xhtml", b"application/vnd.ogc.se")
"""Beginnings of content types that are an error page, also under status 200."""
LONGEST = 120
ABSENT = (204, 404, 410)
"""Status codes by which a service says that it has no tile there."""
MAIN_THREAD_S = 2.0
"""The longest wait for the main thread, which may be busy."""


@dataclass
class Replies:
    """What went wrong, in the network's words, and the addresses of the tiles that the service does not have."""

    problems: List[str] = field(default_factory=list)
    absent: Set[str] = field(default_factory=set)


class NetworkLog:
    """Context manager that listens to what QGIS receives from the network.

    manager: QGIS's on the main thread. It repeats what those of all threads receive; a newer QGIS asks for tiles in a
    thread of its own.
    """

    def __init__(self, manager: QgsNetworkAccessManager) -> None:
        self._manager = manager
        self._replies = Replies()
        self._addresses: List[QUrl] = []

    def __enter__(self) -> NetworkLog:
        self._bell = _Bell()
        self._manager.finished[QgsNetworkReplyContent].connect(self._finished, Qt.ConnectionType.DirectConnection)
        self._manager.requestTimedOut[QgsNetworkRequestParameters].connect(
            self._timed_out, Qt.ConnectionType.DirectConnection)
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self._manager.finished[QgsNetworkReplyContent].disconnect(self._finished)
        self._manager.requestTimedOut[QgsNetworkRequestParameters].disconnect(self._timed_out)

    def take(self) -> Replies:
        """The replies since the last call. Those that went wrong are forgotten by QGIS's cache of the web too, from
        which an error page would come again."""
        self._bell.wait()
        cache, replies = QgsNetworkAccessManager.instance().cache(), self._replies
        for address in self._addresses if cache is not None else ():
            cache.remove(address)
        self._replies, self._addresses = Replies(), []
        return replies

    def _finished(self, reply: QgsNetworkReplyContent) -> None:
        if reply.error() == QNetworkReply.NetworkError.OperationCanceledError:
            return
        address = reply.request().url()
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        kind = bytes(reply.rawHeader(b"Content-Type")).lower()
        problem = ""
        if status is not None and int(status) in ABSENT:
            self._replies.absent.add(address.toString())
        elif status is not None and int(status) >= 400:
            problem = f"{status}"
        elif reply.error() != QNetworkReply.NetworkError.NoError:
            problem = _kind_of(reply)
        elif kind.startswith(PAGES):
            problem = f"{kind.decode(errors='replace')[:LONGEST]}"
        if problem:
            self._replies.problems.append(problem)
            self._addresses.append(address)

    def _timed_out(self, request: QgsNetworkRequestParameters) -> None:
        """QGIS gave a request up; its reply looks like that of one that was cancelled."""
        self._replies.problems.append("TimeoutError")
        self._addresses.append(request.request().url())


class _Bell(QObject):
    """Rings on the main thread, after all that was sent to it before."""

    _pulled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._rang = threading.Event()
        self.moveToThread(QCoreApplication.instance().thread())
        self._pulled.connect(self._ring)

    def wait(self) -> None:
        """Until it has rung; not at all on the main thread, where nothing is on its way."""
        if QThread.currentThread() != self.thread():
            self._rang.clear()
            self._pulled.emit()
            self._rang.wait(MAIN_THREAD_S)

    @pyqtSlot()
    def _ring(self) -> None:
        self._rang.set()


def _kind_of(reply: QgsNetworkReplyContent) -> str:
    """The error by its name: its text holds the address, and so perhaps a key."""
    error = reply.error()
    return next((name for name in ("ConnectionRefusedError", "RemoteHostClosedError", "HostNotFoundError",
                                   "TimeoutError", "SslHandshakeFailedError", "ProxyAuthenticationRequiredError")
                 if getattr(QNetworkReply.NetworkError, name) == error), "network error")
