"""Entry point that QGIS calls."""


def classFactory(iface):  # noqa: N802 - QGIS names it
    from .plugin.plugin import RooflinePlugin

    return RooflinePlugin(iface)
