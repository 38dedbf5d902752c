"""Values on their way through a pipe: the same on the other side, and nothing but values."""

import io
import json
import math
import os
import struct

import numpy as np
import pytest
import shapely
from affine import Affine
from roofline.models.core import serialization
from roofline.models.core.errors import RooflineError
from roofline.models.core.process_pool import ProcessPool, Task
from roofline.models.inference.outline_process import Drawer, PackedOutlines, RasterEnd, RasterGrid, Traced
from roofline.models.regularize.fit import Limits
from roofline.models.vectorize.strips import Outline
from roofline.protocol.settings.prediction import PredictSettings


def there_and_back(*values):
    stream = io.BytesIO()
    for value in values:
        serialization.write(stream, value)
    stream.seek(0)
    return [serialization.read(stream) for _ in values]


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and (one == other).all()
    if isinstance(one, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("value", [
    None, True, 7, -2**70, 0.1, 1e-310, math.inf, "", "Häuser \u2028", b"", b"\x00\xff" * 1000, [], (),
    [1, [2, (3, "4")]], np.zeros((0, 3)), np.arange(6.0).reshape(2, 3).T, np.array([True, False]),
    np.array(5, np.uint8), np.array(["é", "ab"]), Affine(2, 0.5, 1e6, 0, -2, 3), PredictSettings(threshold=0.3),
    RasterEnd(), Drawer, shapely.box(0, 0, 1, 1 / 3),
    RasterGrid(0.3, Affine.identity(), shapely.box(0, 0, 9, 9.5), shapely.Point(1, 2).buffer(3), 4.0)])
def test_a_value_is_the_same_on_the_other_side(value):
    [found] = there_and_back(value)
    assert same(found, value)


def test_arrays_of_geometries_keep_their_gaps_and_every_bit():
    random = np.random.default_rng(1)
    shapes = np.array([shapely.Polygon(random.normal(size=(5, 2))), None, shapely.Polygon(), shapely.Point(1, 1 / 3),
                       shapely.MultiPolygon([shapely.box(0, 0, 1, 1)]), None], object)
    found, empty = there_and_back(shapes.reshape(2, 3), np.array([], object))
    assert found.shape == (2, 3) and empty.shape == (0,)
    assert (shapely.to_wkb(found) == shapely.to_wkb(shapes.reshape(2, 3))).all()


def test_messages_of_a_prediction_come_one_after_the_other():
    outlines = [Outline(shapely.box(0, 0, n, 1), 0.5 + 1e-9 * n, 1, n == 2) for n in (1, 2)]
    task = Task(serialization.read, (np.array([shapely.box(0, 0, 1, 1)]),), np.arange(1), np.zeros((0, 2), int),
                (Limits.of(PredictSettings(), 0.3), 0.25))
    traced, back, end = there_and_back(Traced(PackedOutlines.of(outlines), np.inf), task, RasterEnd())
    assert traced.outlines.unpacked() == outlines and traced.open_from == np.inf
    assert back.function is serialization.read and back.settings == task.settings and same(back.columns, task.columns)
    assert end == RasterEnd()


def test_what_was_read_can_be_written_to():
    [found] = there_and_back(np.zeros(3))
    found[1] = 1
    assert found.tolist() == [0, 1, 0]


def test_a_sentence_for_the_analyst_stays_one():
    [found] = there_and_back(RooflineError("Overlap 200 is too large."))
    assert isinstance(found, RooflineError) and str(found) == "Overlap 200 is too large."


@pytest.mark.parametrize("value", [
    os.system, print, lambda: None, object(), ProcessPool(1), {"a": 1}, os.PathLike, {1}, 1j])
def test_foreign_things_are_not_sent(value):
    with pytest.raises(TypeError, match="has no form"):
        serialization.write(io.BytesIO(), [value])


@pytest.mark.parametrize("packed", [
    {"function": ["os:system"]}, {"function": ["rooflineevil:x"]}, {"function": ["roofline.models.core.errors:x"]},
    {"function": ["roofline.models.core.child_process:subprocess.Popen"]},
    {"function": ["roofline.models.core.child_process:suppress"]}, {"object": ["builtins:exec", "1"]},
    {"object": ["roofline.models.core.serialization:read", 1]}, {"object": ["subprocess:Popen", ["ls"]]}])
def test_foreign_things_are_not_built(packed):
    frame = json.dumps([packed, []]).encode()
    with pytest.raises((ValueError, TypeError)):
        serialization.read(io.BytesIO(struct.pack("<Q", len(frame)) + frame))


@pytest.mark.parametrize("left", [0, 3, 8, 20, -1])
def test_half_a_value_is_the_end_of_the_stream(left):
    stream = io.BytesIO()
    serialization.write(stream, ["first", np.arange(100)])
    with pytest.raises(EOFError):
        serialization.read(io.BytesIO(stream.getvalue()[:left]))
