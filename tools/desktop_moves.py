"""Shared steps of GUI scenarios: open the panel, draw, train, predict. Runs inside QGIS, beside desktop_inside.py."""

import os
from pathlib import Path

from desktop_inside import Until
from qgis.core import QgsRectangle


def workers():
    """Ids of the worker processes of this QGIS."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            command, status = (folder / "cmdline").read_bytes(), (folder / "stat").read_text()
        except (OSError, ValueError):
            continue
        if b"roofline.models.worker" in command and status.rsplit(")", 1)[1].split()[1] == str(os.getpid()):
            found.append(int(folder.name))
    return found


def box(corners):
    """The rectangle with two opposite corners."""
    return QgsRectangle(*corners[0], *corners[1])


def show_panel(desk):
    """Open the panel by its button, unless QGIS has restored it open."""
    if not desk.panel.isVisible():
        desk.click(desk.iface.pluginToolBar().widgetForAction(desk.plugin.action))
    return Until("the panel is open", lambda: desk.panel.isVisible())


def open_panel(desk, ground):
    """Load the imagery, open the panel and zoom to the view."""
    desk.iface.addRasterLayer(ground["raster"], "town")
    yield show_panel(desk)
    desk.zoom_to(box(ground["view"]))
    yield desk.drawn()


def draw(desk, ground, polygons=None):
    """Draw labels and areas by clicks."""
    yield make_layers(desk)
    draw_labels(desk, ground, polygons)
    draw_areas(desk, ground)
    yield 0.5


def make_layers(desk):
    """Press New on the page Label, and wait for the layers."""
    desk.click("stepLabel")
    desk.click("newLayers")
    return Until("the layers are there", lambda: desk.panel.workspace.areas is not None)


def draw_labels(desk, ground, polygons=None):
    """Draw the rectangles, and all polygons or so many."""
    desk.click("drawRectangle")
    for corners in ground["rectangles"]:
        desk.click_map(*corners)
    desk.click("drawPolygon")
    for ring in ground["polygons"][:polygons]:
        desk.click_map(*ring)
        desk.right_click_map(ring[-1])


def draw_areas(desk, ground):
    """Draw the area to learn from, and the one that is held out."""
    draw_area(desk, "Train", ground["train"])
    draw_area(desk, "Hold", ground["validate"])


def draw_area(desk, role, corners):
    """Drag a box with the role that begins so in the menu of the button."""
    desk.choose_in_menu("drawArea", role)
    if not desk.find("drawArea").isChecked():
        desk.click("drawArea")
    desk.drag_map(*corners)


def prepare(desk, ground, project=None):
    """Open the panel, save the project where one is named, and draw labels and areas."""
    yield from open_panel(desk, ground)
    if project:
        desk.save_project(project)
    yield from draw(desk, ground)


def begin_training(desk, time="5 min"):
    """Start a training and wait until its first step is done; `listen` must have been called."""
    desk.click("stepTrain")
    desk.choose("time", time)
    yield Until("one may train", lambda: desk.find("train").isEnabled(), 10)
    desk.click("train")
    yield Until("the first step is done", lambda: "step" in desk.figures, 60)


def listen(desk):
    """Keep the figures of the running job in `desk.figures`."""
    desk.figures, desk.previews = {}, []

    def on_message(message):
        desk.figures.update(getattr(message, "figures", {}))
        if type(message).__name__ == "Preview":
            desk.previews.append(message.path)

    desk.panel.jobs.began.connect(lambda job: job.message_received.connect(on_message))


def find_footprints(desk, ground):
    """Predict in the view of ground without labels, and wait for the footprints."""
    desk.zoom_to(box(ground["elsewhere"]))
    yield desk.drawn()
    yield from find_in(desk, "whereView")


def find_in(desk, where):
    """Predict in what the button called `where` stands for, and wait for the footprints."""
    desk.click("stepPredict")
    desk.click(where)
    desk.click("predict")
    yield Until("the prediction began", lambda: desk.panel.jobs.busy)
    yield idle(desk)
    yield Until("footprints are there", lambda: desk.panel.workspace.footprints is not None)


def idle(desk):
    """Wait until the job is over."""
    return Until("the job is over", lambda: not desk.panel.jobs.busy, 150)
