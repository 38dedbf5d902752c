"""Map tool (QgsMapTool) and keyboard event filter of the review of footprints."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

ACTIONS = ("accept", "reject", "delete", "edit", "next", "previous", "undo", "compare", "missing")
ACCEPT, REJECT, DELETE, EDIT, NEXT, PREVIOUS, UNDO, COMPARE, MISSING = ACTIONS
"""Actions of the review. What each one calls is in METHODS of check_page."""
KEYS: Dict[int, str] = {
    Qt.Key.Key_A: ACCEPT, Qt.Key.Key_R: REJECT, Qt.Key.Key_Delete: DELETE, Qt.Key.Key_E: EDIT, Qt.Key.Key_N: NEXT,
    Qt.Key.Key_Right: NEXT, Qt.Key.Key_P: PREVIOUS, Qt.Key.Key_Left: PREVIOUS, Qt.Key.Key_U: UNDO,
    Qt.Key.Key_B: COMPARE, Qt.Key.Key_M: MISSING,
}
"""Action of each key. Space is not among them: with it, QGIS moves the map."""
CELL_ACTIONS = CHECK_CELL, REJECT_CELL, SKIP_CELL, SHOW_CELL = ("check_cell", "reject_cell", "skip_cell", "show_cell")
CELL_KEYS: Dict[int, str] = {
    Qt.Key.Key_C: CHECK_CELL, Qt.Key.Key_X: REJECT_CELL, Qt.Key.Key_G: SKIP_CELL, Qt.Key.Key_W: SHOW_CELL,
}
"""Those of a review cell by cell."""
JUDGING = (ACCEPT, REJECT, DELETE, CHECK_CELL, REJECT_CELL)
"""Actions after which another footprint or cell is the current one, which nobody has looked at yet."""
REPEATED = (NEXT, PREVIOUS)
"""Actions that repeat while their key is held; a verdict is given once a press."""
WRITERS = (QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit)
"""Widgets one types into: while one of them has the focus, no key is an action."""
CONSOLE = "QsciScintillaBase"
"""One more, of a library that need not be there: the editors of QGIS's Python console."""
HIDDEN_AWAY = (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide)
"""Events after which a key counts as released, since its release may go to another window."""
REACH_PX = 3
"""Pixels around a click within which a footprint is picked."""


class CheckKeys(QObject):
    """Event filter of some widgets, and of the one with the focus. `pressed` carries one of ACTIONS or CELL_ACTIONS,
    `held` whether the key to compare is down.

    While `lent`, the map belongs to another tool, and so do the keys that QGIS's vertex tool knows. Unless `judging`,
    the filter takes only the key to compare. The keys of cells are taken `in_cells` alone.
    """

    pressed = pyqtSignal(str)
    held = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.lent = self.judging = self.in_cells = False
        self._holding = False
        self._watched: List[QWidget] = []
        self._window: Optional[QWidget] = None
        self._focused: Optional[QWidget] = None

    def watch(self, *widgets: QWidget) -> None:
        """Filter the key events of `widgets`."""
        for widget in widgets:
            widget.installEventFilter(self)
            self._watched.append(widget)

    def ignore(self, *widgets: QWidget) -> None:
        """Filter the key events of `widgets` no longer. A held key counts as released."""
        for widget in widgets:
            if widget in self._watched:
                widget.removeEventFilter(self)
                self._watched.remove(widget)
        self._hold(False)

    def follow_focus(self, window: Optional[QWidget]) -> None:
        """Filter the key events of whichever widget has the focus in `window`, its floating docks included; None: no
        longer. Other panels would else take the keys for themselves, as QGIS's layer tree searches by letters."""
        application: Any = QApplication.instance()  # the stubs say QCoreApplication, which knows no focus
        if (self._window is None) != (window is None):
            if window is None:
                application.focusChanged.disconnect(self._focus_changed)
            else:
                application.focusChanged.connect(self._focus_changed)
        self._window = window
        self._focus_changed(None, QApplication.focusWidget())

    def close(self) -> None:
        """Remove the filter from all widgets."""
        self.follow_focus(None)
        self.ignore(*list(self._watched))

    def _focus_changed(self, _: Optional[QWidget], now: Optional[QWidget]) -> None:
        if self._focused is not None and not sip.isdeleted(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = None
        if now is not None and now not in self._watched and _is_within(now, self._window):
            now.installEventFilter(self)
            self._focused = now

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Turn presses and releases of keys into `pressed` and `held`; all other events pass."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._action(event) is None:
                return False
            event.accept()  # else a shortcut of QGIS would take the key
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._release(event)
        if kind in HIDDEN_AWAY:
            self._hold(False)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        action = self._action(event)
        if action is None:
            return False
        if action == COMPARE:
            self._hold(True)
        elif action in REPEATED or not event.isAutoRepeat():
            self.pressed.emit(action)
        return True

    def _release(self, event: QKeyEvent) -> bool:
        ours = self._holding and KEYS.get(event.key()) == COMPARE
        if ours and not event.isAutoRepeat():
            self._hold(False)
        return ours

    def _hold(self, down: bool) -> None:
        if down != self._holding:
            self._holding = down
            self.held.emit(down)

    def _action(self, event: QKeyEvent) -> Optional[str]:
        focused = QApplication.focusWidget()
        if isinstance(focused, WRITERS) or (focused is not None and focused.inherits(CONSOLE)):
            return None
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Z:
            return UNDO if self.judging else None
        meanings = {**KEYS, **CELL_KEYS} if self.in_cells else KEYS
        action = meanings.get(event.key()) if modifiers == Qt.KeyboardModifier.NoModifier else None
        is_theirs = (self.lent and action == DELETE) or (not self.judging and action != COMPARE)
        return None if is_theirs else action


def _is_within(widget: QWidget, window: Optional[QWidget]) -> bool:
    """Whether a widget lies in a window or in a floating dock of it, and not in a dialog."""
    around: Optional[QWidget] = widget.window()
    while isinstance(around, QDockWidget) and around is not window:
        parent = around.parentWidget()
        around = None if parent is None else parent.window()
    return around is not None and around is window


class CheckTool(QgsMapTool):
    """Picks by a click: `picked` carries a box of a few pixels, in the map's CRS. Zooming and panning stay QGIS's."""

    picked = pyqtSignal(QgsRectangle)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._pressed_at: Optional[QPoint] = None

    def flags(self) -> Any:
        return QgsMapTool.AllowZoomRect

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS names it
        self._pressed_at = event.originalPixelPoint() if event.button() == Qt.MouseButton.LeftButton else None

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        spot, start, self._pressed_at = event.originalPixelPoint(), self._pressed_at, None
        if start is None or (spot - start).manhattanLength() > QApplication.startDragDistance():
            return
        reach = QPoint(REACH_PX, REACH_PX)
        corners = self.toMapCoordinates(spot - reach), self.toMapCoordinates(spot + reach)
        self.picked.emit(QgsRectangle(*corners))
