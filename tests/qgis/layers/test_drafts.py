"""Layers of a project that is not saved: they come along when it is, and nothing is lost on the way."""

import shutil
from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsRasterLayer, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtTest import QTest
from roofline.plugin.layers.drafts import Drafts
from roofline.plugin.layers.project_files import is_draft
from roofline.plugin.layers.project_layers import add_footprints, new_labels_and_areas, project_geopackage
from roofline.plugin.layers.workspace import BY_CONFIDENCE, Workspace
from roofline.plugin.review.review_session import ReviewSession
from roofline.protocol.layer_sources import split_source
from roofline.tests.qgis.support.layers import HOUSE, make_raster, save_layer

SHED = HOUSE.replace("500010", "500012")


@pytest.fixture()
def workspace(qgis, tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    workspace = Workspace(QgsProject.instance())
    workspace.project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    yield workspace
    workspace.close()
    workspace.project.clear()


@pytest.fixture()
def drafts(workspace):
    drafts = Drafts(workspace)
    drafts.told, drafts.brought = [], []
    drafts.stayed.connect(drafts.told.append)
    drafts.moved.connect(drafts.brought.append)
    yield drafts
    drafts.close()


@pytest.fixture()
def folder(tmp_path):
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def draw(layer, *wkts, commit=False):
    assert layer.isEditable() or layer.startEditing()
    for wkt in wkts:
        values = {layer.fields().indexOf("class"): "shed"}
        assert layer.addFeature(QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromWkt(wkt), values))
    if commit:
        assert layer.commitChanges()


def save(project, path):
    """As QGIS's own Save does it."""
    project.setFileName(str(path))
    assert project.write()


def file_of(layer):
    return Path(split_source(layer.source())[0])


def kept(path, table="labels"):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    return sorted((one["fid"], one["class"], one.geometry().boundingBox().xMinimum()) for one in layer.getFeatures())


def test_a_saved_project_has_its_layers_beside_it_and_so_has_a_colleague(workspace, drafts, folder, tmp_path):
    new_labels_and_areas(workspace)
    draw(workspace.labels, HOUSE, commit=True)
    assert is_draft(file_of(workspace.labels))
    save(workspace.project, folder / "town.qgz")
    assert not workspace.project.isDirty()
    shutil.move(folder, tmp_path / "colleague")
    shutil.rmtree(tmp_path / "home")
    workspace.project.clear()
    assert workspace.project.read(str(tmp_path / "colleague" / "town.qgz"))
    assert file_of(workspace.labels) == file_of(workspace.areas) == tmp_path / "colleague" / "town-roofline.gpkg"
    assert [one["class"] for one in workspace.labels.getFeatures()] == ["shed"]
    assert not drafts.told


def test_what_was_drawn_and_not_saved_comes_along_and_is_edited_on(workspace, drafts, folder):
    new_labels_and_areas(workspace)
    labels = workspace.labels
    draw(labels, HOUSE, HOUSE, commit=True)
    draft = file_of(labels)
    draw(labels, SHED, HOUSE)
    assert labels.deleteFeature(1)
    save(workspace.project, folder / "town.qgz")
    assert labels.isEditable() and not labels.isModified() and labels.featureCount() == 3
    assert kept(folder / "town-roofline.gpkg") == [(2, "shed", 500010), (3, "shed", 500012), (4, "shed", 500010)]
    assert kept(draft) == [(1, "shed", 500010), (2, "shed", 500010)]  # as it was
    draw(labels, SHED, commit=True)
    assert len(kept(folder / "town-roofline.gpkg")) == 4


