"""XYZ tiles (slippy map) as they come from their server, pixel by pixel.

QGIS draws a tile up to two pixels larger than it is since 3.44, so that no seam shows.
"""

from __future__ import annotations

import math
import re
from base64 import b64encode
from typing import Dict, List, NamedTuple, Optional
from urllib.parse import unquote

from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsRasterBlockFeedback, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QEventLoop, QTimer, QUrl
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from .pixels import Tile, tile_of

WEB_MERCATOR, HALF_WORLD_M = "EPSG:3857", 20037508.342789244
"""Half the side of the square that web tiles divide, in metres of its CRS (Web Mercator, EPSG:3857)."""
KNOWN = {"type", "url", "zmin", "zmax", "crs", "format", "layers", "styles", "tilePixelRatio", "authcfg", "username",
         "password", "referer"}
HEADER = "http-header:"
PLACE = re.compile(r"\{(-?\w+)\}")
PLACES = {"x", "y", "-y", "z", "q"}
POLL_MS = 50


class XyzService(NamedTuple):
    """The parameters of a layer of XYZ tiles by their names in its URI."""

    parameters: Dict[str, str]

    @classmethod
    def of(cls, layer: QgsRasterLayer) -> Optional[XyzService]:
        """None for another layer, and for one with a parameter that is not known here or with a CRS that is not that of
        the tiles, which QGIS has to draw."""
        pairs = (part.partition("=") for part in layer.source().split("&"))
        found = {name: unquote(value) for name, _, value in pairs}
        is_known = all(name in KNOWN or name.startswith(HEADER) for name in found)
        if layer.providerType() != "wms" or found.get("type") != "xyz" or not is_known or (
                layer.crs().authid() != WEB_MERCATOR):
            return None
        places = set(PLACE.findall(found.get("url", "")))
        return cls(found) if places <= PLACES and "{" not in PLACE.sub("", found["url"]) else None

    def request(self, level: int, column: int, row: int) -> QNetworkRequest:
        """The request for a tile, with the layer's headers and its authentication."""
        below = 2 ** level - 1 - row
        quad = "".join(str((column >> bit & 1) + 2 * (row >> bit & 1)) for bit in reversed(range(level)))
        values = {"x": column, "y": row, "-y": below, "z": level, "q": quad}
        request = QNetworkRequest(QUrl(PLACE.sub(lambda found: str(values[found[1]]), self.parameters["url"])))
        attribute = QNetworkRequest.Attribute
        request.setAttribute(attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.PreferCache)
        request.setAttribute(attribute.CacheSaveControlAttribute, True)
        request.setAttribute(attribute.RedirectPolicyAttribute,
                             QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy)
        for name, value in self._headers().items():
            request.setRawHeader(name.encode(), value.encode())
        if self.parameters.get("authcfg"):
            _, request = QgsApplication.authManager().updateNetworkRequest(request, self.parameters["authcfg"])
        return request

    def _headers(self) -> Dict[str, str]:
        headers = {name[len(HEADER):]: value for name, value in self.parameters.items() if name.startswith(HEADER)}
        if self.parameters.get("referer"):
            headers["Referer"] = self.parameters["referer"]
        if self.parameters.get("username"):
            who = f"{self.parameters['username']}:{self.parameters.get('password', '')}"
            headers["Authorization"] = f"Basic {b64encode(who.encode()).decode()}"
        return headers


class XyzTiles:
    """The tiles of a service, as a Drawing gives them."""

    def __init__(self, service: XyzService) -> None:
        self._service = service

    def tiles(self, box: QgsRectangle, count: int, side: int, feedback: QgsRasterBlockFeedback) -> List[Tile]:
        """`count` tiles side by side in a rectangle, asked for together; transparent where none came. Blocks, in an
        event loop of its own."""
        width = box.width() / count
        level = round(math.log2(2 * HALF_WORLD_M / width))
        column = round((box.xMinimum() + HALF_WORLD_M) / width)
        row = round((HALF_WORLD_M - box.yMaximum()) / width)
        network = QgsNetworkAccessManager.instance()
        replies = [network.get(self._service.request(level, column + number, row)) for number in range(count)]
        _wait(replies, feedback)
        tiles = [_decoded(reply, side) for reply in replies]
        for reply in replies:
            reply.deleteLater()
        return tiles


def _wait(replies: List[QNetworkReply], feedback: QgsRasterBlockFeedback) -> None:
    """Until all have finished; a cancelled feedback ends them."""
    loop, watch = QEventLoop(), QTimer()

    def look() -> None:
        if feedback.isCanceled():
            for reply in replies:
                reply.abort()
        if all(reply.isFinished() for reply in replies):
            loop.quit()

    for reply in replies:
        reply.finished.connect(look)
    watch.timeout.connect(look)
    watch.start(POLL_MS)
    if not all(reply.isFinished() for reply in replies):
        loop.exec()


def _decoded(reply: QNetworkReply, side: int) -> Tile:
    image = QImage()
    if reply.error() == QNetworkReply.NetworkError.NoError:
        image = QImage.fromData(reply.readAll())
    if image.isNull():
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(0)
    return tile_of(image if image.width() == side == image.height() else image.scaled(side, side))
