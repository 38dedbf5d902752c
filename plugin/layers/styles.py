"""Layer symbology (QGIS renderers) of labels, areas, footprints and previews.

The colors are those of Okabe and Ito (2008), which most color-blind people can tell apart; those of confidence lie
further from each other, for small swatches in the legend. Every outline has a rim, dark or white, whichever contrasts
more with it, so that it is visible on bright roofs, on dark ground and on roofs of its own color.
"""

from __future__ import annotations

from typing import Dict, Iterable, Optional, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...protocol.footprints import (
    ACCEPTED,
    EDITED,
    FALSE_ALARM,
    FOUND,
    LOST,
    MISSED,
    NEWLY_FOUND,
    NO_LONGER_FALSE,
    REJECTED,
    VERDICTS,
)
from ..translation import tr
from . import words

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
VERMILION, PURPLE, GRAY = "#D55E00", "#CC79A7", "#BBBBBB"
SURE, LIKELY, UNSURE, DOUBTFUL = "#0057B8", "#5CC8FF", "#FFB000", "#C8102E"
"""Blue, light blue, amber and red: footprints by falling confidence."""
CHECKED_LAYER = "roofline_checked_layer"
"""Variable of a map: the id of the layer whose footprints are checked there. They are drawn faintly on that map, and
the layer itself stays as it is."""
DIMMED = f"if(@{CHECKED_LAYER} = @layer_id, 45, 100)"
"""Opacity of footprints in percent."""
ROLE_COLORS: Dict[str, str] = {"train": SKY, "validate": ORANGE, "predict": PURPLE, "ignore": GRAY, "suggested": GREEN}
"""Role of an area -> color, as QColor takes it."""
DARK_RIM, WHITE_RIM = QColor(0, 0, 0, 130), QColor(255, 255, 255, 200)
DARK = 0.18
"""Relative luminance (WCAG) below which a color contrasts more with white than with black."""
RIM_MM = 0.5
"""How much wider than its outline a rim is."""


def style_labels(layer: QgsVectorLayer) -> None:
    """Single symbol for labels."""
    layer.setRenderer(QgsSingleSymbolRenderer(_outline(YELLOW, 0.5, fill=0.08)))


def style_areas(layer: QgsVectorLayer) -> None:
    """Categorized renderer by role, ignoring case; an empty role looks like `train`, which it means."""
    role = f"coalesce(nullif(lower(trim({_column(layer, 'role')})), ''), 'train')"
    layer.setRenderer(QgsCategorizedSymbolRenderer(role, [_category(one) for one in ROLE_COLORS]))


def add_role(layer: QgsVectorLayer, role: str) -> None:
    """Add the role to a categorized renderer of areas that was made without it."""
    renderer = layer.renderer()
    if renderer.categoryIndexForValue(role) < 0:
        renderer.addCategory(_category(role))
        layer.emitStyleChanged()


def _category(role: str) -> QgsRendererCategory:
    return QgsRendererCategory(role, _outline(ROLE_COLORS[role], 0.6, Qt.PenStyle.DashLine, 0.10),
                               tr(words.ROLES[role]))


