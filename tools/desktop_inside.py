"""GUI test driver inside QGIS (QTest): plays one scenario by mouse and keyboard events, and writes its result.

QGIS runs this file by `--code`. A scenario is a generator function of one argument, a Desk, and keyword inputs; it
yields what it waits for: seconds, or a `Until`.
"""

import importlib
import json
import os
import sys
import time
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint, QRect, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QMessageBox, QRadioButton, QWidget

PATIENCE = float(os.environ.get("TEST_PATIENCE", "1"))
"""Factor of all limits and pauses, for a machine that is slow or busy."""
PLAYERS: list = []
TICK_MS = 20
LEAVING_S = 20
STALL_MS = 5


class Until:
    """A condition that must become true within `seconds`; `what` names it in the error."""

    def __init__(self, what, holds, seconds=20.0):
        self.what, self.holds, self.deadline = what, holds, time.monotonic() + PATIENCE * seconds


class Stalls:
    """Longest stall of QGIS's event loop in milliseconds: how late a timer was."""

    def __init__(self):
        self.longest, self.when = 0.0, 0.0
        self._begun = self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(STALL_MS)

    def _tick(self):
        now = time.monotonic()
        late = 1000 * (now - self._last) - STALL_MS
        if late > self.longest:
            self.longest, self.when = late, now - self._begun
        self._last = now

    def stop(self):
        """Stop measuring; the longest stall in milliseconds."""
        self._timer.stop()
        return self.longest


class Desk:
    """QGIS's window by mouse, keyboard and screen; widgets are found by their object names. `facts` are returned to the
    test that started the scenario."""

    def __init__(self):
        self.iface = qgis.utils.iface
        self.window, self.canvas = self.iface.mainWindow(), self.iface.mapCanvas()
        self.facts = {}
        self.says_yes_to = ""  # part of a question that QGIS may ask when it closes
        self.window.setGeometry(self.window.screen().geometry())

    @property
    def plugin(self):
        """The plugin's instance in this QGIS."""
        return qgis.utils.plugins["roofline"]

    @property
    def panel(self):
        """The plugin's dock widget."""
        return self.plugin.panel

    def find(self, name):
        """The widget called `name`, in the panel or else anywhere in the window."""
        for place in (self.panel, self.window):
            found = place.findChild(QWidget, name) if place is not None else None
            if found is not None:
                return found
        raise AssertionError(f"there is no widget called {name}")

    def click(self, name, at=None):
        """Click on a widget, or on the one called `name`; AssertionError when it is hidden or disabled."""
        widget = self.find(name) if isinstance(name, str) else name
        self._show(widget)
        assert widget.isVisible(), f"{name} is hidden"
        assert widget.isEnabled(), f"{name} is disabled: {widget.toolTip()}"
        is_sign = isinstance(widget, (QCheckBox, QRadioButton))  # what is beside its words does not count
        where = at or (QPoint(12, widget.height() // 2) if is_sign else widget.rect().center())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    def press(self, key, widget=None):
        """Press and release a key, in `widget` or where the focus is."""
        QTest.keyClick(widget or QApplication.focusWidget() or self.window, key)

    def hold(self, key, widget):
        """Press a key without releasing it."""
        QTest.keyPress(widget, key)

    def let_go(self, key, widget):
        """Release a key."""
        QTest.keyRelease(widget, key)

    def choose(self, name, text):
        """Choose the entry of a combo box that begins with `text`, by the keyboard."""
        combo = self.find(name)
        self._show(combo)
        combo.setFocus()
        wanted = next(row for row in range(combo.count()) if combo.itemText(row).startswith(text))
        QTest.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(wanted):
            QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() == wanted, combo.currentText()

    def choose_in_menu(self, name, text):
        """Choose an entry of the menu of a tool button."""
        action = next(a for a in self.find(name).menu().actions() if a.text().replace("&", "").startswith(text))
        action.trigger()

    def click_map(self, *points):
        """Click on the map at (x, y) in its coordinates, one after the other."""
        for point in points:
            where = self._pixel(point)
            QTest.mouseMove(self.canvas.viewport(), where)
            QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    def right_click_map(self, point):
        """Click on the map at (x, y) with the right button."""
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier,
                         self._pixel(point))

    def drag_map(self, start, end):
        """Drag from one point of the map to another."""
        first, last = self._pixel(start), self._pixel(end)
        viewport = self.canvas.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)

    def zoom_to(self, extent):
        """Set the extent of the map and draw it anew."""
        self.canvas.setExtent(extent)
        self.canvas.refresh()

    def drawn(self):
        """Wait until the map is drawn."""
        return Until("the map is drawn", lambda: not self.canvas.isDrawing(), 30)

    def picture(self, path, widget=None):
        """Write a screenshot as a PNG: the window, or one widget in it."""
        whole = self.window.screen().grabWindow(0)
        if widget is not None:
            ratio = whole.devicePixelRatio()
            corner = widget.mapToGlobal(QPoint(0, 0))
            whole = whole.copy(QRect(corner * ratio, widget.size() * ratio))
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        assert whole.save(str(path)), path

    def save_project(self, path):
        """Save the QGIS project to `path`."""
        assert QgsProject.instance().write(str(path))

    def _pixel(self, point):
        place = self.canvas.mapSettings().mapToPixel().transform(QgsPointXY(*point))
        return QPoint(round(place.x()), round(place.y()))

    def _show(self, widget):
        """Scroll to a widget of a page, as one does."""
        above = widget.parentWidget()
        while above is not None:
            if hasattr(above, "ensureWidgetVisible"):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()


