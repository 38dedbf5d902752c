"""What analysts do, by mouse and keyboard, in a real QGIS; played by tools/desktop_inside.py.

Each scenario is a generator that yields what it waits for and writes what it saw into `desk.facts`.
"""

import os
import signal
from pathlib import Path

import qgis.utils
from desktop_inside import Until
from desktop_moves import (
    begin_training,
    box,
    draw_area,
    find_in,
    idle,
    listen,
    open_panel,
    prepare,
    show_panel,
    workers,
)
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QTextEdit, QToolButton


def check_from_anywhere(desk, ground):
    """Checks footprints with the focus in QGIS's other panels, and draws one that is missing."""
    yield from open_panel(desk, ground)
    layer = footprints_of(ground["polygons"])
    desk.panel.workspace.choose(footprints=layer)
    desk.click("stepCheck")
    desk.click("startCheck")
    yield desk.drawn()
    QApplication.setActiveWindow(desk.window)  # no window manager does
    tree = desk.iface.layerTreeView()
    desk.click(tree.viewport(), tree.visualRect(tree.currentIndex()).center())
    before = tree.currentIndex().row()
    for key in (Qt.Key.Key_R, Qt.Key.Key_A):
        desk.press(key)
        yield 0.2
    desk.facts["legend_stays"] = tree.hasFocus() and tree.currentIndex().row() == before
    box = next(one for one in desk.window.statusBar().findChildren(QLineEdit) if one.isEnabled())
    box.setFocus()
    desk.facts["in_field"] = QApplication.focusWidget() is box
    desk.press(Qt.Key.Key_A)
    yield 0.2
    desk.facts["judged"] = sorted(feature["status"] for feature in layer.getFeatures())
    desk.canvas.setFocus()
    desk.press(Qt.Key.Key_M)
    yield desk.drawn()
    view = desk.canvas.extent()
    x, y, step = view.xMinimum(), view.yMinimum(), view.height() / 20
    desk.click_map((x + step, y + step), (x + 3 * step, y + step), (x + 3 * step, y + 2 * step))
    yield 0.3
    desk.facts["drawn"] = [feature["status"] for feature in layer.getFeatures()].count("edited")
    desk.click("stepCheck")
    view = desk.canvas.extent()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):
        desk.press(key)
    yield 0.5
    desk.facts["map_stays"] = desk.canvas.extent() == view
    layer.rollBack()
    QgsProject.instance().removeMapLayer(layer.id())  # QGIS asks about layers in memory when it closes
    yield 0.3


