"""Time dimension of a map service (WMS-T): the time of which imagery is taken where the map may show another one."""

from __future__ import annotations

from urllib.parse import parse_qsl

from qgis.core import QgsRasterLayer

from ..translation import mark, tr

USUAL_TIME = mark("The imagery of '{layer}' is of several times. What its service gives when no time is asked for is "
                  "taken, whatever time the map shows. Set another time in Layer Properties > Source.")
SET_TIME = mark("The imagery of '{layer}' is of several times. That of {time} is taken, as it is set in Layer "
                "Properties > Source, whatever time the map shows.")


def taken_time(layer: QgsRasterLayer, name: str) -> str:
    """A sentence on the time at which a layer is fetched, where on the map QGIS's temporal controller decides; "" for
    other layers. `name`: that of the layer for messages."""
    provider = layer.dataProvider()
    capabilities = provider.temporalCapabilities()
    is_timed = capabilities is not None and capabilities.hasTemporalCapabilities()
    if not is_timed or not layer.temporalProperties().isActive():
        return ""
    time = dict(parse_qsl(layer.source())).get("time", "")
    return tr(SET_TIME, layer=name, time=time) if time else tr(USUAL_TIME, layer=name)
