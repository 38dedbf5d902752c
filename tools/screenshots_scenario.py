"""GUI scenario of the tutorial, played by desktop_inside.py, with a screenshot after each step."""

from pathlib import Path

from desktop_inside import Until
from desktop_moves import begin_training, draw, find_footprints, idle, listen, open_panel
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt


def tutorial(desk, ground, project, out):
    """The steps of the tutorial; pictures go to the folder `out`, their number to the facts."""
    shots = Shots(desk, Path(out))
    yield from open_panel(desk, ground)
    desk.save_project(project)
    yield shots.take("1-imagery")
    yield from draw(desk, ground)
    desk.click("stepLabel")
    yield 1.0
    yield shots.take("2-labels")
    yield from train(desk, shots)
    yield from find_footprints(desk, ground)
    yield 1.5
    yield shots.take("5-predicted")
    yield from check(desk, shots)
    desk.click("stepHistory")
    desk.find("runs").setCurrentItem(desk.find("runs").topLevelItem(0))
    yield 0.5
    yield shots.take("7-history")
    QgsProject.instance().write()
    desk.facts["pictures"] = shots.count


class Shots:
    """Screenshots into a folder; `count` is their number."""

    def __init__(self, desk, folder):
        self._desk, self._folder, self.count = desk, folder, 0

    def take(self, name):
        """Wait until the map is drawn, and take the picture."""
        self.count += 1
        desk, path = self._desk, self._folder / f"{name}.jpg"

        def done():
            if desk.canvas.isDrawing():
                return False
            desk.picture(path)
            return True

        return Until(f"{name} is taken", done, 30)


def train(desk, shots):
    """Train, with a screenshot on the way and one at the end."""
    listen(desk)
    yield from begin_training(desk, "1 min")
    yield Until("it was scored three times", lambda: len(desk.previews) >= 3, 60)
    yield 3.0
    yield shots.take("3-training")
    yield idle(desk)
    yield 2.0
    yield shots.take("4-trained")


def check(desk, shots):
    """Review some footprints by the keyboard, and take a screenshot."""
    desk.click("stepCheck")
    desk.click("startCheck")
    yield 1.0
    for key in (Qt.Key.Key_A, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_A, Qt.Key.Key_A):
        desk.press(key, desk.canvas)
        yield 0.3
    yield 1.0
    yield shots.take("6-checking")
