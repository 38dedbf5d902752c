"""Footprints for a layer that is being edited."""

import time

import pytest
from qgis.core import QgsDefaultValue, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEventLoop, QTimer
from roofline.plugin.layers.into_layer import CHUNK, IntoLayer
from roofline.plugin.layers.workspace import Workspace
from roofline.tests.qgis.support.layers import HOUSE, make_layer

FOOTPRINT = "&field=class:string&field=confidence:double&field=status:string"
SEVERAL = 2 * CHUNK + 7


@pytest.fixture()
def workspace(qgis):
    workspace = Workspace(QgsProject.instance())
    yield workspace
    workspace.close()
    QgsProject.instance().clear()


def found(count=SEVERAL, crs="EPSG:32633"):
    """Footprints as a job leaves them: in no project."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}{FOOTPRINT}", "Footprints town", "memory")
    houses = make_layer(*[HOUSE] * count, fields=FOOTPRINT, rows=[("building", 0.9, "predicted")] * count)
    layer.dataProvider().addFeatures(list(houses.getFeatures()))
    QgsProject.instance().removeMapLayer(houses.id())
    return layer


def edited(**facts):
    layer = make_layer(**{"kind": "MultiPolygon", "name": "mine", "fields": FOOTPRINT, **facts})
    layer.startEditing()
    return layer


class Ends:
    """What an IntoLayer said at its end."""

    def __init__(self, into):
        self.said = []
        self._into = into
        into.ended.connect(lambda layer, is_target: self.said.append((layer.name(), is_target)))

    def wait(self, seconds=10):
        deadline = time.monotonic() + seconds
        while not self.said and time.monotonic() < deadline:
            turn()
        return self.said


def turn(milliseconds=0):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def first_piece(layer, count=CHUNK):
    deadline = time.monotonic() + 10
    while layer.featureCount() < count:
        assert time.monotonic() < deadline
        turn()


def test_all_of_them_are_one_edit_that_can_be_undone(workspace):
    target = edited()
    assert Ends(IntoLayer(found(), target, workspace)).wait() == [("mine", True)]
    assert target.featureCount() == SEVERAL and target.undoStack().count() == 1 and workspace.footprints is target
    target.undoStack().undo()
    assert target.featureCount() == 0


def test_columns_are_found_by_name_in_any_case_and_others_get_their_default(workspace):
    target = edited(fields="&field=note:string&field=CLASS:string")
    target.setDefaultValueDefinition(0, QgsDefaultValue("'new'"))
    Ends(IntoLayer(found(1), target, workspace)).wait()
    assert next(target.getFeatures()).attributes() == ["new", "building"]


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon", "MultiPolygonZ"])
def test_geometries_suit_the_layer(workspace, kind):
    target = edited(kind=kind, crs="EPSG:3857")
    Ends(IntoLayer(found(1), target, workspace)).wait()
    geometry = next(target.getFeatures()).geometry()
    assert geometry.wkbType() == target.wkbType() and abs(geometry.centroid().asPoint().x() - 1_670_000) < 1000
    assert target.commitChanges()


@pytest.mark.parametrize("count", [0, 1, CHUNK])
def test_any_number_comes_to_an_end(workspace, count):
    target = edited()
    assert Ends(IntoLayer(found(count), target, workspace)).wait() == [("mine", True)]
    assert target.featureCount() == count


def test_after_a_roll_back_in_the_middle_all_are_in_a_new_layer(workspace):
    target = edited()
    ends = Ends(IntoLayer(found(), target, workspace))
    first_piece(target)
    target.rollBack()
    assert ends.wait() == [("Footprints town", False)]
    assert target.featureCount() == 0 and workspace.footprints.featureCount() == SEVERAL


def test_after_a_save_in_the_middle_the_others_are_in_a_new_layer(workspace):
    target = edited()
    ends = Ends(IntoLayer(found(), target, workspace))
    first_piece(target)
    assert target.commitChanges()
    assert ends.wait() == [("Footprints town", False)]
    assert 0 < target.featureCount() < SEVERAL
    assert target.featureCount() + workspace.footprints.featureCount() == SEVERAL


def test_when_the_layer_is_removed_in_the_middle_all_are_in_a_new_layer(workspace):
    target = edited()
    ends = Ends(IntoLayer(found(), target, workspace))
    first_piece(target)
    QgsProject.instance().removeMapLayer(target.id())
    assert ends.wait() == [("Footprints town", False)] and workspace.footprints.featureCount() == SEVERAL


@pytest.mark.parametrize("gone", [True, False])
def test_a_layer_that_is_gone_or_not_edited_at_the_start_is_no_error(workspace, gone):
    target = None if gone else make_layer(HOUSE, name="mine")
    assert Ends(IntoLayer(found(), target, workspace)).wait() == [("Footprints town", False)]
    assert workspace.footprints.featureCount() == SEVERAL


def test_a_project_closed_in_the_middle_stays_empty(workspace):
    target = edited()
    ends = Ends(IntoLayer(found(), target, workspace))
    first_piece(target)
    QgsProject.instance().clear()
    turn(50)
    assert ends.said == [] and QgsProject.instance().mapLayers() == {}


def test_when_closed_in_the_middle_it_takes_back_what_it_added(workspace):
    target = edited()
    into = IntoLayer(found(), target, workspace)
    ends = Ends(into)
    first_piece(target)
    into.close()
    turn(50)
    assert target.featureCount() == 0 and ends.said == [] and target.isEditable()


def test_where_the_crs_does_not_hold_they_are_kept_in_a_new_layer(workspace):
    nowhere, target = found(1, crs="EPSG:4326"), edited(crs="EPSG:3857")
    assert Ends(IntoLayer(nowhere, target, workspace)).wait() == [("Footprints town", False)]
    assert target.featureCount() == 0 and workspace.footprints.featureCount() == 1


def test_the_window_is_held_up_for_less_than_50_ms_at_a_time(workspace):
    source, target = found(10 * CHUNK), edited(crs="EPSG:3857")
    beats, timer = [time.thread_time()], QTimer()  # what other programs take meanwhile does not count
    timer.timeout.connect(lambda: beats.append(time.thread_time()))
    timer.start(0)
    Ends(IntoLayer(source, target, workspace)).wait()
    gaps = sorted(later - earlier for earlier, later in zip(beats, beats[1:]))
    assert target.featureCount() == 10 * CHUNK and gaps[-1] < 0.05
