"""Roofline in a QGIS of another language."""

from contextlib import contextmanager

import pytest
from qgis.core import QgsSettings
from roofline.plugin import translation
from roofline.plugin.plugin import RooflinePlugin
from roofline.tools.translations import compile_all


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """The folder of the compiled translations."""
    folder = tmp_path_factory.mktemp("i18n")
    compile_all(folder)
    return folder


@contextmanager
def qgis_in(language, compiled):
    """QGIS's language, for which Roofline finds the `compiled` translations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translation, "TRANSLATIONS", compiled)
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", language)
        translation._patterns.cache_clear()
        try:
            yield
        finally:
            translation._patterns.cache_clear()
            for name in ("overrideFlag", "userLocale"):
                QgsSettings().remove(f"locale/{name}")


@contextmanager
def plugin_in(language, compiled):
    """The plugin, which is loaded in a QGIS of this language."""
    with qgis_in(language, compiled):
        plugin = RooflinePlugin(None)
        plugin.initProcessing()
        try:
            yield plugin
        finally:
            plugin.unload()
