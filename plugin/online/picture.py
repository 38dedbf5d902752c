"""A raster layer as QGIS draws it (QgsRasterPipe: provider, renderer, color filters), cloned for another thread."""

from __future__ import annotations

import hashlib
import re
from typing import Iterable, Iterator, List, Optional, Tuple, Union
from urllib.parse import parse_qsl, unquote

from qgis.core import (
    QgsBrightnessContrastFilter,
    QgsHueSaturationFilter,
    QgsMapLayer,
    QgsNetworkAccessManager,
    QgsRasterBlockFeedback,
    QgsRasterDataProvider,
    QgsRasterInterface,
    QgsRasterLayer,
    QgsRasterRenderer,
    QgsRectangle,
)
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ...protocol.imagery import AS_DRAWN
from ..compat import TILE_SPILL
from ..layers.sources import states_of_files
from .coverage import Coverage, CoverageBands, has_values
from .errors import OnlineError
from .map_time import taken_time
from .pixels import COLORS, DRAWN, Tile, is_uniform, tile_of
from .xyz_tiles import XyzService, XyzTiles

FILE = "gdal"
"""The provider whose layers the worker can read itself."""
KINDS = {"wcs": "WCS", "arcgismapserver": "ArcGIS MapServer", "arcgisimageserver": "ArcGIS ImageServer"}
WITH_PROVIDER = re.compile(r"(\w+)://(.+)", re.DOTALL)
"""QGIS's own spelling of a provider and its URI in one text."""
HOST = re.compile(r"https?://(?:[^/@\s']*@)?([^/:?&'\s]+)", re.IGNORECASE)
"""The host in a web address; not who logs in there."""
TILES_OF_512 = re.compile(r"(?:^|&)tilePixelRatio=2(?:&|$)")
PROVIDERS = ("wms", "wcs", "arcgismapserver")


def is_online(layer: Optional[QgsMapLayer]) -> bool:
    """Whether a layer is a raster that is in no file, so that the worker cannot read it."""
    return isinstance(layer, QgsRasterLayer) and layer.providerType() != FILE


def open_online(text: str) -> Optional[QgsRasterLayer]:
    """The layer of a provider's URI, such as "type=xyz&url=https://..." or "wcs://identifier=...&url=..."; its name is
    `text`, by which Processing finds it. None where it is no such URI. Raises OnlineError where it does not open."""
    found = provider_of(text)
    if found is None:
        return None
    layer = QgsRasterLayer(found[1], text, found[0])
    if not layer.isValid():
        raise OnlineError(f"The {kind(layer)} service at {host(layer) or 'that address'} could not be opened. Check "
                          "the address and the parameters, and that the server answers.")
    return layer


def provider_of(text: str) -> Optional[Tuple[str, str]]:
    """The provider and the URI that a text stands for; None where it stands for a name, or a file."""
    found = WITH_PROVIDER.fullmatch(text)
    if found is not None:
        return (found[1], found[2]) if found[1] in PROVIDERS else None
    if re.search(r"(?:^|&)url=", text) is None:
        return None
    return ("wcs" if re.search(r"(?:^|&)identifier=", text) else "wms"), text


def kind(layer: QgsRasterLayer) -> str:
    """The kind of service, such as XYZ or WMTS; for others the name of the provider."""
    provider, source = layer.providerType(), layer.source()
    if provider != "wms":
        return KINDS.get(provider, provider)
    return "XYZ" if "type=xyz" in source else "WMTS" if "tileMatrixSet=" in source else "WMS"


def host(layer: QgsRasterLayer) -> str:
    """The host of a layer's service, without user, password and parameters; "" where there is none."""
    found = HOST.search(unquote(layer.source()))
    return found[1] if found else ""


def spoken_name(layer: QgsMapLayer) -> str:
    """A layer's name for messages and folders; of one without, or named by its URI, the host: a URI may hold a key."""
    name = str(layer.name())
    return name if name and provider_of(name) is None else host(layer) or kind(layer)


class Picture:
    """Facts about a layer that QGIS draws, and with clone() what it needs to draw it on another thread. To be made on
    the main thread.

    is_drawn: not so where a service gives values (WCS), unless the picture was asked for (`drawn`). kind: that of the
    service, or AS_DRAWN. time: a sentence on the time that is taken of several, else "". key: equal for layers that
    look the same. levels: the service's own resolutions in map units, finest first; () where it draws at any. side:
    pixels along the side of its tiles, else 0. network: the main thread's.
    """

    def __init__(self, layer: QgsRasterLayer, drawn: bool = False) -> None:
        if not layer.isValid():
            raise OnlineError(f"Layer '{spoken_name(layer)}' cannot be drawn: its source did not answer, or is gone. "
                              "Check the connection, or remove the layer and add it again.")
        self.is_file = layer.providerType() == FILE
        gives_values = has_values(layer.dataProvider())
        self.is_drawn = drawn or not gives_values
        is_styled = self.is_drawn and (self.is_file or gives_values)
        self.name, self.host, self.kind = spoken_name(layer), host(layer), AS_DRAWN if is_styled else kind(layer)
        self.crs, self.extent = layer.crs(), QgsRectangle(layer.extent())
        self.pixel = (layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY())
        self.levels = tuple(sorted(one for one in layer.dataProvider().nativeResolutions() if one > 0))
        self.side = (512 if TILES_OF_512.search(layer.source()) else 256) if self.levels and not self.is_file else 0
        self._bands = None if self.is_drawn else CoverageBands.of(layer.dataProvider())
        self.pixels = DRAWN if self._bands is None else self._bands.pixels
        self.key = picture_key(layer, self.is_drawn)
        self.time = taken_time(layer, self.name)
        self._xyz: Optional[XyzService] = None
        self.network = QgsNetworkAccessManager.instance()
        self._stages: List[QgsRasterInterface] = []

    @classmethod
    def clone(cls, layer: QgsRasterLayer, drawn: bool) -> Picture:
        """The picture of a layer, ready to be drawn. To be called on the main thread."""
        picture = cls(layer, drawn)
        stages = (layer.dataProvider(), _opaque(layer.renderer()), layer.brightnessFilter(),
                  layer.hueSaturationFilter())
        picture._stages = [stage.clone() for stage in stages if stage is not None]
        as_they_are = [QgsBrightnessContrastFilter(), QgsHueSaturationFilter()]
        if picture.side and described_stages(stages[2:]) == described_stages(as_they_are):
            picture._xyz = XyzService.of(layer)
        return picture

    def drawing(self) -> Union[Drawing, Coverage, XyzTiles]:
        """A fresh clone for the thread that calls this. A provider keeps its last picture, holes included, so what is
        asked for again needs another one."""
        if self._bands is not None:
            return Coverage(self._stages[0].clone(), self._bands)
        if self._xyz is not None:
            return XyzTiles(self._xyz)
        return Drawing([stage.clone() for stage in self._stages], TILE_SPILL if self.side else 0)


