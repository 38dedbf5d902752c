"""docs/tutorial.md, done in a real QGIS from its first section to its last; played by tools/desktop_inside.py.

What the tutorial names in bold is pressed, or seen, under the same words in the panel.
"""

import re

from desktop_inside import Stalls, Until
from desktop_moves import box, draw_area, idle, listen, show_panel
from qgis.core import QgsGeometry, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel

SAME = 0.5
"""IoU from which on a footprint is taken for the building that is there."""
KEYS = {"A": Qt.Key.Key_A, "R": Qt.Key.Key_R, "E": Qt.Key.Key_E, "Del": Qt.Key.Key_Delete, "N": Qt.Key.Key_N,
        "P": Qt.Key.Key_P, "U": Qt.Key.Key_U, "M": Qt.Key.Key_M, "B": Qt.Key.Key_B}


class Reader:
    """Does what stands in bold in the tutorial; `left` are the words that were not come to."""

    def __init__(self, desk, text):
        self._desk = desk
        self.left = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)}
        self._all = frozenset(self.left)

    def press(self, words, name):
        """Click on the widget called `name`, which says `words`."""
        shown = _says(self._desk.find(name))
        assert any(one.startswith(words) for one in shown), (words, shown)
        self._check_off(words)
        self._desk.click(name)

    def see(self, words):
        """Look for a widget of the panel that says `words`."""
        widgets = (widget for kind in (QAbstractButton, QLabel, QComboBox) for widget in
                   self._desk.panel.findChildren(kind))
        assert any(one.startswith(words) for widget in widgets if widget.isVisible() for one in _says(widget)), words
        self._check_off(words)

    def draw(self, words, corners):
        """Drag a box with the role that is called `words` in the menu of the button for areas."""
        self._check_off(words)
        draw_area(self._desk, words, corners)

    def key(self, words):
        """Press a key of the checking on the map."""
        self._check_off(words)
        self._desk.press(KEYS[words], self._desk.canvas)
        return 0.15

    def _check_off(self, words):
        assert words in self._all, f"the tutorial does not say {words}"
        self.left.discard(words)


def _says(widget):
    texts = ([widget.itemText(row) for row in range(widget.count())] if isinstance(widget, QComboBox)
             else [widget.text()])
    return [text.replace("&", "") for text in texts]


def tutorial(desk, ground, project, text):
    """All sections, in their order; the first training takes its minute, the second is stopped early."""
    reader = Reader(desk, text)
    yield from open_the_panel(desk, ground, project)
    yield from draw_labels_and_areas(desk, ground, reader)
    listen(desk)
    yield from train(desk, reader)
    desk.facts["model"] = desk.panel.workspace.choices.model
    yield from look_at_what_changed(desk)
    yield from find_the_others(desk, ground, reader)
    yield from check(desk, ground, reader)
    yield from compare_with_the_base(desk, reader)
    yield from learn_from_them(desk, ground, reader)
    yield from train_again(desk, reader)
    yield from draw_a_square(desk, ground, reader)
    yield from look_back(desk, reader)
    QgsProject.instance().write()
    desk.facts["left"] = sorted(reader.left)


def train_only(desk, ground, project, text):
    """As far as the first training."""
    reader = Reader(desk, text)
    yield from open_the_panel(desk, ground, project)
    yield from draw_labels_and_areas(desk, ground, reader)
    listen(desk)
    yield from train(desk, reader)


def open_the_panel(desk, ground, project):
    desk.iface.addRasterLayer(ground["raster"], "town")
    desk.save_project(project)
    yield show_panel(desk)
    desk.facts["imagery"] = desk.find("imageryFacts").text()
    desk.zoom_to(box(ground["view"]))
    yield desk.drawn()


def draw_labels_and_areas(desk, ground, reader):
    desk.click("stepLabel")
    reader.press("New", "newLayers")
    workspace = desk.panel.workspace
    yield Until("the layers are there", lambda: workspace.areas is not None)
    reader.press("Rectangle", "drawRectangle")
    reader.see("Class")
    reader.see("background")
    for corners in ground["rectangles"]:
        desk.click_map(*corners)
    reader.press("Polygon", "drawPolygon")
    for ring in ground["polygons"]:
        desk.click_map(*ring)
        desk.right_click_map(ring[-1])
    reader.press("Area", "drawArea")
    draw_area(desk, "Train", ground["train"])
    reader.draw("Hold out", ground["validate"])
    yield 1.0
    desk.facts["labels"] = workspace.labels.featureCount()
    desk.facts["roles"] = sorted(area["role"] for area in workspace.areas.getFeatures())
    desk.facts["state"] = desk.panel.label_page.state.text()


