"""An analyst's work over imagery of a service, by mouse and keyboard; played by tools/desktop_inside.py."""

from desktop_inside import Stalls, Until
from desktop_moves import begin_training, box, draw, find_footprints, idle, listen, show_panel
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer


def work_on_service(desk, ground, uri, project, picture):
    """Labels drawn over the imagery, a training and a prediction: what they need is fetched by QGIS."""
    layer = QgsRasterLayer(uri, "Imagery", "wms")
    QgsProject.instance().addMapLayer(layer)
    yield show_panel(desk)
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:32736"))  # QGIS took that of the first layer
    desk.panel.workspace.choose(imagery=layer)
    desk.zoom_to(box(ground["view"]))
    yield desk.drawn()
    desk.save_project(project)
    desk.facts["said"] = desk.panel.imagery.facts.text()
    yield from draw(desk, ground)
    listen(desk)
    yield 3.0  # the spare worker has come up
    stalls = Stalls()
    yield from begin_training(desk)
    desk.facts["stall_ms"] = round(stalls.stop())
    desk.picture(f"{picture}/training.png")
    desk.click("stopTraining")
    yield idle(desk)
    yield Until("the model is chosen", lambda: desk.panel.workspace.choices.model)
    desk.facts["model"] = desk.panel.workspace.choices.model
    yield from find_footprints(desk, ground)
    desk.facts["footprints"] = desk.panel.workspace.footprints.featureCount()
    yield desk.drawn()
    desk.picture(f"{picture}/footprints.png")