def footprints_of(rings):
    """A layer in memory with footprints."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=confidence:double&field=status:string", "found", "memory")
    layer.setCrs(next(iter(QgsProject.instance().mapLayers().values())).crs())
    for number, ring in enumerate(rings):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in ring]]))
        feature.setAttributes([0.5 + 0.5 * number / len(rings), "predicted"])
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


def draw_and_take_back(desk, ground):
    """From no label to one, and back to none: the checks of labels look each time."""
    yield from open_panel(desk, ground)
    desk.click("stepLabel")
    desk.click("newLayers")
    yield Until("the layers are there", lambda: desk.panel.workspace.areas is not None)
    yield 1.0
    labels, counts = desk.panel.workspace.labels, []
    desk.click("drawRectangle")
    for action in (lambda: None, lambda: desk.click_map(*ground["rectangles"][0]), lambda: labels.undoStack().undo()):
        action()
        yield 1.0
        counts.append(labels.featureCount())
    desk.facts["labels"] = counts


def classes_before_saving(desk, ground, project):
    """Two classes and background, by keys, in a project that is saved only then; one goes on drawing."""
    yield from open_panel(desk, ground)
    desk.click("stepLabel")
    desk.click("drawRectangle")
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0)
    desk.find("labelClass").setEditText("iron")
    desk.click_map(*ground["rectangles"][0])
    desk.find("labelClass").setEditText("rust")
    for key, corners in zip(keys, (*ground["rectangles"][1:], _quarter(ground["train"]))):
        desk.click_map(*corners)
        desk.press(key, desk.canvas)
    yield 1.0
    desk.facts["state"] = desk.panel.label_page.state.text()
    desk.facts["before"] = desk.find("keptIn").text()
    QTimer.singleShot(0, lambda: desk.click("saveProject"))
    yield Until("QGIS asks for a name", lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    name = QApplication.activeModalWidget().findChild(QLineEdit, "fileNameEdit")
    name.setText(project)
    desk.press(Qt.Key.Key_Return, name)
    yield Until("the project is saved", lambda: Path(project).is_file())
    yield 1.0
    desk.facts["kept"] = desk.find("keptIn").text()
    desk.facts["is_dirty"] = QgsProject.instance().isDirty()
    desk.facts["drawing"] = desk.find("drawRectangle").isChecked()
    desk.click_map(*_quarter(ground["validate"]))
    yield desk.drawn()
    yield 1.0
    desk.picture(Path(project).with_name("classes.png"))
    desk.panel.workspace.labels.commitChanges()
    desk.panel.workspace.areas.commitChanges()


def _quarter(corners):
    """Three corners of a rectangle in the middle of a box."""
    found = box(corners).scaled(0.25)
    return [(found.xMinimum(), found.yMinimum()), (found.xMaximum(), found.yMinimum()),
            (found.xMaximum(), found.yMaximum())]


def cancel(desk, ground):
    yield from prepare(desk, ground)
    listen(desk)
    yield from begin_training(desk)
    yield 6.0  # QGIS tells the end of tasks that took five seconds
    desk.click("cancelJob")
    yield Until("the job is over", lambda: not desk.panel.jobs.busy, 10)
    yield Until("one may train again", lambda: desk.find("train").isEnabled(), 5)
    yield 1.0
    desk.facts["workers"] = len(workers())
    desk.facts["bar"] = [item.title() for item in desk.iface.messageBar().items()]
    desk.facts["to_go_on"] = [name for name in ("resumeTraining", "resumeRunNow") if desk.find(name).isVisible()]


def close_in_mid_training(desk, ground, project):
    """The scenario ends while the training runs, so QGIS closes in the middle of it."""
    yield from prepare(desk, ground, project)
    desk.panel.workspace.labels.commitChanges()
    desk.panel.workspace.areas.commitChanges()
    desk.save_project(project)
    listen(desk)
    yield from begin_training(desk)
    yield Until("some steps are done", lambda: desk.figures["step"] >= 5, 60)
    desk.facts["workers"] = workers()
    desk.facts["step"] = desk.figures["step"]
    desk.says_yes_to = "Fine-tune a model"


def resume(desk, project):
    """QGIS says in its message bar that a training waits, and opens the panel at it."""
    desk.panel.setUserVisible(False)
    yield 0.5
    desk.iface.addProject(project)
    yield 0.5
    desk.click("showWaiting")
    yield Until("it offers to go on", lambda: desk.find("resumeRunNow").isVisible(), 10)
    listen(desk)
    desk.click("resumeRunNow")
    yield Until("it has gone on", lambda: "step" in desk.figures, 60)
    desk.facts["step"] = desk.figures["step"]
    desk.click("stopTraining")
    yield idle(desk)
    desk.facts["model"] = desk.panel.workspace.choices.model


def switch_project(desk, ground, project):
    """The training goes on when another project is opened, and its model is in the first project's history."""
    yield from prepare(desk, ground, project)
    listen(desk)
    yield from begin_training(desk)
    for layer in (desk.panel.workspace.labels, desk.panel.workspace.areas):
        layer.commitChanges()
    desk.save_project(project)
    desk.iface.newProject()
    yield 0.5
    desk.click("stopTraining")
    yield idle(desk)
    desk.facts["model_here"] = desk.panel.workspace.choices.model
    desk.iface.addProject(project)
    yield 0.5
    desk.click("stepHistory")
    desk.facts["runs"] = desk.find("runs").topLevelItemCount()


def kill_the_worker(desk, ground):
    yield from prepare(desk, ground)
    listen(desk)
    yield from begin_training(desk)
    saved = desk.panel.jobs.current.feedback.folder / "last.safetensors"  # and not the file that becomes it
    yield Until("weights are saved", lambda: saved.is_file(), 60)
    os.kill(workers()[0], signal.SIGKILL)
    yield Until("the job is over", lambda: not desk.panel.jobs.busy, 10)
    desk.facts["said"] = desk.find("result").text()
    desk.figures = {}
    listen(desk)
    desk.click("resumeTraining")
    yield Until("it has gone on", lambda: "step" in desk.figures, 60)
    desk.facts["step"] = desk.figures["step"]
    desk.click("cancelJob")
    yield idle(desk)


