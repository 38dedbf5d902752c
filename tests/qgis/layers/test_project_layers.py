"""The layers that Roofline makes in a project."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)
from roofline.plugin.layers.import_polygons import layer_fields
from roofline.plugin.layers.project_layers import (
    ProjectLayersError,
    add_footprints,
    new_labels_and_areas,
    new_table,
    project_geopackage,
    sink_for,
)
from roofline.plugin.layers.workspace import Workspace
from roofline.protocol.areas import ROLES, SUGGESTED
from roofline.protocol.footprints import FOOTPRINT_COLUMNS
from roofline.tests.qgis.support.layers import HOUSE, make_raster
from roofline.tests.qgis.support.other_qgis import other_qgis_claims


@pytest.fixture()
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture()
def workspace(qgis, home):
    workspace = Workspace(QgsProject.instance())
    yield workspace
    workspace.close()
    QgsProject.instance().clear()


@pytest.fixture()
def town(workspace, tmp_path):
    """A saved project with imagery."""
    layer = QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "Stone Town")
    workspace.project.addMapLayer(layer)
    assert workspace.project.write(str(tmp_path / "town.qgz"))
    return layer


def tree(project):
    """Names in the layer tree, groups with what they hold."""
    def names(group):
        return [(node.name(), names(node)) if hasattr(node, "findLayers") and not hasattr(node, "layerId")
                else node.name() for node in group.children()]
    return names(project.layerTreeRoot())


def tables(path):
    file = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    return [file.GetLayer(number).GetName() for number in range(file.GetLayerCount())]


def draw(layer, wkt=HOUSE):
    assert layer.isEditable() or layer.startEditing()
    feature = QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromWkt(wkt))
    assert layer.addFeature(feature)


def write_footprints(destination, project, crs, count=3):
    """As an algorithm does it; where the layer can be found."""
    context = QgsProcessingContext()
    context.setTransformContext(project.transformContext())
    fields = layer_fields(FOOTPRINT_COLUMNS)
    sink, source = QgsProcessingUtils.createFeatureSink(destination, context, fields, QgsWkbTypes.Polygon, crs)
    for number in range(count):
        feature = QgsFeature(fields)
        feature.setGeometry(QgsGeometry.fromWkt(HOUSE))
        feature["confidence"], feature["status"] = number / count, "predicted"
        assert sink.addFeature(feature)
    assert sink.flushBuffer()
    del sink
    return source


def test_the_file_is_beside_a_saved_project_and_not_made_before_a_layer_is(workspace, town, tmp_path):
    path = project_geopackage(workspace)
    assert path == tmp_path / "town-roofline.gpkg" and not path.exists()
    assert workspace.choices.geopackage == str(path)
    new_labels_and_areas(workspace)
    assert sorted(tables(path)) == ["areas", "labels"]


def test_the_file_of_an_unsaved_project_is_among_the_drafts_and_stays_the_same(workspace, home):
    path = project_geopackage(workspace)
    assert path.parent.parent == home / "drafts" and path.parent.is_dir()
    assert project_geopackage(workspace) == path


def test_a_project_saved_before_its_first_layer_gets_the_file_beside_it(workspace, tmp_path):
    project_geopackage(workspace)
    assert workspace.project.write(str(tmp_path / "later.qgz"))
    assert project_geopackage(workspace) == tmp_path / "later-roofline.gpkg"


def test_a_project_saved_under_another_name_keeps_its_file(workspace, town, tmp_path):
    new_labels_and_areas(workspace)
    assert workspace.project.write(str(tmp_path / "other.qgz"))
    assert project_geopackage(workspace) == tmp_path / "town-roofline.gpkg"
    workspace.project.clear()
    assert workspace.project.read(str(tmp_path / "other.qgz"))
    assert project_geopackage(workspace) == tmp_path / "town-roofline.gpkg"
    assert workspace.labels is not None and workspace.labels.isValid()
    assert workspace.labels.source().startswith(str(tmp_path / "town-roofline.gpkg"))


def test_a_folder_without_permission_is_passed_over_for_the_drafts(workspace, home):
    workspace.project.setFileName("/proc/nowhere.qgz")
    assert project_geopackage(workspace).parent.parent == home / "drafts"


def test_drafts_that_cannot_be_made_are_told_with_the_cure(workspace, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", "/proc/home")
    with pytest.raises(ProjectLayersError, match="/proc/home/drafts.*ROOFLINE_HOME"):
        project_geopackage(workspace)


def test_new_layers_lie_above_the_imagery_in_its_crs_and_are_chosen(workspace, town):
    new_labels_and_areas(workspace)
    assert tree(workspace.project) == ["Labels", "Areas", "Stone Town"]
    assert workspace.labels.name() == "Labels" and workspace.areas.name() == "Areas"
    assert workspace.labels.crs() == workspace.areas.crs() == town.crs()


def test_a_second_pair_gets_tables_of_its_own(workspace, town):
    new_labels_and_areas(workspace)
    draw(workspace.labels)
    assert workspace.labels.commitChanges()
    first = workspace.labels
    new_labels_and_areas(workspace)
    assert sorted(tables(project_geopackage(workspace))) == ["areas", "areas_2", "labels", "labels_2"]
    assert workspace.labels.id() != first.id() and first.featureCount() == 1 and workspace.labels.featureCount() == 0


def test_without_any_crs_there_is_nothing_to_draw_in(workspace):
    with pytest.raises(ProjectLayersError, match="Choose the imagery first"):
        new_labels_and_areas(workspace)


def test_a_file_that_is_no_geopackage_is_left_alone(workspace, town, tmp_path):
    (tmp_path / "town-roofline.gpkg").write_text("mine")
    with pytest.raises(ProjectLayersError, match="town-roofline.gpkg"):
        new_labels_and_areas(workspace)
    assert (tmp_path / "town-roofline.gpkg").read_text() == "mine"
    assert workspace.labels is None


def test_what_is_drawn_has_a_class_and_an_area_a_role(workspace, town):
    new_labels_and_areas(workspace)
    draw(workspace.labels)
    draw(workspace.areas)
    assert workspace.labels.commitChanges() and workspace.areas.commitChanges()
    assert [feature["class"] for feature in workspace.labels.getFeatures()] == ["building"]
    assert [feature["role"] for feature in workspace.areas.getFeatures()] == ["train"]


def test_the_form_of_an_area_offers_the_roles_in_words(workspace, town):
    new_labels_and_areas(workspace)
    setup = workspace.areas.editorWidgetSetup(workspace.areas.fields().indexOf("role"))
    offered = {value: text for choice in setup.config()["map"] for text, value in choice.items()}
    assert setup.type() == "ValueMap"
    assert tuple(offered) == (*ROLES, SUGGESTED) and offered["validate"].startswith("Hold out")
    assert workspace.areas.editorWidgetSetup(workspace.areas.fields().indexOf("fid")).type() == "Hidden"


def test_a_table_that_is_no_layer_is_not_overwritten(workspace, town):
    path = project_geopackage(workspace)
    new_labels_and_areas(workspace)
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE Footprints (a)")
        file.execute("CREATE VIEW footprints_2 AS SELECT 1")
    assert new_table(workspace, "footprints") == "footprints_3"


def test_a_file_that_is_no_database_is_told(workspace, town):
    project_geopackage(workspace).write_text("my notes, longer than the header of a database file " * 9)
    with pytest.raises(ProjectLayersError, match="cannot be read as a GeoPackage .*Move it away"):
        new_labels_and_areas(workspace)


def test_a_new_table_takes_no_name_that_another_qgis_will_write(workspace, town):
    with other_qgis_claims(project_geopackage(workspace), "footprints"):
        assert new_table(workspace, "footprints") == "footprints_2"


def test_a_new_table_takes_the_next_free_name_whatever_its_case(workspace, town):
    path = project_geopackage(workspace)
    assert new_table(workspace, "Stone Town") == "Stone_Town"
    write_footprints(sink_for(path, "Footprints"), workspace.project, town.crs())
    assert new_table(workspace, "footprints") == "footprints_2"


def test_a_sink_reaches_a_folder_with_quotes_and_umlauts(workspace, tmp_path, town):
    folder = tmp_path / "Käthe's \"ground\""
    folder.mkdir()
    source = write_footprints(sink_for(folder / "a.gpkg", "footprints"), workspace.project, town.crs())
    assert tables(folder / "a.gpkg") == ["footprints"]
    assert QgsVectorLayer(source, "found", "ogr").featureCount() == 3


def test_footprints_come_into_a_group_above_their_imagery(workspace, town, tmp_path):
    new_labels_and_areas(workspace)
    path = project_geopackage(workspace)
    for name in ("first", "second"):
        source = write_footprints(sink_for(path, new_table(workspace, "footprints")), workspace.project, town.crs())
        assert add_footprints(workspace, source, name).featureCount() == 3
    assert tree(workspace.project) == ["Labels", "Areas", ("Found in Stone Town", ["second", "first"]),
                                       "Stone Town"]


def test_footprints_are_seen_together_with_imagery_that_is_one_of_several_to_choose_from(workspace, town, tmp_path):
    root = workspace.project.layerTreeRoot()
    dates = root.addGroup("dates")
    for name in ("2019", "2021"):
        imagery = QgsRasterLayer(town.source(), name)
        workspace.project.addMapLayer(imagery, False)
        dates.addLayer(imagery)
    dates.setIsMutuallyExclusive(True, 1)
    workspace.choose(imagery=imagery)
    source = write_footprints(sink_for(project_geopackage(workspace), "found"), workspace.project, town.crs())
    footprints = add_footprints(workspace, source, "found")
    assert all(root.findLayer(layer.id()).isVisible() for layer in (footprints, imagery))
    assert tree(workspace.project) == ["Stone Town", ("Found in 2021", ["found"]), ("dates", ["2019", "2021"])]


def test_the_group_is_found_again_after_it_was_renamed_and_the_project_reopened(workspace, town, tmp_path):
    path = project_geopackage(workspace)
    source = write_footprints(sink_for(path, "footprints"), workspace.project, town.crs())
    add_footprints(workspace, source, "first")
    workspace.project.layerTreeRoot().findGroups()[0].setName("Mine")
    assert workspace.project.write()
    workspace.project.clear()
    assert workspace.project.read(str(tmp_path / "town.qgz"))
    add_footprints(workspace, source, "second")
    assert tree(workspace.project) == [("Mine", ["second", "first"]), "Stone Town"]


def test_footprints_without_imagery_go_on_top(workspace, town):
    source = write_footprints(sink_for(project_geopackage(workspace), "footprints"), workspace.project, town.crs())
    workspace.project.removeMapLayer(town.id())
    add_footprints(workspace, source, "found")
    assert tree(workspace.project) == ["found"]


def test_the_legends_of_new_layers_are_folded(workspace, town):
    new_labels_and_areas(workspace)
    source = write_footprints(sink_for(project_geopackage(workspace), "found"), workspace.project, town.crs())
    made = [workspace.labels, workspace.areas, add_footprints(workspace, source, "found")]
    root = workspace.project.layerTreeRoot()
    assert not any(root.findLayer(layer.id()).isExpanded() for layer in made)


def test_footprints_that_are_gone_are_told(workspace, town, tmp_path):
    with pytest.raises(ProjectLayersError, match="nowhere.gpkg"):
        add_footprints(workspace, str(tmp_path / "nowhere.gpkg"), "found")
    assert tree(workspace.project) == ["Stone Town"]


@pytest.mark.parametrize("rows_open", [False, True])
def test_a_job_writes_its_table_while_labels_are_being_edited(workspace, town, rows_open):
    new_labels_and_areas(workspace)
    path, labels = project_geopackage(workspace), workspace.labels
    for _ in range(3):
        draw(labels)
    assert labels.commitChanges()
    draw(labels)
    reading = labels.getFeatures(QgsFeatureRequest()) if rows_open else iter(())
    next(reading, None)
    done = []
    destination = sink_for(path, new_table(workspace, "footprints"))
    thread = threading.Thread(target=lambda: done.append(write_footprints(destination, workspace.project, town.crs())))
    thread.start()
    thread.join(30)
    assert done and add_footprints(workspace, done[0], "found").featureCount() == 3
    assert labels.isModified() and labels.featureCount() == 4
    del reading
    assert labels.commitChanges(), labels.commitErrors()
    assert QgsVectorLayer(f"{path}|layername=labels").featureCount() == 4


def test_a_file_that_edits_keep_locked_is_passed_over(workspace, town):
    workspace.project.setAutoTransaction(True)
    new_labels_and_areas(workspace)
    draw(workspace.labels)
    first = workspace.labels.source().split("|")[0]
    destination = sink_for(project_geopackage(workspace), new_table(workspace, "footprints"))
    source = write_footprints(destination, workspace.project, town.crs())
    assert not source.startswith(first) and add_footprints(workspace, source, "found").featureCount() == 3
    assert sorted(tables(first)) == ["areas", "labels"]
    workspace.labels.rollBack()


def test_beside_a_write_protected_file_a_new_one_is_made(workspace, town, tmp_path, monkeypatch):
    new_labels_and_areas(workspace)
    protected, opened = project_geopackage(workspace), Path.open

    def refuse(path, mode="r", *more, **options):
        if path == protected and "a" in mode:
            raise PermissionError(13, "write-protected", str(path))
        return opened(path, mode, *more, **options)

    monkeypatch.setattr(Path, "open", refuse)  # permission bits mean nothing to root
    before = protected.read_bytes()
    new_labels_and_areas(workspace)
    assert project_geopackage(workspace) == tmp_path / "town-roofline-2.gpkg"
    assert workspace.labels.source().startswith(str(tmp_path / "town-roofline-2.gpkg")) and workspace.labels.isValid()
    assert protected.read_bytes() == before
