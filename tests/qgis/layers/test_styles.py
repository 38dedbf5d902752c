"""How areas, footprints and previews are drawn on the map."""

import math
from itertools import combinations

import pytest
from qgis.core import (
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsRenderContext,
    QgsSingleSymbolRenderer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from roofline.plugin.layers.styles import (
    BLUE,
    ROLE_COLORS,
    VERMILION,
    YELLOW,
    add_class_style,
    class_colors,
    classes_of,
    show_classes,
    style_areas,
    style_cells,
    style_footprints,
    style_labels,
    style_verdicts,
)
from roofline.protocol.areas import ROLES
from roofline.tests.qgis.support.layers import HOUSE, make_layer


def symbols(layer, **values):
    """Colors in which a feature with these values is drawn."""
    feature = QgsFeature(layer.fields())
    for name, value in values.items():
        feature[name] = value
    feature.setGeometry(QgsGeometry.fromWkt(HOUSE))
    context = QgsRenderContext()
    context.expressionContext().setFields(layer.fields())
    context.expressionContext().setFeature(feature)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    found = [symbol.symbolLayer(1).strokeColor().name().upper() for symbol in
             renderer.originalSymbolsForFeature(feature, context)]
    renderer.stopRender(context)
    return found


def test_areas_are_colored_by_role_whatever_its_case_and_an_empty_one_as_train(qgis):
    layer = make_layer(kind="Polygon", fields="&field=ROLE:string")
    style_areas(layer)
    for role in ROLES:
        assert symbols(layer, ROLE=f" {role.upper()}") == [ROLE_COLORS[role]]
    assert symbols(layer, ROLE=None) == symbols(layer, ROLE="") == [ROLE_COLORS["train"]]


def test_areas_without_roles_are_all_colored_as_train(qgis):
    layer = make_layer(kind="Polygon")
    style_areas(layer)
    assert symbols(layer) == [ROLE_COLORS["train"]]


def test_every_footprint_is_drawn_once_by_confidence_or_status(qgis):
    layer = make_layer(kind="Polygon", fields="&field=confidence:double&field=Status:string")
    style_footprints(layer)
    by_confidence = [symbols(layer, confidence=value, Status="predicted") for value in (0.2, 0.4, 0.7, 0.9, 1.0)]
    by_status = [symbols(layer, confidence=0.9, Status=status) for status in ("accepted", "rejected", "Edited")]
    assert all(len(found) == 1 for found in by_confidence + by_status)
    assert len({tuple(found) for found in by_confidence}) == 4
    assert len({tuple(found) for found in [*by_status, by_confidence[-1]]}) == 4
    assert len(symbols(layer)) == 1


def test_every_entry_of_the_legend_has_a_text(qgis):
    layer = make_layer(kind="Polygon")
    for style in (style_areas, style_footprints, style_verdicts, style_cells):
        style(layer)
        texts = [item.label() for item in layer.renderer().legendSymbolItems()]
        assert len(texts) >= 3 and all(texts)


def test_a_preview_of_a_training_tells_found_from_missed_and_false(qgis):
    layer = make_layer(kind="Polygon", fields="&field=kind:string")
    style_verdicts(layer)
    found = {kind: symbols(layer, kind=kind) for kind in ("found", "false alarm", "missed")}
    assert all(len(one) == 1 for one in found.values()) and len({one[0] for one in found.values()}) == 3


def test_changes_are_in_the_legend_only_where_there_are_some_and_stand_out(qgis):
    layer = make_layer(kind="Polygon", fields="&field=kind:string")
    style_verdicts(layer, ["found", "newly found", "lost"])
    assert [category.value() for category in layer.renderer().categories()] == [
        "found", "newly found", "false alarm", "missed", "lost"]
    drawn = [category.symbol().symbolLayer(1).properties() for category in layer.renderer().categories()]
    assert len({(one["outline_color"], one["outline_width"], one["outline_style"]) for one in drawn}) == 5
    assert symbols(layer, kind="false alarm gone") == []


def test_footprints_without_columns_are_drawn(qgis):
    layer = make_layer(kind="Polygon")
    style_footprints(layer)
    assert len(symbols(layer)) == 1


SEEING = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "without red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}
"""Linear RGB as people see it: all, deuteranopes and protanopes (Machado, Oliveira and Fernandes 2009)."""
XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8729))
"""Linear sRGB to CIE XYZ, relative to the white point D65."""


def through(matrix, values):
    return [sum(part * value for part, value in zip(row, values)) for row in matrix]


def linear(color):
    parts = color.redF(), color.greenF(), color.blueF()
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(color, seeing):
    """CIELAB of a color as somebody sees it."""
    seen = [min(1, max(0, part)) for part in through(seeing, linear(color))]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in through(XYZ, seen))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def strokes(layer, place):
    renderer = layer.renderer()
    parts = renderer.categories() if renderer.type() == "categorizedSymbol" else renderer.rootRule().children()
    symbols = [part.symbol() for part in parts]
    return [QColor(symbol.symbolLayer(place).strokeColor().name()) for symbol in symbols]


@pytest.mark.parametrize("who", SEEING)
def test_classes_of_confidence_are_told_apart_on_the_map_and_in_the_legend(qgis, who):
    layer = make_layer(kind="Polygon", fields="&field=confidence:double&field=status:string")
    style_footprints(layer)
    colors = [lab(color, SEEING[who]) for color in strokes(layer, 1)[:4]]
    assert min(math.dist(one, other) for one, other in combinations(colors, 2)) > 40  # 2.3 is just noticeable


