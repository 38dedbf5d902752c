"""The panel's choices: kept in the project file, safe against layers that vanish."""

import pytest
from qgis.core import QgsProject, QgsRasterLayer
from roofline.plugin.layers.workspace import KEY, SCOPE, Workspace
from roofline.tests.qgis.support.layers import HOUSE, make_layer, make_raster


@pytest.fixture()
def project(qgis):
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture()
def workspace(project):
    workspace = Workspace(project)
    yield workspace
    workspace.close()


def heard(workspace):
    times = []
    workspace.changed.connect(lambda: times.append(workspace.choices))
    return times


def test_the_first_raster_becomes_the_imagery(workspace, project, tmp_path):
    times = heard(workspace)
    layer = project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    assert workspace.imagery == layer and len(times) == 1
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "other.tif")), "other"))
    assert workspace.imagery == layer


def test_rasters_that_were_there_first_the_topmost_is_the_imagery(project, tmp_path):
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    upper = project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "upper.tif")), "upper"))
    project.addMapLayer(QgsRasterLayer("type=xyz&url=https://example.org/{z}/{x}/{y}.png", "web", "wms"))
    project.setDirty(False)
    workspace = Workspace(project)
    assert workspace.imagery == upper and not project.isDirty()
    workspace.close()


def test_an_opened_project_without_choices_has_its_raster_as_imagery(workspace, project, tmp_path):
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    project.removeEntry(SCOPE, KEY)
    assert project.write(str(tmp_path / "town.qgz"))
    project.clear()
    assert workspace.imagery is None
    assert project.read(str(tmp_path / "town.qgz")) and workspace.imagery.name() == "town"


def test_a_background_map_from_the_web_does_not_become_the_imagery(workspace, project, tmp_path):
    project.addMapLayer(QgsRasterLayer("type=xyz&url=https://example.org/{z}/{x}/{y}.png", "web", "wms"))
    assert workspace.imagery is None
    layer = project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    assert workspace.imagery == layer


def test_a_removed_layer_is_no_longer_chosen(workspace, project):
    layer = make_layer(HOUSE)
    workspace.choose(labels=layer)
    times = heard(workspace)
    project.removeMapLayer(layer.id())
    assert workspace.labels is None and workspace.choices.labels == "" and len(times) == 1


def test_choices_come_back_with_the_project(workspace, project, tmp_path):
    path = str(tmp_path / "town.qgz")
    workspace.choose(time="five_minutes", model="/models/town.roofline")
    assert project.write(path)
    project.clear()
    assert workspace.choices.model == ""
    assert project.read(path)
    assert (workspace.choices.time, workspace.choices.model) == ("five_minutes", "/models/town.roofline")


def test_the_chosen_imagery_comes_back_with_the_project(workspace, project, tmp_path):
    first, second = (project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / name)), name))
                     for name in ("a.tif", "b.tif"))
    workspace.choose(imagery=second)
    assert project.write(str(tmp_path / "town.qgz")) and project.read(str(tmp_path / "town.qgz"))
    assert workspace.imagery.name() == "b.tif"


def test_bands_of_imagery_that_left_the_project_are_not_those_of_the_next(workspace, project, tmp_path):
    first, second = (project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / name)), name))
                     for name in ("a.tif", "b.tif"))
    workspace.choose(imagery=first, only_bands="1,2", dates=[second.id()])
    project.removeMapLayer(first.id())
    assert project.write(str(tmp_path / "town.qgz")) and project.read(str(tmp_path / "town.qgz"))
    assert workspace.imagery.name() == "b.tif" and workspace.band_numbers == []
    assert workspace.choices.dates == []


def test_a_closed_project_leaves_nothing_in_the_next(workspace, project, tmp_path):
    workspace.choose(labels=make_layer(HOUSE), model="/models/town.roofline")
    project.clear()
    assert not project.readEntry(SCOPE, KEY)[1] and not project.isDirty()
    layer = project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    assert workspace.imagery == layer


@pytest.mark.parametrize("text", ["", "no json", "[1]", '{"model": 5, "unknown": "x"}'])
def test_a_damaged_entry_is_as_good_as_none(project, text):
    project.writeEntry(SCOPE, KEY, text)
    workspace = Workspace(project)
    assert workspace.choices == type(workspace.choices)()
    workspace.close()


def test_the_same_choice_again_is_no_change(workspace):
    workspace.choose(time="minute")
    times = heard(workspace)
    workspace.choose(time="minute")
    assert times == []


def test_a_closed_workspace_hears_nothing(project, tmp_path):
    workspace = Workspace(project)
    workspace.close()
    project.addMapLayer(QgsRasterLayer(str(make_raster(tmp_path / "town.tif")), "town"))
    assert workspace.choices.imagery == ""


def test_models_that_were_moved_with_their_project_are_found_beside_it(workspace, project, tmp_path):
    for folder, is_there in (("here", False), ("there", True)):
        (tmp_path / folder / "town-roofline").mkdir(parents=True)
        if is_there:
            (tmp_path / folder / "town-roofline" / "a.roofline").touch()
    gone = tmp_path / "here" / "town-roofline" / "a.roofline"
    workspace.choose(model=str(gone), base_model=str(gone.with_name("b.roofline")))
    assert project.write(str(tmp_path / "there" / "town.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "there" / "town.qgz"))
    assert workspace.choices.model == str(tmp_path / "there" / "town-roofline" / "a.roofline")
    assert workspace.choices.base_model == str(gone.with_name("b.roofline"))


def test_a_model_of_a_project_that_comes_from_windows_is_found_beside_it(workspace, project, tmp_path):
    (tmp_path / "town-roofline").mkdir()
    (tmp_path / "town-roofline" / "a.roofline").touch()
    workspace.choose(model=r"D:\maps\town-roofline\a.roofline", base_model="encoder:resnet18")
    assert project.write(str(tmp_path / "town.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "town.qgz"))
    assert workspace.choices.model == str(tmp_path / "town-roofline" / "a.roofline")
    assert workspace.choices.base_model == "encoder:resnet18"
