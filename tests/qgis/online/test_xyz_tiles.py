"""Requests for XYZ tiles: their addresses and headers, and the layers that QGIS draws instead."""

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer
from roofline.plugin.online.picture import Drawing, Picture, picture_key
from roofline.plugin.online.xyz_tiles import XyzService, XyzTiles


def layer_of(parameters):
    layer = QgsRasterLayer(f"type=xyz&zmin=0&zmax=19&{parameters}", "tiles", "wms")
    assert layer.isValid()
    return layer


@pytest.mark.parametrize(("url", "asked"), [
    ("http://127.0.0.1/{z}/{x}/{y}.png", "http://127.0.0.1/3/5/2.png"),
    ("http://127.0.0.1/{z}/{x}/{-y}.png", "http://127.0.0.1/3/5/5.png"),
    ("http://127.0.0.1/{q}.png?key%3Da%26v%3D2", "http://127.0.0.1/121.png?key=a&v=2")])
def test_the_address_of_a_tile(url, asked):
    request = XyzService.of(layer_of(f"url={url}")).request(3, 5, 2)
    assert request.url().toString() == asked


def test_the_headers_of_a_layer_are_sent():
    layer = layer_of("url=http://127.0.0.1/{z}/{x}/{y}.png&http-header:X-Key=town&referer=http://a.b/"
                     "&username=ann&password=pass")
    request = XyzService.of(layer).request(1, 0, 0)
    assert {name: bytes(request.rawHeader(name)) for name in (b"X-Key", b"Referer", b"Authorization")} == {
        b"X-Key": b"town", b"Referer": b"http://a.b/", b"Authorization": b"Basic YW5uOnBhc3M="}


@pytest.mark.parametrize("parameters", [
    "url=http://127.0.0.1/{z}/{x}/{y}.png&interpretation=terrarium", "url=http://127.0.0.1/{z}/{x}/{y}{ratio}.png",
    "url=http://127.0.0.1/{switch:a,b}/{z}/{x}/{y}.png"])
def test_what_is_not_known_is_left_to_qgis(parameters):
    assert XyzService.of(layer_of(parameters)) is None


def test_a_layer_whose_crs_was_set_to_another_is_drawn():
    layer = layer_of("url=http://127.0.0.1/{z}/{x}/{y}.png")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    assert isinstance(Picture.clone(layer, False).drawing(), Drawing)


def test_a_layer_with_another_brightness_is_drawn():
    layer = layer_of("url=http://127.0.0.1/{z}/{x}/{y}.png")
    assert isinstance(Picture.clone(layer, False).drawing(), XyzTiles)
    layer.brightnessFilter().setBrightness(40)
    assert isinstance(Picture.clone(layer, False).drawing(), Drawing)


def test_how_far_a_layer_lets_others_through_on_the_map_changes_nothing():
    layer = layer_of("url=http://127.0.0.1/{z}/{x}/{y}.png")
    before = picture_key(layer, True)
    layer.setOpacity(0.3)
    assert layer.renderer().opacity() == 0.3 and picture_key(layer, True) == before


def test_layers_of_a_service_in_another_order_are_another_picture():
    over, under = (layer_of(f"url=http://127.0.0.1/{{z}}/{{x}}/{{y}}.png&{layers}") for layers in (
        "layers=2018&layers=2021", "layers=2021&layers=2018"))
    assert picture_key(over, True) != picture_key(under, True)