def train(desk, reader):
    """A minute of training, and the longest time in it that QGIS's event loop did not come round."""
    reader.press("Train", "stepTrain")
    desk.choose("time", "1 min")
    yield Until("one may train", lambda: desk.find("train").isEnabled(), 10)
    yield 3.0  # the spare worker has come up
    stalls = Stalls()
    reader.press("Train", "train")
    yield Until("the first step is done", lambda: "step" in desk.figures, 60)
    reader.see("Stop and keep the best")
    yield idle(desk)
    desk.facts["stall_ms"], desk.facts["stall_at_s"] = round(stalls.stop()), round(stalls.when, 1)
    desk.facts["previews"] = len(desk.previews)
    desk.facts["said"] = [desk.find("result").text()]
    reader.see("Report")


def look_at_what_changed(desk):
    """What the new model finds stays on the map, and what its base does shows while a box is checked."""
    yield Until("the preview is named", lambda: all(name.startswith("Scored") for name in _seen_previews(desk)), 10)
    desk.facts["seen"] = [_seen_previews(desk)]
    for _ in range(2):
        desk.click("showBase")
        yield 0.5  # the canvas takes up what the legend shows a moment later
        desk.facts["seen"].append(_seen_previews(desk))


def _seen_previews(desk):
    return [layer.name() for layer in desk.canvas.layers() if layer.customProperty("roofline/preview")]


def find_the_others(desk, ground, reader):
    reader.press("Find footprints", "findFootprints")
    desk.zoom_to(_elsewhere(ground))
    yield desk.drawn()
    desk.click("whereView")
    reader.see("Leave out known buildings")
    reader.press("Find footprints", "predict")
    yield Until("the prediction began", lambda: desk.panel.jobs.busy)
    yield idle(desk)
    yield Until("footprints are there", lambda: desk.panel.workspace.footprints is not None)


def _elsewhere(ground):
    """Ground without labels, so small that a wide map shows no held-out ground beside it."""
    return box(ground["elsewhere"]).scaled(0.6)


def check(desk, ground, reader):
    """The keys, then a verdict on each footprint by what is really there, and every building that is missing."""
    desk.click("stepCheck")
    reader.see("Order")
    reader.press("Start checking", "startCheck")
    yield desk.drawn()
    yield reader.key("E")
    desk.facts["vertex_tool"] = desk.iface.actionVertexTool().isChecked()
    footprints = desk.panel.workspace.footprints
    before = footprints.featureCount()
    yield reader.key("N")
    yield reader.key("P")
    yield reader.key("Del")
    deleted = before - footprints.featureCount()
    yield reader.key("U")
    desk.facts["deleted_and_back"] = [deleted, before - footprints.featureCount()]
    yield reader.key("R")  # of those that follow, none may be wrong
    yield reader.key("U")
    there = [_polygon(ring) for ring in ground["buildings"]]
    session = desk.panel.check_page._session
    for _ in range(before):
        outline = session.footprint().geometry
        yield reader.key("A" if any(_iou(outline, building) >= SAME for building in there) else "R")
    desk.zoom_to(_elsewhere(ground))
    yield desk.drawn()
    missing = _missing(footprints, there, desk.canvas.extent())
    for building in missing:
        yield reader.key("M")
        desk.click_map(*_three_corners(building))
        yield 0.2
    if not missing:
        yield reader.key("M")
        desk.press(Qt.Key.Key_Escape, desk.canvas)
    desk.click("saveChecks")
    yield 0.5
    desk.facts["statuses"] = sorted(feature["status"] for feature in footprints.getFeatures())


