"""Layer styling (renderer, contrast enhancement, color filters) that makes a raster look otherwise than its values."""

from __future__ import annotations

from typing import Any, Sequence

from qgis.core import (
    Qgis,
    QgsBrightnessContrastFilter,
    QgsContrastEnhancement,
    QgsHueSaturationFilter,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsRaster,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
)

from .coverage import has_values
from .picture import FILE, described_stages

Algorithm = QgsContrastEnhancement.ContrastEnhancementAlgorithm
COLORS = (QgsRaster.RedBand, QgsRaster.GreenBand, QgsRaster.BlueBand)
WHITE = 255


def is_styled(layer: QgsMapLayer) -> bool:
    """Whether what QGIS draws of a layer differs from the values in its file, or of its coverage (WCS)."""
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        return False
    provider, renderer = layer.dataProvider(), layer.renderer()
    if provider.name() != FILE and not has_values(provider):
        return False
    filters = [layer.brightnessFilter(), layer.hueSaturationFilter()]
    if described_stages(filters) != described_stages([QgsBrightnessContrastFilter(), QgsHueSaturationFilter()]):
        return True
    hidden = renderer.rasterTransparency()
    if hidden is not None and (hidden.transparentSingleValuePixelList() or hidden.transparentThreeValuePixelList()):
        return True
    return bool(provider.userNoDataValues(1)) or not _shows_values(renderer, provider)


def _shows_values(renderer: Any, provider: QgsRasterDataProvider) -> bool:
    """Whether a renderer gives the values of the bands as they are, as far as a model of colors reads them."""
    if isinstance(renderer, QgsPalettedRasterRenderer):
        table = {entry.value: entry.color.rgb() for entry in provider.colorTable(renderer.band())}
        return bool(table) and table.items() <= {entry.value: entry.color.rgb()
                                                 for entry in renderer.classes()}.items()
    if provider.sourceDataType(1) != Qgis.DataType.Byte:
        return False
    if isinstance(renderer, QgsMultiBandColorRenderer):
        bands = [renderer.redBand(), renderer.greenBand(), renderer.blueBand()]
        return bands == _color_bands(provider) and _is_plain([
            renderer.redContrastEnhancement(), renderer.greenContrastEnhancement(), renderer.blueContrastEnhancement()])
    if isinstance(renderer, QgsSingleBandGrayRenderer):
        return (renderer.gradient() == QgsSingleBandGrayRenderer.Gradient.BlackToWhite and renderer.grayBand() == 1
                and _is_plain([renderer.contrastEnhancement()]))
    return False


def _color_bands(provider: QgsRasterDataProvider) -> Sequence[int]:
    """The numbers of the red, green and blue band; the first three of a raster that does not name its colors."""
    colors = [provider.colorInterpretation(number) for number in range(1, provider.bandCount() + 1)]
    return [colors.index(color) + 1 for color in COLORS] if all(color in colors for color in COLORS) else [1, 2, 3]


def _is_plain(enhancements: Sequence[Any]) -> bool:
    """Whether no contrast enhancement changes a value of 8 bits."""
    return all(one is None or one.contrastEnhancementAlgorithm() == Algorithm.NoEnhancement
               or (one.contrastEnhancementAlgorithm() == Algorithm.StretchToMinimumMaximum
                   and (one.minimumValue(), one.maximumValue()) == (0, WHITE)) for one in enhancements)