def test_style_form_and_choices_stay(workspace, drafts, folder):
    new_labels_and_areas(workspace)
    before = [(layer.id(), layer.name(), layer.renderer().dump(), layer.displayExpression(),
               layer.defaultValueDefinition(1).expression(), layer.editorWidgetSetup(1).config())
              for layer in (workspace.labels, workspace.areas)]
    save(workspace.project, folder / "town.qgz")
    assert before == [(layer.id(), layer.name(), layer.renderer().dump(), layer.displayExpression(),
                       layer.defaultValueDefinition(1).expression(), layer.editorWidgetSetup(1).config())
                      for layer in (workspace.labels, workspace.areas)]
    (moved,) = drafts.brought
    assert sorted(moved.names) == ["Areas", "Labels"] and moved.path == folder / "town-roofline.gpkg"
    assert project_geopackage(workspace) == moved.path


def test_a_file_that_is_there_keeps_its_layers(workspace, drafts, folder):
    save_layer(folder / "town-roofline.gpkg", "labels", HOUSE, fields="&field=class:string", rows=[["old"]])
    new_labels_and_areas(workspace)
    draw(workspace.labels, SHED, commit=True)
    save(workspace.project, folder / "town.qgz")
    assert kept(folder / "town-roofline.gpkg") == [(1, "old", 500010)]
    assert kept(folder / "town-roofline.gpkg", "labels_2") == [(1, "shed", 500012)]
    assert "labels_2" in workspace.labels.source()


def test_a_target_that_is_no_geopackage_leaves_everything_as_it_is(workspace, drafts, folder):
    (folder / "town-roofline.gpkg").write_text("mine, and longer than the header of a database file " * 9)
    new_labels_and_areas(workspace)
    draw(workspace.labels, HOUSE)
    save(workspace.project, folder / "town.qgz")
    QTest.qWait(50)
    assert is_draft(file_of(workspace.labels)) and workspace.labels.isModified()
    assert (folder / "town-roofline.gpkg").read_text().startswith("mine") and not drafts.brought
    assert len(drafts.told) == 1 and "town-roofline.gpkg" in drafts.told[0]


def test_a_folder_that_cannot_be_written_is_told(workspace, drafts):
    new_labels_and_areas(workspace)
    workspace.project.setFileName("/proc/town.qgz")
    assert is_draft(file_of(workspace.labels)) and "/proc" in drafts.told[0]


def test_a_filtered_layer_stays_whole_until_its_filter_is_gone(workspace, drafts, folder):
    new_labels_and_areas(workspace)
    draw(workspace.labels, HOUSE, SHED, commit=True)
    assert workspace.labels.setSubsetString("fid = 1")
    save(workspace.project, folder / "town.qgz")
    assert is_draft(file_of(workspace.labels)) and is_draft(file_of(workspace.areas))
    assert "'Labels' has a filter" in drafts.told[0]
    assert workspace.labels.setSubsetString("")
    assert workspace.project.write()
    QTest.qWait(50)
    assert len(kept(folder / "town-roofline.gpkg")) == 2 and not workspace.project.isDirty()


def test_two_layers_of_one_table_follow_both(workspace, drafts, folder):
    new_labels_and_areas(workspace)
    draw(workspace.labels, HOUSE, commit=True)
    twin = workspace.labels.clone()
    workspace.project.addMapLayer(twin)
    draw(twin, SHED)
    save(workspace.project, folder / "town.qgz")
    assert twin.source() == workspace.labels.source() and twin.isEditable() and not workspace.labels.isEditable()
    assert len(kept(folder / "town-roofline.gpkg")) == twin.featureCount() == 2
    assert workspace.labels.featureCount() == 2


def test_two_edits_of_one_table_stay(workspace, drafts, folder):
    new_labels_and_areas(workspace)
    twin = workspace.labels.clone()
    workspace.project.addMapLayer(twin)
    draw(twin, SHED)
    draw(workspace.labels, HOUSE)
    save(workspace.project, folder / "town.qgz")
    assert "are being edited" in drafts.told[0]
    assert is_draft(file_of(twin)) and twin.isModified() and workspace.labels.isModified()


def test_automatic_transactions_keep_the_layers_where_they_are(workspace, drafts, folder):
    new_labels_and_areas(workspace)
    workspace.project.setAutoTransaction(True)
    save(workspace.project, folder / "town.qgz")
    assert is_draft(file_of(workspace.labels)) and "transactions" in drafts.told[0]