@pytest.mark.parametrize("style", [style_footprints, style_cells])
def test_every_outline_stands_out_from_its_rim(qgis, style):
    layer = make_layer(kind="Polygon", fields="&field=confidence:double&field=status:string")
    style(layer)
    for line, rim in zip(strokes(layer, 1), strokes(layer, 0)):
        dark, light = sorted(through(XYZ, linear(color))[1] for color in (line, rim))
        assert (light + 0.05) / (dark + 0.05) > 4  # 3 is what WCAG asks of graphics


GROUNDS = {"teal roof": "#2F7F79", "grass": "#4E6B3A", "bright roof": "#D8D4CC", "red roof": "#9C4A3A",
           "asphalt": "#6E6E6E", "shadow": "#202428"}


def over(color, share, ground):
    """A color drawn with an opacity over another one."""
    parts = zip((color.redF(), color.greenF(), color.blueF()), (ground.redF(), ground.greenF(), ground.blueF()))
    return QColor.fromRgbF(*(share * one + (1 - share) * other for one, other in parts))


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_was_checked_is_seen_on_any_ground_while_others_are_checked(qgis, ground):
    layer = make_layer(kind="Polygon", fields="&field=confidence:double&field=status:string")
    style_footprints(layer)
    below = QColor(GROUNDS[ground])
    for rule in layer.renderer().rootRule().children()[4:]:
        lines = [rule.symbol().symbolLayer(place).strokeColor() for place in (0, 1)]
        seen = [over(line, 0.7 * line.alphaF(), below) for line in lines]
        everyone = SEEING["everyone"]
        assert max(math.dist(lab(one, everyone), lab(below, everyone)) for one in seen) > 20, rule.label()


def labels_of(*classes, column="class"):
    return make_layer(*[HOUSE] * len(classes), fields=f"&field={column}:string", rows=[[one] for one in classes])


def test_each_class_of_labels_has_a_color_and_an_empty_one_is_a_building(qgis):
    layer = labels_of("Iron", "rust", " rust", None, column="CLASS")
    style_labels(layer)
    assert symbols(layer, CLASS="rust") == ["#FFFFFF"]  # not shown yet, but drawn
    show_classes(layer, classes_of(layer))
    assert symbols(layer, CLASS=None) == symbols(layer, CLASS="Building") == [YELLOW]
    assert symbols(layer, CLASS="iron") == symbols(layer, CLASS="IRON ") == [VERMILION]
    assert symbols(layer, CLASS="rust") == [BLUE]
    assert [item.label() for item in layer.renderer().legendSymbolItems()] == [
        "building", "Iron", "rust", "Other classes"]
    assert {name: color.name().upper() for name, color in class_colors(layer).items()} == {
        "building": YELLOW, "iron": VERMILION, "rust": BLUE}


def test_a_class_that_comes_later_leaves_the_colors_of_the_others(qgis):
    layer = labels_of("rust")
    style_labels(layer)
    show_classes(layer, ["rust"])
    show_classes(layer, ["iron", "rust"])
    assert symbols(layer, **{"class": "rust"}) == [VERMILION] and symbols(layer, **{"class": "iron"}) == [BLUE]


def test_background_labels_are_hatched(qgis):
    layer = labels_of("background")
    style_labels(layer)
    show_classes(layer, classes_of(layer))
    (hatched,) = [one for one in layer.renderer().categories() if one.value() == "background"]
    assert hatched.symbol().symbolLayer(1).brushStyle() == Qt.BrushStyle.BDiagPattern
    assert hatched.symbol().symbolLayer(1).strokeStyle() == Qt.PenStyle.DashLine


def test_more_classes_than_colors_are_all_drawn(qgis):
    names = [f"class {number}" for number in range(12)]
    layer = labels_of(*names)
    style_labels(layer)
    show_classes(layer, names)
    assert all(len(symbols(layer, **{"class": name})) == 1 for name in names)


def test_a_style_of_the_users_own_stays(qgis):
    layer = labels_of("iron")
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({})))
    show_classes(layer, ["iron"])
    assert isinstance(layer.renderer(), QgsSingleSymbolRenderer) and class_colors(layer) == {}


def test_the_classes_of_a_layer_are_told_whatever_their_case_and_with_edits(qgis):
    layer = labels_of("rust", "Rust", None, "", "iron ")
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["shed"])
    assert layer.addFeature(feature)
    assert [name.lower() for name in classes_of(layer)] == ["iron", "rust", "shed"]
    assert classes_of(make_layer(HOUSE)) == []
    layer.rollBack()


def test_footprints_of_several_classes_can_be_seen_by_class_or_by_confidence(qgis):
    fields = "&field=class:string&field=confidence:double&field=status:string"
    layer = make_layer(HOUSE, HOUSE, fields=fields, rows=[["iron", 0.95, "predicted"], ["rust", 0.7, "predicted"]])
    style_footprints(layer)
    by_confidence = symbols(layer, confidence=0.95)
    add_class_style(layer)
    styles = layer.styleManager()
    assert sorted(styles.styles()) == ["By class", "By confidence"] and styles.currentStyle() == "By confidence"
    assert symbols(layer, confidence=0.95) == by_confidence
    assert styles.setCurrentStyle("By class")
    assert symbols(layer, **{"class": "iron"}) != symbols(layer, **{"class": "rust"})
    one = make_layer(HOUSE, fields=fields, rows=[["iron", 0.95, "predicted"]])
    style_footprints(one)
    add_class_style(one)
    assert len(one.styleManager().styles()) == 1
