"""The line that says where one stands."""

import time

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsRasterLayer
from qgis.PyQt.QtTest import QTest
from roofline.plugin.review.readiness import LABELS_OUTSIDE_AREAS, NO_IMAGERY, NO_LABELS, NO_LABELS_LAYER, Readiness
from roofline.protocol.label_counts import WORDS, LabelCounts
from roofline.tests.qgis.support.layers import HOUSE, lose, make_layer, make_raster
from roofline.tests.support.waiting import wait
from roofline.ui.widgets import state_line
from roofline.ui.widgets.imagery_box import ImageryBox
from roofline.ui.widgets.state_line import SETTLE_MS, StateLine, sentence
from roofline.ui.words import label_line

AREA = "Polygon((500000 4500040, 500040 4500040, 500040 4500080, 500000 4500080, 500000 4500040))"


@pytest.fixture()
def line(workspace):
    line = StateLine(workspace)
    line.show()
    yield line
    line.close()


@pytest.fixture()
def town(workspace, tmp_path):
    imagery = QgsRasterLayer(str(make_raster(tmp_path / "image.tif")), "town")
    QgsProject.instance().addMapLayer(imagery)
    workspace.choose(imagery=imagery, labels=make_layer(HOUSE), areas=make_layer(AREA, name="areas"))
    return workspace


def settle():
    QTest.qWait(SETTLE_MS + 100)


def test_labels_that_take_long_to_count_are_counted_after_a_longer_pause(line, town, monkeypatch):
    settle()
    count = state_line.readiness
    monkeypatch.setattr(state_line, "readiness", lambda *given: time.sleep(0.2) or count(*given))
    line.refresh()
    town.labels.startEditing()
    town.labels.deleteFeature(next(town.labels.getFeatures()).id())
    settle()
    assert line.known.missing is None
    QTest.qWait(5 * 200 + 200)
    assert line.known.missing == NO_LABELS
    town.choose(labels=None)
    settle()
    assert line.known.missing == NO_LABELS_LAYER  # what was chosen is told at once


def test_a_layer_that_cannot_be_read_is_named_until_its_source_is_repaired(line, town):
    source = town.areas.source()
    lose(town.areas)
    wait(lambda: line.text().startswith("Layer 'areas' cannot be read: /nowhere/town.gpkg"))
    town.areas.setDataSource(source, "areas", "memory")
    wait(lambda: line.known.missing is None and "Ready to train" in line.text())


def state(**facts):
    known = {"counts": LabelCounts(trained=23), "twice": 0, "classes": (("building", 23),), "train_areas": 0,
             "validate_areas": 0, "held_out": True, "cross_fitted": True, "missing": None}
    return Readiness(**{**known, **facts})


def test_an_empty_project_is_told_what_to_choose(line):
    assert line.text() == "Choose the imagery above." and line.known.missing == NO_IMAGERY


@pytest.mark.parametrize("facts, words", [
    ({"train_areas": 1, "validate_areas": 1, "counts": LabelCounts(9, 4, 1)},
     "Ready to train: 14 labels (9 to learn from, 4 held out to score, 1 held out but cut by an edge); 2 areas, 1 of "
     "them held out"),
    ({"train_areas": 1, "counts": LabelCounts(5, 3, background=2), "classes": (("iron", 4), ("rust", 4))},
     "Ready to train: 8 labels (5 to learn from, 3 held out to score), and 2 background labels; 1 area\n"
     "By class: iron 4, rust 4\nSome of the labels will be held out to score the model."),
    ({"train_areas": 1, "counts": LabelCounts(23, unused=2)},
     "Ready to train: 25 labels (23 to learn from, 2 not used); 1 area\n"
     "2 labels lie outside the areas or the imagery and do not count.\n"
     "Some of the labels will be held out to score the model."),
    ({"train_areas": 1, "counts": LabelCounts(23, unused=3), "twice": 1},
     "Ready to train: 26 labels (23 to learn from, 3 not used); 1 area\n"
     "1 label is drawn over another one of the same building and does not count.\n"
     "2 labels lie outside the areas or the imagery and do not count.\n"
     "Some of the labels will be held out to score the model."),
    ({"train_areas": 1, "held_out": False},
     "Ready to train: 23 labels; 1 area\nA short training on each half of the labels will score the model."),
    ({"counts": LabelCounts(trained=1), "held_out": False, "cross_fitted": False},
     "Ready to train: 1 label\nWithout an area, only the ground around each label counts as background.\n"
     "There will be no score: for one, draw 10 labels or more, or an area that is held out."),
    ({"counts": LabelCounts(23, unused=1)},
     "Ready to train: 24 labels (23 to learn from, 1 not used)\n"
     "Without an area, only the ground around each label counts as background.\n"
     "1 label lies outside the imagery and does not count.\nSome of the labels will be held out to score the model."),
    ({"missing": LABELS_OUTSIDE_AREAS},
     "No label lies in an area for training. Draw one where the labels are complete."),
])
def test_the_sentence_says_what_counts(facts, words):
    assert sentence(state(**facts)) == words