def test_a_computed_column_is_computed_beside_the_project_too(workspace, drafts, folder):
    from roofline.plugin import compat
    new_labels_and_areas(workspace)
    workspace.labels.addExpressionField("$area", compat.new_field("size", compat.DOUBLE))
    draw(workspace.labels, HOUSE, commit=True)
    save(workspace.project, folder / "town.qgz")
    assert [field.name() for field in workspace.labels.fields()] == ["fid", "class", "note", "size"]
    assert [field.name() for field in workspace.labels.dataProvider().fields()] == ["fid", "class", "note"]


def test_a_project_that_a_program_saves_is_written_again_with_the_copies(workspace, drafts, folder):
    """And so is one that was saved before there was this."""
    new_labels_and_areas(workspace)
    draw(workspace.labels, HOUSE, commit=True)
    assert workspace.project.write(str(folder / "town.qgz"))
    QTest.qWait(50)
    assert not workspace.project.isDirty()
    workspace.project.clear()
    assert workspace.project.read(str(folder / "town.qgz"))
    assert file_of(workspace.labels) == folder / "town-roofline.gpkg" and workspace.labels.featureCount() == 1


def test_layers_beside_a_project_stay_when_it_is_saved_under_another_name(workspace, drafts, folder):
    save(workspace.project, folder / "town.qgz")
    new_labels_and_areas(workspace)
    save(workspace.project, folder / "other.qgz")
    QTest.qWait(50)
    assert file_of(workspace.labels) == folder / "town-roofline.gpkg" and not drafts.brought


def test_new_in_a_project_that_was_saved_goes_beside_it_and_not_to_the_drafts(workspace, folder):
    new_labels_and_areas(workspace)  # nobody brings these along
    save(workspace.project, folder / "town.qgz")
    new_labels_and_areas(workspace)
    assert file_of(workspace.labels) == folder / "town-roofline.gpkg"


def test_a_closed_one_hears_nothing(workspace, folder):
    drafts = Drafts(workspace)
    new_labels_and_areas(workspace)
    drafts.close()
    save(workspace.project, folder / "town.qgz")
    QTest.qWait(20)
    assert is_draft(file_of(workspace.labels))


def test_a_review_of_footprints_goes_on_beside_the_project(workspace, drafts, folder):
    new_labels_and_areas(workspace)
    draft = save_layer(project_geopackage(workspace), "footprints", *[HOUSE] * 3, rows=[[0.5, "predicted"]] * 3,
                       fields="&field=confidence:double&field=status:string")
    layer = add_footprints(workspace, f"{draft}|layername=footprints", "found")
    session = ReviewSession(layer, BY_CONFIDENCE)
    session.accept()
    assert (session.counts().accepted, session.counts().predicted) == (1, 2)
    save(workspace.project, folder / "town.qgz")
    assert file_of(layer) == folder / "town-roofline.gpkg" and layer.isEditable()
    assert (session.counts().accepted, session.counts().predicted) == (1, 2)
    session.next()  # it is back at the one that was judged last
    session.accept()
    assert session.counts().accepted == 2
    assert layer.commitChanges()
    saved = QgsVectorLayer(f"{folder / 'town-roofline.gpkg'}|layername=footprints", "found", "ogr")
    assert sorted(one["status"] for one in saved.getFeatures()) == ["accepted", "accepted", "predicted"]
    session.close()


def test_a_draft_that_cannot_be_read_whole_stays(workspace, drafts, folder, monkeypatch):
    new_labels_and_areas(workspace)
    draw(workspace.labels, HOUSE, SHED, commit=True)
    labels = workspace.labels
    monkeypatch.setattr(labels, "getFeatures", lambda: iter(()))
    save(workspace.project, folder / "town.qgz")
    assert "only 0 of its 2 features" in drafts.told[0] and is_draft(file_of(labels))
