"""Live training in a real QGIS that is closed in the middle; played by tools/desktop_inside.py."""

import time

from desktop_inside import Stalls, Until
from desktop_moves import box, draw_areas, draw_labels, make_layers, open_panel, workers
from qgis.core import QgsPointXY


def learn_while_drawing(desk, ground, project, pictures=""):
    """Switches it on before there is a layer, draws areas and labels, then one label more, which it deletes, keeps a
    model, and ends while it learns. Pictures go into a folder, where one is named; they stall QGIS."""
    yield from open_panel(desk, ground)
    desk.save_project(project)
    live, workspace = desk.panel.live, desk.panel.workspace
    desk.click("stepTrain")
    yield 1.0
    stalls, looks = Stalls(), Moments(live.predicted)
    desk.click("live")
    yield Until("what the base finds is on the map", lambda: looks.times, 90)
    desk.facts["found"], desk.facts["waiting"] = len(live.prediction.outlines), desk.find("liveState").text()
    desk.facts["start_stall_ms"] = stalls.stop()
    _picture(desk, pictures, "waiting")
    yield make_layers(desk)
    late = next(ring for ring in ground["polygons"] if _is_in(box(ground["train"]), ring))
    draw_areas(desk, ground)
    draw_labels(desk, {**ground, "polygons": [ring for ring in ground["polygons"] if ring is not late]})
    seen = len(looks.times)
    yield Until("it has learned, and looked again", lambda: live.score and len(looks.times) > seen + 1, 60)
    yield Until("all labels are learned, and not only those that were drawn first",
                Unchanged(lambda: live.progress.labels, 3.0), 60)
    stalls, looks = Stalls(), Moments(live.predicted)
    desk.facts["state"] = desk.find("liveState").text()
    _picture(desk, pictures, "learning")
    desk.facts["labels"], desk.facts["taken_up_s"] = [live.progress.labels], []
    desk.click("drawPolygon")
    desk.click_map(*late)
    desk.right_click_map(late[-1])
    yield from _taken_up(desk, desk.facts["labels"][0] + 1)
    _picture(desk, pictures, "drawn")
    newest = min(label.id() for label in workspace.labels.getFeatures())  # those that are not saved count down
    workspace.labels.deleteFeature(newest)
    yield from _taken_up(desk, desk.facts["labels"][0])
    seen = len(looks.times)
    yield Until("it has looked again, and was scored", lambda: len(looks.times) > seen and live.score, 60)
    desk.click("keepLive")
    yield Until("the model is kept", lambda: desk.find("liveSaid").isVisible(), 60)
    _picture(desk, pictures, "kept")
    desk.facts["said"], desk.facts["scored"] = desk.find("liveSaid").text(), desk.find("liveState").text()
    desk.facts["kept"] = workspace.choices.model
    for layer in (workspace.labels, workspace.areas):
        layer.commitChanges()
    desk.facts["refresh_s"] = looks.longest_gap()
    desk.facts["stall_at_s"], desk.facts["stall_ms"] = stalls.when, max(stalls.stop(), desk.facts["start_stall_ms"])
    desk.facts["step"], desk.facts["folder"] = live.progress.step, str(live.folder)
    desk.facts["workers"] = workers()


class Moments:
    """The times at which a signal came."""

    def __init__(self, signal):
        self.since, self.times = time.monotonic(), []
        signal.connect(lambda *_: self.times.append(time.monotonic()))

    def longest_gap(self):
        """The longest time between two of them."""
        return max((later - one for one, later in zip(self.times, self.times[1:])), default=0.0)


class Unchanged:
    """Whether a value has been the same for so many seconds."""

    def __init__(self, value, seconds):
        self._value, self._seconds = value, seconds
        self._last, self._since = value(), time.monotonic()

    def __call__(self):
        if self._value() != self._last:
            self._last, self._since = self._value(), time.monotonic()
        return time.monotonic() - self._since > self._seconds


def _taken_up(desk, count):
    """Wait until so many labels are learned, and note how long that took."""
    live, began = desk.panel.live, time.monotonic()
    yield Until(f"{count} labels are learned", lambda: live.labels is not None and live.labels.labels == count, 15)
    desk.facts["taken_up_s"].append(time.monotonic() - began)
    desk.facts["labels"].append(live.labels.labels)


def _is_in(area, ring):
    return all(area.contains(QgsPointXY(*corner)) for corner in ring)


def _picture(desk, folder, name):
    if folder:
        desk.picture(f"{folder}/{name}.png")