def test_the_line_follows_the_choices(line, town):
    settle()
    assert line.text().startswith("Ready to train: 1 label; 1 area")
    town.choose(labels=None)
    settle()
    assert line.known.missing is not None


def test_the_line_follows_edits_their_undo_and_their_rollback(line, town):
    layer = town.labels
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(HOUSE.replace("500010", "500015")))
    layer.addFeature(feature)
    settle()
    assert line.known.counts.drawn == 2
    layer.undoStack().undo()
    settle()
    assert line.known.counts.drawn == 1
    layer.undoStack().redo()
    settle()
    assert line.known.counts.drawn == 2
    layer.rollBack()
    settle()
    assert line.known.counts.drawn == 1


def test_labels_that_a_filter_hides_are_told(line, town):
    labels = make_layer(HOUSE, HOUSE, fields="&field=class:string", rows=[("roof",), ("shed",)])
    town.choose(labels=labels)
    assert labels.setSubsetString("class = 'roof'")
    settle()
    assert "1 label" in line.text() and "The labels have a filter: where it hides one, the ground counts" in line.text()
    assert labels.setSubsetString("")
    settle()
    assert "filter" not in line.text()


def test_the_line_and_the_imagery_box_are_of_one_mind(line, town):
    box = ImageryBox(town)
    crs = town.imagery.crs()
    town.imagery.setCrs(QgsCoordinateReferenceSystem("IAU_2015:30100"))  # the Moon
    settle()
    assert "Assign Projection" in box.facts.text() and "stands above" in line.text()
    town.imagery.setCrs(crs)
    settle()
    assert "pixels" in box.facts.text() and line.text().startswith("Ready to train: 1 label; 1 area")
    box.close()


def test_a_hidden_line_looks_nothing_up_until_it_is_seen(line, town, monkeypatch):
    settle()
    line.hide()
    asked = []
    monkeypatch.setattr(state_line, "readiness", lambda workspace, only_selected: asked.append(workspace) or state())
    town.choose(areas=None)
    settle()
    assert asked == []
    line.show()
    assert len(asked) == 1 and line.text().startswith("Ready to train: 23 labels")


def test_many_edits_are_looked_at_once(line, town, monkeypatch):
    settle()
    asked = []
    monkeypatch.setattr(state_line, "readiness", lambda workspace, only_selected: asked.append(workspace) or state())
    town.labels.startEditing()
    for _ in range(50):
        feature = QgsFeature(town.labels.fields())
        feature.setGeometry(QgsGeometry.fromWkt(HOUSE))
        town.labels.addFeature(feature)
    settle()
    assert len(asked) == 1
    town.labels.rollBack()


def test_layers_that_are_removed_leave_no_traceback(line, town, capsys):
    QgsProject.instance().removeMapLayers([town.labels.id(), town.areas.id()])
    settle()
    assert line.known.missing is not None and capsys.readouterr().err == ""


def test_a_closed_line_hears_nothing(workspace):
    line = StateLine(workspace)
    layer = make_layer(HOUSE)
    workspace.choose(labels=layer)
    line.close()
    before = line.known
    workspace.choose(labels=None)
    layer.startEditing()
    layer.deleteFeature(1)
    settle()
    assert line.known is before
    layer.rollBack()


def test_the_line_of_counts_has_the_words_of_the_worker():
    assert label_line.WORDS == WORDS
    assert label_line.label_line(LabelCounts(9, 4, 1, 1, 1)) == (
        "15 labels (9 to learn from, 4 held out to score, 1 held out but cut by an edge, 1 not used), and 1 background "
        "label")
