"""Factory functions for push and tool buttons, wrapped labels and scroll areas that look the same on every page."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QKeyEvent, QPixmap, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ..words import tr


class _Once(QObject):
    """Event filter of a button, which takes a double click as one: the second would be for what comes next."""

    def eventFilter(self, button: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        return bool(event.type() == QEvent.Type.MouseButtonDblClick)


def take_double_click_as_one(button: QAbstractButton) -> None:
    """Let the second click of a double one do nothing."""
    button.installEventFilter(_Once(button))


class _OfThePage(QObject):
    """Event filter of a box, which leaves the wheel to the page unless the box has the focus."""

    def eventFilter(self, box: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() != QEvent.Type.Wheel or (isinstance(box, QWidget) and box.hasFocus()):
            return False
        event.ignore()
        return True


def leave_wheel_to_page(*boxes: QWidget) -> None:
    """Keep the wheel that scrolls the page from choosing in a combo box or a spin box under the mouse."""
    for box in boxes:
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel would give the focus
        box.installEventFilter(_OfThePage(box))


def push_button(name: str, text: str, help_text: str) -> QPushButton:
    """A push button with the object name `name`. `text` and `help_text`, its tooltip, are marked words."""
    button = QPushButton(tr(text))
    button.setObjectName(name)
    button.setToolTip(tr(help_text))
    take_double_click_as_one(button)
    return button


def tool_button(name: str, help_text: str, icon: str, text: str = "") -> QToolButton:
    """A tool button with the object name `name` and an icon of QGIS's theme. Words as in push_button."""
    button = QToolButton()
    button.setObjectName(name)
    button.setText(tr(text) if text else "")
    button.setToolTip(tr(help_text))
    button.setIcon(QgsApplication.getThemeIcon(icon))
    return button


def close_button(name: str, help_text: str) -> QToolButton:
    """A flat button with a cross. Words as in push_button."""
    button = tool_button(name, help_text, "/mIconClose.svg")
    button.setAutoRaise(True)
    return button


def blank_picture(widget: QWidget, size: QSize) -> QPixmap:
    """A transparent picture of a size, as sharp as the screen of the widget."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def wrapped_label(text: str = "", name: str = "") -> QLabel:
    """A label of plain text, as high as the text needs and never wider than there is room."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


class _Fitting(QScrollArea):
    """A scroll area that is no higher than its page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt names it
        page, usual = self.widget(), super().sizeHint()
        if self.isVisible() and page.hasHeightForWidth():  # the width is not known before
            return QSize(usual.width(), page.heightForWidth(self.viewport().width()))
        return usual

    def eventFilter(self, page: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return bool(super().eventFilter(page, event))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt names it
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def scrolled(page: QWidget, is_fitting: bool = False) -> QScrollArea:
    """The page in a scroll area, which scrolls up and down on a small screen, never sideways; where it `is_fitting`, it
    leaves the room that the page does not need."""
    area = _Fitting() if is_fitting else QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


def scroll_to(widget: QWidget) -> None:
    """Scroll the page so that `widget`, which was shown just now, is in sight."""
    def scroll() -> None:
        above = None if sip.isdeleted(widget) else widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget)

    QTimer.singleShot(0, scroll)  # once the layout has room for it


def is_start(event: QKeyEvent, focus: Optional[QWidget]) -> bool:
    """Whether the key is Enter, and not meant for the spin box or the other button that has the focus."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and not isinstance(focus, (QAbstractSpinBox, QPushButton, QToolButton))


def make_bold(widget: QWidget) -> None:
    """Set the font of `widget` to bold."""
    font = widget.font()
    font.setBold(True)
    widget.setFont(font)