def _missing(footprints, there, view):
    """The buildings whole in the view that no accepted footprint covers the middle of."""
    good = [one.geometry() for one in footprints.getFeatures() if one["status"] in ("accepted", "edited")]
    return [building for building in there if view.contains(building.boundingBox())
            and not any(outline.contains(building.pointOnSurface()) for outline in good)]


def _polygon(ring):
    return QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in ring]])


def _three_corners(building):
    """A wall and the depth of the smallest rectangle around a building."""
    ring = QgsGeometry(building.orientedMinimumBoundingBox()[0]).asPolygon()[0]
    return [(point.x(), point.y()) for point in ring[:3]]


def _iou(one, other):
    shared = one.intersection(other).area()
    return shared / (one.area() + other.area() - shared)


def compare_with_the_base(desk, reader):
    """The first time the key is pressed the base model looks; the next time it is held, the map shows what it found."""
    reader.key("B")
    yield Until("the base model looks", lambda: desk.panel.jobs.busy)
    yield idle(desk)
    before = desk.canvas.layers()
    desk.hold(Qt.Key.Key_B, desk.canvas)
    yield 0.5
    desk.facts["hidden_while_held"] = [layer.name() for layer in before if layer not in desk.canvas.layers()]
    desk.let_go(Qt.Key.Key_B, desk.canvas)
    yield 0.5
    desk.facts["back_afterwards"] = desk.canvas.layers() == before


def learn_from_them(desk, ground, reader):
    workspace = desk.panel.workspace
    labels, areas = workspace.labels.featureCount(), workspace.areas.featureCount()
    reader.press("Use accepted as labels", "useAsLabels")
    yield 0.3
    reader.see("Not all")
    reader.press("Every one", "useWhole")
    yield 0.5
    desk.facts["new_labels"] = workspace.labels.featureCount() - labels
    desk.facts["new_areas"] = workspace.areas.featureCount() - areas


def train_again(desk, reader):
    """The second round, until it was scored twice."""
    desk.figures, desk.previews = {}, []
    reader.press("Train", "stepTrain")
    yield Until("one may train", lambda: desk.find("train").isEnabled(), 10)
    reader.press("Train", "train")
    yield Until("it was scored twice", lambda: len(desk.previews) >= 2 or not desk.panel.jobs.busy, 90)
    reader.press("Stop and keep the best", "stopTraining")
    yield idle(desk)
    desk.facts["said"].append(desk.find("result").text())


def draw_a_square(desk, ground, reader):
    """Every building in the first square gets a label; the second is skipped."""
    desk.click("stepLabel")
    reader.press("Where next?", "whereNext")
    yield Until("the search began", lambda: desk.panel.jobs.busy)
    yield idle(desk)
    yield desk.drawn()
    labels, view = desk.panel.workspace.labels, desk.canvas.extent()
    square = view.scaled(0.6)
    drawn = [label.geometry() for label in labels.getFeatures()]
    desk.click("drawRectangle")
    for building in (_polygon(ring) for ring in ground["buildings"]):
        if square.intersects(building.boundingBox()) and view.contains(building.boundingBox()) and not any(
                label.intersects(building) for label in drawn):
            desk.click_map(*_three_corners(building))
    yield 0.5
    desk.facts["in_square"] = labels.featureCount() - len(drawn)
    squares = [_roles(desk)]
    for words, name in (("Done", "finishSquare"), ("Skip", "skipSquare")):
        reader.press(words, name)
        yield 0.5
        squares.append(_roles(desk))
    desk.facts["squares"] = squares


def _roles(desk):
    """The numbers of areas that are suggested, and to train on."""
    roles = [area["role"] for area in desk.panel.workspace.areas.getFeatures()]
    return [roles.count("suggested"), roles.count("train")]


def look_back(desk, reader):
    reader.press("History", "stepHistory")
    runs = desk.find("runs")
    rows = [runs.topLevelItem(row) for row in range(runs.topLevelItemCount())]
    desk.facts["runs"] = [[row.text(column) for column in range(runs.columnCount())] for row in rows]
    runs.setCurrentItem(rows[0])
    yield 0.2
    desk.click("copyCommand")
    desk.facts["command"] = QApplication.clipboard().text()
    for row in rows:
        row.setSelected(True)
    desk.click("compareRuns")
    yield 0.5
    desk.facts["compared"] = desk.find("comparison").text()
