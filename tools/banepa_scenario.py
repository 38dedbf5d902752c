"""GUI scenario of docs/tutorial-banepa.md, played by desktop_inside.py: an analyst who knows the buildings."""

from desktop_inside import Until
from desktop_moves import box, draw_area, find_footprints, idle, listen, open_panel
from qgis.core import QgsGeometry, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

SAME = 0.5
"""IoU from which on an outline is kept as it is."""


def banepa(desk, ground, base, project, folder):
    """Outline by clicks, adopt, train, find and check; pictures go to `folder`."""
    yield from open_panel(desk, ground)
    desk.save_project(project)
    desk.panel.workspace.choose(base_model=base)
    desk.click("stepLabel")
    desk.click("newLayers")
    yield Until("the layers are there", lambda: desk.panel.workspace.areas is not None)
    for name, outline in (("train", outline_by_clicks), ("validate", adopt)):
        desk.zoom_to(box(ground[name]).scaled(1.4))
        yield desk.drawn()
        yield from outline(desk, [one for one in _buildings(ground) if one.intersects(box(ground[name]))])
        desk.picture(f"{folder}/{name}.png")
    both = box(ground["train"])
    both.combineExtentWith(box(ground["validate"]))
    desk.zoom_to(both.scaled(1.15))
    yield desk.drawn()
    draw_area(desk, "Train", ground["train"])
    draw_area(desk, "Hold", ground["validate"])
    yield 1.0
    desk.facts["state"] = desk.panel.label_page.state.text()
    yield from train(desk)
    yield from find_footprints(desk, ground)
    yield 1.0
    desk.picture(f"{folder}/footprints.png")
    yield from check(desk, _buildings(ground))
    desk.picture(f"{folder}/checked.png")
    QgsProject.instance().write()


def _buildings(ground):
    return [QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in ring]]) for ring in ground["buildings"]]


def _middle(shape):
    point = shape.pointOnSurface().asPoint()
    return point.x(), point.y()


def outline_by_clicks(desk, buildings):
    """Click each building; what is not its outline is dropped, and drawn by hand."""
    QApplication.setActiveWindow(desk.window)  # no window manager does
    desk.canvas.setFocus()
    desk.press(Qt.Key.Key_C, desk.canvas)
    tool, views = desk.canvas.mapTool(), desk.panel.label_page.buttons._views
    yield Until("its buildings are known", lambda: views.current is not None and views.current.outlines is not None, 90)
    labels, left = desk.panel.workspace.labels, []
    for building in buildings:
        before = labels.featureCount()
        desk.click_map(_middle(building))
        yield Until("the click is answered", lambda: not tool._asked, 10)
        if _iou(tool._outline, building) >= SAME:
            desk.press(Qt.Key.Key_Return, desk.canvas)
        elif tool.begun:
            desk.press(Qt.Key.Key_Escape, desk.canvas)
        if labels.featureCount() == before:
            left.append(building)
    yield from draw(desk, left)
    desk.facts["clicked"] = [len(buildings), len(buildings) - len(left)]


def adopt(desk, buildings):
    """Click the dotted outlines that are right; the other buildings are drawn by hand."""
    desk.click("adoptBuildings")
    yield Until("the outlines are compared with the labels", lambda: "label" in desk.find("viewLine").text(), 60)
    labels, before = desk.panel.workspace.labels, desk.panel.workspace.labels.featureCount()
    ghosts, left = desk.panel.label_page.buttons._views.current.outlines, []
    for building in buildings:
        same = next((one for one in ghosts if _iou(one, building) >= SAME), None)
        if same is None:
            left.append(building)
        else:
            desk.click_map(_middle(same))
            yield 0.05
    yield 0.5
    desk.facts["adopted"] = [len(buildings), labels.featureCount() - before]
    yield from draw(desk, left)


def draw(desk, buildings):
    """Draw buildings corner by corner."""
    desk.click("drawPolygon")
    for building in buildings:
        ring = [(point.x(), point.y()) for point in building.asPolygon()[0][:-1]]
        desk.click_map(*ring)
        desk.right_click_map(ring[-1])
        yield 0.05


def train(desk):
    """One minute."""
    listen(desk)
    desk.click("stepTrain")
    desk.choose("time", "1 min")
    yield Until("one may train", lambda: desk.find("train").isEnabled(), 10)
    desk.click("train")
    yield Until("the training began", lambda: desk.panel.jobs.busy)
    yield idle(desk)
    desk.facts["result"] = desk.find("result").text()


def check(desk, buildings):
    """Accept what is a building, reject the rest."""
    view = desk.canvas.extent()
    desk.click("stepCheck")
    desk.click("startCheck")
    yield desk.drawn()
    footprints, session = desk.panel.workspace.footprints, desk.panel.check_page._session
    for _ in range(footprints.featureCount()):
        outline = session.footprint().geometry
        is_there = any(_iou(outline, building) >= SAME for building in buildings)
        desk.press(Qt.Key.Key_A if is_there else Qt.Key.Key_R, desk.canvas)
        yield 0.1
    desk.click("saveChecks")
    yield 0.5
    statuses = [one["status"] for one in footprints.getFeatures()]
    there = [one for one in buildings if view.contains(one.boundingBox())]
    desk.facts["checked"] = [statuses.count("accepted"), statuses.count("rejected"), len(there)]


def _iou(one, other):
    shared = one.intersection(other).area()
    return shared / max(one.area() + other.area() - shared, 1e-9)