def remove_layers_in_mid_prediction(desk, ground):
    yield from open_panel(desk, ground)
    project, removed = QgsProject.instance(), []

    def remove(message):  # at once: a small prediction is soon over
        if "Looking for buildings" in getattr(message, "text", ""):
            removed.extend(project.mapLayers())
            project.removeAllMapLayers()

    desk.panel.jobs.began.connect(lambda job: job.message_received.connect(remove))
    desk.click("stepPredict")
    desk.click("whereWhole")
    desk.click("predict")
    yield Until("it is under way", lambda: removed, 60)
    yield idle(desk)
    yield 0.5
    desk.facts["layers"] = [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    desk.click("stepLabel")
    desk.click("stepCheck")


def areas_to_predict(desk, ground):
    """An area to predict, with one to ignore in it, and the footprints that are found there."""
    yield from open_panel(desk, ground)
    desk.click("stepLabel")
    draw_area(desk, "Predict", (ground["train"][0], ground["validate"][1]))
    draw_area(desk, "Ignore", ground["validate"])
    yield Until("there are areas", lambda: desk.panel.workspace.areas is not None)
    desk.facts["roles"] = sorted(area["role"] for area in desk.panel.workspace.areas.getFeatures())
    yield from find_in(desk, "whereAreas")
    frames = [one.geometry().boundingBox() for one in desk.panel.workspace.footprints.getFeatures()]
    desk.facts["found"] = [(one.xMinimum(), one.yMinimum(), one.xMaximum(), one.yMaximum()) for one in frames]


def as_drawn_into_a_layer(desk, ground, raster, table, picture):
    """Imagery is taken as it is drawn, and its footprints go into fields of a layer that is there already."""
    target = QgsProject.instance().addMapLayer(QgsVectorLayer(table, "houses", "ogr"))
    desk.iface.addRasterLayer(raster, "town")
    yield show_panel(desk)
    desk.zoom_to(box(ground["view"]))
    yield desk.drawn()
    desk.click("asDrawn")
    desk.picture(f"{picture}/as_drawn.png")
    begun = []
    desk.panel.jobs.began.connect(begun.append)
    desk.click("stepPredict")
    desk.click("intoExisting")
    desk.choose("append_to", "houses")
    yield Until("the fields can be chosen", lambda: desk.find("appendFields").isVisible())
    desk.click(desk.find("appendFields").findChild(QToolButton, "collapseButton"))
    for column, name in (("class", "use"), ("confidence", "score"), ("model", "source")):
        desk.choose(f"field_{column}", name)
    desk.picture(f"{picture}/fields.png")
    before = target.featureCount()
    desk.click("whereView")
    desk.click("predict")
    yield Until("the prediction began", lambda: begun)
    yield idle(desk)
    yield Until("they are in the layer", lambda: target.featureCount() > before)
    yield desk.drawn()
    desk.facts["as_drawn"] = begun[0].parameters["AS_DRAWN"]
    desk.facts["said"] = desk.find("predictRemark").text()
    desk.picture(f"{picture}/appended.png")


def batch(desk, rasters, outputs):
    """Execute as Batch Process: a row for each raster, which Autofill sets, and an output each."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("roofline:predict")
    dialog = BatchAlgorithmDialog(algorithm, desk.window)
    dialog.show()
    table, log = dialog.mainWidget(), dialog.findChild(QTextEdit, "txtLog")
    for _ in rasters[1:]:
        desk.click(table.btnAdd)
    desk.click(table.checkLoadLayersOnCompletion)
    for name, values in (("IMAGERY", rasters), ("FOOTPRINTS", outputs)):
        fill = table.tblParameters.cellWidget(0, table.parameter_to_column[name])
        for row, value in enumerate(values):
            fill.setRowValue(row, value, table.processing_context)
    run = next(button for button in dialog.findChildren(QPushButton) if button.text().replace("&", "") == "Run")
    QTimer.singleShot(0, lambda: desk.click(run))  # QGIS 3.22 comes back from it at the end of the batch
    yield Until("the batch is over", lambda: "Batch execution completed" in log.toPlainText(), 150)
    yield 0.5
    desk.facts["log"] = log.toPlainText()
    desk.facts["layers"] = [layer.source() for layer in QgsProject.instance().mapLayers().values()]
    dialog.close()


def reload_the_plugin(desk, ground, project):
    yield from prepare(desk, ground, project)
    listen(desk)
    yield from begin_training(desk)
    before = workers()
    qgis.utils.reloadPlugin("roofline")
    yield 1.0
    desk.facts["left"] = [pid for pid in workers() if pid in before]
    desk.facts["panels"] = len(desk.window.findChildren(type(desk.panel), "RooflinePanel"))
    yield show_panel(desk)
    yield Until("it offers to go on", lambda: desk.find("resumeRunNow").isVisible(), 10)
    desk.click("leaveRun")
    qgis.utils.unloadPlugin("roofline")
    yield 0.5
    desk.facts["left_after_unload"] = workers()
    qgis.utils.loadPlugin("roofline")
    qgis.utils.startPlugin("roofline")
    yield 0.2