def style_footprints(layer: QgsVectorLayer) -> None:
    """Rule-based renderer by status and, for unchecked footprints, by confidence: the higher, the cooler the color."""
    status = f"coalesce(lower(trim({_column(layer, 'status')})), '')"
    unseen = f"{status} not in ({', '.join(repr(name) for name in words.STATUSES)})"
    rules = [(f"{unseen} and {condition}", text, symbol) for condition, text, symbol in _confidence_classes(layer)]
    rules += [(f"{status} = '{name}'", tr(words.STATUSES[name]), symbol) for name, symbol in (
        (ACCEPTED, _outline(GREEN, 0.6, fill=0.25)), (REJECTED, _outline(GRAY, 0.3, Qt.PenStyle.DotLine)),
        (EDITED, _outline(PURPLE, 0.6, fill=0.25)))]
    root = QgsRuleBasedRenderer.Rule(None)
    for condition, text, symbol in rules:
        symbol.setDataDefinedProperty(QgsSymbol.PropertyOpacity, QgsProperty.fromExpression(DIMMED))
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, filterExp=condition, label=text))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def style_verdicts(layer: QgsVectorLayer, kinds: Iterable[str] = VERDICTS) -> None:
    """Categorized renderer for a training's preview: found, false alarm, missed, and those of CHANGES in `kinds`."""
    dashed, wanted = Qt.PenStyle.DashLine, {*VERDICTS, *kinds}
    symbols = {FOUND: _outline(GREEN, 0.5, fill=0.25), NEWLY_FOUND: _outline(GREEN, 1.0, fill=0.5),
               FALSE_ALARM: _outline(VERMILION, 0.5, fill=0.25),
               NO_LONGER_FALSE: _outline(GRAY, 0.4, Qt.PenStyle.DotLine), MISSED: _outline(SKY, 0.5, dashed),
               LOST: _outline(PURPLE, 0.8, dashed)}
    categories = [QgsRendererCategory(kind, symbol, tr(words.KINDS[kind])) for kind, symbol in symbols.items()
                  if kind in wanted]
    layer.setRenderer(QgsCategorizedSymbolRenderer(_column(layer, "kind"), categories))


def _confidence_classes(layer: QgsVectorLayer) -> Iterable[Tuple[str, str, QgsFillSymbol]]:
    """Filter expression, legend text and symbol of each class of confidence; every footprint is in one."""
    confidence = f"coalesce({_column(layer, 'confidence')}, 0)"
    yield f"{confidence} >= 0.9", tr(words.SURE), _outline(SURE, 0.6, fill=0.2)
    yield f"{confidence} >= 0.75 and {confidence} < 0.9", tr(words.LIKELY), _outline(LIKELY, 0.6, fill=0.2)
    yield f"{confidence} >= 0.6 and {confidence} < 0.75", tr(words.UNSURE), _outline(UNSURE, 0.6, fill=0.2)
    yield f"{confidence} < 0.6", tr(words.DOUBTFUL), _outline(DOUBTFUL, 0.6, fill=0.2)


def _column(layer: QgsVectorLayer, name: str) -> str:
    """The column as a QGIS expression, ignoring case; NULL where the layer has none."""
    index = layer.fields().lookupField(name)
    return "NULL" if index < 0 else '"{}"'.format(layer.fields()[index].name().replace('"', '""'))


def _outline(color: str, width_mm: float, pen: Qt.PenStyle = Qt.PenStyle.SolidLine, fill: float = 0.0,
             ) -> QgsFillSymbol:
    """An outline over its rim; `fill` is the opacity of the inside."""
    rim = WHITE_RIM if _luminance(QColor(color)) < DARK else DARK_RIM
    symbol = QgsFillSymbol.createSimple({})  # symbol layers given to the constructor would stay owned by Python
    symbol.changeSymbolLayer(0, _layer(rim, width_mm + RIM_MM, Qt.PenStyle.SolidLine, None))
    symbol.appendSymbolLayer(_layer(QColor(color), width_mm, pen, _faded(color, fill) if fill else None))
    return symbol


def _layer(color: QColor, width_mm: float, pen: Qt.PenStyle, inside: Optional[QColor]) -> QgsSimpleFillSymbolLayer:
    brush = Qt.BrushStyle.SolidPattern if inside else Qt.BrushStyle.NoBrush
    return QgsSimpleFillSymbolLayer(inside or color, brush, color, pen, width_mm)


def _luminance(color: QColor) -> float:
    """Relative luminance (WCAG) of a color in sRGB."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                        for c in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _faded(color: str, opacity: float) -> QColor:
    faded = QColor(color)
    faded.setAlphaF(opacity)
    return faded