class Drawing:
    """One chain of clones, used by one thread. spill: pixels along the edge of a block that may be its neighbour's."""

    def __init__(self, stages: List[QgsRasterInterface], spill: int) -> None:
        self._stages, self._spill = stages, spill
        for stage, source in zip(stages[1:], stages):
            stage.setInput(source)

    def tiles(self, box: QgsRectangle, count: int, side: int, feedback: QgsRasterBlockFeedback) -> Optional[List[Tile]]:
        """The picture of `count` blocks side by side in a rectangle; None where the provider gave nothing. Blocks, in
        an event loop of its own while a service is waited for."""
        block = self._stages[-1].block(1, box, side * count, side, feedback)
        image = block.image() if block is not None and block.isValid() and not block.isEmpty() else QImage()
        if image.isNull() or image.width() != side * count or image.height() != side:
            return None
        return [self._tile(image.copy(number * side, 0, side, side)) for number in range(count)]

    def _tile(self, image: QImage) -> Tile:
        """A block; of one color all over where it is that but for what a neighbour spills into it."""
        spill, side = self._spill, image.width()
        if spill and is_uniform(tile_of(image.copy(spill, spill, side - 2 * spill, side - 2 * spill)), len(COLORS)):
            image.fill(image.pixelColor(side // 2, side // 2))
        return tile_of(image)


def picture_key(layer: QgsRasterLayer, is_drawn: bool) -> str:
    """A hash of a layer's source, of its files as they are now, and of its style or, where it is not drawn, the data
    types of its bands."""
    provider = layer.dataProvider()
    stages = ([*described_stages([_opaque(layer.renderer()), layer.brightnessFilter(), layer.hueSaturationFilter()]),
               *_hidden_values(provider)] if is_drawn
              else [str(int(provider.dataType(band))) for band in range(1, provider.bandCount() + 1)])
    files = states_of_files(layer) if layer.providerType() == FILE else []
    text = "\n".join((layer.providerType(), *_parameters(layer), *files, layer.crs().toWkt(), *stages))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _opaque(renderer: Optional[QgsRasterRenderer]) -> Optional[QgsRasterRenderer]:
    """A renderer without the layer's opacity: that lets other layers through on the map, and of a faint picture few
    levels of each color would be left."""
    copy = None if renderer is None else renderer.clone()
    if copy is not None:
        copy.setOpacity(1.0)
    return copy


def described_stages(stages: Iterable[Optional[QgsRasterInterface]]) -> List[str]:
    """Renderers and filters as text, equal where they draw alike."""
    document = QDomDocument()
    root = document.createElement("style")
    document.appendChild(root)
    for stage in stages:
        if stage is not None:
            stage.writeXml(document, root)
    return list(_described(root))


def _hidden_values(provider: QgsRasterDataProvider) -> List[str]:
    """The values that are transparent in QGIS beside the nodata value of the file, and the bands where that is not."""
    bands = range(1, provider.bandCount() + 1)
    return [*(f"shown {band}" for band in bands
              if provider.sourceHasNoDataValue(band) and not provider.useSourceNoDataValue(band)),
            *(f"hidden {band} {one.min()} {one.max()} {int(one.bounds())}"
              for band in bands for one in provider.userNoDataValues(band))]


def _parameters(layer: QgsRasterLayer) -> List[str]:
    """The parameters of a URI, in one spelling: into a project QGIS writes it anew, with the CRS and %7B for {."""
    if "&" not in layer.source():
        return [layer.source()]
    pairs = sorted(parse_qsl(layer.source()), key=lambda pair: pair[0])  # of several layers, each lies over the next
    return [f"{name}={value}" for name, value in pairs if name != "crs"]


def _described(element: QDomElement) -> Iterator[str]:
    """An element as text; Qt gives the attributes in an order of its own in every process."""
    attributes = element.attributes()
    pairs = [attributes.item(number) for number in range(attributes.count())]
    yield element.tagName()
    yield from sorted(f"{pair.nodeName()}={pair.nodeValue()}" for pair in pairs)
    yield element.text()
    child = element.firstChildElement()
    while not child.isNull():
        yield from _described(child)
        child = child.nextSiblingElement()