class Player:
    """Plays a scenario step by step, from QGIS's own event loop."""

    def __init__(self, order):
        self._order = order
        self._desk = Desk()
        module = importlib.import_module(Path(order["module"]).stem)
        self._steps = getattr(module, order["scenario"])(self._desk, **order["inputs"])
        self._wait = None
        sys.excepthook = self._unhandled
        self._trouble = ""
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _unhandled(self, kind, error, trace):
        """A traceback in a slot, which QGIS would show in a window, fails the scenario."""
        self._trouble += "".join(traceback.format_exception(kind, error, trace))

    def _tick(self):
        try:
            if self._trouble:
                raise AssertionError(f"QGIS caught an error:\n{self._trouble}")
            if self._still_waiting():
                return
            wanted = next(self._steps)
            self._wait = wanted if isinstance(wanted, Until) else Until("", lambda: False, wanted)
        except StopIteration:
            self._end("")
        except BaseException:
            self._end(traceback.format_exc())
            raise

    def _still_waiting(self):
        if self._wait is None or self._wait.holds():
            return False
        if time.monotonic() < self._wait.deadline:
            return True
        if self._wait.what:
            raise AssertionError(f"waited in vain until {self._wait.what}")
        return False

    def _end(self, error):
        self._timer.stop()
        if error:
            self._desk.picture(Path(self._order["answer"]).with_name("failed.png"))
        Path(self._order["answer"]).write_text(json.dumps({"error": error, "facts": self._desk.facts}))
        if error:
            leave_at_once()
        for layer in QgsProject.instance().mapLayers().values():
            if hasattr(layer, "isEditable") and layer.isEditable():
                layer.rollBack()
        QgsProject.instance().setDirty(False)
        self._leaving_since = time.monotonic()
        self._stuck = QTimer()
        self._stuck.timeout.connect(self._look_what_keeps_qgis)
        self._stuck.start(200)
        QTimer.singleShot(0, self._desk.iface.actionExit().trigger)

    def _look_what_keeps_qgis(self):
        question = QApplication.activeModalWidget()
        if isinstance(question, QMessageBox) and self._desk.says_yes_to and self._desk.says_yes_to in question.text():
            self._desk.facts["asked"] = question.text()
            QTest.mouseClick(question.button(QMessageBox.StandardButton.Yes), Qt.MouseButton.LeftButton)
            QTimer.singleShot(2000, self._desk.iface.actionExit().trigger)  # QGIS stays open after a yes
        elif time.monotonic() > self._leaving_since + PATIENCE * LEAVING_S:
            self._end(f"QGIS did not close. In front of it: {question and (question.windowTitle(), question)}")


def leave_at_once():
    """End QGIS without questions, after a failure."""
    plugin = qgis.utils.plugins.get("roofline")
    if plugin is not None and plugin.panel is not None:
        plugin.panel.close_all()
    os._exit(3)


def begin():
    """Start the player of the scenario that ROOFLINE_SCENARIO names."""
    order = json.loads(Path(os.environ["ROOFLINE_SCENARIO"]).read_text())
    sys.path[:0] = [order["tools"], str(Path(order["module"]).parent)]
    inside = importlib.import_module("desktop_inside")  # under its name, as the scenarios import it
    inside.PLAYERS.append(inside.Player(order))


if os.environ.get("ROOFLINE_SCENARIO") and __name__ != "desktop_inside":
    QTimer.singleShot(500, begin)
