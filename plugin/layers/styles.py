"""Layer symbology (QGIS renderers) of labels, areas, footprints and previews.

The colors are those of Okabe and Ito (2008), which most color-blind people can tell apart; those of confidence lie
further from each other, for small swatches in the legend. Every outline has a rim, dark or white, whichever contrasts
more with it, so that it is visible on bright roofs, on dark ground and on roofs of its own color.
"""

from __future__ import annotations

from typing import Dict, Iterable, List, Optional, Tuple

from qgis.core import (
    NULL,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...protocol.footprints import (
    ACCEPTED,
    CHECKED,
    EDITED,
    FALSE_ALARM,
    FOUND,
    LOST,
    MISSED,
    NEWLY_FOUND,
    NO_LONGER_FALSE,
    OPEN,
    REJECTED,
    TAKEN,
    VERDICTS,
)
from ...protocol.labels import BACKGROUND, BUILDING
from ..translation import tr
from . import words

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
VERMILION, PURPLE, GRAY = "#D55E00", "#CC79A7", "#BBBBBB"
SURE, LIKELY, UNSURE, DOUBTFUL = "#0057B8", "#5CC8FF", "#FFB000", "#C8102E"
"""Blue, light blue, amber and red: footprints by falling confidence."""
CHECKED_LAYER = "roofline_checked_layer"
"""Variable of a map: the id of the layer whose footprints are checked there. They are drawn faintly on that map, and
the layer itself stays as it is."""
REVIEWER = "roofline_reviewer"
"""Variable of a map: who checks cells there, and needs no label to know it."""
DIMMED, JUDGED = (f"if(@{CHECKED_LAYER} = @layer_id, {percent}, 100)" for percent in (45, 70))
"""Opacity in percent of footprints, and of those that were checked."""
DARK_GREEN, DARK_PURPLE = "#006B3C", "#8B2F7A"
"""Accepted and edited footprints: dark enough for a white rim, which is seen on teal and green ground."""
ROLE_COLORS: Dict[str, str] = {"train": SKY, "validate": ORANGE, "predict": PURPLE, "ignore": GRAY, "suggested": GREEN}
"""Role of an area -> color, as QColor takes it."""
BLUE, WHITE = "#0072B2", "#FFFFFF"
CLASS_COLORS = (YELLOW, VERMILION, BLUE, PURPLE, GREEN, ORANGE, SKY)
"""Of classes in the order in which they came; areas, which have some of these too, are dashed."""
OTHERS = ""
"""Value of the category of classes that have none."""
MOST_CLASSES = 30
DARK_RIM, WHITE_RIM = QColor(0, 0, 0, 130), QColor(255, 255, 255, 200)
DARK = 0.18
"""Relative luminance (WCAG) below which a color contrasts more with white than with black."""
RIM_MM = 0.5
"""How much wider than its outline a rim is."""


def style_labels(layer: QgsVectorLayer) -> None:
    """Categorized renderer by class, ignoring case, which show_classes() completes; an empty class looks like BUILDING,
    which it means."""
    layer.setRenderer(QgsCategorizedSymbolRenderer(_class(layer), [
        QgsRendererCategory(OTHERS, _outline(WHITE, 0.5, fill=0.08), tr(words.OTHER_CLASSES))]))
    show_classes(layer, [BUILDING])


def show_classes(layer: QgsVectorLayer, names: Iterable[str]) -> None:
    """Give each of these classes a colour of its own; that of background labels is hatched. A layer that the user has
    styled otherwise stays as it is, and so do categories that are there."""
    renderer = _by_class(layer)
    if renderer is None:
        return
    new = [name for name in dict.fromkeys(names) if renderer.categoryIndexForValue(name.lower()) < 0]
    for name in new:
        colored = sum(one.value() not in (OTHERS, BACKGROUND) for one in renderer.categories())
        color = WHITE if name.lower() == BACKGROUND else CLASS_COLORS[colored % len(CLASS_COLORS)]
        symbol = _hatched(color) if name.lower() == BACKGROUND else _outline(color, 0.5, fill=0.08)
        text = tr(words.BACKGROUND) if name.lower() == BACKGROUND else name
        renderer.addCategory(QgsRendererCategory(name.lower(), symbol, text))
    if new:
        last = len(renderer.categories()) - 1
        renderer.moveCategory(renderer.categoryIndexForValue(OTHERS), last)
        layer.emitStyleChanged()
        layer.triggerRepaint()


def _by_class(layer: QgsVectorLayer) -> Optional[QgsCategorizedSymbolRenderer]:
    """The layer's renderer, where it is that of style_labels()."""
    renderer = layer.renderer()
    is_ours = isinstance(renderer, QgsCategorizedSymbolRenderer) and renderer.classAttribute() == _class(layer)
    return renderer if is_ours else None


def class_colors(layer: QgsVectorLayer) -> Dict[str, QColor]:
    """The colour of each class, in small letters, that show_classes() has shown."""
    renderer = _by_class(layer)
    if renderer is None:
        return {}
    return {str(one.value()): one.symbol().symbolLayer(one.symbol().symbolLayerCount() - 1).strokeColor()
            for one in renderer.categories() if one.value() != OTHERS}


def classes_of(layer: QgsVectorLayer) -> List[str]:
    """The classes in a layer of labels or footprints, unsaved edits included, in alphabetical order: MOST_CLASSES at
    most, each as it is spelled somewhere."""
    column = layer.fields().lookupField("class")
    found = layer.uniqueValues(column, MOST_CLASSES) if column >= 0 else ()
    names = sorted((str(name).strip() for name in found if name and name != NULL), key=str.lower)
    return list({name.lower(): name for name in names if name}.values())


def style_areas(layer: QgsVectorLayer) -> None:
    """Categorized renderer by role, ignoring case; an empty role looks like `train`, which it means."""
    role = f"coalesce(nullif(lower(trim({_column(layer, 'role')})), ''), 'train')"
    layer.setRenderer(QgsCategorizedSymbolRenderer(role, [_category(one) for one in ROLE_COLORS]))


def style_cells(layer: QgsVectorLayer) -> None:
    """Categorized renderer of a review grid by status, in thin lines, so that the imagery and the footprints are seen;
    cells that others have taken are labelled with their names."""
    symbols = {OPEN: _outline(WHITE, 0.3), TAKEN: _outline(ORANGE, 0.8, Qt.PenStyle.DashLine),
               CHECKED: _outline(GREEN, 0.4, fill=0.15), REJECTED: _hatched(VERMILION)}
    status = f"coalesce(nullif(lower(trim({_column(layer, 'status')})), ''), '{OPEN}')"
    layer.setRenderer(QgsCategorizedSymbolRenderer(status, [
        QgsRendererCategory(name, symbol, tr(words.CELL_STATUSES[name])) for name, symbol in symbols.items()]))
    text = QgsPalLayerSettings()
    reviewer = _column(layer, "reviewer")
    others = f"{status} = '{TAKEN}' and {reviewer} <> coalesce(@{REVIEWER}, '')"
    text.fieldName, text.isExpression = f"if({others}, {reviewer}, NULL)", True
    look, halo = QgsTextFormat(), QgsTextBufferSettings()
    halo.setEnabled(True)
    look.setBuffer(halo)
    text.setFormat(look)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(text))
    layer.setLabelsEnabled(True)


