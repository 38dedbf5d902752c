"""How areas, footprints and previews are drawn on the map."""

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsRenderContext,
)
from roofline.plugin.layers.styles import ROLE_COLORS, style_areas, style_footprints, style_verdicts
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
    by_confidence = [symbols(layer, confidence=value, Status="predicted") for value in (0.2, 0.6, 0.75, 0.9, 1.0)]
    by_status = [symbols(layer, confidence=0.9, Status=status) for status in ("accepted", "rejected", "Edited")]
    assert all(len(found) == 1 for found in by_confidence + by_status)
    assert len({tuple(found) for found in by_confidence}) == 4
    assert len({tuple(found) for found in [*by_status, by_confidence[-1]]}) == 4
    assert len(symbols(layer)) == 1


def test_every_entry_of_the_legend_has_a_text(qgis):
    layer = make_layer(kind="Polygon")
    for style in (style_areas, style_footprints, style_verdicts):
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