def style_plain_cells(layer: QgsVectorLayer) -> None:
    """As style_cells(), for a layer that nobody has styled."""
    if layer.renderer() is not None and layer.renderer().type() == "singleSymbol":
        style_cells(layer)
        layer.triggerRepaint()


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
    rules = [(f"{unseen} and {condition}", text, symbol, DIMMED)
             for condition, text, symbol in _confidence_classes(layer)]
    rules += [(f"{status} = '{name}'", tr(words.STATUSES[name]), symbol, JUDGED) for name, symbol in (
        (ACCEPTED, _outline(DARK_GREEN, 0.9, fill=0.3)), (REJECTED, _hatched(WHITE, Qt.BrushStyle.DiagCrossPattern)),
        (EDITED, _outline(DARK_PURPLE, 0.9, fill=0.3)))]
    root = QgsRuleBasedRenderer.Rule(None)
    for condition, text, symbol, opacity in rules:
        symbol.setDataDefinedProperty(QgsSymbol.PropertyOpacity, QgsProperty.fromExpression(opacity))
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, filterExp=condition, label=text))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def add_class_style(layer: QgsVectorLayer) -> None:
    """Where footprints are of several classes, give their layer a second style, by class: Styles in its menu switches
    between the two."""
    classes = classes_of(layer)
    if len(classes) < 2:
        return
    styles = layer.styleManager()
    styles.renameStyle(styles.currentStyle(), tr(words.BY_CONFIDENCE))
    styles.addStyleFromLayer(tr(words.BY_CLASS))
    styles.setCurrentStyle(tr(words.BY_CLASS))
    style_labels(layer)
    show_classes(layer, classes)
    styles.setCurrentStyle(tr(words.BY_CONFIDENCE))


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
    yield f"{confidence} >= 0.7 and {confidence} < 0.9", tr(words.LIKELY), _outline(LIKELY, 0.6, fill=0.2)
    yield f"{confidence} >= 0.4 and {confidence} < 0.7", tr(words.UNSURE), _outline(UNSURE, 0.6, fill=0.2)
    yield f"{confidence} < 0.4", tr(words.DOUBTFUL), _outline(DOUBTFUL, 0.6, fill=0.2)


def _class(layer: QgsVectorLayer) -> str:
    """The class in small letters as a QGIS expression; BUILDING where it is empty."""
    return f"coalesce(nullif(lower(trim({_column(layer, 'class')})), ''), '{BUILDING}')"


def _column(layer: QgsVectorLayer, name: str) -> str:
    """The column as a QGIS expression, ignoring case; NULL where the layer has none."""
    index = layer.fields().lookupField(name)
    return "NULL" if index < 0 else QgsExpression.quotedColumnRef(layer.fields()[index].name())


def _outline(color: str, width_mm: float, pen: Qt.PenStyle = Qt.PenStyle.SolidLine, fill: float = 0.0,
             ) -> QgsFillSymbol:
    """An outline over its rim; `fill` is the opacity of the inside."""
    rim = WHITE_RIM if _luminance(QColor(color)) < DARK else DARK_RIM
    symbol = QgsFillSymbol.createSimple({})  # symbol layers given to the constructor would stay owned by Python
    symbol.changeSymbolLayer(0, _layer(rim, width_mm + RIM_MM, Qt.PenStyle.SolidLine, None))
    symbol.appendSymbolLayer(_layer(QColor(color), width_mm, pen, _faded(color, fill) if fill else None))
    return symbol


def _hatched(color: str, pattern: Qt.BrushStyle = Qt.BrushStyle.BDiagPattern) -> QgsFillSymbol:
    """A dashed outline over a dark rim, filled with lines."""
    symbol = _outline(color, 0.5, Qt.PenStyle.DashLine)
    symbol.deleteSymbolLayer(1)
    symbol.appendSymbolLayer(QgsSimpleFillSymbolLayer(
        QColor(color), pattern, QColor(color), Qt.PenStyle.DashLine, 0.5))
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
